//! Credit for the shop at the checkout: offered to whoever has some, and only used where it is chosen.

use kontor::business::commissions::{self, shipped_plans};
use kontor::business::orders::{self, DeliveryTime, Order, Tariff, Tariffs, change_tariffs, tariffs_mark};
use kontor::business::payments::shop_credit;
use kontor::values::{Country, Day, Money, OrderId};

use crate::kit::Browser;
use crate::portals::office::oats;
use crate::portals::partner::{Tree, sale};

const CHECKOUT: &str = "/checkout";

/// The lowest partner has sold in October for 1,000.00, of which a fifth is pay, and of that a fifth is credit: 40.00.
fn tree() -> Tree {
    let tree = Tree::new();
    let terms = "minimum = \"10.00\"\ncredit = \"20 %\"";
    let plan = shipped_plans()[0].1.replace("minimum = \"10.00\"", terms).replace("version = 1\n", "version = 2\n");
    tree.firm.write(move |tx| commissions::adopt_plan(tx, &plan));
    oats(&tree.firm);
    tree.firm.write(|tx| {
        let time = DeliveryTime::new(2, 4);
        let tariff = Tariff { country: Country::AT, price: Money::eur(490), free_from: None, time };
        change_tariffs(tx, tx.today(), &Tariffs(vec![tariff]), &tariffs_mark(tx))
    });
    sale(&tree.firm, tree.low, "2026-10-04", 100_000, 30);
    let run = tree.posted("2026-10");
    let on = Day::parse("2026-11-05").expect("a day");
    let batch = tree.firm.write(move |tx| commissions::pay_run(tx, run, on));
    tree.firm.let_batch_leave(batch);
    tree
}

fn with_pieces<'t>(tree: &'t Tree, pieces: &str) -> Browser<'t> {
    let mut browser = tree.browser(tree.low);
    browser.set_cookie("cart", &format!("1x{pieces}"));
    browser
}

fn newest(tree: &Tree) -> (OrderId, Order) {
    tree.firm.read(|view| orders::orders(view, None, 1).pop()).expect("an order")
}

fn credit(tree: &Tree) -> i64 {
    tree.firm.read(|view| shop_credit(view, tree.low)).minor()
}

const ACCEPTED: [(&str, &str); 2] = [("terms", "on"), ("privacy", "on")];
const USED: [(&str, &str); 3] = [("terms", "on"), ("privacy", "on"), ("use_credit", "yes")];

