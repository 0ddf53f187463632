//! Mistakes in a plan file: each is named with its line and what is meant.

use kontor::business::commissions::{check_examples, read_plan};
use kontor::values::Language;

use crate::plans::sample::shipped;

/// What is said about a plan in which one thing was replaced by another.
fn troubles(before: &str, after: &str) -> Vec<String> {
    let source = shipped("unilevel-simple");
    assert!(source.contains(before), "the plan has {before}");
    let line = u32::try_from(source.split(before).next().unwrap().lines().count()).unwrap().max(1);
    let found = read_plan(&source.replacen(before, after, 1)).unwrap_err();
    assert!(found.iter().any(|trouble| trouble.line.abs_diff(line) <= 1), "{line}: {found:?}");
    found
        .iter()
        .map(|trouble| {
            for language in Language::ALL {
                let said = trouble.say("x.toml", language);
                assert!(said.starts_with(&format!("x.toml:{}: ", trouble.line)) && !said.contains("commissions."));
                assert!(!said.contains('{') || said.contains(" = {"), "{said}");
            }
            trouble.say("x.toml", Language::En).split_once(": ").unwrap().1.to_owned()
        })
        .collect()
}

#[test]
fn every_mistake_is_told_with_what_is_meant() {
    let cases = [
        (
            "period = \"month\"",
            "period = \"moon\"",
            "“moon” is not possible for “period”. Possible are: week, ten_days, half_month, month, quarter, year.",
        ),
        ("version = 1\n", "", "“version” is missing in [plan]. It looks like this, for example: version = 1"),
        (
            "version = 1\n",
            "version = \"one\"\n",
            "“version” is not written as it must be. It looks like this, for example: version = 1",
        ),
        (
            "version = 1\n",
            "version = -1\n",
            "“version” is not written as it must be. It looks like this, for example: version = 1",
        ),
        (
            "name = \"unilevel-simple\"",
            "name = \"Mein Plan\"",
            "“Mein Plan” will not do for “name”: small letters, digits and dashes are allowed, no blanks.",
        ),
        (
            "effective_from = 1990-01-01",
            "effective_from = \"1990\"",
            "“effective_from” is not written as it must be. It looks like this, for example: effective_from = 2026-01-01",
        ),
        (
            "[payout]\n",
            "[payouts]\n",
            "There is no entry “payouts” in […]. Possible are: plan, columns, factors, edges, volumes, predicates, ranks, rank, bonus, carry, refunds, rounding, payout, example.",
        ),
        (
            "at_least = { own = 20 }",
            "at_least = { owns = 20 }",
            "“at_least” names “owns”, which stands nowhere in this plan. There is: own, team.",
        ),
        (
            "at_least = { own = 20 }",
            "at_least = { own = \"viel\" }",
            "“at_least” is not written as it must be. It looks like this, for example: at_least = { own = 40 }",
        ),
        (
            "receiver = \"active\"",
            "receiver = \"aktiv\"",
            "“receiver” names “aktiv”, which stands nowhere in this plan. There is: own, team, contract, active, rank, rank_achieved, rank_paid, rank_before, valid, customer, days_member, periods_member, country.",
        ),
        (
            "\"6 %\", \"5 %\"",
            "6, \"5 %\"",
            "“rates” is not written as it must be. It looks like this, for example: rates = [\"5 %\", \"4 %\", \"3 %\"]",
        ),
        ("\"6 %\", \"5 %\"", "\"106 %\", \"5 %\"", "106 % at “rates” is not between 0 % and 100 %."),
        (
            "\"6 %\", \"5 %\"",
            "\"if(own >= 1, 200 %, 10 %)\", \"5 %\"",
            "200 % at “rates” is not between 0 % and 100 %.",
        ),
        (
            "\"6 %\", \"5 %\"",
            "\"ladder(own, 0: 150 %, 100: 20 %)\", \"5 %\"",
            "150 % at “rates” is not between 0 % and 100 %.",
        ),
        (
            "\"6 %\", \"5 %\"",
            "\"max(5 %, if(own >= 1, 60 % + 50 %, 0))\", \"5 %\"",
            "110 % at “rates” is not between 0 % and 100 %.",
        ),
        (
            "\"6 %\", \"5 %\"",
            "\"86 %\", \"5 %\"",
            "All levels together give 102 % of the base. A plan cannot distribute more than 100 %.",
        ),
        (
            "rates = [\"20 %\"]",
            "rates = []",
            "“rates” is not written as it must be. It looks like this, for example: rates = [\"5 %\", \"4 %\", \"3 %\"]",
        ),
        (
            "from_level = 1",
            "from_level = 2",
            "“from_level” is not written as it must be. It looks like this, for example: from_level = 1",
        ),
        ("name = \"team\"", "name = \"retail\"", "The name “retail” is taken. Every bonus needs one of its own."),
        (
            "edge = \"sponsor\"",
            "edge = \"sponsors\"",
            "“edge” names “sponsors”, which stands nowhere in this plan. There is: sponsor, enroller, placement.",
        ),
        (
            "sales = [\"retail\"]",
            "sales = []",
            "“sales” is not written as it must be. It looks like this, for example: sales = [\"own\", \"retail\"]",
        ),
        (
            "minimum = \"10.00\"",
            "minimum = \"10.001\"",
            "“minimum” is not written as it must be. It looks like this, for example: minimum = \"10.00\"",
        ),
        (
            "receiver = \"active\"",
            "receiver = \"ladder(team, 4.500: 13 %) > 0\"",
            "“4.500” in “receiver” can be read in two ways. Thousands are written 4500 or with _ between them, such as 10_000; decimals with one, two or four digits, such as 4.5.",
        ),
        (
            "receiver = \"active\"",
            "receiver = \"min(team, 1,000) > 0\"",
            "“000” in “receiver” can be read in two ways. Thousands are written 000 or with _ between them, such as 10_000; decimals with one, two or four digits, such as 4.5.",
        ),
        (
            "receiver = \"active\"",
            "receiver = \"previous(active) == 0\"",
            "In “receiver”, “0” gives a number, but yes or no is needed here.",
        ),
        (
            "tree = [\"Anna > Ben > Cora\"]",
            "tree = [\"Anna > Ben > Cora\", \"Cora > Ben\"]",
            "Ben stands below two different people in the tree of this example.",
        ),
        (
            "{ seller = \"Cora\", kind = \"own\"",
            "{ seller = \"Kora\", kind = \"own\"",
            "“seller” names “Kora”, which stands nowhere in this plan. There is: Anna, Ben, Cora.",
        ),
    ];
    for (before, after, expected) in cases {
        let said = troubles(before, after);
        assert!(said.iter().any(|sentence| sentence == expected), "{after}: {said:#?}\nexpected {expected}");
    }
}

