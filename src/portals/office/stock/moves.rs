//! Correcting, moving and writing off a lot at a place: three forms over the same facts.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::catalog;
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::stock::{self, Correction, Lot, Transfer, WriteOff};
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::once::sent_once;
use crate::portals::office::stock::sheet::back_to;
use crate::portals::office::stock::stock_path;
use crate::portals::office::subjects::place_name;
use crate::text;
use crate::texts;
use crate::values::{Language, LotId, PlaceId, ProductId};
use crate::web::parts::{
    Breadth, Choice, Fact, Field, Form, Link, Loudness, facts, form, hidden_field, link_button, number_field,
    select_field, submit_button, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/stock/{product}/{verb}", show)
        .form("/office/stock/{product}/{verb}", change)
        .behind(Permission::StockMove)
}

pub fn path(product: ProductId, verb: &str, place: PlaceId, lot: LotId) -> String {
    format!("{}/{verb}?place={place}&lot={lot}", stock_path(product))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Correct,
    Transfer,
    WriteOff,
}

impl Verb {
    fn read(word: &str) -> Result<Verb, Failure> {
        match word {
            "correct" => Ok(Verb::Correct),
            "transfer" => Ok(Verb::Transfer),
            "write-off" => Ok(Verb::WriteOff),
            _ => Err(Failure::not_found()),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Verb::Correct => "correct",
            Verb::Transfer => "transfer",
            Verb::WriteOff => "write-off",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Verb::Correct => "office_stock.correct.title",
            Verb::Transfer => "office_stock.transfer.title",
            Verb::WriteOff => "office_stock.write_off.title",
        }
    }

    const fn button(self) -> &'static str {
        match self {
            Verb::Correct => "office_stock.correct.save",
            Verb::Transfer => "office_stock.transfer.save",
            Verb::WriteOff => "office_stock.write_off.save",
        }
    }

    const fn told(self) -> &'static str {
        match self {
            Verb::Correct => "office_stock.told.corrected",
            Verb::Transfer => "office_stock.told.transferred",
            Verb::WriteOff => "office_stock.told.written_off",
        }
    }
}

/// The lot at its place that is to be changed.
struct Changing {
    language: Language,
    csrf: String,
    verb: Verb,
    product: ProductId,
    name: String,
    place: PlaceId,
    place_name: String,
    lot_id: LotId,
    lot: Lot,
    there: u32,
    other_places: Vec<Choice>,
}

impl Changing {
    fn of(view: &View<'_>, visit: &Visit, product: &str, verb: &str, at: (&str, &str)) -> Result<Changing, Failure> {
        view.require(Permission::StockMove)?;
        let product = ProductId::parse(product).ok_or_else(Failure::not_found)?;
        let place = PlaceId::parse(at.0).ok_or_else(Failure::not_found)?;
        let lot_id = LotId::parse(at.1).ok_or_else(Failure::not_found)?;
        let lot = stock::lot(view, lot_id).filter(|lot| lot.product == product).ok_or_else(Failure::not_found)?;
        let places = stock::places(view).into_iter().filter(|(id, _)| *id != place);
        Ok(Changing {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            verb: Verb::read(verb)?,
            product,
            name: catalog::product(view, product).ok_or_else(Failure::not_found)?.name.get(visit.language).to_owned(),
            place,
            place_name: place_name(view, place),
            lot_id,
            lot,
            there: stock::quantity_at(view, product, place, lot_id),
            other_places: places.map(|(id, place)| Choice::new(id.to_string(), place.name)).collect(),
        })
    }
}

async fn show(visit: Visit, Path((product, verb)): Path<(String, String)>) -> Answer {
    let (place, lot) = (visit.query("place").unwrap_or_default(), visit.query("lot").unwrap_or_default());
    let changing = visit.read(|view| Changing::of(view, &visit, &product, &verb, (&place, &lot)))?;
    let typed = Typed::from_pairs(vec![("idempotency_key".to_owned(), hex(&random::<16>()))]);
    frame::show(&visit, &change_page(&changing, &typed, &Complaints::default()))
}

async fn change(visit: Visit, Path((product, verb)): Path<(String, String)>, typed: Typed) -> Answer {
    let at = (typed.text("place"), typed.text("lot"));
    let changing = visit.read(|view| Changing::of(view, &visit, &product, &verb, at))?;
    let there = stock_path(changing.product);
    let outcome = match command_of(&changing, &typed) {
        Ok(command) => sent_once(&visit, &typed, move |tx: &mut Tx<'_, '_, '_>| command.run(tx)).await,
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(_) => Ok(redirect_with_message(&there, changing.verb.told())),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &change_page(&changing, &typed, &complaints))
        }
    }
}

