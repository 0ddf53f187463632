//! Gathering the facts of a period from one snapshot of the store.

use jiff::tz::TimeZone;

use crate::business::commissions::facts::{FactPerson, FactTrouble, Facts, FactsOf, SoldLine, Standing};
use crate::business::commissions::records::sales;
use crate::business::commissions::{Sale, SaleKind};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm::firm;
use crate::business::orders::{self, Placement, order_number};
use crate::business::partners::{self, EdgeKind, Partner};
use crate::store::Read;
use crate::values::{Currency, Day, Period};

/// Everything that counts in a period, as it is known now.
pub fn gather_facts(r: &dyn Read, period: Period, zone: &TimeZone) -> Result<Facts, Failure> {
    freeze_gathered(r, gather_given(r, period, zone)?)
}

/// Closes what was gathered; a mistake in it is told with numbers of orders and partners.
pub(in crate::business::commissions) fn freeze_gathered(r: &dyn Read, given: FactsOf) -> Result<Facts, Failure> {
    Facts::freeze(given).map_err(|troubles| refuse(r, &troubles))
}

/// The same before it is sorted and closed, for whoever puts something to it.
pub(in crate::business::commissions) fn gather_given(
    r: &dyn Read,
    period: Period,
    zone: &TimeZone,
) -> Result<FactsOf, Failure> {
    let sold = sales(r, period);
    let currency = one_currency(r, &sold)?;
    let tree = partners::tree_on(r, EdgeKind::Sponsor, period.last());
    let mut people = Vec::with_capacity(tree.len());
    for (id, partner) in partners::partners(r) {
        if let Some(place) = tree.place(id) {
            let sponsor = tree.parent(place).and_then(|above| tree.partner(above));
            let standing = standing_on(&partner, period.last(), zone);
            people.push(FactPerson { joined_on: partner.joined_on, ..FactPerson::plain(id, sponsor, standing) });
        }
    }
    let sales = sold.iter().map(|sale| sold_line(r, sale)).collect();
    // Conditions compare the kind of a sale with these words.
    let words = SaleKind::ALL.into_iter().map(|kind| kind.word().to_owned()).collect();
    Ok(FactsOf { words, ..FactsOf::plain(period, currency, people, sales) })
}

/// Whether a contract was valid on a day; what happened after that day does not count.
fn standing_on(partner: &Partner, day: Day, zone: &TimeZone) -> Standing {
    if partner.left_on.is_some_and(|left_on| left_on <= day) {
        Standing::Left
    } else if partner.terms_accepted_at.is_some_and(|at| at.day_in(zone) <= day) {
        Standing::Valid
    } else {
        Standing::Invited
    }
}

fn sold_line(r: &dyn Read, sale: &Sale) -> SoldLine {
    let returned = sale.kind == SaleKind::Return;
    SoldLine {
        day: sale.day,
        order: sale.order,
        line: sale.line,
        credited_to: sale.credited_to,
        buyer: None,
        kind: if returned { kind_of_order(r, sale) } else { sale.kind },
        returned,
        quantity: sale.quantity,
        base: sale.base.minor(),
        points: sale.points.hundredths(),
    }
}

/// A return counts where its sale counted.
fn kind_of_order(r: &dyn Read, sale: &Sale) -> SaleKind {
    match orders::order(r, sale.order).map(|order| order.placement) {
        Some(Placement::PartnerOwn) => SaleKind::Own,
        _ => SaleKind::Retail,
    }
}

fn one_currency(r: &dyn Read, sold: &[Sale]) -> Result<Currency, Failure> {
    let home = firm(r).map_or(Currency::EUR, |firm| firm.currency);
    let currency = sold.first().map_or(home, |sale| sale.base.currency());
    match sold.iter().find(|sale| sale.base.currency() != currency) {
        None => Ok(currency),
        Some(other) => {
            let complaint = Complaint::new("commissions.refusal.two_currencies")
                .with("order", order_number(other.order))
                .with("currency", other.base.currency().to_string())
                .with("expected", currency.to_string());
            Err(complaint.into())
        }
    }
}

fn refuse(r: &dyn Read, troubles: &[FactTrouble]) -> Failure {
    let complaints = troubles.iter().map(|trouble| complaint(r, trouble)).collect();
    Failure::Refused(Refusal { kind: RefusalKind::Rule, complaints })
}

fn complaint(r: &dyn Read, trouble: &FactTrouble) -> Complaint {
    match trouble {
        FactTrouble::Tree(_) => Complaint::new("commissions.refusal.no_tree"),
        FactTrouble::TooManySales => Complaint::new("commissions.refusal.too_many_sales"),
        FactTrouble::UnknownSeller { order, line, partner } => {
            let number = partners::partner(r, *partner).map_or_else(|| partner.to_string(), |known| known.number);
            Complaint::new("commissions.refusal.seller_unknown")
                .with("order", order_number(*order))
                .with("line", *line)
                .with("partner", number)
        }
        FactTrouble::OutsidePeriod { order, line, day } => Complaint::new("commissions.refusal.sale_outside_period")
            .with("order", order_number(*order))
            .with("line", *line)
            .with("day", *day),
    }
}