#[test]
fn chains_of_an_example_stand_in_any_order() {
    let source = shipped("unilevel-simple");
    let turned = source.replacen("tree = [\"Anna > Ben > Cora\"]", "tree = [\"Ben > Cora\", \"Anna > Ben\"]", 1);
    assert_ne!(source, turned);
    let results = check_examples(&read_plan(&turned).unwrap());
    assert!(results.iter().all(|result| result.passed()), "{results:#?}");
    let circle =
        source.replacen("tree = [\"Anna > Ben > Cora\"]", "tree = [\"Anna > Ben > Cora\", \"Cora > Anna\"]", 1);
    let keys: Vec<_> = read_plan(&circle).unwrap_err().iter().map(|trouble| trouble.complaint.key).collect();
    assert_eq!(keys, ["commissions.plan.example_impossible"]);
}

#[test]
fn rounding_and_payout_may_be_left_out() {
    let source = shipped("unilevel-simple");
    let written = read_plan(&source).unwrap();
    let without = read_plan(&source.replace("[rounding]\nper = \"line\"\nhow = \"half_up\"\n", "")).unwrap();
    assert_eq!(without.rounding, written.rounding);
    let begin = source.find("[payout]").unwrap();
    let end = begin + source[begin..].find("\n\n").unwrap();
    let without = read_plan(&source.replace(&source[begin..end], "")).unwrap();
    assert_eq!((written.payout.minimum_hundredths, without.payout.minimum_hundredths), (1000, 0));
}

