//! Every letter in every language, as a person reads it.

use kontor::business::approvals::Matter;
use kontor::business::billing::InvoiceKind;
use kontor::business::firm::{PaymentTerms, SkontoStep};
use kontor::business::orders::PaymentMethod;
use kontor::business::shipping::Carrier;
use kontor::exchange::mail::{self, Attachment, Back, BillingLetter, Mail, OrderLetter};
use kontor::values::{Day, Language, Money, Period, Rate};

use crate::exchange::golden::assert_golden;
use crate::exchange::samples::{ORDER, firm, instant, invoice_of, order, parcel, zone};

const WITHDRAWAL: &str =
    "# Widerrufsbelehrung\n\nSie haben das Recht, binnen vierzehn Tagen zu widerrufen.\n\n- Name:\n- Datum:";

/// All letters of one language, named.
fn letters(language: Language) -> Vec<(&'static str, Mail)> {
    let (firm, order, parcel) = (firm(), order(), parcel());
    let none = Back { credit: Money::eur(0), money: Money::eur(0) };
    let letter = OrderLetter {
        firm: &firm,
        language,
        id: ORDER,
        order: &order,
        link: "https://wiesenmut.example/order/abab".to_owned(),
        withdrawal_terms: Some(WITHDRAWAL),
        credit: Money::eur(0),
        rest: order.totals().gross,
        back: none,
        is_short: false,
        terms: PaymentTerms::default(),
    };
    let mut paid = order.clone();
    paid.paid_on = Some(order.day);
    let mut by_invoice = order.clone();
    by_invoice.payment_method = PaymentMethod::Invoice;
    by_invoice.delivery.street = "Neubaugasse".to_owned();
    let half = Back { credit: Money::eur(500), money: order.totals().gross - Money::eur(500) };
    let about = |order, withdrawal_terms| OrderLetter {
        firm: &firm,
        language,
        id: ORDER,
        order,
        link: String::new(),
        withdrawal_terms,
        credit: Money::eur(500),
        rest: half.money,
        back: none,
        is_short: true,
        terms: PaymentTerms {
            skonto: vec![SkontoStep { rate: Rate::from_percent(2), days: 7 }],
            ..PaymentTerms::default()
        },
    };
    let shipping =
        |parcel| mail::shipping_note(&mail::ShippingNote { firm: &firm, language, id: ORDER, order: &order, parcel });
    let mut fetched = parcel.clone();
    fetched.carrier = Carrier::Pickup;
    let invoice = invoice_of(&order);
    let mut credit = invoice.clone();
    credit.kind = InvoiceKind::CreditNote;
    credit.number = "G-2026-00003".to_owned();
    let mut settled = invoice.clone();
    settled.prepaid = settled.totals.gross;
    let billing = |invoice| BillingLetter {
        firm: &firm,
        language,
        invoice,
        documents: vec![Attachment { name: "R-2026-00017.pdf".to_owned(), kind: "application/pdf", bytes: vec![1] }],
    };
    let zone = zone();
    let receipt = |declaration: &str| mail::WithdrawalReceipt {
        firm: &firm,
        language,
        zone: &zone,
        received_at: instant("2026-11-21T09:22:33Z"),
        name: "Anna Grüner-Dvořák".to_owned(),
        email: "anna@example.com".to_owned(),
        order_number: "B-100017".to_owned(),
        declaration: declaration.to_owned(),
    };
    let invitation = |invited_by: &str| {
        mail::partner_invitation(&mail::Invitation {
            firm: &firm,
            language,
            name: "Bernd Huber".to_owned(),
            invited_by: invited_by.to_owned(),
            link: "https://wiesenmut.example/invitation/s3cr3t".to_owned(),
        })
    };
    let account = |name: &str| mail::AccountLetter {
        firm: &firm,
        language,
        name: name.to_owned(),
        link: "https://wiesenmut.example/password/s3cr3t".to_owned(),
    };
    let decided = |agreed: bool| {
        mail::request_decided(&mail::RequestDecided {
            firm: &firm,
            language,
            name: "Bernd Huber".to_owned(),
            matter: Matter::Sponsor,
            agreed,
            from: Day::parse("2026-12-01").unwrap(),
            link: "https://wiesenmut.example/partner/team/requests".to_owned(),
        })
    };
    vec![
        ("order_confirmation", mail::order_confirmation(&letter)),
        ("order_confirmation by invoice", mail::order_confirmation(&about(&by_invoice, None))),
        ("order_corrected", mail::order_corrected(&about(&paid, None))),
        ("order_cancelled", mail::order_cancelled(&about(&order, None))),
        ("order_cancelled after payment", mail::order_cancelled(&OrderLetter { back: half, ..about(&paid, None) })),
        ("shipping_note", shipping(&parcel)),
        ("shipping_note to fetch", shipping(&fetched)),
        ("invoice", mail::invoice(&billing(&invoice))),
        ("invoice already paid", mail::invoice(&billing(&settled))),
        ("credit_note", mail::credit_note(&billing(&credit))),
        ("withdrawal_receipt", mail::withdrawal_receipt(&receipt("Ich widerrufe.\nMit Gruß"))),
        ("withdrawal_receipt without words", mail::withdrawal_receipt(&receipt(""))),
        ("partner_invitation", invitation("Clara Maier")),
        ("partner_invitation by the firm", invitation("")),
        ("terms_accepted", mail::terms_accepted(&firm, language, "Bernd Huber", "P-1004", "2026-02-01")),
        ("password_reset", mail::password_reset(&account(""))),
        ("account_invitation", mail::account_invitation(&account("Karin Steiner"))),
        ("account_confirmation", mail::account_confirmation(&account("Anna Grüner-Dvořák"))),
        ("email_confirmation", mail::email_confirmation(&account("Anna Grüner-Dvořák"))),
        ("email_changed", mail::email_changed(&account("Anna Grüner-Dvořák"))),
        ("email_taken", mail::email_taken(&account("Anna Grüner-Dvořák"))),
        ("test_mail", mail::test_mail(&firm, language)),
        (
            "statement_ready",
            mail::statement_ready(&mail::StatementReady {
                firm: &firm,
                language,
                name: "Bernd Huber".to_owned(),
                period: Period::month(2026, 10).unwrap(),
                link: "https://wiesenmut.example/partner/statements".to_owned(),
            }),
        ),
        (
            "objection_answered",
            mail::objection_answered(&mail::StatementReady {
                firm: &firm,
                language,
                name: "Bernd Huber".to_owned(),
                period: Period::month(2026, 10).unwrap(),
                link: "https://wiesenmut.example/partner/statements/7".to_owned(),
            }),
        ),
        ("request_decided", decided(true)),
        ("request_decided that was refused", decided(false)),
    ]
}

