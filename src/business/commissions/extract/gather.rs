//! Gathering the deals of a partner, month by month, from one snapshot.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::commissions::extract::{Counterpart, Deal, DealPay, DealState, NoDeal, ReturnedGoods};
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::{plan, run, runs_of_partner};
use crate::business::commissions::runs::{CommissionLine, Run, RunState, each_line};
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::orders::{self, Order, OrderState, Placement, line_at, returns_of_order};
use crate::business::partners::{has_left, partner};
use crate::business::payments::{Payout, payouts_of_partner};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{Currency, Day, Language, Money, OrderId, PartnerId, Period, Points, RunId};

/// The extract of one partner over some months, for the partner and for those who see commissions.
pub struct Extract<'v, 'r> {
    view: &'v View<'r>,
    partner: PartnerId,
    months: Vec<Period>,
    runs: Vec<SettledRun>,
    /// The partner's own orders by the first day of each month in which something of them counts.
    own: BTreeMap<Day, BTreeSet<OrderId>>,
    names_customers: bool,
    /// In which goods are named.
    language: Language,
}

/// A posted run in which the partner has a statement.
pub struct SettledRun {
    pub id: RunId,
    pub run: Run,
    pub plan: Plan,
    pub posted_on: Option<Day>,
    /// The day of the first transfer that was made after the run was posted: it takes along all that is owed.
    pub paid_on: Option<Day>,
}

/// One order line on one day; what came back on a day stands apart from what was sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    day: Day,
    order: OrderId,
    line: u32,
    returned: bool,
}

/// What the runs of a month paid.
#[derive(Default)]
struct Paid {
    deals_paid: BTreeMap<Key, Vec<DealPay>>,
    elsewhere: BTreeSet<Key>,
    /// Of the deals that were paid, those that stand in an earlier month already: another kind of period ended there.
    counted_before: BTreeSet<Key>,
    without_deal: Vec<Deal>,
}

/// Opens the extract of a partner from the month of `first` to the month of `last`.
pub fn extract<'v, 'r>(
    view: &'v View<'r>,
    partner: PartnerId,
    first: Period,
    last: Period,
) -> Result<Extract<'v, 'r>, Failure> {
    let is_own = view.may(Permission::PartnerPortal) && view.actor().partner == Some(partner);
    if !(is_own || view.may(Permission::CommissionsView)) {
        return Err(Failure::not_found());
    }
    let mut months = Vec::new();
    let mut month = Period::month_of(first.first());
    while month.first() <= last.last() {
        months.push(month);
        month = month.next();
    }
    let mut extract = Extract {
        view,
        partner,
        months,
        runs: settled_runs(view, partner)?,
        own: BTreeMap::new(),
        names_customers: view.may(Permission::CommissionsView) || !has_left(view, view.actor()),
        language: view.actor().language,
    };
    extract.note_own_orders();
    Ok(extract)
}

/// Posted runs in which a partner has a statement, oldest first. When something was paid is told to the partner and
/// to those who see payments.
pub(in crate::business::commissions) fn settled_runs(
    view: &View<'_>,
    partner: PartnerId,
) -> Result<Vec<SettledRun>, Failure> {
    let is_own = view.may(Permission::PartnerPortal) && view.actor().partner == Some(partner);
    let sees_payments = is_own || view.may(Permission::PaymentsView);
    let payouts = if sees_payments { payouts_of_partner(view, partner)? } else { Vec::new() };
    let settled = runs_of_partner(view, partner).into_iter().filter_map(|id| {
        let run = run(view, id).filter(|run| run.state == RunState::Posted)?;
        let plan = plan(view, &run.plan, run.plan_version)?;
        let posted_on = run.posted_at.map(|at| at.day_in(view.zone()));
        let paid_on = paid_on(&run, &payouts, view.today());
        Some(SettledRun { id, run, plan, posted_on, paid_on })
    });
    let mut settled: Vec<SettledRun> = settled.collect();
    settled.sort_by_key(|settled| (settled.run.period.last(), settled.id));
    Ok(settled)
}

fn paid_on(run: &Run, payouts: &[Payout], today: Day) -> Option<Day> {
    let posted_at = run.posted_at?;
    let after = payouts.iter().filter(|payout| payout.made_at >= posted_at && payout.is_paid(today));
    let after = after.filter(|payout| payout.came_back_on.is_none());
    after.min_by_key(|payout| payout.batch).map(|payout| payout.execute_on)
}

impl Extract<'_, '_> {
    /// Names goods in the language of whoever gets it.
    pub fn told_in(self, language: Language) -> Self {
        Extract { language, ..self }
    }

    /// That of the firm; a firm without particulars has dealt in nothing yet.
    pub fn currency(&self) -> Currency {
        firm(self.view).map_or(Currency::EUR, |firm| firm.currency)
    }

