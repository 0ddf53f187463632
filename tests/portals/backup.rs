//! A backup made from a page.

use std::time::Duration;

use kontor::business::access::{self, NewRole, change_role_permissions, create_role};
use kontor::business::permission::Permission;
use kontor::values::LocalText;

use crate::kit::{Browser, Firm, Shown};

/// Opens the page until the work has ended; half a minute is more than it ever takes.
fn until_done(browser: &mut Browser<'_>) -> Shown {
    for _ in 0..300 {
        let shown = browser.get("/office/backup");
        if !shown.text().contains("Die Daten werden gesichert") {
            return shown;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    unreachable!("the backup does not end")
}

#[test]
fn only_whoever_may_copy_all_data_sees_the_page() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/backup").has_status(403);
    clerk.get("/account");
    clerk.post("/office/backup", &[("passphrase", "Enzian am Gipfel"), ("again", "Enzian am Gipfel")]).has_status(403);
    clerk.post("/office/backup/take", &[("name", "kontor.age")]).has_status(403);
}

#[test]
fn a_passphrase_is_typed_twice_and_long_enough() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/backup").sees("Noch liegt hier keine Sicherung");
    let shown = boss.submit("/office/backup", &[("passphrase", "kurz"), ("again", "anders")]);
    shown.has_status(422).sees("mindestens 8 Zeichen").sees("nicht dieselbe Passphrase");
    assert!(!shown.html.contains("value=\"kurz\""), "a passphrase is never sent back");
    assert!(firm.app().kept_backups().is_empty());
}

#[test]
fn a_backup_is_made_read_back_counted_and_taken_away() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/backup");
    let typed = [("passphrase", "Enzian am Gipfel"), ("again", "Enzian am Gipfel")];
    boss.submit("/office/backup", &typed).goes_to("/office/backup");
    let shown = until_done(&mut boss);
    shown.sees("gemacht, zurückgelesen und gezählt").sees("Jüngster Protokolleintrag").sees("ONLY_TO_FIRM");
    shown.sees("Sicherung begonnen");
    let kept = firm.app().kept_backups();
    assert_eq!(kept.len(), 1);
    let name = kept[0].name.clone();
    let taken = boss.post("/office/backup/take", &[("name", &name)]);
    taken.has_status(200);
    let attached = taken.headers.get("content-disposition").expect("a file").to_str().expect("in ASCII").to_owned();
    assert!(attached.contains(&name), "{attached}");
    assert!(taken.html.starts_with("age-encryption.org/v1"), "the public tool can open it");
    let length = taken.headers.get("content-length").expect("a length").to_str().expect("a number");
    assert_eq!(length, kept[0].bytes.to_string(), "whoever downloads it sees how long it takes");
    boss.get("/office/backup").sees("Sicherung heruntergeladen");
    boss.post("/office/backup/take", &[("name", "../db/kontor.redb")]).has_status(404);
    boss.get("/office/backup");
    boss.post("/office/backup/take", &[("name", "kontor-2020-01-01-1.age")]).has_status(404);
    boss.get(&format!("/office/backup/delete?name={name}"));
    boss.submit("/office/backup/delete", &[]).goes_to("/office/backup");
    boss.get("/office/backup").sees("Noch liegt hier keine Sicherung").does_not_see("gemacht, zurückgelesen");
}

/// Files that look like backups; what is in them is nobody's business here.
fn lay_down(firm: &Firm, names: &[&str]) {
    let folder = firm.app().folder().layout().backups();
    for name in names {
        std::fs::write(folder.join(name), "age").expect("a file");
    }
}

#[test]
fn a_backup_is_deleted_in_two_steps_and_the_last_one_never_unwarned() {
    let firm = Firm::new();
    lay_down(&firm, &["kontor-2026-10-01-1.age", "kontor-2026-11-01-2.age"]);
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/backup").holds("/office/backup/delete?name=kontor-2026-10-01-1.age");
    let asked = boss.get("/office/backup/delete?name=kontor-2026-10-01-1.age");
    asked.has_status(200).sees("Endgültig löschen").does_not_see("die einzige Sicherung");
    assert_eq!(firm.app().kept_backups().len(), 2, "asking deletes nothing");
    // Meanwhile somebody else has deleted the other one.
    std::fs::remove_file(firm.app().folder().layout().backups().join("kontor-2026-11-01-2.age")).expect("a file");
    boss.submit("/office/backup/delete", &[]).has_status(422).sees("die einzige Sicherung auf diesem Rechner");
    assert_eq!(firm.app().kept_backups().len(), 1);
    boss.submit("/office/backup/delete", &[]).goes_to("/office/backup");
    assert!(firm.app().kept_backups().is_empty());
    boss.get("/office/backup").sees("Die Sicherung ist gelöscht").sees("Sicherung gelöscht");
    boss.get("/office/backup/delete?name=kontor-2026-10-01-1.age").has_status(404);
    boss.get("/office/backup/delete?name=../db/kontor.redb").has_status(404);
    let mut clerk = firm.signed_in("office");
    clerk.get("/account");
    clerk.post("/office/backup/delete", &[("name", "kontor-2026-10-01-1.age"), ("warned", "yes")]).has_status(403);
}

#[test]
fn whoever_makes_backups_deletes_none_without_a_right_of_its_own() {
    let firm = Firm::new();
    lay_down(&firm, &["kontor-2026-10-01-1.age", "kontor-2026-11-01-2.age"]);
    let own = firm.account(&["customer"]);
    let with = move |permissions: &'static [Permission], name: &'static str| {
        move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| {
            let role = create_role(tx, &NewRole { name: LocalText::new(name, name, name), like: None })?;
            change_role_permissions(tx, role, permissions)?;
            access::give_role(tx, own, role)?;
            let before = access::account(tx, own).expect("made").roles;
            access::take_role(tx, own, before[0])
        }
    };
    firm.write(with(&[Permission::DeskUse, Permission::BackupMake], "Sicherung"));
    let mut clerk = firm.browser_of(own);
    let shown = clerk.get("/office/backup");
    shown.has_status(200).sees("kontor-2026-10-01-1.age").sees("Herunterladen").does_not_see("Löschen");
    assert!(!shown.html.contains("/office/backup/delete"));
    clerk.get("/office/backup/delete?name=kontor-2026-10-01-1.age").has_status(403);
    clerk.get("/office/backup");
    clerk.post("/office/backup/delete", &[("name", "kontor-2026-10-01-1.age"), ("warned", "yes")]).has_status(403);
    assert_eq!(firm.app().kept_backups().len(), 2);
    firm.write(with(&[Permission::DeskUse, Permission::BackupMake, Permission::BackupDelete], "Ablage"));
    let mut clerk = firm.browser_of(own);
    clerk.get("/office/backup/delete?name=kontor-2026-10-01-1.age");
    clerk.submit("/office/backup/delete", &[]).goes_to("/office/backup");
    assert_eq!(firm.app().kept_backups().len(), 1);
}
