//! Plan files, and facts made at random.

use std::path::Path;

use kontor::business::commissions::{
    BonusKind, ColumnHolds, FactPerson, Facts, FactsOf, GivenColumn, Kind, Plan, SaleKind, SoldLine, Standing,
};
use kontor::values::{Currency, Day, OrderId, PartnerId, Period};
use proptest::prelude::*;

/// All plans that we ship, and those that only the tests have.
pub fn every_plan() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut plans = Vec::new();
    for folder in ["plans", "plans/published", "tests/plans"] {
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

/// The same firm with everything that a plan asks for: seats, enrollers, days of joining, flags, columns, carry.
pub fn fitted(plan: &Plan, given: &FactsOf, seed: u64) -> FactsOf {
    let chance = |what: &str, number: u64, of: u64| -> u64 {
        let mut hash = seed ^ 0x9E37_79B9_7F4A_7C15;
        for byte in what.bytes().chain(number.to_le_bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
        (hash >> 33) % of
    };
    let mut fitted = given.clone();
    let first = given.period.first();
    for (i, person) in (1_u64..).zip(&mut fitted.people) {
        // Nobody joined on the same day, so that no order hangs on names.
        person.joined_on = first.plus_days(-i32::try_from(i * 3).unwrap());
        person.seat = (i > 1).then(|| (PartnerId::new(i / 2), u8::try_from(i % 2 + 1).unwrap()));
        person.enroller = (i > 1 && chance("enroller", i, 3) == 0).then(|| PartnerId::new(chance("by", i, i - 1) + 1));
        person.customer = chance("customer", i, 6) == 0;
    }
    let people = u64::try_from(given.people.len()).unwrap();
    // Some firms are small, others reach every step of a ladder.
    let size = [1, 3, 100, 5_000][usize::try_from(seed % 4).unwrap()];
    for (i, sale) in (1_u64..).zip(&mut fitted.sales) {
        sale.base *= size;
        sale.points *= size;
        sale.buyer = (chance("buyer", i, 2) == 0).then(|| PartnerId::new(chance("who", i, people) + 1));
        let kinds = [SaleKind::Kit, SaleKind::Fee, SaleKind::Free];
        if chance("kind", i, 9) == 0 {
            sale.kind = kinds[usize::try_from(chance("which", i, 3)).unwrap()];
        }
    }
    let asked = Asked::of(plan);
    fitted.words = asked.words.clone();
    let sales = u64::try_from(given.sales.len()).unwrap();
    let words = u64::try_from(asked.words.len()).unwrap();
    let column = |name: &str, kind: Kind, rows: u64| {
        let value = |row: u64| match kind {
            Kind::Number => i64::try_from(chance(name, row, 5_000)).unwrap() * 10_000,
            // In some firms everybody has every flag.
            Kind::Truth if seed.is_multiple_of(3) => 1,
            Kind::Truth => i64::try_from(chance(name, row, 2)).unwrap(),
            Kind::Person => i64::try_from(chance(name, row, people + 1)).unwrap(),
            Kind::Word | Kind::Rank => i64::try_from(chance(name, row, words.max(1))).unwrap(),
        };
        let holds = match kind {
            Kind::Word => ColumnHolds::Words,
            Kind::Person => ColumnHolds::People,
            _ => ColumnHolds::Numbers,
        };
        GivenColumn { name: name.to_owned(), holds, values: (1..=rows).map(value).collect() }
    };
    fitted.person_columns = plan.columns.people.iter().map(|(name, kind)| column(name, *kind, people)).collect();
    fitted.person_columns.extend(asked.flags.iter().map(|flag| column(&format!("flag:{flag}"), Kind::Truth, people)));
    fitted.person_columns.push(column("country", Kind::Word, people));
    fitted.sale_columns = plan.columns.sales.iter().map(|(name, kind)| column(name, *kind, sales)).collect();
    fitted.sale_columns.push(column("net", Kind::Number, sales));
    fitted.sale_columns.push(column("product", Kind::Word, sales));
    for key in &asked.carried {
        for i in 1..=people {
            if chance(key, i, 3) == 0 {
                let amount = i64::try_from(chance("amount", i, 100_000)).unwrap() * 10_000;
                fitted.carry.push((PartnerId::new(i), key.clone(), amount));
            }
        }
    }
    fitted
}

/// What the text of a plan asks of facts.
struct Asked {
    words: Vec<String>,
    flags: Vec<String>,
    carried: Vec<String>,
}

impl Asked {
    fn of(plan: &Plan) -> Asked {
        let source = every_plan()
            .into_iter()
            .map(|(_, source)| source)
            .find(|source| *blake3::hash(source.as_bytes()).as_bytes() == plan.hash);
        let source = source.unwrap_or_default();
        let quoted: Vec<&str> = source.split('\'').skip(1).step_by(2).filter(|word| word.len() < 20).collect();
        let after = |call: &str| -> Vec<String> {
            let parts = source.split(call).skip(1);
            parts.filter_map(|part| part.split('\'').next()).map(str::to_owned).collect()
        };
        let mut words: Vec<String> = quoted.iter().map(|word| (*word).to_owned()).collect();
        words.push("other".to_owned());
        let mut flags = after("flag('");
        let mut carried = after("carried('");
        for bonus in &plan.bonuses {
            if let BonusKind::Legs(legs) = &bonus.kind {
                let sides = ["left", "right"].map(|side| format!("{}.{side}", bonus.name));
                carried.extend(sides.into_iter().flat_map(|side| match legs.expires_after {
                    0 => vec![side],
                    periods => (1..=periods).map(|layer| format!("{side}.{layer}")).collect(),
                }));
            }
        }
        for list in [&mut words, &mut flags, &mut carried] {
            list.sort();
            list.dedup();
        }
        Asked { words, flags, carried }
    }
}

pub fn frozen(given: &FactsOf) -> Facts {
    Facts::freeze(given.clone()).unwrap()
}
