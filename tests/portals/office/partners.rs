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
fn a_partner_is_moved_and_leaves_with_a_reason() {
    let tree = Tree::new();
    let mut office = tree.firm.signed_in("office");
    let path = format!("/office/partners/{}", tree.low);
    office.get(&format!("{path}/sponsor")).holds("value=\"P-2\"");
    let shown = office.submit(&format!("{path}/sponsor"), &[("from", "morgen"), ("sponsor", "P-77")]);
    shown.has_status(422).sees("Diesen Partner gibt es nicht").holds("id=\"field-from-error\"");
    let moved = [("from", "2026-11-02"), ("sponsor", "P-9"), ("reason", "Umzug")];
    office.submit(&format!("{path}/sponsor"), &moved).goes_to(&path);
    office.get(&path).sees("Firma › Anna Fremd · P-9").sees("Umzug").sees("Sponsor geändert");
    office.get(&format!("{path}/end")).sees("Das lässt sich nicht zurücknehmen");
    office.submit(&format!("{path}/end"), &[]).has_status(422).sees("Bitte geben Sie einen Grund an");
    office.submit(&format!("{path}/end"), &[("on", "2026-11-02"), ("reason", "auf Wunsch")]).goes_to(&path);
    office.get(&path).sees("ausgeschieden").sees("auf Wunsch");
    let known = tree.firm.read(|view| partner(view, tree.low)).expect("a partner");
    assert_eq!(known.state, PartnerState::Left);
}
