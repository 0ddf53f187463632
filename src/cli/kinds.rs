//! The kinds of tables as words of the command line: the same list as on the pages.

use clap::ValueEnum;
use clap::builder::PossibleValue;
use serde::{Deserialize, Serialize};

use crate::app::{ExportKind, ImportKind};
use crate::values::EinvoiceFormat;

/// What can be taken in: a table of ours, a file of a bank, or somebody else's invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ImportWhat {
    Table(ImportKind),
    Statement,
    Einvoice,
}

const STATEMENT: &str = "statement";
const EINVOICE: &str = "einvoice";

impl ImportWhat {
    const ALL: [ImportWhat; 8] = [
        ImportWhat::Table(ImportKind::Categories),
        ImportWhat::Table(ImportKind::Products),
        ImportWhat::Table(ImportKind::Stock),
        ImportWhat::Table(ImportKind::Partners),
        ImportWhat::Table(ImportKind::People),
        ImportWhat::Table(ImportKind::Orders),
        ImportWhat::Statement,
        ImportWhat::Einvoice,
    ];

    const fn word(self) -> &'static str {
        match self {
            ImportWhat::Table(kind) => kind.word(),
            ImportWhat::Statement => STATEMENT,
            ImportWhat::Einvoice => EINVOICE,
        }
    }
}

impl From<ImportWhat> for String {
    fn from(what: ImportWhat) -> String {
        what.word().to_owned()
    }
}

/// Programs from before there were bank statements send the kind with a capital.
impl TryFrom<String> for ImportWhat {
    type Error = String;

    fn try_from(word: String) -> Result<ImportWhat, String> {
        let known = ImportWhat::ALL.into_iter().find(|what| what.word().eq_ignore_ascii_case(&word));
        known.ok_or(word)
    }
}

impl ValueEnum for ImportWhat {
    fn value_variants<'a>() -> &'a [ImportWhat] {
        &ImportWhat::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()))
    }
}

impl ValueEnum for ExportKind {
    fn value_variants<'a>() -> &'a [ExportKind] {
        &ExportKind::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let value = PossibleValue::new(self.word());
        // The word from before debits were collected, for the scripts that have it.
        Some(if *self == ExportKind::Sepa { value.alias("payment-files") } else { value })
    }
}

impl ValueEnum for EinvoiceFormat {
    fn value_variants<'a>() -> &'a [EinvoiceFormat] {
        &EinvoiceFormat::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()))
    }
}
