//! One payment inside an entry (`TxDtls`): who, for what, by which names, and why it came back.

use crate::business::payments::{BankLine, LineKind, ReasonCode};
use crate::exchange::bank::BankFault;
use crate::exchange::bank::camt_entry::is_debit;
use crate::exchange::bank::limits::{NAME_SIGNS_MAX, TEXT_SIGNS_MAX, bounded, reference};
use crate::exchange::bank::trouble::shown;
use crate::values::{Bic, Currency, Day, Iban, Money};

#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    amount: Option<Money>,
    is_debit: Option<bool>,
    amounts: Amounts,
    code: Code,
    message_id: String,
    payment_id: String,
    end_to_end: String,
    mandate: String,
    bank_ref: String,
    debtor: Party,
    creditor: Party,
    text: String,
    structured: String,
    reference: String,
    reason: String,
    reason_words: String,
    more: String,
}

#[derive(Clone, Debug, Default)]
struct Party {
    name: String,
    ultimate: String,
    scheme_id: String,
    iban: String,
    account: String,
    bic: String,
}

/// Amounts that explain another one.
#[derive(Clone, Debug, Default)]
pub(super) struct Amounts {
    instructed: Option<Money>,
    transaction: Option<Money>,
    pub(super) charges: Option<Money>,
}

/// `BkTxCd`: of ISO in three steps, and the bank's own.
#[derive(Clone, Debug, Default)]
pub(super) struct Code {
    domain: String,
    family: String,
    sub_family: String,
    own: String,
}

impl Amounts {
    pub(super) fn leaf(&mut self, path: &str, text: &str, currency: &str) {
        match path {
            // An amount in a currency that we do not know explains nothing to us.
            "AmtDtls/InstdAmt/Amt" => self.instructed = money_of(text, currency).ok(),
            "AmtDtls/TxAmt/Amt" => self.transaction = money_of(text, currency).ok(),
            "Chrgs/Amt" | "Chrgs/Rcrd/Amt" => {
                let Ok(charge) = money_of(text, currency) else { return };
                let sum = self.charges.filter(|charges| charges.currency() == charge.currency());
                let minor = sum.map_or(Some(charge.minor()), |sum| sum.minor().checked_add(charge.minor()));
                self.charges = minor.map(|minor| Money::new(minor, charge.currency()));
            }
            _ => {}
        }
    }

    /// What was ordered, if it is not what was booked.
    pub(super) fn original(&self, booked: Money) -> Option<Money> {
        let differs = |amount: &Money| amount.abs() != booked.abs();
        self.instructed.filter(differs).or(self.transaction.filter(differs))
    }
}

impl Code {
    /// `true` when the path was one of a code.
    pub(super) fn leaf(&mut self, path: &str, text: &str) -> bool {
        let kept = match path {
            "BkTxCd/Domn/Cd" => &mut self.domain,
            "BkTxCd/Domn/Fmly/Cd" => &mut self.family,
            "BkTxCd/Domn/Fmly/SubFmlyCd" => &mut self.sub_family,
            "BkTxCd/Prtry/Cd" => &mut self.own,
            _ => return false,
        };
        *kept = reference(text);
        true
    }

    /// `PMNT-RCDT-ESCT`; empty when the bank gives only its own.
    pub(super) fn iso(&self) -> String {
        if self.domain.is_empty() {
            return String::new();
        }
        format!("{}-{}-{}", self.domain, self.family, self.sub_family)
    }

    pub(super) fn shown(&self) -> String {
        let iso = self.iso();
        if iso.is_empty() { self.own.clone() } else { iso }
    }
}

impl Part {
    pub(super) fn leaf(&mut self, path: &str, text: &str, currency: &str) -> Result<(), BankFault> {
        match path {
            "Amt" => self.amount = Some(money_of(text, currency)?),
            "CdtDbtInd" => self.is_debit = Some(is_debit(text)?),
            "Refs/MsgId" => self.message_id = reference(text),
            "Refs/PmtInfId" => self.payment_id = reference(text),
            "Refs/EndToEndId" => self.end_to_end = reference(text),
            "Refs/MndtId" => self.mandate = reference(text),
            "Refs/AcctSvcrRef" => self.bank_ref = reference(text),
            "RmtInf/Ustrd" => add(&mut self.text, text),
            "RmtInf/Strd/CdtrRefInf/Ref" => self.reference = reference(text),
            "RmtInf/Strd/RfrdDocInf/Nb" | "RmtInf/Strd/AddtlRmtInf" => add(&mut self.structured, text),
            "RtrInf/Rsn/Cd" | "RtrInf/Rsn/Prtry" => self.reason = reference(text),
            "RtrInf/AddtlInf" => add(&mut self.reason_words, text),
            "AddtlTxInf" => add(&mut self.more, text),
            _ if self.code.leaf(path, text) => {}
            _ => match path.split_once('/') {
                Some(("RltdPties", rest)) => self.party(rest, text),
                Some(("RltdAgts", rest)) => self.agent(rest, text),
                _ => self.amounts.leaf(path, text, currency),
            },
        }
        Ok(())
    }

