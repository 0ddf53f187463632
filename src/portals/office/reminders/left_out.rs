//! What is late and in no letter, each with the reason.

use maud::html;

use crate::business::billing::reminders::LeftOut;
use crate::business::cases::plan_reminders;
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::reminders::words::{left_out_reason, views};
use crate::portals::office::subjects::invoice_path;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{Column, Empty, Filter, Link, List, ROWS_PER_PAGE, Row, Table, figure, list_page, two_lines};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(left_out_path(), list).page(FILE_PATH, file).behind(Permission::BillingRemind)
}

pub const fn left_out_path() -> &'static str {
    "/office/reminders/left-out"
}

const FILE_PATH: &str = "/office/reminders/left-out.csv";
const WHY: &str = "why";
const REASONS: [&str; 7] = ["stopped", "disputed", "collected", "not_yet", "after_last", "too_small", "covered"];

fn wanted(view: &View<'_>, asked: &Asked) -> Result<Vec<LeftOut>, Failure> {
    let words = asked.words().to_lowercase();
    let says = |text: &str| text.to_lowercase().contains(&words);
    let mut found = plan_reminders(view)?.left_out;
    found.retain(|left| {
        (words.is_empty() || says(&left.name) || says(&left.claim.number))
            && (asked.get(WHY).is_empty() || asked.get(WHY) == left.why.word())
    });
    match asked.sort().0 {
        "due_on" => found.sort_by_key(|left| left.claim.due_on),
        "open" => found.sort_by_key(|left| std::cmp::Reverse(left.claim.open.minor())),
        _ => {}
    }
    if asked.sort().1 {
        found.reverse();
    }
    Ok(found)
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, left_out_path(), &[WHY]);
    let found = visit.read(|view| wanted(view, &asked))?;
    frame::show(&visit, &page(visit.language, &asked, &found))
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, &[WHY]);
    let language = visit.language;
    let found = visit.read_aside(move |view| wanted(view, &asked)).await?;
    let headings = ["name", "invoice", "due_on", "open", "currency", "why"]
        .map(|name| text!(language, &format!("office_reminders.column.{name}")));
    let cells = |left: &LeftOut| {
        vec![
            Cell::text(&left.name),
            Cell::text(&left.claim.number),
            Cell::Day(left.claim.due_on),
            Cell::Money(left.claim.open),
            Cell::text(left.claim.open.currency().code()),
            Cell::text(left_out_reason(language, &left.why)),
        ]
    };
    let rows: Vec<Vec<Cell>> = found.iter().take(ROWS_MAX).map(cells).collect();
    Ok(sheet_file(language, "reminders-left-out", &headings, &rows))
}

fn page(language: Language, asked: &Asked, found: &[LeftOut]) -> Page {
    let column = |name: &str| text!(language, &format!("office_reminders.column.{name}"));
    let row = |left: &LeftOut| {
        let cells = vec![
            two_lines(&left.name, &left.claim.number),
            html! { (texts::day_short(language, left.claim.due_on)) },
            html! { (left_out_reason(language, &left.why)) },
            figure(&texts::money(language, left.claim.open)),
        ];
        Row::leading_to(invoice_path(left.claim.invoice), cells)
    };
    list_page(
        language,
        &List {
            title: text!(language, "office_reminders.page.title"),
            count: text!(language, "office_reminders.left_out.count", count = counted(language, found.len())),
            search: Some(asked.search(text!(language, "office_reminders.page.search"))),
            filters: vec![reasons(language, asked)],
            more_filters: Some(views(language, left_out_path())),
            table: Table {
                caption: text!(language, "office_reminders.view.left_out"),
                columns: vec![
                    Column::text(column("name")),
                    asked.sorted(Column::text(column("due_on")), "due_on"),
                    Column::text(column("why")),
                    asked.sorted(Column::figure(column("open")), "open"),
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

fn reasons(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let words = REASONS.map(|word| (word.to_owned(), text!(language, &format!("office_reminders.reason.{word}"))));
    asked.filter(text!(language, "office_reminders.column.why"), WHY, [all].into_iter().chain(words).collect())
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_reminders.empty.narrowed"), action: Some(all) };
    }
    Empty::new(text!(language, "office_reminders.empty.left_out"))
}
