//! Customers and partners as the tax adviser's program knows them.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::business::customers::customer;
use crate::business::ledger::{LedgerAccount, LedgerKey};
use crate::business::partners::partner;
use crate::business::people::{Person, person};
use crate::business::view::View;
use crate::exchange::accounting::{BookName, BookPerson, Chart, ChartError, Entry, Leg};
use crate::text;
use crate::values::{Address, CustomerId, Language, PartnerId, Period};

/// Whoever has a personal account in these bookings, by the number of the account.
pub(super) fn book_people(
    view: &View<'_>,
    chart: &Chart,
    months: &[(Period, Vec<Entry>)],
) -> Result<Vec<BookPerson>, ChartError> {
    let mut people = BTreeMap::new();
    for leg in months.iter().flat_map(|(_, entries)| entries).flat_map(|entry| &entry.legs) {
        let Leg::Account { key, .. } = leg else { continue };
        if matches!(key.account, LedgerAccount::Receivables | LedgerAccount::CommissionPayable) {
            let account = chart.number_of(*key)?;
            people.entry(account).or_insert_with(|| book_person(view, account, *key));
        }
    }
    Ok(people.into_values().collect())
}

/// Whose personal account it is.
pub(super) struct BookParty {
    pub number: String,
    pub name: BookName,
    pub address: Option<Address>,
    pub vat_id: String,
    pub person: Option<Person>,
}

/// Guests have no record of their own.
pub(super) fn book_party(view: &View<'_>, key: LedgerKey) -> BookParty {
    let (known, number) = if key.account == LedgerAccount::Receivables {
        customer(view, CustomerId::new(key.sub_account)).map(|known| (known.person, known.number)).unzip()
    } else {
        partner(view, PartnerId::new(key.sub_account)).map(|known| (known.person, known.number)).unzip()
    };
    let person = known.and_then(|id| person(view, id));
    let name = match &person {
        Some(known) if !known.company.is_empty() => BookName::Firm(known.company.clone()),
        Some(known) => BookName::Person { first: known.first_name.clone(), last: known.last_name.clone() },
        None => BookName::Guests(text!(Language::De, "office_ledger.sub.guests")),
    };
    BookParty {
        number: number.unwrap_or_default(),
        name,
        address: person.as_ref().and_then(|known| known.address.clone()),
        vat_id: told(person.as_ref().and_then(|known| known.vat_id.as_ref())),
        person,
    }
}

/// Bank accounts are told of those whom we pay.
fn book_person(view: &View<'_>, account: u32, key: LedgerKey) -> BookPerson {
    let BookParty { number, name, address, vat_id, person } = book_party(view, key);
    let is_paid = key.account == LedgerAccount::CommissionPayable;
    let bank = person.as_ref().filter(|_| is_paid);
    BookPerson {
        account,
        name,
        number,
        address,
        vat_id,
        iban: told(bank.and_then(|known| known.iban.as_ref())),
        bic: told(bank.and_then(|known| known.bic.as_ref())),
        email: told(person.as_ref().and_then(|known| known.email.as_ref())),
        phone: person.as_ref().map(|known| known.phone.clone()).unwrap_or_default(),
    }
}

fn told(value: Option<&impl Display>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}
