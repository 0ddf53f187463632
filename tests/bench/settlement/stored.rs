//! The same month out of the store of a firm, by its own commands: facts are gathered and settled, and the run is kept
//! with all statements, every line with its reasons, durably. What was kept is read again and added up.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use kontor::app::{Clock, Door};
use kontor::business;
use kontor::business::actor::{Actor, Who};
use kontor::business::approvals::{Answer, decide};
use kontor::business::commissions::{
    Sale, SaleKind, SalesPage, SharedStatements, adopt_plan, calculate_settled_run, gather_facts, open_run,
    post_settled_run, read_plan, settle_agreed_run, settle_run, submit_run,
};
use kontor::business::partners::{Edge, EdgeKind, Partner, PartnerState};
use kontor::business::people::{Person, PersonKind};
use kontor::business::permission::{Permission, Permissions};
use kontor::store::{Fault, Key, Loading, Map, Options, Read, Span, Store, Stored, encode};
use kontor::values::{
    self, AccountId, Currency, Day, Email, Language, Money, OrderId, PartnerId, Period, PersonId, Points, ProductId,
    RunId,
};

use crate::facts::Month;
use crate::milliseconds;
use crate::totals::Totals;

const PERSONS: Map<PersonId, Person> = Map::new(20, "PERSON_ID_TO_PERSON");
const PARTNERS: Map<PartnerId, Partner> = Map::new(100, "PARTNER_ID_TO_PARTNER");
const EDGES: Map<(u8, PartnerId, Day), Edge> = Map::new(103, "CHILD_TO_EDGE");
const SALES: Map<(Day, u64), SalesPage> = Map::new(247, "DAY_TO_SALES_PAGE");
const STATEMENTS: Map<(RunId, PartnerId), SharedStatements> = Map::new(245, "RUN_AND_PARTNER_TO_SHARED_STATEMENTS");

/// Fills a store in a folder of its own, settles the month from it, and gives what the statements add up to. When it
/// is to be posted too, everybody is a person with an address for letters.
pub fn settle_stored(month: &Month, plan: &str, folder: &Path, post: bool) -> Totals {
    let path = folder.join("kontor.redb");
    let period = Period::month(2026, 3).unwrap();
    let store = Store::open(&path, &business::tables(), &Options::default()).unwrap();
    let settings = settings(&store);
    store
        .load(|loading| {
            for (table, key, value) in &settings {
                loading.put(table, key, value)?;
            }
            if post {
                fill_persons(month, loading)?;
            }
            fill(month, period, loading)
        })
        .unwrap();
    store.bring_up().unwrap();
    drop(store);
    // As after a start of the program.
    let store = Store::open(&path, &business::tables(), &Options::default()).unwrap();
    let april = midnight(Day::parse("2026-04-02").unwrap());
    let door = Door::open(store, Clock::standing_at(april)).unwrap();
    let operator = Actor::operator();
    let text = plan.to_owned();
    let adopted = door.write_and_wait(&operator, move |tx| adopt_plan(tx, &text)).unwrap();
    let run = door.write_and_wait(&operator, move |tx| open_run(tx, &adopted.name, period)).unwrap();

    let before = file_size(&path);
    let began = Instant::now();
    let settled = door.read(&operator, |view| settle_run(view, run)).unwrap();
    let (in_memory, keeping) = (began.elapsed(), Instant::now());
    door.write_and_wait(&operator, move |tx| calculate_settled_run(tx, &settled)).unwrap();
    let (kept, all) = (keeping.elapsed(), began.elapsed());
    println!(
        "  settled from the store in {}: {} to gather and settle, {} to keep statements and lines on disk",
        milliseconds(all),
        milliseconds(in_memory),
        milliseconds(kept)
    );
    let plan = read_plan(plan).unwrap();
    let began = Instant::now();
    door.read(&operator, |view| gather_facts(view, &plan, period, view.zone()).map(drop)).unwrap();
    println!("  gathering the facts alone, once more: {}", milliseconds(began.elapsed()));
    println!("  the file grew from {} MB to {} MB", before >> 20, file_size(&path) >> 20);
    if post {
        let posting = Instant::now();
        let (aside, kept) = post_run(&door, run);
        println!(
            "  posted in {}: {} to settle once more, {} in which nobody else writes",
            milliseconds(posting.elapsed()),
            milliseconds(aside),
            milliseconds(kept)
        );
        println!("  the file grew to {} MB", file_size(&path) >> 20);
    }
    door.read(&operator, |view| Ok(kept_totals(view, run))).unwrap()
}

