//! Invoices of others are read as they are written, and what is no invoice is refused with a sentence.

use kontor::business::billing::{IncomingAllowance, IncomingForm, Invoice, InvoiceKind, NewIncoming};
use kontor::exchange::einvoice::{INCOMING_BYTES_MAX, IncomingTrouble, einvoice_xml, hybrid_pdf, read_incoming};
use kontor::exchange::print::billing_title;
use kontor::values::{Country, EinvoiceFormat, Language, Money};

use crate::exchange::einvoice::{einvoice, issuer, printed, with_delivery};
use crate::exchange::samples::day;

pub fn ubl() -> Vec<u8> {
    written(&with_delivery(), EinvoiceFormat::XrechnungUbl)
}

fn written(invoice: &Invoice, format: EinvoiceFormat) -> Vec<u8> {
    einvoice_xml(&einvoice(invoice, &issuer()), format).unwrap().bytes
}

fn read(bytes: &[u8]) -> NewIncoming {
    read_incoming(bytes, "rechnung.xml").unwrap()
}

fn changed(from: &str, to: &str) -> Vec<u8> {
    let xml = String::from_utf8(ubl()).unwrap();
    assert!(xml.contains(from), "{from} is not in the sample");
    xml.replacen(from, to, 1).into_bytes()
}

#[test]
fn the_same_invoice_is_read_out_of_every_form() {
    let (issuer, invoice) = (issuer(), with_delivery());
    let hybrid = hybrid_pdf(&einvoice(&invoice, &issuer), &printed(&invoice, &issuer), &billing_title(&invoice));
    let forms = [
        (IncomingForm::Ubl, written(&invoice, EinvoiceFormat::XrechnungUbl)),
        (IncomingForm::Cii, written(&invoice, EinvoiceFormat::XrechnungCii)),
        (IncomingForm::Pdf, hybrid.unwrap().bytes),
    ];
    for (form, bytes) in forms {
        let says = read(&bytes);
        assert_eq!((says.form, says.number.as_str(), says.type_code.as_str()), (form, "R-2026-00017", "380"));
        assert_eq!((says.day, says.due_on), (Some(day("2026-11-21")), Some(day("2026-12-05"))));
        let totals = &invoice.totals;
        assert_eq!((says.net, says.tax, says.gross, says.due), (totals.net, totals.tax, totals.gross, totals.gross));
        assert_eq!(says.sender.name, "Wiesenmut Naturwaren GmbH");
        assert_eq!(says.sender.vat_id, "ATU99000017");
        assert_eq!(says.sender.iban, "AT622081509990000017");
        assert_eq!(says.sender.address, ["Streuobstweg 12", "8062 Kumberg"]);
        assert_eq!(says.sender.country, Country::AT.code());
        assert_eq!(says.lines.len(), 3, "{form:?}");
        assert_eq!(says.lines.first().unwrap().net, Money::eur(1_272));
        assert_eq!(says.findings, [], "{form:?}");
        assert!(!says.is_credit_note());
    }
}

#[test]
fn a_credit_note_is_one() {
    let invoice = with_delivery();
    let note = Invoice { kind: InvoiceKind::CreditNote, number: "G-2026-00003".to_owned(), ..invoice };
    let says = read(&written(&note, EinvoiceFormat::XrechnungUbl));
    assert!(says.is_credit_note() && says.due_on.is_none());
}

#[test]
fn a_file_that_does_not_add_up_is_read_and_said_to_be_none() {
    // The payable amount is one cent too high.
    let gross = with_delivery().totals.gross.decimal();
    let wrong = (with_delivery().totals.gross + Money::eur(1)).decimal();
    let says = read(&changed(
        &format!("<cbc:PayableAmount currencyID=\"EUR\">{gross}"),
        &format!("<cbc:PayableAmount currencyID=\"EUR\">{wrong}"),
    ));
    assert!(says.is_unlawful());
    assert!(says.findings.iter().any(|finding| finding.rule == "BR-CO-16"), "{:?}", says.findings);
}

fn refused(bytes: &[u8]) -> IncomingTrouble {
    let trouble = read_incoming(bytes, "rechnung.xml").unwrap_err();
    for language in Language::ALL {
        let sentence = trouble.complaint().say(language);
        assert!(!sentence.contains("einvoice."), "{sentence}");
    }
    trouble
}

