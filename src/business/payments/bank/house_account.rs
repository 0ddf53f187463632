//! An account of ours at a bank.

use serde::{Deserialize, Serialize};

use crate::business::failure::Complaint;
use crate::store::Stored;
use crate::values::{Bic, Currency, Iban};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseAccount {
    /// What we call it.
    pub name: String,
    pub iban: Iban,
    pub bic: Option<Bic>,
    pub currency: Currency,
    /// How its tables name their columns (TOML); empty where the bank is known, or gives no tables.
    pub column_map: String,
}

const NAME_SIGNS_MAX: usize = 60;
pub(super) const MAP_BYTES_MAX: usize = 16 * 1024;

impl Stored for HouseAccount {
    const VERSION: u8 = 1;
}

impl HouseAccount {
    /// What is wrong with it by itself.
    pub(super) fn complaints(&self) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        if self.name.trim().is_empty() {
            complaints.push(Complaint::new("bank_desk.refusal.name_missing").at("name"));
        } else if self.name.chars().count() > NAME_SIGNS_MAX {
            let most = i64::try_from(NAME_SIGNS_MAX).unwrap_or(i64::MAX);
            complaints.push(Complaint::new("bank_desk.refusal.name_too_long").at("name").with("most", most));
        }
        if self.column_map.len() > MAP_BYTES_MAX {
            complaints.push(Complaint::new("bank_desk.refusal.map_too_long").at("column_map"));
        }
        complaints
    }

    /// Whether this is the account that a file names: by its IBAN, or by bank code and number as MT940 has them.
    pub fn is_named(&self, account: &str) -> bool {
        if Iban::parse(account).is_some_and(|iban| iban == self.iban) {
            return true;
        }
        let parts: Vec<&str> = account.split(['/', ' ']).filter(|part| !part.is_empty()).collect();
        let ([bank, number], Some(own)) = (parts.as_slice(), self.iban.as_str().get(4..)) else { return false };
        let Some(rest) = own.strip_prefix(*bank) else { return false };
        // A currency may stand behind the number.
        let digits = number.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
        !digits.is_empty() && rest.trim_start_matches('0') == digits.trim_start_matches('0')
    }
}
