//! A file of transfers.

use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

use kontor::exchange::sepa::{CreditTransfers, Debtor, Payee, credit_transfer_xml};
use kontor::values::{Address, Country, Iban, Money};

pub fn write(number: u64, rows: &Path, file: &Path) {
    let payees: Vec<(String, Iban, Money, String)> = (0..number)
        .map(|at| {
            let bban = format!("20815{:011}", 70_000_000 + at);
            let check: u128 = format!("{bban}102900").parse().unwrap();
            let iban = Iban::parse(&format!("AT{:02}{bban}", 98 - check % 97)).unwrap();
            let amount = Money::eur(1_000 + i64::try_from(at % 90_000).unwrap());
            (format!("Partnerin {at}"), iban, amount, format!("Z-0001-{at}"))
        })
        .collect();
    let mut csv = "name,iban,cents,end_to_end\n".to_owned();
    for (name, iban, amount, end_to_end) in &payees {
        writeln!(csv, "{name},{},{},{end_to_end}", iban.as_str(), amount.minor()).unwrap();
    }
    std::fs::write(rows, csv).unwrap();
    let address = Address {
        name: "Wiesenmut GmbH".to_owned(),
        extra: String::new(),
        street: "Lindengasse".to_owned(),
        house_number: "7".to_owned(),
        postcode: "1070".to_owned(),
        town: "Wien".to_owned(),
        country: Country::AT,
    };
    let own = Iban::parse("AT622081509990000017").unwrap();
    let began = Instant::now();
    let transfers = CreditTransfers {
        message_id: "20261120-Z-0001",
        created_at: crate::now(),
        execute_on: crate::day("2026-11-23"),
        debtor: Debtor { name: "Wiesenmut GmbH", iban: &own, bic: None, address: &address },
        payees: payees
            .iter()
            .map(|(name, iban, amount, end_to_end_id)| Payee {
                name,
                iban,
                bic: None,
                amount: *amount,
                end_to_end_id,
                remittance: "Provision Oktober 2026",
            })
            .collect(),
    };
    let xml = credit_transfer_xml(&transfers).unwrap();
    std::fs::write(file, &xml).unwrap();
    println!("  kontor: {} transfers, {} MB in {:.2} s", number, xml.len() >> 20, began.elapsed().as_secs_f64());
}
