//! A firm with one product on its shelf, and orders that left the house.

use std::sync::atomic::{AtomicU8, Ordering};

use kontor::business::actor::Actor;
use kontor::business::billing::{self, Invoice};
use kontor::business::cases::{self, TaskPlace};
use kontor::business::catalog::{self, Category, Prices, Product, TaxClass};
use kontor::business::journal::Subject;
use kontor::business::orders;
use kontor::business::payments::{self, NewPayment};
use kontor::business::shipping::{self, Carrier, PackParcel};
use kontor::business::stock::{self, Place, PlaceKind, Receipt, ReceiptLine};
use kontor::values::{CategoryId, InvoiceId, Language, LocalText, Money, OrderId, Points, ProductId};

use crate::business::shop::checkout;
use crate::kit::Firm;

pub struct Sold {
    pub firm: Firm,
    oats: ProductId,
    checkouts: AtomicU8,
}

impl Sold {
    /// Plenty of oats at 10.00 net, food.
    pub fn new() -> Sold {
        let firm = Firm::new();
        let category = Category {
            code: "all".to_owned(),
            parent: None,
            name: LocalText::new("Alles", "All", "全部"),
            description: LocalText::default(),
            sort: 1,
            picture: String::new(),
        };
        firm.write(move |tx| catalog::save_category(tx, None, &category));
        let oats = oats();
        let oats = firm.write(move |tx| catalog::save_product(tx, None, &oats));
        let place = Place { name: "Lager".to_owned(), kind: PlaceKind::Own, delivers: true, sort: 1 };
        let place = firm.write(move |tx| stock::save_place(tx, None, &place));
        let line = ReceiptLine { product: oats, quantity: 500, lot_code: String::new(), best_before: None };
        let receipt = Receipt { place, lines: vec![line], reason: "Lieferschein 7".to_owned() };
        firm.write(move |tx| stock::receive_goods(tx, &receipt));
        Sold { firm, oats, checkouts: AtomicU8::new(1) }
    }

    /// Ordered by a guest, paid, picked.
    pub fn picked(&self, quantity: u32) -> OrderId {
        let command = checkout(self.checkouts.fetch_add(1, Ordering::SeqCst), &[(self.oats, quantity)]);
        let visitor = Actor::visitor(Language::De);
        let order = self.firm.try_write(&visitor, move |tx| orders::place_order(tx, &command)).expect("an order");
        let subject = Subject::of(order);
        self.firm.write(move |tx| {
            let (case, _) = cases::case_of(tx, &subject).expect("a case");
            cases::complete_task(tx, TaskPlace { case, place: 0 }, "")
        });
        let amount = self.firm.read(|view| orders::order(view, order).expect("an order").totals().gross);
        let reference = "Bestellung von Anna".to_owned();
        self.firm.write(move |tx| {
            let new = NewPayment { order, amount, received_on: tx.today(), reference: reference.clone() };
            payments::record_payment(tx, &new)
        });
        self.firm.write(move |tx| shipping::pick_order(tx, order));
        order
    }

    /// Then packed and handed over: its invoice.
    pub fn shipped(&self, quantity: u32) -> (OrderId, InvoiceId, Invoice) {
        let order = self.picked(quantity);
        self.firm.write(move |tx| {
            let (carrier, tracking_number) = (Carrier::Gls, "GLS 1234".to_owned());
            let lines = shipping::unpacked(tx, order);
            shipping::pack_parcel(tx, &PackParcel { order, carrier, tracking_number, weight_grams: 900, lines })
        });
        self.firm.write(move |tx| shipping::hand_over_order(tx, order));
        let invoices = self.firm.read(|view| billing::invoices_of_order(view, order));
        let (id, invoice) = invoices.into_iter().next().expect("an invoice");
        (order, id, invoice)
    }
}

fn oats() -> Product {
    Product {
        sku: "1001".to_owned(),
        category: CategoryId::new(1),
        name: LocalText::new("Haferflocken", "Oats", "燕麦片"),
        summary: LocalText::default(),
        description: LocalText::default(),
        ingredients: LocalText::default(),
        allergens: LocalText::default(),
        storage: LocalText::default(),
        nutrition: LocalText::default(),
        tax_class: TaxClass::Food,
        prices: Prices { customer: Money::eur(1_000), partner: Money::eur(800), company: Money::eur(900) },
        tiers: Vec::new(),
        points: Points::from_hundredths(1_000),
        commission_base: Money::eur(500),
        content: None,
        weight_grams: 500,
        gtin: String::new(),
        shelf_life_days: 0,
        picture: String::new(),
        active: true,
        version: 0,
    }
}
