//! Every plan file: its examples, the properties that hold for every plan, and what a mistake is told.

mod adjustments;
mod lawful;
mod matrix;
mod history;
mod mistakes;
mod properties;
mod sample;
mod words;

use kontor::business::commissions::{NotInFirm, check_examples, read_plan, settles_in_firm};

use crate::plans::sample::{every_plan, shipped};

#[test]
fn the_examples_of_every_plan_come_out() {
    let mut examples = 0;
    for (file, source) in every_plan() {
        let plan = read_plan(&source).map_err(|troubles| format!("{file}: {troubles:?}")).unwrap();
        let results = check_examples(&plan);
        assert!(!results.is_empty(), "{file} has worked examples");
        for result in results {
            assert!(result.passed(), "{file}:{}: {result:#?}", result.line);
            examples += 1;
        }
    }
    assert!(examples >= 9, "{examples}");
}

#[test]
fn an_example_with_a_wrong_result_is_found() {
    let source = shipped("unilevel-simple").replacen("amount = \"12.00\"", "amount = \"12.01\"", 1);
    let results = check_examples(&read_plan(&source).unwrap());
    let failed: Vec<_> = results.iter().filter(|result| !result.passed()).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!((failed[0].missing[0].amount_cents, failed[0].surplus[0].amount_cents), (1201, 1200));
    let source = shipped("unilevel-simple").replacen("breakage = \"5.50\"", "breakage = \"5.51\"", 1);
    assert_eq!(check_examples(&read_plan(&source).unwrap()).iter().filter(|result| !result.passed()).count(), 1);
}

#[test]
fn the_firm_takes_no_plan_that_asks_for_what_it_cannot_give_yet() {
    let adopts = |before: &str, after: &str| {
        let source = shipped("unilevel-simple").replacen(before, after, 1);
        settles_in_firm(&read_plan(&source).unwrap())
    };
    let sales = "sales = [\"retail\"]\nbase_share";
    assert_eq!(adopts("", ""), Ok(()));
    let more = [
        ("where = \"product == 'cream'\"", Ok(())),
        ("base = \"net\"", Ok(())),
        ("period = \"week\"", Ok(())),
        ("reward = \"credit\"", Err(NotInFirm::Reward("retail".to_owned()))),
    ];
    for (more, expected) in more {
        assert_eq!(adopts(sales, &format!("{more}\n{sales}")), expected, "{more}");
    }
}
