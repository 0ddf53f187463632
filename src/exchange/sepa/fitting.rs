//! Texts, addresses and times as banks take them: the Latin letters of EPC217-08, and no longer than their field.

use ::sepa::transliterate;
use ::sepa::{IsoDate, IsoDateTime, PostalAddress, Transliteration, validate};

use crate::values::{Address, Day, Instant};

/// Lengths of GBIC_5, in letters after transliteration.
pub(super) const NAME_MAX: usize = 70;
pub(super) const REMITTANCE_MAX: usize = 140;
const STREET_MAX: usize = 70;
const TOWN_MAX: usize = 35;
const HOUSE_NUMBER_MAX: usize = 16;

/// `Jörg Größe & Söhne` becomes `Joerg Groesse + Soehne`; what is too long loses its end.
pub(super) fn fitted(text: &str, letters_max: usize) -> String {
    let latin = transliterate(text.trim(), Transliteration::German);
    validate::truncate_chars(&latin, letters_max).trim().to_owned()
}

/// Structured, never free lines only (EPC153-22).
pub(super) fn address(given: &Address) -> Result<PostalAddress, String> {
    let mut address =
        PostalAddress::new(fitted(&given.town, TOWN_MAX), given.country.code()).map_err(|error| error.to_string())?;
    for (text, letters_max, place) in [
        (&given.street, STREET_MAX, PostalAddress::street as fn(PostalAddress, String) -> PostalAddress),
        (&given.house_number, HOUSE_NUMBER_MAX, PostalAddress::building_number),
        (&given.postcode, HOUSE_NUMBER_MAX, PostalAddress::post_code),
    ] {
        let text = fitted(text, letters_max);
        if !text.is_empty() {
            address = place(address, text);
        }
    }
    Ok(address)
}

pub(super) fn day(day: Day) -> Result<IsoDate, String> {
    day.to_string().parse::<IsoDate>().map_err(|error| error.to_string())
}

/// In UTC, to the second.
pub(super) fn instant(instant: Instant) -> Result<IsoDateTime, String> {
    let civil = instant.civil_in(&jiff::tz::TimeZone::UTC);
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let date = day(Day::from_date(civil.date()))?;
    let time = IsoDateTime::new(date, part(civil.hour()), part(civil.minute()), part(civil.second()));
    time.map(IsoDateTime::in_utc).map_err(|error| error.to_string())
}
