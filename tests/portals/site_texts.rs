//! What the site says, kept in the office: legal texts with versions, and news.

use kontor::business::pages::{LegalKind, LegalText, legal_texts_of, news, publish_legal_text};
use kontor::values::{Day, LocalText};

use crate::kit::Firm;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// The terms as they hold since the beginning.
fn with_terms() -> Firm {
    let firm = Firm::just_set_up();
    firm.write(|tx| {
        let text = LegalText {
            version: "2025-01".to_owned(),
            valid_from: day("2025-01-01"),
            text: LocalText::new("# AGB\n\nAlles gilt wie besprochen.", "# Terms\n\nAs agreed.", ""),
        };
        publish_legal_text(tx, LegalKind::Terms, &text)
    });
    firm
}

#[test]
fn whoever_may_not_write_the_sites_texts_gets_the_proper_page() {
    let firm = with_terms();
    let mut clerk = firm.signed_in("warehouse");
    for path in ["/office/legal", "/office/legal/terms", "/office/legal/terms/new", "/office/news", "/office/news/new"]
    {
        clerk.get(path).has_status(403).sees("Dafür fehlt Ihnen die Berechtigung");
    }
}

#[test]
fn a_new_version_is_looked_at_published_and_the_old_one_stays_readable() {
    let firm = with_terms();
    let mut writer = firm.signed_in("office");
    writer.get("/office/legal").sees("2025-01").sees("Impressum").sees("Fehlt");
    writer.get("/office/legal/terms").sees("Alles gilt wie besprochen").sees("中文: nicht geschrieben");
    writer.get("/office/legal/terms/new").holds("Alles gilt wie besprochen");
    let typed = [
        ("version", "2026-12"),
        ("valid_from", "2026-12-01"),
        ("text_de", "# AGB\n\nNeu: <b>alles</b> gilt schriftlich.\n\n- erstens\n- zweitens"),
    ];
    let shown = writer.submit("/office/legal/preview", &typed);
    shown.has_status(200).sees("Noch ist nichts veröffentlicht").sees("<b>alles</b>").sees("1. Dezember 2026");
    assert_eq!(firm.read(|view| legal_texts_of(view, LegalKind::Terms).len()), 1);
    let shown = writer.submit("/office/legal/edit", &[]);
    shown.has_status(200).holds("value=\"2026-12\"").holds("gilt schriftlich");
    writer.submit("/office/legal/preview", &[]).has_status(200);
    writer.submit("/office/legal/publish", &[]).goes_to("/office/legal/terms/2026-12-01");
    writer.get("/office/legal/terms/2026-12-01").sees("Kommt").sees("gilt schriftlich").sees("erstens");
    writer.get("/office/legal/terms/2025-01-01").sees("Gilt").sees("Alles gilt wie besprochen");
    writer.get("/office/legal").sees("2026-12, ab 1. Dezember 2026");
    firm.visitor().get("/legal/terms").sees("Alles gilt wie besprochen");
    firm.set_clock("2026-12-01T09:00:00");
    firm.visitor().get("/legal/terms").sees("gilt schriftlich");
    let mut writer = firm.signed_in("office");
    writer.get("/office/legal/terms/2025-01-01").sees("Vorbei").sees("Alles gilt wie besprochen");
    writer.get("/office/legal/terms/2024-01-01").has_status(404);
    writer.get("/office/legal/nothing").has_status(404);
}

#[test]
fn everything_wrong_with_a_version_is_said_and_nothing_typed_is_lost() {
    let firm = with_terms();
    let mut writer = firm.signed_in("office");
    writer.get("/office/legal/terms/new");
    let wrong = [("version", ""), ("valid_from", "gestern"), ("text_de", " "), ("text_en", "Kept words")];
    let shown = writer.submit("/office/legal/preview", &wrong);
    shown.has_status(422).sees("Bitte ausfüllen").sees("Diesen Tag gibt es nicht").sees("den deutschen Text");
    shown.holds("Kept words");
    writer.get("/office/legal/terms/new");
    let again = [("version", "2025-01"), ("valid_from", "2026-11-01"), ("text_de", "# AGB")];
    writer.submit("/office/legal/preview", &again).has_status(200);
    let shown = writer.submit("/office/legal/publish", &[]);
    shown.has_status(422).sees("gibt es schon").sees("frühestens ab heute");
    assert_eq!(firm.read(|view| legal_texts_of(view, LegalKind::Terms).len()), 1);
}

#[test]
fn news_are_written_changed_and_taken_off_the_site() {
    let firm = Firm::new();
    let mut writer = firm.signed_in("office");
    writer.get("/office/news").sees("Noch gibt es keine Neuigkeiten");
    writer.get("/office/news/new");
    let shown = writer.submit("/office/news/new", &[("title_de", ""), ("day", "bald"), ("text_en", "Kept")]);
    shown.has_status(422).sees("einen Titel").sees("Diesen Tag gibt es nicht").holds("Kept");
    let typed = [("title_de", "Neue Ernte"), ("day", "2026-11-02"), ("text_de", "Die Äpfel sind da.")];
    let shown = writer.submit("/office/news/new", &typed);
    let sheet = shown.location.clone().expect("it leads to the note");
    writer.click_again().goes_to("/office/news");
    writer.get(&sheet).has_status(200).sees("Die Äpfel sind da").sees("Zu lesen");
    firm.visitor().get("/news").sees("Neue Ernte");
    let mut other = firm.signed_in("office");
    other.get(&sheet);
    writer.submit(&sheet, &[("title_de", "Die neue Ernte")]).goes_to(&sheet);
    let shown = other.submit(&sheet, &[("title_de", "Ernte 2026")]);
    shown.has_status(409).sees("Jemand hat diese Neuigkeit inzwischen geändert").holds("Ernte 2026");
    writer.get(&sheet);
    writer.submit(&sheet, &[("withdrawn", "yes")]).goes_to(&sheet);
    writer.get("/office/news").sees("Zurückgezogen").sees("Die neue Ernte");
    firm.visitor().get("/news").does_not_see("Die neue Ernte");
    assert_eq!(firm.read(|view| news(view).len()), 1, "the record stays");
}
