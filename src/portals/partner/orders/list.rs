//! The list of the orders that are credited to a partner.

use maud::{Markup, html};

use crate::business::orders::{CreditedOrder, CreditedWish, FoundCredited, OrderState, find_credited, order_number};
use crate::portals::asked::Asked;
use crate::portals::partner::frame;
use crate::portals::partner::orders::order_path;
use crate::portals::partner::orders::sheet::order_state;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Period};
use crate::web::parts::{
    Column, Empty, Field, Filter, Link, List, Loudness, QueryForm, ROWS_PER_PAGE, Row, Table, date_field, field_row,
    figure, filters, fold, link_button, list_page, open_fold, query_form, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file)
}

pub const fn list_path() -> &'static str {
    "/partner/orders"
}

const FILE_PATH: &str = "/partner/orders.csv";
const KNOWN: &[&str] = &["whose", "state", "period", "from", "to"];

fn wish(asked: &Asked, today: Day) -> CreditedWish {
    let (from, to) = days(asked, today);
    CreditedWish {
        words: asked.words().to_owned(),
        own: match asked.get("whose") {
            "own" => Some(true),
            "customers" => Some(false),
            _ => None,
        },
        state: OrderState::ALL.into_iter().find(|state| state.word() == asked.get("state")),
        customer: None,
        from,
        to,
    }
}

/// A named month, or the days that were typed.
fn days(asked: &Asked, today: Day) -> (Option<Day>, Option<Day>) {
    let month = Period::month_of(today);
    let period = match asked.get("period") {
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

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let (found, today) = visit.read(|view| {
        let found = find_credited(view, &wish(&asked, view.today()), asked.skipped(), ROWS_PER_PAGE)?;
        Ok((found, view.today()))
    })?;
    frame::show(&visit, &orders_page(visit.language, &asked, &found, today))
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let found = visit.read(|view| find_credited(view, &wish(&asked, view.today()), 0, ROWS_MAX))?;
    let headings =
        ["number", "day", "buyer", "town", "placement", "state", "points", "base", "net", "gross", "currency"]
            .map(|name| text!(language, &format!("partner.orders.column.{name}")));
    let row = |order: &CreditedOrder| {
        vec![
            Cell::text(order_number(order.id)),
            Cell::Day(order.day),
            Cell::text(&order.buyer),
            Cell::text(&order.town),
            Cell::text(text!(language, &order.placement.text_key())),
            Cell::text(text!(language, &order.state.text_key())),
            Cell::text(texts::points(language, order.points)),
            Cell::Money(order.commission_base),
            Cell::Money(order.totals.net),
            Cell::Money(order.totals.gross),
            Cell::text(order.totals.net.currency().code()),
        ]
    };
    let rows: Vec<Vec<Cell>> = found.rows.iter().map(row).collect();
    Ok(sheet_file(language, "orders", &headings, &rows))
}

fn orders_page(language: Language, asked: &Asked, found: &FoundCredited, today: Day) -> Page {
    let column = |name: &str| text!(language, &format!("partner.orders.column.{name}"));
    let order = Link::new(text!(language, "partner.month.order"), "/shop");
    list_page(
        language,
        &List {
            title: text!(language, "partner.orders.title"),
            count: text!(language, "partner.orders.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "partner.orders.search"))),
            filters: vec![whose_filter(language, asked), period_filter(language, asked, today)],
            more_filters: Some(more_filters(language, asked)),
            table: Table {
                caption: text!(language, "partner.orders.title"),
                columns: vec![
                    Column::text(column("number")),
                    Column::text(column("buyer")),
                    Column::state(column("state")),
                    Column::figure(column("points")),
                    Column::figure(column("net")),
                ],
                rows: found.rows.iter().map(|order| order_row(language, order)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            primary: Some(link_button(&order, Loudness::Primary)),
            ..List::default()
        },
    )
}

fn order_row(language: Language, order: &CreditedOrder) -> Row {
    let cells = vec![
        two_lines(&order_number(order.id), &texts::day_short(language, order.day)),
        two_lines(&order.buyer, &whose(language, order)),
        order_state(language, order.state),
        figure(&texts::points(language, order.points)),
        figure(&texts::money(language, order.totals.net)),
    ];
    Row::leading_to(order_path(order.id), cells)
}

fn whose(language: Language, order: &CreditedOrder) -> String {
    if order.is_own() { text!(language, "partner.orders.own") } else { order.town.clone() }
}

fn whose_filter(language: Language, asked: &Asked) -> Filter {
    let choices = vec![
        (String::new(), text!(language, "office.filter.all")),
        ("own".to_owned(), text!(language, "partner.orders.own")),
        ("customers".to_owned(), text!(language, "partner.orders.of_customers")),
    ];
    asked.filter(text!(language, "partner.orders.whose"), "whose", choices)
}

fn period_filter(language: Language, asked: &Asked, today: Day) -> Filter {
    let last_month = Period::month_of(today).previous();
    let choices = vec![
        (String::new(), text!(language, "office.filter.all")),
        ("month".to_owned(), texts::month(language, today)),
        ("last_month".to_owned(), texts::month(language, last_month.first())),
        ("year".to_owned(), today.year().to_string()),
    ];
    asked.filter(text!(language, "partner.orders.period"), "period", choices)
}

fn more_filters(language: Language, asked: &Asked) -> Markup {
    let all = (String::new(), text!(language, "office.filter.all"));
    let states = OrderState::ALL.map(|state| (state.word().to_owned(), text!(language, &state.text_key())));
    let state = asked.filter(
        text!(language, "partner.orders.column.state"),
        "state",
        [all].into_iter().chain(states).collect(),
    );
    let day = |name: &'static str, key: &'static str| {
        let field =
            Field { name, label: text!(language, key), value: asked.get(name), optional: true, ..Field::default() };
        date_field(language, &field)
    };
    let typed_days = query_form(
        language,
        &QueryForm {
            action: list_path(),
            hidden: asked.hidden(&["from", "to", "period"]),
            body: field_row(&[day("from", "office.filter.from"), day("to", "office.filter.to")]),
        },
    );
    let body = html! { (filters(&[state])) (typed_days) };
    let summary = text!(language, "office.filter.more");
    let used = ["state", "from", "to"].iter().any(|name| !asked.get(name).is_empty());
    if used { open_fold(&summary, body) } else { fold(&summary, body) }
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "partner.orders.empty.narrowed"), action: Some(all) };
    }
    let order = Link::new(text!(language, "partner.month.order"), "/shop");
    Empty { sentence: text!(language, "partner.orders.empty.none"), action: Some(order) }
}
