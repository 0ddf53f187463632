//! Collections: what is picked for which day, who agrees, when the file may leave, and how the money arrives.

use std::sync::Arc;

use kontor::app::{BankSource, Keep, SentBankFile, take_bank_file};
use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer, Matter};
use kontor::business::cases::plan_reminders;
use kontor::business::checks::CHECKS;
use kontor::business::customers::CustomerGroup;
use kontor::business::failure::Failure;
use kontor::business::firm::{change_firm, firm};
use kontor::business::ledger::item;
use kontor::business::orders::{self, NewBuyer, PaymentMethod, PlaceOrder};
use kontor::business::payments::collections::{
    CollectPlan, CollectSettings, Collection, CollectionState, Debit, DebitState, LeftOutWhy, SequenceType,
    cancel_collection, collect_settings, collection, debit_of_end_to_end, leave_out_debit, plan_collection,
    prepare_collection, record_fetch, set_collect_settings,
};
use kontor::business::payments::mandates::{
    MandateScheme, MandateStanding, NewAccount, NewMandate, change_mandate_account, confirm_mandate, mandate,
    revoke_mandate,
};
use kontor::business::payments::matched::{post_safe, safe_postings, waiting_lines};
use kontor::business::payments::{bank_day_from, is_bank_day, reverse_payment, settlement};
use kontor::business::permission::Permission;
use kontor::exchange::sepa::collection_file;
use kontor::store::{OutboxItem, outbox_newest};
use kontor::values::{CollectionId, CustomerId, Day, MandateId, OrderId};

use crate::business::mandates::{clerk as keeper, collecting, new_mandate, signed};
use crate::business::shop::{Shop, checkout, day, refused, staff};

pub fn clerk() -> Actor {
    staff(8, &[Permission::PaymentsCollect, Permission::PaymentsApprove])
}

pub fn second() -> Actor {
    staff(9, &[Permission::PaymentsApprove])
}

/// A shop that may collect, a customer with a mandate, and an order of hers, delivered and due on 15 June.
pub struct World {
    pub shop: Shop,
    pub anna: CustomerId,
    pub mandate: MandateId,
    pub order: OrderId,
}

impl World {
    pub fn new() -> World {
        let (shop, anna) = collecting();
        shop.receive(shop.oats, 400, None);
        let mandate = signed(&shop, new_mandate(anna));
        let order = ordered(&shop, anna, 1);
        World { shop, anna, mandate, order }
    }

    pub fn prepared(&self) -> CollectionId {
        prepare(&self.shop, "2026-06-30").unwrap()
    }

    /// Prepared and agreed to on 1 June: 15 June is a Monday.
    pub fn approved(&self) -> CollectionId {
        let id = self.prepared();
        decide(&self.shop, &second(), id, true).unwrap();
        id
    }

    pub fn exported(&self) -> CollectionId {
        let id = self.approved();
        fetch(&self.shop, id, "").unwrap();
        id
    }

    pub fn found(&self, id: CollectionId) -> Collection {
        self.shop.read(|view| collection(view, id)).unwrap()
    }

    pub fn debit(&self, id: CollectionId) -> Debit {
        self.found(id).debits.remove(0)
    }
}

pub fn ordered(shop: &Shop, customer: CustomerId, key: u8) -> OrderId {
    let (buyer, payment_method) = (NewBuyer::StaffForCustomer(customer), PaymentMethod::Invoice);
    let command = PlaceOrder { buyer, payment_method, ..checkout(key, &[(shop.oats, 1)]) };
    let order = shop.run(move |tx| orders::place_order(tx, &command)).unwrap();
    shop.ship(order);
    order
}

pub fn prepare(shop: &Shop, through: &str) -> Result<CollectionId, Failure> {
    let through = day(through);
    shop.write(&clerk(), move |tx| prepare_collection(tx, through))
}

fn plan(shop: &Shop, through: &str) -> CollectPlan {
    let actor = clerk();
    shop.door.read(&actor, |view| plan_collection(view, day(through))).unwrap()
}

