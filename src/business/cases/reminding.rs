//! Reminders, seen and sent: this room knows which orders are disputed, and stands behind collections and the banks'
//! statements.

use std::collections::BTreeSet;

use crate::business::billing::reminders::{self, HeldBack, Law, Plan, late_orders, plan, reminder_rules};
use crate::business::cases::case::CaseState;
use crate::business::cases::records::cases_of;
use crate::business::cases::template::COMPLAINT;
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm;
use crate::business::payments::collections::items_on_their_way;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::store::{Read, Subject};
use crate::values::{Day, OrderId, ReminderId};

/// So many letters are booked in one go; more are sent in the next.
pub const LETTERS_AT_ONCE: usize = 100;

/// Who would be written to today, and who would not.
pub fn plan_reminders(view: &View<'_>) -> Result<Plan, Failure> {
    view.require(Permission::BillingRemind)?;
    Ok(planned(view, view.today()))
}

/// Whether anybody would be written to today; for whoever may send reminders.
pub fn reminders_due(view: &View<'_>) -> usize {
    if view.may(Permission::BillingRemind) { planned(view, view.today()).letters.len() } else { 0 }
}

/// Sends the letters with these marks, as they were seen. Where one of them is another by now, none is sent.
pub fn send_reminders(tx: &mut Tx, marks: &[String]) -> Result<Vec<ReminderId>, Failure> {
    tx.require(Permission::BillingRemind)?;
    if marks.is_empty() {
        return Err(Complaint::new("reminders.refusal.none_chosen").into());
    }
    if marks.len() > LETTERS_AT_ONCE {
        let most = i64::try_from(LETTERS_AT_ONCE).unwrap_or(i64::MAX);
        return Err(Complaint::new("reminders.refusal.too_many").with("most", most).into());
    }
    let letters = planned(tx, tx.today()).letters;
    let wanted: BTreeSet<&String> = marks.iter().collect();
    let chosen: Vec<_> = letters.iter().filter(|letter| wanted.contains(&letter.mark())).collect();
    if chosen.len() != wanted.len() {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("reminders.refusal.changed_meanwhile")).into());
    };
    chosen.into_iter().map(|letter| reminders::send(tx, letter)).collect()
}

fn planned(r: &dyn Read, today: Day) -> Plan {
    let held_back = HeldBack { disputed: disputed(r, today), collected: items_on_their_way(r) };
    let debtors = reminders::debtors(r, today, &held_back);
    plan(&reminder_rules(r), Law::of(firm::home(r)), debtors, today)
}

/// The late orders of which a complaint is not answered.
fn disputed(r: &dyn Read, today: Day) -> BTreeSet<OrderId> {
    let is_disputed = |id: &OrderId| {
        let cases = cases_of(r, &Subject::of(*id));
        cases.iter().any(|(_, case)| case.template == COMPLAINT.key && case.state == CaseState::Open)
    };
    late_orders(r, today).into_iter().filter(is_disputed).collect()
}
