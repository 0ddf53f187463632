//! camt.052, camt.053 and camt.054.

use kontor::business::payments::{BatchReference, LineKind, LineState, StatementKind};
use kontor::exchange::bank::BankFile;
use kontor::values::{Currency, Day, Money};

use crate::exchange::bank::{read, statements, told};

const NEW: &[u8] = include_bytes!("files/camt.053.001.08.xml");
const OLD: &[u8] = include_bytes!("files/camt.053.001.02.xml");
const NOTICE: &[u8] = include_bytes!("files/camt.054.001.08.xml");

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_statement_tells_its_account_its_number_and_its_balances() {
    let (file, statements) = read(NEW).unwrap();
    assert_eq!((file, statements.len()), (BankFile::Camt, 1));
    let statement = &statements[0];
    assert_eq!(statement.kind, StatementKind::Statement);
    assert_eq!((statement.message_id.as_str(), statement.id.as_str()), ("MSG-2026-03-02", "AUSZUG-42"));
    assert_eq!((statement.sequence, statement.page, statement.currency), (Some(42), Some(1), Currency::EUR));
    assert_eq!(statement.iban.as_ref().unwrap().as_str(), "AT611904300234573201");
    assert_eq!(statement.opening.unwrap().amount, Money::eur(100_000));
    assert_eq!(statement.closing.unwrap().amount, Money::eur(128_604));
    assert_eq!((statement.from, statement.to), (Day::new(2026, 2, 27), Day::new(2026, 3, 2)));
}

#[test]
fn every_line_tells_who_paid_what_for_what() {
    let lines: Vec<String> = statements(NEW)[0].lines.iter().map(told).collect();
    assert_eq!(
        lines,
        [
            "1.0|119.00 EUR|2026-03-02|Müller & Söhne OG|DE89370400440532013000|R-2026-00017|Rechnung R-2026-00017 vom 20.2. – danke|",
            // Two debits in one entry are two lines.
            "2.1|100.00 EUR|2026-03-02|Anna Berger|DE02120300000000202051|L-1||",
            "2.2|200.00 EUR|2026-03-02|Bernd Cerny||L-2||",
            "3.0|-53.50 EUR|2026-03-02|Carla Dvorak|DE02120300000000202051|L-3|Konto nicht gedeckt|AM04",
            "4.0|-90.00 EUR|2026-03-02|Ohio Glass Inc.|000123456789||INV 9|",
            "5.0|10.54 EUR|2026-03-02|||||",
            "6.0|7.00 EUR|2026-03-02|||||",
        ]
    );
}

#[test]
fn a_line_keeps_what_explains_its_amount() {
    let statement = &statements(NEW)[0];
    let [transfer, first, _, returned, foreign, batch, pending] = statement.lines.as_slice() else {
        panic!("seven lines")
    };
    assert_eq!((transfer.kind, transfer.code.as_str()), (LineKind::Transfer, "PMNT-RCDT-ESCT"));
    assert_eq!((transfer.booking_text.as_str(), transfer.bank_ref.as_str()), ("Gutschrift", "BANK-1"));
    assert_eq!((transfer.value_on, transfer.on_behalf_of.as_str()), (Day::new(2026, 3, 3).unwrap(), "Erika Müller"));
    assert_eq!(transfer.bic.as_ref().unwrap().as_str(), "COBADEFFXXX");
    assert_eq!((transfer.original, transfer.charges), (None, None));
    assert_eq!((first.mandate.as_str(), first.creditor_id.as_str()), ("M-0001", "AT61ZZZ01234567890"));
    assert_eq!(first.batch.as_ref().unwrap().message_id, "L-0004");
    assert_eq!(returned.kind, LineKind::Return);
    assert_eq!((returned.charges, returned.original), (Some(Money::eur(350)), Some(Money::eur(5_000))));
    assert_eq!(returned.mandate, "M-0003");
    assert_eq!(foreign.original, Some(Money::new(10_000, Currency::USD)));
    assert_eq!(foreign.reference, "RF18539007547034");
    let kept = BatchReference { payment_id: "SAMMEL-7".to_owned(), payments: Some(3), ..BatchReference::default() };
    assert_eq!(batch.batch, Some(kept));
    assert_eq!((batch.state, pending.state), (LineState::Booked, LineState::Pending));
}

#[test]
fn version_02_in_latin_letters_with_prefixes_is_read_like_any_other() {
    let statement = &statements(OLD)[0];
    assert_eq!((statement.sequence, statement.message_id.as_str()), (Some(7), "ALT-1"));
    assert_eq!(statement.opening.unwrap().amount, Money::eur(-500));
    let [line] = statement.lines.as_slice() else { panic!("one line") };
    assert_eq!(told(line), "1.0|25.25 EUR|2026-01-05|Grün|AT611904300234573201||Für Tee|");
    assert_eq!((line.code.as_str(), line.bic.as_ref().unwrap().as_str()), ("NTRF+166+997", "BKAUATWW"));
}

#[test]
fn a_notice_has_no_balances() {
    let statements = statements(NOTICE);
    assert_eq!(statements.len(), 2);
    for statement in &statements {
        assert_eq!((statement.kind, statement.opening, statement.closing), (StatementKind::Notice, None, None));
    }
    // The payments of the first have no amounts: the entry stays one line, and says how many it is made of.
    let [line] = statements[0].lines.as_slice() else { panic!("one line") };
    assert_eq!(told(line), "1.0|30.00 EUR|2026-03-02||||eins zwei|");
    assert_eq!(line.batch.as_ref().unwrap().payments, Some(2));
    // A taken back credit is money that goes, and the payer is still the payer.
    let [line] = statements[1].lines.as_slice() else { panic!("one line") };
    assert_eq!((told(line).as_str(), line.is_reversal), ("1.0|-12.00 EUR|2026-03-02|Dora Ebner||||", true));
}

