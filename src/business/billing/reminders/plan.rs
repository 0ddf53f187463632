//! Who is to be reminded of what today, and who is not, each with the reason. Pure: facts in, letters out.

use crate::business::billing::reminders::interest::{Debt, stretches};
use crate::business::billing::reminders::law::Law;
use crate::business::billing::reminders::{ReminderRules, ReminderStop, Stretch};
use crate::business::ledger::Party;
use crate::values::{Address, Day, Email, InvoiceId, Language, Money, OrderId};

/// An invoice that is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub invoice: InvoiceId,
    pub order: OrderId,
    pub number: String,
    pub day: Day,
    pub due_on: Day,
    pub amount: Money,
    pub open: Money,
    /// What has settled parts of it, and when.
    pub cleared: Vec<(Day, Money)>,
    /// How often it was reminded of.
    pub level: u8,
    pub first_on: Option<Day>,
    pub last_on: Option<Day>,
    /// Until when interest was charged.
    pub charged_through: Option<Day>,
    /// What holds reminders back today.
    pub stop: Option<ReminderStop>,
    /// A complaint about its order is not answered.
    pub is_disputed: bool,
    /// It is to be taken from the payer's account.
    pub is_collected: bool,
}

/// Whoever owes something, with everything that is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debtor {
    pub party: Party,
    pub email: Email,
    pub language: Language,
    pub address: Address,
    pub is_consumer: bool,
    /// Oldest first.
    pub claims: Vec<Claim>,
    /// Charges of earlier reminders that are open still.
    pub earlier: Money,
    /// What stands to the debtor's credit; never positive.
    pub against: Money,
}

/// One letter, as it would be sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedLetter {
    pub debtor: Debtor,
    pub level: u8,
    pub lines: Vec<PlannedLine>,
    /// The order that bears the fee.
    pub order: OrderId,
    pub fee: Money,
    pub interest: Money,
    pub total: Money,
    pub pay_by: Day,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedLine {
    pub claim: Claim,
    /// From 1 on; 0 where its turn has not come, so that it is only told.
    pub level: u8,
    pub interest: Vec<Stretch>,
}

/// A late invoice in no letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub party: Party,
    pub name: String,
    pub claim: Claim,
    pub why: LeftOutReason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOutReason {
    /// Somebody has stopped its reminders.
    Stopped { reason: String, until: Option<Day> },
    /// A complaint is open.
    Disputed,
    /// It is being collected: the bank has not said yet what became of it.
    Collected,
    /// The day of its next reminder has not come.
    NotYet { from: Day },
    /// It was reminded of as often as the rules say.
    AfterLast,
    /// Together it is less than what anybody is written to for.
    TooSmall { least: Money },
    /// What we owe the customer is as much.
    Covered,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub letters: Vec<PlannedLetter>,
    pub left_out: Vec<LeftOut>,
}

impl LeftOutReason {
    /// A stable word for addresses and text keys.
    pub const fn word(&self) -> &'static str {
        match self {
            LeftOutReason::Stopped { .. } => "stopped",
            LeftOutReason::Disputed => "disputed",
            LeftOutReason::Collected => "collected",
            LeftOutReason::NotYet { .. } => "not_yet",
            LeftOutReason::AfterLast => "after_last",
            LeftOutReason::TooSmall { .. } => "too_small",
            LeftOutReason::Covered => "covered",
        }
    }
}

impl PlannedLetter {
    /// Stands for what would be sent, so that nobody sends what they have not seen.
    pub fn mark(&self) -> String {
        format!("{}.{}.{}", self.debtor.party.word(), self.level, self.total.minor())
    }
}

impl PlannedLine {
    pub fn interest_sum(&self) -> Money {
        let nothing = Money::zero(self.claim.open.currency());
        self.interest.iter().fold(nothing, |sum, stretch| sum + stretch.interest)
    }
}

/// What the rules make of everything that is late.
pub fn plan(rules: &ReminderRules, law: Option<Law>, debtors: Vec<Debtor>, today: Day) -> Plan {
    let mut plan = Plan::default();
    for debtor in debtors {
        consider(&mut plan, rules, law, debtor, today);
    }
    plan
}

