//! Real purchases, 1997-1998, from a shop for CDs: 69,659 of 23,570 customers. A few thousand of them are taken in
//! here; KONTOR_WHOLE_CDNOW=1 takes all. The file lies beside the project in ../shared/data (KONTOR_CDNOW names
//! another place); where it is not, the tests say so.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use serde_json::json;

use crate::cli::commission::sum_of;
use crate::cli::program::Program;
use crate::store::disk::Dice;

const MAP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow.map.toml");
const SAMPLE_ROWS: usize = 3_000;
/// Who stands under whom is drawn, always in the same way.
const SEED: u64 = 1997;

fn whole() -> bool {
    std::env::var_os("KONTOR_WHOLE_CDNOW").is_some_and(|value| !value.is_empty())
}

/// Not by a macro, whose words are kept back while a test succeeds.
fn tell(words: &str) {
    std::io::stderr().write_all(words.as_bytes()).unwrap();
}

/// The table, or its first rows; `None` where it is not here.
fn purchases() -> Option<String> {
    let usual = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/cdnow-purchases.csv"));
    let path = std::env::var_os("KONTOR_CDNOW").map_or_else(usual, PathBuf::from);
    let Ok(text) = std::fs::read_to_string(&path) else {
        tell(&format!("skip cli::cdnow: there is no {}\n", path.display()));
        return None;
    };
    if whole() {
        return Some(text);
    }
    let mut sample: String = text.lines().take(SAMPLE_ROWS + 1).collect::<Vec<_>>().join("\n");
    sample.push('\n');
    Some(sample)
}

struct Known {
    rows: u64,
    customers: BTreeSet<String>,
    cents: i64,
}

fn known(table: &str) -> Known {
    let customers = table.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
    let known = Known { rows: table.lines().count() as u64 - 1, customers, cents: sum_of(table, "amount_usd") };
    if whole() {
        assert_eq!((known.rows, known.customers.len(), known.cents), (69_659, 23_570, 250_031_563));
    }
    known
}

#[test]
fn all_purchases_are_taken_in_to_the_cent_and_only_once() {
    let Some(table) = purchases() else { return };
    let known = known(&table);
    let program = Program::with_firm("USD");
    let file = program.file("cdnow.csv", &table);
    let import = ["--json", "import", "orders", file.to_str().unwrap(), "--map", MAP];
    let began = Instant::now();
    let taken = program.run(&import).ended(0).json();
    let seconds = began.elapsed().as_secs_f64();
    tell(&format!("{} purchases were taken in within {seconds:.1} s\n", known.rows));
    let found = [&taken[0]["new"], &taken[0]["customers"], &taken[0]["products"]];
    let expected = [json!(known.rows), json!(known.customers.len()), json!(1)];
    assert_eq!(found, expected.each_ref(), "{taken:?}");

    let end = program.run(&["journal", "verify"]).ended(0).out;
    let again = program.run(&import).ended(20).json();
    assert_eq!((&again[0]["new"], &again[0]["same"]), (&0.into(), &known.rows.into()));
    assert_eq!(program.run(&["journal", "verify"]).ended(0).out, end, "nothing was written");

    let orders = program.path("orders.csv");
    program.run(&["export", "orders", "--out", orders.to_str().unwrap()]).ended(0);
    let orders = std::fs::read_to_string(orders).unwrap();
    assert_eq!(sum_of(&orders, "amount_net"), known.cents);
    let keys: BTreeSet<&str> = orders.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(keys.len() as u64, known.rows);
    program.run(&["check"]).ended(0);
}

