//! What the tax adviser's program has to know of the firm, and the way to the files.

use maud::{Markup, html};

use crate::app::{BooksPreview, ExportKind, books_preview, require_export};
use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::{
    BmdColumns, BmdTaxSign, BmdTerms, BooksProgram, BooksSettings, ChartKind, LedgerAccount, SaleKind, booked_days,
    books_settings, set_books_settings,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::accounting::{UsualNumbers, usual_numbers};
use crate::portals::fields::Filled;
use crate::portals::office::exchange::export_path;
use crate::portals::office::frame;
use crate::portals::office::ledger::words::{BookView, Figures, book_views};
use crate::text;
use crate::texts;
use crate::values::{Language, Period};
use crate::web::parts::{
    Breadth, Choice, Fact, Field, Form, Link, Loudness, Meaning, Notice, QueryForm, facts, field_row, fieldset, form,
    link_button, notice, query_form, section, select_field, small, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(books_export_path(), show).form(books_export_path(), change).behind(Permission::DataExport)
}

pub const fn books_export_path() -> &'static str {
    "/office/ledger/export"
}

/// So many months are offered.
const OFFERED: usize = 36;
/// So many names are told of those whose letters change.
const NAMES_SHOWN: usize = 5;

/// What stands in the form before anything was saved.
const USUAL: [(&str, &str); 5] = [
    ("chart", "skr03"),
    ("first_month", "1"),
    ("account_length", "4"),
    ("bmd_columns", "long"),
    ("bmd_tax_sign", "as_booked"),
];

/// Accounts with one number each; personal accounts are numbered by whom they belong to.
fn has_one_number(account: LedgerAccount) -> bool {
    !matches!(account, LedgerAccount::Receivables | LedgerAccount::CommissionPayable)
}

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

fn own_sale_name(kind: SaleKind) -> String {
    format!("sale.{}", kind.word())
}

fn read(typed: &Typed) -> Result<BooksSettings, Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let chart = reading.choice("chart", ChartKind::from_word);
    let is_datev = chart.is_some_and(|chart| chart.program() == BooksProgram::Datev);
    let mut of_datev = |name: &str, (least, most): (u32, u32)| match is_datev {
        true => reading.number(name, least, most),
        false => reading.optional_number(name, least, most),
    };
    let consultant = of_datev("consultant", BooksSettings::CONSULTANTS);
    let client = of_datev("client", BooksSettings::CLIENTS);
    let first_month = reading.number("first_month", 1, 12);
    let length = reading.number("account_length", BooksSettings::LENGTHS.0, BooksSettings::LENGTHS.1);
    let columns = reading.choice("bmd_columns", BmdColumns::from_word);
    let tax_sign = reading.choice("bmd_tax_sign", BmdTaxSign::from_word);
    let most = 10_u32.saturating_pow(length.unwrap_or(BooksSettings::LENGTHS.1)) - 1;
    let mut overrides = Vec::new();
    for account in LedgerAccount::ALL.into_iter().filter(|account| has_one_number(*account)) {
        let number = reading.optional_number(&own_name(account), 1, most);
        overrides.extend(number.map(|number| (account, number)));
    }
    let mut own_sales = Vec::new();
    for kind in SaleKind::ALL {
        let number = reading.optional_number(&own_sale_name(kind), 1, most);
        own_sales.extend(number.map(|number| (kind, number)));
    }
    let byte = |number: Option<u32>| number.and_then(|number| u8::try_from(number).ok());
    match (chart, byte(first_month), byte(length), columns, tax_sign) {
        (Some(chart), Some(first_month), Some(account_length), Some(columns), Some(tax_sign)) if reading.is_clean() => {
            let bmd = BmdTerms { columns, tax_sign };
            Ok(BooksSettings { chart, consultant, client, first_month, account_length, overrides, own_sales, bmd })
        }
        _ => Err(reading.into_complaints()),
    }
}

