//! Freezing: facts are sorted into arrays by place and closed with a hash. What was given is let go on the way, for
//! a month of a large firm fills half a gigabyte.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::business::commissions::calculation::{EdgeSet, EdgeTree, at};
use crate::business::commissions::facts::sums::OwnSums;
use crate::business::commissions::facts::{
    Carry, ColumnHolds, FactPerson, FactSale, FactTrouble, Facts, FactsOf, GivenColumn, PeopleFacts, SoldLine, Standing,
};
use crate::business::commissions::fingerprint::Fingerprint;
use crate::business::commissions::plan::EdgePlace;
use crate::business::commissions::two_threads::both;
use crate::business::partners::{TOP, Tree};
use crate::values::{OrderId, PartnerId, Period};

/// So many mistakes are named; with more, the cause is elsewhere.
const TROUBLES_MAX: usize = 20;

impl Facts {
    /// Sorts and closes facts; the order in which they are given does not matter.
    pub fn freeze(given: FactsOf) -> Result<Facts, Vec<FactTrouble>> {
        let FactsOf { period, currency, people: given_people, sales, person_columns, sale_columns, words, carry } =
            given;
        let tree = tree_of(&given_people, |person| person.sponsor)?;
        if u32::try_from(sales.len()).is_err() {
            return Err(vec![FactTrouble::TooManySales]);
        }
        let words = Words::of(&words);
        let rows = sales.len();
        let (people, sales) = both(
            rows,
            || place_people(&tree, given_people, person_columns, &words),
            || {
                let sellers: Vec<u32> = sales.iter().map(|sale| tree.place(sale.credited_to).unwrap_or(TOP)).collect();
                let sorted = sort_sales(&sellers, period, &sales)?;
                let columns = place_columns(sale_columns, &sorted, &words, &tree);
                Ok::<_, Vec<FactTrouble>>((place_sales(&tree, sales, sellers, sorted), columns))
            },
        );
        let PlacedPeople { standings, people, edges } = people?;
        let (sales, sale_columns) = sales?;
        let mut facts = Facts {
            period,
            currency,
            standings,
            people,
            edges,
            own_sums: OwnSums::default(),
            sales,
            as_sold: Vec::new(),
            sale_columns,
            earlier_refunds: Vec::new(),
            taken_back: Vec::new(),
            words: words.sorted,
            carry: Carry::of(&carry, &tree),
            tree,
            hash: [0; 32],
        };
        facts.earlier_refunds = facts.names_in("refund_of");
        facts.taken_back = facts.names_in("taken_back");
        let closed = || OwnSums::of(&facts.sales, facts.tree.len());
        (facts.own_sums, facts.hash) = both(rows, closed, || facts.fingerprint());
        Ok(facts)
    }

    /// Sales with the name in a column of names; it is empty where a sale takes nothing back.
    fn names_in(&self, column: &str) -> Vec<(u32, String)> {
        let column = self.sale_columns.get(column).map_or(&[][..], Vec::as_slice);
        let name = |word: i64| usize::try_from(word).ok().and_then(|place| self.words.get(place)).cloned();
        let named = (0_u32..).zip(column).filter_map(|(sale, word)| Some((sale, name(*word)?)));
        named.filter(|(_, name)| !name.is_empty()).collect()
    }

    /// Everything in its sorted order, people by their ids.
    fn fingerprint(&self) -> [u8; 32] {
        let mut print = Fingerprint::new();
        for day in [self.period.first(), self.period.last()] {
            print.number(i64::from(day.number()));
        }
        self.currency.code().bytes().for_each(|byte| print.number(i64::from(byte)));
        let id = |place: u32| self.tree.partner(place).map_or(0, PartnerId::number);
        print.number(i64::try_from(self.tree.len()).unwrap_or(i64::MAX));
        for ((partner, parent), standing) in self.tree.partners().iter().zip(self.tree.parents()).zip(&self.standings) {
            let standing = match standing {
                Standing::Valid => 1,
                Standing::Left => 2,
                Standing::Invited => 3,
            };
            print.numbers([partner.number(), id(*parent), standing]);
        }
        for (joined, customer) in self.people.joined.iter().zip(&self.people.customers) {
            print.numbers([unsigned(joined.number()), u64::from(*customer)]);
        }
        let further = [EdgePlace::ENROLLER, EdgePlace::PLACEMENT].into_iter().filter_map(|edge| self.edges.get(&edge));
        further.flat_map(|tree| &tree.parents).for_each(|above| print.numbers([id(*above)]));
        self.people.legs.iter().for_each(|leg| print.numbers([u64::from(*leg)]));
        for sale in &self.sales {
            print.numbers([
                sale.order.number(),
                u64::from(sale.line),
                unsigned(sale.day.number()),
                id(sale.seller),
                id(sale.buyer),
                unsigned(sale.kind.number() + 8 * i64::from(sale.returned)),
                u64::from(sale.quantity),
                unsigned(sale.base),
                unsigned(sale.points),
            ]);
        }
        for (name, column) in self.people.columns.iter().chain(&self.sale_columns) {
            print.bytes(name.as_bytes());
            column.iter().for_each(|value| print.number(*value));
        }
        self.words.iter().for_each(|word| print.bytes(word.as_bytes()));
        self.carry.fingerprint(&mut print);
        print.finish()
    }
}

