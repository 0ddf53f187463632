//! "What if my group sold 2,000 more?": the running period once as it is known, and once with sales that somebody
//! thinks of, both by the real engine over the real firm. Nothing of it is kept.

use crate::business::commissions::SaleKind;
use crate::business::commissions::facts::{
    FactPerson, FactSale, Facts, FactsOf, SoldLine, Standing, freeze_gathered, gather_given,
};
use crate::business::commissions::plan::{Plan, RankOf};
use crate::business::commissions::runs::StatementSheet;
use crate::business::commissions::runs::simulation::{Simulation, plan_to_simulate};
use crate::business::failure::{Complaint, Failure};
use crate::business::partners::following_partner;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{LocalText, Money, OrderId, PartnerId, Period};

/// What somebody thinks of: amounts are commission base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// Own customers buy so much more.
    pub own_customers: Money,
    /// The team sells so much more, each as it sells this period.
    pub team: Money,
    pub new_partners: u32,
    /// What each of them sells.
    pub each: Money,
}

/// More than this is no thought about a month any more, in whole units of the currency.
pub const WHAT_IF_AMOUNT_MAX: i64 = 1_000_000;
pub const WHAT_IF_PARTNERS_MAX: u32 = 200;

/// The own statement as it is known now, and as it would be.
#[derive(Clone, Debug)]
pub struct WhatIfAnswer {
    pub before: StatementSheet,
    pub after: StatementSheet,
    pub rank_before: Option<LocalText>,
    pub rank_after: Option<LocalText>,
    pub has_ranks: bool,
    /// Sales of a team in which there is nobody are left out.
    pub team_left_out: bool,
    /// A hundred units of base, and the hundredths of points that were reckoned for them.
    pub hundred: Money,
    pub points_per_hundred: i64,
}

impl WhatIf {
    fn is_nothing(&self) -> bool {
        self.own_customers.is_zero() && self.team.is_zero() && (self.new_partners == 0 || self.each.is_zero())
    }

    fn complaints(&self) -> Vec<Complaint> {
        let most = |amount: Money| {
            let unit = 10_i64.pow(amount.currency().minor_digits().min(6));
            !amount.is_negative() && amount.minor() <= WHAT_IF_AMOUNT_MAX * unit
        };
        let amounts = [("own_customers", self.own_customers), ("team", self.team), ("each", self.each)];
        let wrong = amounts.into_iter().filter(|(_, amount)| !most(*amount));
        let mut complaints: Vec<Complaint> = wrong
            .map(|(name, _)| {
                Complaint::new("commissions.refusal.what_if_amount").at(name).with("most", WHAT_IF_AMOUNT_MAX)
            })
            .collect();
        if self.new_partners > WHAT_IF_PARTNERS_MAX {
            let most = i64::from(WHAT_IF_PARTNERS_MAX);
            complaints
                .push(Complaint::new("commissions.refusal.what_if_partners").at("new_partners").with("most", most));
        }
        complaints
    }
}

/// Reckons for the partner who asks, whose contract holds in the period.
pub fn what_if(view: &View<'_>, plan_name: &str, period: Period, wish: &WhatIf) -> Result<WhatIfAnswer, Failure> {
    view.require(Permission::PartnerPortal)?;
    let own = following_partner(view, period.first())?;
    Failure::unless_empty(wish.complaints())?;
    let plan = plan_to_simulate(view, plan_name, period)?;
    let mut given = gather_given(view, &plan, period, view.zone())?;
    let before = Simulation::of(plan.clone(), freeze_gathered(view, &plan, given.clone())?)?;
    let points = PointsOfBase::of(&before.facts);
    let spread = spread(&before.facts, own, wish.team.minor());
    let team_left_out = wish.team.is_positive() && spread.is_empty();
    let after = if wish.is_nothing() {
        before.clone()
    } else {
        let mut thought = Thought { given: &mut given, period, points, on: view.today(), order: 0 };
        thought.sold(own, wish.own_customers.minor());
        for (partner, base) in spread {
            thought.sold(partner, base);
        }
        for newcomer in thought.joined(own, wish.new_partners) {
            thought.sold(newcomer, wish.each.minor());
        }
        Simulation::of(plan.clone(), freeze_gathered(view, &plan, given)?)?
    };
    let hundred = 10_i64.pow(before.facts.currency.minor_digits().min(6)) * 100;
    Ok(WhatIfAnswer {
        rank_before: rank(&plan, &before, own),
        rank_after: rank(&plan, &after, own),
        has_ranks: !plan.ranks.ranks.is_empty(),
        before: before.sheet(own).ok_or_else(Failure::not_found)?,
        after: after.sheet(own).ok_or_else(Failure::not_found)?,
        team_left_out,
        hundred: Money::new(hundred, before.facts.currency),
        points_per_hundred: points.points_of(hundred),
    })
}