pub fn decide(shop: &Shop, who: &Actor, id: CollectionId, agreed: bool) -> Result<(), Failure> {
    let approval = shop.read(|view| collection(view, id)).unwrap().approval;
    let answer = if agreed { Answer::Agree } else { Answer::Refuse };
    shop.write(who, move |tx| approvals::decide(tx, approval, answer, "Noch nicht")).map(drop)
}

pub fn fetch(shop: &Shop, id: CollectionId, reason: &'static str) -> Result<usize, Failure> {
    let written = shop.read(|view| collection_file(&firm(view).unwrap(), &collection(view, id).unwrap()));
    let hash = written.map_or([0; 32], |file| file.hash);
    shop.write(&clerk(), move |tx| record_fetch(tx, id, hash, reason))
}

/// A camt.053 with one entry: cents, and what stands in its details.
pub fn statement(id: &str, on: &str, cents: i64, details: &str) -> String {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>{id}</MsgId>\
         </GrpHdr><Stmt><Id>{id}</Id><Acct><Id><IBAN>AT611904300234573201</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry>\
         <Amt Ccy=\"EUR\">{}.{:02}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{on}</Dt></BookgDt>\
         <NtryDtls>{details}</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>",
        cents.abs() / 100,
        cents.abs() % 100,
        if cents < 0 { "DBIT" } else { "CRDT" }
    )
}

pub fn take(shop: &Shop, name: &str, bytes: String) {
    let file = SentBankFile {
        name: format!("{name}.xml"),
        source: BankSource::Sent(Arc::new(bytes.into_bytes())),
        account: None,
        map: None,
        gap_because: String::new(),
        gaps_seen: None,
    };
    take_bank_file(&shop.door, &Actor::operator(), &file, Keep::Everything, &mut |_, _| true).unwrap();
}

/// The bank books a group of the file as one sum.
pub fn paid_in(shop: &Shop, id: CollectionId, group: usize, on: &str) {
    let found = shop.read(|view| collection(view, id)).unwrap();
    let cents = found.groups()[group - 1].iter().map(|debit| debit.amount.minor()).sum();
    let batch = format!("<Btch><MsgId>{0}</MsgId><PmtInfId>{0}-{group}</PmtInfId></Btch>", found.message_id);
    take(shop, "in", statement(&format!("IN-{id}-{group}"), on, cents, &batch));
    post(shop);
}

pub fn post(shop: &Shop) {
    let places: Vec<_> =
        shop.read(|view| waiting_lines(view, 100)).unwrap().lines.iter().map(|line| line.place).collect();
    let safe = shop.door.read(&Actor::operator(), |view| safe_postings(view, &places)).unwrap();
    shop.run(move |tx| post_safe(tx, &safe)).unwrap();
}

pub fn sound(shop: &Shop) {
    shop.read(|view| {
        for check in CHECKS {
            let defects = check.run(view);
            assert!(defects.is_empty(), "{}: {defects:?}", check.name);
        }
    });
}

fn letters(shop: &Shop, template: &str) -> Vec<OutboxItem> {
    let all = shop.read(|view| outbox_newest(view, None, 100));
    all.into_iter().map(|(_, item)| item).filter(|item| item.template == template).collect()
}

fn due(shop: &Shop, id: CollectionId) -> Vec<Day> {
    shop.read(|view| collection(view, id)).unwrap().debits.iter().map(|debit| debit.due_on).collect()
}

#[test]
fn what_is_due_is_collected_on_the_first_bank_day_that_the_notice_allows() {
    let world = World::new();
    let check = |today: &str, through: &str, expected: Option<&str>| {
        world.shop.on(today);
        let found: Vec<Day> = plan(&world.shop, through).debits.iter().map(|debit| debit.due_on).collect();
        assert_eq!(found, expected.map(day).into_iter().collect::<Vec<_>>(), "on {today}");
    };
    check("2026-06-01", "2026-06-14", None);
    check("2026-06-01", "2026-06-15", Some("2026-06-15"));
    // A fortnight later is a Saturday.
    check("2026-06-06", "2026-06-30", Some("2026-06-22"));
    check("2026-06-10", "2026-06-30", Some("2026-06-24"));
    // Christmas: TARGET is closed on the 25th and the 26th, then comes a weekend.
    check("2026-12-11", "2026-12-30", Some("2026-12-28"));
}

