//! The list of the stock.

use maud::{Markup, html};

use crate::business::permission::Permission;
use crate::business::stock::{FoundStock, StockOrder, StockRow, StockWish, Warning, expires_soon, find_stock};
use crate::portals::office::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::portals::office::stock::{receive, stock_path};
use crate::portals::office::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Day, Language};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Loudness, Meaning, ROWS_PER_PAGE, Row, Table, figure, key_button, list_page,
    menu_link, small, state, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::StockView)
}

pub const fn list_path() -> &'static str {
    "/office/stock"
}

const FILE_PATH: &str = "/office/stock.csv";
const KNOWN: &[&str] = &["warning"];
const WARNINGS: [(Warning, &str); 3] =
    [(Warning::Missing, "missing"), (Warning::Few, "few"), (Warning::Expires, "expires")];

fn wish(asked: &Asked) -> StockWish {
    let (order_by, backwards) = match asked.sort() {
        ("available", backwards) => (StockOrder::Available, backwards),
        ("best_before", backwards) => (StockOrder::BestBefore, backwards),
        (_, backwards) => (StockOrder::Name, backwards),
    };
    StockWish {
        words: asked.words().to_owned(),
        warning: WARNINGS.iter().find(|(_, word)| *word == asked.get("warning")).map(|(warning, _)| *warning),
        order_by,
        backwards,
    }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let page = visit.read(|view| {
        let found = find_stock(view, &wish(&asked), asked.skipped(), ROWS_PER_PAGE)?;
        Ok(stock_page(&visit, &asked, &found, &Wall::of(view, visit.language)))
    })?;
    frame::show(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let found = visit.read(|view| find_stock(view, &wish(&asked), 0, ROWS_MAX))?;
    let headings = ["sku", "product", "on_hand", "reserved", "available", "backordered", "best_before"]
        .map(|name| text!(language, &format!("office_stock.column.{name}")));
    let row = |row: &StockRow| {
        vec![
            Cell::text(&row.sku),
            Cell::text(row.name.get(language)),
            Cell::count(row.level.on_hand),
            Cell::count(row.level.reserved),
            Cell::count(row.level.available()),
            Cell::count(row.level.backordered),
            Cell::maybe_day(row.best_before),
        ]
    };
    let rows: Vec<Vec<Cell>> = found.rows.iter().map(row).collect();
    Ok(sheet_file(language, "stock", &headings, &rows))
}

fn stock_page(visit: &Visit, asked: &Asked, found: &FoundStock, wall: &Wall) -> Page {
    let language = visit.language;
    let column = |name: &str| text!(language, &format!("office_stock.column.{name}"));
    let may_move = visit.actor.may(Permission::StockMove);
    let receive = Link::new(text!(language, "office_stock.page.receive"), receive::receive_path());
    let places = Link::new(text!(language, "office_stock.page.places"), "/office/stock/places");
    list_page(
        language,
        &List {
            title: text!(language, "office_stock.page.title"),
            count: text!(language, "office_stock.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_stock.page.search"))),
            filters: vec![warning_filter(language, asked)],
            table: Table {
                caption: text!(language, "office_stock.page.title"),
                columns: vec![
                    asked.sorted(Column::text(column("product")), "name"),
                    Column::figure(column("on_hand")),
                    Column::figure(column("reserved")),
                    asked.sorted(Column::figure(column("available")), "available"),
                    asked.sorted(Column::text(column("best_before")), "best_before"),
                    Column::state(column("warning")),
                ],
                rows: found.rows.iter().map(|row| stock_row(language, row, wall.today)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            primary: may_move.then(|| key_button(&receive, 'n', Loudness::Primary)),
            actions: vec![menu_link(&places)],
            ..List::default()
        },
    )
}

fn warning_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let choices =
        WARNINGS.iter().map(|(_, word)| ((*word).to_owned(), text!(language, &format!("office_stock.filter.{word}"))));
    asked.filter(text!(language, "office_stock.column.warning"), "warning", [all].into_iter().chain(choices).collect())
}

fn stock_row(language: Language, row: &StockRow, today: Day) -> Row {
    let number = |count: u32| figure(&texts::number(language, i64::from(count)));
    let cells = vec![
        two_lines(row.name.get(language), &row.sku),
        number(row.level.on_hand),
        number(row.level.reserved),
        number(row.level.available()),
        best_before(language, row.best_before, today),
        warnings(language, row, today),
    ];
    Row::leading_to(stock_path(row.product), cells)
}

/// A best-before day: past, soon, or simply a day.
pub fn best_before(language: Language, day: Option<Day>, today: Day) -> Markup {
    let Some(day) = day else { return small("–") };
    let written = texts::day_short(language, day);
    if day < today {
        state(Meaning::Bad, &written)
    } else if expires_soon(day, today) {
        state(Meaning::Attention, &written)
    } else {
        html! { (written) }
    }
}

/// The worst that is to be said of a product's stock.
fn warnings(language: Language, row: &StockRow, today: Day) -> Markup {
    let missing = row.level.backordered;
    if missing > 0 {
        return state(Meaning::Bad, &text!(language, "office_stock.warning.missing", count = missing));
    }
    if row.active && row.level.available() == 0 {
        return state(Meaning::Bad, &text!(language, "office_stock.warning.none"));
    }
    if row.warns_of(Warning::Few, today) {
        return state(Meaning::Attention, &text!(language, "office_stock.warning.few"));
    }
    if row.warns_of(Warning::Expires, today) {
        return state(Meaning::Attention, &text!(language, "office_stock.warning.expires"));
    }
    if !row.active {
        return state(Meaning::Neutral, &text!(language, "office_stock.warning.not_sold"));
    }
    state(Meaning::Good, &text!(language, "office_stock.warning.fine"))
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        Empty { sentence: text!(language, "office_stock.empty.narrowed"), action: Some(all) }
    } else {
        Empty::new(text!(language, "office_stock.empty.none"))
    }
}
