//! The page with the button that binds: what stands there is what is owed.

use kontor::business::catalog::{self, Prices, Product};
use kontor::business::customers::{self, CustomerGroup, NewCustomer};
use kontor::business::orders::{self, Order, Placement};
use kontor::business::partners;
use kontor::values::Money;

use crate::kit::{Browser, Firm};
use crate::portals::office::oats;
use crate::portals::partner::Tree;

const ACCEPTED: [(&str, &str); 2] = [("terms", "on"), ("privacy", "on")];
const ADDRESS: [(&str, &str); 6] = [
    ("email", "anna@post.test"),
    ("billing.name", "Anna Berger"),
    ("billing.street", "Lindengasse"),
    ("billing.house_number", "7"),
    ("billing.postcode", "1070"),
    ("billing.town", "Wien"),
];

/// A firm with partners and one product, at 10.00 for customers, 8.00 for partners, 9.00 for companies.
fn tree() -> Tree {
    let tree = Tree::new();
    oats(&tree.firm);
    tree
}

fn with_two_pieces<'f>(mut browser: Browser<'f>) -> Browser<'f> {
    browser.set_cookie("cart", "1x2");
    browser
}

fn placed(firm: &Firm) -> Vec<Order> {
    firm.read(|view| orders::orders(view, None, 9).into_iter().map(|(_, order)| order).collect())
}

#[test]
fn an_order_for_a_customer_costs_what_stands_beside_the_button() {
    let tree = tree();
    let mut partner = with_two_pieces(tree.browser(tree.top));
    partner.get("/partner/customers/new");
    let new = [("last_name", "Kundig"), ("email", "kundig@privat.test")];
    let new = [&new[..], &[("address.street", "Geheimgasse"), ("address.house_number", "9")]].concat();
    let new = [&new[..], &[("address.postcode", "1070"), ("address.town", "Wien")]].concat();
    partner.submit("/partner/customers/new", &new).goes_to("/partner/customers/1");

    // For the own household at partner prices: 16.00 and 4.90 delivery, 10 %.
    partner.get("/checkout").sees("22,99 €").holds("name=\"total\" value=\"2299\"");
    // The customer's sum is shown as soon as the customer is chosen, and nothing is ordered by that.
    let chosen = partner.submit("/checkout/prices", &[("for", "1")]);
    chosen.has_status(200).sees("zahlt 27,39 €").holds("name=\"total\" value=\"2739\"");
    chosen.does_not_see("Bitte sehen Sie sich diese Angaben noch einmal an");
    assert!(placed(&tree.firm).is_empty(), "choosing is not ordering");
    // Whoever goes on without looking is asked once.
    partner.get("/checkout");
    let shown = partner.submit("/checkout", &[("for", "1"), ("note", "Bitte läuten")]);
    shown.has_status(422).sees("Er beträgt jetzt 27,39 €").sees("Bitte läuten").holds("value=\"2739\"");
    assert!(placed(&tree.firm).is_empty(), "nobody agreed to the other sum");

    let done = partner.submit("/checkout", &[]);
    assert!(done.location.as_deref().is_some_and(|to| to.starts_with("/order/")), "{:?}", done.location);
    let order = placed(&tree.firm).pop().expect("an order");
    assert_eq!((order.placement, order.totals().gross), (Placement::PartnerForCustomer, Money::eur(2_739)));
    assert_eq!(order.note, "Bitte läuten");
    partner.set_cookie("cart", "1x2");
    partner.click_again();
    assert_eq!(placed(&tree.firm).len(), 1);
}

#[test]
fn a_partner_who_has_seen_the_customers_sum_orders_at_the_next_click() {
    let tree = tree();
    let mut partner = with_two_pieces(tree.browser(tree.top));
    partner.get("/partner/customers/new");
    let address = [("address.street", "Geheimgasse"), ("address.house_number", "9"), ("address.postcode", "1070")];
    let new = [&address[..], &[("address.town", "Wien"), ("last_name", "Kundig"), ("email", "kundig@privat.test")]];
    partner.submit("/partner/customers/new", &new.concat()).goes_to("/partner/customers/1");
    partner.get("/checkout").holds("value=\"2299\"");
    let kept = partner.submit("/checkout/prices", &[("for", "1"), ("note", "Bitte läuten")]);
    kept.has_status(200).sees("Bitte läuten").sees("zahlt 27,39 €");
    let done = partner.submit("/checkout", &[]);
    assert!(done.location.as_deref().is_some_and(|to| to.starts_with("/order/")), "{}", done.text());
    let order = placed(&tree.firm).pop().expect("an order");
    assert_eq!((order.placement, order.totals().gross), (Placement::PartnerForCustomer, Money::eur(2_739)));
    assert_eq!(order.note, "Bitte läuten");
}

