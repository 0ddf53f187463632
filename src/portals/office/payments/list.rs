//! The list of payments: what came in, what went back, what was taken back.

use maud::{Markup, html};

use crate::business::payments::{FoundPayments, Payment, PaymentRow, PaymentWay, PaymentWish, find_payments};
use crate::business::permission::Permission;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::period_filter::{days_asked, more_filters};
use crate::portals::office::subjects::payment_path;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, Language};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Meaning, ROWS_PER_PAGE, Row, Table, figure, list_page, state, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::PaymentsView)
}

pub const fn list_path() -> &'static str {
    "/office/payments"
}

const FILE_PATH: &str = "/office/payments.csv";
const KNOWN: &[&str] = &["way", "period", "from", "to"];

fn wish(asked: &Asked, today: Day) -> PaymentWish {
    let (from, to) = days_asked(asked, today);
    let (by_amount, backwards) = match asked.sort() {
        ("amount", backwards) => (true, backwards),
        ("day", backwards) => (false, !backwards),
        _ => (false, false),
    };
    let way = PaymentWay::ALL.into_iter().find(|way| way.word() == asked.get("way"));
    PaymentWish { words: asked.words().to_owned(), way, from, to, by_amount, backwards }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let (found, today) = visit.read(|view| {
        let today = view.today();
        Ok((find_payments(view, &wish(&asked, today), asked.skipped(), ROWS_PER_PAGE)?, today))
    })?;
    frame::show(&visit, &payments_page(visit.language, &asked, &found, today))
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let found = visit.read_aside(move |view| find_payments(view, &wish(&asked, view.today()), 0, ROWS_MAX)).await?;
    let headings = ["number", "day", "state", "order", "name", "reference", "amount", "currency"]
        .map(|name| text!(language, &format!("office_payments.column.{name}")));
    let cells = |row: &PaymentRow| {
        vec![
            Cell::text(row.id.to_string()),
            Cell::Day(row.payment.received_on),
            Cell::text(way_word(language, row.payment.way())),
            Cell::text(&row.order_number),
            Cell::text(&row.name),
            Cell::text(row.payment.purpose(language)),
            Cell::Money(row.payment.amount),
            Cell::text(row.payment.amount.currency().code()),
        ]
    };
    let rows: Vec<Vec<Cell>> = found.rows.iter().map(cells).collect();
    Ok(sheet_file(language, "payments", &headings, &rows))
}

pub fn way_word(language: Language, way: PaymentWay) -> String {
    text!(language, &format!("office_payments.way.{}", way.word()))
}

pub fn way_state(language: Language, payment: &Payment) -> Markup {
    let meaning = match payment.way() {
        PaymentWay::In => Meaning::Good,
        PaymentWay::Back | PaymentWay::Credit => Meaning::Information,
        PaymentWay::Reversed => Meaning::Neutral,
    };
    state(meaning, &way_word(language, payment.way()))
}

fn payments_page(language: Language, asked: &Asked, found: &FoundPayments, today: Day) -> Page {
    let column = |name: &str| text!(language, &format!("office_payments.column.{name}"));
    list_page(
        language,
        &List {
            title: text!(language, "office_payments.page.title"),
            count: text!(language, "office_payments.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_payments.page.search"))),
            filters: vec![way_filter(language, asked)],
            more_filters: Some(more_filters(language, asked, today)),
            table: Table {
                caption: text!(language, "office_payments.page.title"),
                columns: vec![
                    asked.sorted(Column::text(column("day")), "day"),
                    Column::text(column("name")),
                    Column::text(column("reference")),
                    Column::state(column("state")),
                    asked.sorted(Column::figure(column("amount")), "amount"),
                ],
                rows: found.rows.iter().map(|row| payment_row(language, row)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    )
}

fn way_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let ways = PaymentWay::ALL.map(|way| (way.word().to_owned(), way_word(language, way)));
    asked.filter(text!(language, "office_payments.column.state"), "way", [all].into_iter().chain(ways).collect())
}

fn payment_row(language: Language, row: &PaymentRow) -> Row {
    let payment = &row.payment;
    let cells = vec![
        html! { (texts::day_short(language, payment.received_on)) },
        two_lines(&row.name, &row.order_number),
        html! { (payment.purpose(language)) },
        way_state(language, payment),
        figure(&texts::money(language, payment.amount)),
    ];
    Row::leading_to(payment_path(row.id), cells)
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_payments.empty.narrowed"), action: Some(all) };
    }
    Empty::new(text!(language, "office_payments.empty.none"))
}
