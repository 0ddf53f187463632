//! What a plan gives on files: the same bytes whatever the order of rows, keys that stay, a carry that goes on from
//! period to period, and reasons.

use kontor::business::commissions::{CalculationTrouble, carry_kind, check_examples, read_plan};
use kontor::exchange::facts::FactFiles;
use kontor::exchange::plan_run::{
    CsvFile, Settled, SettledTrouble, explain_person, explained_json, say_explained, say_settled, settle_files,
    write_carry, write_csv, write_json,
};
use kontor::values::{Language, Period};
use proptest::prelude::*;
use serde_json::Value;

use crate::exchange::facts::{PEOPLE, PLAN, SALES, plan};

const SIMPLE: &str = include_str!("../../plans/unilevel-simple.toml");
const ROWS: &str = "P1,Anna,2020-01-01,,partner,AT,,,,,kyc,north\n\
    P2,Ben,2021-01-01,,partner,AT,P1,P1,,,kyc,\n\
    P3,Cora,2021-02-01,,partner,DE,P2,P2,,,kyc,\n\
    P4,\"Dan, the elder\",2021-02-01,2026-03-15,partner,DE,,P3,,,,\n\
    K1,Kim,2024-02-01,,customer,DE,,P4,,,,\n";
const SOLD: &str = "S1,1,2026-03-02,K1,P3,cream,2,240.00,EUR,200.00,100,retail,2026-03-05,,30\n\
    S2,1,2026-03-03,P1,P1,cream,1,50.00,EUR,40,20,own,,,0\n\
    S3,1,2026-03-04,x,P4,cream,1,50.00,EUR,40,20,retail,,,10\n\
    S4,1,2026-03-20,,P3,cream,-1,-120,EUR,-100,-50,,,S1,-15\n";

fn settle(plan: &str, people: &str, sales: &str, carry: Option<&str>, period: &str) -> Result<Settled, SettledTrouble> {
    let (people, sales) = (format!("{PEOPLE}{people}"), format!("{SALES}{}", sales.replace('\n', ",\n")));
    let files = FactFiles { people: people.as_bytes(), sales: sales.as_bytes(), carry: carry.map(str::as_bytes) };
    settle_files(read_plan(plan).unwrap(), files, Period::parse(period).unwrap())
}

fn march(plan: &str) -> Settled {
    settle(plan, ROWS, SOLD, None, "2026-03").unwrap_or_else(|trouble| panic!("{trouble:?}"))
}

/// Everything that can be written of an outcome.
fn bytes(settled: &Settled) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_json(settled, &mut bytes).unwrap();
    for file in CsvFile::ALL {
        write_csv(settled, file, &mut bytes).unwrap();
    }
    write_carry(settled, &mut bytes).unwrap();
    bytes.extend(say_settled(settled, Language::De).join("\n").into_bytes());
    bytes
}

