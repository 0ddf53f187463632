//! The paragraphs of a plan.

use crate::business::commissions::plan::{MILLION, Need, PaidBy, Plan, plain_number};
use crate::business::commissions::words::bonus::say_bonus;
use crate::business::commissions::words::formula::Words;
use crate::text;
use crate::texts::{day, decimal};
use crate::values::{Language, PeriodKind};

/// A heading with its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub heading: String,
    pub sentences: Vec<String>,
}

/// The whole plan in plain sentences.
pub fn say_plan(plan: &Plan, language: Language) -> Vec<Paragraph> {
    let words = Words { plan, language };
    let mut paragraphs = vec![head(plan, language)];
    let defined =
        |title: &str, meaning: String| text!(language, "plan_words.defined", title = title, meaning = meaning);
    let volumes = plan.volumes.iter().map(|volume| {
        let meaning = words.number(&volume.formula);
        defined(volume.title.get(language), meaning)
    });
    push(&mut paragraphs, text!(language, "plan_words.heading.volumes"), volumes.collect());
    let predicates = plan.predicates.iter().map(|predicate| {
        let meaning = needs(&words, &predicate.needs);
        defined(predicate.title.get(language), meaning)
    });
    push(&mut paragraphs, text!(language, "plan_words.heading.predicates"), predicates.collect());
    let mut ranks: Vec<String> =
        plan.ranks.ranks.iter().map(|rank| defined(rank.title.get(language), needs(&words, &rank.needs))).collect();
    if !ranks.is_empty() {
        ranks.push(match plan.ranks.paid_by {
            PaidBy::Qualified => text!(language, "plan_words.paid_by.qualified"),
            PaidBy::Achieved => text!(language, "plan_words.paid_by.achieved"),
            PaidBy::Grace(periods) => text!(language, "plan_words.paid_by.grace", periods = i64::from(periods)),
        });
    }
    push(&mut paragraphs, text!(language, "plan_words.heading.ranks"), ranks);
    for bonus in &plan.bonuses {
        push(&mut paragraphs, bonus.title.get(language).to_owned(), say_bonus(&words, bonus));
    }
    paragraphs.push(close(plan, language));
    paragraphs
}

fn push(paragraphs: &mut Vec<Paragraph>, heading: String, sentences: Vec<String>) {
    if !sentences.is_empty() {
        paragraphs.push(Paragraph { heading, sentences });
    }
}

fn head(plan: &Plan, language: Language) -> Paragraph {
    let period = say_period(language, plan.period);
    let from = day(language, plan.effective_from);
    let version = i64::from(plan.version);
    let sentence = text!(language, "plan_words.head", version = version, from = from, period = period);
    let valid = text!(language, "plan_words.valid");
    Paragraph { heading: plan.title.get(language).to_owned(), sentences: vec![sentence, valid] }
}

fn close(plan: &Plan, language: Language) -> Paragraph {
    let minimum = plain_number(plan.payout.minimum_hundredths.saturating_mul(MILLION / 100));
    let minimum = decimal(language, &minimum);
    let sentences = vec![
        text!(language, "plan_words.returns"),
        text!(language, "plan_words.rounding"),
        text!(language, "plan_words.minimum", minimum = minimum),
    ];
    Paragraph { heading: text!(language, "plan_words.heading.payout"), sentences }
}

pub(super) fn say_period(language: Language, period: PeriodKind) -> String {
    match period {
        PeriodKind::Week => text!(language, "plan_words.period.week"),
        PeriodKind::Month => text!(language, "plan_words.period.month"),
        PeriodKind::Quarter => text!(language, "plan_words.period.quarter"),
        PeriodKind::Year => text!(language, "plan_words.period.year"),
        PeriodKind::Days => text!(language, "plan_words.period.days"),
    }
}

fn needs(words: &Words<'_>, needs: &[Need]) -> String {
    let all = needs.iter().map(|need| words.truth(&need.formula));
    let joined = all.reduce(|one, two| text!(words.language, "plan_words.and", one = one, two = two));
    joined.unwrap_or_else(|| text!(words.language, "plan_words.is_valid"))
}
