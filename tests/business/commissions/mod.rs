//! From the sales of a month to the file for the bank.

mod batch_at_bank;
mod asked;
mod carry;
mod checks;
mod clawback;
mod correction;
mod evidence;
mod extract;
mod factored;
mod facts;
mod kept;
mod kept_plan;
mod objections;
mod paper;
mod pay_parts;
mod payout;
pub mod periods;
mod refusals;
mod returns;
mod runs;
mod sandbox;
mod self_billing;
mod settled;
mod shop_credit;
mod sold;
mod what_if;

use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::commissions::{self, Run, RunState, shipped_plans};
use kontor::business::permission::Permission;
use kontor::store::{Fault, Key, Map, Stored, Writer};
use kontor::values::{ApprovalId, PartnerId, Period, RunId};

use crate::business::stage::{Stage, staff};

/// A above B above C; in May C sells for 100.00, B for 50.00, A for 10.00. Everybody is active.
pub struct May {
    pub stage: Stage,
    pub a: PartnerId,
    pub b: PartnerId,
    pub c: PartnerId,
}

const RUN_ID_TO_RUN: Map<RunId, Run> = Map::new(222, "RUN_ID_TO_RUN");

pub fn may() -> Period {
    Period::parse("2026-05").unwrap()
}

/// Opens, calculates, submits.
pub fn clerk() -> Actor {
    staff(10, &[Permission::CommissionsView, Permission::CommissionsRun, Permission::CommissionsApprove])
}

/// Agrees, posts, pays.
pub fn manager() -> Actor {
    let permissions = [
        Permission::CommissionsView,
        Permission::CommissionsApprove,
        Permission::CommissionsPost,
        Permission::PaymentsPayOut,
        Permission::PartnersEdit,
    ];
    staff(20, &permissions)
}

impl May {
    pub fn new() -> May {
        let stage = Stage::new();
        stage.write(&clerk(), |tx| commissions::adopt_plan(tx, shipped_plans()[0].1)).unwrap();
        let (a, b, c) = (stage.partner("A", None), stage.partner("B", Some("A")), stage.partner("C", Some("B")));
        stage.sale(c, "2026-05-04", 10_000, 30);
        stage.sale(b, "2026-05-31", 5_000, 20);
        stage.sale(a, "2026-05-01", 1_000, 20);
        // Neighbours of the month do not count.
        stage.sale(c, "2026-04-30", 77_700, 500);
        stage.sale(c, "2026-06-01", 77_700, 500);
        May { stage, a, b, c }
    }

    pub fn open(&self) -> RunId {
        self.stage.write(&clerk(), |tx| commissions::open_run(tx, "unilevel-simple", may())).unwrap()
    }

    pub fn calculated(&self) -> RunId {
        let run = self.open();
        self.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
        run
    }

    pub fn submitted(&self) -> (RunId, ApprovalId) {
        let run = self.calculated();
        (run, self.stage.write(&clerk(), move |tx| commissions::submit_run(tx, run)).unwrap())
    }

    pub fn approved(&self) -> RunId {
        let (run, approval) = self.submitted();
        self.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
        run
    }

    pub fn posted(&self) -> RunId {
        let run = self.approved();
        self.stage.write(&manager(), move |tx| commissions::post_run(tx, run)).unwrap();
        run
    }

    /// Puts something into the store that no command would.
    pub fn put<K: Key, V: Stored>(&self, map: &Map<K, V>, key: &K, value: &V) {
        let put = |writer: &mut Writer<'_, '_>| {
            writer.put(map, key, value);
            Ok::<_, Fault>(())
        };
        self.stage.door.store().write(|group| group.command(put)).unwrap();
    }

    /// The run as another version of the program would have posted it: of the same facts, and with other amounts.
    pub fn reckoned_otherwise(&self, id: RunId) {
        let mut run = self.stage.read(&clerk(), |view| commissions::run(view, id)).unwrap();
        run.result.as_mut().unwrap().outcome_hash = [7; 32];
        self.put(&RUN_ID_TO_RUN, &id, &Run { reckoned_by: 0, ..run });
    }

    pub fn state(&self, run: RunId) -> RunState {
        self.stage.read(&Actor::system(), |view| commissions::run(view, run).unwrap().state)
    }
}
