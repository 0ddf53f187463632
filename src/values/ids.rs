//! Typed ids: a number that knows what it counts, so that an order's id is never taken for a person's.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub struct Id<Kind> {
    number: u64,
    kind: PhantomData<fn() -> Kind>,
}

/// What an id can count. Each kind has one counter in the store, named here.
pub trait Counted {
    const COUNTER: &'static str;
}

impl<Kind> Id<Kind> {
    pub const fn new(number: u64) -> Id<Kind> {
        Id { number, kind: PhantomData }
    }

    pub const fn number(self) -> u64 {
        self.number
    }

    /// Reads an id out of a path or a form.
    pub fn parse(text: &str) -> Option<Id<Kind>> {
        text.trim().parse().ok().map(Id::new)
    }
}

impl<Kind> Clone for Id<Kind> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Kind> Copy for Id<Kind> {}
impl<Kind> PartialEq for Id<Kind> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}
impl<Kind> Eq for Id<Kind> {}
impl<Kind> PartialOrd for Id<Kind> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<Kind> Ord for Id<Kind> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}
impl<Kind> Hash for Id<Kind> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}
impl<Kind> fmt::Debug for Id<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.number)
    }
}
impl<Kind> fmt::Display for Id<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number)
    }
}
impl<Kind> Serialize for Id<Kind> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number.serialize(serializer)
    }
}
impl<'de, Kind> Deserialize<'de> for Id<Kind> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u64::deserialize(deserializer).map(Id::new)
    }
}

/// One line a kind: marker, alias, counter.
macro_rules! kinds {
    ($($marker:ident $alias:ident $counter:literal;)*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $marker {}
        pub type $alias = Id<$marker>;
        impl Counted for $marker {
            const COUNTER: &'static str = $counter;
        }
    )*};
}

kinds! {
    PersonKind PersonId "person";
    AccountKind AccountId "account";
    RoleKind RoleId "role";
    ProductKind ProductId "product";
    CategoryKind CategoryId "category";
    PlaceKind PlaceId "place";
    LotKind LotId "lot";
    MovementKind MovementId "movement";
    CustomerKind CustomerId "customer";
    PartnerKind PartnerId "partner";
    OrderKind OrderId "order";
    ReturnKind ReturnId "return";
    CaseKind CaseId "case";
    TaskKind TaskId "task";
    InvoiceKind InvoiceId "invoice";
    IncomingKind IncomingId "incoming";
    PaymentKind PaymentId "payment";
    ParcelKind ParcelId "parcel";
    PostingKind PostingId "posting";
    RunKind RunId "run";
    ObjectionKind ObjectionId "objection";
    ApprovalKind ApprovalId "approval";
    DeputyshipKind DeputyshipId "deputyship";
    TreeRequestKind TreeRequestId "tree_request";
    BatchKind BatchId "batch";
    MessageKind MessageId "message";
    NewsKind NewsId "news";
    ImportKind ImportId "import";
    NoteKind NoteId "note";
    SupplierKind SupplierId "supplier";
    ClosingKind ClosingId "closing";
    HouseAccountKind HouseAccountId "house_account";
    BankStatementKind BankStatementId "bank_statement";
    ReminderKind ReminderId "reminder";
    MandateKind MandateId "mandate";
    CollectionKind CollectionId "collection";
    SelfBilledKind SelfBilledId "self_billed";
}
