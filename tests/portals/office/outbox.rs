//! The outbox as staff see it.

use kontor::store::{OutboxState, outbox_item};

use crate::kit::Firm;
use crate::portals::office::{oats, order};

#[test]
fn old_letters_that_wait_are_taken_back_together() {
    let firm = Firm::new();
    let product = oats(&firm);
    order(&firm, 1, product);
    firm.set_clock("2026-11-04T09:00:00");
    order(&firm, 2, product);
    let states = || {
        let waiting = firm.read(|view| kontor::store::outbox_newest(view, None, 20));
        let count = |state: OutboxState| waiting.iter().filter(|(_, item)| item.state == state).count();
        [OutboxState::Cancelled, OutboxState::Waiting].map(count)
    };
    assert_eq!(states(), [0, 2]);
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/outbox").sees("Alte Briefe zurücknehmen");
    let path = "/office/outbox/old-letters";
    clerk.get(path).sees("2 Briefe warten auf den Versand");
    clerk.submit(path, &[("before", "gestern")]).has_status(422).holds("gestern");
    clerk
        .submit(path, &[("before", "2026-11-04"), ("reason", " ")])
        .has_status(422)
        .sees("warum der Brief nicht hinausgeht");
    let too_early = [("before", "2026-11-01"), ("reason", "überholt")];
    clerk.submit(path, &too_early).has_status(422).sees("nichts geschrieben, das noch wartet").holds("überholt");
    clerk.submit(path, &[("before", "2026-11-04"), ("reason", "überholt")]).goes_to("/office/outbox");
    assert_eq!(states(), [1, 1]);
    let taken_back = firm.read(|view| outbox_item(view, kontor::store::outbox_newest(view, None, 20)[1].0)).unwrap();
    assert_eq!((taken_back.state, taken_back.trouble.as_str()), (OutboxState::Cancelled, "überholt"));
    firm.signed_in("warehouse").get(path).has_status(403);
}
