//! Objecting to a document, and writing one that could not be written when its run was posted.

use crate::business::commissions::objections::{NewObjection, raise_objection};
use crate::business::commissions::self_billing::issue::{Settling, book, issue, tax_of};
use crate::business::commissions::self_billing::records::{SELF_BILLED_ID_TO_FATE, fate, standing_document};
use crate::business::commissions::self_billing::views::{Settled, settled};
use crate::business::commissions::self_billing::{Fate, NoDocument, SelfBilled, SelfBilledObjected};
use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::rules::self_billed_objected;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::text;
use crate::values::{ObjectionId, PartnerId, RunId, SelfBilledId};

/// So long the portal takes an objection. The law knows no term; whoever is later writes to the office.
pub const OBJECTION_DAYS: i32 = 60;

/// A partner objects to the document of the own statement: from now on it is no invoice any more, whatever the answer
/// will be, and its VAT is neither deducted nor paid. The case follows.
pub fn object_to_self_billed(tx: &mut Tx, run: RunId, because: &str) -> Result<ObjectionId, Failure> {
    tx.require(Permission::PartnerPortal)?;
    let partner = tx.actor().partner.ok_or_else(Failure::not_found)?;
    let (id, document) = standing_document(tx, run, partner).ok_or_else(Failure::not_found)?;
    let before = fate(tx, id);
    if before.objection.is_some() {
        return Err(Complaint::new("self_billing.refusal.objected").with("number", document.number).into());
    }
    let until = document.day.plus_days(OBJECTION_DAYS);
    if tx.today() > until {
        return Err(Complaint::new("self_billing.refusal.too_late").at("text").with("until", until).into());
    }
    let because = because.trim();
    let text = match because.is_empty() {
        true => String::new(),
        false => text!(document.supplier.language, "self_billing.objection", number = document.number, text = because),
    };
    let objection = raise_objection(tx, &NewObjection { run, line: None, text })?;
    let told = tx.record(SelfBilledObjected { document: id, objection });
    let (booked, today) = (self_billed_objected(&tax_of(&document)), tx.today());
    let objected = SelfBilled { day: today, ..document.clone() };
    let taken_back = book(tx, &told, &objected, booked, document.posting)?.map(|posting| (today, posting));
    tx.save(&told, &SELF_BILLED_ID_TO_FATE, &id, &Fate { objection: Some(objection), taken_back, ..before });
    Ok(objection)
}

/// Writes the document of a posted statement that has none, now that nothing stands in its way.
pub fn issue_self_billed(tx: &mut Tx, run: RunId, partner: PartnerId) -> Result<SelfBilledId, Failure> {
    tx.require(Permission::CommissionsPost)?;
    if let Some((_, document)) = standing_document(tx, run, partner) {
        return Err(Complaint::new("self_billing.refusal.is_there").with("number", document.number).into());
    }
    write_for(tx, run, partner)?.map_err(|reason| match reason {
        NoDocument::Nothing => Complaint::new("self_billing.missing.nothing").into(),
        NoDocument::NothingTold => Complaint::new("self_billing.missing.nothing_told").into(),
        NoDocument::NotAgreed => Complaint::new("self_billing.missing.not_agreed").into(),
        NoDocument::NoBusiness => Complaint::new("self_billing.missing.no_business").into(),
        NoDocument::NoAddress => Complaint::new("self_billing.missing.no_address").into(),
        NoDocument::NoRate => Complaint::new("self_billing.missing.no_rate").into(),
        NoDocument::Unknown => Complaint::new("self_billing.missing.unknown").into(),
    })
}

pub(super) fn write_for(
    tx: &mut Tx,
    run: RunId,
    partner: PartnerId,
) -> Result<Result<SelfBilledId, NoDocument>, Failure> {
    let Some(Settled { period, number, person, known, net, issuer }) = settled(tx, run, partner) else {
        return Ok(Err(NoDocument::Unknown));
    };
    issue(tx, &Settling { run, period, partner, number: &number, person, known: &known, net, issuer: &issuer })
}
