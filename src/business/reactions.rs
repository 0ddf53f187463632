//! When this happens, that follows: one ordered match over all events, in the transaction of its cause.

mod accounts;
mod approvals;
mod bank;
mod credit;
mod goods;
mod incoming;
mod letters;
mod money;
mod orders;
mod partners;
mod reminders;
mod runs;

use crate::business::event::Event;
use crate::business::failure::Failure;
use crate::business::tx::{Recorded, Tx};
use crate::store::Fault;

/// A chain of consequences longer than this is a circle.
const ROUNDS_MAX: usize = 16;

/// Answers everything a command told, and what the answers told in turn.
pub fn answer_all(tx: &mut Tx) -> Result<(), Failure> {
    for _ in 0..ROUNDS_MAX {
        let events = tx.take_unanswered();
        if events.is_empty() {
            return Ok(());
        }
        for (told, event) in &events {
            answer(tx, told, event)?;
            credit::follow(tx, told, event);
        }
    }
    Err(Fault::new("consequences that never end").into())
}

fn answer(tx: &mut Tx, told: &Recorded, event: &Event) -> Result<(), Failure> {
    match event {
        Event::PartnerActivated(activated) => accounts::partner_activated(tx, activated),
        Event::PositionInherited(inherited) => accounts::position_inherited(tx, inherited),
        Event::AccountCreated(created) => accounts::account_created(tx, created),
        Event::OrderPlaced(placed) => orders::placed(tx, told, placed.order),
        Event::OrderCorrected(corrected) => orders::corrected(tx, told, corrected.order),
        Event::OrderCancelled(cancelled) => orders::cancelled(tx, told, cancelled),
        Event::OrderImported(imported) => orders::imported(tx, told, imported),
        Event::OrderCredited(credited) => orders::credited(tx, told, credited),
        Event::WithdrawalReceived(received) => orders::withdrawn(tx, told, received),
        Event::OrderPicked(picked) => goods::picked(tx, told, picked.order),
        Event::PickingUndone(undone) => goods::picking_undone(tx, told, undone.order),
        Event::ParcelPacked(packed) => goods::packed(tx, told, packed),
        Event::ParcelHandedOver(handed_over) => goods::handed_over(tx, told, handed_over),
        Event::GoodsReturned(returned) => goods::returned(tx, told, returned),
        Event::PaymentRecorded(recorded) => money::recorded(tx, told, recorded.order, recorded.payment),
        Event::PaymentReversed(reversed) => money::settle(tx, told, reversed.order),
        Event::DocumentIssued(issued) => money::issued(tx, told, issued.order, issued.invoice),
        Event::InvoiceCancelled(cancelled) => money::issued(tx, told, cancelled.order, cancelled.invoice),
        Event::SentWithoutData(sent) => {
            letters::sent_without_data(tx, sent.invoice);
            Ok(())
        }
        Event::IncomingReceived(received) => {
            incoming::received(tx, received.incoming);
            Ok(())
        }
        Event::IncomingChecked(checked) => {
            incoming::decided(tx, checked.incoming);
            Ok(())
        }
        Event::IncomingRejected(rejected) => {
            incoming::decided(tx, rejected.incoming);
            Ok(())
        }
        Event::IncomingReopened(reopened) => {
            incoming::reopened(tx, reopened.incoming);
            Ok(())
        }
        Event::ReminderSent(sent) => {
            reminders::sent(tx, sent.reminder);
            Ok(())
        }
        Event::ReminderChargesWaived(waived) => reminders::waived(tx, told, waived.reminder),
        Event::ApprovalDecided(decided) => approvals::decided(tx, decided),
        Event::RunOpened(opened) => runs::opened(tx, opened.run),
        Event::RunCalculated(calculated) => runs::calculated(tx, calculated.run),
        Event::RunSubmitted(submitted) => runs::submitted(tx, submitted.run),
        Event::RunDecided(decided) => runs::decided(tx, decided.run, decided.agreed),
        Event::RunPosted(posted) => runs::posted(tx, posted.run),
        Event::RunCancelled(cancelled) => runs::cancelled(tx, cancelled.run),
        Event::ObjectionRaised(raised) => runs::objected(tx, raised.objection),
        Event::ObjectionAnswered(answered) => runs::answered(tx, told, answered),
        Event::TreeRequestDecided(decided) => partners::request_decided(tx, told, decided),
        Event::BatchMade(made) => runs::paid(tx, made),
        Event::TransferReturned(returned) => money::came_back(tx, returned.partner),
        Event::FirmChanged(_) | Event::FirmPartChanged(_) => bank::firm_changed(tx),
        Event::DebitReturned(returned) => {
            bank::debit_came_back(tx, returned.order);
            Ok(())
        }
        Event::DebitRejected(rejected) => {
            bank::debit_came_back(tx, rejected.order);
            Ok(())
        }
        Event::BankStatementTaken(taken) => bank::statement_taken(tx, taken),
        // Everything else ends with itself.
        _ => Ok(()),
    }
}
