//! The kinds of tables as words of the command line: the same list as on the pages.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::app::{ExportKind, ImportKind};

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
        let value = PossibleValue::new(self.word());
        Some(match self {
            ExportKind::Invoices => value.help("One PDF each"),
            ExportKind::Addresses => value.help("Of parcels, one file for each carrier's tool"),
            ExportKind::Commissions => value.help("Statements, lines and breakage of posted runs"),
            ExportKind::PaymentFiles => value.help("One pain.001 for each batch; each handing out is recorded"),
            ExportKind::Journal => value.help("One entry a line, as JSON"),
            _ => value,
        })
    }
}
