//! Two legs, matched: pay on the weaker one, or money for every cycle; what is left is carried on.

use crate::business::commissions::calculation::bonuses::found::{Found, Ground, rate_of};
use crate::business::commissions::calculation::bonuses::{Portion, Sources, receiving};
use crate::business::commissions::calculation::edges::EdgeTree;
use crate::business::commissions::calculation::reckon::TooLarge;
use crate::business::commissions::calculation::{Breakage, Line, at};
use crate::business::commissions::plan::{EdgePlace, Formula, Ineligible, LegPay, LegsBonus, MILLION, Reach};

/// More cycles than any period pays; beyond it amounts would be wrong long before.
const CYCLES_MAX: i64 = 1_000_000;

/// All that a leg has, whatever its signs, so that no sum of some of it can grow too large: millionths.
const LEG_MAX: u64 = u64::MAX / 8;

/// What a whole leg brings, seen from the one who heads it.
fn leg_volume(legs: &LegsBonus) -> Formula {
    let reach = Reach::Team { edge: legs.edge, with_self: true, any: false, without: None };
    Formula::People(reach, Box::new(legs.volume.clone()))
}

pub(super) fn wanted(legs: &LegsBonus) -> Vec<Formula> {
    let mut wanted = vec![leg_volume(legs), receiving(&legs.receiver)];
    wanted.extend(legs.least.clone());
    wanted.extend(legs.most.clone());
    wanted.extend(legs.cap.clone());
    match &legs.pays {
        LegPay::Rate { rate, .. } => wanted.push(rate.clone()),
        LegPay::Cycle { amount } => wanted.push(amount.clone()),
    }
    wanted
}

pub(super) fn pay(legs: &LegsBonus, ground: &Ground<'_>, found: &mut Found) -> Result<Sources, TooLarge> {
    let count = ground.facts.tree.len();
    let Some(tree) = ground.edge(legs.edge) else { return Ok(Sources::of_people(vec![0; count])) };
    let volumes = ground.column(&leg_volume(legs));
    let receives = ground.column(&receiving(&legs.receiver));
    let mut books = Books::open(legs, ground, count);
    let mut bases = vec![0_i64; count];
    for place in 0..u32::try_from(count).unwrap_or(u32::MAX) {
        let [left, right] = legs_of(tree, legs.edge, ground, volumes, place)?;
        let mut account = books.account(place, left, right)?;
        let used = if value(receives, place) == 0 {
            account.idle(legs.ineligible);
            Matched::default()
        } else {
            let limit = |formula| value_of(ground, formula, place);
            account.match_legs(legs, limit(legs.least.as_ref()), limit(legs.most.as_ref()))
        };
        let earned = earned(legs, ground, place, used)?;
        let base = ground.coins(used.weaker);
        if let Some(slot) = bases.get_mut(at(place)) {
            *slot = base;
        }
        let amount = match legs.cap.as_ref().map(|cap| ground.coins(value(ground.column(cap), place))) {
            Some(cap) if earned.amount > cap => {
                let (bonus, person) = (ground.bonus, place);
                found.broken(Breakage {
                    source: place,
                    bonus,
                    level: 0,
                    levels: 1,
                    person,
                    amount: earned.amount - cap,
                });
                cap
            }
            _ => earned.amount,
        };
        let (receiver, rate, bonus) = (place, earned.rate, ground.bonus);
        found.line(Line { source: place, receiver, rate, bonus, level: 0, amount });
        account.close(legs);
        books.keep(place, &account, used);
    }
    books.hand_over(ground.name, found);
    Ok(Sources::of_people(bases))
}

fn value(column: &[i64], place: u32) -> i64 {
    column.get(at(place)).copied().unwrap_or(0)
}

fn value_of(ground: &Ground<'_>, formula: Option<&Formula>, place: u32) -> Option<i64> {
    formula.map(|formula| value(ground.column(formula), place))
}

/// What the two legs below a person bring in this period.
fn legs_of(
    tree: &EdgeTree,
    edge: EdgePlace,
    ground: &Ground<'_>,
    volumes: &[i64],
    place: u32,
) -> Result<[i64; 2], TooLarge> {
    let mut legs = [0_i64; 2];
    for (number, child) in (1_u8..).zip(tree.children(place).take(usize::from(u8::MAX))) {
        // Seats are numbered by the facts; edges that the plan makes have them in the order of joining.
        let seat = ground.facts.people.legs.get(at(child)).copied().unwrap_or(0);
        let leg = if edge == EdgePlace::PLACEMENT { seat } else { number };
        let slot = if leg == 1 { legs.first_mut() } else { legs.last_mut() };
        if let Some(slot) = slot {
            *slot = slot.checked_add(value(volumes, child)).ok_or(TooLarge)?;
        }
    }
    Ok(legs)
}

/// What was taken from the legs of one person: millionths.
#[derive(Clone, Copy, Default)]
struct Matched {
    stronger: i64,
    weaker: i64,
    units: i64,
    left: i64,
    right: i64,
}

