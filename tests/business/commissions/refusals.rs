//! Every no of a run, provoked.

use kontor::business::commissions::{self, shipped_plans};
use kontor::business::firm::{self, Firm};
use kontor::business::permission::Permission;
use kontor::values::{Currency, Period, RunId};

use crate::business::commissions::{May, clerk, manager, may};
use crate::business::stage::{Stage, refused, staff, wiesenmut};

fn opening(firm: &May, plan: &'static str, period: &str, expected: &[&str]) {
    let period = Period::parse(period).unwrap();
    refused(firm.stage.write(&clerk(), move |tx| commissions::open_run(tx, plan, period)), expected);
}

#[test]
fn a_run_is_opened_over_an_ended_period_of_a_known_plan_once() {
    let firm = May::new();
    opening(&firm, "none", "2026-05", &["commissions.refusal.plan_unknown@plan"]);
    opening(&firm, "unilevel-simple", "1989-05", &["commissions.refusal.plan_unknown@plan"]);
    opening(&firm, "unilevel-simple", "2026-W20", &["commissions.refusal.other_kind_of_period@period"]);
    opening(&firm, "unilevel-simple", "2026-06", &["commissions.refusal.period_not_ended@period"]);
    firm.open();
    opening(&firm, "unilevel-simple", "2026-05", &["commissions.refusal.run_open@period"]);
    // The last day of a period is not over before midnight.
    let early = May::new();
    early.stage.on("2026-05-31");
    opening(&early, "unilevel-simple", "2026-05", &["commissions.refusal.period_not_ended@period"]);
}

#[test]
fn each_step_needs_the_one_before() {
    let firm = May::new();
    let run = firm.open();
    refused(
        firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, run)),
        &["commissions.refusal.not_calculated"],
    );
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
    let not_approved = ["commissions.refusal.not_approved"];
    refused(firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)), &not_approved);
    firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, run)).unwrap();
    refused(firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)), &not_approved);
    refused(
        firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, tx.today())),
        &["commissions.refusal.not_posted"],
    );
    refused(
        firm.stage.write(&clerk(), |tx| commissions::calculate_run(tx, RunId::new(99))),
        &["business.refusal.not_found"],
    );
}

#[test]
fn each_step_needs_its_permission() {
    let firm = May::new();
    let run = firm.approved();
    let nobody = staff(77, &[Permission::CommissionsView]);
    let not_allowed = ["business.refusal.not_allowed"];
    let write = |command: fn(
        &mut kontor::business::tx::Tx<'_, '_, '_>,
        RunId,
    ) -> Result<(), kontor::business::failure::Failure>| {
        refused(firm.stage.write(&nobody, move |tx| command(tx, run)), &not_allowed);
    };
    write(|tx, _| commissions::adopt_plan(tx, shipped_plans()[0].1).map(|_| ()));
    write(|tx, _| commissions::open_run(tx, "unilevel-simple", may()).map(|_| ()));
    write(commissions::calculate_run);
    write(|tx, run| commissions::submit_run(tx, run).map(|_| ()));
    write(commissions::post_run);
    write(|tx, run| commissions::cancel_run(tx, run, "x"));
    write(|tx, run| commissions::pay_run(tx, run, tx.today()).map(|_| ()));
    let stranger = staff(78, &[]);
    refused(firm.stage.door.read(&stranger, |view| commissions::run_sheet(view, run).map(|_| ())), &not_allowed);
    refused(firm.stage.door.read(&stranger, |view| commissions::breakage_of_run(view, run, 0)), &not_allowed);
}

#[test]
fn a_plan_is_adopted_when_it_can_be_read_and_its_examples_come_out() {
    let firm = May::new();
    let shipped = shipped_plans()[0].1;
    let adopt = |source: String| firm.stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &source));
    // The same again changes nothing.
    let before = firm.stage.read(&clerk(), |view| commissions::plan_sources(view));
    adopt(shipped.to_owned()).unwrap();
    assert_eq!(firm.stage.read(&clerk(), |view| commissions::plan_sources(view)), before);
    refused(adopt(shipped.replace("half_up", "up")), &["commissions.plan.unknown_choice@line 63"]);
    refused(
        adopt(shipped.replace("breakage = \"5.50\"", "breakage = \"5.51\"")),
        &["commissions.refusal.example_fails@line 87"],
    );
    // Nothing has been settled by it yet, so that it may still be mended.
    adopt(format!("{shipped}\n# A remark.\n")).unwrap();
    firm.open();
    refused(adopt(shipped.to_owned()), &["commissions.refusal.version_in_use@version"]);
    adopt(shipped.replace("version = 1", "version = 2").replace("1990-01-01", "2026-06-01")).unwrap();
    firm.stage.read(&clerk(), |view| {
        let version = |on: &str| {
            let day = crate::business::stage::day(on);
            commissions::plan_on(view, "unilevel-simple", day).map(|plan| plan.version)
        };
        assert_eq!((version("2026-05-31"), version("2026-06-01"), version("1989-01-01")), (Some(1), Some(2), None));
    });
}

#[test]
fn an_amount_that_is_not_in_the_currency_of_the_books_is_not_posted() {
    let firm = May::new();
    let run = firm.approved();
    let swiss = Firm { currency: Currency::CHF, ..wiesenmut() };
    firm.stage.write(&staff(1, Permission::ALL), move |tx| firm::change_firm(tx, &swiss, None)).unwrap();
    refused(
        firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)),
        &["commissions.refusal.not_home_currency"],
    );
}

#[test]
fn a_period_without_sales_gives_a_run_of_nothing() {
    let stage = Stage::new();
    stage.write(&clerk(), |tx| commissions::adopt_plan(tx, shipped_plans()[0].1)).unwrap();
    stage.partner("A", None);
    let run = stage.write(&clerk(), |tx| commissions::open_run(tx, "unilevel-simple", may())).unwrap();
    stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
    let result = stage.read(&clerk(), |view| commissions::run(view, run).unwrap().result.unwrap());
    assert_eq!((result.lines, result.statements, result.paid.minor()), (0, 1, 0));
    assert!(result.checks_pass());
}
