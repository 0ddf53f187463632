//! The base of a line beside what was sold: the factors of the plan stand between them.

use serde::{Deserialize, Serialize};

use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{FactorBy, MILLION, Plan, plain_number};
use crate::business::commissions::words::{say_factor_word, say_times};
use crate::text;
use crate::texts;
use crate::values::{Language, Money, Rate};

/// What was sold, where factors make another base of it: `sold` × each of them, rounded once, is the base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factored {
    pub sold: Money,
    pub factors: Vec<LineFactor>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFactor {
    /// `product`, `currency` or the name of a column.
    pub by: String,
    /// The product, the currency or the word in the column; `None` for a factor of all others.
    pub of: Option<String>,
    pub times: Rate,
}

impl Factored {
    /// `base` is that of the line: where it is not the commission base of the sale, factors have no part in it.
    pub fn of_sale(plan: &Plan, facts: &Facts, sale: u32, base: i64) -> Option<Factored> {
        if plan.factors.is_empty() {
            return None;
        }
        let number = usize::try_from(sale).ok()?;
        let sale = facts.sales.get(number)?;
        let (sold, _) = facts.as_sold(number);
        if base != sale.base || base == sold {
            return None;
        }
        let factors = facts.factors_of(&plan.factors, number).filter(|(_, step)| step.base != MILLION);
        let factors = factors.map(|(by, step)| LineFactor {
            by: by.word().to_owned(),
            of: step.of.clone(),
            times: Rate::from_millionths(step.base),
        });
        Some(Factored { sold: Money::new(sold, facts.currency), factors: factors.collect() })
    }

    /// "80,00 € × 0,5 (Markt „CH“) = 40,00 €".
    pub(in crate::business::commissions) fn say(&self, language: Language, base: Money) -> String {
        let factor = |factor: &LineFactor| {
            let of = say_factor_word(&FactorBy::of_word(&factor.by), factor.of.as_deref(), language);
            text!(language, "commissions.factor", times = say_times(factor.times.millionths(), language), of = of)
        };
        let factors: Vec<String> = self.factors.iter().map(factor).collect();
        text!(
            language,
            "commissions.factored",
            sold = texts::money(language, self.sold),
            factors = factors.join(" × "),
            base = texts::money(language, base)
        )
    }
}

impl LineFactor {
    /// `market CH 0.5`, for files; of all others `market * 0.5`.
    pub fn written(&self) -> String {
        let times = plain_number(self.times.millionths());
        format!("{} {} {times}", self.by, self.of.as_deref().unwrap_or("*"))
    }
}
