//! Statements on paper, and the sentence that explains each line.

use kontor::app::statement_pdf;
use kontor::business::actor::Actor;
use kontor::business::commissions::{
    self, Brings, CommissionLine, LineOrigin, LineSale, Path, PathStep, SaleKind, Verdict,
};
use kontor::business::failure::Failure;
use kontor::business::firm::{Firm, change_firm};
use kontor::business::{partners, people};
use kontor::exchange::print::Document;
use kontor::values::{Language, Money, OrderId, PartnerId, Rate, RunId};

use crate::business::commissions::{May, clerk, manager, may};
use crate::business::stage::{address, day, fetch_file, keys, partner_actor, wiesenmut};

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

fn print(firm: &May, run: RunId) -> Document {
    firm.stage.read(&clerk(), |view| statement_pdf(view, run, firm.a)).unwrap()
}

#[test]
fn a_statement_that_is_printed_again_is_the_one_that_was_posted() {
    let firm = May::new();
    let run = firm.posted();
    let posted = print(&firm, run);
    let (partner, manager) = (firm.a, manager());
    firm.stage
        .write(&Actor::operator(), move |tx| {
            let id = partners::partner(tx, partner).unwrap().person;
            let moved = people::Person { address: Some(address("Anna Neu")), ..people::person(tx, id).unwrap() };
            people::change_person(tx, id, &moved)
        })
        .unwrap();
    let renamed = Firm { legal_name: "Neuland GmbH".to_owned(), accent: "#aa2200".to_owned(), ..wiesenmut() };
    firm.stage.write(&Actor::operator(), move |tx| change_firm(tx, &renamed, None)).unwrap();
    assert!(print(&firm, run) == posted, "the statement has changed with the firm or the partner");
    // A file that lies ready pays nobody: it may still be taken back.
    let batch = firm.stage.write(&manager, move |tx| commissions::pay_run(tx, run, day("2026-06-05"))).unwrap();
    assert!(print(&firm, run) == posted, "the statement says that something is paid");
    fetch_file(&firm.stage.door, &manager, batch, [7; 32]).unwrap();
    assert!(print(&firm, run) != posted, "the statement does not say that it is paid");
}

fn sold(kind: SaleKind, returned: bool) -> LineSale {
    LineSale { order: OrderId::new(1), line: 1, on: day("2026-05-04"), seller: PartnerId::new(3), kind, returned }
}

fn line(level: u16, kind: SaleKind, base: i64, rate: i64) -> CommissionLine {
    CommissionLine {
        origin: LineOrigin::Sale(sold(kind, false)),
        own: level == 0,
        bonus: 0,
        level,
        is_generation: false,
        base: Money::eur(base),
        factored: None,
        base_share: Rate::WHOLE,
        rate: Some(Rate::from_percent(rate)),
        part: Rate::WHOLE,
        amount: Money::eur(base).at_rate(Rate::from_percent(rate)),
        path: Path::default(),
        corrects: None,
    }
}

fn from(origin: LineOrigin, level: u16, own: bool) -> CommissionLine {
    CommissionLine { origin, own, ..line(level, SaleKind::Retail, 100, 5) }
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
    let host = CommissionLine { own: false, ..line(0, SaleKind::Retail, 100, 5) };
    check(host, "Teamprovision: P-1004 hat an Kunden verkauft");
    let step = |partner: u64, level, verdict| PathStep { partner: PartnerId::new(partner), level, verdict };
    let steps = vec![step(3, None, Verdict::Met), step(2, None, Verdict::TooLittle(0)), step(1, Some(1), Verdict::Met)];
    let path = Path { steps, left_out: 0 };
    let back = LineOrigin::Sale(sold(SaleKind::Retail, true));
    check(
        CommissionLine { path, origin: back, ..line(1, SaleKind::Retail, -100, 6) },
        "Zurückgeschickte Ware, nimmt zurück: Teamprovision, Ebene 1: P-1004 hat an Kunden verkauft; eine Person dazwischen ohne Anspruch",
    );
    let half = CommissionLine { base_share: Rate::from_percent(50), ..line(0, SaleKind::Retail, 100, 20) };
    check(half, "Teamprovision auf den eigenen Verkauf an Kunden; 50\u{a0}% der Basis zählen");
    let shared = CommissionLine { part: Rate::from_percent(30), ..line(0, SaleKind::Retail, 100, 20) };
    check(shared, "Teamprovision auf den eigenen Verkauf an Kunden; davon 30\u{a0}%");
    let person = |brings| LineOrigin::Person { partner: PartnerId::new(3), brings };
    check(from(person(Brings::Sales), 0, true), "Teamprovision auf die eigenen Verkäufe in diesem Zeitraum");
    check(from(person(Brings::Sales), 2, false), "Teamprovision, Ebene 2: alle Verkäufe von P-1004 in diesem Zeitraum");
    let generation = CommissionLine { is_generation: true, ..from(person(Brings::Volume), 2, false) };
    check(generation, "Teamprovision, 2. Generation: Volumen von P-1004");
    check(from(person(Brings::Pay), 1, false), "Teamprovision, Ebene 1: auf die Provision von P-1004");
    check(from(LineOrigin::Legs, 0, true), "Teamprovision: gepaartes Volumen beider Beine");
    check(from(LineOrigin::Pool, 0, true), "Teamprovision: Anteil am Topf");
    check(from(LineOrigin::Amount, 0, true), "Teamprovision: Betrag nach dem Plan");
    check(from(LineOrigin::Cap, 0, true), "Teamprovision: Abzug dessen, was über der Grenze liegt");
    check(from(LineOrigin::LargerOf, 0, true), "Teamprovision: Abzug, weil nur das bessere Programm gezahlt wird");
    let guarantee = LineOrigin::Guarantee { below: PartnerId::new(3) };
    check(from(guarantee, 0, false), "Teamprovision: Mindestbetrag für die Gruppe von P-1004");
    let given = CommissionLine { amount: Money::eur(-100), ..from(guarantee, 0, true) };
    check(given, "Teamprovision: steht der Führungskraft darüber als Mindestbetrag zu");
    let clawback = LineOrigin::Clawback { back: sold(SaleKind::Retail, true), paid_by: Some(RunId::new(3)) };
    check(from(clawback, 0, true), "Teamprovision: Ware kam zurück; zurückgenommen wird, was L-0003 dafür gezahlt hat");
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
