//! Factors of a plan: what was sold and what of it counts stand beside each other, wherever a line explains itself.

use kontor::business::commissions::{
    self, CommissionLine, DealWish, Factored, LineFactor, extract, find_deals, lines_of_statement, plan, shipped_plans,
};
use kontor::exchange::commission::{Known, OfRun, lines_csv};
use kontor::values::{Language, Money, Rate, RunId};

use crate::business::commissions::{May, clerk, may};
use crate::business::stage::partner_actor;

/// Goods 1001 count half.
fn halved() -> (May, RunId) {
    let firm = May::new();
    let factor = "[[factors.product]]\nof = \"1001\"\nfrom = 1990-01-01\nbase = 0.5\n\n[predicates.contract]";
    let source = shipped_plans()[0].1.replace("version = 1\n", "version = 2\n");
    let source = source.replace("[predicates.contract]", factor);
    firm.stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &source)).unwrap();
    let run = firm.posted();
    (firm, run)
}

fn lines(firm: &May, run: RunId) -> Vec<CommissionLine> {
    firm.stage.read(&clerk(), |view| lines_of_statement(view, run, firm.b, 0).unwrap())
}

#[test]
fn a_line_says_what_was_sold_and_what_of_it_counts() {
    let (firm, run) = halved();
    let lines = lines(&firm, run);
    let line = lines.iter().find(|line| line.level == 1).expect("6 % of C's 100.00, of which 50.00 count");
    assert_eq!((line.base, line.amount), (Money::eur(5_000), Money::eur(300)));
    let times = Rate::from_millionths(500_000);
    let factor = LineFactor { by: "product".to_owned(), of: Some("1001".to_owned()), times };
    assert_eq!(line.factored, Some(Factored { sold: Money::eur(10_000), factors: vec![factor] }));
    let said = line.reason(Language::De, "Teamprovision", "C").replace('\u{a0}', " ");
    assert!(said.contains("Basis 100,00 € × 0,5 (Artikel „1001“) = 50,00 €"), "{said}");
    assert!(line.reason(Language::Zh, "团队佣金", "C").contains("0.5"), "in every language");
}

#[test]
fn the_file_of_a_run_names_the_factor() {
    let (firm, run) = halved();
    let text = firm.stage.read(&clerk(), |view| {
        let kept = commissions::run(view, run).unwrap();
        let plan = plan(view, &kept.plan, kept.plan_version).unwrap();
        let of = OfRun { id: run, run: &kept, plan: &plan, language: Language::De };
        let known: Vec<_> = lines(&firm, run).into_iter().map(|line| (Known::default(), line)).collect();
        lines_csv(of, &known, &|partner| partner.to_string())
    });
    assert!(text.lines().next().unwrap().ends_with(",base_sold,factors"), "{text}");
    assert!(text.lines().skip(1).all(|row| row.ends_with(",product 1001 0.5")), "{text}");
    assert!(text.contains(",100.00,product 1001 0.5"), "{text}");
}

#[test]
fn the_extract_of_the_books_shows_both() {
    let (firm, _) = halved();
    let deals = firm.stage.read(&partner_actor(firm.b), |view| {
        find_deals(&extract(view, firm.b, may(), may()).unwrap(), &DealWish::default(), 0, 10).rows
    });
    let said: Vec<String> = deals.iter().flat_map(|deal| &deal.pay).map(|pay| pay.say(Language::De)).collect();
    let said = said.join("\n").replace('\u{a0}', " ");
    assert!(said.contains("6 %, Basis 100,00 € × 0,5 (Artikel „1001“) = 50,00 €"), "{said}");
}

#[test]
fn without_factors_there_is_nothing_to_say() {
    let firm = May::new();
    let run = firm.posted();
    assert!(lines(&firm, run).iter().all(|line| line.factored.is_none()));
}