/// What is asked of the stock.
enum Command {
    Correct(Correction),
    Transfer(Transfer),
    WriteOff(WriteOff),
}

impl Command {
    fn run(&self, tx: &mut Tx<'_, '_, '_>) -> Result<(), Failure> {
        match self {
            Command::Correct(correction) => stock::correct_stock(tx, correction),
            Command::Transfer(transfer) => stock::transfer(tx, transfer),
            Command::WriteOff(write_off) => stock::write_off(tx, write_off),
        }
    }
}

fn command_of(changing: &Changing, typed: &Typed) -> Result<Command, Failure> {
    let Changing { product, place, lot_id: lot, .. } = *changing;
    let reason = typed.text("reason").to_owned();
    let pieces = |name: &'static str| -> Result<u32, Failure> {
        let wrong = || Failure::from(Complaint::new("office_stock.refusal.no_number").at(name));
        typed.text(name).trim().parse().map_err(|_| wrong())
    };
    Ok(match changing.verb {
        Verb::Correct => Command::Correct(Correction { product, place, lot, counted: pieces("counted")?, reason }),
        Verb::Transfer => {
            let to =
                PlaceId::parse(typed.text("to")).ok_or_else(|| Complaint::new("web.reading.no_choice").at("to"))?;
            Command::Transfer(Transfer { product, lot, from: place, to, quantity: pieces("quantity")? })
        }
        Verb::WriteOff => Command::WriteOff(WriteOff { product, place, lot, quantity: pieces("quantity")?, reason }),
    })
}

fn change_page(changing: &Changing, typed: &Typed, complaints: &Complaints) -> Page {
    let language = changing.language;
    let back = back_to(language, changing.product);
    let action = format!("{}/{}", stock_path(changing.product), changing.verb.word());
    let loudness = if changing.verb == Verb::WriteOff { Loudness::Danger } else { Loudness::Primary };
    Page {
        title: text!(language, changing.verb.title()),
        lead: Some(changing.name.clone()),
        body: html! {
            (standing(changing))
            (form(language, &Form {
                action: &action,
                csrf: &changing.csrf,
                idempotency_key: Some(typed.text("idempotency_key")),
                complaints: complaints.summary(),
                body: html! {
                    (hidden_field("place", &changing.place.to_string()))
                    (hidden_field("lot", &changing.lot_id.to_string()))
                    (fields(changing, typed, complaints))
                },
                buttons: vec![
                    submit_button(&text!(language, changing.verb.button()), loudness),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}

fn standing(changing: &Changing) -> Markup {
    let language = changing.language;
    let best_before = changing.lot.best_before.map_or_else(|| "–".to_owned(), |day| texts::day(language, day));
    facts(&[
        Fact::words(text!(language, "office_stock.lot.place"), &changing.place_name),
        Fact::words(text!(language, "office_stock.lot.code"), &changing.lot.code),
        Fact::words(text!(language, "office_stock.lot.best_before"), &best_before),
        Fact::words(text!(language, "office_stock.lot.pieces"), &texts::number(language, i64::from(changing.there))),
    ])
}

fn fields(changing: &Changing, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = changing.language;
    let field = |name: &'static str, key: &'static str| Field {
        name,
        label: text!(language, key),
        value: typed.text(name),
        error: complaints.about(name),
        ..Field::default()
    };
    let pieces = |name: &'static str, key: &'static str| {
        let field = Field { breadth: Breadth::Short, autofocus: true, input_mode: "numeric", ..field(name, key) };
        number_field(language, &field)
    };
    let reason = || {
        let hint = Some(text!(language, "office_stock.field.reason_hint"));
        textarea_field(language, &Field { hint, ..field("reason", "office_stock.field.reason") }, 2)
    };
    match changing.verb {
        Verb::Correct => html! { (pieces("counted", "office_stock.field.counted")) (reason()) },
        Verb::Transfer => html! {
            (pieces("quantity", "office_stock.field.quantity"))
            (select_field(language, &field("to", "office_stock.field.to"), &changing.other_places))
        },
        Verb::WriteOff => html! { (pieces("quantity", "office_stock.field.quantity")) (reason()) },
    }
}
