//! One account: its postings with the balance after each, and its sub-accounts where it has some.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::ledger::{
    AccountLine, AccountMoves, FoundLines, LedgerAccount, find_lines, has_sub_accounts, moves_of_sub_accounts,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::ledger::accounts::{list_path, span};
use crate::portals::office::ledger::words::{Figures, sub_account_name, with_days};
use crate::portals::office::period_filter::period_choices;
use crate::portals::office::subjects;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{
    Column, Empty, Link, List, ROWS_PER_PAGE, Row, Tab, Table, Tile, list_page, small, tabs, tiles, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/ledger/{account}", show)
        .page("/office/ledger/{account}/parts", show_parts)
        .page("/office/ledger/{account}/postings.csv", file)
        .behind(Permission::LedgerView)
}

pub fn account_path(account: LedgerAccount) -> String {
    format!("{}/{}", list_path(), account.word())
}

fn parts_path(account: LedgerAccount) -> String {
    format!("{}/parts", account_path(account))
}

fn part_path(account: LedgerAccount, number: u64) -> String {
    format!("{}?{PART}={number}", account_path(account))
}

const PART: &str = "part";
const KNOWN: &[&str] = &[PART, "period", "from", "to"];

/// What is looked at: an account or one of its parts, in which days.
struct Looked {
    account: LedgerAccount,
    part: Option<u64>,
    asked: Asked,
}

impl Looked {
    fn at(visit: &Visit, word: &str, path: fn(LedgerAccount) -> String) -> Result<Looked, Failure> {
        let account = LedgerAccount::from_word(word).ok_or_else(Failure::not_found)?;
        let asked = Asked::of(visit, path(account), KNOWN);
        let part = match asked.get(PART) {
            "" => None,
            number => Some(number.parse().map_err(|_| Failure::not_found())?),
        };
        Ok(Looked { account, part, asked })
    }
}

async fn show(visit: Visit, Path(word): Path<String>) -> Answer {
    let looked = Looked::at(&visit, &word, account_path)?;
    let page = visit.read(|view| {
        let span = span(&looked.asked, view.today());
        let key = (looked.account, looked.part);
        let found = find_lines(view, key, span, looked.asked.skipped(), ROWS_PER_PAGE)?;
        Ok(account_page(view, Figures::of(view, visit.language), &looked, &found))
    })?;
    frame::show(&visit, &page)
}

async fn file(visit: Visit, Path(word): Path<String>) -> Answer {
    let looked = Looked::at(&visit, &word, account_path)?;
    let language = visit.language;
    let name = format!("ledger-{}", looked.account.word());
    let rows = visit
        .read_aside(move |view| {
            let figures = Figures::of(view, language);
            let span = span(&looked.asked, view.today());
            let found = find_lines(view, (looked.account, looked.part), span, 0, ROWS_MAX)?;
            Ok(found.rows.iter().map(|line| cells(view, figures, looked.account, line)).collect::<Vec<_>>())
        })
        .await?;
    let headings = ["posting", "day", "rule", "subject", "part", "amount", "balance"]
        .map(|name| text!(language, &format!("office_ledger.column.{name}")));
    Ok(sheet_file(language, &name, &headings, &rows))
}

fn cells(view: &View<'_>, figures: Figures, account: LedgerAccount, line: &AccountLine) -> Vec<Cell> {
    let language = figures.language;
    vec![
        Cell::text(line.posting.to_string()),
        Cell::Day(line.day),
        Cell::text(rule_word(language, &line.rule)),
        Cell::text(subjects::link(view, &line.subject, language).label),
        Cell::text(sub_account_name(view, language, account, line.sub_account)),
        Cell::Money(figures.money(line.amount)),
        Cell::Money(figures.money(line.balance)),
    ]
}

/// What happened, as the books call it.
fn rule_word(language: Language, rule: &str) -> String {
    text!(language, &format!("office_ledger.rule.{rule}"))
}

fn title(view: &View<'_>, figures: Figures, looked: &Looked) -> String {
    let account = looked.account.say(figures.language);
    match looked.part {
        Some(part) => format!("{account}: {}", sub_account_name(view, figures.language, looked.account, part)),
        None => account,
    }
}

fn account_page(view: &View<'_>, figures: Figures, looked: &Looked, found: &FoundLines) -> Page {
    let language = figures.language;
    let column = |name: &str| text!(language, &format!("office_ledger.column.{name}"));
    let asked = &looked.asked;
    let file = asked.under(&format!("{}/postings.csv", account_path(looked.account)));
    let list = list_page(
        language,
        &List {
            title: title(view, figures, looked),
            count: text!(language, "office_ledger.account.count", count = counted(language, found.total)),
            more_filters: Some(html! {
                (views(figures, looked, false))
                (period_choices(language, asked, view.today()))
                (balance_tiles(figures, found.moves))
            }),
            table: Table {
                caption: title(view, figures, looked),
                columns: vec![
                    Column::text(column("subject")),
                    Column::text(column("day")),
                    Column::figure(column("debit")),
                    Column::figure(column("credit")),
                    Column::figure(column("balance")),
                ],
                rows: found.rows.iter().map(|line| line_row(view, figures, looked, line)).collect(),
                empty: Empty::new(text!(language, "office_ledger.account.none")),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(file),
            ..List::default()
        },
    );
    Page { back: Some(Link::new(text!(language, "office_ledger.page.title"), with_days(list_path(), asked))), ..list }
}

/// Postings or sub-accounts, where there are both.
fn views(figures: Figures, looked: &Looked, parts: bool) -> Markup {
    if !has_sub_accounts(looked.account) {
        return html! {};
    }
    let language = figures.language;
    let tab = |key: &'static str, path: String, current: bool| Tab {
        label: text!(language, key),
        href: with_days(&path, &looked.asked),
        current,
        count: None,
    };
    let name = looked.account.say(language);
    tabs(
        &name,
        &[
            tab("office_ledger.account.postings", account_path(looked.account), !parts && looked.part.is_none()),
            tab("office_ledger.account.parts", parts_path(looked.account), parts),
        ],
    )
}

