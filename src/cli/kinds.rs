//! The kinds of tables as words of the command line: the same list as on the pages.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::app::{ExportKind, ImportKind};
use crate::values::EinvoiceFormat;

impl ValueEnum for ImportKind {
    fn value_variants<'a>() -> &'a [ImportKind] {
        &ImportKind::ALL
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
        Some(PossibleValue::new(self.word()))
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
