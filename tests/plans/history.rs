//! What a run leaves to the next one, and what a run in periods of another kind makes of it.

use kontor::business::commissions::{FactPerson, Facts, FactsOf, Plan, Standing, calculate, next_carry, read_plan};
use kontor::exchange::facts::FactFiles;
use kontor::exchange::plan_run::{explain_person, say_explained, settle_files, write_carry};
use kontor::values::{Currency, Language, PartnerId, Period};

use crate::plans::sample::shipped;

const PLAN: &str = r#"
[plan]
name = "years"
version = 1
title = "Years"
effective_from = 2025-01-01
period = "month"
year_begins = 9

[volumes.own]
of = "self"
counts = "points"
sales = ["own", "retail"]

[predicates.top]
needs = ["own >= 100"]

[[rank]]
name = "star"
title = "Star"
needs = ["top"]

[[bonus]]
name = "monthly"
title = "Monthly"
kind = "amount"
amount = "best(own, 2) + 10 * held(top, 3)"
receiver = "valid"

[[bonus]]
name = "yearly"
title = "Yearly"
kind = "amount"
period = "year"
amount = "100 * held(top, 12) + if(previous(top), 7, 0) + sum(own, 3) / 100"
receiver = "valid"
"#;

fn settled(plan: &Plan, period: Period, carry: &[(&str, i64)]) -> (i64, Vec<(String, i64)>) {
    let id = PartnerId::new(1);
    let mut given =
        FactsOf::plain(period, Currency::EUR, vec![FactPerson::plain(id, None, Standing::Valid)], Vec::new());
    given.carry = carry.iter().map(|(key, value)| (id, (*key).to_owned(), *value)).collect();
    let facts = Facts::freeze(given).unwrap();
    let outcome = calculate(plan, &facts).unwrap();
    let left = next_carry(plan, &facts, &outcome);
    (outcome.paid, left.entries().iter().map(|(key, of)| (key.clone(), of[0].1)).collect())
}

#[test]
fn a_year_counts_the_months_and_leaves_them_as_they_are() {
    let plan = read_plan(PLAN).unwrap();
    let months = [
        ("own@1", 300_000_000),
        ("own@2", 150_000_000),
        ("own@3", 50_000_000),
        ("rank_achieved@1", 1),
        ("top@1", 1),
        ("top@12", 1),
        ("top@2", 1),
    ];
    let year = plan.business_period(Period::year(2025).unwrap());
    assert_eq!((year.first().to_string(), year.last().to_string()), ("2025-09-01".to_owned(), "2026-08-31".to_owned()));
    let (paid, left) = settled(&plan, year, &months);
    // Three months at the top, the last one among them, and 500 points in the last three.
    assert_eq!(paid, 100 * (300 + 7 + 5));
    let expected: Vec<(String, i64)> = months.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect();
    assert_eq!(left, expected);
    // The month itself looks at itself and at those before, and moves them on.
    let (paid, left) = settled(&plan, Period::month(2026, 9).unwrap(), &months);
    assert_eq!(paid, 100 * (300 + 20));
    let left: Vec<&str> = left.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(left, ["own@2", "own@3", "rank_achieved@1", "top@2", "top@3"]);
}

/// A weekly and a monthly bonus on the same sales.
const TWO: &str = r#"
[plan]
name = "two"
version = 1
title = "Two"
effective_from = 2026-01-01
period = "month"

[[bonus]]
name = "fast"
title = "Fast"
kind = "sale"
period = "week"
sales = ["retail"]
rate = "20 %"
receiver = "valid"

[[bonus]]
name = "slow"
title = "Slow"
kind = "sale"
sales = ["retail"]
rate = "5 %"
receiver = "valid"
"#;

