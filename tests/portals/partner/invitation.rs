//! From the form to the password: somebody new becomes a partner, or does not.

use kontor::business::access::{self, NewAccount};
use kontor::business::partners::{self, PartnerState, partner, partner_by_number};
use kontor::business::people;
use kontor::store::outbox_newest;
use kontor::values::{Email, PartnerId};

use crate::kit::Browser;
use crate::portals::partner::{Tree, publish_terms};

const NEW: [(&str, &str); 8] = [
    ("first_name", "Nora"),
    ("last_name", "Neu"),
    ("email", "nora@neu.test"),
    ("address.street", "Hauptstraße"),
    ("address.house_number", "3"),
    ("address.postcode", "5600"),
    ("address.town", "St. Johann"),
    ("iban", "AT61 1904 3002 3457 3201"),
];

/// Registers somebody and gives the number of the partner with the secret of the letter.
fn registered(tree: &Tree, browser: &mut Browser) -> (PartnerId, String) {
    browser.get("/partner/register");
    browser.submit("/partner/register", &NEW).goes_to("/partner/invitations");
    letter(tree)
}

fn letter(tree: &Tree) -> (PartnerId, String) {
    let (_, letter) = tree.firm.read(|view| outbox_newest(view, None, 1)).remove(0);
    assert_eq!((letter.template.as_str(), letter.recipient.as_str()), ("partner_invitation", "nora@neu.test"));
    (letter.subject.id_of().expect("a partner"), letter.secret)
}

#[test]
fn somebody_is_registered_accepts_the_terms_and_chooses_a_password() {
    let tree = Tree::new();
    let mut browser = tree.browser(tree.middle);
    let (id, secret) = registered(&tree, &mut browser);
    browser.get("/partner/invitations").sees("Nora Neu Partnernummer P-1001 E-Mail nora@neu.test Sponsor Anna Berger");
    browser.get("/partner/team").sees("Nora Neu").sees("eingeladen");

    let mut invited = tree.firm.visitor();
    let path = format!("/invitation/{secret}");
    let shown = invited.get(&path);
    shown.sees("Anna Berger lädt Sie ein").sees("Nora Neu").sees("Sie verkaufen freundlich").sees("Fassung 2026-05");
    assert!(!shown.html.contains(" checked"), "nothing is ticked in advance");
    invited.submit(&path, &[]).has_status(422).sees("Ohne Ihre Zustimmung kommt kein Vertrag zustande");
    let to = invited.submit(&path, &[("terms", "yes")]).location.clone().expect("a way on");
    assert!(to.starts_with("/password/"), "{to}");
    invited.get(&to);
    invited.submit(&to, &[("password", "Marillen unterm Kirchturm")]).goes_to("/partner");
    invited.get("/partner").sees("Nora Neu, Partnernummer P-1001");

    let known = tree.firm.read(|view| partner(view, id)).expect("a partner");
    assert_eq!((known.state, known.terms_version.as_str()), (PartnerState::Active, "2026-05"));
    let person = tree.firm.read(|view| people::person(view, known.person)).expect("a person");
    assert_eq!(person.account_holder, "Nora Neu");
    assert_eq!(person.address.map(|address| address.name), Some("Nora Neu".to_owned()));
    tree.firm.visitor().get(&path).has_status(422).sees("Vielleicht wurde die Einladung schon angenommen");
    browser.get("/partner/invitations").sees("Keine Einladung ist offen");
}

#[test]
fn everything_that_is_wrong_with_a_registration_is_said_at_once() {
    let tree = Tree::new();
    let mut browser = tree.browser(tree.middle);
    browser.get("/partner/register");
    let before = tree.firm.journal_end();
    let typed = [
        ("first_name", "Nora"),
        ("email", "nora@"),
        ("iban", "AT00 1234"),
        ("address.street", "Hauptstraße"),
        ("address.postcode", "12"),
        ("sponsor", "P-9"),
    ];
    let shown = browser.submit("/partner/register", &typed);
    shown.has_status(422).holds("value=\"Nora\"").holds("value=\"Hauptstraße\"");
    shown.sees("Das ist keine E-Mail-Adresse").sees("Dieser Sponsor gehört nicht zu Ihrem Team");
    for field in ["last_name", "iban", "address.postcode", "address.town", "address.house_number"] {
        shown.holds(&format!("id=\"field-{field}-error\""));
    }
    assert_eq!(tree.firm.journal_end(), before);
}

