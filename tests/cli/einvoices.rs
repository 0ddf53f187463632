//! E-invoices on the command line: those of others come in, and what asks for something else is told so.

use crate::cli::program::Program;
use crate::exchange::incoming::ubl;

#[test]
fn an_invoice_of_somebody_else_is_tried_taken_and_known() {
    let program = Program::with_firm("EUR");
    let file = program.file("rechnung.xml", &String::from_utf8(ubl()).unwrap());
    let file = file.to_str().unwrap();
    let tried = program.run(&["--json", "import", "einvoice", file, "--dry-run"]).ended(0).json();
    assert_eq!((&tried[0]["dry_run"], &tried[0]["incoming"][0]["id"]), (&true.into(), &serde_json::Value::Null));
    let taken = program.run(&["--json", "import", "einvoice", file]).ended(0).json();
    let incoming = &taken[0]["incoming"][0];
    assert_eq!((&incoming["number"], &incoming["findings"]), (&"R-2026-00017".into(), &serde_json::json!([])));
    assert!(incoming["id"].is_u64(), "{incoming}");
    program.run(&["--lang", "de", "import", "einvoice", file]).ended(20).says("Diese Datei ist schon eingelesen.");
    program.run(&["check"]).ended(0);
}

#[test]
fn what_is_no_invoice_and_what_belongs_to_something_else_is_said() {
    let program = Program::with_firm("EUR");
    let letter = program.file("brief.xml", "<html><body>Guten Tag</body></html>");
    let refused = program.run(&["--lang", "en", "import", "einvoice", letter.to_str().unwrap()]).ended(18);
    assert!(refused.err.contains("This is no e-invoice."), "{}", refused.err);
    let file = program.file("rechnung.xml", &String::from_utf8(ubl()).unwrap());
    program.run(&["import", "einvoice", file.to_str().unwrap(), "--account", "AT611904300234573201"]).ended(2);
    program.run(&["import", "einvoice", "nirgends.xml"]).ended(23);
    let out = program.path("out");
    let out = out.to_str().unwrap();
    program
        .run(&["--lang", "en", "export", "customers", "--out", out, "--format", "zugferd"])
        .ended(2)
        .warns("only for einvoices");
    program.run(&["export", "einvoices", "--out", out, "--format", "xrechnung-ubl"]).ended(20);
}
