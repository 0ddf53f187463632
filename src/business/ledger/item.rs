//! Open items: what one party owes us, or we owe it, document by document.

use serde::{Deserialize, Serialize};

use crate::business::ledger::{LedgerAccount, LedgerKey};
use crate::store::{Key, Stored, Subject};
use crate::text;
use crate::values::{
    BatchKind, Counted, CustomerId, Day, InvoiceKind, Language, Money, OrderId, PartnerId, PaymentKind, PersonId,
    PostingId, RunKind, SupplierId,
};

/// Whose personal account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Party {
    Customer(CustomerId),
    /// Whoever ordered without a customer account: each order is a party of its own.
    Guest(OrderId),
    Partner(PartnerId),
    Supplier(SupplierId),
    Agency(PersonId),
}

/// What kind of party it is, for filters and texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartyKind {
    Customer,
    Guest,
    Partner,
    Supplier,
    Agency,
}

/// What an item stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ItemKind {
    /// An invoice or a credit note.
    Invoice,
    /// What of a payment belongs to no document yet: it stands on account of its order.
    Payment,
    /// What a partner earned by a run.
    Statement,
    /// What a payment to a partner held back, or gave as credit for the shop.
    Batch,
    /// Anything else, by its posting.
    Posting,
}

/// Names one item among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ItemKey {
    pub party: Party,
    pub account: LedgerAccount,
    pub kind: ItemKind,
    pub id: u64,
}

/// A debt on a personal account. It is settled by clearings, and open until they are all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenItem {
    /// The order that it belongs to; only items of the same order settle each other by themselves.
    pub order: Option<OrderId>,
    /// What it is about: the invoice, the payment, the run.
    pub document: Subject,
    /// As it is printed; empty where nothing is.
    pub number: String,
    pub day: Day,
    pub due_on: Day,
    /// Positive when the party owes us.
    pub amount: Money,
    /// With the sign of the amount.
    pub settled: Money,
    pub opened_by: PostingId,
}

/// What settled an item, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clearing {
    /// With the sign of the item's amount; the other way round when it is taken back.
    pub amount: Money,
    pub on: Day,
    /// The other item, where two of one account settled each other; else it was money.
    pub against: Option<ItemKey>,
}

impl Party {
    pub const fn kind(self) -> PartyKind {
        match self {
            Party::Customer(_) => PartyKind::Customer,
            Party::Guest(_) => PartyKind::Guest,
            Party::Partner(_) => PartyKind::Partner,
            Party::Supplier(_) => PartyKind::Supplier,
            Party::Agency(_) => PartyKind::Agency,
        }
    }

    pub const fn number(self) -> u64 {
        match self {
            Party::Customer(id) => id.number(),
            Party::Guest(id) => id.number(),
            Party::Partner(id) => id.number(),
            Party::Supplier(id) => id.number(),
            Party::Agency(id) => id.number(),
        }
    }

    /// Its word in addresses: `customer-7`.
    pub fn word(self) -> String {
        format!("{}-{}", self.kind().word(), self.number())
    }

    pub fn from_word(word: &str) -> Option<Party> {
        let (kind, number) = word.split_once('-')?;
        Some(PartyKind::from_word(kind)?.party(number.parse().ok()?))
    }

    /// Whoever buys: a customer, or the guest of one order.
    pub fn buyer(customer: Option<CustomerId>, order: OrderId) -> Party {
        customer.map_or(Party::Guest(order), Party::Customer)
    }

    /// The sub-account on which the party stands; guests share one.
    pub const fn sub_account(self) -> u64 {
        match self {
            Party::Guest(_) => 0,
            _ => self.number(),
        }
    }
}

impl PartyKind {
    pub const ALL: [PartyKind; 5] =
        [PartyKind::Customer, PartyKind::Guest, PartyKind::Partner, PartyKind::Supplier, PartyKind::Agency];

    /// The number in keys.
    const fn number(self) -> u8 {
        match self {
            PartyKind::Customer => 1,
            PartyKind::Guest => 2,
            PartyKind::Partner => 3,
            PartyKind::Supplier => 4,
            PartyKind::Agency => 5,
        }
    }

