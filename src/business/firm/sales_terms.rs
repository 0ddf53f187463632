//! On which terms the firm sells, where a customer has none of its own.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm::FirmPartChanged;
use crate::business::firm::records::NUMBER_TO_SALES_TERMS;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Span, Stored};
use crate::text;
use crate::texts;
use crate::values::{AccountId, Day, Instant, Language, Rate};

/// When an invoice is to be paid, and what is let off who pays sooner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentTerms {
    /// From the day of the invoice.
    pub days: u16,
    /// Soonest first, each letting off more than the next.
    pub skonto: Vec<SkontoStep>,
    /// Whether an order may leave before it is paid.
    pub on_account: bool,
}

/// Whoever pays within so many days of the invoice keeps this share of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkontoStep {
    pub rate: Rate,
    pub days: u16,
}

/// The terms of whoever has none of its own, and when arrears keep somebody from buying on account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesTerms {
    pub payment: PaymentTerms,
    /// An item that is late by more days keeps its customer from ordering on account; `None` where none does.
    pub overdue_days: Option<u16>,
}

/// Terms as they were set: they hold for orders from that instant on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DatedSalesTerms {
    at: Instant,
    by: Option<AccountId>,
    terms: SalesTerms,
}

/// Invoices were due in two weeks before anybody could say otherwise.
impl Default for PaymentTerms {
    fn default() -> PaymentTerms {
        PaymentTerms { days: 14, skonto: Vec::new(), on_account: true }
    }
}

impl SkontoStep {
    /// The last day on which it may be taken.
    pub fn until(self, issued_on: Day) -> Day {
        issued_on.plus_days(i32::from(self.days))
    }
}

impl PaymentTerms {
    pub const STEPS_MAX: usize = 2;
    /// Longer terms are a slip of the finger.
    pub const DAYS_MAX: u16 = 365;
    /// More is no Skonto, but a discount.
    pub const SKONTO_MAX: Rate = Rate::from_percent(20);

    /// What is wrong with them, by the names that forms use: `days`, `skonto1.percent`, `skonto1.days`.
    pub fn complaints(&self) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        if self.days > Self::DAYS_MAX {
            let most = i64::from(Self::DAYS_MAX);
            complaints.push(Complaint::new("terms.refusal.days").at("days").with("most", most));
        }
        let mut before: Option<SkontoStep> = None;
        for (step, place) in self.skonto.iter().zip(1_u32..) {
            // XRechnung writes two decimals.
            let is_fine = step.rate.millionths() % 100 == 0;
            if step.rate <= Rate::ZERO || step.rate > Self::SKONTO_MAX || !is_fine {
                let complaint = Complaint::new("terms.refusal.percent").at(format!("skonto{place}.percent"));
                complaints.push(complaint.with("most", Self::SKONTO_MAX.percent()));
            }
            if step.days > self.days {
                complaints.push(Complaint::new("terms.refusal.skonto_late").at(format!("skonto{place}.days")));
            }
            if before.is_some_and(|before| before.days >= step.days || before.rate <= step.rate) {
                complaints.push(Complaint::new("terms.refusal.steps").at(format!("skonto{place}.percent")));
            }
            before = Some(*step);
        }
        complaints
    }

    /// In words, as they are told before anything is ordered; each a sentence.
    pub fn say(&self, language: Language) -> Vec<String> {
        let net = if self.days == 0 {
            text!(language, "terms.say.at_once")
        } else {
            text!(language, "terms.say.net", days = self.days)
        };
        let skonto = |step: &SkontoStep| {
            text!(language, "terms.say.skonto", days = step.days, percent = texts::percent(language, step.rate))
        };
        std::iter::once(net).chain(self.skonto.iter().map(skonto)).collect()
    }

    /// Stands for what is set, to tell whether somebody else has changed it meanwhile.
    pub fn mark(&self) -> String {
        let steps: Vec<String> =
            self.skonto.iter().map(|step| format!("{}/{}", step.rate.percent(), step.days)).collect();
        format!("{}|{}|{}", self.days, steps.join("+"), self.on_account)
    }
}

impl SalesTerms {
    /// Stands for what is set, to tell whether somebody else has changed it meanwhile.
    pub fn mark(&self) -> String {
        format!("{}|{:?}", self.payment.mark(), self.overdue_days)
    }
}

/// The terms that hold now.
pub fn sales_terms(r: &dyn Read) -> SalesTerms {
    newest(r).map(|(_, dated)| dated.terms).unwrap_or_default()
}

/// The terms that held at an instant.
pub fn sales_terms_at(r: &dyn Read, at: Instant) -> SalesTerms {
    let known = r.scan(&NUMBER_TO_SALES_TERMS, Span::all().backwards()).into_iter();
    known.map(|(_, dated)| dated).find(|dated| dated.at <= at).map(|dated| dated.terms).unwrap_or_default()
}

/// Holds for orders from now on; what was ordered before keeps its terms. `seen` is the mark of what stood there when
/// the change was begun.
pub fn change_sales_terms(tx: &mut Tx, terms: &SalesTerms, seen: &str) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let now = sales_terms(tx);
    if now.mark() != seen {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("firm.refusal.changed_meanwhile")).into());
    }
    Failure::unless_empty(terms.payment.complaints())?;
    if now == *terms {
        return Ok(());
    }
    let number = newest(tx).map_or(1, |(number, _)| number + 1);
    let told = tx.record(FirmPartChanged { part: "terms" });
    let dated = DatedSalesTerms { at: tx.now(), by: tx.actor().account(), terms: terms.clone() };
    tx.save(&told, &NUMBER_TO_SALES_TERMS, &number, &dated);
    Ok(())
}

fn newest(r: &dyn Read) -> Option<(u32, DatedSalesTerms)> {
    r.first(&NUMBER_TO_SALES_TERMS, Span::all().backwards())
}

impl Stored for DatedSalesTerms {
    const VERSION: u8 = 1;
}
