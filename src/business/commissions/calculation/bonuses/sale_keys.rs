//! Keys under which the carry tells of single sales, so that what comes back later is set against exactly them.
//!
//! `sold@2026-03@EUR SALE` is the base of a sale in whole units, under whom it is credited to, with the period and the
//! currency in which it was settled; `returned@2026-03@EUR REFUND` is the same of what took a sale back. `sold_pv SALE`
//! is a further number of the sale by the name of its column, `kind retail SALE` says of which kind it was. `paid BONUS SALE` is what somebody had for it; `refunded
//! SALE` and `refunded_pv SALE` tell how much was taken back already. The name of a sale is its id and its line with a
//! blank between them. Where a plan has several kinds of period, each of them takes back its own bonuses alone, and
//! keeps its own `refunded@week SALE`.
//!
//! Carries of former versions have `sold SALE`, without period and currency.

use crate::business::commissions::SaleKind;
use crate::business::commissions::calculation::calculate::looking_from;
use crate::business::commissions::plan::{Looking, Plan, Refunds};
use crate::values::{Currency, Day, Period};

/// The column of the base, which is told of every sale.
pub const BASE: &str = "cv";

/// What a key of the carry tells of a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaleKey<'k> {
    /// Its base; when and in which currency it was settled, where the carry knows that.
    Sold { settled: Option<(Period, Currency)>, sale: &'k str },
    /// The base of a row that took something back.
    Returned { settled: (Period, Currency), refund: &'k str },
    /// Another number of a sale, by its column.
    Number { column: &'k str, sale: &'k str },
    /// Of which kind it was.
    Kind { kind: &'k str, sale: &'k str },
    /// How much was taken back.
    Refunded { sale: &'k str },
    /// What somebody had for it under a bonus.
    Paid { bonus: &'k str, sale: &'k str },
}

impl<'k> SaleKey<'k> {
    pub fn parse(key: &'k str) -> Option<SaleKey<'k>> {
        let (head, sale) = key.split_once(' ')?;
        let (word, of) = match head.find(['@', '_']) {
            Some(at) => head.split_at(at),
            None => (head, ""),
        };
        match (word, of.split_at_checked(1)) {
            ("sold", None) => Some(SaleKey::Sold { settled: None, sale }),
            ("sold", Some(("@", of))) => Some(SaleKey::Sold { settled: Some(settled(of)?), sale }),
            ("sold", Some((_, column))) => Some(SaleKey::Number { column, sale }),
            ("returned", Some(("@", of))) => Some(SaleKey::Returned { settled: settled(of)?, refund: sale }),
            ("refunded", _) => Some(SaleKey::Refunded { sale }),
            ("kind", None) => sale.split_once(' ').map(|(kind, sale)| SaleKey::Kind { kind, sale }),
            ("paid", None) => sale.split_once(' ').map(|(bonus, sale)| SaleKey::Paid { bonus, sale }),
            _ => None,
        }
    }
}

/// `2026-03@EUR`.
fn settled(of: &str) -> Option<(Period, Currency)> {
    let (period, currency) = of.split_once('@')?;
    Some((Period::parse(period)?, Currency::parse(currency)?))
}

pub(super) fn sold_key(period: Period, currency: Currency, sale: &str) -> String {
    format!("sold@{period}@{currency} {sale}")
}

/// What says that a row which takes something back was settled.
pub fn returned_key(period: Period, currency: Currency, refund: &str) -> String {
    format!("returned@{period}@{currency} {refund}")
}

pub(super) fn number_key(column: &str, sale: &str) -> String {
    format!("sold_{column} {sale}")
}

pub(super) fn kind_key(kind: SaleKind, sale: &str) -> String {
    format!("kind {} {sale}", kind.word())
}

/// Whether a key tells of a row that no later run can settle again, of a plan that takes returns back in the present and
/// so never looks for their sale. Others need to know what was sold for ever.
pub(in crate::business::commissions::calculation) fn is_past(plan: &Plan, now: Period, key: &str) -> bool {
    let Some(SaleKey::Sold { settled: Some((period, _)), .. } | SaleKey::Returned { settled: (period, _), .. }) =
        SaleKey::parse(key).filter(|_| plan.refunds == Refunds::Present)
    else {
        return false;
    };
    // A longer period may end with this one or later, and hold days of those before.
    let begun = plan.period_kinds().into_iter().map(|kind| plan.period_around(now.last(), kind).first());
    let first_open = begun.fold(plan.business_period(now).first(), Day::min);
    plan.business_period(period).last() < first_open
}

/// Under which key it stands how much of a number of a sale runs of this kind have taken back.
pub fn refunded_key(plan: &Plan, period: Period, column: &str, sale: &str) -> String {
    let of_column = if column == BASE { String::new() } else { format!("_{column}") };
    match looking_from(plan, period) {
        Looking::FromPeriodOfPlan => format!("refunded{of_column} {sale}"),
        Looking::FromAnotherPeriod => format!("refunded{of_column}@{} {sale}", period.kind().word()),
    }
}
