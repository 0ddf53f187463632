//! pain.001: the bytes, and what cannot become a file.

use kontor::exchange::sepa::{CreditTransfers, Debtor, Payee, TransferTrouble, credit_transfer_xml};
use kontor::values::{Address, Bic, Country, Day, Iban, Instant, Money};

use crate::exchange::golden::assert_golden;

fn address() -> Address {
    Address {
        name: "Wiesenmut Handels GmbH".to_owned(),
        extra: "Tor 3".to_owned(),
        street: "Große Neugasse".to_owned(),
        house_number: "12/3".to_owned(),
        postcode: "1040".to_owned(),
        town: "Wien".to_owned(),
        country: Country::AT,
    }
}

struct Written {
    name: String,
    iban: Iban,
    cents: i64,
    id: &'static str,
    remittance: String,
}

fn written(name: &str, iban: &str, cents: i64, id: &'static str) -> Written {
    let iban = Iban::parse(iban).unwrap();
    Written { name: name.to_owned(), iban, cents, id, remittance: format!("Provision 2026-05, {id}") }
}

fn file(payees: &[Written]) -> Result<String, TransferTrouble> {
    let (iban, bic) = (Iban::parse("AT61 1904 3002 3457 3201").unwrap(), Bic::parse("BKAUATWW").unwrap());
    let own = address();
    let payees = payees.iter().map(|payee| Payee {
        name: &payee.name,
        iban: &payee.iban,
        bic: None,
        amount: Money::eur(payee.cents),
        end_to_end_id: payee.id,
        remittance: &payee.remittance,
    });
    credit_transfer_xml(&CreditTransfers {
        message_id: "20260602-Z-0001",
        created_at: Instant::from_micros(1_780_383_600_000_000),
        execute_on: Day::parse("2026-06-05").unwrap(),
        debtor: Debtor { name: "Wiesenmut Handels GmbH & Co KG", iban: &iban, bic: Some(&bic), address: &own },
        payees: payees.collect(),
    })
}

#[test]
fn a_file_has_exactly_these_bytes() {
    let long = "Verein zur Förderung der nachhaltigen Ernährung und des guten Lebens im Waldviertel";
    let payees = [
        written("Jörg Größe & Söhne", "DE89 3704 0044 0532 0130 00", 123_456, "Z-0001-1"),
        written("Γιάννης Иванов", "AT61 1904 3002 3457 3201", 1_000, "Z-0001-2"),
        written(long, "IT60 X054 2811 1010 0000 0123 456", 1, "Z-0001-3"),
    ];
    let xml = file(&payees).unwrap();
    assert_eq!(xml, file(&payees).unwrap());
    assert_golden("tests/exchange/sepa/pain.001.xml", xml.as_bytes());
    for expected in [
        "<Nm>Joerg Groesse + Soehne</Nm>",
        "<Nm>Wiesenmut Handels GmbH + Co KG</Nm>",
        "<StrtNm>Grosse Neugasse</StrtNm>",
        "<BldgNb>12/3</BldgNb>",
        "<CtrlSum>1244.57</CtrlSum>",
        "<NbOfTxs>3</NbOfTxs>",
        "<Dt>2026-06-05</Dt>",
        "pain.001.001.09",
    ] {
        assert!(xml.contains(expected), "{expected}");
    }
    assert!(!xml.contains("AdrLine"), "addresses are structured");
}

#[test]
fn what_a_bank_would_refuse_becomes_no_file() {
    // The check digits are right, but German account numbers have no letters.
    let unbuilt = (0..100).find_map(|check| Iban::parse(&format!("DE{check:02}370400440532013ABC"))).unwrap();
    let trouble = file(&[Written { iban: unbuilt, ..written("Anna", "DE89370400440532013000", 1, "Z-0001-1") }]);
    assert_eq!(trouble, Err(TransferTrouble::PayeeIban { end_to_end_id: "Z-0001-1".to_owned() }));
    let unwritten = file(&[written("王小明", "DE89370400440532013000", 1, "Z-0001-1")]);
    assert_eq!(unwritten, Err(TransferTrouble::PayeeName { end_to_end_id: "Z-0001-1".to_owned() }));
    for broken in [
        file(&[]),
        file(&[written("Anna", "DE89370400440532013000", 0, "Z-1")]),
        file(&[written("Anna", "DE89370400440532013000", 1, "Straße 1")]),
    ] {
        assert!(matches!(broken, Err(TransferTrouble::Refused { .. })), "{broken:?}");
    }
}
