//! Self-billing credit notes say what another has worked out before, in every format, and carry their data.

use en16931_formats::zugferd::{Limits, extract};
use kontor::business::commissions::{Fate, SelfBilled, SelfBilledSheet, Supplier};
use kontor::business::firm::{Firm, Issuer, Stationery};
use kontor::business::orders::TaxReason;
use kontor::business::people::VatStatus;
use kontor::exchange::einvoice::{EinvoiceTrouble, self_billed_hybrid, self_billed_xml};
use kontor::exchange::print::{Document, Letterhead, SelfBilledPrint, self_billed, self_billed_title};
use kontor::values::{
    Address, Country, EinvoiceFormat, Iban, Language, Money, PartnerId, Period, Rate, RunId, SelfBilledId, VatId,
};

use crate::exchange::golden::assert_golden;
use crate::exchange::print::tools::{assert_printed, keep};
use crate::exchange::samples::{anna, day, email, firm, instant};

const SIXTY: &str = include_str!("../data/sixty.toml");

fn supplier(country: Country) -> Supplier {
    let (town, postcode) = match country.code() {
        "DE" => ("München", "80331"),
        "IT" => ("Bozen", "39100"),
        "CH" => ("Zürich", "8001"),
        _ => ("Wien", "1070"),
    };
    Supplier {
        number: "P-10017".to_owned(),
        address: Address { country, town: town.to_owned(), postcode: postcode.to_owned(), ..anna() },
        vat_id: None,
        tax_number: String::new(),
        language: Language::De,
        email: Some(email("anna@example.com")),
        phone: "+43 1 0000 17".to_owned(),
        iban: Iban::parse("AT611904300234573201"),
    }
}

/// A document of November 2026 with everything but its figures.
fn document(issuer: Issuer, supplier: Supplier, status: VatStatus) -> SelfBilled {
    let nothing = Money::eur(0);
    SelfBilled {
        number: "SB-2026-00017".to_owned(),
        issued_at: instant("2026-12-02T09:15:42Z"),
        day: day("2026-12-02"),
        run: RunId::new(4),
        partner: PartnerId::new(17),
        period: Period::parse("2026-11").unwrap(),
        issuer,
        supplier,
        status,
        net: nothing,
        rate: Rate::ZERO,
        tax: nothing,
        gross: nothing,
        tax_reason: match status {
            VatStatus::Regular => None,
            VatStatus::SmallBusiness | VatStatus::NoBusiness => Some(TaxReason::SmallBusiness),
            VatStatus::Abroad => Some(TaxReason::ReverseCharge),
            VatStatus::OutsideUnion => Some(TaxReason::OutOfScope),
        },
        owed_tax: nothing,
        deducts: true,
        posting: None,
        cancels: None,
    }
}

fn sheet(document: SelfBilled) -> SelfBilledSheet {
    let cancelled = document.cancels.map(|_| ("SB-2026-00012".to_owned(), day("2026-12-01")));
    SelfBilledSheet { id: SelfBilledId::new(1), fate: Fate::default(), cancelled, document }
}

fn issuer_of(firm: &Firm) -> Issuer {
    Issuer::of(firm, &Stationery::default(), None)
}

fn print(sheet: &SelfBilledSheet) -> Document {
    self_billed(&SelfBilledPrint { head: Letterhead { firm: &sheet.document.issuer, logo: None }, sheet }).unwrap()
}

fn hybrid(sheet: &SelfBilledSheet) -> Document {
    self_billed_hybrid(sheet, &print(sheet), &self_billed_title(&sheet.document)).unwrap()
}

fn xml(sheet: &SelfBilledSheet, format: EinvoiceFormat) -> String {
    String::from_utf8(self_billed_xml(sheet, format).unwrap().bytes).unwrap()
}

fn cents(text: &str) -> i64 {
    text.replace('.', "").parse().unwrap()
}

/// As another program reads it: code of the kind, category, and the cents of net, VAT and gross.
fn told(xml: &str) -> (String, String, [i64; 3]) {
    let read = en16931_formats::read(xml.as_bytes()).unwrap().invoice;
    let group = read.vat_breakdown.first().unwrap();
    let totals = &read.totals;
    (
        read.type_code.as_ref().unwrap().as_str().to_owned(),
        group.category.as_str().to_owned(),
        [totals.taxable_total, totals.vat_total.unwrap(), totals.gross_total].map(|amount| amount.to_minor_units()),
    )
}

/// The partners of the table, as they stand to VAT.
fn partner(seller: &str) -> (VatStatus, Supplier) {
    let there = supplier(Country::parse(&seller[..2]).unwrap());
    let number = |text: &str| Supplier { vat_id: Some(VatId::parse(text).unwrap()), ..there.clone() };
    match seller {
        "AT partner" => (VatStatus::Regular, number("ATU00000024")),
        "AT partner small" => {
            (VatStatus::SmallBusiness, Supplier { tax_number: "91 456/7890".to_owned(), ..there.clone() })
        }
        "DE partner" => (VatStatus::Abroad, number("DE136695976")),
        "IT partner" => (VatStatus::Abroad, number("IT00743110157")),
        "CH partner" => {
            (VatStatus::OutsideUnion, Supplier { tax_number: "CHE-123.456.788".to_owned(), ..there.clone() })
        }
        _ => panic!("{seller} is nobody we know"),
    }
}

