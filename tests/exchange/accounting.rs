//! The books in the numbers of a chart, and as DATEV takes them.

use kontor::business::ledger::{BooksSettings, ChartKind, LedgerAccount, LedgerKey};
use kontor::exchange::accounting::{Batch, Chart, Entry, Leg, SaleTax, Tax, batch_file, pairs};
use kontor::values::{Country, Currency, Day, Instant, Period, Rate};

fn settings(chart: ChartKind, account_length: u8) -> BooksSettings {
    BooksSettings { chart, consultant: 29_098, client: 55_003, first_month: 1, account_length, overrides: Vec::new() }
}

fn sold(country: Country, percent: i64) -> SaleTax {
    SaleTax { country: Some(country), category: "S", rate: Rate::from_percent(percent) }
}

/// An invoice of 119.00 to customer 1.
fn invoice(reverses: bool) -> Entry {
    let key = LedgerKey { account: LedgerAccount::Receivables, sub_account: 1 };
    Entry {
        posting: 7,
        day: Day::parse("2026-11-05").unwrap(),
        document: "R-2026-00001".to_owned(),
        text: "Rechnung \"gestellt\"".to_owned(),
        service_on: Day::parse("2026-11-04"),
        reverses,
        legs: vec![
            Leg::Account { key, amount: 11_900 },
            Leg::Sale { sold: sold(Country::DE, 19), net: -10_000, tax: -1_900 },
        ],
    }
}

#[test]
fn every_account_has_a_number_of_its_length_in_every_chart() {
    for kind in ChartKind::ALL {
        for length in [4, 6] {
            let chart = Chart::of(&settings(kind, length)).unwrap();
            for account in LedgerAccount::ALL {
                let number = chart.number_of(LedgerKey::whole(account)).unwrap();
                let personal = u8::from(account == LedgerAccount::CommissionPayable);
                assert_eq!(number.to_string().len(), usize::from(length + personal), "{account:?} in {kind:?}");
            }
        }
    }
}

#[test]
fn both_forms_of_sub_accounts_of_tax_are_read() {
    let old = SaleTax::of_sub_account(190_000);
    assert_eq!((old.country, old.category, old.rate), (None, "S", Rate::from_percent(19)));
    let country = u64::from(u16::from_be_bytes(*b"AT"));
    let new = SaleTax::of_sub_account(country << 32 | 1 << 24 | 200_000);
    assert_eq!(new, sold(Country::AT, 20));
}

#[test]
fn an_automatic_account_takes_the_gross_amount_and_others_take_net_and_tax() {
    let chart = Chart::of(&settings(ChartKind::Skr03, 4)).unwrap();
    assert_eq!(chart.sale(&sold(Country::DE, 19)).tax, Tax::Automatic);
    let found = pairs(&invoice(false), &chart).unwrap();
    assert_eq!(
        found.iter().map(|pair| (pair.amount, pair.debit, pair.credit)).collect::<Vec<_>>(),
        [(11_900, 10_001, 8_400)]
    );
    let mut abroad = invoice(false);
    abroad.legs[1] = Leg::Sale { sold: sold(Country::IT, 19), net: -10_000, tax: -1_900 };
    let found = pairs(&abroad, &chart).unwrap();
    let amounts: Vec<_> = found.iter().map(|pair| (pair.amount, pair.debit, pair.credit)).collect();
    assert_eq!(amounts, [(10_000, 10_001, 8_320), (1_900, 10_001, 1_767)]);
}

#[test]
fn a_batch_has_its_header_its_columns_and_a_line_for_each_pair() {
    let settings = settings(ChartKind::Skr03, 4);
    let chart = Chart::of(&settings).unwrap();
    let mut back = invoice(true);
    for leg in &mut back.legs {
        match leg {
            Leg::Account { amount, .. } => *amount = -*amount,
            Leg::Sale { net, tax, .. } => (*net, *tax) = (-*net, -*tax),
        }
    }
    let entries = [invoice(false), back];
    let batch = Batch {
        settings: &settings,
        chart: &chart,
        month: Period::parse("2026-11").unwrap(),
        currency: Currency::EUR,
        made_at: Instant::at(Day::parse("2026-12-01").unwrap(), 8 * 60, &jiff::tz::TimeZone::UTC),
        is_closed: true,
        entries: &entries,
    };
    let file: String = batch_file(&batch).unwrap().into_iter().map(char::from).collect();
    let lines: Vec<&str> = file.split("\r\n").collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("\"EXTF\";700;21;\"Buchungsstapel\";13;20261201080000000;;"), "{}", lines[0]);
    assert!(lines[0].contains(";29098;55003;20260101;4;20261101;20261130;\"Kontor 2026-11\";\"\";1;0;1;\"EUR\";"));
    assert_eq!(lines.iter().take(4).map(|line| line.split(';').count()).collect::<Vec<_>>(), [31, 125, 125, 125]);
    assert!(
        lines[2]
            .starts_with("119,00;\"S\";\"EUR\";;;;10001;8400;;0511;\"R-2026-00001\";;;\"Rechnung \"\"gestellt\"\"\";")
    );
    assert!(lines[2].contains(";1;04112026;05112026;;\"\";"));
    assert!(lines[3].starts_with("119,00;\"S\";\"EUR\";;;;10001;8400;;0511;") && lines[3].contains(";;\"1\";"));
}
