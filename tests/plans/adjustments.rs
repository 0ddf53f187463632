//! Adjustments of the same bonuses: one after the other as they stand in the plan, and never below zero.

use kontor::business::commissions::{
    FactPerson, Facts, FactsOf, SaleKind, SoldLine, Standing, calculate, check_outcome, read_plan,
};
use kontor::values::{Currency, Day, OrderId, PartnerId, Period};

const HEAD: &str = "[plan]\nname = \"t\"\nversion = 1\ntitle = \"T\"\neffective_from = 2026-01-01\nperiod = \"month\"\n\
    [volumes.own]\nof = \"self\"\ncounts = \"base\"\nsales = [\"own\", \"retail\"]\n";

/// 10 % of everything that somebody sells.
fn bonus(name: &str) -> String {
    format!(
        "[[bonus]]\nname = \"{name}\"\ntitle = \"{name}\"\nkind = \"levels\"\nsales = [\"retail\"]\nfrom_level = 0\n\
        compression = \"none\"\nreceiver = \"valid\"\nrates = [\"10 %\"]\n"
    )
}

fn cap(name: &str, bonuses: &str, of: &str, most: &str) -> String {
    format!(
        "[[bonus]]\nname = \"{name}\"\ntitle = \"{name}\"\nkind = \"cap\"\nbonuses = [{bonuses}]\nof = \"{of}\"\n\
        most = \"{most}\"\n"
    )
}

fn larger(name: &str, programmes: &str) -> String {
    format!("[[bonus]]\nname = \"{name}\"\ntitle = \"{name}\"\nkind = \"larger_of\"\nprogrammes = {programmes}\n")
}

/// What one person who sold for 100 has under each bonus, in coins.
fn pay(bonuses: &[String]) -> Vec<i64> {
    let plan = read_plan(&format!("{HEAD}{}", bonuses.concat())).unwrap_or_else(|troubles| panic!("{troubles:#?}"));
    let sale = SoldLine {
        day: Day::new(2026, 3, 2).unwrap(),
        order: OrderId::new(1),
        line: 1,
        credited_to: PartnerId::new(1),
        buyer: None,
        kind: SaleKind::Retail,
        returned: false,
        quantity: 1,
        base: 10_000,
        points: 0,
    };
    let people = vec![FactPerson::plain(PartnerId::new(1), None, Standing::Valid)];
    let given = FactsOf::plain(Period::month(2026, 3).unwrap(), Currency::EUR, people, vec![sale]);
    let facts = Facts::freeze(given).unwrap();
    let outcome = calculate(&plan, &facts).unwrap();
    assert!(check_outcome(&plan, &facts, &outcome).iter().all(|check| check.passed));
    outcome.people.by_bonus(0).collect()
}

#[test]
fn each_sees_what_those_before_it_have_left() {
    let (x, y) = (bonus("x"), bonus("y"));
    let (seven, three) = (cap("c", "\"x\"", "person", "7"), cap("d", "\"x\"", "company", "3"));
    assert_eq!(pay(&[x.clone(), seven.clone(), three.clone()]), [1_000, -300, -400]);
    assert_eq!(pay(&[x.clone(), three, seven]), [1_000, -700, 0], "in the order of the file");
    let better = larger("b", "[[\"x\"], [\"y\"]]");
    let both = cap("c", "\"x\", \"y\"", "person", "5");
    assert_eq!(pay(&[x.clone(), y.clone(), better.clone(), both.clone()]), [1_000, 1_000, -1_000, -500]);
    assert_eq!(pay(&[x.clone(), y.clone(), both, better.clone()]), [1_000, 1_000, -1_500, -250]);
    // A limit for both takes from both alike, so that five are left of each.
    let ten = cap("c", "\"x\", \"y\"", "person", "10");
    assert_eq!(pay(&[x.clone(), y.clone(), ten, cap("d", "\"y\"", "person", "1")]), [1_000, 1_000, -1_000, -400]);
    for how in ["pro_rata", "priority", "stop"] {
        let first = format!("{}how = \"{how}\"\n", cap("c", "\"x\", \"y\"", "person", "15"));
        let second = format!("{}how = \"{how}\"\n", cap("d", "\"y\", \"x\"", "company", "4"));
        assert_eq!(pay(&[x.clone(), y.clone(), first, second]), [1_000, 1_000, -500, -1_100], "{how}");
    }
}

