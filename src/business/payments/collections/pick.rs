//! What can be collected: open items of customers with a mandate, each with its day, or why not.

use std::collections::BTreeMap;

use crate::business::customers::customer;
use crate::business::failure::Failure;
use crate::business::ledger::{ItemKey, ItemKind, LedgerAccount, OpenItem, Party, open_items};
use crate::business::payments::bank_day::bank_day_from;
use crate::business::payments::collections::records::{disputed_items, items_on_their_way};
use crate::business::payments::collections::{CollectSettings, Debit, DebitState, SequenceType, collect_settings};
use crate::business::payments::mandates::{Mandate, MandateStanding, mandates_of};
use crate::business::people::{Person, person};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::text;
use crate::values::{Currency, CustomerId, Day, Language, MandateId, Money, OrderId};

/// Banks take no larger file by upload.
const DEBITS_MAX: usize = 10_000;

/// Countries of the European Economic Area by their codes; for others the payer's address goes along (EPC153-22).
const EEA: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// What a collection would hold now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CollectPlan {
    /// In the order of the file, numbered when the collection is made.
    pub debits: Vec<Debit>,
    /// Items of customers with a mandate that are not collected.
    pub left_out: Vec<LeftOutDebit>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutDebit {
    pub customer: CustomerId,
    pub document: String,
    pub open: Money,
    pub why: LeftOutWhy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOutWhy {
    AwaitingBank,
    Suspended,
    Void,
    /// SEPA moves euros and nothing else.
    NoEuro,
    /// Nobody can be told beforehand.
    NoEmail,
    /// The customer has asked for the money back.
    Disputed,
    NextFile,
}

impl LeftOutWhy {
    pub fn say(self, language: Language) -> String {
        let word = match self {
            LeftOutWhy::AwaitingBank => "awaiting_bank",
            LeftOutWhy::Suspended => "suspended",
            LeftOutWhy::Void => "void",
            LeftOutWhy::NoEuro => "no_euro",
            LeftOutWhy::NoEmail => "no_email",
            LeftOutWhy::Disputed => "disputed",
            LeftOutWhy::NextFile => "next_file",
        };
        text!(language, &format!("collections.left_out.{word}"))
    }
}

impl CollectPlan {
    pub fn total(&self) -> Money {
        self.debits.iter().fold(Money::zero(Currency::EUR), |sum, debit| sum + debit.amount)
    }
}

/// What would be collected of everything that is due by a day.
pub fn plan_collection(view: &View<'_>, through: Day) -> Result<CollectPlan, Failure> {
    view.require(Permission::PaymentsCollect)?;
    Ok(pick(view, view.today(), through))
}

/// The day on which a debit can be collected if its customer is told today.
pub(super) fn collect_day(settings: CollectSettings, mandate: &Mandate, wanted: Day, today: Day) -> Day {
    let notice = mandate.prenotice_days.unwrap_or(settings.prenotice_days);
    let told = today.plus_days(i32::try_from(notice).unwrap_or(i32::MAX));
    let mut day = bank_day_from(wanted.max(told));
    // The file goes tomorrow at the latest, and there is a cut-off.
    while settings.last_day_to_send(day) <= today {
        day = bank_day_from(day.plus_days(1));
    }
    day
}

pub(super) fn pick(r: &dyn Read, today: Day, through: Day) -> CollectPlan {
    let settings = collect_settings(r);
    let (on_their_way, disputed) = (items_on_their_way(r), disputed_items(r));
    let mut plan = CollectPlan::default();
    let mut known: BTreeMap<CustomerId, Option<Payer>> = BTreeMap::new();
    for (key, item) in open_items(r) {
        let Some((customer, order)) = wanted(key, &item, through).filter(|_| !on_their_way.contains(&key)) else {
            continue;
        };
        let payer = known.entry(customer).or_insert_with(|| Payer::of(r, customer, today));
        let Some(payer) = payer.as_ref() else { continue };
        let left_out = |why| LeftOutDebit { customer, document: item.number.clone(), open: item.open(), why };
        if disputed.contains(&key) {
            plan.left_out.push(left_out(LeftOutWhy::Disputed));
            continue;
        }
        if plan.debits.len() >= DEBITS_MAX {
            plan.left_out.push(left_out(LeftOutWhy::NextFile));
            continue;
        }
        match payer.debit(settings, today, (key, order), &item) {
            Ok(debit) => plan.debits.push(debit),
            Err(why) => plan.left_out.push(left_out(why)),
        }
    }
    plan.debits.sort_by_key(|debit| (debit.group(), debit.customer, debit.item));
    plan
}

/// An invoice of a customer that is due by then.
fn wanted(key: ItemKey, item: &OpenItem, through: Day) -> Option<(CustomerId, OrderId)> {
    let Party::Customer(customer) = key.party else { return None };
    let is_invoice = key.account == LedgerAccount::Receivables && key.kind == ItemKind::Invoice;
    let is_due = item.due_on <= through && item.open().is_positive();
    Some((customer, item.order?)).filter(|_| is_invoice && is_due)
}

/// A customer who has signed something.
struct Payer {
    person: Person,
    customer: CustomerId,
    mandate: (MandateId, Mandate),
    standing: MandateStanding,
}

impl Payer {
    /// The newest mandate that holds, or else the newest that might.
    fn of(r: &dyn Read, id: CustomerId, today: Day) -> Option<Payer> {
        let mut mandates: Vec<(MandateId, Mandate)> = mandates_of(r, id);
        mandates.retain(|(_, mandate)| mandate.standing(today) != MandateStanding::Revoked);
        mandates.sort_by_key(|(_, mandate)| mandate.standing(today));
        let mandate = mandates.into_iter().next()?;
        let standing = mandate.1.standing(today);
        let person = person(r, customer(r, id)?.person)?;
        Some(Payer { person, customer: id, mandate, standing })
    }

    fn debit(
        &self,
        settings: CollectSettings,
        today: Day,
        (item, order): (ItemKey, OrderId),
        open: &OpenItem,
    ) -> Result<Debit, LeftOutWhy> {
        let (id, mandate) = &self.mandate;
        match self.standing {
            MandateStanding::Active => {}
            MandateStanding::AwaitingBank => return Err(LeftOutWhy::AwaitingBank),
            MandateStanding::Suspended => return Err(LeftOutWhy::Suspended),
            MandateStanding::Void | MandateStanding::Revoked => return Err(LeftOutWhy::Void),
        }
        if open.amount.currency() != Currency::EUR {
            return Err(LeftOutWhy::NoEuro);
        }
        let email = self.person.email.clone().ok_or(LeftOutWhy::NoEmail)?;
        let due_on = collect_day(settings, mandate, open.due_on, today);
        if mandate.standing(due_on) != MandateStanding::Active {
            return Err(LeftOutWhy::Void);
        }
        let is_first = !mandate.is_first_sent && !settings.first_is_recurrent;
        let lives_outside = !mandate.iban.as_str().get(..2).is_some_and(|country| EEA.contains(&country));
        Ok(Debit {
            end_to_end_id: String::new(),
            mandate: *id,
            mandate_number: mandate.number.clone(),
            signed_on: mandate.signed_on,
            scheme: mandate.scheme,
            sequence: if is_first { SequenceType::First } else { SequenceType::Recurrent },
            holder: mandate.holder.clone(),
            iban: mandate.iban.clone(),
            bic: mandate.bic.clone(),
            address: self.person.address.clone().filter(|_| lives_outside),
            amended_from: mandate.amended_from.clone(),
            customer: self.customer,
            email,
            language: self.person.language,
            order,
            item,
            document: open.number.clone(),
            amount: open.open(),
            due_on,
            state: DebitState::Open,
            payment: None,
            because: String::new(),
        })
    }
}
