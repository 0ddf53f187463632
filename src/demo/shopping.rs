//! Orders: who buys what, and what becomes of it.

use crate::app::Batch;
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::orders::{
    CartLine, Contact, CorrectOrder, NewBuyer, Order, PaymentMethod, PlaceOrder, ShownTime, cancel_order,
    correct_order, place_order,
};
use crate::business::partners::partner;
use crate::demo::agenda::{Agenda, Deed};
use crate::demo::chance::Chance;
use crate::demo::people::partner_actor;
use crate::demo::stage::{Buyer, Cast, Script, Shelves, Stage};
use crate::values::{Address, Day, Instant, Language, OrderId, ProductId};

/// Share of orders in thousandths.
const BY_PARTNER_FOR_SELF: u32 = 210;
const BY_PARTNER_FOR_CUSTOMER: u32 = 240;
const BY_GUEST: u32 = 150;
/// Somebody who orders with the own account, among those shares.
const ITSELF: u32 = BY_PARTNER_FOR_SELF + BY_PARTNER_FOR_CUSTOMER;
const ON_INVOICE: u32 = 330;
const CORRECTED: u32 = 42;
const CANCELLED: u32 = 18;
const WITH_NOTE: u32 = 70;
const NOT_PAID: u32 = 6;
/// Until then a reminder has helped, or an order that nobody paid is given up.
const DAYS_TO_REMINDED: u32 = 70;
const DAYS_TO_GIVEN_UP: u32 = 21;

/// How many different products are in a basket, and how many pieces of each.
const POSITIONS: [u32; 8] = [17, 23, 22, 16, 10, 6, 4, 2];
const PIECES: [u32; 6] = [62, 23, 8, 4, 2, 1];
/// Days until the money comes.
const DAYS_TO_PAYMENT: [u32; 7] = [52, 20, 12, 7, 4, 3, 2];

/// Who orders, and what.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    Anybody,
    /// The customer at this place of the cast.
    Customer(usize),
    /// Somebody with an account wants some of this product, whether it is there or not.
    Wanted(ProductId),
}

/// Somebody orders, and what follows is put on the agenda.
pub fn shop(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    whose: Whose,
    at: Instant,
    chance: &mut Chance,
    agenda: &mut Agenda,
) -> Result<(), Failure> {
    let zone = &stage.script.zone;
    let Some((actor, command)) = wish(batch, stage, whose, chance, at.day_in(zone)) else { return Ok(()) };
    let id = batch.command(&actor, |tx| place_order(tx, &command))?;
    let later = |chance: &mut Chance, least: u32, most: u32| {
        at.plus_seconds(i64::from(chance.between(least * 60, most * 60)) * 60)
    };
    if chance.happens(CANCELLED) {
        let at = later(chance, 2, 20);
        agenda.add_at_work(at, zone, chance, Deed::Cancel(id));
        return Ok(());
    }
    if chance.happens(CORRECTED) {
        let at = later(chance, 1, 5);
        agenda.add_at_work(at, zone, chance, Deed::Correct(id));
    }
    let checked_at = later(chance, 1, 6);
    agenda.add_at_work(checked_at, zone, chance, Deed::Check(id));
    if chance.happens(NOT_PAID) {
        not_paid(agenda, stage, chance, (id, at), command.payment_method);
    } else {
        let days = u32::try_from(chance.weighted(&DAYS_TO_PAYMENT)).unwrap_or(0);
        let late = if command.payment_method == PaymentMethod::Invoice { chance.between(4, 16) } else { 0 };
        let hours = 24 * (days + late);
        let paid_at = later(chance, hours + 4, hours + 20);
        agenda.add_at_work(paid_at, zone, chance, Deed::Pay(id));
    }
    Ok(())
}

/// What is on invoice is paid after reminders; what was to be paid first is never sent.
fn not_paid(
    agenda: &mut Agenda,
    stage: &Stage,
    chance: &mut Chance,
    (id, at): (OrderId, Instant),
    method: PaymentMethod,
) {
    let (days, deed) = match method {
        PaymentMethod::Invoice => (DAYS_TO_REMINDED, Deed::Pay(id)),
        PaymentMethod::Prepayment => (DAYS_TO_GIVEN_UP, Deed::GiveUp(id)),
    };
    agenda.add_at_work(at.plus_seconds(i64::from(days) * 24 * 3_600), &stage.script.zone, chance, deed);
}

