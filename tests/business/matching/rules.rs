//! Each rule with what it posts, what it only proposes, and what has to wait.

use kontor::business::payments::matching::{
    Books, Confidence, Item, MatchKind, Payer, PayerNo, PaymentLine, Proposal, RestOf, Skonto, decide,
};
use kontor::values::{Currency, Day, Money, Rate};

use Confidence::{Post, Propose, Wait};

const ADA_IBAN: &str = "AT001";
const BEN_IBAN: &str = "AT002";
const STRANGE_IBAN: &str = "DE999";

struct Desk {
    books: Books,
    ada: PayerNo,
    ben: PayerNo,
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

impl Desk {
    fn new() -> Desk {
        let mut books = Books::default();
        let mut payer = |number: &str, name: &str, iban: &str| {
            let (names, ibans) = (vec![name.to_owned()], vec![iban.to_owned()]);
            books.add_payer(Payer { number: number.to_owned(), names, ibans, ..Payer::default() })
        };
        let ada = payer("K-50001", "Ada Käser", ADA_IBAN);
        let ben = payer("K-50002", "Ben Oberhofer", BEN_IBAN);
        Desk { books, ada, ben }
    }

    fn item(&mut self, kind: MatchKind, number: &str, of: &str, payer: PayerNo, cents: i64) {
        let amount = Money::eur(cents);
        self.add(Item {
            kind,
            number: number.to_owned(),
            of: of.to_owned(),
            payer,
            amount,
            open: amount,
            issued_on: day("2026-03-01"),
            skonto: Vec::new(),
            collected: String::new(),
        });
    }

    fn add(&mut self, item: Item) {
        self.books.add_item(item);
    }

    fn invoice(&mut self, number: &str, payer: PayerNo, cents: i64) {
        self.item(MatchKind::Invoice, number, "", payer, cents);
    }

    /// What a line does: how sure, `NUMBER:CENTS` of what it settles, and the rest.
    fn pays(&self, text: &str, cents: i64, iban: &str) -> (Confidence, String, i64) {
        self.told(&decide(&self.books, &line(text, cents, iban, "")))
    }

    fn told(&self, proposal: &Proposal) -> (Confidence, String, i64) {
        let number = |no| self.books.item(no).unwrap().number.clone();
        let clears = proposal.clears.iter().map(|row| format!("{}:{}", number(row.item), row.amount.minor()));
        let rest = proposal.rest.map_or(0, |rest| rest.amount.minor());
        (proposal.confidence, clears.collect::<Vec<_>>().join(" "), rest)
    }
}

fn line(text: &str, cents: i64, iban: &str, name: &str) -> PaymentLine {
    PaymentLine {
        amount: Money::eur(cents),
        sent: None,
        booked_on: day("2026-03-10"),
        value_on: day("2026-03-10"),
        name: name.to_owned(),
        iban: iban.to_owned(),
        end_to_end: String::new(),
        mandate: String::new(),
        reference: String::new(),
        text: text.to_owned(),
    }
}

fn done(confidence: Confidence, clears: &str) -> (Confidence, String, i64) {
    (confidence, clears.to_owned(), 0)
}

#[test]
fn a_whole_number_in_any_dress_posts_whoever_pays() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 12_345);
    for text in [
        "R-2026-00417",
        "zu 2026 / 00 417, danke",
        "Nr. 2O26-OO4l7",
        "R-2026-\n00417",
        "aus 2026 die Nummer 00417",
        "r202600417",
    ] {
        assert_eq!(desk.pays(text, 12_345, STRANGE_IBAN), done(Post, "R-2026-00417:12345"), "{text}");
    }
}

#[test]
fn a_reference_with_wrong_check_digits_is_no_whole_number() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 12_345);
    let with = |reference: &str| PaymentLine { reference: reference.to_owned(), ..line("", 12_345, STRANGE_IBAN, "") };
    assert_eq!(decide(&desk.books, &with("RF55R202600417")).confidence, Wait);
    let right = (2..99).map(|check| format!("RF{check:02}R202600417"));
    let posted = right.filter(|reference| decide(&desk.books, &with(reference)).confidence == Post).count();
    assert_eq!(posted, 1, "one pair of check digits is right");
}

#[test]
fn somebody_else_who_owes_the_same_makes_it_a_proposal() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 12_345);
    desk.invoice("R-2026-00555", desk.ben, 12_345);
    assert_eq!(desk.pays("R-2026-00417", 12_345, BEN_IBAN).0, Propose);
    assert_eq!(desk.pays("R-2026-00417", 12_345, STRANGE_IBAN), done(Post, "R-2026-00417:12345"));
    desk.invoice("R-2026-00471", desk.ben, 12_345);
    assert_eq!(desk.pays("R-2026-00417", 12_345, STRANGE_IBAN).0, Propose, "a stranger may have swapped two digits");
    assert_eq!(desk.pays("R-2026-00417", 12_345, ADA_IBAN), done(Post, "R-2026-00417:12345"));
}

