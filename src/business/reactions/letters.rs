//! Letters that follow from what happened. They are written when they are sent.

use crate::business::cases;
use crate::business::mail::{NewMail, Template};
use crate::business::orders::Order;
use crate::business::people;
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{InvoiceId, PersonId};

/// Lets a letter to the buyer of an order leave.
pub(super) fn post_to_buyer(tx: &mut Tx, told: &Recorded, template: Template, subject: Subject, order: &Order) {
    let (recipient, language) = (order.buyer.email.clone(), order.language);
    tx.post_mail(told, NewMail { template, subject, recipient, language, secret: String::new() });
}

/// Lets a letter to a person leave, where there is an address.
pub(super) fn post_to_person(tx: &mut Tx, told: &Recorded, template: Template, subject: Subject, person: PersonId) {
    let known = people::person(tx, person);
    if let Some((recipient, language)) = known.and_then(|known| Some((known.email?, known.language))) {
        tx.post_mail(told, NewMail { template, subject, recipient, language, secret: String::new() });
    }
}

/// Somebody sends the data after it.
pub(super) fn sent_without_data(tx: &mut Tx, invoice: InvoiceId) {
    cases::open(tx, &cases::EINVOICE, Subject::of(invoice));
}
