//! camt.052, camt.053 and camt.054 (ISO 20022, BankToCustomer…, versions 02 to 11), read from a stream.
//!
//! The walk over the XML knows nesting only; what a path means stands in `camt_entry.rs` and `camt_parts.rs`. Versions
//! differ in names at a few places (`Sts` or `Sts/Cd`, `Dbtr/Nm` or `Dbtr/Pty/Nm`, `BIC` or `BICFI`), never in one path
//! with two meanings, so that one reading serves all.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::business::payments::StatementKind;
use crate::exchange::bank::camt_entry::Statement;
use crate::exchange::bank::encoding::{Encoding, Rest, decode, of_xml};
use crate::exchange::bank::limits::{DEPTH_MAX, TEXT_SIGNS_MAX, reference};
use crate::exchange::bank::source::Source;
use crate::exchange::bank::taking::Taking;
use crate::exchange::bank::trouble::shown;
use crate::exchange::bank::{BankFault, BankTrouble, Take};

/// Every message of ISO 20022 has a namespace of this form.
pub(super) const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:";
const OLDEST: u8 = 2;
const NEWEST: u8 = 11;
/// A text may be far longer than what is kept of it, but not without end.
const TEXT_BYTES_MAX: usize = TEXT_SIGNS_MAX * 64;

/// Reads a whole message. `head` are the bytes that were looked at already.
pub(super) fn read(head: &[u8], input: &mut dyn Read, take: &mut Take<'_>) -> Result<(), BankTrouble> {
    let (encoding, mark) = of_xml(head).map_err(BankTrouble::of_file)?;
    let bytes = head.get(mark..).unwrap_or_default();
    let source = Source::new(encoding, bytes, input).map_err(BankTrouble::of_file)?;
    let mut reader = Reader::from_reader(source);
    let mut take = |piece| take(piece);
    let mut walk = Walk {
        names: Vec::new(),
        path: String::new(),
        text: String::new(),
        currency: String::new(),
        document: None,
        statement: None,
        message_id: String::new(),
        has_document: false,
        taking: Taking::new(&mut take),
    };
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|_| BankFault::NotWellFormed);
        let step = event.and_then(|event| walk.step(&event));
        let source = reader.get_mut();
        match step {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(BankFault::NotWellFormed) => {
                let fault = source.fault().unwrap_or(BankFault::NotWellFormed);
                return Err(Taking::trouble(source.line(), walk.entry(), fault));
            }
            Err(fault) => return Err(Taking::trouble(source.line(), walk.entry(), fault)),
        }
        source.next_event();
        buffer.clear();
    }
}

/// The namespace of the first message of ISO 20022, without its beginning: `camt.053.001.08`.
pub(super) fn message_of(head: &[u8]) -> Option<String> {
    let (encoding, mark) = of_xml(head).unwrap_or((Encoding::Windows1252, 0));
    let mut text = Vec::new();
    // Wrong letters are told by the reader, at their place.
    let _ = decode(encoding, head.get(mark..)?, &mut Rest::default(), &mut text);
    let text = String::from_utf8_lossy(&text);
    let name = |after: &str| -> String {
        after.chars().take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '.').take(24).collect()
    };
    // The header of an envelope has a name of its own.
    text.split(NAMESPACE).skip(1).map(name).find(|message| !message.starts_with("head."))
}

/// `camt.053.001.08`: what kind of statement it is.
pub(super) fn kind_of(message: &str) -> Result<StatementKind, BankFault> {
    let name = || shown(message);
    let kind = match message.get(..8) {
        Some("camt.052") => StatementKind::DuringDay,
        Some("camt.053") => StatementKind::Statement,
        Some("camt.054") => StatementKind::Notice,
        _ => return Err(BankFault::OtherMessage { name: name() }),
    };
    let version = message.get(8..).and_then(|rest| rest.strip_prefix(".001.")).filter(|digits| digits.len() == 2);
    match version.and_then(|digits| digits.parse::<u8>().ok()) {
        Some(version) if (OLDEST..=NEWEST).contains(&version) => Ok(kind),
        _ => Err(BankFault::UnknownVersion { name: name() }),
    }
}

struct Walk<'t> {
    /// Lengths that the path had before each open element was added.
    names: Vec<usize>,
    /// Names of the open elements below the document, or below the statement once there is one.
    path: String,
    text: String,
    /// `Ccy` of the amount that is open.
    currency: String,
    /// How deep the document lies, and what it is.
    document: Option<(usize, StatementKind)>,
    statement: Option<(usize, Statement)>,
    message_id: String,
    has_document: bool,
    taking: Taking<'t>,
}

