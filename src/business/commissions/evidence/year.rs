//! One partner's year.

use crate::business::commissions::extract::{SettledRun, settled_runs};
use crate::business::commissions::runs::stored_statement;
use crate::business::commissions::runs::{BonusSum, LineOrigin, each_line};
use crate::business::commissions::self_billing::tax_through;
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::payments::{
    Payout, Reserve, ReserveState, credit_paid_out, payouts_of_partner, reserves_of_partner,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{Currency, Day, LocalText, Money, PartnerId, Period, RunId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearSheet {
    pub partner: PartnerId,
    pub year: Period,
    /// By the end of their periods.
    pub statements: Vec<YearStatement>,
    /// By the plans and their order, without bonuses that gave nothing.
    pub bonuses: Vec<BonusSum>,
    pub total: Money,
    /// What returns took back; a part of the total, zero or negative.
    pub clawed_back: Money,
    /// For the partner and those who see payments.
    pub money: Option<YearMoney>,
    /// The years that can be asked for, newest first.
    pub years: Vec<Period>,
}

/// What was owed and paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearMoney {
    /// From the years before.
    pub owed_before: Money,
    pub paid: Money,
    /// What else left the balance: held back, given as credit for the shop, taken as a fee; what was free again of it,
    /// or is paid out as money after all, counts against it.
    pub taken_off: Money,
    /// VAT on self-billing credit notes; it is paid beside what was earned.
    pub vat: Money,
    /// At the end of the year, or by now in the running one.
    pub owed_after: Money,
    /// The transfers of the year with the day of each.
    pub payouts: Vec<(Day, Money)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearStatement {
    pub run: RunId,
    pub period: Period,
    pub plan: LocalText,
    pub posted_on: Option<Day>,
    pub paid_on: Option<Day>,
    pub by_bonus: Vec<BonusSum>,
    pub total: Money,
    pub clawed_back: Money,
}

/// A partner's year, for the partner and for those who see commissions. Statements belong to the year in which their
/// period ends, corrections to that in which they were posted, payments to that of their day.
pub fn year_sheet(view: &View<'_>, partner: PartnerId, year: Period) -> Result<YearSheet, Failure> {
    let is_own = view.may(Permission::PartnerPortal) && view.actor().partner == Some(partner);
    if !(is_own || view.may(Permission::CommissionsView)) {
        return Err(Failure::not_found());
    }
    let year = Period::year(year.first().year()).ok_or_else(Failure::not_found)?;
    let currency = firm(view).map_or(Currency::EUR, |firm| firm.currency);
    let nothing = Money::zero(currency);
    let runs = settled_runs(view, partner)?;
    let in_year = runs.iter().filter(|settled| year.contains(settled.booked_on()));
    let statements: Vec<YearStatement> =
        in_year.filter_map(|settled| YearStatement::of(view, partner, settled, nothing)).collect();
    let sum = |of: fn(&YearStatement) -> Money| statements.iter().fold(nothing, |sum, one| sum + of(one));
    let sees_money = is_own || view.may(Permission::PaymentsView);
    Ok(YearSheet {
        partner,
        year,
        bonuses: summed(&statements),
        total: sum(|one| one.total),
        clawed_back: sum(|one| one.clawed_back),
        money: if sees_money { Some(money(view, partner, year, &runs, nothing)?) } else { None },
        years: years(view, year, &runs),
        statements,
    })
}

impl YearStatement {
    fn of(r: &dyn Read, partner: PartnerId, settled: &SettledRun, nothing: Money) -> Option<YearStatement> {
        let kept = stored_statement(r, settled.id, partner)?;
        let mut clawed_back = nothing;
        each_line(r, settled.id, partner, |line| {
            if line.returned() || matches!(line.origin, LineOrigin::Again { .. }) {
                clawed_back += line.amount;
            }
        });
        let bonuses = settled.plan.bonuses.iter().zip(&kept.by_bonus);
        Some(YearStatement {
            run: settled.id,
            period: settled.run.period,
            plan: settled.plan.title.clone(),
            posted_on: settled.posted_on,
            paid_on: settled.paid_on.filter(|_| kept.total.is_positive()),
            by_bonus: bonuses
                .map(|(bonus, amount)| BonusSum {
                    name: bonus.name.clone(),
                    title: bonus.title.clone(),
                    amount: *amount,
                })
                .collect(),
            total: kept.total,
            clawed_back,
        })
    }
}

/// Bonuses of one name are one, also where a later version of the plan gives them another title.
fn summed(statements: &[YearStatement]) -> Vec<BonusSum> {
    let mut sums: Vec<BonusSum> = Vec::new();
    for bonus in statements.iter().flat_map(|one| &one.by_bonus) {
        match sums.iter_mut().find(|known| known.name == bonus.name) {
            Some(known) => {
                known.amount += bonus.amount;
                known.title = bonus.title.clone();
            }
            None => sums.push(bonus.clone()),
        }
    }
    sums.retain(|bonus| !bonus.amount.is_zero());
    sums
}

fn money(
    view: &View<'_>,
    partner: PartnerId,
    year: Period,
    runs: &[SettledRun],
    nothing: Money,
) -> Result<YearMoney, Failure> {
    let payouts = payouts_of_partner(view, partner)?;
    let left = payouts.iter().filter(|payout| payout.is_paid(view.today()));
    let paid: Vec<(Day, Money)> = left.flat_map(transfers).collect();
    let earned_through = |day: Day| {
        let until = runs.iter().filter(|settled| settled.booked_on() <= day);
        let totals = until.filter_map(|settled| stored_statement(view, settled.id, partner));
        totals.fold(nothing, |sum, statement| sum + statement.total)
    };
    let paid_through =
        |through: Day| paid.iter().filter(|(day, _)| *day <= through).fold(nothing, |sum, (_, amount)| sum + *amount);
    let reserves = reserves_of_partner(view, partner)?;
    let credits = credit_paid_out(view, partner);
    let taken_through = |through: Day| {
        let until = payouts.iter().filter(|payout| payout.is_paid(view.today()) && payout.execute_on <= through);
        let taken =
            until.filter_map(|payout| payout.parts).fold(nothing, |sum, part| sum + part.balance - part.transfer);
        let is_free = |reserve: &Reserve| {
            reserve.state == ReserveState::Freed && reserve.ended_on.is_some_and(|day| day <= through)
        };
        let freed = reserves.iter().filter(|(_, reserve)| is_free(reserve));
        let taken = freed.fold(taken, |sum, (_, reserve)| sum - reserve.amount);
        let paid_out = credits.iter().filter(|(_, credit)| credit.on <= through);
        paid_out.fold(taken, |sum, (_, credit)| sum - credit.amount)
    };
    let vat_through = |through: Day| tax_through(view, partner, through, nothing.currency());
    let owed_through =
        |through: Day| earned_through(through) + vat_through(through) - paid_through(through) - taken_through(through);
    let before = year.first().plus_days(-1);
    let mut in_year: Vec<(Day, Money)> = paid.iter().copied().filter(|(day, _)| year.contains(*day)).collect();
    in_year.sort_unstable_by_key(|(day, _)| *day);
    Ok(YearMoney {
        owed_before: owed_through(before),
        paid: paid_through(year.last()) - paid_through(before),
        taken_off: taken_through(year.last()) - taken_through(before),
        vat: vat_through(year.last()) - vat_through(before),
        owed_after: owed_through(year.last()),
        payouts: in_year,
    })
}

/// What left, and what a bank sent back.
fn transfers(payout: &Payout) -> Vec<(Day, Money)> {
    let Ok(amount) = payout.paid else { return Vec::new() };
    let back = payout.came_back_on.map(|day| (day, -amount));
    [(payout.execute_on, amount)].into_iter().chain(back).collect()
}

/// From the first settled year to the running one; the year that was asked for is always among them.
fn years(view: &View<'_>, asked: Period, runs: &[SettledRun]) -> Vec<Period> {
    let running = view.today().year();
    let first = runs.first().map_or(running, |settled| settled.run.period.last().year());
    let (from, to) = (first.min(asked.first().year()), running.max(asked.first().year()));
    (from..=to).rev().filter_map(Period::year).collect()
}
