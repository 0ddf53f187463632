//! A backup made from a page.

use std::time::Duration;

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
    boss.get("/office/backup").sees("Sicherung heruntergeladen");
    boss.post("/office/backup/take", &[("name", "../db/kontor.redb")]).has_status(404);
    boss.get("/office/backup");
    boss.post("/office/backup/take", &[("name", "kontor-2020-01-01-1.age")]).has_status(404);
}
