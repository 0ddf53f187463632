//! What is no bank statement, or a broken one: a named fault, at its place, with a sentence in every language.

use std::io::Read;

use kontor::exchange::bank::{BankFault, FILE_BYTES_MAX, read_bank_file};
use kontor::values::{Currency, Language, Money};

use crate::exchange::bank::{fault, trouble};

const CAMT: &str = include_str!("files/camt.053.001.08.xml");
const MT940: &str = include_str!("files/german.sta");

fn camt(from: &str, to: &str) -> BankFault {
    assert!(CAMT.contains(from), "{from}");
    fault(CAMT.replacen(from, to, 1).as_bytes())
}

fn mt940(from: &str, to: &str) -> BankFault {
    assert!(MT940.contains(from), "{from}");
    fault(MT940.replacen(from, to, 1).as_bytes())
}

#[test]
fn what_is_no_bank_file_is_told_apart() {
    let pain = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"/>";
    for (bytes, expected) in [
        (b"".as_slice(), BankFault::Empty),
        (b" \n\t ", BankFault::Empty),
        (b"PK\x03\x04rest", BankFault::Zipped),
        (b"\xd0\xcf\x11\xe0rest", BankFault::Workbook),
        (b"%PDF-1.7", BankFault::Pdf),
        (b"hello", BankFault::NoBankFile),
        (b"a,b\0c", BankFault::NoBankFile),
        (b"<html><body/></html>", BankFault::NoBankFile),
        (pain.as_bytes(), BankFault::OtherMessage { name: "pain.002.001.10".to_owned() }),
        (b"a;b;c\n1;2;3\n", BankFault::UnknownTable { columns: "a, b, c".to_owned() }),
        (b":20:X\n:25:1\n:28C:1\n:34F:EURD0,\n:13D:x\n", BankFault::OtherMessage { name: "MT942".to_owned() }),
    ] {
        assert_eq!(fault(bytes), expected);
    }
}

#[test]
fn versions_that_nobody_has_described_to_us_are_refused() {
    for (version, name) in [("001.01", "camt.053.001.01"), ("001.12", "camt.053.001.12"), ("002.08", "camt.053.002.08")]
    {
        assert_eq!(camt("001.08", version), BankFault::UnknownVersion { name: name.to_owned() });
    }
}

#[test]
fn broken_xml_is_refused() {
    let doctype = "<!DOCTYPE x [<!ENTITY a \"b\">]><Document ";
    let deep = "<a>".repeat(60);
    for (from, to, expected) in [
        ("</Stmt>", "</Stmd>", BankFault::NotWellFormed),
        ("<Id>AUSZUG-42</Id>", "<Id>AUSZUG & 42</Id>", BankFault::NotWellFormed),
        ("<Id>AUSZUG-42</Id>", "<Id>&outer;</Id>", BankFault::NotWellFormed),
        ("<Document ", doctype, BankFault::Doctype),
        ("<Id>AUSZUG-42</Id>", &deep, BankFault::TooDeep),
        ("encoding=\"UTF-8\"", "encoding=\"EBCDIC\"", BankFault::UnknownEncoding { name: "EBCDIC".to_owned() }),
        ("<Stmt>", "<Extra>", BankFault::NotWellFormed),
    ] {
        assert_eq!(camt(from, to), expected, "{to}");
    }
    let empty = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt/></Document>";
    assert_eq!(fault(empty.as_bytes()), BankFault::Missing { what: "Stmt, Rpt, Ntfctn" });
}

#[test]
fn a_file_that_was_cut_off_is_refused_wherever_the_cut_is() {
    for length in (200..CAMT.trim_end().len()).step_by(7) {
        if let Some(cut) = CAMT.get(..length) {
            assert_eq!(fault(cut.as_bytes()), BankFault::CutOff, "{length}");
        }
    }
    let end = MT940.find(":62F:").unwrap();
    assert_eq!(fault(&MT940.as_bytes()[..end]), BankFault::CutOff);
    let utf16: Vec<u8> = CAMT.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(fault(&utf16[..utf16.len() - 1]), BankFault::CutOff);
}

#[test]
fn letters_that_do_not_fit_the_encoding_are_refused() {
    let at = CAMT.find("Gutschrift").unwrap();
    let mut bytes = CAMT.as_bytes().to_vec();
    bytes[at] = 0xFC;
    let trouble = trouble(&bytes);
    assert_eq!((trouble.fault, trouble.entry, trouble.line), (BankFault::WrongBytes, 1, 36));
    let lone: Vec<u8> =
        CAMT.encode_utf16().map(|unit| if unit == 0xFC { 0xD800 } else { unit }).flat_map(u16::to_le_bytes).collect();
    assert_eq!(fault(&lone), BankFault::WrongBytes);
}

