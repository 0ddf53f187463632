//! Commission as CSV.

use kontor::business::commissions;
use kontor::business::partners;
use kontor::exchange::commission::{Known, OfRun, breakage_csv, lines_csv, statements_csv};
use kontor::values::{Language, PartnerId};

use crate::business::commissions::{May, clerk};
use crate::exchange::golden::assert_golden;

#[test]
fn statements_lines_and_breakage_have_exactly_these_columns() {
    let firm = May::new();
    let run_id = firm.calculated();
    firm.stage.read(&clerk(), |view| {
        let sheet = commissions::run_sheet(view, run_id).unwrap();
        let of = OfRun { id: run_id, run: &sheet.run, plan: &sheet.plan, language: Language::De };
        let number = |id: PartnerId| partners::partner(view, id).unwrap().number;
        let known = |id: PartnerId| Known { number: number(id), name: format!("Anna \"{}\", Wien", number(id)) };
        let statements: Vec<_> = commissions::statements_of_run(view, run_id)
            .unwrap()
            .into_iter()
            .map(|(id, statement)| (known(id), statement))
            .collect();
        assert_golden("tests/exchange/commission/statements.csv", statements_csv(of, &statements).as_bytes());
        let lines: Vec<_> = [firm.a, firm.b, firm.c]
            .into_iter()
            .flat_map(|id| {
                let lines = commissions::lines_of_statement(view, run_id, id, 0).unwrap();
                lines.into_iter().map(move |line| (id, line))
            })
            .map(|(id, line)| (known(id), line))
            .collect();
        assert_golden("tests/exchange/commission/lines.csv", lines_csv(of, &lines, &number).as_bytes());
        let broken = commissions::breakage_of_run(view, run_id, 0).unwrap();
        let broken: Vec<_> =
            broken.into_iter().map(|line| (line.person.map(known).unwrap_or_default(), line)).collect();
        assert_golden("tests/exchange/commission/breakage.csv", breakage_csv(of, &broken, &number).as_bytes());
    });
}

#[test]
fn a_name_that_looks_like_a_formula_stays_a_name() {
    let firm = May::new();
    let run_id = firm.calculated();
    firm.stage.read(&clerk(), |view| {
        let sheet = commissions::run_sheet(view, run_id).unwrap();
        let of = OfRun { id: run_id, run: &sheet.run, plan: &sheet.plan, language: Language::De };
        let (_, statement) = commissions::statements_of_run(view, run_id).unwrap().remove(0);
        let known = Known { number: "P-1".to_owned(), name: "=cmd()".to_owned() };
        assert!(statements_csv(of, &[(known, statement)]).contains(",'=cmd(),"));
    });
}
