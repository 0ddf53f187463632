//! One statement of camt while it is read: its balances, and the entry that is open.
//!
//! An entry with several `TxDtls` becomes several lines when their amounts add up to it, because each of them is a
//! payment of its own that settles something of its own. When they do not, or have no amounts, the entry stays one line
//! with its amount: what was booked on the account is the amount of the entry, whatever its details say.

use crate::business::payments::{
    BankBalance, BankLine, BatchReference, LineKind, LineState, StatementDraft, StatementKind,
};
use crate::exchange::bank::BankFault;
use crate::exchange::bank::camt_parts::{Amounts, Code, Part, day_of, money_of};
use crate::exchange::bank::limits::{NAME_SIGNS_MAX, PARTS_BYTES_MAX, PARTS_MAX, TEXT_SIGNS_MAX, bounded, reference};
use crate::exchange::bank::taking::Taking;
use crate::exchange::bank::trouble::shown;
use crate::values::{Currency, Day, Iban, Money};

/// Where the payments of an entry stand.
const DETAILS: &str = "Ntry/NtryDtls/TxDtls";

pub(super) struct Statement {
    draft: StatementDraft,
    currency: Option<Currency>,
    entries: u32,
    balance: OpenBalance,
    /// Balances of a day that is not over (ITBD): the first opens, the last closes where nothing better does.
    between: Vec<BankBalance>,
    is_opened: bool,
    entry: Option<Entry>,
}

#[derive(Default)]
struct OpenBalance {
    code: String,
    amount: Option<Money>,
    is_debit: bool,
    on: Option<Day>,
}

#[derive(Default)]
struct Entry {
    amount: Option<Money>,
    is_debit: Option<bool>,
    is_reversal: bool,
    state: Option<LineState>,
    booked_on: Option<Day>,
    value_on: Option<Day>,
    reference: String,
    bank_ref: String,
    code: Code,
    amounts: Amounts,
    batch: BatchReference,
    text: String,
    parts: Vec<Part>,
    /// How many bytes the parts hold together.
    parts_bytes: usize,
}

/// What an entry has to know of its statement.
struct Known {
    iban: Option<Iban>,
    to: Option<Day>,
}

impl Statement {
    pub(super) fn new(kind: StatementKind, message_id: String) -> Statement {
        let mut draft = StatementDraft::new(kind, Currency::EUR);
        draft.message_id = message_id;
        Statement {
            draft,
            currency: None,
            entries: 0,
            balance: OpenBalance::default(),
            between: Vec::new(),
            is_opened: false,
            entry: None,
        }
    }

    /// The number of the entry that is open.
    pub(super) fn open_entry(&self) -> u32 {
        if self.entry.is_some() { self.entries } else { 0 }
    }