#[test]
fn ten_broken_lines_are_named_and_nothing_is_taken_in() {
    let Some(table) = purchases() else { return };
    let program = Program::with_firm("USD");
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    let last = lines.len();
    let broken = [
        (7, "00003,1997-02-30,2,20.76", "1997-02-30"),
        (50, "00010,19970121,1,12.99", "19970121"),
        (99, "00020,1997-01-02,two,24.00", "two"),
        (100, "00021,1997-01-02,0,24.00", "quantity"),
        (512, "00100,1997-01-02,1,twelve", "twelve"),
        (513, "00100,1997-01-02,1,-12.00", "-12.00"),
        (1_000, "00200,1997-01-02,1,12.001", "12.001"),
        (1_500, "00300,,1,12.00", "date"),
        (2_000, "00400,1997-01-02,,12.00", "quantity"),
        (last, "00500,1997-01-02,1", "columns"),
    ];
    for (line, text, _) in broken {
        lines[line - 1] = text.to_owned();
    }
    let file = program.file("cdnow.csv", &(lines.join("\n") + "\n"));
    let import = ["import", "orders", file.to_str().unwrap(), "--map", MAP];
    let end = program.run(&["journal", "verify"]).out;
    let refused = program.run(&import).ended(1).err;
    for (line, _, word) in broken {
        let named = refused.lines().find(|told| told.starts_with(&format!("Line {line},")));
        assert!(named.is_some_and(|told| told.contains(word)), "line {line}, {word}: {named:?} in\n{refused}");
    }
    let lines: BTreeSet<&str> =
        refused.lines().filter(|told| told.starts_with("Line ")).filter_map(|told| told.split(',').next()).collect();
    assert_eq!(lines.len(), broken.len(), "{refused}");
    assert_eq!(program.run(&["journal", "verify"]).out, end, "nothing was taken in");
}

#[test]
fn a_tree_over_the_customers_settles_march_1997_and_nothing_is_lost() {
    let Some(table) = purchases() else { return };
    let known = known(&table);
    let program = Program::with_firm("USD");
    let (partners, people) = tree_over(&known.customers);
    let partners = program.file("partners.csv", &partners);
    let people = program.file("people.csv", &people);
    let purchases = program.file("cdnow.csv", &table);
    program.run(&["import", "partners", partners.to_str().unwrap()]).ended(0);
    program.run(&["import", "people", people.to_str().unwrap()]).ended(0);
    let import = ["--json", "import", "orders", purchases.to_str().unwrap(), "--map", MAP];
    assert_eq!(program.run(&import).ended(0).json()[0]["customers"], 0, "they are there already");
    program.run(&["plan", "adopt", "unilevel-simple"]).ended(0);

    let folder = program.path("march");
    let simulate = ["--json", "commission", "simulate", "1997-03", "--out", folder.to_str().unwrap()];
    let simulated = program.run(&simulate).ended(0).json();
    let result = &simulated[0]["result"];
    let distributable: i64 = result["distributable"].as_str().unwrap().replace('.', "").parse().unwrap();
    let read = |part: &str| std::fs::read_to_string(folder.join(format!("L-0000-1997-03-{part}.csv"))).unwrap();
    let (lines, breakage) = (sum_of(&read("lines"), "amount"), sum_of(&read("breakage"), "amount"));
    assert!(lines > 0 && breakage > 0, "{result}");
    assert_eq!(lines + breakage, distributable);
    assert_eq!(sum_of(&read("statements"), "total"), lines);

    // What the plan gives, reckoned by itself: every rate of every line, half a cent away from zero.
    let orders = program.path("orders.csv");
    program.run(&["export", "orders", "--period", "1997-03", "--out", orders.to_str().unwrap()]).ended(0);
    let mut rows = csv::Reader::from_path(&orders).unwrap();
    let place = rows.headers().unwrap().iter().position(|name| name == "commission_base_net").unwrap();
    let bases = rows.records().map(|row| row.unwrap()[place].replace('.', "").parse::<i64>().unwrap());
    let given: i64 =
        bases.map(|base| [20, 6, 5, 4, 3, 2, 1, 1].map(|rate| (base * rate + 50) / 100).iter().sum::<i64>()).sum();
    assert_eq!(distributable, given);
}

/// Everybody is a partner, and a customer who is credited to himself; each stands under somebody drawn from those
/// before.
fn tree_over(customers: &BTreeSet<String>) -> (String, String) {
    let mut dice = Dice::new(SEED);
    let mut partners = "number,last_name,joined_on,sponsor,enroller,terms_version\n".to_owned();
    let mut people = "key,last_name,email,customer,customer_group,partner\n".to_owned();
    let all: Vec<&String> = customers.iter().collect();
    for (place, customer) in all.iter().enumerate() {
        let above = match place {
            0 => String::new(),
            _ => format!("N-{}", all[usize::try_from(dice.below(place as u64)).unwrap()]),
        };
        writeln!(partners, "N-{customer},Customer {customer},1997-01-01,{above},{above},1").unwrap();
        let email = format!("customer-{customer}@cdnow.invalid");
        writeln!(people, "C-{customer},Customer {customer},{email},C-{customer},private,N-{customer}").unwrap();
    }
    (partners, people)
}
