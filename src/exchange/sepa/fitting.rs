//! Texts as banks take them: the Latin letters of EPC217-08, and no longer than their field.

use ::sepa::transliterate;
use ::sepa::{Transliteration, validate};

/// Lengths of GBIC_5, in letters after transliteration.
pub(super) const NAME_MAX: usize = 70;
pub(super) const REMITTANCE_MAX: usize = 140;
pub(super) const STREET_MAX: usize = 70;
pub(super) const TOWN_MAX: usize = 35;
pub(super) const HOUSE_NUMBER_MAX: usize = 16;

/// `Jörg Größe & Söhne` becomes `Joerg Groesse + Soehne`; what is too long loses its end.
pub(super) fn fitted(text: &str, letters_max: usize) -> String {
    let latin = transliterate(text.trim(), Transliteration::German);
    validate::truncate_chars(&latin, letters_max).trim().to_owned()
}