#[test]
fn what_is_no_invoice_is_refused_with_a_sentence() {
    assert_eq!(refused(b""), IncomingTrouble::Empty);
    assert_eq!(refused(&vec![b' '; INCOMING_BYTES_MAX + 1]), IncomingTrouble::TooLarge);
    assert_eq!(refused(b"<html><body>Rechnung</body></html>"), IncomingTrouble::Unknown);
    assert!(matches!(refused(b"Rechnung 17 vom 21. November"), IncomingTrouble::Unreadable(_)));
    assert!(matches!(refused(b"%PDF-1.7 and no more"), IncomingTrouble::Unreadable(_)));
    let plain = printed(&with_delivery(), &issuer());
    assert_eq!(refused(&plain.bytes), IncomingTrouble::NoDataInside);
    let whole = ubl();
    assert!(matches!(refused(whole.get(..whole.len() / 2).unwrap()), IncomingTrouble::Unreadable(_)));
    assert!(matches!(refused(&changed("UTF-8", "EBCDIC-CP-US")), IncomingTrouble::Unreadable(_)));
    assert_eq!(refused(&changed("<cbc:ID>R-2026-00017</cbc:ID>", "<cbc:ID> </cbc:ID>")), IncomingTrouble::NoNumber);
    let unknown = changed(
        "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>",
        "<cbc:DocumentCurrencyCode>XQX</cbc:DocumentCurrencyCode>",
    );
    assert_eq!(refused(&unknown), IncomingTrouble::Currency("XQX".to_owned()));
}

#[test]
fn bombs_do_not_go_off() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\
        <Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\">&b;</Invoice>";
    assert!(matches!(refused(bomb.as_bytes()), IncomingTrouble::Unreadable(_)));
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(matches!(refused(deep.as_bytes()), IncomingTrouble::Unreadable(_)));
    let outside = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
    assert!(matches!(refused(outside.as_bytes()), IncomingTrouble::Unreadable(_)));
}

#[test]
fn a_file_of_nothing_but_elements_is_refused_before_it_fills_the_memory() {
    let wide = format!("<Invoice>{}</Invoice>", "<a/>".repeat(1_300_000));
    assert_eq!(refused(wide.as_bytes()), IncomingTrouble::TooManyLines);
}

#[test]
fn what_changes_the_sum_and_who_gets_it_is_read() {
    let allowance = |charge: bool, amount: &str, reason: &str| {
        format!(
            "<cac:AllowanceCharge><cbc:ChargeIndicator>{charge}</cbc:ChargeIndicator>\
             <cbc:AllowanceChargeReason>{reason}</cbc:AllowanceChargeReason>\
             <cbc:Amount currencyID=\"EUR\">{amount}</cbc:Amount></cac:AllowanceCharge>"
        )
    };
    let mut xml = String::from_utf8(ubl()).unwrap();
    let mut put = |before: &str, what: String| {
        assert!(xml.contains(before), "{before} is not in the sample");
        xml = xml.replacen(before, &format!("{what}{before}"), 1);
    };
    put("<cac:TaxTotal>", allowance(false, "1.50", "Treue") + &allowance(true, "2.00", "Verpackung"));
    put("<cac:Item>", allowance(false, "0.30", "Bruch"));
    put("<cbc:PayableAmount", "<cbc:PayableRoundingAmount currencyID=\"EUR\">-0.02</cbc:PayableRoundingAmount>".into());
    put(
        "<cac:Delivery>",
        "<cac:PayeeParty><cac:PartyName><cbc:Name>Faktor AG</cbc:Name></cac:PartyName></cac:PayeeParty>".into(),
    );
    put("</cac:Price>", "<cbc:BaseQuantity unitCode=\"C62\">100</cbc:BaseQuantity>".into());
    put(
        "<cac:AccountingSupplierParty>",
        "<cac:AdditionalDocumentReference><cbc:ID>LS-4</cbc:ID>\
         <cbc:DocumentDescription>Lieferschein</cbc:DocumentDescription></cac:AdditionalDocumentReference>"
            .into(),
    );
    let says = read(xml.as_bytes());
    let told = |all: &[IncomingAllowance]| -> Vec<(i64, String)> {
        all.iter().map(|one| (one.amount.minor(), one.reason.clone())).collect()
    };
    assert_eq!(told(&says.allowances), [(-150, "Treue".to_owned()), (200, "Verpackung".to_owned())]);
    let line = says.lines.first().unwrap();
    assert_eq!(told(&line.allowances), [(-30, "Bruch".to_owned())]);
    assert_eq!(line.price_quantity, "100");
    assert_eq!((says.rounding.minor(), says.sender.payee.as_str()), (-2, "Faktor AG"));
    assert_eq!(says.attachments, ["Lieferschein"]);
    // None of it is in the sums of the file, which is told.
    assert!(says.is_unlawful());
}

#[test]
fn a_form_that_nobody_here_knows_is_no_reason_to_call_a_file_unlawful() {
    let says = read(&changed("urn:xeinkauf.de:kosit:xrechnung_3.0", "urn:example.org:faktura_1.0"));
    assert!(!says.is_unlawful() && !says.findings.is_empty(), "{:?}", says.findings);
}
