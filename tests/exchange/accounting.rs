//! The books in the numbers of a chart, and as DATEV takes them.

use kontor::business::ledger::{
    BmdColumns, BmdTaxSign, BmdTerms, BooksSettings, ChartKind, LedgerAccount, LedgerKey, SaleKind, TaxTag,
};
use kontor::exchange::accounting::{
    Batch, BmdBatch, BookName, BookPerson, Chart, Entry, EntryKind, Leg, Pair, People, Sale, Tax, batch_file, bmd_file,
    bmd_people, datev_people, names_that_change, pairs, usual_numbers,
};
use kontor::values::{Address, Country, Currency, Day, Instant, Period, Rate, VatCategory};

use crate::exchange::golden::assert_golden;

fn settings(chart: ChartKind, account_length: u8) -> BooksSettings {
    BooksSettings {
        chart,
        consultant: Some(29_098),
        client: Some(55_003),
        first_month: 1,
        account_length,
        overrides: Vec::new(),
        own_sales: Vec::new(),
        bmd: BmdTerms::default(),
    }
}

/// In a firm that is at home where the chart is.
fn chart(kind: ChartKind) -> Chart {
    let home = if kind == ChartKind::Ekr { Country::AT } else { Country::DE };
    Chart::of(&settings(kind, 4), home).unwrap()
}

/// `DE S 19`.
fn sold(words: &str) -> TaxTag {
    let mut words = words.split(' ');
    TaxTag {
        country: Country::parse(words.next().unwrap()).unwrap(),
        category: VatCategory::of_code(words.next().unwrap()).unwrap(),
        rate: words.next().map_or(Rate::ZERO, |percent| Rate::parse_percent(percent).unwrap()),
    }
}

/// An invoice of 119.00 to customer 1.
fn invoice(reverses: bool) -> Entry {
    let key = LedgerKey { account: LedgerAccount::Receivables, sub_account: 1 };
    Entry {
        posting: 7,
        kind: EntryKind::Invoice,
        day: Day::parse("2026-11-05").unwrap(),
        document: "R-2026-00001".to_owned(),
        text: "Rechnung \"gestellt\"".to_owned(),
        service_on: Day::parse("2026-11-04"),
        due_on: Day::parse("2026-11-19"),
        vat_id: String::new(),
        reverses,
        legs: vec![
            Leg::Account { key, amount: 11_900 },
            Leg::Sale { sold: sold("DE S 19"), net: -10_000, tax: -1_900 },
        ],
    }
}

#[test]
fn every_account_has_a_number_of_its_length_in_every_chart() {
    for kind in ChartKind::ALL {
        for length in [4, 6] {
            let chart = Chart::of(&settings(kind, length), Country::DE).unwrap();
            for account in LedgerAccount::ALL {
                let number = chart.number_of(LedgerKey::whole(account)).unwrap();
                let is_personal = matches!(account, LedgerAccount::Receivables | LedgerAccount::CommissionPayable);
                assert_eq!(chart.is_personal(number), is_personal, "{account:?} in {kind:?}");
                assert!(number.to_string().len() >= usize::from(length));
            }
        }
    }
}

/// Where a sale goes: an automatic account, one with a key, or one with the account of the tax.
fn check_sale(kind: ChartKind, words: &str, expected: &str) {
    let Sale { revenue, tax } = chart(kind).sale(sold(words));
    let found = match tax {
        Tax::Automatic => format!("{revenue}"),
        Tax::Keyed(key) => format!("{revenue} key {key}"),
        Tax::Account(number) => format!("{revenue} tax {number}"),
    };
    assert_eq!(found, expected, "{words} in {kind:?}");
}

#[test]
fn every_kind_of_sale_has_its_account() {
    let cases = [
        ("DE S 19", "8400", "4400"),
        ("DE S 7", "8300", "4300"),
        ("DE S 16", "8200 tax 1770", "4200 tax 3800"),
        ("DE Z", "8290", "4290"),
        ("AT S 20", "8320 key 240", "4320 key 240"),
        ("FR S 5.5", "8320 key 240", "4320 key 240"),
        ("AT K", "8125", "4125"),
        ("XI K", "8125", "4125"),
        ("CH G", "8120", "4120"),
        ("DE AE", "8337", "4337"),
        ("AT AE", "8336", "4336"),
        ("DE E", "8195", "4185"),
        ("CH O", "8338", "4338"),
    ];
    for (words, skr03, skr04) in cases {
        check_sale(ChartKind::Skr03, words, skr03);
        check_sale(ChartKind::Skr04, words, skr04);
    }
}