#[test]
fn two_hundred_megabytes_of_blanks_are_refused_after_the_first() {
    let start = CAMT.find("<Ntry>").unwrap();
    let (head, tail) = CAMT.split_at(start);
    let mut input = head.as_bytes().chain(std::io::repeat(b' ').take(200 << 20)).chain(tail.as_bytes());
    let trouble = read_bank_file(&mut input, None, &mut |_| std::ops::ControlFlow::Continue(())).unwrap_err();
    assert_eq!(trouble.fault, BankFault::TooLong);
    // In pieces that each are short enough it is a large file, and is read: nothing is kept of it.
    let blanks = "<!-- -->".repeat(1_000_000);
    let file = format!("{head}{blanks}{tail}");
    assert!(crate::exchange::bank::read(file.as_bytes()).is_ok());
}

#[test]
fn a_file_without_end_is_refused() {
    let start = CAMT.find("<Ntry>").unwrap();
    let mut endless = CAMT.as_bytes()[..start].chain(Comments { at: 0 });
    let trouble = read_bank_file(&mut endless, None, &mut |_| std::ops::ControlFlow::Continue(())).unwrap_err();
    assert_eq!(trouble.fault, BankFault::TooLarge { megabytes: FILE_BYTES_MAX / 1024 / 1024 });
    let mut table = b"a;b\n".as_slice().chain(std::io::repeat(b'x'));
    let trouble = read_bank_file(&mut table, None, &mut |_| std::ops::ControlFlow::Continue(())).unwrap_err();
    assert_eq!(trouble.fault, BankFault::TooLarge { megabytes: 64 });
}

/// Long comments without end: a reader of XML passes over them quickly.
struct Comments {
    at: usize,
}

impl Read for Comments {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        const LENGTH: usize = 512 * 1024;
        for byte in into.iter_mut() {
            *byte = match self.at {
                0 => b'<',
                1 => b'!',
                2 | 3 => b'-',
                at if at == LENGTH - 3 || at == LENGTH - 2 => b'-',
                at if at == LENGTH - 1 => b'>',
                _ => b'x',
            };
            self.at = (self.at + 1) % LENGTH;
        }
        Ok(into.len())
    }
}

#[test]
fn entries_that_do_not_say_enough_are_refused_at_their_place() {
    let value = |text: &str| text.to_owned();
    for (from, to, expected) in [
        ("<Amt Ccy=\"EUR\">119.00</Amt>", "", BankFault::Missing { what: "Ntry/Amt" }),
        ("<CdtDbtInd>CRDT</CdtDbtInd><Sts>", "<Sts>", BankFault::Missing { what: "Ntry/CdtDbtInd" }),
        (
            "<CdtDbtInd>CRDT</CdtDbtInd><Sts>",
            "<CdtDbtInd>X</CdtDbtInd><Sts>",
            BankFault::NoDirection { value: value("X") },
        ),
        ("119.00", "119.005", BankFault::NoAmount { value: value("119.005") }),
        ("119.00", "-119.00", BankFault::NoAmount { value: value("-119.00") }),
        ("119.00", "1,19", BankFault::NoAmount { value: value("1,19") }),
        ("Ccy=\"EUR\">119.00", "Ccy=\"QQQ\">119.00", BankFault::NoCurrency { value: value("QQQ") }),
        ("Ccy=\"EUR\">119.00", ">119.00", BankFault::NoCurrency { value: String::new() }),
        ("<BookgDt><Dt>2026-03-02", "<BookgDt><Dt>2026-02-30", BankFault::NoDay { value: value("2026-02-30") }),
    ] {
        let trouble = trouble(CAMT.replacen(from, to, 1).as_bytes());
        assert_eq!((trouble.fault, trouble.entry), (expected, 1), "{to}");
        assert!([20, 21, 37].contains(&trouble.line), "{to}: {}", trouble.line);
    }
}

#[test]
fn another_currency_than_that_of_the_account_is_refused() {
    let expected = BankFault::OtherCurrency { account: Currency::EUR, found: Currency::CHF };
    assert_eq!(camt("<NtryRef>1</NtryRef><Amt Ccy=\"EUR\">", "<NtryRef>1</NtryRef><Amt Ccy=\"CHF\">"), expected);
    assert_eq!(mt940(":62F:C260302EUR", ":62F:C260302CHF"), expected);
}

#[test]
fn a_statement_that_does_not_add_up_names_both_figures() {
    let expected = BankFault::DoesNotAddUp {
        opening: Money::eur(100_000),
        lines: Money::eur(28_604),
        closing: Money::eur(128_605),
        expected: Money::eur(128_604),
    };
    assert_eq!(camt("1286.04", "1286.05"), expected);
    let said = trouble(CAMT.replace("1286.04", "1286.05").as_bytes()).say(Language::De);
    assert!(said.contains("1.286,04") && said.contains("1.286,05"), "{said}");
    let of_mt940 = mt940(":62F:C260302EUR1053,50", ":62F:C260302EUR1053,51");
    assert!(matches!(of_mt940, BankFault::DoesNotAddUp { closing, .. } if closing == Money::eur(105_351)));
}

