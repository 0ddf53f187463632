//! By which terms everybody is paid. One payment takes the balances of all plans together.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::commissions::records::{plan_on, posted_firsts, runs};
use crate::business::commissions::runs::stored_statements;
use crate::business::ledger::{LedgerAccount, balances_of};
use crate::business::payments::{PayTerms, PayoutTerms};
use crate::store::Read;
use crate::values::{Currency, Day, Instant, PartnerId, RunId};

/// The terms of a payment on a day: of each partner those of the plan that gave the newest pay, in the version of that
/// day; for whoever was given none, those of the plan from which somebody pays. `None` where that is not in effect.
pub fn pay_terms(r: &dyn Read, plan: &str, on: Day, currency: Currency) -> Option<PayTerms> {
    let usual = plan_on(r, plan, on)?.payout.terms(currency);
    let names: BTreeSet<String> = posted_firsts(r).into_iter().map(|(_, run)| run.plan).collect();
    if names.iter().all(|name| name == plan) {
        return Some(PayTerms::of_all(usual));
    }
    let of_plan = |name: String| Some((name.clone(), plan_on(r, &name, on)?.payout.terms(currency)));
    let terms: BTreeMap<String, PayoutTerms> = names.into_iter().filter_map(of_plan).collect();
    let balances = balances_of(r, LedgerAccount::CommissionPayable).into_iter();
    let mut looked_for: BTreeSet<PartnerId> = balances.map(|(id, _)| PartnerId::new(id)).collect();
    let mut own = BTreeMap::new();
    for (id, name) in posted_newest_first(r) {
        if looked_for.is_empty() {
            break;
        }
        // What is taken back is no pay by which anybody could be paid.
        let paid = stored_statements(r, id).into_iter().filter(|(_, statement)| statement.total.is_positive());
        for (partner, _) in paid.filter(|(partner, _)| looked_for.remove(partner)) {
            own.extend(terms.get(&name).filter(|own| **own != usual).map(|own| (partner, *own)));
        }
    }
    Some(PayTerms { usual, own })
}

/// Posted runs with the names of their plans.
fn posted_newest_first(r: &dyn Read) -> Vec<(RunId, String)> {
    let posted = runs(r).into_iter().filter_map(|(id, run)| Some((run.posted_at?, id, run.plan)));
    let mut posted: Vec<(Instant, RunId, String)> = posted.collect();
    posted.sort_unstable_by(|one, other| other.cmp(one));
    posted.into_iter().map(|(_, id, plan)| (id, plan)).collect()
}
