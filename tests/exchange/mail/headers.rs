//! The message as a server takes it: nobody writes a header but we.

use kontor::business::firm::Firm;
use kontor::exchange::mail::{self, Attachment, Head, HeadError, Mail, message};
use kontor::values::{Email, Language};

use crate::exchange::samples::{email, firm, instant};

fn sent(firm: &Firm, to: &str, mail: &Mail) -> Result<String, HeadError> {
    let from = email("shop@wiesenmut.example");
    let head = Head {
        from_name: &firm.trade_name,
        from: &from,
        reply_to: &firm.email,
        to,
        date: instant("2026-11-21T09:22:33Z"),
        id: "kontor.12.1795000000000000".to_owned(),
    };
    message(&head, mail).map(|message| String::from_utf8(message.formatted()).unwrap())
}

fn letter() -> Mail {
    mail::terms_accepted(&firm(), Language::De, "Bernd Huber", "P-1004", "2026-02-01")
}

fn header<'m>(message: &'m str, name: &str) -> Vec<&'m str> {
    let (head, _) = message.split_once("\r\n\r\n").unwrap();
    head.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect()
}

#[test]
fn a_message_carries_the_headers_that_receivers_expect() {
    let message = sent(&firm(), "bernd@example.com", &letter()).unwrap();
    assert_eq!(header(&message, "From"), ["Wiesenmut <shop@wiesenmut.example>"]);
    assert_eq!(header(&message, "Reply-To"), ["office@wiesenmut.example"]);
    assert_eq!(header(&message, "To"), ["bernd@example.com"]);
    assert_eq!(header(&message, "Date"), ["Sat, 21 Nov 2026 09:22:33 +0000"]);
    assert_eq!(header(&message, "Message-ID"), ["<kontor.12.1795000000000000@wiesenmut.example>"]);
    assert_eq!(header(&message, "Auto-Submitted"), ["auto-generated"]);
    assert_eq!(header(&message, "Subject"), ["Willkommen als Partner von Wiesenmut"]);
    assert_eq!(message, sent(&firm(), "bernd@example.com", &letter()).unwrap(), "the same letter is the same bytes");
}

#[test]
fn text_comes_first_then_html_then_what_is_attached() {
    let document = Attachment { name: "R-2026-00017.pdf".to_owned(), kind: "application/pdf", bytes: b"%PDF".to_vec() };
    let message = sent(&firm(), "bernd@example.com", &letter().attach(document)).unwrap();
    let places: Vec<usize> = ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]
        .iter()
        .map(|kind| message.find(kind).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(message.contains("filename=\"R-2026-00017.pdf\""));
}

#[test]
fn nobody_can_write_a_header_into_a_letter() {
    let mut firm = firm();
    firm.trade_name = "Wiesenmut\r\nBcc: everybody@example.com".to_owned();
    let mut mail = mail::password_reset(&mail::AccountLetter {
        firm: &firm,
        language: Language::De,
        name: "Eva\r\nBcc: x@example.com".to_owned(),
        link: "https://wiesenmut.example/password/x".to_owned(),
    });
    mail.subject = "Neu\nBcc: y@example.com\r\n\r\n<b>body</b>".to_owned();
    mail = mail.attach(Attachment {
        name: "a\"\r\nBcc: z@example.com.pdf".to_owned(),
        kind: "application/pdf",
        bytes: Vec::new(),
    });
    let message = sent(&firm, "bernd@example.com", &mail).unwrap();
    let headers = headers_of_all_parts(&message);
    assert!(!headers.iter().any(|line| line.to_lowercase().starts_with("bcc:")), "{headers:#?}");
    assert_eq!(header(&message, "To"), ["bernd@example.com"]);
}

/// The lines between the top, or a boundary, and the next empty line.
fn headers_of_all_parts(message: &str) -> Vec<&str> {
    let (mut found, mut in_headers) = (Vec::new(), true);
    for line in message.lines() {
        in_headers = (in_headers && !line.is_empty()) || line.starts_with("--");
        if in_headers {
            found.push(line);
        }
    }
    found
}

#[test]
fn a_body_cannot_end_its_own_part() {
    let message = sent(&firm(), "bernd@example.com", &letter()).unwrap();
    let boundary = message.split("boundary=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut forged = letter();
    forged.text = format!("--{boundary}\r\nContent-Type: text/html\r\n\r\n<b>forged</b>\r\n{}", forged.text);
    let second = sent(&firm(), "bernd@example.com", &forged).unwrap();
    let other = second.split("boundary=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_ne!(boundary, other);
}

#[test]
fn a_domain_beyond_ascii_is_written_as_every_server_reads_it() {
    assert!(Email::parse("post@müller-bürsten.at").is_some());
    let message = sent(&firm(), "post@müller-bürsten.at", &letter()).unwrap();
    assert_eq!(header(&message, "To"), ["post@xn--mller-brsten-dlbg.at"]);
}

#[test]
fn what_is_no_address_makes_no_message() {
    for bad in ["", "nobody", "a@b", "a@b.at\r\nBcc: c@d.at", "a@b.at, c@d.at", "<a@b.at>", "a b@c.at"] {
        assert!(matches!(sent(&firm(), bad, &letter()), Err(HeadError::BadAddress(_))), "{bad:?}");
    }
}
