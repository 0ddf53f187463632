//! Sorting facts into arrays and closing them with a hash.

use crate::business::commissions::SaleKind;
use crate::business::commissions::fingerprint::Fingerprint;
use crate::business::commissions::plan::{Counts, SaleKinds};
use crate::business::partners::{TOP, Tree, TreeTrouble};
use crate::values::{Currency, Day, OrderId, PartnerId, Period};

/// So many mistakes are named; with more, the cause is elsewhere.
const TROUBLES_MAX: usize = 20;

/// Facts as they come from the store or from files, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsOf {
    pub period: Period,
    pub currency: Currency,
    pub people: Vec<FactPerson>,
    pub sales: Vec<SoldLine>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactPerson {
    pub partner: PartnerId,
    pub sponsor: Option<PartnerId>,
    pub standing: Standing,
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
    /// Retail or own; of a return, that of the sale which it takes back.
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
    pub tree: Tree,
    /// By place.
    pub standings: Vec<Standing>,
    /// Sorted by order and line.
    pub sales: Vec<FactSale>,
    pub hash: [u8; 32],
}

impl Facts {
    /// Sorts and closes facts; the order in which they are given does not matter.
    pub fn freeze(given: &FactsOf) -> Result<Facts, Vec<FactTrouble>> {
        let edges: Vec<_> = given.people.iter().map(|person| (person.partner, person.sponsor)).collect();
        let tree = Tree::grow(&edges).map_err(|trouble| vec![FactTrouble::Tree(trouble)])?;
        if u32::try_from(given.sales.len()).is_err() {
            return Err(vec![FactTrouble::TooManySales]);
        }
        let mut people: Vec<_> = given.people.iter().map(|person| (tree.place(person.partner), person)).collect();
        people.sort_unstable_by_key(|(place, _)| *place);
        let standings = people.into_iter().map(|(_, person)| person.standing).collect();
        let sales = place_sales(&tree, given)?;
        let mut facts = Facts { period: given.period, currency: given.currency, tree, standings, sales, hash: [0; 32] };
        facts.hash = facts.fingerprint();
        Ok(facts)
    }

    pub fn standing(&self, place: u32) -> Standing {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.standings.get(place).copied().unwrap_or(Standing::Invited)
    }

    /// What is credited to every place alone: hundredths of points, or minor units.
    pub fn own_volume(&self, counts: Counts, kinds: SaleKinds) -> Vec<i64> {
        let mut own = vec![0_i64; self.tree.len()];
        for sale in self.sales.iter().filter(|sale| kinds.include(sale.kind)) {
            let place = usize::try_from(sale.seller).unwrap_or(usize::MAX);
            if let Some(sum) = own.get_mut(place) {
                *sum += match counts {
                    Counts::Points => sale.points,
                    Counts::Base => sale.base,
                };
            }
        }
        own
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
        for sale in &self.sales {
            number(sale.order.number().cast_signed());
            number(i64::from(sale.line));
            number(i64::from(sale.day.number()));
            number(id(sale.seller));
            number(i64::from(sale.kind == SaleKind::Own) + 2 * i64::from(sale.returned));
            number(i64::from(sale.quantity));
            number(sale.base);
            number(sale.points);
        }
        print.finish()
    }
}

fn place_sales(tree: &Tree, given: &FactsOf) -> Result<Vec<FactSale>, Vec<FactTrouble>> {
    let mut troubles = Vec::new();
    let mut sales = Vec::with_capacity(given.sales.len());
    for sale in &given.sales {
        let (order, line, day) = (sale.order, sale.line, sale.day);
        if !given.period.contains(day) {
            troubles.push(FactTrouble::OutsidePeriod { order, line, day });
        }
        match tree.place(sale.credited_to) {
            None => troubles.push(FactTrouble::UnknownSeller { order, line, partner: sale.credited_to }),
            Some(seller) => sales.push(FactSale {
                day,
                order,
                line,
                seller,
                kind: sale.kind,
                returned: sale.returned,
                quantity: sale.quantity,
                base: sale.base,
                points: sale.points,
            }),
        }
        if troubles.len() >= TROUBLES_MAX {
            break;
        }
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    sales.sort_unstable_by_key(|sale| {
        (sale.order, sale.line, sale.day, sale.seller, sale.returned, sale.quantity, sale.base, sale.points)
    });
    Ok(sales)
}
