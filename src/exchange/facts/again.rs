//! Goods of earlier periods that come back, where the plan reckons those periods again: the facts of each are read, and
//! what it comes to without the goods is put among what this period takes in. The refunds count nowhere else.

use std::collections::BTreeMap;

use crate::business::commissions::{
    Again, AgainTrouble, CalculationTrouble, CameBack, FactsOf, Plan, RanksThen, reckon_again, refunded_key,
};
use crate::business::failure::Complaint;
use crate::exchange::facts::read::{Before, Given, read_given};
use crate::exchange::facts::sales::{EarlierRefund, sale_name};
use crate::exchange::facts::{FactFile, FactProblem, FactProblems};
use crate::values::{OrderId, PartnerId, Period};

/// An earlier period with what came back of it.
struct Closed {
    period: Period,
    given: Given,
    before: Vec<CameBack>,
    now: Vec<CameBack>,
}

/// Takes refunds of earlier sales out of the facts, and what they come to into the carry. What is wrong with the files
/// of an earlier period ends it; anything else is noted.
pub(super) fn settle_again(
    given: &mut Given,
    (plan, ranks): (&Plan, RanksThen),
    before: &[Before<'_>],
    problems: &mut FactProblems,
) -> Result<(), FactProblems> {
    if given.earlier.is_empty() {
        return Ok(());
    }
    let mut closed = Vec::new();
    for Before { period, files } in before {
        let mut of_period = FactProblems { of: Some(*period), ..FactProblems::default() };
        match read_given(*files, plan, *period, &mut of_period) {
            Some(mut read) if of_period.is_empty() => {
                let earlier: Vec<usize> = read.earlier.iter().map(|refund| refund.at).collect();
                take_out(&mut read.facts, &earlier);
                closed.push(Closed { period: *period, given: read, before: Vec::new(), now: Vec::new() });
            }
            _ => return Err(of_period),
        }
    }
    let refunds = std::mem::take(&mut given.earlier);
    for refund in &refunds {
        pair(refund, (given, plan), &mut closed, problems);
    }
    for closed in closed.iter().filter(|closed| !closed.now.is_empty()) {
        reckon(closed, given, (plan, ranks), problems)?;
    }
    let places: Vec<usize> = refunds.iter().map(|refund| refund.at).collect();
    take_out(&mut given.facts, &places);
    Ok(())
}

/// Takes sales out, with their values in all columns.
fn take_out(facts: &mut FactsOf, places: &[usize]) {
    let stays = |place: usize| !places.contains(&place);
    let mut place = 0..;
    facts.sales.retain(|_| place.next().is_none_or(stays));
    for column in &mut facts.sale_columns {
        let mut place = 0..;
        column.values.retain(|_| place.next().is_none_or(stays));
    }
}

/// Finds the sale of a refund among the earlier periods, and what is left of it.
fn pair(
    refund: &EarlierRefund,
    (given, plan): (&mut Given, &Plan),
    closed: &mut [Closed],
    problems: &mut FactProblems,
) {
    let wrong = |key: &'static str| {
        let complaint = Complaint::new(key).with("sale", refund.name.clone());
        FactProblem::at(FactFile::Sales, refund.row, "refund_of", &refund.name, complaint)
    };
    let found = closed.iter_mut().find_map(|closed| sold(closed, &refund.name).map(|sold| (closed, sold)));
    let Some((closed, sold)) = found else {
        return problems.note(wrong("facts.problem.refund_needs_before"));
    };
    let (order, line) = (sold.order, sold.line);
    if closed.given.facts.currency != given.facts.currency {
        return problems.note(wrong("facts.problem.refund_other_currency"));
    }
    let Some(row) = given.facts.sales.get(refund.at).copied() else { return };
    // The two periods number their people each by itself.
    if given.people.name(row.credited_to.number()) != closed.given.people.name(sold.credited_to.number()) {
        return problems.note(wrong("facts.problem.refund_credited_then"));
    }
    let of_line = closed.now.iter().filter(|back| (back.order, back.line) == (order, line));
    let points_now: i64 = of_line.filter_map(|back| back.points).fold(0, i64::saturating_add);
    if sold.points.saturating_sub(points_now) < row.points.saturating_neg() {
        return problems.note(wrong("facts.problem.refund_more_points"));
    }
    let unit = given.facts.millionths_per_minor();
    let key = refunded_key(plan, given.facts.period, &refund.name);
    let entry = given.facts.carry.iter_mut().find(|(_, known, _)| *known == key);
    let came_before = entry.as_ref().map_or(0, |(.., value)| *value / unit);
    if sold.base.saturating_sub(came_before) < refund.back {
        return problems.note(wrong("facts.problem.refund_over"));
    }
    let back = |base: i64, points, quantity| CameBack { order, line, base, points, quantity };
    let known = closed.now.iter().any(|back| (back.order, back.line) == (order, line));
    if came_before != 0 && !known {
        closed.before.push(back(came_before, None, 0));
    }
    closed.now.push(back(refund.back, Some(row.points.saturating_neg()), row.quantity));
    let after = came_before.saturating_add(refund.back).saturating_mul(unit);
    match entry {
        Some((.., value)) => *value = after,
        None => given.facts.carry.push((row.credited_to, key, after)),
    }
}

