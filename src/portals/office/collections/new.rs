//! What could be collected now, and preparing it.

use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::payments::collections::{CollectPlan, Debit, LeftOutDebit, plan_collection, prepare_collection};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::collections::list::list_path;
use crate::portals::office::frame;
use crate::portals::office::subjects::{collection_path, customer_name};
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::{CustomerId, Day};
use crate::web::parts::{
    Breadth, Column, Empty, Field, Link, Loudness, Meaning, Notice, PostButton, QueryForm, Row, Table, Tile,
    date_field, figure, paragraph, post_button, query_form, section, table, tiles, two_lines,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(new_path(), show).form(new_path(), prepare).behind(Permission::PaymentsCollect)
}

pub const fn new_path() -> &'static str {
    "/office/collections/new"
}

/// So many of them are shown; all of them are collected.
const SHOWN_MAX: usize = 200;
/// Without a wish, what is due within a week.
const DAYS_AHEAD: i32 = 7;

struct NewPage {
    through: Day,
    plan: CollectPlan,
    debits: Vec<(Debit, String)>,
    left_out: Vec<(LeftOutDebit, String)>,
}

impl NewPage {
    fn of(view: &View<'_>, through: Option<Day>) -> Result<NewPage, Failure> {
        let through = through.unwrap_or_else(|| view.today().plus_days(DAYS_AHEAD));
        let plan = plan_collection(view, through)?;
        let name = |customer: CustomerId| customer_name(view, customer);
        let debits = plan.debits.iter().take(SHOWN_MAX).map(|debit| (debit.clone(), name(debit.customer)));
        let left_out = plan.left_out.iter().take(SHOWN_MAX).map(|left| (left.clone(), name(left.customer)));
        Ok(NewPage { through, debits: debits.collect(), left_out: left_out.collect(), plan })
    }
}

async fn show(visit: Visit) -> Answer {
    let through = visit.query("through").and_then(|text| Day::parse(&text));
    let page = visit.read(|view| NewPage::of(view, through))?;
    frame::show(&visit, &new_page(&visit, &page, &Complaints::default()))
}

async fn prepare(visit: Visit, typed: Typed) -> Answer {
    let mut reading = Reading::of(&typed);
    let through = reading.day("through").ok_or_else(Failure::not_found)?;
    match visit.write(move |tx| prepare_collection(tx, through)).await {
        Ok(id) => Ok(redirect_with_message(&collection_path(id), "office_collections.told.prepared")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let page = visit.read(|view| NewPage::of(view, Some(through)))?;
            frame::refuse(&visit, &new_page(&visit, &page, &complaints))
        }
    }
}

fn new_page(visit: &Visit, page: &NewPage, complaints: &Complaints) -> Page {
    let language = visit.language;
    let bad = |sentence: String| Notice { meaning: Meaning::Bad, sentence, more: None };
    let tile = |key: &'static str, figure: String| Tile { label: text!(language, key), figure, ..Tile::default() };
    let prepare = PostButton {
        label: text!(language, "office_collections.new.confirm"),
        action: new_path(),
        csrf: visit.csrf(),
        loudness: Loudness::Primary,
        hidden: vec![("through", page.through.to_string())],
    };
    Page {
        title: text!(language, "office_collections.new.title"),
        lead: Some(text!(language, "office_collections.new.lead")),
        back: Some(Link::new(text!(language, "office_collections.page.title"), list_path())),
        primary: (!page.plan.debits.is_empty()).then(|| post_button(&prepare)),
        messages: complaints.summary().into_iter().map(|complaint| bad(complaint.sentence)).collect(),
        body: html! {
            (asking(visit, page))
            (tiles(&[
                tile("office_collections.column.total", texts::money(language, page.plan.total())),
                tile("office_collections.column.debits", counted(language, page.plan.debits.len())),
                tile("office_collections.column.left_out", counted(language, page.plan.left_out.len())),
            ]))
            (section(&text!(language, "office_collections.new.debits"), debits(visit, page)))
            @if !page.left_out.is_empty() {
                (section(&text!(language, "office_collections.new.left_out"), left_out(visit, page)))
            }
        },
        ..Page::default()
    }
}

/// Up to which day items are due.
fn asking(visit: &Visit, page: &NewPage) -> Markup {
    let language = visit.language;
    let through = page.through.to_string();
    let field = Field {
        name: "through",
        label: text!(language, "office_collections.new.through"),
        value: &through,
        breadth: Breadth::Medium,
        ..Field::default()
    };
    query_form(language, &QueryForm { action: new_path(), body: date_field(language, &field), ..QueryForm::default() })
}

fn debits(visit: &Visit, page: &NewPage) -> Markup {
    let language = visit.language;
    let column = |name: &str| text!(language, &format!("office_collections.column.{name}"));
    let row = |(debit, name): &(Debit, String)| {
        Row::new(vec![
            two_lines(name, &debit.mandate_number),
            html! { (debit.document) },
            html! { (debit.scheme.say(language)) },
            html! { (texts::day_short(language, debit.due_on)) },
            figure(&texts::money(language, debit.amount)),
        ])
    };
    let more = page.plan.debits.len().saturating_sub(page.debits.len());
    html! {
        (table(language, &Table {
            caption: text!(language, "office_collections.new.debits"),
            columns: vec![
                Column::text(column("customer")),
                Column::text(column("document")),
                Column::text(column("scheme")),
                Column::text(column("due_on")),
                Column::figure(column("amount")),
            ],
            rows: page.debits.iter().map(row).collect(),
            empty: Empty::new(text!(language, "office_collections.empty.nothing_due")),
            ..Table::default()
        }))
        @if more > 0 {
            (paragraph(&text!(language, "office_collections.new.more", count = i64::try_from(more).unwrap_or(i64::MAX))))
        }
    }
}

fn left_out(visit: &Visit, page: &NewPage) -> Markup {
    let language = visit.language;
    let column = |name: &str| text!(language, &format!("office_collections.column.{name}"));
    let row = |(left, name): &(LeftOutDebit, String)| {
        Row::new(vec![
            html! { (name) },
            html! { (left.document) },
            html! { (left.why.say(language)) },
            figure(&texts::money(language, left.open)),
        ])
    };
    table(
        language,
        &Table {
            caption: text!(language, "office_collections.new.left_out"),
            columns: vec![
                Column::text(column("customer")),
                Column::text(column("document")),
                Column::text(column("why")),
                Column::figure(column("amount")),
            ],
            rows: page.left_out.iter().map(row).collect(),
            ..Table::default()
        },
    )
}
