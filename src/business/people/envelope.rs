//! What a postal address must have before anything is sent to it.

use crate::business::failure::Complaint;
use crate::values::Address;

/// Longer lines fit no label.
const LINE_SIGNS_MAX: usize = 100;

/// What is wrong with an address; the fields are named below `field`, such as `billing.street`.
pub fn address_complaints(field: &str, address: &Address) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let parts = [
        ("name", &address.name, "people.refusal.name_missing"),
        ("street", &address.street, "people.refusal.street_missing"),
        ("postcode", &address.postcode, "people.refusal.postcode_missing"),
        ("town", &address.town, "people.refusal.town_missing"),
    ];
    for (part, value, missing) in parts {
        if value.trim().is_empty() {
            complaints.push(Complaint::new(missing).at(format!("{field}.{part}")));
        }
    }
    let optional = [("extra", &address.extra), ("house_number", &address.house_number)];
    let all = parts.iter().map(|(part, value, _)| (*part, *value)).chain(optional);
    for (part, value) in all.filter(|(_, value)| value.chars().count() > LINE_SIGNS_MAX) {
        let complaint = Complaint::new("people.refusal.line_too_long").at(format!("{field}.{part}"));
        complaints.push(complaint.with("signs", i64::try_from(value.chars().count()).unwrap_or(i64::MAX)));
    }
    let postcode = address.postcode.trim();
    let digits = address.country.postcode_digits();
    let written_wrong = |digits: &usize| {
        !postcode.is_empty() && (postcode.len() != *digits || !postcode.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if let Some(digits) = digits.filter(written_wrong) {
        let complaint = Complaint::new("people.refusal.postcode_wrong").at(format!("{field}.postcode"));
        complaints.push(complaint.with("digits", i64::try_from(digits).unwrap_or(0)));
    }
    complaints
}
