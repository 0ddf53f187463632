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
    /// Sealed with the key of the data folder; one that was written before sealing is read as it stands.
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

/// What stands on our papers beside the firm's particulars.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stationery {
    /// The tax office's own number, for firms without a VAT id (§ 14 (4) UStG in Germany).
    pub tax_number: String,
    /// Words at the end of every invoice.
    pub invoice_note: LocalText,
}

impl Stored for Stationery {
    const VERSION: u8 = 1;
}

impl Stored for Firm {
    const VERSION: u8 = 1;
}
