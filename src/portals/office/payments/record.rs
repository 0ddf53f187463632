//! Recording a payment by hand: money that came in for an order, or that was paid back.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::{Failure, Refusal, RefusalKind};
use crate::business::orders::{self, Order, order_number};
use crate::business::payments::{self, NewPayment, Settlement, settlement};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::subjects::order_path;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Money, OrderId};
use crate::web::parts::{
    Breadth, Fact, Field, Form, Link, Loudness, date_field, facts, figure, form, link_button, money_field,
    submit_button, text_field,
};
use crate::web::{
    Answer, Complaints, Page, Reading, Routes, Typed, Visit, from_hex, hex, random, redirect_with_message,
};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/orders/{id}/payment", show_payment)
        .form("/office/orders/{id}/payment", record_payment)
        .page("/office/orders/{id}/refund", show_refund)
        .form("/office/orders/{id}/refund", record_refund)
        .behind(Permission::PaymentsRecord)
}

/// Which way the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    In,
    Back,
}

impl Way {
    fn path(self, id: OrderId) -> String {
        match self {
            Way::In => format!("{}/payment", order_path(id)),
            Way::Back => format!("{}/refund", order_path(id)),
        }
    }
}

async fn show_payment(visit: Visit, Path(id): Path<String>) -> Answer {
    show(&visit, &id, Way::In)
}

async fn show_refund(visit: Visit, Path(id): Path<String>) -> Answer {
    show(&visit, &id, Way::Back)
}

async fn record_payment(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    record(&visit, &id, &typed, Way::In).await
}

async fn record_refund(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    record(&visit, &id, &typed, Way::Back).await
}

struct Recording {
    language: Language,
    csrf: String,
    id: OrderId,
    way: Way,
    order: Order,
    settlement: Settlement,
    today: Day,
}

impl Recording {
    fn of(view: &View<'_>, visit: &Visit, id: &str, way: Way) -> Result<Recording, Failure> {
        view.require(Permission::PaymentsRecord)?;
        let id = OrderId::parse(id).ok_or_else(Failure::not_found)?;
        Ok(Recording {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            id,
            way,
            order: orders::order(view, id).ok_or_else(Failure::not_found)?,
            settlement: settlement(view, id).ok_or_else(Failure::not_found)?,
            today: view.today(),
        })
    }

    /// What is to come, or what is to be paid back: the amount that the form begins with.
    fn expected(&self) -> Money {
        let open = self.settlement.open();
        let nothing = Money::zero(open.currency());
        match self.way {
            Way::In => open.max(nothing),
            Way::Back => (-open).max(nothing),
        }
    }
}

fn show(visit: &Visit, id: &str, way: Way) -> Answer {
    let recording = visit.read(|view| Recording::of(view, visit, id, way))?;
    let expected = recording.expected();
    let amount = if expected.is_zero() { String::new() } else { texts::plain_money(visit.language, expected) };
    let typed = Typed::from_pairs(vec![
        ("amount".to_owned(), amount),
        ("received_on".to_owned(), recording.today.to_string()),
        ("idempotency_key".to_owned(), hex(&random::<16>())),
    ]);
    frame::show(visit, &record_page(&recording, &typed, &Complaints::default()))
}

async fn record(visit: &Visit, id: &str, typed: &Typed, way: Way) -> Answer {
    let recording = visit.read(|view| Recording::of(view, visit, id, way))?;
    let outcome = match command_of(&recording, typed) {
        Ok((key, new)) => visit.write(move |tx| payments::record_payment_once(tx, &key, &new)).await.map(drop),
        Err(failure) => Err(failure),
    };
    let Err(failure) = outcome else {
        let told = match way {
            Way::In => "office_payments.told.recorded",
            Way::Back => "office_payments.told.refunded",
        };
        return Ok(redirect_with_message(&order_path(recording.id), told));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(visit, &record_page(&recording, typed, &complaints))
}

fn command_of(recording: &Recording, typed: &Typed) -> Result<([u8; 16], NewPayment), Failure> {
    let mut reading = Reading::of(typed);
    let amount = reading.money("amount", recording.order.shipping.price.currency());
    let received_on = reading.day("received_on");
    let reference = reading.line("reference");
    let key = from_hex::<16>(typed.text("idempotency_key"));
    match (amount, received_on, key) {
        (Some(amount), Some(received_on), Some(key)) if reading.is_clean() => {
            let amount = match recording.way {
                Way::In => amount,
                // Somebody may write the minus or leave it out: it goes back in any case.
                Way::Back => -amount.abs(),
            };
            Ok((key, NewPayment { order: recording.id, amount, received_on, reference }))
        }
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints: reading.into_complaints() }.into()),
    }
}

fn record_page(recording: &Recording, typed: &Typed, complaints: &Complaints) -> Page {
    let language = recording.language;
    let number = order_number(recording.id);
    let (title, button) = match recording.way {
        Way::In => ("office_payments.record.title", "office_payments.record.save"),
        Way::Back => ("office_payments.refund.title", "office_payments.refund.save"),
    };
    let back = Link::new(text!(language, "office.subject.order", number = number), order_path(recording.id));
    let action = recording.way.path(recording.id);
    Page {
        title: text!(language, title, number = number),
        lead: Some(recording.order.billing.name.clone()),
        body: html! {
            (standing(recording))
            (form(language, &Form {
                action: &action,
                csrf: &recording.csrf,
                idempotency_key: Some(typed.text("idempotency_key")),
                complaints: complaints.summary(),
                body: fields(recording, typed, complaints),
                buttons: vec![
                    submit_button(&text!(language, button), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}

/// What is owed, what has come in, what is open.
fn standing(recording: &Recording) -> Markup {
    let language = recording.language;
    let amount = |amount: Money| figure(&texts::money(language, amount));
    let settlement = recording.settlement;
    let open = settlement.open();
    let (open_name, open) = if open.is_negative() {
        (text!(language, "office_payments.fact.too_much"), open.abs())
    } else {
        (text!(language, "office_payments.fact.open"), open)
    };
    facts(&[
        Fact::new(text!(language, "office_payments.fact.owed"), amount(settlement.owed)),
        Fact::new(text!(language, "office_payments.fact.received"), amount(settlement.received)),
        Fact::new(open_name, amount(open)),
    ])
}

fn fields(recording: &Recording, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = recording.language;
    let field = |name: &'static str, key: &'static str| Field {
        name,
        label: text!(language, key),
        value: typed.text(name),
        error: complaints.about(name),
        ..Field::default()
    };
    let currency = recording.order.shipping.price.currency();
    let amount = Field {
        unit: Some(currency.code().to_owned()),
        breadth: Breadth::Short,
        autofocus: true,
        ..field("amount", "office_payments.field.amount")
    };
    let day = Field {
        hint: Some(text!(language, "office_payments.field.day_hint")),
        breadth: Breadth::Short,
        ..field("received_on", "office_payments.field.day")
    };
    let reference =
        Field { optional: true, max_length: Some(140), ..field("reference", "office_payments.field.reference") };
    html! {
        (money_field(language, &amount))
        (date_field(language, &day))
        (text_field(language, &reference))
    }
}
