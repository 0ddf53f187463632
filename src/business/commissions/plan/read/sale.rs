//! Reading the agent's commission.

use crate::business::commissions::plan::bonus::{Each, SaleBonus, SalePay, SaleReceiver, Source};
use crate::business::commissions::plan::formula::{Kind, Names, Scope};
use crate::business::commissions::plan::read::by_rank::receiver;
use crate::business::commissions::plan::read::reading::{Item, Reading};
use crate::business::commissions::plan::read::section::Section;
use crate::business::commissions::plan::read::source::source;
use crate::values::Rate;

pub(super) fn sale<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<SaleBonus> {
    let source = source(reading, section, names).and_then(|source| match source {
        Source::Sales(sales) if sales.each == Each::Line => Some(sales),
        _ => None,
    });
    let to = match section.optional(reading, "to") {
        None => Some(SaleReceiver::Seller),
        Some(item) => sale_receiver(reading, item, names),
    };
    let receiver = receiver(reading, section, names);
    let pays = match section.optional(reading, "amount") {
        Some(item) => reading.formula(item, names, Scope::Sale, Kind::Number).map(SalePay::Amount),
        None => section
            .needed(reading, "rate")
            .and_then(|item| reading.formula_of_rate(item, names, Scope::Sale).map(SalePay::Rate)),
    };
    let part = match section.optional(reading, "part") {
        None => Some(Rate::WHOLE),
        Some(item) => reading.rate(item),
    };
    Some(SaleBonus { source: source?, to: to?, receiver: receiver?, pays: pays?, part: part? })
}

fn sale_receiver<'s>(reading: &mut Reading<'s>, item: Item<'s>, names: &Names) -> Option<SaleReceiver> {
    let people = names.columns.sales.iter().filter(|(_, kind)| *kind == Kind::Person).map(|(name, _)| name.clone());
    let built_in = ["seller", "buyer", "enroller_of_buyer"].map(str::to_owned);
    let known: Vec<String> = built_in.into_iter().chain(people).collect();
    match reading.reference(item, &known)? {
        0 => Some(SaleReceiver::Seller),
        1 => Some(SaleReceiver::Buyer),
        2 => Some(SaleReceiver::EnrollerOfBuyer),
        place => known.get(place).cloned().map(SaleReceiver::Column),
    }
}
