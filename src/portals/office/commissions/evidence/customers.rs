//! How many end customers each partner has had in a month, and who they are.

use axum::extract::Path;
use maud::html;

use crate::business::commissions::{RetailCustomer, RetailRow, retail_by_partner, retail_customers_of};
use crate::business::orders::order_number;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::commissions::evidence::{Which, asked_month, back, month_filter, to_be_confirmed, ways};
use crate::portals::office::commissions::partner_id;
use crate::portals::office::frame;
use crate::portals::office::subjects::{customer_path, order_path, partner_name};
use crate::portals::sheet_file::{Cell, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Language, PartnerId, Period};
use crate::web::parts::{
    Chip, Column, Empty, Filter, Link, List, Meaning, ROWS_PER_PAGE, Row, Table, figure, filters, list_page, row,
    state, text_link, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new()
        .page(PATH, show)
        .page(FILE_PATH, file)
        .page("/office/commissions/evidence/customers/{partner}", show_partner)
        .behind(Permission::CommissionsView)
}

const PATH: &str = "/office/commissions/evidence/customers";
const FILE_PATH: &str = "/office/commissions/evidence/customers.csv";
const KNOWN: &[&str] = &["month", "has"];

pub fn customers_path(month: Period) -> String {
    format!("{PATH}?month={month}")
}

fn of_partner_path(partner: PartnerId, month: Period) -> String {
    format!("{PATH}/{partner}?month={month}")
}

/// The rows that were asked for.
fn fitting(asked: &Asked, rows: Vec<RetailRow>) -> Vec<RetailRow> {
    let words = asked.words().to_lowercase();
    let fits = |row: &RetailRow| {
        let has = match asked.get("has") {
            "some" => row.customers > 0,
            "none" => row.customers == 0,
            _ => true,
        };
        has && (words.is_empty()
            || row.name.to_lowercase().contains(&words)
            || row.number.to_lowercase().starts_with(&words))
    };
    rows.into_iter().filter(fits).collect()
}

async fn show(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, PATH, KNOWN);
    let language = visit.language;
    let page = visit.read_aside(move |view| {
        let month = asked_month(view, asked.get("month"));
        let rows = fitting(&asked, retail_by_partner(view, month)?);
        Ok(customers_page(view, language, &asked, month, &rows))
    });
    frame::show(&visit, &page.await?)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let (month, rows) = visit
        .read_aside(move |view| {
            let month = asked_month(view, asked.get("month"));
            Ok((month, fitting(&asked, retail_by_partner(view, month)?)))
        })
        .await?;
    let headings = ["number", "partner", "customers", "orders", "base", "currency"]
        .map(|name| text!(language, &format!("office_evidence.column.{name}")));
    let number = |count: usize| Cell::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let row = |row: &RetailRow| {
        vec![
            Cell::text(&row.number),
            Cell::text(&row.name),
            number(row.customers),
            number(row.orders),
            Cell::Money(row.base),
            Cell::text(row.base.currency().code()),
        ]
    };
    let name = format!("{}-{month}", text!(language, "office_evidence.file.customers"));
    Ok(sheet_file(language, &name, &headings, &rows.iter().map(row).collect::<Vec<_>>()))
}

