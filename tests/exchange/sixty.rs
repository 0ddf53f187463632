//! The sixty: every way of taxing, with each buyer and each kind of document, comes to what somebody worked out by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kontor::business::billing::{Invoice, InvoiceKind, InvoiceLine, SetOff};
use kontor::business::firm::Issuer;
use kontor::business::orders::{OrderLine, Shipping, TaxReason, Totals};
use kontor::exchange::einvoice::{Einvoice, einvoice_xml, hybrid_pdf};
use kontor::exchange::print::billing_title;
use kontor::values::{Address, Country, EinvoiceFormat, InvoiceId, Language, Money, Rate, VatId};
use toml::{Table, Value};

use crate::exchange::einvoice::{einvoice, issuer, printed};
use crate::exchange::samples::{anna, day, invoice_of, order, order_line};

const SIXTY: &str = include_str!("../data/sixty.toml");

/// A folder for the files, which other programs judge afterwards (`tests/validators/sixty.py`).
const FOLDER: &str = "KONTOR_SIXTY";

/// Lines without VAT beside lines with it: no order of ours mixes them.
const NOT_WRITTEN: [&str; 1] = ["deposit-at-firm"];

/// One row, and the document that we make of it.
struct Case<'t> {
    row: &'t Table,
    document: Invoice,
    credited: Option<String>,
}

fn word<'t>(row: &'t Table, key: &str) -> &'t str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// `-12.49` is 1249 cents below zero.
fn money(text: &str) -> Money {
    Money::eur(text.replace('.', "").parse().unwrap())
}

fn rows(table: &Table) -> Vec<&Table> {
    let all = table["invoice"].as_array().unwrap().iter().filter_map(Value::as_table);
    let ours = all.filter(|row| word(row, "treatment") != "self_billed");
    ours.filter(|row| !NOT_WRITTEN.contains(&word(row, "name"))).collect()
}

fn kind(word: &str) -> (InvoiceKind, &'static str) {
    match word {
        "invoice" => (InvoiceKind::Invoice, "R"),
        "partial" => (InvoiceKind::Partial, "RT"),
        "down_payment" => (InvoiceKind::DownPayment, "RA"),
        "final" => (InvoiceKind::Final, "RS"),
        "cancellation" => (InvoiceKind::Cancellation, "ST"),
        _ => (InvoiceKind::CreditNote, "G"),
    }
}

fn number(row: &Table, place: usize) -> String {
    format!("{}-2026-{place:05}", kind(word(row, "kind")).1)
}

fn tax_reason(category: &str) -> Option<TaxReason> {
    match category {
        "K" => Some(TaxReason::IntraEu),
        "AE" => Some(TaxReason::ReverseCharge),
        "G" => Some(TaxReason::Export),
        "E" => Some(TaxReason::SmallBusiness),
        _ => None,
    }
}

/// What is sold by parts of a piece, or at a price of more than two digits, is one piece of ours.
fn line(row: &Table) -> OrderLine {
    let (quantity, price, net) = (word(row, "quantity"), word(row, "price"), money(word(row, "net")));
    let has_cents = price.split_once('.').is_some_and(|(_, cents)| cents.len() == 2);
    let (pieces, unit_price) = match quantity.parse::<i64>() {
        Ok(pieces) if has_cents => (pieces.unsigned_abs(), if pieces < 0 { -money(price) } else { money(price) }),
        _ => (1, net),
    };
    let vat_rate = Rate::parse_percent(word(row, "rate")).unwrap();
    OrderLine { unit_price, vat_rate, ..order_line(1, "W-1", word(row, "name"), pieces.try_into().unwrap(), 0, 0) }
}

fn totals(row: &Table) -> (Vec<OrderLine>, Totals) {
    let lines: Vec<OrderLine> =
        row["lines"].as_array().unwrap().iter().map(|row| line(row.as_table().unwrap())).collect();
    let nothing = Shipping { price: Money::eur(0), vat_rate: Rate::ZERO };
    let totals = Totals::of(&lines, nothing);
    (lines, totals)
}

fn buyer(row: &Table) -> (Address, Option<VatId>, Language) {
    let (country, kind) = word(row, "buyer").split_once(' ').unwrap();
    let (town, postcode, vat_id) = match country {
        "DE" => ("München", "80331", "DE136695976"),
        "IT" => ("Bolzano", "39100", "IT00743110157"),
        "CH" => ("Zürich", "8001", ""),
        _ => ("Wien", "1070", "ATU00000024"),
    };
    let has_number = kind == "firm" && !word(row, "treatment").starts_with("number_");
    let (town, postcode) = (town.to_owned(), postcode.to_owned());
    let address = Address { town, postcode, country: Country::parse(country).unwrap(), ..anna() };
    let language = if country == "IT" { Language::En } else { Language::De };
    (address, VatId::parse(vat_id).filter(|_| has_number), language)
}

