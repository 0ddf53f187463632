//! Open items: who owes us what since when, and what we owe.

use maud::{Markup, html};

use crate::business::ledger::{ItemDue, ItemKey, ItemWish, OpenItem, Party, PartyKind, see_open_items};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::ledger::words::{BookView, Figures, book_views, item_name, party_name};
use crate::portals::office::subjects;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, Language};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Meaning, ROWS_PER_PAGE, Row, Section, Table, figure, list_page, list_table,
    section_with, small, state, text_link, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(items_path(), list).page(FILE_PATH, file).behind(Permission::LedgerView)
}

pub const fn items_path() -> &'static str {
    "/office/ledger/items"
}

/// The items of one party.
pub fn party_path(party: Party) -> String {
    format!("{}?{PARTY}={}", items_path(), party.word())
}

const FILE_PATH: &str = "/office/ledger/items.csv";
const KIND: &str = "kind";
const DUE: &str = "due";
const PARTY: &str = "party";
const KNOWN: &[&str] = &[KIND, DUE, PARTY];
/// On the sheet of a party; the rest stands on the page of items.
const ON_A_SHEET: usize = 10;
/// Those that have items today; suppliers and agencies have no pages yet.
const KINDS: [PartyKind; 3] = [PartyKind::Customer, PartyKind::Guest, PartyKind::Partner];

/// An item with the name of whose it is.
struct Named {
    key: ItemKey,
    item: OpenItem,
    name: String,
}

/// Those that were asked for, in the order that was asked for.
fn named(view: &View<'_>, language: Language, asked: &Asked) -> Result<Vec<Named>, crate::business::failure::Failure> {
    let wish = ItemWish {
        kinds: PartyKind::from_word(asked.get(KIND)).into_iter().collect(),
        party: Party::from_word(asked.get(PARTY)),
        due: ItemDue::ALL.into_iter().find(|due| due.word() == asked.get(DUE)),
        through: None,
    };
    let words = asked.words().to_lowercase();
    let mut found: Vec<Named> = see_open_items(view, &wish)?
        .into_iter()
        .map(|(key, item)| Named { key, name: party_name(view, language, key.party, item.order), item })
        .filter(|named| {
            let says = |text: &str| text.to_lowercase().contains(&words);
            words.is_empty() || says(&named.name) || says(&named.item.number)
        })
        .collect();
    match asked.sort().0 {
        "name" => found.sort_by_cached_key(|named| named.name.to_lowercase()),
        "open" => found.sort_by_key(|named| std::cmp::Reverse(named.item.open().minor())),
        "day" => found.sort_by_key(|named| named.item.day),
        _ => {}
    }
    if asked.sort().1 {
        found.reverse();
    }
    Ok(found)
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, items_path(), KNOWN);
    let page = visit.read(|view| {
        let found = named(view, visit.language, &asked)?;
        Ok(items_page(view, Figures::of(view, visit.language), &asked, &found))
    })?;
    frame::show(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let rows = visit
        .read_aside(move |view| {
            let found = named(view, language, &asked)?;
            Ok(found.iter().take(ROWS_MAX).map(|named| cells(view, language, named)).collect::<Vec<_>>())
        })
        .await?;
    let headings = ["party", "account", "document", "day", "due", "late", "amount", "settled", "open", "currency"]
        .map(|name| text!(language, &format!("office_books.column.{name}")));
    Ok(sheet_file(language, "open-items", &headings, &rows))
}

fn cells(view: &View<'_>, language: Language, named: &Named) -> Vec<Cell> {
    let item = &named.item;
    vec![
        Cell::text(&named.name),
        Cell::text(named.key.account.say(language)),
        Cell::text(item_name(language, named.key, item)),
        Cell::Day(item.day),
        Cell::Day(item.due_on),
        Cell::Number(i64::from(if item.open().is_negative() { 0 } else { item.days_late(view.today()) })),
        Cell::Money(item.amount),
        Cell::Money(item.settled),
        Cell::Money(item.open()),
        Cell::text(item.amount.currency().code()),
    ]
}

