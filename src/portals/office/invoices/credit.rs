//! A credit note by hand: pieces of the invoice, or an amount, and what for.

use axum::extract::Path;
use maud::html;

use crate::business::billing::{self, Invoice, NewCreditNote, issue_free_credit_note, left_to_credit};
use crate::business::failure::{Complaint, Failure};
use crate::business::orders::Totals;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::pieces::{Piece, piece_table, typed_pieces};
use crate::portals::office::subjects::invoice_path;
use crate::portals::once::{form_key, worked_once};
use crate::text;
use crate::texts;
use crate::values::{InvoiceId, Rate};
use crate::web::parts::{
    Breadth, Choice, Field, Form, Link, Loudness, field_row, form, link_button, section, select_field, submit_button,
    text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/invoices/{invoice}/credit", show)
        .form("/office/invoices/{invoice}/credit", credit)
        .behind(Permission::BillingIssue)
}

pub fn credit_path(id: InvoiceId) -> String {
    format!("{}/credit", invoice_path(id))
}

struct Crediting {
    id: InvoiceId,
    invoice: Invoice,
    left: Totals,
}

impl Crediting {
    fn of(view: &View<'_>, id: InvoiceId) -> Result<Crediting, Failure> {
        view.require(Permission::BillingIssue)?;
        let invoice = billing::invoice(view, id).ok_or_else(Failure::not_found)?;
        Ok(Crediting { id, left: left_to_credit(view, id, &invoice), invoice })
    }

    fn pieces(&self) -> Vec<Piece<'_>> {
        let lines = (1..).zip(&self.invoice.lines);
        let pieces = lines.map(|(place, line)| Piece {
            place,
            name: &line.name,
            sku: &line.sku,
            quantity: line.quantity,
            price: line.unit_price,
        });
        pieces.collect()
    }

    fn rate(&self, word: &str) -> Option<Rate> {
        let rates = self.invoice.totals.groups.iter().map(|group| group.rate);
        rates.into_iter().find(|rate| rate.millionths().to_string() == word)
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = InvoiceId::parse(&id).ok_or_else(Failure::not_found)?;
    let crediting = visit.read(|view| Crediting::of(view, id))?;
    frame::show(&visit, &credit_page(&visit, &crediting, &Typed::default(), &Complaints::default()))
}

async fn credit(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = InvoiceId::parse(&id).ok_or_else(Failure::not_found)?;
    let (own, sent) = (visit.clone(), typed.clone());
    let work = async move {
        let crediting = own.read(|view| Crediting::of(view, id))?;
        let command = command_of(&crediting, &sent)?;
        own.write(move |tx| issue_free_credit_note(tx, &command)).await
    };
    let failure = match worked_once(&visit, &typed, work).await {
        Ok(note) => {
            let path = invoice_path(note.unwrap_or(id));
            return Ok(redirect_with_message(&path, "office_invoices.told.credited"));
        }
        Err(failure) => failure,
    };
    let crediting = visit.read(|view| Crediting::of(view, id))?;
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(&visit, &credit_page(&visit, &crediting, &typed, &complaints))
}

fn command_of(crediting: &Crediting, typed: &Typed) -> Result<NewCreditNote, Failure> {
    let (lines, mut complaints) = typed_pieces(&crediting.pieces(), typed);
    let mut reading = Reading::of(typed);
    let amount = match typed.text("amount").trim() {
        "" => None,
        _ => reading.money("amount", crediting.left.gross.currency()),
    };
    let rate = crediting.rate(typed.text("rate"));
    if amount.is_some() && rate.is_none() {
        reading.complain(Complaint::new("web.reading.no_choice").at("rate"));
    }
    complaints.extend(reading.into_complaints());
    if !complaints.is_empty() {
        return Err(complaints.into());
    }
    let reason = typed.text("reason").to_owned();
    Ok(NewCreditNote { invoice: crediting.id, lines, amount: amount.zip(rate), reason })
}

fn credit_page(visit: &Visit, crediting: &Crediting, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let Crediting { id, invoice, left } = crediting;
    let back = Link::new(invoice.number.clone(), invoice_path(*id));
    let filled = Filled { language, typed, complaints };
    let amount = Field {
        optional: true,
        breadth: Breadth::Short,
        ..filled.field("amount", text!(language, "office_invoices.credit.amount"))
    };
    let only = invoice.totals.groups.first().filter(|_| invoice.totals.groups.len() == 1);
    let only = only.map(|group| group.rate.millionths().to_string()).unwrap_or_default();
    let chosen = if typed.text("rate").is_empty() { &only } else { typed.text("rate") };
    let rate = Field {
        optional: true,
        breadth: Breadth::Short,
        value: chosen,
        ..filled.field("rate", text!(language, "office_invoices.credit.rate"))
    };
    let rates: Vec<Choice> = invoice
        .totals
        .groups
        .iter()
        .map(|group| Choice::new(group.rate.millionths().to_string(), texts::percent(language, group.rate)))
        .collect();
    let reason = Field {
        hint: Some(text!(language, "office_invoices.credit.reason_hint")),
        ..filled.field("reason", text!(language, "office_invoices.credit.reason"))
    };
    let caption = text!(language, "office_invoices.credit.lines");
    let left = texts::money(language, left.gross);
    Page {
        title: text!(language, "office_invoices.credit.title", number = invoice.number),
        lead: Some(text!(language, "office_invoices.credit.about", left = left)),
        body: form(
            language,
            &Form {
                action: &credit_path(*id),
                csrf: visit.csrf(),
                idempotency_key: Some(&form_key(typed)),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! {
                    (section(&caption, piece_table(language, caption.clone(), &crediting.pieces(), (typed, complaints))))
                    (section(
                        &text!(language, "office_invoices.credit.free"),
                        field_row(&[text_field(language, &amount), select_field(language, &rate, &rates)]),
                    ))
                    (text_field(language, &reason))
                },
                buttons: vec![
                    submit_button(&text!(language, "office_invoices.credit.confirm"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        back: Some(back),
        ..Page::default()
    }
}
