//! Looking through the statements of a run, or of a simulation.

use std::cmp::Ordering;

use crate::business::commissions::calculation::is_settled_in;
use crate::business::commissions::plan::{Bonus, Plan};
use crate::business::commissions::records::run;
use crate::business::commissions::runs::stored_statements;
use crate::business::commissions::runs::{BonusSum, CommissionLine, Simulation, Statement};
use crate::business::commissions::runs::{lines_of_statement, statement::LINES_PER_PAGE};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::business::{partners, people};
use crate::store::Read;
use crate::values::{Money, PartnerId, Period, RunId};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementWish {
    /// Part of a name or of a partner number.
    pub words: String,
    /// `true`: only those with commission; `false`: only those without.
    pub with_pay: Option<bool>,
    pub order_by: StatementOrder,
    pub backwards: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatementOrder {
    /// Highest commission first.
    #[default]
    Total,
    Number,
    Name,
    OwnPoints,
    TeamPoints,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    pub partner: PartnerId,
    pub number: String,
    pub name: String,
    pub statement: Statement,
}

/// One page of what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundStatements {
    pub rows: Vec<StatementRow>,
    /// How many fit altogether.
    pub total: usize,
}

/// Finds statements of a run, and gives those after the first `skip`, `limit` at most.
pub fn find_statements(
    view: &View<'_>,
    id: RunId,
    wish: &StatementWish,
    skip: usize,
    limit: usize,
) -> Result<FoundStatements, Failure> {
    view.require(Permission::CommissionsView)?;
    Ok(wish.page(view, stored_statements(view, id), skip, limit))
}

/// What each bonus of the plan that is settled in the run gives all partners together, in the order of the plan.
pub fn sums_by_bonus(view: &View<'_>, id: RunId, plan: &Plan) -> Result<Vec<BonusSum>, Failure> {
    view.require(Permission::CommissionsView)?;
    let period = run(view, id).ok_or_else(Failure::not_found)?.period;
    Ok(summed((plan, period), &stored_statements(view, id)))
}

/// The lines behind a statement after the first `skip`, `limit` at most.
pub fn some_lines_of_statement(
    view: &View<'_>,
    id: RunId,
    partner: PartnerId,
    skip: usize,
    limit: usize,
) -> Result<Vec<CommissionLine>, Failure> {
    let mut found = Vec::new();
    let mut behind = skip % LINES_PER_PAGE;
    for page in u32::try_from(skip / LINES_PER_PAGE).unwrap_or(u32::MAX).. {
        let lines = lines_of_statement(view, id, partner, page)?;
        if lines.is_empty() || found.len() >= limit {
            break;
        }
        found.extend(lines.into_iter().skip(behind).take(limit - found.len()));
        behind = 0;
    }
    Ok(found)
}

/// All lines behind a statement.
pub fn all_lines_of_statement(view: &View<'_>, id: RunId, partner: PartnerId) -> Result<Vec<CommissionLine>, Failure> {
    let mut all = Vec::new();
    for page in 0.. {
        let lines = lines_of_statement(view, id, partner, page)?;
        if lines.is_empty() {
            break;
        }
        all.extend(lines);
    }
    Ok(all)
}

impl Simulation {
    /// The same for what is simulated; the simulation was asked for with the permission.
    pub fn find_statements(&self, r: &dyn Read, wish: &StatementWish, skip: usize, limit: usize) -> FoundStatements {
        wish.page(r, self.statements(), skip, limit)
    }

    pub fn sums_by_bonus(&self) -> Vec<BonusSum> {
        summed((&self.plan, self.facts.period), &self.statements())
    }
}

impl StatementWish {
    fn page(
        &self,
        r: &dyn Read,
        statements: Vec<(PartnerId, Statement)>,
        skip: usize,
        limit: usize,
    ) -> FoundStatements {
        let wanted =
            statements.into_iter().filter(|(_, statement)| self.with_pay.is_none_or(|with| with == has_pay(statement)));
        let mut rows: Vec<StatementRow> = wanted.map(|(partner, statement)| row(r, partner, statement)).collect();
        let words = self.words.trim().to_lowercase();
        if !words.is_empty() {
            rows.retain(|row| {
                row.name.to_lowercase().contains(&words) || row.number.to_lowercase().starts_with(&words)
            });
        }
        rows.sort_by(|one, other| self.compared(one, other));
        let total = rows.len();
        FoundStatements { rows: rows.into_iter().skip(skip).take(limit).collect(), total }
    }

    fn compared(&self, one: &StatementRow, other: &StatementRow) -> Ordering {
        let by_value = match self.order_by {
            StatementOrder::Total => other.statement.total.minor().cmp(&one.statement.total.minor()),
            StatementOrder::Number => one.partner.cmp(&other.partner),
            StatementOrder::Name => one.name.to_lowercase().cmp(&other.name.to_lowercase()),
            StatementOrder::OwnPoints => one.statement.own_points.cmp(&other.statement.own_points),
            StatementOrder::TeamPoints => one.statement.team_points.cmp(&other.statement.team_points),
        };
        let directed = if self.backwards { by_value.reverse() } else { by_value };
        directed.then(one.partner.cmp(&other.partner))
    }
}

fn has_pay(statement: &Statement) -> bool {
    statement.lines > 0
}

fn row(r: &dyn Read, id: PartnerId, statement: Statement) -> StatementRow {
    let partner = partners::partner(r, id);
    let person = partner.as_ref().and_then(|partner| people::person(r, partner.person));
    StatementRow {
        partner: id,
        number: partner.map(|partner| partner.number).unwrap_or_default(),
        name: person.map(|person| person.name()).unwrap_or_default(),
        statement,
    }
}

fn summed((plan, period): (&Plan, Period), statements: &[(PartnerId, Statement)]) -> Vec<BonusSum> {
    let Some((_, first)) = statements.first() else { return Vec::new() };
    let currency = first.total.currency();
    let sum_at = |place: usize| {
        let amounts = statements.iter().filter_map(|(_, statement)| statement.by_bonus.get(place));
        amounts.fold(Money::zero(currency), |sum, amount| sum + *amount)
    };
    let sum = |(place, bonus): (usize, &Bonus)| BonusSum {
        name: bonus.name.clone(),
        title: bonus.title.clone(),
        amount: sum_at(place),
    };
    let settled = |(_, bonus): &(usize, &Bonus)| is_settled_in(plan, bonus, period);
    plan.bonuses.iter().enumerate().filter(settled).map(sum).collect()
}
