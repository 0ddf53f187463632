//! UTF-8 with its mark, as spreadsheets expect it, or Windows-1252 for older tools.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Windows1252,
}

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Where Windows-1252 differs from Latin-1.
const WINDOWS: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8A),
    ('‹', 0x8B),
    ('Œ', 0x8C),
    ('Ž', 0x8E),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9A),
    ('›', 0x9B),
    ('œ', 0x9C),
    ('ž', 0x9E),
    ('Ÿ', 0x9F),
];

/// Letters of our neighbours that Windows-1252 lacks, and those that a driver reads in their place.
const PLAIN: [(&str, u8); 28] = [
    ("ĂĀĄ", b'A'),
    ("ăāą", b'a'),
    ("ĆČ", b'C'),
    ("ćč", b'c'),
    ("ĎĐ", b'D'),
    ("ďđ", b'd'),
    ("ĒĖĘĚ", b'E'),
    ("ēėęě", b'e'),
    ("Ğ", b'G'),
    ("ğ", b'g'),
    ("İĪ", b'I'),
    ("ıī", b'i'),
    ("ĹĽŁ", b'L'),
    ("ĺľł", b'l'),
    ("ŃŇ", b'N'),
    ("ńň", b'n'),
    ("Ő", b'O'),
    ("ő", b'o'),
    ("ŔŘ", b'R'),
    ("ŕř", b'r'),
    ("ŚŞȘ", b'S'),
    ("śşș", b's'),
    ("ŢŤȚ", b'T'),
    ("ţťț", b't'),
    ("ŪŮŰ", b'U'),
    ("ūůű", b'u'),
    ("ŹŻ", b'Z'),
    ("źż", b'z'),
];

impl Encoding {
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Encoding::Utf8 => [UTF8_MARK, text.as_bytes()].concat(),
            Encoding::Windows1252 => text.chars().map(windows).collect(),
        }
    }

    /// Whether a text is read again as it was written.
    pub fn keeps(self, text: &str) -> bool {
        match self {
            Encoding::Utf8 => true,
            Encoding::Windows1252 => text.chars().all(|sign| of_windows(sign).is_some()),
        }
    }
}

fn windows(sign: char) -> u8 {
    let plain = || PLAIN.iter().find(|(letters, _)| letters.contains(sign)).map(|(_, byte)| *byte);
    of_windows(sign).or_else(plain).unwrap_or(b'?')
}

fn of_windows(sign: char) -> Option<u8> {
    let code = u32::from(sign);
    let latin = u8::try_from(code).ok().filter(|_| !(0x80..0xA0).contains(&code));
    latin.or_else(|| WINDOWS.iter().find(|(known, _)| *known == sign).map(|(_, byte)| *byte))
}
