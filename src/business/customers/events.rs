//! What happens to customer accounts.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{CustomerId, OrderId, PartnerId, PersonId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CustomerOpened {
    pub customer: CustomerId,
    pub person: PersonId,
    pub number: String,
    pub partner: Option<PartnerId>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CustomerChanged {
    pub customer: CustomerId,
    pub partner_before: Option<PartnerId>,
    pub partner: Option<PartnerId>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CustomerClosed {
    pub customer: CustomerId,
}

/// In which format the customer gets invoices from then on. The reference stays in the record: it may name a person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EinvoiceTermsSet {
    pub customer: CustomerId,
    pub format: String,
}

/// On which terms the customer buys from then on; empty where on those of the firm. The reason stays in the record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PaymentTermsSet {
    pub customer: CustomerId,
    pub days: Option<u16>,
    /// Steps of Skonto.
    pub skonto: usize,
    pub on_account: Option<bool>,
}

/// How much the customer may owe from then on; nothing where there is no limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CreditLineSet {
    pub customer: CustomerId,
    pub amount: Option<String>,
}

/// Somebody let an order pass that terms or line would have refused.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CreditReleased {
    pub order: OrderId,
    pub customer: Option<CustomerId>,
}

impl Happening for CustomerOpened {
    const ROOM: &'static str = "customers";
    const NAME: &'static str = "customer_opened";

    fn subject(&self) -> Subject {
        Subject::of(self.customer)
    }
}

impl Happening for CustomerChanged {
    const ROOM: &'static str = "customers";
    const NAME: &'static str = "customer_changed";

    fn subject(&self) -> Subject {
        Subject::of(self.customer)
    }
}

impl Happening for CustomerClosed {
    const ROOM: &'static str = "customers";
    const NAME: &'static str = "customer_closed";

    fn subject(&self) -> Subject {
        Subject::of(self.customer)
    }
}

impl Happening for EinvoiceTermsSet {
    const ROOM: &'static str = "customers";
    const NAME: &'static str = "einvoice_terms_set";

    fn subject(&self) -> Subject {
        Subject::of(self.customer)
    }
}

impl Happening for PaymentTermsSet {
    const ROOM: &'static str = "customers";
    const NAME: &'static str = "payment_terms_set";

    fn subject(&self) -> Subject {
        Subject::of(self.customer)
    }
}

impl Happening for CreditLineSet {
    const ROOM: &'static str = "customers";
    const NAME: &'static str = "credit_line_set";

    fn subject(&self) -> Subject {
        Subject::of(self.customer)
    }
}

impl Happening for CreditReleased {
    const ROOM: &'static str = "customers";
    const NAME: &'static str = "credit_released";

    fn subject(&self) -> Subject {
        Subject::of(self.order)
    }
}
