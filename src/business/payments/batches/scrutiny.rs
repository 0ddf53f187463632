//! What whoever agrees to a batch should know about its transfers, compared with those of earlier batches.

use std::collections::BTreeMap;

use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::partners;
use crate::business::payments::bank::house_accounts;
use crate::business::payments::batches::executed::{ExecutionPart, executions};
use crate::business::payments::records::{batch, batches};
use crate::business::payments::{Batch, Transfer};
use crate::business::people;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::text;
use crate::values::{BatchId, Day, Iban, Language, Money, PartnerId};

/// So many earlier batches are compared, newest first.
const BATCHES_COMPARED: usize = 24;
/// The same sum to the same account within so many days looks like the same payment.
const DAYS_OF_A_DOUBLE: i32 = 25;
/// More than so many times the largest payment so far is unusual, from this sum on.
const UNUSUAL_TIMES: i64 = 3;
const UNUSUAL_FROM_MINOR: i64 = 50_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: FindingKind,
    /// The transfer by its place in the batch.
    pub transfer: usize,
    /// The other payment that it is compared with, where there is one.
    pub other: Option<(BatchId, Day, Money)>,
    /// Another payee of the same account.
    pub payee: Option<PartnerId>,
}

/// The most serious come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// The money would go to an account of our own.
    OwnAccount,
    /// The same sum went to the same account a short time ago.
    PaidAlready,
    /// Two payees have one account.
    SharedAccount,
    /// The last payment came back from the same account.
    CameBack,
    /// The last payment went to another account.
    OtherAccount,
    /// Much more than ever before.
    Unusual,
    /// Nothing was paid before.
    First,
    /// No account holder is written down: the bank compares the payee's own name (Verification of Payee).
    HolderAssumed,
}

impl FindingKind {
    pub const ALL: [FindingKind; 8] = [
        FindingKind::OwnAccount,
        FindingKind::PaidAlready,
        FindingKind::SharedAccount,
        FindingKind::CameBack,
        FindingKind::OtherAccount,
        FindingKind::Unusual,
        FindingKind::First,
        FindingKind::HolderAssumed,
    ];

    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            FindingKind::OwnAccount => "own_account",
            FindingKind::PaidAlready => "paid_already",
            FindingKind::SharedAccount => "shared_account",
            FindingKind::CameBack => "came_back",
            FindingKind::OtherAccount => "other_account",
            FindingKind::Unusual => "unusual",
            FindingKind::First => "first",
            FindingKind::HolderAssumed => "holder_assumed",
        }
    }

    /// Each should be looked at; the others are told as a number.
    pub const fn is_serious(self) -> bool {
        !matches!(self, FindingKind::First | FindingKind::HolderAssumed)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("payments_out.finding.{}", self.word()))
    }
}

/// Everything to know about the transfers of a batch, the most serious first.
pub fn findings(view: &View<'_>, id: BatchId) -> Result<Vec<Finding>, Failure> {
    view.require(Permission::PaymentsView)?;
    let batch = batch(view, id).ok_or_else(Failure::not_found)?;
    let before: Vec<(BatchId, Batch)> = batches(view)
        .into_iter()
        .filter(|(other, before)| *other < id && before.state.is_live())
        .take(BATCHES_COMPARED)
        .collect();
    let compared = Compared::of(view, &before);
    let mut own: Vec<Iban> = house_accounts(view).into_iter().map(|(_, account)| account.iban).collect();
    own.extend(firm(view).and_then(|firm| firm.iban));
    let mut payees: BTreeMap<&Iban, PartnerId> = BTreeMap::new();
    let mut found = Vec::new();
    for (place, transfer) in batch.transfers.iter().enumerate() {
        let mut tell = |kind, other, payee| found.push(Finding { kind, transfer: place, other, payee });
        if own.contains(&transfer.iban) {
            tell(FindingKind::OwnAccount, None, None);
        }
        match payees.get(&transfer.iban) {
            Some(payee) => tell(FindingKind::SharedAccount, None, Some(*payee)),
            None => drop(payees.insert(&transfer.iban, transfer.partner)),
        }
        for (kind, other) in compared.with(transfer, batch.execute_on) {
            tell(kind, other, None);
        }
        if is_holder_assumed(view, transfer) {
            tell(FindingKind::HolderAssumed, None, None);
        }
    }
    found.sort_by_key(|finding| (finding.kind, finding.transfer));
    Ok(found)
}

/// The payments so far, by payee and newest first.
struct Compared<'a> {
    by_partner: BTreeMap<PartnerId, Vec<Earlier<'a>>>,
    is_first_batch: bool,
}

struct Earlier<'a> {
    batch: BatchId,
    execute_on: Day,
    transfer: &'a Transfer,
    came_back: bool,
}

type Told = (FindingKind, Option<(BatchId, Day, Money)>);

impl<'a> Compared<'a> {
    fn of(r: &dyn Read, before: &'a [(BatchId, Batch)]) -> Compared<'a> {
        let mut by_partner: BTreeMap<PartnerId, Vec<Earlier<'a>>> = BTreeMap::new();
        for (id, batch) in before {
            let returned: Vec<u32> = executions(r, *id)
                .into_iter()
                .filter_map(|(_, execution)| match execution.part {
                    ExecutionPart::Returned(place, _) => Some(place),
                    ExecutionPart::Whole | ExecutionPart::One(_) => None,
                })
                .collect();
            for (place, transfer) in (0_u32..).zip(&batch.transfers) {
                let came_back = returned.contains(&place);
                let earlier = Earlier { batch: *id, execute_on: batch.execute_on, transfer, came_back };
                by_partner.entry(transfer.partner).or_default().push(earlier);
            }
        }
        Compared { by_partner, is_first_batch: before.is_empty() }
    }

    fn with(&self, transfer: &Transfer, execute_on: Day) -> Vec<Told> {
        let Some(earlier) = self.by_partner.get(&transfer.partner) else {
            // In the first batch of all everybody is paid for the first time.
            return if self.is_first_batch { Vec::new() } else { vec![(FindingKind::First, None)] };
        };
        let told = |kind, one: &Earlier<'_>| (kind, Some((one.batch, one.execute_on, one.transfer.amount)));
        let mut found = Vec::new();
        let is_double = |one: &&Earlier<'_>| {
            one.transfer.amount == transfer.amount
                && one.transfer.iban == transfer.iban
                && !one.came_back
                && execute_on.days_since(one.execute_on) <= DAYS_OF_A_DOUBLE
        };
        found.extend(earlier.iter().find(is_double).map(|one| told(FindingKind::PaidAlready, one)));
        if let Some(last) = earlier.first() {
            if last.transfer.iban != transfer.iban {
                found.push(told(FindingKind::OtherAccount, last));
            } else if last.came_back {
                found.push(told(FindingKind::CameBack, last));
            }
        }
        if let Some(largest) = earlier.iter().max_by_key(|one| one.transfer.amount.minor()) {
            let usual = largest.transfer.amount.minor().saturating_mul(UNUSUAL_TIMES);
            if transfer.amount.minor() > usual.max(UNUSUAL_FROM_MINOR) {
                found.push(told(FindingKind::Unusual, largest));
            }
        }
        found
    }
}

fn is_holder_assumed(r: &dyn Read, transfer: &Transfer) -> bool {
    let person = partners::partner(r, transfer.partner).and_then(|partner| people::person(r, partner.person));
    person.is_some_and(|person| person.account_holder.trim().is_empty() && person.name() == transfer.name)
}
