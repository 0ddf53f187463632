//! Goods of earlier periods that come back, where the plan reckons those periods again: the facts of each are read, and
//! what it comes to without the goods is put among what this period takes in. The refunds count nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::commissions::{
    Again, AgainTrouble, BASE, CameBack, FactsOf, MILLION, Plan, RanksThen, SaleKey, asked_of_facts, reckon_again,
    refunded_key, returned_key,
};
use crate::business::failure::Complaint;
use crate::exchange::facts::numbers::{Holds, Pair, asked_numbers};
use crate::exchange::facts::read::{Before, Given, read_given};
use crate::exchange::facts::sales::{EarlierRefund, sale_name};
use crate::exchange::facts::{FactFile, FactProblem, FactProblems};
use crate::values::{OrderId, PartnerId, Period};

/// An order line.
type Sold = (OrderId, u32);

/// An earlier period with what came back of it.
struct Closed {
    period: Period,
    given: Given,
    /// The places of its sales, and for each of them the returns that the period itself has.
    sold: BTreeMap<Sold, usize>,
    returned: BTreeMap<String, Vec<usize>>,
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
            Some(read) if of_period.is_empty() => closed.push(Closed::of(*period, read)),
            _ => return Err(of_period),
        }
    }
    let refunds = std::mem::take(&mut given.earlier);
    let mut taken_back = TakenBack::of(&mut given.facts.carry);
    for refund in &refunds {
        pair(refund, (given, plan), (&mut closed, &mut taken_back), problems);
    }
    taken_back.into_carry(&mut given.facts.carry);
    for closed in closed.iter().filter(|closed| !closed.now.is_empty()) {
        reckon(closed, given, (plan, ranks), problems)?;
    }
    for refund in &refunds {
        keep_returned(refund, given);
    }
    let places: Vec<usize> = refunds.iter().map(|refund| refund.at).collect();
    take_out(&mut given.facts, &places);
    Ok(())
}

impl Closed {
    /// Without what came back in it of still earlier periods: that was settled by them.
    fn of(period: Period, mut given: Given) -> Closed {
        let earlier: Vec<usize> = given.earlier.iter().map(|refund| refund.at).collect();
        take_out(&mut given.facts, &earlier);
        let facts = &given.facts;
        let lines = facts.sales.iter().enumerate().filter(|(_, sale)| !sale.returned);
        let sold = lines.map(|(at, sale)| ((sale.order, sale.line), at)).collect();
        let mut returned: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let words = facts.sale_columns.iter().find(|column| column.name == "taken_back");
        for (at, word) in words.map_or(&[][..], |column| column.values.as_slice()).iter().enumerate() {
            let name = usize::try_from(*word).ok().and_then(|word| facts.words.get(word));
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                returned.entry(name.clone()).or_default().push(at);
            }
        }
        Closed { period, given, sold, returned, before: Vec::new(), now: Vec::new() }
    }

    /// The place of a sale that is taken back.
    fn sold(&self, name: &str) -> Option<usize> {
        let (id, line) = name.rsplit_once(' ')?;
        let line = (OrderId::new(self.given.sales.number(id)?), line.parse::<u32>().ok()?);
        self.sold.get(&line).copied()
    }
}

/// How much of earlier sales came back before this period, by key: whose, and millionths.
struct TakenBack {
    by_key: BTreeMap<String, (PartnerId, i64)>,
}

impl TakenBack {
    /// Takes these entries out of a carry.
    fn of(carry: &mut Vec<(PartnerId, String, i64)>) -> TakenBack {
        let is_meant = |key: &str| matches!(SaleKey::parse(key), Some(SaleKey::Refunded { .. }));
        let (meant, others): (Vec<_>, Vec<_>) =
            std::mem::take(carry).into_iter().partition(|(_, key, _)| is_meant(key));
        *carry = others;
        TakenBack { by_key: meant.into_iter().map(|(person, key, value)| (key, (person, value))).collect() }
    }

    fn into_carry(self, carry: &mut Vec<(PartnerId, String, i64)>) {
        carry.extend(self.by_key.into_iter().map(|(key, (person, value))| (person, key, value)));
    }
}

/// Takes sales out, with their values in all columns.
fn take_out(facts: &mut FactsOf, places: &[usize]) {
    let places: BTreeSet<usize> = places.iter().copied().collect();
    let stays = |place: usize| !places.contains(&place);
    let mut place = 0..;
    facts.sales.retain(|_| place.next().is_none_or(stays));
    for column in &mut facts.sale_columns {
        let mut place = 0..;
        column.values.retain(|_| place.next().is_none_or(stays));
    }
}

/// Says in the carry that a refund was settled, so that it is not settled again.
fn keep_returned(refund: &EarlierRefund, given: &mut Given) {
    let facts = &mut given.facts;
    let Some(row) = facts.sales.get(refund.at).copied() else { return };
    let name = sale_name(given.sales.name(row.order.number()), i64::from(row.line));
    let value = row.base.saturating_mul(facts.millionths_per_minor());
    facts.carry.push((row.credited_to, returned_key(facts.period, facts.currency, &name), value));
}

