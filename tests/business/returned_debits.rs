//! Direct debits that come back: the item is open again, the bank's charge is a cost, and somebody asks the customer.

use kontor::business::cases::{CaseState, cases_of};
use kontor::business::ledger::{LedgerAccount, LedgerKey, balance, item, postings};
use kontor::business::payments::collections::{
    DebitState, LeftOutWhy, StatusReport, collection, plan_collection, return_of, take_returns, take_status_report,
    waiting_returns,
};
use kontor::business::payments::mandates::{MandateDeed, MandateState, mandate, resume_mandate};
use kontor::business::payments::settlement;
use kontor::exchange::sepa::{is_status_report, read_status_report};
use kontor::store::{Subject, entries_of};
use kontor::values::{CollectionId, Money};
use proptest::prelude::*;

use crate::business::collections::{
    World, clerk, decide, fetch, ordered, paid_in, post, prepare, second, sound, statement, take,
};
use crate::business::mandates::clerk as keeper;
use crate::business::shop::{Shop, day, refused, staff};

/// A returned debit as banks write it: the reason, and what we called it.
fn back(shop: &Shop, id: CollectionId, place: usize, on: &str, charges: i64, code: &str) {
    let debit = shop.read(|view| collection(view, id)).unwrap().debits.remove(place);
    let details = format!(
        "<TxDtls><Refs><EndToEndId>{}</EndToEndId></Refs><RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf></TxDtls>",
        debit.end_to_end_id
    );
    let name = format!("BACK-{}-{on}", debit.end_to_end_id);
    take(shop, &name, statement(&name, on, -(debit.amount.minor() + charges), &details));
}

/// Collected and on the account on 15 June.
fn collected() -> (World, CollectionId) {
    let world = World::new();
    let id = world.exported();
    world.shop.on("2026-06-15");
    paid_in(&world.shop, id, 1, "2026-06-15");
    (world, id)
}

fn is_open(world: &World) -> bool {
    world.shop.read(|view| settlement(view, world.order).unwrap().open().is_positive())
}

fn tasks(world: &World, template: &str) -> usize {
    let all = world.shop.read(|view| cases_of(view, &Subject::of(world.order)));
    all.iter().filter(|(_, case)| case.template == template && case.state == CaseState::Open).count()
}

fn report(message_id: &str) -> StatusReport {
    StatusReport { message_id: message_id.to_owned(), ..StatusReport::default() }
}

#[test]
fn money_that_goes_back_opens_the_very_item_again_and_the_charge_is_a_cost() {
    let (world, id) = collected();
    assert!(!is_open(&world) && tasks(&world, "order") == 0);
    world.shop.on("2026-06-18");
    back(&world.shop, id, 0, "2026-06-18", 350, "AM04");
    let debit = world.debit(id);
    assert_eq!((debit.state, debit.because.as_str()), (DebitState::Returned, "AM04"));
    assert!(is_open(&world) && world.shop.find(world.order).paid_on.is_none());
    world.shop.read(|view| {
        assert_eq!(item(view, debit.item).unwrap().open(), debit.amount);
        assert_eq!(balance(view, LedgerKey::whole(LedgerAccount::BankCharges)), 350);
        assert_eq!(postings(view, None, 1)[0].1.rule, "debit_returned");
        assert_eq!(return_of(view, &debit.end_to_end_id).unwrap().charges, Money::eur(350));
        for entry in entries_of(view, &Subject::of(id)) {
            assert!(!entry.body.contains("Berger") && !entry.body.contains("AT61"), "{}", entry.body);
        }
    });
    assert_eq!((tasks(&world, "order"), tasks(&world, "returned_debit")), (1, 1), "the payment is to be taken again");
    assert_eq!(world.shop.read(|view| mandate(view, world.mandate)).unwrap().state, MandateState::Active);
    sound(&world.shop);
    // Not enough money: it may be tried once more.
    let actor = clerk();
    assert_eq!(world.shop.door.read(&actor, |view| plan_collection(view, day("2026-06-30"))).unwrap().debits.len(), 1);
}

#[test]
fn a_mandate_or_an_account_that_is_not_there_suspends_the_mandate() {
    let check = |code: &str, expected: MandateState| {
        let (world, id) = collected();
        back(&world.shop, id, 0, "2026-06-15", 0, code);
        let kept = world.shop.read(|view| mandate(view, world.mandate)).unwrap();
        assert_eq!(kept.state, expected, "{code}");
        if expected == MandateState::Suspended {
            let last = kept.history.last().unwrap();
            assert_eq!((last.deed, last.because.as_str()), (MandateDeed::Suspended, code));
            let mandate_id = world.mandate;
            world.shop.write(&keeper(), move |tx| resume_mandate(tx, mandate_id, "neu vorgelegt")).unwrap();
        }
        sound(&world.shop);
    };
    check("AC04", MandateState::Suspended);
    check("MD01", MandateState::Suspended);
    check("AM04", MandateState::Active);
    check("MS03", MandateState::Active);
}

