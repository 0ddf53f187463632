//! A customer.

use serde::{Deserialize, Serialize};

use crate::business::catalog::PriceRole;
use crate::store::Stored;
use crate::values::{Instant, PartnerId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    pub person: PersonId,
    /// As printed: `K-10023`.
    pub number: String,
    pub group: CustomerGroup,
    /// Who brought this customer, and is credited with the orders.
    pub partner: Option<PartnerId>,
    pub since: Instant,
    /// Set when the account was closed; the record stays.
    pub closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CustomerGroup {
    Private,
    Company,
}

impl CustomerGroup {
    pub const ALL: [CustomerGroup; 2] = [CustomerGroup::Private, CustomerGroup::Company];

    /// A stable word for forms and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            CustomerGroup::Private => "private",
            CustomerGroup::Company => "company",
        }
    }

    pub fn text_key(self) -> String {
        format!("customers.group.{}", self.word())
    }

    pub const fn price_role(self) -> PriceRole {
        match self {
            CustomerGroup::Private => PriceRole::Customer,
            CustomerGroup::Company => PriceRole::Company,
        }
    }
}

impl Stored for Customer {
    const VERSION: u8 = 1;
}