#[test]
fn every_letter_reads_as_it_should_in_every_language() {
    for language in Language::ALL {
        let mut all = String::new();
        for (name, mail) in letters(language) {
            all.push_str(&format!("[{name}]\nSubject: {}\n\n{}\n", mail.subject, mail.text));
            for attachment in &mail.attachments {
                all.push_str(&format!("Attached: {}\n\n", attachment.name));
            }
        }
        assert!(!all.contains("mail."), "a sentence is missing in {}", language.tag());
        assert_golden(&format!("tests/exchange/mail/letters.{}.txt", language.tag()), all.as_bytes());
    }
}

#[test]
fn the_html_says_what_the_text_says_and_fetches_nothing() {
    for (name, mail) in letters(Language::De) {
        let seen = visible(&mail.html);
        for word in mail.text.split_whitespace().filter(|word| word.chars().all(char::is_alphanumeric)) {
            assert!(seen.contains(word), "{name}: {word} is not in the HTML");
        }
        for fetching in ["src=", "<img", "<link", "<script", "url(", "@import"] {
            assert!(!mail.html.contains(fetching), "{name}: {fetching}");
        }
    }
    assert_golden("tests/exchange/mail/order_confirmation.html", letters(Language::De)[0].1.html.as_bytes());
}

/// The words between the tags.
fn visible(html: &str) -> String {
    let mut seen = String::new();
    for part in html.split('<') {
        seen.push_str(part.split_once('>').map_or("", |(_, words)| words));
        seen.push(' ');
    }
    seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", "\"")
}

#[test]
fn what_a_person_wrote_is_never_markup() {
    let (_, mail) = &letters(Language::De)[0];
    assert!(mail.html.contains("Ringelblumensalbe &lt;beruhigend&gt; &amp; mild"));
    assert!(mail.text.contains("Ringelblumensalbe <beruhigend> & mild"));
    let mut firm = firm();
    firm.accent = "red;background:url(https://evil.example)".to_owned();
    let mail = mail::terms_accepted(&firm, Language::De, "\"><script>", "P-1", "1");
    assert!(!mail.html.contains("evil.example") && !mail.html.contains("<script>"));
}

#[test]
fn a_statement_letter_tells_no_amount() {
    let ready = &letters(Language::De).into_iter().find(|(name, _)| *name == "statement_ready").unwrap().1;
    assert!(!ready.text.contains('€'));
}
