//! Plan files, and facts made at random.

use std::path::Path;

use kontor::business::commissions::{FactPerson, Facts, FactsOf, SaleKind, SoldLine, Standing};
use kontor::values::{Currency, Day, OrderId, PartnerId, Period};
use proptest::prelude::*;

/// All plans that we ship, and those that only the tests have.
pub fn every_plan() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut plans = Vec::new();
    for folder in ["plans", "tests/plans"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                plans.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    plans.sort();
    plans
}

pub fn shipped(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans").join(format!("{name}.toml"));
    std::fs::read_to_string(path).unwrap()
}

/// A small firm of up to forty people with up to sixty sales and returns, in no particular order.
pub fn facts_of_any_firm() -> impl Strategy<Value = FactsOf> {
    let people = prop::collection::vec((0_u64..1_000, 0_u8..10), 1..40);
    let sales = prop::collection::vec((0_u64..1_000, 0_u8..3, -20_000_i64..60_000, 0_i64..15_000), 0..60);
    (people, sales).prop_map(|(people, sales)| {
        let count = u64::try_from(people.len()).unwrap();
        FactsOf::plain(
            Period::month(2026, 3).unwrap(),
            Currency::EUR,
            (1..)
                .zip(people)
                .map(|(id, (above, standing))| {
                    let above = above % id;
                    let standing =
                        [Standing::Valid, Standing::Left, Standing::Invited][usize::from(standing.saturating_sub(7))];
                    FactPerson::plain(PartnerId::new(id), (above > 0).then(|| PartnerId::new(above)), standing)
                })
                .collect(),
            (1..)
                .zip(sales)
                .map(|(number, (seller, kind, base, points))| SoldLine {
                    day: Day::new(2026, 3, 1).unwrap().plus_days(i32::try_from(number % 31).unwrap()),
                    order: OrderId::new(number),
                    line: 1,
                    credited_to: PartnerId::new(seller % count + 1),
                    buyer: None,
                    kind: if kind == 0 { SaleKind::Own } else { SaleKind::Retail },
                    returned: base < 0,
                    quantity: 1,
                    base,
                    points: if base < 0 { -points } else { points },
                })
                .collect(),
        )
    })
}

pub fn frozen(given: &FactsOf) -> Facts {
    Facts::freeze(given).unwrap()
}