#[test]
fn one_slip_posts_for_a_known_payer_alone() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 12_345);
    for text in ["R-2026-00471", "R-2026-0417", "R-2026-00517", "R-2026-004417", "R-00417", "R-2025-00417"] {
        assert_eq!(desk.pays(text, 12_345, ADA_IBAN), done(Post, "R-2026-00417:12345"), "{text}");
        assert_eq!(desk.pays(text, 12_345, STRANGE_IBAN).0, Propose, "{text}");
        let named = line(text, 12_345, STRANGE_IBAN, "KAESER ADA");
        assert_eq!(desk.told(&decide(&desk.books, &named)), done(Post, "R-2026-00417:12345"), "{text}");
    }
}

#[test]
fn last_months_number_is_no_slip() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 12_345);
    desk.invoice("R-2026-00418", desk.ada, 9_900);
    assert_eq!(desk.pays("R-2026-00418", 12_345, ADA_IBAN).0, Propose);
}

#[test]
fn an_amount_that_only_one_item_of_the_payer_has_needs_no_number() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 12_345);
    assert_eq!(desk.pays("danke", 12_345, ADA_IBAN), done(Post, "R-2026-00417:12345"));
    assert_eq!(desk.pays("Kunde 50001", 12_345, STRANGE_IBAN), done(Post, "R-2026-00417:12345"));
    let named = line("danke", 12_345, STRANGE_IBAN, "Ada Käser");
    assert_eq!(desk.told(&decide(&desk.books, &named)), done(Propose, "R-2026-00417:12345"), "by the name alone");
    desk.invoice("R-2026-00600", desk.ada, 12_345);
    assert_eq!(desk.pays("danke", 12_345, ADA_IBAN).0, Wait, "two have this amount");
}

#[test]
fn a_cent_too_little_stays_owed_and_what_is_too_much_is_credit() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 12_345);
    assert_eq!(desk.pays("R-2026-00417", 12_344, ADA_IBAN), done(Post, "R-2026-00417:12344"));
    assert_eq!(desk.pays("R-2026-00417", 12_400, ADA_IBAN), (Post, "R-2026-00417:12345".to_owned(), 55));
    assert_eq!(desk.pays("R-2026-00417", 12_344, STRANGE_IBAN).0, Propose, "nobody knows who it was");
    assert_eq!(desk.pays("R-2026-00471", 12_344, ADA_IBAN).0, Propose, "and with a slip it is another thing");
}

#[test]
fn too_much_that_is_just_another_item_of_the_payer_is_not_taken_for_it() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 12_345);
    desk.item(MatchKind::Order, "B-200444", "", desk.ada, 490);
    assert_eq!(desk.pays("R-2026-00417", 12_835, ADA_IBAN).0, Propose);
}

#[test]
fn skonto_counts_to_the_cent_and_in_time() {
    let mut desk = Desk::new();
    let skonto = vec![Skonto { rate: Rate::from_percent(3), days: 9 }];
    let (amount, payer) = (Money::eur(33_333), desk.ada);
    desk.add(Item {
        kind: MatchKind::Invoice,
        number: "R-2026-00417".to_owned(),
        of: String::new(),
        payer,
        amount,
        open: amount,
        issued_on: day("2026-03-01"),
        skonto,
        collected: String::new(),
    });
    assert_eq!(desk.pays("R-2026-00417", 32_333, STRANGE_IBAN), done(Post, "R-2026-00417:32333"));
    assert_eq!(desk.pays("R-2026-00417", 32_334, ADA_IBAN).0, Propose, "somebody reckoned in another way");
    let late = PaymentLine { value_on: day("2026-03-11"), ..line("R-2026-00417", 32_333, ADA_IBAN, "") };
    let proposal = decide(&desk.books, &late);
    assert_eq!(desk.told(&proposal), done(Post, "R-2026-00417:32333"));
    assert!(proposal.clears.iter().all(|row| row.let_off.is_none()), "too late, the Skonto stays owed");
}

#[test]
fn bundles_post_when_all_is_named_or_one_choice_fits() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 10_000);
    desk.invoice("R-2026-00523", desk.ada, 2_500);
    desk.invoice("R-2026-00631", desk.ada, 777);
    let all = "R-2026-00417:10000 R-2026-00523:2500";
    assert_eq!(desk.pays("R-2026-00417, R-2026-00523", 12_500, STRANGE_IBAN), done(Post, all));
    assert_eq!(desk.pays("2026-00417 u. 523", 12_500, ADA_IBAN), done(Post, all));
    assert_eq!(desk.pays("R-2026-00417 R-2026-00523 R-2026-00631", 12_500, ADA_IBAN), done(Post, all));
    assert_eq!(desk.pays("alles", 13_277, ADA_IBAN).0, Post);
    assert_eq!(desk.pays("R-2026-00417", 13_277, ADA_IBAN).0, Propose, "he names one and pays more");
}

