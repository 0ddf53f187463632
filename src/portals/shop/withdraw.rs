//! The withdrawal function: on every page, for guests too, in two steps, with a receipt to the second
//! (Art. 11a Directive 2011/83/EU as amended by (EU) 2023/2673, in force since 19 June 2026).

use maud::{Markup, html};

use crate::business::customers::customer_of_person;
use crate::business::failure::{Complaint, Failure};
use crate::business::orders::{self, Claim, Order, WithdrawOrder, Withdrawal, claimed_order, order_number};
use crate::business::permission::Permission;
use crate::portals::shop::frame;
use crate::text;
use crate::texts;
use crate::values::{Language, OrderId};
use crate::web::parts::{
    Fact, Field, Form, Loudness, Meaning, Notice, email_field, facts, form, hidden_field, notice, paragraph, section,
    small, submit_button, text_field, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit};

pub fn routes() -> Routes {
    Routes::new().page(withdraw_path(), ask).form(withdraw_path(), declare).form("/withdraw/confirm", confirm)
}

pub const fn withdraw_path() -> &'static str {
    "/withdraw"
}

async fn ask(visit: Visit) -> Answer {
    let number = visit.query("number").unwrap_or_default();
    let typed = Typed::from_pairs(vec![("number".to_owned(), number)]);
    frame::show(&visit, &declare_page(&visit, &typed, &Complaints::default()))
}

/// The first step: which contract. Nothing is withdrawn yet.
async fn declare(visit: Visit, typed: Typed) -> Answer {
    match visit.read(|view| found(view, &typed)) {
        Ok((id, order)) => frame::show(&visit, &confirm_page(&visit, id, &order, &typed)),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &declare_page(&visit, &typed, &complaints))
        }
    }
}

/// The second step: the declaration itself.
async fn confirm(visit: Visit, typed: Typed) -> Answer {
    let command = WithdrawOrder { claim: claim(&typed), words: typed.text("words").chars().take(2_000).collect() };
    match visit.write(move |tx| orders::withdraw_order(tx, &command)).await {
        Ok(id) => {
            let received = visit.read(|view| {
                orders::withdrawal(view, id).map(|found| (found, view.zone().clone())).ok_or_else(Failure::not_found)
            })?;
            frame::show(&visit, &receipt_page(visit.language, id, &received.0, &received.1))
        }
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &declare_page(&visit, &typed, &complaints))
        }
    }
}

fn claim(typed: &Typed) -> Claim {
    Claim::ByNumber { number: typed.text("number").to_owned(), email: typed.text("email").to_owned() }
}

fn found(view: &crate::business::view::View<'_>, typed: &Typed) -> Result<(OrderId, Order), Failure> {
    if typed.text("number").trim().is_empty() {
        return Err(Complaint::new("web.reading.missing").at("number").into());
    }
    let own_customer = view.actor().person.and_then(|person| customer_of_person(view, person));
    claimed_order(view, view.may(Permission::OrdersCancel), own_customer, &claim(typed))
}

fn declare_page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let number = Field {
        name: "number",
        label: text!(language, "shop.withdraw.number"),
        value: typed.text("number"),
        hint: Some(text!(language, "shop.withdraw.number_hint")),
        error: complaints.about("number"),
        ..Field::default()
    };
    let email = Field {
        name: "email",
        label: text!(language, "shop.checkout.email"),
        value: typed.text("email"),
        error: complaints.about("email"),
        autocomplete: "email",
        ..Field::default()
    };
    let words = Field {
        name: "words",
        label: text!(language, "shop.withdraw.words"),
        value: typed.text("words"),
        hint: Some(text!(language, "shop.withdraw.words_hint")),
        optional: true,
        ..Field::default()
    };
    let body = form(
        language,
        &Form {
            action: withdraw_path(),
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: html! {
                (text_field(language, &number))
                (email_field(language, &email))
                (textarea_field(language, &words, 3))
            },
            buttons: vec![submit_button(&text!(language, "shop.withdraw.next"), Loudness::Primary)],
            ..Form::default()
        },
    );
    Page {
        title: text!(language, "shop.withdraw.title"),
        lead: Some(text!(language, "shop.withdraw.lead", days = orders::WITHDRAWAL_DAYS)),
        body,
        ..Page::default()
    }
}

fn confirm_page(visit: &Visit, id: OrderId, order: &Order, typed: &Typed) -> Page {
    let language = visit.language;
    let line = |line: &orders::OrderLine| format!("{} × {}", line.quantity, line.name);
    let lines: Vec<String> = order.lines.iter().map(line).collect();
    let body = form(
        language,
        &Form {
            action: "/withdraw/confirm",
            csrf: visit.csrf(),
            body: html! {
                (hidden_field("number", typed.text("number")))
                (hidden_field("email", typed.text("email")))
                (hidden_field("words", typed.text("words")))
                (facts(&[
                    Fact::words(text!(language, "shop.withdraw.number"), &order_number(id)),
                    Fact::words(text!(language, "shop.orders.day"), &texts::day(language, order.day)),
                    Fact::words(text!(language, "shop.order.lines"), &lines.join(", ")),
                ]))
                (paragraph(&text!(language, "shop.withdraw.declaration")))
            },
            buttons: vec![submit_button(&text!(language, "shop.withdraw.confirm"), Loudness::Primary)],
            ..Form::default()
        },
    );
    Page { title: text!(language, "shop.withdraw.confirm_title"), body, ..Page::default() }
}

fn receipt_page(language: Language, id: OrderId, received: &Withdrawal, zone: &jiff::tz::TimeZone) -> Page {
    let sentence = text!(language, "shop.withdraw.received");
    let next = if received.cancelled {
        text!(language, "shop.withdraw.cancelled")
    } else if received.late {
        text!(language, "shop.withdraw.late")
    } else {
        text!(language, "shop.withdraw.send_back")
    };
    let particulars: Markup = facts(&[
        Fact::words(text!(language, "shop.withdraw.number"), &order_number(id)),
        Fact::words(text!(language, "shop.withdraw.received_at"), &texts::instant_exact(language, received.at, zone)),
    ]);
    Page {
        title: text!(language, "shop.withdraw.receipt_title"),
        body: html! {
            (notice(&Notice { meaning: Meaning::Good, sentence, more: None }))
            (section(&text!(language, "shop.withdraw.receipt"), particulars))
            (paragraph(&next))
            (small(&text!(language, "shop.withdraw.mail")))
        },
        ..Page::default()
    }
}
