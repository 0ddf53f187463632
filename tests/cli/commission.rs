//! Plans and runs from the command line: the way of one run, and four eyes that the machine's owner cannot do without.

use crate::cli::imports::with_examples;
use crate::cli::program::{PASSWORD, Program};
use kontor::business::commissions::shipped_plans;

const PLAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/unilevel-simple.toml");

#[test]
fn a_plan_is_checked_listed_shown_and_adopted() {
    // Reading a plan needs no firm.
    Program::new().run(&["plan", "check", PLAN]).ended(0).says("unilevel-simple");
    let program = Program::with_firm("EUR");
    program.run(&["plan", "check", PLAN]).ended(0).says("unilevel-simple");
    program.run(&["plan", "check", "unilevel-simple"]).ended(0);
    let text = std::fs::read_to_string(PLAN).unwrap();
    let broken = program.file("broken.toml", &text.replacen("period = \"month\"", "period = \"moon\"", 1));
    program.run(&["plan", "check", broken.to_str().unwrap()]).ended(1).warns("broken.toml, line ");
    let wrong = program.file("wrong.toml", &text.replacen("amount = \"40.00\"", "amount = \"41.00\"", 1));
    program.run(&["plan", "check", wrong.to_str().unwrap()]).ended(1).warns("differently");
    program.run(&["plan", "adopt", wrong.to_str().unwrap()]).ended(1).warns("wrong.toml, line ");
    program.run(&["plan", "adopt", broken.to_str().unwrap()]).ended(1).warns("broken.toml, line ");
    program.run(&["plan", "check", "nowhere.toml"]).ended(23);
    let listed = program.run(&["--json", "plan", "list"]).ended(0).json();
    assert_eq!(listed[0]["adopted"], false);
    program.run(&["commission", "simulate", "2024-04"]).ended(1);
    program.run(&["plan", "adopt", "unilevel-simple"]).ended(0);
    program.run(&["plan", "adopt", "unilevel-simple"]).ended(20).says("nothing to do");
    let listed = program.run(&["--json", "plan", "list"]).ended(0).json();
    // The adopted one comes first, and all others that come with the program after it.
    assert_eq!((listed.len(), &listed[0]["adopted"]), (shipped_plans().len(), &true.into()));
    assert!(listed.iter().skip(1).all(|plan| plan["adopted"] == false), "{listed:?}");
    assert_eq!(program.run(&["plan", "show", "unilevel-simple"]).ended(0).out, text);
    program.run(&["plan", "show", "moon"]).ended(1).warns("moon");
}