/// The same bits.
fn unsigned(number: impl Into<i64>) -> u64 {
    number.into().cast_unsigned()
}

fn tree_of(people: &[FactPerson], above: impl Fn(&FactPerson) -> Option<PartnerId>) -> Result<Tree, Vec<FactTrouble>> {
    let edges: Vec<_> = people.iter().map(|person| (person.partner, above(person))).collect();
    Tree::grow(&edges).map_err(|trouble| vec![FactTrouble::Tree(trouble)])
}

/// Every further edge must be a tree over the same people.
fn check_edge(people: &[FactPerson], above: impl Fn(&FactPerson) -> Option<PartnerId>) -> Result<(), Vec<FactTrouble>> {
    if people.iter().all(|person| above(person) == person.sponsor || above(person).is_none()) {
        return Ok(());
    }
    tree_of(people, above).map(drop)
}

/// People in the order of their places.
struct PlacedPeople {
    standings: Vec<Standing>,
    people: PeopleFacts,
    edges: EdgeSet,
}

fn place_people(
    tree: &Tree,
    given: Vec<FactPerson>,
    columns: Vec<GivenColumn>,
    words: &Words,
) -> Result<PlacedPeople, Vec<FactTrouble>> {
    check_edge(&given, |person| person.enroller.or(person.sponsor))?;
    check_edge(&given, |person| person.seat.map(|(parent, _)| parent))?;
    let order = places_given(tree, &given);
    let in_order = || order.iter().filter_map(|i| given.get(at(*i)));
    let people = PeopleFacts {
        joined: in_order().map(|person| person.joined_on).collect(),
        customers: in_order().map(|person| person.customer).collect(),
        legs: in_order().map(|person| person.seat.map_or(0, |(_, leg)| leg)).collect(),
        columns: place_columns(columns, &order, words, tree),
    };
    let standings = in_order().map(|person| person.standing).collect();
    Ok(PlacedPeople { standings, people, edges: place_edges(tree, in_order) })
}

/// For each place, where its person was given.
fn places_given(tree: &Tree, people: &[FactPerson]) -> Vec<u32> {
    let mut order = vec![0; tree.len()];
    for (i, person) in (0_u32..).zip(people) {
        if let Some(slot) = tree.place(person.partner).and_then(|place| order.get_mut(at(place))) {
            *slot = i;
        }
    }
    order
}

/// The edges as places above places. Most firms know one edge only: then it is kept once.
fn place_edges<'p, People: Iterator<Item = &'p FactPerson>>(tree: &Tree, people: impl Fn() -> People) -> EdgeSet {
    let place = |partner: Option<PartnerId>| partner.and_then(|partner| tree.place(partner)).unwrap_or(TOP);
    let enrollers: Vec<u32> = people().map(|person| place(person.enroller.or(person.sponsor))).collect();
    let placements = people().map(|person| place(person.seat.map(|(parent, _)| parent))).collect();
    let mut edges = EdgeSet::new();
    edges.extend(EdgeTree::grow(tree.parents().to_vec()).map(|tree| (EdgePlace::SPONSOR, Arc::new(tree))));
    let shared = edges.get(&EdgePlace::SPONSOR).filter(|tree| tree.parents == enrollers).cloned();
    let enroller = shared.or_else(|| EdgeTree::grow(enrollers).map(Arc::new));
    edges.extend(enroller.map(|tree| (EdgePlace::ENROLLER, tree)));
    edges.extend(EdgeTree::grow(placements).map(|tree| (EdgePlace::PLACEMENT, Arc::new(tree))));
    edges
}