#[test]
fn what_a_plan_takes_off_a_payment_is_read_and_leaves_something() {
    let source = shipped("unilevel-simple");
    let with = |entries: &str| read_plan(&source.replace("minimum = \"10.00\"", entries));
    let whole = "minimum = 5\nfee = \"1.50\"\ncredit = \"20 %\"\nreserve = \"2.5 %\"\nreserve_months = 6";
    let payout = with(whole).unwrap().payout;
    assert_eq!((payout.minimum_hundredths, payout.fee_hundredths, payout.reserve_months), (500, 150, 6));
    assert_eq!((payout.credit.millionths(), payout.reserve.millionths()), (200_000, 25_000));
    let check = |entries: &str, expected: &str| {
        let keys: Vec<_> = with(entries).unwrap_err().iter().map(|trouble| trouble.complaint.key).collect();
        assert_eq!(keys, [expected], "{entries}");
    };
    let wrong = "commissions.plan.wrong_value";
    check("fee = \"-1.50\"", wrong);
    check("credit = \"100 %\"", wrong);
    check("credit = 20", wrong);
    check("reserve = \"101 %\"\nreserve_months = 6", "commissions.plan.rate_outside");
    check("reserve = \"10 %\"", "commissions.plan.missing_entry");
    check("reserve = \"10 %\"\nreserve_months = 0", "commissions.plan.number_outside");
    check("reserve = \"10 %\"\nreserve_months = 61", "commissions.plan.number_outside");
    check("reserve_percent = \"10 %\"", "commissions.plan.unknown_entry");
}

#[test]
fn a_bonus_that_names_others_names_each_once_and_of_its_own_period() {
    let head = r#"
[plan]
name = "names"
version = 1
title = "Names"
effective_from = 2026-01-01
period = "month"

[[bonus]]
name = "month"
title = "Month"
kind = "levels"
sales = ["retail"]
from_level = 0
compression = "none"
receiver = "valid"
rates = ["10 %"]

[[bonus]]
name = "week"
title = "Week"
kind = "levels"
sales = ["retail"]
period = "week"
from_level = 0
compression = "none"
receiver = "valid"
rates = ["5 %"]

[[bonus]]
name = "third"
title = "Third"
"#;
    let keys = |entries: &str| -> Vec<&str> {
        let found = read_plan(&format!("{head}{entries}")).err().unwrap_or_default();
        found.into_iter().map(|trouble| trouble.complaint.key).collect()
    };
    let (twice, period) = ("commissions.plan.bonus_named_twice", "commissions.plan.bonus_of_other_period");
    let cap = |names: &str| format!("kind = \"cap\"\nbonuses = [{names}]\nof = \"person\"\nmost = \"7\"");
    assert_eq!(keys(&cap("\"month\"")), [""; 0]);
    assert_eq!(keys(&cap("\"month\", \"month\"")), [twice]);
    assert_eq!(keys(&cap("\"week\"")), [period]);
    assert_eq!(keys("kind = \"larger_of\"\nprogrammes = [[\"month\"], [\"month\"]]"), [twice]);
    let matching = "from_level = 1\ncompression = \"none\"\nreceiver = \"valid\"\nrates = [\"50 %\"]";
    assert_eq!(keys(&format!("kind = \"levels\"\npay = [\"month\"]\n{matching}")), [""; 0]);
    assert_eq!(keys(&format!("kind = \"levels\"\npay = [\"month\", \"month\"]\n{matching}")), [twice]);
    assert_eq!(keys(&format!("kind = \"levels\"\npay = [\"week\"]\n{matching}")), [period]);
}

