//! Why somebody has not more.

use crate::business::commissions::{Absence, BonusKind, own_rate, plain_number, say_condition};
use crate::exchange::plan_run::rows::rank_name;
use crate::exchange::plan_run::say::{say_source, who, with_values};
use crate::exchange::plan_run::{ExplainedBonus, Settled};
use crate::values::{Language, Rate};
use crate::{text, texts};

const FORGONE_TOLD: usize = 5;

pub(super) fn say_absences(settled: &Settled, place: u32, of: &ExplainedBonus, language: Language) -> Vec<String> {
    let mut said = Vec::new();
    let (mut told, mut more, mut sum) = (0, 0_usize, 0_i64);
    for absence in &of.absences {
        let amount = match absence {
            Absence::Forgone(broken) => Some(broken.amount),
            Absence::PassedOver(line) => Some(line.amount),
            _ => None,
        };
        if amount.is_none() || told < FORGONE_TOLD {
            told += usize::from(amount.is_some());
            said.push(say_absence(settled, place, of.bonus, absence, language));
        } else {
            more += 1;
            sum = sum.saturating_add(amount.unwrap_or(0));
        }
    }
    if more > 0 {
        let amount = texts::money(language, settled.money(sum));
        said.push(text!(language, "plan_run.said.why_more", count = more, amount = amount));
    }
    said
}

/// A stable word for files.
pub const fn word_of(absence: &Absence) -> &'static str {
    match absence {
        Absence::Left => "left",
        Absence::Invited => "invited",
        Absence::Need { .. } => "need",
        Absence::Condition => "condition",
        Absence::NoLeader => "no_leader",
        Absence::RankTooLow(_) => "rank_too_low",
        Absence::Forgone(_) => "forgone",
        Absence::PassedOver(_) => "passed_over",
        Absence::NothingSold => "nothing_sold",
        Absence::NothingOwn => "nothing_own",
        Absence::NothingReached => "nothing_reached",
        Absence::NothingMatched => "nothing_matched",
        Absence::NotNamed => "not_named",
        Absence::OtherPeriod => "other_period",
        Absence::NoShare => "no_share",
        Absence::NoAmount => "no_amount",
    }
}

pub fn say_absence(settled: &Settled, place: u32, bonus: u16, absence: &Absence, language: Language) -> String {
    let person = who(settled, place);
    let source = |number: u32| say_source(settled, &settled.source(bonus, number), language);
    let money = |minor: i64| texts::money(language, settled.money(minor));
    match absence {
        Absence::Need { predicate, need } => say_need(settled, place, (*predicate, *need), language),
        Absence::RankTooLow(rank) => {
            let name = rank_name(&settled.plan, i64::from(*rank)).unwrap_or_default();
            text!(language, "plan_run.said.why_rank_too_low", person = person, rank = name)
        }
        Absence::Forgone(broken) => {
            let (amount, source, level) = (money(broken.amount), source(broken.source), broken.level);
            match settled.reason(broken) {
                "not_entitled" => {
                    text!(language, "plan_run.said.why_too_deep", amount = amount, source = source, level = level)
                }
                _ => text!(language, "plan_run.said.why_forgone", amount = amount, source = source, level = level),
            }
        }
        Absence::PassedOver(line) => {
            let (amount, source, level) = (money(line.amount), source(line.source), line.level);
            let receiver = who(settled, line.receiver);
            text!(
                language,
                "plan_run.said.why_passed_over",
                amount = amount,
                source = source,
                level = level,
                receiver = receiver
            )
        }
        Absence::Left => text!(language, "plan_run.said.why_left", person = person),
        Absence::Invited => text!(language, "plan_run.said.why_invited", person = person),
        Absence::Condition => say_unmet(settled, place, bonus, language),
        Absence::NoLeader => text!(language, "plan_run.said.why_no_leader", person = person),
        Absence::NothingSold => text!(language, "plan_run.said.why_nothing_sold", person = person),
        Absence::NothingOwn => text!(language, "plan_run.said.why_nothing_own", person = person),
        Absence::NothingReached => say_nothing_reached(settled, place, bonus, language),
        Absence::NothingMatched => text!(language, "plan_run.said.why_nothing_matched", person = person),
        Absence::NotNamed => text!(language, "plan_run.said.why_not_named", person = person),
        Absence::OtherPeriod => text!(language, "plan_run.said.why_other_period"),
        Absence::NoShare => text!(language, "plan_run.said.why_no_share", person = person),
        Absence::NoAmount => text!(language, "plan_run.said.why_no_amount", person = person),
    }
}

/// The condition of the bonus itself, with what the person has of it.
fn say_unmet(settled: &Settled, place: u32, bonus: u16, language: Language) -> String {
    let person = who(settled, place);
    let Some(of_plan) = settled.plan.bonuses.get(usize::from(bonus)) else { return person };
    let condition = say_condition(&settled.plan, of_plan.receiver(), language);
    let said = text!(language, "plan_run.said.why_condition", person = person, condition = condition);
    with_values(settled, place, &[of_plan.receiver()], said, language)
}

/// In a ladder of rates nothing is too deep: others had as much already.
fn say_nothing_reached(settled: &Settled, place: u32, bonus: u16, language: Language) -> String {
    let person = who(settled, place);
    let of_plan = settled.plan.bonuses.get(usize::from(bonus));
    let Some(BonusKind::Difference(difference)) = of_plan.map(|bonus| &bonus.kind) else {
        return text!(language, "plan_run.said.why_nothing_reached");
    };
    let own = own_rate(difference, &settled.outcome.reckoned, place);
    let rate = texts::percent(language, Rate::from_millionths(own));
    let key = if own == 0 { "plan_run.said.why_no_rate" } else { "plan_run.said.why_no_difference" };
    let said = text!(language, key, person = person, rate = rate);
    with_values(settled, place, &[&difference.rate], said, language)
}

/// A condition that is not met; of a volume that must reach a number, also what is missing.
fn say_need(settled: &Settled, place: u32, (predicate, need): (u16, u16), language: Language) -> String {
    let Settled { plan, outcome, .. } = settled;
    let person = who(settled, place);
    let Some(of_plan) = plan.predicates.get(usize::from(predicate)) else { return person };
    let title = of_plan.title.get(language);
    let Some(found) = of_plan.needs.get(usize::from(need)) else { return person };
    let volume = found.reach.and_then(|reach| Some((reach, plan.volumes.get(usize::from(reach.volume))?)));
    let Some((reach, volume)) = volume else {
        let needs = say_condition(plan, &found.formula, language);
        let said = text!(language, "plan_run.said.why_need", predicate = title, needs = needs, person = person);
        return with_values(settled, place, &[&found.formula], said, language);
    };
    let has = outcome.reckoned.volume(reach.volume, place);
    let plain = |millionths: i64| texts::decimal(language, &plain_number(millionths));
    let missing = reach.at_least_millionths.saturating_sub(has);
    text!(
        language,
        "plan_run.said.why_need_volume",
        predicate = title,
        volume = volume.title.get(language),
        needed = plain(reach.at_least_millionths),
        person = person,
        has = plain(has),
        missing = plain(missing)
    )
}
