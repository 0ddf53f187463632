//! A plan that was adopted before a rule came which would refuse it today.

use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::commissions::{self, PlanSource, lines_of_statement, read_plan, statement};
use kontor::business::orders::{self, ImportOrder};
use kontor::store::Map;
use kontor::values::Money;

use crate::business::commissions::{May, clerk, manager};
use crate::business::stage::{day, imported_order};

const SOURCES: Map<(String, u32), PlanSource> = Map::new(221, "PLAN_AND_VERSION_TO_SOURCE");

/// Puts the text of a former day in the place of the adopted one.
fn adopted_long_ago(firm: &May, change: impl Fn(&str) -> String) -> String {
    let key = ("unilevel-simple".to_owned(), 1);
    let reader = firm.stage.door.store().reader().unwrap();
    let r: &dyn kontor::store::Read = &reader;
    let mut source = r.get(&SOURCES, &key).unwrap();
    source.text = change(&source.text);
    firm.put(&SOURCES, &key, &source);
    source.text
}

#[test]
fn it_can_be_read_settled_shown_and_corrected() {
    let firm = May::new();
    let text = adopted_long_ago(&firm, |text| {
        let over = text.replacen("rates = [\"20 %\"]", "rates = [\"if(own >= 100, 120 %, 20 %)\"]", 1);
        let cap = |name: &str, of: &str| {
            format!(
                "[[bonus]]\nname = \"{name}\"\ntitle = {{ de = \"D\", en = \"D\", zh = \"D\" }}\nkind = \"cap\"\n\
                bonuses = [\"{of}\"]\nof = \"person\"\nmost = \"99999\"\n\n"
            )
        };
        assert_ne!(over, text);
        over.replacen("[rounding]", &format!("{}{}[rounding]", cap("high", "team"), cap("nothing", "high")), 1)
    });
    let mut refused: Vec<&str> = read_plan(&text).unwrap_err().iter().map(|trouble| trouble.complaint.key).collect();
    refused.dedup();
    assert_eq!(refused, ["commissions.plan.rate_outside"], "nobody could adopt it today");
    let mended = text.replacen("120 %", "20 %", 1);
    let refused = read_plan(&mended).unwrap_err();
    assert_eq!(refused[0].complaint.key, "commissions.plan.adjusts_nothing");

    firm.stage.read(&clerk(), |view| assert!(commissions::plan(view, "unilevel-simple", 1).is_some()));
    let first = firm.posted();
    firm.stage.read(&clerk(), |view| {
        assert_eq!(statement(view, first, firm.c).unwrap().total, Money::eur(2_000));
        assert!(!lines_of_statement(view, first, firm.c, 0).unwrap().is_empty());
    });
    // With the sale that was forgotten the former plan gives more than the whole: that is what the month comes to.
    let late = ImportOrder {
        late_because: "Beleg kam mit der Post".to_owned(),
        ..imported_order("L-1", firm.c, day("2026-05-20"), 20_000, 100)
    };
    firm.stage.write(&Actor::operator(), move |tx| orders::import_order(tx, &late)).unwrap();
    let id = firm.stage.write(&clerk(), move |tx| commissions::open_correction(tx, first, "später Beleg")).unwrap();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, id)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, id)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, id)).unwrap();
    firm.stage.read(&clerk(), |view| {
        // 120 % of 300.00, less the 20.00 of before.
        assert_eq!(statement(view, id, firm.c).unwrap().total, Money::eur(34_000));
    });
}
