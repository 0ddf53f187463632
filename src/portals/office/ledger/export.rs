//! What the tax adviser's program has to know of the firm, and the way to the files.

use maud::{Markup, html};

use crate::app::{ExportKind, file_name, require_export};
use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::{BooksSettings, ChartKind, LedgerAccount, books_settings, set_books_settings};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::exchange::export_path;
use crate::portals::office::frame;
use crate::portals::office::ledger::words::{BookView, book_views};
use crate::text;
use crate::texts;
use crate::values::{Language, Period};
use crate::web::parts::{
    Breadth, Choice, Column, Empty, Field, Form, Link, Loudness, Row, Table, field_row, fieldset, form, list_table,
    section, select_field, submit_button, text_field, text_link,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(books_export_path(), show).form(books_export_path(), change).behind(Permission::DataExport)
}

pub const fn books_export_path() -> &'static str {
    "/office/ledger/export"
}

/// So many months are offered.
const OFFERED: usize = 12;

/// What stands in the form before anything was saved.
const USUAL: [(&str, &str); 3] = [("chart", "skr03"), ("first_month", "1"), ("account_length", "4")];

async fn show(visit: Visit) -> Answer {
    let page = visit.read(|view| page_of(view, &visit, None, &Complaints::default()))?;
    frame::show(&visit, &page)
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let outcome = match read(&typed) {
        Ok(settings) => visit.write(move |tx| set_books_settings(tx, &settings)).await,
        Err(complaints) => Err(complaints.into()),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(books_export_path(), "books_export.told.saved")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let page = visit.read(|view| page_of(view, &visit, Some(&typed), &complaints))?;
            frame::refuse(&visit, &page)
        }
    }
}

fn own_name(account: LedgerAccount) -> String {
    format!("own.{}", account.word())
}

fn read(typed: &Typed) -> Result<BooksSettings, Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let chart = reading.choice("chart", ChartKind::from_word);
    let of = |reading: &mut Reading<'_>, name: &str, (least, most): (u32, u32)| reading.number(name, least, most);
    let consultant = of(&mut reading, "consultant", BooksSettings::CONSULTANTS);
    let client = of(&mut reading, "client", BooksSettings::CLIENTS);
    let first_month = of(&mut reading, "first_month", (1, 12));
    let length = of(&mut reading, "account_length", BooksSettings::LENGTHS);
    let most = 10_u32.saturating_pow(length.unwrap_or(BooksSettings::LENGTHS.1)) - 1;
    let mut overrides = Vec::new();
    for account in LedgerAccount::ALL {
        let number = reading.optional_number(&own_name(account), 1, most);
        overrides.extend(number.map(|number| (account, number)));
    }
    let byte = |number: Option<u32>| number.and_then(|number| u8::try_from(number).ok());
    match (chart, consultant, client, byte(first_month), byte(length)) {
        (Some(chart), Some(consultant), Some(client), Some(first_month), Some(account_length))
            if reading.is_clean() =>
        {
            Ok(BooksSettings { chart, consultant, client, first_month, account_length, overrides })
        }
        _ => Err(reading.into_complaints()),
    }
}

fn stored(settings: Option<&BooksSettings>) -> Typed {
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let Some(settings) = settings else {
        return Typed::from_pairs(USUAL.iter().map(|(name, value)| pair(name, (*value).to_owned())).collect());
    };
    let mut pairs = vec![
        pair("chart", settings.chart.word().to_owned()),
        pair("consultant", settings.consultant.to_string()),
        pair("client", settings.client.to_string()),
        pair("first_month", settings.first_month.to_string()),
        pair("account_length", settings.account_length.to_string()),
    ];
    pairs.extend(settings.overrides.iter().map(|(account, number)| pair(&own_name(*account), number.to_string())));
    Typed::from_pairs(pairs)
}

fn page_of(view: &View<'_>, visit: &Visit, typed: Option<&Typed>, complaints: &Complaints) -> Result<Page, Failure> {
    require_export(view, ExportKind::Datev)?;
    let language = visit.language;
    let settings = books_settings(view);
    let before = stored(settings.as_ref());
    let filled = Filled { language, typed: typed.unwrap_or(&before), complaints };
    let settings_form = Form {
        action: books_export_path(),
        csrf: visit.csrf(),
        guards_changes: true,
        complaints: complaints.summary(),
        body: fields(&filled),
        buttons: vec![submit_button(&text!(language, "books_export.save"), Loudness::Primary)],
        ..Form::default()
    };
    Ok(Page {
        title: text!(language, "books_export.title"),
        lead: Some(text!(language, "books_export.lead")),
        body: html! {
            (book_views(language, BookView::Export))
            @if settings.is_some() {
                (section(&text!(language, "books_export.files"), files(view, language)))
            }
            (section(&text!(language, "books_export.settings"), form(language, &settings_form)))
        },
        ..Page::default()
    })
}

/// The last months, newest first.
fn files(view: &View<'_>, language: Language) -> Markup {
    let this = Period::month_of(view.today());
    let months = std::iter::successors(Some(this), |month| Some(month.previous())).take(OFFERED);
    let row = |month: Period| {
        let link = Link::new(file_name(ExportKind::Datev, Some(month)), export_path(ExportKind::Datev, Some(month)));
        Row::new(vec![html! { (texts::period(language, month)) }, text_link(&link)])
    };
    list_table(
        language,
        &Table {
            caption: text!(language, "books_export.files"),
            columns: vec![
                Column::text(text!(language, "office_books.column.month")),
                Column::text(text!(language, "office_exchange.give.file")),
            ],
            rows: months.map(row).collect(),
            empty: Empty::new(text!(language, "office_exchange.give.nothing")),
            ..Table::default()
        },
    )
}

fn fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let short = |name: &'static str, label: String, hint: Option<String>| Field {
        autocomplete: "off",
        input_mode: "numeric",
        breadth: Breadth::Short,
        hint,
        ..filled.field(name, label)
    };
    let charts: Vec<Choice> =
        ChartKind::ALL.map(|kind| Choice::new(kind.word(), kind.word().to_uppercase())).into_iter().collect();
    let names = LedgerAccount::ALL.map(|account| (account, own_name(account)));
    let own = |(account, name): &(LedgerAccount, String)| {
        let field = Field {
            optional: true,
            input_mode: "numeric",
            breadth: Breadth::Short,
            autocomplete: "off",
            ..filled.field(name, account.say(language))
        };
        text_field(language, &field)
    };
    html! {
        (select_field(language, &filled.field("chart", text!(language, "books_export.chart")), &charts))
        (field_row(&[
            text_field(language, &short("consultant", text!(language, "books_export.consultant"), None)),
            text_field(language, &short("client", text!(language, "books_export.client"), None)),
        ]))
        (text_field(language, &short("first_month", text!(language, "books_export.first_month"), Some(text!(language, "books_export.first_month_hint")))))
        (text_field(language, &short("account_length", text!(language, "books_export.length"), Some(text!(language, "books_export.length_hint")))))
        (fieldset(&text!(language, "books_export.own"), html! { @for account in &names { (own(account)) } }))
    }
}