#[test]
fn a_firm_at_home_elsewhere_has_its_own_tax_on_the_accounts_of_the_rest() {
    let chart = Chart::of(&settings(ChartKind::Skr03, 4), Country::AT).unwrap();
    assert!(!chart.is_of_home());
    assert_eq!(chart.sale(sold("AT S 20")), Sale { revenue: 8_200, tax: Tax::Account(1_770) });
    assert_eq!(chart.sale(sold("IT S 22")), Sale { revenue: 8_320, tax: Tax::Keyed(240) });
}

fn amounts(entry: &Entry, chart: &Chart) -> Vec<(i64, u32, u32)> {
    pairs(entry, chart).unwrap().iter().map(|pair| (pair.amount, pair.debit, pair.credit)).collect()
}

#[test]
fn an_automatic_account_takes_the_gross_amount_and_others_take_net_and_tax() {
    let chart = chart(ChartKind::Skr03);
    assert_eq!(amounts(&invoice(false), &chart), [(11_900, 10_001, 8_400)]);
    let mut before = invoice(false);
    before.legs[1] = Leg::Sale { sold: sold("DE S 16"), net: -10_000, tax: -1_900 };
    assert_eq!(amounts(&before, &chart), [(10_000, 10_001, 8_200), (1_900, 10_001, 1_770)]);
}

#[test]
fn the_tax_of_a_sale_is_split_with_it_to_the_cent() {
    let mut two = invoice(false);
    let guests = LedgerKey { account: LedgerAccount::Receivables, sub_account: 0 };
    two.legs = vec![
        Leg::Account { key: guests, amount: 3_333 },
        Leg::Account { key: LedgerKey::whole(LedgerAccount::Bank), amount: 8_567 },
        Leg::Sale { sold: sold("AT S 19"), net: -10_000, tax: -1_900 },
    ];
    let found = pairs(&two, &chart(ChartKind::Skr03)).unwrap();
    let taxed = |pair: &Pair| pair.taxed.map(|taxed| (taxed.tax, taxed.key)).unwrap();
    assert_eq!(found.iter().map(taxed).collect::<Vec<_>>(), [(-532, Some(240)), (-1_368, Some(240))]);
    assert_eq!(amounts(&two, &chart(ChartKind::Skr03)), [(3_333, 10_000, 8_320), (8_567, 1_200, 8_320)]);
}

/// Columns of the first booking, counted from 1.
fn first_line(entry: Entry) -> Vec<String> {
    let (settings, chart) = (settings(ChartKind::Skr03, 4), chart(ChartKind::Skr03));
    let batch = batch(&settings, &chart, std::slice::from_ref(&entry));
    let file: String = batch_file(&batch).unwrap().into_iter().map(char::from).collect();
    let line = file.split("\r\n").nth(2).unwrap();
    [""].into_iter().chain(line.split(';')).map(str::to_owned).collect()
}

#[test]
fn sales_to_the_union_say_whose_tax_they_bear() {
    let mut abroad = invoice(false);
    abroad.legs[1] = Leg::Sale { sold: sold("FR S 5.5"), net: -10_000, tax: -1_900 };
    let line = first_line(abroad);
    assert_eq!((line[9].as_str(), line[40].as_str(), line[41].as_str()), ("\"240\"", "\"FR\"", "5,50"));
    let mut supply = invoice(false);
    supply.legs[1] = Leg::Sale { sold: sold("AT K"), net: -11_900, tax: 0 };
    supply.vat_id = "ATU12345675".to_owned();
    let line = first_line(supply);
    assert_eq!((line[8].as_str(), line[9].as_str(), line[40].as_str()), ("8125", "", "\"ATU12345675\""));
}

#[test]
fn the_personal_account_comes_first() {
    let mut paid = invoice(false);
    let debtor = LedgerKey { account: LedgerAccount::Receivables, sub_account: 1 };
    paid.legs = vec![
        Leg::Account { key: LedgerKey::whole(LedgerAccount::Bank), amount: 500 },
        Leg::Account { key: debtor, amount: -500 },
    ];
    let line = first_line(paid);
    assert_eq!((line[2].as_str(), line[7].as_str(), line[8].as_str()), ("\"H\"", "10001", "1200"));
}

