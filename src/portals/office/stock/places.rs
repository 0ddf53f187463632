//! Places: where goods lie, and from where orders are picked.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::stock::{self, Place, PlaceKind};
use crate::portals::office::frame;
use crate::portals::office::stock::list::list_path;
use crate::text;
use crate::values::{Language, PlaceId};
use crate::web::parts::{
    Breadth, Choice, Column, Empty, Field, Form, Link, Loudness, Meaning, Row, Table, checkbox_field, figure, form,
    key_button, link_button, number_field, select_field, state, submit_button, table, text_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page(places_path(), list).behind(Permission::StockView);
    let saving = Routes::new()
        .page("/office/stock/places/{id}", show)
        .form("/office/stock/places/{id}", save)
        .behind(Permission::StockMove);
    looking.and(saving)
}

pub const fn places_path() -> &'static str {
    "/office/stock/places"
}

/// In the path of the form for a place that does not exist yet.
const NEW: &str = "new";

async fn list(visit: Visit) -> Answer {
    let language = visit.language;
    let places = visit.read(|view| {
        view.require(Permission::StockView)?;
        Ok(stock::places(view))
    })?;
    let new = Link::new(text!(language, "office_stock.places.new"), format!("{}/{NEW}", places_path()));
    let row = |(id, place): &(PlaceId, Place)| {
        let delivers = match place.delivers {
            true => state(Meaning::Good, &text!(language, "office_stock.places.delivers")),
            false => state(Meaning::Neutral, &text!(language, "office_stock.places.does_not")),
        };
        let cells = vec![
            html! { (place.name) },
            html! { (text!(language, &place.kind.text_key())) },
            delivers,
            figure(&place.sort.to_string()),
        ];
        if visit.actor.may(Permission::StockMove) {
            Row::leading_to(format!("{}/{id}", places_path()), cells)
        } else {
            Row::new(cells)
        }
    };
    let page = Page {
        title: text!(language, "office_stock.page.places"),
        lead: Some(text!(language, "office_stock.places.lead")),
        back: Some(Link::new(text!(language, "office_stock.page.title"), list_path())),
        primary: visit.actor.may(Permission::StockMove).then(|| key_button(&new, 'n', Loudness::Primary)),
        body: table(
            language,
            &Table {
                caption: text!(language, "office_stock.page.places"),
                columns: vec![
                    Column::text(text!(language, "office_stock.places.name")),
                    Column::text(text!(language, "office_stock.places.kind")),
                    Column::state(text!(language, "office_stock.places.picking")),
                    Column::figure(text!(language, "office_stock.places.sort")),
                ],
                rows: places.iter().map(row).collect(),
                empty: Empty::new(text!(language, "office_stock.places.none")),
                ..Table::default()
            },
        ),
        ..Page::default()
    };
    frame::show(&visit, &page)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let place = visit.read(|view| {
        view.require(Permission::StockMove)?;
        match id.as_str() {
            NEW => Ok(None),
            known => {
                let id = PlaceId::parse(known).ok_or_else(Failure::not_found)?;
                stock::place(view, id).map(Some).ok_or_else(Failure::not_found)
            }
        }
    })?;
    let typed = typed_of(place.as_ref());
    frame::show(&visit, &place_page(&visit, &id, &typed, &Complaints::default()))
}

fn typed_of(place: Option<&Place>) -> Typed {
    let Some(place) = place else {
        return Typed::from_pairs(vec![("sort".to_owned(), "1".to_owned()), ("kind".to_owned(), "own".to_owned())]);
    };
    let mut pairs = vec![
        ("name".to_owned(), place.name.clone()),
        ("kind".to_owned(), place.kind.word().to_owned()),
        ("sort".to_owned(), place.sort.to_string()),
    ];
    if place.delivers {
        pairs.push(("delivers".to_owned(), "yes".to_owned()));
    }
    Typed::from_pairs(pairs)
}

async fn save(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let known = match id.as_str() {
        NEW => None,
        known => Some(PlaceId::parse(known).ok_or_else(Failure::not_found)?),
    };
    let outcome = match read(&typed) {
        Ok(place) => visit.write(move |tx| stock::save_place(tx, known, &place)).await.map(drop),
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(places_path(), "office_stock.told.place_saved")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &place_page(&visit, &id, &typed, &complaints))
        }
    }
}

fn read(typed: &Typed) -> Result<Place, Failure> {
    let mut complaints = Vec::new();
    let kind = PlaceKind::ALL.into_iter().find(|kind| kind.word() == typed.text("kind"));
    let sort = typed.text("sort").trim().parse().ok();
    if kind.is_none() {
        complaints.push(Complaint::new("web.reading.no_choice").at("kind"));
    }
    if sort.is_none() {
        complaints.push(Complaint::new("office_stock.refusal.no_number").at("sort"));
    }
    match (kind, sort) {
        (Some(kind), Some(sort)) => {
            Ok(Place { name: typed.text("name").trim().to_owned(), kind, delivers: typed.has("delivers"), sort })
        }
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints }.into()),
    }
}

fn place_page(visit: &Visit, id: &str, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let title = match id {
        NEW => text!(language, "office_stock.places.new"),
        _ => text!(language, "office_stock.places.change"),
    };
    let action = format!("{}/{id}", places_path());
    let back = Link::new(text!(language, "office_stock.page.places"), places_path());
    Page {
        title,
        body: form(
            language,
            &Form {
                action: &action,
                csrf: visit.csrf(),
                guards_changes: true,
                complaints: complaints.summary(),
                body: fields(language, typed, complaints),
                buttons: vec![
                    submit_button(&text!(language, "office_stock.places.save"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        back: Some(back),
        ..Page::default()
    }
}

fn fields(language: Language, typed: &Typed, complaints: &Complaints) -> Markup {
    let field = |name: &'static str, key: &'static str| Field {
        name,
        label: text!(language, key),
        value: typed.text(name),
        error: complaints.about(name),
        ..Field::default()
    };
    let kinds = PlaceKind::ALL.map(|kind| Choice::new(kind.word(), text!(language, &kind.text_key())));
    let delivers = Field {
        optional: true,
        hint: Some(text!(language, "office_stock.places.delivers_hint")),
        ..field("delivers", "office_stock.places.delivers_question")
    };
    let sort = Field {
        breadth: Breadth::Short,
        hint: Some(text!(language, "office_stock.places.sort_hint")),
        ..field("sort", "office_stock.places.sort")
    };
    html! {
        (text_field(language, &field("name", "office_stock.places.name")))
        (select_field(language, &field("kind", "office_stock.places.kind"), &kinds))
        (checkbox_field(language, &delivers))
        (number_field(language, &sort))
    }
}
