//! The house accounts with what is on them, and the list of bank statements.

use maud::{Markup, html};

use crate::business::payments::StatementKind;
use crate::business::payments::bank::{
    FoundStatements, HouseAccountRow, StatementRow, StatementWish, bank_statement_number, find_bank_statements,
    house_account_rows,
};
use crate::business::permission::Permission;
use crate::portals::asked::Asked;
use crate::portals::office::bank::match_path;
use crate::portals::office::bank::send::{new_path, own_files};
use crate::portals::office::bank::words::{kind_word, statement_state};
use crate::portals::office::firm::accounts_path;
use crate::portals::office::frame;
use crate::portals::office::period_filter::{days_asked, more_filters};
use crate::portals::office::subjects::bank_statement_path;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, HouseAccountId, Language};
use crate::web::parts::{
    Column, Empty, Filter, Icon, Link, List, Loudness, ROWS_PER_PAGE, Row, Table, figure, icon_button, list_page,
    list_table, menu_link, section, small, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::PaymentsView)
}

pub const fn list_path() -> &'static str {
    "/office/bank"
}

const FILE_PATH: &str = "/office/bank.csv";
const KNOWN: &[&str] = &["account", "kind", "period", "from", "to"];

fn wish(asked: &Asked, today: Day) -> StatementWish {
    let (from, to) = days_asked(asked, today);
    let kinds = [StatementKind::Statement, StatementKind::Notice, StatementKind::Table];
    StatementWish {
        words: asked.words().to_owned(),
        account: HouseAccountId::parse(asked.get("account")),
        kind: kinds.into_iter().find(|kind| kind.word() == asked.get("kind")),
        from,
        to,
        backwards: asked.sort() == ("day", false),
    }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let (accounts, found, today) = visit.read(|view| {
        let today = view.today();
        let found = find_bank_statements(view, &wish(&asked, today), asked.skipped(), ROWS_PER_PAGE)?;
        Ok((house_account_rows(view)?, found, today))
    })?;
    frame::show(&visit, &bank_page(&visit, &asked, &accounts, &found, today))
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let found =
        visit.read_aside(move |view| find_bank_statements(view, &wish(&asked, view.today()), 0, ROWS_MAX)).await?;
    let headings =
        ["number", "account", "kind", "bank_number", "from", "to", "opening", "lines", "credits", "debits", "closing"]
            .map(|name| text!(language, &format!("bank_desk.column.{name}")));
    let cells = |row: &StatementRow| {
        let statement = &row.statement;
        let balance = |balance: Option<crate::business::payments::BankBalance>| {
            balance.map_or(Cell::Empty, |balance| Cell::Money(balance.amount))
        };
        vec![
            Cell::text(bank_statement_number(row.id)),
            Cell::text(&row.account_name),
            Cell::text(kind_word(language, statement.kind)),
            Cell::text(&statement.name),
            Cell::Day(statement.from),
            Cell::Day(statement.to),
            balance(statement.opening),
            Cell::count(statement.lines),
            Cell::Money(statement.credits),
            Cell::Money(statement.debits),
            balance(statement.closing),
        ]
    };
    let rows: Vec<Vec<Cell>> = found.rows.iter().map(cells).collect();
    Ok(sheet_file(language, "bank-statements", &headings, &rows))
}