fn rank(plan: &Plan, simulation: &Simulation, partner: PartnerId) -> Option<LocalText> {
    let place = simulation.facts.tree.place(partner)?;
    let number = simulation.outcome.reckoned.rank(RankOf::Paid, place);
    let rank = plan.ranks.ranks.get(usize::from(number.checked_sub(1)?))?;
    Some(rank.title.clone())
}

/// How many points go with commission base: as the sales of the period have it, and one for one where there are none.
#[derive(Clone, Copy)]
struct PointsOfBase {
    points: i64,
    base: i64,
}

impl PointsOfBase {
    fn of(facts: &Facts) -> PointsOfBase {
        // Factors of the plan come on top of what is sold.
        let counted = facts.sales.iter().enumerate().filter(|(_, sale)| is_sale(sale));
        let (points, base) = counted.fold((0_i64, 0_i64), |(points, base), (number, _)| {
            let (sold_base, sold_points) = facts.as_sold(number);
            (points.saturating_add(sold_points), base.saturating_add(sold_base))
        });
        let unit = 10_i64.pow(facts.currency.minor_digits().min(6));
        if base > 0 { PointsOfBase { points, base } } else { PointsOfBase { points: 100, base: unit } }
    }

    fn points_of(self, base: i64) -> i64 {
        let points = i128::from(base) * i128::from(self.points) / i128::from(self.base.max(1));
        i64::try_from(points).unwrap_or(i64::MAX)
    }
}

/// A sale that brings something, not one that came back.
fn is_sale(sale: &FactSale) -> bool {
    !sale.returned && sale.base > 0
}

/// The sales of a team, spread as each sells in this period; while nobody sells, evenly on those whom the partner
/// sponsors.
fn spread(facts: &Facts, leader: PartnerId, base: i64) -> Vec<(PartnerId, i64)> {
    let Some(place) = facts.tree.place(leader).filter(|_| base > 0) else { return Vec::new() };
    let levels = facts.tree.team_levels(place);
    let below: Vec<u32> = levels.iter().skip(1).cloned().flatten().collect();
    let mut weights: Vec<(u32, i64)> = below.iter().map(|place| (*place, 0)).collect();
    weights.sort_unstable();
    for sale in facts.sales.iter().filter(|sale| is_sale(sale)) {
        let found = weights.binary_search_by_key(&sale.seller, |(place, _)| *place);
        if let Some((_, weight)) = found.ok().and_then(|found| weights.get_mut(found)) {
            *weight = weight.saturating_add(sale.base);
        }
    }
    if weights.iter().all(|(_, weight)| *weight == 0) {
        let first = levels.get(1).cloned().into_iter().flatten();
        weights = first.filter(|place| facts.standing(*place) == Standing::Valid).map(|place| (place, 1)).collect();
    }
    weights.retain(|(_, weight)| *weight > 0);
    let whole: i128 = weights.iter().map(|(_, weight)| i128::from(*weight)).sum();
    let mut shares = Vec::with_capacity(weights.len());
    let (mut before, mut given) = (0_i128, 0_i128);
    for (place, weight) in weights {
        before += i128::from(weight);
        // Rounded from the beginning, so that the parts are exactly the whole.
        let through = i128::from(base) * before / whole.max(1);
        let part = i64::try_from(through - given).unwrap_or(0);
        given = through;
        shares.extend(facts.tree.partner(place).map(|partner| (partner, part)));
    }
    shares
}

/// What is thought of, put to the facts.
struct Thought<'g> {
    given: &'g mut FactsOf,
    period: Period,
    points: PointsOfBase,
    on: crate::values::Day,
    /// Numbers of orders that nobody has.
    order: u64,
}

impl Thought<'_> {
    fn sold(&mut self, seller: PartnerId, base: i64) {
        if base <= 0 {
            return;
        }
        self.order += 1;
        self.given.sales.push(SoldLine {
            day: if self.period.contains(self.on) { self.on } else { self.period.last() },
            order: OrderId::new(u64::MAX - self.order),
            line: 1,
            credited_to: seller,
            buyer: None,
            kind: SaleKind::Retail,
            returned: false,
            quantity: 1,
            base,
            points: self.points.points_of(base),
        });
        self.given.sale_columns.iter_mut().for_each(|column| column.values.push(0));
    }

    /// People whom the partner has brought, with a valid contract.
    fn joined(&mut self, sponsor: PartnerId, count: u32) -> Vec<PartnerId> {
        let last = self.given.people.iter().map(|person| person.partner.number()).max().unwrap_or(0);
        let newcomers: Vec<PartnerId> =
            (1..=u64::from(count)).map(|number| PartnerId::new(last.saturating_add(number))).collect();
        for partner in &newcomers {
            let joined_on = if self.period.contains(self.on) { self.on } else { self.period.last() };
            let person = FactPerson { joined_on, ..FactPerson::plain(*partner, Some(sponsor), Standing::Valid) };
            self.given.people.push(person);
            self.given.person_columns.iter_mut().for_each(|column| column.values.push(0));
        }
        newcomers
    }
}
