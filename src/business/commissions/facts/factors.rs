//! What each sale counts by the factors of the plan. What was sold stays known beside it: returns take back parts of
//! exactly that.

use crate::business::commissions::facts::sums::OwnSums;
use crate::business::commissions::facts::{FactSale, Facts};
use crate::business::commissions::plan::{FactorBy, FactorStep, Factors, MILLION};
use crate::values::Day;

/// The column in which a return has the day of its sale, as a number of days; 0 where it is not known.
pub const SOLD_ON: &str = "sold on";

impl Facts {
    /// The same facts with base and points as they count by the factors of each sale's day.
    pub fn with_factors(mut self, factors: &[Factors]) -> Facts {
        if factors.is_empty() || !self.as_sold.is_empty() {
            return self;
        }
        let counted: Vec<(i64, i64)> = self
            .sales
            .iter()
            .enumerate()
            .map(|(number, sale)| {
                let steps: Vec<&FactorStep> = self.factors_of(factors, number).map(|(_, step)| step).collect();
                let times = |amount, of: fn(&FactorStep) -> i64| product(amount, steps.iter().map(|step| of(step)));
                (times(sale.base, |step| step.base), times(sale.points, |step| step.points))
            })
            .collect();
        self.as_sold = self.sales.iter().map(|sale| (sale.base, sale.points)).collect();
        for (sale, (base, points)) in self.sales.iter_mut().zip(counted) {
            (sale.base, sale.points) = (base, points);
        }
        self.own_sums = OwnSums::of(&self.sales, self.tree.len());
        self
    }

    /// The factors of a sale, with what they go by.
    pub fn factors_of<'p>(
        &self,
        factors: &'p [Factors],
        number: usize,
    ) -> impl Iterator<Item = (&'p FactorBy, &'p FactorStep)> {
        let day = self.sales.get(number).map(|sale| self.counts_on(number, sale));
        factors.iter().filter_map(move |of| {
            let step = FactorStep::on(of.of_word(self.factor_word(&of.by, number)), day?)?;
            Some((&of.by, step))
        })
    }

    /// Base and points of a sale as it was sold, before any factor.
    pub fn as_sold(&self, number: usize) -> (i64, i64) {
        let sold = self.as_sold.get(number).copied();
        sold.or_else(|| self.sales.get(number).map(|sale| (sale.base, sale.points))).unwrap_or((0, 0))
    }

    /// A return has the factors of its sale, where the day of that is known.
    fn counts_on(&self, number: usize, sale: &FactSale) -> Day {
        let sold_on = self.sale_column(SOLD_ON, number) / MILLION;
        match i32::try_from(sold_on) {
            Ok(day) if sale.returned && day > 0 => Day::from_number(day),
            _ => sale.day,
        }
    }

    fn factor_word(&self, by: &FactorBy, number: usize) -> &str {
        let name = match by {
            FactorBy::Currency => return self.currency.code(),
            FactorBy::Product => "product",
            FactorBy::Column(name) => name,
        };
        let word = usize::try_from(self.sale_column(name, number)).ok();
        word.and_then(|word| self.words.get(word)).map_or("", String::as_str)
    }
}

/// An amount times all factors, exact until it is rounded once, half away from zero.
fn product(amount: i64, factors: impl Iterator<Item = i64>) -> i64 {
    let (mut numerator, mut denominator) = (i128::from(amount), 1_i128);
    for factor in factors.filter(|factor| *factor != MILLION) {
        let next = numerator.checked_mul(i128::from(factor)).zip(denominator.checked_mul(i128::from(MILLION)));
        match next {
            Some(next) => (numerator, denominator) = next,
            // So large a number is refused where it is added up.
            None => return if amount < 0 { i64::MIN } else { i64::MAX },
        }
    }
    let half = if numerator < 0 { -(denominator / 2) } else { denominator / 2 };
    i64::try_from((numerator + half) / denominator).unwrap_or(if amount < 0 { i64::MIN } else { i64::MAX })
}
