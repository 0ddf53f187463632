//! An outcome and its reasons in sentences.

use console::measure_text_width;

use crate::business::commissions::{
    Absence, BackBecause, BonusKind, Formula, Line, MILLION, Origin, distributable, is_condition, named_values,
    own_rate, plain_number, say_condition, say_factor, say_part, say_times,
};
use crate::exchange::plan_run::rows::{LineRow, SourceOf, StepRow, rank_name};
use crate::exchange::plan_run::{Explained, ExplainedBonus, Settled};
use crate::values::{Language, PartnerId, Rate};
use crate::{text, texts};

/// So many payees are shown, and so many forgone amounts of a bonus are told one by one.
const PAYEES_SHOWN: usize = 10;
const FORGONE_TOLD: usize = 5;

/// Sums, the largest payees, breakage and checks.
pub fn say_settled(settled: &Settled, language: Language) -> Vec<String> {
    let Settled { plan, named, outcome, checks, .. } = settled;
    let money = |minor: i64| texts::money(language, settled.money(minor));
    let period = texts::period(language, named.facts.period);
    let title = plan.title.get(language);
    let mut said = vec![text!(language, "plan_run.said.head", title = title, version = plan.version, period = period)];
    let payees = outcome.people.lines.iter().filter(|lines| **lines > 0).count();
    said.push(text!(
        language,
        "plan_run.said.sums",
        distributable = money(distributable(plan, outcome)),
        paid = money(outcome.paid),
        lines = outcome.lines.len() + outcome.clawed_back.len(),
        payees = payees,
        breakage = money(outcome.broken)
    ));
    said.push(String::new());
    let paid = |place: u16| outcome.people.by_bonus.get(usize::from(place)).map_or(0, |pay| pay.iter().sum::<i64>());
    let broken = |place: u16| {
        outcome.breakage.iter().filter(|broken| broken.bonus == place).map(|broken| broken.amount).sum::<i64>()
    };
    let heads = ["plan_run.column.bonus", "plan_run.column.paid", "plan_run.column.breakage"];
    let mut rows = vec![heads.map(|key| text!(language, key))];
    for (place, bonus) in (0_u16..).zip(&plan.bonuses) {
        rows.push([bonus.title.get(language).to_owned(), money(paid(place)), money(broken(place))]);
    }
    said.extend(aligned(&rows, 1));
    said.push(String::new());
    let mut largest: Vec<(i64, PartnerId)> = outcome
        .people
        .totals
        .iter()
        .zip(named.facts.tree.partners())
        .filter(|(total, _)| **total != 0)
        .map(|(total, partner)| (-total, *partner))
        .collect();
    largest.sort_unstable();
    let heads = ["plan_run.column.person", "plan_run.column.name", "plan_run.column.total"];
    let mut rows = vec![heads.map(|key| text!(language, key))];
    for (total, partner) in largest.iter().take(PAYEES_SHOWN) {
        rows.push([named.id(*partner).to_owned(), named.called(*partner).to_owned(), money(-total)]);
    }
    match largest.len().saturating_sub(PAYEES_SHOWN) {
        _ if largest.is_empty() => said.push(text!(language, "plan_run.said.nobody")),
        0 => said.extend(aligned(&rows, 2)),
        more => {
            said.extend(aligned(&rows, 2));
            said.push(format!("  {}", text!(language, "plan_run.said.more_payees", count = more)));
        }
    }
    said.push(String::new());
    for result in checks {
        let key = if result.passed { "plan_run.said.check_good" } else { "plan_run.said.check_bad" };
        said.push(text!(language, key, check = result.check.say(language)));
    }
    said
}

