//! A partner brings a new customer, who is credited to that partner from then on.

use crate::business::customers;
use crate::business::failure::Failure;
use crate::business::partners::working::require_contract;
use crate::business::people::Person;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::CustomerId;

/// Makes somebody a customer of the partner who acts, while the contract holds.
pub fn bring_customer(tx: &mut Tx, person: &Person) -> Result<CustomerId, Failure> {
    tx.require(Permission::PartnerOrderForCustomer)?;
    let own = require_contract(tx)?;
    customers::add_brought(tx, person, own)
}
