//! The sheet of one payment, and taking it back when it was recorded by mistake.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::journal::{Subject, history};
use crate::business::ledger::{Posting, PostingLine, posting};
use crate::business::orders::{self, order_number};
use crate::business::payments::{self, Payment};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::payments::list::{list_path, way_state};
use crate::portals::office::subjects::{order_path, payment_path};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Language, PaymentId};
use crate::web::parts::{
    Column, Fact, Field, Form, Happening, Link, Loudness, Meaning, Notice, Row, Table, facts, figure, fold, form,
    moment, notice, open_fold, section, submit_button, table, text_link, textarea_field, timeline,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page("/office/payments/{payment}", show).behind(Permission::PaymentsView);
    let working = Routes::new().form("/office/payments/{payment}/reverse", reverse).behind(Permission::PaymentsRecord);
    looking.and(working)
}

struct PaymentPage {
    language: Language,
    wall: Wall,
    csrf: String,
    id: PaymentId,
    payment: Payment,
    name: String,
    order: Link,
    posting: Option<Posting>,
    happenings: Vec<Happening>,
    may_reverse: bool,
}

impl PaymentPage {
    fn of(view: &View<'_>, visit: &Visit, id: PaymentId) -> Result<PaymentPage, Failure> {
        view.require(Permission::PaymentsView)?;
        let language = visit.language;
        let payment = payments::payment(view, id).ok_or_else(Failure::not_found)?;
        let label = text!(language, "office.subject.order", number = order_number(payment.order));
        let teller = Teller::new(view, language);
        let of_order = history(view, &[Subject::of(payment.order)]);
        let told = of_order.iter().filter(|entry| entry.room == "payments");
        let told = told.filter(|entry| teller.number_in(entry, "payment") == Some(id.number()));
        Ok(PaymentPage {
            language,
            wall: Wall::of(view, language),
            csrf: visit.csrf().to_owned(),
            id,
            name: orders::order(view, payment.order).map(|order| order.billing.name).unwrap_or_default(),
            order: Link::new(label, order_path(payment.order)),
            posting: posting(view, payment.posting).filter(|_| view.may(Permission::LedgerView)),
            happenings: told.map(|entry| teller.happening(entry)).collect(),
            may_reverse: view.may(Permission::PaymentsRecord) && payment.reversed.is_none(),
            payment,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

fn payment_id(text: &str) -> Result<PaymentId, Failure> {
    PaymentId::parse(text).ok_or_else(Failure::not_found)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = payment_id(&id)?;
    let page = visit.read(|view| PaymentPage::of(view, &visit, id))?;
    frame::show(&visit, &payment_page(&page, "", &Complaints::default()))
}

async fn reverse(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = payment_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let Err(failure) = visit.write(move |tx| payments::reverse_payment(tx, id, &reason)).await else {
        return Ok(redirect_with_message(&payment_path(id), "office_payments.told.reversed"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let page = visit.read(|view| PaymentPage::of(view, &visit, id))?;
    frame::refuse(&visit, &payment_page(&page, typed.text("reason"), &complaints))
}

fn payment_page(page: &PaymentPage, reason: &str, complaints: &Complaints) -> Page {
    let language = page.language;
    let reversed = page.payment.reversed.as_ref();
    let messages = if page.may_reverse { Vec::new() } else { complaints.summary() };
    let bad = |sentence: String| Notice { meaning: Meaning::Bad, sentence, more: None };
    Page {
        title: text!(language, "office.subject.payment", number = page.id),
        state: Some(way_state(language, &page.payment)),
        lead: Some(format!("{} · {}", texts::money(language, page.payment.amount), page.name)),
        back: Some(Link::new(page.text("office_payments.page.title"), list_path())),
        messages: messages.into_iter().map(|complaint| bad(complaint.sentence)).collect(),
        body: html! {
            @if let Some(reversal) = reversed {
                @let when = page.wall.exact(reversal.at);
                @let reason = &reversal.reason;
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence: text!(language, "office_payments.notice.reversed", when = when, reason = reason),
                    more: None,
                }))
            }
            (fact_list(page))
            @if let Some(posting) = &page.posting { (posting_section(page, posting)) }
            @if page.may_reverse { (reversing(page, reason, complaints)) }
        },
        aside: Some(section(&page.text("office_commissions.sheet.history"), timeline(language, &page.happenings))),
        ..Page::default()
    }
}

fn fact_list(page: &PaymentPage) -> Markup {
    let language = page.language;
    let payment = &page.payment;
    facts(&[
        Fact::new(page.text("office_payments.column.amount"), figure(&texts::money(language, payment.amount))),
        Fact::words(page.text("office_payments.column.day"), &texts::day(language, payment.received_on)),
        Fact::new(page.text("office_payments.column.order"), text_link(&page.order)),
        Fact::words(page.text("office_payments.column.name"), &page.name),
        Fact::words(page.text("office_payments.field.reference"), &payment.purpose(language)),
        Fact::new(page.text("office_payments.fact.recorded"), moment(&page.wall.moment(payment.recorded_at))),
    ])
}

/// How it stands in the books.
fn posting_section(page: &PaymentPage, posting: &Posting) -> Markup {
    let language = page.language;
    let row = |line: &PostingLine| {
        Row::new(vec![html! { (line.key.account.say(language)) }, figure(&texts::money(language, line.amount))])
    };
    let shown = Table {
        caption: page.text("office_payments.sheet.books"),
        columns: vec![
            Column::text(page.text("office_ledger.column.account")),
            Column::figure(page.text("office_payments.column.amount")),
        ],
        rows: posting.lines.iter().map(row).collect(),
        ..Table::default()
    };
    section(&page.text("office_payments.sheet.books"), table(language, &shown))
}

/// Seldom needed, so it stands below a fold until something was wrong with it.
fn reversing(page: &PaymentPage, reason: &str, complaints: &Complaints) -> Markup {
    let language = page.language;
    let field = Field {
        name: "reason",
        label: page.text("office_payments.reverse.reason"),
        hint: Some(page.text("office_payments.reverse.hint")),
        value: reason,
        error: complaints.about("reason"),
        ..Field::default()
    };
    let action = format!("{}/reverse", payment_path(page.id));
    let body = form(
        language,
        &Form {
            action: &action,
            csrf: &page.csrf,
            complaints: complaints.summary(),
            body: textarea_field(language, &field, 3),
            buttons: vec![submit_button(&page.text("office_payments.reverse.confirm"), Loudness::Danger)],
            ..Form::default()
        },
    );
    let heading = page.text("office_payments.reverse.heading");
    if complaints.is_empty() { fold(&heading, body) } else { open_fold(&heading, body) }
}
