//! Postings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::business::ledger::ItemKey;
use crate::store::{Stored, Subject, read_body_without};
use crate::text;
use crate::values::{Currency, CustomerId, Day, Instant, Language, Money, PartnerId, PostingId};

/// The accounts that this firm's events touch. Charts of accounts map these to numbers on export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LedgerAccount {
    /// Trade receivables; sub-account: customer, or 0 for guests.
    Receivables,
    Bank,
    /// What was earned; sub-account: the tax tag, or 0 in postings from before it was kept.
    Revenue,
    /// Output VAT; sub-account: the tax tag, or the rate in millionths alone in postings from before it was kept.
    OutputVat,
    /// Commission as an expense.
    CommissionExpense,
    /// What we owe partners; sub-account: partner.
    CommissionPayable,
    /// Commission that left in a payment file and is not yet on the statement of the bank.
    CommissionInTransit,
    /// What is held back of payments to partners; sub-account: partner.
    CommissionReserve,
    /// What partners may spend in the shop; sub-account: partner.
    ShopCredit,
    /// What transfers cost those who are paid.
    PayoutFees,
    /// Interest of those who pay late.
    InterestIncome,
    ReminderFees,
    /// What banks take for what they do.
    BankCharges,
    /// What is let off buyers who pay in time; sub-account: the tax tag.
    SkontoGiven,
    /// Money that buyers were asked for before anything was delivered, without its tax; sub-account: the tax tag.
    DownPayments,
    /// VAT that others charge the firm, which it deducts from its own.
    InputVat,
    /// VAT that the firm owes in the place of who charged none.
    ReverseChargeVat,
}

impl LedgerAccount {
    pub const ALL: [LedgerAccount; 17] = [
        LedgerAccount::Receivables,
        LedgerAccount::Bank,
        LedgerAccount::Revenue,
        LedgerAccount::OutputVat,
        LedgerAccount::CommissionExpense,
        LedgerAccount::CommissionPayable,
        LedgerAccount::CommissionInTransit,
        LedgerAccount::CommissionReserve,
        LedgerAccount::ShopCredit,
        LedgerAccount::PayoutFees,
        LedgerAccount::InterestIncome,
        LedgerAccount::ReminderFees,
        LedgerAccount::BankCharges,
        LedgerAccount::SkontoGiven,
        LedgerAccount::DownPayments,
        LedgerAccount::InputVat,
        LedgerAccount::ReverseChargeVat,
    ];

    /// Those of customers and partners, on which items are open.
    pub const PERSONAL: [LedgerAccount; 4] = [
        LedgerAccount::Receivables,
        LedgerAccount::CommissionPayable,
        LedgerAccount::CommissionReserve,
        LedgerAccount::ShopCredit,
    ];

    /// A stable word for addresses, files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            LedgerAccount::Receivables => "receivables",
            LedgerAccount::Bank => "bank",
            LedgerAccount::Revenue => "revenue",
            LedgerAccount::OutputVat => "output_vat",
            LedgerAccount::CommissionExpense => "commission_expense",
            LedgerAccount::CommissionPayable => "commission_payable",
            LedgerAccount::CommissionInTransit => "commission_in_transit",
            LedgerAccount::CommissionReserve => "commission_reserve",
            LedgerAccount::ShopCredit => "shop_credit",
            LedgerAccount::PayoutFees => "payout_fees",
            LedgerAccount::InterestIncome => "interest_income",
            LedgerAccount::ReminderFees => "reminder_fees",
            LedgerAccount::BankCharges => "bank_charges",
            LedgerAccount::SkontoGiven => "skonto_given",
            LedgerAccount::DownPayments => "down_payments",
            LedgerAccount::InputVat => "input_vat",
            LedgerAccount::ReverseChargeVat => "reverse_charge_vat",
        }
    }

    pub fn from_word(word: &str) -> Option<LedgerAccount> {
        LedgerAccount::ALL.into_iter().find(|account| account.word() == word)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("ledger.account.{}", self.word()))
    }

    /// The number in keys.
    pub const fn number(self) -> u8 {
        match self {
            LedgerAccount::Receivables => 1,
            LedgerAccount::Bank => 2,
            LedgerAccount::Revenue => 3,
            LedgerAccount::OutputVat => 4,
            LedgerAccount::CommissionExpense => 5,
            LedgerAccount::CommissionPayable => 6,
            LedgerAccount::CommissionInTransit => 7,
            LedgerAccount::CommissionReserve => 8,
            LedgerAccount::ShopCredit => 9,
            LedgerAccount::PayoutFees => 10,
            LedgerAccount::InterestIncome => 18,
            LedgerAccount::ReminderFees => 19,
            LedgerAccount::BankCharges => 17,
            LedgerAccount::SkontoGiven => 16,
            LedgerAccount::DownPayments => 15,
            LedgerAccount::InputVat => 21,
            LedgerAccount::ReverseChargeVat => 22,
        }
    }
}

/// An account with its sub-account; 0 where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LedgerKey {
    pub account: LedgerAccount,
    pub sub_account: u64,
}

impl LedgerKey {
    /// An account that is not kept apart.
    pub const fn whole(account: LedgerAccount) -> LedgerKey {
        LedgerKey { account, sub_account: 0 }
    }

    pub const fn of_partner(account: LedgerAccount, partner: PartnerId) -> LedgerKey {
        LedgerKey { account, sub_account: partner.number() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    pub at: Instant,
    pub day: Day,
    /// What happened, as a stable word: `invoice_issued`, `payment_received`, `run_posted`.
    pub rule: String,
    pub subject: Subject,
    pub lines: Vec<PostingLine>,
    /// The posting that this one takes back.
    pub reverses: Option<PostingId>,
    /// The printed number of the document; empty where nothing is printed.
    pub document: String,
    /// The day of the delivery that a document is about.
    pub service_on: Option<Day>,
    /// The item of each line, in the order of the lines; empty in postings from before there were items.
    pub items: Vec<Option<ItemKey>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingLine {
    pub key: LedgerKey,
    /// Debit positive, credit negative.
    pub amount: Money,
}

/// What a customer owes; guests and partners share one account.
pub fn receivables_of(customer: Option<CustomerId>) -> LedgerKey {
    LedgerKey { account: LedgerAccount::Receivables, sub_account: customer.map_or(0, CustomerId::number) }
}

impl Posting {
    /// Whether the lines sum to zero, each currency by itself.
    pub fn is_balanced(&self) -> bool {
        let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
        for line in &self.lines {
            *sums.entry(line.amount.currency()).or_default() += line.amount.minor();
        }
        sums.values().all(|sum| *sum == 0)
    }
}

impl Stored for Posting {
    const VERSION: u8 = 2;

    /// Document, day of delivery and items came later.
    fn upgrade(version: u8, bytes: &[u8]) -> Option<Posting> {
        (version == 1).then(|| read_body_without(3, bytes))?
    }
}
