//! Somebody lays hands on the journal.

use std::ops::ControlFlow;

use kontor::store::{Fault, Read, Span, last_entry};

use crate::faults::program::{Home, said};
use crate::store::disk::Dice;
use crate::store::rows::NUMBER_TO_ENTRY;

#[test]
fn a_flipped_byte_in_the_journal_is_found_and_its_entry_named() {
    let home = Home::with_firm();
    home.succeed(&["journal", "verify"]);
    let last = {
        let app = home.open();
        let number = last_entry(&app.door().store().reader().unwrap()).unwrap().number;
        app.close().unwrap();
        number
    };
    let mut dice = Dice::new(77);
    for number in [1, 1 + dice.below(last), 1 + dice.below(last), last] {
        let whole = change(&home, number, |value| {
            let at = usize::try_from(dice.below(value.len() as u64)).unwrap();
            value[at] ^= 0x20;
        });
        let done = home.run(&["journal", "verify"]);
        let told = said(&done);
        assert_eq!(done.status.code(), Some(15), "{told}");
        assert!(told.contains(&format!("Entry {number} of the journal")), "entry {number}: {told}");
        let done = home.run(&["check"]);
        assert!(!done.status.success() && said(&done).contains(&number.to_string()), "{}", said(&done));
        change(&home, number, |value| *value = whole);
    }
    home.succeed(&["journal", "verify"]);
    home.succeed(&["check"]);
}

/// Changes the bytes of an entry behind everybody's back; gives what they were.
fn change(home: &Home, number: u64, tamper: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let app = home.open();
    let (table, key) = (NUMBER_TO_ENTRY.table(), number.to_be_bytes().to_vec());
    let store = app.door().store();
    let mut before = Vec::new();
    store.reader().unwrap().walk_raw(table, &Span::from(&number).limit(1), &mut |_, value| {
        before = value.to_vec();
        ControlFlow::Break(())
    });
    let mut after = before.clone();
    tamper(&mut after);
    let put = |writer: &mut kontor::store::Writer<'_, '_>| {
        writer.put_raw(table, key.clone(), after.clone());
        Ok::<_, Fault>(())
    };
    store.write(|group| group.command(put)).unwrap();
    app.close().unwrap();
    before
}
