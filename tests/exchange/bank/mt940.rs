//! MT940 with subfields, with words between slashes, and with plain text.

use kontor::business::payments::{BankLine, LineKind, LineState, StatementKind};
use kontor::exchange::bank::BankFile;
use kontor::values::{Day, Money};

use crate::exchange::bank::{read, statements, told};

const GERMAN: &str = include_str!("files/german.sta");
const SWIFT: &str = include_str!("files/swift.sta");

#[test]
fn subfields_of_german_banks_are_taken_apart() {
    let (file, statements) = read(GERMAN.as_bytes()).unwrap();
    assert_eq!((file, statements.len()), (BankFile::Mt940, 1));
    let statement = &statements[0];
    assert_eq!((statement.kind, statement.sequence, statement.page), (StatementKind::Statement, Some(12), Some(1)));
    assert_eq!((statement.account.as_str(), &statement.iban), ("37040044/0532013000", &None));
    assert_eq!(statement.closing.unwrap().amount, Money::eur(105_350));
    let lines: Vec<String> = statement.lines.iter().map(told).collect();
    assert_eq!(
        lines,
        [
            "1.0|119.00 EUR|2026-03-02|Müller & Söhne OG|DE89370400440532013000|R-2026-00017|Zu Rechnung R-2026-00017 vom 20.2.|",
            "2.0|-53.50 EUR|2026-03-02|Carla Dvorak||L-3|Rueckgabegrund AM04 Konto nicht gedeckt|AM04",
            // A taken back credit; its day of booking lies in the year before its value.
            "3.0|-12.00 EUR|2025-12-31|||77|Storno einer Gutschrift ohne Nummer|",
        ]
    );
    let [transfer, returned, reversal] = statement.lines.as_slice() else { panic!("three lines") };
    assert_eq!(
        (transfer.kind, transfer.code.as_str(), transfer.bank_ref.as_str()),
        (LineKind::Transfer, "166", "BANK-1")
    );
    assert_eq!(transfer.booking_text, "GUTSCHR. UEBERWEISUNG");
    assert_eq!((returned.kind, returned.mandate.as_str()), (LineKind::Return, "M-0003"));
    assert_eq!((returned.original, returned.charges), (Some(Money::eur(5_000)), Some(Money::eur(350))));
    assert_eq!(returned.creditor_id, "AT61ZZZ01234567890");
    assert_eq!((reversal.is_reversal, reversal.value_on), (true, Day::new(2026, 1, 2).unwrap()));
}

#[test]
fn messages_in_the_envelope_of_swift_are_pages_of_their_own() {
    let statements = statements(SWIFT.as_bytes());
    assert_eq!(statements.len(), 2);
    assert_eq!(statements[0].iban.as_ref().unwrap().as_str(), "AT611904300234573201");
    assert_eq!((statements[0].page, statements[1].page), (Some(1), Some(2)));
    let [line] = statements[0].lines.as_slice() else { panic!("one line") };
    assert_eq!(told(line), "1.0|200.00 EUR|2026-03-02|Jansen BV|NL91ABNA0417164300|R-2026-00018|Danke fuer alles|");
    assert_eq!((line.reference.as_str(), line.bank_ref.as_str()), ("REF1", "B1"));
    assert!(statements[1].lines.is_empty());
}

#[test]
fn umlauts_are_read_in_every_encoding_of_banks() {
    let name = |bytes: &[u8]| statements(bytes)[0].lines[0].counterparty.clone();
    let one_byte = |umlauts: [u8; 2]| {
        let mut bytes = Vec::new();
        for sign in GERMAN.chars() {
            match sign {
                'ü' => bytes.push(umlauts[0]),
                'ö' => bytes.push(umlauts[1]),
                sign => bytes.push(u8::try_from(sign).unwrap()),
            }
        }
        bytes
    };
    for (encoding, bytes) in [
        ("UTF-8", GERMAN.as_bytes().to_vec()),
        ("Windows-1252", one_byte([0xFC, 0xF6])),
        ("CP850", one_byte([0x81, 0x94])),
        ("lines of Windows", GERMAN.replace('\n', "\r\n").into_bytes()),
    ] {
        assert_eq!(name(&bytes), "Müller & Söhne OG", "{encoding}");
    }
}