#[test]
fn whoever_chooses_it_pays_with_credit_and_reads_what_is_left() {
    let tree = tree();
    let mut partner = with_pieces(&tree, "2");
    let page = partner.get(CHECKOUT);
    page.sees("22,99 € Guthaben im Shop anrechnen")
        .sees("Sie haben 40,00 € Guthaben im Shop")
        .sees("Das reicht für die ganze Bestellung");
    page.sees("Zu zahlen: nichts mehr. Ihr Guthaben im Shop deckt 22,99 €.").sees("Zu zahlen: 22,99 €");
    page.holds("name=\"credit\" value=\"2299\"");
    let done = partner.submit(CHECKOUT, &USED);
    let order = done.location.clone().expect("the page of the order");
    let shown = partner.get(&order);
    shown
        .sees("Mit Guthaben im Shop bezahlt −22,99 €")
        .does_not_see("Bleibt zu zahlen")
        .sees("ab der Bestellung")
        .does_not_see("ab dem Eingang Ihrer Zahlung")
        .does_not_see("Bitte überweisen Sie");
    let (_, placed) = newest(&tree);
    assert!(placed.paid_on.is_some(), "it is released like one that is paid");
    assert_eq!(credit(&tree), 1_701);

    // The rest pays a part of the next one.
    let mut partner = with_pieces(&tree, "2");
    partner.get(CHECKOUT).sees("17,01 € Guthaben im Shop anrechnen").sees("Zu zahlen bleiben dann 5,98 €");
    partner.get(CHECKOUT).sees("Zu zahlen: 5,98 €, nach Abzug von 17,01 € Guthaben im Shop");
    let done = partner.submit(CHECKOUT, &USED);
    let part = partner.get(&done.location.clone().expect("the page of the order"));
    part.sees("Bitte überweisen Sie 5,98 €").sees("ab dem Eingang Ihrer Zahlung");
    let (id, part) = newest(&tree);
    assert_eq!((part.paid_on, credit(&tree)), (None, 0));
    // Nothing is left to offer.
    let mut partner = with_pieces(&tree, "1");
    partner.get(CHECKOUT).does_not_see("anrechnen");

    // The office sees how it was paid, and what cancelling does.
    let mut clerk = tree.firm.signed_in("administrator");
    clerk.get("/office/payments").sees("Mit Guthaben im Shop bezahlt").sees("17,01 €");
    clerk.get(&format!("/office/orders/{id}")).sees("Mit Guthaben im Shop bezahlt 17,01 €");
    let cancel = format!("/office/orders/{id}/cancel");
    clerk.get(&cancel).sees("17,01 € sind mit Guthaben im Shop bezahlt und werden wieder Guthaben im Shop");
    clerk.submit(&cancel, &[("reason", "verwählt")]).goes_to(&format!("/office/orders/{id}"));
    clerk.get(&format!("/office/orders/{id}")).sees("Guthaben im Shop zurückgegeben −17,01 €");
    assert_eq!(credit(&tree), 1_701);
    let mut buyer = tree.browser(tree.low);
    buyer.get(&format!("/orders/{id}")).does_not_see("Bleibt zu zahlen").does_not_see("Bitte überweisen Sie");
    tree.browser(tree.low)
        .get("/partner/statements/reserve")
        .sees("17,01 €")
        .sees("Ihr Guthaben im Shop können Sie an der Kasse einlösen");
}

#[test]
fn whoever_does_not_choose_it_keeps_the_credit() {
    let tree = tree();
    let mut partner = with_pieces(&tree, "2");
    partner.get(CHECKOUT);
    assert!(partner.submit(CHECKOUT, &ACCEPTED).location.is_some());
    assert_eq!((newest(&tree).1.paid_on, credit(&tree)), (None, 4_000));
    // Others have none to choose.
    let mut other = tree.browser(tree.stranger);
    other.set_cookie("cart", "1x2");
    other.get(CHECKOUT).does_not_see("anrechnen");
}

#[test]
fn credit_that_is_gone_meanwhile_is_told_and_what_was_typed_is_kept() {
    let tree = tree();
    let mut slow = with_pieces(&tree, "4");
    slow.get(CHECKOUT).sees("40,00 € Guthaben im Shop anrechnen");
    let mut quick = with_pieces(&tree, "2");
    // A sum that is no number, or more than was offered, is no credit.
    for wrong in ["viel", "", "-100", "99999999"] {
        quick.get(CHECKOUT);
        let refused = quick.submit(CHECKOUT, &[&USED[..], &[("credit", wrong)]].concat());
        refused.has_status(422).sees("So viel Guthaben im Shop ist nicht mehr da");
    }
    quick.get(CHECKOUT);
    assert!(quick.submit(CHECKOUT, &USED).location.is_some());
    let before = newest(&tree).0;
    let refused = slow.submit(CHECKOUT, &[&USED[..], &[("note", "Bitte läuten")]].concat());
    refused.has_status(422).sees("So viel Guthaben im Shop ist nicht mehr da").sees("Bitte läuten");
    refused.sees("17,01 € Guthaben im Shop anrechnen").holds("name=\"credit\" value=\"1701\"");
    assert_eq!((newest(&tree).0, credit(&tree)), (before, 1_701), "nothing was ordered");
    assert!(slow.submit(CHECKOUT, &[]).location.is_some());
    assert_eq!(credit(&tree), 0);
}