#[test]
fn a_refund_takes_back_in_each_kind_of_period_its_own_bonuses_alone() {
    let plan = read_plan(TWO).unwrap();
    let people = b"id,name,joined_on,kind,sponsor\nA,Anna,2020-01-01,partner,\n".as_slice();
    let carry = "id,key,value\nA,sold s1 1,100\nA,paid fast s1 1,20\nA,paid slow s1 1,5\n\
                 A,refunded@week s1 1,40\nA,refunded s1 1,10\n";
    let settle = |period: &str, sales: &str, carry: &str| {
        let files = FactFiles { people, sales: sales.as_bytes(), carry: Some(carry.as_bytes()) };
        let settled = settle_files(plan.clone(), files, Period::parse(period).unwrap());
        let settled = settled.unwrap_or_else(|_| panic!("{period}"));
        let mut left = Vec::new();
        write_carry(&settled, &mut left).unwrap();
        (settled.outcome.paid, String::from_utf8(left).unwrap())
    };
    let head = "id,line,date,credited_to,quantity,net,currency,cv,pv,kind,refund_of\n";
    let sales = format!("{head}r1,1,2026-07-08,A,1,-50,EUR,-50,0,retail,s1\n");
    let (week, after_week) = settle("2026-W28", &sales, carry);
    // 90 of 100 are back for the week, 60 for the month.
    assert_eq!(week, -1_000);
    assert!(after_week.contains("A,refunded@week s1 1,90\n") && after_week.contains("A,refunded s1 1,10\n"));
    let (month, after_month) = settle("2026-07", &sales, &after_week);
    assert_eq!(month, -250);
    assert!(after_month.contains("A,refunded@week s1 1,90\n") && after_month.contains("A,refunded s1 1,60\n"));
}

#[test]
fn a_return_has_the_factors_of_the_day_of_its_sale_and_takes_back_what_was_paid() {
    let plan = read_plan(&shipped("markets")).unwrap();
    let people = b"id,name,joined_on,kind,sponsor\nA,Anna,2020-01-01,partner,\n".as_slice();
    let settle = |period: &str, sales: &str, carry: &str| {
        let files = FactFiles { people, sales: sales.as_bytes(), carry: Some(carry.as_bytes()) };
        let settled = settle_files(plan.clone(), files, Period::parse(period).unwrap());
        let settled = settled.unwrap_or_else(|_| panic!("{period}"));
        let mut left = Vec::new();
        write_carry(&settled, &mut left).unwrap();
        let explained = explain_person(&settled, 0, None);
        (settled.outcome.paid, String::from_utf8(left).unwrap(), say_explained(&settled, &explained, Language::De))
    };
    let head = "id,line,date,credited_to,product,quantity,net,currency,cv,pv,kind,refund_of,market\n";
    let sold = format!("{head}s1,1,2026-01-10,A,soap,1,100,EUR,100,100,retail,,CN\n");
    let (paid, carry, said) = settle("2026-01", &sold, "id,key,value\n");
    assert_eq!(paid, 800);
    let told = said.iter().any(|line| {
        line.replace('\u{a0}', " ").contains("Basis 80,00 € = 100,00 € × 0,8 (Markt „CN“ ab 1. Januar 2026)")
    });
    assert!(told, "{said:?}");
    // On the 20th goods for China count more; what comes back counts as on the 10th.
    let back = format!("{sold}r1,1,2026-01-20,A,soap,1,-100,EUR,-100,-100,retail,s1,CN\n");
    assert_eq!(settle("2026-01", &back, "id,key,value\n").0, 0);
    // A part of what was sold takes back the same part of what was paid.
    assert!(carry.contains("A,sold@2026-01@EUR s1 1,100\n") && carry.contains("A,paid retail s1 1,8\n"), "{carry}");
    let later = format!("{head}r1,1,2026-02-20,A,soap,1,-50,EUR,-50,-50,retail,s1,CN\n");
    let (paid, carry, _) = settle("2026-02", &later, &carry);
    assert_eq!(paid, -400);
    assert!(carry.contains("A,refunded s1 1,50\n"), "{carry}");
}