#[test]
fn the_words_of_factors_are_those_that_facts_can_have() {
    let source = shipped("unilevel-simple");
    let keys = |by: &str, word: &str| -> Vec<&str> {
        let factor = format!("[[factors.{by}]]\nof = \"{word}\"\nfrom = 1990-01-01\nbase = 0.5\n\n[payout]\n");
        let found = read_plan(&source.replacen("[payout]\n", &factor, 1)).err().unwrap_or_default();
        found.into_iter().map(|trouble| trouble.complaint.key).collect()
    };
    assert_eq!(keys("currency", "CHF"), [""; 0]);
    assert_eq!(keys("currency", "chf"), ["commissions.plan.factor_currency"]);
    assert_eq!(keys("currency", "Q"), ["commissions.plan.factor_currency"]);
    assert_eq!(keys("product", "cream"), [""; 0]);
    assert_eq!(keys("product", " cream "), [""; 0], "blanks around a word are nobody's wish, and are taken away");
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    let source = shipped("unilevel-simple")
        .replace("period = \"month\"", "period = 1")
        .replace("per = \"line\"", "per = \"run\"")
        .replace("of = \"team\"", "of = \"crew\"");
    let lines: Vec<u32> = read_plan(&source).unwrap_err().iter().map(|trouble| trouble.line).collect();
    assert_eq!(lines.len(), 3);
    assert!(lines.is_sorted());
}

#[test]
fn factors_follow_one_another_without_gap_and_overlap() {
    let markets = shipped("markets");
    let check = |before: &str, after: &str, expected: &[(&str, u32)]| {
        let source = markets.replacen(before, after, 1);
        assert_ne!(source, markets, "{before}");
        let troubles = read_plan(&source).unwrap_err();
        for (language, trouble) in [Language::De, Language::En, Language::Zh].into_iter().zip(troubles.iter().cycle()) {
            let said = trouble.say("x.toml", language);
            assert!(!said.contains("commissions.") && !said.contains('{'), "{said}");
        }
        let found: Vec<(&str, u32)> = troubles.iter().map(|found| (found.complaint.key, found.line)).collect();
        assert_eq!(found, expected, "{after}");
    };
    let line = |text: &str| {
        let before = markets.split(text).next().unwrap();
        u32::try_from(before.matches('\n').count()).unwrap() + 1
    };
    let cream = line("[[factors.product]]\nof = \"cream\"\nfrom = 2026-01-11");
    check("until = 2026-01-20", "until = 2026-01-21", &[("commissions.plan.factor_overlap", cream + 6)]);
    check("until = 2026-01-20", "until = 2026-01-19", &[("commissions.plan.factor_gap", cream + 6)]);
    check("from = 2026-01-21", "from = 2026-01-11", &[("commissions.plan.factor_overlap", cream + 6)]);
    let end = "from = 2026-01-21\nuntil = 2026-12-31";
    check("from = 2026-01-21", end, &[("commissions.plan.factor_ends", cream + 6)]);
    let before = "from = 2026-01-21\nuntil = 2026-01-20";
    let both = [("commissions.plan.factor_ends_before", cream + 6), ("commissions.plan.factor_ends", cream + 6)];
    check("from = 2026-01-21", before, &both);
    let market = line("[[factors.market]]");
    check(
        "from = 2026-01-01\nbase = 0.8",
        "from = 2026-01-02\nbase = 0.8",
        &[("commissions.plan.factor_gap", market), ("commissions.plan.factor_gap", market)],
    );
    check(
        "of = \"CN\"\nfrom = 2026-01-16",
        "of = \"CN\"\nfrom = 2026-01-01",
        &[("commissions.plan.factor_overlap", market + 6)],
    );
    check(
        "[[factors.currency]]",
        "[[factors.region]]",
        &[("commissions.plan.factor_of_what", line("[[factors.currency]]"))],
    );
    check("base = 1.05", "", &[("commissions.plan.factor_of_nothing", line("[[factors.currency]]"))]);
    check("base = 1.05", "base = -1", &[("commissions.plan.wrong_value", line("base = 1.05"))]);
    check("base = 1.05", "base = 1.005", &[("commissions.plan.wrong_value", line("base = 1.05"))]);
    check("base = 1.05", "base = \"100001 %\"", &[("commissions.plan.wrong_value", line("base = 1.05"))]);
    check("base = 1.05", "base = 1\nnet = 2", &[("commissions.plan.unknown_entry", line("base = 1.05") + 1)]);
}

