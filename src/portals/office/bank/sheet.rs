//! One bank statement: what was there before, the lines, and what was there after them.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::failure::Failure;
use crate::business::journal::{Subject, history};
use crate::business::payments::BankLine;
use crate::business::payments::bank::{
    BankStatement, FoundLines, HouseAccount, LineWish, bank_file, bank_statement, bank_statement_number,
    find_bank_lines, house_account,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::bank::line::line_path;
use crate::portals::office::bank::list::days;
use crate::portals::office::bank::list_path;
use crate::portals::office::bank::words::{statement_state, what_for, who};
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::subjects::bank_statement_path;
use crate::portals::sheet_file::{Cell, ROWS_MAX, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{BankStatementId, Language};
use crate::web::parts::{
    Column, Empty, Fact, Happening, Link, List, Meaning, Notice, ROWS_PER_PAGE, Row, Table, Tile, facts, figure,
    list_page, notice, section, tiles, timeline, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/bank/{statement}", show)
        .page("/office/bank/{statement}/lines.csv", file)
        .behind(Permission::PaymentsView)
}

const KNOWN: &[&str] = &["way"];

struct StatementPage {
    language: Language,
    id: BankStatementId,
    statement: BankStatement,
    account: Option<HouseAccount>,
    found: FoundLines,
    /// The name of the file, when it was taken in, and by whom.
    file: String,
    taken_at: String,
    taken_by: String,
    happenings: Vec<Happening>,
}

fn wish(asked: &Asked) -> LineWish {
    let came = match asked.get("way") {
        "in" => Some(true),
        "out" => Some(false),
        _ => None,
    };
    LineWish { words: asked.words().to_owned(), came }
}

impl StatementPage {
    fn of(view: &View<'_>, language: Language, id: BankStatementId, asked: &Asked) -> Result<StatementPage, Failure> {
        view.require(Permission::PaymentsView)?;
        let statement = bank_statement(view, id).ok_or_else(Failure::not_found)?;
        let teller = Teller::new(view, language);
        Ok(StatementPage {
            language,
            id,
            account: house_account(view, statement.account),
            found: find_bank_lines(view, id, &wish(asked), asked.skipped(), ROWS_PER_PAGE)?,
            file: bank_file(view, &statement.file).map(|file| file.name).unwrap_or_default(),
            taken_at: texts::instant(language, statement.taken_at, view.zone()),
            taken_by: statement.taken_by.map(|account| access::name_of(view, account)).unwrap_or_default(),
            happenings: history(view, &[Subject::of(id)]).iter().map(|entry| teller.happening(entry)).collect(),
            statement,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = BankStatementId::parse(&id).ok_or_else(Failure::not_found)?;
    let asked = Asked::of(&visit, bank_statement_path(id), KNOWN);
    let page = visit.read(|view| StatementPage::of(view, visit.language, id, &asked))?;
    frame::show(&visit, &statement_page(&page, &asked))
}

async fn file(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = BankStatementId::parse(&id).ok_or_else(Failure::not_found)?;
    let language = visit.language;
    let asked = Asked::of(&visit, bank_statement_path(id), KNOWN);
    let found = visit.read_aside(move |view| find_bank_lines(view, id, &wish(&asked), 0, ROWS_MAX)).await?;
    let headings =
        ["line", "booked_on", "value_on", "who", "iban", "text", "end_to_end", "reference", "amount", "currency"]
            .map(|name| text!(language, &format!("bank_desk.column.{name}")));
    let cells = |(number, line): &(u32, BankLine)| {
        vec![
            Cell::count(*number),
            Cell::Day(line.booked_on),
            Cell::Day(line.value_on),
            Cell::text(who(language, line)),
            Cell::text(line.iban.as_ref().map_or(line.account.clone(), ToString::to_string)),
            Cell::text(&line.text),
            Cell::text(&line.end_to_end),
            Cell::text(&line.reference),
            Cell::Money(line.amount),
            Cell::text(line.amount.currency().code()),
        ]
    };
    let rows: Vec<Vec<Cell>> = found.rows.iter().map(cells).collect();
    Ok(sheet_file(language, &format!("bank-statement-{id}"), &headings, &rows))
}

fn statement_page(page: &StatementPage, asked: &Asked) -> Page {
    let language = page.language;
    let statement = &page.statement;
    let name = page.account.as_ref().map_or("", |account| account.name.as_str());
    let listed = list_page(language, &lines(page, asked));
    Page {
        title: text!(language, "bank_desk.sheet.title", number = bank_statement_number(page.id)),
        state: Some(statement_state(language, statement)),
        lead: Some(format!("{name} · {}", days(language, statement.from, statement.to))),
        back: Some(Link::new(page.text("bank_desk.page.title"), list_path())),
        body: html! {
            (notices(page))
            (figures(page))
            (section(&page.text("bank_desk.sheet.lines"), listed.body))
        },
        aside: Some(html! {
            (section(&page.text("office_commissions.sheet.facts"), facts(&fact_list(page))))
            (section(&page.text("office_commissions.sheet.history"), timeline(language, &page.happenings)))
        }),
        ..Page::default()
    }
}

fn notices(page: &StatementPage) -> Markup {
    let language = page.language;
    let said = |meaning: Meaning, sentence: String| notice(&Notice { meaning, sentence, more: None });
    html! {
        @if let Some(gap) = &page.statement.gap {
            @let (expected, found) = (texts::money(language, gap.expected), texts::money(language, gap.found));
            (said(Meaning::Attention, text!(
                language,
                "bank_desk.sheet.gap",
                expected = expected,
                found = found,
                because = gap.because
            )))
        }
        @if !page.statement.kind.counts() {
            (said(Meaning::Information, page.text("bank_desk.sheet.notice")))
        }
    }
}

fn figures(page: &StatementPage) -> Markup {
    let language = page.language;
    let statement = &page.statement;
    let tile = |key: &'static str, figure: String| Tile { label: page.text(key), figure, ..Tile::default() };
    let mut all = Vec::new();
    if let Some(opening) = statement.opening {
        all.push(tile("bank_desk.column.opening", texts::money(language, opening.amount)));
    }
    all.push(tile("bank_desk.column.credits", texts::money(language, statement.credits)));
    all.push(tile("bank_desk.column.debits", texts::money(language, statement.debits)));
    if let Some(closing) = statement.closing {
        all.push(tile("bank_desk.column.closing", texts::money(language, closing.amount)));
    }
    tiles(&all)
}

fn lines<'a>(page: &StatementPage, asked: &'a Asked) -> List<'a> {
    let language = page.language;
    let column = |name: &str| text!(language, &format!("bank_desk.column.{name}"));
    let way = |word: &str, key: &'static str| (word.to_owned(), page.text(key));
    let ways = vec![way("", "office.filter.all"), way("in", "bank_desk.filter.in"), way("out", "bank_desk.filter.out")];
    let empty = if asked.is_narrowed() {
        let all = Link::new(page.text("office.filter.show_all"), asked.everything());
        Empty { sentence: page.text("bank_desk.empty.narrowed_lines"), action: Some(all) }
    } else {
        Empty::new(page.text("bank_desk.empty.no_lines"))
    };
    List {
        search: Some(asked.search(page.text("bank_desk.sheet.search"))),
        filters: vec![asked.filter(column("way"), "way", ways)],
        table: Table {
            caption: page.text("bank_desk.sheet.lines"),
            columns: vec![
                Column::text(column("booked_on")),
                Column::text(column("who")),
                Column::text(column("text")),
                Column::figure(column("amount")),
            ],
            rows: page.found.rows.iter().map(|(number, line)| line_row(page, *number, line)).collect(),
            empty,
            ..Table::default()
        },
        pager: asked.pager(language, page.found.total),
        csv: Some(asked.under(&format!("{}/lines.csv", bank_statement_path(page.id)))),
        ..List::default()
    }
}

fn line_row(page: &StatementPage, number: u32, line: &BankLine) -> Row {
    let iban = line.iban.as_ref().map_or(line.account.clone(), |iban| iban.grouped());
    let cells = vec![
        html! { (texts::day_short(page.language, line.booked_on)) },
        two_lines(&who(page.language, line), &iban),
        html! { (what_for(line)) },
        figure(&texts::signed_money(page.language, line.amount)),
    ];
    Row::leading_to(line_path(page.id, number), cells)
}

fn fact_list(page: &StatementPage) -> Vec<Fact> {
    let language = page.language;
    let statement = &page.statement;
    let number = |count: u32| texts::number(language, i64::from(count));
    let fact = |name: &str, words: &str| Fact::words(text!(language, &format!("bank_desk.column.{name}")), words);
    let mut all = Vec::new();
    if let Some(account) = &page.account {
        all.push(fact("iban", &account.iban.grouped()));
    }
    if !statement.name.is_empty() {
        all.push(fact("bank_number", &statement.name));
    }
    all.push(fact("lines", &number(statement.lines)));
    for (name, count) in [("known", statement.known), ("unbooked", statement.unbooked)] {
        if count > 0 {
            all.push(fact(name, &number(count)));
        }
    }
    if !page.file.is_empty() {
        all.push(fact("file", &page.file));
    }
    all.push(fact("taken_at", &page.taken_at));
    if !page.taken_by.is_empty() {
        all.push(fact("taken_by", &page.taken_by));
    }
    all
}