fn balance_tiles(figures: Figures, moves: AccountMoves) -> Markup {
    let language = figures.language;
    let tile = |name: &str, minor: i64| Tile {
        label: text!(language, &format!("office_ledger.column.{name}")),
        figure: texts::money(language, figures.money(minor)),
        ..Tile::default()
    };
    tiles(&[
        tile("opening", moves.opening),
        tile("debit", moves.debit),
        tile("credit", moves.credit),
        tile("closing", moves.closing()),
    ])
}

fn line_row(view: &View<'_>, figures: Figures, looked: &Looked, line: &AccountLine) -> Row {
    let language = figures.language;
    let subject = subjects::link(view, &line.subject, language);
    let part = match looked.part {
        None => sub_account_name(view, language, looked.account, line.sub_account),
        Some(_) => String::new(),
    };
    let mut below = rule_word(language, &line.rule);
    // A payment says which document it is about; the document itself need not say so twice.
    let document = Some(&line.document).filter(|number| !number.is_empty() && **number != subject.label);
    for more in [Some(&part).filter(|part| !part.is_empty()), document].into_iter().flatten() {
        below = format!("{below} · {more}");
    }
    let (debit, credit) = if line.amount >= 0 { (line.amount, 0) } else { (0, -line.amount) };
    let cells = vec![
        two_lines(&subject.label, &below),
        html! { (texts::day_short(language, line.day)) },
        figures.moved(debit),
        figures.moved(credit),
        figures.balance(line.balance),
    ];
    Row::leading_to(subject.href, cells)
}

/// One sub-account with its name.
struct PartRow {
    number: u64,
    name: String,
    moves: AccountMoves,
}

async fn show_parts(visit: Visit, Path(word): Path<String>) -> Answer {
    let looked = Looked::at(&visit, &word, parts_path)?;
    let page = visit.read(|view| {
        let figures = Figures::of(view, visit.language);
        let all = moves_of_sub_accounts(view, looked.account, span(&looked.asked, view.today()))?;
        let named = |(number, moves): (u64, AccountMoves)| PartRow {
            number,
            name: sub_account_name(view, figures.language, looked.account, number),
            moves,
        };
        let words = looked.asked.words().to_lowercase();
        let mut parts: Vec<PartRow> = all.into_iter().map(named).collect();
        parts.retain(|part| words.is_empty() || part.name.to_lowercase().contains(&words));
        // What is largest, on whichever side, is looked at first.
        parts.sort_by_key(|part| (std::cmp::Reverse(part.moves.closing().abs()), part.number));
        Ok(parts_page(view, figures, &looked, &parts))
    })?;
    frame::show(&visit, &page)
}

fn parts_page(view: &View<'_>, figures: Figures, looked: &Looked, parts: &[PartRow]) -> Page {
    let language = figures.language;
    let column = |name: &str| text!(language, &format!("office_ledger.column.{name}"));
    let asked = &looked.asked;
    let row = |part: &PartRow| {
        let moves = part.moves;
        let cells = vec![
            if part.name.is_empty() {
                small(&part.number.to_string())
            } else {
                html! { (part.name) }
            },
            figures.moved(moves.opening),
            figures.moved(moves.debit),
            figures.moved(moves.credit),
            figures.balance(moves.closing()),
        ];
        Row::leading_to(with_days(&part_path(looked.account, part.number), asked), cells)
    };
    let list = list_page(
        language,
        &List {
            title: looked.account.say(language),
            count: text!(language, "office_ledger.account.parts_count", count = counted(language, parts.len())),
            search: Some(asked.search(text!(language, "office_ledger.account.search"))),
            more_filters: Some(html! {
                (views(figures, looked, true))
                (period_choices(language, asked, view.today()))
            }),
            table: Table {
                caption: looked.account.say(language),
                columns: vec![
                    Column::text(column("part")),
                    Column::figure(column("opening")),
                    Column::figure(column("debit")),
                    Column::figure(column("credit")),
                    Column::figure(column("closing")),
                ],
                rows: parts.iter().skip(asked.skipped()).take(ROWS_PER_PAGE).map(row).collect(),
                empty: Empty::new(text!(language, "office_ledger.account.none")),
                ..Table::default()
            },
            pager: asked.pager(language, parts.len()),
            ..List::default()
        },
    );
    Page { back: Some(Link::new(text!(language, "office_ledger.page.title"), with_days(list_path(), asked))), ..list }
}
