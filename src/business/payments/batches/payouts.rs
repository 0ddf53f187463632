//! What was paid out to one partner, and why something was not.

use crate::business::failure::Failure;
use crate::business::payments::batches::came_back;
use crate::business::payments::holds::newest_hold;
use crate::business::payments::{Batch, Hold, HoldReason, LeftOut, LeftOutReason, PaidParts, batches};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{BatchId, Day, Instant, Language, Money, PartnerId, RunId};

/// A transfer to a partner, or the reason why a batch had none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    pub batch: BatchId,
    /// The run after which the batch was made.
    pub run: Option<RunId>,
    pub made_at: Instant,
    pub execute_on: Day,
    /// The file has left the house.
    pub is_on_its_way: bool,
    pub paid: Result<Money, LeftOut>,
    /// What was taken off the balance; `None` where nothing was.
    pub parts: Option<PaidParts>,
    /// The day on which a bank sent the money back: it is owed again.
    pub came_back_on: Option<Day>,
    /// What the partner is told where the pay was held; `None` where that is not known any more.
    pub held_for: Option<HoldReason>,
}

/// Newest first, without batches that were taken back; for the partner and for those who see payments.
pub fn payouts_of_partner(view: &View, partner: PartnerId) -> Result<Vec<Payout>, Failure> {
    let is_own = view.may(Permission::PartnerPortal) && view.actor().partner == Some(partner);
    if !(is_own || view.may(Permission::PaymentsView)) {
        return Err(Failure::not_found());
    }
    let mut found: Vec<Payout> = batches(view)
        .into_iter()
        .filter(|(_, batch)| batch.state.is_live())
        .filter_map(|(id, batch)| Payout::of(view, id, &batch, partner))
        .collect();
    found.sort_by_key(|payout| std::cmp::Reverse(payout.batch));
    // Only the newest hold is kept: what was told of those before it nobody knows any more.
    if let Some(hold) = newest_hold(view, partner) {
        for payout in found.iter_mut().filter(|payout| payout.is_held_by(&hold)) {
            payout.held_for = hold.told;
        }
    }
    Ok(found)
}

impl Payout {
    /// The money has left: the file was made, and the bank's day has come.
    pub fn is_paid(&self, today: Day) -> bool {
        self.paid.is_ok() && self.is_on_its_way && self.execute_on <= today
    }

    /// Nothing was paid because of this hold. Where both have one instant, the hold was lifted after the payout.
    fn is_held_by(&self, hold: &Hold) -> bool {
        let is_held = self.paid.is_err_and(|left_out| left_out.reason == LeftOutReason::OnHold);
        let is_in_time = hold.since <= self.made_at && hold.lifted_at.is_none_or(|lifted_at| self.made_at <= lifted_at);
        is_held && is_in_time
    }

    /// Why nothing was paid, as the partner is told; empty where something was.
    pub fn why_not(&self, language: Language) -> String {
        match (&self.paid, self.held_for) {
            (Ok(_), _) => String::new(),
            (Err(_), Some(held_for)) => held_for.say(language),
            (Err(left_out), None) => left_out.reason.say(language),
        }
    }

    fn of(r: &dyn Read, id: BatchId, batch: &Batch, partner: PartnerId) -> Option<Payout> {
        let place = batch.transfers.iter().position(|transfer| transfer.partner == partner);
        let transfer = place.and_then(|place| batch.transfers.get(place));
        let left_out = batch.left_out.iter().find(|left_out| left_out.partner == partner);
        let paid = match (transfer, left_out) {
            (Some(transfer), _) => Ok(transfer.amount),
            (None, Some(left_out)) => Err(*left_out),
            (None, None) => return None,
        };
        Some(Payout {
            batch: id,
            run: batch.run,
            made_at: batch.created_at,
            execute_on: batch.execute_on,
            is_on_its_way: batch.state.has_left(),
            paid,
            parts: batch.parts_of(partner),
            came_back_on: place.and_then(|place| came_back(r, id, place)).map(|(day, _)| day),
            held_for: None,
        })
    }
}
