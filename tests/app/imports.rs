//! Tables that are only tried: others work meanwhile, and a bug is told like any other trouble.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use kontor::app::{ImportKind, Keep, guarded, import};
use kontor::business::access;
use kontor::business::actor::Actor;
use kontor::exchange::tables::{ColumnMap, Sheet};
use kontor::values::LocalText;

use crate::kit::Firm;

const CATEGORIES: &str = "code,parent,name_de,name_en,name_zh,sort\nTEA,,Tee,Tea,茶,1\nHERB,TEA,Kräuter,Herbs,草药,2\n";

#[test]
fn while_a_table_is_tried_everybody_else_saves() {
    let firm = Firm::new();
    let before = firm.journal_end();
    let sheet = Sheet::read(CATEGORIES.as_bytes(), &ColumnMap::default()).unwrap();
    let (saved, was_saved) = channel();
    let mut begun = false;
    let counts =
        import(firm.app().door(), &Actor::operator(), ImportKind::Categories, &sheet, Keep::Nothing, &mut |_, _| {
            if !std::mem::replace(&mut begun, true) {
                let (app, saved) = (Arc::clone(firm.app()), saved.clone());
                std::thread::spawn(move || {
                    let office = app
                        .door()
                        .read(&Actor::operator(), |view| Ok(access::role_by_key(view, "office").unwrap().0))
                        .unwrap();
                    let renamed = app.door().write_and_wait(&Actor::operator(), move |tx| {
                        access::rename_role(tx, office, &LocalText::new("Schreibstube", "Clerks", "文员"))
                    });
                    drop(saved.send(renamed));
                });
                was_saved.recv_timeout(Duration::from_secs(10)).expect("it does not wait for the table").unwrap();
            }
            true
        });
    assert_eq!(counts.unwrap().new, 2);
    assert_eq!(firm.journal_end(), before + 1, "only the other one has saved anything");
}

#[test]
fn a_bug_in_long_work_is_told_like_any_other_trouble() {
    let told = guarded("a sum", || usize::from("".parse::<u8>().unwrap())).unwrap_err();
    assert!(told.to_string().contains("a sum"), "{told}");
    assert_eq!(guarded("a sum", || 2), Ok(2));
}
