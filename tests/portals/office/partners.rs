//! Partners as the office sees them.

use kontor::business::partners::{PartnerState, partner, sponsor_on};
use kontor::business::people;
use kontor::store::outbox_newest;
use kontor::values::PartnerId;

use crate::portals::partner::{Tree, sale};

const NEW: [(&str, &str); 7] = [
    ("first_name", "Nora"),
    ("last_name", "Neu"),
    ("email", "nora@neu.test"),
    ("address.street", "Hauptstraße"),
    ("address.house_number", "3"),
    ("address.postcode", "5600"),
    ("address.town", "St. Johann"),
];

#[test]
fn partners_are_listed_narrowed_sorted_and_kept_as_a_file() {
    let tree = Tree::new();
    sale(&tree.firm, tree.low, "2026-11-01", 10_000, 30);
    let mut office = tree.firm.signed_in("office");
    office.get("/office/partners").sees("4 Partner").sees("Anna Cerny P-3 Anna Berger · P-2 3 aktiv");
    office.get("/office/partners?level=2").sees("ein Partner").sees("P-2").does_not_see("P-9");
    office.get("/office/partners?q=P-9").sees("Anna Fremd").does_not_see("Adler");
    office.get("/office/partners?state=left").sees("Kein Partner passt dazu");
    let text = office.get("/office/partners?sort=own").text();
    let place = |name: &str| text.find(name).expect("everybody is listed");
    assert!(place("Anna Cerny P-3") < place("Anna Adler P-1"), "{text}");
    office.get("/office/partners.csv").holds("P-3;Anna Cerny;Anna Berger · P-2;3;aktiv;2026-01-01;30;0;30;0;1");
    tree.firm.signed_in("warehouse").get("/office/partners").has_status(403);
}

#[test]
fn the_sheet_shows_place_edges_and_history() {
    let tree = Tree::new();
    sale(&tree.firm, tree.middle, "2026-10-10", 10_000, 50);
    let run = tree.posted("2026-10");
    let path = format!("/office/partners/{}", tree.middle);
    let shown = tree.firm.signed_in("office").get(&path);
    shown.sees("Anna Berger").sees("P-2").sees("Firma › Anna Adler · P-1").sees("Anna Cerny P-3");
    shown.sees("Geheimgasse 7").sees("AT61 1904 3002 3457 3201").sees("2026-01").sees("Partner übernommen");
    shown.does_not_see("Abrechnungen");
    let mut finance = tree.firm.signed_in("finance");
    finance.get(&path).sees("Abrechnungen Monat Provision").sees("Oktober 2026").sees("20,00 €").sees("Guthaben");
    let paper = finance.get(&format!("{path}/statements/{run}/statement.pdf"));
    assert!(paper.html.starts_with("%PDF"), "a PDF");
    tree.firm.signed_in("office").get(&format!("{path}/statements/{run}/statement.pdf")).has_status(404);
    finance.get("/office/partners/4711").has_status(404);
}

#[test]
fn the_office_registers_sends_again_and_takes_back() {
    let tree = Tree::new();
    let mut office = tree.firm.signed_in("office");
    office.get("/office/partners/new");
    let wrong = [("first_name", "Nora"), ("email", "nora@"), ("sponsor", "P-77"), ("iban", "DE00")];
    let shown = office.submit("/office/partners/new", &wrong);
    shown.has_status(422).holds("value=\"Nora\"").sees("Diesen Partner gibt es nicht").sees("keine E-Mail-Adresse");
    for field in ["last_name", "iban", "address.town", "sponsor"] {
        shown.holds(&format!("id=\"field-{field}-error\""));
    }
    office.get("/office/partners/new");
    let mut new = NEW.to_vec();
    new.push(("sponsor", "p-2"));
    let to = office.submit("/office/partners/new", &new).location.clone().expect("a sheet");
    let id = PartnerId::parse(to.trim_start_matches("/office/partners/")).expect("a partner");
    let sponsor = tree.firm.read(|view| sponsor_on(view, id, view.today()));
    assert_eq!(sponsor, Some(tree.middle));
    let secret = |tree: &Tree| tree.firm.read(|view| outbox_newest(view, None, 1))[0].1.secret.clone();
    let first = secret(&tree);
    office.get(&to).sees("eingeladen");
    tree.firm.wait_seconds(10 * 60);
    office.submit(&format!("{to}/again"), &[]).goes_to(&to);
    assert_ne!(first, secret(&tree));
    office.get(&format!("{to}/withdraw"));
    office.submit(&format!("{to}/withdraw"), &[]).has_status(422).sees("Bitte geben Sie einen Grund an");
    office.submit(&format!("{to}/withdraw"), &[("reason", "Irrtum")]).goes_to(&to);
    office.get(&to).sees("Einladung zurückgezogen").sees("Steht nicht mehr im Baum").sees("Irrtum");
}