/// Words by their number after sorting, so that the order in which they came does not matter.
struct Words {
    sorted: Vec<String>,
    numbers: Vec<i64>,
}

impl Words {
    fn of(given: &[String]) -> Words {
        let mut sorted = given.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let number = |word: &String| sorted.binary_search(word).ok().and_then(|place| i64::try_from(place).ok());
        let numbers = given.iter().map(|word| number(word).unwrap_or(-1)).collect();
        Words { sorted, numbers }
    }
}

/// Columns by name, each in the order of what it describes.
fn place_columns(given: Vec<GivenColumn>, order: &[u32], words: &Words, tree: &Tree) -> BTreeMap<String, Vec<i64>> {
    let word = |value: i64| usize::try_from(value).ok().and_then(|place| words.numbers.get(place)).copied();
    let place = |value: i64| u64::try_from(value).ok().and_then(|number| tree.place(PartnerId::new(number)));
    let placed = given.into_iter().map(|column| {
        let number = |value: i64| match column.holds {
            ColumnHolds::Numbers => value,
            ColumnHolds::Words => word(value).unwrap_or(-1),
            ColumnHolds::People => i64::from(if value > 0 { place(value).unwrap_or(TOP) } else { TOP }),
        };
        let value = |i: &u32| column.values.get(at(*i)).copied().unwrap_or(0);
        let values = order.iter().map(value).map(number).collect();
        (column.name, values)
    });
    placed.collect()
}

/// The order of sales: for each of them, where it was given.
fn sort_sales(sellers: &[u32], period: Period, given: &[SoldLine]) -> Result<Vec<u32>, Vec<FactTrouble>> {
    let mut troubles = Vec::new();
    let mut keys: Vec<(OrderId, u32, u32)> = Vec::with_capacity(given.len());
    for ((i, sale), seller) in (0_u32..).zip(given).zip(sellers) {
        let (order, line, day) = (sale.order, sale.line, sale.day);
        if !period.contains(day) {
            troubles.push(FactTrouble::OutsidePeriod { order, line, day });
        }
        if *seller == TOP {
            troubles.push(FactTrouble::UnknownSeller { order, line, partner: sale.credited_to });
        }
        if troubles.len() >= TROUBLES_MAX {
            break;
        }
        keys.push((order, line, i));
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    // Order and line are nearly always enough; the rows themselves are looked at where they are not.
    let rest = |i: u32| {
        let sale = given.get(at(i))?;
        let seller = sellers.get(at(i));
        Some((sale.day, seller, sale.returned, sale.quantity, sale.base, sale.points, i))
    };
    keys.sort_unstable_by(|one, two| (one.0, one.1).cmp(&(two.0, two.1)).then_with(|| rest(one.2).cmp(&rest(two.2))));
    Ok(keys.into_iter().map(|(_, _, i)| i).collect())
}

/// In the place of what was given, for there is seldom room for both.
fn place_sales(tree: &Tree, given: Vec<SoldLine>, sellers: Vec<u32>, order: Vec<u32>) -> Vec<FactSale> {
    let place = |partner: PartnerId| tree.place(partner).unwrap_or(TOP);
    let placed = given.into_iter().zip(sellers).map(|(sale, seller)| FactSale {
        day: sale.day,
        order: sale.order,
        line: sale.line,
        seller,
        buyer: sale.buyer.map_or(TOP, place),
        kind: sale.kind,
        returned: sale.returned,
        quantity: sale.quantity,
        base: sale.base,
        points: sale.points,
    });
    let mut sales: Vec<FactSale> = placed.collect();
    reorder(&mut sales, order);
    sales
}

/// Puts rows into an order that says for each place which row belongs there.
fn reorder<Row>(rows: &mut [Row], mut order: Vec<u32>) {
    for (start, number) in (0_u32..).zip(0..order.len()) {
        let mut here = number;
        // Rows that wait for each other's places form a ring; each is moved once.
        while let Some(from) = order.get_mut(here).map(|from| std::mem::replace(from, number_of(here)))
            && from != start
        {
            rows.swap(here, at(from));
            here = at(from);
        }
    }
}

fn number_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
