//! What keeps a bank file from being read, where, and what to do about it.

use crate::business::failure::Complaint;
use crate::text;
use crate::values::{Currency, Language, Money};

/// Longer values are cut: a trouble is read by a person.
const VALUE_SIGNS_MAX: usize = 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankTrouble {
    /// Line of the file, from 1; 0 when the file as a whole is meant.
    pub line: u64,
    /// The entry of the statement, from 1; 0 when no entry is meant.
    pub entry: u32,
    pub fault: BankFault,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankFault {
    /// The disk or the line failed while we read.
    Unreadable,
    Empty,
    TooLarge {
        megabytes: u64,
    },
    /// A ZIP file: banks pack many statements into one.
    Zipped,
    Workbook,
    Pdf,
    /// Neither camt nor MT940 nor a table that we know.
    NoBankFile,
    /// Another message of the bank, such as a pain.002.
    OtherMessage {
        name: String,
    },
    UnknownVersion {
        name: String,
    },
    UnknownEncoding {
        name: String,
    },
    /// Bytes that are no letters in the encoding of the file.
    WrongBytes,
    NotWellFormed,
    /// A document type could pull in anything; no bank writes one.
    Doctype,
    TooDeep,
    /// A single text or tag beyond all measure.
    TooLong,
    TooMany,
    /// The end is missing.
    CutOff,
    Missing {
        what: &'static str,
    },
    NoAmount {
        value: String,
    },
    NoCurrency {
        value: String,
    },
    NoDay {
        value: String,
    },
    NoDirection {
        value: String,
    },
    NoLine {
        value: String,
    },
    /// An entry is in another currency than its account.
    OtherCurrency {
        account: Currency,
        found: Currency,
    },
    /// Opening and lines do not give the closing.
    DoesNotAddUp {
        opening: Money,
        lines: Money,
        closing: Money,
        expected: Money,
    },
    UnknownTable {
        columns: String,
    },
    MissingColumn {
        column: String,
    },
    WrongColumns {
        found: usize,
        expected: usize,
    },
    /// Whoever takes the lines wants no more.
    Stopped,
}

impl BankTrouble {
    pub(super) fn of_file(fault: BankFault) -> BankTrouble {
        BankTrouble { line: 0, entry: 0, fault }
    }

    pub(super) fn at(line: u64, entry: u32, fault: BankFault) -> BankTrouble {
        BankTrouble { line, entry, fault }
    }

    /// `Zeile 17, Buchung 3: …`.
    pub fn say(&self, language: Language) -> String {
        let what = self.fault.complaint().say(language);
        let (line, entry) = (self.line, self.entry);
        match (self.line, self.entry) {
            (0, 0) => what,
            (_, 0) => text!(language, "bank.place.line", line = line, what = what),
            (0, _) => text!(language, "bank.place.entry", entry = entry, what = what),
            (_, _) => text!(language, "bank.place.both", line = line, entry = entry, what = what),
        }
    }
}

impl BankFault {
    /// The sentence, with what to do.
    pub fn complaint(&self) -> Complaint {
        match self {
            BankFault::Unreadable => Complaint::new("bank.fault.unreadable"),
            BankFault::Empty => Complaint::new("bank.fault.empty"),
            BankFault::TooLarge { megabytes } => {
                Complaint::new("bank.fault.too_large").with("most", i64::try_from(*megabytes).unwrap_or(i64::MAX))
            }
            BankFault::Zipped => Complaint::new("bank.fault.zipped"),
            BankFault::Workbook => Complaint::new("bank.fault.workbook"),
            BankFault::Pdf => Complaint::new("bank.fault.pdf"),
            BankFault::NoBankFile => Complaint::new("bank.fault.no_bank_file"),
            BankFault::OtherMessage { name } => Complaint::new("bank.fault.other_message").with("name", name.clone()),
            BankFault::UnknownVersion { name } => {
                Complaint::new("bank.fault.unknown_version").with("name", name.clone())
            }
            BankFault::UnknownEncoding { name } => {
                Complaint::new("bank.fault.unknown_encoding").with("name", name.clone())
            }
            BankFault::WrongBytes => Complaint::new("bank.fault.wrong_bytes"),
            BankFault::NotWellFormed => Complaint::new("bank.fault.not_well_formed"),
            BankFault::Doctype => Complaint::new("bank.fault.doctype"),
            BankFault::TooDeep => Complaint::new("bank.fault.too_deep"),
            BankFault::TooLong => Complaint::new("bank.fault.too_long"),
            BankFault::TooMany => Complaint::new("bank.fault.too_many"),
            BankFault::CutOff => Complaint::new("bank.fault.cut_off"),
            BankFault::Missing { what } => Complaint::new("bank.fault.missing").with("what", (*what).to_owned()),
            BankFault::NoAmount { value } => Complaint::new("bank.fault.no_amount").with("value", value.clone()),
            BankFault::NoCurrency { value } => Complaint::new("bank.fault.no_currency").with("value", value.clone()),
            BankFault::NoDay { value } => Complaint::new("bank.fault.no_day").with("value", value.clone()),
            BankFault::NoDirection { value } => Complaint::new("bank.fault.no_direction").with("value", value.clone()),
            BankFault::NoLine { value } => Complaint::new("bank.fault.no_line").with("value", value.clone()),
            BankFault::OtherCurrency { account, found } => Complaint::new("bank.fault.other_currency")
                .with("account", account.code().to_owned())
                .with("found", found.code().to_owned()),
            BankFault::DoesNotAddUp { opening, lines, closing, expected } => {
                Complaint::new("bank.fault.does_not_add_up")
                    .with("opening", *opening)
                    .with("lines", *lines)
                    .with("closing", *closing)
                    .with("expected", *expected)
            }
            BankFault::UnknownTable { columns } => {
                Complaint::new("bank.fault.unknown_table").with("columns", columns.clone())
            }
            BankFault::MissingColumn { column } => {
                Complaint::new("bank.fault.missing_column").with("column", column.clone())
            }
            BankFault::WrongColumns { found, expected } => Complaint::new("bank.fault.wrong_columns")
                .with("found", i64::try_from(*found).unwrap_or(i64::MAX))
                .with("expected", i64::try_from(*expected).unwrap_or(i64::MAX)),
            BankFault::Stopped => Complaint::new("bank.fault.stopped"),
        }
    }
}

/// Cut to a readable length, and without signs that would steer a terminal.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(VALUE_SIGNS_MAX).map(|sign| if sign.is_control() { '\u{fffd}' } else { sign }).collect()
}
