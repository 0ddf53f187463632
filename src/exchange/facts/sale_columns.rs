//! The columns of `sales.csv`: which of them a plan needs, and by which of them a refund is compared with its sale.

use crate::business::commissions::{Asked, BASE, ColumnHolds, Kind, MILLION};
use crate::exchange::facts::FactProblems;
use crate::exchange::facts::numbers::{Holds, NumberColumn};
use crate::exchange::facts::row::{Column, Row, Table};
use crate::exchange::facts::sales::SalesAsked;
use crate::values::Currency;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    Number,
    Word,
    /// Somebody in people.csv.
    Person,
    /// A day as the number of days since 1970.
    Day,
}

impl Reads {
    pub const fn holds(self) -> ColumnHolds {
        match self {
            Reads::Number | Reads::Day => ColumnHolds::Numbers,
            Reads::Word => ColumnHolds::Words,
            Reads::Person => ColumnHolds::People,
        }
    }
}

pub struct Columns {
    pub id: Column,
    pub line: Column,
    pub date: Column,
    pub buyer: Column,
    pub credited_to: Column,
    pub product: Column,
    pub quantity: Column,
    pub net: Column,
    pub currency: Column,
    pub cv: Column,
    pub pv: Column,
    pub kind: Column,
    pub paid_on: Column,
    pub refund_of: Column,
    pub keeps_product: bool,
    pub further: Vec<(String, Column, Reads)>,
}

impl Columns {
    pub fn of(table: &Table<'_>, wanted: &SalesAsked<'_>, problems: &mut FactProblems) -> Columns {
        let asked = wanted.asked;
        let built_in = ["net", "product"];
        let named = wanted.plan.columns.sales.iter().filter(|(name, _)| !built_in.contains(&name.as_str()));
        let further = named.map(|(name, kind)| {
            let reads = match kind {
                Kind::Word => Reads::Word,
                Kind::Person => Reads::Person,
                _ if name == "paid_on" => Reads::Day,
                _ => Reads::Number,
            };
            (name.clone(), table.asked(name, true, problems), reads)
        });
        let further: Vec<(String, Column, Reads)> = further.collect();
        let further_day = further.iter().any(|(.., reads)| *reads == Reads::Day);
        Columns {
            further,
            keeps_product: asked.product,
            id: table.needed("id", problems),
            line: table.column("line"),
            date: table.needed("date", problems),
            buyer: table.asked("buyer", asked.buyers, problems),
            credited_to: table.needed("credited_to", problems),
            product: table.asked("product", asked.product, problems),
            quantity: table.asked("quantity", asked.quantity, problems),
            net: table.asked("net", asked.net, problems),
            currency: table.needed("currency", problems),
            cv: table.needed("cv", problems),
            pv: table.asked("pv", asked.points, problems),
            kind: table.needed("kind", problems),
            // A plan that asks for the day reads it among the further columns.
            paid_on: if further_day {
                Column { name: "paid_on".to_owned(), place: None }
            } else {
                table.column("paid_on")
            },
            refund_of: table.column("refund_of"),
        }
    }

    /// What refunds are compared by, as far as the file has it.
    pub fn numbers<'n>(
        &'n self,
        (asked, currency): (&Asked, Currency),
        nets: &'n [i64],
        values: &'n [Vec<i64>],
    ) -> Vec<NumberColumn<'n>> {
        let unit = MILLION / 10_i64.pow(currency.minor_digits().min(6));
        let column = |name, is_asked, holds| NumberColumn { name, is_asked, is_mark: false, holds };
        let mut numbers = vec![column(BASE, true, Holds::Base(unit)), column("pv", asked.points, Holds::Points)];
        numbers.push(column("net", asked.net, Holds::Values(nets)));
        if self.quantity.place.is_some() {
            numbers.push(column("quantity", asked.quantity, Holds::Quantity));
        }
        for ((name, _, reads), values) in self.further.iter().zip(values) {
            if *reads == Reads::Number {
                let is_mark = !asked.amounts.contains(name);
                numbers.push(NumberColumn { is_mark, ..column(name, true, Holds::Values(values)) });
            }
        }
        numbers
    }

    /// In which of them a row says nothing.
    pub fn empty(&self, row: &Row<'_>) -> Vec<String> {
        let further = self.further.iter().filter(|(.., reads)| *reads == Reads::Number).map(|(_, column, _)| column);
        let given = [&self.cv, &self.pv, &self.net, &self.quantity].into_iter().chain(further);
        given.filter(|column| row.text(column).is_empty()).map(|column| column.name.clone()).collect()
    }
}
