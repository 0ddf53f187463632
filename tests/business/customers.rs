//! Persons and customer accounts.

use kontor::business::actor::Actor;
use kontor::business::customers::{
    self, CustomerGroup, EinvoiceTerms, NewCustomer, einvoice_terms, set_einvoice_terms,
};
use kontor::business::failure::RefusalKind;
use kontor::business::partners;
use kontor::business::people::{self, ConsentKind, NewConsent, Person, PersonKind};
use kontor::business::permission::Permission;
use kontor::store::{Subject, entries_of};
use kontor::values::{EinvoiceFormat, Email, Language, PersonId};

use crate::business::shop::{Shop, person, refused, refused_as, staff};

fn new_customer(person: PersonId, number: &str) -> NewCustomer {
    NewCustomer { person, group: CustomerGroup::Private, partner: None, number: number.to_owned() }
}

#[test]
fn a_person_is_found_by_the_newest_address() {
    let shop = Shop::new();
    let huber = person("Huber");
    let id = shop.run(move |tx| people::create_person(tx, &huber)).unwrap();
    let found = |text: &str| shop.read(|view| people::person_by_email(view, &Email::parse(text).unwrap()));
    assert_eq!(found("huber@example.com"), Some(id));
    let moved = Person { email: Email::parse("neu@example.com"), ..person("Huber") };
    shop.run(move |tx| people::change_person(tx, id, &moved)).unwrap();
    assert_eq!((found("huber@example.com"), found("neu@example.com")), (None, Some(id)));
    shop.read(|view| {
        for entry in entries_of(view, &Subject::of(id)) {
            assert!(!entry.body.to_lowercase().contains("huber") && !entry.body.contains('@'), "{}", entry.body);
        }
    });
}

#[test]
fn what_is_missing_about_a_person_is_said_at_once() {
    let shop = Shop::new();
    let check = |kind: PersonKind, expected: &[&str]| {
        let mut nobody = Person { kind, last_name: " ".to_owned(), ..person("x") };
        if let Some(address) = &mut nobody.address {
            address.town = String::new();
        }
        refused(shop.run(move |tx| people::create_person(tx, &nobody)), expected);
    };
    check(
        PersonKind::Private,
        &["people.refusal.last_name_missing@last_name", "people.refusal.town_missing@address.town"],
    );
    check(PersonKind::Company, &["people.refusal.company_missing@company", "people.refusal.town_missing@address.town"]);
    let huber = person("Huber");
    refused(shop.run(move |tx| people::change_person(tx, PersonId::new(9), &huber)), &["business.refusal.not_found"]);
}

#[test]
fn consents_are_kept_with_version_and_moment() {
    let shop = Shop::new();
    let huber = person("Huber");
    let id = shop.run(move |tx| people::create_person(tx, &huber)).unwrap();
    let consent = || NewConsent { kind: ConsentKind::Privacy, version: "2026-02-01".to_owned() };
    let own = Actor { person: Some(id), ..staff(7, &[Permission::AccountOwn]) };
    shop.write(&own, move |tx| people::record_consent(tx, id, &consent())).unwrap();
    let stranger = Actor { person: Some(PersonId::new(99)), ..own.clone() };
    refused_as(shop.write(&stranger, move |tx| people::record_consent(tx, id, &consent())), RefusalKind::NotFound);
    let mine = Person { phone: "01 234".to_owned(), ..person("Huber") };
    shop.write(&own, move |tx| people::change_own_particulars(tx, &mine)).unwrap();
    let kept = shop.read(|view| people::person(view, id)).unwrap();
    assert_eq!((kept.phone.as_str(), kept.consents.len()), ("01 234", 1));
    assert_eq!(kept.consents[0].at, shop.door.now());
}

#[test]
fn customers_are_numbered_and_opened_once() {
    let shop = Shop::new();
    let id = shop.customer("Huber", CustomerGroup::Private);
    let customer = shop.read(|view| customers::customer(view, id)).unwrap();
    assert_eq!(customer.number, "K-10001");
    let again = new_customer(customer.person, "");
    refused(shop.run(move |tx| customers::open_customer(tx, &again)), &["customers.refusal.already_customer@person"]);
    let other = person("Mayer");
    let other = shop.run(move |tx| people::create_person(tx, &other)).unwrap();
    let taken = new_customer(other, "K-10001");
    refused(shop.run(move |tx| customers::open_customer(tx, &taken)), &["customers.refusal.number_taken@number"]);
    // A number that a former system gave is kept, and ours goes round it.
    let brought = new_customer(other, "K-10002");
    shop.run(move |tx| customers::open_customer(tx, &brought)).unwrap();
    let next = shop.customer("Gruber", CustomerGroup::Private);
    assert_eq!(shop.read(|view| customers::customer(view, next)).unwrap().number, "K-10003");
    let nobody = new_customer(PersonId::new(99), "");
    refused(shop.run(move |tx| customers::open_customer(tx, &nobody)), &["business.refusal.not_found"]);
}

