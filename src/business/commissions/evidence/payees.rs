//! To whom so much was paid in a year that it may have to be told to the tax office (AT § 109a EStG).
//!
//! The notification may be left out where a person got no more than EUR 900 in the calendar year and no more than
//! EUR 450 for any single service (§ 1 (2) of the regulation BGBl II 2001/417). Whether what partners do falls under
//! the regulation at all is for a tax adviser to say.

use std::collections::BTreeMap;

use crate::business::failure::Failure;
use crate::business::partners::{holder_on, partner};
use crate::business::payments::batches::came_back;
use crate::business::payments::{batches, credit_paid_with};
use crate::business::people::{PersonKind, TaxParticulars, person, tax_particulars};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{Address, Currency, Day, Money, PartnerId, Period, PersonId};

/// More than this in a calendar year has to be told.
pub const YEAR_LIMIT: Money = Money::eur(90_000);
/// More than this for a single service has to be told, however little the year was.
pub const SINGLE_LIMIT: Money = Money::eur(45_000);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayeeRow {
    pub partner: PartnerId,
    pub person: PersonId,
    pub number: String,
    pub name: String,
    pub kind: PersonKind,
    pub address: Option<Address>,
    pub particulars: TaxParticulars,
    /// What was paid in the year by the days of the transfers, with credit for the shop and before fees.
    pub paid: Money,
    pub payments: usize,
    pub largest: Money,
    pub largest_on: Day,
    pub missing: Vec<MissingParticular>,
}

/// What the notification needs and nobody has written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingParticular {
    Address,
    /// The insurance number; whoever has none is told by the day of birth.
    InsuranceNumberOrBirthday,
    TaxNumber,
}

impl MissingParticular {
    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            MissingParticular::Address => "address",
            MissingParticular::InsuranceNumberOrBirthday => "insurance_number",
            MissingParticular::TaxNumber => "tax_number",
        }
    }
}

impl PayeeRow {
    /// Why the row is there.
    pub fn is_over_the_year(&self) -> bool {
        self.paid.minor() > YEAR_LIMIT.minor()
    }

    pub fn is_over_a_single_payment(&self) -> bool {
        self.largest.minor() > SINGLE_LIMIT.minor()
    }
}

struct Paid {
    sum: Money,
    count: usize,
    largest: Money,
    largest_on: Day,
}

/// Everybody who was paid more than a limit in a year, the largest sum first. A position that was handed over has two
/// payees: whoever held it on the day of a payment got it. The limits are in euros: payments in
/// another currency are in no row.
pub fn payees_of_year(view: &View<'_>, year: Period) -> Result<Vec<PayeeRow>, Failure> {
    view.require(Permission::PaymentsView)?;
    let today = view.today();
    let mut paid: BTreeMap<(PartnerId, PersonId), Paid> = BTreeMap::new();
    for (id, batch) in batches(view) {
        let has_left = batch.state.has_left() && batch.execute_on <= today;
        if !has_left || batch.execute_on > year.last() || batch.total.currency() != Currency::EUR {
            continue;
        }
        for (place, transfer) in batch.transfers.iter().enumerate() {
            // What a bank sent back was not paid, in the year in which it came back; it is in a later payment.
            let back = came_back(view, id, place).filter(|(day, _)| year.contains(*day));
            let back = back.map_or(Money::eur(0), |(_, amount)| amount);
            let is_of_year = year.contains(batch.execute_on);
            if !is_of_year && back.is_zero() {
                continue;
            }
            // Credit for the shop and the fee are pay as well; what is held back becomes it when it is paid. What was
            // credit before was told as pay when it was given.
            let parts = batch.parts_of(transfer.partner);
            let divided = parts.map_or(transfer.amount, |parts| parts.balance - parts.reserve);
            let paid_then = divided - credit_paid_with(view, transfer.partner, id);
            let amount = if is_of_year { paid_then - back } else { -back };
            if amount.is_zero() {
                continue;
            }
            let nothing = Paid { sum: Money::eur(0), count: 0, largest: Money::eur(0), largest_on: batch.execute_on };
            let Some(holder) = holder_on(view, transfer.partner, batch.execute_on) else { continue };
            let row = paid.entry((transfer.partner, holder)).or_insert(nothing);
            row.sum += amount;
            row.count += usize::from(amount.is_positive());
            if amount.minor() > row.largest.minor() {
                (row.largest, row.largest_on) = (amount, batch.execute_on);
            }
        }
    }
    let over = |paid: &Paid| paid.sum.minor() > YEAR_LIMIT.minor() || paid.largest.minor() > SINGLE_LIMIT.minor();
    let rows = paid.into_iter().filter(|(_, paid)| over(paid));
    let mut rows: Vec<PayeeRow> = rows.filter_map(|(payee, paid)| row(view, payee, &paid)).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.paid.minor()), row.partner, row.person));
    Ok(rows)
}

fn row(view: &View<'_>, (id, payee): (PartnerId, PersonId), paid: &Paid) -> Option<PayeeRow> {
    let known = partner(view, id)?;
    let of_person = person(view, payee)?;
    let particulars = tax_particulars(view, payee);
    let address = of_person.address.clone();
    let is_company = of_person.kind == PersonKind::Company;
    let mut missing = Vec::new();
    if address.is_none() {
        missing.push(MissingParticular::Address);
    }
    if is_company {
        if particulars.tax_number.is_empty() {
            missing.push(MissingParticular::TaxNumber);
        }
    } else if particulars.insurance_number.is_empty() && particulars.born_on.is_none() {
        missing.push(MissingParticular::InsuranceNumberOrBirthday);
    }
    Some(PayeeRow {
        partner: id,
        person: payee,
        name: of_person.name(),
        number: known.number,
        kind: of_person.kind,
        address,
        particulars,
        paid: paid.sum,
        payments: paid.count,
        largest: paid.largest,
        largest_on: paid.largest_on,
        missing,
    })
}