fn document(row: &Table, place: usize) -> Invoice {
    let (lines, totals) = totals(row);
    let (address, vat_id, language) = buyer(row);
    let category = word(row["lines"].as_array().unwrap()[0].as_table().unwrap(), "category");
    let kind = kind(word(row, "kind")).0;
    let lines = lines.iter().map(|line| InvoiceLine {
        sku: line.sku.clone(),
        name: line.name.clone(),
        quantity: line.quantity,
        unit_price: line.unit_price,
        vat_rate: line.vat_rate,
        net: line.net(),
    });
    let by_hand = matches!(word(row, "kind"), "cancellation" | "credit_by_hand");
    Invoice {
        kind,
        number: number(row, place),
        billing: address.clone(),
        delivery: address,
        vat_id,
        language,
        lines: lines.collect(),
        totals,
        prepaid: money(word(row, "prepaid")),
        tax_reason: tax_reason(category),
        reason: if by_hand { "so besprochen".to_owned() } else { String::new() },
        cancels: (kind == InvoiceKind::Cancellation).then_some(InvoiceKind::Invoice),
        ..invoice_of(&order())
    }
}

fn cases(table: &Table) -> Vec<Case<'_>> {
    let rows = rows(table);
    let known: BTreeMap<&str, usize> =
        rows.iter().enumerate().map(|(place, row)| (word(row, "name"), place + 1)).collect();
    let made = rows.iter().zip(1..).map(|(row, place)| {
        let mut document = document(row, place);
        let before = known.get(word(row, "refers_to")).map(|place| (*place, rows[*place - 1]));
        let credited = before.map(|(place, first)| number(first, place));
        if let (InvoiceKind::Final, Some((place, first))) = (document.kind, before) {
            let (number, kind) = (number(first, place), kind(word(first, "kind")).0);
            let (invoice, totals) = (InvoiceId::new(place as u64), totals(first).1);
            document.settles = vec![SetOff { invoice, kind, number, day: day("2026-11-20"), totals }];
            return Case { row, document, credited: None };
        }
        Case { row, document, credited }
    });
    made.collect()
}

/// A small business has no VAT number, and says its tax number instead.
fn issuer_of(row: &Table) -> Issuer {
    let whole = issuer();
    let vat_id = if word(row, "seller").ends_with("small") { None } else { whole.vat_id.clone() };
    Issuer { vat_id, ..whole }
}

#[test]
fn every_document_of_the_sixty_comes_to_what_was_worked_out() {
    let table: Table = toml::from_str(SIXTY).unwrap();
    let cases = cases(&table);
    let mut wrong = Vec::new();
    for Case { row, document, .. } in &cases {
        let totals = &document.totals;
        let said = [totals.net, totals.tax, totals.gross, totals.gross - document.prepaid];
        if said != ["net", "vat", "gross", "due"].map(|key| money(word(row, key))) {
            wrong.push(format!("{}: {said:?}", word(row, "name")));
        }
        let taxes = row["taxes"].as_array().unwrap().iter().filter_map(Value::as_table);
        let told = taxes.map(|tax| {
            (Rate::parse_percent(word(tax, "rate")).unwrap(), money(word(tax, "base")), money(word(tax, "vat")))
        });
        let told: Vec<_> = told.filter(|(_, base, _)| !base.is_zero()).collect();
        let own: Vec<_> = totals.groups.iter().map(|group| (group.rate, group.net, group.tax)).collect();
        if own != told {
            wrong.push(format!("{}: {own:?}", word(row, "name")));
        }
    }
    assert!(wrong.is_empty() && cases.len() >= 100, "{} cases\n{}", cases.len(), wrong.join("\n"));
    let kinds: Vec<usize> =
        InvoiceKind::ALL.map(|kind| cases.iter().filter(|case| case.document.kind == kind).count()).to_vec();
    assert!(kinds.iter().all(|count| *count >= 8), "{kinds:?}");
}

#[test]
fn the_sixty_are_written_in_every_format() {
    let table: Table = toml::from_str(SIXTY).unwrap();
    let folder = std::env::var_os(FOLDER);
    for Case { row, document, credited } in &cases(&table) {
        let (name, issuer) = (word(row, "name"), issuer_of(row));
        let credited = credited.as_deref().map(|number| (number, day("2026-11-20")));
        let written = Einvoice { credited, ..einvoice(document, &issuer) };
        let is_austrian = word(row, "buyer") == "AT firm";
        for format in
            EinvoiceFormat::ALL.into_iter().filter(|format| is_austrian || *format != EinvoiceFormat::Ebinterface)
        {
            let file = einvoice_xml(&written, format).unwrap_or_else(|trouble| panic!("{name}: {trouble:?}"));
            let Some(folder) = &folder else { continue };
            let (bytes, ending) = match format {
                EinvoiceFormat::Zugferd => {
                    let paper = printed(document, &issuer);
                    (hybrid_pdf(&written, &paper, &billing_title(document)).unwrap().bytes, "pdf")
                }
                _ => (file.bytes, "xml"),
            };
            let folder = Path::new(folder).join(format.word());
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(format!("{name}.{ending}")), bytes).unwrap();
        }
    }
}