/// Agreed to by somebody else, and posted with a letter to everybody.
fn post_run(door: &Door, run: RunId) -> (Duration, Duration) {
    let operator = Actor::operator();
    let approval = door.write_and_wait(&operator, move |tx| submit_run(tx, run)).unwrap();
    let permissions = Permissions::of(&[Permission::CommissionsApprove, Permission::CommissionsPost]);
    let manager = Actor { who: Who::Account(AccountId::new(20)), permissions, ..Actor::system() };
    door.write_and_wait(&manager, move |tx| decide(tx, approval, Answer::Agree, "").map(drop)).unwrap();
    let began = Instant::now();
    let settled = door.read(&manager, |view| settle_agreed_run(view, run)).unwrap();
    let (aside, keeping) = (began.elapsed(), Instant::now());
    door.write_and_wait(&manager, move |tx| post_settled_run(tx, &settled)).unwrap();
    (aside, keeping.elapsed())
}

fn fill_persons(month: &Month, loading: &mut Loading<'_>) -> Result<(), Fault> {
    for (person, _) in month.people() {
        let private = Person {
            kind: PersonKind::Private,
            first_name: "Anna".to_owned(),
            last_name: format!("Berger {person}"),
            company: String::new(),
            email: Some(Email::parse(&format!("p{person}@example.com")).unwrap()),
            phone: String::new(),
            language: Language::De,
            address: None,
            vat_id: None,
            iban: None,
            bic: None,
            account_holder: String::new(),
            consents: Vec::new(),
            created_at: midnight(Day::parse("2026-01-01").unwrap()),
        };
        put(loading, &PERSONS, &PersonId::new(person.number()), &private)?;
    }
    Ok(())
}

/// What an empty store already holds: its schema.
fn settings(store: &Store) -> Vec<(&'static str, Vec<u8>, Vec<u8>)> {
    let reader = store.reader().unwrap();
    let mut rows = Vec::new();
    for table in store.tables() {
        reader.walk_raw(table, &Span::all(), &mut |key, value| {
            rows.push((table.name, key.to_vec(), value.to_vec()));
            ControlFlow::Continue(())
        });
    }
    rows
}

fn fill(month: &Month, period: Period, loading: &mut Loading<'_>) -> Result<(), Fault> {
    let joined_on = Day::parse("2026-01-01").unwrap();
    let at = midnight(joined_on);
    for (person, _) in month.people() {
        let partner = Partner {
            person: PersonId::new(person.number()),
            number: format!("P-{person}"),
            state: PartnerState::Active,
            joined_on,
            left_on: None,
            left_because: String::new(),
            terms_version: "2026-01".to_owned(),
            terms_accepted_at: Some(at),
            invitation_hash: None,
            invited_at: at,
        };
        put(loading, &PARTNERS, &person, &partner)?;
    }
    for (person, sponsor) in month.people() {
        let edge = Edge { parent: sponsor, from: joined_on, to: None, reason: String::new(), leg: None };
        put(loading, &EDGES, &(EdgeKind::Sponsor.number(), person, joined_on), &edge)?;
    }
    let (mut pages, mut page) = (1_u64, SalesPage::of_currency(Currency::EUR));
    let euro = |cents: i32| Money::new(cents.into(), Currency::EUR);
    for i in 0..month.sellers.len() {
        let sale = Sale {
            day: period.first(),
            order: OrderId::new(u64::from(month.orders[i]) + 1),
            line: i as u32 + 1,
            credited_to: PartnerId::new(u64::from(month.sellers[i]) + 1),
            kind: SaleKind::Retail,
            product: ProductId::new(1),
            quantity: 1,
            net: euro(month.cents[i]),
            base: euro(month.cents[i]),
            points: Points::from_hundredths(month.points[i].into()),
        };
        if !page.takes(&sale) {
            put(loading, &SALES, &(period.first(), pages), &page)?;
            (pages, page) = (pages + 1, SalesPage::of_currency(Currency::EUR));
        }
        page.add(&sale);
    }
    put(loading, &SALES, &(period.first(), pages), &page)
}

fn put<K: Key, V: Stored>(loading: &mut Loading<'_>, map: &Map<K, V>, key: &K, value: &V) -> Result<(), Fault> {
    loading.put(map.table().name, &key.to_bytes(), &encode(value).map_err(Fault::new)?)
}

fn kept_totals(r: &dyn Read, run: RunId) -> Totals {
    let mut people = Vec::new();
    r.each(&STATEMENTS, Span::prefix(&(run,)), |_, SharedStatements(page)| {
        for (partner, statement) in page {
            let pay: Vec<i64> = statement.by_bonus.iter().map(|pay| pay.minor()).collect();
            people.push((partner.number() as usize - 1, pay));
        }
        ControlFlow::Continue(())
    });
    Totals::of(people.iter().map(|(person, pay)| (*person, pay.as_slice())))
}

fn midnight(day: Day) -> values::Instant {
    values::Instant::at(day, 0, &jiff::tz::TimeZone::UTC)
}

fn file_size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len())
}
