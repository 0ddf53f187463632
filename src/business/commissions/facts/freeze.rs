//! Sorting facts into arrays and closing them with a hash.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::business::commissions::SaleKind;
use crate::business::commissions::calculation::{EdgeSet, EdgeTree};
use crate::business::commissions::facts::Carry;
use crate::business::commissions::facts::sums::OwnSums;
use crate::business::commissions::fingerprint::Fingerprint;
use crate::business::commissions::plan::{EdgePlace, SaleKinds};
use crate::business::partners::{TOP, Tree, TreeTrouble};
use crate::values::{Currency, Day, OrderId, PartnerId, Period, PeriodKind};

/// So many mistakes are named; with more, the cause is elsewhere.
const TROUBLES_MAX: usize = 20;

/// Facts as they come from the store or from files, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsOf {
    pub period: Period,
    pub currency: Currency,
    pub people: Vec<FactPerson>,
    pub sales: Vec<SoldLine>,
    /// Further columns of people and sales, in the order in which those are given.
    pub person_columns: Vec<GivenColumn>,
    pub sale_columns: Vec<GivenColumn>,
    /// The words that columns name by their places.
    pub words: Vec<String>,
    /// What earlier periods left: of whom, under which key, how much (millionths).
    pub carry: Vec<(PartnerId, String, i64)>,
}

impl FactsOf {
    /// People and sales, and nothing further.
    pub fn plain(period: Period, currency: Currency, people: Vec<FactPerson>, sales: Vec<SoldLine>) -> FactsOf {
        let (person_columns, sale_columns) = (Vec::new(), Vec::new());
        FactsOf { period, currency, people, sales, person_columns, sale_columns, words: Vec::new(), carry: Vec::new() }
    }
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnHolds {
    /// Millionths; truths are 0 and 1.
    Numbers,
    /// Places among the words.
    Words,
    /// Numbers of partners; 0 for nobody.
    People,
}

/// A column as it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenColumn {
    pub name: String,
    pub holds: ColumnHolds,
    pub values: Vec<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactPerson {
    pub partner: PartnerId,
    pub sponsor: Option<PartnerId>,
    /// Who brought the person; the sponsor where nobody is named.
    pub enroller: Option<PartnerId>,
    /// Below whom, and in which leg; legs are numbered from 1.
    pub seat: Option<(PartnerId, u8)>,
    pub joined_on: Day,
    pub customer: bool,
    pub standing: Standing,
}

impl FactPerson {
    /// Somebody with a sponsor and nothing else; as if there since long ago.
    pub fn plain(partner: PartnerId, sponsor: Option<PartnerId>, standing: Standing) -> FactPerson {
        let joined_on = Day::from_number(0);
        FactPerson { partner, sponsor, enroller: None, seat: None, joined_on, customer: false, standing }
    }
}

/// Whether somebody has a valid contract on the period's last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Valid,
    Left,
    /// The terms are not accepted.
    Invited,
}

/// One order line that was sold, or came back, before its seller has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoldLine {
    pub day: Day,
    pub order: OrderId,
    /// The line within the order, from 1.
    pub line: u32,
    pub credited_to: PartnerId,
    /// Who bought, where that is somebody among the people.
    pub buyer: Option<PartnerId>,
    /// Of a return, the kind of the sale which it takes back.
    pub kind: SaleKind,
    pub returned: bool,
    pub quantity: u32,
    /// Minor units; negative for goods that came back.
    pub base: i64,
    /// Hundredths of a point.
    pub points: i64,
}

/// The same with the seller's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactSale {
    pub day: Day,
    pub order: OrderId,
    pub line: u32,
    pub seller: u32,
    /// `TOP` where the buyer is nobody among the people.
    pub buyer: u32,
    pub kind: SaleKind,
    pub returned: bool,
    pub quantity: u32,
    pub base: i64,
    pub points: i64,
}

/// Why facts cannot be settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactTrouble {
    Tree(TreeTrouble),
    /// A sale is credited to somebody who is not in the tree.
    UnknownSeller {
        order: OrderId,
        line: u32,
        partner: PartnerId,
    },
    OutsidePeriod {
        order: OrderId,
        line: u32,
        day: Day,
    },
    /// More sales than can be numbered.
    TooManySales,
}