impl Walk<'_> {
    /// `false` at the end of the file.
    fn step(&mut self, event: &Event<'_>) -> Result<bool, BankFault> {
        match event {
            Event::Start(element) => self.open(element)?,
            Event::Empty(element) => {
                self.open(element)?;
                self.close()?;
            }
            Event::End(_) => self.close()?,
            Event::Text(text) => self.add(std::str::from_utf8(text).map_err(|_| BankFault::WrongBytes)?)?,
            Event::CData(text) => self.add(std::str::from_utf8(text).map_err(|_| BankFault::WrongBytes)?)?,
            Event::GeneralRef(name) => {
                let name = std::str::from_utf8(name).map_err(|_| BankFault::WrongBytes)?;
                let sign = unescape(&format!("&{name};")).map(|sign| sign.into_owned());
                self.add(&sign.map_err(|_| BankFault::NotWellFormed)?)?;
            }
            Event::DocType(_) => return Err(BankFault::Doctype),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return self.finished().map(|()| false),
        }
        Ok(true)
    }

    fn entry(&self) -> u32 {
        self.statement.as_ref().map_or(0, |(_, statement)| statement.open_entry())
    }

    fn add(&mut self, text: &str) -> Result<(), BankFault> {
        if self.text.len() + text.len() > TEXT_BYTES_MAX {
            // Blanks between tags may be as many as they like, up to the limit of one event.
            return if text.trim().is_empty() { Ok(()) } else { Err(BankFault::TooLong) };
        }
        self.text.push_str(text);
        Ok(())
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), BankFault> {
        self.text.clear();
        if self.names.len() >= DEPTH_MAX {
            return Err(BankFault::TooDeep);
        }
        let local = element.local_name();
        let name = std::str::from_utf8(local.as_ref()).map_err(|_| BankFault::WrongBytes)?;
        self.names.push(self.path.len());
        if self.document.is_none() {
            if name == "Document" {
                self.document = Some((self.names.len(), kind_of(&namespace(element)?)?));
                self.has_document = true;
            }
            return Ok(());
        }
        if !self.path.is_empty() {
            self.path.push('/');
        }
        self.path.push_str(name);
        if name == "Amt" {
            self.currency = attribute(element, b"Ccy")?;
        }
        match (&mut self.statement, self.document) {
            (Some((_, statement)), _) => statement.open(&self.path)?,
            (None, Some((_, kind))) if is_statement(&self.path, kind) => {
                let message_id = self.message_id.clone();
                self.statement = Some((self.names.len(), Statement::new(kind, message_id)));
                self.path.clear();
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), BankFault> {
        let depth = self.names.len();
        let before = self.names.pop().ok_or(BankFault::NotWellFormed)?;
        match &mut self.statement {
            Some((own, _)) if *own == depth => {
                if let Some((_, statement)) = self.statement.take() {
                    statement.end(&mut self.taking)?;
                }
                // The path was begun anew inside the statement; what stood there before is the message.
                self.path.clear();
                self.path.push_str("message");
                return Ok(());
            }
            Some((_, statement)) => {
                statement.close(&self.path, self.text.trim(), &self.currency, &mut self.taking)?;
            }
            None if self.path.ends_with("/GrpHdr/MsgId") => {
                self.message_id = reference(&self.text);
            }
            None => {}
        }
        // Several messages may lie in one envelope.
        self.document = self.document.filter(|(own, _)| *own != depth);
        self.path.truncate(before);
        self.text.clear();
        Ok(())
    }

    fn finished(&mut self) -> Result<(), BankFault> {
        if !self.names.is_empty() {
            return Err(BankFault::CutOff);
        }
        if !self.has_document {
            return Err(BankFault::NoBankFile);
        }
        if self.taking.statements() == 0 { Err(BankFault::Missing { what: "Stmt, Rpt, Ntfctn" }) } else { Ok(()) }
    }
}

/// The element that holds a statement in each of the three messages.
fn is_statement(path: &str, kind: StatementKind) -> bool {
    let name = match kind {
        StatementKind::DuringDay => "Rpt",
        StatementKind::Notice => "Ntfctn",
        StatementKind::Statement | StatementKind::Table => "Stmt",
    };
    path.split_once('/').is_some_and(|(_, rest)| rest == name)
}

fn namespace(element: &BytesStart<'_>) -> Result<String, BankFault> {
    let prefix = element.name().prefix().map(|prefix| prefix.as_ref().to_vec());
    let wanted = match &prefix {
        Some(prefix) => [b"xmlns:", prefix.as_slice()].concat(),
        None => b"xmlns".to_vec(),
    };
    let namespace = attribute(element, &wanted)?;
    Ok(namespace.strip_prefix(NAMESPACE).map_or_else(|| namespace.clone(), str::to_owned))
}

fn attribute(element: &BytesStart<'_>, name: &[u8]) -> Result<String, BankFault> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| BankFault::NotWellFormed)?;
        if attribute.key.as_ref() == name {
            let value = std::str::from_utf8(&attribute.value).map_err(|_| BankFault::WrongBytes)?;
            return Ok(shown(value.trim()));
        }
    }
    Ok(String::new())
}