#[test]
fn particulars_are_changed_and_two_clerks_notice_each_other() {
    let tree = Tree::new();
    let path = format!("/office/partners/{}/edit", tree.middle);
    let (mut one, mut other) = (tree.firm.signed_in("office"), tree.firm.signed_in("office"));
    one.get(&path).holds("value=\"Geheimgasse\"");
    other.get(&path);
    one.submit(&path, &[("iban", "AT00"), ("last_name", "")]).has_status(422).holds("id=\"field-iban-error\"");
    one.submit(&path, &[("iban", "DE89 3704 0044 0532 0130 00"), ("last_name", "Berger")])
        .goes_to(&format!("/office/partners/{}", tree.middle));
    let shown = other.submit(&path, &[("address.street", "Neugasse")]);
    shown.has_status(409).sees("Jemand anderer hat diese Angaben inzwischen geändert").holds("value=\"Neugasse\"");
    other.submit(&path, &[]).goes_to(&format!("/office/partners/{}", tree.middle));
    let kept = tree
        .firm
        .read(|view| people::person(view, partner(view, tree.middle).expect("a partner").person).expect("a person"));
    assert_eq!(kept.address.map(|address| address.street), Some("Neugasse".to_owned()));
    tree.firm.signed_in("finance").get(&path).has_status(403);
}

#[test]
fn a_change_of_sponsor_is_asked_shown_and_decided_by_another_with_a_day() {
    let tree = Tree::new();
    let mut office = tree.firm.signed_in("office");
    let path = format!("/office/partners/{}", tree.low);
    office.get("/office/partners/requests").sees("Noch wurde nichts beantragt");
    office.get(&format!("{path}/sponsor")).holds("value=\"P-2\"").holds("2026-12-01");
    let shown = office.submit(&format!("{path}/sponsor"), &[("from", "morgen"), ("sponsor", "P-77")]);
    shown.has_status(422).sees("Diesen Partner gibt es nicht").holds("id=\"field-from-error\"").holds("P-77");
    office.get(&format!("{path}/sponsor"));
    let below = [("from", "2026-12-01"), ("sponsor", "P-3"), ("reason", "")];
    office.submit(&format!("{path}/sponsor"), &below).has_status(422).sees("Bitte geben Sie einen Grund an");
    office.get(&format!("{path}/sponsor"));
    let moved = [("from", "2026-12-01"), ("sponsor", "p-9"), ("reason", "Umzug")];
    let request = "/office/partners/requests/1";
    office.submit(&format!("{path}/sponsor"), &moved).goes_to(request);
    office.click_again().goes_to(&path);
    let sheet = office.get(request);
    sheet.sees("Sponsorwechsel: Anna Cerny · P-3").sees("zu Anna Fremd · P-9").sees("wartet auf Freigabe");
    sheet.sees("Personen mit neuem Platz 1").sees("Dezember 2026").does_not_see("Entscheiden");
    office.get(&path).sees("Firma › Anna Adler · P-1 › Anna Berger · P-2").sees("Sponsorwechsel: zu Anna Fremd");
    office.get("/office/partners/requests?state=asked").sees("ein Antrag").sees("0 von 1");
    office.get("/office/partners/requests?q=P-1").sees("Kein Antrag passt dazu");
    office.get("/office/partners/requests.csv").holds("Sponsorwechsel;Anna Cerny · P-3;zu Anna Fremd · P-9;2026-12-01");
    // Whoever asked does not decide; somebody else does, with a day.
    let mut boss = tree.firm.signed_in("management");
    boss.get("/office").sees("Sponsorwechsel: Anna Cerny");
    boss.get(request).sees("Entscheiden");
    boss.get("/office/approvals/1").sees("Wer umzieht").sees("Anna Fremd").holds("value=\"2026-12-01\"");
    let wrong = boss.submit("/office/approvals/1/decide", &[("answer", "agree"), ("from", "2025-01-01")]);
    wrong.has_status(422).holds("id=\"field-from-error\"").holds("value=\"2025-01-01\"");
    for typed in ["bald", "01.03.26", "0026-3-1x"] {
        let no_day = boss.submit("/office/approvals/1/decide", &[("answer", "agree"), ("from", typed)]);
        no_day.has_status(422).holds("id=\"field-from-error\"");
    }
    boss.submit("/office/approvals/1/decide", &[("answer", "agree"), ("from", "2026-11-02")])
        .goes_to("/office/approvals/1");
    office.get(&path).sees("Firma › Anna Fremd · P-9").sees("Umzug").sees("Sponsor geändert").sees("Antrag gestellt");
    office.get(request).sees("durchgeführt").sees("Eine Person hat einen neuen Platz").does_not_see("Was geschieht");
    assert_eq!(tree.firm.read(|view| sponsor_on(view, tree.low, view.today())), Some(tree.stranger));
    tree.firm.signed_in("warehouse").get(request).has_status(403);
    // What was agreed to still tells from whom to whom, and from which day.
    let decided = boss.get("/office/approvals/1");
    decided.sees("Bisheriger Sponsor Anna Berger · P-2").sees("Neuer Sponsor Anna Fremd · P-9");
    decided.sees("Wirksam ab 2. November 2026").does_not_see("Was geschieht");
}