/// What a calculation works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub period: Period,
    pub currency: Currency,
    /// By sponsors; it numbers the places.
    pub tree: Tree,
    /// By place.
    pub standings: Vec<Standing>,
    pub people: PeopleFacts,
    /// The three edges of the people.
    pub(in crate::business::commissions) edges: EdgeSet,
    /// Sorted by order and line.
    pub sales: Vec<FactSale>,
    pub(in crate::business::commissions) own_sums: OwnSums,
    sale_columns: BTreeMap<String, Vec<i64>>,
    /// Sales that take back what was sold in an earlier period: their places, with the name of that sale.
    earlier_refunds: Vec<(u32, String)>,
    /// The same for sales of this period.
    taken_back: Vec<(u32, String)>,
    /// All words of columns, sorted; a word's number is its place.
    words: Vec<String>,
    pub carry: Carry,
    pub hash: [u8; 32],
}

/// What is known of people, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFacts {
    pub joined: Vec<Day>,
    pub customers: Vec<bool>,
    /// The leg of the seat; 0 where there is no seat.
    pub legs: Vec<u8>,
    columns: BTreeMap<String, Vec<i64>>,
}

impl PeopleFacts {
    /// A column by place; zeros where the facts have none of this name.
    pub fn column(&self, name: &str) -> Vec<i64> {
        self.columns.get(name).cloned().unwrap_or_else(|| vec![0; self.joined.len()])
    }
}

impl Facts {
    /// Sorts and closes facts; the order in which they are given does not matter.
    pub fn freeze(given: &FactsOf) -> Result<Facts, Vec<FactTrouble>> {
        let edges: Vec<_> = given.people.iter().map(|person| (person.partner, person.sponsor)).collect();
        let tree = Tree::grow(&edges).map_err(|trouble| vec![FactTrouble::Tree(trouble)])?;
        if u32::try_from(given.sales.len()).is_err() {
            return Err(vec![FactTrouble::TooManySales]);
        }
        check_edge(given, |person| person.enroller.or(person.sponsor))?;
        check_edge(given, |person| person.seat.map(|(parent, _)| parent))?;
        let words = Words::of(&given.words);
        let mut by_place: Vec<(u32, usize)> =
            given.people.iter().enumerate().filter_map(|(i, person)| Some((tree.place(person.partner)?, i))).collect();
        by_place.sort_unstable();
        let order: Vec<usize> = by_place.into_iter().map(|(_, i)| i).collect();
        let standings = order.iter().filter_map(|i| given.people.get(*i)).map(|person| person.standing).collect();
        let people = place_people(&tree, given, &order, &words);
        let edges = place_edges(&tree, given, &order);
        let (sales, order) = place_sales(&tree, given)?;
        let sale_columns =
            given.sale_columns.iter().map(|column| (column.name.clone(), column.sorted(&order, &words, &tree)));
        let carry = Carry::of(&given.carry, &tree);
        let mut facts = Facts {
            period: given.period,
            currency: given.currency,
            standings,
            people,
            edges,
            own_sums: OwnSums::of(&sales, tree.len()),
            sales,
            sale_columns: sale_columns.collect(),
            earlier_refunds: Vec::new(),
            taken_back: Vec::new(),
            words: words.sorted,
            carry,
            tree,
            hash: [0; 32],
        };
        facts.earlier_refunds = facts.names_in("refund_of");
        facts.taken_back = facts.names_in("taken_back");
        facts.hash = facts.fingerprint();
        Ok(facts)
    }

    /// Sales with the name in a column of names; it is empty where a sale takes nothing back.
    fn names_in(&self, column: &str) -> Vec<(u32, String)> {
        let column = self.sale_columns.get(column).map_or(&[][..], Vec::as_slice);
        let name = |word: i64| usize::try_from(word).ok().and_then(|place| self.words.get(place)).cloned();
        let named = (0_u32..).zip(column).filter_map(|(sale, word)| Some((sale, name(*word)?)));
        named.filter(|(_, name)| !name.is_empty()).collect()
    }

