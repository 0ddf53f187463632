//! The people of a period: partners by all their edges, and customers where the plan asks for them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use crate::business::commissions::calculation::{Asked, FLAGS};
use crate::business::commissions::facts::gather_sales::Words;
use crate::business::commissions::facts::{ColumnHolds, FactPerson, GivenColumn, Standing};
use crate::business::commissions::plan::Plan;
use crate::business::customers::{self, Customer};
use crate::business::partners::{self, EdgeKind, Partner};
use crate::business::people::{self, Person};
use crate::store::Read;
use crate::values::{CustomerId, Day, Instant, PartnerId, Period, PersonId};

/// Customers stand among the people under numbers that no partner reaches.
const CUSTOMERS_FROM: u64 = 1 << 48;
/// More customers than one run can number.
const CUSTOMERS_MAX: usize = 1 << 31;

/// A column of people before its words have places.
pub(super) enum PersonColumn {
    Flag(&'static str, Vec<bool>),
    Country(Vec<String>),
}

impl PersonColumn {
    pub(super) fn given(self, words: &mut Words) -> GivenColumn {
        match self {
            PersonColumn::Flag(word, met) => GivenColumn {
                name: format!("flag:{word}"),
                holds: ColumnHolds::Numbers,
                values: met.into_iter().map(i64::from).collect(),
            },
            PersonColumn::Country(codes) => GivenColumn {
                name: "country".to_owned(),
                holds: ColumnHolds::Words,
                values: codes.into_iter().map(|code| words.place(&code)).collect(),
            },
        }
    }
}

/// As whom a customer stands among the people.
pub(super) fn customer_among_people(id: CustomerId) -> PartnerId {
    PartnerId::new(CUSTOMERS_FROM.saturating_add(id.number()))
}

/// Everybody in the tree on the period's last day.
pub(super) struct GatheredPartners {
    sponsors: Parents,
    people: Vec<FactPerson>,
    known: Vec<Known>,
}

/// Partners by all their edges that the plan asks for.
pub(super) fn gather_partners(r: &dyn Read, asked: &Asked, (period, zone): (Period, &TimeZone)) -> GatheredPartners {
    let last = period.last();
    // Whether they are trees is looked at when the facts are closed.
    let sponsors = Parents(partners::parents_on(r, EdgeKind::Sponsor, last));
    let enrollers = asked.enrollers.then(|| Parents(partners::parents_on(r, EdgeKind::Enroller, last)));
    let over = Instant::at(last.plus_days(1), 0, zone);
    let seats = if asked.seats { seats_on(r, last) } else { BTreeMap::new() };
    let mut known = Vec::with_capacity(sponsors.0.len());
    let mut people = Vec::with_capacity(sponsors.0.len());
    // Both come in the order of partners, so that nobody is looked for.
    let mut places = sponsors.0.iter().peekable();
    partners::each_partner(r, |id, partner| {
        while places.next_if(|(before, _)| *before < id).is_some() {}
        let Some((_, sponsor)) = places.next_if(|(placed, _)| *placed == id) else { return };
        let standing = standing_on(&partner, (last, over));
        people.push(FactPerson {
            joined_on: partner.joined_on,
            enroller: enrollers.as_ref().and_then(|enrollers| enrollers.of(id).flatten()),
            seat: seats.get(&id).copied(),
            ..FactPerson::plain(id, *sponsor, standing)
        });
        known.push(Known { person: partner.person, terms: standing == Standing::Valid });
    });
    GatheredPartners { sponsors, people, known }
}

/// Partners, of those outside the tree only who owes something, and customers where the plan asks for them.
pub(super) fn gather_people(
    r: &dyn Read,
    plan: &Plan,
    asked: &Asked,
    (period, zone): (Period, &TimeZone),
    (partners, owing): (GatheredPartners, &BTreeSet<PartnerId>),
) -> (Vec<FactPerson>, Vec<PersonColumn>) {
    let GatheredPartners { sponsors, mut people, mut known } = partners;
    let outside = owing.iter().filter(|id| sponsors.of(**id).is_none());
    for (id, partner) in outside.filter_map(|id| Some((*id, partners::partner(r, *id)?))) {
        people.push(FactPerson { joined_on: partner.joined_on, ..FactPerson::plain(id, None, Standing::Left) });
        known.push(Known { person: partner.person, terms: false });
    }
    if asked.customers || asked.buyers {
        add_customers(r, &sponsors, (period.last(), zone), &mut people, &mut known);
    }
    (people, columns(r, plan, asked, &known))
}

/// What columns of somebody are read from.
struct Known {
    person: PersonId,
    terms: bool,
}

/// Below whom everybody stands, sorted.
struct Parents(Vec<(PartnerId, Option<PartnerId>)>);

impl Parents {
    /// `None` for whoever has no place; otherwise the one above, if anybody stands there.
    fn of(&self, id: PartnerId) -> Option<Option<PartnerId>> {
        let place = self.0.binary_search_by_key(&id, |(partner, _)| *partner).ok()?;
        self.0.get(place).map(|(_, parent)| *parent)
    }
}

/// Whether a contract was valid on a day, which is over at the moment named; what happened after it does not count.
fn standing_on(partner: &Partner, (day, over): (Day, Instant)) -> Standing {
    if partner.left_on.is_some_and(|left_on| left_on <= day) {
        Standing::Left
    } else if partner.terms_accepted_at.is_some_and(|at| at < over) {
        Standing::Valid
    } else {
        Standing::Invited
    }
}

/// Legs are numbered in the order in which seats were taken, whoever has left them since.
fn seats_on(r: &dyn Read, day: Day) -> BTreeMap<PartnerId, (PartnerId, u8)> {
    let mut taken: BTreeMap<PartnerId, Vec<(Day, PartnerId, bool)>> = BTreeMap::new();
    for (child, _) in partners::partners(r) {
        for edge in partners::edges_of(r, EdgeKind::Placement, child).into_iter().filter(|edge| edge.from <= day) {
            if let Some(parent) = edge.parent {
                taken.entry(parent).or_default().push((edge.from, child, edge.holds_on(day)));
            }
        }
    }
    let mut seats = BTreeMap::new();
    for (parent, mut children) in taken {
        children.sort_unstable();
        let legs = (1_u8..=u8::MAX).zip(children);
        seats.extend(legs.filter(|(_, (.., holds))| *holds).map(|(leg, (_, child, _))| (child, (parent, leg))));
    }
    seats
}

/// Customers stand below the partner who brought them, by every edge but that of seats.
fn add_customers(
    r: &dyn Read,
    sponsors: &Parents,
    (last, zone): (Day, &TimeZone),
    people: &mut Vec<FactPerson>,
    known: &mut Vec<Known>,
) {
    let since = |customer: &Customer| customer.since.day_in(zone);
    let mut all = customers::customers(r, None, CUSTOMERS_MAX);
    all.retain(|(_, customer)| since(customer) <= last);
    for (id, customer) in all {
        let brought_by = customer.partner.filter(|partner| sponsors.of(*partner).is_some());
        let standing = if customer.closed { Standing::Left } else { Standing::Valid };
        people.push(FactPerson {
            joined_on: since(&customer),
            enroller: brought_by,
            customer: true,
            ..FactPerson::plain(customer_among_people(id), brought_by, standing)
        });
        known.push(Known { person: customer.person, terms: false });
    }
}

fn columns(r: &dyn Read, plan: &Plan, asked: &Asked, known: &[Known]) -> Vec<PersonColumn> {
    let flags: Vec<&'static str> = FLAGS.into_iter().filter(|flag| asked.flags.contains(*flag)).collect();
    let country = asked.country || plan.columns.people.iter().any(|(name, _)| name == "country");
    if flags.is_empty() && !country {
        return Vec::new();
    }
    let persons: Vec<Option<Person>> = known.iter().map(|known| people::person(r, known.person)).collect();
    let met = |flag: &str| -> Vec<bool> {
        let each = known.iter().zip(&persons);
        each.map(|(known, person)| if flag == "terms" { known.terms } else { is_complete(person.as_ref()) }).collect()
    };
    let mut columns: Vec<PersonColumn> = flags.into_iter().map(|flag| PersonColumn::Flag(flag, met(flag))).collect();
    if country {
        let code = |person: &Option<Person>| {
            let address = person.as_ref().and_then(|person| person.address.as_ref());
            address.map(|address| address.country.code().to_owned()).unwrap_or_default()
        };
        columns.push(PersonColumn::Country(persons.iter().map(code).collect()));
    }
    columns
}

/// Everything is there that a payout needs.
fn is_complete(person: Option<&Person>) -> bool {
    person.is_some_and(|person| person.address.is_some() && person.iban.is_some())
}
