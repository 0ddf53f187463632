//! Postal addresses from forms and into them: the fields are named `PREFIX.street` and so on.

use crate::values::Address;
use crate::web::Reading;

const PARTS: [&str; 7] = ["name", "extra", "street", "house_number", "postcode", "town", "country"];

/// What the form begins with.
pub fn address_pairs(prefix: &str, address: &Address) -> Vec<(String, String)> {
    let values = [
        &address.name,
        &address.extra,
        &address.street,
        &address.house_number,
        &address.postcode,
        &address.town,
        &address.country.code().to_owned(),
    ];
    PARTS.iter().zip(values).map(|(part, value)| (format!("{prefix}.{part}"), value.clone())).collect()
}

/// Reads an address; what it lacks is told by the command.
pub fn read_address(reading: &mut Reading<'_>, prefix: &str) -> Option<Address> {
    let mut line = |part: &str| reading.line(&format!("{prefix}.{part}"));
    let [name, extra, street, house_number, postcode, town] =
        ["name", "extra", "street", "house_number", "postcode", "town"].map(&mut line);
    let country = reading.country(&format!("{prefix}.country"))?;
    Some(Address { name, extra, street, house_number, postcode, town, country })
}
