//! Thawing: frozen facts as they were gathered, for whoever puts something to them.

use crate::business::commissions::facts::{ColumnHolds, FactPerson, FactSale, Facts, FactsOf, GivenColumn, SoldLine};
use crate::business::commissions::plan::EdgePlace;
use crate::values::PartnerId;

impl Facts {
    /// What was gathered, before the factors of a plan; frozen again it is the same facts. Numbers and words of
    /// columns stay as they are: the words are sorted already, and no column that is gathered holds people.
    pub fn thaw(&self) -> FactsOf {
        let people = (0_u32..).zip(self.tree.partners());
        let people = people.zip(&self.people.joined).zip(&self.people.customers).zip(&self.people.legs);
        let people = people.map(|((((place, partner), joined_on), customer), leg)| FactPerson {
            enroller: self.partner_above(EdgePlace::ENROLLER, place),
            seat: self.partner_above(EdgePlace::PLACEMENT, place).map(|parent| (parent, *leg)),
            joined_on: *joined_on,
            customer: *customer,
            ..FactPerson::plain(*partner, self.partner_above(EdgePlace::SPONSOR, place), self.standing(place))
        });
        let carry = self.carry.entries().iter().flat_map(|(key, entries)| {
            let left = |(place, value): &(u32, i64)| Some((self.tree.partner(*place)?, key.clone(), *value));
            entries.iter().filter_map(left)
        });
        let column = |(name, values): (&String, &Vec<i64>)| GivenColumn {
            name: name.clone(),
            holds: ColumnHolds::Numbers,
            values: values.clone(),
        };
        FactsOf {
            period: self.period,
            currency: self.currency,
            people: people.collect(),
            sales: self.sales.iter().enumerate().filter_map(|(number, sale)| self.sold_line(number, sale)).collect(),
            person_columns: self.people.columns.iter().map(column).collect(),
            sale_columns: self.sale_columns.iter().map(column).collect(),
            words: self.words.clone(),
            carry: carry.collect(),
        }
    }

    fn partner_above(&self, edge: EdgePlace, place: u32) -> Option<PartnerId> {
        self.tree.partner(self.above(edge, place))
    }

    /// Freezing has found a place for every seller.
    fn sold_line(&self, number: usize, sale: &FactSale) -> Option<SoldLine> {
        let (base, points) = self.as_sold(number);
        Some(SoldLine {
            day: sale.day,
            order: sale.order,
            line: sale.line,
            credited_to: self.tree.partner(sale.seller)?,
            buyer: self.tree.partner(sale.buyer),
            kind: sale.kind,
            returned: sale.returned,
            quantity: sale.quantity,
            base,
            points,
        })
    }
}
