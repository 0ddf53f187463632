//! The message as a mail server takes it: headers that cannot be broken out of, addresses that every server reads.

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment as Attached, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::exchange::mail::Mail;
use crate::exchange::mail::writing::one_line;
use crate::values::{Email, Instant};

pub struct Head<'h> {
    pub from_name: &'h str,
    pub from: &'h Email,
    pub reply_to: &'h Email,
    pub to: &'h str,
    pub date: Instant,
    /// Stays the same when the letter is sent again, so that a receiver can tell that it is the same.
    pub id: String,
}

/// Why there can be no message; each of them is for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadError {
    BadAddress(String),
    Unwritable(String),
}

impl std::fmt::Display for HeadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            HeadError::BadAddress(address) => write!(f, "not an e-mail address: {address}"),
            HeadError::Unwritable(words) => f.write_str(words),
        }
    }
}

pub fn message(head: &Head, mail: &Mail) -> Result<Message, HeadError> {
    let from = address(head.from.as_str())?;
    let id = format!("<{}@{}>", head.id, from.domain());
    let name = Some(one_line(head.from_name)).filter(|name| !name.is_empty());
    let boundary = boundary(head, mail);
    let alternative = MultiPart::alternative()
        .boundary(format!("{boundary}-words"))
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()));
    let builder = Message::builder()
        .from(Mailbox::new(name, from))
        .reply_to(Mailbox::new(None, address(head.reply_to.as_str())?))
        .to(Mailbox::new(None, address(head.to)?))
        .subject(one_line(&mail.subject))
        .date(system_time(head.date))
        .message_id(Some(id))
        // RFC 3834: nobody's automatic reply should answer this.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    let body = if mail.attachments.is_empty() {
        alternative
    } else {
        let mut mixed = MultiPart::mixed().boundary(boundary).multipart(alternative);
        for attachment in &mail.attachments {
            let kind = ContentType::parse(attachment.kind).map_err(|error| HeadError::Unwritable(error.to_string()))?;
            mixed = mixed.singlepart(Attached::new(one_line(&attachment.name)).body(attachment.bytes.clone(), kind));
        }
        mixed
    };
    builder.multipart(body).map_err(|error| HeadError::Unwritable(error.to_string()))
}

/// The domain in the form that every server reads (RFC 5890): `müller.at` becomes `xn--mller-kva.at`.
fn address(written: &str) -> Result<Address, HeadError> {
    let bad = || HeadError::BadAddress(one_line(written));
    // Checked again, whatever the outbox row holds: a line break here would be a header of somebody else's.
    let email = Email::parse(written).ok_or_else(bad)?;
    let (local, domain) = email.as_str().rsplit_once('@').ok_or_else(bad)?;
    let domain = idna::domain_to_ascii(domain).map_err(|_| bad())?;
    Address::new(local, domain).map_err(|_| bad())
}

/// Depends on the content, so that no content can contain it, and is the same for the same letter.
fn boundary(head: &Head, mail: &Mail) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [head.id.as_bytes(), mail.text.as_bytes(), mail.html.as_bytes()] {
        hasher.update(part);
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

fn system_time(instant: Instant) -> SystemTime {
    let micros = u64::try_from(instant.micros()).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_micros(micros)
}
