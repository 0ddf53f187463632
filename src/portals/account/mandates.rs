//! The own mandates: what was agreed to, another account, and the end of it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::own_mandate_pdf;
use crate::business::customers::{CustomerGroup, customer, customer_of_person};
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::Firm;
use crate::business::payments::mandates::{
    MandateRow, MandateScheme, MandateStanding, MandateText, NewAccount, OwnMandate, change_own_mandate_account,
    mandate_creditor, own_mandates, revoke_own_mandate, sign_own_mandate,
};
use crate::business::people::person;
use crate::business::view::View;
use crate::portals::account::account_path;
use crate::portals::deed::{Deed, deed_page};
use crate::portals::fields::Filled;
use crate::portals::frames;
use crate::text;
use crate::texts;
use crate::values::{Day, MandateId};
use crate::web::parts::{
    Breadth, Choice, Fact, Field, Form, Link, Loudness, Meaning, checkbox_field, code, facts, form, link_button,
    paragraph, radio_group, row, section, state, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page(mandates_path(), show)
        .form(mandates_path(), sign)
        .page("/account/mandates/{id}/account", ask_account)
        .form("/account/mandates/{id}/account", change_account)
        .page("/account/mandates/{id}/revoke", ask_revoke)
        .form("/account/mandates/{id}/revoke", revoke)
        .page("/account/mandates/{id}/mandate.pdf", print)
}

pub const fn mandates_path() -> &'static str {
    "/account/mandates"
}

fn path(id: MandateId, end: &str) -> String {
    format!("{}/{id}/{end}", mandates_path())
}

/// Whether somebody buys as a customer, and may let us collect.
pub(super) fn is_offered(view: &View<'_>) -> bool {
    let customer = view.actor().person.and_then(|person| customer_of_person(view, person));
    customer.is_some() && mandate_creditor(view).is_some()
}

struct Own {
    rows: Vec<MandateRow>,
    /// Who may collect; `None` as long as the firm cannot.
    creditor: Option<Firm>,
    /// `None` for somebody who is no customer.
    group: Option<CustomerGroup>,
    name: String,
    today: Day,
}

fn own(view: &View<'_>) -> Result<Own, Failure> {
    let rows = own_mandates(view)?;
    let known = view.actor().person.and_then(|id| person(view, id));
    let own = view.actor().person.and_then(|id| customer_of_person(view, id)).and_then(|id| customer(view, id));
    Ok(Own {
        rows,
        creditor: mandate_creditor(view),
        group: own.map(|own| own.group),
        name: known.map(|person| person.name()).unwrap_or_default(),
        today: view.today(),
    })
}

async fn show(visit: Visit) -> Answer {
    let own = visit.read(own)?;
    let typed = Typed::from_pairs(vec![
        ("holder".to_owned(), own.name.clone()),
        ("scheme".to_owned(), MandateScheme::Core.word().to_owned()),
    ]);
    frames::show(&visit, &page(&visit, &own, &typed, &Complaints::default()))
}

async fn sign(visit: Visit, typed: Typed) -> Answer {
    let language = visit.language;
    let mut reading = Reading::of(&typed);
    let scheme = MandateScheme::from_word(typed.text("scheme")).unwrap_or(MandateScheme::Core);
    let new = OwnMandate {
        scheme,
        holder: reading.line("holder"),
        iban: reading.line("iban"),
        bic: reading.optional_bic("bic"),
        language,
        agreed: reading.ticked("agreed"),
    };
    let complaints = reading.into_complaints();
    let outcome = if complaints.is_empty() {
        visit.write(move |tx| sign_own_mandate(tx, &new)).await.map(drop)
    } else {
        Err(Failure::from(complaints))
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(mandates_path(), "account.mandates.signed")),
        Err(failure) => {
            let complaints = Complaints::of(language, failure)?;
            let own = visit.read(own)?;
            frames::refuse(&visit, &page(&visit, &own, &typed, &complaints))
        }
    }
}

