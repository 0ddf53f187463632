//! What earlier runs of a plan left: its carry, and what was paid for sales whose goods now come back.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use crate::business::commissions::calculation::{
    Asked, BASE, CarryKind, carry_kind, knows_carry, leaves_carry, refunded_key,
};
use crate::business::commissions::plan::{Plan, Refunds};
use crate::business::commissions::records::{has_stored_paid, plan as adopted, stored_carry, stored_paid};
use crate::business::commissions::runs::{CarryPage, EarlierSale, LineOrigin, PaidSale, PaidTo, Run, each_line_of_all};
use crate::business::commissions::sales;
use crate::business::commissions::{Sale, SaleKind};
use crate::business::orders::{self, line_at};
use crate::store::Read;
use crate::values::{Currency, OrderId, PartnerId, Period, PeriodKind, RunId};

/// An order line.
type Sold = (OrderId, u32);

/// What earlier runs left, as far as the plan knows it. Each kind of period settles its own part of it: history is told
/// by the last period of the plan, volume of legs by the last one in which their bonus was settled, and what the plan
/// carries itself by the last run of all.
pub(super) fn carried(
    r: &dyn Read,
    plan: &Plan,
    asked: &Asked,
    posted: &[(RunId, Run)],
) -> Vec<(PartnerId, String, i64)> {
    let mut carried = Vec::new();
    let mut kinds = plan.period_kinds();
    // The newest run of each kind, by the version that settled it.
    let mut taken: Vec<(Cow<'_, Plan>, PeriodKind)> = Vec::new();
    for (id, run) in posted {
        let kind = run.period.kind();
        if !(taken.is_empty() || kinds.contains(&kind)) {
            continue;
        }
        let version = match run.plan_version == plan.version {
            true => Cow::Borrowed(plan),
            false => match adopted(r, &plan.name, run.plan_version) {
                Some(version) => Cow::Owned(version),
                None => continue,
            },
        };
        if taken.is_empty() {
            kinds.extend(version.period_kinds());
        }
        kinds.remove(&kind);
        let is_left_later = |key: &str| taken.iter().any(|(version, kind)| leaves_carry(version, *kind, key));
        for ((_, key, _), page) in stored_carry(r, *id) {
            if knows_carry(plan, asked, &key) && leaves_carry(&version, kind, &key) && !is_left_later(&key) {
                take_page(&mut carried, plan, &version, &key, page);
            }
        }
        taken.push((version, kind));
        if kinds.is_empty() {
            break;
        }
    }
    carried
}

/// Ranks are told by their names: another version of the plan may have others between them.
fn take_page(
    carried: &mut Vec<(PartnerId, String, i64)>,
    plan: &Plan,
    former: &Plan,
    key: &str,
    CarryPage(entries): CarryPage,
) {
    let rank_now = |number: i64| {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let name = place.and_then(|place| former.ranks.ranks.get(place)).map(|rank| &rank.name);
        let now = name.and_then(|name| plan.ranks.ranks.iter().position(|rank| rank.name == *name));
        now.and_then(|place| i64::try_from(place + 1).ok()).unwrap_or(0)
    };
    let is_rank = carry_kind(plan, key) == CarryKind::Rank && former.version != plan.version;
    let entries = entries.into_iter();
    carried.extend(
        entries.map(|(partner, value)| (partner, key.to_owned(), if is_rank { rank_now(value) } else { value })),
    );
}

pub(super) struct EarlierRefunds {
    /// For each sale the name of the sale that it takes back, where an earlier run has paid that; else empty.
    pub names: Vec<String>,
    /// What was sold, paid and taken back before, in millionths, as `clawback` reads it.
    pub carry: Vec<(PartnerId, String, i64)>,
}

/// Finds for everything that came back the run that paid for it. What no posted run of this plan has paid is settled
/// like a sale, at the rates of this period.
pub(super) fn earlier_refunds(
    r: &dyn Read,
    plan: &Plan,
    (sold, currency): (&[Sale], Currency),
    (period, zone): (Period, &TimeZone),
    posted: &[(RunId, Run)],
) -> EarlierRefunds {
    let mut found = EarlierRefunds { names: vec![String::new(); sold.len()], carry: Vec::new() };
    let of = |sale: &Sale| (sale.order, sale.line);
    let sold_now: BTreeSet<Sold> = sold.iter().filter(|sale| sale.kind != SaleKind::Return).map(of).collect();
    let came_back = |sale: &&Sale| sale.kind == SaleKind::Return && !sold_now.contains(&of(sale));
    if plan.refunds != Refunds::Original || posted.is_empty() || !sold.iter().any(|sale| came_back(&sale)) {
        return found;
    }
    let wanted: BTreeMap<Sold, PartnerId> =
        sold.iter().filter(came_back).map(|sale| (of(sale), sale.credited_to)).collect();
    let paid = paid_before(r, posted, period.kind(), wanted.keys().copied().collect());
    let unit = 1_000_000 / 10_i64.pow(currency.minor_digits().min(6));
    for ((order, line), (id, run, sale)) in &paid {
        let name = EarlierSale { run: *id, order: *order, line: *line }.name();
        let seller = wanted.get(&(*order, *line)).copied();
        let since = taken_back_since(r, (*order, *line), run.period, period, zone);
        if let Some(seller) = seller {
            found.carry.push((seller, format!("sold {name}"), sale.sold.saturating_mul(unit)));
            found.carry.push((seller, refunded_key(plan, period, BASE, &name), since.saturating_mul(unit)));
        }
        let names = bonus_names(r, plan, run.plan_version);
        // A bonus that the plan no longer has takes back under the first one that is settled where it was.
        let heir = plan.bonuses_in(run.period.kind()).next().or(plan.bonuses.first());
        let mut by_bonus: BTreeMap<(PartnerId, &str), i64> = BTreeMap::new();
        for PaidTo { partner, bonus, amount } in &sale.paid {
            let named =
                names.get(usize::from(*bonus)).and_then(|name| plan.bonuses.iter().find(|bonus| bonus.name == *name));
            if let Some(bonus) = named.or(heir) {
                *by_bonus.entry((*partner, &bonus.name)).or_default() += amount;
            }
        }
        let entries = by_bonus.into_iter();
        found.carry.extend(
            entries.map(|((partner, bonus), amount)| {
                (partner, format!("paid {bonus} {name}"), amount.saturating_mul(unit))
            }),
        );
    }
    for (name, sale) in found.names.iter_mut().zip(sold) {
        if let Some((id, ..)) = paid.get(&of(sale)).filter(|_| came_back(&sale)) {
            *name = EarlierSale { run: *id, order: sale.order, line: sale.line }.name();
        }
    }
    found
}

/// The names of the bonuses of a version of the plan, by their places.
fn bonus_names(r: &dyn Read, plan: &Plan, version: u32) -> Vec<String> {
    let names = |plan: &Plan| plan.bonuses.iter().map(|bonus| bonus.name.clone()).collect();
    if version == plan.version {
        names(plan)
    } else {
        adopted(r, &plan.name, version).as_ref().map(names).unwrap_or_default()
    }
}

/// The base of what came back after the run that paid, and before this period; all of it was taken back by the runs
/// between.
pub(super) fn taken_back_since(
    r: &dyn Read,
    (order, line): Sold,
    paid_in: Period,
    now: Period,
    zone: &TimeZone,
) -> i64 {
    let base = orders::order(r, order).and_then(|order| line_at(&order, line).map(|line| line.commission_base));
    let Some(base) = base else { return 0 };
    let between = orders::returns_of_order(r, order).into_iter().filter(|(_, back)| {
        let day = back.at.day_in(zone);
        paid_in.last() < day && day < now.first()
    });
    let lines = between.flat_map(|(_, back)| back.lines).filter(|back| back.line == line);
    lines.map(|back| (base * back.quantity).minor()).sum()
}

/// The run that paid for each order line, where one did; the newest first. Each kind of period takes back what runs of
/// its own kind paid. Where none of them has settled the sale, one of another kind has: for the bonuses that were
/// settled there at the time.
fn paid_before<'p>(
    r: &dyn Read,
    posted: &'p [(RunId, Run)],
    kind: PeriodKind,
    mut wanted: BTreeSet<Sold>,
) -> BTreeMap<Sold, (RunId, &'p Run, PaidSale)> {
    let mut found = BTreeMap::new();
    let (same, others): (Vec<_>, Vec<_>) = posted.iter().partition(|(_, run)| run.period.kind() == kind);
    for (id, run) in same.into_iter().chain(others) {
        if wanted.is_empty() {
            break;
        }
        let paid = if has_stored_paid(r, *id) {
            wanted.iter().filter_map(|(order, line)| stored_paid(r, *id, *order, *line)).collect()
        } else if run.corrects.is_some() {
            // Its lines are differences, and it has kept all that is paid: nothing.
            Vec::new()
        } else {
            read_from_lines(r, *id, run, &wanted)
        };
        for sale in paid {
            let sold = (sale.order, sale.line);
            wanted.remove(&sold);
            found.insert(sold, (*id, run, sale));
        }
    }
    found
}

/// The same for a run that was posted before it was kept what it paid for each sale.
fn read_from_lines(r: &dyn Read, id: RunId, run: &Run, wanted: &BTreeSet<Sold>) -> Vec<PaidSale> {
    let mut paid: BTreeMap<Sold, PaidSale> = BTreeMap::new();
    let of_period = sales(r, run.period).into_iter().filter(|sale| wanted.contains(&(sale.order, sale.line)));
    for sale in of_period {
        let (order, line) = (sale.order, sale.line);
        let of_sale = paid.entry((order, line)).or_insert_with(|| PaidSale { order, line, sold: 0, paid: Vec::new() });
        of_sale.sold += sale.base.minor();
    }
    if paid.is_empty() {
        return Vec::new();
    }
    each_line_of_all(r, id, |partner, line| {
        let LineOrigin::Sale(sale) = line.origin else { return };
        if let Some(of_sale) = paid.get_mut(&(sale.order, sale.line)) {
            of_sale.paid.push(PaidTo { partner, bonus: line.bonus, amount: line.amount.minor() });
        }
    });
    paid.into_values().filter(|sale| sale.sold > 0).collect()
}
