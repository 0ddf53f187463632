//! Customers: added, found, changed by two clerks at once, noted on, closed.

use kontor::business::customers::{self, CustomerGroup};
use kontor::business::people;
use kontor::values::{CustomerId, Language};

use crate::kit::{Browser, Firm};

const HUBER: [(&str, &str); 9] = [
    ("first_name", "Maria"),
    ("last_name", "Huber"),
    ("email", "maria.huber@example.com"),
    ("phone", "+43 660 1234567"),
    ("address.name", "Maria Huber"),
    ("address.street", "Lindengasse"),
    ("address.house_number", "4"),
    ("address.postcode", "1070"),
    ("address.town", "Wien"),
];

/// The first customer of the firm, and the path of her sheet.
fn huber(clerk: &mut Browser<'_>) -> String {
    clerk.get("/office/customers/new");
    clerk.submit("/office/customers/new", &HUBER).location.expect("a sheet")
}

#[test]
fn a_customer_is_added_and_stands_in_the_list_with_a_number() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/customers").has_status(200).sees("Noch gibt es keine Kunden");
    let sheet = huber(&mut clerk);
    clerk.get(&sheet).sees("Maria Huber").sees("1070 Wien").sees("K-10001").sees("Noch keine Bestellung");
    clerk.get("/office/customers?q=K-10001").sees("maria.huber@example.com");
    let file = clerk.get("/office/customers.csv");
    assert!(file.html.contains("K-10001;Maria Huber;Wien;maria.huber@example.com;Privat;"), "{}", file.html);
}

#[test]
fn several_wrong_fields_are_told_at_once_and_what_was_typed_stays() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/customers/new");
    let typed = [
        ("last_name", ""),
        ("first_name", "Maria"),
        ("email", "maria.huber"),
        ("vat_id", "ATU123"),
        ("address.street", "Lindengasse"),
        ("address.postcode", "107"),
        ("partner", "P-1"),
    ];
    let shown = clerk.submit("/office/customers/new", &typed);
    shown.has_status(422).sees("Bitte geben Sie den Nachnamen ein").sees("Partner mit der Nummer P-1 gibt es nicht");
    for value in ["Maria", "maria.huber", "ATU123", "Lindengasse", "107", "P-1"] {
        shown.holds(&format!("value=\"{value}\""));
    }
    for field in ["last_name", "email", "vat_id", "address.postcode", "address.town", "partner"] {
        shown.holds(&format!("href=\"#field-{field}\""));
    }
    assert!(firm.read(|view| customers::customer(view, CustomerId::new(1)).is_none()), "nothing was kept");
    // The same page, mended, is accepted.
    let mended = [HUBER.as_slice(), &[("vat_id", ""), ("partner", "")]].concat();
    clerk.submit("/office/customers/new", &mended).goes_to("/office/customers/1");
}

#[test]
fn a_form_that_is_sent_twice_adds_one_customer() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/customers/new");
    clerk.submit("/office/customers/new", &HUBER).goes_to("/office/customers/1");
    clerk.click_again().goes_to("/office/customers");
}

#[test]
fn a_form_that_was_saved_and_then_changed_says_that_the_change_is_not_saved() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    let page = clerk.get("/office/customers/new").html;
    let key = page.split("name=\"idempotency_key\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let key = key.expect("a key").to_owned();
    clerk.submit("/office/customers/new", &HUBER).goes_to("/office/customers/1");
    clerk.get("/office/customers/new");
    let mut other: Vec<_> = HUBER.into_iter().filter(|(name, _)| *name != "last_name").collect();
    other.extend([("last_name", "Gruber"), ("idempotency_key", key.as_str())]);
    clerk.submit("/office/customers/new", &other).has_status(422).sees("ist schon gespeichert").holds("Gruber");
}

#[test]
fn the_second_of_two_clerks_sees_what_the_first_has_changed() {
    let firm = Firm::new();
    let (mut first, mut second) = (firm.signed_in("office"), firm.signed_in("office"));
    let sheet = huber(&mut first);
    let edit = format!("{sheet}/edit");
    first.get(&edit);
    second.get(&edit);
    first.submit(&edit, &[("phone", "+43 660 7654321")]).goes_to(&sheet);
    let shown = second.submit(&edit, &[("address.street", "Zieglergasse")]);
    shown.has_status(409).sees("inzwischen geändert").sees("+43 660 7654321").sees("Zieglergasse");
    // Having seen it, the second decides: here for the own version, as it stands in the form.
    second.submit(&edit, &[("phone", "+43 660 7654321")]).goes_to(&sheet);
    let known = firm.read(|view| {
        let customer = customers::customer(view, CustomerId::new(1)).expect("a customer");
        people::person(view, customer.person).expect("a person")
    });
    assert_eq!(known.phone, "+43 660 7654321");
    assert_eq!(known.address.expect("an address").street, "Zieglergasse");
}

#[test]
fn a_person_becomes_a_firm_that_buys_by_its_own_prices() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    let sheet = huber(&mut clerk);
    let edit = format!("{sheet}/edit");
    clerk.get(&edit);
    let without_name = clerk.submit(&edit, &[("kind", "company"), ("language", "en")]);
    without_name.has_status(422).sees("Bitte geben Sie den Namen der Firma ein");
    clerk.submit(&edit, &[("company", "Naturkost Huber")]).goes_to(&sheet);
    clerk.get(&sheet).sees("Naturkost Huber").sees("Ansprechperson").sees("Firma");
    let (group, language) = firm.read(|view| {
        let customer = customers::customer(view, CustomerId::new(1)).expect("a customer");
        (customer.group, people::person(view, customer.person).expect("a person").language)
    });
    assert_eq!((group, language), (CustomerGroup::Company, Language::En));
}

#[test]
fn a_note_stands_in_the_history_with_its_author_and_an_empty_one_is_refused() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    let sheet = huber(&mut clerk);
    let notes = format!("{sheet}/notes");
    clerk.get(&sheet);
    clerk.submit(&notes, &[("note", "  ")]).has_status(422).sees("Bitte schreiben Sie die Notiz");
    clerk.submit(&notes, &[("note", "Ruft am Montag an.")]).goes_to(&sheet);
    clerk.click_again().goes_to(&sheet);
    clerk.get(&sheet).sees("Ruft am Montag an.").sees("Anna Muster");
    let journal = firm.told_since(0);
    assert!(journal.iter().all(|entry| !entry.body.contains("Montag")), "the journal holds no words of people");
}

#[test]
fn a_closed_account_is_listed_apart_and_cannot_be_changed() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    let sheet = huber(&mut clerk);
    let close = format!("{sheet}/close");
    clerk.get(&close).sees("kann niemand mehr bestellen");
    clerk.submit(&close, &[]).goes_to(&sheet);
    clerk.get(&sheet).sees("Geschlossen");
    clerk.get("/office/customers").does_not_see("Maria Huber");
    clerk.get("/office/customers?closed=yes").sees("Maria Huber");
    clerk.get(&close);
    clerk.submit(&close, &[]).has_status(422);
}

#[test]
fn who_may_not_edit_sees_no_form_and_who_may_not_look_sees_no_customer() {
    let firm = Firm::new();
    let sheet = huber(&mut firm.signed_in("office"));
    firm.signed_in("management").get(&sheet).has_status(200).does_not_see("Notieren");
    firm.signed_in("management").get(&format!("{sheet}/edit")).has_status(403);
    firm.signed_in("customer").get(&sheet).has_status(403);
}