#[test]
fn a_sponsor_is_named_by_number_or_by_a_name_that_means_one_person() {
    let tree = Tree::new();
    let mut office = tree.firm.signed_in("office");
    let path = format!("/office/partners/{}/sponsor", tree.low);
    let typed = |sponsor: &'static str| [("from", "2026-12-01"), ("sponsor", sponsor), ("reason", "Umzug")];
    office.get(&path).sees("Partnernummer oder Name");
    office.submit(&path, &typed("Niemand")).has_status(422).sees("Diesen Partner gibt es nicht");
    office.get(&path);
    office.submit(&path, &typed("P-3")).has_status(422).sees("Niemand kann sein eigener Sponsor sein");
    // Everybody is called Anna.
    office.get(&path);
    let several = office.submit(&path, &typed("anna"));
    several.has_status(422).sees("Das passt auf mehrere Personen").sees("Wer ist gemeint?");
    several.sees("Anna Fremd · P-9").sees("Anna Adler · P-1");
    let key = ("idempotency_key", "00112233445566778899aabbccddeeff");
    let chosen = [typed("anna").to_vec(), vec![("meant", "P-9"), key]].concat();
    office.post(&path, &chosen).goes_to("/office/partners/requests/1");
    office.get("/office/partners/requests/1").sees("zu Anna Fremd · P-9");
    let other = format!("/office/partners/{}/sponsor", tree.middle);
    office.get(&other);
    office.submit(&other, &typed("fremd anna")).goes_to("/office/partners/requests/2");
}

#[test]
fn whoever_may_not_ask_for_a_change_reads_who_can() {
    let tree = Tree::new();
    let sheet = format!("/office/partners/{}", tree.low);
    let hint = "Sponsorwechsel, Austritt, Nachfolge und Zusammenlegung beantragt:";
    tree.firm.signed_in("office").get(&sheet).does_not_see(hint).sees("Sponsorwechsel beantragen");
    tree.firm.signed_in("finance").get(&sheet).sees(hint).does_not_see("Sponsorwechsel beantragen");
}

#[test]
fn a_request_is_withdrawn_by_whoever_asked_only() {
    let tree = Tree::new();
    let (mut one, mut other) = (tree.firm.signed_in("office"), tree.firm.signed_in("office"));
    let path = format!("/office/partners/{}", tree.middle);
    one.get(&format!("{path}/end")).sees("Was wird aus dem Team?");
    one.submit(&format!("{path}/end"), &[("reason", "auf Wunsch")]).goes_to("/office/partners/requests/1");
    one.get("/office/partners/requests/1").sees("Team rückt zum Sponsor auf").sees("Anna Cerny · P-3");
    let withdraw = "/office/partners/requests/1/withdraw";
    other.get("/office/partners/requests/1");
    other.post(withdraw, &[]).has_status(422).sees("Zurückziehen kann einen Antrag nur, wer ihn gestellt hat");
    one.get("/office/partners/requests/1");
    one.submit(withdraw, &[]).goes_to("/office/partners/requests/1");
    one.get("/office/partners/requests/1").sees("Der Antrag wurde zurückgezogen");
    one.post(withdraw, &[]).has_status(422).sees("Über diesen Antrag ist schon entschieden");
}