#[test]
fn another_notice_counts_where_it_was_agreed_and_the_file_goes_tomorrow_at_the_earliest() {
    let world = World::new();
    let otto = world.shop.customer("Otto", CustomerGroup::Private);
    signed(&world.shop, NewMandate { prenotice_days: Some(1), ..new_mandate(otto) });
    ordered(&world.shop, otto, 2);
    world.shop.on("2026-06-18");
    let plan = plan(&world.shop, "2026-06-30");
    let days: Vec<(CustomerId, Day)> = plan.debits.iter().map(|debit| (debit.customer, debit.due_on)).collect();
    // Thursday: the file for Friday would have to leave today.
    assert_eq!(days, [(otto, day("2026-06-22")), (world.anna, day("2026-07-02"))]);
}

#[test]
fn what_is_not_collected_is_told_with_the_reason() {
    let (shop, anna) = collecting();
    shop.receive(shop.oats, 400, None);
    let without = shop.customer("Ohne", CustomerGroup::Private);
    let firm = shop.customer("Adler", CustomerGroup::Company);
    ordered(&shop, without, 1);
    ordered(&shop, firm, 2);
    let b2b = signed(&shop, NewMandate { scheme: MandateScheme::B2b, ..new_mandate(firm) });
    let old = signed(&shop, NewMandate { signed_on: day("2023-06-10"), ..new_mandate(anna) });
    ordered(&shop, anna, 3);
    let why = |plan: &CollectPlan| plan.left_out.iter().map(|left| (left.customer, left.why)).collect::<Vec<_>>();
    let first = plan(&shop, "2026-06-30");
    // The old one holds today, and not on the day of the collection.
    assert_eq!(
        (first.debits.len(), why(&first)),
        (0, vec![(anna, LeftOutWhy::Void), (firm, LeftOutWhy::AwaitingBank)])
    );
    shop.write(&keeper(), move |tx| confirm_mandate(tx, b2b)).unwrap();
    shop.write(&keeper(), move |tx| revoke_mandate(tx, old, "neu")).unwrap();
    let second = plan(&shop, "2026-06-30");
    assert_eq!((second.debits.len(), why(&second)), (1, vec![]), "who has revoked has none");
    refused(prepare(&shop, "2026-06-02"), &["collections.refusal.nothing@through"]);
    refused(prepare(&shop, "2026-08-02"), &["collections.refusal.too_far@through"]);
    let stranger = staff(4, &[Permission::PaymentsView]);
    refused(shop.write(&stranger, |tx| prepare_collection(tx, day("2026-06-30"))), &["business.refusal.not_allowed"]);
    let mut poor = shop.read(|view| kontor::business::firm::firm(view)).unwrap();
    (poor.creditor_id, poor.iban) = (String::new(), None);
    shop.run(move |tx| change_firm(tx, &poor, None)).unwrap();
    refused(
        prepare(&shop, "2026-06-30"),
        &["mandates.refusal.no_creditor_id", "collections.refusal.firm_iban_missing"],
    );
}

#[test]
fn a_second_person_agrees_and_then_the_customers_are_told_once_each() {
    let world = World::new();
    let again = ordered(&world.shop, world.anna, 2);
    let id = world.prepared();
    let asked = world.shop.read(|view| approvals::approval(view, collection(view, id).unwrap().approval)).unwrap();
    assert_eq!(asked.matter, Matter::Collection);
    refused(decide(&world.shop, &clerk(), id, true), &["approvals.refusal.own_work"]);
    refused(fetch(&world.shop, id, ""), &["collections.refusal.not_approved"]);
    assert!(letters(&world.shop, "prenotice").is_empty());
    refused(prepare(&world.shop, "2026-06-30"), &["collections.refusal.nothing@through"]);
    // Two days later a fortnight ends later.
    world.shop.on("2026-06-03");
    decide(&world.shop, &second(), id, true).unwrap();
    assert_eq!(due(&world.shop, id), [day("2026-06-17"), day("2026-06-17")]);
    let letters = letters(&world.shop, "prenotice");
    assert_eq!(letters.iter().map(|letter| letter.recipient.as_str()).collect::<Vec<_>>(), ["berger@example.com"]);
    assert_eq!(world.found(id).debits.iter().map(|debit| debit.order).collect::<Vec<_>>(), [world.order, again]);
    sound(&world.shop);
}

