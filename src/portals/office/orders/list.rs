//! The list of orders.

use maud::{Markup, html};

use crate::app::Indexer;
use crate::business::failure::Failure;
use crate::business::findings;
use crate::business::orders::{
    FoundOrders, OrderBy, OrderRow, OrderState, OrderWish, Placement, find_orders, order_number, parse_order_number,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::orders::words::{order_state, payment_state};
use crate::portals::office::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::portals::office::subjects::{customer_name, order_path};
use crate::text;
use crate::texts;
use crate::values::{CustomerId, Day, Language, OrderId, Period};
use crate::web::parts::{
    Bulk, Chip, Column, Empty, Field, Filter, Link, List, Loudness, QueryForm, ROWS_PER_PAGE, Row, Selection, Table,
    date_field, field_row, figure, filters, fold, key_button, list_page, open_fold, query_form, submit_button,
    two_lines, unbroken,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::OrdersView)
}

pub const fn list_path() -> &'static str {
    "/office/orders"
}

const FILE_PATH: &str = "/office/orders.csv";
const KNOWN: &[&str] = &["state", "payment", "customer", "placement", "period", "from", "to"];
/// So many hits of a search are listed at most.
const HITS_MAX: usize = 200;
const BULK: &str = "chosen";

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let indexer = visit.app.indexer();
    let page = visit.read(|view| {
        let found = find_orders(view, &wish(view, &asked, &indexer)?, asked.skipped(), ROWS_PER_PAGE)?;
        Ok(orders_page(view, &visit, &asked, &found))
    })?;
    frame::show_hits(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let indexer = visit.app.indexer();
    let found = visit.read(|view| find_orders(view, &wish(view, &asked, &indexer)?, 0, ROWS_MAX))?;
    let language = visit.language;
    let headings = ["number", "day", "customer", "town", "state", "placement", "paid", "pieces", "gross", "currency"]
        .map(|name| text!(language, &format!("office_orders.column.{name}")));
    let rows: Vec<Vec<Cell>> = found.rows.iter().map(|row| cells(language, row)).collect();
    Ok(sheet_file(language, "orders", &headings, &rows))
}

fn cells(language: Language, row: &OrderRow) -> Vec<Cell> {
    vec![
        Cell::text(order_number(row.id)),
        Cell::Day(row.day),
        Cell::text(&row.name),
        Cell::text(&row.town),
        Cell::text(text!(language, &row.state.text_key())),
        Cell::text(text!(language, &row.placement.text_key())),
        Cell::maybe_day(row.paid_on),
        Cell::count(row.pieces),
        Cell::Money(row.gross),
        Cell::text(row.gross.currency().code()),
    ]
}

/// The customer to whom the list is narrowed, as a chip that takes the narrowing away.
fn customer_filter(view: &View<'_>, asked: &Asked, language: Language) -> Option<Filter> {
    let id = CustomerId::parse(asked.get("customer"))?;
    let chip = Chip { label: customer_name(view, id), href: asked.href("customer", ""), chosen: true, count: None };
    Some(Filter { name: text!(language, "office_orders.column.customer"), chips: vec![chip] })
}

/// What the address asks for.
fn wish(view: &View<'_>, asked: &Asked, indexer: &Indexer) -> Result<OrderWish, Failure> {
    let (from, to) = days(asked, view.today());
    let (order_by, backwards) = match asked.sort() {
        ("name", backwards) => (OrderBy::Name, backwards),
        ("gross", backwards) => (OrderBy::Gross, backwards),
        // The newest order is the one on top; sorted by number the first one is.
        ("number", backwards) => (OrderBy::Age, !backwards),
        _ => (OrderBy::Age, false),
    };
    Ok(OrderWish {
        among: match asked.words() {
            "" => None,
            words => Some(searched(view, words, indexer)?),
        },
        state: OrderState::ALL.into_iter().find(|state| state.word() == asked.get("state")),
        customer: CustomerId::parse(asked.get("customer")),
        placement: Placement::ALL.into_iter().find(|placement| placement.word() == asked.get("placement")),
        paid: match asked.get("payment") {
            "open" => Some(false),
            "paid" => Some(true),
            _ => None,
        },
        from,
        to,
        order_by,
        backwards,
    })
}

/// By number when a number was typed, else by everything that the search knows of orders.
fn searched(view: &View<'_>, words: &str, indexer: &Indexer) -> Result<Vec<OrderId>, Failure> {
    let by_number = parse_order_number(words).filter(|id| crate::business::orders::order(view, *id).is_some());
    if let Some(id) = by_number {
        return Ok(vec![id]);
    }
    let hits = indexer.find(view, words, &[findings::ORDER], HITS_MAX)?;
    Ok(hits.into_iter().map(|hit| OrderId::new(hit.id)).collect())
}

/// A named period, or the days that were typed.
fn days(asked: &Asked, today: Day) -> (Option<Day>, Option<Day>) {
    let month = Period::month_of(today);
    let period = match asked.get("period") {
        "today" => Period::days(today, today),
        "week" => Period::days(today.plus_days(1 - i32::from(today.weekday())), today),
        "month" => Some(month),
        "last_month" => Some(month.previous()),
        _ => None,
    };
    match period {
        Some(period) => (Some(period.first()), Some(period.last())),
        None => (asked.day("from"), asked.day("to")),
    }
}