#[test]
fn the_self_billed_of_the_sixty_come_to_what_another_worked_out() {
    let table: toml::Table = toml::from_str(SIXTY).unwrap();
    let mut seen = 0;
    for row in table["invoice"].as_array().unwrap() {
        let word = |name: &str| row.get(name).and_then(toml::Value::as_str).unwrap_or_default();
        if word("treatment") != "self_billed" {
            continue;
        }
        let (status, supplier) = partner(word("seller"));
        let line = &row["lines"].as_array().unwrap()[0];
        let rate = Rate::parse_percent(line["rate"].as_str().unwrap()).unwrap();
        let [net, tax, gross] = ["net", "vat", "gross"].map(|name| Money::eur(cents(word(name))));
        let is_correction = word("kind") == "self_billed_correction";
        let cancels = is_correction.then(|| SelfBilledId::new(12));
        let bare = document(issuer_of(&firm()), supplier, status);
        assert_eq!(net.at_rate(rate), tax, "the rounding is ours too");
        let sheet = sheet(SelfBilled { net, tax, gross, rate, cancels, ..bare });
        let name = word("name").replace('-', "_");
        let written = xml(&sheet, EinvoiceFormat::Zugferd);
        assert_golden(&format!("tests/exchange/einvoice/{name}_cii.xml"), written.as_bytes());
        let expected = [net, tax, gross].map(Money::minor);
        let category = line["category"].as_str().unwrap().to_owned();
        assert_eq!(told(&written), (word("code").to_owned(), category, expected), "{name}");
        let read = en16931_formats::read(written.as_bytes()).unwrap().invoice;
        let group = read.vat_breakdown.first().unwrap();
        assert_eq!(
            group.exemption_reason_code.as_ref().map_or("", |code| code.as_str()),
            word("reason_code"),
            "{name}"
        );
        assert_eq!(group.exemption_reason.is_some(), status != VatStatus::Regular, "{name}");
        assert_eq!(!read.preceding_invoices.is_empty(), is_correction, "{name}");
        // The partner sells, and the firm buys.
        assert_eq!(read.seller.name.as_deref(), Some("Anna Grüner-Dvořák"));
        assert_eq!(read.buyer.name.as_deref(), Some("Wiesenmut Naturwaren GmbH"));
        let in_scope = status != VatStatus::OutsideUnion;
        assert_eq!(read.buyer.vat_identifier.is_some(), in_scope, "{name}");
        let hybrid = hybrid(&sheet);
        let inside = extract(&hybrid.bytes, &Limits::default()).unwrap();
        assert_eq!(String::from_utf8(inside.xml).unwrap(), written, "{name}");
        match name.as_str() {
            "self_billed_at_regular" | "self_billed_ch" | "self_billed_de_correction" => {
                assert_printed(&hybrid, &format!("{name}.de"));
            }
            _ => keep(&hybrid, &name),
        }
        seen += 1;
    }
    assert_eq!(seen, 12);
}

/// A firm in Germany with partners there: regular, small business, a month below zero, and what takes back.
#[test]
fn german_partners_of_a_german_firm_get_xrechnung_too() {
    let german = Firm {
        home: Country::DE,
        vat_id: VatId::parse("DE136695976"),
        address: Address {
            country: Country::DE,
            town: "München".to_owned(),
            postcode: "80331".to_owned(),
            ..firm().address
        },
        ..firm()
    };
    let supplier = Supplier { tax_number: "181/815/08155".to_owned(), ..supplier(Country::DE) };
    let regular = VatStatus::Regular;
    let cases = [
        ("regular", regular, [123_457, 23_457, 146_914], None, "S"),
        ("regular_correction", regular, [-123_457, -23_457, -146_914], Some(SelfBilledId::new(12)), "S"),
        ("negative_month", regular, [-5_845, -1_111, -6_956], None, "S"),
        ("small", VatStatus::SmallBusiness, [41_233, 0, 41_233], None, "E"),
    ];
    for (name, status, figures, cancels, category) in cases {
        let [net, tax, gross] = figures.map(Money::eur);
        let rate = if status == regular { Rate::from_percent(19) } else { Rate::ZERO };
        assert_eq!(net.at_rate(rate), tax, "{name}");
        let bare = document(issuer_of(&german), supplier.clone(), status);
        let sheet = sheet(SelfBilled { net, tax, gross, rate, cancels, ..bare });
        for (format, ending) in [(EinvoiceFormat::XrechnungUbl, "ubl"), (EinvoiceFormat::XrechnungCii, "cii")] {
            let written = xml(&sheet, format);
            assert_golden(
                &format!("tests/exchange/einvoice/self_billed_german_{name}_{ending}.xml"),
                written.as_bytes(),
            );
            assert_eq!(told(&written), ("389".to_owned(), category.to_owned(), figures), "{name}");
        }
        keep(&hybrid(&sheet), &format!("self_billed_german_{name}"));
    }
}

#[test]
fn what_cannot_be_written_says_why_and_the_paper_is_there_all_the_same() {
    // XRechnung wants somebody who can be called (BR-DE-6).
    let silent = Supplier { phone: String::new(), ..partner("AT partner").1 };
    let bare = document(issuer_of(&firm()), silent, VatStatus::Regular);
    let rate = Rate::from_percent(20);
    let (net, tax, gross) = (Money::eur(10_000), Money::eur(2_000), Money::eur(12_000));
    let sheet = sheet(SelfBilled { net, tax, gross, rate, ..bare });
    let trouble = self_billed_xml(&sheet, EinvoiceFormat::XrechnungUbl).unwrap_err();
    assert!(matches!(trouble, EinvoiceTrouble::Rules(_)), "{trouble:?}");
    assert!(self_billed_xml(&sheet, EinvoiceFormat::Zugferd).is_ok());
    assert_eq!(print(&sheet).name, "SB-2026-00017.pdf");
}
