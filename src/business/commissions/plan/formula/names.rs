//! The names that formulas of a plan may use.

use crate::business::commissions::plan::formula::Kind;

/// Of whom a formula speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Person,
    /// One sold line; `seller(…)` and `buyer(…)` lead to people.
    Sale,
}

/// What the plan defines, each by its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub volumes: Vec<String>,
    pub predicates: Vec<String>,
    /// From the lowest to the highest.
    pub ranks: Vec<String>,
    pub bonuses: Vec<String>,
    /// The three that everybody has, and those that the plan makes itself.
    pub edges: Vec<String>,
    pub columns: ColumnNames,
}

/// Further columns of the facts that the plan uses, with what stands in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnNames {
    pub people: Vec<(String, Kind)>,
    pub sales: Vec<(String, Kind)>,
}

/// Names of a person that every plan knows.
pub(super) const PERSON_NAMES: [&str; 9] = [
    "rank",
    "rank_achieved",
    "rank_paid",
    "rank_before",
    "valid",
    "customer",
    "days_member",
    "periods_member",
    "country",
];

/// Names of a sold line that every plan knows.
pub(super) const SALE_NAMES: [&str; 7] = ["base", "points", "net", "quantity", "product", "kind", "seller_days"];

impl Names {
    pub(super) fn place(list: &[String], name: &str) -> Option<u16> {
        list.iter().position(|known| known == name).and_then(|place| u16::try_from(place).ok())
    }

    /// Whether every plan has this name already.
    pub(in crate::business::commissions::plan) fn is_built_in(name: &str) -> bool {
        PERSON_NAMES.contains(&name)
    }

    /// Everything that may stand here, for whoever mistyped a name.
    pub(super) fn known(&self, scope: Scope) -> String {
        let (defined, columns, built_in): (Vec<&String>, &[(String, Kind)], &[&str]) = match scope {
            Scope::Person => {
                let defined = self.volumes.iter().chain(&self.predicates).chain(&self.ranks);
                (defined.collect(), &self.columns.people, &PERSON_NAMES)
            }
            Scope::Sale => (Vec::new(), &self.columns.sales, &SALE_NAMES),
        };
        let columns = columns.iter().map(|(name, _)| name.as_str());
        let all = defined.into_iter().map(String::as_str).chain(columns).chain(built_in.iter().copied());
        all.collect::<Vec<_>>().join(", ")
    }
}
