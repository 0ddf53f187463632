//! What the firm shows of its commissions to lawyers, courts and the tax office.

mod customers;
mod month;
mod payees;
mod people;
mod tax;

use crate::business::commissions::last_posted_month;
use crate::business::view::View;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Period};
use crate::web::Routes;
use crate::web::parts::{Chip, Filter, Link, Meaning, Notice, Tab, notice, tabs};

pub use month::evidence_path;

pub fn routes() -> Routes {
    Routes::new()
        .and(month::routes())
        .and(people::routes())
        .and(customers::routes())
        .and(payees::routes())
        .and(tax::routes())
}

/// So many months can be chosen by a click.
const MONTHS_OFFERED: usize = 12;
const YEARS_OFFERED: i16 = 4;

/// The month in the address; without one, the last for which something is posted, or else the last that has ended.
fn asked_month(view: &View<'_>, text: &str) -> Period {
    let month = Period::parse(text).map(|period| Period::month_of(period.first()));
    let ended = || Period::month_of(view.today()).previous();
    month.unwrap_or_else(|| last_posted_month(view).unwrap_or_else(ended))
}

fn month_filter(language: Language, today: Day, chosen: Period, path_of: &dyn Fn(Period) -> String) -> Filter {
    let mut month = Period::month_of(today);
    let mut chips = Vec::new();
    for _ in 0..MONTHS_OFFERED {
        chips.push(Chip {
            label: texts::period(language, month),
            href: path_of(month),
            chosen: month == chosen,
            count: None,
        });
        month = month.previous();
    }
    Filter { name: text!(language, "office_evidence.month"), chips }
}

fn year_filter(language: Language, today: Day, chosen: Period, path_of: &dyn Fn(Period) -> String) -> Filter {
    let years = (today.year() - YEARS_OFFERED + 1..=today.year()).rev().filter_map(Period::year);
    let chip = |year: Period| Chip {
        label: year.first().year().to_string(),
        href: path_of(year),
        chosen: year == chosen,
        count: None,
    };
    Filter { name: text!(language, "office_evidence.year"), chips: years.map(chip).collect() }
}

/// Which of the pages of evidence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Sources,
    People,
    Customers,
    Payees,
}

fn ways(language: Language, month: Period, today: Day, which: Which, sees_payments: bool) -> maud::Markup {
    let tab = |of: Which, key: &'static str, href: String| Tab {
        label: text!(language, key),
        href,
        current: of == which,
        count: None,
    };
    let mut all = vec![
        tab(Which::Sources, "office_evidence.tab.sources", month::month_path(month)),
        tab(Which::People, "office_evidence.tab.people", people::people_path(month)),
        tab(Which::Customers, "office_evidence.tab.customers", customers::customers_path(month)),
    ];
    if sees_payments {
        let year = Period::year(today.year()).unwrap_or(month);
        all.push(tab(Which::Payees, "office_evidence.tab.payees", payees::payees_path(year)));
    }
    tabs(&text!(language, "office_evidence.title"), &all)
}

/// The figures are no verdict.
fn to_be_confirmed(language: Language, key: &'static str) -> maud::Markup {
    notice(&Notice { meaning: Meaning::Information, sentence: text!(language, key), more: None })
}

fn back(language: Language) -> Link {
    Link::new(text!(language, "office_commissions.page.title"), super::list_path())
}
