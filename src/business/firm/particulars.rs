//! The firm: one record, printed on every document.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{Address, Bic, Country, Currency, Email, Iban, LocalText, VatId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Firm {
    pub legal_name: String,
    /// The name on the shop and in the header.
    pub trade_name: String,
    pub address: Address,
    pub vat_id: Option<VatId>,
    /// Number and court of the commercial register (§ 14 UGB, § 35a GmbHG).
    pub register: String,
    pub iban: Option<Iban>,
    pub bic: Option<Bic>,
    pub creditor_id: String,
    pub email: Email,
    pub phone: String,
    /// `#rrggbb`; pages derive light and dark accents from it.
    pub accent: String,
    pub home: Country,
    pub currency: Currency,
    /// IANA name, such as `Europe/Vienna`.
    pub time_zone: String,
    pub claim: LocalText,
    pub about: LocalText,
    pub mail_server: Option<MailServer>,
    /// A demo firm, in which the clock may be set and data may be played.
    pub trial: bool,
}

/// The SMTP server that takes our mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: MailSecurity,
    pub user: String,
    pub password: String,
    pub from: Email,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MailSecurity {
    /// Plain text: only for a server on this machine.
    None,
    StartTls,
    Tls,
}

impl Stored for Firm {
    const VERSION: u8 = 1;
}
