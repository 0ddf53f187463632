//! Reminders on paper: as they were sent, and as one of each level would look.

use crate::app::papers::{Paper, printed};
use crate::business::billing::reminders::{
    Charge, ChargeKind, Debt, Law, Reminder, ReminderLine, ReminderRules, reminder, stretches,
};
use crate::business::customers::customer;
use crate::business::failure::Failure;
use crate::business::firm::{firm, issuer};
use crate::business::ledger::Party;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::print::{self, Document, ReminderPrint};
use crate::text;
use crate::values::{Address, InvoiceId, Language, Money, OrderId, PostingId, ReminderId};

/// For whoever sees invoices.
pub fn reminder_pdf(view: &View, id: ReminderId) -> Result<Document, Failure> {
    view.require(Permission::BillingView)?;
    let known = reminder(view, id).ok_or_else(Failure::not_found)?;
    print_reminder(view, &known)
}

/// Without asking who looks: for letters, which go to the debtor.
pub(in crate::app) fn print_reminder(view: &View, reminder: &Reminder) -> Result<Document, Failure> {
    let paper = Paper::kept(view, reminder.issuer.as_ref(), reminder.at)?;
    let customer_number = match reminder.party {
        Party::Customer(id) => customer(view, id).map(|customer| customer.number),
        _ => None,
    };
    let customer_number = customer_number.unwrap_or_default();
    printed(print::reminder(&ReminderPrint { head: paper.head(), reminder, customer_number }))
}

/// An invoice of 120.00 that is late by as many days as the level needs, to look at before anybody is written to.
pub fn sample_reminder(view: &View, rules: &ReminderRules, level: u8, language: Language) -> Result<Document, Failure> {
    view.require(Permission::FirmEdit)?;
    let rule = rules.level(level).ok_or_else(Failure::not_found)?;
    let firm = firm(view).ok_or_else(Failure::not_found)?;
    let (today, amount) = (view.today(), Money::new(12_000, firm.currency));
    let levels = rules.levels.iter().take(usize::from(level));
    let late: u32 = levels.map(|level| level.after_days).sum();
    let days = |days: u32| i32::try_from(days).unwrap_or(0);
    let due_on = today.plus_days(-days(late));
    let law = Law::of(firm.home).filter(|_| rules.charges_interest);
    let interest = law.map_or_else(Vec::new, |law| {
        let debt = Debt { amount, cleared: &[] };
        stretches(&debt, due_on.plus_days(1), today, |day| law.interest_rate(false, day, &rules.base_rates))
    });
    let interest_sum = interest.iter().fold(Money::zero(firm.currency), |sum, stretch| sum + stretch.interest);
    let charge = |kind, amount| Charge { kind, order: OrderId::new(1), amount, posting: PostingId::new(1) };
    let name = text!(language, "reminders.sample.name");
    let sample = Reminder {
        number: format!("M-{}-00000", today.year()),
        party: Party::Guest(OrderId::new(0)),
        level,
        at: view.now(),
        day: today,
        pay_by: today.plus_days(days(rule.pay_days)),
        email: firm.email.clone(),
        language,
        address: Address { name, ..firm.address.clone() },
        is_consumer: false,
        lines: vec![ReminderLine {
            invoice: InvoiceId::new(0),
            order: OrderId::new(0),
            number: format!("R-{}-00000", today.year()),
            day: due_on.plus_days(-14),
            due_on,
            amount,
            open: amount,
            level,
            interest,
        }],
        earlier: Money::zero(firm.currency),
        against: Money::zero(firm.currency),
        total: amount + rule.fee + interest_sum,
        charges: vec![charge(ChargeKind::Fee, rule.fee), charge(ChargeKind::Interest, interest_sum)],
        title: rules.title(level, language),
        words: rules.words(level, language),
        issuer: issuer(view),
        waived: None,
    };
    print_reminder(view, &sample)
}