    pub fn taken_back(&self) -> &[(u32, String)] {
        &self.taken_back
    }

    pub fn earlier_refunds(&self) -> &[(u32, String)] {
        &self.earlier_refunds
    }

    pub fn is_earlier_refund(&self, sale: u32) -> bool {
        self.earlier_refunds.binary_search_by_key(&sale, |(known, _)| *known).is_ok()
    }

    /// Points of every place alone, of all kinds of sale: hundredths.
    pub fn own_points(&self) -> Vec<i64> {
        self.own_sums.points(SaleKinds::ALL).map(Arc::unwrap_or_clone).unwrap_or_default()
    }

    /// Who stands above a place by one of the edges of the people; `TOP` where nobody does.
    pub fn above(&self, edge: EdgePlace, place: u32) -> u32 {
        self.edges.get(&edge).map_or(TOP, |tree| tree.parent(place))
    }

    /// The number of a word; one that no fact has is like no other.
    pub fn word(&self, word: &str) -> i64 {
        let place = self.words.binary_search_by(|known| known.as_str().cmp(word));
        place.ok().and_then(|place| i64::try_from(place).ok()).unwrap_or(-1)
    }

    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// A further value of a sale; 0 where the facts have no such column.
    pub fn sale_column(&self, name: &str, number: usize) -> i64 {
        self.sale_columns.get(name).and_then(|column| column.get(number)).copied().unwrap_or(0)
    }

    /// Whether people or sales have a further column of this name.
    pub fn has_column(&self, name: &str) -> bool {
        self.sale_columns.contains_key(name) || self.people.columns.contains_key(name)
    }

    /// Amounts in the smallest coin become numbers of whole units.
    pub fn millionths_per_minor(&self) -> i64 {
        1_000_000 / 10_i64.pow(self.currency.minor_digits().min(6))
    }

    /// Begun periods of this kind from a day to this period, both counted.
    pub fn periods_since(&self, day: Day) -> i64 {
        let first = self.period.first();
        let months = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
        let (now, then) = match self.period.kind() {
            PeriodKind::Week => {
                let week = |day: Day| i64::from(Period::around(day, PeriodKind::Week).first().number()) / 7;
                (week(first), week(day))
            }
            PeriodKind::Quarter => (months(first) / 3, months(day) / 3),
            PeriodKind::Year => (i64::from(first.year()), i64::from(day.year())),
            PeriodKind::Month | PeriodKind::Days => (months(first), months(day)),
        };
        (now - then + 1).max(0)
    }

    pub fn standing(&self, place: u32) -> Standing {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.standings.get(place).copied().unwrap_or(Standing::Invited)
    }

