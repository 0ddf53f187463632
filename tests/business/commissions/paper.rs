//! Statements on paper, and the sentence that explains each line.

use kontor::app::statement_pdf;
use kontor::business::commissions::{CommissionLine, Path, PathStep, SaleKind, Verdict};
use kontor::business::failure::Failure;
use kontor::values::{Language, Money, OrderId, PartnerId, Rate};

use crate::business::commissions::{May, clerk, may};
use crate::business::stage::{day, keys, partner_actor};

fn key_of<T>(result: Result<T, Failure>) -> Vec<String> {
    result.map(|_| Vec::new()).unwrap_or_else(|failure| keys(&failure))
}

#[test]
fn a_posted_statement_is_printed_for_its_partner_and_for_staff_and_for_nobody_else() {
    let firm = May::new();
    let run = firm.posted();
    for actor in [partner_actor(firm.a), clerk()] {
        let document = firm.stage.read(&actor, |view| statement_pdf(view, run, firm.a)).unwrap();
        assert_eq!(document.name, format!("Provision-{}-A.pdf", may()));
        assert!(document.bytes.starts_with(b"%PDF"));
    }
    let strangers = firm.stage.read(&partner_actor(firm.b), |view| statement_pdf(view, run, firm.a));
    assert_eq!(key_of(strangers), ["business.refusal.not_found"]);
}

#[test]
fn what_is_not_posted_is_not_printed() {
    let firm = May::new();
    let run = firm.approved();
    let result = firm.stage.read(&clerk(), |view| statement_pdf(view, run, firm.a));
    assert_eq!(key_of(result), ["business.refusal.not_found"]);
}

fn line(level: u16, kind: SaleKind, base: i64, rate: i64) -> CommissionLine {
    CommissionLine {
        order: OrderId::new(1),
        line: 1,
        sold_on: day("2026-05-04"),
        seller: PartnerId::new(3),
        kind,
        returned: false,
        bonus: 0,
        level,
        base: Money::eur(base),
        base_share: Rate::WHOLE,
        rate: Rate::from_percent(rate),
        amount: Money::eur(base).at_rate(Rate::from_percent(rate)),
        path: Path::default(),
    }
}

#[test]
fn every_kind_of_line_has_its_sentence() {
    let check = |line: CommissionLine, expected: &str| {
        assert_eq!(line.reason(Language::De, "Teamprovision", "P-1004"), expected);
    };
    check(line(0, SaleKind::Retail, 100, 20), "Teamprovision auf den eigenen Verkauf an Kunden");
    check(line(0, SaleKind::Own, 100, 20), "Teamprovision auf die eigene Bestellung");
    check(line(2, SaleKind::Retail, 100, 5), "Teamprovision, Ebene 2: P-1004 hat an Kunden verkauft");
    check(line(2, SaleKind::Own, 100, 5), "Teamprovision, Ebene 2: P-1004 hat für den eigenen Bedarf bestellt");
    let step = |partner: u64, level, verdict| PathStep { partner: PartnerId::new(partner), level, verdict };
    let steps = vec![step(3, None, Verdict::Met), step(2, None, Verdict::TooLittle(0)), step(1, Some(1), Verdict::Met)];
    let path = Path { steps, left_out: 0 };
    let passed = CommissionLine { path, returned: true, ..line(1, SaleKind::Retail, -100, 6) };
    check(
        passed,
        "Zurückgeschickte Ware, nimmt zurück: Teamprovision, Ebene 1: P-1004 hat an Kunden verkauft; eine Person dazwischen ohne Anspruch",
    );
    let half = CommissionLine { base_share: Rate::from_percent(50), ..line(0, SaleKind::Retail, 100, 20) };
    check(half, "Teamprovision auf den eigenen Verkauf an Kunden; 50\u{a0}% der Basis zählen");
}

#[test]
fn a_rounded_amount_shows_what_it_was_before() {
    let check = |base: i64, rate: i64, expected: Option<&str>| {
        assert_eq!(line(0, SaleKind::Retail, base, rate).unrounded().as_deref(), expected, "{base} at {rate} %");
    };
    check(10_000, 6, None);
    check(8_495, 5, Some("4.2475"));
    check(-8_495, 5, Some("-4.2475"));
    check(3, 1, Some("0.0003"));
}