fn bank_page(visit: &Visit, asked: &Asked, accounts: &[HouseAccountRow], found: &FoundStatements, today: Day) -> Page {
    let language = visit.language;
    let take = Link::new(text!(language, "bank_desk.page.take"), new_path());
    let may_take = visit.actor.may(Permission::PaymentsMatch) && !accounts.is_empty();
    let settings = Link::new(text!(language, "bank_desk.page.settings"), accounts_path());
    let matching = Link::new(text!(language, "bank_match.page.title"), match_path());
    let may_set = visit.actor.may(Permission::FirmEdit);
    let page = list_page(
        language,
        &List {
            title: text!(language, "bank_desk.page.title"),
            count: text!(language, "bank_desk.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "bank_desk.page.search"))),
            filters: filters(language, asked, accounts),
            more_filters: Some(more_filters(language, asked, today)),
            table: statement_table(language, asked, found, may_take),
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            primary: may_take.then(|| icon_button(&take, Icon::Upload, Loudness::Primary)),
            actions: [may_set.then(|| menu_link(&settings)), may_take.then(|| menu_link(&matching))]
                .into_iter()
                .flatten()
                .collect(),
            ..List::default()
        },
    );
    let body = html! {
        (section(&text!(language, "bank_desk.page.accounts"), account_table(language, accounts, may_set)))
        @if may_take { (own_files(visit)) }
        (section(&text!(language, "bank_desk.page.statements"), page.body.clone()))
    };
    Page { body, ..page }
}

fn account_table(language: Language, accounts: &[HouseAccountRow], may_set: bool) -> Markup {
    let column = |name: &str| text!(language, &format!("bank_desk.column.{name}"));
    let row = |row: &HouseAccountRow| {
        let main = if row.is_main { text!(language, "bank_desk.account.main") } else { String::new() };
        let cells = vec![
            two_lines(&row.account.name, &row.account.iban.grouped()),
            small(&main),
            match row.newest {
                Some(day) => html! { (texts::day_short(language, day)) },
                None => small(&text!(language, "bank_desk.account.nothing")),
            },
            match row.balance {
                Some(balance) => figure(&texts::money(language, balance)),
                None => small("–"),
            },
        ];
        Row::leading_to(format!("{}?account={}", list_path(), row.id), cells)
    };
    let add = Link::new(text!(language, "bank_desk.account.add"), accounts_path());
    list_table(
        language,
        &Table {
            caption: text!(language, "bank_desk.page.accounts"),
            columns: vec![
                Column::text(column("account")),
                Column::text(column("use")),
                Column::text(column("newest")),
                Column::figure(column("balance")),
            ],
            rows: accounts.iter().map(row).collect(),
            empty: Empty { sentence: text!(language, "bank_desk.empty.no_accounts"), action: may_set.then_some(add) },
            ..Table::default()
        },
    )
}

fn filters(language: Language, asked: &Asked, accounts: &[HouseAccountRow]) -> Vec<Filter> {
    let all = || (String::new(), text!(language, "office.filter.all"));
    let kinds = [StatementKind::Statement, StatementKind::Notice, StatementKind::Table]
        .map(|kind| (kind.word().to_owned(), kind_word(language, kind)));
    let kinds =
        asked.filter(text!(language, "bank_desk.column.kind"), "kind", [all()].into_iter().chain(kinds).collect());
    if accounts.len() < 2 {
        return vec![kinds];
    }
    let named = accounts.iter().map(|row| (row.id.to_string(), row.account.name.clone()));
    let of_account = [all()].into_iter().chain(named).collect();
    vec![asked.filter(text!(language, "bank_desk.column.account"), "account", of_account), kinds]
}

fn statement_table(language: Language, asked: &Asked, found: &FoundStatements, may_take: bool) -> Table<'static> {
    let column = |name: &str| text!(language, &format!("bank_desk.column.{name}"));
    Table {
        caption: text!(language, "bank_desk.page.statements"),
        columns: vec![
            Column::text(column("number")),
            Column::text(column("account")),
            asked.sorted(Column::text(column("days")), "day"),
            Column::state(column("kind")),
            Column::figure(column("lines")),
            Column::figure(column("moved")),
            Column::figure(column("closing")),
        ],
        rows: found.rows.iter().map(|row| statement_row(language, row)).collect(),
        empty: nothing(language, asked, may_take),
        ..Table::default()
    }
}

fn statement_row(language: Language, row: &StatementRow) -> Row {
    let statement = &row.statement;
    let cells = vec![
        two_lines(&bank_statement_number(row.id), &statement.name),
        html! { (row.account_name) },
        html! { (days(language, statement.from, statement.to)) },
        statement_state(language, statement),
        figure(&texts::number(language, i64::from(statement.lines))),
        figure(&texts::signed_money(language, statement.moved())),
        match statement.closing {
            Some(closing) => figure(&texts::money(language, closing.amount)),
            None => small("–"),
        },
    ];
    Row::leading_to(bank_statement_path(row.id), cells)
}

/// One day, or from one to another.
pub fn days(language: Language, from: Day, to: Day) -> String {
    let (first, last) = (texts::day_short(language, from), texts::day_short(language, to));
    if from == to { last } else { text!(language, "bank_desk.page.days", from = first, to = last) }
}

fn nothing(language: Language, asked: &Asked, may_take: bool) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "bank_desk.empty.narrowed"), action: Some(all) };
    }
    let take = Link::new(text!(language, "bank_desk.page.take"), new_path());
    Empty { sentence: text!(language, "bank_desk.empty.none"), action: may_take.then_some(take) }
}