fn batch<'b>(settings: &'b BooksSettings, chart: &'b Chart, entries: &'b [Entry]) -> Batch<'b> {
    Batch {
        settings,
        chart,
        month: Period::parse("2026-11").unwrap(),
        currency: Currency::EUR,
        made_at: Instant::at(Day::parse("2026-12-01").unwrap(), 8 * 60, &jiff::tz::TimeZone::UTC),
        is_closed: true,
        entries,
    }
}

#[test]
fn a_batch_has_its_header_its_columns_and_a_line_for_each_pair() {
    let settings = settings(ChartKind::Skr03, 4);
    let chart = Chart::of(&settings, Country::DE).unwrap();
    let mut back = invoice(true);
    for leg in &mut back.legs {
        match leg {
            Leg::Account { amount, .. } => *amount = -*amount,
            Leg::Sale { net, tax, .. } => (*net, *tax) = (-*net, -*tax),
        }
    }
    let entries = [invoice(false), back];
    let batch = batch(&settings, &chart, &entries);
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
    assert!(lines[2].contains(";1;04112026;05112026;19112026;\"\";"));
    assert!(lines[3].starts_with("119,00;\"S\";\"EUR\";;;;10001;8400;;0511;") && lines[3].contains(";19112026;\"1\";"));
}

#[test]
fn the_austrian_chart_has_the_codes_of_bmd() {
    let cases = [
        ("AT S 20", "4000 key 1"),
        ("AT S 10", "4010 key 1"),
        ("AT S 13", "4013 key 1"),
        ("AT S 19", "4090 tax 3500"),
        ("DE S 19", "4050 tax 3505"),
        ("DE K", "4100 key 77"),
        ("CH G", "4150 key 51"),
        ("DE AE", "4200 key 88"),
        ("AT E", "4080 key 62"),
        ("CH O", "4250 tax 3500"),
    ];
    for (words, expected) in cases {
        check_sale(ChartKind::Ekr, words, expected);
    }
    assert_eq!(chart(ChartKind::Ekr).debtor(1), Ok(200_001));
}

#[test]
fn every_row_of_a_chart_has_a_kind_of_its_own_and_may_get_another_account() {
    for kind in ChartKind::ALL {
        let usual = usual_numbers(kind, 6);
        assert_eq!(usual.accounts.len(), LedgerAccount::ALL.len(), "{kind:?}");
        assert!(usual.sales.iter().all(|(_, number)| number.to_string().len() == 6));
        let mut kinds: Vec<SaleKind> = usual.sales.into_iter().map(|(kind, _)| kind).collect();
        let rows = chart(kind).rows();
        assert_eq!(kinds.len(), rows, "{kind:?}");
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), rows, "{kind:?}");
    }
    let mut own = settings(ChartKind::Ekr, 4);
    own.own_sales = vec![(SaleKind::Oss, 4_055)];
    let chart = Chart::of(&own, Country::AT).unwrap();
    assert_eq!(chart.sale(sold("DE S 19")), Sale { revenue: 4_055, tax: Tax::Account(3_505) });
}

/// An invoice at home and abroad, its credit note, a payment and the payment taken back.
fn november() -> Vec<Entry> {
    let guests = LedgerKey { account: LedgerAccount::Receivables, sub_account: 0 };
    let turned = |entry: &Entry| {
        let mut other = entry.clone();
        for leg in &mut other.legs {
            match leg {
                Leg::Account { amount, .. } => *amount = -*amount,
                Leg::Sale { net, tax, .. } => (*net, *tax) = (-*net, -*tax),
            }
        }
        other
    };
    let mut sale = invoice(false);
    sale.legs = vec![
        Leg::Account { key: LedgerKey { sub_account: 1, ..guests }, amount: 34_700 },
        Leg::Sale { sold: sold("AT S 10"), net: -10_000, tax: -1_000 },
        Leg::Sale { sold: sold("AT S 20"), net: -9_833, tax: -1_967 },
        Leg::Sale { sold: sold("DE S 19"), net: -10_000, tax: -1_900 },
    ];
    let mut supply = invoice(false);
    supply.document = "R-2026-00002".to_owned();
    supply.text = "Rechnung; \u{201e}Łódź\u{201c}".to_owned();
    supply.legs = vec![
        Leg::Account { key: LedgerKey { sub_account: 2, ..guests }, amount: 5_000 },
        Leg::Sale { sold: sold("DE K"), net: -5_000, tax: 0 },
    ];
    let mut note = turned(&sale);
    (note.kind, note.document) = (EntryKind::CreditNote, "G-2026-00001".to_owned());
    let mut paid = invoice(false);
    (paid.posting, paid.kind, paid.document) = (9, EntryKind::Bank, String::new());
    paid.text = "Zahlung eingegangen".to_owned();
    paid.legs = vec![
        Leg::Account { key: LedgerKey::whole(LedgerAccount::Bank), amount: 5_000 },
        Leg::Account { key: guests, amount: -5_000 },
    ];
    let back = Entry { posting: 10, reverses: true, ..turned(&paid) };
    vec![sale, supply, note, paid, back]
}

