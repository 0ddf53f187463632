//! Orders and documents bear the VAT of where they go and of who buys, or say why they bear none.

use kontor::app::einvoice_file;
use kontor::business::actor::Actor;
use kontor::business::billing::{Invoice, invoices_of_order};
use kontor::business::customers::{self, CustomerGroup, EinvoiceTerms, NewCustomer, set_einvoice_terms};
use kontor::business::firm::{self, Firm, TaxTerms, change_firm, change_tax_terms, tax_terms};
use kontor::business::orders::{self, CorrectOrder, NewBuyer, PlaceOrder, TaxReason};
use kontor::business::people::{self, Person, PersonKind, note_vat_check};
use kontor::values::{Address, Country, CustomerId, EinvoiceFormat, InvoiceId, Money, OrderId, PersonId, Rate, VatId};

use crate::business::shop::{Shop, address, checkout, day, person, refused};
use crate::exchange::samples;

fn stocked() -> Shop {
    let shop = Shop::new();
    let firm = Firm { time_zone: "UTC".to_owned(), ..samples::firm() };
    shop.run(move |tx| change_firm(tx, &firm, None)).unwrap();
    shop.receive(shop.oats, 50, Some("2027-01-31"));
    shop.receive(shop.balm, 50, None);
    shop
}

fn in_germany() -> Address {
    Address { postcode: "80331".to_owned(), town: "München".to_owned(), country: Country::DE, ..address("Bio GmbH") }
}

/// A firm in Munich, with a number that nobody has asked for yet.
fn firm_in_munich(shop: &Shop) -> (CustomerId, PersonId) {
    let firm = Person {
        kind: PersonKind::Company,
        company: "Bio GmbH".to_owned(),
        address: Some(in_germany()),
        vat_id: VatId::parse("DE136695976"),
        ..person("Bio")
    };
    let opened = shop.run(move |tx| {
        let person = people::create_person(tx, &firm)?;
        let group = CustomerGroup::Company;
        let new = NewCustomer { person, group, partner: None, number: String::new() };
        Ok((customers::open_customer(tx, &new)?, person))
    });
    opened.unwrap()
}

fn order(shop: &Shop, key: u8, buyer: NewBuyer, delivery: Address) -> OrderId {
    let wanted = checkout(key, &[(shop.oats, 2), (shop.balm, 1)]);
    let command = PlaceOrder { buyer, billing: delivery.clone(), delivery, ..wanted };
    shop.write(&Actor::operator(), move |tx| orders::place_order(tx, &command)).unwrap()
}

fn document(shop: &Shop, order: OrderId) -> (InvoiceId, Invoice) {
    shop.read(|view| invoices_of_order(view, order)).pop().unwrap()
}

fn xml(shop: &Shop, id: InvoiceId, format: EinvoiceFormat) -> String {
    let written = shop.door.read(&Actor::operator(), |view| einvoice_file(view, id, Some(format))).unwrap();
    String::from_utf8(written.unwrap().bytes).unwrap()
}

#[test]
fn a_firm_abroad_is_delivered_free_of_vat_once_its_number_was_checked() {
    let shop = stocked();
    let (customer, person) = firm_in_munich(&shop);
    let buyer = NewBuyer::StaffForCustomer(customer);
    let before = shop.find(order(&shop, 1, buyer, in_germany()));
    assert_eq!((before.tax_reason, before.tax_country), (None, Country::AT), "an unchecked number counts as none");
    assert_eq!(before.lines[1].vat_rate, Rate::from_percent(20));

    refused(shop.run(move |tx| note_vat_check(tx, person, " ")), &["people.refusal.answer_missing@answer"]);
    shop.run(move |tx| note_vat_check(tx, person, "MIAS 4711, gültig")).unwrap();
    let id = order(&shop, 2, buyer, in_germany());
    let free = shop.find(id);
    assert_eq!((free.tax_reason, free.tax_country), (Some(TaxReason::IntraEu), Country::DE));
    assert_eq!((free.totals().tax, free.totals().gross), (Money::eur(0), free.totals().net));
    // Fetched at home, it is no delivery abroad.
    assert_eq!(shop.find(order(&shop, 3, buyer, address("Bio GmbH"))).tax_reason, None);

    shop.ship(id);
    let (invoice, kept) = document(&shop, id);
    assert_eq!(kept.tax_reason, Some(TaxReason::IntraEu));
    let zugferd = xml(&shop, invoice, EinvoiceFormat::XrechnungCii);
    assert!(zugferd.contains("<ram:CategoryCode>K</ram:CategoryCode>"), "{zugferd}");
    assert!(zugferd.contains("VATEX-EU-IC") && zugferd.contains("innergemeinschaftliche Lieferung"), "{zugferd}");
    shop.comes_back("2026-06-05", id, 1);
    assert_eq!(document(&shop, id).1.tax_reason, Some(TaxReason::IntraEu), "the credit note too");
}