/// Finds the sale of a refund among the earlier periods, and what is left of it.
fn pair(
    refund: &EarlierRefund,
    (given, plan): (&Given, &Plan),
    (closed, taken_back): (&mut [Closed], &mut TakenBack),
    problems: &mut FactProblems,
) {
    let mut wrong = |column: &str, value: &str, complaint: Complaint| {
        problems.note(FactProblem::at(FactFile::Sales, refund.row, column, value, complaint));
    };
    let of_sale = |key: &'static str| Complaint::new(key).with("sale", refund.name.clone());
    let mut found = closed.iter_mut().filter_map(|closed| closed.sold(&refund.name).map(|sold| (closed, sold)));
    let Some((closed, sold)) = found.next() else {
        return wrong("refund_of", &refund.name, of_sale("facts.problem.refund_needs_before"));
    };
    if let Some((other, _)) = found.next() {
        let complaint = of_sale("facts.problem.refund_of_two").with("period", closed.period.to_string());
        return wrong("refund_of", &refund.name, complaint.with("other", other.period.to_string()));
    }
    let (Some(row), Some(sale)) = (given.facts.sales.get(refund.at), closed.given.facts.sales.get(sold).copied())
    else {
        return;
    };
    let (now, then) = (given.facts.currency, closed.given.facts.currency);
    if now != then {
        let complaint = of_sale("facts.problem.refund_other_currency").with("currency", then.to_string());
        return wrong("currency", now.code(), complaint);
    }
    // The two periods number their people each by itself.
    let person = |given: &Given, partner: PartnerId| given.people.name(partner.number()).to_owned();
    let (here, there) = (person(given, row.credited_to), person(&closed.given, sale.credited_to));
    if here != there {
        return wrong("credited_to", &here, of_sale("facts.problem.refund_credited_then").with("person", there));
    }
    if row.kind != sale.kind {
        let complaint = of_sale("facts.problem.refund_kind_then").with("kind", sale.kind.word());
        return wrong("kind", row.kind.word(), complaint);
    }
    let asked = asked_of_facts(plan);
    let numbers_then = asked_numbers(plan, &asked, &closed.given.facts);
    let returned = closed.returned.get(&refund.name).map_or(&[][..], Vec::as_slice);
    let mut after = Vec::new();
    let (mut further, mut further_before) = (BTreeMap::new(), BTreeMap::new());
    for column in asked_numbers(plan, &asked, &given.facts) {
        let Some(then) = numbers_then.iter().find(|then| then.name == column.name) else { continue };
        let value_then = |at: usize| then.value(&closed.given.facts.sales, at);
        let of_sale = value_then(sold);
        // What came back within the period is no longer there to come back; a mark only says the same again.
        let back = returned.iter().map(|at| value_then(*at)).filter(|back| !(column.is_mark && *back == of_sale));
        let left = back.fold(of_sale, i64::saturating_add);
        let key = refunded_key(plan, given.facts.period, column.name, &refund.name);
        let before = taken_back.by_key.get(&key).map_or(0, |(_, value)| *value);
        let value = column.value(&given.facts.sales, refund.at);
        if matches!(column.holds, Holds::Values(_)) && !column.is_mark {
            further_before.insert(column.name.to_owned(), before);
            further.insert(column.name.to_owned(), value.saturating_neg());
        }
        let is_empty = refund.empty.iter().any(|name| name == column.name);
        let pair = Pair { sold: left, before, refund: value, is_empty };
        match pair.fit(&column) {
            Ok(sum) => after.push((key, column.name == BASE, before, sum)),
            Err(misfit) => return wrong(column.name, "", pair.complaint(misfit, &column, &refund.name)),
        }
    }
    let unit = given.facts.millionths_per_minor();
    let (order, line) = (sale.order, sale.line);
    let known = closed.now.iter().any(|back| (back.order, back.line) == (order, line));
    let before_of = |column: &str| {
        let key = refunded_key(plan, given.facts.period, column, &refund.name);
        taken_back.by_key.get(&key).map(|(_, value)| *value)
    };
    if let Some(base) = before_of(BASE).filter(|base| *base != 0 && !known) {
        let points = before_of("pv").map(|points| points / (MILLION / 100));
        let quantity = before_of("quantity").and_then(|pieces| u32::try_from(pieces / MILLION).ok()).unwrap_or(0);
        closed.before.push(CameBack { order, line, base: base / unit, points, quantity, further: further_before });
    }
    let points = Some(row.points.saturating_neg());
    closed.now.push(CameBack { order, line, base: row.base.saturating_neg(), points, quantity: row.quantity, further });
    for (key, is_base, before, sum) in after {
        if is_base || sum != before {
            taken_back.by_key.insert(key, (row.credited_to, sum));
        }
    }
}

fn reckon(
    closed: &Closed,
    given: &mut Given,
    (plan, ranks): (&Plan, RanksThen),
    problems: &mut FactProblems,
) -> Result<(), FactProblems> {
    let again = reckon_again((plan, ranks), &closed.given.facts, &closed.before, &closed.now).map_err(|trouble| {
        let complaint = match trouble {
            AgainTrouble::Calculation(trouble) => trouble.complaint(),
            AgainTrouble::Facts(_) => Complaint::new("facts.problem.too_many"),
        };
        let mut of_period = FactProblems { of: Some(closed.period), ..FactProblems::default() };
        of_period.note(FactProblem::of_file(FactFile::Sales, complaint));
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