#[test]
fn credit_notes_fees_and_credit_go_with_their_invoice() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 10_000);
    desk.item(MatchKind::CreditNote, "G-2026-00009", "R-2026-00417", desk.ada, -1_500);
    assert_eq!(desk.pays("R-2026-00417", 8_500, STRANGE_IBAN), done(Post, "R-2026-00417:10000 G-2026-00009:-1500"));
    desk.invoice("R-2026-00523", desk.ben, 5_000);
    desk.item(MatchKind::Fee, "M-2026-00003", "R-2026-00523", desk.ben, 400);
    assert_eq!(desk.pays("R-2026-00523", 5_400, STRANGE_IBAN), done(Post, "R-2026-00523:5000 M-2026-00003:400"));
    assert_eq!(desk.pays("R-2026-00523", 5_000, STRANGE_IBAN), done(Post, "R-2026-00523:5000"));
    assert_eq!(desk.pays("R-2026-00523", 400, STRANGE_IBAN), done(Post, "M-2026-00003:400"));
    desk.books.add_credit(desk.ben, 300);
    assert_eq!(desk.pays("R-2026-00523", 4_700, STRANGE_IBAN), (Post, "R-2026-00523:5000".to_owned(), -300));
}

#[test]
fn a_debit_that_comes_back_opens_its_item_again() {
    let mut desk = Desk::new();
    let (amount, payer) = (Money::eur(4_000), desk.ada);
    desk.add(Item {
        kind: MatchKind::Order,
        number: "B-200417".to_owned(),
        of: String::new(),
        payer,
        amount,
        open: Money::eur(0),
        issued_on: day("2026-03-01"),
        skonto: Vec::new(),
        collected: "E2E-77".to_owned(),
    });
    let back = PaymentLine { end_to_end: "E2E-77".to_owned(), ..line("", -4_350, "", "") };
    let proposal = decide(&desk.books, &back);
    assert_eq!(desk.told(&proposal), (Post, "B-200417:-4000".to_owned(), -350));
    assert_eq!(proposal.rest.unwrap().of, RestOf::Bank);
}

#[test]
fn money_that_goes_out_and_our_own_accounts_settle_nothing() {
    let mut desk = Desk::new();
    desk.books.add_own_account("AT77");
    desk.invoice("R-2026-00417", desk.ada, 12_345);
    desk.item(MatchKind::CreditNote, "G-2026-00009", "", desk.ada, -1_500);
    assert_eq!(desk.pays("R-2026-00417", 12_345, "AT77"), done(Wait, ""));
    assert_eq!(desk.pays("R-2026-00417", -12_345, ADA_IBAN), done(Wait, ""));
    assert_eq!(desk.pays("G-2026-00009", -1_500, ADA_IBAN), done(Post, "G-2026-00009:-1500"));
}

#[test]
fn francs_post_when_the_bank_tells_them() {
    let mut desk = Desk::new();
    let francs = Currency::parse("CHF").unwrap();
    let (amount, payer) = (Money::new(9_000, francs), desk.ada);
    desk.add(Item {
        kind: MatchKind::Invoice,
        number: "R-2026-00417".to_owned(),
        of: String::new(),
        payer,
        amount,
        open: amount,
        issued_on: day("2026-03-01"),
        skonto: Vec::new(),
        collected: String::new(),
    });
    let told = PaymentLine { sent: Some(amount), ..line("R-2026-00417", 9_512, STRANGE_IBAN, "") };
    assert_eq!(desk.told(&decide(&desk.books, &told)), done(Post, "R-2026-00417:9000"));
    assert_eq!(desk.pays("R-2026-00417", 9_512, ADA_IBAN).0, Propose, "no rate is known");
}

#[test]
fn what_was_confirmed_makes_an_account_known_and_what_was_paid_twice_is_proposed() {
    let mut desk = Desk::new();
    desk.invoice("R-2026-00417", desk.ada, 12_345);
    let first = line("R-2026-00417", 12_345, STRANGE_IBAN, "");
    let paid = decide(&desk.books, &first).clears.remove(0).item;
    desk.books.set_open(paid, Money::eur(0));
    desk.books.learn(&first, desk.ada);
    assert_eq!(desk.told(&decide(&desk.books, &first)), (Propose, String::new(), 12_345));
    desk.invoice("R-2026-00700", desk.ada, 3_333);
    assert_eq!(desk.pays("danke", 3_333, STRANGE_IBAN), done(Post, "R-2026-00700:3333"));
}

#[test]
fn no_text_is_too_wild() {
    let mut desk = Desk::new();
    (0..40).for_each(|nth| desk.invoice(&format!("R-2026-{nth:05}"), desk.ada, 100 + nth));
    for text in
        ["", "O0O0lI1", &"0 ".repeat(400), &"lO0 ".repeat(300), "－２０２６", &"9".repeat(5_000), "R-2026-\u{0}"]
    {
        desk.pays(text, 4_000, ADA_IBAN);
    }
    assert_ne!(desk.pays("0 ".repeat(400).as_str(), i64::from(i32::MAX), ADA_IBAN).0, Post);
}
