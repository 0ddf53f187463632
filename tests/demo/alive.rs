//! Every desk has something on it.

use kontor::business::actor::Actor;
use kontor::business::approvals::open_approvals;
use kontor::business::cases::{self, CaseState, Due, ready_tasks_of_role};
use kontor::business::commissions::{RunState, runs};
use kontor::business::messages::was_played;
use kontor::business::payments::{BatchState, batches};
use kontor::business::stock::{StockWish, Warning, find_stock, places, stock_at};
use kontor::business::{access, catalog, stock};
use kontor::store::{OutboxItem, OutboxState};
use kontor::values::{Instant, Period};

use crate::demo::{open, small_firm, today};

#[test]
fn every_desk_has_something_on_it() {
    let folder = tempfile::TempDir::new().unwrap();
    crate::faults::copy(small_firm(), folder.path());
    let door = open(folder.path());
    door.read(&Actor::operator(), |view| {
        let runs = runs(view);
        assert_eq!((runs.len(), runs[0].1.state), (18, RunState::Submitted));
        assert_eq!(runs[0].1.period, Period::parse("2026-10").unwrap());
        assert!(runs[1..].iter().all(|(_, run)| run.state == RunState::Posted));
        assert_eq!(open_approvals(view).len(), 1);
        let batches = batches(view);
        assert!(batches.len() > 10 && batches.iter().all(|(_, batch)| batch.state == BatchState::Exported));
        for role in ["office", "warehouse", "finance", "management"] {
            assert!(!ready_tasks_of_role(view, role, Due::Ever, 1).is_empty(), "{role} has nothing to do");
        }
        let today = view.today();
        for role in ["office", "warehouse", "finance", "management"] {
            let ancient = ready_tasks_of_role(view, role, Due::Before(today.plus_days(-90)), usize::MAX);
            assert!(ancient.is_empty(), "{role} has forgotten {ancient:?}");
        }
        for role in ["office", "finance"] {
            assert!(!ready_tasks_of_role(view, role, Due::Before(today), 1).is_empty(), "{role} is late with nothing");
        }
        let taken =
            access::accounts(view).into_iter().filter(|(id, _)| cases::count_of_account(view, *id, Due::Ever) > 0);
        assert!(taken.count() >= 5, "nearly everybody has taken something");
        for template in ["complaint", "return"] {
            let open = cases::cases(view, None, usize::MAX);
            let open = open.iter().filter(|(_, case)| case.template == template && case.state == CaseState::Open);
            assert!(open.count() > 1, "{template}");
        }
        for warning in [Warning::Missing, Warning::Few, Warning::Expires] {
            let wish = StockWish { warning: Some(warning), ..StockWish::default() };
            assert!(!find_stock(view, &wish, 0, 10)?.rows.is_empty(), "{warning:?}");
        }
        for (id, place) in places(view) {
            let lies = |product| stock_at(view, product).iter().any(|(at, _, there)| *at == id && *there > 0);
            let products = catalog::products(view, None, usize::MAX);
            assert!(products.into_iter().filter(|(product, _)| lies(*product)).count() > 5, "{}", place.name);
        }
        assert!(stock::expired(view, today).len() < 10, "what is expired is thrown away");
        Ok(())
    })
    .unwrap();
}

/// A mail server that is set up one day must not send the letters of eighteen months.
#[test]
fn only_letters_of_the_last_days_wait() {
    let folder = tempfile::TempDir::new().unwrap();
    crate::faults::copy(small_firm(), folder.path());
    let door = open(folder.path());
    let oldest: Instant = today().plus_seconds(-2 * 24 * 3_600);
    door.read(&Actor::operator(), |view| {
        let waiting = kontor::store::outbox_waiting(view, usize::MAX);
        assert!(!waiting.is_empty() && waiting.iter().all(|(_, item)| item.created_at >= oldest));
        // All others look like letters that left soon after they were written.
        let all = kontor::store::outbox_newest(view, None, usize::MAX);
        let left = all.iter().filter(|(_, item)| item.state != OutboxState::Waiting);
        let soon = |item: &OutboxItem| (0..60).contains(&item.due_at.seconds_since(item.created_at));
        assert!(left.clone().all(|(_, item)| was_played(item) && soon(item)) && left.count() > waiting.len());
        Ok(())
    })
    .unwrap();
}
