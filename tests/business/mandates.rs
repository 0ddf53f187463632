//! Mandates: who may sign what, what becomes of them, and what is refused in which words.

use kontor::business::actor::{Actor, Who};
use kontor::business::checks::CHECKS;
use kontor::business::customers::{CustomerGroup, close_customer, customer};
use kontor::business::failure::Failure;
use kontor::business::firm::{change_firm, firm};
use kontor::business::payments::mandates::{
    Mandate, MandateDeed, MandateScheme, MandateStanding, MandateState, MandateText, MandateWish, NewAccount,
    NewMandate, OwnMandate, SigningWay, change_mandate_account, change_own_mandate_account, confirm_mandate,
    find_mandates, mandate, mandate_by_number, own_mandates, resume_mandate, revoke_mandate, revoke_own_mandate,
    sign_mandate, sign_own_mandate,
};
use kontor::business::permission::{Permission, Permissions};
use kontor::store::{Subject, entries_of};
use kontor::values::{AccountId, CustomerId, Language, MandateId};

use crate::business::shop::{Shop, day, refused, staff};

const ANNAS: &str = "AT61 1904 3002 3457 3201";
const OTHER: &str = "DE89 3704 0044 0532 0130 00";

/// A shop that may collect, with a private customer.
pub fn collecting() -> (Shop, CustomerId) {
    let shop = Shop::new();
    let mut own = shop.read(|view| firm(view)).unwrap();
    own.creditor_id = "AT20ZZZ00000099001".to_owned();
    own.bic = kontor::values::Bic::parse("GIBAATWWXXX");
    shop.run(move |tx| change_firm(tx, &own, None)).unwrap();
    let anna = shop.customer("Berger", CustomerGroup::Private);
    (shop, anna)
}

pub fn new_mandate(customer: CustomerId) -> NewMandate {
    NewMandate {
        scheme: MandateScheme::Core,
        customer,
        holder: "Anna Berger".to_owned(),
        iban: ANNAS.to_owned(),
        bic: None,
        signed_on: day("2026-05-30"),
        prenotice_days: None,
        language: Language::De,
    }
}

pub fn clerk() -> Actor {
    staff(7, &[Permission::PaymentsMandates])
}

pub fn signed(shop: &Shop, new: NewMandate) -> MandateId {
    shop.write(&clerk(), move |tx| sign_mandate(tx, &new)).unwrap()
}

fn found(shop: &Shop, id: MandateId) -> Mandate {
    shop.read(|view| mandate(view, id)).unwrap()
}

fn standing(shop: &Shop, id: MandateId) -> MandateStanding {
    shop.read(|view| mandate(view, id).unwrap().standing(view.today()))
}

/// Anna herself, signed in.
fn herself(shop: &Shop, customer_id: CustomerId) -> Actor {
    let person = shop.read(|view| customer(view, customer_id)).unwrap().person;
    Actor {
        who: Who::Account(AccountId::new(90)),
        person: Some(person),
        role: None,
        partner: None,
        permissions: Permissions::of(&[Permission::AccountOwn]),
        language: Language::En,
    }
}

fn own() -> OwnMandate {
    OwnMandate {
        scheme: MandateScheme::Core,
        holder: "Anna Berger".to_owned(),
        iban: ANNAS.to_owned(),
        bic: None,
        language: Language::En,
        agreed: true,
    }
}

fn sound(shop: &Shop) {
    for check in CHECKS.iter().filter(|check| check.name == "payments.mandates") {
        assert_eq!(shop.read(|view| check.run(view)), Vec::new());
    }
}

#[test]
fn a_mandate_from_paper_holds_at_once_and_is_found_by_its_number() {
    let (shop, anna) = collecting();
    let id = signed(&shop, new_mandate(anna));
    let kept = found(&shop, id);
    assert_eq!((kept.number.as_str(), kept.state, kept.way), ("MD-00001", MandateState::Active, SigningWay::Paper));
    assert_eq!(shop.read(|view| mandate_by_number(view, " md-00001 ")), Some(id));
    let wish = |words: &str| MandateWish { words: words.to_owned(), ..MandateWish::default() };
    for words in ["berger", "at61 1904", "MD-0000", ""] {
        let actor = clerk();
        let rows = shop.door.read(&actor, |view| find_mandates(view, &wish(words), 0, 10)).unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id], "{words}");
    }
    shop.read(|view| {
        for entry in entries_of(view, &Subject::of(id)) {
            let body = entry.body.to_lowercase();
            assert!(!body.contains("berger") && !body.contains("at61"), "the journal holds ids only: {body}");
        }
    });
    sound(&shop);
}