#[test]
fn sums_beyond_every_amount_are_refused_and_break_nothing() {
    let entry = "<Ntry><Amt Ccy=\"EUR\">9999999999999.99</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>\
                 <BookgDt><Dt>2026-03-02</Dt></BookgDt></Ntry>";
    let fault = camt("    </Stmt>", &format!("{}</Stmt>", entry.repeat(20_000)));
    assert!(matches!(fault, BankFault::DoesNotAddUp { .. }), "{fault:?}");
}

#[test]
fn payments_of_one_entry_are_bounded_in_number_and_in_length() {
    let details = |count: usize, text: &str| {
        let one = format!("<TxDtls><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>");
        let entry = "<Ntry><Amt Ccy=\"EUR\">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt>\
                     <Dt>2026-03-02</Dt></BookgDt><NtryDtls>";
        CAMT.replacen("    </Stmt>", &format!("{entry}{}</NtryDtls></Ntry></Stmt>", one.repeat(count)), 1)
    };
    assert_eq!(fault(details(50_001, "x").as_bytes()), BankFault::TooMany);
    assert_eq!(fault(details(30_000, &"x".repeat(1_000)).as_bytes()), BankFault::TooMany);
    assert!(crate::exchange::bank::read(details(20_000, &"x".repeat(1_000)).as_bytes()).is_ok());
}

#[test]
fn broken_fields_of_mt940_are_refused() {
    let value = |text: &str| text.to_owned();
    for (from, to, expected) in [
        (":60F:C260227EUR1000,00\n", "", BankFault::Missing { what: ":60F:" }),
        (":62F:C260302EUR1053,50\n", ":20:NEXT\n", BankFault::Missing { what: ":62F:" }),
        (":60F:C260227", ":60F:X260227", BankFault::NoDirection { value: value("X260227EUR1000,00") }),
        (":60F:C260227", ":60F:C269927", BankFault::NoDay { value: value("269927") }),
        (":60F:C260227EUR", ":60F:C260227QQQ", BankFault::NoCurrency { value: value("QQQ") }),
        ("EUR1000,00", "EUR1000.00", BankFault::NoAmount { value: value("C260227EUR1000.00") }),
        (
            ":61:2603020302C",
            ":61:2699020302C",
            BankFault::NoLine { value: value("2699020302C119,00N166R-2026-00017//BANK-1") },
        ),
        ("C119,00N166", "C119,001N166", BankFault::NoAmount { value: value("119,001") }),
        ("C119,00N166", "C,00N166", BankFault::NoAmount { value: value(",00") }),
    ] {
        assert_eq!(mt940(from, to), expected, "{to}");
    }
    let trouble = trouble(MT940.replace("D53,50", "D5,3,50").as_bytes());
    assert_eq!((trouble.line, trouble.entry), (9, 2));
}

#[test]
fn every_fault_is_said_in_every_language() {
    let value = || "x".to_owned();
    let faults = [
        BankFault::Unreadable,
        BankFault::Empty,
        BankFault::TooLarge { megabytes: 64 },
        BankFault::Zipped,
        BankFault::Workbook,
        BankFault::Pdf,
        BankFault::NoBankFile,
        BankFault::OtherMessage { name: value() },
        BankFault::UnknownVersion { name: value() },
        BankFault::UnknownEncoding { name: value() },
        BankFault::WrongBytes,
        BankFault::NotWellFormed,
        BankFault::Doctype,
        BankFault::TooDeep,
        BankFault::TooLong,
        BankFault::TooMany,
        BankFault::CutOff,
        BankFault::Missing { what: "Ccy" },
        BankFault::NoAmount { value: value() },
        BankFault::NoCurrency { value: value() },
        BankFault::NoDay { value: value() },
        BankFault::NoDirection { value: value() },
        BankFault::NoLine { value: value() },
        BankFault::OtherCurrency { account: Currency::EUR, found: Currency::CHF },
        BankFault::UnknownTable { columns: value() },
        BankFault::MissingColumn { column: value() },
        BankFault::WrongColumns { found: 2, expected: 17 },
        BankFault::Stopped,
    ];
    for fault in faults {
        for language in Language::ALL {
            let said = fault.complaint().say(language);
            assert!(!said.contains("bank.fault") && !said.contains('{'), "{fault:?}: {said}");
        }
    }
    let placed = trouble(CAMT.replacen("119.00", "119.005", 1).as_bytes());
    assert!(placed.say(Language::De).starts_with("Zeile 20, Buchung 1: „119.005“"), "{}", placed.say(Language::De));
    assert!(placed.say(Language::En).starts_with("Line 20, entry 1: “119.005”"));
}
