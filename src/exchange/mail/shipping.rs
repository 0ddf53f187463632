//! The letter that says that a parcel is on its way.

use crate::business::firm::Firm;
use crate::business::orders::{Order, order_number};
use crate::business::shipping::{Carrier, Parcel};
use crate::exchange::mail::Mail;
use crate::exchange::mail::writing::{ItemLine, Writing};
use crate::text;
use crate::texts;
use crate::values::{Language, OrderId};

pub struct ShippingNote<'l> {
    pub firm: &'l Firm,
    pub language: Language,
    pub id: OrderId,
    pub order: &'l Order,
    pub parcel: &'l Parcel,
}

pub fn shipping_note(note: &ShippingNote) -> Mail {
    let (language, parcel, number) = (note.language, note.parcel, order_number(note.id));
    let sentence = match parcel.carrier {
        Carrier::Pickup => text!(language, "mail.shipping_note.fetch", number = number),
        Carrier::AustrianPost | Carrier::Gls => text!(language, "mail.shipping_note.on_its_way", number = number),
    };
    let lines = parcel.lines.iter().map(|packed| ItemLine {
        quantity: texts::number(language, i64::from(packed.quantity)),
        name: note
            .order
            .lines
            .iter()
            .find(|line| line.product == packed.product)
            .map_or_else(String::new, |line| line.name.clone()),
        amount: String::new(),
    });
    let mut writing =
        Writing::to(note.firm, language, &note.order.delivery.name).say(sentence).items(lines.collect(), Vec::new());
    if let Some(carrier) = carrier_name(language, parcel.carrier) {
        writing = writing.address(text!(language, "mail.order.delivery_address"), &note.order.delivery).facts(vec![
            (text!(language, "mail.shipping_note.carrier"), carrier),
            (text!(language, "mail.shipping_note.tracking_number"), parcel.tracking_number.clone()),
        ]);
    }
    let tracking = parcel.carrier.tracking_url(&parcel.tracking_number);
    if let Some(address) = tracking.filter(|_| !parcel.tracking_number.is_empty()) {
        writing = writing.link(text!(language, "mail.shipping_note.follow"), address);
    }
    let subject = match parcel.carrier {
        Carrier::Pickup => text!(language, "mail.shipping_note.subject_fetch", number = number),
        Carrier::AustrianPost | Carrier::Gls => text!(language, "mail.shipping_note.subject", number = number),
    };
    writing.finish(&subject)
}

/// Who carries it; nobody when it is fetched.
pub fn carrier_name(language: Language, carrier: Carrier) -> Option<String> {
    match carrier {
        Carrier::AustrianPost => Some(text!(language, "mail.carrier.post")),
        Carrier::Gls => Some(text!(language, "mail.carrier.gls")),
        Carrier::Pickup => None,
    }
}
