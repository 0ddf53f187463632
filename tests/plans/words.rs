//! A plan in sentences, as a contract has it: every number, every parenthesis, in every language.

use kontor::business::commissions::{read_plan, say_plan};
use kontor::values::Language;

use crate::exchange::golden::assert_golden;
use crate::plans::sample::{every_plan, shipped};

fn said(source: &str, language: Language) -> String {
    let paragraphs = say_plan(&read_plan(source).unwrap(), language);
    let paragraph = |heading: &str, sentences: &[String]| format!("{heading}\n  {}\n", sentences.join("\n  "));
    paragraphs.iter().map(|found| paragraph(&found.heading, &found.sentences)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_family_is_said_as_it_is_kept() {
    let mut files = 0;
    for (file, source) in every_plan().into_iter().filter(|(file, _)| !file.contains("tests/plans")) {
        let name = file.rsplit('/').next().unwrap().trim_end_matches(".toml").to_owned();
        for (language, ending) in [(Language::De, "de"), (Language::En, "en"), (Language::Zh, "zh")] {
            let said = said(&source, language);
            assert!(!said.contains("plan_words.") && !said.contains('{'), "{name}: {said}");
            assert_golden(&format!("tests/plans/words/{name}.{ending}.txt"), said.as_bytes());
        }
        files += 1;
    }
    assert!(files >= 18, "{files}");
}

/// What a bonus with one formula says in English.
fn formula(entry: &str) -> String {
    let more = "[columns]\npeople = { match = \"number\" }\n\n[predicates.top]\ntitle = \"Top\"\nneeds = [\"team >= 500\"]\n\n[[rank]]\nname = \"silver\"\ntitle = \"Silver\"\nneeds = [\"top\"]\n";
    let bonus = format!(
        "{more}\n[[bonus]]\nname = \"more\"\ntitle = \"More\"\nkind = \"amount\"\nreceiver = \"own >= 1\"\n{entry}\n\n[rounding]"
    );
    let source = shipped("unilevel-simple").replacen("[rounding]", &bonus, 1);
    let paragraphs = say_plan(&read_plan(&source).unwrap_or_else(|found| panic!("{entry}: {found:?}")), Language::En);
    let found = paragraphs.into_iter().find(|paragraph| paragraph.heading == "More").unwrap();
    found.sentences[0].trim_start_matches("Paid is: ").replace('\u{a0}', " ")
}

#[test]
fn a_formula_is_said_without_losing_anything() {
    let cases = [
        ("0.20", "0.20."),
        ("own + 20 % * team", "“Own points” + 20 % × “Team points”."),
        (
            "match / 100 * (own + carried('banked'))",
            "“match” ÷ 100 × (“Own points” + “banked” from the period before).",
        ),
        ("own - (team - own)", "“Own points” − (“Team points” − “Own points”)."),
        ("own / (team * 2)", "“Own points” ÷ (“Team points” × 2)."),
        ("3 % * everyone(own)", "3 % × sum over everybody in the firm (“Own points”)."),
        (
            "5 * children(own, edge: placement)",
            "5 × sum over those directly below (“Own points”) [in the placement tree].",
        ),
        ("best(own, 3)", "highest “Own points” of the last 3 periods (this one included)."),
        (
            "if(held(top, 12) >= 6, if(own >= 5, 2, 1), 0)",
            "(2 if “Own points” at least 5, otherwise 1) if “Top” met in at least 6 of the last 12 periods (this one included), otherwise 0.",
        ),
        (
            "if((own >= 1 or team >= 2) and not (own >= 3 and team >= 4), 1.5, 0)",
            "1.50 if (“Own points” at least 1 or “Team points” at least 2) and not (“Own points” at least 3 and “Team points” at least 4), otherwise 0.",
        ),
        (
            "team * ladder(team, 4500: 13 %, 5500: 100 %)",
            "“Team points” × scale by “Team points” (below 4,500: 0 %; from 4,500: 13 %; from 5,500: 100 %).",
        ),
        (
            "if(children(top and own >= 225) >= 5, 10, 0)",
            "10 if at least 5 directly below (“Top” met and “Own points” at least 225), otherwise 0.",
        ),
    ];
    let told: Vec<(&str, String)> =
        cases.iter().map(|(written, _)| (*written, formula(&format!("amount = \"{written}\"")))).collect();
    for ((written, expected), (_, found)) in cases.iter().zip(&told) {
        assert_eq!(found, expected, "{written}");
    }
    assert_eq!(
        formula("amount = { silver = 50 }"),
        "by the rank that is paid (from “Silver” on 50; below that nothing)."
    );
}
