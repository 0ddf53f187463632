//! To whom so much was paid in a year that the tax office may have to be told (AT § 109a EStG).

use maud::html;

use crate::business::commissions::{PayeeRow, SINGLE_LIMIT, YEAR_LIMIT, payees_of_year};
use crate::business::people::PersonKind;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::commissions::evidence::{Which, back, tax, to_be_confirmed, ways, year_filter};
use crate::portals::office::frame;
use crate::portals::sheet_file::{Cell, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Money, Period};
use crate::web::parts::{
    Chip, Column, Empty, Filter, List, Meaning, ROWS_PER_PAGE, Row, Table, Tile, figure, filters, list_page, state,
    tiles, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(PATH, show).page(FILE_PATH, file).behind(Permission::PaymentsView)
}

const PATH: &str = "/office/commissions/evidence/payees";
const FILE_PATH: &str = "/office/commissions/evidence/payees.csv";
const KNOWN: &[&str] = &["year", "missing"];

pub fn payees_path(year: Period) -> String {
    format!("{PATH}?year={}", year.first().year())
}

fn asked_year(asked: &Asked, today: Day) -> Period {
    let typed = asked.get("year").parse().ok().and_then(Period::year);
    typed.or_else(|| Period::year(today.year())).unwrap_or_else(|| Period::month_of(today))
}

fn fitting(asked: &Asked, rows: Vec<PayeeRow>) -> Vec<PayeeRow> {
    let words = asked.words().to_lowercase();
    let fits = |row: &PayeeRow| {
        (asked.get("missing") != "some" || !row.missing.is_empty())
            && (words.is_empty()
                || row.name.to_lowercase().contains(&words)
                || row.number.to_lowercase().starts_with(&words))
    };
    rows.into_iter().filter(fits).collect()
}

async fn show(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, PATH, KNOWN);
    let language = visit.language;
    let page = visit.read_aside(move |view| {
        let year = asked_year(&asked, view.today());
        let rows = fitting(&asked, payees_of_year(view, year)?);
        Ok(payees_page(view, language, &asked, year, &rows))
    });
    frame::show(&visit, &page.await?)
}

/// What the notification takes, and beside it what is missing.
async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let (year, rows) = visit
        .read_aside(move |view| {
            let year = asked_year(&asked, view.today());
            Ok((year, fitting(&asked, payees_of_year(view, year)?)))
        })
        .await?;
    let headings = [
        "number",
        "name",
        "kind",
        "street",
        "postcode",
        "town",
        "country",
        "insurance_number",
        "born_on",
        "tax_number",
        "paid",
        "payments",
        "largest",
        "largest_on",
        "currency",
        "reason",
        "missing",
    ]
    .map(|name| text!(language, &format!("office_evidence.payee.{name}")));
    let row = |row: &PayeeRow| {
        let of_address = |part: fn(&crate::values::Address) -> String| {
            row.address.as_ref().map_or(Cell::Empty, |address| Cell::text(part(address)))
        };
        vec![
            Cell::text(&row.number),
            Cell::text(&row.name),
            Cell::text(kind_words(language, row.kind)),
            of_address(|address| format!("{} {}", address.street, address.house_number)),
            of_address(|address| address.postcode.clone()),
            of_address(|address| address.town.clone()),
            of_address(|address| address.country.code().to_owned()),
            Cell::text(&row.particulars.insurance_number),
            Cell::maybe_day(row.particulars.born_on),
            Cell::text(&row.particulars.tax_number),
            Cell::Money(row.paid),
            Cell::Number(i64::try_from(row.payments).unwrap_or(i64::MAX)),
            Cell::Money(row.largest),
            Cell::Day(row.largest_on),
            Cell::text(row.paid.currency().code()),
            Cell::text(reason(language, row)),
            Cell::text(missing(language, row)),
        ]
    };
    let name = format!("{}-{}", text!(language, "office_evidence.file.payees"), year.first().year());
    Ok(sheet_file(language, &name, &headings, &rows.iter().map(row).collect::<Vec<_>>()))
}

