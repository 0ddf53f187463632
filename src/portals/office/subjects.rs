//! What an entry, a case or an approval is about: its name, and where it is shown.

use crate::business::journal::Subject;
use crate::business::orders::order_number;
use crate::business::view::View;
use crate::business::{
    access, approvals, billing, cases, catalog, commissions, customers, ledger, orders, partners, payments, people,
    shipping, stock,
};
use crate::text;
use crate::texts;
use crate::values::{
    AccountId, ApprovalId, BankStatementId, BatchId, CaseId, CollectionId, CustomerId, IncomingId, InvoiceId, Language,
    MandateId, ObjectionId, OrderId, PartnerId, PaymentId, PersonId, PlaceId, ProductId, ReminderId, RunId,
    TreeRequestId,
};
use crate::web::parts::Link;

/// For whom or about what something is, in few words: "Maria Huber · B-100017".
pub fn about(view: &View<'_>, subject: &Subject, language: Language) -> String {
    if let Some(id) = subject.id_of() {
        return orders::order(view, id)
            .map_or_else(String::new, |order| format!("{} · {}", order.billing.name, order_number(id)));
    }
    link(view, subject, language).label
}

/// The subject by its name, with the page that shows it. Subjects without a page lead to their journal.
pub fn link(view: &View<'_>, subject: &Subject, language: Language) -> Link {
    let (name, path) = named(view, subject, language).unwrap_or_else(|| {
        let unknown = text!(language, "office.subject.unknown", kind = subject.kind, number = subject.id);
        (unknown, None)
    });
    let path = path.unwrap_or_else(|| format!("/office/journal?kind={}&id={}", subject.kind, subject.id));
    Link::new(name, path)
}

/// Where months are closed.
const CLOSING_PATH: &str = "/office/ledger/closing";

type Named = (String, Option<String>);

fn named(view: &View<'_>, subject: &Subject, language: Language) -> Option<Named> {
    let goods = || goods(view, subject, language);
    people_and_orders(view, subject, language).or_else(goods).or_else(|| money(view, subject, language))
}

fn people_and_orders(view: &View<'_>, subject: &Subject, language: Language) -> Option<Named> {
    if let Some(id) = subject.id_of::<crate::values::OrderKind>() {
        return Some((text!(language, "office.subject.order", number = order_number(id)), Some(order_path(id))));
    }
    if let Some(id) = subject.id_of() {
        let case = cases::case(view, id)?;
        let about = about(view, &case.subject, language);
        return Some((format!("{}: {about}", text!(language, &case.text_key())), Some(case_path(id))));
    }
    if let Some(id) = subject.id_of() {
        return Some((customer_name(view, id), Some(customer_path(id))));
    }
    if let Some(id) = subject.id_of() {
        return Some((partner_name(view, id), Some(partner_path(id))));
    }
    if let Some(id) = subject.id_of() {
        let request = partners::request(view, id)?;
        let (matter, name) = (request.wish.matter().say(language), partner_name(view, request.partner));
        let words = text!(language, "office.subject.tree_request", matter = matter, name = name);
        return Some((words, Some(request_path(id))));
    }
    if let Some(id) = subject.id_of::<crate::values::PersonKind>() {
        let path = customers::customer_of_person(view, id)
            .map(customer_path)
            .or_else(|| partners::partner_of_person(view, id).map(partner_path));
        return Some((person_name(view, id), path));
    }
    if let Some(id) = subject.id_of::<crate::values::RoleKind>() {
        let name = access::role(view, id).map_or_else(String::new, |role| role.name.get(language).to_owned());
        return Some((name, Some(format!("/office/roles/{id}"))));
    }
    let id: AccountId = subject.id_of()?;
    Some((access::name_of(view, id), Some(format!("/office/accounts/{id}"))))
}

fn goods(view: &View<'_>, subject: &Subject, language: Language) -> Option<Named> {
    if let Some(id) = subject.id_of() {
        return Some((product_name(view, id, language), Some(product_path(id))));
    }
    if let Some(id) = subject.id_of() {
        return Some((place_name(view, id), Some("/office/stock/places".to_owned())));
    }
    if let Some(id) = subject.id_of::<crate::values::ParcelKind>() {
        let order = shipping::parcel(view, id)?.order;
        let name = text!(language, "office.subject.parcel", number = id, order = order_number(order));
        return Some((name, Some(order_path(order))));
    }
    if let Some(id) = subject.id_of() {
        let invoice = billing::invoice(view, id)?;
        return Some((invoice.number, Some(invoice_path(id))));
    }
    if let Some(id) = subject.id_of() {
        let says = billing::incoming(view, id)?.says;
        let name = text!(language, "office.subject.incoming", number = says.number, sender = says.sender.name);
        return Some((name, Some(incoming_path(id))));
    }
    if let Some(id) = subject.id_of() {
        let reminder = billing::reminders::reminder(view, id)?;
        let name = text!(language, "office.subject.reminder", number = reminder.number, name = reminder.address.name);
        return Some((name, Some(reminder_path(id))));
    }
    if let Some(id) = subject.id_of::<crate::values::PaymentKind>() {
        return Some((text!(language, "office.subject.payment", number = id), Some(payment_path(id))));
    }
    None
}