/// A line that was sold in a closed period, with what is left of it after its own returns there.
struct SoldThen {
    order: OrderId,
    line: u32,
    credited_to: PartnerId,
    base: i64,
    points: i64,
}

fn sold(closed: &Closed, name: &str) -> Option<SoldThen> {
    let (id, line) = name.rsplit_once(' ')?;
    let (order, line) = (OrderId::new(closed.given.sales.number(id)?), line.parse::<u32>().ok()?);
    let facts = &closed.given.facts;
    let sale = facts.sales.iter().find(|sale| (sale.order, sale.line) == (order, line) && !sale.returned)?;
    let returned = facts.sale_columns.iter().find(|column| column.name == "taken_back");
    let words = returned.map_or(&[][..], |column| column.values.as_slice());
    let taken = facts.sales.iter().zip(words).filter(|(_, word)| {
        let word = usize::try_from(**word).ok().and_then(|word| facts.words.get(word));
        word.is_some_and(|word| *word == sale_name(id, i64::from(line)))
    });
    let all = SoldThen { order, line, credited_to: sale.credited_to, base: sale.base, points: sale.points };
    Some(taken.fold(all, |left, (back, _)| SoldThen {
        base: left.base.saturating_add(back.base),
        points: left.points.saturating_add(back.points),
        ..left
    }))
}

fn reckon(
    closed: &Closed,
    given: &mut Given,
    (plan, ranks): (&Plan, RanksThen),
    problems: &mut FactProblems,
) -> Result<(), FactProblems> {
    let again = reckon_again((plan, ranks), &closed.given.facts, &closed.before, &closed.now).map_err(|trouble| {
        let complaint = match trouble {
            AgainTrouble::Calculation(CalculationTrouble::TooLarge) => "commissions.refusal.too_large",
            AgainTrouble::Calculation(_) => "commissions.refusal.plan_in_circle",
            AgainTrouble::Facts(_) => "facts.problem.too_many",
        };
        let mut of_period = FactProblems { of: Some(closed.period), ..FactProblems::default() };
        of_period.note(FactProblem::of_file(FactFile::Sales, Complaint::new(complaint)));
        of_period
    })?;
    // The two periods number their people each by itself.
    let mut missing: BTreeMap<PartnerId, ()> = BTreeMap::new();
    let mut here = |partner: PartnerId| {
        let found = given.people.number(closed.given.people.name(partner.number())).map(PartnerId::new);
        if found.is_none() {
            missing.insert(partner, ());
        }
        found
    };
    let again = Again {
        differences: again
            .differences
            .into_iter()
            .filter_map(|(name, who, sum)| Some((name, here(who)?, sum)))
            .collect(),
        left: again.left.into_iter().filter_map(|(who, key, value)| Some((here(who)?, key, value))).collect(),
    };
    for partner in missing.keys() {
        let person = closed.given.people.name(partner.number());
        let complaint = Complaint::new("facts.problem.owes_again").with("person", person);
        problems.note(FactProblem::of_file(FactFile::People, complaint.with("period", closed.period.to_string())));
    }
    let mut carry = std::mem::take(&mut given.facts.carry);
    again.into_carry(closed.period, &given.facts, &mut carry);
    given.facts.carry = carry;
    Ok(())
}