#[test]
fn who_has_no_vat_number_delivers_nobody_free_of_vat() {
    let shop = stocked();
    let (customer, person) = firm_in_munich(&shop);
    shop.run(move |tx| note_vat_check(tx, person, "gültig")).unwrap();
    let without = Firm { vat_id: None, ..shop.read(|view| firm::firm(view)).unwrap() };
    shop.run(move |tx| change_firm(tx, &without, None)).unwrap();
    let placed = shop.find(order(&shop, 1, NewBuyer::StaffForCustomer(customer), in_germany()));
    assert_eq!((placed.tax_reason, placed.tax_country), (None, Country::AT));
}

#[test]
fn a_check_holds_for_the_number_that_was_asked_for() {
    let shop = stocked();
    let (customer, person) = firm_in_munich(&shop);
    shop.run(move |tx| note_vat_check(tx, person, "gültig")).unwrap();
    let other = shop.read(|view| people::person(view, person)).unwrap();
    let other = Person { vat_id: VatId::parse("DE811569869"), ..other };
    shop.run(move |tx| people::change_person(tx, person, &other)).unwrap();
    let placed = shop.find(order(&shop, 1, NewBuyer::StaffForCustomer(customer), in_germany()));
    assert_eq!(placed.tax_reason, None);
}

#[test]
fn a_correction_is_taxed_as_where_the_goods_go_now() {
    let shop = stocked();
    let (customer, person) = firm_in_munich(&shop);
    shop.run(move |tx| note_vat_check(tx, person, "gültig")).unwrap();
    let id = order(&shop, 1, NewBuyer::StaffForCustomer(customer), address("Bio GmbH"));
    let before = shop.find(id);
    let command = CorrectOrder {
        order: id,
        seen_version: before.version,
        lines: before
            .lines
            .iter()
            .map(|line| orders::CartLine { product: line.product, quantity: line.quantity })
            .collect(),
        billing: before.billing.clone(),
        delivery: in_germany(),
        note: String::new(),
    };
    shop.run(move |tx| orders::correct_order(tx, &command)).unwrap();
    let after = shop.find(id);
    assert_eq!((before.tax_reason, after.tax_reason), (None, Some(TaxReason::IntraEu)));
    assert!(after.lines.iter().all(|line| line.vat_rate.is_zero()) && after.shipping.vat_rate.is_zero());
}

#[test]
fn private_buyers_abroad_pay_as_the_firm_has_said() {
    let shop = stocked();
    let rate = |key| shop.find(order(&shop, key, NewBuyer::StaffForGuest, in_germany())).lines[1].vat_rate;
    let first = order(&shop, 9, NewBuyer::StaffForGuest, in_germany());
    assert_eq!(shop.find(first).lines[1].vat_rate, Rate::from_percent(19), "theirs, where nothing was said");
    let own = TaxTerms { buyers_rate_abroad: false, ..TaxTerms::default() };
    let seen = shop.read(|view| tax_terms(view)).mark();
    let again = seen.clone();
    shop.run(move |tx| change_tax_terms(tx, &own, &seen)).unwrap();
    assert_eq!(rate(2), Rate::from_percent(20));
    // What was ordered before keeps what was agreed, also when it is corrected.
    let old = shop.find(first);
    let lines = vec![orders::CartLine { product: shop.balm, quantity: 2 }];
    let (billing, delivery) = (old.billing.clone(), old.delivery.clone());
    let command = CorrectOrder { order: first, seen_version: 1, lines, billing, delivery, note: String::new() };
    shop.run(move |tx| orders::correct_order(tx, &command)).unwrap();
    let corrected = shop.find(first);
    assert_eq!((corrected.lines[0].vat_rate, corrected.tax_country), (Rate::from_percent(19), Country::DE));
    refused(
        shop.run(move |tx| change_tax_terms(tx, &TaxTerms::default(), &again)),
        &["firm.refusal.changed_meanwhile"],
    );
}