fn items_page(view: &View<'_>, figures: Figures, asked: &Asked, found: &[Named]) -> Page {
    let language = figures.language;
    let column = |name: &str| text!(language, &format!("office_books.column.{name}"));
    let party = Party::from_word(asked.get(PARTY));
    let sum: i64 = found.iter().map(|named| named.item.open().minor()).sum();
    let title = text!(language, "office_books.items.title");
    let shown = found.iter().skip(asked.skipped()).take(ROWS_PER_PAGE);
    let sums = [html! { (text!(language, "office_commissions.sum.together")) }];
    let sums = sums.into_iter().chain((0..5).map(|_| html! {})).chain([figures.balance(sum)]);
    let page = list_page(
        language,
        &List {
            title: title.clone(),
            count: text!(language, "office_books.items.count", count = counted(language, found.len())),
            search: Some(asked.search(text!(language, "office_books.items.search"))),
            filters: if party.is_some() { vec![due_filter(language, asked)] } else { filters(language, asked) },
            more_filters: Some(book_views(language, BookView::Items)),
            table: Table {
                caption: title,
                columns: vec![
                    asked.sorted(Column::text(column("party")), "name"),
                    Column::text(column("document")),
                    asked.sorted(Column::text(column("day")), "day"),
                    Column::text(column("due")),
                    Column::state(column("state")),
                    Column::figure(column("amount")),
                    asked.sorted(Column::figure(column("open")), "open"),
                ],
                rows: shown.map(|named| row(view, language, named)).collect(),
                sums: if found.is_empty() { Vec::new() } else { sums.collect() },
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.len()),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    );
    let all = Link::new(text!(language, "office_books.items.all"), items_path().to_owned());
    Page { back: party.map(|_| all), ..page }
}

fn filters(language: Language, asked: &Asked) -> Vec<Filter> {
    let all = (String::new(), text!(language, "office.filter.all"));
    let kinds = KINDS.map(|kind| (kind.word().to_owned(), kind.say(language)));
    let choices = [all].into_iter().chain(kinds).collect();
    vec![asked.filter(text!(language, "office_books.column.party"), KIND, choices), due_filter(language, asked)]
}

fn due_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let dues = ItemDue::ALL.map(|due| (due.word().to_owned(), due_word(language, due)));
    asked.filter(text!(language, "office_books.column.state"), DUE, [all].into_iter().chain(dues).collect())
}

fn due_word(language: Language, due: ItemDue) -> String {
    text!(language, &format!("office_books.due.{}", due.word()))
}

fn row(view: &View<'_>, language: Language, named: &Named) -> Row {
    let mut cells = vec![two_lines(&named.name, &named.key.account.say(language))];
    cells.extend(item_cells(language, view.today(), named.key, &named.item));
    let meaning = meaning_of(named.item.due(view.today()));
    Row { meaning, ..Row::leading_to(subjects::link(view, &named.item.document, language).href, cells) }
}

fn meaning_of(due: ItemDue) -> Meaning {
    match due {
        ItemDue::Late => Meaning::Bad,
        ItemDue::Ahead | ItemDue::Owing => Meaning::Neutral,
    }
}

/// Document, day, due day, state, amount and what is open.
fn item_cells(language: Language, today: Day, key: ItemKey, item: &OpenItem) -> Vec<Markup> {
    let due = item.due(today);
    let word = match due {
        ItemDue::Late => text!(language, "office_books.due.late_by", count = item.days_late(today)),
        _ => due_word(language, due),
    };
    vec![
        html! { (item_name(language, key, item)) },
        html! { (texts::day_short(language, item.day)) },
        html! { (texts::day_short(language, item.due_on)) },
        state(meaning_of(due), &word),
        figure(&texts::money(language, item.amount)),
        figure(&texts::money(language, item.open())),
    ]
}

/// The open items of a party for its sheet; nothing for those who do not read the books, or where nothing is open.
pub fn items_section(view: &View<'_>, language: Language, party: Party) -> Option<Markup> {
    let found = see_open_items(view, &ItemWish { party: Some(party), ..ItemWish::default() }).ok()?;
    if found.is_empty() {
        return None;
    }
    let column = |name: &str| text!(language, &format!("office_books.column.{name}"));
    let rows = found.iter().take(ON_A_SHEET).map(|(key, item)| {
        let cells = item_cells(language, view.today(), *key, item);
        Row::leading_to(subjects::link(view, &item.document, language).href, cells)
    });
    let shown = Table {
        caption: text!(language, "office_books.items.title"),
        columns: vec![
            Column::text(column("document")),
            Column::text(column("day")),
            Column::text(column("due")),
            Column::state(column("state")),
            Column::figure(column("amount")),
            Column::figure(column("open")),
        ],
        rows: rows.collect(),
        ..Table::default()
    };
    let all = Link::new(
        text!(language, "office_books.items.see_all", count = counted(language, found.len())),
        party_path(party),
    );
    Some(section_with(&Section {
        heading: text!(language, "office_books.items.title"),
        action: Some(text_link(&all)),
        body: list_table(language, &shown),
        ..Section::default()
    }))
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_books.items.narrowed"), action: Some(all) };
    }
    Empty::new(text!(language, "office_books.items.none"))
}

/// A figure that is nothing is a dash.
pub fn dashed(language: Language, figures: Figures, minor: i64) -> Markup {
    if minor == 0 { small("–") } else { figure(&texts::money(language, figures.money(minor))) }
}