fn consider(plan: &mut Plan, rules: &ReminderRules, law: Option<Law>, debtor: Debtor, today: Day) {
    let (party, name) = (debtor.party, debtor.address.name.clone());
    let mut leave_out = |claim: &Claim, why: LeftOutReason| {
        plan.left_out.push(LeftOut { party, name: name.clone(), claim: claim.clone(), why });
    };
    let (mut told, mut waiting) = (Vec::new(), Vec::new());
    let mut has_turn = false;
    for claim in &debtor.claims {
        match turn(rules, claim, today) {
            Ok(level) => {
                has_turn = true;
                told.push((claim.clone(), level));
            }
            // It is late all the same, and stands in a letter that is sent for another.
            Err(why @ (LeftOutReason::NotYet { .. } | LeftOutReason::AfterLast)) => {
                told.push((claim.clone(), 0));
                waiting.push((claim.clone(), why));
            }
            Err(why) => leave_out(claim, why),
        }
    }
    if !has_turn {
        waiting.into_iter().for_each(|(claim, why)| leave_out(&claim, why));
        return;
    }
    let nothing = Money::zero(debtor.earlier.currency());
    let open = told.iter().fold(nothing, |sum, (claim, _)| sum + claim.open) + debtor.earlier + debtor.against;
    let refused = if !open.is_positive() {
        Some(LeftOutReason::Covered)
    } else {
        (open.minor() < rules.least.minor()).then_some(LeftOutReason::TooSmall { least: rules.least })
    };
    if let Some(why) = refused {
        told.iter().for_each(|(claim, _)| leave_out(claim, why.clone()));
        return;
    }
    plan.letters.extend(letter(rules, law, debtor, told, today));
}

/// The level at which it is an invoice's turn today.
fn turn(rules: &ReminderRules, claim: &Claim, today: Day) -> Result<u8, LeftOutReason> {
    if let Some(stop) = claim.stop.as_ref().filter(|stop| stop.holds_on(today)) {
        return Err(LeftOutReason::Stopped { reason: stop.reason.clone(), until: stop.until });
    }
    if claim.is_disputed {
        return Err(LeftOutReason::Disputed);
    }
    if claim.is_collected {
        return Err(LeftOutReason::Collected);
    }
    let level = claim.level.saturating_add(1);
    let Some(rule) = rules.level(level) else { return Err(LeftOutReason::AfterLast) };
    let since = claim.last_on.unwrap_or(claim.due_on);
    let from = since.plus_days(i32::try_from(rule.after_days).unwrap_or(i32::MAX));
    if today < from { Err(LeftOutReason::NotYet { from }) } else { Ok(level) }
}

fn letter(
    rules: &ReminderRules,
    law: Option<Law>,
    debtor: Debtor,
    told: Vec<(Claim, u8)>,
    today: Day,
) -> Option<PlannedLetter> {
    let law = law.filter(|_| rules.charges_interest);
    let line = |(claim, level): (Claim, u8)| {
        let interest = if level == 0 { Vec::new() } else { interest(rules, law, debtor.is_consumer, &claim, today) };
        PlannedLine { claim, level, interest }
    };
    let lines: Vec<PlannedLine> = told.into_iter().map(line).collect();
    let first = lines.iter().filter(|line| line.level > 0).max_by_key(|line| line.level)?;
    let (level, order) = (first.level, first.claim.order);
    let rule = rules.level(level)?;
    let fee = if debtor.is_consumer { rule.fee_consumers } else { rule.fee };
    let nothing = Money::zero(debtor.earlier.currency());
    let interest = lines.iter().fold(nothing, |sum, line| sum + line.interest_sum());
    let open = lines.iter().fold(nothing, |sum, line| sum + line.claim.open);
    let total = open + debtor.earlier + debtor.against + fee + interest;
    let pay_by = today.plus_days(i32::try_from(rule.pay_days).unwrap_or(0));
    Some(PlannedLetter { debtor, level, lines, order, fee, interest, total, pay_by })
}

/// Through today, since what was charged before, or since the default began.
fn interest(rules: &ReminderRules, law: Option<Law>, is_consumer: bool, claim: &Claim, today: Day) -> Vec<Stretch> {
    let Some(law) = law else { return Vec::new() };
    let begin = if law.is_late_by_day(is_consumer) { Some(last_day_to_pay(claim.due_on)) } else { claim.first_on };
    let Some(begin) = begin.map(|day| claim.charged_through.map_or(day, |through| day.max(through))) else {
        return Vec::new();
    };
    let debt = Debt { amount: claim.amount, cleared: &claim.cleared };
    stretches(&debt, begin.plus_days(1), today, |day| law.interest_rate(is_consumer, day, &rules.base_rates))
}

/// What is due on a Saturday or Sunday may be paid on Monday (§ 903 ABGB, § 193 BGB).
fn last_day_to_pay(due_on: Day) -> Day {
    const SATURDAY: i8 = 6;
    match due_on.weekday() {
        SATURDAY => due_on.plus_days(2),
        later if later > SATURDAY => due_on.plus_days(1),
        _ => due_on,
    }
}
