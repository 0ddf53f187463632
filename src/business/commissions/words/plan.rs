//! The paragraphs of a plan.

use crate::business::commissions::plan::{
    Fill, Formula, MILLION, MadeEdge, Making, Need, PaidBy, Plan, RanksThen, Refunds,
};
use crate::business::commissions::words::bonus::say_bonus;
use crate::business::commissions::words::factor::say_factors;
use crate::business::commissions::words::formula::Words;
use crate::text;
use crate::texts::{day, month_name, percent};
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
    push(&mut paragraphs, text!(language, "plan_words.heading.factors"), say_factors(&plan.factors, language));
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
    let edges = plan.edges.iter().map(|edge| say_edge(&words, edge));
    push(&mut paragraphs, text!(language, "plan_words.heading.edges"), edges.collect());
    for bonus in &plan.bonuses {
        push(&mut paragraphs, bonus.title.get(language).to_owned(), say_bonus(&words, bonus));
    }
    let carried = plan.carry.iter().map(|(key, formula)| defined(key, words.number(formula)));
    push(&mut paragraphs, text!(language, "plan_words.heading.carry"), carried.collect());
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
    let mut sentences = vec![text!(language, "plan_words.head", version = version, from = from, period = period)];
    if plan.year_begins != 1 {
        let month = month_name(language, plan.year_begins);
        sentences.push(text!(language, "plan_words.business_year", month = month));
    }
    sentences.push(text!(language, "plan_words.valid"));
    Paragraph { heading: plan.title.get(language).to_owned(), sentences }
}

fn close(plan: &Plan, language: Language) -> Paragraph {
    let minimum_hundredths = plan.payout.minimum_hundredths;
    let minimum = Words { plan, language }.plain(minimum_hundredths.saturating_mul(MILLION / 100));
    let payout = match minimum_hundredths {
        0 => text!(language, "plan_words.no_minimum"),
        _ => text!(language, "plan_words.minimum", minimum = minimum),
    };
    let returns = match plan.refunds {
        Refunds::Original => text!(language, "plan_words.returns"),
        Refunds::Present => text!(language, "plan_words.returns.present"),
        Refunds::Again(RanksThen::Kept) => text!(language, "plan_words.returns.again"),
        Refunds::Again(RanksThen::Reckoned) => text!(language, "plan_words.returns.again_with_ranks"),
    };
    let mut sentences = vec![returns, text!(language, "plan_words.rounding"), payout];
    sentences.extend(taken_off(plan, language));
    Paragraph { heading: text!(language, "plan_words.heading.payout"), sentences }
}

/// What is taken off a payment: held back first, then credit for the shop, then the fee.
fn taken_off(plan: &Plan, language: Language) -> Vec<String> {
    let payout = plan.payout;
    let reserve = (!payout.reserve.is_zero()).then(|| {
        let (share, months) = (percent(language, payout.reserve), i64::from(payout.reserve_months));
        text!(language, "plan_words.reserve", share = share, months = months)
    });
    let credit = (!payout.credit.is_zero())
        .then(|| text!(language, "plan_words.shop_credit", share = percent(language, payout.credit)));
    let fee = (payout.fee_hundredths != 0).then(|| {
        let fee = Words { plan, language }.plain(payout.fee_hundredths.saturating_mul(MILLION / 100));
        text!(language, "plan_words.fee", fee = fee)
    });
    reserve.into_iter().chain(credit).chain(fee).collect()
}

pub(super) fn say_period(language: Language, period: PeriodKind) -> String {
    match period {
        PeriodKind::Week => text!(language, "plan_words.period.week"),
        PeriodKind::Month => text!(language, "plan_words.period.month"),
        PeriodKind::Quarter => text!(language, "plan_words.period.quarter"),
        PeriodKind::Year => text!(language, "plan_words.period.year"),
        PeriodKind::Days => text!(language, "plan_words.period.days"),
        PeriodKind::TenDays => text!(language, "plan_words.period.ten_days"),
        PeriodKind::HalfMonth => text!(language, "plan_words.period.half_month"),
    }
}

/// An edge that the plan makes.
fn say_edge(words: &Words<'_>, edge: &MadeEdge) -> String {
    let language = words.language;
    let title = edge.title.get(language);
    match edge.making {
        Making::Matrix { from, width, fill } => {
            let (from, width) = (words.edge(from), i64::from(width));
            match fill {
                Fill::Breadth => {
                    text!(language, "plan_words.made.matrix_breadth", title = title, from = from, width = width)
                }
                Fill::Depth => {
                    text!(language, "plan_words.made.matrix_depth", title = title, from = from, width = width)
                }
            }
        }
        Making::PassUp { from, first } => {
            let (from, first) = (words.edge(from), i64::from(first));
            text!(language, "plan_words.made.pass_up", title = title, from = from, first = first)
        }
        Making::Line => text!(language, "plan_words.made.line", title = title),
    }
}

fn needs(words: &Words<'_>, needs: &[Need]) -> String {
    words.truth(&Formula::all(needs.iter().map(|need| need.formula.clone())))
}
