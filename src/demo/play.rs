//! Playing the story: the firm is founded, people come, and day after day things happen.

use crate::app::{Batch, Door, fill_apart};
use crate::business::failure::Failure;
use crate::business::orders::order;
use crate::demo::agenda::{Agenda, Deed, moment};
use crate::demo::chance::Chance;
use crate::demo::returns::settled;
use crate::demo::seeds::{SeedFault, Seeds};
use crate::demo::shopping::Whose;
use crate::demo::staff::SignIn;
use crate::demo::stage::{Script, Stage};
use crate::demo::{
    catalog, deliveries, desk, firm, names, people, returns, runs, seeds, shopping, staff, stores, team, warehouse,
};
use crate::values::{Instant, Language, OrderId};

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

/// The customer in whose name visitors sign in orders so often, and stands first in the cast.
const ORDERS_OF_GUEST: i32 = 10;
const GUEST: usize = 0;

/// Plays the story into an empty firm, up to `now`: the whole of it is there in the end, or nothing.
pub fn play(door: &Door, now: Instant, size: Size, told: &mut dyn FnMut(Progress)) -> Result<(), Failure> {
    fill_apart(door, now, |apart| perform(apart, now, size, told))
}

fn perform(door: &Door, now: Instant, size: Size, told: &mut dyn FnMut(Progress)) -> Result<(), Failure> {
    let seeds = seeds::read().map_err(SeedFault::into_failure)?;
    let names = names::read().map_err(SeedFault::into_failure)?;
    let mut chance = Chance::new(seeds.story.play.seed);
    firm::found(door, &seeds)?;
    let shelves = catalog::stock_shelves(door, &seeds)?;
    let script = script(door, &seeds, now, size);
    let staff = staff::employ(door, &seeds, moment(script.first, 6 * 60, &script.zone))?;
    runs::adopt(door, &seeds, &staff, moment(script.first, 7 * 60, &script.zone))?;
    let cast = people::gather(door, &script, &seeds, &names, &mut chance)?;
    let stage = Stage { seeds, script, cast, shelves, staff };
    let mut agenda = written(&stage, &mut chance);
    let (first, last) = (stage.script.first, stage.script.last);
    let days = u32::try_from(last.days_since(first)).unwrap_or(1) + 1;
    for number in 0..days {
        let day = first.plus_days(i32::try_from(number).unwrap_or(0));
        let end = moment(day.plus_days(1), 0, &stage.script.zone).min(now);
        door.write_all(|batch| a_day(batch, end, &stage, &mut chance, &mut agenda))?;
        told(Progress { done: number + 1, of: days });
    }
    desk::take_over(door, &stage, now)?;
    door.write_all(|batch| desk::send_letters(batch, &stage.script, now))?;
    staff::invite_guests(door, &stage.seeds, &stage.cast)
}

/// Everybody who can sign in to the demo firm, to be printed.
pub fn sign_ins(door: &Door, language: Language) -> Result<Vec<SignIn>, Failure> {
    staff::sign_ins(door, &seeds::read().map_err(SeedFault::into_failure)?, language)
}

/// Everything that happens before the end of a day.
fn a_day(
    batch: &mut Batch<'_, '_>,
    end: Instant,
    stage: &Stage,
    chance: &mut Chance,
    agenda: &mut Agenda,
) -> Result<(), Failure> {
    let clerk = &stage.staff.office;
    while let Some((at, deed)) = agenda.next_before(end) {
        desk::send_letters(batch, &stage.script, at)?;
        batch.set_now(at);
        match deed {
            Deed::Deliver => deliveries::deliver(batch, stage, chance, at)?,
            Deed::Spread => stores::spread(batch, stage, chance, at)?,
            Deed::Count => stores::count(batch, stage, chance)?,
            Deed::Spoil => stores::spoil(batch, stage)?,
            Deed::DeliverShortLived => stores::deliver_short_lived(batch, stage, at)?,
            Deed::Shop => settled(shopping::shop(batch, stage, Whose::Anybody, at, chance, agenda))?,
            Deed::ShopAs(place) => settled(shopping::shop(batch, stage, Whose::Customer(place), at, chance, agenda))?,
            Deed::Want(product) => settled(shopping::shop(batch, stage, Whose::Wanted(product), at, chance, agenda))?,
            Deed::Correct(id) => {
                if let Some(before) = batch.ask(|r| order(r, id))? {
                    settled(shopping::correct(batch, clerk, id, &before, chance))?;
                    if before.paid_on.is_some() {
                        money_moves_later(agenda, stage, chance, at, id);
                    }
                }
            }
            Deed::Check(id) => settled(warehouse::check(batch, stage, id, at, chance, agenda))?,
            Deed::Cancel(id) => {
                settled(shopping::cancel(batch, clerk, id, "Vom Kunden zurückgenommen"))?;
                money_moves_later(agenda, stage, chance, at, id);
            }
            Deed::GiveUp(id) => settled(shopping::cancel(batch, clerk, id, "Zahlung nicht eingegangen"))?,
            Deed::Pay(id) => settled(warehouse::pay(batch, stage, id, at, chance, agenda))?,
            Deed::Pick(id) => warehouse::pick(batch, stage, id, at, chance, agenda)?,
            Deed::Pack(id) => warehouse::pack(batch, stage, id, at, chance, agenda)?,
            Deed::HandOver(id) => {
                settled(warehouse::hand_over(batch, &stage.staff, id))?;
                what_comes_back(agenda, &stage.script, chance, at, id);
            }
            Deed::GiveBack { order, whole } => {
                returns::give_back(batch, clerk, order, whole, chance)?;
                money_moves_later(agenda, stage, chance, at, order);
            }
            Deed::Withdraw(id) => {
                returns::withdraw(batch, id)?;
                let (soon, later) = (at.plus_seconds(6 * 3_600), days_after(at, chance.between(3, 8)));
                agenda.add_at_work(soon, &stage.script.zone, chance, Deed::Answer(id));
                agenda.add_at_work(later, &stage.script.zone, chance, Deed::GiveBack { order: id, whole: true });
            }
            Deed::Answer(id) => settled(warehouse::tick(batch, clerk, id, "answer"))?,
            Deed::Settle(period) => runs::settle(batch, stage, period, at, agenda)?,
            Deed::PayOut { run, approval } => runs::pay_out(batch, stage, run, approval, at)?,
            Deed::Leave(place) => team::leave(batch, stage, place, at)?,
            Deed::ChangeSponsor(place) => team::go_elsewhere(batch, stage, place, at, chance)?,
            Deed::Invite(number) => team::invite(batch, stage, number, chance)?,
            Deed::Task(number) => desk::come_up(batch, stage, number)?,
            Deed::AnnounceReturn(number) => desk::announce_return(batch, stage, number)?,
        }
    }
    Ok(())
}

