//! What makes a good password, and the links by which one is chosen.

use kontor::business::access::{self, password};
use kontor::business::actor::Actor;
use kontor::business::failure::Failure;
use kontor::store::outbox_newest;
use kontor::values::{Email, Language};

use crate::kit::{Firm, PASSWORD};

const GOOD: &str = "";
const SHORT: &str = "access.password.too_short";
const LONG: &str = "access.password.too_long";
const EASY: &str = "access.password.too_easy";

#[test]
fn a_password_is_judged_by_its_length_and_by_what_everybody_tries_first() {
    let words = ["Almgut Naturwaren", "katharina.brunnthaler@almgut.test", "Katharina Brunnthaler"];
    let fifteen = "dunkelgrün Hefe";
    let sixty_four: String = "Ein sehr langer Satz über nichts und doch über alles zusammen. ".to_owned() + "…";
    for (password, expected, why) in [
        (fifteen, GOOD, "fifteen signs are enough"),
        ("dunkelgrün Hef", SHORT, "fourteen are not"),
        (PASSWORD, GOOD, "a few words that have nothing to do with each other"),
        ("correct horse battery staple", GOOD, "the usual example"),
        (sixty_four.as_str(), GOOD, "sixty-four signs and more are allowed"),
        ("早晨的豆浆和三只懒猫在屋顶晒太阳", GOOD, "Chinese is allowed"),
        ("🚲 über die Brücke 🚲 im Regen", GOOD, "so is every other sign"),
        ("aufeinmalwarallesstill", GOOD, "no capitals, figures or signs are asked for"),
        ("", SHORT, "nothing is no password"),
        ("aaaaaaaaaaaaaaaaaaaa", EASY, "one sign again and again"),
        ("abcabcabcabcabcabc", EASY, "one piece again and again"),
        ("123456789012345", EASY, "a run of figures"),
        ("abcdefghijklmnopqrstuvw", EASY, "the alphabet"),
        ("Passwort123456789", EASY, "the most common word with a run"),
        ("P@ssw0rdP@ssw0rd1", EASY, "the same in disguise"),
        ("qwertzuiopasdfgh", EASY, "rows of keys"),
        ("Sommer2026Sommer!", EASY, "a season and a year"),
        ("AlmgutNaturwaren2026", EASY, "the firm's own name"),
        ("katharinabrunnthaler1", EASY, "the person's own name"),
        ("ichliebedich2026!!", EASY, "a sentence that many have"),
    ] {
        let found = password::complaints(password, &words);
        let key = found.first().map_or(GOOD, |complaint| complaint.key);
        assert_eq!(key, expected, "{password}: {why}");
    }
    let endless = "Zwetschken ".repeat(30);
    assert_eq!(password::complaints(&endless, &[]).first().map(|complaint| complaint.key), Some(LONG));
}

#[test]
fn a_password_is_kept_as_argon2id_and_fits_only_itself() {
    let kept = password::keep(PASSWORD, b"salt of the test");
    assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
    assert!(password::fits(PASSWORD, &kept));
    assert!(!password::fits("Zwetschken auf dem balkon", &kept));
    assert!(!password::fits(PASSWORD, ""), "an account without a password lets nobody in");
    assert!(!password::fits("nobody has this password", ""), "nor with the password of nobody");
    assert_ne!(kept, password::keep(PASSWORD, b"another salt ..."));
}

fn reset(firm: &Firm, email: &str, secret: &'static str) {
    let email = Email::parse(email).expect("an address");
    let visitor = Actor::visitor(Language::De);
    let done = firm.try_write(&visitor, move |tx| access::ask_for_new_password(tx, &email, secret));
    done.expect("asking is never refused");
}

fn choose(firm: &Firm, secret: &str) -> Result<(), Failure> {
    let hash = access::secret_hash(secret);
    firm.try_write(&Actor::visitor(Language::De), move |tx| access::choose_password(tx, &hash, "kept").map(drop))
}

#[test]
fn a_link_is_good_once_and_not_for_long() {
    let firm = Firm::new();
    let account = firm.account(&["office"]);
    reset(&firm, "office@firm.test", "first");
    assert!(choose(&firm, "other").is_err(), "another secret opens nothing");
    choose(&firm, "first").expect("the link is good");
    assert!(choose(&firm, "first").is_err(), "it is used up");
    assert_eq!(firm.read(|view| access::account(view, account).expect("it is there").password_hash), "kept");
    reset(&firm, "office@firm.test", "second");
    reset(&firm, "office@firm.test", "third");
    assert!(choose(&firm, "second").is_err(), "a newer link takes the place of the older");
    firm.wait_seconds(60 * 60);
    assert!(choose(&firm, "third").is_err(), "an hour later it is over");
}

#[test]
fn a_letter_leaves_only_for_accounts_that_are_there_and_open() {
    let firm = Firm::new();
    let account = firm.account(&["office"]);
    let letters = || firm.read(|view| outbox_newest(view, None, 10).len());
    reset(&firm, "nobody@firm.test", "a");
    assert_eq!(letters(), 0);
    reset(&firm, "office@firm.test", "b");
    assert_eq!(letters(), 1);
    firm.write(move |tx| access::lock_account(tx, account, "Auf Urlaub"));
    assert!(choose(&firm, "b").is_err(), "a lock withdraws the links that are on their way");
    reset(&firm, "office@firm.test", "c");
    assert_eq!(letters(), 1);
}

#[test]
fn a_new_password_ends_the_sessions_that_are_open() {
    let firm = Firm::new();
    let account = firm.account(&["office"]);
    let mut browser = firm.browser_of(account);
    browser.get("/office").has_status(200);
    reset(&firm, "office@firm.test", "secret");
    choose(&firm, "secret").expect("the link is good");
    let open = firm.read(|view| {
        access::sessions_of(view, account).iter().filter(|(_, session)| session.is_open(view.now(), None)).count()
    });
    assert_eq!(open, 0);
}

#[test]
fn a_reset_by_the_operator_lets_a_locked_person_in_by_its_link_and_by_nothing_else() {
    let firm = Firm::new();
    let account = firm.with_password(firm.account(&["office"]));
    firm.browser_of(account);
    firm.write(move |tx| access::lock_account(tx, account, "asked for"));
    let clerk = Actor::visitor(Language::De);
    let refused = firm.try_write(&clerk, move |tx| access::reset_account(tx, account, "handed over"));
    assert!(refused.is_err(), "only who manages accounts may do that");
    firm.write(move |tx| access::reset_account(tx, account, "handed over"));
    let after = firm.read(|view| access::account(view, account).expect("the account"));
    assert_eq!((after.password_hash.as_str(), after.locked), ("", false));
    assert!(firm.read(|view| outbox_newest(view, None, 10)).iter().all(|(_, item)| item.template != "password_reset"));
    firm.wait_seconds(14 * 60);
    choose(&firm, "handed over").expect("the link is still good");
    assert!(choose(&firm, "handed over").is_err(), "and good once");
    firm.write(move |tx| access::reset_account(tx, account, "too late"));
    firm.wait_seconds(16 * 60);
    assert!(choose(&firm, "too late").is_err(), "a quarter of an hour is over");
}
