//! Formulas of single sales.

use crate::business::commissions::calculation::edges::at;
use crate::business::commissions::calculation::reckon::block::value_at;
use crate::business::commissions::calculation::reckon::values::{TooLarge, Values};
use crate::business::commissions::facts::{FactSale, Facts};
use crate::business::commissions::plan::{Formula, MILLION, Party, SaleValue};

/// Reads formulas of sales; what they ask about people is known already.
pub struct SaleReader<'v> {
    values: &'v Values<'v>,
    facts: &'v Facts,
}

impl<'v> SaleReader<'v> {
    pub fn new(values: &'v Values<'v>) -> SaleReader<'v> {
        SaleReader { values, facts: values.facts() }
    }

    /// Whether a sale meets a condition, if there is one.
    pub fn meets(&self, condition: Option<&Formula>, number: usize, sale: &FactSale) -> Result<bool, TooLarge> {
        condition.map_or(Ok(true), |condition| self.read(condition, number, sale).map(|value| value != 0))
    }

    pub fn read(&self, formula: &Formula, number: usize, sale: &FactSale) -> Result<i64, TooLarge> {
        match formula {
            Formula::Constant(value) => Ok(*value),
            Formula::Text(text) => Ok(self.facts.word(text)),
            Formula::Sale(value) => Ok(self.value(value, number, sale)),
            Formula::Of(party, inner) => {
                let place = match party {
                    Party::Seller => sale.seller,
                    Party::Buyer => sale.buyer,
                };
                Ok(value_at(self.values.of(inner), place))
            }
            Formula::Operation(sign, pair) => {
                let [first, second] = &**pair;
                sign.apply(self.read(first, number, sale)?, self.read(second, number, sale)?).ok_or(TooLarge)
            }
            Formula::Choice(three) => {
                let [when, then, otherwise] = &**three;
                let chosen = if self.read(when, number, sale)? != 0 { then } else { otherwise };
                self.read(chosen, number, sale)
            }
            Formula::Ladder(of, mode, steps) => mode.read(steps, self.read(of, number, sale)?).ok_or(TooLarge),
            // Values of people are asked by `seller(…)` or `buyer(…)` only.
            Formula::Person(_) | Formula::People(..) | Formula::Earlier(..) | Formula::Periods(..) => Ok(0),
        }
    }

    /// One value of a sale: millionths, or the number of a word.
    pub fn value(&self, value: &SaleValue, number: usize, sale: &FactSale) -> i64 {
        match value {
            SaleValue::Base => sale.base.saturating_mul(self.facts.millionths_per_minor()),
            SaleValue::Points => sale.points.saturating_mul(MILLION / 100),
            SaleValue::Quantity => i64::from(sale.quantity) * MILLION,
            SaleValue::Lines => MILLION,
            SaleValue::Kind => self.facts.word(sale.kind.word()),
            SaleValue::SellerDays => {
                let joined = self.facts.people.joined.get(at(sale.seller));
                let days = joined.map_or(0, |joined| i64::from(sale.day.number()) - i64::from(joined.number()));
                days.max(0) * MILLION
            }
            SaleValue::Net => self.facts.sale_column("net", number),
            SaleValue::Product => self.facts.sale_column("product", number),
            SaleValue::Column(name) => self.facts.sale_column(name, number),
        }
    }
}
