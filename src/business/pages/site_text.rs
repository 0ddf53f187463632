//! Legal texts and news.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{Day, LocalText};

/// Written in Markdown: headings, paragraphs and lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalText {
    pub version: String,
    pub valid_from: Day,
    pub text: LocalText,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LegalKind {
    Terms,
    Privacy,
    Imprint,
    Withdrawal,
    PartnerTerms,
}

impl LegalKind {
    pub const ALL: [LegalKind; 5] =
        [LegalKind::Terms, LegalKind::Privacy, LegalKind::Imprint, LegalKind::Withdrawal, LegalKind::PartnerTerms];

    /// The number in keys.
    pub const fn number(self) -> u8 {
        match self {
            LegalKind::Terms => 1,
            LegalKind::Privacy => 2,
            LegalKind::Imprint => 3,
            LegalKind::Withdrawal => 4,
            LegalKind::PartnerTerms => 5,
        }
    }

    /// A stable word for paths and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            LegalKind::Terms => "terms",
            LegalKind::Privacy => "privacy",
            LegalKind::Imprint => "imprint",
            LegalKind::Withdrawal => "withdrawal",
            LegalKind::PartnerTerms => "partner_terms",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    pub day: Day,
    pub title: LocalText,
    pub text: LocalText,
    pub for_partners_only: bool,
    /// Taken off the site; the record stays.
    pub withdrawn: bool,
}

impl News {
    /// Is it on the public site on that day?
    pub fn is_public_on(&self, day: Day) -> bool {
        !self.withdrawn && !self.for_partners_only && self.day <= day
    }
}

impl Stored for LegalText {
    const VERSION: u8 = 1;
}
impl Stored for News {
    const VERSION: u8 = 1;
}