#[test]
fn what_was_refused_may_be_prepared_anew() {
    let world = World::new();
    let id = world.prepared();
    decide(&world.shop, &second(), id, false).unwrap();
    assert_eq!(world.found(id).state, CollectionState::Refused);
    refused(fetch(&world.shop, id, ""), &["collections.refusal.refused"]);
    refused(
        world.shop.write(&clerk(), move |tx| cancel_collection(tx, id, "doch nicht")),
        &["collections.refusal.refused"],
    );
    world.approved();
    sound(&world.shop);
}

#[test]
fn the_file_leaves_in_time_or_not_at_all() {
    let world = World::new();
    let id = world.approved();
    assert_eq!(due(&world.shop, id), [day("2026-06-15")]);
    // The Friday before, at eight in the morning: until noon.
    let hours = CollectSettings { cutoff_hour: 8, ..CollectSettings::default() };
    world.shop.on("2026-06-12");
    world.shop.write(&clerk(), move |tx| set_collect_settings(tx, hours)).unwrap();
    refused(fetch(&world.shop, id, ""), &["collections.refusal.cut_off"]);
    world.shop.write(&clerk(), |tx| set_collect_settings(tx, CollectSettings::default())).unwrap();
    assert_eq!(fetch(&world.shop, id, "").unwrap(), 1);
    refused(fetch(&world.shop, id, " "), &["mandates.refusal.reason_missing@reason"]);
    assert_eq!(fetch(&world.shop, id, "Die Bank hat sie verloren").unwrap(), 2);
    let fetches = world.found(id).fetches;
    assert_eq!(
        fetches.iter().map(|fetch| fetch.because.as_str()).collect::<Vec<_>>(),
        ["", "Die Bank hat sie verloren"]
    );
    assert_eq!(fetches[0].file_hash, fetches[1].file_hash, "the same bytes");
    let used = world.shop.read(|view| mandate(view, world.mandate)).unwrap();
    assert_eq!((used.is_first_sent, used.last_used_on), (true, Some(day("2026-06-15"))));
    sound(&world.shop);
}

#[test]
fn settings_without_sense_are_refused() {
    let (shop, _) = collecting();
    let check = |settings: CollectSettings, field: &str| {
        let expected = format!("collections.refusal.setting@{field}");
        refused(shop.write(&clerk(), move |tx| set_collect_settings(tx, settings)), &[&expected]);
    };
    let usual = CollectSettings::default();
    check(CollectSettings { prenotice_days: 0, ..usual }, "prenotice_days");
    check(CollectSettings { cutoff_days: 11, ..usual }, "cutoff_days");
    check(CollectSettings { cutoff_hour: 25, ..usual }, "cutoff_hour");
    assert_eq!(shop.read(|view| collect_settings(view)), usual);
}

#[test]
fn what_has_changed_since_somebody_agreed_must_be_left_out_first() {
    let check = |change: fn(&World), expected: &str| {
        let world = World::new();
        let otto = world.shop.customer("Otto", CustomerGroup::Private);
        signed(&world.shop, new_mandate(otto));
        ordered(&world.shop, otto, 2);
        let id = world.approved();
        change(&world);
        refused(fetch(&world.shop, id, ""), &[expected]);
        let debit = world.debit(id).end_to_end_id;
        let leave = |reason: &'static str, debit: String| {
            world.shop.write(&clerk(), move |tx| leave_out_debit(tx, id, &debit, reason))
        };
        refused(leave("", debit.clone()), &["mandates.refusal.reason_missing@reason"]);
        leave("hat sich geändert", debit.clone()).unwrap();
        fetch(&world.shop, id, "").unwrap();
        refused(leave("zu spät", debit), &["collections.refusal.exported"]);
        assert_eq!(world.found(id).debits_in_file().count(), 1);
        sound(&world.shop);
    };
    check(
        |world| {
            world.shop.pay(world.order, 100).unwrap();
        },
        "collections.refusal.paid_meanwhile",
    );
    check(
        |world| {
            let (id, iban) = (world.mandate, "DE89 3704 0044 0532 0130 00".to_owned());
            let new = NewAccount { holder: "Anna Berger".to_owned(), iban, bic: None };
            world.shop.write(&keeper(), move |tx| change_mandate_account(tx, id, &new)).unwrap();
        },
        "collections.refusal.account_changed",
    );
    check(
        |world| {
            let id = world.mandate;
            world.shop.write(&keeper(), move |tx| revoke_mandate(tx, id, "Wunsch")).unwrap();
        },
        "collections.refusal.mandate_closed",
    );
}

