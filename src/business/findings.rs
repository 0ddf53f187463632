//! Which change touches which search document, and what that document says. A joint: it knows all rooms.
//!
//! A document is seen by whoever has one of its scopes: the word of a permission, or `partner:17` for
//! what belongs to the team work of one partner.

use crate::business::orders::order_number;
use crate::business::{billing, cases, catalog, customers, orders, partners, people};
use crate::search::{Change, Document, Kind};
use crate::store::{Entry, Read, Subject};
use crate::texts;
use crate::values::{CaseId, Counted, CustomerId, Id, InvoiceId, Language, OrderId, PartnerId, PersonId, ProductId};

pub const CUSTOMER: Kind = Kind(1);
pub const PARTNER: Kind = Kind(2);
pub const PRODUCT: Kind = Kind(3);
pub const ORDER: Kind = Kind(4);
pub const INVOICE: Kind = Kind(5);
pub const CASE: Kind = Kind(6);

/// The subjects whose documents must be written again after a journal entry.
pub fn touched(r: &dyn Read, entry: &Entry) -> Vec<Subject> {
    let mut subjects = vec![entry.subject.clone()];
    if let Some(person) = entry.subject.id_of() {
        subjects.extend(roles_of(r, person));
    }
    subjects
}

/// A person is found as what she is to us.
fn roles_of(r: &dyn Read, person: PersonId) -> Vec<Subject> {
    let customer = customers::customer_of_person(r, person).map(Subject::of);
    let partner = partners::partner_of_person(r, person).map(Subject::of);
    customer.into_iter().chain(partner).collect()
}

/// The document of a subject as the snapshot has it; `None` for subjects that nobody searches for.
pub fn document(r: &dyn Read, subject: &Subject) -> Option<Change> {
    let document = if let Some(id) = subject.id_of() {
        customer_document(r, id)
    } else if let Some(id) = subject.id_of() {
        partner_document(r, id)
    } else if let Some(id) = subject.id_of() {
        product_document(r, id)
    } else if let Some(id) = subject.id_of() {
        order_document(r, id)
    } else if let Some(id) = subject.id_of() {
        invoice_document(r, id)
    } else {
        case_document(r, subject.id_of()?)
    };
    document.map(Change::Put)
}

/// Every subject that has a document, for building the index anew.
pub fn all_subjects(r: &dyn Read) -> Vec<Subject> {
    let mut subjects = Vec::new();
    add(&mut subjects, r.counter(CUSTOMER_COUNTER), Subject::of::<crate::values::CustomerKind>);
    add(&mut subjects, r.counter(PARTNER_COUNTER), Subject::of::<crate::values::PartnerKind>);
    add(&mut subjects, r.counter(PRODUCT_COUNTER), Subject::of::<crate::values::ProductKind>);
    add(&mut subjects, r.counter(ORDER_COUNTER), Subject::of::<crate::values::OrderKind>);
    add(&mut subjects, r.counter(INVOICE_COUNTER), Subject::of::<crate::values::InvoiceKind>);
    add(&mut subjects, r.counter(CASE_COUNTER), Subject::of::<crate::values::CaseKind>);
    subjects
}

const CUSTOMER_COUNTER: &str = crate::values::CustomerKind::COUNTER;
const PARTNER_COUNTER: &str = crate::values::PartnerKind::COUNTER;
const PRODUCT_COUNTER: &str = crate::values::ProductKind::COUNTER;
const ORDER_COUNTER: &str = crate::values::OrderKind::COUNTER;
const INVOICE_COUNTER: &str = crate::values::InvoiceKind::COUNTER;
const CASE_COUNTER: &str = crate::values::CaseKind::COUNTER;

fn add<Kind>(subjects: &mut Vec<Subject>, last: u64, subject: impl Fn(Id<Kind>) -> Subject) {
    subjects.extend((1..=last).map(|number| subject(Id::new(number))));
}