#[test]
fn a_guest_who_types_a_number_pays_as_a_private_buyer_does() {
    let shop = stocked();
    let contact = orders::Contact { vat_id: "DE136695976".to_owned(), ..checkout(1, &[]).contact };
    let (billing, delivery) = (in_germany(), in_germany());
    let wanted = PlaceOrder { contact, billing, delivery, ..checkout(1, &[(shop.balm, 1)]) };
    let command = PlaceOrder { buyer: NewBuyer::StaffForGuest, ..wanted };
    let id = shop.write(&Actor::operator(), move |tx| orders::place_order(tx, &command)).unwrap();
    let placed = shop.find(id);
    assert_eq!((placed.lines[0].vat_rate, placed.tax_country), (Rate::from_percent(19), Country::DE));
}

#[test]
fn a_small_business_charges_none_from_its_day_on() {
    let shop = stocked();
    let set = |from: Option<&str>, until: Option<&str>| {
        let terms = TaxTerms { small_from: from.map(day), small_until: until.map(day), ..TaxTerms::default() };
        let seen = shop.read(|view| tax_terms(view)).mark();
        shop.run(move |tx| change_tax_terms(tx, &terms, &seen))
    };
    refused(set(None, Some("2026-12-31")), &["firm.refusal.missing@small_from"]);
    refused(set(Some("2026-06-02"), Some("2026-06-01")), &["firm.refusal.ends_before@small_until"]);
    set(Some("2026-06-02"), Some("2026-06-03")).unwrap();
    let reason = |key| shop.find(order(&shop, key, NewBuyer::StaffForGuest, address("Anna"))).tax_reason;
    assert_eq!(reason(1), None);
    shop.on("2026-06-02");
    let id = order(&shop, 2, NewBuyer::StaffForGuest, address("Anna"));
    let placed = shop.find(id);
    assert_eq!((placed.tax_reason, placed.totals().tax), (Some(TaxReason::SmallBusiness), Money::eur(0)));
    shop.ship(id);
    let written = xml(&shop, document(&shop, id).0, EinvoiceFormat::Ebinterface);
    assert!(written.contains("TaxCategoryCode=\"E\"") && written.contains("Kleinunternehmer"), "{written}");
    shop.on("2026-06-04");
    assert_eq!(reason(3), None);
}

#[test]
fn an_issued_document_stays_when_its_buyer_asks_for_something_else() {
    let shop = stocked();
    let (customer, _) = firm_in_munich(&shop);
    let ask = |format: EinvoiceFormat, reference: &str| {
        let terms = EinvoiceTerms { format, buyer_reference: reference.to_owned() };
        shop.run(move |tx| set_einvoice_terms(tx, customer, &terms)).unwrap();
    };
    ask(EinvoiceFormat::XrechnungUbl, "Kostenstelle 7");
    let id = order(&shop, 1, NewBuyer::StaffForCustomer(customer), in_germany());
    shop.ship(id);
    let (invoice, _) = document(&shop, id);
    let read = || shop.door.read(&Actor::operator(), |view| einvoice_file(view, invoice, None)).unwrap().unwrap();
    let before = read();
    assert!(String::from_utf8_lossy(&before.bytes).contains("Kostenstelle 7"));
    ask(EinvoiceFormat::Ebinterface, "Kostenstelle 8");
    assert_eq!(read(), before);
}
