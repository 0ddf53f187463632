//! What must always hold between runs, statements and lines.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::commissions::records::{
    PARTNER_TO_RUN_ID, PLAN_AND_DAY_TO_RUN_ID, PLAN_KIND_AND_DAY_TO_RUN_ID, RUN_ID_TO_CORRECTION, RUN_ID_TO_RUN, plan,
    plan_sources, runs,
};
use crate::business::commissions::runs::{Run, RunState, kept_sums, run_number, stored_statements};
use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::store::{DISAGREEMENTS_MAX, Disagreement, Read, Span, Wrong, compare};
use crate::values::{Money, PartnerId, PeriodKind, RunId};

/// A posted run is found by plan and period, a correction by the run that it corrects, and both by every partner in
/// them; others are not.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let posted: BTreeMap<RunId, Run> = runs(r).into_iter().filter(|(_, run)| run.state == RunState::Posted).collect();
    let own_kinds: BTreeMap<(String, u32), PeriodKind> = plan_sources(r)
        .into_iter()
        .filter_map(|((name, version), _)| Some(((name.clone(), version), plan(r, &name, version)?.period)))
        .collect();
    let is_own = |run: &Run| own_kinds.get(&(run.plan.clone(), run.plan_version)) == Some(&run.period.kind());
    let own = |id: &RunId, run: &Run| match run.state {
        RunState::Posted if is_own(run) && run.corrects.is_none() => {
            vec![((run.plan.clone(), run.period.first()), *id)]
        }
        _ => Vec::new(),
    };
    let others = |id: &RunId, run: &Run| match run.state {
        RunState::Posted if !is_own(run) && run.corrects.is_none() => {
            vec![((run.plan.clone(), run.period.kind().word().to_owned(), run.period.first()), *id)]
        }
        _ => Vec::new(),
    };
    let corrections = |id: &RunId, run: &Run| match &run.corrects {
        Some(corrects) if run.state == RunState::Posted => vec![((corrects.run, *id), ())],
        _ => Vec::new(),
    };
    let mut found = compare(r, (&RUN_ID_TO_RUN, &PLAN_AND_DAY_TO_RUN_ID), own, |_, id| *id);
    found.extend(compare(r, (&RUN_ID_TO_RUN, &PLAN_KIND_AND_DAY_TO_RUN_ID), others, |_, id| *id));
    found.extend(compare(r, (&RUN_ID_TO_RUN, &RUN_ID_TO_CORRECTION), corrections, |(_, id), ()| *id));
    found.extend(runs_of_partners(r, posted.keys().copied()));
    Defect::all(found)
}

/// Everybody with a statement in a posted run finds the run, and nobody else does.
fn runs_of_partners(r: &dyn Read, posted: impl Iterator<Item = RunId>) -> Vec<Disagreement> {
    let mut expected: BTreeSet<(PartnerId, RunId)> = BTreeSet::new();
    for id in posted {
        expected.extend(stored_statements(r, id).into_iter().map(|(partner, _)| (partner, id)));
    }
    let found: BTreeSet<(PartnerId, RunId)> = r.keys(&PARTNER_TO_RUN_ID, Span::all()).into_iter().collect();
    let row = |wrong: Wrong| {
        let table = PARTNER_TO_RUN_ID.table().name;
        move |key: &(PartnerId, RunId)| Disagreement { table, key: format!("{key:?}"), wrong: wrong.clone() }
    };
    let missing = expected.difference(&found).map(row(Wrong::Missing));
    let stale = found.difference(&expected).map(row(Wrong::Stale));
    missing.chain(stale).take(DISAGREEMENTS_MAX).collect()
}

/// Every statement is the sum of its lines, and all of a run are what the run pays.
pub(in crate::business) fn statements(r: &dyn Read) -> Vec<Defect> {
    let mut defects = Vec::new();
    for (id, run) in runs(r) {
        let Some(result) = run.result else { continue };
        let about = |complaint: Complaint| Defect::new(format!("run:{id}"), complaint.with("run", run_number(id)));
        let mut together = Money::zero(result.paid.currency());
        let sums = kept_sums(r, id);
        for (partner, statement) in stored_statements(r, id) {
            together += statement.total;
            let lines = Money::new(sums.get(&partner).copied().unwrap_or(0), result.paid.currency());
            if lines != statement.total {
                let complaint = Complaint::new("checks.commissions.statement_sum").with("partner", partner.to_string());
                defects.push(about(complaint.with("lines", lines).with("total", statement.total)));
            }
        }
        if together != result.paid {
            let complaint = Complaint::new("checks.commissions.run_sum");
            defects.push(about(complaint.with("paid", result.paid).with("total", together)));
        }
    }
    defects
}
