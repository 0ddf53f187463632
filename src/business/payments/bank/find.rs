//! Looking through house accounts, bank statements and their lines as staff do.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::business::failure::Failure;
use crate::business::payments::bank::chain::BalanceChain;
use crate::business::payments::bank::records::{each_line, each_statement};
use crate::business::payments::bank::{
    BankStatement, HouseAccount, bank_statement, bank_statement_number, house_account, house_accounts,
    main_house_account,
};
use crate::business::payments::{BankLine, StatementKind};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{BankStatementId, Day, HouseAccountId, Money};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseAccountRow {
    pub id: HouseAccountId,
    pub account: HouseAccount,
    /// It stands on our invoices.
    pub is_main: bool,
    /// What is on it, as far as banks have told, and the day of the newest statement.
    pub balance: Option<Money>,
    pub newest: Option<Day>,
    pub statements: usize,
}

/// All house accounts with what is on them.
pub fn house_account_rows(view: &View<'_>) -> Result<Vec<HouseAccountRow>, Failure> {
    view.require(Permission::PaymentsView)?;
    let mut newest: BTreeMap<HouseAccountId, Newest> = BTreeMap::new();
    each_statement(view, |_, statement| newest.entry(statement.account).or_default().note(&statement));
    let main = main_house_account(view);
    let row = |(id, account): (HouseAccountId, HouseAccount)| {
        let Newest { day, chain, statements } = newest.remove(&id).unwrap_or_default();
        let balance = chain.newest().map(|(_, minor)| Money::new(minor, account.currency));
        HouseAccountRow { id, is_main: main == Some(id), account, balance, newest: day, statements }
    };
    Ok(house_accounts(view).into_iter().map(row).collect())
}

/// What the statements of an account say together, in whichever order they came in.
#[derive(Debug, Default)]
struct Newest {
    day: Option<Day>,
    chain: BalanceChain,
    statements: usize,
}

impl Newest {
    /// Notices, and days that are not over, say nothing of what is on the account.
    fn note(&mut self, statement: &BankStatement) {
        self.statements += 1;
        if !statement.kind.counts() {
            return;
        }
        self.day = self.day.max(Some(statement.to));
        if let Some(after) = statement.balance_after {
            let opening = statement.opening.map(|balance| balance.amount.minor());
            self.chain.note(statement.to, opening, after);
        }
    }
}

/// Which statements somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementWish {
    /// Part of our number or of the bank's name for it.
    pub words: String,
    pub account: Option<HouseAccountId>,
    pub kind: Option<StatementKind>,
    /// By the last day of the statement.
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub backwards: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    pub id: BankStatementId,
    pub statement: BankStatement,
    pub account_name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundStatements {
    pub rows: Vec<StatementRow>,
    pub total: usize,
}

/// Newest day first, those after the first `skip`, `limit` at most.
pub fn find_bank_statements(
    view: &View<'_>,
    wish: &StatementWish,
    skip: usize,
    limit: usize,
) -> Result<FoundStatements, Failure> {
    view.require(Permission::PaymentsView)?;
    let mut found = Vec::new();
    let words = wish.words.trim().to_lowercase();
    each_statement(view, |id, statement| {
        if wish.fits(id, &statement, &words) {
            found.push((id, statement));
        }
    });
    found.sort_by_key(|(id, statement)| std::cmp::Reverse((statement.to, *id)));
    if wish.backwards {
        found.reverse();
    }
    let total = found.len();
    let named = |(id, statement): (BankStatementId, BankStatement)| {
        let account_name = house_account(view, statement.account).map(|account| account.name).unwrap_or_default();
        StatementRow { id, statement, account_name }
    };
    Ok(FoundStatements { rows: found.into_iter().skip(skip).take(limit).map(named).collect(), total })
}

impl StatementWish {
    fn fits(&self, id: BankStatementId, statement: &BankStatement, words: &str) -> bool {
        let says = |text: &str| text.to_lowercase().contains(words);
        self.account.is_none_or(|account| statement.account == account)
            && self.kind.is_none_or(|kind| statement.kind == kind)
            && self.from.is_none_or(|from| statement.to >= from)
            && self.to.is_none_or(|to| statement.to <= to)
            && (words.is_empty() || says(&bank_statement_number(id)) || says(&statement.name))
    }
}

/// Which lines of a statement somebody wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineWish {
    /// Part of a name, a text, a reference or an account.
    pub words: String,
    /// Money that came, or money that went.
    pub came: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLines {
    /// Each with its number in the statement.
    pub rows: Vec<(u32, BankLine)>,
    pub total: usize,
}

/// The lines of a statement in its own order, those after the first `skip`, `limit` at most.
pub fn find_bank_lines(
    view: &View<'_>,
    id: BankStatementId,
    wish: &LineWish,
    skip: usize,
    limit: usize,
) -> Result<FoundLines, Failure> {
    view.require(Permission::PaymentsView)?;
    bank_statement(view, id).ok_or_else(Failure::not_found)?;
    let words = wish.words.trim().to_lowercase();
    let mut found = FoundLines { rows: Vec::new(), total: 0 };
    each_line(view, id, |number, line| {
        if wish.fits(&line, &words) {
            if found.total >= skip && found.rows.len() < limit {
                found.rows.push((number, line));
            }
            found.total += 1;
        }
        ControlFlow::Continue(())
    });
    Ok(found)
}

impl LineWish {
    fn fits(&self, line: &BankLine, words: &str) -> bool {
        let iban = line.iban.as_ref().map_or("", |iban| iban.as_str());
        let texts = [&line.counterparty, &line.text, &line.reference, &line.end_to_end, &line.booking_text];
        let says = || {
            texts.iter().any(|text| text.to_lowercase().contains(words))
                || iban.to_lowercase().contains(&words.replace(' ', ""))
                || line.amount.decimal().contains(&words.replace(',', "."))
        };
        self.came.is_none_or(|came| line.amount.is_positive() == came) && (words.is_empty() || says())
    }
}