/// Finance pays what is to be paid back, or gets what is still owed.
fn money_moves_later(agenda: &mut Agenda, stage: &Stage, chance: &mut Chance, at: Instant, order: OrderId) {
    let later = days_after(at, chance.between(1, 4));
    agenda.add_at_work(later, &stage.script.zone, chance, Deed::Pay(order));
}

fn days_after(at: Instant, days: u32) -> Instant {
    at.plus_seconds(i64::from(days) * 24 * 3_600)
}

/// A few orders come back, in whole or in part.
fn what_comes_back(agenda: &mut Agenda, script: &Script, chance: &mut Chance, at: Instant, order: OrderId) {
    let later = days_after(at, chance.between(4, 14));
    match chance.between(0, 999) {
        0..=25 => agenda.add_at_work(later, &script.zone, chance, Deed::GiveBack { order, whole: false }),
        26..=34 => agenda.add_at_work(later, &script.zone, chance, Deed::GiveBack { order, whole: true }),
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

/// The agenda as it stands before the first day: everything that does not follow from something else.
fn written(stage: &Stage, chance: &mut Chance) -> Agenda {
    let Stage { seeds, script, cast, .. } = stage;
    let mut agenda = Agenda::default();
    let mut day = script.first;
    while day <= script.last {
        if day == script.first || day.weekday() == 2 {
            agenda.add(moment(day, 7 * 60, &script.zone), Deed::Deliver);
        }
        day = day.plus_days(1);
    }
    write_orders(&mut agenda, stage, chance);
    stores::plan_ahead(&mut agenda, script, chance);
    team::plan_ahead(&mut agenda, script, cast, chance);
    desk::plan_ahead(&mut agenda, script, seeds);
    runs::plan_ahead(&mut agenda, script);
    agenda
}

/// The moments at which people order.
fn write_orders(agenda: &mut Agenda, stage: &Stage, chance: &mut Chance) {
    let script = &stage.script;
    for (month, count) in (0_i32..).zip(&script.orders_per_month) {
        let first = script.first.plus_months(month);
        let last = script.first.plus_months(month + 1).plus_days(-1).min(script.last);
        for _ in 0..*count {
            let day = people::day_between(chance, first, last);
            agenda.add(moment(day, minute_of_day(chance), &script.zone), Deed::Shop);
        }
    }
    let days = script.last.days_since(script.first);
    for number in 0..ORDERS_OF_GUEST {
        let day = script.last.plus_days(-2 - number * days / (ORDERS_OF_GUEST + 1));
        agenda.add(moment(day, minute_of_day(chance), &script.zone), Deed::ShopAs(GUEST));
    }
    for product in &stage.shelves.sold_out {
        agenda.add(moment(script.last.plus_days(-3), 20 * 60, &script.zone), Deed::Want(*product));
    }
}

/// More in the evening than in the morning.
fn minute_of_day(chance: &mut Chance) -> u32 {
    const HOURS: [u32; 18] = [2, 5, 8, 8, 7, 6, 6, 6, 5, 5, 5, 6, 8, 10, 11, 9, 5, 2];
    let hour = u32::try_from(chance.weighted(&HOURS)).unwrap_or(0) + 6;
    (hour * 60 + chance.between(0, 59)).min(24 * 60 - 1)
}
