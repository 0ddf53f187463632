//! "What if my group sold 2,000 more?": the running periods once as they are known, and once with sales that somebody
//! thinks of, both by the real engine over the real firm. Nothing of it is kept.

use std::sync::Arc;

use crate::business::commissions::SaleKind;
use crate::business::commissions::facts::{FactPerson, FactSale, Facts, FactsOf, SoldLine, Standing, freeze_gathered};
use crate::business::commissions::plan::{Plan, RankOf};
use crate::business::commissions::runs::{SharedSimulation, Simulation, StatementSheet};
use crate::business::failure::{Complaint, Failure};
use crate::business::partners::following_partner;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{Day, LocalText, Money, OrderId, PartnerId, Period};

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

/// Reckons every period that is running for the partner who asks, whose contract holds in them: what somebody thinks
/// of would be sold in all of them. How a team sells is taken from the longest.
pub fn what_if(
    view: &View<'_>,
    running: &[Arc<SharedSimulation>],
    wish: &WhatIf,
) -> Result<Vec<WhatIfAnswer>, Failure> {
    view.require(Permission::PartnerPortal)?;
    let longest = running.iter().max_by_key(|shared| length(shared.simulation().facts.period));
    let Some(longest) = longest.map(|shared| shared.simulation()) else { return Ok(Vec::new()) };
    let own = following_partner(view, longest.facts.period.first())?;
    Failure::unless_empty(wish.complaints())?;
    let thought = Thought {
        wish: *wish,
        points: PointsOfBase::of(&longest.facts),
        spread: spread(&longest.facts, own, wish.team.minor()),
        own,
        on: view.today(),
    };
    running.iter().map(|shared| thought.reckon(view, shared.simulation())).collect()
}

fn length(period: Period) -> i32 {
    period.last().number() - period.first().number()
}

/// What somebody thinks of, ready to be put to the facts of any period.
struct Thought {
    wish: WhatIf,
    points: PointsOfBase,
    /// What the team sells more, by partner.
    spread: Vec<(PartnerId, i64)>,
    own: PartnerId,
    on: Day,
}

impl Thought {
    fn reckon(&self, view: &View<'_>, before: &Simulation) -> Result<WhatIfAnswer, Failure> {
        let plan = &before.plan;
        let after = match self.wish.is_nothing() {
            true => None,
            false => Some(Simulation::of(plan.clone(), freeze_gathered(view, plan, self.put_to(&before.facts))?)?),
        };
        let after = after.as_ref().unwrap_or(before);
        let currency = before.facts.currency;
        let hundred = 10_i64.pow(currency.minor_digits().min(6)) * 100;
        Ok(WhatIfAnswer {
            rank_before: rank(plan, before, self.own),
            rank_after: rank(plan, after, self.own),
            has_ranks: !plan.ranks.ranks.is_empty(),
            before: before.sheet(self.own).ok_or_else(Failure::not_found)?,
            after: after.sheet(self.own).ok_or_else(Failure::not_found)?,
            team_left_out: self.wish.team.is_positive() && self.spread.is_empty(),
            hundred: Money::new(hundred, currency),
            points_per_hundred: self.points.points_of(hundred),
        })
    }

    fn put_to(&self, facts: &Facts) -> FactsOf {
        let mut given = facts.thaw();
        // People are new or known; what is sold by somebody who is not there in this period is left out.
        let newcomers = self.join(&mut given);
        let of_team = self.spread.iter().filter(|(partner, _)| facts.tree.place(*partner).is_some()).copied();
        let of_newcomers = newcomers.into_iter().map(|newcomer| (newcomer, self.wish.each.minor()));
        let own = (self.own, self.wish.own_customers.minor());
        let sold = [own].into_iter().chain(of_team).chain(of_newcomers).filter(|(_, base)| *base > 0);
        // Numbers of orders that nobody has.
        for ((seller, base), order) in sold.zip(1..) {
            self.sell(&mut given, seller, base, OrderId::new(u64::MAX - order));
        }
        given
    }

    fn sell(&self, given: &mut FactsOf, seller: PartnerId, base: i64, order: OrderId) {
        given.sales.push(SoldLine {
            day: self.day_in(given.period),
            order,
            line: 1,
            credited_to: seller,
            buyer: None,
            kind: SaleKind::Retail,
            returned: false,
            quantity: 1,
            base,
            points: self.points.points_of(base),
        });
        given.sale_columns.iter_mut().for_each(|column| column.values.push(0));
    }

    /// People whom the partner has brought, with a valid contract.
    fn join(&self, given: &mut FactsOf) -> Vec<PartnerId> {
        let last = given.people.iter().map(|person| person.partner.number()).max().unwrap_or(0);
        let numbers = 1..=u64::from(self.wish.new_partners);
        let newcomers: Vec<PartnerId> = numbers.map(|number| PartnerId::new(last.saturating_add(number))).collect();
        let joined_on = self.day_in(given.period);
        for partner in &newcomers {
            let person = FactPerson { joined_on, ..FactPerson::plain(*partner, Some(self.own), Standing::Valid) };
            given.people.push(person);
            given.person_columns.iter_mut().for_each(|column| column.values.push(0));
        }
        newcomers
    }

    fn day_in(&self, period: Period) -> Day {
        if period.contains(self.on) { self.on } else { period.last() }
    }
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
