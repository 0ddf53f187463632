//! Credit lines and how far they are used: who is near the limit, who is beyond it, who is late.

use maud::{Markup, html};

use crate::business::payments::{CreditOrder, CreditRow, CreditState, CreditWish, find_credit};
use crate::business::permission::Permission;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::subjects::customer_path;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Money};
use crate::web::parts::{
    Column, Empty, Link, List, Meaning, ROWS_PER_PAGE, Row, Table, figure, list_page, small, state, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(PATH, list).page(FILE_PATH, file).behind(Permission::CustomersCreditLine)
}

const PATH: &str = "/office/credit";
const FILE_PATH: &str = "/office/credit.csv";
const STATE: &str = "state";
const KNOWN: &[&str] = &[STATE];

fn wish(asked: &Asked) -> CreditWish {
    let (by, backwards) = asked.sort();
    let order_by = match by {
        "name" => CreditOrder::Name,
        "used" => CreditOrder::Used,
        "free" => CreditOrder::Free,
        _ => CreditOrder::Share,
    };
    CreditWish { words: asked.words().to_owned(), state: CreditState::from_word(asked.get(STATE)), order_by, backwards }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, PATH, KNOWN);
    let page =
        visit.read(|view| Ok(credit_page(visit.language, &asked, &find_credit(view, &wish(&asked))?, view.today())))?;
    frame::show(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let money = |amount: Option<Money>| amount.map_or(Cell::Empty, Cell::Money);
    let rows = visit
        .read_aside(move |view| {
            let row = |row: &CreditRow| {
                vec![
                    Cell::text(&row.number),
                    Cell::text(&row.name),
                    money(row.line),
                    Cell::Money(row.used.open),
                    Cell::Money(row.used.reserved_sum()),
                    Cell::Money(row.used.total()),
                    money(row.free()),
                    row.used.oldest_due.map_or(Cell::Empty, Cell::Day),
                ]
            };
            Ok(find_credit(view, &wish(&asked))?.iter().take(ROWS_MAX).map(row).collect::<Vec<_>>())
        })
        .await?;
    let headings = ["number", "name", "line", "open", "reserved", "used", "free", "oldest_due"];
    let headings = headings.map(|name| column(language, name));
    Ok(sheet_file(language, "credit", &headings, &rows))
}

fn column(language: Language, name: &str) -> String {
    text!(language, &format!("credit.column.{name}"))
}

fn credit_page(language: Language, asked: &Asked, found: &[CreditRow], today: Day) -> Page {
    let money = |amount: Money| figure(&texts::money(language, amount));
    let row = |row: &CreditRow| {
        let cells = vec![
            two_lines(&row.name, &row.number),
            row.line.map_or_else(|| small(&text!(language, "credit.page.no_line")), money),
            money(row.used.open),
            money(row.used.reserved_sum()),
            row.free().map_or_else(|| html! {}, money),
            standing(language, row, today),
        ];
        Row::leading_to(customer_path(row.customer), cells)
    };
    let title = text!(language, "credit.page.title");
    let figures = |name: &str| Column::figure(column(language, name));
    let choices = CreditState::ALL.map(|state| {
        let key = if state == CreditState::All { "all" } else { state.word() };
        (state.word().to_owned(), text!(language, &format!("credit.state.{key}")))
    });
    list_page(
        language,
        &List {
            title: title.clone(),
            count: text!(language, "credit.page.count", count = counted(language, found.len())),
            search: Some(asked.search(text!(language, "credit.page.search"))),
            filters: vec![asked.filter(column(language, "state"), STATE, choices.to_vec())],
            table: Table {
                caption: title,
                columns: vec![
                    asked.sorted(Column::text(column(language, "name")), "name"),
                    figures("line"),
                    asked.sorted(figures("open"), "used"),
                    figures("reserved"),
                    asked.sorted(figures("free"), "free"),
                    Column::state(column(language, "state")),
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

/// Late comes before beyond the line: it keeps from ordering in any case.
fn standing(language: Language, row: &CreditRow, today: Day) -> Markup {
    let late = row.used.oldest_due.map_or(0, |due| today.days_since(due));
    if late > 0 {
        let days = texts::number(language, i64::from(late));
        return state(Meaning::Bad, &text!(language, "credit.state.late_by", days = days));
    }
    match row.free() {
        Some(free) if free.is_negative() => state(Meaning::Attention, &text!(language, "credit.state.over")),
        Some(_) => state(Meaning::Good, &text!(language, "credit.state.within")),
        None => html! {},
    }
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "credit.page.narrowed"), action: Some(all) };
    }
    Empty::new(text!(language, "credit.page.none"))
}
