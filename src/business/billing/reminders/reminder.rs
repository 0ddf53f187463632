//! Reminders as they were sent, and what keeps one from being sent.

use serde::{Deserialize, Serialize};

use crate::business::billing::reminders::Stretch;
use crate::business::firm::Issuer;
use crate::business::ledger::Party;
use crate::store::Stored;
use crate::values::{AccountId, Address, Day, Email, Instant, InvoiceId, Language, Money, OrderId, PostingId};

/// Signs of a reference that banks carry.
const REFERENCE_SIGNS_MAX: usize = 140;

/// A letter that asks for what is late. It never changes; its charges can be waived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// `M-2026-00017`.
    pub number: String,
    pub party: Party,
    /// From 1 on: the highest of its lines.
    pub level: u8,
    pub at: Instant,
    pub day: Day,
    pub pay_by: Day,
    pub email: Email,
    pub language: Language,
    pub address: Address,
    pub is_consumer: bool,
    pub lines: Vec<ReminderLine>,
    /// Charges of earlier reminders that are open still.
    pub earlier: Money,
    /// What stands to the receiver's credit; never positive.
    pub against: Money,
    /// Everything together: what is to be paid.
    pub total: Money,
    pub charges: Vec<Charge>,
    /// What stood over the letter and what it said before its list.
    pub title: String,
    pub words: String,
    pub issuer: Option<Issuer>,
    pub waived: Option<Waived>,
}

/// One invoice in a reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderLine {
    pub invoice: InvoiceId,
    pub order: OrderId,
    pub number: String,
    pub day: Day,
    pub due_on: Day,
    pub amount: Money,
    pub open: Money,
    /// How often it is reminded of now; 0 for one that is late, but whose turn has not come.
    pub level: u8,
    /// Since the last reminder that charged some, through the day of this one.
    pub interest: Vec<Stretch>,
}

/// What a reminder costs, booked on one order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    pub kind: ChargeKind,
    pub order: OrderId,
    pub amount: Money,
    pub posting: PostingId,
}

/// Stored by its place in this list: new ones at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChargeKind {
    Fee,
    Interest,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waived {
    pub at: Instant,
    pub by: Option<AccountId>,
    pub reason: String,
}

/// Somebody wants no reminders for an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderStop {
    pub reason: String,
    /// Through this day; `None` until somebody lifts it.
    pub until: Option<Day>,
    pub at: Instant,
    pub by: Option<AccountId>,
    pub lifted_at: Option<Instant>,
}

impl Reminder {
    /// Its charges together, also when they were waived.
    pub fn charged(&self) -> Money {
        self.sum_of(|_| true)
    }

    pub fn fee(&self) -> Money {
        self.sum_of(|charge| charge.kind == ChargeKind::Fee)
    }

    pub fn interest(&self) -> Money {
        self.sum_of(|charge| charge.kind == ChargeKind::Interest)
    }

    /// What the payer is to write: all numbers, as far as a bank carries them (SEPA: 140 signs).
    pub fn reference(&self) -> String {
        let mut said = self.number.clone();
        for line in &self.lines {
            if said.len() + 1 + line.number.len() <= REFERENCE_SIGNS_MAX {
                said.push(' ');
                said.push_str(&line.number);
            }
        }
        said
    }

    fn sum_of(&self, counts: impl Fn(&Charge) -> bool) -> Money {
        let nothing = Money::zero(self.total.currency());
        self.charges.iter().filter(|charge| counts(charge)).fold(nothing, |sum, charge| sum + charge.amount)
    }
}

impl ReminderStop {
    /// Whether it holds a reminder back on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.lifted_at.is_none() && self.until.is_none_or(|until| day <= until)
    }
}

impl Stored for Reminder {
    const VERSION: u8 = 1;
}

impl Stored for ReminderStop {
    const VERSION: u8 = 1;
}