#[test]
fn leaving_succession_and_merging_are_asked_on_their_forms() {
    let tree = Tree::new();
    let mut office = tree.firm.signed_in("office");
    let mut boss = tree.firm.signed_in("management");
    let path = format!("/office/partners/{}", tree.middle);
    // A merger, opened on the older of the two: the older one stays all the same.
    office.get(&format!("/office/partners/{}/merge", tree.top)).sees("Die ältere bleibt");
    let form = format!("/office/partners/{}/merge", tree.top);
    office.submit(&form, &[("other", "P-88"), ("reason", "x")]).has_status(422).sees("Diesen Partner gibt es nicht");
    office.get(&form);
    office.submit(&form, &[("other", "P-2"), ("reason", "doppelt angelegt")]).goes_to("/office/partners/requests/1");
    let merged = office.get("/office/partners/requests/1");
    merged
        .sees("Zusammenlegung: Anna Berger · P-2")
        .sees("in Anna Adler · P-1")
        .sees("Die Namen der beiden Positionen");
    // A succession: the terms must be signed.
    let inherit = format!("{path}/inherit");
    office.get(&inherit).sees("Vertragsbedingungen");
    let mut new = NEW.to_vec();
    new.push(("reason", "Todesfall"));
    office.submit(&inherit, &new).has_status(422).sees("Ohne unterschriebene Vertragsbedingungen");
    office.get(&inherit);
    new.push(("terms", "yes"));
    new.push(("from", "2026-11-02"));
    office.submit(&inherit, &new).goes_to("/office/partners/requests/2");
    boss.get("/office/approvals/2").sees("Nora Neu übernimmt die Position");
    boss.submit("/office/approvals/2/decide", &[("answer", "agree")]).goes_to("/office/approvals/2");
    office.get(&path).sees("Nora Neu").sees("P-2").sees("Position übernommen");
    // Leaving on a later day waits for it.
    let low = format!("/office/partners/{}", tree.low);
    office.get(&format!("{low}/end"));
    office.submit(&format!("{low}/end"), &[("team", "irgendwohin"), ("reason", "x")]).has_status(422);
    office.get(&format!("{low}/end"));
    let leaving = [("team", "stays"), ("from", "2026-12-01"), ("reason", "auf Wunsch")];
    office.submit(&format!("{low}/end"), &leaving).goes_to("/office/partners/requests/3");
    boss.get("/office/approvals/3");
    boss.submit("/office/approvals/3/decide", &[("answer", "agree")]).goes_to("/office/approvals/3");
    office.get("/office/partners/requests/3").sees("Freigegeben. Am 1. Dezember 2026 geschieht es von selbst");
    tree.firm.set_clock("2026-12-01T08:00:00");
    office = tree.firm.signed_in("office");
    office.get("/office/partners/requests/3").sees("Jetzt durchführen");
    office.submit("/office/partners/requests/3/carry-out", &[]).goes_to("/office/partners/requests/3");
    office.get(&low).sees("ausgeschieden").sees("auf Wunsch");
    let known = tree.firm.read(|view| partner(view, tree.low)).expect("a partner");
    assert_eq!(known.state, PartnerState::Left);
}

#[test]
fn the_firm_gives_seats_and_the_office_places_somebody() {
    let tree = Tree::new();
    let path = "/office/partners/placement";
    let mut boss = tree.firm.signed_in("administrator");
    boss.get(path).does_not_see("Wer auf einen Platz wartet");
    let wrong = [("on", "yes"), ("legs", "1"), ("days", "lang"), ("rule", "spillover")];
    let shown = boss.submit(path, &wrong);
    shown.has_status(422).holds("id=\"field-legs-error\"").holds("id=\"field-days-error\"").holds("value=\"lang\"");
    let mut other = tree.firm.signed_in("administrator");
    other.get(path);
    boss.get(path);
    boss.submit(path, &[("on", "yes"), ("legs", "2"), ("days", "14"), ("rule", "weaker_leg")]).goes_to(path);
    other
        .submit(path, &[("on", "yes"), ("legs", "3"), ("rule", "by_hand")])
        .has_status(409)
        .sees("inzwischen geändert");
    let mut office = tree.firm.signed_in("office");
    office.get(path).sees("4 Personen warten").sees("14 Tage").does_not_see("Wartetage");
    let place = format!("/office/partners/{}/place", tree.top);
    office.get(&place).sees("links").sees("rechts");
    office.submit(&place, &[("parent", "P-77")]).has_status(422).sees("Diesen Partner gibt es nicht");
    office.get(&place);
    let nowhere = office.submit(&place, &[("parent", "P-2"), ("leg", "1")]);
    nowhere.has_status(422).sees("Diese Person hat selbst noch keinen Platz").holds("value=\"P-2\"");
    office.get(&place);
    office.submit(&place, &[]).goes_to(&format!("/office/partners/{}", tree.top));
    office.get(&format!("/office/partners/{}", tree.top)).sees("Platz vergeben unter Firma");
    office.get(path).sees("3 Personen warten");
    office.post(path, &[("on", ""), ("legs", "2"), ("days", "0"), ("rule", "by_hand")]).has_status(403);
}
