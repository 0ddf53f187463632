//! What comes from another system: found again by its key, and never a change of what was settled.

use kontor::business::actor::Actor;
use kontor::business::failure::Failure;
use kontor::business::orders::{self, ImportOrder, Imported};
use kontor::business::people::{self, Person, own_key, person as person_of};
use kontor::business::permission::Permission;
use kontor::values::{Money, PersonId};

use crate::business::stage::{Stage, day, imported_order, person, staff};

fn keys(refused: Failure) -> Vec<(&'static str, Option<String>)> {
    match refused {
        Failure::Refused(refusal) => {
            refusal.complaints.into_iter().map(|complaint| (complaint.key, complaint.field)).collect()
        }
        Failure::Fault(fault) => panic!("{fault}"),
    }
}

fn take_over(stage: &Stage, key: &'static str, new: Person) -> Result<people::Imported, Failure> {
    stage.write(&Actor::operator(), move |tx| people::import_person(tx, key, &new))
}

#[test]
fn a_person_is_found_by_the_key_of_the_other_system() {
    let stage = Stage::new();
    let huber = take_over(&stage, "ERP-1", person("Huber")).unwrap();
    assert!(matches!(huber, people::Imported::New(_)));
    assert_eq!(take_over(&stage, "ERP-1", person("Huber")).unwrap(), people::Imported::Same(huber.id()));
    assert_eq!(take_over(&stage, "ERP-1", person("Moser")).unwrap(), people::Imported::Changed(huber.id()));
    let known = stage.read(&Actor::operator(), |view| person_of(view, huber.id()).unwrap());
    assert_eq!(known.last_name, "Moser");
    assert_ne!(known.created_at, person("Moser").created_at, "the day on which it was added stays");
    // Two people may share name and address.
    assert!(matches!(take_over(&stage, "ERP-2", person("Moser")).unwrap(), people::Imported::New(_)));
}

#[test]
fn whoever_came_without_an_import_is_found_by_the_own_number() {
    let stage = Stage::new();
    let id = stage.write(&Actor::operator(), |tx| people::create_person(tx, &person("Egger"))).unwrap();
    let key: &'static str = Box::leak(own_key(id).into_boxed_str());
    assert_eq!(take_over(&stage, key, person("Egger")).unwrap(), people::Imported::Same(id));
    let refused = take_over(&stage, "#4711", person("Egger")).unwrap_err();
    assert_eq!(keys(refused), [("people.refusal.own_key_unknown", Some("key".to_owned()))]);
    assert_eq!(own_key(PersonId::new(17)), "#17");
}

#[test]
fn a_bank_account_is_changed_by_whoever_may_change_partners_and_taken_away_by_no_table() {
    let stage = Stage::new();
    let clerk = staff(7, &[Permission::DataImport, Permission::CustomersEdit]);
    let by_clerk = |new: Person| stage.write(&clerk, move |tx| people::import_person(tx, "ERP-1", &new));
    let bare = Person { iban: None, bic: None, account_holder: String::new(), ..person("Huber") };
    let beyond = [("people.refusal.bank_account_beyond", Some("iban".to_owned()))];
    assert_eq!(keys(by_clerk(person("Huber")).unwrap_err()), beyond);
    let id = by_clerk(bare.clone()).unwrap().id();
    assert_eq!(keys(by_clerk(person("Huber")).unwrap_err()), beyond);
    let both = staff(8, &[Permission::DataImport, Permission::CustomersEdit, Permission::PartnersEdit]);
    stage.write(&both, |tx| people::import_person(tx, "ERP-1", &person("Huber"))).unwrap();
    // Somebody else's account, or only another holder, is another account.
    assert_eq!(keys(by_clerk(Person { iban: None, ..person("Huber") }).unwrap_err()), beyond);
    assert_eq!(keys(by_clerk(Person { account_holder: "Ich".to_owned(), ..person("Huber") }).unwrap_err()), beyond);
    // The same account, or a table without one, stands in nobody's way.
    assert!(matches!(by_clerk(person("Huber")).unwrap(), people::Imported::Same(_)));
    let moved = Person { phone: "+43 1 234".to_owned(), ..bare };
    assert!(matches!(by_clerk(moved).unwrap(), people::Imported::Changed(_)));
    let known = stage.read(&Actor::operator(), |view| person_of(view, id).unwrap());
    assert_eq!((known.iban, known.phone.as_str()), (person("Huber").iban, "+43 1 234"));
}

#[test]
fn a_key_is_needed_and_so_is_the_permission() {
    let stage = Stage::new();
    let refused = take_over(&stage, "  ", person("Huber")).unwrap_err();
    assert_eq!(keys(refused), [("people.refusal.external_missing", Some("key".to_owned()))]);
    let refused = take_over(&stage, "ERP-1", Person { last_name: String::new(), ..person("Huber") }).unwrap_err();
    assert_eq!(keys(refused), [("people.refusal.last_name_missing", Some("last_name".to_owned()))]);
    let clerk = staff(7, &[Permission::CustomersEdit]);
    let new = person("Huber");
    assert!(stage.write(&clerk, move |tx| people::import_person(tx, "ERP-1", &new)).is_err());
}

fn order(stage: &Stage, order: ImportOrder) -> Result<Imported, Failure> {
    stage.write(&Actor::operator(), move |tx| orders::import_order(tx, &order))
}

#[test]
fn an_order_that_was_taken_over_is_never_changed_by_another() {
    let stage = Stage::new();
    let partner = stage.partner("P-1", None);
    let of = |on: &str, cents: i64| imported_order("S-77", partner, day(on), cents, 10);
    let Imported::New(id) = order(&stage, of("2026-04-03", 900)).unwrap() else { panic!("it is new") };
    assert_eq!(order(&stage, of("2026-04-03", 900)).unwrap(), Imported::Known(id));
    let mut renamed = of("2026-04-03", 900);
    renamed.lines[0].name = "Rolled oats".to_owned();
    assert_eq!(order(&stage, renamed).unwrap(), Imported::Known(id), "names of goods may change");
    let differs = |field: &str| ("orders.refusal.import_differs", Some(field.to_owned()));
    assert_eq!(keys(order(&stage, of("2026-04-03", 901)).unwrap_err()), [differs("amount_net")]);
    assert_eq!(keys(order(&stage, of("2026-04-04", 900)).unwrap_err()), [differs("day")]);
    let mut to_nobody = of("2026-04-03", 900);
    to_nobody.credited_to = None;
    to_nobody.shipping.price = Money::eur(490);
    assert_eq!(keys(order(&stage, to_nobody).unwrap_err()), [differs("partner"), differs("amount_net")]);
}

#[test]
fn our_own_numbers_are_known_in_a_file_that_we_have_written() {
    let stage = Stage::new();
    let partner = stage.partner("P-1", None);
    let Imported::New(id) = order(&stage, imported_order("S-1", partner, day("2026-04-03"), 900, 10)).unwrap() else {
        panic!("it is new")
    };
    let number = orders::order_number(id);
    let same = imported_order(&number, partner, day("2026-04-03"), 900, 10);
    assert_eq!(order(&stage, same).unwrap(), Imported::Known(id));
    // A number that nobody has here is the other system's own.
    let other = imported_order("B-999999", partner, day("2026-04-03"), 900, 10);
    assert!(matches!(order(&stage, other).unwrap(), Imported::New(_)));
}
