//! How this firm collects: notice, cut-off, and how a first debit is told.

use maud::html;

use crate::business::failure::Failure;
use crate::business::payments::collections::{CollectSettings, collect_settings, set_collect_settings};
use crate::business::permission::Permission;
use crate::portals::fields::Filled;
use crate::portals::office::collections::list::list_path;
use crate::portals::office::frame;
use crate::text;
use crate::web::parts::{
    Breadth, Choice, Field, Form, Link, Loudness, form, link_button, radio_group, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(settings_path(), show).form(settings_path(), change).behind(Permission::PaymentsCollect)
}

pub const fn settings_path() -> &'static str {
    "/office/collections/settings"
}

const RECURRENT: &str = "recurrent";
const FIRST: &str = "first";
const LARGEST: u32 = 99;

async fn show(visit: Visit) -> Answer {
    let known = visit.read(|view| Ok(collect_settings(view)))?;
    let pair = |name: &str, value: u32| (name.to_owned(), value.to_string());
    let first = if known.first_is_recurrent { RECURRENT } else { FIRST };
    let typed = Typed::from_pairs(vec![
        pair("prenotice_days", known.prenotice_days),
        pair("cutoff_days", known.cutoff_days),
        pair("cutoff_hour", known.cutoff_hour),
        ("first".to_owned(), first.to_owned()),
    ]);
    frame::show(&visit, &page(&visit, &typed, &Complaints::default()))
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let mut reading = Reading::of(&typed);
    let prenotice_days = reading.number("prenotice_days", 1, LARGEST);
    let cutoff_days = reading.number("cutoff_days", 1, LARGEST);
    let cutoff_hour = reading.number("cutoff_hour", 1, LARGEST);
    let first = reading.choice("first", |word| [RECURRENT, FIRST].into_iter().find(|known| *known == word));
    let complaints = reading.into_complaints();
    let outcome = match (prenotice_days, cutoff_days, cutoff_hour, first) {
        (Some(prenotice_days), Some(cutoff_days), Some(cutoff_hour), Some(first)) => {
            let first_is_recurrent = first == RECURRENT;
            let settings = CollectSettings { prenotice_days, cutoff_days, cutoff_hour, first_is_recurrent };
            visit.write(move |tx| set_collect_settings(tx, settings)).await
        }
        _ => Err(Failure::from(complaints)),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(list_path(), "office_collections.told.settings")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &page(&visit, &typed, &complaints))
        }
    }
}

fn page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let number = |name: &'static str| Field {
        breadth: Breadth::Short,
        input_mode: "numeric",
        hint: Some(text!(language, &format!("office_collections.settings.{name}_hint"))),
        ..filled.field(name, text!(language, &format!("office_collections.settings.{name}")))
    };
    let choice = |word: &'static str| Choice {
        hint: Some(text!(language, &format!("office_collections.settings.{word}_hint"))),
        ..Choice::new(word, text!(language, &format!("office_collections.settings.{word}")))
    };
    let asked = form(
        language,
        &Form {
            action: settings_path(),
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: html! {
                (text_field(language, &number("prenotice_days")))
                (text_field(language, &number("cutoff_days")))
                (text_field(language, &number("cutoff_hour")))
                (radio_group(
                    language,
                    &filled.field("first", text!(language, "office_collections.settings.first_debit")),
                    &[choice(RECURRENT), choice(FIRST)],
                ))
            },
            buttons: vec![
                submit_button(&text!(language, "office_collections.settings.save"), Loudness::Primary),
                link_button(&Link::new(text!(language, "office.form.cancel"), list_path()), Loudness::Quiet),
            ],
            ..Form::default()
        },
    );
    Page {
        title: text!(language, "office_collections.settings.title"),
        back: Some(Link::new(text!(language, "office_collections.page.title"), list_path())),
        body: asked,
        ..Page::default()
    }
}