#[test]
fn a_short_subfield_ends_a_word_and_a_full_one_does_not() {
    let text = |details: &str| {
        let file = format!(
            ":20:X\n:25:1/2\n:28C:1\n:60F:C260301EUR0,\n:61:260302C1,NTRFNONREF\n:86:{details}\n:62F:C260302EUR1,\n"
        );
        let line = statements(file.as_bytes()).remove(0).lines.remove(0);
        format!("{}|{}", line.text, line.end_to_end)
    };
    for (details, expected) in [
        ("166?20SVWZ+Miete?21Maerz", "Miete Maerz|"),
        ("166?20SVWZ+abcdefghijklmnopqrstuv?21wxyz", "abcdefghijklmnopqrstuvwxyz|"),
        ("166?20EREF+A-1 SVWZ+Tee?60und Kaffee", "Tee und Kaffee|A-1"),
        ("166?20Ohne Kennung", "Ohne Kennung|"),
        ("999Nur Text, EREF: B-7", "999Nur Text,|B-7"),
        ("166/20Andere Zeichen/21als Trenner", "Andere Zeichen als Trenner|"),
        ("166?20Warum??21Darum", "Warum? Darum|"),
        ("", "|"),
    ] {
        assert_eq!(text(details), expected, "{details}");
    }
}

/// One movement of 12.00 with these fields, from 100.00 on; `booked` are the cents that it moves.
fn movement(line: &str, details: &str, booked: i64) -> BankLine {
    let closing = 10_000 + booked;
    let closing = format!("{},{:02}", closing / 100, closing % 100);
    let file = format!(
        ":20:1\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C260301EUR100,00\n:61:{line}\n:86:{details}\n:62F:C260302EUR{closing}\n-\n"
    );
    let mut statements = statements(file.as_bytes());
    statements.remove(0).lines.remove(0)
}

#[test]
fn numbers_in_a_plain_text_are_no_subfields() {
    for text in ["202/15 Rechnung", "123-45678 Miete", "100.00 Miete"] {
        let line = movement("260302C12,00NTRFNONREF", text, 1_200);
        assert_eq!((line.text.as_str(), line.code.as_str()), (text, "NTRF"), "{text}");
    }
    let line = movement("260302C12,00NTRFNONREF", "166?20Rechnung?15?32Anna Berger", 1_200);
    assert_eq!((line.text.as_str(), line.counterparty.as_str()), ("Rechnung?15", "Anna Berger"));
}

#[test]
fn what_is_only_expected_moves_no_balance() {
    let line = movement("260302EC12,00NTRFNONREF", "Kommt noch", 0);
    assert_eq!((line.state, line.amount), (LineState::Pending, Money::eur(1_200)));
}

#[test]
fn the_thirtieth_of_february_is_the_last_day() {
    let line = movement("2602300301C12,00NINTNONREF", "Zinsen", 1_200);
    assert_eq!((line.value_on, line.booked_on), (Day::new(2026, 2, 28).unwrap(), Day::new(2026, 3, 1).unwrap()));
    let line = movement("2803010229C12,00NINTNONREF", "Zinsen", 1_200);
    assert_eq!(line.booked_on, Day::new(2028, 2, 29).unwrap());
    let line = movement("2703010229C12,00NINTNONREF", "Zinsen", 1_200);
    assert_eq!(line.booked_on, Day::new(2027, 2, 28).unwrap());
}

#[test]
fn what_somebody_wrote_may_look_like_the_end_of_a_message() {
    for line in ["-", "- ", "-} und", "{4:x", "{Tee}"] {
        let text = SWIFT_TEXT.replace("Zeile zwei", line);
        let [statement] = statements(text.as_bytes()).try_into().unwrap_or_else(|_| panic!("{line}"));
        let expected = format!("Zeile eins {} Zeile drei", line.trim());
        assert_eq!(statement.lines[0].text, expected);
        assert_eq!(statement.closing.unwrap().amount, Money::eur(11_000));
    }
}

#[test]
fn a_second_field_of_details_adds_to_the_first() {
    let plain = SWIFT_TEXT.replace("Zeile zwei", ":86:Zeile zwei");
    assert_eq!(statements(plain.as_bytes())[0].lines[0].text, "Zeile eins Zeile zwei Zeile drei");
    let first = ":86:166?00GUTSCHRIFT?20EREF+E-1?21SVWZ+Rechnung ?32Anna";
    let numbered = SWIFT_TEXT
        .replace(":86:Zeile eins", first)
        .replace("Zeile zwei", ":86:166?22Nummer 17?33 Berger")
        .replace("Zeile drei\n", "");
    let line = &statements(numbered.as_bytes())[0].lines[0];
    assert_eq!((line.text.as_str(), line.end_to_end.as_str()), ("Rechnung Nummer 17", "E-1"));
    assert_eq!(line.counterparty, "Anna Berger");
}

const SWIFT_TEXT: &str = "{1:F01BANK}{2:O940}{4:\n:20:M1\n:25:AT611904300234573201\n:28C:1/1\n:60F:C260301EUR100,00\n\
     :61:2603020302C10,00NTRFNONREF\n:86:Zeile eins\nZeile zwei\nZeile drei\n:62F:C260302EUR110,00\n-}\n";