#[test]
fn what_is_no_toml_or_too_long_is_told() {
    let trouble = &read_plan("[plan]\nname = \"x\nversion = 1\n").unwrap_err()[0];
    assert_eq!((trouble.line, trouble.complaint.key), (2, "commissions.plan.not_toml_text"));
    let trouble = &read_plan(&"#".repeat(2 << 20)).unwrap_err()[0];
    assert_eq!(trouble.complaint.key, "commissions.plan.too_long");
    assert!(!read_plan("").unwrap_err().is_empty());
    let levels = format!("rates = [{}]", "\"0.1 %\", ".repeat(201));
    let source = shipped("unilevel-simple").replacen("rates = [\"20 %\"]", &levels, 1);
    let keys: Vec<_> = read_plan(&source).unwrap_err().iter().map(|trouble| trouble.complaint.key).collect();
    assert_eq!(keys, ["commissions.plan.too_many_levels"]);
}

#[test]
fn what_could_grow_without_end_is_refused() {
    let keys = |before: &str, after: &str| -> Vec<&'static str> {
        let source = shipped("unilevel-simple");
        assert!(source.contains(before), "the plan has {before}");
        read_plan(&source.replacen(before, after, 1)).unwrap_err().iter().map(|trouble| trouble.complaint.key).collect()
    };
    let receiver = "receiver = \"active\"";
    // Each list asks the one inside it twice: two to the power of fifty questions.
    let lists = (0..50).fold("valid".to_owned(), |inner, _| format!("({inner} in [valid, valid])"));
    assert_eq!(keys(receiver, &format!("receiver = \"{lists}\"")), ["commissions.plan.formula_too_long"]);
    let chain = format!("receiver = \"own{} > 0\"", " + own".repeat(600));
    assert_eq!(keys(receiver, &chain), ["commissions.plan.formula_too_long"]);
    let sellers = format!("tree = [{}\"Anna > Ben > Cora\"]", "\"Anna\", ".repeat(1_000));
    let told = keys("tree = [\"Anna > Ben > Cora\"]", &sellers);
    assert_eq!(told[0], "commissions.plan.too_many_entries");
    let crowd: String = (0..1_000).map(|number| format!(" > P{number}")).collect();
    let told = keys("tree = [\"Anna > Ben > Cora\"]", &format!("tree = [\"Anna > Ben > Cora{crowd}\"]"));
    assert_eq!(told[0], "commissions.plan.too_many_entries");
    let needs = format!("needs = [{}]", "\"own > 0\", ".repeat(101));
    assert_eq!(keys("at_least = { own = 20 }", &needs), ["commissions.plan.too_many_entries"]);
    assert_eq!(keys("effective_from = 1990-01-01", "effective_from = 9999-12-31"), ["commissions.plan.wrong_value"]);
}

#[test]
fn an_example_with_amounts_beyond_all_measure_does_not_come_out() {
    let source = shipped("unilevel-simple");
    let sale = "{ seller = \"Cora\", kind = \"own\"";
    assert!(source.contains(sale));
    let huge = "{ seller = \"Cora\", kind = \"retail\", base = \"10.00\", points = 10000000000000 }, ";
    let results = check_examples(&read_plan(&source.replacen(sale, &format!("{huge}{sale}"), 1)).unwrap());
    let failed: Vec<_> = results.iter().filter(|result| !result.passed()).collect();
    assert!(failed.len() == 1 && failed[0].trouble.is_some(), "{failed:#?}");
}

