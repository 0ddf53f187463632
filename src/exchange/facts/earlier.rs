//! What the carry tells of sales of earlier periods: a sale is settled once, and a refund of an earlier sale takes back
//! a part of exactly that.

use std::collections::BTreeMap;

use crate::business::commissions::{BASE, Plan, Refunds, SaleKey, asked_of_facts, is_settled_in, refunded_key};
use crate::business::failure::Complaint;
use crate::exchange::facts::numbers::{Pair, asked_numbers};
use crate::exchange::facts::read::Given;
use crate::exchange::facts::sales::{EarlierRefund, sale_name};
use crate::exchange::facts::{FactFile, FactProblem, FactProblems};
use crate::values::{Currency, PartnerId, Period};

/// One entry about a row of an earlier file.
#[derive(Clone, Copy)]
struct Told {
    person: PartnerId,
    /// Unknown where a former version wrote the carry.
    settled: Option<(Period, Currency)>,
}

/// Entries of the carry by the name of the row that they tell of.
#[derive(Default)]
struct Carried<'c> {
    sold: BTreeMap<&'c str, Vec<Told>>,
    returned: BTreeMap<&'c str, Vec<Told>>,
    /// Bonuses under which something was paid for a sale.
    paid: BTreeMap<&'c str, Vec<&'c str>>,
}

impl<'c> Carried<'c> {
    fn of(carry: &'c [(PartnerId, String, i64)]) -> Carried<'c> {
        let mut carried = Carried::default();
        for (person, key, _) in carry {
            let told = |settled| Told { person: *person, settled };
            match SaleKey::parse(key) {
                Some(SaleKey::Sold { settled, sale }) => carried.sold.entry(sale).or_default().push(told(settled)),
                Some(SaleKey::Returned { settled, refund }) => {
                    carried.returned.entry(refund).or_default().push(told(Some(settled)));
                }
                Some(SaleKey::Paid { bonus, sale }) => carried.paid.entry(sale).or_default().push(bonus),
                Some(SaleKey::Number { .. } | SaleKey::Kind { .. } | SaleKey::Refunded { .. }) | None => {}
            }
        }
        carried
    }
}

/// No row is settled twice, and no number of a sale is given to somebody else's while returns may still name the first.
pub(super) fn check_settled_before(given: &Given, plan: &Plan, problems: &mut FactProblems) {
    let carried = Carried::of(&given.facts.carry);
    if carried.sold.is_empty() && carried.returned.is_empty() {
        return;
    }
    if let Some(later) = settled_later(&carried, plan, given.facts.period) {
        let complaint = Complaint::new("facts.problem.carry_of_later").with("later", later.to_string());
        let complaint = complaint.with("period", given.facts.period.to_string());
        return problems.note(FactProblem::of_file(FactFile::Carry, complaint));
    }
    for (at, line) in given.facts.sales.iter().enumerate() {
        let id = given.sales.name(line.order.number());
        let name = sale_name(id, i64::from(line.line));
        let told = if line.returned { carried.returned.get(name.as_str()) } else { carried.sold.get(name.as_str()) };
        let found = told.into_iter().flatten().find_map(|told| {
            let paid = carried.paid.get(name.as_str()).map_or(&[][..], Vec::as_slice);
            let other = told.person != line.credited_to;
            settled_before(plan, given.facts.period, (told, other), (paid, line.returned))
                .map(|complaint| complaint.with("person", given.people.name(told.person.number())))
        });
        if let Some(complaint) = found {
            let row = given.rows.get(at).copied().unwrap_or(0);
            problems.note(FactProblem::at(FactFile::Sales, row, "id", id, complaint.with("sale", name)));
        }
    }
}

/// A later period of the same kind that the carry comes from, where that has forgotten what this one had settled.
fn settled_later(carried: &Carried<'_>, plan: &Plan, now: Period) -> Option<Period> {
    let told = carried.sold.values().chain(carried.returned.values()).flatten();
    let periods = told.filter_map(|told| told.settled).map(|(period, _)| plan.business_period(period));
    let mut later = periods.filter(|period| period.kind() == now.kind() && period.first() > now.last());
    later.next().filter(|_| plan.refunds == Refunds::Present)
}

/// Why a row cannot be settled, beside what the carry tells of one with its name.
fn settled_before(
    plan: &Plan,
    now: Period,
    (told, is_other): (&Told, bool),
    (paid, is_refund): (&[&str], bool),
) -> Option<Complaint> {
    let taken = || Complaint::new("facts.problem.number_taken");
    let Some((period, _)) = told.settled else {
        let is_paid = plan
            .bonuses
            .iter()
            .any(|bonus| paid.iter().any(|name| *name == bonus.name) && is_settled_in(plan, bonus, now));
        return match (is_other, is_paid) {
            (true, _) => Some(taken()),
            (false, true) => Some(Complaint::new("facts.problem.paid_before")),
            (false, false) => None,
        };
    };
    let period = plan.business_period(period);
    // The day of a row lies in each period in which it is settled: this is another row with the same name.
    if !period.overlaps(now) {
        let returns_name_it = !is_refund && plan.refunds != Refunds::Present;
        return (is_other && returns_name_it).then(taken);
    }
    let settles_the_same =
        plan.bonuses.iter().any(|bonus| is_settled_in(plan, bonus, period) && is_settled_in(plan, bonus, now));
    match (is_other, settles_the_same) {
        (true, _) => Some(taken()),
        (false, true) => Some(Complaint::new("facts.problem.settled_before").with("period", period.to_string())),
        (false, false) => None,
    }
}

/// A sale of an earlier period as the carry tells of it.
#[derive(Default)]
struct SoldThen<'c> {
    told: Vec<Told>,
    /// Unknown where a former version wrote the carry.
    kind: Option<&'c str>,
    /// By column: millionths.
    numbers: BTreeMap<&'c str, i64>,
}

