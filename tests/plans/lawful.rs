//! What the check knows beside grammar: the law, ranks that nobody can have, levels without a rate.

use kontor::business::commissions::{read_plan, warnings};
use kontor::values::Language;

use crate::plans::sample::shipped;

/// The mistakes in a plan in which one thing was replaced, by their keys.
fn troubles(plan: &str, before: &str, after: &str) -> Vec<&'static str> {
    let source = shipped(plan);
    assert!(source.contains(before), "{plan} has {before}");
    let Err(found) = read_plan(&source.replacen(before, after, 1)) else { return Vec::new() };
    for trouble in &found {
        for language in Language::ALL {
            assert!(!trouble.say("x.toml", language).contains("commissions."), "{trouble:?}");
        }
    }
    found.iter().map(|trouble| trouble.complaint.key.trim_start_matches("commissions.plan.")).collect()
}

fn warned(source: &str) -> Vec<(&'static str, u32)> {
    let found = warnings(&read_plan(source).unwrap());
    let key = |key: &'static str| key.trim_start_matches("commissions.plan.");
    found.iter().map(|warning| (key(warning.complaint.key), warning.line)).collect()
}

const TEAM: &str = "sales = [\"own\", \"retail\"]\nbase_share = \"100 %\"\nedge = \"sponsor\"\nfrom_level = 1";

fn one_more(kind_and_more: &str) -> String {
    format!("[[bonus]]\nname = \"more\"\ntitle = \"More\"\n{kind_and_more}\n\n[rounding]")
}

#[test]
fn pay_for_bringing_people_is_refused() {
    let with_kits = TEAM.replace("\"retail\"]", "\"retail\", \"kit\"]");
    assert_eq!(troubles("unilevel-simple", TEAM, &with_kits), ["pay_on_kits"]);
    assert_eq!(
        troubles("unilevel-simple", TEAM, &TEAM.replace("\"retail\"]", "\"retail\", \"fee\"]")),
        ["pay_on_kits"]
    );
    assert!(troubles("unilevel-simple", TEAM, TEAM).is_empty());
    // A volume that is paid, and one that only ranks.
    let everyday = "[volumes.everyday]\ntitle = { de = \"Umsatz mit Nahrung\", en = \"Turnover of nutrition\", zh = \"营养品营业额\" }\nof = \"self\"\ncounts = \"base\"\nsales = [\"own\", \"retail\"";
    assert_eq!(troubles("binary", everyday, &format!("{everyday}, \"kit\"")), ["pay_on_kits"]);
    let own = "of = \"self\"\ncounts = \"points\"\nsales = [\"own\", \"retail\"";
    assert!(troubles("unilevel-simple", own, &format!("{own}, \"kit\"")).is_empty());
    let heads = one_more("kind = \"amount\"\namount = \"10 * children(valid, edge: enroller)\"\nreceiver = \"valid\"");
    assert_eq!(troubles("unilevel-simple", "[rounding]", &heads), ["board"]);
    assert_eq!(troubles("cycle", "volume = \"own\"", "volume = \"if(valid, 1, 0)\""), ["board"]);
    let seats = one_more(
        "kind = \"levels\"\nvolume = \"levels(valid, 3)\"\ncompression = \"none\"\nreceiver = \"valid\"\nrates = [\"5 %\"]",
    );
    assert_eq!(troubles("unilevel-simple", "[rounding]", &seats), ["board"]);
}

#[test]
fn pay_for_people_is_refused_also_behind_marks_and_history() {
    let with = |needs: &str, amount: &str| {
        let more = one_more(&format!("kind = \"amount\"\namount = \"{amount}\"\nreceiver = \"valid\""));
        format!("[predicates.director]\nneeds = [{needs}]\n\n{more}")
    };
    let appointed = "\"flag('director')\"";
    let new = "5000 * children(director and not previous(director))";
    assert_eq!(troubles("unilevel-simple", "[rounding]", &with(appointed, new)), ["board"]);
    assert_eq!(
        troubles("unilevel-simple", "[rounding]", &with(appointed, "50 * held(director, 3)")),
        Vec::<&str>::new()
    );
    let held = "50 * children(held(director, 3) >= 3)";
    assert_eq!(troubles("unilevel-simple", "[rounding]", &with(appointed, held)), ["board"]);
    // Directors who must sell are asked for goods.
    let selling = "\"flag('director')\", \"own >= 100\"";
    assert!(troubles("unilevel-simple", "[rounding]", &with(selling, new)).is_empty());
    // An entry of the carry is what the plan says of it.
    let carried = |formula: &str| {
        format!(
            "{}\n[carry]\nseen = \"{formula}\"\n",
            one_more("kind = \"amount\"\namount = \"50 * children(carried('seen') == 0)\"\nreceiver = \"valid\"")
                .replace("\n[rounding]", "")
        ) + "\n[rounding]"
    };
    assert_eq!(troubles("unilevel-simple", "[rounding]", &carried("if(flag('kyc'), 1, 0)")), ["board"]);
    assert!(troubles("unilevel-simple", "[rounding]", &carried("own")).is_empty());
}

