//! The agent's commission: line by line, to somebody whom the sale names.

use crate::business::commissions::calculation::bonuses::found::{Found, Ground, rate_of};
use crate::business::commissions::calculation::bonuses::sources::{Sources, of_sales, settled_before};
use crate::business::commissions::calculation::bonuses::{Portion, receiving};
use crate::business::commissions::calculation::reckon::{SaleReader, TooLarge};
use crate::business::commissions::calculation::{Breakage, Line, at};
use crate::business::commissions::facts::FactSale;
use crate::business::commissions::plan::{EdgePlace, Formula, MILLION, SaleBonus, SalePay, SaleReceiver};
use crate::business::partners::TOP;

pub(super) fn wanted(bonus: &SaleBonus) -> Vec<Formula> {
    let pays = match &bonus.pays {
        SalePay::Rate(formula) | SalePay::Amount(formula) => formula,
    };
    let condition = bonus.source.condition.iter().flat_map(Formula::of_people);
    let asked = condition.chain(bonus.source.what.of_people()).chain(pays.of_people()).cloned();
    asked.chain([receiving(&bonus.receiver)]).collect()
}

pub(super) fn pay(bonus: &SaleBonus, ground: &Ground<'_>, found: &mut Found) -> Result<Sources, TooLarge> {
    let sources = of_sales(&bonus.source, ground)?;
    let reader = SaleReader::new(ground.values);
    let receives = ground.column(&receiving(&bonus.receiver));
    for (number, (source, sale)) in (0_u32..).zip(&ground.facts.sales).enumerate() {
        let base = sources.base(source);
        // A fixed amount is paid for a line whose base is nothing as well, if the line counts at all.
        let counts = base != 0 || (matches!(bonus.pays, SalePay::Amount(_)) && bonus.source.kinds.include(sale.kind));
        if !counts || settled_before(ground, number) || !reader.meets(bonus.source.condition.as_ref(), number, sale)? {
            continue;
        }
        let (amount, rate) = match &bonus.pays {
            SalePay::Rate(rate) => {
                let rate = reader.read(rate, number, sale)?.max(0);
                (Portion::of_part(bonus.source.share, rate, bonus.part).of(base), rate)
            }
            SalePay::Amount(amount) => {
                let amount = reader.read(amount, number, sale)?;
                let signed = if sale.returned { -amount.abs() } else { amount };
                (Portion::new(bonus.part, MILLION).of(ground.coins(signed)), 0)
            }
        };
        let person = receiver(&bonus.to, ground, number, sale);
        let receiver_may = person != TOP && receives.get(at(person)).is_some_and(|met| *met != 0);
        let bonus = ground.bonus;
        if receiver_may {
            found.line(Line { source, receiver: person, rate: rate_of(rate)?, bonus, level: 0, amount });
        } else {
            found.broken(Breakage { source, bonus, level: 0, levels: 1, person, amount });
        }
    }
    Ok(sources)
}

fn receiver(to: &SaleReceiver, ground: &Ground<'_>, number: usize, sale: &FactSale) -> u32 {
    match to {
        SaleReceiver::Seller => sale.seller,
        SaleReceiver::Buyer => sale.buyer,
        SaleReceiver::EnrollerOfBuyer => ground
            .edge(EdgePlace::ENROLLER)
            .map_or(TOP, |tree| tree.parents.get(at(sale.buyer)).copied().unwrap_or(TOP)),
        SaleReceiver::Column(name) => u32::try_from(ground.facts.sale_column(name, number)).unwrap_or(TOP),
    }
}
