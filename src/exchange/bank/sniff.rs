//! Which of the files of banks this one is, by its first bytes, and the reading of it.

use std::io::Read;

use crate::exchange::bank::camt::{kind_of, message_of};
use crate::exchange::bank::encoding::{Encoding, guessed};
use crate::exchange::bank::limits::SMALL_FILE_BYTES_MAX;
use crate::exchange::bank::{BankCsvMap, BankFault, BankTrouble, Take, camt, csv_table, mt940};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankFile {
    /// camt.052, camt.053 or camt.054.
    Camt,
    Mt940,
    /// A table of a bank's page; only its reader can say of which bank.
    Table,
}

/// So much is looked at; the first element of an envelope may stand before the message.
const HEAD_BYTES: u64 = 8 * 1024;

/// Reads a bank file from a stream and hands on what is in it. The map is for tables that no preset knows.
pub fn read_bank_file(
    input: &mut dyn Read,
    map: Option<&BankCsvMap>,
    take: &mut Take<'_>,
) -> Result<BankFile, BankTrouble> {
    let mut head = Vec::new();
    let unreadable = |_| BankTrouble::of_file(BankFault::Unreadable);
    Read::take(&mut *input, HEAD_BYTES).read_to_end(&mut head).map_err(unreadable)?;
    let file = sniff(&head).map_err(BankTrouble::of_file)?;
    if file == BankFile::Camt {
        camt::read(&head, input, take)?;
        return Ok(file);
    }
    Read::take(&mut *input, SMALL_FILE_BYTES_MAX).read_to_end(&mut head).map_err(unreadable)?;
    if u64::try_from(head.len()).is_ok_and(|length| length > SMALL_FILE_BYTES_MAX) {
        return Err(BankTrouble::of_file(BankFault::TooLarge { megabytes: SMALL_FILE_BYTES_MAX / 1024 / 1024 }));
    }
    match file {
        BankFile::Mt940 => mt940::read(&head, take)?,
        BankFile::Camt | BankFile::Table => csv_table::read(&head, map, take)?,
    }
    Ok(file)
}

/// Says what a file is by its beginning.
pub fn sniff(head: &[u8]) -> Result<BankFile, BankFault> {
    let (encoding, mark) = guessed(head);
    let plain: Vec<u8> = head.get(mark..).unwrap_or_default().iter().copied().filter(|byte| *byte != 0).collect();
    let text = plain.trim_ascii_start();
    if text.is_empty() {
        return Err(BankFault::Empty);
    }
    match text {
        [b'P', b'K', 3, 4, ..] => return Err(BankFault::Zipped),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(BankFault::Workbook),
        [b'%', b'P', b'D', b'F', ..] => return Err(BankFault::Pdf),
        [b'<', ..] => {
            let message = message_of(head).ok_or(BankFault::NoBankFile)?;
            return kind_of(&message).map(|_| BankFile::Camt);
        }
        _ => {}
    }
    let is_swift = text.starts_with(b"{1:") || text.starts_with(b":20:") || text.starts_with(b":25:");
    // Some banks write a line of their own before the first message.
    let has_tags = text.windows(5).any(|five| five == b"\n:20:") && text.windows(4).any(|four| four == b":61:");
    if is_swift || has_tags {
        return Ok(BankFile::Mt940);
    }
    let is_utf16 = matches!(encoding, Encoding::Utf16Big | Encoding::Utf16Little);
    let has_separator = text.iter().any(|byte| matches!(byte, b';' | b',' | b'\t'));
    let is_text = is_utf16 || !head.contains(&0);
    if has_separator && is_text { Ok(BankFile::Table) } else { Err(BankFault::NoBankFile) }
}
