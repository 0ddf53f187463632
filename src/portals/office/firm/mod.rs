//! The firm itself, part by part; each tab is a page with one form.
//!
//! - *Tab*: particulars, look, bank account and invoice, accounts at banks, tax, payment terms, mail server, shipping
//!   prices, reminders, papers to look at.
//! - *Seen*: the mark of what stood there when the page was opened, so that nobody overwrites somebody unawares.

mod accounts;
mod bank;
mod look;
mod mail;
mod papers;
mod particulars;
mod reminders;
mod shipping;
mod tax;
mod terms;

pub use accounts::path as accounts_path;
pub use bank::path as bank_path;
pub use look::path as look_path;
pub use mail::path as mail_path;
pub use particulars::path as particulars_path;
pub use shipping::path as shipping_path;

use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::firm::{self, Firm, FirmPart, Stationery, the_firm};
use crate::business::journal::history;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::text;
use crate::values::LocalText;
use crate::web::parts::{Form, Happening, Loudness, Tab, form, section, submit_button, tabs, timeline};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .and(particulars::routes())
        .and(look::routes())
        .and(bank::routes())
        .and(accounts::routes())
        .and(mail::routes())
        .and(shipping::routes())
        .and(tax::routes())
        .and(terms::routes())
        .and(reminders::routes())
        .and(papers::routes())
        .behind(Permission::FirmEdit)
}

const TABS: [(&str, &str); 10] = [
    ("office_firm.tab.particulars", particulars::path()),
    ("office_firm.tab.look", look::path()),
    ("office_firm.tab.bank", bank::path()),
    ("bank_desk.page.accounts", accounts::path()),
    ("office_firm.tab.tax", tax::path()),
    ("firm.part.terms", terms::path()),
    ("office_firm.tab.mail", mail::path()),
    ("office_firm.tab.shipping", shipping::path()),
    ("firm.part.reminders", reminders::path()),
    ("papers.page.tab", papers::path()),
];

/// So much of the firm's journal stands beside its forms.
const TOLD_MAX: usize = 12;

/// The firm with everything that its pages show.
struct Office {
    firm: Firm,
    stationery: Stationery,
    happenings: Vec<Happening>,
}

impl Office {
    fn of(view: &View<'_>, visit: &Visit) -> Result<Office, Failure> {
        view.require(Permission::FirmEdit)?;
        let teller = Teller::new(view, visit.language);
        let told = history(view, &[the_firm()]);
        Ok(Office {
            firm: firm::firm(view).ok_or_else(Failure::not_found)?,
            stationery: firm::stationery(view),
            happenings: told.iter().take(TOLD_MAX).map(|entry| teller.happening(entry)).collect(),
        })
    }
}

/// A form of one part: where it goes, what it knows, and its fields.
struct PartForm<'f> {
    path: &'static str,
    seen: String,
    complaints: &'f Complaints,
    fields: Markup,
}

fn part_form(visit: &Visit, part: &PartForm) -> Markup {
    let language = visit.language;
    form(
        language,
        &Form {
            action: part.path,
            csrf: visit.csrf(),
            guards_changes: true,
            hidden: vec![("seen", part.seen.clone())],
            complaints: part.complaints.summary(),
            body: part.fields.clone(),
            buttons: vec![submit_button(&text!(language, "office_firm.page.save"), Loudness::Primary)],
            ..Form::default()
        },
    )
}

/// A tab of the firm around its body.
fn tab_page(visit: &Visit, office: &Office, path: &str, body: Markup) -> Page {
    let language = visit.language;
    let tab = |(key, href): (&'static str, &'static str)| Tab {
        label: text!(language, key),
        href: href.to_owned(),
        current: href == path,
        count: None,
    };
    Page {
        title: text!(language, "office_firm.page.title"),
        lead: Some(office.firm.legal_name.clone()),
        body: html! {
            (tabs(&text!(language, "office_firm.page.tabs"), &TABS.map(tab)))
            (body)
        },
        aside: Some(section(&text!(language, "office_firm.page.history"), timeline(language, &office.happenings))),
        ..Page::default()
    }
}

/// Back to the tab, or the tab again with what was wrong.
fn answered(
    visit: &Visit,
    path: &str,
    outcome: Result<(), Failure>,
    page: impl FnOnce(&Office, &Complaints) -> Page,
) -> Answer {
    match outcome {
        Ok(()) => Ok(redirect_with_message(path, "office_firm.told.saved")),
        Err(failure) => {
            let is_conflict = failure.is_conflict();
            let complaints = Complaints::of(visit.language, failure)?;
            let office = visit.read(|view| Office::of(view, visit))?;
            let status = if is_conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            frame::refuse_with(visit, status, &page(&office, &complaints))
        }
    }
}

/// Saves a part that was read from a form, against what the form's sender saw.
async fn save(visit: &Visit, typed: &Typed, part: FirmPart) -> Result<(), Failure> {
    let seen = typed.text("seen").to_owned();
    visit.write(move |tx| firm::change_part(tx, &part, &seen)).await
}

/// A text in three fields: `claim_de`, `claim_en`, `claim_zh`.
fn local_text(typed: &Typed, name: &str) -> LocalText {
    let of = |tag: &str| typed.text(&format!("{name}_{tag}")).trim().to_owned();
    LocalText { de: of("de"), en: of("en"), zh: of("zh") }
}

fn local_pairs(name: &str, text: &LocalText) -> Vec<(String, String)> {
    [("de", &text.de), ("en", &text.en), ("zh", &text.zh)]
        .map(|(tag, words)| (format!("{name}_{tag}"), words.clone()))
        .to_vec()
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}
