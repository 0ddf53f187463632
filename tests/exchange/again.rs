//! Goods of an earlier period come back, and the plan reckons that period again: on files.

use kontor::business::commissions::read_plan;
use kontor::exchange::facts::{Before, FactFiles};
use kontor::exchange::plan_run::{
    Settled, SettledTrouble, explain_person, say_explained, settle_files_after, write_carry, write_json,
};
use kontor::values::{Language, Period};

/// What is paid on group volume by a ladder, for a rank, and on two legs.
const PLAN: &str = r#"
[plan]
name = "again"
version = 1
title = "Again"
effective_from = 2026-01-01
period = "month"

[volumes.own]
of = "self"
counts = "base"
sales = ["own", "retail"]

[volumes.unit]
of = "team"
counts = "base"
sales = ["own", "retail"]

[[rank]]
name = "silver"
title = "Silver"
needs = "unit >= 1000"

[[bonus]]
name = "group"
title = "Group"
kind = "amount"
amount = "unit * ladder(unit, 0: 6 %, 1000: 9 %)"
receiver = "valid"

[[bonus]]
name = "rise"
title = "Rise"
kind = "amount"
amount = "if(rank >= silver, 50, 0)"
receiver = "valid"

[[bonus]]
name = "legs"
title = "Legs"
kind = "binary"
edge = "placement"
volume = "own"
rate = "10 %"
receiver = "valid"

[refunds]
how = "again"
"#;
const PEOPLE: &str = "id,joined_on,kind,sponsor,placement_parent,placement_leg\n\
    A,2020-01-01,partner,,,\nB,2020-01-01,partner,A,A,left\nC,2020-01-01,partner,A,A,right\n";
const HEAD: &str = "id,line,date,credited_to,currency,cv,kind,refund_of\n";
const FEBRUARY: &str = "S1,1,2026-02-10,B,EUR,1200,retail,\nS2,1,2026-02-11,C,EUR,500,retail,\n";

fn settle(
    plan: &str,
    (people, sales): (&str, &str),
    carry: Option<&str>,
    period: &str,
    february: Option<&str>,
) -> Result<Settled, SettledTrouble> {
    let sales = format!("{HEAD}{sales}");
    let files = FactFiles { people: people.as_bytes(), sales: sales.as_bytes(), carry: carry.map(str::as_bytes) };
    let earlier = february.map(|february| format!("{HEAD}{february}"));
    let before: Vec<Before<'_>> = earlier
        .iter()
        .map(|sales| Before {
            period: Period::parse("2026-02").unwrap(),
            files: FactFiles { people: PEOPLE.as_bytes(), sales: sales.as_bytes(), carry: None },
        })
        .collect();
    settle_files_after(read_plan(plan).unwrap(), files, Period::parse(period).unwrap(), &before)
}

fn settled(plan: &str, sales: &str, carry: Option<&str>, period: &str) -> Settled {
    settle(plan, (PEOPLE, sales), carry, period, Some(FEBRUARY)).unwrap_or_else(|trouble| panic!("{trouble:?}"))
}

/// What everybody has under a bonus.
fn pay(settled: &Settled, bonus: usize) -> [i64; 3] {
    assert!(settled.passed(), "{:?}", settled.checks);
    ["A", "B", "C"].map(|id| settled.outcome.people.by_bonus(settled.named.place(id).unwrap()).nth(bonus).unwrap())
}

