//! What was just written is found, however far behind the index is.

use kontor::app::Indexer;
use kontor::business::actor::Actor;
use kontor::business::customers::{self, CustomerGroup, NewCustomer};
use kontor::business::findings::CUSTOMER;
use kontor::business::people::{self, Person, PersonKind};
use kontor::search::PENDING_MAX;
use kontor::store::last_entry;
use kontor::values::{Instant, Language};

use crate::kit::Firm;

fn customer_named(name: &str) -> Person {
    Person {
        kind: PersonKind::Private,
        first_name: "Anna".to_owned(),
        last_name: name.to_owned(),
        company: String::new(),
        email: None,
        phone: String::new(),
        language: Language::De,
        address: None,
        vat_id: None,
        iban: None,
        bic: None,
        account_holder: String::new(),
        consents: Vec::new(),
        created_at: Instant::from_micros(0),
    }
}

fn register(firm: &Firm, count: usize) {
    let work = |batch: &mut kontor::app::Batch<'_, '_>| {
        for number in 1..=count {
            batch.command(&Actor::operator(), |tx| {
                let person = people::create_person(tx, &customer_named(&format!("Nummer{number:05}")))?;
                let (group, number) = (CustomerGroup::Private, String::new());
                customers::open_customer(tx, &NewCustomer { person, group, partner: None, number })
            })?;
        }
        Ok(())
    };
    firm.app().door().write_all(work).unwrap();
}

fn finds(firm: &Firm, indexer: &Indexer, text: &str) -> bool {
    let asked = |view: &kontor::business::view::View<'_>| indexer.find(view, text, &[CUSTOMER], 5);
    !firm.app().door().read(&Actor::operator(), asked).unwrap().is_empty()
}

#[test]
fn the_newest_is_found_before_the_index_knows_it_and_all_is_found_after() {
    let firm = Firm::new();
    let indexer = firm.app().indexer();
    while indexer.step().unwrap().is_behind {}
    let known = || firm.read(|view| indexer.percent_known(view));
    assert_eq!(known(), None, "all of it can be found");
    register(&firm, PENDING_MAX * 3);
    assert!(known().is_some_and(|percent| percent < 99), "what is missing is owned up to: {:?}", known());
    let mut clerk = firm.signed_in("office");
    for page in ["/office/search?q=Nummer00001", "/office/customers?q=Nummer00001"] {
        clerk.get(page).sees("Der Suchindex wird noch aufgebaut");
    }
    clerk.get("/office/customers").does_not_see("Suchindex");
    // A page that asks no index does not speak of it.
    firm.signed_in("administrator").get("/office/stock?q=Nummer00001").has_status(200).does_not_see("Suchindex");
    let empty = clerk.get("/office/search?q=Nummer00001");
    empty.sees("Bisher ist").does_not_see("haben wir nichts").sees("Noch einmal suchen");
    // Whoever types another word meanwhile is not disturbed.
    assert!(!empty.html.contains("http-equiv=\"refresh\""), "{}", empty.html);
    let newest = format!("Nummer{:05}", PENDING_MAX * 3);
    assert!(finds(&firm, &indexer, &newest), "the newest customer is found at once");
    let mut steps = 1;
    while indexer.step().unwrap().is_behind {
        steps += 1;
    }
    assert_eq!(known(), None);
    assert!(steps > 1, "so much is more than one batch");
    let last = firm.read(|view| last_entry(view).unwrap().number);
    assert_eq!(indexer.standing().1, last);
    clerk.get("/office/search?q=Nummer00001").does_not_see("Suchindex");
    for name in ["Nummer00001", "Nummer00750", &newest] {
        assert!(finds(&firm, &indexer, name), "{name} is found in the index");
    }
}
