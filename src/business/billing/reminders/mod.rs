//! Reminders (Mahnungen): who is asked again for what is late, how sternly, and what that costs.
//!
//! - *Reminder*: a letter about everything of one customer that is late; it is kept as it was sent.
//! - *Level* (Mahnstufe): the how-manieth reminder of an invoice it is, from 1 on.
//! - *Charge*: fee or default interest of a reminder, an open item of the customer until it is paid or waived.
//! - *Plan*: who would be written to today, and who would not, each with the reason.
//! - *Stop*: nobody is reminded of an invoice, through a day or until it is lifted.

pub(in crate::business) mod checks;
mod commands;
mod events;
mod gather;
mod interest;
mod law;
mod plan;
mod records;
mod reminder;
mod rules;

pub(in crate::business) use commands::send;
pub use commands::{resume_reminders, stop_reminders, waive_charges};
pub use events::{ReminderChargesWaived, ReminderSent, RemindersResumed, RemindersStopped};
pub(in crate::business) use gather::debtors;
pub use gather::{HeldBack, late_orders};
pub use interest::{Debt, Stretch, stretches};
pub use law::{Law, half_year_of};
pub use plan::{Claim, Debtor, LeftOut, LeftOutReason, Plan, PlannedLetter, PlannedLine, plan};
pub(super) use records::TABLES;
pub use records::{
    charged_on, is_settled, reminder, reminder_rules, reminder_stop, reminders, reminders_of_invoice,
    reminders_of_order,
};
pub use reminder::{Charge, ChargeKind, Reminder, ReminderLine, ReminderStop, Waived};
pub use rules::{DAYS_MAX, LEVELS_MAX, ReminderLevel, ReminderRules, change_reminder_rules};
