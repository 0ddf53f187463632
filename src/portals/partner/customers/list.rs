//! The list of a partner's customers.

use maud::html;

use crate::app::Indexer;
use crate::business::customers::{CustomerOrder, CustomerRow, CustomerWish};
use crate::business::failure::Failure;
use crate::business::findings;
use crate::business::orders;
use crate::business::partners::{find_own_customers, working_partner};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::partner::customers::{customer_path, new};
use crate::portals::partner::frame;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{CustomerId, Day, Language};
use crate::web::parts::{
    Column, Empty, Link, List, Loudness, Meaning, ROWS_PER_PAGE, Row, Table, figure, key_button, list_page, state,
    two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file)
}

pub const fn list_path() -> &'static str {
    "/partner/customers"
}

const FILE_PATH: &str = "/partner/customers.csv";
/// So many hits of a search are listed at most.
const HITS_MAX: usize = 200;

/// A customer with what was bought so far.
struct Listed {
    row: CustomerRow,
    since: Day,
    orders: usize,
    last_order: Option<Day>,
}

/// One page of the list.
struct Listing {
    rows: Vec<Listed>,
    total: usize,
    may_bring: bool,
}

fn listed(
    view: &View<'_>,
    asked: &Asked,
    indexer: &Indexer,
    skip: usize,
    limit: usize,
) -> Result<(Vec<Listed>, usize), Failure> {
    let (order_by, backwards) = match asked.sort() {
        ("name", backwards) => (CustomerOrder::Name, backwards),
        ("town", backwards) => (CustomerOrder::Town, backwards),
        _ => (CustomerOrder::Age, false),
    };
    let among = match asked.words() {
        "" => None,
        words => {
            let hits = indexer.find(view, words, &[findings::CUSTOMER], HITS_MAX)?;
            Some(hits.into_iter().map(|hit| CustomerId::new(hit.id)).collect())
        }
    };
    let wish = CustomerWish { among, order_by, backwards, ..CustomerWish::default() };
    let found = find_own_customers(view, &wish, skip, limit)?;
    let with_orders = |row: CustomerRow| {
        let ids = orders::orders_of_customer(view, row.id);
        let last_order = ids.first().and_then(|id| orders::order(view, *id)).map(|order| order.day);
        Listed { since: row.since.day_in(view.zone()), orders: ids.len(), last_order, row }
    };
    Ok((found.rows.into_iter().map(with_orders).collect(), found.total))
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), &[]);
    let indexer = visit.app.indexer();
    let shown = visit.read(|view| {
        let (rows, total) = listed(view, &asked, &indexer, asked.skipped(), ROWS_PER_PAGE)?;
        let works = working_partner(view, view.actor()).is_some();
        Ok(Listing { rows, total, may_bring: works && view.may(Permission::PartnerOrderForCustomer) })
    })?;
    frame::show_hits(&visit, &customers_page(visit.language, &asked, &shown))
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, &[]);
    let indexer = visit.app.indexer();
    let language = visit.language;
    let (rows, _) = visit.read(|view| listed(view, &asked, &indexer, 0, ROWS_MAX))?;
    let headings = ["number", "name", "town", "since", "orders", "last_order"]
        .map(|name| text!(language, &format!("partner.customers.column.{name}")));
    let row = |listed: &Listed| {
        vec![
            Cell::text(&listed.row.number),
            Cell::text(&listed.row.name),
            Cell::text(&listed.row.town),
            Cell::Day(listed.since),
            Cell::Number(i64::try_from(listed.orders).unwrap_or(i64::MAX)),
            Cell::maybe_day(listed.last_order),
        ]
    };
    let rows: Vec<Vec<Cell>> = rows.iter().map(row).collect();
    Ok(sheet_file(language, "customers", &headings, &rows))
}

fn customers_page(language: Language, asked: &Asked, shown: &Listing) -> Page {
    let Listing { rows, total, may_bring } = shown;
    let (total, may_bring) = (*total, *may_bring);
    let column = |name: &str| text!(language, &format!("partner.customers.column.{name}"));
    let new = Link::new(text!(language, "partner.customers.new"), new::new_path());
    list_page(
        language,
        &List {
            title: text!(language, "partner.customers.title"),
            count: text!(language, "partner.customers.count", count = counted(language, total)),
            search: Some(asked.search(text!(language, "partner.customers.search"))),
            table: Table {
                caption: text!(language, "partner.customers.title"),
                columns: vec![
                    asked.sorted(Column::text(column("name")), "name"),
                    asked.sorted(Column::text(column("town")), "town"),
                    Column::figure(column("orders")),
                    Column::text(column("last_order")),
                ],
                rows: rows.iter().map(|listed| customer_row(language, listed)).collect(),
                empty: nothing(language, asked, may_bring),
                ..Table::default()
            },
            pager: asked.pager(language, total),
            csv: Some(asked.under(FILE_PATH)),
            primary: may_bring.then(|| key_button(&new, 'n', Loudness::Primary)),
            ..List::default()
        },
    )
}

fn customer_row(language: Language, listed: &Listed) -> Row {
    let last = match listed.last_order {
        _ if listed.row.closed => state(Meaning::Neutral, &text!(language, "partner.customers.closed")),
        Some(day) => html! { (texts::day_short(language, day)) },
        None => html! { "–" },
    };
    let cells = vec![
        two_lines(&listed.row.name, &listed.row.number),
        html! { (listed.row.town) },
        figure(&counted(language, listed.orders)),
        last,
    ];
    Row::leading_to(customer_path(listed.row.id), cells)
}

fn nothing(language: Language, asked: &Asked, may_bring: bool) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "partner.customers.empty.narrowed"), action: Some(all) };
    }
    let new = Link::new(text!(language, "partner.customers.new"), new::new_path());
    Empty { sentence: text!(language, "partner.customers.empty.none"), action: may_bring.then_some(new) }
}
