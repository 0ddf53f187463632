//! What must always hold in the books.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::ledger::Posting;
use crate::business::ledger::records::{ACCOUNT_TO_BALANCE, POSTING_ID_TO_POSTING};
use crate::store::{Read, Span};

/// Every posting sums to zero.
pub(in crate::business) fn postings(r: &dyn Read) -> Vec<Defect> {
    let mut defects = Vec::new();
    r.each(&POSTING_ID_TO_POSTING, Span::all(), |id, posting: Posting| {
        if !posting.is_balanced() {
            let complaint = Complaint::new("checks.ledger.unbalanced").with("posting", id.to_string());
            defects.push(Defect::new(format!("posting:{id}"), complaint));
        }
        ControlFlow::Continue(())
    });
    defects
}

/// The balance of an account is the sum of its postings.
pub(in crate::business) fn balances(r: &dyn Read) -> Vec<Defect> {
    let mut posted: BTreeMap<(u8, u64), i64> = BTreeMap::new();
    r.each(&POSTING_ID_TO_POSTING, Span::all(), |_, posting: Posting| {
        for line in &posting.lines {
            *posted.entry((line.key.account.number(), line.key.sub_account)).or_default() += line.amount.minor();
        }
        ControlFlow::Continue(())
    });
    let kept: BTreeMap<(u8, u64), i64> = r.scan(&ACCOUNT_TO_BALANCE, Span::all()).into_iter().collect();
    let keys: BTreeSet<(u8, u64)> = posted.keys().chain(kept.keys()).copied().collect();
    let differing = keys.into_iter().filter_map(|(account, sub_account)| {
        let posted = posted.get(&(account, sub_account)).copied().unwrap_or(0);
        let kept = kept.get(&(account, sub_account)).copied().unwrap_or(0);
        (posted != kept).then(|| {
            let complaint = Complaint::new("checks.ledger.balance").with("account", u32::from(account));
            let complaint = complaint.with("sub_account", sub_account.to_string());
            Defect::new(format!("account:{account}/{sub_account}"), complaint.with("kept", kept).with("posted", posted))
        })
    });
    differing.collect()
}