#[test]
fn bookings_for_bmd_stay_as_they_are_to_the_byte() {
    let (chart, entries) = (chart(ChartKind::Ekr), november());
    let file = |terms: BmdTerms| bmd_file(&BmdBatch { terms, chart: &chart, entries: &entries }).unwrap();
    assert_golden("tests/exchange/accounting/bmd_long.csv", &file(BmdTerms::default()));
    let short = BmdTerms { columns: BmdColumns::Short, tax_sign: BmdTaxSign::AsAmount };
    assert_golden("tests/exchange/accounting/bmd_short.csv", &file(short));
}

#[test]
fn bookings_for_datev_stay_as_they_are_to_the_byte() {
    let (settings, chart, entries) = (settings(ChartKind::Skr03, 4), chart(ChartKind::Skr03), november());
    let file = batch_file(&batch(&settings, &chart, &entries)).unwrap();
    assert_golden("tests/exchange/accounting/EXTF_Buchungsstapel.csv", &file);
}

fn people() -> Vec<BookPerson> {
    let address = |name: &str, country: &str| Address {
        name: name.to_owned(),
        extra: String::new(),
        street: "Ringstraße".to_owned(),
        house_number: "4".to_owned(),
        postcode: "1010".to_owned(),
        town: "Wien".to_owned(),
        country: Country::parse(country).unwrap(),
    };
    let nobody = BookPerson {
        account: 10_000,
        name: BookName::Guests("Gäste".to_owned()),
        number: String::new(),
        address: None,
        vat_id: String::new(),
        iban: String::new(),
        bic: String::new(),
        email: String::new(),
        phone: String::new(),
    };
    let firm = BookPerson {
        account: 10_001,
        name: BookName::Firm("Grün; \"Söhne\"".to_owned()),
        number: "K-10001".to_owned(),
        address: Some(address("Grün", "AT")),
        vat_id: "ATU12345675".to_owned(),
        email: "buero@gruen.example".to_owned(),
        ..nobody.clone()
    };
    let partner = BookPerson {
        account: 70_001,
        name: BookName::Person { first: "Łucja".to_owned(), last: "Szabó".to_owned() },
        number: "P-1001".to_owned(),
        address: Some(address("Łucja Szabó", "DE")),
        iban: "AT611904300234573201".to_owned(),
        ..nobody.clone()
    };
    vec![nobody, firm, partner]
}

#[test]
fn debtors_and_creditors_stay_as_they_are_to_the_byte() {
    let (settings, chart, people) = (settings(ChartKind::Skr03, 4), chart(ChartKind::Skr03), people());
    let batch = batch(&settings, &chart, &[]);
    let (day, made_at) = (batch.month.first(), batch.made_at);
    let wanted = People { settings: &settings, chart: &chart, currency: Currency::EUR, made_at, day, people: &people };
    let file = datev_people(&wanted);
    assert_golden("tests/exchange/accounting/EXTF_Debitoren_Kreditoren.csv", &file);
    let file: String = file.into_iter().map(char::from).collect();
    assert_eq!(file.lines().map(|line| line.split(';').count()).collect::<Vec<_>>(), [31, 254, 254, 255, 254]);
    assert_golden("tests/exchange/accounting/BMD_Personenkonten.csv", &bmd_people(&people));
    assert_eq!(names_that_change(&people), ["Łucja Szabó"]);
}
