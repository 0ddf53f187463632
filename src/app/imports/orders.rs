//! Orders of a former system, as shipped on their day. Customers and products that they need are made where the
//! file or its map says so.

use crate::app::door::Batch;
use crate::app::imports::people::partner_of;
use crate::app::imports::taking::{Done, Taking};
use crate::app::imports::{ImportCounts, ImportTrouble, Watch};
use crate::business::actor::Actor;
use crate::business::catalog::{
    Category, Prices, Product, categories, product_by_sku, save_category, save_product, vat_rate,
};
use crate::business::customers::{Customer, CustomerGroup, NewCustomer, customer, customer_by_number, open_customer};
use crate::business::failure::{Complaint, Failure};
use crate::business::orders::{
    self, Buyer, ImportOrder, Imported, OrderLine, Shipping, import_order, order_by_external,
};
use crate::business::people::{Person, bare_person, import_person, person};
use crate::exchange::tables::orders::{LineRow, NewProduct, OrderHead, OrderRows, read_orders};
use crate::values::{Address, CategoryId, CustomerId, LocalText, Money, PartnerId, Points, ProductId, Rate};

pub(super) fn import(taking: &Taking<'_>, watch: Watch<'_>) -> Result<ImportCounts, ImportTrouble> {
    let (rows, problems) = read_orders(taking.sheet, taking.currency()?);
    taking.all((&rows, problems), |row| row.line, watch, |batch, row, counts| take(batch, taking.actor, row, counts))
}

/// Who buys, as far as it is known.
struct Customership {
    id: Option<CustomerId>,
    customer: Option<Customer>,
    person: Option<Person>,
}

fn take(batch: &mut Batch<'_, '_>, actor: &Actor, row: &OrderRows, counts: &mut ImportCounts) -> Result<Done, Failure> {
    let head = &row.head;
    let buyer = buyer(batch, actor, head, counts)?;
    let credited_to = credited_to(batch, row, &buyer)?;
    let delivery = delivery(head, buyer.person.as_ref())?;
    let billing = buyer.person.as_ref().and_then(|person| person.address.clone()).unwrap_or_else(|| delivery.clone());
    let mut lines = Vec::new();
    for line in &row.lines {
        let (id, product) = product(batch, actor, line, counts)?;
        let rate = line.vat_rate.or_else(|| {
            // What left the union was no sale with VAT of the country it went to: the row has to say what it was.
            vat_rate(delivery.country, product.tax_class, head.day).filter(|_| delivery.country.is_member_state())
        });
        let rate = rate.ok_or_else(|| Complaint::new("tables.problem.no_vat_rate").at("vat_rate"))?;
        lines.extend(order_lines(line, id, &product, rate, head));
    }
    let email = head.email.clone().or_else(|| buyer.person.as_ref().and_then(|person| person.email.clone()));
    let import = ImportOrder {
        external: row.key.clone(),
        day: head.day,
        buyer: Buyer {
            customer: buyer.id,
            person: buyer.customer.as_ref().map(|customer| customer.person),
            email: email.ok_or_else(|| Complaint::new("tables.problem.missing").at("email"))?,
            phone: head.phone.clone(),
            vat_id: buyer.person.as_ref().and_then(|person| person.vat_id.clone()),
        },
        credited_to,
        price_role: head.price_role,
        billing,
        delivery,
        lines,
        shipping: Shipping { price: head.shipping_net, vat_rate: head.shipping_vat_rate },
        payment_method: head.payment_method,
        paid_on: head.paid_on,
        note: head.note.clone(),
        language: head.language,
        late_because: head.late_because.clone(),
    };
    Ok(match batch.command(actor, |tx| import_order(tx, &import))? {
        Imported::New(_) => Done::New,
        Imported::Known(_) => Done::Same,
    })
}

fn buyer(
    batch: &mut Batch<'_, '_>,
    actor: &Actor,
    head: &OrderHead,
    counts: &mut ImportCounts,
) -> Result<Customership, Failure> {
    let number = head.customer.as_str();
    if number.is_empty() {
        return Ok(Customership { id: None, customer: None, person: None });
    }
    let known = batch.ask(|r| customer_by_number(r, number))?;
    let id = match known {
        Some(id) => id,
        None if head.make_customer => {
            counts.customers += 1;
            make_customer(batch, actor, head)?
        }
        None => {
            return Err(Complaint::new("tables.problem.no_customer").at("customer").with("number", number).into());
        }
    };
    batch.ask(|r| {
        let customer = customer(r, id);
        let person = customer.as_ref().and_then(|customer| person(r, customer.person));
        Customership { id: Some(id), customer, person }
    })
}

/// The key by which the person is found again is the customer's number.
fn make_customer(batch: &mut Batch<'_, '_>, actor: &Actor, head: &OrderHead) -> Result<CustomerId, Failure> {
    let name = if head.name.is_empty() { &head.customer } else { &head.name };
    let (first_name, last_name) = name.rsplit_once(' ').unwrap_or(("", name));
    let made = Person {
        email: head.email.clone(),
        phone: head.phone.clone(),
        language: head.language,
        address: head.delivery.clone().filter(|address| !address.town.is_empty()),
        ..bare_person(first_name, last_name)
    };
    let person = batch.command(actor, |tx| import_person(tx, &head.customer, &made))?.id();
    let new = NewCustomer { person, group: CustomerGroup::Private, partner: None, number: head.customer.clone() };
    batch.command(actor, |tx| open_customer(tx, &new))
}

