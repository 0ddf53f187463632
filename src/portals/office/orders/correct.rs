//! Correcting an order before it is picked. Of two clerks the second sees what the first has changed, and decides.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::failure::{Failure, Refusal, RefusalKind};
use crate::business::orders::{self, CorrectOrder, Order, order_number};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::goods::Goods;
use crate::portals::office::orders::compare::{Version, comparison};
use crate::portals::office::orders::draft::{Draft, line_fields, typed_of};
use crate::portals::office::orders::order_id;
use crate::portals::office::subjects::order_path;
use crate::text;
use crate::values::{Language, OrderId};
use crate::web::parts::{
    Field, Form, Link, Loudness, Meaning, Notice, checkbox_field, disclosed_by, fieldset, form, hidden_field,
    link_button, notice, section, submit_button, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/orders/{id}/correct", show)
        .form("/office/orders/{id}/correct", correct)
        .behind(Permission::OrdersCorrect)
}

fn correct_path(id: OrderId) -> String {
    format!("{}/correct", order_path(id))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = order_id(&id)?;
    let order = visit.read(|view| known(view, id, visit.language))?;
    let page = correct_page(&Correcting {
        language: visit.language,
        csrf: visit.csrf(),
        id,
        typed: &typed_of(&order),
        order: &order,
        complaints: Complaints::default(),
        conflict: None,
    });
    frame::show(&visit, &page)
}

async fn correct(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = order_id(&id)?;
    let shelf = visit.read(|view| Ok(visit.app.shelf(view)))?;
    let draft = visit.read(|view| Ok(Draft::read(&typed, &Goods { view, shelf: &shelf, language: visit.language })))?;
    let outcome = match command_of(id, &draft, &typed) {
        Ok(command) => visit.write(move |tx| orders::correct_order(tx, &command)).await,
        Err(refused) => Err(refused),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&order_path(id), "office_orders.told.corrected")),
        Err(Failure::Refused(refusal)) if refusal.kind == RefusalKind::Conflict => conflict(&visit, id, &typed, draft),
        Err(failure) => refused(&visit, id, &typed, Complaints::of(visit.language, failure)?),
    }
}

fn known(view: &View<'_>, id: OrderId, language: Language) -> Result<Order, Failure> {
    view.require(Permission::OrdersCorrect)?;
    orders::order_read_in(view, id, language).ok_or_else(Failure::not_found)
}

fn command_of(id: OrderId, draft: &Draft, typed: &Typed) -> Result<CorrectOrder, Failure> {
    match (&draft.billing, &draft.delivery) {
        (Some(billing), Some(delivery)) if draft.complaints.is_empty() => Ok(CorrectOrder {
            order: id,
            seen_version: typed.text("seen_version").parse().unwrap_or(0),
            lines: draft.lines.clone(),
            billing: billing.clone(),
            delivery: delivery.clone(),
            note: draft.note.clone(),
        }),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints: draft.complaints.clone() }.into()),
    }
}

fn refused(visit: &Visit, id: OrderId, typed: &Typed, complaints: Complaints) -> Answer {
    let order = visit.read(|view| known(view, id, visit.language))?;
    let (language, csrf) = (visit.language, visit.csrf());
    let page = Correcting { language, csrf, id, order: &order, typed, complaints, conflict: None };
    frame::refuse(visit, &correct_page(&page))
}

/// Somebody was faster: what was there, what is there now, and what was typed, side by side.
fn conflict(visit: &Visit, id: OrderId, typed: &Typed, draft: Draft) -> Answer {
    let language = visit.language;
    let seen: u32 = typed.text("seen_version").parse().unwrap_or(0);
    let (order, side_by_side) = visit.read(|view| {
        let order = known(view, id, language)?;
        let mut versions = vec![
            Version { heading: text!(language, "office.conflict.mine"), draft: draft.clone(), gross: String::new() },
            Version::of(text!(language, "office.conflict.theirs"), language, &order),
        ];
        let before = orders::order_version(view, id, seen);
        versions.extend(
            before.map(|before| Version::of(text!(language, "office_orders.conflict.before"), language, &before)),
        );
        Ok((order, comparison(view, language, &versions)))
    })?;
    let page = correct_page(&Correcting {
        language,
        csrf: visit.csrf(),
        id,
        typed,
        order: &order,
        complaints: Complaints::default(),
        conflict: Some(side_by_side),
    });
    frame::refuse_with(visit, StatusCode::CONFLICT, &page)
}

