//! By which terms everybody is paid. One payment takes the balances of all plans together.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::commissions::records::{plan_on, posted_firsts, run, runs_of_partner};
use crate::business::commissions::runs::stored_statement;
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
    let mut posted: BTreeMap<RunId, Option<(Instant, String)>> = BTreeMap::new();
    let partners = balances_of(r, LedgerAccount::CommissionPayable).into_iter().map(|(id, _)| PartnerId::new(id));
    let own = partners.filter_map(|partner| {
        let newest = runs_of_partner(r, partner).into_iter().filter_map(|id| {
            let known = posted.entry(id).or_insert_with(|| run(r, id).and_then(|run| Some((run.posted_at?, run.plan))));
            let (at, name) = known.clone()?;
            let gave = stored_statement(r, id, partner).is_some_and(|statement| !statement.total.is_zero());
            gave.then_some((at, id, name))
        });
        let (_, _, name) = newest.max()?;
        terms.get(&name).filter(|own| **own != usual).map(|own| (partner, *own))
    });
    Some(PayTerms { usual, own: own.collect() })
}
