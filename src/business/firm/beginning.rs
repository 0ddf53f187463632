//! A firm as it begins, on the first page or on the command line: who it is, and what is usual where it is at home.

use crate::business::firm::Firm;
use crate::values::{Address, Country, Currency, Email, LocalText, VatId};

/// A calm green that reads well in light and dark, until the firm chooses its own.
const FIRST_ACCENT: &str = "#2b6a4d";

/// What is asked before there is a firm; everything else is entered on its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFirm {
    pub legal_name: String,
    pub trade_name: String,
    pub address: Address,
    pub vat_id: Option<VatId>,
    pub email: Email,
    /// For good: every price and every posting is in it. `None`: that of the country.
    pub currency: Option<Currency>,
}

impl NewFirm {
    pub fn begin(self) -> Firm {
        let home = self.address.country;
        Firm {
            legal_name: self.legal_name,
            trade_name: self.trade_name,
            address: self.address,
            vat_id: self.vat_id,
            register: String::new(),
            iban: None,
            bic: None,
            creditor_id: String::new(),
            email: self.email,
            phone: String::new(),
            accent: FIRST_ACCENT.to_owned(),
            home,
            currency: self.currency.unwrap_or_else(|| Currency::usual_in(home)),
            time_zone: time_zone(home).to_owned(),
            claim: LocalText::default(),
            about: LocalText::default(),
            mail_server: None,
            trial: false,
        }
    }
}

/// The capital's zone; another one is chosen on the page of the firm.
fn time_zone(country: Country) -> &'static str {
    match country {
        Country::DE => "Europe/Berlin",
        Country::IT => "Europe/Rome",
        Country::CH => "Europe/Zurich",
        _ => "Europe/Vienna",
    }
}
