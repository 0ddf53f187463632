//! One amount: how it is reckoned, where it comes from, and the way to whoever has it.

use crate::business::commissions::{
    BonusKind, Line, MILLION, Origin, own_rate, plain_number, say_factor, say_part, say_times,
};
use crate::exchange::plan_run::Settled;
use crate::exchange::plan_run::rows::{LineRow, StepRow};
use crate::exchange::plan_run::say::{say_source, who, with_values};
use crate::values::{Language, Rate};
use crate::{text, texts};

pub(super) fn say_line(settled: &Settled, line: &Line, language: Language) -> String {
    let source = settled.source(line.bonus, line.source);
    let said = say_source(settled, &source, language);
    let money = |minor: i64| texts::money(language, settled.money(minor));
    let (amount, base) = (money(line.amount), money(source.base));
    let row = settled.line_row(line);
    let of_plan = settled.plan.bonuses.get(usize::from(line.bonus));
    match of_plan.map(|bonus| &bonus.kind) {
        Some(BonusKind::Amount(bonus)) => {
            let formula = say_part(&settled.plan, &bonus.amount, language);
            let line_said = text!(language, "plan_run.said.line_formula", amount = amount, formula = formula);
            return with_values(settled, line.receiver, &[&bonus.amount], line_said, language);
        }
        Some(BonusKind::Guarantee(_)) if line.receiver == line.source => {
            return text!(language, "plan_run.said.line_guarantee_given", amount = amount);
        }
        Some(BonusKind::Guarantee(_)) => {
            return text!(language, "plan_run.said.line_guarantee", amount = amount, source = said);
        }
        Some(BonusKind::Legs(_)) => return say_legs(settled, line, row.rate.is_some(), language),
        _ => {}
    }
    if row.rate.is_none() {
        return text!(language, "plan_run.said.line_amount", amount = amount, base = base, source = said);
    }
    let share = settled.plan.bonuses.get(usize::from(line.bonus)).map_or(Rate::WHOLE, |bonus| bonus.base_share());
    let rate = texts::percent(language, Rate::from_millionths(i64::from(line.rate)));
    let shares = [share, settled.part(line.bonus)].into_iter().filter(|share| *share != Rate::WHOLE);
    let shares: String = shares.map(|share| format!("{} × ", texts::percent(language, share))).collect();
    let factors = format!("{base} × {shares}{rate}");
    let key = if row.generation.is_some() { "plan_run.said.line_generation" } else { "plan_run.said.line_level" };
    let line_said = text!(language, key, amount = amount, factors = factors, source = said, level = line.level);
    match of_plan.map(|bonus| &bonus.kind) {
        Some(BonusKind::Difference(difference)) => {
            let own = own_rate(difference, &settled.outcome.reckoned, line.receiver);
            let less = own.saturating_sub(i64::from(line.rate));
            let percent = |millionths: i64| texts::percent(language, Rate::from_millionths(millionths));
            let key = if less == 0 { "plan_run.said.own_rate" } else { "plan_run.said.own_rate_less" };
            let line_said = text!(language, key, line = line_said, own = percent(own), less = percent(less));
            with_values(settled, line.receiver, &[&difference.rate], line_said, language)
        }
        _ => line_said,
    }
}

