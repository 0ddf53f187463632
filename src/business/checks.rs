//! Compares the tables with each other: one named check for each thing that must always hold. A joint: it knows
//! all rooms, none knows it.

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::{
    access, approvals, billing, cases, catalog, commissions, customers, ledger, orders, partners, payments, people,
    shipping, stock, tables,
};
use crate::store::{ChainBreak, Read, journal_index, outbox_indexes, unreadable, verify};

/// A promise that the tables keep, with the function that finds where they do not.
pub struct Check {
    /// A stable word for scripts, `room.what`.
    pub name: &'static str,
    find: fn(&dyn Read) -> Vec<Defect>,
}

/// In the order in which they are run: first whether everything can be read at all.
pub const CHECKS: &[Check] = &[
    Check { name: "store.rows", find: rows },
    Check { name: "journal.chain", find: chain },
    Check { name: "journal.index", find: |r| Defect::all(journal_index(r)) },
    Check { name: "outbox.indexes", find: |r| Defect::all(outbox_indexes(r)) },
    Check { name: "people.indexes", find: people::checks::indexes },
    Check { name: "access.indexes", find: access::checks::indexes },
    Check { name: "approvals.indexes", find: approvals::checks::indexes },
    Check { name: "catalog.indexes", find: catalog::checks::indexes },
    Check { name: "stock.indexes", find: stock::checks::indexes },
    Check { name: "stock.quantities", find: stock::checks::quantities },
    Check { name: "stock.levels", find: stock::checks::levels },
    Check { name: "customers.indexes", find: customers::checks::indexes },
    Check { name: "partners.indexes", find: partners::checks::indexes },
    Check { name: "partners.trees", find: partners::checks::trees },
    Check { name: "orders.indexes", find: orders::checks::indexes },
    Check { name: "orders.versions", find: orders::checks::versions },
    Check { name: "orders.reservations", find: orders::checks::reservations },
    Check { name: "ledger.postings", find: ledger::checks::postings },
    Check { name: "ledger.balances", find: ledger::checks::balances },
    Check { name: "ledger.index", find: ledger::checks::index },
    Check { name: "ledger.items", find: ledger::checks::items },
    Check { name: "ledger.closings", find: ledger::checks::closed_months },
    Check { name: "billing.indexes", find: billing::checks::indexes },
    Check { name: "billing.numbers", find: billing::checks::numbers },
    Check { name: "billing.logos", find: billing::checks::logos },
    Check { name: "billing.papers", find: billing::checks::papers },
    Check { name: "billing.incoming", find: billing::incoming::checks::indexes },
    Check { name: "billing.reminders", find: billing::reminders::checks::reminders_agree },
    Check { name: "payments.indexes", find: payments::checks::indexes },
    Check { name: "payments.batches", find: payments::checks::batches },
    Check { name: "payments.reserves", find: payments::checks::reserves },
    Check { name: "payments.credits", find: payments::checks::credits },
    Check { name: "payments.statements", find: payments::bank::checks::statements },
    Check { name: "payments.executions", find: payments::batches::checks::executions },
    Check { name: "payments.clearings", find: payments::matched::checks::clearings },
    Check { name: "payments.mandates", find: payments::mandates::checks::indexes },
    Check { name: "customers.credit_used", find: payments::check_credit_use },
    Check { name: "payments.collections", find: payments::collections::checks::collections },
    Check { name: "shipping.indexes", find: shipping::checks::indexes },
    Check { name: "shipping.lots", find: shipping::checks::lots },
    Check { name: "commissions.indexes", find: commissions::checks::indexes },
    Check { name: "commissions.statements", find: commissions::checks::statements },
    Check { name: "commissions.self_billed", find: commissions::self_billing_checks::documents },
    Check { name: "cases.indexes", find: cases::checks::indexes },
    Check { name: "cases.orders", find: cases::checks::orders },
];

impl Check {
    /// Runs the check. A fault on the way counts as a defect: what cannot be read does not agree.
    pub fn run(&self, r: &dyn Read) -> Vec<Defect> {
        let mut defects = (self.find)(r);
        if let Some(fault) = r.latch().take() {
            let complaint = Complaint::new("checks.run.fault").with("why", fault.to_string());
            defects.push(Defect::new(self.name, complaint));
        }
        defects
    }
}

fn rows(r: &dyn Read) -> Vec<Defect> {
    tables().into_iter().flat_map(|table| Defect::all(unreadable(r, table))).collect()
}

fn chain(r: &dyn Read) -> Vec<Defect> {
    verify(r)
        .err()
        .map(|broken| Defect::new(format!("journal:{}", broken.number()), chain_complaint(&broken)))
        .into_iter()
        .collect()
}

/// What is wrong with the chain of the journal, in words.
pub fn chain_complaint(broken: &ChainBreak) -> Complaint {
    let key = match broken {
        ChainBreak::Unreadable { .. } => "checks.chain.unreadable",
        ChainBreak::Missing { .. } => "checks.chain.missing",
        ChainBreak::Altered { .. } => "checks.chain.altered",
        ChainBreak::Unlinked { .. } => "checks.chain.unlinked",
    };
    Complaint::new(key).with("number", broken.number().to_string())
}
