//! Looking through an extract.

use crate::business::commissions::extract::{Counterpart, Deal, DealState, Extract};
use crate::values::{Currency, Money, Points};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DealWish {
    /// Words that must stand in order number, customer or product.
    pub words: String,
    pub relation: Option<Relation>,
    pub state: Option<DealState>,
    /// `true`: only deals with commission; `false`: only those without.
    pub with_pay: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    OwnCustomers,
    OwnHousehold,
    Team,
}

/// One page of what was found, by day, with the sums of everything that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDeals {
    pub rows: Vec<Deal>,
    pub total: usize,
    pub sums: DealSums,
}

/// What was cancelled or waits is in none of them; commission without a deal is in that of commission alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealSums {
    pub net: Money,
    pub base: Money,
    pub points: Points,
    pub commission: Money,
}

/// Finds deals of an extract, and gives those after the first `skip`, `limit` at most.
pub fn find_deals(extract: &Extract<'_, '_>, wish: &DealWish, skip: usize, limit: usize) -> FoundDeals {
    let words: Vec<String> = wish.words.split_whitespace().map(str::to_lowercase).collect();
    let mut found = FoundDeals { rows: Vec::new(), total: 0, sums: DealSums::none(extract.currency()) };
    for month in extract.months() {
        for deal in extract.deals(*month).into_iter().filter(|deal| wish.fits(deal, &words)) {
            found.sums.add(&deal);
            if found.total >= skip && found.rows.len() < limit {
                found.rows.push(deal);
            }
            found.total += 1;
        }
    }
    found
}

impl DealSums {
    pub fn none(currency: Currency) -> DealSums {
        let nothing = Money::zero(currency);
        DealSums { net: nothing, base: nothing, points: Points::from_hundredths(0), commission: nothing }
    }

    /// The firm settles in one currency; a deal in another has no part in the sums.
    pub fn add(&mut self, deal: &Deal) {
        if deal.net.currency() != self.net.currency() {
            return;
        }
        self.commission += deal.commission();
        if !deal.state.counts() {
            return;
        }
        self.net += deal.net;
        self.base += deal.base;
        self.points += deal.points;
    }
}

impl DealWish {
    pub fn fits(&self, deal: &Deal, words: &[String]) -> bool {
        self.relation.is_none_or(|relation| Relation::of(&deal.counterpart) == Some(relation))
            && self.state.is_none_or(|state| deal.state == state)
            && self.with_pay.is_none_or(|with| with != deal.pay.is_empty())
            && (words.is_empty() || has_all(deal, words))
    }
}

fn has_all(deal: &Deal, words: &[String]) -> bool {
    let who = match &deal.counterpart {
        Counterpart::OwnHousehold | Counterpart::OwnCustomer(None) | Counterpart::Nobody => "",
        Counterpart::OwnCustomer(Some(name)) | Counterpart::Team(name) => name,
    };
    let told = format!("{} {who} {} {}", deal.order_line(), deal.sku, deal.product).to_lowercase();
    words.iter().all(|word| told.contains(word))
}

impl Relation {
    pub const ALL: [Relation; 3] = [Relation::OwnCustomers, Relation::OwnHousehold, Relation::Team];

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            Relation::OwnCustomers => "customers",
            Relation::OwnHousehold => "own",
            Relation::Team => "team",
        }
    }

    /// `None` where nobody has dealt.
    pub const fn of(counterpart: &Counterpart) -> Option<Relation> {
        match counterpart {
            Counterpart::OwnHousehold => Some(Relation::OwnHousehold),
            Counterpart::OwnCustomer(_) => Some(Relation::OwnCustomers),
            Counterpart::Team(_) => Some(Relation::Team),
            Counterpart::Nobody => None,
        }
    }
}