#[test]
fn an_invitation_is_sent_again_and_the_link_before_opens_nothing() {
    let tree = Tree::new();
    let mut browser = tree.browser(tree.middle);
    let (id, first) = registered(&tree, &mut browser);
    browser.get("/partner/invitations");
    let again = format!("/partner/invitations/{id}/again");
    browser.submit(&again, &[]).has_status(422).sees("In 10 Minuten können Sie sie noch einmal senden");
    browser.submit(&again, &[]).sees("Offene Einladungen").sees("Nora Neu");
    tree.firm.wait_seconds(10 * 60);
    browser.get("/partner/invitations");
    browser.submit(&again, &[]).goes_to("/partner/invitations");
    browser.click_again().goes_to("/partner/invitations");
    let (_, second) = letter(&tree);
    assert_ne!(first, second);
    tree.firm.visitor().get(&format!("/invitation/{first}")).has_status(422).sees("Dieser Link gilt nicht mehr");
    tree.firm.visitor().get(&format!("/invitation/{second}")).has_status(200);
    let mut stranger = tree.browser(tree.stranger);
    stranger.get("/partner/invitations").does_not_see("Nora");
    let key = [("idempotency_key", "00112233445566778899aabbccddeeff")];
    stranger.post(&again, &key).has_status(404);
    stranger.get(&format!("/partner/invitations/{id}/withdraw")).has_status(404);
}

#[test]
fn an_invitation_is_withdrawn_with_a_reason_and_the_person_can_be_invited_anew() {
    let tree = Tree::new();
    let mut browser = tree.browser(tree.middle);
    let (id, secret) = registered(&tree, &mut browser);
    let path = format!("/partner/invitations/{id}/withdraw");
    browser.get(&path).sees("Einladung von Nora Neu zurückziehen");
    browser.submit(&path, &[]).has_status(422).sees("Bitte geben Sie einen Grund an");
    browser.submit(&path, &[("reason", "Tippfehler")]).goes_to("/partner/invitations");
    browser.get("/partner/team").does_not_see("Nora");
    tree.firm.visitor().get(&format!("/invitation/{secret}")).has_status(422);
    browser.get(&path).has_status(404);
    let (again, _) = registered(&tree, &mut browser);
    assert_ne!(again, id);
}

#[test]
fn expired_unknown_and_changed_terms_have_clear_pages() {
    let tree = Tree::new();
    let mut browser = tree.browser(tree.middle);
    let (_, secret) = registered(&tree, &mut browser);
    let path = format!("/invitation/{secret}");
    let mut invited = tree.firm.visitor();
    invited.get(&path);
    publish_terms(&tree.firm, "2026-11", "2026-11-02");
    invited.submit(&path, &[("terms", "yes")]).has_status(422).sees("inzwischen geändert").sees("Fassung 2026-11");
    tree.firm.set_clock("2027-01-02T09:00:00");
    invited.get(&path).has_status(422).sees("Diese Einladung ist abgelaufen");
    invited.post(&path, &[("terms", "yes"), ("version", "2026-11")]).has_status(422).sees("abgelaufen");
    for nothing in ["0123456789abcdef0123456789abcdef", "nichts"] {
        tree.firm.visitor().get(&format!("/invitation/{nothing}")).has_status(422).sees("öffnet nichts mehr");
    }
    tree.browser(tree.middle).get("/partner/invitations").sees("abgelaufen");
}

#[test]
fn whoever_has_an_account_keeps_it() {
    let tree = Tree::new();
    let buyer = tree.firm.account(&["customer"]);
    tree.firm.with_password(buyer);
    let person = tree.firm.read(|view| kontor::business::access::account(view, buyer)).expect("an account").person;
    let new = tree.firm.read(|view| people::person(view, person)).expect("a person");
    let new = partners::NewPartner { person: new, sponsor: None, secret: [5; 16] };
    tree.firm.write(move |tx| partners::register_partner_for(tx, &new, None));
    let path = format!("/invitation/{}", "05".repeat(16));
    let mut browser = tree.firm.visitor();
    browser.get(&path).sees("Almgut lädt Sie ein");
    browser.submit(&path, &[("terms", "yes")]).goes_to("/sign-in");
    let id = tree.firm.read(|view| partner_by_number(view, "P-1001"));
    assert_eq!(tree.firm.read(|view| kontor::business::access::account(view, buyer)).and_then(|a| a.partner), id);
}

#[test]
fn the_letter_of_a_partner_opens_no_account_of_the_office() {
    let tree = Tree::new();
    let mut browser = tree.browser(tree.middle);
    let (id, secret) = registered(&tree, &mut browser);
    let invited = tree.firm.read(|view| partner(view, id)).expect("a partner").person;
    tree.firm.write(move |tx| {
        let (role, _) = access::role_by_key(tx, "administrator").expect("a standard role");
        let email = Email::parse("nora@neu.test").expect("an address");
        access::create_account(tx, &NewAccount { person: invited, email, roles: vec![role], secret: None })
    });
    let mut visitor = tree.firm.visitor();
    let path = format!("/invitation/{secret}");
    visitor.get(&path);
    let to = visitor.submit(&path, &[("terms", "yes")]).location.clone().expect("a way on");
    assert!(!to.starts_with("/password/"), "{to}");
}
