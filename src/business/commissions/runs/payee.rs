//! To whom a statement goes.

use serde::{Deserialize, Serialize};

use crate::business::partners::{Partner, holder_on, partner};
use crate::business::people::{Person, person};
use crate::store::Read;
use crate::values::{Address, Country, Day, Language, PartnerId, VatId};

/// What stands of a partner on a statement. A posted statement keeps it as it stood when the run was posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payee {
    pub number: String,
    pub address: Address,
    pub vat_id: Option<VatId>,
    pub language: Language,
}

/// The partner as a statement names them now: whoever held the position on the last day of its period. Somebody without an address stands there by name alone, in the
/// firm's own country.
pub fn payee(r: &dyn Read, id: PartnerId, last: Day, home: Country) -> Option<Payee> {
    Some(payee_of(partner(r, id)?, &person(r, holder_on(r, id, last)?)?, home))
}

/// The same of a partner and a holder who were read before.
pub(in crate::business::commissions) fn payee_of(partner: Partner, person: &Person, home: Country) -> Payee {
    let name_alone = || Address {
        name: person.name(),
        extra: String::new(),
        street: String::new(),
        house_number: String::new(),
        postcode: String::new(),
        town: String::new(),
        country: home,
    };
    let address = person.address.clone().unwrap_or_else(name_alone);
    Payee { number: partner.number, address, vat_id: person.vat_id.clone(), language: person.language }
}