    fn party(self, id: u64) -> Party {
        match self {
            PartyKind::Customer => Party::Customer(CustomerId::new(id)),
            PartyKind::Guest => Party::Guest(OrderId::new(id)),
            PartyKind::Partner => Party::Partner(PartnerId::new(id)),
            PartyKind::Supplier => Party::Supplier(SupplierId::new(id)),
            PartyKind::Agency => Party::Agency(PersonId::new(id)),
        }
    }

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            PartyKind::Customer => "customer",
            PartyKind::Guest => "guest",
            PartyKind::Partner => "partner",
            PartyKind::Supplier => "supplier",
            PartyKind::Agency => "agency",
        }
    }

    pub fn from_word(word: &str) -> Option<PartyKind> {
        PartyKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("ledger.party.{}", self.word()))
    }
}

impl ItemKind {
    const ALL: [ItemKind; 5] =
        [ItemKind::Invoice, ItemKind::Payment, ItemKind::Statement, ItemKind::Batch, ItemKind::Posting];

    const fn number(self) -> u8 {
        match self {
            ItemKind::Invoice => 1,
            ItemKind::Payment => 2,
            ItemKind::Statement => 3,
            ItemKind::Batch => 4,
            ItemKind::Posting => 5,
        }
    }

    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            ItemKind::Invoice => "invoice",
            ItemKind::Payment => "payment",
            ItemKind::Statement => "statement",
            ItemKind::Batch => "batch",
            ItemKind::Posting => "posting",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("ledger.item.{}", self.word()))
    }
}

impl ItemKey {
    /// The item that a posting about a subject opens.
    pub(super) fn opened_by(party: Party, account: LedgerAccount, subject: &Subject, posting: PostingId) -> ItemKey {
        let kind = match subject.kind.as_str() {
            InvoiceKind::COUNTER => ItemKind::Invoice,
            PaymentKind::COUNTER => ItemKind::Payment,
            RunKind::COUNTER => ItemKind::Statement,
            BatchKind::COUNTER => ItemKind::Batch,
            _ => ItemKind::Posting,
        };
        let id = if kind == ItemKind::Posting { posting.number() } else { subject.id };
        ItemKey { party, account, kind, id }
    }

    /// Where the books keep it.
    pub const fn ledger_key(self) -> LedgerKey {
        LedgerKey { account: self.account, sub_account: self.party.sub_account() }
    }
}

impl OpenItem {
    /// What is still to be settled; positive when the party owes us.
    pub fn open(&self) -> Money {
        self.amount - self.settled
    }

    pub fn is_open(&self) -> bool {
        self.amount != self.settled
    }

    /// By how many days it is late; 0 where there is still time.
    pub fn days_late(&self, today: Day) -> i32 {
        today.days_since(self.due_on).max(0)
    }
}

/// The number of a document as somebody may write it: without spaces, strokes and small letters.
pub fn normalised_number(number: &str) -> String {
    number.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

impl Key for Party {
    fn write(&self, out: &mut Vec<u8>) {
        (self.kind().number(), self.number()).write(out);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let (kind, id) = <(u8, u64)>::read(bytes)?;
        Some(PartyKind::ALL.into_iter().find(|known| known.number() == kind)?.party(id))
    }
}

impl Key for ItemKey {
    fn write(&self, out: &mut Vec<u8>) {
        (self.party, self.account.number(), self.kind.number(), self.id).write(out);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let (party, account, kind, id) = <(Party, u8, u8, u64)>::read(bytes)?;
        let account = LedgerAccount::ALL.into_iter().find(|known| known.number() == account)?;
        let kind = ItemKind::ALL.into_iter().find(|known| known.number() == kind)?;
        Some(ItemKey { party, account, kind, id })
    }
}

impl Stored for OpenItem {
    const VERSION: u8 = 1;
}

impl Stored for Clearing {
    const VERSION: u8 = 1;
}