#[test]
fn choosing_a_customer_sends_nothing_and_enter_orders() {
    let tree = tree();
    let mut partner = with_two_pieces(tree.browser(tree.top));
    let page = partner.get("/checkout");
    // Enter presses the first button of a form that sends it: none that leads elsewhere.
    let (_, form) = page.html.split_once("action=\"/checkout\"").expect("the form");
    let button = form.split("<button").skip(1).find(|button| button.contains("type=\"submit\"")).expect("a button");
    let (first, _) = button.split_once('>').expect("its end");
    assert!(!first.contains("formaction"), "{first}");
    page.holds("formaction=\"/checkout/prices#field-for\"");
    let script = std::fs::read_to_string("assets/js/kontor.js").expect("the script");
    assert!(!script.contains("requestSubmit"), "nothing is sent by choosing alone");
    // The address of the prices can be opened again, and its language changed.
    partner.get("/checkout/prices").goes_to("/checkout");
}

#[test]
fn a_partner_for_the_own_household_orders_at_the_first_click() {
    let tree = tree();
    let mut partner = with_two_pieces(tree.browser(tree.top));
    partner.get("/checkout");
    let done = partner.submit("/checkout", &ACCEPTED);
    assert!(done.location.is_some(), "{}", done.text());
    let order = placed(&tree.firm).pop().expect("an order");
    assert_eq!((order.placement, order.totals().gross), (Placement::PartnerOwn, Money::eur(2_299)));
}

#[test]
fn whoever_has_left_sees_the_prices_at_which_he_buys() {
    let tree = tree();
    let id = tree.top;
    tree.firm.write(move |tx| {
        let person = partners::partner(tx, id).expect("a partner").person;
        let group = CustomerGroup::Company;
        customers::open_customer(tx, &NewCustomer { person, group, partner: None, number: String::new() })?;
        partners::end_contract(tx, id, tx.today(), "auf Wunsch")
    });
    let mut former = with_two_pieces(tree.browser(id));
    former.get("/checkout").holds("name=\"total\" value=\"2739\"");
    let done = former.submit("/checkout", &ACCEPTED);
    assert!(done.location.is_some(), "{}", done.text());
    let order = placed(&tree.firm).pop().expect("an order");
    assert_eq!((order.placement, order.totals().gross), (Placement::Guest, Money::eur(2_739)));
}

#[test]
fn a_price_that_rose_meanwhile_is_said_before_anybody_is_bound() {
    let firm = Firm::new();
    let id = oats(&firm);
    let mut guest = with_two_pieces(firm.visitor());
    guest.get("/checkout").sees("27,39 €");
    firm.write(move |tx| {
        let before = catalog::product(tx, id).expect("a product");
        let prices = Prices { customer: Money::eur(1_100), ..before.prices };
        catalog::save_product(tx, Some(id), &Product { prices, ..before })
    });
    let filled = [&ADDRESS[..], &ACCEPTED].concat();
    guest.submit("/checkout", &filled).has_status(422).sees("Er beträgt jetzt 29,59 €").holds("Lindengasse");
    assert!(placed(&firm).is_empty());
    let done = guest.submit("/checkout", &ACCEPTED);
    assert!(done.location.is_some(), "{}", done.text());
    assert_eq!(placed(&firm).pop().expect("an order").totals().gross, Money::eur(2_959));
}

#[test]
fn what_must_be_accepted_is_not_marked_as_optional() {
    let tree = tree();
    let mut partner = with_two_pieces(tree.browser(tree.top));
    partner.get("/partner/customers/new");
    let address = [("address.street", "Geheimgasse"), ("address.house_number", "9"), ("address.postcode", "1070")];
    let new = [&address[..], &[("address.town", "Wien"), ("last_name", "Kundig"), ("email", "kundig@privat.test")]];
    partner.submit("/partner/customers/new", &new.concat()).goes_to("/partner/customers/1");
    let own = partner.get("/checkout").html;
    for name in ["terms", "privacy"] {
        let (_, after) = own.split_once(&format!("name=\"{name}\"")).expect("a check box");
        let (of_it, _) = after.split_once("</div>").expect("its end");
        assert!(of_it.contains("required") && !of_it.contains("freiwillig"), "{name}: {of_it}");
    }
    partner.submit("/checkout", &[]).has_status(422).sees("Geschäftsbedingungen").holds("href=\"#field-terms\"");
    // Nobody accepts them in the name of a customer.
    let page = partner.submit("/checkout/prices", &[("for", "1")]);
    assert!(!page.html.contains("name=\"terms\"") && !page.html.contains("name=\"privacy\""), "{}", page.html);
}
