//! Playing the story: the firm is founded, people come, and day after day things happen.

use crate::app::{Batch, Door};
use crate::business::failure::Failure;
use crate::business::orders::order;
use crate::demo::agenda::{Agenda, Deed, moment};
use crate::demo::chance::Chance;
use crate::demo::returns::settled;
use crate::demo::seeds::{SeedFault, Seeds};
use crate::demo::staff::SignIn;
use crate::demo::stage::{Cast, Script, Shelves};
use crate::demo::warehouse::Staff;
use crate::demo::{catalog, deliveries, firm, names, people, returns, runs, seeds, shopping, staff, warehouse};
use crate::values::{Instant, Language};

/// So long is the story; it is shifted so that it ends today.
const MONTHS: i32 = 18;

/// The password of everybody in the demo firm. It is printed, so it protects nothing.
pub const PASSWORD: &str = "Wiesenmut-Demo-2026";

/// How far the play has come, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: u32,
    pub of: u32,
}

/// How much of the story is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Whole,
    /// A twentieth of the people and orders, for tests.
    Small,
}

/// Plays the story into an empty store, up to `now`.
pub fn play(door: &Door, now: Instant, size: Size, told: &mut dyn FnMut(Progress)) -> Result<(), Failure> {
    let seeds = seeds::read().map_err(SeedFault::into_failure)?;
    let names = names::read().map_err(SeedFault::into_failure)?;
    let mut chance = Chance::new(seeds.story.play.seed);
    firm::found(door, &seeds)?;
    let shelves = catalog::stock_shelves(door, &seeds)?;
    let script = script(door, &seeds, now, size);
    let staff = staff::employ(door, &seeds, moment(script.first, 6 * 60, &script.zone))?;
    runs::adopt(door, &seeds, &staff, moment(script.first, 7 * 60, &script.zone))?;
    let cast = people::gather(door, &script, &names, &mut chance)?;
    let mut agenda = written(&script, &mut chance);
    let days = u32::try_from(script.last.days_since(script.first)).unwrap_or(1) + 1;
    for number in 0..days {
        let day = script.first.plus_days(i32::try_from(number).unwrap_or(0));
        let end = moment(day.plus_days(1), 0, &script.zone).min(now);
        door.write_all(|batch| a_day(batch, end, &script, &cast, &shelves, &staff, &mut chance, &mut agenda))?;
        told(Progress { done: number + 1, of: days });
    }
    staff::invite_guests(door, &cast)
}

/// Everybody who can sign in to the demo firm, to be printed.
pub fn sign_ins(door: &Door, language: Language) -> Result<Vec<SignIn>, Failure> {
    staff::sign_ins(door, &seeds::read().map_err(SeedFault::into_failure)?, language)
}

/// Everything that happens before the end of a day.
#[expect(clippy::too_many_arguments, reason = "the parts of the stage are borrowed apart")]
fn a_day(
    batch: &mut Batch<'_, '_>,
    end: Instant,
    script: &Script,
    cast: &Cast,
    shelves: &Shelves,
    staff: &Staff,
    chance: &mut Chance,
    agenda: &mut Agenda,
) -> Result<(), Failure> {
    while let Some((at, deed)) = agenda.next_before(end) {
        batch.set_now(at);
        match deed {
            Deed::Deliver => deliveries::deliver(batch, script, shelves, &staff.warehouse, chance, at)?,
            Deed::Shop => {
                let placed = shopping::shop(batch, script, cast, shelves, chance, at, agenda);
                settled(placed.map(|_| ()))?;
            }
            Deed::Correct(id) => {
                if let Some(before) = batch.ask(|r| order(r, id))? {
                    settled(shopping::correct(batch, &staff.office, id, &before, chance))?;
                }
            }
            Deed::Check(id) => settled(warehouse::check(batch, staff, id))?,
            Deed::Cancel(id) => settled(shopping::cancel(batch, &staff.office, id))?,
            Deed::Pay(id) => warehouse::pay(batch, script, staff, id, at, chance, agenda)?,
            Deed::Pick(id) => warehouse::pick(batch, staff, id, at, chance, agenda)?,
            Deed::Pack(id) => warehouse::pack(batch, staff, id, at, chance, agenda)?,
            Deed::HandOver(id) => {
                settled(warehouse::hand_over(batch, staff, id))?;
                what_comes_back(agenda, chance, at, id);
            }
            Deed::GiveBack { order, whole } => returns::give_back(batch, &staff.office, order, whole, chance)?,
            Deed::Withdraw(id) => returns::withdraw(batch, id)?,
            Deed::Settle(period) => runs::settle(batch, script, staff, period, at, agenda)?,
            Deed::PayOut { run, approval } => runs::pay_out(batch, script, staff, run, approval, at)?,
        }
    }
    Ok(())
}

