//! The list of mandates.

use maud::html;

use crate::business::payments::mandates::{
    FoundMandates, MandateRow, MandateScheme, MandateStanding, MandateWish, find_mandates,
};
use crate::business::permission::Permission;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::mandates::new::new_path;
use crate::portals::office::mandates::standing_shown;
use crate::portals::office::subjects::mandate_path;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{CustomerId, Language};
use crate::web::parts::{
    Column, Empty, Filter, Icon, Link, List, Loudness, ROWS_PER_PAGE, Row, Table, icon_button, list_page, small,
    two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::PaymentsMandates)
}

pub const fn list_path() -> &'static str {
    "/office/mandates"
}

const FILE_PATH: &str = "/office/mandates.csv";
const KNOWN: &[&str] = &["standing", "scheme", "customer"];

fn wish(asked: &Asked) -> MandateWish {
    MandateWish {
        words: asked.words().to_owned(),
        standing: MandateStanding::from_word(asked.get("standing")),
        scheme: MandateScheme::from_word(asked.get("scheme")),
        customer: CustomerId::parse(asked.get("customer")),
    }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let found = visit.read(|view| find_mandates(view, &wish(&asked), asked.skipped(), ROWS_PER_PAGE))?;
    frame::show(&visit, &list_of(visit.language, &asked, &found))
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let found = visit.read_aside(move |view| find_mandates(view, &wish(&asked), 0, ROWS_MAX)).await?;
    let headings = ["number", "customer", "holder", "iban", "scheme", "signed_on", "last_used_on", "standing"]
        .map(|name| text!(language, &format!("office_mandates.column.{name}")));
    let cells = |row: &MandateRow| {
        vec![
            Cell::text(&row.mandate.number),
            Cell::text(&row.name),
            Cell::text(&row.mandate.holder),
            Cell::text(row.mandate.iban.as_str()),
            Cell::text(row.mandate.scheme.say(language)),
            Cell::Day(row.mandate.signed_on),
            row.mandate.last_used_on.map_or(Cell::Empty, Cell::Day),
            Cell::text(row.standing.say(language)),
        ]
    };
    Ok(sheet_file(language, "mandates", &headings, &found.rows.iter().map(cells).collect::<Vec<_>>()))
}

fn list_of(language: Language, asked: &Asked, found: &FoundMandates) -> Page {
    let column = |name: &str| text!(language, &format!("office_mandates.column.{name}"));
    let new = Link::new(text!(language, "office_mandates.new.title"), new_path());
    list_page(
        language,
        &List {
            title: text!(language, "office_mandates.page.title"),
            count: text!(language, "office_mandates.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_mandates.page.search"))),
            filters: filters(language, asked),
            table: Table {
                caption: text!(language, "office_mandates.page.title"),
                columns: vec![
                    Column::text(column("customer")),
                    Column::text(column("iban")),
                    Column::text(column("scheme")),
                    Column::text(column("signed_on")),
                    Column::text(column("last_used_on")),
                    Column::state(column("standing")),
                ],
                rows: found.rows.iter().map(|row| mandate_row(language, row)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            primary: Some(icon_button(&new, Icon::Add, Loudness::Primary)),
            ..List::default()
        },
    )
}

fn filters(language: Language, asked: &Asked) -> Vec<Filter> {
    let all = || (String::new(), text!(language, "office.filter.all"));
    let standings = MandateStanding::ALL.map(|standing| (standing.word().to_owned(), standing.say(language)));
    let schemes = MandateScheme::ALL.map(|scheme| (scheme.word().to_owned(), scheme.say(language)));
    let of = |name: &'static str, choices: Vec<(String, String)>| {
        asked.filter(text!(language, &format!("office_mandates.column.{name}")), name, choices)
    };
    vec![
        of("standing", [all()].into_iter().chain(standings).collect()),
        of("scheme", [all()].into_iter().chain(schemes).collect()),
    ]
}

fn mandate_row(language: Language, row: &MandateRow) -> Row {
    let mandate = &row.mandate;
    let cells = vec![
        two_lines(&row.name, &mandate.number),
        two_lines(&mandate.iban.grouped(), &mandate.holder),
        html! { (mandate.scheme.say(language)) },
        html! { (texts::day_short(language, mandate.signed_on)) },
        match mandate.last_used_on {
            Some(day) => html! { (texts::day_short(language, day)) },
            None => small("–"),
        },
        standing_shown(language, row.standing),
    ];
    Row::leading_to(mandate_path(row.id), cells)
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_mandates.empty.narrowed"), action: Some(all) };
    }
    let new = Link::new(text!(language, "office_mandates.new.title"), new_path());
    Empty { sentence: text!(language, "office_mandates.empty.none"), action: Some(new) }
}