fn customers_page(view: &View<'_>, language: Language, asked: &Asked, month: Period, rows: &[RetailRow]) -> Page {
    let column = |name: &str| text!(language, &format!("office_evidence.column.{name}"));
    let line = |row: &RetailRow| {
        let count = if row.customers == 0 {
            state(Meaning::Attention, &text!(language, "office_evidence.customers.none"))
        } else {
            html! { (counted(language, row.customers)) }
        };
        let cells = vec![
            two_lines(&row.name, &row.number),
            count,
            figure(&counted(language, row.orders)),
            figure(&texts::money(language, row.base)),
        ];
        if row.customers == 0 { Row::new(cells) } else { Row::leading_to(of_partner_path(row.partner, month), cells) }
    };
    let chip = |value: &str, key: &'static str| Chip {
        label: text!(language, key),
        href: asked.href("has", value),
        chosen: asked.get("has") == value,
        count: None,
    };
    let has = Filter {
        name: column("customers"),
        chips: vec![
            chip("", "office.filter.all"),
            chip("some", "office_evidence.customers.with"),
            chip("none", "office_evidence.customers.without"),
        ],
    };
    let list = list_page(
        language,
        &List {
            title: text!(language, "office_evidence.customers.title", month = texts::period(language, month)),
            count: text!(language, "office_evidence.people.count", count = counted(language, rows.len())),
            search: Some(asked.search(text!(language, "office_commissions.statements.search"))),
            filters: vec![has],
            table: Table {
                caption: text!(language, "office_evidence.tab.customers"),
                columns: vec![
                    Column::text(column("partner")),
                    Column::figure(column("customers")),
                    Column::figure(column("orders")),
                    Column::figure(column("base")),
                ],
                rows: rows.iter().skip(asked.skipped()).take(ROWS_PER_PAGE).map(line).collect(),
                empty: Empty::new(text!(language, "office_evidence.customers.nobody")),
                ..Table::default()
            },
            pager: asked.pager(language, rows.len()),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    );
    let months = |month: Period| asked.href("month", &month.to_string());
    Page {
        back: Some(back(language)),
        body: html! {
            (ways(language, month, view.today(), Which::Customers, view.may(Permission::PaymentsView)))
            (filters(&[month_filter(language, view.today(), month, &months)]))
            (to_be_confirmed(language, "office_evidence.customers.counted"))
            (list.body)
        },
        ..list
    }
}

async fn show_partner(visit: Visit, Path(partner): Path<String>) -> Answer {
    let partner = partner_id(&partner)?;
    let asked = Asked::of(&visit, format!("{PATH}/{partner}"), &["month"]);
    let language = visit.language;
    let page = visit.read_aside(move |view| {
        let month = asked_month(view, asked.get("month"));
        let rows = retail_customers_of(view, partner, month)?;
        Ok(of_partner_page(view, language, &asked, (partner, month), &rows))
    });
    frame::show(&visit, &page.await?)
}

fn of_partner_page(
    view: &View<'_>,
    language: Language,
    asked: &Asked,
    (partner, month): (PartnerId, Period),
    rows: &[RetailCustomer],
) -> Page {
    let column = |name: &str| text!(language, &format!("office_evidence.column.{name}"));
    let (sees_customers, sees_orders) = (view.may(Permission::CustomersView), view.may(Permission::OrdersView));
    let line = |customer: &RetailCustomer| {
        let number = match customer.customer {
            Some(_) => customer.number.clone(),
            None => text!(language, "office_evidence.customers.guest"),
        };
        let orders: Vec<maud::Markup> = customer
            .orders
            .iter()
            .map(|id| {
                let number = order_number(*id);
                if sees_orders {
                    text_link(&Link::new(number, order_path(*id)))
                } else {
                    html! { (number) }
                }
            })
            .collect();
        let cells =
            vec![two_lines(&customer.name, &number), row(&orders), figure(&texts::money(language, customer.base))];
        let href = customer.customer.filter(|_| sees_customers).map(customer_path);
        Row { href, ..Row::new(cells) }
    };
    let list = list_page(
        language,
        &List {
            title: partner_name(view, partner),
            count: text!(
                language,
                "office_evidence.customers.of",
                month = texts::period(language, month),
                count = counted(language, rows.len())
            ),
            table: Table {
                caption: text!(language, "office_evidence.tab.customers"),
                columns: vec![
                    Column::text(column("customer")),
                    Column::text(column("orders")),
                    Column::figure(column("base")),
                ],
                rows: rows.iter().skip(asked.skipped()).take(ROWS_PER_PAGE).map(line).collect(),
                empty: Empty::new(text!(language, "office_evidence.customers.none_of")),
                ..Table::default()
            },
            pager: asked.pager(language, rows.len()),
            ..List::default()
        },
    );
    let all = text!(language, "office_evidence.customers.title", month = texts::period(language, month));
    Page { back: Some(Link::new(all, customers_path(month))), ..list }
}