fn the_way_of_a_run(program: &Program) {
    let password = program.file("password", PASSWORD);
    let password = password.to_str().unwrap();
    let wrong = program.file("wrong", "Marillen im Keller");
    let anna = ["--as", "anna@almgut.test", "--password-file", password];
    let run = |arguments: &[&str]| program.run(&[&["--json", "commission"], arguments].concat());
    let as_anna = |arguments: &[&str]| run(&[arguments, &anna[..]].concat());

    program.run(&["plan", "adopt", "unilevel-simple"]).ended(0);
    let end = program.run(&["--json", "journal", "show"]).json().len();
    let simulated = run(&["simulate", "2024-04"]).ended(0).json();
    assert_eq!(program.run(&["--json", "journal", "show"]).json().len(), end, "nothing of it is kept");
    // 42 % of 17.80 + 12.00 + 20.00, each share rounded by itself.
    assert_eq!(simulated[0]["result"]["distributable"], "20.92");

    run(&["simulate", "2099-01"]).ended(1).warns("begins");
    program.run(&["commission", "list"]).ended(0).says("no runs yet");
    run(&["open", "2099-01"]).ended(1);
    run(&["open", "April"]).ended(2);
    run(&["open", "2024-04", "--as", "anna@almgut.test", "--password-file", wrong.to_str().unwrap()]).ended(12);
    run(&["open", "2024-04", "--as", "nobody@almgut.test", "--password-file", password]).ended(12);
    assert_eq!(as_anna(&["open", "2024-04"]).ended(0).json()[0]["run"], "L-0001");
    run(&["open", "2024-04"]).ended(1);
    as_anna(&["approve", "L-0001"]).ended(1);
    as_anna(&["submit", "L-0001"]).ended(1);
    as_anna(&["calculate", "L-0001"]).ended(0);
    as_anna(&["submit", "L-0001"]).ended(0);
    as_anna(&["approve", "L-0001"]).ended(1).warns("Somebody else");
    run(&["approve", "L-0001"]).ended(1);
    run(&["post", "L-0001"]).ended(1);
    as_anna(&["cancel", "L-0001", "--reason", ""]).ended(1);
    as_anna(&["cancel", "L-0001", "--reason", "opened by the wrong person"]).ended(0);

    run(&["open", "2024-04"]).ended(0);
    run(&["calculate", "2"]).ended(0);
    run(&["submit", "L-0002"]).ended(0);
    as_anna(&["refuse", "L-0002", "--reason", "once more, please"]).ended(0);
    run(&["post", "L-0002"]).ended(1);
    run(&["calculate", "L-0002"]).ended(0);
    run(&["submit", "L-0002"]).ended(0);
    assert_eq!(as_anna(&["approve", "L-0002"]).ended(0).json()[0]["state"], "approved");
    let posted = run(&["post", "L-0002"]).ended(0).json();
    assert_eq!(posted[0]["state"], "posted");
    assert_eq!(posted[0]["result"]["distributable"], simulated[0]["result"]["distributable"]);
    run(&["calculate", "L-0002"]).ended(1);
    run(&["show", "L-0009"]).ended(1);
    // The firm has no bank account yet.
    run(&["pay", "L-0002"]).ended(1);
    run(&["pay", "L-0002", "--on", "soon"]).ended(2);
    assert_eq!(run(&["list"]).ended(0).json().len(), 2);
    program.run(&["commission", "show", "L-0002"]).ended(0).says("20.92");
    let listed = program.run(&["commission", "list"]).ended(0).out;
    assert!(listed.starts_with("Run") && listed.contains("L-0001"), "{listed}");

    let folder = program.path("run");
    run(&["export", "L-0002", "--out", folder.to_str().unwrap()]).ended(0);
    run(&["export", "L-0002", "--out", folder.to_str().unwrap()]).ended(0);
    std::fs::write(folder.join("L-0002-2024-04-lines.csv"), "my own notes").unwrap();
    run(&["export", "L-0002", "--out", folder.to_str().unwrap()]).ended(24).warns("lines.csv");
    run(&["export", "L-0002", "--out", folder.to_str().unwrap(), "--force"]).ended(0);
    let read = |part: &str| std::fs::read_to_string(folder.join(format!("L-0002-2024-04-{part}.csv"))).unwrap();
    assert_eq!(sum_of(&read("lines"), "amount") + sum_of(&read("breakage"), "amount"), 20_92);
    let ledger = program.path("ledger.csv");
    program.run(&["export", "ledger", "--out", ledger.to_str().unwrap()]).ended(0);
    let ledger = std::fs::read_to_string(ledger).unwrap();
    assert!(ledger.contains("commission_payable"), "{ledger}");
    assert_eq!(sum_of(&ledger, "amount"), 0);
    program.run(&["export", "commissions", "--out", program.path("all").to_str().unwrap()]).ended(0).says("3");

    // A settled period is not changed by an order that comes late.
    let late = "order,day,partner,email,sku,quantity,amount_net,vat_rate,name,country\n";
    let credited = program.file("late.csv", &format!("{late}L-1,2024-04-20,A-1,x@example.com,TE-100,1,8.90,10,X,AT\n"));
    let import = ["import", "orders", credited.to_str().unwrap()];
    program.run(&import).ended(1).warns("settled");
    program.file("late.csv", &format!("{late}L-1,2024-04-20,,x@example.com,TE-100,1,8.90,10,X,AT\n"));
    program.run(&import).ended(0);
    program.file("late.csv", &format!("{late}L-2,2024-05-20,A-1,x@example.com,TE-100,1,8.90,10,X,AT\n"));
    program.run(&import).ended(0);
    program.run(&["check"]).ended(0);
}

/// The sum of a column, in cents.
pub fn sum_of(table: &str, column: &str) -> i64 {
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let place = rows.headers().unwrap().iter().position(|name| name == column).unwrap();
    rows.records().map(|row| row.unwrap()[place].replace('.', "").parse::<i64>().unwrap()).sum()
}

#[test]
fn a_run_goes_its_way_while_nobody_serves() {
    the_way_of_a_run(&with_examples());
}

#[test]
fn a_run_goes_its_way_through_the_one_who_serves() {
    let program = with_examples();
    let serving = program.serve();
    the_way_of_a_run(&program);
    assert_eq!(serving.stop(), 0);
}
