//! Sending reminders, holding them back, and waiving what they charged.

use crate::business::billing::records::invoice;
use crate::business::billing::reminders::events::{
    ReminderChargesWaived, ReminderSent, RemindersResumed, RemindersStopped,
};
use crate::business::billing::reminders::plan::PlannedLetter;
use crate::business::billing::reminders::records::{
    INVOICE_TO_REMINDER_ID, INVOICE_TO_REMINDER_STOP, REMINDER_ID_TO_REMINDER, reminder, reminder_rules, reminder_stop,
};
use crate::business::billing::reminders::{Charge, ChargeKind, Reminder, ReminderLine, ReminderStop, Waived};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm;
use crate::business::ledger::rules::{Booked, default_interest_charged, reminder_charge_waived, reminder_fee_charged};
use crate::business::ledger::{self, NewPosting, Party, Personal, Printed};
use crate::business::mail::{NewMail, Template};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{CustomerId, Day, InvoiceId, Money, OrderId, ReminderId};

/// A reason is one sentence.
const REASON_MAX: usize = 300;

/// Sends a letter as it was planned: keeps it, books its charges, and lets it leave.
pub(in crate::business) fn send(tx: &mut Tx, letter: &PlannedLetter) -> Result<ReminderId, Failure> {
    let id: ReminderId = tx.next_id();
    let year = tx.today().year();
    let number = format!("M-{year}-{:05}", tx.next_number(&format!("M-{year}")));
    let told = tx.record(ReminderSent {
        reminder: id,
        number: number.clone(),
        level: letter.level,
        invoices: letter.lines.len(),
        total: letter.total.decimal(),
        fee: letter.fee.decimal(),
        interest: letter.interest.decimal(),
    });
    let mut reminder = written(tx, letter, number);
    reminder.charges = charged(tx, &told, id, letter, &reminder)?;
    for line in &reminder.lines {
        tx.save(&told, &INVOICE_TO_REMINDER_ID, &(line.invoice, id), &());
    }
    tx.save(&told, &REMINDER_ID_TO_REMINDER, &id, &reminder);
    let (recipient, language) = (reminder.email, reminder.language);
    let (template, subject) = (Template::Reminder, Subject::of(id));
    tx.post_mail(&told, NewMail { template, subject, recipient, language, secret: String::new() });
    Ok(id)
}

fn written(tx: &Tx, letter: &PlannedLetter, number: String) -> Reminder {
    let (rules, debtor) = (reminder_rules(tx), &letter.debtor);
    let line = |line: &crate::business::billing::reminders::PlannedLine| ReminderLine {
        invoice: line.claim.invoice,
        order: line.claim.order,
        number: line.claim.number.clone(),
        day: line.claim.day,
        due_on: line.claim.due_on,
        amount: line.claim.amount,
        open: line.claim.open,
        level: line.level,
        interest: line.interest.clone(),
    };
    Reminder {
        number,
        party: debtor.party,
        level: letter.level,
        at: tx.now(),
        day: tx.today(),
        pay_by: letter.pay_by,
        email: debtor.email.clone(),
        language: debtor.language,
        address: debtor.address.clone(),
        is_consumer: debtor.is_consumer,
        lines: letter.lines.iter().map(line).collect(),
        earlier: debtor.earlier,
        against: debtor.against,
        total: letter.total,
        charges: Vec::new(),
        title: rules.title(letter.level, debtor.language),
        words: rules.words(letter.level, debtor.language),
        issuer: firm::issuer(tx),
        waived: None,
    }
}

/// Books the fee, and the interest of each order.
fn charged(
    tx: &mut Tx,
    told: &Recorded,
    id: ReminderId,
    letter: &PlannedLetter,
    reminder: &Reminder,
) -> Result<Vec<Charge>, Failure> {
    let mut wanted: Vec<(ChargeKind, OrderId, Money)> = vec![(ChargeKind::Fee, letter.order, letter.fee)];
    for line in &letter.lines {
        let (order, interest) = (line.claim.order, line.interest_sum());
        let known = wanted.iter_mut().find(|(kind, of, _)| *kind == ChargeKind::Interest && *of == order);
        match known {
            Some((_, _, amount)) => *amount += interest,
            None => wanted.push((ChargeKind::Interest, order, interest)),
        }
    }
    let customer = customer_of(reminder.party);
    let mut charges = Vec::new();
    for (kind, order, amount) in wanted.into_iter().filter(|(_, _, amount)| amount.is_positive()) {
        let booked = booked(kind, customer, amount);
        let number = reminder.number.clone();
        let printed = Some(Printed { number, due_on: reminder.pay_by, service_on: None });
        let personal = Personal { buyer: Some((reminder.party, order)), printed, first: Vec::new() };
        let (day, subject) = (ledger::open_day(tx, tx.today()), Subject::of(id));
        let posting = ledger::book(tx, told, NewPosting { day, booked, subject, reverses: None, personal })?;
        charges.push(Charge { kind, order, amount, posting });
    }
    Ok(charges)
}