fn stored(settings: Option<&BooksSettings>) -> Typed {
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let Some(settings) = settings else {
        return Typed::from_pairs(USUAL.iter().map(|(name, value)| pair(name, (*value).to_owned())).collect());
    };
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut pairs = vec![
        pair("chart", settings.chart.word().to_owned()),
        pair("consultant", number(settings.consultant)),
        pair("client", number(settings.client)),
        pair("first_month", settings.first_month.to_string()),
        pair("account_length", settings.account_length.to_string()),
        pair("bmd_columns", settings.bmd.columns.word().to_owned()),
        pair("bmd_tax_sign", settings.bmd.tax_sign.word().to_owned()),
    ];
    pairs.extend(settings.overrides.iter().map(|(account, number)| pair(&own_name(*account), number.to_string())));
    pairs.extend(settings.own_sales.iter().map(|(kind, number)| pair(&own_sale_name(*kind), number.to_string())));
    Typed::from_pairs(pairs)
}

fn page_of(view: &View<'_>, visit: &Visit, typed: Option<&Typed>, complaints: &Complaints) -> Result<Page, Failure> {
    require_export(view, ExportKind::Datev)?;
    let language = visit.language;
    let settings = books_settings(view);
    let before = stored(settings.as_ref());
    let filled = Filled { language, typed: typed.unwrap_or(&before), complaints };
    let month = settings.as_ref().map(|_| month(view, visit)).transpose()?;
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
            @if let Some(month) = month {
                (section(&text!(language, "books_export.files"), month))
            }
            (section(&text!(language, "books_export.settings"), form(language, &settings_form)))
            (section(&text!(language, "books_export.audit"), small(&text!(language, "books_export.audit_how"))))
        },
        ..Page::default()
    })
}

/// The month in the address, or the last one that is over.
fn picked(view: &View<'_>, visit: &Visit) -> Period {
    let asked = Period::parse(&visit.query("period").unwrap_or_default());
    let whole = asked.filter(|period| Period::month_of(period.first()) == *period);
    whole.unwrap_or_else(|| Period::month_of(view.today()).previous())
}

/// Months in which anything was booked, newest first.
fn months(view: &View<'_>) -> Vec<Period> {
    let Some((first, last)) = booked_days(view) else { return Vec::new() };
    let newest = Period::month_of(last.max(view.today()));
    let months = std::iter::successors(Some(newest), |month| Some(month.previous()));
    months.take_while(|month| month.last() >= first).take(OFFERED).collect()
}

/// The month that is picked: what its file holds, what to look at, and the file.
fn month(view: &View<'_>, visit: &Visit) -> Result<Markup, Failure> {
    let (language, month) = (visit.language, picked(view, visit));
    let preview = books_preview(view, month)?;
    let figures = Figures::of(view, language);
    let choices: Vec<Choice> =
        months(view).into_iter().map(|month| Choice::new(month.to_string(), texts::period(language, month))).collect();
    let typed = Typed::from_pairs(vec![("period".to_owned(), month.to_string())]);
    let complaints = Complaints::default();
    let filled = Filled { language, typed: &typed, complaints: &complaints };
    let choice = select_field(language, &filled.field("period", text!(language, "books_export.month")), &choices);
    let form = QueryForm { action: books_export_path(), hidden: Vec::new(), body: choice };
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let file = Link::new(
        text!(language, "books_export.fetch", month = texts::period(language, month)),
        export_path(preview.kind, Some(month)),
    );
    Ok(html! {
        (query_form(language, &form))
        @if preview.bookings == 0 {
            (notice(&said(Meaning::Information, text!(language, "books_export.nothing"))))
        } @else {
            @for notice_of in warnings(language, &preview) { (notice(&notice_of)) }
            (facts(&[
                Fact::words(text!(language, "books_export.bookings"), &texts::number(language, count(preview.bookings))),
                Fact::words(text!(language, "books_export.lines"), &texts::number(language, count(preview.lines))),
                Fact::new(text!(language, "books_export.turnover"), figures.balance(preview.turnover)),
                Fact::words(text!(language, "books_export.people"), &texts::number(language, count(preview.people))),
            ]))
            (link_button(&file, Loudness::Primary))
        }
    })
}

fn said(meaning: Meaning, sentence: String) -> Notice {
    Notice { meaning, sentence, more: None }
}

