//! Orders of a former system as tables: one row a line of an order, rows of one order share its key.
//! The columns are documented in `docs/FORMATS.md`.

use std::collections::BTreeMap;

use crate::business::catalog::{PriceRole, TaxClass};
use crate::business::failure::Complaint;
use crate::business::orders::PaymentMethod;
use crate::exchange::tables::partners::line_number;
use crate::exchange::tables::people::{address, address_cells};

use crate::exchange::tables::{Problem, RowReader, Sheet, write};
use crate::values::{Address, Currency, Day, Email, Language, Money, Points, Rate};

/// An order as its rows say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRows {
    /// Of its first row.
    pub line: u64,
    /// Its number in the former system.
    pub key: String,
    pub head: OrderHead,
    pub lines: Vec<LineRow>,
}

/// What is the same in every row of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderHead {
    pub day: Day,
    /// Number of the customer; empty for a guest.
    pub customer: String,
    /// Make the customer where there is none with this number.
    pub make_customer: bool,
    /// Number of the partner to whom it is credited; empty for the customer's own.
    pub partner: String,
    pub email: Option<Email>,
    pub phone: String,
    /// Who buys, where no address names anybody.
    pub name: String,
    pub delivery: Option<Address>,
    pub price_role: PriceRole,
    pub shipping_net: Money,
    pub shipping_vat_rate: Rate,
    pub payment_method: PaymentMethod,
    /// The day of the order unless the row says another, or that it is not paid.
    pub paid_on: Option<Day>,
    pub language: Language,
    pub note: String,
    /// Why a sale of a settled period arrives only now.
    pub late_because: String,
}

/// One row: what was bought. Amounts are those of the whole row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    pub line: u64,
    pub sku: String,
    pub quantity: u32,
    pub net: Money,
    /// `None` where the rate of country, day and product holds.
    pub vat_rate: Option<Rate>,
    pub points: Points,
    /// `None` where commission counts the net amount.
    pub commission_base: Option<Money>,
    pub make_product: Option<NewProduct>,
}

/// What a product becomes that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProduct {
    pub name: String,
    pub category_code: String,
    pub tax_class: TaxClass,
}

/// More pieces than this in one row are a slip of the finger.
const PIECES_MAX: u32 = 1_000_000;

pub fn read_orders(sheet: &Sheet, currency: Currency) -> (Vec<OrderRows>, Vec<Problem>) {
    let (rows, mut problems) = sheet.read_each(|row| {
        let (key, head, line) = (row.required("order"), head(row, currency), line(row, currency));
        currency_fits(row, currency)?;
        Some((key?, head?, line?))
    });
    let mut orders: Vec<OrderRows> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (key, head, line) in rows {
        let known = places.get(&key).and_then(|place| orders.get_mut(*place));
        match known {
            None => {
                places.insert(key.clone(), orders.len());
                orders.push(OrderRows { line: line.line, key, head, lines: vec![line] });
            }
            Some(order) if order.head == head => order.lines.push(line),
            Some(order) => {
                let complaint = Complaint::new("tables.problem.order_differs").with("line", line_number(order.line));
                problems.push(Problem::at(line.line, &sheet.source("order"), &key, complaint));
            }
        }
    }
    (orders, problems)
}

fn currency_fits(row: &mut RowReader<'_>, currency: Currency) -> Option<()> {
    let given = row.text("currency");
    if given.is_empty() || Currency::parse(&given) == Some(currency) {
        return Some(());
    }
    let complaint = Complaint::new("tables.problem.other_currency").with("currency", currency.to_string());
    row.complain("currency", &given, complaint);
    None
}

fn head(row: &mut RowReader<'_>, currency: Currency) -> Option<OrderHead> {
    let day = row.day("day");
    let name = row.text("name");
    let delivery = address(row, &name);
    let (email, make_customer) = (row.optional_email("email"), row.yes("make_customers", false));
    let price_role = row.optional("price_role", "tables.problem.no_price_role", price_role);
    let shipping_net = row.optional_amount("shipping_net", currency);
    let shipping_vat_rate = row.optional_rate("shipping_vat_rate");
    let payment_method = row.optional("payment_method", "tables.problem.no_payment_method", PaymentMethod::from_word);
    let (paid, paid_on, language) = (row.yes("paid", true), row.optional_day("paid_on"), row.language("language"));
    let day = day?;
    Some(OrderHead {
        day,
        customer: row.text("customer"),
        make_customer: make_customer?,
        partner: row.text("partner"),
        email: email?,
        phone: row.text("phone"),
        name,
        delivery: delivery?,
        price_role: price_role?.unwrap_or(PriceRole::Customer),
        shipping_net: shipping_net?.unwrap_or(Money::zero(currency)),
        shipping_vat_rate: shipping_vat_rate?.unwrap_or(Rate::ZERO),
        payment_method: payment_method?.unwrap_or(PaymentMethod::Prepayment),
        paid_on: paid_on?.or(Some(day)).filter(|_| paid == Some(true)),
        language: language?,
        note: row.text("note"),
        late_because: row.text("late_because"),
    })
}

