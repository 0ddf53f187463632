//! Orders on account, delivered: each has its invoice and stands among the open items.

use std::time::Instant;

use kontor::app::{Batch, Door};
use kontor::business::actor::Actor;
use kontor::business::cases::{self, TaskPlace};
use kontor::business::catalog::product_by_sku;
use kontor::business::failure::Failure;
use kontor::business::orders::{self, CartLine, Contact, NewBuyer, PaymentMethod, PlaceOrder, ShownTime};
use kontor::business::payments::matched::{MatchSettings, set_match_settings};
use kontor::business::shipping::{self, Carrier, PackParcel};
use kontor::business::stock::{self, Receipt, ReceiptLine};
use kontor::store::Subject;
use kontor::values::{Address, Country, Language, ProductId};

/// So many orders share one transaction.
const TOGETHER: u64 = 2_000;
const SKU: &str = "FD-1001";

pub fn fill(door: &Door, items: u64) {
    let operator = Actor::operator();
    let product = door.read(&operator, |view| Ok(product_by_sku(view, SKU).unwrap().0)).unwrap();
    let pieces = u32::try_from(items).unwrap() * 3;
    door.write_and_wait(&operator, move |tx| {
        let place = stock::places(tx).into_iter().find(|(_, place)| place.delivers).unwrap().0;
        let line = ReceiptLine {
            product,
            quantity: pieces,
            lot_code: "BENCH".to_owned(),
            best_before: Some(crate::day("2029-12-31")),
        };
        stock::receive_goods(tx, &Receipt { place, lines: vec![line], reason: "bench".to_owned() })
    })
    .unwrap();
    // What pays an invoice without doubt is posted as soon as a statement is there.
    let settings = MatchSettings { posts_by_itself: true };
    door.write_and_wait(&operator, move |tx| set_match_settings(tx, settings)).unwrap();
    let began = Instant::now();
    for first in (0..items).step_by(usize::try_from(TOGETHER).unwrap()) {
        let those = first..items.min(first + TOGETHER);
        door.write_all(|batch| those.clone().try_for_each(|number| deliver(batch, product, number))).unwrap();
        if first % 20_000 == 0 {
            println!("  {first} orders after {:.0} s", began.elapsed().as_secs_f64());
        }
    }
}

fn deliver(batch: &mut Batch<'_, '_>, product: ProductId, number: u64) -> Result<(), Failure> {
    let actor = Actor::operator();
    let order = place(product, number);
    let id = batch.command(&actor, |tx| orders::place_order(tx, &order))?;
    batch.command(&actor, |tx| {
        let (case, _) = cases::case_of(tx, &Subject::of(id)).unwrap();
        cases::complete_task(tx, TaskPlace { case, place: 0 }, "")
    })?;
    batch.command(&actor, |tx| shipping::pick_order(tx, id))?;
    batch.command(&actor, |tx| {
        let lines = shipping::unpacked(tx, id);
        let (carrier, tracking_number) = (Carrier::Gls, format!("GLS{number}"));
        shipping::pack_parcel(tx, &PackParcel { order: id, carrier, tracking_number, weight_grams: 1_200, lines })
    })?;
    batch.command(&actor, |tx| shipping::hand_over_order(tx, id)).map(drop)
}

fn place(product: ProductId, number: u64) -> PlaceOrder {
    let key = u128::from(number).to_be_bytes();
    let address = Address {
        name: name(number),
        extra: String::new(),
        street: "Lindengasse".to_owned(),
        house_number: (1 + number % 90).to_string(),
        postcode: "1070".to_owned(),
        town: "Wien".to_owned(),
        country: Country::AT,
    };
    let quantity = 1 + u32::try_from(number % 3).unwrap();
    PlaceOrder {
        buyer: NewBuyer::StaffForGuest,
        contact: Contact { email: format!("k{number}@example.com"), ..Contact::default() },
        billing: address.clone(),
        delivery: address,
        lines: vec![CartLine { product, quantity }],
        payment_method: PaymentMethod::Invoice,
        note: String::new(),
        shown_total: None,
        shown_time: ShownTime::Nowhere,
        language: Language::De,
        terms_version: String::new(),
        privacy_version: String::new(),
        referral: None,
        checkout_key: key,
        token: key,
    }
}

/// Many people share their names, as they do.
fn name(number: u64) -> String {
    const FIRST: [&str; 16] = [
        "Anna", "Bernd", "Carla", "David", "Elif", "Franz", "Greta", "Hans", "Ida", "Jakob", "Klara", "Luis", "Mira",
        "Nils", "Olga", "Paul",
    ];
    const LAST: [&str; 12] = [
        "Berger", "Fuchs", "Gruber", "Huber", "Kaya", "Lang", "Moser", "Nowak", "Pichler", "Rossi", "Steiner", "Winter",
    ];
    let at = |names: &[&str], number: u64| {
        names.iter().cycle().nth(usize::try_from(number).unwrap() % names.len()).unwrap().to_string()
    };
    format!("{} {}-{}", at(&FIRST, number), at(&LAST, number / 16), at(&LAST, number / 192))
}
