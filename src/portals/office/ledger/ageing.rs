//! How late open items are, party by party, as a picture and as a table.

use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::ledger::{Ageing, DebtSide, ItemWish, PartyAgeing, PartyKind, ageing_of, see_open_items};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::ledger::items::{dashed, party_path};
use crate::portals::office::ledger::words::{BookView, Figures, book_views, guest_order, party_name};
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{
    Chart, ChartKind, Column, Empty, List, ROWS_PER_PAGE, Row, Series, Table, chart, list_page, small,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(ageing_path(), list).page(FILE_PATH, file).behind(Permission::LedgerView)
}

pub const fn ageing_path() -> &'static str {
    "/office/ledger/ageing"
}

const FILE_PATH: &str = "/office/ledger/ageing.csv";
const SIDE: &str = "side";
const KNOWN: &[&str] = &[SIDE];
/// The columns in the order in which they are read; the picture shows all but the last.
const COLUMNS: [&str; 6] = ["not_due", "to_30", "to_60", "to_90", "over_90", "against"];

const AGED: usize = COLUMNS.len() - 1;

struct Aged {
    name: String,
    of: PartyAgeing,
}

/// Those who buy, or partners.
fn aged(view: &View<'_>, language: Language, asked: &Asked) -> Result<Vec<Aged>, Failure> {
    let (kinds, side) = match asked.get(SIDE) {
        "partner" => (vec![PartyKind::Partner], DebtSide::Ours),
        _ => (vec![PartyKind::Customer, PartyKind::Guest], DebtSide::Theirs),
    };
    let items = see_open_items(view, &ItemWish { kinds, ..ItemWish::default() })?;
    let words = asked.words().to_lowercase();
    let mut found: Vec<Aged> = ageing_of(&items, side, view.today())
        .into_iter()
        .map(|of| Aged { name: party_name(view, language, of.party, guest_order(of.party)), of })
        .filter(|aged| words.is_empty() || aged.name.to_lowercase().contains(&words))
        .collect();
    match asked.sort().0 {
        "name" => found.sort_by_cached_key(|aged| aged.name.to_lowercase()),
        "late" => found.sort_by_key(|aged| std::cmp::Reverse(aged.of.ageing.late_total())),
        _ => found.sort_by_key(|aged| (std::cmp::Reverse(aged.of.ageing.total().abs()), aged.of.party)),
    }
    if asked.sort().1 {
        found.reverse();
    }
    Ok(found)
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, ageing_path(), KNOWN);
    let page = visit.read(|view| {
        let found = aged(view, visit.language, &asked)?;
        Ok(ageing_page(Figures::of(view, visit.language), &asked, &found))
    })?;
    frame::show(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let rows = visit
        .read_aside(move |view| {
            let figures = Figures::of(view, language);
            let row = |aged: &Aged| {
                let mut cells = vec![Cell::text(&aged.name)];
                cells.extend(aged.of.ageing.columns().map(|minor| Cell::Money(figures.money(minor))));
                cells.push(Cell::Money(figures.money(aged.of.ageing.total())));
                cells
            };
            Ok(aged(view, language, &asked)?.iter().take(ROWS_MAX).map(row).collect::<Vec<_>>())
        })
        .await?;
    let headings: Vec<String> =
        ["party"].iter().chain(&COLUMNS).chain(&["open"]).map(|name| column(language, name)).collect();
    Ok(sheet_file(language, "ageing", &headings, &rows))
}

fn column(language: Language, name: &str) -> String {
    text!(language, &format!("office_books.column.{name}"))
}

fn ageing_page(figures: Figures, asked: &Asked, found: &[Aged]) -> Page {
    let language = figures.language;
    let together = found.iter().fold(Ageing::default(), |sum, aged| sum.plus(aged.of.ageing));
    let row = |aged: &Aged| {
        let mut cells = vec![html! { (aged.name) }];
        cells.extend(aged.of.ageing.columns().map(|minor| dashed(language, figures, minor)));
        cells.push(figures.balance(aged.of.ageing.total()));
        Row::leading_to(party_path(aged.of.party), cells)
    };
    let title = text!(language, "office_books.ageing.title");
    let mut sums = vec![html! { (text!(language, "office_commissions.sum.together")) }];
    sums.extend(together.columns().map(|minor| figures.balance(minor)));
    sums.push(figures.balance(together.total()));
    let heading = |name: &str| Column::figure(column(language, name));
    let mut columns = vec![asked.sorted(Column::text(column(language, "party")), "name")];
    columns.extend(COLUMNS.map(heading));
    columns.push(asked.sorted(heading("open"), "open"));
    let sides = ["", "partner"].map(|side| {
        let key = if side.is_empty() { "office_books.ageing.buyers" } else { "office_books.ageing.partners" };
        (side.to_owned(), text!(language, key))
    });
    list_page(
        language,
        &List {
            title: title.clone(),
            count: text!(language, "office_books.ageing.count", count = counted(language, found.len())),
            search: Some(asked.search(text!(language, "office_books.ageing.search"))),
            filters: vec![asked.filter(column(language, "party"), SIDE, sides.to_vec())],
            more_filters: Some(html! {
                (book_views(language, BookView::Ageing))
                @if !found.is_empty() { (picture(figures, asked, together)) }
            }),
            table: Table {
                caption: title,
                columns,
                rows: found.iter().skip(asked.skipped()).take(ROWS_PER_PAGE).map(row).collect(),
                sums: if found.is_empty() { Vec::new() } else { sums },
                empty: Empty::new(text!(language, "office_books.items.none")),
                ..Table::default()
            },
            pager: asked.pager(language, found.len()),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    )
}

fn picture(figures: Figures, asked: &Asked, together: Ageing) -> Markup {
    let language = figures.language;
    let late = texts::money(language, figures.money(together.late_total()));
    let all = texts::money(language, figures.money(together.debts()));
    let finding = if asked.get(SIDE).is_empty() {
        text!(language, "office_books.ageing.finding", late = late, all = all)
    } else {
        text!(language, "office_books.ageing.finding_ours", late = late, all = all)
    };
    let shown = Chart {
        kind: ChartKind::Bar,
        finding,
        measure: text!(language, "office_books.ageing.measure"),
        places_heading: column(language, "late"),
        places: COLUMNS.iter().take(AGED).map(|name| column(language, name)).collect(),
        series: vec![Series {
            name: column(language, "open"),
            figures: together.columns().into_iter().take(AGED).map(Some).collect(),
        }],
        highlight: None,
    };
    html! {
        (chart(language, &shown, &|minor| texts::money(language, figures.money(minor))))
        (small(&text!(language, "office_books.ageing.note")))
    }
}