    /// Everything in its sorted order, people by their ids.
    fn fingerprint(&self) -> [u8; 32] {
        let mut print = Fingerprint::new();
        let mut number = |value: i64| print.number(value);
        number(i64::from(self.period.first().number()));
        number(i64::from(self.period.last().number()));
        self.currency.code().bytes().for_each(|byte| number(i64::from(byte)));
        let id = |place: u32| self.tree.partner(place).map_or(0, |partner| partner.number().cast_signed());
        number(i64::try_from(self.tree.len()).unwrap_or(i64::MAX));
        for ((partner, parent), standing) in self.tree.partners().iter().zip(self.tree.parents()).zip(&self.standings) {
            number(partner.number().cast_signed());
            number(if *parent == TOP { 0 } else { id(*parent) });
            number(match standing {
                Standing::Valid => 1,
                Standing::Left => 2,
                Standing::Invited => 3,
            });
        }
        for (joined, customer) in self.people.joined.iter().zip(&self.people.customers) {
            number(i64::from(joined.number()));
            number(i64::from(*customer));
        }
        let further = [EdgePlace::ENROLLER, EdgePlace::PLACEMENT].into_iter().filter_map(|edge| self.edges.get(&edge));
        for above in further.flat_map(|tree| &tree.parents) {
            number(if *above == TOP { 0 } else { id(*above) });
        }
        self.people.legs.iter().for_each(|leg| number(i64::from(*leg)));
        for sale in &self.sales {
            number(sale.order.number().cast_signed());
            number(i64::from(sale.line));
            number(i64::from(sale.day.number()));
            number(id(sale.seller));
            number(if sale.buyer == TOP { 0 } else { id(sale.buyer) });
            number(sale.kind.number() + 8 * i64::from(sale.returned));
            number(i64::from(sale.quantity));
            number(sale.base);
            number(sale.points);
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

/// Every further edge must be a tree over the same people.
fn check_edge(given: &FactsOf, above: impl Fn(&FactPerson) -> Option<PartnerId>) -> Result<(), Vec<FactTrouble>> {
    if given.people.iter().all(|person| above(person) == person.sponsor || above(person).is_none()) {
        return Ok(());
    }
    let edges: Vec<_> = given.people.iter().map(|person| (person.partner, above(person))).collect();
    Tree::grow(&edges).map(drop).map_err(|trouble| vec![FactTrouble::Tree(trouble)])
}

fn place_people(tree: &Tree, given: &FactsOf, order: &[usize], words: &Words) -> PeopleFacts {
    let mut people = PeopleFacts::default();
    for person in order.iter().filter_map(|i| given.people.get(*i)) {
        people.joined.push(person.joined_on);
        people.customers.push(person.customer);
        people.legs.push(person.seat.map_or(0, |(_, leg)| leg));
    }
    let columns = given.person_columns.iter().map(|column| (column.name.clone(), column.sorted(order, words, tree)));
    people.columns = columns.collect();
    people
}

/// The edges as places above places. Most firms know one edge only: then it is kept once.
fn place_edges(tree: &Tree, given: &FactsOf, order: &[usize]) -> EdgeSet {
    let place = |partner: Option<PartnerId>| partner.and_then(|partner| tree.place(partner)).unwrap_or(TOP);
    let people = || order.iter().filter_map(|i| given.people.get(*i));
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

impl GivenColumn {
    fn sorted(&self, order: &[usize], words: &Words, tree: &Tree) -> Vec<i64> {
        let value = |i: &usize| self.values.get(*i).copied().unwrap_or(0);
        let word = |value: i64| usize::try_from(value).ok().and_then(|place| words.numbers.get(place)).copied();
        let place = |value: i64| u64::try_from(value).ok().and_then(|number| tree.place(PartnerId::new(number)));
        let number = |value: i64| match self.holds {
            ColumnHolds::Numbers => value,
            ColumnHolds::Words => word(value).unwrap_or(-1),
            ColumnHolds::People => i64::from(if value > 0 { place(value).unwrap_or(TOP) } else { TOP }),
        };
        order.iter().map(value).map(number).collect()
    }
}

/// Sales in their order, and where each of them was given.
fn place_sales(tree: &Tree, given: &FactsOf) -> Result<(Vec<FactSale>, Vec<usize>), Vec<FactTrouble>> {
    let mut troubles = Vec::new();
    let mut sales = Vec::with_capacity(given.sales.len());
    for (i, sale) in given.sales.iter().enumerate() {
        let (order, line, day) = (sale.order, sale.line, sale.day);
        if !given.period.contains(day) {
            troubles.push(FactTrouble::OutsidePeriod { order, line, day });
        }
        match tree.place(sale.credited_to) {
            None => troubles.push(FactTrouble::UnknownSeller { order, line, partner: sale.credited_to }),
            Some(seller) => sales.push((
                FactSale {
                    day,
                    order,
                    line,
                    seller,
                    buyer: sale.buyer.and_then(|buyer| tree.place(buyer)).unwrap_or(TOP),
                    kind: sale.kind,
                    returned: sale.returned,
                    quantity: sale.quantity,
                    base: sale.base,
                    points: sale.points,
                },
                i,
            )),
        }
        if troubles.len() >= TROUBLES_MAX {
            break;
        }
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    sales.sort_unstable_by_key(|(sale, i)| {
        (sale.order, sale.line, sale.day, sale.seller, sale.returned, sale.quantity, sale.base, sale.points, *i)
    });
    Ok(sales.into_iter().unzip())
}
