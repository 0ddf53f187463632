//! Names as banks write them: capitals, no accents, words in any order.

use std::collections::BTreeSet;

/// Longer names say no more.
const SIGNS_MAX: usize = 140;

/// The words of a name, folded and sorted, so that two ways of writing one name are the same; empty when it says nothing.
pub fn folded(name: &str) -> String {
    let mut plain = String::new();
    for sign in name.chars().take(SIGNS_MAX) {
        match plain_letter(sign) {
            Some(letters) => plain.push_str(letters),
            None if sign.is_alphanumeric() => plain.extend(sign.to_lowercase()),
            None if matches!(sign, '\'' | '’' | '.') => {}
            None => plain.push(' '),
        }
    }
    // Umlauts are written with an e, without it, or as they are.
    let plain = plain.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    let words: BTreeSet<&str> = plain.split_whitespace().collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

fn plain_letter(sign: char) -> Option<&'static str> {
    Some(match sign {
        'ä' | 'Ä' | 'à' | 'á' | 'â' | 'å' | 'À' | 'Á' | 'Â' => "a",
        'ö' | 'Ö' | 'ò' | 'ó' | 'ô' | 'ø' | 'Ò' | 'Ó' | 'Ô' => "o",
        'ü' | 'Ü' | 'ù' | 'ú' | 'û' | 'Ù' | 'Ú' | 'Û' => "u",
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' => "i",
        'ß' => "ss",
        'ç' | 'č' | 'ć' | 'Ç' | 'Č' | 'Ć' => "c",
        'š' | 'ś' | 'Š' | 'Ś' => "s",
        'ž' | 'ź' | 'ż' | 'Ž' => "z",
        'ñ' | 'ń' | 'Ñ' => "n",
        'ł' | 'Ł' => "l",
        'ř' | 'Ř' => "r",
        _ => return None,
    })
}