    pub fn months(&self) -> &[Period] {
        &self.months
    }

    /// The deals of one of its months by day: everything that was settled in it, and what was sold or ordered in it
    /// without any commission.
    pub fn deals(&self, month: Period) -> Vec<Deal> {
        let Paid { mut deals_paid, elsewhere, counted_before, without_deal } = self.paid(month);
        for key in self.own_deals(month) {
            if !elsewhere.contains(&key) {
                deals_paid.entry(key).or_default();
            }
        }
        let mut known = BTreeMap::new();
        let mut deals = Vec::with_capacity(deals_paid.len() + without_deal.len());
        for (key, pay) in deals_paid {
            let order =
                known.entry(key.order).or_insert_with(|| orders::order_read_in(self.view, key.order, self.language));
            let deal = order.as_ref().and_then(|order| self.deal(key, order, pay));
            deals.extend(deal.map(|deal| if counted_before.contains(&key) { deal.counted_elsewhere() } else { deal }));
        }
        deals.extend(without_deal);
        deals
    }

    /// Which own orders count in which of the months.
    fn note_own_orders(&mut self) {
        let (Some(first), Some(last)) = (self.months.first(), self.months.last()) else { return };
        // A period that ends in the first month may reach back before it.
        let reaching = self.runs.iter().map(|settled| settled.run.period);
        let reaching = reaching.filter(|period| first.first() <= period.last() && period.first() < first.first());
        let begin = reaching.map(Period::first).min().unwrap_or(first.first());
        let span = (begin, last.last());
        for id in orders::orders_of_partner(self.view, self.partner, usize::MAX) {
            let Some(order) = orders::order(self.view, id) else { continue };
            let returned = returns_of_order(self.view, id).into_iter();
            let days = returned.map(|(_, back)| back.at.day_in(self.view.zone())).chain([first_day(&order)]);
            for day in days.filter(|day| (span.0..=span.1).contains(day)) {
                self.own.entry(Period::month_of(day).first()).or_default().insert(id);
            }
        }
    }

    /// What was paid by runs that end in a month; and the deals for which another run that touches the month paid.
    fn paid(&self, month: Period) -> Paid {
        let mut found = Paid::default();
        for settled in &self.runs {
            let period = settled.run.period;
            if period.last() < month.first() || period.first() > month.last() {
                continue;
            }
            let ends_here = month.contains(period.last());
            if ends_here && period.first() < month.first() {
                self.note_counted_before(settled, month, &mut found.counted_before);
            }
            each_line(self.view, settled.id, self.partner, |line| match (Key::of(line), settled.pay(line)) {
                (Some(key), _) if !ends_here => {
                    if !self.settles_here(month, key.day) {
                        found.elsewhere.insert(key);
                    }
                }
                (Some(key), pay) => found.deals_paid.entry(key).or_default().extend(pay),
                (None, Some(pay)) if ends_here => found.without_deal.push(self.without_deal(settled, line, pay)),
                (None, _) => {}
            });
        }
        found
    }

    /// Whether a run that ends in a month has settled one of its days.
    fn settles_here(&self, month: Period, day: Day) -> bool {
        let mut ending = self.runs.iter().filter(|settled| month.contains(settled.run.period.last()));
        ending.any(|settled| settled.run.period.contains(day))
    }

    /// The deals of a run that reaches into a month from before it, as far as they stand in the month of their day.
    fn note_counted_before(&self, reaching: &SettledRun, month: Period, counted: &mut BTreeSet<Key>) {
        let (kind, from) = (reaching.run.period.kind(), reaching.run.period.first());
        let earlier = self.runs.iter().filter(|settled| {
            let period = settled.run.period;
            period.kind() != kind && from <= period.last() && period.last() < month.first()
        });
        for settled in earlier {
            each_line(self.view, settled.id, self.partner, |line| counted.extend(Key::of(line)));
            let mut before = Period::month_of(from);
            while before.first() < month.first() {
                let own = self.own_deals(before).into_iter();
                counted.extend(own.filter(|key| settled.run.period.contains(key.day)));
                before = before.next();
            }
        }
    }

    fn without_deal(&self, settled: &SettledRun, line: &CommissionLine, pay: DealPay) -> Deal {
        let from = line.origin.partner().and_then(|from| partner(self.view, from)).map(|from| from.number);
        let nothing = Money::zero(line.amount.currency());
        Deal {
            day: settled.run.period.last(),
            order: None,
            ordered_on: settled.run.period.last(),
            line: 0,
            state: DealState::NoDeal,
            counterpart: match &from {
                Some(number) if !line.own => Counterpart::Team(number.clone()),
                _ => Counterpart::Nobody,
            },
            sku: String::new(),
            product: String::new(),
            quantity: 0,
            net: nothing,
            base: nothing,
            points: Points::ZERO,
            returns: Vec::new(),
            cancelled_because: String::new(),
            is_settled: true,
            pay: vec![pay],
            no_deal: Some(NoDeal { line: line.clone(), from: from.unwrap_or_default() }),
        }
    }