#[test]
fn what_would_have_no_effect_is_refused() {
    let guarantee = |bonus: &str| one_more(&format!("kind = \"guarantee\"\nbonus = \"{bonus}\"\namount = 100"));
    assert_eq!(troubles("unilevel-simple", "[rounding]", &guarantee("team")), ["guarantee_of_nothing"]);
    assert!(troubles("stairstep-breakaway", "[rounding]", &guarantee("leadership")).is_empty());
    let monthly = guarantee("leadership").replacen("kind =", "period = \"week\"\nkind =", 1);
    assert_eq!(troubles("stairstep-breakaway", "[rounding]", &monthly), ["guarantee_of_nothing"]);
    // A binary bonus has a rate and no amount; a cycle an amount and no rate.
    let binary = "kind = \"binary\"";
    assert_eq!(troubles("binary", binary, &format!("{binary}\namount = 35")), ["unknown_entry"]);
    let cycle = "kind = \"cycle\"";
    assert_eq!(troubles("cycle", cycle, &format!("{cycle}\nbase_share = \"50 %\"")), ["unknown_entry"]);
}

#[test]
fn what_somebody_should_look_at_is_warned_of() {
    let simple = shipped("unilevel-simple");
    assert!(warned(&simple).is_empty());
    let allowed = simple.replacen("version = 1", "version = 1\nallow_pay_on_kits = true", 1).replacen(
        TEAM,
        &TEAM.replace("\"retail\"]", "\"retail\", \"kit\"]"),
        1,
    );
    assert_eq!(warned(&allowed).iter().map(|(key, _)| *key).collect::<Vec<_>>(), ["warn_kits"]);
    let gift = one_more("kind = \"amount\"\namount = 10\nreceiver = \"valid\"");
    assert_eq!(warned(&simple.replacen("[rounding]", &gift, 1))[0].0, "warn_no_goods");
    assert_eq!(warned(&shipped("x-up")), [("warn_no_customers", 1)]);
    assert!(warned(&shipped("referral")).is_empty() && warned(&shipped("unilevel")).is_empty());
}

#[test]
fn ranks_that_nobody_can_have_are_told() {
    let silver = "needs = [\"active\", \"team >= 2000\", \"legs(active) >= 2\"]";
    for (needs, expected) in [
        ("[\"active\", \"own < 50\", \"own >= 100\"]", Some("rank_never")),
        ("[\"active\", \"min(own, 500) >= 501\"]", Some("rank_never")),
        ("[\"active\", \"1 > 2\"]", Some("rank_never")),
        ("[\"active\", \"held(active, 3) > 3\"]", Some("rank_never")),
        ("[\"team >= 2000\", \"team <= 2000\"]", None),
        ("[\"held(active, 3) >= 3\"]", None),
    ] {
        let found = troubles("unilevel", silver, &format!("needs = {needs}"));
        assert_eq!(found.first().copied(), expected, "{needs}");
    }
    assert_eq!(troubles("unilevel", silver, "needs = [\"active\"]"), ["rank_weaker"]);
    let own = "at_least = { own = 100 }";
    assert_eq!(troubles("unilevel", own, "needs = [\"own > 5\", \"own < 5\"]"), ["predicate_never"]);
}

#[test]
fn a_level_without_a_rate_is_told() {
    let gold = "gold = [\"5 %\", \"5 %\", \"5 %\", \"5 %\", \"3 %\", \"2 %\"]";
    assert_eq!(troubles("unilevel", gold, "gold = [\"5 %\", \"5 %\", \"5 %\"]"), ["level_without_rate"]);
}

#[test]
fn an_example_that_cannot_be_is_told() {
    let seats = "seats = [\"Anna: Ben, Cora\"]";
    assert_eq!(troubles("cycle", seats, "seats = [\"Anna: Ben\", \"Ben: Anna\"]"), ["example_impossible"]);
    assert_eq!(troubles("cycle", "base = 1000 }", "base = 1000, day = 2027-01-01 }"), ["example_impossible"]);
}
