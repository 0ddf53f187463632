//! The list of customers.

use maud::{Markup, html};

use crate::app::Indexer;
use crate::business::customers::{
    CustomerGroup, CustomerOrder, CustomerRow, CustomerWish, FoundCustomers, customer_by_number, find_customers,
};
use crate::business::failure::Failure;
use crate::business::findings;
use crate::business::orders;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::portals::office::subjects::customer_path;
use crate::portals::office::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{CustomerId, Language};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Loudness, Meaning, ROWS_PER_PAGE, Row, Table, figure, key_button, list_page,
    state, two_lines, unbroken,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::CustomersView)
}

pub const fn list_path() -> &'static str {
    "/office/customers"
}

const FILE_PATH: &str = "/office/customers.csv";
const KNOWN: &[&str] = &["group", "closed"];
const HITS_MAX: usize = 200;

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let indexer = visit.app.indexer();
    let page = visit.read(|view| {
        let found = find_customers(view, &wish(view, &asked, &indexer)?, asked.skipped(), ROWS_PER_PAGE)?;
        Ok(customers_page(view, &visit, &asked, &found))
    })?;
    frame::show_hits(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let indexer = visit.app.indexer();
    let language = visit.language;
    let (found, wall) = visit.read(|view| {
        Ok((find_customers(view, &wish(view, &asked, &indexer)?, 0, ROWS_MAX)?, Wall::of(view, language)))
    })?;
    let headings = ["number", "name", "town", "email", "group", "since"]
        .map(|name| text!(language, &format!("office_customers.column.{name}")));
    let row = |row: &CustomerRow| {
        vec![
            Cell::text(&row.number),
            Cell::text(&row.name),
            Cell::text(&row.town),
            Cell::text(&row.email),
            Cell::text(text!(language, &row.group.text_key())),
            Cell::Day(wall.day_of(row.since)),
        ]
    };
    let rows: Vec<Vec<Cell>> = found.rows.iter().map(row).collect();
    Ok(sheet_file(language, "customers", &headings, &rows))
}

fn wish(view: &View<'_>, asked: &Asked, indexer: &Indexer) -> Result<CustomerWish, Failure> {
    let (order_by, backwards) = match asked.sort() {
        ("name", backwards) => (CustomerOrder::Name, backwards),
        ("town", backwards) => (CustomerOrder::Town, backwards),
        ("since", backwards) => (CustomerOrder::Age, !backwards),
        _ => (CustomerOrder::Age, false),
    };
    let among = match asked.words() {
        "" => None,
        words => Some(match customer_by_number(view, words) {
            Some(id) => vec![id],
            None => {
                let hits = indexer.find(view, words, &[findings::CUSTOMER], HITS_MAX)?;
                hits.into_iter().map(|hit| CustomerId::new(hit.id)).collect()
            }
        }),
    };
    Ok(CustomerWish {
        among,
        group: CustomerGroup::ALL.into_iter().find(|group| group.word() == asked.get("group")),
        closed: (asked.get("closed") == "yes").then_some(true).or(Some(false)),
        partner: None,
        order_by,
        backwards,
    })
}

fn customers_page(view: &View<'_>, visit: &Visit, asked: &Asked, found: &FoundCustomers) -> Page {
    let language = visit.language;
    let wall = Wall::of(view, language);
    let column = |name: &str| text!(language, &format!("office_customers.column.{name}"));
    let new = Link::new(text!(language, "office_customers.page.new"), "/office/customers/new");
    list_page(
        language,
        &List {
            title: text!(language, "office_customers.page.title"),
            count: text!(language, "office_customers.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_customers.page.search"))),
            filters: vec![group_filter(language, asked), closed_filter(language, asked)],
            table: Table {
                caption: text!(language, "office_customers.page.title"),
                columns: vec![
                    asked.sorted(Column::text(column("name")), "name"),
                    Column::text(column("number")),
                    asked.sorted(Column::text(column("town")), "town"),
                    Column::text(column("group")),
                    Column::figure(column("orders")),
                    asked.sorted(Column::text(column("since")), "since"),
                ],
                rows: found.rows.iter().map(|row| customer_row(view, &wall, row)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            primary: visit.actor.may(Permission::CustomersEdit).then(|| key_button(&new, 'n', Loudness::Primary)),
            ..List::default()
        },
    )
}

fn customer_row(view: &View<'_>, wall: &Wall, row: &CustomerRow) -> Row {
    let language = wall.language;
    let orders = orders::orders_of_customer(view, row.id).len();
    let cells = vec![
        two_lines(&row.name, &row.email),
        unbroken(&row.number),
        html! { (row.town) },
        group(language, row),
        figure(&counted(language, orders)),
        html! { (texts::day_short(language, wall.day_of(row.since))) },
    ];
    Row::leading_to(customer_path(row.id), cells)
}

/// What kind of customer it is; a closed account says so instead.
fn group(language: Language, row: &CustomerRow) -> Markup {
    if row.closed {
        group_state(language, row.group, true)
    } else {
        html! { (text!(language, &row.group.text_key())) }
    }
}

/// Private or company; closed ones say so instead.
pub fn group_state(language: Language, group: CustomerGroup, closed: bool) -> Markup {
    if closed {
        return state(Meaning::Bad, &text!(language, "office_customers.state.closed"));
    }
    let meaning = match group {
        CustomerGroup::Private => Meaning::Neutral,
        CustomerGroup::Company => Meaning::Information,
    };
    state(meaning, &text!(language, &group.text_key()))
}

fn group_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let groups = CustomerGroup::ALL.map(|group| (group.word().to_owned(), text!(language, &group.text_key())));
    asked.filter(text!(language, "office_customers.column.group"), "group", [all].into_iter().chain(groups).collect())
}

fn closed_filter(language: Language, asked: &Asked) -> Filter {
    let choices = vec![
        (String::new(), text!(language, "office_customers.filter.open")),
        ("yes".to_owned(), text!(language, "office_customers.filter.closed")),
    ];
    asked.filter(text!(language, "office_customers.filter.account"), "closed", choices)
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_customers.empty.narrowed"), action: Some(all) };
    }
    let new = Link::new(text!(language, "office_customers.page.new"), "/office/customers/new");
    Empty { sentence: text!(language, "office_customers.empty.none"), action: Some(new) }
}
