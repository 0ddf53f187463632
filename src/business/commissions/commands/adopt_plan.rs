//! Taking a plan file into the firm. It is kept word for word, so that a run can be calculated again at any time.

use crate::business::commissions::calculation::{NotInFirm, check_examples, settles_in_firm};
use crate::business::commissions::commands::moved::moved_within_a_period;
use crate::business::commissions::events::{PlanAdopted, hexadecimal};
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::{PLAN_AND_VERSION_TO_SOURCE, plan_source, runs};
use crate::business::commissions::runs::{PlanSource, Run, RunState};
use crate::business::commissions::sound::read_plan;
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;

/// The plans that come with the program, each with the name of its file: the simplest first, then one of each family.
pub const fn shipped_plans() -> &'static [(&'static str, &'static str)] {
    &SHIPPED
}

const SHIPPED: [(&str, &str); 18] = [
    ("plans/unilevel-simple.toml", include_str!("../../../../plans/unilevel-simple.toml")),
    ("plans/unilevel.toml", include_str!("../../../../plans/unilevel.toml")),
    ("plans/compression.toml", include_str!("../../../../plans/compression.toml")),
    ("plans/difference.toml", include_str!("../../../../plans/difference.toml")),
    ("plans/stairstep-breakaway.toml", include_str!("../../../../plans/stairstep-breakaway.toml")),
    ("plans/generations.toml", include_str!("../../../../plans/generations.toml")),
    ("plans/binary.toml", include_str!("../../../../plans/binary.toml")),
    ("plans/cycle.toml", include_str!("../../../../plans/cycle.toml")),
    ("plans/matrix.toml", include_str!("../../../../plans/matrix.toml")),
    ("plans/streamline.toml", include_str!("../../../../plans/streamline.toml")),
    ("plans/x-up.toml", include_str!("../../../../plans/x-up.toml")),
    ("plans/party.toml", include_str!("../../../../plans/party.toml")),
    ("plans/unit.toml", include_str!("../../../../plans/unit.toml")),
    ("plans/hybrid.toml", include_str!("../../../../plans/hybrid.toml")),
    ("plans/agent.toml", include_str!("../../../../plans/agent.toml")),
    ("plans/referral.toml", include_str!("../../../../plans/referral.toml")),
    ("plans/fast-start.toml", include_str!("../../../../plans/fast-start.toml")),
    ("plans/markets.toml", include_str!("../../../../plans/markets.toml")),
];

/// Adopts a version of a plan. Its examples must come out, and a version that a run has used stays as it is.
pub fn adopt_plan(tx: &mut Tx, source: &str) -> Result<Plan, Failure> {
    tx.require(Permission::CommissionsRun)?;
    let plan = match read_plan(source) {
        Ok(plan) => plan,
        Err(troubles) => {
            let complaints = troubles.into_iter().map(|trouble| trouble.complaint.at(format!("line {}", trouble.line)));
            return Err(Failure::Refused(Refusal { kind: RefusalKind::Rule, complaints: complaints.collect() }));
        }
    };
    settles_in_firm(&plan).map_err(NotInFirm::complaint)?;
    let failed = check_examples(&plan).into_iter().filter(|result| !result.passed());
    let complaints = failed.map(|result| {
        Complaint::new("commissions.refusal.example_fails")
            .at(format!("line {}", result.line))
            .with("example", result.title)
    });
    Failure::unless_empty(complaints.collect())?;
    let before = plan_source(tx, &plan.name, plan.version);
    if before.as_ref().is_some_and(|before| before.hash == plan.hash) {
        return Ok(plan);
    }
    if before.is_some() && is_used(tx, &plan) {
        let complaint = Complaint::new("commissions.refusal.version_in_use").at("version");
        return Err(complaint.with("plan", plan.name).with("version", plan.version).into());
    }
    Failure::unless_empty(moved_within_a_period(tx, &plan))?;
    let told = tx.record(PlanAdopted { plan: plan.name.clone(), version: plan.version, hash: hexadecimal(&plan.hash) });
    let adopted = PlanSource {
        text: source.to_owned(),
        hash: plan.hash,
        effective_from: plan.effective_from,
        adopted_at: tx.now(),
    };
    tx.save(&told, &PLAN_AND_VERSION_TO_SOURCE, &(plan.name.clone(), plan.version), &adopted);
    Ok(plan)
}

fn is_used(r: &dyn Read, plan: &Plan) -> bool {
    let uses =
        |run: &Run| run.plan == plan.name && run.plan_version == plan.version && run.state != RunState::Cancelled;
    runs(r).iter().any(|(_, run)| uses(run))
}
