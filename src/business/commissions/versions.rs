//! The versions of a plan: which bonuses each of them settles in which kind of period.

use std::collections::BTreeMap;

use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::plan as adopted;
use crate::business::commissions::runs::Run;
use crate::store::Read;
use crate::values::PeriodKind;

/// Each version is read once.
pub(super) struct Versions<'r> {
    r: &'r dyn Read,
    known: BTreeMap<u32, Option<Plan>>,
}

impl<'r> Versions<'r> {
    pub(super) fn of(r: &'r dyn Read, plan: &Plan) -> Versions<'r> {
        Versions { r, known: BTreeMap::from([(plan.version, Some(plan.clone()))]) }
    }

    /// The version by which a run was settled.
    pub(super) fn of_run(&mut self, run: &Run) -> Option<&Plan> {
        let r = self.r;
        let version = self.known.entry(run.plan_version).or_insert_with(|| adopted(r, &run.plan, run.plan_version));
        version.as_ref()
    }

    /// Whether a run settled any of the bonuses that the plan settles in this kind of period.
    pub(super) fn settles_any(&mut self, run: &Run, plan: &Plan, kind: PeriodKind) -> bool {
        let Some(version) = self.of_run(run) else { return false };
        let settled = |name: &str| version.bonuses_in(run.period.kind()).any(|bonus| bonus.name == name);
        plan.bonuses_in(kind).any(|bonus| settled(&bonus.name))
    }
}