#[test]
fn what_an_adjustment_took_is_seen_in_the_bonus_and_not_twice() {
    let (x, seven) = (bonus("x"), cap("c", "\"x\"", "person", "7"));
    let beside = cap("d", "\"x\", \"c\"", "person", "5");
    assert_eq!(pay(&[x.clone(), seven.clone(), beside]), [1_000, -300, -200]);
    let alone = format!("{HEAD}{x}{seven}{}", cap("d", "\"c\"", "person", "5"));
    let troubles = read_plan(&alone).unwrap_err();
    assert_eq!(troubles[0].complaint.key, "commissions.plan.adjusts_nothing");
}

/// Ben leads a group below Anna, who leads him: 1 % of his group of 1,000 is hers, and she is guaranteed 15 of it.
fn guaranteed(adjustments: &[&str]) -> Vec<i64> {
    let bonuses = "[[bonus]]\nname = \"override\"\ntitle = \"O\"\nkind = \"generations\"\nvolume = \"own\"\n\
        boundary = \"own >= 1\"\nreceiver = \"valid\"\nrates = [\"1 %\"]\n";
    let plan = read_plan(&format!("{HEAD}{bonuses}{}", adjustments.concat()));
    let plan = plan.unwrap_or_else(|troubles| panic!("{troubles:#?}"));
    let sale = |order, seller, base| SoldLine {
        day: Day::new(2026, 3, 2).unwrap(),
        order: OrderId::new(order),
        line: 1,
        credited_to: PartnerId::new(seller),
        buyer: None,
        kind: SaleKind::Retail,
        returned: false,
        quantity: 1,
        base,
        points: 0,
    };
    let person =
        |id, above: Option<u64>| FactPerson::plain(PartnerId::new(id), above.map(PartnerId::new), Standing::Valid);
    let people = vec![person(1, None), person(2, Some(1)), person(3, Some(2))];
    let sales = vec![sale(1, 1, 10_000), sale(2, 2, 100_000), sale(3, 3, 300_000)];
    let given = FactsOf::plain(Period::month(2026, 3).unwrap(), Currency::EUR, people, sales);
    let facts = Facts::freeze(given).unwrap();
    let outcome = calculate(&plan, &facts).unwrap();
    assert!(check_outcome(&plan, &facts, &outcome).iter().all(|check| check.passed));
    outcome.people.totals.clone()
}

const PROMISE: &str =
    "[[bonus]]\nname = \"promise\"\ntitle = \"P\"\nkind = \"guarantee\"\nbonus = \"override\"\namount = 15\n";

#[test]
fn a_cap_holds_over_what_a_guarantee_has_added() {
    assert_eq!(guaranteed(&[PROMISE]), [1_500, 2_500, 0], "10 and 5 from Ben, who has 30");
    for how in ["pro_rata", "priority", "stop"] {
        let cap = format!("{}how = \"{how}\"\n", cap("c", "\"override\", \"promise\"", "person", "10"));
        assert_eq!(guaranteed(&[PROMISE, &cap]), [1_000, 1_000, 0], "{how}");
        let all = cap.replacen("person", "company", 1).replacen("\"10\"", "\"37\"", 1);
        assert_eq!(guaranteed(&[PROMISE, &all]).iter().sum::<i64>(), 3_700, "{how}");
    }
}

#[test]
fn a_cap_may_name_a_guarantee_that_follows_it() {
    let first = cap("c", "\"override\", \"promise\"", "person", "10");
    assert_eq!(guaranteed(&[&first, PROMISE]), [1_500, 500, 0], "10 are left of each, and 5 go up");
    let by_promise = cap("c", "\"override\"", "person", "10 + pay(promise)");
    assert_eq!(guaranteed(&[&by_promise, PROMISE]), [1_500, 500, 0], "what is asked for is known first");
}
