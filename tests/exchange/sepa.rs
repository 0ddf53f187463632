//! pain.001 and pain.008: the bytes, and what cannot become a file.

use kontor::exchange::sepa::{
    CreditTransfers, Creditor, DebitGroup, DebitTrouble, Debtor, DirectDebits, Payee, Payer, TransferTrouble,
    credit_transfer_xml, direct_debit_xml,
};
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

/// Two groups: first debits among firms, and recurrent ones of everybody, one of them from another account than before
/// and one from outside the European Economic Area.
fn debits(creditor_id: &str, last_iban: &str) -> Result<String, DebitTrouble> {
    let iban = |text: &str| Iban::parse(text).unwrap();
    let (own_iban, own_bic) = (iban("AT61 1904 3002 3457 3201"), Bic::parse("BKAUATWW").unwrap());
    let (own, abroad) = (address(), Address { town: "Zürich".to_owned(), country: Country::CH, ..address() });
    let (one, two, swiss) = (iban("DE89 3704 0044 0532 0130 00"), iban(last_iban), iban("CH93 0076 2011 6238 5295 7"));
    let day = |text: &str| Day::parse(text).unwrap();
    let payer = |name: &'static str, cents: i64, end_to_end_id: &'static str, iban| Payer {
        name,
        iban,
        bic: None,
        address: None,
        mandate: "MD-00012",
        signed_on: day("2026-05-30"),
        amended_from: None,
        amount: Money::eur(cents),
        end_to_end_id,
        remittance: "Rechnung R-2026-00017, Mandat MD-00012".to_owned(),
    };
    let group = |id: &str, is_b2b, payers| DebitGroup {
        id: id.to_owned(),
        due_on: day("2026-06-15"),
        is_b2b,
        is_first: is_b2b,
        payers,
    };
    let swiss_bic = Bic::parse("UBSWCHZH80A").unwrap();
    let abroad =
        Payer {
            address: Some(&abroad), bic: Some(&swiss_bic), ..payer("Zoë Zürcher", 1_000_000, "LS-0001-4", &swiss)
        };
    direct_debit_xml(&DirectDebits {
        message_id: "20260601-LS-0001",
        created_at: Instant::from_micros(1_780_300_800_000_000),
        creditor: Creditor {
            name: "Wiesenmut Handels GmbH & Co KG",
            id: creditor_id,
            iban: &own_iban,
            bic: Some(&own_bic),
            address: &own,
        },
        groups: vec![
            group("20260601-LS-0001-1", true, vec![payer("Gasthof Zum Bären & Söhne", 123_456, "LS-0001-1", &one)]),
            group(
                "20260601-LS-0001-2",
                false,
                vec![
                    payer("Anna Grüner-Dvořák", 1, "LS-0001-2", &two),
                    Payer {
                        amended_from: Some(&one), ..payer("Γιάννης Иванов", 7_990, "LS-0001-3", &two)
                    },
                    abroad,
                ],
            ),
        ],
    })
}

#[test]
fn a_file_of_debits_has_exactly_these_bytes() {
    let xml = debits("AT20ZZZ00000099001", "AT48 3200 0000 1234 5864").unwrap();
    assert_golden("tests/exchange/sepa/pain.008.xml", xml.as_bytes());
}

#[test]
fn a_file_of_debits_is_not_written_with_a_wrong_creditor_or_an_account_of_the_wrong_build() {
    assert_eq!(debits("AT21ZZZ00000099001", "AT48 3200 0000 1234 5864"), Err(DebitTrouble::CreditorId));
    assert_eq!(debits("", "AT48 3200 0000 1234 5864"), Err(DebitTrouble::CreditorId));
}