/// What to look at before the file is given away.
fn warnings(language: Language, preview: &BooksPreview) -> Vec<Notice> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut all = vec![match (preview.is_closed, preview.is_over) {
        (true, _) => said(Meaning::Good, text!(language, "books_export.warning.closed")),
        (false, true) => said(Meaning::Attention, text!(language, "books_export.warning.open")),
        (false, false) => said(Meaning::Attention, text!(language, "books_export.warning.running")),
    }];
    if !preview.is_of_home {
        all.push(said(Meaning::Attention, text!(language, "books_export.warning.not_home")));
    }
    if preview.without_tax > 0 {
        let told = text!(language, "books_export.warning.without_tax", count = count(preview.without_tax));
        all.push(said(Meaning::Attention, told));
    }
    if preview.foreign > 0 {
        let told = text!(language, "books_export.warning.foreign", count = count(preview.foreign));
        all.push(said(Meaning::Attention, told));
    }
    if !preview.changed_names.is_empty() {
        let names = preview.changed_names.iter().take(NAMES_SHOWN).cloned().collect::<Vec<_>>().join(", ");
        let names = if preview.changed_names.len() > NAMES_SHOWN { format!("{names}, …") } else { names };
        let number = count(preview.changed_names.len());
        let told = text!(language, "books_export.warning.letters", count = number, names = names);
        all.push(said(Meaning::Information, told));
    }
    all
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
    let charts: Vec<Choice> = ChartKind::ALL
        .map(|kind| Choice::new(kind.word(), text!(language, &format!("books_export.chart.{}", kind.word()))))
        .into();
    let columns: Vec<Choice> = BmdColumns::ALL
        .map(|columns| {
            Choice::new(columns.word(), text!(language, &format!("books_export.columns.{}", columns.word())))
        })
        .into();
    let signs: Vec<Choice> = BmdTaxSign::ALL
        .map(|sign| Choice::new(sign.word(), text!(language, &format!("books_export.tax_sign.{}", sign.word()))))
        .into();
    html! {
        (select_field(language, &filled.field("chart", text!(language, "books_export.chart")), &charts))
        (field_row(&[
            text_field(language, &short("first_month", text!(language, "books_export.first_month"), Some(text!(language, "books_export.first_month_hint")))),
            text_field(language, &short("account_length", text!(language, "books_export.length"), Some(text!(language, "books_export.length_hint")))),
        ]))
        (fieldset("DATEV", field_row(&[
            text_field(language, &Field { optional: true, ..short("consultant", text!(language, "books_export.consultant"), None) }),
            text_field(language, &Field { optional: true, ..short("client", text!(language, "books_export.client"), None) }),
        ])))
        (fieldset("BMD NTCS", html! {
            (select_field(language, &filled.field("bmd_columns", text!(language, "books_export.columns")), &columns))
            (select_field(language, &filled.field("bmd_tax_sign", text!(language, "books_export.tax_sign")), &signs))
        }))
        (own_accounts(filled))
    }
}

fn own_accounts(filled: &Filled) -> Markup {
    let language = filled.language;
    let chart = ChartKind::from_word(filled.typed.text("chart")).unwrap_or(ChartKind::Skr03);
    let length = filled.typed.text("account_length").parse().unwrap_or(4);
    let UsualNumbers { accounts, sales } = usual_numbers(chart, length);
    let named = accounts.into_iter().filter(|(account, _)| has_one_number(*account));
    let accounts: Vec<_> = named.map(|(account, usual)| (own_name(account), account.say(language), usual)).collect();
    let sale = |(kind, usual): (SaleKind, u32)| {
        (own_sale_name(kind), text!(language, &format!("books_export.sale.{}", kind.word())), usual)
    };
    let sales: Vec<_> = sales.into_iter().map(sale).collect();
    let own = |(name, label, usual): &(String, String, u32)| {
        let field = Field {
            optional: true,
            input_mode: "numeric",
            breadth: Breadth::Short,
            autocomplete: "off",
            hint: Some(text!(language, "books_export.usual", number = usual.to_string())),
            ..filled.field(name, label.clone())
        };
        text_field(language, &field)
    };
    let pairs = |all: &[(String, String, u32)]| {
        html! { @for pair in all.chunks(2) { (field_row(&pair.iter().map(&own).collect::<Vec<_>>())) } }
    };
    html! {
        (fieldset(&text!(language, "books_export.own"), pairs(&accounts)))
        (fieldset(&text!(language, "books_export.own_sales"), pairs(&sales)))
    }
}