#[test]
fn all_versions_from_02_to_11_are_read() {
    for version in 2..=11 {
        for (sample, name) in [(text(NEW), "camt.053"), (text(NOTICE), "camt.054")] {
            let other = sample.replace(&format!("{name}.001.08"), &format!("{name}.001.{version:02}"));
            assert_eq!(statements(other.as_bytes()), statements(sample.as_bytes()), "{name} version {version}");
        }
    }
}

#[test]
fn a_report_during_the_day_need_not_add_up() {
    let sample = text(NEW)
        .replace("camt.053", "camt.052")
        .replace("BkToCstmrStmt>", "BkToCstmrAcctRpt>")
        .replace("<Stmt>", "<Rpt>")
        .replace("</Stmt>", "</Rpt>")
        .replace("1286.04", "1.00");
    let statements = statements(sample.as_bytes());
    assert_eq!((statements[0].kind, statements[0].lines.len()), (StatementKind::DuringDay, 7));
}

#[test]
fn a_file_is_the_same_in_every_encoding() {
    let plain = text(NEW).replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "");
    let expected = statements(NEW);
    let little: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = plain.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let with = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    for (name, bytes) in [
        ("UTF-8 without declaration", plain.clone().into_bytes()),
        ("UTF-8 with mark", with(b"\xef\xbb\xbf", plain.as_bytes())),
        ("UTF-16 little", with(b"\xff\xfe", &little)),
        ("UTF-16 big", with(b"\xfe\xff", &big)),
        ("UTF-16 little without mark", little.clone()),
        ("UTF-16 big without mark", big.clone()),
    ] {
        assert!(read(&bytes).is_ok_and(|(_, statements)| statements == expected), "{name}");
    }
}

#[test]
fn amounts_have_as_many_digits_as_their_currency() {
    for (currency, written, minor) in
        [("JPY", "1286", 1_286), ("KWD", "1286.045", 1_286_045), ("EUR", "1286.0", 128_600)]
    {
        let sample = format!(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.04\"><BkToCstmrDbtCdtNtfctn><Ntfctn><Id>1</Id>\
             <Acct><Id><Othr><Id>77</Id></Othr></Id></Acct><Ntry><Amt Ccy=\"{currency}\">{written}</Amt>\
             <CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-03-02</Dt></BookgDt></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
        );
        let statement = statements(sample.as_bytes()).remove(0);
        assert_eq!(statement.lines[0].amount, Money::new(minor, Currency::parse(currency).unwrap()));
        assert_eq!((statement.account.as_str(), statement.iban), ("77", None));
    }
}

#[test]
fn pages_in_the_middle_of_a_day_open_and_close_with_interim_balances() {
    let page = text(NEW).replace("PRCD", "ITBD").replace("CLBD", "ITBD");
    let statement = statements(page.as_bytes()).remove(0);
    assert_eq!(statement.opening.unwrap().amount, Money::eur(100_000));
    assert_eq!(statement.closing.unwrap().amount, Money::eur(128_604));
}

#[test]
fn payments_that_do_not_add_up_to_their_entry_stay_one_line_of_its_amount() {
    let sample = text(NEW).replace("<Amt Ccy=\"EUR\">200.00</Amt>", "<Amt Ccy=\"EUR\">199.00</Amt>");
    let statement = statements(sample.as_bytes()).remove(0);
    let line = &statement.lines[1];
    assert_eq!((line.entry, line.part, line.amount), (2, 0, Money::eur(30_000)));
    assert_eq!((line.end_to_end.as_str(), line.counterparty.as_str(), line.mandate.as_str()), ("", "", ""));
    assert_eq!(line.batch.as_ref().unwrap().payment_id, "L-0004-RCUR");
}

#[test]
fn long_texts_are_cut_and_steering_signs_left_out() {
    let long = format!("<Ustrd>{}</Ustrd>", "Ä&#10;&#9;x ".repeat(3_000));
    let sample = text(NEW).replace("<Ustrd>Rechnung R-2026-00017</Ustrd>", &long);
    let line = statements(sample.as_bytes()).remove(0).lines.remove(0);
    assert_eq!(line.text.chars().count(), 999);
    assert!(line.text.starts_with("Ä x Ä x") && !line.text.contains(char::is_control));
}

#[test]
fn an_account_that_is_ours_is_never_the_other_side() {
    let (own, other) = ("<IBAN>AT611904300234573201</IBAN>", "<IBAN>DE89370400440532013000</IBAN>");
    let sample = text(NEW);
    let (head, entries) = sample.split_once("<Ntry>").unwrap();
    let swapped = entries.replace(own, "<IBAN/>").replace(other, own).replace("<IBAN/>", other);
    let line = statements(format!("{head}<Ntry>{swapped}").as_bytes()).remove(0).lines.remove(0);
    assert_eq!(line.counterparty, "Wiesenmut Handels GmbH");
    assert_eq!(line.iban.unwrap().as_str(), "DE89370400440532013000");
}

#[test]
fn a_message_in_an_envelope_with_a_header_is_read() {
    let plain = text(NEW);
    let (declared, document) = plain.split_once("?>").unwrap();
    let header = "<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><BizMsgIdr>1</BizMsgIdr></AppHdr>";
    let wrapped = format!("{declared}?><Envelope>{header}{document}</Envelope>");
    assert_eq!(statements(wrapped.as_bytes()), statements(NEW));
}
