//! Factors: how much of the commission base and of the points a sale counts, by its product, market or currency, and
//! by its day.

use crate::values::Day;

/// All factors that go by one word of a sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factors {
    pub by: FactorBy,
    /// In the order of the words, and of each word in the order of the days; those of all other words come first.
    pub steps: Vec<FactorStep>,
}

/// By which word of a sale.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactorBy {
    Product,
    /// That of the run: `EUR`.
    Currency,
    /// A further column of sales with words, such as the market.
    Column(String),
}

impl FactorBy {
    /// As files and plans write it.
    pub fn word(&self) -> &str {
        match self {
            FactorBy::Product => "product",
            FactorBy::Currency => "currency",
            FactorBy::Column(name) => name,
        }
    }

    pub fn of_word(word: &str) -> FactorBy {
        match word {
            "product" => FactorBy::Product,
            "currency" => FactorBy::Currency,
            name => FactorBy::Column(name.to_owned()),
        }
    }
}

/// What holds for one word from a day on, until the next one of the same word begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorStep {
    /// `None` for all words that have no factor of their own.
    pub of: Option<String>,
    pub from: Day,
    /// Of the commission base, in millionths.
    pub base: i64,
    /// Of the points, in millionths.
    pub points: i64,
    /// The line in the file.
    pub line: u32,
}

impl Factors {
    /// The steps of a word, the earliest first; those of all others where it has none.
    pub fn of_word(&self, word: &str) -> &[FactorStep] {
        let own = self.range(Some(word));
        if own.is_empty() { self.range(None) } else { own }
    }

    fn range(&self, word: Option<&str>) -> &[FactorStep] {
        let begin = self.steps.partition_point(|step| step.of.as_deref() < word);
        let end = self.steps.partition_point(|step| step.of.as_deref() <= word);
        self.steps.get(begin..end).unwrap_or(&[])
    }
}

impl FactorStep {
    /// The one that holds on a day; what lies before the first counts as the first.
    pub fn on(steps: &[FactorStep], day: Day) -> Option<&FactorStep> {
        steps.iter().rev().find(|step| step.from <= day).or(steps.first())
    }
}