/// Refunds of earlier sales, all of one sale together, against what the carry tells of it.
pub(super) fn check_refunds(given: &Given, plan: &Plan, problems: &mut FactProblems) {
    let facts = &given.facts;
    let mut sold: BTreeMap<&str, SoldThen<'_>> = BTreeMap::new();
    let mut back_before: BTreeMap<&str, i64> = BTreeMap::new();
    for (person, key, value) in &facts.carry {
        match SaleKey::parse(key) {
            Some(SaleKey::Sold { settled, sale }) => {
                let then = sold.entry(sale).or_default();
                then.told.push(Told { person: *person, settled });
                // Runs in several kinds of period tell the same of one sale.
                then.numbers.insert(BASE, *value);
            }
            Some(SaleKey::Number { column, sale }) => {
                sold.entry(sale).or_default().numbers.insert(column, *value);
            }
            Some(SaleKey::Kind { kind, sale }) => sold.entry(sale).or_default().kind = Some(kind),
            Some(SaleKey::Refunded { .. }) => {
                let sum = back_before.entry(key).or_default();
                *sum = sum.saturating_add(*value);
            }
            _ => {}
        }
    }
    let columns = asked_numbers(plan, &asked_of_facts(plan), facts);
    let mut taken: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for EarlierRefund { row, at, name, empty } in &given.earlier {
        let mut wrong = |column: &str, value: &str, complaint: Complaint| {
            problems.note(FactProblem::at(FactFile::Sales, *row, column, value, complaint));
        };
        let of_sale = |key: &'static str| Complaint::new(key).with("sale", name.clone());
        let Some(line) = facts.sales.get(*at) else { continue };
        let Some(then) = sold.get(name.as_str()).filter(|then| !then.told.is_empty()) else {
            wrong("refund_of", name, of_sale("facts.problem.refund_unknown"));
            continue;
        };
        if let Some((period, other)) = two_of_them(plan, &then.told) {
            let complaint = of_sale("facts.problem.refund_of_two").with("period", period.to_string());
            wrong("refund_of", name, complaint.with("other", other.to_string()));
            continue;
        }
        if let Some(told) = then.told.iter().find(|told| told.person != line.credited_to) {
            let complaint = of_sale("facts.problem.refund_credited_then");
            let person = given.people.name(told.person.number());
            wrong("credited_to", given.people.name(line.credited_to.number()), complaint.with("person", person));
        }
        if let Some(kind) = then.kind.filter(|kind| *kind != line.kind.word()) {
            let complaint = of_sale("facts.problem.refund_kind_then").with("kind", kind);
            wrong("kind", line.kind.word(), complaint);
        }
        let currencies = then.told.iter().filter_map(|told| told.settled).map(|(_, currency)| currency);
        if let Some(currency) = currencies.into_iter().find(|currency| *currency != facts.currency) {
            let complaint = of_sale("facts.problem.refund_other_currency");
            wrong("currency", facts.currency.code(), complaint.with("currency", currency.to_string()));
            continue;
        }
        for column in &columns {
            let Some(sold) = then.numbers.get(column.name).copied() else { continue };
            let key = refunded_key(plan, facts.period, column.name, name);
            let before = taken.get(&(name, column.name)).copied();
            let before = before.unwrap_or_else(|| back_before.get(key.as_str()).copied().unwrap_or(0));
            let is_empty = empty.iter().any(|known| known == column.name);
            let pair = Pair { sold, before, refund: column.value(&facts.sales, *at), is_empty };
            match pair.fit(column) {
                Ok(after) => drop(taken.insert((name, column.name), after)),
                Err(misfit) => {
                    wrong(column.name, "", pair.complaint(misfit, column, name));
                    break;
                }
            }
        }
    }
}

/// Two periods that have no day in common and yet a sale of one name: nobody knows which of them is meant.
fn two_of_them(plan: &Plan, told: &[Told]) -> Option<(Period, Period)> {
    let mut periods = told.iter().filter_map(|told| told.settled).map(|(period, _)| plan.business_period(period));
    let first = periods.next()?;
    let other = periods.find(|other| !other.overlaps(first))?;
    Some(if first.settles_before(other) { (first, other) } else { (other, first) })
}