    pub(super) fn open(&mut self, path: &str) -> Result<(), BankFault> {
        match path {
            "Bal" => self.balance = OpenBalance::default(),
            "Ntry" => {
                self.entries = self.entries.saturating_add(1);
                self.entry = Some(Entry::default());
            }
            DETAILS => {
                if let Some(entry) = &mut self.entry {
                    if entry.parts.len() >= PARTS_MAX {
                        return Err(BankFault::TooMany);
                    }
                    entry.parts.push(Part::default());
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// An element ends: `text` is what stood in it, `currency` that of the last amount.
    pub(super) fn close(
        &mut self,
        path: &str,
        text: &str,
        currency: &str,
        taking: &mut Taking<'_>,
    ) -> Result<(), BankFault> {
        if let Some(inside) = path.strip_prefix("Ntry") {
            return match (inside.strip_prefix('/'), &mut self.entry) {
                (None, _) if inside.is_empty() => self.end_entry(taking),
                (Some(_), _) if text.is_empty() => Ok(()),
                (Some(inside), Some(entry)) => entry.leaf(inside, text, currency),
                _ => Ok(()),
            };
        }
        match path {
            "Bal" => self.end_balance(),
            _ if text.is_empty() => Ok(()),
            _ => self.leaf(path, text, currency),
        }
    }

    fn leaf(&mut self, path: &str, text: &str, currency: &str) -> Result<(), BankFault> {
        let draft = &mut self.draft;
        match path {
            "Id" => draft.id = reference(text),
            "ElctrncSeqNb" => draft.sequence = text.parse().ok(),
            "LglSeqNb" => draft.sequence = draft.sequence.or(text.parse().ok()),
            "StmtPgntn/PgNb" | "RptPgntn/PgNb" | "NtfctnPgntn/PgNb" => draft.page = text.parse().ok(),
            "FrToDt/FrDtTm" => draft.from = Some(day_of(text)?),
            "FrToDt/ToDtTm" => draft.to = Some(day_of(text)?),
            "Acct/Id/IBAN" => {
                draft.iban = Iban::parse(text);
                draft.account = reference(text);
            }
            "Acct/Id/Othr/Id" => draft.account = reference(text),
            "Acct/Ccy" => self.currency = Some(currency_of(text)?),
            "Bal/Tp/CdOrPrtry/Cd" | "Bal/Tp/CdOrPrtry/Prtry" => text.clone_into(&mut self.balance.code),
            "Bal/Amt" => self.balance.amount = Some(money_of(text, currency)?),
            "Bal/CdtDbtInd" => self.balance.is_debit = is_debit(text)?,
            "Bal/Dt/Dt" | "Bal/Dt/DtTm" => self.balance.on = Some(day_of(text)?),
            _ => {}
        }
        Ok(())
    }

    fn end_balance(&mut self) -> Result<(), BankFault> {
        let OpenBalance { code, amount, is_debit, on } = std::mem::take(&mut self.balance);
        if !matches!(code.as_str(), "OPBD" | "PRCD" | "CLBD" | "ITBD") {
            return Ok(());
        }
        let (Some(amount), Some(on)) = (amount, on) else {
            return Err(BankFault::Missing { what: "Bal/Amt, Bal/Dt" });
        };
        let balance = BankBalance { amount: if is_debit { -amount } else { amount }, on };
        self.currency = self.currency.or(Some(amount.currency()));
        match code.as_str() {
            "OPBD" => {
                self.draft.opening = Some(balance);
                self.is_opened = true;
            }
            // What was there at the close of the last statement is what this one opens with.
            "PRCD" if !self.is_opened => self.draft.opening = Some(balance),
            "CLBD" => self.draft.closing = Some(balance),
            "ITBD" => self.between.push(balance),
            _ => {}
        }
        // The first and the last: what one opens with, and closes with.
        if self.between.len() > 2 {
            self.between.remove(1);
        }
        Ok(())
    }

    fn end_entry(&mut self, taking: &mut Taking<'_>) -> Result<(), BankFault> {
        let Some(entry) = self.entry.take() else { return Ok(()) };
        self.settle_balances();
        let (own, draft) = (&mut self.currency, &mut self.draft);
        let from = Known { iban: draft.iban.clone(), to: draft.to };
        let passed_on = entry.lines(self.entries, &from, &mut |line: BankLine| {
            draft.currency = *own.get_or_insert(line.amount.currency());
            taking.line(draft, line)
        });
        // An error is told with the number of its entry.
        passed_on.inspect_err(|_| self.entry = Some(Entry::default()))
    }

    pub(super) fn end(mut self, taking: &mut Taking<'_>) -> Result<(), BankFault> {
        self.settle_balances();
        self.draft.currency = self.currency.ok_or(BankFault::Missing { what: "Ccy" })?;
        taking.end(self.draft)
    }

    /// Pages of a long statement have balances of their own in the middle of the day.
    fn settle_balances(&mut self) {
        let mut between = self.between.iter().copied();
        if self.draft.opening.is_none() {
            self.draft.opening = between.next();
        }
        if self.draft.closing.is_none() {
            self.draft.closing = between.next_back();
        }
        self.between.clear();
        self.draft.from = self.draft.from.or(self.draft.opening.map(|balance| balance.on));
        self.draft.to = self.draft.to.or(self.draft.closing.map(|balance| balance.on));
    }
}

impl Entry {
    fn leaf(&mut self, path: &str, text: &str, currency: &str) -> Result<(), BankFault> {
        if let Some(inside) = path.strip_prefix("NtryDtls/TxDtls/") {
            self.parts_bytes += text.len().min(TEXT_SIGNS_MAX);
            if self.parts_bytes > PARTS_BYTES_MAX {
                return Err(BankFault::TooMany);
            }
            return self.parts.last_mut().map_or(Ok(()), |part| part.leaf(inside, text, currency));
        }
        match path {
            "NtryRef" => self.reference = reference(text),
            "Amt" => self.amount = Some(money_of(text, currency)?),
            "CdtDbtInd" => self.is_debit = Some(is_debit(text)?),
            "RvslInd" => self.is_reversal = matches!(text, "true" | "1"),
            "Sts" | "Sts/Cd" | "Sts/Prtry" => self.state = Some(state_of(text)),
            "BookgDt/Dt" | "BookgDt/DtTm" => self.booked_on = Some(day_of(text)?),
            "ValDt/Dt" | "ValDt/DtTm" => self.value_on = Some(day_of(text)?),
            "AcctSvcrRef" => self.bank_ref = reference(text),
            "NtryDtls/Btch/MsgId" => self.batch.message_id = reference(text),
            "NtryDtls/Btch/PmtInfId" => self.batch.payment_id = reference(text),
            "NtryDtls/Btch/NbOfTxs" => self.batch.payments = text.parse().ok(),
            "AddtlNtryInf" => self.text = bounded(text, NAME_SIGNS_MAX),
            _ if self.code.leaf(path, text) => {}
            _ => self.amounts.leaf(path, text, currency),
        }
        Ok(())
    }

    /// Hands on the lines of the entry one by one: their amounts are together the amount of the entry.
    fn lines(
        mut self,
        entry: u32,
        statement: &Known,
        pass: &mut dyn FnMut(BankLine) -> Result<(), BankFault>,
    ) -> Result<(), BankFault> {
        let amount = self.amount.ok_or(BankFault::Missing { what: "Ntry/Amt" })?;
        let is_debit = self.is_debit.ok_or(BankFault::Missing { what: "Ntry/CdtDbtInd" })?;
        let amount = if is_debit { -amount } else { amount };
        let known = self.booked_on.or(self.value_on).or(statement.to);
        let booked_on = known.ok_or(BankFault::Missing { what: "Ntry/BookgDt" })?;
        let parts = std::mem::take(&mut self.parts);
        let amounts = parts_that_add_up(&parts, amount);
        let batch = (self.batch != BatchReference::default()).then(|| std::mem::take(&mut self.batch));
        let whole = BankLine {
            state: self.state.unwrap_or(LineState::Booked),
            value_on: self.value_on.unwrap_or(booked_on),
            kind: LineKind::of_iso(&self.code.iso()),
            code: self.code.shown(),
            booking_text: self.text,
            reference: self.reference,
            bank_ref: self.bank_ref,
            is_reversal: self.is_reversal,
            charges: self.amounts.charges,
            original: self.amounts.original(amount),
            batch,
            ..BankLine::new(entry, amount, booked_on)
        };
        if let Some(amounts) = amounts.filter(|amounts| amounts.len() > 1) {
            for (number, (part, amount)) in (1_u32..).zip(parts.into_iter().zip(amounts)) {
                let mut line = BankLine { part: number, amount, original: None, ..whole.clone() };
                // The charges of the entry belong to it as a whole and are told once.
                line.charges = if number == 1 { whole.charges } else { None };
                part.fill(&mut line, statement.iban.as_ref());
                pass(line)?;
            }
            return Ok(());
        }
        let mut line = whole;
        if let [first, others @ ..] = parts.as_slice() {
            first.fill(&mut line, statement.iban.as_ref());
            for other in others {
                other.add_text(&mut line);
            }
            if !others.is_empty() {
                forget_the_payer(&mut line, u32::try_from(parts.len()).ok());
            }
        }
        pass(line)
    }
}

/// Leaves of a line what remains true when it stands for payments of several people.
fn forget_the_payer(line: &mut BankLine, payments: Option<u32>) {
    for text in [&mut line.counterparty, &mut line.on_behalf_of, &mut line.account, &mut line.end_to_end] {
        text.clear();
    }
    for text in [&mut line.mandate, &mut line.creditor_id, &mut line.reference] {
        text.clear();
    }
    (line.iban, line.bic, line.returned) = (None, None, None);
    let batch = line.batch.get_or_insert_default();
    batch.payments = batch.payments.or(payments);
}

/// The signed amounts of the payments, if all have one and their sum is the amount of the entry.
fn parts_that_add_up(parts: &[Part], amount: Money) -> Option<Vec<Money>> {
    let mut amounts = Vec::with_capacity(parts.len());
    for part in parts {
        amounts.push(part.amount(amount)?);
    }
    let sum: i128 = amounts.iter().map(|part| i128::from(part.minor())).sum();
    (sum == i128::from(amount.minor())).then_some(amounts)
}

fn currency_of(text: &str) -> Result<Currency, BankFault> {
    Currency::parse(text).ok_or_else(|| BankFault::NoCurrency { value: shown(text) })
}

pub(super) fn is_debit(text: &str) -> Result<bool, BankFault> {
    match text {
        "CRDT" => Ok(false),
        "DBIT" => Ok(true),
        _ => Err(BankFault::NoDirection { value: shown(text) }),
    }
}

fn state_of(text: &str) -> LineState {
    match text {
        "BOOK" => LineState::Booked,
        "INFO" => LineState::Information,
        // PDNG, FUTR and whatever a bank makes up: not booked is what matters.
        _ => LineState::Pending,
    }
}
