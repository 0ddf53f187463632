//! Letters of banks: UTF-8 and UTF-16 with or without mark, Latin-1 and Windows-1252, CP850 of older programs.

use crate::exchange::bank::BankFault;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Big,
    Utf16Little,
    Windows1252,
    Cp850,
}

/// What stands at 0x80 to 0x9F in Windows-1252; the five free places are those of Latin-1. From 0xA0 on both agree.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
/// 0x80 to 0xFF in CP850.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
                     ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// German letters as each of the two writes them; what stands there in the other one is rare in German.
const GERMAN_CP850: [u8; 7] = [0x81, 0x84, 0x8E, 0x94, 0x99, 0x9A, 0xE1];
const GERMAN_WINDOWS: [u8; 7] = [0xFC, 0xE4, 0xC4, 0xF6, 0xD6, 0xDC, 0xDF];

/// The encoding of a file without any declaration, and how many bytes its mark has.
pub(super) fn guessed(bytes: &[u8]) -> (Encoding, usize) {
    if let Some(known) = by_mark(bytes) {
        return known;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (Encoding::Utf8, 0);
    }
    let count = |letters: [u8; 7]| bytes.iter().filter(|byte| letters.contains(byte)).count();
    let is_cp850 = count(GERMAN_CP850) > count(GERMAN_WINDOWS);
    (if is_cp850 { Encoding::Cp850 } else { Encoding::Windows1252 }, 0)
}

/// The encoding of an XML file by its mark, its first bytes and its declaration.
pub(super) fn of_xml(head: &[u8]) -> Result<(Encoding, usize), BankFault> {
    if let Some(known) = by_mark(head) {
        return Ok(known);
    }
    let Some(name) = declared(head) else { return Ok((Encoding::Utf8, 0)) };
    let encoding = match name.to_ascii_lowercase().as_str() {
        // A file that says UTF-16 and is not was written by a program that does not know better; it is ASCII at least.
        "utf-8" | "utf8" | "us-ascii" | "ascii" | "utf-16" => Encoding::Utf8,
        "iso-8859-1" | "iso8859-1" | "latin1" | "windows-1252" | "cp1252" => Encoding::Windows1252,
        _ => return Err(BankFault::UnknownEncoding { name }),
    };
    Ok((encoding, 0))
}

/// Marks, and what `<` looks like in UTF-16 without one.
fn by_mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
        [0xFE, 0xFF, ..] => Some((Encoding::Utf16Big, 2)),
        [0xFF, 0xFE, ..] => Some((Encoding::Utf16Little, 2)),
        [0, b'<' | b':' | b'{', ..] => Some((Encoding::Utf16Big, 0)),
        [b'<' | b':' | b'{', 0, ..] => Some((Encoding::Utf16Little, 0)),
        _ => None,
    }
}

/// `encoding="…"` of the declaration.
fn declared(head: &[u8]) -> Option<String> {
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let text: String = head.get(..end)?.iter().map(|byte| char::from(*byte)).collect();
    let declaration = text.trim_start().strip_prefix("<?xml")?;
    let (_, after) = declaration.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let name = after.get(1..)?.split(quote).next()?;
    (name.len() <= 40).then(|| name.to_owned())
}

/// A whole small file as text.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, BankFault> {
    let (encoding, mark) = guessed(bytes);
    let mut text = Vec::with_capacity(bytes.len());
    let mut rest = Rest::default();
    decode(encoding, bytes.get(mark..).unwrap_or_default(), &mut rest, &mut text)?;
    if rest.is_open() {
        return Err(BankFault::WrongBytes);
    }
    String::from_utf8(text).map_err(|_| BankFault::WrongBytes)
}

/// What a piece of UTF-16 left over: half a unit, or half a pair.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rest {
    byte: Option<u8>,
    high: Option<u16>,
}

impl Rest {
    pub(super) fn is_open(self) -> bool {
        self.byte.is_some() || self.high.is_some()
    }
}

/// Appends the bytes as UTF-8. UTF-8 itself is passed on as it is and judged where it is read.
pub(super) fn decode(encoding: Encoding, bytes: &[u8], rest: &mut Rest, out: &mut Vec<u8>) -> Result<(), BankFault> {
    match encoding {
        Encoding::Utf8 => out.extend_from_slice(bytes),
        Encoding::Windows1252 => bytes.iter().for_each(|byte| push(out, windows(*byte))),
        Encoding::Cp850 => bytes.iter().for_each(|byte| push(out, of_cp850(*byte))),
        Encoding::Utf16Big => utf16(bytes, u16::from_be_bytes, rest, out)?,
        Encoding::Utf16Little => utf16(bytes, u16::from_le_bytes, rest, out)?,
    }
    Ok(())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, rest: &mut Rest, out: &mut Vec<u8>) -> Result<(), BankFault> {
    for byte in bytes {
        let Some(first) = rest.byte.take() else {
            rest.byte = Some(*byte);
            continue;
        };
        let unit = unit([first, *byte]);
        let units = match rest.high.take() {
            Some(high) => vec![high, unit],
            None if (0xD800..0xDC00).contains(&unit) => {
                rest.high = Some(unit);
                continue;
            }
            None => vec![unit],
        };
        for sign in char::decode_utf16(units) {
            push(out, sign.map_err(|_| BankFault::WrongBytes)?);
        }
    }
    Ok(())
}

fn push(out: &mut Vec<u8>, sign: char) {
    out.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
}

fn windows(byte: u8) -> char {
    let special = (0x80..0xA0).contains(&byte).then(|| WINDOWS.chars().nth(usize::from(byte - 0x80)));
    special.flatten().unwrap_or(char::from(byte))
}

fn of_cp850(byte: u8) -> char {
    let high = byte.checked_sub(0x80).and_then(|place| CP850.chars().nth(usize::from(place)));
    high.unwrap_or(char::from(byte))
}
