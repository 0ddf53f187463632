//! Credit lines and how far they are used, as staff look through them.

use crate::business::customers::{CreditUsed, all_credit_used, credit_line, customer, customers_with_line};
use crate::business::failure::Failure;
use crate::business::payments::credit_use;
use crate::business::people::person;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{CustomerId, Day, Money};

/// One customer who has a line, or owes something on account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditRow {
    pub customer: CustomerId,
    pub number: String,
    pub name: String,
    pub line: Option<Money>,
    pub used: CreditUsed,
}

/// Which of them somebody wants to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CreditState {
    #[default]
    All,
    /// More is used than the line is.
    Over,
    /// Something is late.
    Late,
    WithLine,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CreditOrder {
    /// The fullest line first; those without a line last, by what they use.
    #[default]
    Share,
    Name,
    Used,
    Free,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreditWish {
    /// Part of a name or of a customer number.
    pub words: String,
    pub state: CreditState,
    pub order_by: CreditOrder,
    pub backwards: bool,
}

impl CreditState {
    pub const ALL: [CreditState; 4] = [CreditState::All, CreditState::Over, CreditState::Late, CreditState::WithLine];

    /// A stable word for addresses and text keys; empty for everybody.
    pub const fn word(self) -> &'static str {
        match self {
            CreditState::All => "",
            CreditState::Over => "over",
            CreditState::Late => "late",
            CreditState::WithLine => "with_line",
        }
    }

    pub fn from_word(word: &str) -> CreditState {
        CreditState::ALL.into_iter().find(|state| state.word() == word).unwrap_or_default()
    }
}

impl CreditRow {
    /// What is left of the line; negative where more is used.
    pub fn free(&self) -> Option<Money> {
        self.line.map(|line| line - self.used.total())
    }

    /// Used of the line, in millionths.
    fn share(&self) -> Option<i128> {
        let line = self.line?.minor();
        let used = i128::from(self.used.total().minor());
        Some(if line == 0 { i128::MAX } else { used * 1_000_000 / i128::from(line) })
    }

    fn is(&self, state: CreditState, today: Day) -> bool {
        match state {
            CreditState::All => true,
            CreditState::Over => self.free().is_some_and(Money::is_negative),
            CreditState::Late => self.used.oldest_due.is_some_and(|due| due < today),
            CreditState::WithLine => self.line.is_some(),
        }
    }
}

/// Everybody who has a line or owes something on account.
pub fn find_credit(view: &View<'_>, wish: &CreditWish) -> Result<Vec<CreditRow>, Failure> {
    view.require(Permission::CustomersCreditLine)?;
    let mut ids: Vec<CustomerId> = all_credit_used(view).into_iter().map(|(id, _)| id).collect();
    ids.extend(customers_with_line(view));
    ids.sort();
    ids.dedup();
    let words = wish.words.trim().to_lowercase();
    let mut rows: Vec<CreditRow> = ids.into_iter().filter_map(|id| row(view, id)).collect();
    rows.retain(|row| row.line.is_some() || row.used.total().is_positive());
    rows.retain(|row| row.is(wish.state, view.today()));
    rows.retain(|row| row.name.to_lowercase().contains(&words) || row.number.to_lowercase().contains(&words));
    match wish.order_by {
        CreditOrder::Share => {
            let key = |row: &CreditRow| (row.share(), row.used.total().minor());
            rows.sort_by_key(|row| std::cmp::Reverse(key(row)));
        }
        CreditOrder::Name => rows.sort_by_cached_key(|row| row.name.to_lowercase()),
        CreditOrder::Used => rows.sort_by_key(|row| std::cmp::Reverse(row.used.total().minor())),
        CreditOrder::Free => rows.sort_by_key(|row| row.free().map_or(i64::MAX, Money::minor)),
    }
    if wish.backwards {
        rows.reverse();
    }
    Ok(rows)
}

fn row(view: &View<'_>, id: CustomerId) -> Option<CreditRow> {
    let found = customer(view, id)?;
    let name = person(view, found.person).map(|person| person.name()).unwrap_or_default();
    let (line, used) = (credit_line(view, id), credit_use(view, id));
    Some(CreditRow { customer: id, number: found.number, name, line, used })
}
