//! A plan on facts in files, as a person asks for it: no firm, words or JSON or CSV, and nothing half done.

use std::path::Path;

use crate::cli::program::Program;

const PLAN: &str = "unilevel-simple";
const PEOPLE: &str = "id,name,joined_on,kind,sponsor\n\
    P1,Anna,2020-01-01,partner,\nP2,Ben,2020-01-01,partner,P1\nP3,Cora,2020-01-01,partner,P2\n";
const SALES: &str = "id,date,credited_to,currency,cv,pv,kind\n\
    S1,2026-03-02,P3,EUR,200.00,100,retail\nS2,2026-03-03,P1,EUR,40.00,20,own\n";

fn facts(program: &Program, sales: &str) {
    std::fs::create_dir_all(program.path("facts")).unwrap();
    program.file("facts/people.csv", PEOPLE);
    program.file("facts/sales.csv", sales);
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_period_is_settled_without_a_firm() {
    let program = Program::new();
    facts(&program, SALES);
    let run = |more: &[&str]| {
        program.run(&[&["plan", "run", PLAN, "--facts", "facts", "--period", "2026-03"], more].concat())
    };
    run(&[]).ended(0).says("Cora").says("€40.00").says("checked:");
    let told = run(&["--json"]).ended(0);
    let json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(json["lines"].as_array().unwrap().len(), 2);
    assert_eq!(run(&["--json"]).out, told.out);
    run(&["--csv"]).ended(2).warns("--out");
    run(&["--csv", "--out", "result"]).ended(0).says("result");
    assert_eq!(names(&program.path("result")), ["breakage.csv", "carry.csv", "checks.csv", "lines.csv", "people.csv"]);
    let lines = std::fs::read_to_string(program.path("result/lines.csv")).unwrap();
    assert!(lines.contains("P1,team,10.00,EUR,S1,1,P3,200.00,1,0.05,2,") || lines.contains("P1,team,12.00"), "{lines}");
    run(&["--csv", "--out", "result"]).ended(24).warns("lines.csv");
    std::fs::write(program.path("result/lines.csv"), "mine").unwrap();
    run(&["--csv", "--out", "result", "--force"]).ended(0);
    assert_eq!(std::fs::read_to_string(program.path("result/lines.csv")).unwrap(), lines);
    run(&["--out", "facts", "--force"]).ended(24);
    // Nor over facts of an earlier period, nor where a folder has the name of a file: then nothing is written at all.
    let earlier = program.path("february");
    std::fs::create_dir(&earlier).unwrap();
    run(&["--before", "2026-02=february", "--out", "february", "--force"]).ended(24);
    assert_eq!(names(&earlier), [""; 0]);
    std::fs::create_dir_all(program.path("half/checks.csv")).unwrap();
    assert_ne!(run(&["--csv", "--out", "half", "--force"]).code, 0);
    assert_eq!(names(&program.path("half")), ["checks.csv"]);
    run(&["--json", "--out", "carried"]).ended(0);
    assert_eq!(names(&program.path("carried")), ["carry.csv"]);
    // What a period left is what the next one takes.
    std::fs::copy(program.path("carried/carry.csv"), program.path("facts/carry.csv")).unwrap();
    run(&[]).ended(1).warns("“S1 1” was settled with 2026-03 already");
    facts(&program, &SALES.replace("2026-03", "2026-04").replace("\nS", "\nT"));
    program.run(&["plan", "run", PLAN, "--facts", "facts", "--period", "2026-04"]).ended(0);
}

#[test]
fn results_of_two_runs_do_not_lie_in_one_folder() {
    let program = Program::new();
    facts(&program, SALES);
    let run = |more: &[&str]| {
        program
            .run(&[&["plan", "run", PLAN, "--facts", "facts", "--period", "2026-03", "--out", "result"], more].concat())
    };
    run(&["--csv"]).ended(0);
    run(&["--force"]).ended(24).warns("lines.csv, breakage.csv, checks.csv");
    run(&["--force", "--csv"]).ended(0);
    // The facts of the next month may lie where its carry is written.
    std::fs::create_dir(program.path("april")).unwrap();
    program.file("april/people.csv", PEOPLE);
    program.run(&["plan", "run", PLAN, "--facts", "facts", "--period", "2026-03", "--out", "april"]).ended(0);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_no_success() {
    let program = Program::new();
    facts(&program, SALES);
    let run = ["plan", "run", PLAN, "--facts", "facts", "--period", "2026-03"];
    let check = ["plan", "check", PLAN];
    for arguments in [&run[..], &[&run[..], &["--json"]].concat(), &check, &["--help"], &["plan", "show", PLAN]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let done = program.command(arguments).stdout(full).output().unwrap();
        let code = if arguments == ["plan", "show", PLAN] { 10 } else { 16 };
        assert_eq!(done.status.code(), Some(code), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        if code == 16 {
            assert!(String::from_utf8_lossy(&done.stderr).contains("not complete"), "{arguments:?}");
        }
    }
    // Whoever stops reading knows that there is more.
    let mut child = program.command(&run).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_ne!(child.wait().unwrap().code(), Some(16));
}

#[test]
fn names_cannot_steer_a_terminal() {
    let program = Program::new();
    facts(&program, SALES);
    program.file("facts/people.csv", &PEOPLE.replace("Cora", "Co\u{1b}[2Jra\u{7}\u{9b}"));
    let run = |more: &[&str]| {
        program.run(&[&["plan", "run", PLAN, "--facts", "facts", "--period", "2026-03"], more].concat()).ended(0)
    };
    let told = run(&[]).says("Co\\u001b[2Jra\\u0007\\u009b");
    assert!(!told.out.contains(|sign: char| sign.is_control() && sign != '\n'));
    let json: serde_json::Value = serde_json::from_str(&run(&["--json"]).out).unwrap();
    assert!(json["people"].as_array().unwrap().iter().any(|one| one["name"] == "Co\u{1b}[2Jra\u{7}\u{9b}"));
}

#[test]
fn what_the_system_says_is_said_in_the_language_of_the_person() {
    let program = Program::new();
    facts(&program, SALES);
    program.file("file", "");
    let run = |out: &str, language: &str| {
        let run = ["plan", "run", PLAN, "--facts", "facts", "--period", "2026-03", "--out", out, "--lang", language];
        let told = program.run(&run);
        assert!(!told.err.contains("os error"), "{}", told.err);
        told
    };
    run("file", "de").ended(24).warns("ist eine Datei");
    run("file", "zh").ended(24);
    run("file/below", "de").ended(23);
    run("/proc/nothing", "de").ended(23);
    let wrong = |arguments: &[&str], words: &str| {
        let run = ["plan", "run", PLAN, "--facts", "facts", "--lang", "de"];
        program.run(&[&run[..], arguments].concat()).ended(2).warns(words);
    };
    for form in ["2026-Q1", "2026-W10", "2026-03-H1", "2026-03-D1", "2026-03-01..2026-03-10"] {
        wrong(&["--period", "bald"], form);
    }
    wrong(&["--period", "2026-03", "--before", "2026-02="], "--before 2026-02=");
}

#[test]
fn whatever_is_wrong_is_told_and_nothing_is_written() {
    let program = Program::new();
    facts(&program, &SALES.replace("P3,EUR", "P9,EUR").replace("40.00", "forty"));
    let run = |period: &str, more: &[&str]| {
        program.run(&[&["plan", "run", PLAN, "--facts", "facts", "--period", period], more].concat())
    };
    let told = run("2026-03", &["--csv", "--out", "result"]).ended(1);
    let told = told.warns("sales.csv, row 2, column credited_to, “P9”").warns("sales.csv, row 3, column cv, “forty”");
    told.warns("nothing was written");
    assert!(!program.path("result").exists());
    for (language, words) in [("de", "Zeile 2, Spalte credited_to"), ("zh", "第 2 行")] {
        run("2026-03", &["--lang", language]).ended(1).warns(words);
    }
    let told = run("2026-03", &["--json"]).ended(1);
    let first: serde_json::Value = serde_json::from_str(told.err.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["file"], &first["row"], &first["column"]),
        (&"sales.csv".into(), &2.into(), &"credited_to".into())
    );
    run("March", &[]).ended(2);
    facts(&program, SALES);
    run("2026-04", &[]).ended(1).warns("2026-04");
    for period in ["2026-W10", "2026-Q1", "2026"] {
        run(period, &[]).ended(0).warns("these are not settled: retail, team");
    }
    let told = run("2026-03-01..2026-03-10", &[]).ended(0).says("€40.00");
    assert_eq!(told.err, "");
    std::fs::remove_file(program.path("facts/sales.csv")).unwrap();
    run("2026-03", &[]).ended(23).warns("sales.csv");
}

#[test]
fn a_person_is_told_why_and_why_not() {
    let program = Program::new();
    facts(&program, SALES);
    let explain = |more: &[&str]| {
        let asked = ["plan", "explain-person", PLAN, "--facts", "facts", "--period", "2026-03"];
        program.run(&[&asked[..], more].concat())
    };
    explain(&["--person", "P1"]).ended(0).says("€12.00 = €200.00 × 6%").says("passed over");
    explain(&["--person", "P2", "--bonus", "team"]).ended(0).says("20 is missing");
    let told = explain(&["--person", "P2", "--json"]).ended(0).json();
    assert_eq!(told[0]["bonuses"][1]["why_not"][0]["reason"], "need");
    explain(&["--person", "P7"]).ended(1).warns("P7");
    explain(&["--person", "P1", "--bonus", "moon"]).ended(1).warns("retail, team");
}

#[test]
fn several_plans_are_checked_and_what_differs_is_told() {
    let program = Program::new();
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/unilevel-simple.toml")).unwrap();
    let good = program.file("good.toml", &text);
    let changed = text.replacen("amount = \"40.00\"", "amount = \"41.00\"", 1).replacen("\"5.50\"", "\"5.51\"", 1);
    let wrong = program.file("wrong.toml", &changed);
    let broken = program.file("broken.toml", &text.replacen("\"month\"", "\"moon\"", 1));
    let [good, wrong, broken] = [good, wrong, broken].map(|path| path.to_str().unwrap().to_owned());
    program.run(&["plan", "check", &good, PLAN]).ended(0).says("good.toml, line");
    let told = program.run(&["plan", "check", &wrong, &broken, &good]).ended(1).says("Plan unilevel-simple");
    let told = told.warns("expected, did not come: 41.00 to Ida, bonus retail, level 0");
    let told = told.warns("came, not expected: 40.00 to Ida, bonus retail, level 0");
    let told = told.warns("due to nobody: expected 5.51, came 5.50");
    told.warns("broken.toml, line").warns("wrong.toml: 2 examples come");
    program.run(&["plan", "check"]).ended(2);
}