/// What two legs brought, what of it was used, and what is kept: points, and no money.
fn say_legs(settled: &Settled, line: &Line, by_rate: bool, language: Language) -> String {
    let (place, name) = (line.receiver, settled.bonus_name(line.bonus));
    let index = usize::try_from(place).unwrap_or(usize::MAX);
    let told = |what: &str| {
        let key = format!("{name}.{what}");
        let column = settled.outcome.told.iter().find(|(known, _)| *known == key).map(|(_, column)| column);
        column.and_then(|column| column.get(index)).copied().unwrap_or(0)
    };
    let left = |side: &str| {
        let key = format!("{name}.{side}");
        let of_side = settled.outcome.left.iter().filter(|(known, _)| is_of_side(known, &key));
        of_side.filter_map(|(_, column)| column.get(index)).sum::<i64>()
    };
    let gone = |side: &str| told(&format!("flushed.{side}")) + told(&format!("expired.{side}"));
    let plain = |millionths: i64| texts::decimal(language, &plain_number(millionths));
    // What was there before is what was used, kept and lost, less what came in.
    let side = |side: &str| {
        let (new, used, kept) = (told(&format!("in.{side}")), told(&format!("used.{side}")), left(side));
        let before = used + kept + gone(side) - new;
        text!(
            language,
            "plan_run.said.leg",
            before = plain(before),
            new = plain(new),
            used = plain(used),
            kept = plain(kept),
            gone = plain(gone(side))
        )
    };
    let amount = texts::money(language, settled.money(line.amount));
    let (left_leg, right_leg) = (side("left"), side("right"));
    if !by_rate {
        return text!(language, "plan_run.said.line_cycles", amount = amount, left = left_leg, right = right_leg);
    }
    let rate = texts::percent(language, Rate::from_millionths(i64::from(line.rate)));
    let matched = plain(told("used.left").min(told("used.right")));
    text!(
        language,
        "plan_run.said.line_legs",
        amount = amount,
        matched = matched,
        rate = rate,
        left = left_leg,
        right = right_leg
    )
}

/// `binary.left`, or `binary.left.3` where volume expires.
fn is_of_side(key: &str, side: &str) -> bool {
    key.strip_prefix(side).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// How much of what was sold the sale of a line counts, where the plan has factors for it.
pub(super) fn say_factors_of(settled: &Settled, line: &Line, language: Language) -> Option<String> {
    let sources = settled.outcome.sources.get(usize::from(line.bonus))?;
    if sources.origin != Origin::Sale {
        return None;
    }
    let (facts, number) = (&settled.named.facts, usize::try_from(line.source).ok()?);
    let (sold, _) = facts.as_sold(number);
    let counted = facts.sales.get(number)?.base;
    let steps = facts.factors_of(&settled.plan.factors, number).filter(|(_, step)| step.base != MILLION);
    let factors: Vec<String> = steps
        .map(|(by, step)| {
            let (times, why) = (say_times(step.base, language), say_factor(by, step, language));
            text!(language, "plan_run.said.factor", times = times, why = why)
        })
        .collect();
    if factors.is_empty() {
        return None;
    }
    let money = |minor: i64| texts::money(language, settled.money(minor));
    let (counted, sold) = (money(counted), money(sold));
    Some(text!(language, "plan_run.said.factors", base = counted, sold = sold, factors = factors.join(" × ")))
}

pub(super) fn say_way(settled: &Settled, row: &LineRow<'_>, language: Language) -> String {
    let mut steps: Vec<String> =
        row.path.iter().enumerate().map(|(place, step)| say_step(settled, step, place == 0, row, language)).collect();
    if row.left_out > 0 {
        steps.insert(steps.len().saturating_sub(1), text!(language, "plan_run.said.left_out", count = row.left_out));
    }
    text!(language, "plan_run.said.way", way = steps.join(" → "))
}

fn say_step(settled: &Settled, step: &StepRow<'_>, first: bool, row: &LineRow<'_>, language: Language) -> String {
    let person = settled.named.place(step.person).map(|place| who(settled, place)).unwrap_or_default();
    match (step.level, step.reason) {
        (None, Some(reason)) if !first => {
            let reason = say_reason(reason, step.needs, language);
            // Only where levels are counted is somebody passed over; elsewhere it is said that there is no pay.
            let by_levels = settled
                .plan
                .bonuses
                .iter()
                .any(|bonus| bonus.name == row.bonus && matches!(bonus.kind, BonusKind::Levels(_)));
            let key = if by_levels { "plan_run.said.step_passed" } else { "plan_run.said.step_without" };
            text!(language, key, person = person, reason = reason)
        }
        (Some(level), Some(reason)) => {
            let reason = say_reason(reason, step.needs, language);
            text!(language, "plan_run.said.step_unpaid", person = person, level = level, reason = reason)
        }
        _ => person,
    }
}

fn say_reason(reason: &str, needs: Option<&str>, language: Language) -> String {
    let said = text!(language, &format!("commissions.verdict.{reason}"));
    match needs {
        Some(needs) => format!("{said} ({needs})"),
        None => said,
    }
}