fn json(settled: &Settled) -> Value {
    let mut bytes = Vec::new();
    write_json(settled, &mut bytes).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn carry(settled: &Settled) -> String {
    let mut bytes = Vec::new();
    write_carry(settled, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_keys_are_those_that_are_documented() {
    let found = json(&march(SIMPLE));
    let mut top = ["plan", "period", "currency", "facts", "hash", "sums", "lines", "people", "breakage", "checks"];
    top.sort_unstable();
    assert_eq!(keys(&found), top);
    let line = &found["lines"][2];
    for (key, expected) in [
        ("person", "P1"),
        ("bonus", "team"),
        ("amount", "12.00"),
        ("currency", "EUR"),
        ("sale", "S1"),
        ("from", "P3"),
        ("base", "200.00"),
        ("share", "1"),
        ("rate", "0.06"),
        ("part", "1"),
    ] {
        assert_eq!(line[key], expected, "{key}");
    }
    assert_eq!((&line["line"], &line["level"], &line["left_out"]), (&1.into(), &1.into(), &0.into()));
    let path = line["path"].as_array().unwrap();
    assert_eq!(path.iter().map(|step| step["person"].as_str().unwrap()).collect::<Vec<_>>(), ["P3", "P2", "P1"]);
    assert_eq!((&path[1]["reason"], &path[1]["level"]), (&"too_little".into(), &Value::Null));
    assert_eq!(path[1]["needs"], "own >= 20");
    let people = found["people"].as_array().unwrap();
    assert_eq!(
        people.iter().map(|one| one["person"].as_str().unwrap()).collect::<Vec<_>>(),
        ["K1", "P1", "P2", "P3", "P4"]
    );
    assert_eq!(people[1]["total"], "8.00");
    assert_eq!((&people[1]["volumes"]["own"], &people[1]["active"]["active"]), (&"20".into(), &true.into()));
    for key in ["name", "bonuses", "lines", "rank", "rank_achieved", "rank_paid", "carry", "told"] {
        assert!(people[1].get(key).is_some(), "{key}");
    }
    let broken = &found["breakage"][0];
    assert_eq!(
        (&broken["person"], &broken["reason"], &broken["amount"]),
        (&"P4".into(), &"left".into(), &"8.00".into())
    );
    assert_eq!(found["breakage"][1]["reason"], "nobody_above");
    assert_eq!(found["sums"]["paid"], "30.40");
    assert!(found["checks"].as_array().unwrap().iter().all(|check| check["passed"] == true));
}

#[test]
fn a_factor_is_named_beside_what_was_sold() {
    let factor = "[[factors.product]]\nof = \"cream\"\nfrom = 1990-01-01\nbase = 0.5\n\n[predicates.contract]";
    let settled = march(&SIMPLE.replace("[predicates.contract]", factor));
    let line = json(&settled)["lines"][2].clone();
    assert_eq!((&line["base"], &line["sold"], &line["amount"]), (&"100.00".into(), &"200.00".into(), &"6.00".into()));
    let expected = serde_json::json!([{ "by": "product", "of": "cream", "times": "0.5" }]);
    assert_eq!(line["factors"], expected);
    let mut bytes = Vec::new();
    write_csv(&settled, CsvFile::Lines, &mut bytes).unwrap();
    let lines = String::from_utf8(bytes).unwrap();
    assert!(lines.lines().next().unwrap().ends_with(",sold,factors"), "{lines}");
    assert!(lines.lines().skip(1).all(|line| line.ends_with(",product cream 0.5")), "{lines}");
    // Without factors there is nothing of it.
    assert!(json(&march(SIMPLE))["lines"][2].get("factors").is_none());
}

#[test]
fn csv_quotes_what_needs_it_and_has_a_column_for_everything_of_the_plan() {
    let settled = march(PLAN);
    let csv = |file| {
        let mut bytes = Vec::new();
        write_csv(&settled, file, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let people = csv(CsvFile::People);
    assert!(people.starts_with(
        "person,name,total,currency,lines,rank,rank_achieved,rank_paid,bonus_own,bonus_team,\
         volume_own,volume_margin,volume_seats,volume_team,predicate_active,predicate_kept\n"
    ));
    assert!(people.contains("\nP4,\"Dan, the elder\",0.00,EUR,0,"), "{people}");
    assert!(
        csv(CsvFile::Lines).contains("\nP3,own,3.00,EUR,S1,1,P3,30.00,1,0.1,1,0,P3:0,0,,,,\n"),
        "{}",
        csv(CsvFile::Lines)
    );
    assert_eq!(csv(CsvFile::Checks).lines().count(), 1 + settled.checks.len());
}

#[test]
fn what_a_period_leaves_is_what_the_next_one_looks_back_at() {
    let first = march(PLAN);
    // The plan looks back one period at active, and two at own; ranks are always left.
    assert_eq!(carry(&first).lines().next(), Some("id,key,value"));
    for row in ["P1,active@1,1", "P1,own@1,20", "P3,own@1,50", "P4,own@1,20"] {
        assert!(carry(&first).contains(&format!("\n{row}\n")), "{row} is not in {}", carry(&first));
    }
    let april = SOLD.replace("2026-03", "2026-04").replace(",100,retail", ",1000,retail");
    let second = settle(PLAN, ROWS, &april, Some(&carry(&first)), "2026-04").unwrap();
    for row in ["P1,own@1,20", "P1,own@2,20", "P3,own@1,950", "P3,own@2,50", "P1,rank_achieved@1,gold"] {
        assert!(carry(&second).contains(&format!("\n{row}\n")), "{row} is not in {}", carry(&second));
    }
    let third = settle(PLAN, ROWS, "", Some(&carry(&second)), "2026-05").unwrap();
    let written = carry(&third);
    assert!(written.contains("\nP3,own@2,950\n") && !written.contains("own@3"), "{written}");
    // Whoever reached gold once has achieved it, whatever the month gives.
    assert!(written.contains("\nP1,rank_achieved@1,gold\n") && !written.contains("rank_paid@1"), "{written}");
    assert_eq!(json(&third)["people"][1]["rank_achieved"], "gold");
    let kept = settle(PLAN, ROWS, SOLD, Some("id,key,value\nP1,advance,12.5\n"), "2026-03").unwrap();
    assert!(carry(&kept).contains("\nP1,advance,12.5\n"), "what the plan does not know is handed on");
    assert_eq!(format!("{:?}", carry_kind(&plan(), "active@7")), "Truth");
}

#[test]
fn an_example_carries_truths_and_ranks_as_files_do() {
    let example = "[[example]]\ntitle = \"a rank is paid for two months more\"\ntree = [\"A > B\"]\n\
        carry = { A = { \"rank@1\" = 2, \"active@1\" = 1 } }\nlines = []\nbreakage = \"0.00\"\n\
        known = { A = { rank = \"\", rank_paid = \"gold\", before = true }, B = { rank_paid = \"\", before = false } }\n";
    let before = "[predicates.before]\nneeds = [\"previous(active)\"]\n\n[ranks]\ngrace = 2\n\n[[rank]]";
    let plan = format!("{}{example}", PLAN.replacen("[[rank]]", before, 1));
    let plan = read_plan(&plan).unwrap_or_else(|troubles| panic!("{troubles:#?}"));
    for result in check_examples(&plan) {
        assert!(result.passed(), "{result:#?}");
    }
}

#[test]
fn legs_leave_what_they_did_not_match() {
    let plan = include_str!("../plans/binary.toml");
    let people = PEOPLE.replace("region", "owner").to_owned()
        + "A,,2020-01-01,,partner,,,,,,plain,o\nB,,2020-01-01,,partner,,,A,A,left,,o\nC,,2020-01-01,,partner,,,A,A,right,,o\n";
    let months = [("2026-01", "200", "500", "20.00", "300"), ("2026-02", "400", "100", "40.00", "0")];
    let mut carried = None;
    for (month, left, right, paid, rest) in months {
        let sales = format!(
            "{SALES}S1,1,{month}-02,,B,,1,0,EUR,{left},0,own,,,0,\nS2,1,{month}-02,,C,,1,0,EUR,{right},0,own,,,0,\n"
        );
        let files = FactFiles {
            people: people.as_bytes(),
            sales: sales.as_bytes(),
            carry: carried.as_deref().map(str::as_bytes),
        };
        let settled = settle_files(read_plan(plan).unwrap(), files, Period::parse(month).unwrap()).unwrap();
        let found = json(&settled);
        assert_eq!((&found["people"][0]["total"], &found["lines"][0]["from"]), (&paid.into(), &"A".into()));
        let next = carry(&settled);
        assert_eq!(next.contains("\nA,weaker.right,300\n"), rest == "300", "{next}");
        carried = Some(next);
    }
}

#[test]
fn a_bonus_of_another_period_is_left_out_and_says_so() {
    let settled = settle(SIMPLE, ROWS, SOLD, None, "2026-Q1").unwrap();
    assert_eq!(settled.outcome.paid, 0);
    let explained = explain_person(&settled, settled.named.place("P1").unwrap(), Some(1));
    let said = say_explained(&settled, &explained, Language::En).join("\n");
    assert!(said.contains("This bonus is settled in periods of another length."), "{said}");
}

#[test]
fn reasons_say_why_and_why_not() {
    let settled = march(SIMPLE);
    let said = |id: &str, bonus: Option<u16>, language| {
        let explained = explain_person(&settled, settled.named.place(id).unwrap(), bonus);
        say_explained(&settled, &explained, language).join("\n")
    };
    let anna = said("P1", None, Language::En);
    assert!(anna.contains("€12.00 = €200.00 × 6%, level 1: sale S1, line 1, of Cora (P3)"), "{anna}");
    assert!(anna.contains("Ben (P2), passed over: not active in this period (own >= 20)"), "{anna}");
    assert!(anna.contains("Anna (P1) sold nothing personally that counts"), "{anna}");
    let ben = said("P2", Some(1), Language::En);
    assert!(ben.contains("Own points: 20 needed, Ben (P2) has 0; 20 is missing."), "{ben}");
    assert!(ben.contains("Passed over: Anna (P1) received €12.00"), "{ben}");
    assert!(!ben.contains("Retail commission"), "{ben}");
    let dan = said("P4", Some(0), Language::De);
    assert!(dan.contains("Entgangen 8,00\u{a0}€") && dan.contains("ausgeschieden"), "{dan}");
    let kim = said("K1", Some(1), Language::Zh);
    assert!(kim.contains("没有计入此奖金的销售"), "{kim}");
    let explained = explain_person(&settled, settled.named.place("P2").unwrap(), None);
    let told = explained_json(&settled, &explained, Language::En);
    assert_eq!(told["bonuses"][1]["why_not"][0]["reason"], "need");
    assert_eq!(told["amount"], "0.00");
}

#[test]
fn a_rate_over_the_whole_is_refused_with_whose_it_is() {
    let plan = SIMPLE.replacen("\"6 %\", \"5 %\"", "\"own / 100\", \"5 %\"", 1);
    assert_ne!(plan, SIMPLE);
    let more = SOLD.replace("EUR,40,20,own", "EUR,340,320,own");
    assert!(settle(&plan, ROWS, SOLD, None, "2026-03").is_ok());
    match settle(&plan, ROWS, &more, None, "2026-03") {
        Err(SettledTrouble::RateOverWhole { bonus, person, rate }) => {
            assert_eq!((bonus.as_str(), person.as_str(), rate.to_string().as_str()), ("team", "P1", "320 %"));
        }
        other => panic!("{:?}", other.map(|settled| settled.outcome.paid)),
    }
}

#[test]
fn what_is_too_large_to_reckon_is_refused_and_not_rounded() {
    let plan = SIMPLE.replacen(
        "sales = [\"own\", \"retail\"]\n\n[volumes.team]",
        "sales = [\"own\", \"retail\"]\n\n[volumes.huge]\ncounts = \"number\"\nformula = \"own * own\"\n\n[volumes.team]",
        1,
    );
    let sale = "S1,1,2026-03-02,,P3,,1,0,EUR,1,1000000000000,retail,,,0\n";
    match settle(&plan, ROWS, sale, None, "2026-03") {
        Err(SettledTrouble::Calculation(CalculationTrouble::TooLarge)) => {}
        other => panic!("{:?}", other.map(|settled| settled.outcome.paid)),
    }
}

#[test]
fn sums_that_no_number_can_hold_end_the_run() {
    let huge = "[[bonus]]\nname = \"huge\"\ntitle = \"huge\"\nkind = \"amount\"\namount = \"900000 * 10000000\"\nreceiver = \"valid\"\n\n[rounding]";
    let plan = SIMPLE.replacen("[rounding]", huge, 1);
    let people = |count: u32| -> String {
        (0..count).map(|number| format!("X{number},,2020-01-01,,partner,,,,,,,\n")).collect()
    };
    let few = settle(&plan, &people(3), "", None, "2026-03").unwrap_or_else(|trouble| panic!("{trouble:?}"));
    assert_eq!(few.outcome.paid, 3 * 900_000_000_000_000);
    match settle(&plan, &people(20_000), "", None, "2026-03") {
        Err(SettledTrouble::Calculation(CalculationTrouble::TooLarge)) => {}
        other => panic!("{:?}", other.map(|settled| settled.outcome.paid)),
    }
}

/// Rows that can be read, with amounts up to the limits.
fn rows_at_the_limits() -> impl Strategy<Value = String> {
    let amount = prop_oneof![Just("0"), Just("0.01"), Just("1000000000000"), Just("999999999999.99"), Just("33.33")];
    let seller = prop_oneof![Just("P1"), Just("P3"), Just("K1")];
    let row = (amount.clone(), amount, seller, prop_oneof![Just("own"), Just("retail"), Just("kit")]);
    proptest::collection::vec(row, 0..9).prop_map(|rows| {
        let rows = rows.into_iter().enumerate();
        let written = rows.map(|(at, (cv, pv, seller, kind))| {
            format!("S{at},1,2026-03-02,,{seller},,1,0,EUR,{cv},{pv},{kind},,,0\n")
        });
        written.collect()
    })
}

fn shuffled(rows: &'static str) -> impl Strategy<Value = String> {
    let rows: Vec<String> = rows.lines().map(|row| format!("{row}\n")).collect();
    Just(rows).prop_shuffle().prop_map(|rows| rows.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn amounts_at_the_limits_are_settled_or_refused(sales in rows_at_the_limits(), of_asking in any::<bool>()) {
        match settle(if of_asking { PLAN } else { SIMPLE }, ROWS, &sales, None, "2026-03") {
            Ok(settled) => {
                prop_assert!(settled.passed());
                prop_assert!(!bytes(&settled).is_empty());
            }
            Err(SettledTrouble::Files(problems)) => prop_assert!(problems.first[0].column != "credited_to"),
            Err(SettledTrouble::Calculation(trouble)) => prop_assert_eq!(trouble, CalculationTrouble::TooLarge),
            Err(other) => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn the_order_of_rows_changes_no_byte(people in shuffled(ROWS), sales in shuffled(SOLD)) {
        let carry = "id,key,value\nP1,own@1,20\nP3,rank_paid@1,silver\n";
        let other_carry = "id,key,value\nP3,rank_paid@1,silver\nP1,own@1,20\n";
        let first = settle(PLAN, ROWS, SOLD, Some(carry), "2026-03").unwrap();
        let second = settle(PLAN, &people, &sales, Some(other_carry), "2026-03").unwrap();
        prop_assert_eq!(bytes(&first), bytes(&second));
    }
}

#[test]
fn what_comes_back_in_a_later_month_takes_back_what_its_sale_gave() {
    let march = march(SIMPLE);
    let left = carry(&march);
    // S1 was 200.00, of which S4 took 100.00 back in the same month; its 20 % were 40.00.
    for expected in ["P3,paid retail S1 1,40\n", "P3,sold@2026-03@EUR S1 1,200\n", "P3,refunded S1 1,100\n"] {
        assert!(left.contains(expected), "{expected} in {left}");
    }
    let april = |back: &str, carry: Option<&str>| {
        settle(
            SIMPLE,
            ROWS,
            &format!("S9,1,2026-04-02,,P3,cream,-1,{back},EUR,{back},0,retail,,S1,0\n"),
            carry,
            "2026-04",
        )
    };
    let settled = april("-40", Some(&left)).unwrap();
    let found = json(&settled);
    let lines = found["lines"].as_array().unwrap();
    // A fifth of what the sale gave, to the seller and to each of those above who had something.
    let own = lines.iter().find(|line| line["bonus"] == "retail").unwrap();
    assert_eq!((&own["person"], &own["amount"], &own["refund_of"]), (&"P3".into(), &"-8.00".into(), &"S1 1".into()));
    assert!(settled.passed() && settled.outcome.paid < -800 + 1);
    let explained = explain_person(&settled, settled.named.place("P3").unwrap(), None);
    let said = say_explained(&settled, &explained, Language::En).join("\n");
    assert!(said.contains("S9 refunds the earlier sale S1 1"), "{said}");
    assert!(carry(&settled).contains("P3,refunded S1 1,140\n"));
    let keys = |result: Result<Settled, SettledTrouble>| match result {
        Err(SettledTrouble::Files(problems)) => {
            problems.first.iter().map(|problem| problem.complaint.key).collect::<Vec<_>>()
        }
        other => panic!("{:?}", other.map(|settled| settled.outcome.paid)),
    };
    assert_eq!(keys(april("-101", Some(&left))), ["facts.problem.refund_over"]);
    assert_eq!(keys(april("-40", None)), ["facts.problem.refund_unknown"]);
}
