//! Tables of banks, each in the shape in which its page gives it out.

use kontor::business::payments::{LineState, StatementKind};
use kontor::exchange::bank::{BankCsvMap, BankFault, BankFile, presets};
use kontor::values::{Day, Money};

use crate::exchange::bank::{fault, read, read_with, statements, told, trouble};

const SPARKASSE: &str = "\"Auftragskonto\";\"Buchungstag\";\"Valutadatum\";\"Buchungstext\";\"Verwendungszweck\";\"Glaeubiger ID\";\
     \"Mandatsreferenz\";\"Kundenreferenz (End-to-End)\";\"Sammlerreferenz\";\"Lastschrift Ursprungsbetrag\";\
     \"Auslagenersatz Ruecklastschrift\";\"Beguenstigter/Zahlungspflichtiger\";\"Kontonummer/IBAN\";\"BIC (SWIFT-Code)\";\
     \"Betrag\";\"Waehrung\";\"Info\"\n\
     \"DE89370400440532013000\";\"03.03.26\";\"03.03.26\";\"FOLGELASTSCHRIFT\";\"Strom\nMaerz\";\"DE98ZZZ09999999999\";\"M-7\";\
     \"E-9\";\"\";\"\";\"\";\"Stadtwerke\";\"AT611904300234573201\";\"BKAUATWW\";\"-1.149,50\";\"EUR\";\"Umsatz vorgemerkt\"\n\
     \"DE89370400440532013000\";\"02.03.26\";\"02.03.26\";\"GUTSCHR. UEBERWEISUNG\";\"SVWZ+Rechnung 17 EREF+A-1\";\"\";\"\";\"\";\
     \"S-4\";\"\";\"\";\"Anna Berger\";\"0000000000\";\"\";\"25,00\";\"EUR\";\"Umsatz gebucht\"\n";
const VR: &str = "Bezeichnung Auftragskonto;IBAN Auftragskonto;BIC Auftragskonto;Bankname Auftragskonto;Buchungstag;Valutadatum;\
     Name Zahlungsbeteiligter;IBAN Zahlungsbeteiligter;BIC (SWIFT-Code) Zahlungsbeteiligter;Buchungstext;Verwendungszweck;\
     Betrag;Waehrung;Saldo nach Buchung;Bemerkung;Gekennzeichneter Umsatz;Glaeubiger ID;Mandatsreferenz\r\n\
     Giro;DE02120300000000202051;BYLADEM1001;VR;02.03.2026;03.03.2026;Anna Berger;DE89370400440532013000;;Gutschrift;\
     \"Miete; EREF: A-2 MREF: M-2\";1.090,00;EUR;5.000,00;;;;\r\n\
     Spar;AT611904300234573201;BYLADEM1001;VR;02.03.2026;02.03.2026;;;;Zinsen;;0,10;EUR;5,00;;;;\r\n";
const ING: &str = "Umsatzanzeige;Datei erstellt am: 03.03.2026 10:14\n\nIBAN;DE89 3704 0044 0532 0130 00\nKontoname;Girokonto\n\
     Bank;ING\nKunde;Wiesenmut\nZeitraum;01.03.2026 - 03.03.2026\nSaldo;12,00;EUR\n\nSortierung;Datum absteigend\n\n\
     In der CSV-Datei finden Sie alle bereits gebuchten Umsätze.\n\n\
     Buchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung\n\
     02.03.2026;02.03.2026;Anna Berger;Gutschrift;Rechnung 17;1.200,78;EUR;25,00;EUR\n";
const DKB: &str = "\"Girokonto\";\"DE89370400440532013000\"\n\"\"\n\"Kontostand vom 03.03.2026:\";\"4.093,32 €\"\n\"\"\n\
     \"Buchungsdatum\";\"Wertstellung\";\"Status\";\"Zahlungspflichtige*r\";\"Zahlungsempfänger*in\";\"Verwendungszweck\";\
     \"Umsatztyp\";\"IBAN\";\"Betrag (€)\";\"Gläubiger-ID\";\"Mandatsreferenz\";\"Kundenreferenz\"\n\
     \"02.03.26\";\"02.03.26\";\"Gebucht\";\"Wiesenmut\";\"Stadtwerke\";\"Strom\";\"Ausgang\";\"AT611904300234573201\";\"-45,2 €\";\"\";\"\";\"K-1\"\n\
     \"02.03.26\";\"02.03.26\";\"Gebucht\";\"Anna Berger\";\"Wiesenmut\";\"Tee\";\"Eingang\";\"\";\"25\";\"\";\"\";\"\"\n";
