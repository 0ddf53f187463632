//! Documents and letters of an order that went its whole way through the public commands.

use kontor::app::{Links, billing_document, billing_document_by_link, delivery_note, pick_sheet, preview};
use kontor::business::actor::Actor;
use kontor::business::billing;
use kontor::business::firm::change_firm;
use kontor::business::mail::Template;
use kontor::business::permission::Permission;
use kontor::business::shipping;
use kontor::exchange::print::Document;
use kontor::store::{OutboxState, outbox_newest};
use kontor::values::{Language, OrderId};

use crate::business::shop::{Shop, staff};
use crate::exchange::samples;

/// A shop with goods, a firm with its particulars, and one order.
fn shop_with_order() -> (Shop, OrderId) {
    let shop = Shop::new();
    let firm = samples::firm();
    shop.write(&Actor::operator(), move |tx| change_firm(tx, &firm, None)).unwrap();
    shop.receive(shop.oats, 3, Some("2027-01-31"));
    shop.receive(shop.oats, 10, Some("2027-06-30"));
    let id = shop.order(1, &[(shop.oats, 4)]);
    (shop, id)
}

fn is_pdf(document: &Document) -> bool {
    document.bytes.starts_with(b"%PDF-1.7")
}

#[test]
fn every_letter_that_an_order_causes_can_be_written() {
    let (shop, id) = shop_with_order();
    shop.ship(id);
    let links = Links::new("https://wiesenmut.example");
    shop.read(|view| {
        let items = outbox_newest(view, None, 100);
        let mut written: Vec<&str> = items.iter().map(|(_, item)| item.template.as_str()).collect();
        written.sort_unstable();
        for wanted in [Template::OrderConfirmation, Template::ShippingNote, Template::Invoice] {
            assert!(written.contains(&wanted.word()), "{} is not among {written:?}", wanted.word());
        }
        for (id, item) in &items {
            assert_eq!(item.state, OutboxState::Waiting);
            let letter = preview(view, &links, *id).unwrap();
            assert!(!letter.subject.is_empty() && !letter.text.contains("mail."), "{}", letter.text);
            assert_eq!(letter.attachments.len(), usize::from(item.template == Template::Invoice.word()));
        }
    });
}

#[test]
fn documents_are_for_staff_the_buyer_and_whoever_holds_the_link() {
    let (shop, id) = shop_with_order();
    shop.ship(id);
    let (invoice, parcel) =
        shop.read(|view| (billing::invoices_of_order(view, id)[0].0, shipping::parcels_of_order(view, id)[0].0));
    let token = shop.find(id).token;
    let ask = |actor: &Actor| shop.door.read(actor, |view| billing_document(view, invoice));
    assert!(is_pdf(&ask(&staff(1, &[Permission::BillingView])).unwrap()));
    assert!(ask(&staff(1, &[Permission::DeskUse])).is_err());
    assert!(ask(&Actor::visitor(Language::De)).is_err());
    let by_link = |token: [u8; 16]| {
        let visitor = Actor::visitor(Language::De);
        shop.door.read(&visitor, |view| billing_document_by_link(view, invoice, &token))
    };
    assert!(is_pdf(&by_link(token).unwrap()));
    assert!(by_link([0; 16]).is_err());
    let note = |actor: &Actor| shop.door.read(actor, |view| delivery_note(view, parcel));
    assert!(is_pdf(&note(&staff(1, &[Permission::ShippingPack])).unwrap()));
    assert!(is_pdf(&note(&staff(1, &[Permission::BillingView])).unwrap()), "it lies beside its invoice");
    assert!(note(&staff(1, &[Permission::DeskUse])).is_err());
}

#[test]
fn a_pick_list_can_be_printed_before_and_after_picking() {
    let (shop, id) = shop_with_order();
    let packer = staff(1, &[Permission::ShippingPick]);
    let ask = |actor: &Actor| shop.door.read(actor, |view| pick_sheet(view, id));
    let before = ask(&packer).unwrap();
    assert!(is_pdf(&before) && before.name == "Pickliste-B-100001.pdf", "{}", before.name);
    shop.ship(id);
    assert!(is_pdf(&ask(&packer).unwrap()));
    assert!(ask(&staff(1, &[Permission::BillingView])).is_err());
}
