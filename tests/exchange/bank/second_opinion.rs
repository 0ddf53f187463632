//! The crate `sepa` reads camt.053 too, with code that shares nothing with ours: both must see the same movements.

use sepa::parse_camt053;

use crate::exchange::bank::statements;

/// What both can tell of a movement: amount, end-to-end id, mandate, account of the other side, reason of a return.
type Seen = (i64, String, String, String, String);

fn ours(bytes: &[u8]) -> Vec<Seen> {
    let statements = statements(bytes);
    let lines = statements.iter().flat_map(|statement| &statement.lines);
    lines
        .map(|line| {
            // Of a debit that came back the crate shows who was paid, which is us, and we the debtor.
            let iban = line.iban.as_ref().filter(|_| line.returned.is_none());
            let iban = iban.map_or(String::new(), ToString::to_string);
            let returned = line.returned.as_ref().map_or(String::new(), |reason| reason.as_str().to_owned());
            (line.amount.minor(), line.end_to_end.clone(), line.mandate.clone(), iban, returned)
        })
        .collect()
}

fn theirs(xml: &str) -> Vec<Seen> {
    let text = |told: &Option<String>| told.clone().filter(|text| text != "NOTPROVIDED").unwrap_or_default();
    let mut seen = Vec::new();
    for entry in parse_camt053(xml).unwrap().statements.iter().flat_map(|statement| &statement.entries) {
        if entry.details.is_empty() {
            seen.push((entry.signed_ct().unwrap(), String::new(), String::new(), String::new(), String::new()));
        }
        for detail in &entry.details {
            let amount = detail.signed_ct().or(entry.signed_ct()).unwrap();
            let iban = text(&detail.counterparty_iban);
            seen.push((
                amount,
                text(&detail.end_to_end_id),
                text(&detail.mandate_id),
                iban,
                text(&detail.return_reason_code),
            ));
        }
    }
    seen
}

#[test]
fn another_reader_sees_the_same_movements() {
    let new = include_str!("files/camt.053.001.08.xml").to_owned();
    let bytes = include_bytes!("files/camt.053.001.02.xml");
    let old: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let old = old.replace("ISO-8859-1", "UTF-8");
    for xml in [new, old] {
        assert_eq!(ours(xml.as_bytes()), theirs(&xml));
    }
}
