//! What can be laid before somebody, and how many must agree to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::business::permission::Permission;
use crate::store::Stored;
use crate::text;
use crate::values::Language;

/// What a request is about. The order is stored: new ones come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Matter {
    /// A calculated commission run is to be posted.
    Run,
    /// A partner goes to another sponsor.
    Sponsor,
    /// A partner's contract ends.
    Leaving,
    /// Another person takes over a partner's position.
    Inheritance,
    /// Two positions of one person become one.
    Merging,
    /// A closed month is to be opened again.
    Reopening,
    /// A batch of transfers is to leave for the bank.
    Payout,
    /// Money is to be collected from accounts of customers.
    Collection,
}

impl Matter {
    pub const ALL: [Matter; 8] = [
        Matter::Run,
        Matter::Payout,
        Matter::Sponsor,
        Matter::Leaving,
        Matter::Inheritance,
        Matter::Merging,
        Matter::Reopening,
        Matter::Collection,
    ];

    /// Those that change the tree of partners.
    pub const TREE: [Matter; 4] = [Matter::Sponsor, Matter::Leaving, Matter::Inheritance, Matter::Merging];

    /// A stable word for addresses, fields and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            Matter::Run => "run",
            Matter::Sponsor => "sponsor",
            Matter::Leaving => "leaving",
            Matter::Inheritance => "inheritance",
            Matter::Merging => "merging",
            Matter::Reopening => "reopening",
            Matter::Payout => "payout",
            Matter::Collection => "collection",
        }
    }

    pub fn from_word(word: &str) -> Option<Matter> {
        Matter::ALL.into_iter().find(|matter| matter.word() == word)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("approvals.matter.{}", self.word()))
    }

    /// What those who decide must be allowed to do.
    pub const fn permission(self) -> Permission {
        match self {
            Matter::Run => Permission::CommissionsApprove,
            Matter::Sponsor | Matter::Leaving | Matter::Inheritance | Matter::Merging => Permission::PartnersApprove,
            Matter::Reopening => Permission::LedgerClose,
            Matter::Payout => Permission::PaymentsApprove,
            Matter::Collection => Permission::PaymentsApprove,
        }
    }
}

/// How many different people must agree, for each matter. A firm that has set nothing asks one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproversNeeded {
    counts: Vec<(Matter, u32)>,
}

impl ApproversNeeded {
    /// More people than this never agree to anything in time.
    pub const MOST: u32 = 9;

    /// One for each matter that is not named; numbers without sense are taken to the nearest that has.
    pub fn new(counts: Vec<(Matter, u32)>) -> ApproversNeeded {
        ApproversNeeded {
            counts: counts.into_iter().map(|(matter, count)| (matter, count.clamp(1, Self::MOST))).collect(),
        }
    }

    pub fn of(&self, matter: Matter) -> u32 {
        self.counts.iter().find(|(known, _)| *known == matter).map_or(1, |(_, count)| *count)
    }

    /// The number of each matter by its word, as the journal keeps it.
    pub(super) fn counts_by_word(&self) -> BTreeMap<&'static str, u32> {
        Matter::ALL.into_iter().map(|matter| (matter.word(), self.of(matter))).collect()
    }

    /// Stands for what is set, to tell whether somebody else has changed it meanwhile.
    pub fn mark(&self) -> String {
        Matter::ALL.map(|matter| self.of(matter).to_string()).join("-")
    }
}

impl Default for ApproversNeeded {
    fn default() -> Self {
        ApproversNeeded::new(Vec::new())
    }
}

impl Stored for ApproversNeeded {
    const VERSION: u8 = 1;
}
