//! The same by partner: whose pay stems from what.

use std::sync::Arc;

use maud::html;

use crate::business::commissions::{MonthEvidence, PaySource, pay_from, pay_share, pay_total};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::commissions::evidence::month::{percent, source_words};
use crate::portals::office::commissions::evidence::{Which, asked_month, back, month_filter, to_be_confirmed, ways};
use crate::portals::office::commissions::extract_path;
use crate::portals::office::frame;
use crate::portals::office::subjects::partner_name;
use crate::portals::sheet_file::{Cell, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Language, Money, PartnerId, Period, Rate};
use crate::web::parts::{
    Chip, Column, Empty, Filter, Link, List, ROWS_PER_PAGE, Row, Table, figure, filters, list_page,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(PATH, show).page(FILE_PATH, file).behind(Permission::CommissionsView)
}

const PATH: &str = "/office/commissions/evidence/people";
const FILE_PATH: &str = "/office/commissions/evidence/people.csv";
const KNOWN: &[&str] = &["month", "share"];
/// Whoever gets less than half from end customers is worth a look.
const HALF: Rate = Rate::from_millionths(500_000);

pub fn people_path(month: Period) -> String {
    format!("{PATH}?month={month}")
}

struct PersonRow {
    id: PartnerId,
    name: String,
    pay: [Money; 5],
}

impl PersonRow {
    fn share(&self) -> Option<Rate> {
        pay_share(pay_from(&self.pay, PaySource::EndCustomers), pay_total(&self.pay))
    }
}

/// Those with the highest pay first.
fn rows(view: &View<'_>, asked: &Asked, evidence: &MonthEvidence) -> Vec<PersonRow> {
    let row = |(id, pay): &(PartnerId, [Money; 5])| PersonRow { id: *id, name: partner_name(view, *id), pay: *pay };
    let mut rows: Vec<PersonRow> = evidence.people.iter().map(row).collect();
    let words = asked.words().to_lowercase();
    rows.retain(|row| {
        let is_low = row.share().is_none_or(|share| share < HALF);
        (asked.get("share") != "low" || is_low) && (words.is_empty() || row.name.to_lowercase().contains(&words))
    });
    rows.sort_by_key(|row| (std::cmp::Reverse(pay_total(&row.pay).minor()), row.id));
    rows
}

async fn show(visit: Visit) -> Answer {
    let (app, asked) = (Arc::clone(&visit.app), Asked::of(&visit, PATH, KNOWN));
    let language = visit.language;
    let page = visit.read_aside(move |view| {
        let month = asked_month(view, asked.get("month"));
        let evidence = app.month_evidence(view, month)?;
        let rows = rows(view, &asked, &evidence);
        Ok(people_page(view, language, &asked, month, &rows))
    });
    frame::show(&visit, &page.await?)
}

async fn file(visit: Visit) -> Answer {
    let (app, asked) = (Arc::clone(&visit.app), Asked::of(&visit, FILE_PATH, KNOWN));
    let language = visit.language;
    let (month, rows) = visit
        .read_aside(move |view| {
            let month = asked_month(view, asked.get("month"));
            let evidence = app.month_evidence(view, month)?;
            Ok((month, rows(view, &asked, &evidence)))
        })
        .await?;
    let mut headings = vec![text!(language, "office_evidence.column.partner")];
    headings.extend(PaySource::ALL.map(|source| source_words(language, source)));
    for name in ["total", "share_of_end_customers", "currency"] {
        headings.push(text!(language, &format!("office_evidence.column.{name}")));
    }
    let row = |row: &PersonRow| {
        let mut cells = vec![Cell::text(&row.name)];
        cells.extend(row.pay.iter().map(|amount| Cell::Money(*amount)));
        cells.push(Cell::Money(pay_total(&row.pay)));
        cells.push(Cell::text(percent(language, row.share())));
        cells.push(Cell::text(pay_total(&row.pay).currency().code()));
        cells
    };
    let name = format!("{}-{month}", text!(language, "office_evidence.file.people"));
    Ok(sheet_file(language, &name, &headings, &rows.iter().map(row).collect::<Vec<_>>()))
}

fn people_page(view: &View<'_>, language: Language, asked: &Asked, month: Period, rows: &[PersonRow]) -> Page {
    let column = |name: &str| text!(language, &format!("office_evidence.column.{name}"));
    let page = rows.iter().skip(asked.skipped()).take(ROWS_PER_PAGE);
    let sources = [PaySource::EndCustomers, PaySource::OwnPurchases, PaySource::TeamPurchases];
    let row = |row: &PersonRow| {
        let mut cells = vec![html! { (row.name) }];
        cells.extend(sources.map(|source| figure(&texts::money(language, pay_from(&row.pay, source)))));
        let others = pay_from(&row.pay, PaySource::KitsAndFees) + pay_from(&row.pay, PaySource::NoSale);
        cells.push(figure(&texts::money(language, others)));
        cells.push(figure(&texts::money(language, pay_total(&row.pay))));
        cells.push(figure(&percent(language, row.share())));
        Row::leading_to(format!("{}?first={month}&last={month}", extract_path(row.id)), cells)
    };
    let mut columns = vec![Column::text(column("partner"))];
    columns.extend(sources.map(|source| Column::figure(source_words(language, source))));
    columns.extend(["other", "total", "share_of_end_customers"].map(|name| Column::figure(column(name))));
    let chip = |value: &str, key: &'static str| Chip {
        label: text!(language, key),
        href: asked.href("share", value),
        chosen: asked.get("share") == value,
        count: None,
    };
    let by_share = Filter {
        name: column("share_of_end_customers"),
        chips: vec![chip("", "office.filter.all"), chip("low", "office_evidence.people.low")],
    };
    let list = list_page(
        language,
        &List {
            title: text!(language, "office_evidence.people.title", month = texts::period(language, month)),
            count: text!(language, "office_evidence.people.count", count = counted(language, rows.len())),
            search: Some(asked.search(text!(language, "office_commissions.statements.search"))),
            filters: vec![by_share],
            table: Table {
                caption: text!(language, "office_evidence.tab.people"),
                columns,
                rows: page.map(row).collect(),
                empty: Empty::new(text!(
                    language,
                    "office_evidence.sources.none",
                    month = texts::period(language, month)
                )),
                ..Table::default()
            },
            pager: asked.pager(language, rows.len()),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    );
    let months = |month: Period| asked.href("month", &month.to_string());
    Page {
        back: Some(Link { ..back(language) }),
        body: html! {
            (ways(language, month, view.today(), Which::People, view.may(Permission::PaymentsView)))
            (filters(&[month_filter(language, view.today(), month, &months)]))
            (to_be_confirmed(language, "office_evidence.sources.lawyer"))
            (list.body)
        },
        ..list
    }
}