/// Whom the row names; else whom the order was credited to when it was taken over, or the customer's partner.
fn credited_to(batch: &mut Batch<'_, '_>, row: &OrderRows, buyer: &Customership) -> Result<Option<PartnerId>, Failure> {
    if let Some(partner) = partner_of(batch, &row.head.partner)? {
        return Ok(Some(partner));
    }
    let before = batch.ask(|r| order_by_external(r, &row.key).and_then(|id| orders::order(r, id)))?;
    Ok(match before {
        Some(before) => before.credited_to,
        None => buyer.customer.as_ref().and_then(|customer| customer.partner),
    })
}

/// Where it went: what the row says, else the person's address.
fn delivery(head: &OrderHead, person: Option<&Person>) -> Result<Address, Failure> {
    let known = person.and_then(|person| person.address.clone());
    let address =
        head.delivery.clone().or(known).ok_or_else(|| Complaint::new("tables.problem.missing").at("country"))?;
    let name = person.map(Person::name).unwrap_or_default();
    Ok(if address.name.is_empty() { Address { name, ..address } } else { address })
}

fn product(
    batch: &mut Batch<'_, '_>,
    actor: &Actor,
    line: &LineRow,
    counts: &mut ImportCounts,
) -> Result<(ProductId, Product), Failure> {
    if let Some(known) = batch.ask(|r| product_by_sku(r, &line.sku))? {
        return Ok(known);
    }
    let unknown = || Complaint::new("tables.problem.no_product").at("sku").with("sku", line.sku.clone());
    let new = line.make_product.as_ref().ok_or_else(unknown)?;
    let category = category(batch, actor, &new.category_code)?;
    let made = former_product(line, new, category);
    counts.products += 1;
    let id = batch.command(actor, |tx| save_product(tx, None, &made))?;
    Ok((id, made))
}

fn category(batch: &mut Batch<'_, '_>, actor: &Actor, code: &str) -> Result<CategoryId, Failure> {
    let known = batch.ask(|r| categories(r).into_iter().find(|(_, category)| category.code == code))?;
    if let Some((id, _)) = known {
        return Ok(id);
    }
    let category = Category {
        code: code.to_owned(),
        parent: None,
        name: LocalText::new(code, code, code),
        description: LocalText::default(),
        sort: u32::MAX,
        picture: String::new(),
    };
    batch.command(actor, |tx| save_category(tx, None, &category))
}

/// A product of a former system is not for sale: its orders need a name for what was bought.
fn former_product(line: &LineRow, new: &NewProduct, category: CategoryId) -> Product {
    let price = line.net.share(1, i64::from(line.quantity));
    let nothing = LocalText::default;
    Product {
        sku: line.sku.clone(),
        category,
        name: LocalText::new(&new.name, &new.name, &new.name),
        summary: nothing(),
        description: nothing(),
        ingredients: nothing(),
        allergens: nothing(),
        storage: nothing(),
        nutrition: nothing(),
        tax_class: new.tax_class,
        prices: Prices { customer: price, partner: price, company: price },
        tiers: Vec::new(),
        points: Points::ZERO,
        commission_base: price,
        content: None,
        weight_grams: 0,
        gtin: String::new(),
        shelf_life_days: 0,
        picture: String::new(),
        active: false,
        version: 0,
    }
}

/// Lines with a price for one piece that come to exactly what the row says. Where amount, points or base cannot be
/// divided by the pieces, some pieces carry one more of the smallest unit and stand on a line of their own.
fn order_lines(row: &LineRow, id: ProductId, product: &Product, rate: Rate, head: &OrderHead) -> Vec<OrderLine> {
    let currency = row.net.currency();
    let whole = [row.net.minor(), row.points.hundredths(), row.commission_base.unwrap_or(row.net).minor()];
    let pieces = i64::from(row.quantity);
    let of_piece = |piece: i64| whole.map(|sum| sum.div_euclid(pieces) + i64::from(piece < sum.rem_euclid(pieces)));
    let mut ends: Vec<i64> = whole.iter().map(|sum| sum.rem_euclid(pieces)).filter(|end| *end > 0).collect();
    ends.push(pieces);
    ends.sort_unstable();
    ends.dedup();
    let starts = [0].into_iter().chain(ends.iter().copied());
    let parts = starts.zip(ends.iter().copied()).map(|(start, end)| {
        let [net, points, base] = of_piece(start);
        OrderLine {
            product: id,
            sku: product.sku.clone(),
            name: product.name.get(head.language).to_owned(),
            quantity: u32::try_from(end - start).unwrap_or(row.quantity),
            unit_price: Money::new(net, currency),
            tax_class: product.tax_class,
            vat_rate: rate,
            points: Points::from_hundredths(points),
            commission_base: Money::new(base, currency),
        }
    });
    parts.collect()
}