#[test]
fn a_partner_brings_customers_and_a_visitor_registers() {
    let shop = Shop::new();
    let partner = shop.partner("P-1");
    let huber = person("Huber");
    let brought = shop.write(&partner, move |tx| partners::bring_customer(tx, &huber)).unwrap();
    let own = partner.partner.unwrap();
    let company = Person { kind: PersonKind::Company, company: "Gasthof".to_owned(), ..person("Wirt") };
    let visitor = Actor::visitor(Language::De);
    let registered = shop.write(&visitor, move |tx| customers::register_customer(tx, &company, Some(own))).unwrap();
    shop.read(|view| {
        assert_eq!(customers::customers_of_partner(view, own), [brought, registered]);
        assert_eq!(customers::customer(view, registered).unwrap().group, CustomerGroup::Company);
    });
    let huber = person("Huber");
    refused_as(shop.write(&visitor, move |tx| partners::bring_customer(tx, &huber)), RefusalKind::NotAllowed);
}

#[test]
fn the_credited_partner_can_change_until_the_account_is_closed() {
    let shop = Shop::new();
    let (first, second) = (shop.partner("P-1").partner.unwrap(), shop.partner("P-2").partner.unwrap());
    let id = shop.customer("Huber", CustomerGroup::Private);
    let change = |partner| shop.run(move |tx| customers::change_customer(tx, id, CustomerGroup::Company, partner));
    change(Some(first)).unwrap();
    change(Some(second)).unwrap();
    shop.read(|view| {
        assert_eq!(customers::customers_of_partner(view, first), []);
        assert_eq!(customers::customers_of_partner(view, second), [id]);
    });
    shop.run(move |tx| customers::close_customer(tx, id)).unwrap();
    refused(change(None), &["customers.refusal.closed"]);
    refused(shop.run(move |tx| customers::close_customer(tx, id)), &["customers.refusal.closed"]);
}

#[test]
fn a_customer_says_in_which_format_invoices_come() {
    let shop = Shop::new();
    let id = shop.customer("Huber", CustomerGroup::Company);
    let set = |format, reference: &str| {
        let terms = EinvoiceTerms { format, buyer_reference: reference.to_owned() };
        shop.run(move |tx| set_einvoice_terms(tx, id, &terms))
    };
    assert_eq!(shop.read(|view| einvoice_terms(view, id)), EinvoiceTerms::default());
    // The example of the authorities' own description checks out; one digit off does not.
    set(EinvoiceFormat::XrechnungUbl, "04011000-1234512345-06").unwrap();
    let wrong = ["customers.refusal.leitweg_id@buyer_reference"];
    refused(set(EinvoiceFormat::XrechnungUbl, "04011000-1234512345-07"), &wrong);
    refused(set(EinvoiceFormat::XrechnungUbl, "04011000-1234512354-06"), &wrong);
    // Whatever is not built as one is the customer's own business.
    for own in ["4500012345:Z01", "KST-77", "2026-1", "", "ABC-DEF-12"] {
        set(EinvoiceFormat::Ebinterface, own).unwrap();
        assert_eq!(shop.read(|view| einvoice_terms(view, id)).buyer_reference, own);
    }
    let long = "x".repeat(EinvoiceTerms::REFERENCE_MAX + 1);
    refused(set(EinvoiceFormat::Ebinterface, &long), &["customers.refusal.reference_too_long@buyer_reference"]);
    shop.read(|view| {
        let told: Vec<_> = entries_of(view, &Subject::of(id)).iter().map(|entry| entry.body.clone()).collect();
        assert!(told.iter().all(|body| !body.contains("KST-77")), "{told:?}");
    });
    shop.run(move |tx| customers::close_customer(tx, id)).unwrap();
    refused(set(EinvoiceFormat::Zugferd, ""), &["customers.refusal.closed"]);
}