fn money(view: &View<'_>, subject: &Subject, language: Language) -> Option<Named> {
    if let Some(id) = subject.id_of() {
        let period = texts::period(language, commissions::run(view, id)?.period);
        let name = text!(language, "office.subject.run", number = commissions::run_number(id), period = period);
        return Some((name, Some(run_path(id))));
    }
    if let Some(id) = subject.id_of() {
        let objection = commissions::objection(view, id)?;
        let period = texts::period(language, commissions::run(view, objection.run)?.period);
        let name = text!(
            language,
            "office.subject.objection",
            number = commissions::objection_number(id),
            partner = partner_name(view, objection.partner),
            period = period
        );
        return Some((name, Some(objection_path(id))));
    }
    if let Some(id) = subject.id_of() {
        let about = link(view, &approvals::approval(view, id)?.subject, language).label;
        return Some((text!(language, "office.subject.approval", subject = about), Some(approval_path(id))));
    }
    if let Some(id) = subject.id_of() {
        let month = texts::period(language, ledger::month_of(id)?);
        return Some((text!(language, "office.subject.closing", month = month), Some(CLOSING_PATH.to_owned())));
    }
    if let Some(id) = subject.id_of::<crate::values::BankStatementKind>() {
        let number = payments::bank::bank_statement_number(id);
        return Some((text!(language, "bank_desk.sheet.title", number = number), Some(bank_statement_path(id))));
    }
    if let Some(id) = subject.id_of::<crate::values::HouseAccountKind>() {
        let name = payments::bank::house_account(view, id).map(|account| account.name).unwrap_or_default();
        return Some((name, Some(format!("/office/bank?account={id}"))));
    }
    if let Some(id) = subject.id_of::<crate::values::MandateKind>() {
        let number = payments::mandates::mandate_number(id);
        return Some((text!(language, "office_mandates.sheet.title", number = number), Some(mandate_path(id))));
    }
    if let Some(id) = subject.id_of::<crate::values::CollectionKind>() {
        let number = payments::collections::collection_number(id);
        return Some((text!(language, "office_collections.sheet.title", number = number), Some(collection_path(id))));
    }
    let id: BatchId = subject.id_of()?;
    Some((text!(language, "office.subject.batch", number = payments::batch_number(id)), Some(batch_path(id))))
}

pub fn run_path(id: RunId) -> String {
    format!("/office/commissions/{id}")
}

pub fn objection_path(id: ObjectionId) -> String {
    format!("/office/commissions/objections/{id}")
}

pub fn approval_path(id: ApprovalId) -> String {
    format!("/office/approvals/{id}")
}

pub fn bank_statement_path(id: BankStatementId) -> String {
    format!("/office/bank/{id}")
}

pub fn collection_path(id: CollectionId) -> String {
    format!("/office/collections/{id}")
}

pub fn mandate_path(id: MandateId) -> String {
    format!("/office/mandates/{id}")
}

pub fn batch_path(id: BatchId) -> String {
    format!("/office/payouts/{id}")
}

pub fn order_path(id: OrderId) -> String {
    format!("/office/orders/{id}")
}

pub fn case_path(id: CaseId) -> String {
    format!("/office/cases/{id}")
}

pub fn customer_path(id: CustomerId) -> String {
    format!("/office/customers/{id}")
}

pub fn partner_path(id: PartnerId) -> String {
    format!("/office/partners/{id}")
}

pub fn request_path(id: TreeRequestId) -> String {
    format!("/office/partners/requests/{id}")
}

pub fn product_path(id: ProductId) -> String {
    format!("/office/products/{id}")
}

pub fn incoming_path(id: IncomingId) -> String {
    format!("/office/incoming/{id}")
}

pub fn reminder_path(id: ReminderId) -> String {
    format!("/office/reminders/{id}")
}

pub fn invoice_path(id: InvoiceId) -> String {
    format!("/office/invoices/{id}")
}

pub fn payment_path(id: PaymentId) -> String {
    format!("/office/payments/{id}")
}

pub fn customer_name(view: &View<'_>, id: CustomerId) -> String {
    customers::customer(view, id)
        .map_or_else(String::new, |customer| format!("{} · {}", person_name(view, customer.person), customer.number))
}

pub fn partner_name(view: &View<'_>, id: PartnerId) -> String {
    partners::partner(view, id)
        .map_or_else(String::new, |partner| format!("{} · {}", person_name(view, partner.person), partner.number))
}

pub fn person_name(view: &View<'_>, id: PersonId) -> String {
    people::person(view, id).map_or_else(String::new, |person| person.name())
}

pub fn product_name(view: &View<'_>, id: ProductId, language: Language) -> String {
    catalog::product(view, id).map_or_else(String::new, |product| product.name.get(language).to_owned())
}

pub fn place_name(view: &View<'_>, id: PlaceId) -> String {
    stock::place(view, id).map_or_else(String::new, |place| place.name)
}