const N26: &str = "\"Booking Date\",\"Value Date\",\"Partner Name\",\"Partner Iban\",Type,\"Payment Reference\",\"Account Name\",\
     \"Amount (EUR)\",\"Original Amount\",\"Original Currency\",\"Exchange Rate\"\n\
     2026-03-02,2026-03-03,\"Anna, Berger\",DE89370400440532013000,\"Credit Transfer\",Tee,Main,1600.50,,,\n";
const GEORGE: &str = "\u{feff}\"Buchungsdatum\";\"Partnername\";\"Partner IBAN\";\"BIC/SWIFT\";\"Partner Kontonummer\";\"Bankleitzahl\";\
     \"Betrag\";\"Währung\";\"Buchungs-Details\";\"Buchungsreferenz\";\"App\"\n\
     \"02.03.2026\";\"Anna Berger\";\"DE89370400440532013000\";\"COBADEFFXXX\";\"\";\"\";\"1.025,00\";\"EUR\";\"Rechnung 17\";\"2011\";\"\"\n";
const ELBA: &str = "\u{feff}02.03.2026;\"Auftraggeber: Anna Berger Zahlungsreferenz: Rechnung 17 IBAN Auftraggeber: AT611904300234573201 \
     BIC Auftraggeber: BKAUATWW\";02.03.2026;6116,70;EUR;02.03.2026 09:04:48:233\n";
const BAWAG: &str =
    "AT611904300234573201;Bezahlung Karte  MC/000003092|POS 4350|BIPA;02.03.2026;01.03.2026;-10,98;EUR\n";

#[test]
fn all_presets_can_be_read() {
    assert_eq!(presets().len(), 8);
}

#[test]
fn the_tables_of_known_banks_are_read_without_a_map() {
    let long = "Bezahlung Karte MC/000003092|POS 4350|BIPA";
    for (bank, table, account, lines) in [
        (
            "Sparkasse",
            SPARKASSE,
            "DE89370400440532013000",
            vec![
                "1.0|-1149.50 EUR|2026-03-03|Stadtwerke|AT611904300234573201|E-9|Strom Maerz|".to_owned(),
                "2.0|25.00 EUR|2026-03-02|Anna Berger|0000000000|A-1|Rechnung 17|".to_owned(),
            ],
        ),
        ("ING", ING, "DE89370400440532013000", vec!["1.0|25.00 EUR|2026-03-02|Anna Berger|||Rechnung 17|".to_owned()]),
        (
            "DKB",
            DKB,
            "DE89370400440532013000",
            vec![
                "1.0|-45.20 EUR|2026-03-02|Stadtwerke|AT611904300234573201|K-1|Strom|".to_owned(),
                "2.0|25.00 EUR|2026-03-02|Anna Berger|||Tee|".to_owned(),
            ],
        ),
        ("N26", N26, "", vec!["1.0|1600.50 EUR|2026-03-02|Anna, Berger|DE89370400440532013000||Tee|".to_owned()]),
        (
            "George",
            GEORGE,
            "",
            vec!["1.0|1025.00 EUR|2026-03-02|Anna Berger|DE89370400440532013000||Rechnung 17|".to_owned()],
        ),
        (
            "ELBA",
            ELBA,
            "",
            vec!["1.0|6116.70 EUR|2026-03-02|Anna Berger|AT611904300234573201||Rechnung 17|".to_owned()],
        ),
        ("BAWAG", BAWAG, "AT611904300234573201", vec![format!("1.0|-10.98 EUR|2026-03-02||||{long}|")]),
    ] {
        let (file, statements) = read(table.as_bytes()).unwrap_or_else(|trouble| panic!("{bank}: {trouble:?}"));
        assert_eq!((file, statements.len()), (BankFile::Table, 1), "{bank}");
        let statement = &statements[0];
        assert_eq!((statement.kind, statement.account.as_str()), (StatementKind::Table, account), "{bank}");
        assert_eq!(statement.iban.is_some(), !account.is_empty(), "{bank}");
        assert_eq!(statement.lines.iter().map(told).collect::<Vec<_>>(), lines, "{bank}");
    }
}

