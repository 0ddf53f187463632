//! What must always hold between self-billing credit notes, statements and the books.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::business::commissions::runs::stored_statement;
use crate::business::commissions::self_billing::SelfBilled;
use crate::business::commissions::self_billing::records::{
    RUN_AND_PARTNER_TO_SELF_BILLED_ID, SELF_BILLED_ID_TO_SELF_BILLED, fate, standing_document,
};
use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::ledger::{LedgerAccount, LedgerKey, posting};
use crate::store::{Read, Span, compare};
use crate::values::{Money, PartnerId, PostingId, RunId, SelfBilledId};

/// Documents are found by their statement; their numbers have no gap (§ 11 UStG, § 14 UStG); the books hold their tax;
/// and the documents of a statement together are the statement, or nothing.
pub(in crate::business) fn documents(r: &dyn Read) -> Vec<Defect> {
    let rows = |id: &SelfBilledId, document: &SelfBilled| vec![((document.run, document.partner, *id), ())];
    let records = (&SELF_BILLED_ID_TO_SELF_BILLED, &RUN_AND_PARTNER_TO_SELF_BILLED_ID);
    let mut defects = Defect::all(compare(r, records, rows, |(_, _, id), ()| *id));
    let mut ranges: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    let mut sums: BTreeMap<(RunId, PartnerId), Money> = BTreeMap::new();
    r.each(&SELF_BILLED_ID_TO_SELF_BILLED, Span::all(), |id, document: SelfBilled| {
        let parted = document.number.rsplit_once('-').and_then(|(range, number)| Some((range, number.parse().ok()?)));
        let is_new = parted.is_some_and(|(range, number)| ranges.entry(range.to_owned()).or_default().insert(number));
        if !is_new {
            defects.push(about(id, "checks.self_billing.number", &document.number));
        }
        if document.gross != document.net + document.tax || !is_booked(r, id, &document) {
            defects.push(about(id, "checks.self_billing.tax", &document.number));
        }
        let sum = sums.entry((document.run, document.partner)).or_insert(Money::zero(document.net.currency()));
        *sum += document.net;
        ControlFlow::Continue(())
    });
    for (range, numbers) in &ranges {
        let last = numbers.last().copied().unwrap_or(0);
        for missing in (1..=last).filter(|number| !numbers.contains(number)) {
            let complaint = Complaint::new("checks.billing.number_missing");
            defects.push(Defect::new(range.clone(), complaint.with("number", format!("{range}-{missing:05}"))));
        }
    }
    defects.extend(sums.into_iter().filter_map(|((run, partner), sum)| {
        let standing = standing_document(r, run, partner);
        let expected = standing.and_then(|_| stored_statement(r, run, partner)).map(|statement| statement.total);
        let complaint = Complaint::new("checks.self_billing.sum").with("partner", partner.to_string());
        let is_right = sum == expected.unwrap_or(Money::zero(sum.currency()));
        (!is_right).then(|| Defect::new(format!("run:{run}"), complaint.with("sum", sum)))
    }));
    defects
}

/// What it charges and what the firm owes stand in its posting, and what an objection took back in another one.
fn is_booked(r: &dyn Read, id: SelfBilledId, document: &SelfBilled) -> bool {
    let payable = LedgerKey::of_partner(LedgerAccount::CommissionPayable, document.partner);
    let owed = LedgerKey::whole(LedgerAccount::ReverseChargeVat);
    let back = fate(r, id).taken_back.map(|(_, posting)| posting);
    let is_back = back.is_none_or(|back| on(r, back, payable) == document.tax.minor() && on(r, back, owed) == 0);
    is_back
        && match document.posting {
            Some(own) => on(r, own, payable) == -document.tax.minor() && on(r, own, owed) == -document.owed_tax.minor(),
            None if document.owed_tax.is_zero() => {
                let was_taken_back = |id: SelfBilledId| fate(r, id).taken_back.is_some();
                document.tax.is_zero() || document.cancels.is_some_and(was_taken_back)
            }
            None => false,
        }
}

/// What a posting moves on an account.
fn on(r: &dyn Read, id: PostingId, key: LedgerKey) -> i64 {
    let lines = posting(r, id).map(|posting| posting.lines).unwrap_or_default();
    lines.iter().filter(|line| line.key == key).map(|line| line.amount.minor()).sum()
}

fn about(id: SelfBilledId, key: &'static str, number: &str) -> Defect {
    Defect::new(format!("self_billed:{id}"), Complaint::new(key).with("number", number))
}
