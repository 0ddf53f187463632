//! Runs that are worked out aside: what is kept is what holds at the moment of keeping.

use kontor::business::actor::Actor;
use kontor::business::commissions::{self, RunState};
use kontor::business::{partners, people};
use kontor::values::RunId;

use crate::business::commissions::{May, clerk, manager};
use crate::business::stage::{day, partner_actor, person, refused};

fn hashes(firm: &May, run: RunId) -> ([u8; 32], [u8; 32]) {
    firm.stage.read(&clerk(), |view| {
        let result = commissions::run(view, run).unwrap().result.unwrap();
        (result.facts_hash, result.outcome_hash)
    })
}

fn settled(firm: &May, run: RunId) -> commissions::Settled {
    firm.stage.read(&clerk(), |view| commissions::settle_run(view, run).unwrap())
}

#[test]
fn what_was_worked_out_aside_is_kept_as_it_would_have_been_at_once() {
    let firm = May::new();
    let run = firm.calculated();
    let at_once = hashes(&firm, run);
    let aside = settled(&firm, run);
    // Somebody else works meanwhile, on what counts for nothing here.
    firm.stage.write(&Actor::operator(), |tx| people::create_person(tx, &person("Gruber"))).unwrap();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_settled_run(tx, &aside)).unwrap();
    assert_eq!(hashes(&firm, run), at_once);
    assert_eq!(firm.state(run), RunState::Calculated);
}

#[test]
fn what_has_changed_meanwhile_is_settled_anew() {
    let firm = May::new();
    let run = firm.calculated();
    let before = hashes(&firm, run);
    let aside = settled(&firm, run);
    firm.stage.sale(firm.c, "2026-05-30", 1_000, 1);
    let late = aside.clone();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_settled_run(tx, &late)).unwrap();
    let sales = firm.stage.read(&clerk(), |view| commissions::run(view, run).unwrap().result.unwrap().sales);
    assert_eq!(sales, 4);
    let after_sale = hashes(&firm, run);
    assert_ne!(after_sale, before);
    let aside = settled(&firm, run);
    let c = firm.c;
    firm.stage
        .write(&manager(), move |tx| partners::change_sponsor(tx, c, None, day("2026-05-01"), "Einigung"))
        .unwrap();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_settled_run(tx, &aside)).unwrap();
    assert_ne!(hashes(&firm, run), after_sale);
}

#[test]
fn what_was_compared_aside_is_posted_only_while_it_holds() {
    let firm = May::new();
    let run = firm.approved();
    let aside = settled(&firm, run);
    let late = aside.clone();
    firm.stage.sale(firm.c, "2026-05-30", 1_000, 1);
    refused(
        firm.stage.write(&manager(), move |tx| commissions::post_settled_run(tx, &late)),
        &["commissions.refusal.facts_changed"],
    );
    let firm = May::new();
    let run = firm.approved();
    let aside = settled(&firm, run);
    refused(
        firm.stage.write(&partner_actor(firm.a), {
            let aside = aside.clone();
            move |tx| commissions::post_settled_run(tx, &aside)
        }),
        &["business.refusal.not_allowed"],
    );
    firm.stage.write(&manager(), move |tx| commissions::post_settled_run(tx, &aside)).unwrap();
    assert_eq!(firm.state(run), RunState::Posted);
}

#[test]
fn a_run_that_was_given_up_meanwhile_stays_given_up() {
    let firm = May::new();
    let run = firm.calculated();
    let aside = settled(&firm, run);
    firm.stage.write(&clerk(), move |tx| commissions::cancel_run(tx, run, "falsch")).unwrap();
    refused(
        firm.stage.write(&clerk(), move |tx| commissions::calculate_settled_run(tx, &aside)),
        &["commissions.refusal.run_cancelled"],
    );
}