#[test]
fn refunds_say_of_ranks_only_where_a_period_is_reckoned_again() {
    let with = |refunds: &str| format!("{}\n[refunds]\n{refunds}\n", shipped("unilevel-simple"));
    for good in ["how = \"again\"", "how = \"again\"\nranks = \"kept\"", "how = \"again\"\nranks = \"reckoned\""] {
        assert!(read_plan(&with(good)).is_ok(), "{good}");
    }
    let trouble = &read_plan(&with("how = \"original\"\nranks = \"kept\"")).unwrap_err()[0];
    assert_eq!(trouble.complaint.key, "commissions.plan.wrong_value");
}

#[test]
fn mistakes_in_the_writing_are_told_in_the_language_of_the_person() {
    let plan = shipped("unilevel-simple");
    let cases = [
        (format!("{plan}\n[payout]\nfee = 1\nfee = 2\n"), "commissions.plan.not_toml_twice"),
        (plan.replacen("version = 1", "version = 1\nversion = 1", 1), "commissions.plan.not_toml_twice"),
        (plan.replacen("version = 1", "version 1", 1), "commissions.plan.not_toml_entry"),
        (plan.replacen("version = 1", "version =", 1), "commissions.plan.not_toml_value"),
        (plan.replacen("[plan]", "[plan", 1), "commissions.plan.not_toml_head"),
        (plan.replacen("period = \"month\"", "period = \"month", 1), "commissions.plan.not_toml_text"),
        (plan.replacen("sales = [\"retail\"]", "sales = [\"retail\"", 1), "commissions.plan.not_toml_list"),
    ];
    for (source, key) in cases {
        let troubles = read_plan(&source).unwrap_err();
        let said = troubles[0].say("x.toml", Language::De);
        assert_eq!(troubles[0].complaint.key, key, "{said}");
        assert!(!said.contains("TOML") && !said.contains("expected"), "{said}");
    }
}

#[test]
fn what_is_outside_a_limit_is_told_the_limit() {
    let source = shipped("unilevel-simple").replacen("period = \"month\"", "period = \"month\"\nyear_begins = 13", 1);
    let said = read_plan(&source).unwrap_err()[0].say("x.toml", Language::En);
    assert!(said.ends_with("“year_begins” must be a whole number from 1 to 12."), "{said}");
    let deep = "(".repeat(61) + "own" + &")".repeat(61);
    let source = shipped("unilevel-simple").replacen("\"6 %\", \"5 %\"", &format!("\"{deep}\", \"5 %\""), 1);
    let said = read_plan(&source).unwrap_err()[0].say("x.toml", Language::En);
    assert!(said.contains("60 parentheses"), "{said}");
    let source =
        shipped("unilevel-simple").replacen("\"6 %\", \"5 %\"", "\"ladder(best(own, 61), 0: 5 %)\", \"5 %\"", 1);
    let said = read_plan(&source).unwrap_err()[0].say("x.toml", Language::En);
    assert!(said.contains("from 1 to 60"), "{said}");
}

#[test]
fn a_rate_is_refused_only_where_it_is_written_over_the_whole() {
    let with = |rate: &str| {
        let source = shipped("unilevel-simple").replacen("rates = [\"20 %\"]", &format!("rates = [\"{rate}\"]"), 1);
        let troubles = read_plan(&source).err().unwrap_or_default();
        troubles.iter().any(|trouble| trouble.complaint.key == "commissions.plan.rate_outside")
    };
    let never_over = [
        "if(active, 10 %, 0) + if(active, 0, 10 %)",
        "if(active, 60 %, 0) + if(active, 0, 60 %)",
        "min(120 %, own / 1000)",
        "max(-5 %, own / 1000)",
    ];
    assert!(!never_over.into_iter().any(with));
    for over in
        ["if(active, 120 %, 0)", "if(active, 60 % + 50 %, 0)", "max(own / 1000, 120 %)", "if(active, 5 % - 10 %, 0)"]
    {
        assert!(with(over), "{over}");
    }
}
