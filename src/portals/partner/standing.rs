//! How somebody stands in the periods that are running, in words.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::app::App;
use crate::business::commissions::{self, Counts, Plan, PredicateAnswer};
use crate::business::failure::Failure;
use crate::business::partners::PartnerState;
use crate::business::view::View;
use crate::text;
use crate::texts;
use crate::values::{Currency, Language, Money, PartnerId, Period, PeriodKind, Points};
use crate::web::parts::{Meaning, Meter, Notice, meter, notice, stack, state};

/// Answers of a whole team, by partner.
pub type Answers = BTreeMap<PartnerId, Vec<PredicateAnswer>>;

/// A period that is running, and the plan that will settle it.
pub struct Running {
    pub plan: Plan,
    pub period: Period,
    /// Of the kind in which the plan settles what it does not settle otherwise.
    pub is_own: bool,
}

/// Everything that is running: of each plan the open period of every kind that it settles. Plans that settle months come
/// first, and of each plan its own kind of period; then comes what is settled sooner.
pub fn running(view: &View<'_>) -> Vec<Running> {
    let today = view.today();
    let mut all = Vec::new();
    for plan in commissions::plans_on(view, today) {
        for kind in plan.period_kinds() {
            let period = plan.period_around(today, kind);
            // A version that holds from today on settles what begins from today on.
            let version = commissions::plan_on(view, &plan.name, period.first());
            if let Some(plan) = version.filter(|version| version.period_kinds().contains(&kind)) {
                all.push(Running { is_own: plan.period == kind, plan, period });
            }
        }
    }
    all.sort_by_key(|one| (!one.is_own, one.period.kind() != PeriodKind::Month, one.period.settling()));
    all
}

/// How the team of a partner stands by the first of the plans. What cannot be calculated is left out: the office
/// sees why, and the partner can do nothing about it.
pub fn answers(view: &View<'_>, app: &App, leader: PartnerId) -> Result<Answers, Failure> {
    let Some(Running { plan, period, .. }) = running(view).into_iter().next() else { return Ok(Answers::new()) };
    match app.simulation(view, &plan.name, period).and_then(|simulation| simulation.answers_of_team(view, leader)) {
        Err(Failure::Refused(_)) => Ok(Answers::new()),
        answered => answered,
    }
}

/// An amount of a volume.
pub fn counted(language: Language, counts: Counts, hundredths: i64, currency: Currency) -> String {
    match counts {
        Counts::Points | Counts::Number => texts::points(language, Points::from_hundredths(hundredths)),
        Counts::Base => texts::money(language, Money::new(hundredths, currency)),
    }
}

/// Whoever has a contract and misses nothing is good; everybody else is told what is missing.
pub fn standing(
    language: Language,
    of: PartnerState,
    answers: Option<&Vec<PredicateAnswer>>,
    currency: Currency,
) -> Markup {
    let (meaning, words) = standing_words(language, of, answers, currency);
    state(meaning, &words)
}

pub fn standing_words(
    language: Language,
    of: PartnerState,
    answers: Option<&Vec<PredicateAnswer>>,
    currency: Currency,
) -> (Meaning, String) {
    let answers = match (of, answers) {
        (PartnerState::Active, Some(answers)) => answers,
        (PartnerState::Active, None) => return (Meaning::Good, of.say(language)),
        (PartnerState::Invited, _) => return (Meaning::Information, of.say(language)),
        (PartnerState::Left | PartnerState::Withdrawn, _) => return (Meaning::Neutral, of.say(language)),
    };
    let missing = answers.iter().flat_map(PredicateAnswer::missing).next();
    match missing {
        Some((_, counts, hundredths)) => {
            let amount = counted(language, counts, hundredths, currency);
            (Meaning::Attention, text!(language, "partner.standing.missing", amount = amount))
        }
        None => {
            let reached = answers.iter().rfind(|answer| !answer.asked.is_empty() && answer.verdict.is_met());
            let words = reached.map(|answer| answer.title.get(language).to_owned());
            (Meaning::Good, words.unwrap_or_else(|| of.say(language)))
        }
    }
}

/// Each question of the plan with what there is and what is needed.
pub fn questions(language: Language, answers: &[PredicateAnswer], currency: Currency) -> Markup {
    let asked: Vec<Markup> = answers
        .iter()
        .filter(|answer| !answer.asked.is_empty())
        .map(|answer| question(language, answer, currency))
        .collect();
    stack(&asked)
}

fn question(language: Language, answer: &PredicateAnswer, currency: Currency) -> Markup {
    let title = answer.title.get(language);
    let missing: Vec<String> = answer
        .missing()
        .map(|(volume, counts, hundredths)| {
            let amount = counted(language, counts, hundredths, currency);
            text!(language, "partner.standing.of_volume", amount = amount, volume = volume.get(language))
        })
        .collect();
    let (meaning, sentence) = if answer.verdict.is_met() {
        (Meaning::Good, text!(language, "partner.standing.met", title = title))
    } else if missing.is_empty() {
        (
            Meaning::Attention,
            text!(language, "partner.standing.not_met", title = title, why = answer.verdict.say(language)),
        )
    } else {
        (Meaning::Attention, text!(language, "partner.standing.short", title = title, missing = missing.join(", ")))
    };
    let meters = html! {
        @for (volume, counts, has, needed) in &answer.asked {
            (meter(&Meter {
                label: volume.get(language).to_owned(),
                done: u64::try_from(*has).unwrap_or(0),
                total: u64::try_from(*needed).unwrap_or(0),
                written: text!(
                    language,
                    "partner.standing.has_of",
                    volume = volume.get(language),
                    has = counted(language, *counts, *has, currency),
                    needed = counted(language, *counts, *needed, currency)
                ),
            }))
        }
    };
    notice(&Notice { meaning, sentence, more: Some(meters) })
}