struct Earned {
    amount: i64,
    rate: u32,
}

fn earned(legs: &LegsBonus, ground: &Ground<'_>, place: u32, used: Matched) -> Result<Earned, TooLarge> {
    match &legs.pays {
        LegPay::Rate { rate, share } => {
            let rate = value(ground.column(rate), place).max(0);
            let amount = Portion::new(*share, rate).of(ground.coins(used.weaker));
            Ok(Earned { amount, rate: rate_of(rate)? })
        }
        LegPay::Cycle { amount } => {
            let each = ground.coins(value(ground.column(amount), place));
            Ok(Earned { amount: each.checked_mul(used.units).ok_or(TooLarge)?, rate: 0 })
        }
    }
}

/// One leg: what came in which period, the newest first.
#[derive(Clone, Default)]
struct Leg {
    layers: Vec<i64>,
    flushed: i64,
    expired: i64,
}

impl Leg {
    fn sum(&self) -> i64 {
        self.layers.iter().sum()
    }

    /// Takes the oldest first. What is given back, after a return, counts as new.
    fn take(&mut self, amount: i64) {
        let mut left = amount;
        for layer in self.layers.iter_mut().rev() {
            if left <= 0 {
                break;
            }
            let taken = left.min((*layer).max(0));
            *layer -= taken;
            left -= taken;
        }
        if let Some(newest) = self.layers.first_mut() {
            *newest -= left;
        }
    }

    fn flush(&mut self) {
        self.flushed += self.sum();
        self.layers.iter_mut().for_each(|layer| *layer = 0);
    }

    fn close(&mut self, bank_limit: Option<i64>, expires: bool) {
        if expires && let Some(oldest) = self.layers.last_mut() {
            self.expired += (*oldest).max(0);
            *oldest = (*oldest).min(0);
        }
        if let Some(over) = bank_limit.map(|limit| self.sum().saturating_sub(limit)).filter(|over| *over > 0) {
            self.take(over);
            self.flushed += over;
        }
    }
}

struct Account {
    left: Leg,
    right: Leg,
    /// What was matched in all periods before, so that returns take back no more than was ever paid.
    matched_before: i64,
}

impl Account {
    fn idle(&mut self, ineligible: Ineligible) {
        match ineligible {
            Ineligible::Keep => {}
            Ineligible::ZeroWeak if self.left.sum() <= self.right.sum() => self.left.flush(),
            Ineligible::ZeroWeak => self.right.flush(),
            Ineligible::Flush => {
                self.left.flush();
                self.right.flush();
            }
        }
    }

    fn match_legs(&mut self, legs: &LegsBonus, least: Option<i64>, most: Option<i64>) -> Matched {
        let (left, right) = (self.left.sum(), self.right.sum());
        let (stronger, weaker) = (left.max(right), left.min(right));
        let (of_stronger, of_weaker) = (i64::from(legs.stronger), i64::from(legs.weaker));
        let left_is_stronger = left >= right;
        let too_little = least.is_some_and(|least| weaker >= 0 && weaker < least);
        let most_of_weaker = if too_little { 0 } else { most.map_or(i64::MAX, |most| most.max(0)) };
        let mut used = Matched::default();
        if let LegPay::Cycle { .. } = legs.pays {
            return self.cycles(legs.unit, (of_stronger, of_weaker), most);
        }
        if weaker < 0 && legs.unit == 0 {
            // Goods came back that had been matched: as much is unmatched, and the other leg has it again.
            used.weaker = weaker.max(-self.matched_before);
        } else if legs.unit == 0 {
            let by_stronger = scaled(stronger.max(0), of_weaker, of_stronger);
            used.weaker = weaker.max(0).min(by_stronger).min(most_of_weaker);
        } else if weaker > 0 {
            let by_weaker = weaker.min(most_of_weaker) / legs.unit.saturating_mul(of_weaker);
            used.units = by_weaker.min(stronger / legs.unit.saturating_mul(of_stronger));
            used.weaker = used.units * legs.unit * of_weaker;
        }
        used.stronger = scaled(used.weaker, of_stronger, of_weaker);
        (used.left, used.right) =
            if left_is_stronger { (used.stronger, used.weaker) } else { (used.weaker, used.stronger) };
        self.left.take(used.left);
        self.right.take(used.right);
        used
    }

    /// The stronger leg is found anew after each cycle.
    fn cycles(&mut self, unit: i64, (of_stronger, of_weaker): (i64, i64), most: Option<i64>) -> Matched {
        let most = most.map_or(CYCLES_MAX, |most| (most / MILLION).clamp(0, CYCLES_MAX));
        let (needs_stronger, needs_weaker) = (unit.saturating_mul(of_stronger), unit.saturating_mul(of_weaker));
        let (mut left, mut right) = (self.left.sum(), self.right.sum());
        let mut used = Matched::default();
        while used.units < most && left.max(right) >= needs_stronger && left.min(right) >= needs_weaker {
            let (from_left, from_right) =
                if left >= right { (needs_stronger, needs_weaker) } else { (needs_weaker, needs_stronger) };
            left -= from_left;
            right -= from_right;
            used.left += from_left;
            used.right += from_right;
            used.weaker += needs_weaker;
            used.stronger += needs_stronger;
            used.units += 1;
        }
        self.left.take(used.left);
        self.right.take(used.right);
        used
    }

