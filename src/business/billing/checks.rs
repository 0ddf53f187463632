//! What must always hold between invoices, their numbers and the logos on them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::business::billing::papers::is_whole;
use crate::business::billing::records::{
    INVOICE_ID_TO_INVOICE, INVOICE_ID_TO_PAPER, INVOICE_ID_TO_SEAL, NUMBER_TO_INVOICE_ID, ORDER_TO_INVOICE_ID, invoice,
};
use crate::business::billing::{Invoice, Seal};
use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::firm::logo_of;
use crate::store::{Read, Span, compare};
use crate::values::InvoiceId;

/// An invoice is found by its number and its order.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let numbers = |id: &InvoiceId, invoice: &Invoice| vec![(invoice.number.clone(), *id)];
    let orders = |id: &InvoiceId, invoice: &Invoice| vec![((invoice.order, *id), ())];
    let mut found = compare(r, (&INVOICE_ID_TO_INVOICE, &NUMBER_TO_INVOICE_ID), numbers, |_, id| *id);
    found.extend(compare(r, (&INVOICE_ID_TO_INVOICE, &ORDER_TO_INVOICE_ID), orders, |(_, id), ()| *id));
    Defect::all(found)
}

/// Numbers run from 1 without a gap, in every range and year (§ 11 UStG, § 14 UStG).
pub(in crate::business) fn numbers(r: &dyn Read) -> Vec<Defect> {
    let mut ranges: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    let mut defects = Vec::new();
    r.each(&INVOICE_ID_TO_INVOICE, Span::all(), |id, invoice: Invoice| {
        let parted = invoice.number.rsplit_once('-').and_then(|(range, number)| Some((range, number.parse().ok()?)));
        match parted {
            Some((range, number)) if ranges.entry(range.to_owned()).or_default().insert(number) => {}
            Some(_) => defects.push(about(id, "checks.billing.number_twice", &invoice.number)),
            None => defects.push(about(id, "checks.billing.number_strange", &invoice.number)),
        }
        ControlFlow::Continue(())
    });
    for (range, numbers) in &ranges {
        let last = numbers.last().copied().unwrap_or(0);
        for missing in (1..=last).filter(|number| !numbers.contains(number)) {
            let complaint =
                Complaint::new("checks.billing.number_missing").with("number", format!("{range}-{missing:05}"));
            defects.push(Defect::new(range.clone(), complaint));
        }
    }
    defects
}

/// The logo of every document is kept, so that it can be printed again as it was issued.
pub(in crate::business) fn logos(r: &dyn Read) -> Vec<Defect> {
    let mut kept: BTreeMap<u64, bool> = BTreeMap::new();
    let mut defects = Vec::new();
    r.each(&INVOICE_ID_TO_INVOICE, Span::all(), |id, invoice: Invoice| {
        let numbered = invoice.issuer.as_ref().and_then(|issuer| Some((issuer, issuer.logo?)));
        if let Some((issuer, number)) = numbered
            && !*kept.entry(number).or_insert_with(|| logo_of(r, issuer).is_some())
        {
            defects.push(about(id, "checks.billing.logo_missing", &invoice.number));
        }
        ControlFlow::Continue(())
    });
    defects
}

/// Every kept paper is what its seal says, and no seal is without its document and its paper.
pub(in crate::business) fn papers(r: &dyn Read) -> Vec<Defect> {
    let mut defects = Vec::new();
    r.each(&INVOICE_ID_TO_SEAL, Span::all(), |id, seal: Seal| {
        match invoice(r, id) {
            Some(_) if is_whole(r, id, &seal) => {}
            Some(document) => defects.push(about(id, "checks.billing.paper_broken", &document.number)),
            None => defects.push(about(id, "checks.billing.paper_broken", &id.to_string())),
        }
        ControlFlow::Continue(())
    });
    for id in r.keys(&INVOICE_ID_TO_PAPER, Span::all()).into_iter().filter(|id| !r.has(&INVOICE_ID_TO_SEAL, id)) {
        defects.push(about(id, "checks.billing.paper_unsealed", &id.to_string()));
    }
    defects
}

fn about(id: InvoiceId, key: &'static str, number: &str) -> Defect {
    Defect::new(format!("invoice:{id}"), Complaint::new(key).with("number", number))
}