struct Correcting<'c> {
    language: Language,
    csrf: &'c str,
    id: OrderId,
    /// As it stands now.
    order: &'c Order,
    typed: &'c Typed,
    complaints: Complaints,
    /// The versions side by side, when somebody else was faster.
    conflict: Option<Markup>,
}

fn correct_page(page: &Correcting) -> Page {
    let language = page.language;
    let number = order_number(page.id);
    let sheet = Link::new(text!(language, "office.subject.order", number = number), order_path(page.id));
    Page {
        title: text!(language, "office_orders.correct.title", number = number),
        lead: Some(text!(language, "office_orders.correct.lead")),
        back: Some(sheet),
        body: html! {
            @if let Some(side_by_side) = &page.conflict { (conflict_notice(language, page, side_by_side)) }
            (correct_form(page))
        },
        ..Page::default()
    }
}

fn conflict_notice(language: Language, page: &Correcting, side_by_side: &Markup) -> Markup {
    let keep = Link::new(text!(language, "office_orders.conflict.keep"), order_path(page.id));
    html! {
        (notice(&Notice {
            meaning: Meaning::Attention,
            sentence: text!(language, "orders.refusal.changed_meanwhile"),
            more: Some(html! { p { (text!(language, "office_orders.conflict.choice")) } }),
        }))
        (section(&text!(language, "office.conflict.heading"), html! {
            (side_by_side)
            p { (link_button(&keep, Loudness::Secondary)) }
        }))
    }
}

fn correct_form(page: &Correcting) -> Markup {
    let (language, typed) = (page.language, page.typed);
    let action = correct_path(page.id);
    // What was typed after a conflict is meant for the version that stands there now.
    let seen =
        if page.conflict.is_some() { page.order.version.to_string() } else { typed.text("seen_version").to_owned() };
    let button =
        if page.conflict.is_some() { "office_orders.conflict.save_mine" } else { "office_orders.correct.save" };
    let cancel = Link::new(text!(language, "office.form.cancel"), order_path(page.id));
    form(
        language,
        &Form {
            action: &action,
            csrf: page.csrf,
            guards_changes: true,
            complaints: page.complaints.summary(),
            body: html! {
                (hidden_field("seen_version", &seen))
                (section(&text!(language, "office_orders.sheet.lines"), html! {
                    p { (text!(language, "office_orders.form.lines_hint")) }
                    (line_fields(language, &page.order.lines, typed, &page.complaints))
                }))
                (addresses(language, typed, &page.complaints))
                (note_field(language, typed, &page.complaints))
            },
            buttons: vec![
                submit_button(&text!(language, button), Loudness::Primary),
                link_button(&cancel, Loudness::Quiet),
            ],
            ..Form::default()
        },
    )
}

/// Billing and delivery; the second is shown only where it is another one.
pub fn addresses(language: Language, typed: &Typed, complaints: &Complaints) -> Markup {
    let elsewhere = Field {
        name: "elsewhere",
        label: text!(language, "office_orders.form.elsewhere"),
        value: typed.text("elsewhere"),
        optional: true,
        ..Field::default()
    };
    let filled = Filled { language, typed, complaints };
    let (billing, delivery) = (filled.address("billing", false), filled.address("delivery", false));
    html! {
        (fieldset(&text!(language, "office_orders.sheet.billing"), billing))
        (checkbox_field(language, &elsewhere))
        (disclosed_by("elsewhere", fieldset(&text!(language, "office_orders.sheet.delivery"), delivery)))
    }
}

pub fn note_field(language: Language, typed: &Typed, complaints: &Complaints) -> Markup {
    let note = Field {
        name: "note",
        label: text!(language, "office_orders.form.note"),
        value: typed.text("note"),
        error: complaints.about("note"),
        optional: true,
        ..Field::default()
    };
    textarea_field(language, &note, 3)
}