fn wish(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    whose: Whose,
    chance: &mut Chance,
    today: Day,
) -> Option<(Actor, PlaceOrder)> {
    let Stage { script, cast, shelves, .. } = stage;
    let (kind, buyer) = match whose {
        Whose::Customer(place) => (ITSELF, cast.customers.get(place)?),
        Whose::Wanted(_) => (ITSELF, somebody(cast, chance, today)?),
        Whose::Anybody => (chance.between(0, 999), somebody(cast, chance, today)?),
    };
    let (actor, new_buyer, address, language) = if kind < BY_PARTNER_FOR_SELF {
        let members: Vec<_> = cast.partners.iter().filter(|member| member.joined_on <= today).collect();
        let member = *chance.one_of(&members)?;
        let person = batch.ask(|r| partner(r, member.id)).ok()??.person;
        (partner_actor(member, person), NewBuyer::PartnerOwn, member.person.address.clone()?, member.person.language)
    } else if let (true, Some(own)) = (kind < BY_PARTNER_FOR_SELF + BY_PARTNER_FOR_CUSTOMER, buyer.partner) {
        let member = cast.partners.iter().find(|member| member.id == own)?;
        let person = batch.ask(|r| partner(r, member.id)).ok()??.person;
        let for_customer = NewBuyer::PartnerForCustomer(buyer.customer);
        (partner_actor(member, person), for_customer, buyer.person.address.clone()?, buyer.person.language)
    } else if kind > 999 - BY_GUEST && !buyer.is_company {
        (Actor::visitor(buyer.person.language), NewBuyer::Guest, buyer.person.address.clone()?, buyer.person.language)
    } else {
        (buyer.actor.clone(), NewBuyer::Customer, buyer.person.address.clone()?, buyer.person.language)
    };
    let contact = match new_buyer {
        NewBuyer::Guest => Contact { email: buyer.person.email.as_ref()?.to_string(), ..Contact::default() },
        _ => Contact::default(),
    };
    let command = PlaceOrder {
        buyer: new_buyer,
        contact,
        billing: address.clone(),
        delivery: address,
        lines: match whose {
            Whose::Wanted(product) => vec![CartLine { product, quantity: 2 }],
            _ => basket(shelves, chance, buyer.is_company && new_buyer == NewBuyer::Customer),
        },
        payment_method: if chance.happens(ON_INVOICE) { PaymentMethod::Invoice } else { PaymentMethod::Prepayment },
        note: note(script, chance, language),
        shown_total: None,
        shown_time: ShownTime::Nowhere,
        language,
        terms_version: script.terms_version.clone(),
        privacy_version: script.privacy_version.clone(),
        referral: None,
        checkout_key: chance.bytes(),
        token: chance.bytes(),
    };
    Some((actor, command))
}

fn somebody<'c>(cast: &'c Cast, chance: &mut Chance, today: Day) -> Option<&'c Buyer> {
    let place = chance.below(cast.customers.len());
    cast.customers.iter().skip(place).chain(&cast.customers).find(|buyer| buyer.since <= today)
}

fn basket(shelves: &Shelves, chance: &mut Chance, is_company: bool) -> Vec<CartLine> {
    let weights: Vec<u32> = shelves.weights.iter().map(|(_, weight)| *weight).collect();
    let positions = chance.weighted(&POSITIONS) + 1;
    let line = |chance: &mut Chance| {
        let (product, _) = shelves.weights.get(chance.weighted(&weights))?;
        let pieces = u32::try_from(chance.weighted(&PIECES)).unwrap_or(0) + 1;
        Some(CartLine { product: *product, quantity: if is_company { pieces * 6 } else { pieces } })
    };
    (0..positions).filter_map(|_| line(chance)).collect()
}

fn note(script: &Script, chance: &mut Chance, language: Language) -> String {
    let has_note = chance.happens(WITH_NOTE) && language == Language::De;
    if has_note { chance.one_of(&script.notes).cloned().unwrap_or_default() } else { String::new() }
}

/// One piece more or less, or another house number: what clerks correct after a telephone call.
pub fn correct(
    batch: &mut Batch<'_, '_>,
    clerk: &Actor,
    id: OrderId,
    before: &Order,
    chance: &mut Chance,
) -> Result<(), Failure> {
    let mut lines: Vec<CartLine> =
        before.lines.iter().map(|line| CartLine { product: line.product, quantity: line.quantity }).collect();
    let place = chance.below(lines.len());
    if let Some(line) = lines.get_mut(place) {
        line.quantity = if line.quantity > 1 && chance.happens(400) { line.quantity - 1 } else { line.quantity + 1 };
    }
    let delivery = Address { extra: "Hinterhaus".to_owned(), ..before.delivery.clone() };
    let command = CorrectOrder {
        order: id,
        seen_version: before.version,
        lines,
        billing: before.billing.clone(),
        delivery: if chance.happens(300) { delivery } else { before.delivery.clone() },
        note: before.note.clone(),
    };
    batch.command(clerk, |tx| correct_order(tx, &command))
}

pub fn cancel(batch: &mut Batch<'_, '_>, clerk: &Actor, id: OrderId, because: &str) -> Result<(), Failure> {
    batch.command(clerk, |tx| cancel_order(tx, id, because))
}
