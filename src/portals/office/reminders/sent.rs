//! Reminders that were sent, newest first.

use maud::html;

use crate::business::billing::reminders::{Reminder, is_settled, reminders};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::period_filter::days_asked;
use crate::portals::office::reminders::part::standing;
use crate::portals::office::reminders::words::{dashed, level_word, views};
use crate::portals::office::subjects::reminder_path;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Language, ReminderId};
use crate::web::parts::{Column, Empty, Filter, Link, List, ROWS_PER_PAGE, Row, Table, figure, list_page, two_lines};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(sent_path(), list).page(FILE_PATH, file).behind(Permission::BillingView)
}

pub const fn sent_path() -> &'static str {
    "/office/reminders/sent"
}

const FILE_PATH: &str = "/office/reminders/sent.csv";
const STATE: &str = "state";
const LEVEL: &str = "level";
const KNOWN: &[&str] = &[STATE, LEVEL, "period", "from", "to"];

/// A reminder, and whether its invoices are paid.
type Sent = (ReminderId, Reminder, bool);

fn wanted(view: &View<'_>, asked: &Asked) -> Result<Vec<Sent>, Failure> {
    view.require(Permission::BillingView)?;
    let words = asked.words().to_lowercase();
    let says = |text: &str| text.to_lowercase().contains(&words);
    let (from, to) = days_asked(asked, view.today());
    let mut found: Vec<Sent> = reminders(view)
        .into_iter()
        .filter(|(_, reminder)| {
            let is_named = says(&reminder.address.name)
                || says(&reminder.number)
                || reminder.lines.iter().any(|line| says(&line.number));
            (words.is_empty() || is_named)
                && (asked.get(LEVEL).is_empty() || asked.get(LEVEL) == reminder.level.to_string())
                && from.is_none_or(|from| reminder.day >= from)
                && to.is_none_or(|to| reminder.day <= to)
        })
        .map(|(id, reminder)| (id, is_settled(view, &reminder), reminder))
        .map(|(id, is_paid, reminder)| (id, reminder, is_paid))
        .collect();
    found.retain(|(_, _, is_paid)| match asked.get(STATE) {
        "paid" => *is_paid,
        "open" => !is_paid,
        _ => true,
    });
    Ok(found)
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, sent_path(), KNOWN);
    let found = visit.read(|view| wanted(view, &asked))?;
    frame::show(&visit, &page(&visit, &asked, &found))
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let found = visit.read_aside(move |view| wanted(view, &asked)).await?;
    let headings = ["number", "name", "day", "level", "invoices", "charges", "total", "currency", "pay_by", "state"]
        .map(|name| text!(language, &format!("office_reminders.column.{name}")));
    let cells = |(_, reminder, is_paid): &Sent| {
        let numbers: Vec<&str> = reminder.lines.iter().map(|line| line.number.as_str()).collect();
        vec![
            Cell::text(&reminder.number),
            Cell::text(&reminder.address.name),
            Cell::Day(reminder.day),
            Cell::text(level_word(language, reminder.level)),
            Cell::text(numbers.join(", ")),
            Cell::Money(reminder.charged()),
            Cell::Money(reminder.total),
            Cell::text(reminder.total.currency().code()),
            Cell::Day(reminder.pay_by),
            Cell::text(state_word(language, if *is_paid { "paid" } else { "open" })),
        ]
    };
    let rows: Vec<Vec<Cell>> = found.iter().take(ROWS_MAX).map(cells).collect();
    Ok(sheet_file(language, "reminders-sent", &headings, &rows))
}

pub fn state_word(language: Language, word: &str) -> String {
    text!(language, &format!("office_reminders.state.{word}"))
}

fn page(visit: &Visit, asked: &Asked, found: &[Sent]) -> Page {
    let language = visit.language;
    let column = |name: &str| text!(language, &format!("office_reminders.column.{name}"));
    let row = |(id, reminder, is_paid): &Sent| {
        let cells = vec![
            two_lines(&reminder.address.name, &reminder.number),
            html! { (texts::day_short(language, reminder.day)) },
            standing(language, reminder, *is_paid),
            html! { (level_word(language, reminder.level)) },
            figure(&dashed(language, reminder.charged())),
            figure(&texts::money(language, reminder.total)),
        ];
        Row::leading_to(reminder_path(*id), cells)
    };
    let may_remind = visit.actor.may(Permission::BillingRemind);
    list_page(
        language,
        &List {
            title: text!(language, "office_reminders.page.title"),
            count: text!(language, "office_reminders.sent.count", count = counted(language, found.len())),
            search: Some(asked.search(text!(language, "office_reminders.page.search"))),
            filters: filters(language, asked),
            more_filters: may_remind.then(|| views(language, sent_path())),
            table: Table {
                caption: text!(language, "office_reminders.view.sent"),
                columns: vec![
                    Column::text(column("name")),
                    Column::text(column("day")),
                    Column::state(column("state")),
                    Column::text(column("level")),
                    Column::figure(column("charges")),
                    Column::figure(column("total")),
                ],
                rows: found.iter().skip(asked.skipped()).take(ROWS_PER_PAGE).map(row).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.len()),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    )
}

fn filters(language: Language, asked: &Asked) -> Vec<Filter> {
    let all = || (String::new(), text!(language, "office.filter.all"));
    let states = ["open", "paid"].map(|word| (word.to_owned(), state_word(language, word)));
    let levels = (1..=3_u8).map(|level| (level.to_string(), level_word(language, level)));
    let column = |name: &str| text!(language, &format!("office_reminders.column.{name}"));
    vec![
        asked.filter(column("state"), STATE, [all()].into_iter().chain(states).collect()),
        asked.filter(column("level"), LEVEL, [all()].into_iter().chain(levels).collect()),
    ]
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_reminders.empty.narrowed"), action: Some(all) };
    }
    Empty::new(text!(language, "office_reminders.empty.sent"))
}