/// Columns below one another: first so many of words, then amounts, which stand on the right.
fn aligned(rows: &[[String; 3]], words: usize) -> Vec<String> {
    let mut widths = [0; 3];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = measure_text_width(cell).max(*width);
        }
    }
    let of_row = |row: &[String; 3]| {
        let cells = row.iter().zip(widths).enumerate().map(|(place, (cell, width))| {
            let space = " ".repeat(width.saturating_sub(measure_text_width(cell)));
            if place < words { format!("{cell}{space}") } else { format!("{space}{cell}") }
        });
        format!("  {}", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(of_row).collect()
}

/// Every amount with its reckoning, and why there is not more.
pub fn say_explained(settled: &Settled, explained: &Explained, language: Language) -> Vec<String> {
    let Settled { plan, named, .. } = settled;
    let money = |minor: i64| texts::money(language, settled.money(minor));
    let mut said = vec![text!(
        language,
        "plan_run.said.person",
        person = who(settled, explained.place),
        title = plan.title.get(language),
        version = plan.version,
        period = texts::period(language, named.facts.period),
        amount = money(explained.total)
    )];
    for of in &explained.bonuses {
        said.push(String::new());
        let title = plan.bonuses.get(usize::from(of.bonus)).map_or("", |bonus| bonus.title.get(language));
        let (name, amount) = (settled.bonus_name(of.bonus), money(of.total));
        said.push(text!(language, "plan_run.said.bonus", title = title, name = name, amount = amount));
        for line in &of.lines {
            said.push(format!("  {}", say_line(settled, line, language)));
            said.extend(say_factors_of(settled, line, language).map(|told| format!("    {told}")));
            let row = settled.line_row(line);
            if row.path.len() > 1 {
                said.push(format!("    {}", say_way(settled, &row, language)));
            }
        }
        for back in &of.clawed_back {
            let row = settled.clawed_back_row(back);
            let (sale, refund_of) = (row.sale.unwrap_or_default(), row.refund_of.unwrap_or_default());
            let amount = money(back.amount);
            let told = match back.because {
                BackBecause::Refund(_) => {
                    text!(language, "plan_run.said.clawed_back", amount = amount, sale = sale, of = refund_of)
                }
                BackBecause::Again(period) => {
                    let period = texts::period(language, period);
                    text!(language, "plan_run.said.reckoned_again", amount = amount, period = period)
                }
            };
            said.push(format!("  {told}"));
        }
        said.extend(say_absences(settled, explained.place, of, language).into_iter().map(|line| format!("  {line}")));
    }
    said
}

/// How much of what was sold the sale of a line counts, where the plan has factors for it.
fn say_factors_of(settled: &Settled, line: &Line, language: Language) -> Option<String> {
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

fn say_line(settled: &Settled, line: &Line, language: Language) -> String {
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

/// A sentence with the values of somebody that went into formulas.
fn with_values(settled: &Settled, place: u32, formulas: &[&Formula], said: String, language: Language) -> String {
    let plan = &settled.plan;
    let mut values: Vec<String> = Vec::new();
    for formula in formulas.iter().flat_map(|formula| named_values(formula)) {
        let value = settled.outcome.reckoned.value(formula, place);
        let told = if is_condition(plan, formula) {
            let name = say_condition(plan, formula, language);
            let key = if value == 0 { "plan_run.said.value_no" } else { "plan_run.said.value_yes" };
            text!(language, key, name = name)
        } else {
            let value = texts::decimal(language, &plain_number(value));
            text!(language, "plan_run.said.value", name = say_part(plan, formula, language), value = value)
        };
        if !values.contains(&told) {
            values.push(told);
        }
    }
    if values.is_empty() {
        return said;
    }
    text!(language, "plan_run.said.with_values", said = said, values = values.join("; "))
}

fn say_source(settled: &Settled, source: &SourceOf<'_>, language: Language) -> String {
    let from = source.from.and_then(|id| settled.named.place(id)).map(|place| who(settled, place)).unwrap_or_default();
    match (source.sale, source.line) {
        (Some(sale), Some(line)) => {
            text!(language, "plan_run.said.source_sale", sale = sale, line = line, from = from)
        }
        _ if source.from.is_some() => text!(language, "plan_run.said.source_person", from = from),
        _ => text!(language, "plan_run.said.source_firm"),
    }
}

fn say_way(settled: &Settled, row: &LineRow<'_>, language: Language) -> String {
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

/// The name with the id, or the id alone.
pub fn who(settled: &Settled, place: u32) -> String {
    let id = settled.named.id_at(place);
    let called = settled.named.facts.tree.partner(place).map_or("", |partner| settled.named.called(partner));
    if called.is_empty() { id.to_owned() } else { format!("{called} ({id})") }
}

fn say_absences(settled: &Settled, place: u32, of: &ExplainedBonus, language: Language) -> Vec<String> {
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