#[test]
fn a_collection_without_anything_left_is_cancelled_and_its_items_are_free() {
    let world = World::new();
    let id = world.approved();
    let debit = world.debit(id).end_to_end_id;
    world.shop.write(&clerk(), move |tx| leave_out_debit(tx, id, &debit, "nein")).unwrap();
    refused(fetch(&world.shop, id, ""), &["collections.refusal.empty"]);
    world.shop.write(&clerk(), move |tx| cancel_collection(tx, id, "leer")).unwrap();
    refused(fetch(&world.shop, id, ""), &["collections.refusal.cancelled"]);
    let next = world.exported();
    // Who has the file does not say alone that it is not at the bank.
    refused(
        world.shop.write(&clerk(), move |tx| cancel_collection(tx, next, "Die Bank nahm sie nicht")),
        &["collections.refusal.second_person"],
    );
    world.shop.write(&second(), move |tx| cancel_collection(tx, next, "Die Bank nahm sie nicht")).unwrap();
    world.approved();
    sound(&world.shop);
}

#[test]
fn a_first_debit_is_told_as_such_only_where_the_bank_wants_it_and_only_once() {
    let world = World::new();
    ordered(&world.shop, world.anna, 2);
    let settings = CollectSettings { first_is_recurrent: false, ..CollectSettings::default() };
    world.shop.write(&clerk(), move |tx| set_collect_settings(tx, settings)).unwrap();
    let sequences = |id| world.found(id).debits.iter().map(|debit| debit.sequence).collect::<Vec<_>>();
    let first = world.exported();
    assert_eq!(sequences(first), [SequenceType::First, SequenceType::Recurrent]);
    assert_eq!(world.found(first).groups().len(), 2);
    world.shop.write(&second(), move |tx| cancel_collection(tx, first, "nie angekommen")).unwrap();
    let second = world.exported();
    assert_eq!(sequences(second), [SequenceType::First, SequenceType::Recurrent], "the first never was one");
    ordered(&world.shop, world.anna, 3);
    let third = world.exported();
    assert_eq!(sequences(third), [SequenceType::Recurrent]);
    sound(&world.shop);
}

#[test]
fn nobody_is_reminded_of_what_is_being_collected() {
    let world = World::new();
    let id = world.exported();
    let desk = staff(11, &[Permission::BillingRemind]);
    let planned = |world: &World| world.shop.door.read(&desk, plan_reminders).unwrap();
    world.shop.on("2026-07-20");
    let plan = planned(&world);
    assert!(plan.letters.is_empty());
    assert_eq!(plan.left_out.iter().map(|left| left.why.word()).collect::<Vec<_>>(), ["collected"]);
    world.shop.write(&second(), move |tx| cancel_collection(tx, id, "nie angekommen")).unwrap();
    assert_eq!(planned(&world).letters.len(), 1);
}

#[test]
fn where_the_first_debit_is_left_out_the_next_becomes_the_first() {
    let world = World::new();
    ordered(&world.shop, world.anna, 2);
    let settings = CollectSettings { first_is_recurrent: false, ..CollectSettings::default() };
    world.shop.write(&clerk(), move |tx| set_collect_settings(tx, settings)).unwrap();
    let id = world.approved();
    let debit = world.debit(id).end_to_end_id;
    world.shop.write(&clerk(), move |tx| leave_out_debit(tx, id, &debit, "schon bezahlt")).unwrap();
    let found = world.found(id);
    let in_file: Vec<_> = found.debits_in_file().map(|debit| debit.sequence).collect();
    assert_eq!(in_file, [SequenceType::First]);
    // What the bank writes back leads to the same debit, wherever it stands now.
    for debit in &found.debits {
        let (_, found, place) = world.shop.read(|view| debit_of_end_to_end(view, &debit.end_to_end_id)).unwrap();
        assert_eq!(found.debits[place].end_to_end_id, debit.end_to_end_id);
    }
    sound(&world.shop);
}

