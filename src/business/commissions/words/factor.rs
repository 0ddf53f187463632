//! Factors in sentences.

use crate::business::commissions::plan::{FactorBy, FactorStep, Factors, MILLION, plain_number};
use crate::text;
use crate::texts::{day, decimal};
use crate::values::Language;

/// Every factor of a plan, and how they go together.
pub(super) fn say_factors(all: &[Factors], language: Language) -> Vec<String> {
    let of_word = |factors: &Factors| -> Vec<String> {
        let step = |step: &FactorStep| {
            let from = day(language, step.from);
            text!(
                language,
                "plan_words.factor",
                of = say_factor_word(&factors.by, step.of.as_deref(), language),
                from = from,
                parts = parts(step, language)
            )
        };
        factors.steps.iter().map(step).collect()
    };
    let mut sentences: Vec<String> = all.iter().flat_map(of_word).collect();
    if !sentences.is_empty() {
        sentences.push(text!(language, "plan_words.factor.rounded"));
        sentences.push(text!(language, "plan_words.factor.returns"));
    }
    if all.len() > 1 {
        sentences.push(text!(language, "plan_words.factor.together"));
    }
    sentences
}

/// By what a factor goes, with its word: `market “CN”`.
pub fn say_factor(by: &FactorBy, step: &FactorStep, language: Language) -> String {
    let of = say_factor_word(by, step.of.as_deref(), language);
    text!(language, "plan_words.factor.since", of = of, from = day(language, step.from))
}

/// A factor as a plain number.
pub fn say_times(millionths: i64, language: Language) -> String {
    decimal(language, &plain_number(millionths))
}

/// The word by which a factor goes: `market “CN”`.
pub fn say_factor_word(by: &FactorBy, of: Option<&str>, language: Language) -> String {
    let by = match by {
        FactorBy::Product => text!(language, "plan_words.factor.product"),
        FactorBy::Currency => text!(language, "plan_words.factor.currency"),
        FactorBy::Column(name) if name == "market" => text!(language, "plan_words.factor.market"),
        FactorBy::Column(name) => name.clone(),
    };
    match of {
        Some(word) => text!(language, "plan_words.factor.of", by = by, word = word),
        None => text!(language, "plan_words.factor.others", by = by),
    }
}

fn parts(step: &FactorStep, language: Language) -> String {
    let base = (step.base != MILLION)
        .then(|| text!(language, "plan_words.factor.base", times = say_times(step.base, language)));
    let points = (step.points != MILLION)
        .then(|| text!(language, "plan_words.factor.points", times = say_times(step.points, language)));
    match (base, points) {
        (Some(base), Some(points)) => text!(language, "plan_words.kind.and", one = base, two = points),
        (None, None) => text!(language, "plan_words.factor.full"),
        (base, points) => base.or(points).unwrap_or_default(),
    }
}