    /// Everything of the own orders that falls into a month, whether anything was paid for it or not.
    fn own_deals(&self, month: Period) -> Vec<Key> {
        let mut keys = Vec::new();
        for id in self.own.get(&month.first()).into_iter().flatten() {
            let Some(order) = orders::order(self.view, *id) else { continue };
            let sold_on = first_day(&order);
            if month.contains(sold_on) {
                let lines = (1..).zip(&order.lines);
                keys.extend(lines.map(|(line, _)| Key { day: sold_on, order: *id, line, returned: false }));
            }
            for (_, back) in returns_of_order(self.view, *id) {
                let day = back.at.day_in(self.view.zone());
                if month.contains(day) {
                    let lines = back.lines.iter();
                    keys.extend(lines.map(|line| Key { day, order: *id, line: line.line, returned: true }));
                }
            }
        }
        keys
    }

    fn deal(&self, key: Key, order: &Order, pay: Vec<DealPay>) -> Option<Deal> {
        let line = line_at(order, key.line)?;
        let all_returns = self.returns(key);
        let back: u32 = all_returns.iter().map(|back| back.quantity).sum();
        let (state, quantity) = match order.state {
            _ if key.returned => (DealState::Returned, -i64::from(back)),
            OrderState::Cancelled => (DealState::Cancelled, i64::from(line.quantity)),
            OrderState::Shipped | OrderState::Returned => (DealState::Sold, i64::from(line.quantity)),
            _ => (DealState::Waiting, i64::from(line.quantity)),
        };
        let pieces = if key.returned { back } else { line.quantity };
        let signed = |amount: Money| if key.returned { -amount } else { amount };
        let points = line.points * pieces;
        let covers = |settled: &SettledRun| settled.run.period.contains(key.day);
        Some(Deal {
            day: key.day,
            order: Some(key.order),
            ordered_on: order.day,
            line: key.line,
            state,
            counterpart: self.counterpart(order),
            sku: line.sku.clone(),
            product: line.name.clone(),
            quantity,
            net: signed(line.unit_price * pieces),
            base: signed(line.commission_base * pieces),
            points: if key.returned { -points } else { points },
            returns: all_returns,
            cancelled_because: order.cancel_reason.clone(),
            is_settled: !pay.is_empty() || self.runs.iter().any(covers),
            pay,
            no_deal: None,
        })
    }

    /// What came back of a line: of a return, that of its day.
    fn returns(&self, key: Key) -> Vec<ReturnedGoods> {
        let mut found = Vec::new();
        for (_, back) in returns_of_order(self.view, key.order) {
            let on = back.at.day_in(self.view.zone());
            let lines = back.lines.iter().filter(|line| line.line == key.line && (!key.returned || on == key.day));
            found.extend(lines.map(|line| ReturnedGoods { on, quantity: line.quantity, reason: back.reason.clone() }));
        }
        found
    }

    fn counterpart(&self, order: &Order) -> Counterpart {
        match order.credited_to {
            Some(seller) if seller != self.partner => {
                Counterpart::Team(partner(self.view, seller).map(|seller| seller.number).unwrap_or_default())
            }
            _ if order.placement == Placement::PartnerOwn => Counterpart::OwnHousehold,
            _ => Counterpart::OwnCustomer(self.names_customers.then(|| order.billing.name.clone())),
        }
    }
}

impl SettledRun {
    /// The day on which it stands in the books: what corrects a closed period stands on the day of its posting.
    pub(in crate::business::commissions) fn booked_on(&self) -> Day {
        let corrected_on = self.run.corrects.as_ref().and(self.posted_on);
        corrected_on.unwrap_or(self.run.period.last())
    }

    fn pay(&self, line: &CommissionLine) -> Option<DealPay> {
        let bonus = self.plan.bonuses.get(usize::from(line.bonus))?;
        Some(DealPay {
            run: self.id,
            period: self.run.period,
            posted_on: self.posted_on,
            paid_on: self.paid_on,
            bonus: bonus.title.clone(),
            level: line.level,
            base: line.base,
            factored: line.factored.clone(),
            base_share: line.base_share,
            rate: line.rate,
            part: line.part,
            amount: line.amount,
        })
    }
}

impl Key {
    /// The deal behind a line.
    fn of(line: &CommissionLine) -> Option<Key> {
        let sale = line.origin.sale()?;
        Some(Key { day: sale.on, order: sale.order, line: sale.line, returned: sale.returned })
    }
}

/// The day on which an order counts: that on which its goods left the house; until then that of the order.
fn first_day(order: &Order) -> Day {
    order.shipped_on.unwrap_or(order.day)
}