fn customer_document(r: &dyn Read, id: CustomerId) -> Option<Document> {
    let customer = customers::customer(r, id)?;
    let person = people::person(r, customer.person)?;
    let mut scopes = vec!["customers.view".to_owned()];
    scopes.extend(customer.partner.map(partner_scope));
    Some(Document {
        kind: CUSTOMER,
        id: id.number(),
        title: person.name(),
        subtitle: [customer.number.clone(), town_of(&person)].join(" · "),
        body: body_of(&person),
        exact: exact_of(&person, customer.number),
        scopes,
        weight: 3,
    })
}

fn partner_document(r: &dyn Read, id: PartnerId) -> Option<Document> {
    let partner = partners::partner(r, id)?;
    let person = people::person(r, partner.person)?;
    Some(Document {
        kind: PARTNER,
        id: id.number(),
        title: person.name(),
        subtitle: [partner.number.clone(), town_of(&person)].join(" · "),
        body: body_of(&person),
        exact: exact_of(&person, partner.number),
        scopes: vec!["partners.view".to_owned(), partner_scope(id)],
        weight: 4,
    })
}

fn product_document(r: &dyn Read, id: ProductId) -> Option<Document> {
    let product = catalog::product(r, id)?;
    let names = |text: &crate::values::LocalText| [text.de.as_str(), &text.en, &text.zh].join(" ");
    Some(Document {
        kind: PRODUCT,
        id: id.number(),
        title: product.name.de.clone(),
        subtitle: product.sku.clone(),
        body: [names(&product.name), names(&product.summary), names(&product.ingredients)].join(" "),
        exact: vec![product.sku, product.gtin],
        scopes: vec!["catalog.view".to_owned()],
        weight: 5,
    })
}

fn order_document(r: &dyn Read, id: OrderId) -> Option<Document> {
    let order = orders::order(r, id)?;
    let number = order_number(id);
    let lines: Vec<&str> = order.lines.iter().map(|line| line.name.as_str()).collect();
    let mut scopes = vec!["orders.view".to_owned()];
    scopes.extend(order.credited_to.map(partner_scope));
    Some(Document {
        kind: ORDER,
        id: id.number(),
        title: [number.clone(), order.billing.name.clone()].join(" · "),
        subtitle: [order.delivery.town.clone(), texts::day_short(Language::De, order.day)].join(" · "),
        body: [lines.join(" "), order.delivery.street.clone(), order.note.clone()].join(" "),
        exact: vec![number, order.buyer.email.to_string(), order.external],
        scopes,
        weight: 2,
    })
}

fn invoice_document(r: &dyn Read, id: InvoiceId) -> Option<Document> {
    let invoice = billing::invoice(r, id)?;
    Some(Document {
        kind: INVOICE,
        id: id.number(),
        title: [invoice.number.clone(), invoice.billing.name.clone()].join(" · "),
        subtitle: [order_number(invoice.order), texts::day_short(Language::De, invoice.day)].join(" · "),
        body: invoice.billing.town,
        exact: vec![invoice.number, order_number(invoice.order)],
        scopes: vec!["billing.view".to_owned()],
        weight: 1,
    })
}

/// A case about an order is found by what the order is found by.
fn case_document(r: &dyn Read, id: CaseId) -> Option<Document> {
    let case = cases::case(r, id)?;
    let about = case.subject.id_of().and_then(|order| order_document(r, order));
    let (name, body, exact) = match about {
        Some(order) => (order.title, order.body, order.exact),
        None => (case.subject.id.to_string(), String::new(), Vec::new()),
    };
    Some(Document {
        kind: CASE,
        id: id.number(),
        title: [crate::text!(Language::De, &case.text_key()), name].join(": "),
        subtitle: String::new(),
        body,
        exact,
        scopes: vec!["cases.view".to_owned()],
        weight: 0,
    })
}

fn partner_scope(id: PartnerId) -> String {
    format!("partner:{id}")
}

fn town_of(person: &people::Person) -> String {
    person.address.as_ref().map(|address| address.town.clone()).unwrap_or_default()
}

fn body_of(person: &people::Person) -> String {
    let street = person.address.as_ref().map(|address| address.street.clone()).unwrap_or_default();
    [person.full_name(), person.phone.clone(), street].join(" ")
}

fn exact_of(person: &people::Person, number: String) -> Vec<String> {
    let email = person.email.as_ref().map(ToString::to_string);
    std::iter::once(number).chain(email).collect()
}