fn booked(kind: ChargeKind, customer: Option<CustomerId>, amount: Money) -> Booked {
    match kind {
        ChargeKind::Fee => reminder_fee_charged(customer, amount),
        ChargeKind::Interest => default_interest_charged(customer, amount),
    }
}

fn customer_of(party: Party) -> Option<CustomerId> {
    match party {
        Party::Customer(id) => Some(id),
        _ => None,
    }
}

/// Lets somebody off fee and interest of a reminder, with the reason. What was paid of them is theirs again.
pub fn waive_charges(tx: &mut Tx, id: ReminderId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::BillingRemind)?;
    let before = reminder(tx, id).ok_or_else(Failure::not_found)?;
    if before.waived.is_some() {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("reminders.refusal.waived_already")).into());
    }
    if before.charges.is_empty() {
        return Err(Complaint::new("reminders.refusal.no_charges").into());
    }
    let reason = reason_of(reason)?;
    let (number, amount) = (before.number.clone(), before.charged().decimal());
    let told = tx.record(ReminderChargesWaived { reminder: id, number, amount });
    let customer = customer_of(before.party);
    for charge in &before.charges {
        let booked = reminder_charge_waived(booked(charge.kind, customer, charge.amount));
        let personal = Personal { buyer: Some((before.party, charge.order)), ..Personal::default() };
        let (day, subject) = (ledger::open_day(tx, tx.today()), Subject::of(id));
        ledger::book(tx, &told, NewPosting { day, booked, subject, reverses: Some(charge.posting), personal })?;
    }
    let waived = Some(Waived { at: tx.now(), by: tx.actor().account(), reason });
    tx.save(&told, &REMINDER_ID_TO_REMINDER, &id, &Reminder { waived, ..before });
    Ok(())
}

/// Nobody is reminded of an invoice: through a day, or until somebody lifts it.
pub fn stop_reminders(tx: &mut Tx, id: InvoiceId, reason: &str, until: Option<Day>) -> Result<(), Failure> {
    tx.require(Permission::BillingRemind)?;
    let number = invoice(tx, id).ok_or_else(Failure::not_found)?.number;
    let mut complaints = Vec::new();
    if until.is_some_and(|until| until < tx.today()) {
        complaints.push(Complaint::new("reminders.refusal.day_passed").at("until"));
    }
    let reason = reason_of(reason);
    if let Err(Failure::Refused(refusal)) = &reason {
        complaints.extend(refusal.complaints.clone());
    }
    Failure::unless_empty(complaints)?;
    let (reason, at, by) = (reason?, tx.now(), tx.actor().account());
    let told = tx.record(RemindersStopped { invoice: id, number });
    tx.save(&told, &INVOICE_TO_REMINDER_STOP, &id, &ReminderStop { reason, until, at, by, lifted_at: None });
    Ok(())
}

/// The invoice is reminded of again.
pub fn resume_reminders(tx: &mut Tx, id: InvoiceId) -> Result<(), Failure> {
    tx.require(Permission::BillingRemind)?;
    let number = invoice(tx, id).ok_or_else(Failure::not_found)?.number;
    let standing = reminder_stop(tx, id).filter(|stop| stop.lifted_at.is_none());
    let Some(before) = standing else {
        return Err(Complaint::new("reminders.refusal.not_stopped").into());
    };
    let told = tx.record(RemindersResumed { invoice: id, number });
    let lifted_at = Some(tx.now());
    tx.save(&told, &INVOICE_TO_REMINDER_STOP, &id, &ReminderStop { lifted_at, ..before });
    Ok(())
}

fn reason_of(typed: &str) -> Result<String, Failure> {
    match typed.trim() {
        "" => Err(Complaint::new("billing.refusal.reason_missing").at("reason").into()),
        reason if reason.chars().count() > REASON_MAX => {
            let most = i64::try_from(REASON_MAX).unwrap_or(i64::MAX);
            Err(Complaint::new("billing.refusal.reason_too_long").at("reason").with("most", most).into())
        }
        reason => Ok(reason.to_owned()),
    }
}