    fn close(&mut self, legs: &LegsBonus) {
        for leg in [&mut self.left, &mut self.right] {
            leg.close(legs.bank_limit, legs.expires_after > 0);
        }
    }
}

/// `amount × numerator / denominator`, never rounded up.
fn scaled(amount: i64, numerator: i64, denominator: i64) -> i64 {
    let scaled = i128::from(amount) * i128::from(numerator) / i128::from(denominator.max(1));
    i64::try_from(scaled).unwrap_or(i64::MAX)
}

/// What all legs had and have: read from the carry, and left to it.
struct Books {
    layers: usize,
    carried: [Vec<Vec<i64>>; 2],
    matched_before: Vec<i64>,
    kept: [Vec<Vec<i64>>; 2],
    told: Vec<(&'static str, Vec<i64>)>,
}

const SIDES: [&str; 2] = ["left", "right"];
const TOLD: [&str; 9] = [
    "matched",
    "used.left",
    "used.right",
    "flushed.left",
    "flushed.right",
    "expired.left",
    "expired.right",
    "in.left",
    "in.right",
];

impl Books {
    fn open(legs: &LegsBonus, ground: &Ground<'_>, count: usize) -> Books {
        let layers = usize::from(legs.expires_after).max(1);
        let carried = SIDES.map(|side| {
            let column = |layer: usize| ground.facts.carry.column(&key(ground.name, side, layer, legs), count);
            (1..=layers).map(column).collect()
        });
        Books {
            layers: if legs.expires_after == 0 { 1 } else { layers + 1 },
            carried,
            matched_before: ground.facts.carry.column(&format!("{}.matched", ground.name), count),
            kept: [vec![vec![0; count]; layers], vec![vec![0; count]; layers]],
            told: TOLD.map(|name| (name, vec![0; count])).to_vec(),
        }
    }

    fn account(&mut self, place: u32, left: i64, right: i64) -> Result<Account, TooLarge> {
        let leg = |carried: &[Vec<i64>], new: i64| {
            let mut layers = vec![new];
            layers.extend(carried.iter().map(|layer| value(layer, place)));
            let moved = layers.iter().fold(0_u64, |moved, layer| moved.saturating_add(layer.unsigned_abs()));
            if moved > LEG_MAX {
                return Err(TooLarge);
            }
            if self.layers == 1 {
                layers = vec![layers.iter().sum()];
            }
            Ok(Leg { layers, ..Leg::default() })
        };
        let [of_left, of_right] = &self.carried;
        let account = Account {
            left: leg(of_left, left)?,
            right: leg(of_right, right)?,
            matched_before: value(&self.matched_before, place),
        };
        if account.matched_before.unsigned_abs() > LEG_MAX {
            return Err(TooLarge);
        }
        self.tell("in.left", place, left);
        self.tell("in.right", place, right);
        Ok(account)
    }

    fn tell(&mut self, what: &str, place: u32, value: i64) {
        let column = self.told.iter_mut().find(|(name, _)| *name == what).map(|(_, column)| column);
        if let Some(slot) = column.and_then(|column| column.get_mut(at(place))) {
            *slot = value;
        }
    }

    fn keep(&mut self, place: u32, account: &Account, used: Matched) {
        for (kept, leg) in self.kept.iter_mut().zip([&account.left, &account.right]) {
            for (column, layer) in kept.iter_mut().zip(&leg.layers) {
                if let Some(slot) = column.get_mut(at(place)) {
                    *slot = *layer;
                }
            }
        }
        self.tell("matched", place, account.matched_before + used.weaker);
        self.tell("used.left", place, used.left);
        self.tell("used.right", place, used.right);
        self.tell("flushed.left", place, account.left.flushed);
        self.tell("flushed.right", place, account.right.flushed);
        self.tell("expired.left", place, account.left.expired);
        self.tell("expired.right", place, account.right.expired);
    }

    fn hand_over(self, name: &str, found: &mut Found) {
        let one_layer = self.layers == 1;
        for (side, layers) in SIDES.into_iter().zip(self.kept) {
            for (number, column) in (1..).zip(layers) {
                let key = if one_layer { format!("{name}.{side}") } else { format!("{name}.{side}.{number}") };
                found.left.push((key, column));
            }
        }
        for (what, column) in self.told {
            let key = format!("{name}.{what}");
            if what == "matched" { found.left.push((key, column)) } else { found.told.push((key, column)) }
        }
    }
}

fn key(name: &str, side: &str, layer: usize, legs: &LegsBonus) -> String {
    if legs.expires_after == 0 { format!("{name}.{side}") } else { format!("{name}.{side}.{layer}") }
}
