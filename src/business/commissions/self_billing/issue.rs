//! Writing a self-billing credit note, and what stands in its way.

use crate::business::catalog::{TaxClass, vat_rate};
use crate::business::commissions::self_billing::records::{
    RUN_AND_PARTNER_TO_SELF_BILLED_ID, SELF_BILLED_ID_TO_SELF_BILLED,
};
use crate::business::commissions::self_billing::{NoDocument, SelfBilled, SelfBilledIssued, Supplier};
use crate::business::failure::Failure;
use crate::business::firm::{Issuer, tax_terms};
use crate::business::ledger::rules::{Booked, SelfBilledTax, self_billed};
use crate::business::ledger::{self, NewPosting, Personal, Printed};
use crate::business::mail::{NewMail, Template};
use crate::business::orders::TaxReason;
use crate::business::people::{Person, TaxStatus, VatStatus, tax_status_on};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Subject};
use crate::values::{Day, Money, PartnerId, Period, PersonId, PostingId, Rate, RunId, SelfBilledId};

/// One statement that is settled.
#[derive(Clone, Copy)]
pub struct Settling<'s> {
    pub run: RunId,
    pub period: Period,
    pub partner: PartnerId,
    pub number: &'s str,
    pub person: PersonId,
    pub known: &'s Person,
    pub net: Money,
    pub issuer: &'s Issuer,
}

/// How a statement is taxed.
struct Taxed {
    rate: Rate,
    reason: Option<TaxReason>,
    tax: Money,
    owed: Money,
}

/// The status by which a statement is settled: that of the last day of its period, and with consent.
pub(super) fn status_of(r: &dyn Read, settling: &Settling<'_>, today: Day) -> Result<TaxStatus, NoDocument> {
    if settling.net.is_zero() {
        return Err(NoDocument::Nothing);
    }
    let status = tax_status_on(r, settling.person, settling.period.last()).ok_or(NoDocument::NothingTold)?;
    if status.status == VatStatus::NoBusiness {
        return Err(NoDocument::NoBusiness);
    }
    if status.agreed_on.is_none_or(|on| on > today) {
        return Err(NoDocument::NotAgreed);
    }
    if settling.known.address.is_none() {
        return Err(NoDocument::NoAddress);
    }
    taxed(settling, status.status)?;
    Ok(status)
}

fn taxed(settling: &Settling<'_>, status: VatStatus) -> Result<Taxed, NoDocument> {
    let nothing = Money::zero(settling.net.currency());
    let at_home = || {
        let rate = vat_rate(settling.issuer.home, TaxClass::Standard, settling.period.last());
        rate.ok_or(NoDocument::NoRate)
    };
    Ok(match status {
        VatStatus::Regular => {
            let rate = at_home()?;
            Taxed { rate, reason: None, tax: settling.net.at_rate(rate), owed: nothing }
        }
        VatStatus::Abroad | VatStatus::OutsideUnion => {
            let is_outside = status == VatStatus::OutsideUnion;
            let reason = if is_outside { TaxReason::OutOfScope } else { TaxReason::ReverseCharge };
            let owed = settling.net.at_rate(at_home()?);
            Taxed { rate: Rate::ZERO, reason: Some(reason), tax: nothing, owed }
        }
        VatStatus::SmallBusiness | VatStatus::NoBusiness => {
            Taxed { rate: Rate::ZERO, reason: Some(TaxReason::SmallBusiness), tax: nothing, owed: nothing }
        }
    })
}

/// Writes the document of a statement and books its tax; the reason where there can be none.
pub fn issue(tx: &mut Tx, settling: &Settling<'_>) -> Result<Result<SelfBilledId, NoDocument>, Failure> {
    let status = match status_of(tx, settling, tx.today()) {
        Ok(status) => status,
        Err(reason) => return Ok(Err(reason)),
    };
    let taxed = match taxed(settling, status.status) {
        Ok(taxed) => taxed,
        Err(reason) => return Ok(Err(reason)),
    };
    let Some(address) = settling.known.address.clone() else { return Ok(Err(NoDocument::NoAddress)) };
    let known = settling.known;
    let mut document = SelfBilled {
        number: next_number(tx),
        issued_at: tx.now(),
        day: tx.today(),
        run: settling.run,
        partner: settling.partner,
        period: settling.period,
        issuer: settling.issuer.clone(),
        supplier: Supplier {
            number: settling.number.to_owned(),
            address,
            vat_id: status.vat_id,
            tax_number: status.tax_number,
            language: known.language,
            email: known.email.clone(),
            phone: known.phone.clone(),
            iban: known.iban.clone(),
        },
        status: status.status,
        net: settling.net,
        rate: taxed.rate,
        tax: taxed.tax,
        gross: settling.net + taxed.tax,
        tax_reason: taxed.reason,
        owed_tax: taxed.owed,
        deducts: !tax_terms(tx).is_small_on(tx.today()),
        posting: None,
        cancels: None,
    };
    let id = tx.next_id();
    let told = tx.record(SelfBilledIssued {
        document: id,
        number: document.number.clone(),
        run: document.run,
        partner: document.partner,
        net: document.net.decimal(),
        tax: document.tax.decimal(),
    });
    document.posting = book(tx, &told, &document, self_billed(&tax_of(&document)), None)?;
    keep(tx, &told, id, &document);
    send(tx, &told, id, &document);
    Ok(Ok(id))
}

/// A document is one when it has reached whom it is about (§ 14 (2) UStG, § 11 (8) UStG).
pub(super) fn send(tx: &mut Tx, told: &Recorded, id: SelfBilledId, document: &SelfBilled) {
    let Supplier { email: Some(recipient), language, .. } = &document.supplier else { return };
    let (template, subject, recipient) = (Template::SelfBilled, Subject::of(id), recipient.clone());
    tx.post_mail(told, NewMail { template, subject, recipient, language: *language, secret: String::new() });
}

pub(super) fn next_number(tx: &mut Tx) -> String {
    let year = tx.today().year();
    let number = tx.next_number(&format!("SB-{year}"));
    format!("SB-{year}-{number:05}")
}

pub(super) fn tax_of(document: &SelfBilled) -> SelfBilledTax {
    let SelfBilled { partner, tax, owed_tax, deducts, .. } = *document;
    SelfBilledTax { partner, charged: tax, owed: owed_tax, deducts }
}

/// The tax belongs to the item of the statement, so that what is open is what stands on the document.
pub(super) fn book(
    tx: &mut Tx,
    told: &Recorded,
    document: &SelfBilled,
    booked: Option<Booked>,
    reverses: Option<PostingId>,
) -> Result<Option<PostingId>, Failure> {
    let Some(booked) = booked else { return Ok(None) };
    let day = ledger::open_day(tx, document.day);
    let service_on = Some(document.period.last());
    let printed = Some(Printed { number: document.number.clone(), due_on: day, service_on });
    let personal = Personal { printed, ..Personal::default() };
    let subject = Subject::of(document.run);
    ledger::book(tx, told, NewPosting { day, booked, subject, reverses, personal }).map(Some)
}

pub(super) fn keep(tx: &mut Tx, told: &Recorded, id: SelfBilledId, document: &SelfBilled) {
    tx.save(told, &RUN_AND_PARTNER_TO_SELF_BILLED_ID, &(document.run, document.partner, id), &());
    tx.save(told, &SELF_BILLED_ID_TO_SELF_BILLED, &id, document);
}