#[test]
fn what_is_wrong_with_a_new_mandate_is_said_at_once() {
    let (shop, anna) = collecting();
    signed(&shop, new_mandate(anna));
    let fresh = || NewMandate { iban: OTHER.to_owned(), ..new_mandate(anna) };
    let check = |name: &str, new: NewMandate, expected: &[&str]| {
        println!("{name}");
        refused(shop.write(&clerk(), move |tx| sign_mandate(tx, &new)), expected);
    };
    check("no account", NewMandate { iban: String::new(), ..fresh() }, &["mandates.refusal.iban_missing@iban"]);
    check(
        "wrong check digits",
        NewMandate { iban: "AT62 1904 3002 3457 3201".into(), ..fresh() },
        &["mandates.refusal.iban@iban"],
    );
    check("too short", NewMandate { iban: "AT61 1904 3002".into(), ..fresh() }, &["mandates.refusal.iban@iban"]);
    check(
        "an account outside SEPA",
        NewMandate { iban: "US64SVBKUS6S3300958879".into(), ..fresh() },
        &["mandates.refusal.iban@iban"],
    );
    check("the same account again", new_mandate(anna), &["mandates.refusal.double@iban"]);
    check(
        "nobody's account",
        NewMandate { holder: "  ".into(), ..fresh() },
        &["mandates.refusal.holder_missing@holder"],
    );
    check(
        "a long name",
        NewMandate { holder: "x".repeat(71), ..fresh() },
        &["mandates.refusal.holder_too_long@holder"],
    );
    check(
        "a name that banks cannot read",
        NewMandate { holder: "王伟".into(), ..fresh() },
        &["mandates.refusal.holder_unreadable@holder"],
    );
    check(
        "signed tomorrow",
        NewMandate { signed_on: day("2026-06-02"), ..fresh() },
        &["mandates.refusal.signed_to_come@signed_on"],
    );
    check(
        "signed long ago",
        NewMandate { signed_on: day("2023-06-01"), ..fresh() },
        &["mandates.refusal.signed_long_ago@signed_on"],
    );
    check(
        "a firm's mandate of a private person",
        NewMandate { scheme: MandateScheme::B2b, ..fresh() },
        &["mandates.refusal.b2b_private@scheme"],
    );
    check(
        "notice of no day",
        NewMandate { prenotice_days: Some(0), ..fresh() },
        &["mandates.refusal.prenotice@prenotice_days"],
    );
    let several = NewMandate { iban: "?".into(), holder: String::new(), ..fresh() };
    check("two things at once", several, &["mandates.refusal.holder_missing@holder", "mandates.refusal.iban@iban"]);
    shop.run(move |tx| close_customer(tx, anna)).unwrap();
    check("a closed customer", fresh(), &["mandates.refusal.customer_closed"]);
    let mut poor = shop.read(|view| firm(view)).unwrap();
    poor.creditor_id = String::new();
    shop.run(move |tx| change_firm(tx, &poor, None)).unwrap();
    check(
        "a firm that may not collect",
        fresh(),
        &["mandates.refusal.no_creditor_id", "mandates.refusal.customer_closed"],
    );
}

#[test]
fn a_customer_signs_on_the_own_page_and_sees_only_the_own() {
    let (shop, anna) = collecting();
    let otto = shop.customer("Otto", CustomerGroup::Private);
    let (herself, himself) = (herself(&shop, anna), herself(&shop, otto));
    let id = shop.write(&herself, move |tx| sign_own_mandate(tx, &own())).unwrap();
    let kept = found(&shop, id);
    assert_eq!((kept.way, kept.language, kept.signed_on), (SigningWay::Page, Language::En, day("2026-06-01")));
    assert_eq!(shop.door.read(&herself, own_mandates).unwrap().len(), 1);
    assert_eq!(shop.door.read(&himself, own_mandates).unwrap().len(), 0);
    let unticked = OwnMandate { agreed: false, iban: OTHER.to_owned(), ..own() };
    refused(shop.write(&herself, move |tx| sign_own_mandate(tx, &unticked)), &["mandates.refusal.not_agreed@agreed"]);
    refused(shop.write(&himself, move |tx| revoke_own_mandate(tx, id)), &["business.refusal.not_found"]);
    let stranger = Actor { person: None, ..herself.clone() };
    refused(shop.write(&stranger, move |tx| sign_own_mandate(tx, &own())), &["mandates.refusal.no_customer"]);
    shop.write(&herself, move |tx| revoke_own_mandate(tx, id)).unwrap();
    refused(shop.write(&herself, move |tx| revoke_own_mandate(tx, id)), &["mandates.refusal.revoked"]);
}

