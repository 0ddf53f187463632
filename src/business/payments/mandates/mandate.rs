//! A mandate and how it stands.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::text;
use crate::values::{AccountId, Bic, CustomerId, Day, Iban, Instant, Language, MandateId};

/// A mandate that nobody has used for so long is void (EPC016-06, 4.1; EPC222-07, 4.1).
pub const UNUSED_MONTHS_MAX: i32 = 36;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// The reference that the customer's bank sees (AT-01): `MD-00012`.
    pub number: String,
    pub scheme: MandateScheme,
    pub customer: CustomerId,
    /// As the bank knows the account.
    pub holder: String,
    pub iban: Iban,
    pub bic: Option<Bic>,
    pub signed_on: Day,
    pub way: SigningWay,
    /// Of the text that was agreed to.
    pub language: Language,
    pub state: MandateState,
    /// Days between notice and collection, where other than usual was agreed.
    pub prenotice_days: Option<u32>,
    /// The bank has been sent a collection that it did not reject.
    pub is_first_sent: bool,
    /// The day of the newest collection.
    pub last_used_on: Option<Day>,
    /// The account before, of which the bank has not been told yet.
    pub amended_from: Option<Iban>,
    /// What was done with it, the oldest first.
    pub history: Vec<MandateStep>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MandateScheme {
    /// For everybody; what was taken can be asked back for eight weeks.
    Core,
    /// Among firms; what was taken with a mandate cannot be asked back.
    B2b,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SigningWay {
    /// By the customer, signed in, on the own page.
    Page,
    /// On paper, which we keep.
    Paper,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MandateState {
    Active,
    /// B2B: the customer's bank does not know of it yet.
    AwaitingBank,
    /// A bank said that the account or the mandate is not there.
    Suspended,
    Revoked,
}

/// How a mandate stands on a day: as it was left, or void by time alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MandateStanding {
    Active,
    AwaitingBank,
    Suspended,
    Revoked,
    Void,
}

/// What was done with a mandate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandateStep {
    pub at: Instant,
    pub by: Option<AccountId>,
    pub deed: MandateDeed,
    /// What the deed is about: a reason, a code of a bank, the number of a collection.
    pub because: String,
    /// The account that it was before, where the account changed.
    pub iban_before: Option<Iban>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MandateDeed {
    Signed,
    AccountChanged,
    ConfirmedByBank,
    Suspended,
    Resumed,
    Revoked,
    Used,
}

/// The reference of a mandate: never given twice.
pub fn mandate_number(id: MandateId) -> String {
    format!("MD-{:05}", id.number())
}

impl Mandate {
    /// The first day on which it is void if nobody uses it.
    pub fn void_from(&self) -> Day {
        self.last_used_on.unwrap_or(self.signed_on).max(self.signed_on).plus_months(UNUSED_MONTHS_MAX)
    }

    pub fn standing(&self, on: Day) -> MandateStanding {
        match self.state {
            MandateState::Revoked => MandateStanding::Revoked,
            _ if on >= self.void_from() => MandateStanding::Void,
            MandateState::Active => MandateStanding::Active,
            MandateState::AwaitingBank => MandateStanding::AwaitingBank,
            MandateState::Suspended => MandateStanding::Suspended,
        }
    }

    /// Nothing can be done with it any more.
    pub fn is_closed(&self, on: Day) -> bool {
        matches!(self.standing(on), MandateStanding::Revoked | MandateStanding::Void)
    }
}

impl MandateScheme {
    pub const ALL: [MandateScheme; 2] = [MandateScheme::Core, MandateScheme::B2b];

    /// A stable word for fields and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            MandateScheme::Core => "core",
            MandateScheme::B2b => "b2b",
        }
    }

    pub fn from_word(word: &str) -> Option<MandateScheme> {
        MandateScheme::ALL.into_iter().find(|scheme| scheme.word() == word)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("mandates.scheme.{}", self.word()))
    }
}

impl SigningWay {
    pub const fn word(self) -> &'static str {
        match self {
            SigningWay::Page => "page",
            SigningWay::Paper => "paper",
        }
    }
}

impl MandateStanding {
    pub const ALL: [MandateStanding; 5] = [
        MandateStanding::Active,
        MandateStanding::AwaitingBank,
        MandateStanding::Suspended,
        MandateStanding::Revoked,
        MandateStanding::Void,
    ];

    /// A stable word for filters and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            MandateStanding::Active => "active",
            MandateStanding::AwaitingBank => "awaiting_bank",
            MandateStanding::Suspended => "suspended",
            MandateStanding::Revoked => "revoked",
            MandateStanding::Void => "void",
        }
    }

    pub fn from_word(word: &str) -> Option<MandateStanding> {
        MandateStanding::ALL.into_iter().find(|standing| standing.word() == word)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("mandates.standing.{}", self.word()))
    }
}

impl MandateDeed {
    pub const fn word(self) -> &'static str {
        match self {
            MandateDeed::Signed => "signed",
            MandateDeed::AccountChanged => "account_changed",
            MandateDeed::ConfirmedByBank => "confirmed_by_bank",
            MandateDeed::Suspended => "suspended",
            MandateDeed::Resumed => "resumed",
            MandateDeed::Revoked => "revoked",
            MandateDeed::Used => "used",
        }
    }
}

impl Stored for Mandate {
    const VERSION: u8 = 1;
}