fn kind_words(language: Language, kind: PersonKind) -> String {
    match kind {
        PersonKind::Private => text!(language, "office_evidence.payee.private"),
        PersonKind::Company => text!(language, "office_evidence.payee.company"),
    }
}

/// Why a payee is on the list.
fn reason(language: Language, row: &PayeeRow) -> String {
    let year = texts::money(language, YEAR_LIMIT);
    let single = texts::money(language, SINGLE_LIMIT);
    let mut parts = Vec::new();
    if row.is_over_the_year() {
        parts.push(text!(language, "office_evidence.payee.over_year", limit = year));
    }
    if row.is_over_a_single_payment() {
        parts.push(text!(language, "office_evidence.payee.over_single", limit = single));
    }
    parts.join("; ")
}

fn missing(language: Language, row: &PayeeRow) -> String {
    let all = row.missing.iter().map(|one| text!(language, &format!("office_evidence.missing.{}", one.word())));
    all.collect::<Vec<_>>().join(", ")
}

fn payees_page(view: &View<'_>, language: Language, asked: &Asked, year: Period, rows: &[PayeeRow]) -> Page {
    let column = |name: &str| text!(language, &format!("office_evidence.payee.{name}"));
    let may_edit = view.may(Permission::PartnersEdit);
    let line = |row: &PayeeRow| {
        let lacks = match (row.missing.is_empty(), row.kind) {
            (false, _) => state(Meaning::Attention, &missing(language, row)),
            (true, PersonKind::Company) => {
                state(Meaning::Information, &text!(language, "office_evidence.payee.check_company"))
            }
            (true, PersonKind::Private) => state(Meaning::Good, &text!(language, "office_evidence.payee.complete")),
        };
        let cells = vec![
            two_lines(&row.name, &row.number),
            figure(&texts::money(language, row.paid)),
            two_lines(&texts::money(language, row.largest), &texts::day_short(language, row.largest_on)),
            html! { (reason(language, row)) },
            lacks,
        ];
        if may_edit { Row::leading_to(tax::tax_path(row.partner, row.person, year), cells) } else { Row::new(cells) }
    };
    let chip = |value: &str, key: &'static str| Chip {
        label: text!(language, key),
        href: asked.href("missing", value),
        chosen: asked.get("missing") == value,
        count: None,
    };
    let by_missing = Filter {
        name: column("missing"),
        chips: vec![chip("", "office.filter.all"), chip("some", "office_evidence.payee.something_missing")],
    };
    let list = list_page(
        language,
        &List {
            title: text!(language, "office_evidence.payees.title", year = year.first().year()),
            count: text!(language, "office_evidence.people.count", count = counted(language, rows.len())),
            search: Some(asked.search(text!(language, "office_commissions.statements.search"))),
            filters: vec![by_missing],
            table: Table {
                caption: text!(language, "office_evidence.tab.payees"),
                columns: vec![
                    Column::text(column("name")),
                    Column::figure(column("paid")),
                    Column::figure(column("largest")),
                    Column::text(column("reason")),
                    Column::state(column("missing")),
                ],
                rows: rows.iter().skip(asked.skipped()).take(ROWS_PER_PAGE).map(line).collect(),
                empty: Empty::new(text!(language, "office_evidence.payees.nobody")),
                ..Table::default()
            },
            pager: asked.pager(language, rows.len()),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    );
    let lacking = rows.iter().filter(|row| !row.missing.is_empty()).count();
    let paid = rows.iter().fold(Money::eur(0), |sum, row| sum + row.paid);
    let years = |year: Period| asked.href("year", &year.first().year().to_string());
    let last_month = super::asked_month(view, "");
    Page {
        back: Some(back(language)),
        body: html! {
            (ways(language, last_month, view.today(), Which::Payees, true))
            (filters(&[year_filter(language, view.today(), year, &years)]))
            (to_be_confirmed(language, "office_evidence.payees.lawyer"))
            (tiles(&[
                Tile { label: column("count"), figure: counted(language, rows.len()), ..Tile::default() },
                Tile { label: column("paid"), figure: texts::money(language, paid), ..Tile::default() },
                Tile { label: column("something_missing"), figure: counted(language, lacking), ..Tile::default() },
            ]))
            (list.body)
        },
        ..list
    }
}