#[test]
fn rows_tell_more_than_day_and_amount() {
    let statement = statements(SPARKASSE.as_bytes()).remove(0);
    let [pending, booked] = statement.lines.as_slice() else { panic!("two lines") };
    assert_eq!((pending.state, booked.state), (LineState::Pending, LineState::Booked));
    assert_eq!((pending.mandate.as_str(), pending.creditor_id.as_str()), ("M-7", "DE98ZZZ09999999999"));
    assert_eq!((pending.bic.as_ref().unwrap().as_str(), booked.account.as_str()), ("BKAUATWW", "0000000000"));
    assert_eq!(booked.batch.as_ref().unwrap().message_id, "S-4");
    assert_eq!(pending.booking_text, "FOLGELASTSCHRIFT");
}

#[test]
fn one_table_may_hold_several_accounts() {
    let statements = statements(VR.as_bytes());
    let accounts: Vec<&str> = statements.iter().map(|statement| statement.account.as_str()).collect();
    assert_eq!(accounts, ["DE02120300000000202051", "AT611904300234573201"]);
    let line = &statements[0].lines[0];
    assert_eq!(told(line), "1.0|1090.00 EUR|2026-03-02|Anna Berger|DE89370400440532013000|A-2|Miete;|");
    assert_eq!(line.mandate, "M-2");
    assert_eq!(statements[1].lines[0].amount, Money::eur(10));
}

#[test]
fn a_table_sorted_by_day_makes_one_statement_of_each_account() {
    let rows: Vec<&str> = VR.lines().collect();
    let [headings, of_giro, of_savings] = rows.as_slice() else { panic!("three rows") };
    let later = of_giro.replace("02.03.2026;03.03.2026", "04.03.2026;04.03.2026");
    let mixed = [headings, of_giro, of_savings, later.as_str(), of_savings, ";;;;;;;;;;;;;;;;;", of_giro].join("\r\n");
    let statements = statements(mixed.as_bytes());
    let told: Vec<_> = statements.iter().map(|statement| (statement.account.as_str(), statement.lines.len())).collect();
    assert_eq!(told, [("DE02120300000000202051", 3), ("AT611904300234573201", 2)]);
    let entries: Vec<u32> = statements[0].lines.iter().map(|line| line.entry).collect();
    assert_eq!((entries, statements[0].to), (vec![1, 2, 3], Day::new(2026, 3, 4)));
    // A fault is told with its own line, also where the accounts are taken one after the other.
    let wrong = mixed.replacen("04.03.2026;04.03.2026", "04.13.2026;04.03.2026", 1);
    assert_eq!(trouble(wrong.as_bytes()).line, 4);
}

#[test]
fn a_row_is_measured_before_cells_are_made_of_it() {
    for (length, expected) in [(400, BankFault::TooMany), (2 << 20, BankFault::TooLong)] {
        let columns = ";".repeat(length);
        assert_eq!(fault(format!("Konto;1{columns}\n{ING}").as_bytes()), expected, "before the headings");
        assert_eq!(fault(format!("{ING}02.03.2026{columns}\n").as_bytes()), expected, "in a row");
    }
}

#[test]
fn umlauts_in_headings_and_letters_of_windows_do_not_matter() {
    let other = SPARKASSE.replace("Beguenstigter", "Begünstigter").replace("Waehrung", "Währung");
    let windows: Vec<u8> = other.chars().map(|sign| u8::try_from(sign).unwrap()).collect();
    assert_eq!(statements(&windows), statements(SPARKASSE.as_bytes()));
}