#[test]
fn the_sum_on_the_statement_pays_every_debit_of_its_group() {
    let world = World::new();
    let otto = world.shop.customer("Otto", CustomerGroup::Private);
    signed(&world.shop, new_mandate(otto));
    let other = ordered(&world.shop, otto, 2);
    let id = world.exported();
    assert!(
        world.shop.read(|view| settlement(view, world.order).unwrap().open().is_positive()),
        "nothing is booked yet"
    );
    world.shop.on("2026-06-15");
    paid_in(&world.shop, id, 1, "2026-06-15");
    for order in [world.order, other] {
        assert!(world.shop.read(|view| settlement(view, order).unwrap().open().is_zero()));
    }
    let found = world.found(id);
    assert!(found.debits.iter().all(|debit| debit.state == DebitState::Received && debit.payment.is_some()));
    assert!(world.shop.read(|view| found.debits.iter().all(|debit| !item(view, debit.item).unwrap().is_open())));
    refused(
        world.shop.write(&second(), move |tx| cancel_collection(tx, id, "zu spät")),
        &["collections.refusal.money_moved"],
    );
    sound(&world.shop);
    // A payment that was taken back as a mistake may be posted again.
    let payment = found.debits[0].payment.unwrap();
    let other = found.debits[1].payment.unwrap();
    world.shop.run(move |tx| reverse_payment(tx, payment, "Irrtum")).unwrap();
    world.shop.run(move |tx| reverse_payment(tx, other, "Irrtum")).unwrap();
    post(&world.shop);
    assert_ne!(world.debit(id).payment, Some(payment));
    sound(&world.shop);
}

#[test]
fn a_single_debit_on_the_statement_is_known_by_its_end_to_end_id_and_amount() {
    let world = World::new();
    let id = world.exported();
    world.shop.on("2026-06-15");
    let debit = world.debit(id);
    let details = format!("<TxDtls><Refs><EndToEndId>{}</EndToEndId></Refs></TxDtls>", debit.end_to_end_id);
    take(&world.shop, "one", statement("ONE", "2026-06-15", debit.amount.minor() - 1, &details));
    post(&world.shop);
    assert_eq!(world.debit(id).state, DebitState::Open, "a cent too little is no debit");
    take(&world.shop, "two", statement("TWO", "2026-06-15", debit.amount.minor(), &details));
    post(&world.shop);
    assert_eq!(world.debit(id).state, DebitState::Received);
    sound(&world.shop);
}

#[test]
fn the_amendment_goes_with_the_next_file_and_no_further() {
    let world = World::new();
    let id = world.exported();
    world.shop.on("2026-06-15");
    paid_in(&world.shop, id, 1, "2026-06-15");
    let mandate_id = world.mandate;
    let new = || NewAccount { holder: "Anna Berger".into(), iban: "DE89 3704 0044 0532 0130 00".into(), bic: None };
    world.shop.write(&keeper(), move |tx| change_mandate_account(tx, mandate_id, &new())).unwrap();
    ordered(&world.shop, world.anna, 2);
    let next = prepare(&world.shop, "2026-07-20").unwrap();
    decide(&world.shop, &second(), next, true).unwrap();
    fetch(&world.shop, next, "").unwrap();
    let written = |id| {
        let file = world.shop.read(|view| collection_file(&firm(view).unwrap(), &world.found(id)).unwrap());
        String::from_utf8(file.bytes).unwrap()
    };
    assert!(!written(id).contains("SMNDA") && written(next).contains("SMNDA"));
    let now = world.shop.read(|view| mandate(view, mandate_id)).unwrap();
    assert_eq!((now.amended_from.clone(), now.standing(day("2026-06-15"))), (None, MandateStanding::Active));
    assert!(is_bank_day(now.last_used_on.unwrap()) && bank_day_from(day("2026-06-13")) == day("2026-06-15"));
}
