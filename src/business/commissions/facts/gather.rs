//! Gathering the facts of a period from one snapshot of the store: what the plan asks for, and no more.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use crate::business::commissions::Sale;
use crate::business::commissions::calculation::{Asked, asked_of_facts};
use crate::business::commissions::facts::gather_again::{Closed, take_out_earlier};
use crate::business::commissions::facts::gather_left::{EarlierRefunds, carried, earlier_refunds};
use crate::business::commissions::facts::gather_people::{GatheredPartners, gather_partners, gather_people};
use crate::business::commissions::facts::gather_sales::{Words, gather_sales};
use crate::business::commissions::facts::sold::Sold;
use crate::business::commissions::facts::{FactTrouble, Facts, FactsOf};
use crate::business::commissions::plan::{Plan, Refunds};
use crate::business::commissions::records::posted_before;
use crate::business::commissions::runs::Run;
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::orders::order_number;
use crate::business::partners;
use crate::store::Read;
use crate::values::{OrderId, PartnerId, Period, RunId};

/// Everything that counts for a plan in a period, as it is known now.
pub fn gather_facts(r: &dyn Read, plan: &Plan, period: Period, zone: &TimeZone) -> Result<Facts, Failure> {
    freeze_gathered(r, plan, gather_given(r, plan, period, zone)?)
}

/// Closes what was gathered for a plan; a mistake in it is told with numbers of orders and partners.
pub(in crate::business::commissions) fn freeze_gathered(
    r: &dyn Read,
    plan: &Plan,
    given: FactsOf,
) -> Result<Facts, Failure> {
    let facts = Facts::freeze(given).map_err(|troubles| refuse(r, &troubles))?;
    Ok(facts.with_factors(&plan.factors))
}

/// The same before it is sorted and closed.
pub(super) fn gather_given(r: &dyn Read, plan: &Plan, period: Period, zone: &TimeZone) -> Result<FactsOf, Failure> {
    let asked = asked_of_facts(plan);
    let (partners, sold) = r.both(|r| gather_partners(r, &asked, (period, zone)), |r| Sold::read(r, asked.net, period));
    Ok(gather(r, plan, (sold?, Some(partners), None), (period, zone))?.1)
}

/// The facts of a period for two plans. Everything but what earlier runs left is read once, unless the plans ask for
/// different things; most changes of a plan are other rates.
pub(in crate::business::commissions) fn gather_alike(
    r: &dyn Read,
    (one, other): (&Plan, &Plan),
    period: Period,
    zone: &TimeZone,
) -> Result<(FactsOf, FactsOf), Failure> {
    let asks_net = asked_of_facts(one).net || asked_of_facts(other).net;
    let sold = Sold::read(r, asks_net, period)?;
    let of_one = gather(r, one, (sold.clone(), None, None), (period, zone))?;
    let (_, of_other) = gather(r, other, (sold, None, Some(&of_one)), (period, zone))?;
    Ok((of_one.1, of_other))
}

/// What people and sales depend on beside the period: gathered for the same, they are the same.
#[derive(PartialEq, Eq)]
struct GatheredFor {
    plan: String,
    asked: Asked,
    country: bool,
    market: bool,
    factors: bool,
    /// What came back and is settled like a sale, where goods of closed periods are taken out.
    came_back: Option<Vec<(OrderId, u32)>>,
    names: BTreeMap<usize, String>,
    owing: BTreeSet<PartnerId>,
}

fn gather(
    r: &dyn Read,
    plan: &Plan,
    (mut sold, partners, former): (Sold, Option<GatheredPartners>, Option<&(GatheredFor, FactsOf)>),
    (period, zone): (Period, &TimeZone),
) -> Result<(GatheredFor, FactsOf), Failure> {
    let asked = asked_of_facts(plan);
    let currency = sold.currency;
    let posted = posted_before(r, &plan.name, period);
    let closed = match plan.refunds {
        Refunds::Again(_) => take_out(r, plan, &mut sold, period, &posted),
        _ => Vec::new(),
    };
    let (numbers, came_back): (Vec<usize>, Vec<Sale>) = sold.came_back().into_iter().unzip();
    let EarlierRefunds { names, mut carry } = earlier_refunds(r, plan, (&came_back, currency), (period, zone), &posted);
    // Whoever has left the tree still owes what is taken back.
    let named = names.iter().zip(&came_back).filter(|(name, _)| !name.is_empty());
    let mut owing: BTreeSet<PartnerId> = named.map(|(_, sale)| sale.credited_to).collect();
    let names = numbers.into_iter().zip(names).filter(|(_, name)| !name.is_empty()).collect();
    carry.extend(carried(r, plan, &asked, &posted));
    if let Refunds::Again(ranks) = plan.refunds {
        let now = FactsOf::plain(period, currency, Vec::new(), Vec::new());
        for closed in &closed {
            closed.reckon(r, ranks, zone, &now, &mut carry)?;
        }
    }
    owing.extend(carry.iter().map(|(partner, ..)| *partner));
    let gathered_for = GatheredFor {
        plan: plan.name.clone(),
        country: plan.columns.people.iter().any(|(name, _)| name == "country"),
        market: plan.columns.sales.iter().any(|(name, _)| name == "market"),
        factors: !plan.factors.is_empty(),
        came_back: matches!(plan.refunds, Refunds::Again(_)).then(|| sold.returned()),
        names,
        owing,
        asked: Asked { earlier: BTreeMap::new(), ..asked },
    };
    if let Some((_, given)) = former.filter(|(former, _)| *former == gathered_for) {
        return Ok((gathered_for, FactsOf { carry, ..given.clone() }));
    }
    let GatheredFor { asked, names, owing, .. } = &gathered_for;
    let partners = partners.unwrap_or_else(|| gather_partners(r, asked, (period, zone)));
    let (people, person_columns) = gather_people(r, plan, asked, (period, zone), (partners, owing));
    if asked.seats && people.len() > 1 && people.iter().all(|person| person.seat.is_none()) {
        // Everybody would get nothing, and nobody would know why.
        return Err(Complaint::new("commissions.refusal.no_seats").into());
    }
    let mut words = Words::default();
    let (sales, sale_columns) = gather_sales(r, plan, asked, sold, names, &mut words);
    let mut given = FactsOf { sale_columns, carry, ..FactsOf::plain(period, currency, people, sales) };
    given.person_columns = person_columns.into_iter().map(|column| column.given(&mut words)).collect();
    given.words = words.into_all();
    Ok((gathered_for, given))
}

/// Takes what came back of periods that are reckoned again out of the sales of this one.
fn take_out<'p>(
    r: &dyn Read,
    plan: &Plan,
    sold: &mut Sold,
    period: Period,
    posted: &'p [(RunId, Run)],
) -> Vec<Closed<'p>> {
    let (numbers, mut stays): (Vec<usize>, Vec<Sale>) = sold.came_back().into_iter().unzip();
    let keys: Vec<(OrderId, u32)> = stays.iter().map(|sale| (sale.order, sale.line)).collect();
    let closed = take_out_earlier(r, plan, &mut stays, period, posted);
    let stays: BTreeSet<(OrderId, u32)> = stays.iter().map(|sale| (sale.order, sale.line)).collect();
    let gone = numbers.into_iter().zip(keys).filter(|(_, key)| !stays.contains(key));
    sold.leave_out(&gone.map(|(number, _)| number).collect());
    closed
}

pub(super) fn refuse(r: &dyn Read, troubles: &[FactTrouble]) -> Failure {
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