#[test]
fn another_account_is_told_to_the_bank_only_after_a_first_collection() {
    let (shop, anna) = collecting();
    let id = signed(&shop, new_mandate(anna));
    let change = |iban: &str| -> Result<(), Failure> {
        let new = NewAccount { holder: "Anna Berger".into(), iban: iban.to_owned(), bic: None };
        shop.write(&clerk(), move |tx| change_mandate_account(tx, id, &new))
    };
    refused(change(ANNAS), &["mandates.refusal.same_account@iban"]);
    refused(change("DE00 3704 0044 0532 0130 00"), &["mandates.refusal.iban@iban"]);
    change(OTHER).unwrap();
    let kept = found(&shop, id);
    assert_eq!((kept.number.as_str(), kept.amended_from.clone()), ("MD-00001", None), "no bank knows of the first one");
    let step = kept.history.last().unwrap();
    assert_eq!(step.deed, MandateDeed::AccountChanged);
    assert_eq!(step.iban_before.as_ref().map(|iban| iban.grouped()), Some(ANNAS.to_owned()));
    let (herself, new) =
        (herself(&shop, anna), NewAccount { holder: "A. Berger".into(), iban: ANNAS.into(), bic: None });
    shop.write(&herself, move |tx| change_own_mandate_account(tx, id, &new)).unwrap();
    assert_eq!(found(&shop, id).holder, "A. Berger");
    sound(&shop);
}

#[test]
fn a_mandate_among_firms_waits_for_the_bank_also_after_a_change_of_account() {
    let (shop, _) = collecting();
    let firm = shop.customer("Gasthof Adler", CustomerGroup::Company);
    let id = signed(&shop, NewMandate { scheme: MandateScheme::B2b, ..new_mandate(firm) });
    assert_eq!(standing(&shop, id), MandateStanding::AwaitingBank);
    shop.write(&clerk(), move |tx| confirm_mandate(tx, id)).unwrap();
    assert_eq!(standing(&shop, id), MandateStanding::Active);
    refused(shop.write(&clerk(), move |tx| confirm_mandate(tx, id)), &["mandates.refusal.not_awaiting"]);
    let new = NewAccount { holder: "Gasthof Adler".into(), iban: OTHER.into(), bic: None };
    shop.write(&clerk(), move |tx| change_mandate_account(tx, id, &new)).unwrap();
    assert_eq!(standing(&shop, id), MandateStanding::AwaitingBank);
    refused(shop.write(&clerk(), move |tx| resume_mandate(tx, id, "geklärt")), &["mandates.refusal.not_suspended"]);
}

#[test]
fn a_closed_mandate_stays_closed() {
    let (shop, anna) = collecting();
    let id = signed(&shop, new_mandate(anna));
    refused(shop.write(&clerk(), move |tx| revoke_mandate(tx, id, " ")), &["mandates.refusal.reason_missing@reason"]);
    let long = "x".repeat(301);
    refused(
        shop.write(&clerk(), move |tx| revoke_mandate(tx, id, &long)),
        &["mandates.refusal.reason_too_long@reason"],
    );
    shop.write(&clerk(), move |tx| revoke_mandate(tx, id, "Wunsch der Kundin")).unwrap();
    let new = || NewAccount { holder: "Anna Berger".into(), iban: OTHER.into(), bic: None };
    refused(shop.write(&clerk(), move |tx| change_mandate_account(tx, id, &new())), &["mandates.refusal.revoked"]);
    let again = signed(&shop, new_mandate(anna));
    shop.on("2029-05-29");
    assert_eq!(standing(&shop, again), MandateStanding::Active);
    shop.on("2029-05-30");
    assert_eq!(standing(&shop, again), MandateStanding::Void, "unused for 36 months");
    refused(shop.write(&clerk(), move |tx| change_mandate_account(tx, again, &new())), &["mandates.refusal.void"]);
    assert_eq!(found(&shop, id).history.len(), 2);
}

#[test]
fn the_text_names_the_firm_in_every_language_and_differs_by_scheme() {
    for language in Language::ALL {
        let of = |scheme: MandateScheme| MandateText::of(scheme, "Wiesenmut GmbH", language);
        let (core, b2b) = (of(MandateScheme::Core), of(MandateScheme::B2b));
        assert!(core.permission.contains("Wiesenmut GmbH") && core.instruction.contains("Wiesenmut GmbH"));
        assert_ne!(core.right, b2b.right);
    }
}
