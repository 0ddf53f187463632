//! What one period leaves to the next, from posting to gathering.

use kontor::business::approvals::{self, Answer};
use kontor::business::commissions::{self, LineOrigin, Unpaid};
use kontor::values::{Money, PartnerId, Period, RunId};

use crate::business::commissions::{clerk, manager};
use crate::business::stage::{Stage, refused};

/// Two legs by sponsor, a rank that is kept once it was reached, and a sum of all time.
const LEGS: &str = r#"
[plan]
name = "legs"
version = 1
title = { de = "Beine", en = "Legs", zh = "双区" }
effective_from = 1990-01-01
period = "month"

[volumes.own]
title = { de = "Eigene", en = "Own", zh = "个人" }
of = "self"
counts = "base"
sales = ["own", "retail"]

[volumes.ever]
title = { de = "Insgesamt", en = "Ever", zh = "累计" }
counts = "base"
formula = "carried('ever') + own"

[[rank]]
name = "silver"
title = { de = "Silber", en = "Silver", zh = "白银" }
needs = "own >= 400"

[ranks]
paid_by = "achieved"

[[bonus]]
name = "pairs"
title = { de = "Paare", en = "Pairs", zh = "对碰" }
kind = "binary"
edge = "sponsor"
volume = "own"
rate = "10 %"
cap = "35"
receiver = "valid"

[[bonus]]
name = "kept"
title = { de = "Silberbonus", en = "Silver bonus", zh = "白银奖" }
kind = "amount"
amount = "if(rank_paid >= silver and ever >= 700, 5, 0)"
receiver = "valid"

[carry]
ever = "ever"

[rounding]
per = "line"
how = "half_up"

[payout]
minimum = 0

[[example]]
title = "Two legs"
tree = ["Anna > Ben", "Anna > Cora"]
sales = [
    { seller = "Ben", kind = "retail", base = "200.00" },
    { seller = "Cora", kind = "retail", base = "500.00" },
]
lines = [{ to = "Anna", bonus = "pairs", amount = "20.00" }]
left_over = { Anna = { "pairs.right" = 300 } }
breakage = 0
"#;

struct Firm {
    stage: Stage,
    top: PartnerId,
    left: PartnerId,
    right: PartnerId,
}

impl Firm {
    fn new() -> Firm {
        let stage = Stage::new();
        stage.write(&clerk(), |tx| commissions::adopt_plan(tx, LEGS)).unwrap();
        let top = stage.partner("A", None);
        let (left, right) = (stage.partner("L", Some("A")), stage.partner("R", Some("A")));
        stage.on("2026-12-02");
        Firm { stage, top, left, right }
    }

    fn open(&self, month: &str) -> Result<RunId, kontor::business::failure::Failure> {
        let period = Period::parse(month).unwrap();
        self.stage.write(&clerk(), move |tx| commissions::open_run(tx, "legs", period))
    }

    fn settle(&self, month: &str) -> RunId {
        let run = self.open(month).unwrap();
        self.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
        let approval = self.stage.write(&clerk(), move |tx| commissions::submit_run(tx, run)).unwrap();
        self.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
        self.stage.write(&manager(), move |tx| commissions::post_run(tx, run)).unwrap();
        run
    }

    fn total(&self, run: RunId, partner: PartnerId) -> Money {
        self.stage.read(&clerk(), |view| commissions::statement(view, run, partner).unwrap().total)
    }
}

#[test]
fn legs_ranks_and_sums_go_on_in_the_next_month() {
    let firm = Firm::new();
    firm.stage.sale(firm.left, "2026-05-04", 20_000, 0);
    firm.stage.sale(firm.right, "2026-05-04", 50_000, 0);
    let may = firm.settle("2026-05");
    assert_eq!(firm.total(may, firm.top), Money::eur(2_000));
    // The right leg brings 300 along: 400 of 500 are matched, of which the cap pays 35.
    firm.stage.sale(firm.left, "2026-06-04", 40_000, 0);
    firm.stage.sale(firm.right, "2026-06-04", 20_000, 0);
    let june = firm.settle("2026-06");
    assert_eq!(firm.total(june, firm.top), Money::eur(3_500));
    let (lines, broken) = firm.stage.read(&clerk(), |view| {
        let lines = commissions::lines_of_statement(view, june, firm.top, 0).unwrap();
        (lines, commissions::breakage_of_run(view, june, 0).unwrap())
    });
    assert_eq!(lines.iter().map(|line| line.origin).collect::<Vec<_>>(), [LineOrigin::Legs]);
    let of_cap: Vec<_> = broken.iter().map(|line| (line.origin, line.why, line.amount)).collect();
    assert_eq!(of_cap, [(LineOrigin::Legs, Unpaid::Capped, Money::eur(500))]);
    // Silver since May, and 700 of all time in June.
    assert_eq!(firm.total(june, firm.right), Money::eur(500));
    assert_eq!(firm.total(june, firm.left), Money::eur(0));
    assert_eq!(firm.total(firm.settle("2026-07"), firm.right), Money::eur(500));
}

#[test]
fn a_new_version_takes_over_what_it_knows_and_ranks_by_their_names() {
    let firm = Firm::new();
    firm.stage.sale(firm.left, "2026-05-04", 20_000, 0);
    firm.stage.sale(firm.right, "2026-05-04", 70_000, 0);
    firm.settle("2026-05");
    let below = "[[rank]]\nname = \"bronze\"\ntitle = { de = \"Bronze\", en = \"Bronze\", zh = \"青铜\" }\nneeds = \"own >= 100\"\n\n[[rank]]";
    let second = LEGS
        .replacen("version = 1", "version = 2", 1)
        .replacen("effective_from = 1990-01-01", "effective_from = 2026-06-01", 1)
        .replacen("[[rank]]", below, 1);
    firm.stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &second)).unwrap();
    firm.stage.sale(firm.left, "2026-06-04", 10_000, 0);
    let june = firm.settle("2026-06");
    // 500 are left of the right leg, 100 are new on the left one; silver is the second rank now, and still silver.
    assert_eq!(firm.total(june, firm.top), Money::eur(1_000));
    assert_eq!(firm.total(june, firm.right), Money::eur(500));
}

#[test]
fn periods_follow_one_another() {
    let firm = Firm::new();
    firm.settle("2026-05");
    refused(firm.open("2026-08"), &["commissions.refusal.earlier_period_open@period"]);
    refused(firm.open("2026-04"), &["commissions.refusal.later_period_posted@period"]);
    let june = firm.open("2026-06").unwrap();
    // June is not posted yet, so that July has to wait.
    refused(firm.open("2026-07"), &["commissions.refusal.earlier_period_open@period"]);
    firm.stage.write(&clerk(), move |tx| commissions::cancel_run(tx, june, "zu früh")).unwrap();
    firm.settle("2026-06");
    firm.open("2026-07").unwrap();
}

#[test]
fn a_period_that_was_opened_in_time_is_not_posted_out_of_turn() {
    let firm = Firm::new();
    let may = firm.open("2026-05").unwrap();
    firm.settle("2026-06");
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, may)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, may)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    let posted = firm.stage.write(&manager(), move |tx| commissions::post_run(tx, may));
    refused(posted, &["commissions.refusal.later_period_posted@period"]);
}