    /// Names stand beside `Pty` from version 08 on, and where it is since.
    fn party(&mut self, path: &str, text: &str) {
        let Some((role, rest)) = path.split_once('/') else { return };
        let (party, what) = match role {
            "Dbtr" | "DbtrAcct" | "UltmtDbtr" => (&mut self.debtor, role.strip_prefix("Dbtr")),
            "Cdtr" | "CdtrAcct" | "UltmtCdtr" => (&mut self.creditor, role.strip_prefix("Cdtr")),
            _ => return,
        };
        match (what, rest.strip_prefix("Pty/").unwrap_or(rest)) {
            (Some("Acct"), "Id/IBAN") => party.iban = reference(text),
            (Some("Acct"), "Id/Othr/Id") => party.account = reference(text),
            (Some(""), "Nm") => party.name = bounded(text, NAME_SIGNS_MAX),
            (Some(""), "Id/PrvtId/Othr/Id" | "Id/OrgId/Othr/Id") => party.scheme_id = reference(text),
            (None, "Nm") => party.ultimate = bounded(text, NAME_SIGNS_MAX),
            _ => {}
        }
    }

    fn agent(&mut self, path: &str, text: &str) {
        match path {
            "DbtrAgt/FinInstnId/BIC" | "DbtrAgt/FinInstnId/BICFI" => self.debtor.bic = reference(text),
            "CdtrAgt/FinInstnId/BIC" | "CdtrAgt/FinInstnId/BICFI" => self.creditor.bic = reference(text),
            _ => {}
        }
    }

    /// What of the entry this payment is, with its sign; `None` when the bank does not say it in the entry's currency.
    pub(super) fn amount(&self, entry: Money) -> Option<Money> {
        let of_account = |amount: &Money| amount.currency() == entry.currency();
        let amount = self.amount.filter(of_account).or(self.amounts.transaction.filter(of_account))?;
        Some(if self.is_debit.unwrap_or(entry.is_negative()) { -amount } else { amount })
    }

    /// Puts into the line what is known of this payment.
    pub(super) fn fill(&self, line: &mut BankLine, own: Option<&Iban>) {
        self.add_text(line);
        line.returned = ReasonCode::parse(&self.reason);
        line.end_to_end.clone_from(&self.end_to_end);
        line.mandate.clone_from(&self.mandate);
        line.creditor_id.clone_from(&self.creditor.scheme_id);
        for (kept, own) in [(&mut line.reference, &self.reference), (&mut line.bank_ref, &self.bank_ref)] {
            if !own.is_empty() {
                kept.clone_from(own);
            }
        }
        let code = self.code.shown();
        if !code.is_empty() {
            (line.kind, line.code) = (LineKind::of_iso(&self.code.iso()), code);
        }
        if line.returned.is_some() {
            line.kind = LineKind::Return;
        }
        line.charges = self.amounts.charges.or(line.charges);
        line.original = self.amounts.original(line.amount).or(line.original);
        if !self.message_id.is_empty() || !self.payment_id.is_empty() {
            let batch = line.batch.get_or_insert_default();
            for (kept, own) in [(&mut batch.message_id, &self.message_id), (&mut batch.payment_id, &self.payment_id)] {
                if kept.is_empty() {
                    kept.clone_from(own);
                }
            }
        }
        let other = self.other_side(line, own);
        line.counterparty.clone_from(&other.name);
        line.on_behalf_of.clone_from(&other.ultimate);
        line.iban = Iban::parse(&other.iban);
        let account = if other.iban.is_empty() { &other.account } else { &other.iban };
        line.account = if line.iban.is_some() { String::new() } else { account.clone() };
        line.bic = Bic::parse(&other.bic);
    }

    /// Adds what was written about this payment to the text of the line.
    pub(super) fn add_text(&self, line: &mut BankLine) {
        let written = if self.text.is_empty() { &self.structured } else { &self.text };
        for text in [written, &self.reason_words] {
            add(&mut line.text, text);
        }
        if line.text.is_empty() {
            add(&mut line.text, &self.more);
        }
        if ReasonCode::parse(&self.reason).is_none() {
            add(&mut line.text, &self.reason);
        }
    }

    /// Who of the two is not us. A payment that came back keeps the roles it had when it left.
    fn other_side(&self, line: &BankLine, own: Option<&Iban>) -> &Party {
        let is_ours = |party: &Party| own.is_some() && Iban::parse(&party.iban).as_ref() == own;
        let is_back = line.returned.is_some() || line.is_reversal || line.kind == LineKind::Return;
        let is_money_in = line.amount.is_positive() != is_back;
        let (usual, unusual) =
            if is_money_in { (&self.debtor, &self.creditor) } else { (&self.creditor, &self.debtor) };
        let is_told = |party: &Party| !party.name.is_empty() || !party.iban.is_empty() || !party.account.is_empty();
        match (is_ours(usual), is_ours(unusual)) {
            (true, false) => unusual,
            (false, true) => usual,
            _ if is_told(usual) || !is_told(unusual) => usual,
            _ => unusual,
        }
    }
}

/// Adds a further piece of a text, up to the length that is kept.
fn add(text: &mut String, more: &str) {
    if more.is_empty() || text.chars().count() >= TEXT_SIGNS_MAX {
        return;
    }
    *text = bounded(&format!("{text} {more}"), TEXT_SIGNS_MAX);
}

/// An amount of camt: digits with a point, its sign stands elsewhere.
pub(super) fn money_of(text: &str, currency: &str) -> Result<Money, BankFault> {
    let known = Currency::parse(currency).ok_or_else(|| BankFault::NoCurrency { value: shown(currency) })?;
    let amount = Money::parse_exact(text, known).ok().filter(|_| !text.starts_with(['-', '+']));
    amount.ok_or_else(|| BankFault::NoAmount { value: shown(text) })
}

/// `2026-03-02`, or a moment whose day is meant.
pub(super) fn day_of(text: &str) -> Result<Day, BankFault> {
    let day = text.get(..10).and_then(Day::parse);
    day.ok_or_else(|| BankFault::NoDay { value: shown(text) })
}