#[test]
fn what_the_customer_asked_back_is_not_collected_again() {
    let (world, id) = collected();
    back(&world.shop, id, 0, "2026-06-15", 0, "MD06");
    let actor = clerk();
    let plan = world.shop.door.read(&actor, |view| plan_collection(view, day("2026-06-30"))).unwrap();
    let why: Vec<LeftOutWhy> = plan.left_out.iter().map(|left| left.why).collect();
    assert_eq!((plan.debits.len(), why), (0, vec![LeftOutWhy::Disputed]));
}

#[test]
fn a_return_waits_until_the_money_has_come_and_is_booked_once() {
    let world = World::new();
    let id = world.exported();
    world.shop.on("2026-06-16");
    back(&world.shop, id, 0, "2026-06-16", 0, "AM04");
    let waiting = || world.shop.read(waiting_returns).unwrap();
    assert!(waiting().is_empty(), "nothing came, so nothing goes back");
    paid_in(&world.shop, id, 1, "2026-06-15");
    // The second statement brought the money, and what went back was booked right after it.
    post(&world.shop);
    let places = waiting();
    let wanted = places.clone();
    let taken = world.shop.run(move |tx| take_returns(tx, &wanted)).unwrap();
    assert_eq!((taken, world.debit(id).state), (places.len(), DebitState::Returned));
    let again = places.clone();
    assert_eq!(world.shop.run(move |tx| take_returns(tx, &again)).unwrap(), 0);
    let stranger = staff(4, &[]);
    refused(world.shop.write(&stranger, move |tx| take_returns(tx, &places)), &["business.refusal.not_allowed"]);
    sound(&world.shop);
}

#[test]
fn what_the_bank_rejects_beforehand_is_free_again_and_was_never_booked() {
    let world = World::new();
    ordered(&world.shop, world.anna, 2);
    let id = world.exported();
    let (message, first) = (world.found(id).message_id, world.debit(id).end_to_end_id);
    let take = |report: StatusReport| world.shop.run(move |tx| take_status_report(tx, &report));
    let single = StatusReport { debits: vec![(first.clone(), "AC04".to_owned())], ..report(&message) };
    assert_eq!(take(single.clone()).unwrap(), (id, 1));
    assert_eq!(take(single).unwrap(), (id, 0), "told twice");
    assert_eq!((world.debit(id).state, tasks(&world, "returned_debit")), (DebitState::Rejected, 1));
    assert_eq!(world.shop.read(|view| mandate(view, world.mandate)).unwrap().state, MandateState::Suspended);
    let whole = StatusReport { file: Some("AM05".to_owned()), ..report(&message) };
    assert_eq!(take(whole).unwrap(), (id, 1));
    assert_eq!(world.found(id).debits[1].because, "AM05");
    refused(take(report("20260601-L-0999")), &["collections.refusal.unknown_report"]);
    let waiting = {
        let mandate_id = world.mandate;
        world.shop.write(&keeper(), move |tx| resume_mandate(tx, mandate_id, "neu")).unwrap();
        world.approved()
    };
    let early = world.found(waiting).message_id;
    refused(take(report(&early)), &["collections.refusal.not_sent"]);
    sound(&world.shop);
}

/// A pain.002 of a bank with these parts after the original message id.
fn written(group: &str, rest: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <GrpHdr><MsgId>B-1</MsgId><CreDtTm>2026-06-02T10:00:00Z</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>\
         <OrgnlMsgId>20260601-L-0001</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>{group}\
         </OrgnlGrpInfAndSts>{rest}</CstmrPmtStsRpt></Document>"
    )
}

