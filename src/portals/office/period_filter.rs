//! Narrowing a list to days: a named period by a click, or any two days.

use maud::{Markup, html};

use crate::portals::asked::Asked;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Period};
use crate::web::parts::{Field, QueryForm, date_field, field_row, filters, fold, open_fold, query_form};

/// The names of the parameters, for the list of those that a page knows.
const NAMES: [&str; 3] = ["period", "from", "to"];

/// A named period, or the days that were typed.
pub fn days_asked(asked: &Asked, today: Day) -> (Option<Day>, Option<Day>) {
    let month = Period::month_of(today);
    let period = match asked.get("period") {
        "today" => Period::days(today, today),
        "week" => Period::days(today.plus_days(1 - i32::from(today.weekday())), today),
        "month" => Some(month),
        "last_month" => Some(month.previous()),
        "year" => Period::year(today.year()),
        _ => None,
    };
    match period {
        Some(period) => (Some(period.first()), Some(period.last())),
        None => (asked.day("from"), asked.day("to")),
    }
}

/// The choices below a fold that is open while one of them is used.
pub fn more_filters(language: Language, asked: &Asked, today: Day) -> Markup {
    let body = html! { (period_chips(language, asked, today)) (typed_days(language, asked)) };
    let used = NAMES.iter().any(|name| !asked.get(name).is_empty());
    folded(&text!(language, "office.filter.more"), used, body)
}

/// For pages that are about a period: its chips in sight, and only the days to be typed below a fold.
pub fn period_choices(language: Language, asked: &Asked, today: Day) -> Markup {
    let used = ["from", "to"].iter().any(|name| !asked.get(name).is_empty());
    html! {
        (period_chips(language, asked, today))
        (folded(&text!(language, "office.filter.days"), used, typed_days(language, asked)))
    }
}

fn folded(summary: &str, used: bool, body: Markup) -> Markup {
    if used { open_fold(summary, body) } else { fold(summary, body) }
}

fn period_chips(language: Language, asked: &Asked, today: Day) -> Markup {
    let choice = |value: &str, key: &'static str| (value.to_owned(), text!(language, key));
    let last_month = Period::month_of(today).previous();
    let choices = vec![
        choice("", "office.filter.all"),
        choice("today", "office.filter.today"),
        choice("week", "office.filter.this_week"),
        ("month".to_owned(), texts::month(language, today)),
        ("last_month".to_owned(), texts::month(language, last_month.first())),
        ("year".to_owned(), today.year().to_string()),
    ];
    filters(&[asked.filter(text!(language, "office_orders.filter.period"), "period", choices)])
}

fn typed_days(language: Language, asked: &Asked) -> Markup {
    let day = |name: &'static str, key: &'static str| {
        let label = text!(language, key);
        date_field(language, &Field { name, label, value: asked.get(name), optional: true, ..Field::default() })
    };
    query_form(
        language,
        &QueryForm {
            action: asked.path(),
            hidden: asked.hidden(&NAMES),
            body: field_row(&[day("from", "office.filter.from"), day("to", "office.filter.to")]),
        },
    )
}
