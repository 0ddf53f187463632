//! Invoices of others: taken in once, decided by a person, and a case for each.

use kontor::business::billing::{
    self, IncomingState, IncomingWish, NewIncoming, check_incoming, find_incoming, receive_incoming, reject_incoming,
    reopen_incoming,
};
use kontor::business::cases::{CaseState, cases_of};
use kontor::business::failure::RefusalKind;
use kontor::business::permission::{Permission, PermissionGroup};
use kontor::exchange::einvoice::read_incoming;
use kontor::store::{Subject, entries_of};
use kontor::values::IncomingId;

use crate::business::shop::{Shop, refused, refused_as, staff};
use crate::exchange::incoming::ubl;

fn sample() -> (NewIncoming, Vec<u8>) {
    let bytes = ubl();
    (read_incoming(&bytes, "R-17.xml").unwrap(), bytes)
}

fn take(shop: &Shop, new: &NewIncoming, bytes: &[u8]) -> Result<IncomingId, kontor::business::failure::Failure> {
    let (new, bytes) = (new.clone(), bytes.to_vec());
    shop.run(move |tx| receive_incoming(tx, &new, &bytes))
}

fn case_state(shop: &Shop, id: IncomingId) -> CaseState {
    shop.read(|view| cases_of(view, &Subject::of(id)).first().map(|(_, case)| case.state)).unwrap()
}

#[test]
fn an_invoice_is_taken_in_once_and_checked() {
    let shop = Shop::new();
    let (new, bytes) = sample();
    let id = take(&shop, &new, &bytes).unwrap();
    refused(take(&shop, &new, &bytes), &["billing.refusal.incoming_same_file@file"]);
    let other = [bytes.as_slice(), b"\n"].concat();
    refused(take(&shop, &new, &other), &["billing.refusal.incoming_same_number@file"]);
    assert_eq!(shop.read(|view| billing::incoming_file(view, id)).unwrap(), bytes);
    assert_eq!(case_state(&shop, id), CaseState::Open);
    shop.run(move |tx| check_incoming(tx, id)).unwrap();
    assert_eq!(case_state(&shop, id), CaseState::Closed);
    refused(shop.run(move |tx| check_incoming(tx, id)), &["billing.refusal.incoming_decided"]);
    refused(shop.run(move |tx| reject_incoming(tx, id, "falsch")), &["billing.refusal.incoming_decided"]);
    shop.read(|view| {
        let told: Vec<_> = entries_of(view, &Subject::of(id)).iter().map(|entry| entry.body.clone()).collect();
        assert!(told.iter().all(|body| !body.contains("Wiesenmut") && !body.contains("AT62")), "{told:?}");
    });
}

#[test]
fn a_rejected_invoice_gives_way_to_a_corrected_one() {
    let shop = Shop::new();
    let (new, bytes) = sample();
    let first = take(&shop, &new, &bytes).unwrap();
    refused(shop.run(move |tx| reject_incoming(tx, first, "  ")), &["billing.refusal.reason_missing@reason"]);
    refused(
        shop.run(move |tx| reject_incoming(tx, first, &"x".repeat(301))),
        &["billing.refusal.reason_too_long@reason"],
    );
    refused(shop.run(move |tx| reopen_incoming(tx, first, "doch")), &["billing.refusal.incoming_open"]);
    shop.run(move |tx| reject_incoming(tx, first, "Preis ist falsch")).unwrap();
    assert_eq!(case_state(&shop, first), CaseState::Closed);
    shop.run(move |tx| reopen_incoming(tx, first, "doch richtig")).unwrap();
    assert_eq!(case_state(&shop, first), CaseState::Open);
    shop.run(move |tx| reject_incoming(tx, first, "Preis ist falsch")).unwrap();
    let corrected = [bytes.as_slice(), b"\n"].concat();
    let second = take(&shop, &new, &corrected).unwrap();
    refused(shop.run(move |tx| reopen_incoming(tx, first, "doch")), &["billing.refusal.incoming_replaced"]);
    let wish = |state: Option<IncomingState>, words: &str| IncomingWish {
        state,
        words: words.to_owned(),
        ..IncomingWish::default()
    };
    let clerk = staff(3, &[Permission::BillingReceive]);
    let ids = |wish: IncomingWish| {
        let found = shop.door.read(&clerk, |view| find_incoming(view, &wish, 0, 10)).unwrap();
        found.rows.iter().map(|(id, _)| *id).collect::<Vec<_>>()
    };
    assert_eq!(ids(wish(None, "")), [second, first]);
    assert_eq!(ids(wish(Some(IncomingState::Rejected), "wiesenmut")), [first]);
    assert_eq!(ids(wish(Some(IncomingState::Checked), "")), []);
    assert_eq!(shop.read(|view| billing::incoming(view, second)).unwrap().state(), IncomingState::Received);
    // No decision is forgotten, and none of their words is in the journal.
    let kept = shop.read(|view| billing::incoming(view, first)).unwrap();
    let told: Vec<_> = kept.decisions.iter().map(|decision| (decision.state, decision.reason.as_str())).collect();
    assert_eq!(
        told,
        [
            (IncomingState::Rejected, "Preis ist falsch"),
            (IncomingState::Received, "doch richtig"),
            (IncomingState::Rejected, "Preis ist falsch"),
        ]
    );
    assert_eq!(kept.rejected_because(), Some("Preis ist falsch"));
    shop.read(|view| {
        let entries = entries_of(view, &Subject::of(first));
        assert!(entries.iter().all(|entry| !entry.body.contains("Preis") && !entry.body.contains("richtig")));
    });
}

#[test]
fn only_who_may_receive_invoices_does() {
    let shop = Shop::new();
    let (new, bytes) = sample();
    let clerk = staff(4, &[Permission::BillingView, Permission::BillingIssue]);
    let outcome = shop.write(&clerk, move |tx| receive_incoming(tx, &new, &bytes));
    refused_as(outcome, RefusalKind::NotAllowed);
    let found = shop.door.read(&clerk, |view| find_incoming(view, &IncomingWish::default(), 0, 10)).map(|_| ());
    refused_as(found, RefusalKind::NotAllowed);
    // Numbers above those of the portals give power over money, and are nobody's own affair.
    assert_eq!(Permission::BillingReceive.group(), PermissionGroup::Money);
    assert!(!Permission::BillingReceive.is_own_affair());
}