#[test]
fn a_report_of_the_bank_is_read_at_each_of_its_levels() {
    let reason = |code: &str| format!("<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>");
    let check = |group: String, rest: String, expected: StatusReport| {
        let xml = written(&group, &rest);
        assert!(is_status_report(xml.as_bytes()));
        assert_eq!(read_status_report(xml.as_bytes()).unwrap(), expected);
    };
    let of = || report("20260601-L-0001");
    let rejected = format!("<GrpSts>RJCT</GrpSts>{}", reason("FF01"));
    check(rejected, String::new(), StatusReport { file: Some("FF01".to_owned()), ..of() });
    check("<GrpSts>ACCP</GrpSts>".to_owned(), String::new(), of());
    let group = "<OrgnlPmtInfAndSts><OrgnlPmtInfId>20260601-L-0001-1</OrgnlPmtInfId>";
    let rest = format!("{group}<PmtInfSts>RJCT</PmtInfSts>{}</OrgnlPmtInfAndSts>", reason("AM05"));
    let groups = vec![("20260601-L-0001-1".to_owned(), "AM05".to_owned())];
    check(String::new(), rest, StatusReport { groups, ..of() });
    let single = |name: &str, status: &str, code: &str| {
        let reason = reason(code);
        format!("<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId><TxSts>{status}</TxSts>{reason}</TxInfAndSts>")
    };
    let (one, two) = (single("LS-0001-1", "RJCT", "AC04"), single("LS-0001-2", "ACSC", "AC04"));
    let rest = format!("{group}<PmtInfSts>PART</PmtInfSts>{one}{two}</OrgnlPmtInfAndSts>");
    let debits = vec![("LS-0001-1".to_owned(), "AC04".to_owned())];
    check("<GrpSts>PART</GrpSts>".to_owned(), rest, StatusReport { debits, ..of() });
}

#[test]
fn a_report_that_cannot_be_read_says_so() {
    let key = |bytes: &[u8]| read_status_report(bytes).unwrap_err().key;
    for bytes in [&b""[..], b"<CstmrPmtStsRpt", b"\xff\xfe<\x00", b"<Document><CstmrPmtStsRpt/></Document>"] {
        assert_eq!(key(bytes), "collections.refusal.report_unreadable");
    }
    assert!(!is_status_report(b"<Document><BkToCstmrStmt/></Document>") && !is_status_report(b""));
}

#[derive(Clone, Debug)]
enum Step {
    Order,
    Collect { agreed: bool },
    Fetch,
    PaidIn,
    Back { which: usize, charges: i64, code: usize },
    Reject { which: usize },
    Pay { share: i64 },
    Days { days: i32 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Order),
        4 => any::<bool>().prop_map(|agreed| Step::Collect { agreed }),
        4 => Just(Step::Fetch),
        4 => Just(Step::PaidIn),
        4 => (0..4_usize, 0..500_i64, 0..4_usize).prop_map(|(which, charges, code)| Step::Back { which, charges, code }),
        2 => (0..4_usize).prop_map(|which| Step::Reject { which }),
        2 => (1..1_500_i64).prop_map(|share| Step::Pay { share }),
        2 => (1..9_i32).prop_map(|days| Step::Days { days }),
    ]
}

/// Does a step where it makes sense; what is refused changes nothing.
fn go(world: &World, step: &Step, number: usize) {
    let shop = &world.shop;
    let today = shop.read(|view| view.today());
    let newest = (1..=99).rev().map(CollectionId::new).find(|id| shop.read(|view| collection(view, *id).is_some()));
    let on = today.to_string();
    match step {
        Step::Order => drop(ordered(shop, world.anna, u8::try_from(number + 10).unwrap())),
        Step::Collect { agreed } => {
            if let Ok(id) = prepare(shop, &today.plus_days(30).to_string()) {
                decide(shop, &second(), id, *agreed).unwrap();
            }
        }
        Step::Fetch => {
            newest.iter().for_each(|id| drop(fetch(shop, *id, "")));
        }
        Step::PaidIn => {
            let groups = newest.map_or(0, |id| world.found(id).groups().len());
            for group in 1..=groups {
                paid_in(shop, newest.unwrap(), group, &on);
            }
        }
        Step::Back { which, charges, code } => {
            let debits = newest.map_or(0, |id| world.found(id).debits.len());
            if let Some(id) = newest.filter(|_| debits > 0) {
                back(shop, id, which % debits, &on, *charges, ["AC04", "AM04", "MD06", "MS03"][*code]);
            }
        }
        Step::Reject { which } => {
            let Some(found) = newest.map(|id| world.found(id)) else { return };
            let Some(debit) = found.debits.get(*which) else { return };
            let debits = vec![(debit.end_to_end_id.clone(), "AC04".to_owned())];
            let told = StatusReport { debits, ..report(&found.message_id) };
            drop(shop.run(move |tx| take_status_report(tx, &told)));
        }
        Step::Pay { share } => drop(shop.pay(world.order, *share)),
        Step::Days { days } => {
            shop.on(&today.plus_days(*days).to_string());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_collected_and_comes_back_items_are_balances(steps in prop::collection::vec(step(), 4..24)) {
        let world = World::new();
        for (number, step) in steps.iter().enumerate() {
            go(&world, step, number);
            sound(&world.shop);
        }
    }
}