fn page(visit: &Visit, own: &Own, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    Page {
        title: text!(language, "account.mandates.title"),
        lead: Some(text!(language, "account.mandates.lead")),
        back: Some(Link::new(text!(language, "account.title"), account_path())),
        body: html! {
            @for row in &own.rows {
                (section(&text!(language, "account.mandates.number", number = row.mandate.number), shown(visit, own, row)))
            }
            @match (&own.creditor, own.group) {
                (Some(firm), Some(group)) => {
                    (section(&text!(language, "account.mandates.new"), to_sign(visit, firm, group, &Filled { language, typed, complaints })))
                }
                _ => (paragraph(&text!(language, "account.mandates.not_offered"))),
            }
        },
        ..Page::default()
    }
}

/// One mandate, with what may still be done with it.
fn shown(visit: &Visit, own: &Own, of: &MandateRow) -> Markup {
    let (language, mandate) = (visit.language, &of.mandate);
    let meaning = match of.standing {
        MandateStanding::Active => Meaning::Good,
        MandateStanding::AwaitingBank | MandateStanding::Suspended => Meaning::Attention,
        MandateStanding::Revoked | MandateStanding::Void => Meaning::Neutral,
    };
    let link =
        |key: &'static str, end: &str| link_button(&Link::new(text!(language, key), path(of.id, end)), Loudness::Quiet);
    let mut buttons = vec![link("account.mandates.print", "mandate.pdf")];
    if !mandate.is_closed(own.today) {
        buttons.push(link("account.mandates.change", "account"));
        buttons.push(link("account.mandates.revoke", "revoke"));
    }
    html! {
        (facts(&[
            Fact::new(text!(language, "account.mandates.standing"), state(meaning, &of.standing.say(language))),
            Fact::words(text!(language, "mandates.field.holder"), &mandate.holder),
            Fact::new(text!(language, "fields.iban"), code(&mandate.iban.grouped())),
            Fact::words(text!(language, "account.mandates.kind"), &mandate.scheme.say(language)),
            Fact::words(text!(language, "account.mandates.signed_on"), &texts::day(language, mandate.signed_on)),
        ]))
        @if of.standing == MandateStanding::AwaitingBank { (paragraph(&text!(language, "account.mandates.tell_bank"))) }
        (row(&buttons))
    }
}

/// The text that is agreed to, and the fields; firms may choose between the two schemes.
fn to_sign(visit: &Visit, firm: &Firm, group: CustomerGroup, filled: &Filled) -> Markup {
    let language = filled.language;
    let said = |scheme: MandateScheme| MandateText::of(scheme, &firm.legal_name, language);
    let (core, b2b) = (said(MandateScheme::Core), said(MandateScheme::B2b));
    let choice = |scheme: MandateScheme, right: &str| Choice {
        hint: Some(right.to_owned()),
        ..Choice::new(scheme.word(), scheme.say(language))
    };
    let choices = [choice(MandateScheme::Core, &core.right), choice(MandateScheme::B2b, &b2b.right)];
    let is_firm = group == CustomerGroup::Company;
    form(
        language,
        &Form {
            action: mandates_path(),
            csrf: visit.csrf(),
            complaints: filled.complaints.summary(),
            body: html! {
                (paragraph(&core.permission))
                (paragraph(&core.instruction))
                @if is_firm {
                    (radio_group(language, &filled.field("scheme", text!(language, "account.mandates.kind")), &choices))
                } @else {
                    (paragraph(&core.right))
                }
                (facts(&[
                    Fact::new(text!(language, "print.mandate.creditor_id"), code(&firm.creditor_id)),
                    Fact::words(text!(language, "print.mandate.number"), &text!(language, "account.mandates.number_later")),
                ]))
                (account_fields(filled))
                (checkbox_field(language, &filled.field("agreed", text!(language, "account.mandates.agree"))))
            },
            buttons: vec![submit_button(&text!(language, "account.mandates.sign"), Loudness::Primary)],
            ..Form::default()
        },
    )
}

