//! All accounts with what stood there, what moved, and what stands there now.

use maud::{Markup, html};

use crate::business::ledger::{AccountMoves, LedgerAccount, LedgerSpan, moves_of_accounts};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::ledger::account::account_path;
use crate::portals::office::ledger::words::{BookView, Figures, book_views, with_days};
use crate::portals::office::period_filter::{days_asked, period_choices};
use crate::portals::sheet_file::{Cell, sheet_file};
use crate::text;
use crate::values::{Day, Language};
use crate::web::parts::{Column, List, Meaning, Notice, Row, Table, list_page, notice};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::LedgerView)
}

pub const fn list_path() -> &'static str {
    "/office/ledger"
}

const FILE_PATH: &str = "/office/ledger.csv";
const KNOWN: &[&str] = &["period", "from", "to"];

type Moves = Vec<(LedgerAccount, AccountMoves)>;

/// The days that were asked for.
pub fn span(asked: &Asked, today: Day) -> LedgerSpan {
    let (from, to) = days_asked(asked, today);
    LedgerSpan { from, to }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let page = visit.read(|view| {
        let moves = moves_of_accounts(view, span(&asked, view.today()))?;
        Ok(accounts_page(view, Figures::of(view, visit.language), &asked, &moves))
    })?;
    frame::show(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let (moves, figures) =
        visit.read(|view| Ok((moves_of_accounts(view, span(&asked, view.today()))?, Figures::of(view, language))))?;
    let headings = ["account", "opening", "debit", "credit", "closing"]
        .map(|name| text!(language, &format!("office_ledger.column.{name}")));
    let cells = |(account, moves): &(LedgerAccount, AccountMoves)| {
        let money = |minor: i64| Cell::Money(figures.money(minor));
        vec![
            Cell::text(account.say(language)),
            money(moves.opening),
            money(moves.debit),
            money(moves.credit),
            money(moves.closing()),
        ]
    };
    let rows: Vec<Vec<Cell>> = moves.iter().map(cells).collect();
    Ok(sheet_file(language, "ledger", &headings, &rows))
}

fn accounts_page(view: &View<'_>, figures: Figures, asked: &Asked, moves: &Moves) -> Page {
    let language = figures.language;
    let column = |name: &str| text!(language, &format!("office_ledger.column.{name}"));
    let row = |(account, moves): &(LedgerAccount, AccountMoves)| {
        let cells = vec![
            html! { (account.say(language)) },
            figures.moved(moves.opening),
            figures.moved(moves.debit),
            figures.moved(moves.credit),
            figures.balance(moves.closing()),
        ];
        Row::leading_to(with_days(&account_path(*account), asked), cells)
    };
    let sum = |of: fn(&AccountMoves) -> i64| moves.iter().map(|(_, moves)| of(moves)).sum::<i64>();
    let sums =
        [sum(|moves| moves.opening), sum(|moves| moves.debit), sum(|moves| moves.credit), sum(|moves| moves.closing())];
    let together = html! { (text!(language, "office_commissions.sum.together")) };
    let page = list_page(
        language,
        &List {
            title: text!(language, "office_ledger.page.title"),
            count: text!(language, "office_ledger.page.lead"),
            more_filters: Some(html! {
                (book_views(language, BookView::Accounts))
                (period_choices(language, asked, view.today()))
            }),
            table: Table {
                caption: text!(language, "office_ledger.page.title"),
                columns: vec![
                    Column::text(column("account")),
                    Column::figure(column("opening")),
                    Column::figure(column("debit")),
                    Column::figure(column("credit")),
                    Column::figure(column("closing")),
                ],
                rows: moves.iter().map(row).collect(),
                sums: [together].into_iter().chain(sums.map(|minor| figures.balance(minor))).collect(),
                ..Table::default()
            },
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    );
    Page { body: html! { (page.body) (proof(language, &sums)) }, ..page }
}

/// Debit and credit must be the same; it is said either way.
fn proof(language: Language, [opening, debit, credit, closing]: &[i64; 4]) -> Markup {
    let balanced = *opening == 0 && *closing == 0 && debit == credit;
    let (meaning, key) = if balanced {
        (Meaning::Good, "office_ledger.page.balanced")
    } else {
        (Meaning::Bad, "office_ledger.page.unbalanced")
    };
    notice(&Notice { meaning, sentence: text!(language, key), more: None })
}
