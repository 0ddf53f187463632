//! Whom a typed number or name means.

use crate::business::failure::Complaint;
use crate::business::partners::{PartnerState, each_partner};
use crate::business::people::person;
use crate::business::view::View;
use crate::portals::office::partners::by_number;
use crate::text;
use crate::values::{Language, PartnerId};
use crate::web::Typed;
use crate::web::parts::{Choice, Field};

/// More of the same name than this are not listed.
const CHOICES_MAX: usize = 12;
/// The field in which one of several is chosen.
const MEANT: &str = "meant";

/// What a number or a part of a name leads to.
pub enum Whom {
    Nobody,
    One(PartnerId),
    /// Number and name of everybody who fits, the first of them.
    Several(Vec<(String, String)>),
}

/// Looks for a number first, then for the words among the names of those whose contract has not ended.
pub fn whom(view: &View<'_>, typed: &str) -> Whom {
    if let Some(id) = by_number(view, typed) {
        return Whom::One(id);
    }
    let words: Vec<String> = typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return Whom::Nobody;
    }
    let mut found = Vec::new();
    each_partner(view, |id, partner| {
        if matches!(partner.state, PartnerState::Left | PartnerState::Withdrawn) {
            return;
        }
        let name = person(view, partner.person).map(|person| person.name()).unwrap_or_default();
        let lower = name.to_lowercase();
        if words.iter().all(|word| lower.contains(word)) {
            found.push((id, (partner.number, name)));
        }
    });
    match found.as_slice() {
        [] => Whom::Nobody,
        [(id, _)] => Whom::One(*id),
        _ => Whom::Several(found.into_iter().map(|(_, known)| known).take(CHOICES_MAX).collect()),
    }
}

/// Whom a field means, with the choice among several where one was made; or what is to be said beside the field.
pub fn meant(view: &View<'_>, typed: &Typed, field: &'static str) -> Result<PartnerId, Complaint> {
    match whom(view, typed.text(field).trim()) {
        Whom::One(id) => Ok(id),
        Whom::Nobody => Err(Complaint::new("partners.refusal.upline_unknown").at(field)),
        Whom::Several(all) => {
            let chosen = all.iter().find(|(number, _)| number == typed.text(MEANT));
            let chosen = chosen.and_then(|(number, _)| by_number(view, number));
            chosen.ok_or_else(|| Complaint::new("office_partners.refusal.several").at(field))
        }
    }
}

/// The field in which one of several is chosen; none while one alone is meant.
pub fn choice_among<'f>(
    language: Language,
    several: &[(String, String)],
    typed: &'f Typed,
) -> Option<(Field<'f>, Vec<Choice>)> {
    let field = Field {
        name: MEANT,
        label: text!(language, "office_partners.form.meant"),
        value: typed.text(MEANT),
        ..Field::default()
    };
    let choices = several.iter().map(|(number, name)| Choice::new(number.clone(), format!("{name} · {number}")));
    (!several.is_empty()).then(|| (field, choices.collect()))
}