fn line(row: &mut RowReader<'_>, currency: Currency) -> Option<LineRow> {
    let sku = row.required("sku");
    let quantity = row.parsed("quantity", "tables.problem.no_quantity", |text| {
        text.parse().ok().filter(|quantity| (1..=PIECES_MAX).contains(quantity))
    });
    let net = net(row, currency, quantity);
    let vat_rate = row.optional_rate("vat_rate");
    let points = row.points("points");
    let commission_base = row.optional_amount("commission_base_net", currency);
    let make_product = new_product(row);
    Some(LineRow {
        line: row.line(),
        sku: sku?,
        quantity: quantity?,
        net: net?,
        vat_rate: vat_rate?,
        points: points?,
        commission_base: commission_base?,
        make_product: make_product?,
    })
}

/// The amount of the row, or the price of a piece.
fn net(row: &mut RowReader<'_>, currency: Currency, quantity: Option<u32>) -> Option<Money> {
    let unit = row.optional_amount("unit_price_net", currency)?;
    let amount = row.optional_amount("amount_net", currency)?;
    match (amount, unit.zip(quantity)) {
        (Some(amount), None) => Some(amount),
        (None, Some((unit, quantity))) => Some(unit * quantity),
        (Some(amount), Some((unit, quantity))) if amount == unit * quantity => Some(amount),
        (Some(amount), Some((unit, quantity))) => {
            let complaint = Complaint::new("tables.problem.amount_differs").with("amount", unit * quantity);
            row.complain("amount_net", &amount.decimal(), complaint);
            None
        }
        // A wrong quantity has been told already.
        (None, None) if unit.is_some() => None,
        (None, None) => {
            row.complain("amount_net", "", Complaint::new("tables.problem.missing"));
            None
        }
    }
}

fn new_product(row: &mut RowReader<'_>) -> Option<Option<NewProduct>> {
    if !row.yes("make_products", false)? {
        return Some(None);
    }
    let (name, category_code) = (row.required("product_name"), row.required("product_category"));
    let tax_class = row.optional("product_tax_class", "tables.problem.no_tax_class", TaxClass::of_word);
    let tax_class = tax_class?.unwrap_or(TaxClass::Standard);
    Some(Some(NewProduct { name: name?, category_code: category_code?, tax_class }))
}

fn price_role(word: &str) -> Option<PriceRole> {
    match word {
        "customer" => Some(PriceRole::Customer),
        "partner" => Some(PriceRole::Partner),
        "company" => Some(PriceRole::Company),
        _ => None,
    }
}

const fn price_role_word(role: PriceRole) -> &'static str {
    match role {
        PriceRole::Customer => "customer",
        PriceRole::Partner => "partner",
        PriceRole::Company => "company",
    }
}

/// A line of an order on the way out, with what it shares with the other lines. The last columns are told, never read.
pub struct LineOut {
    pub key: String,
    pub day: Day,
    pub customer: String,
    pub partner: String,
    pub email: Email,
    pub phone: String,
    pub delivery: Address,
    pub price_role: PriceRole,
    pub sku: String,
    pub product_name: String,
    pub quantity: u32,
    pub unit_price: Money,
    pub vat_rate: Rate,
    pub points: Points,
    pub commission_base: Money,
    pub shipping_net: Money,
    pub shipping_vat_rate: Rate,
    pub payment_method: PaymentMethod,
    pub paid_on: Option<Day>,
    pub language: Language,
    pub note: String,
    pub number: String,
    pub state: &'static str,
    pub placement: &'static str,
}

const COLUMNS: [&str; 33] = [
    "order",
    "day",
    "customer",
    "partner",
    "email",
    "phone",
    "address_name",
    "extra",
    "street",
    "house_number",
    "postcode",
    "town",
    "country",
    "price_role",
    "sku",
    "product_name",
    "quantity",
    "unit_price_net",
    "amount_net",
    "currency",
    "vat_rate",
    "points",
    "commission_base_net",
    "shipping_net",
    "shipping_vat_rate",
    "payment_method",
    "paid",
    "paid_on",
    "language",
    "note",
    "number",
    "state",
    "placement",
];

pub fn write_orders(lines: &[LineOut]) -> Result<Vec<u8>, String> {
    write(&COLUMNS, lines.iter().map(written))
}

fn written(out: &LineOut) -> Vec<String> {
    let mut cells = vec![
        out.key.clone(),
        out.day.to_string(),
        out.customer.clone(),
        out.partner.clone(),
        out.email.to_string(),
        out.phone.clone(),
    ];
    cells.extend(address_cells(Some(&out.delivery)));
    cells.extend([
        price_role_word(out.price_role).to_owned(),
        out.sku.clone(),
        out.product_name.clone(),
        out.quantity.to_string(),
        out.unit_price.decimal(),
        (out.unit_price * out.quantity).decimal(),
        out.unit_price.currency().to_string(),
        out.vat_rate.percent(),
        (out.points * out.quantity).decimal(),
        (out.commission_base * out.quantity).decimal(),
        out.shipping_net.decimal(),
        out.shipping_vat_rate.percent(),
        out.payment_method.word().to_owned(),
        if out.paid_on.is_some() { "yes" } else { "no" }.to_owned(),
        out.paid_on.map(|day| day.to_string()).unwrap_or_default(),
        out.language.tag().to_owned(),
        out.note.clone(),
        out.number.clone(),
        out.state.to_owned(),
        out.placement.to_owned(),
    ]);
    cells
}