#[test]
fn a_map_reads_a_table_that_nobody_knows() {
    let map = BankCsvMap::read(
        "name = \"Hausbank\"\ndays = \"year-month-day\"\ndecimal = \"point\"\ncurrency = \"CHF\"\n\
         [columns]\nbooked_on = \"Datum\"\namount = [\"Gutschrift\", \"Betrag\"]\ntext = \"Text\"\n",
    )
    .unwrap();
    let lines = read_with(&map, b"Datum,Text,Betrag\n2026-03-02,Tee,\"1,234.50\"\n\n2026-03-03,Kaffee,-2\n").unwrap();
    let told: Vec<String> = lines[0].lines.iter().map(told).collect();
    assert_eq!(told, ["1.0|1234.50 CHF|2026-03-02||||Tee|", "2.0|-2.00 CHF|2026-03-03||||Kaffee|"]);
    let trouble = read_with(&map, b"Tag,Text,Betrag\n2026-03-02,Tee,1\n").unwrap_err();
    assert_eq!(trouble.fault, BankFault::MissingColumn { column: "Datum".to_owned() });
}

#[test]
fn a_map_that_means_nothing_is_refused() {
    for (text, words) in [
        ("name = \"x\"\n[columns]\nbooked_on = 1\n", "amount"),
        ("name = \"x\"\n[columns]\nbooked_on = 1\namount = 2\ncolour = 3\n", "colour"),
        ("name = \"x\"\n[columns]\nbooked_on = 1\namount = 2\n[labels]\n\"A:\" = \"b\"\n", "b"),
        ("name = \"x\"\n", "columns"),
    ] {
        assert!(BankCsvMap::read(text).unwrap_err().0.contains(words), "{text}");
    }
}

#[test]
fn rows_that_are_wrong_are_named_with_their_line() {
    for (from, to, expected) in [
        ("25,00", "25,001", BankFault::NoAmount { value: "25,001".to_owned() }),
        ("25,00", "fünf", BankFault::NoAmount { value: "fünf".to_owned() }),
        (";1.200,78;EUR;", ";1.200,78;XYZ;", BankFault::NoCurrency { value: "XYZ".to_owned() }),
        ("02.03.2026;02.03.2026", "31.02.2026;02.03.2026", BankFault::NoDay { value: "31.02.2026".to_owned() }),
        (";Rechnung 17;1.200,78;EUR;25,00;EUR", "", BankFault::WrongColumns { found: 4, expected: 9 }),
    ] {
        let table = ING.replace(from, to);
        let trouble = trouble(table.as_bytes());
        assert_eq!((trouble.fault, trouble.line), (expected, 15), "{from}");
    }
    let heading_only: String = ING.lines().take(14).map(|line| format!("{line}\n")).collect();
    assert_eq!(fault(heading_only.as_bytes()), BankFault::Empty);
}

#[test]
fn thousands_stand_in_groups_of_three_or_the_table_is_another_one() {
    let amount = |written: &str| {
        let table = SPARKASSE.replace("-1.149,50", written);
        statements(table.as_bytes())[0].lines[0].amount
    };
    for (written, cents) in [("1.234.567,8", 123_456_780), ("-1149,50", -114_950), ("12", 1_200), ("1.149", 114_900)] {
        assert_eq!(amount(written), Money::eur(cents), "{written}");
    }
    // With the point of another country it would be a hundred times as much.
    for written in ["12.50", "1149.50", "1,149.50", "1.14,50", ".149,50", "1.1495,0", "1,1,4"] {
        let table = SPARKASSE.replace("-1.149,50", written);
        let value = written.to_owned();
        assert_eq!(fault(table.as_bytes()), BankFault::NoAmount { value }, "{written}");
    }
}

#[test]
fn a_quote_that_begins_nothing_swallows_no_rows() {
    let row = |day: u8, text: &str| {
        format!("0{day}.03.2026;02.03.2026;Anna Berger;Gutschrift;{text};1.200,78;EUR;25,00;EUR\n")
    };
    let table = |second: &str| [ING, &row(3, second), &row(4, "Tee"), &row(5, "Brot\""), &row(6, "Salz")].concat();
    assert_eq!(statements(table("Rechnung 18").as_bytes())[0].lines.len(), 5);
    assert!(matches!(fault(table("\"Rechnung 18").as_bytes()), BankFault::WrongColumns { .. }));
}