/// A few orders come back, in whole or in part.
fn what_comes_back(agenda: &mut Agenda, chance: &mut Chance, at: Instant, order: crate::values::OrderId) {
    let later = at.plus_seconds(i64::from(chance.between(4, 14)) * 24 * 3_600);
    match chance.between(0, 999) {
        0..=25 => agenda.add(later, Deed::GiveBack { order, whole: false }),
        26..=34 => agenda.add(later, Deed::GiveBack { order, whole: true }),
        35..=42 => agenda.add(later, Deed::Withdraw(order)),
        _ => {}
    }
}

fn script(door: &Door, seeds: &Seeds, now: Instant, size: Size) -> Script {
    let zone = door.zone();
    let last = now.day_in(&zone);
    let first = last.plus_months(-MONTHS).plus_days(1);
    let share = |count: u32| if size == Size::Whole { count } else { count.div_ceil(20) };
    let story = &seeds.story;
    let total: u32 = story.months.iter().map(|month| month.weight).sum();
    let orders = |weight: u32| share(story.play.orders_total * weight / total.max(1));
    let people = |count: u32| usize::try_from(share(count)).unwrap_or(0);
    Script {
        first,
        last,
        partners_per_level: story.partners.per_level.iter().map(|count| share(*count)).collect(),
        private_customers: people(story.play.private_customers),
        companies: people(story.play.companies),
        orders_per_month: story.months.iter().map(|month| orders(month.weight)).collect(),
        partner_terms_version: seeds.firm.legal.partner_terms_version.clone(),
        terms_version: seeds.firm.legal.terms_version.clone(),
        privacy_version: seeds.firm.legal.privacy_version.clone(),
        notes: story.samples.order_notes_de.clone(),
        plan: story.commission.plan.clone(),
        zone,
    }
}

/// The agenda as it stands before the first day: deliveries and the moments at which people order.
fn written(script: &Script, chance: &mut Chance) -> Agenda {
    let mut agenda = Agenda::default();
    let mut day = script.first;
    while day <= script.last {
        if day == script.first || day.weekday() == 2 {
            agenda.add(moment(day, 7 * 60, &script.zone), Deed::Deliver);
        }
        day = day.plus_days(1);
    }
    for (month, count) in (0_i32..).zip(&script.orders_per_month) {
        let first = script.first.plus_months(month);
        let last = script.first.plus_months(month + 1).plus_days(-1).min(script.last);
        for _ in 0..*count {
            let day = people::day_between(chance, first, last);
            agenda.add(moment(day, minute_of_day(chance), &script.zone), Deed::Shop);
        }
    }
    runs::plan_ahead(&mut agenda, script);
    agenda
}

/// More in the evening than in the morning.
fn minute_of_day(chance: &mut Chance) -> u32 {
    const HOURS: [u32; 18] = [2, 5, 8, 8, 7, 6, 6, 6, 5, 5, 5, 6, 8, 10, 11, 9, 5, 2];
    let hour = u32::try_from(chance.weighted(&HOURS)).unwrap_or(0) + 6;
    (hour * 60 + chance.between(0, 59)).min(24 * 60 - 1)
}