fn carry(settled: &Settled) -> String {
    let mut bytes = Vec::new();
    write_carry(settled, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_came_back_of_a_closed_month_is_taken_back_as_if_it_had_never_been_sold() {
    let february = settle(PLAN, (PEOPLE, FEBRUARY), None, "2026-02", None).unwrap();
    // A: 1,700 at 9 %; B: 1,200 at 9 %; C: 500 at 6 %. Matched are 500, and 700 are kept on the left.
    assert_eq!((pay(&february, 0), pay(&february, 1)), ([15300, 10800, 3000], [5000, 5000, 0]));
    assert_eq!(pay(&february, 2), [5000, 0, 0]);
    let left = carry(&february);
    assert!(left.contains("A,legs.left,700\n"), "{left}");
    // 800 of B's 1,200 come back: 900 and 400 at 6 %. Matched would have been 400 of 400 and 500.
    let march = settled(PLAN, "R1,1,2026-03-05,B,EUR,-800,retail,S1\n", Some(&left), "2026-03");
    assert_eq!((pay(&march, 0), pay(&march, 1)), ([5400 - 15300, 2400 - 10800, 0], [0, 0, 0]));
    assert_eq!(pay(&march, 2), [4000 - 5000, 0, 0]);
    let left = carry(&march);
    // Nothing is left of the 700, and 100 on the other side.
    assert!(left.contains("A,legs.right,100\n") && !left.contains("legs.left"), "{left}");
    assert!(left.contains("B,refunded S1 1,800\n") && !left.contains("back "), "{left}");
    let said = say_explained(&march, &explain_person(&march, march.named.place("B").unwrap(), None), Language::En);
    let sentence = "-€84.00: the difference of February 2026, reckoned again without the goods that came back since";
    assert!(said.iter().any(|said| said.replace('−', "-").contains(sentence)), "{said:#?}");
    let mut json = Vec::new();
    write_json(&march, &mut json).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert!(json["lines"].as_array().unwrap().iter().all(|line| line["reckoned_again"] == "2026-02"), "{json}");
    // The rest comes back: everything but the rank is as if B had sold nothing.
    let april = settled(PLAN, "R2,1,2026-04-05,B,EUR,-400,retail,S1\n", Some(&left), "2026-04");
    assert_eq!((pay(&april, 0), pay(&april, 1)), ([3000 - 5400, -2400, 0], [0, 0, 0]));
    assert_eq!(pay(&april, 2), [-4000, 0, 0]);
}

#[test]
fn a_plan_can_take_back_what_a_rank_gave_that_would_not_have_been_reached() {
    let plan = PLAN.replace("how = \"again\"", "how = \"again\"\nranks = \"reckoned\"");
    let march = settled(&plan, "R1,1,2026-03-05,B,EUR,-800,retail,S1\n", None, "2026-03");
    assert_eq!((pay(&march, 0), pay(&march, 1)), ([5400 - 15300, 2400 - 10800, 0], [-5000, -5000, 0]));
}

#[test]
fn what_cannot_be_reckoned_again_is_named() {
    let told = |people: &str, sales: &str, carry: Option<&str>, february: Option<&str>| match settle(
        PLAN,
        (people, sales),
        carry,
        "2026-03",
        february,
    ) {
        Err(SettledTrouble::Files(problems)) => {
            let first = problems.first.first().map(|problem| problem.say(Language::En));
            (problems.of.map(|period| period.to_string()), first.unwrap())
        }
        other => panic!("{:?}", other.map(|settled| settled.outcome.paid)),
    };
    let refund = "R1,1,2026-03-05,B,EUR,-800,retail,S1\n";
    let (_, said) = told(PEOPLE, refund, None, None);
    assert!(said.starts_with("sales.csv, row 2, column refund_of, “S1 1”: ") && said.contains("--before"), "{said}");
    let (_, said) = told(PEOPLE, refund, Some("id,key,value\nB,refunded S1 1,500\n"), Some(FEBRUARY));
    assert!(said.contains("Not so much is left"), "{said}");
    let (_, said) = told(
        &PEOPLE.replace("A,A,left", ",,").replace("A,A,right", ",,").replace("A,2020", "D,2020"),
        refund,
        None,
        Some(FEBRUARY),
    );
    assert!(said.contains("A has to get more or less from 2026-02"), "{said}");
    let (of, said) = told(PEOPLE, refund, None, Some("S1,1,2026-02-30,B,EUR,1200,retail,\n"));
    assert_eq!(of.as_deref(), Some("2026-02"));
    assert!(said.contains("row 2, column date"), "{said}");
}