fn account_fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let of = |name: &'static str, key: &'static str| Field {
        autocomplete: "off",
        ..filled.field(name, text!(language, key))
    };
    html! {
        (text_field(language, &of("holder", "mandates.field.holder")))
        (text_field(language, &of("iban", "fields.iban")))
        (text_field(language, &Field { optional: true, breadth: Breadth::Medium, ..of("bic", "mandates.field.bic") }))
    }
}

/// One of the own, by its path.
fn found(visit: &Visit, id: &str) -> Result<MandateRow, Failure> {
    let id = MandateId::parse(id).ok_or_else(Failure::not_found)?;
    let rows = visit.read(own_mandates)?;
    rows.into_iter().find(|row| row.id == id).ok_or_else(Failure::not_found)
}

async fn ask_account(visit: Visit, Path(id): Path<String>) -> Answer {
    let of = found(&visit, &id)?;
    let typed = Typed::from_pairs(vec![("holder".to_owned(), of.mandate.holder.clone())]);
    frames::show(&visit, &account_page(&visit, &of, &typed, &Complaints::default()))
}

async fn change_account(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let of = found(&visit, &id)?;
    let mut reading = Reading::of(&typed);
    let bic = reading.optional_bic("bic");
    let new = NewAccount { holder: reading.line("holder"), iban: reading.line("iban"), bic };
    let complaints: Vec<Complaint> = reading.into_complaints();
    let outcome = if complaints.is_empty() {
        let id = of.id;
        visit.write(move |tx| change_own_mandate_account(tx, id, &new)).await
    } else {
        Err(Failure::from(complaints))
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(mandates_path(), "account.mandates.changed")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frames::refuse(&visit, &account_page(&visit, &of, &typed, &complaints))
        }
    }
}

fn account_page(visit: &Visit, of: &MandateRow, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let action = path(of.id, "account");
    let asked = form(
        language,
        &Form {
            action: &action,
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: account_fields(&filled),
            buttons: vec![
                submit_button(&text!(language, "account.mandates.change_confirm"), Loudness::Primary),
                link_button(&Link::new(text!(language, "account.mandates.back"), mandates_path()), Loudness::Quiet),
            ],
            ..Form::default()
        },
    );
    Page {
        title: text!(language, "account.mandates.change"),
        lead: Some(text!(language, "account.mandates.number", number = of.mandate.number)),
        back: Some(Link::new(text!(language, "account.mandates.title"), mandates_path())),
        body: html! {
            (paragraph(&text!(language, "account.mandates.change_what", iban = of.mandate.iban.grouped())))
            (asked)
        },
        ..Page::default()
    }
}

async fn ask_revoke(visit: Visit, Path(id): Path<String>) -> Answer {
    let of = found(&visit, &id)?;
    frames::show(&visit, &revoke_page(&visit, &of, &Complaints::default()))
}

async fn revoke(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let of = found(&visit, &id)?;
    let wanted = of.id;
    match visit.write(move |tx| revoke_own_mandate(tx, wanted)).await {
        Ok(()) => Ok(redirect_with_message(mandates_path(), "account.mandates.revoked")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frames::refuse(&visit, &revoke_page(&visit, &of, &complaints))
        }
    }
}

fn revoke_page(visit: &Visit, of: &MandateRow, complaints: &Complaints) -> Page {
    let language = visit.language;
    let deed = Deed {
        title: text!(language, "account.mandates.revoke"),
        lead: Some(text!(language, "account.mandates.number", number = of.mandate.number)),
        what: vec![text!(language, "account.mandates.revoke_what")],
        reason: None,
        action: path(of.id, "revoke"),
        confirm: text!(language, "account.mandates.revoke_confirm"),
        back: Link::new(text!(language, "account.mandates.title"), mandates_path()),
    };
    deed_page(visit, deed, complaints)
}

async fn print(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = found(&visit, &id)?.id;
    let document = visit.read_aside(move |view| own_mandate_pdf(view, id)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}
