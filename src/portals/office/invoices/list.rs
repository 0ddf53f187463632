//! The list of invoices and credit notes.

use maud::html;

use crate::business::orders::order_number;
use crate::business::payments::{FoundInvoices, InvoiceOrder, InvoiceRow, InvoiceStanding, InvoiceWish, find_invoices};
use crate::business::permission::Permission;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::invoices::words::{kind_word, standing_state, standing_word};
use crate::portals::office::period_filter::{days_asked, more_filters};
use crate::portals::office::subjects::invoice_path;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, Language};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Meaning, ROWS_PER_PAGE, Row, Table, figure, list_page, small, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::BillingView)
}

pub const fn list_path() -> &'static str {
    "/office/invoices"
}

const FILE_PATH: &str = "/office/invoices.csv";
const KNOWN: &[&str] = &["state", "period", "from", "to"];

fn wish(asked: &Asked, today: Day) -> InvoiceWish {
    let (from, to) = days_asked(asked, today);
    let (order_by, backwards) = match asked.sort() {
        ("name", backwards) => (InvoiceOrder::Name, backwards),
        ("gross", backwards) => (InvoiceOrder::Gross, backwards),
        ("due_on", backwards) => (InvoiceOrder::Due, backwards),
        // The newest is the one on top; sorted by number the first one is.
        ("number", backwards) => (InvoiceOrder::Age, !backwards),
        _ => (InvoiceOrder::Age, false),
    };
    InvoiceWish {
        words: asked.words().to_owned(),
        standing: InvoiceStanding::ALL.into_iter().find(|standing| standing.word() == asked.get("state")),
        from,
        to,
        order_by,
        backwards,
    }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let (found, today) = visit.read(|view| {
        let today = view.today();
        Ok((find_invoices(view, &wish(&asked, today), asked.skipped(), ROWS_PER_PAGE)?, today))
    })?;
    frame::show(&visit, &invoices_page(visit.language, &asked, &found, today))
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let found = visit.read_aside(move |view| find_invoices(view, &wish(&asked, view.today()), 0, ROWS_MAX)).await?;
    let headings = ["number", "kind", "day", "due_on", "customer", "order", "gross", "open", "state", "currency"]
        .map(|name| text!(language, &format!("office_invoices.column.{name}")));
    let rows: Vec<Vec<Cell>> = found.rows.iter().map(|row| cells(language, row)).collect();
    Ok(sheet_file(language, "invoices", &headings, &rows))
}

fn cells(language: Language, row: &InvoiceRow) -> Vec<Cell> {
    vec![
        Cell::text(&row.number),
        Cell::text(kind_word(language, row.kind)),
        Cell::Day(row.day),
        Cell::Day(row.due_on),
        Cell::text(&row.name),
        Cell::text(order_number(row.order)),
        Cell::Money(row.gross),
        Cell::Money(row.open),
        Cell::text(standing_word(language, row.standing)),
        Cell::text(row.gross.currency().code()),
    ]
}

fn invoices_page(language: Language, asked: &Asked, found: &FoundInvoices, today: Day) -> Page {
    let column = |name: &str| text!(language, &format!("office_invoices.column.{name}"));
    list_page(
        language,
        &List {
            title: text!(language, "office_invoices.page.title"),
            count: text!(language, "office_invoices.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_invoices.page.search"))),
            filters: vec![state_filter(language, asked)],
            more_filters: Some(more_filters(language, asked, today)),
            table: Table {
                caption: text!(language, "office_invoices.page.title"),
                columns: vec![
                    asked.sorted(Column::text(column("number")), "number"),
                    Column::text(column("day")),
                    asked.sorted(Column::text(column("customer")), "name"),
                    asked.sorted(Column::text(column("due_on")), "due_on"),
                    Column::state(column("state")),
                    Column::figure(column("open")),
                    asked.sorted(Column::figure(column("gross")), "gross"),
                ],
                rows: found.rows.iter().map(|row| invoice_row(language, row)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    )
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let states = InvoiceStanding::ALL.map(|standing| (standing.word().to_owned(), standing_word(language, standing)));
    let choices = [all].into_iter().chain(states).collect();
    asked.filter(text!(language, "office_invoices.column.state"), "state", choices)
}

fn invoice_row(language: Language, row: &InvoiceRow) -> Row {
    let is_credit = row.standing == InvoiceStanding::CreditNote;
    let open = if row.open.is_zero() { small("–") } else { figure(&texts::money(language, row.open)) };
    let due = if is_credit {
        small("–")
    } else {
        html! { (texts::day_short(language, row.due_on)) }
    };
    let gross = if is_credit { -row.gross } else { row.gross };
    let cells = vec![
        html! { (row.number) },
        html! { (texts::day_short(language, row.day)) },
        two_lines(&row.name, &order_number(row.order)),
        due,
        standing_state(language, row.standing),
        open,
        figure(&texts::money(language, gross)),
    ];
    let meaning = if row.standing == InvoiceStanding::Overdue { Meaning::Bad } else { Meaning::Neutral };
    Row { meaning, ..Row::leading_to(invoice_path(row.id), cells) }
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_invoices.empty.narrowed"), action: Some(all) };
    }
    Empty::new(text!(language, "office_invoices.empty.none"))
}
