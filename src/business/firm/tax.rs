//! How the firm stands to value added tax.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm::FirmPartChanged;
use crate::business::firm::records::ONLY_TO_TAX_TERMS;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Stored};
use crate::values::Day;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTerms {
    /// From and until which day it is a small business and charges no VAT (AT: § 6 (1) 27 UStG, DE: § 19 UStG).
    pub small_from: Option<Day>,
    pub small_until: Option<Day>,
    /// Whether private buyers in other member states pay the VAT of their own country: the firm reports it in the one
    /// stop shop, or is registered there. Else theirs is that of home, up to 10,000 EUR a year (Directive 2006/112/EC
    /// Art. 59c).
    pub buyers_rate_abroad: bool,
}

/// A firm that has said nothing taxes where its goods go, as Kontor did before it asked.
impl Default for TaxTerms {
    fn default() -> TaxTerms {
        TaxTerms { small_from: None, small_until: None, buyers_rate_abroad: true }
    }
}

impl TaxTerms {
    pub fn is_small_on(&self, day: Day) -> bool {
        self.small_from.is_some_and(|from| from <= day) && self.small_until.is_none_or(|until| day <= until)
    }

    /// Stands for what is set, to tell whether somebody else has changed it meanwhile.
    pub fn mark(&self) -> String {
        let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
        format!("{}|{}|{}", day(self.small_from), day(self.small_until), self.buyers_rate_abroad)
    }

    fn complaints(&self) -> Vec<Complaint> {
        let without_begin = self.small_from.is_none() && self.small_until.is_some();
        let backwards = self.small_from.zip(self.small_until).is_some_and(|(from, until)| until < from);
        let mut complaints = Vec::new();
        complaints.extend(without_begin.then(|| Complaint::new("firm.refusal.missing").at("small_from")));
        complaints.extend(backwards.then(|| Complaint::new("firm.refusal.ends_before").at("small_until")));
        complaints
    }
}

pub fn tax_terms(r: &dyn Read) -> TaxTerms {
    r.get(&ONLY_TO_TAX_TERMS, &()).unwrap_or_default()
}

/// Holds for orders from now on. `seen` is the mark of what stood there when the change was begun.
pub fn change_tax_terms(tx: &mut Tx, terms: &TaxTerms, seen: &str) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let now = tax_terms(tx);
    if now.mark() != seen {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("firm.refusal.changed_meanwhile")).into());
    }
    Failure::unless_empty(terms.complaints())?;
    if now == *terms {
        return Ok(());
    }
    let told = tx.record(FirmPartChanged { part: "tax" });
    tx.save(&told, &ONLY_TO_TAX_TERMS, &(), terms);
    Ok(())
}

impl Stored for TaxTerms {
    const VERSION: u8 = 1;
}