fn orders_page(view: &View<'_>, visit: &Visit, asked: &Asked, found: &FoundOrders) -> Page {
    let language = visit.language;
    let customer = customer_filter(view, asked, language);
    let shown = |key: &'static str| text!(language, key);
    let print = submit_button(&shown("office_orders.bulk.pick_list"), Loudness::Secondary);
    let new = Link::new(shown("office_orders.page.new"), "/office/orders/new");
    let may_pick = visit.actor.may(Permission::ShippingPick);
    list_page(
        language,
        &List {
            title: shown("office_orders.page.title"),
            count: text!(language, "office_orders.page.count", count = counted(language, found.total)),
            search: Some(asked.search(shown("office_orders.page.search"))),
            filters: customer
                .into_iter()
                .chain([state_filter(language, asked), payment_filter(language, asked)])
                .collect(),
            more_filters: Some(more_filters(language, asked, view.today())),
            table: order_table(language, asked, found, may_pick),
            bulk: may_pick.then(|| Bulk {
                form: BULK,
                action: "/office/picking/list",
                asks: true,
                csrf: "",
                buttons: vec![print],
            }),
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            primary: visit
                .actor
                .may(Permission::OrdersPlaceForOthers)
                .then(|| key_button(&new, 'n', Loudness::Primary)),
            ..List::default()
        },
    )
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let states = OrderState::ALL.map(|state| (state.word().to_owned(), text!(language, &state.text_key())));
    asked.filter(text!(language, "office_orders.filter.state"), "state", [all].into_iter().chain(states).collect())
}

fn payment_filter(language: Language, asked: &Asked) -> Filter {
    let choice = |value: &str, key: &'static str| (value.to_owned(), text!(language, key));
    let choices = vec![
        choice("", "office.filter.all"),
        choice("open", "office_orders.filter.to_be_paid"),
        choice("paid", "office_orders.filter.paid"),
    ];
    asked.filter(text!(language, "office_orders.filter.payment"), "payment", choices)
}

/// What is asked for less often: by whom it was placed, and when.
fn more_filters(language: Language, asked: &Asked, today: Day) -> Markup {
    let all = (String::new(), text!(language, "office.filter.all"));
    let placements =
        Placement::ALL.map(|placement| (placement.word().to_owned(), text!(language, &placement.text_key())));
    let placement = asked.filter(
        text!(language, "office_orders.filter.placement"),
        "placement",
        [all.clone()].into_iter().chain(placements).collect(),
    );
    let choice = |value: &str, key: &'static str| (value.to_owned(), text!(language, key));
    let last_month = Period::month_of(today).previous();
    let periods = vec![
        all,
        choice("today", "office.filter.today"),
        choice("week", "office.filter.this_week"),
        ("month".to_owned(), texts::month(language, today)),
        ("last_month".to_owned(), texts::month(language, last_month.first())),
    ];
    let period = asked.filter(text!(language, "office_orders.filter.period"), "period", periods);
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
    let body = html! { (filters(&[placement, period])) (typed_days) };
    let summary = text!(language, "office.filter.more");
    let used = ["placement", "period", "from", "to"].iter().any(|name| !asked.get(name).is_empty());
    if used { open_fold(&summary, body) } else { fold(&summary, body) }
}

fn order_table<'t>(language: Language, asked: &Asked, found: &FoundOrders, may_pick: bool) -> Table<'t> {
    let column = |name: &str| text!(language, &format!("office_orders.column.{name}"));
    Table {
        caption: text!(language, "office_orders.page.title"),
        columns: vec![
            asked.sorted(Column::text(column("number")), "number"),
            Column::text(column("day")),
            asked.sorted(Column::text(column("customer")), "name"),
            Column::state(column("state")),
            Column::state(column("paid")),
            Column::figure(column("pieces")),
            asked.sorted(Column::figure(column("gross")), "gross"),
        ],
        rows: found.rows.iter().map(|row| order_row(language, row)).collect(),
        empty: nothing(language, asked),
        selection: may_pick.then_some(Selection { name: "order", form: BULK }),
        ..Table::default()
    }
}

fn order_row(language: Language, row: &OrderRow) -> Row {
    let number = order_number(row.id);
    let first = match row.version {
        1 => unbroken(&number),
        version => two_lines(&number, &text!(language, "office_orders.row.version", version = version)),
    };
    let cells = vec![
        first,
        html! { (texts::day_short(language, row.day)) },
        two_lines(&row.name, &row.town),
        order_state(language, row.state),
        payment_state(language, row),
        figure(&texts::number(language, i64::from(row.pieces))),
        figure(&texts::money(language, row.gross)),
    ];
    Row { key: row.id.to_string(), name: number, ..Row::leading_to(order_path(row.id), cells) }
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_orders.empty.narrowed"), action: Some(all) };
    }
    let new = Link::new(text!(language, "office_orders.page.new"), "/office/orders/new");
    Empty { sentence: text!(language, "office_orders.empty.none"), action: Some(new) }
}
