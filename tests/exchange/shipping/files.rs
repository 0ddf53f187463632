//! The files that the carriers' tools import, byte for byte.

use kontor::business::shipping::Carrier;
use kontor::exchange::shipping::{AUSTRIAN_POST, Encoding, GLS, Shipment, address_file, template_of};

use crate::exchange::golden::assert_golden;
use crate::exchange::samples::{ORDER, anna, hotel, order, parcel};

fn shipments() -> Vec<Shipment> {
    let mut first = Shipment::of(ORDER, &order(), &parcel());
    first.phone = "+43 664 000 00 12".to_owned();
    let second = Shipment {
        reference: "B-100018".to_owned(),
        receiver: hotel(),
        phone: String::new(),
        email: "einkauf@hotel-alpenblick.example".to_owned(),
        weight_grams: 31_500,
    };
    let mut receiver = anna();
    receiver.name = "=HYPERLINK(\"https://evil.example\";\"Klick\")".to_owned();
    receiver.extra = "@Stiege 2\nTür \"7\"".to_owned();
    receiver.street = "-Gasse; am Bach".to_owned();
    receiver.town = "Łódź 北京".to_owned();
    let third = Shipment {
        reference: "B-100019".to_owned(),
        receiver,
        phone: "0316/1".to_owned(),
        weight_grams: 1,
        ..first.clone()
    };
    vec![first, second, third]
}

#[test]
fn files_are_as_the_tools_expect_them() {
    for (template, name) in [(&GLS, "gls"), (&AUSTRIAN_POST, "post")] {
        let path = format!("tests/exchange/shipping/{name}");
        assert_golden(&format!("{path}.utf8.csv"), &address_file(template, Encoding::Utf8, &shipments()));
        assert_golden(&format!("{path}.cp1252.csv"), &address_file(template, Encoding::Windows1252, &shipments()));
    }
}

#[test]
fn a_file_has_its_mark_its_ends_of_lines_and_one_width() {
    let file = address_file(&GLS, Encoding::Utf8, &shipments());
    assert!(file.starts_with(b"\xef\xbb\xbfReferenznummer;Name1;"));
    let text = String::from_utf8(file).unwrap();
    assert_eq!(text.matches("\r\n").count(), 4);
    assert_eq!(text.matches('\n').count(), 4, "no line breaks inside a value");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    assert!(reader.records().all(|row| row.unwrap().len() == GLS.columns.len()));
}

#[test]
fn no_value_is_a_formula() {
    for template in [&GLS, &AUSTRIAN_POST] {
        let text = String::from_utf8(address_file(template, Encoding::Utf8, &shipments())).unwrap();
        let mut reader =
            csv::ReaderBuilder::new().delimiter(b';').from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for row in reader.records() {
            for value in &row.unwrap() {
                assert!(!value.starts_with(['=', '+', '-', '@', '\t', '\r']), "{value}");
            }
        }
    }
}

#[test]
fn an_old_tool_gets_its_own_signs_and_the_nearest_letters() {
    let bytes = Encoding::Windows1252.encode("Grüße € – Dvořák Łódź 北");
    assert_eq!(bytes, b"Gr\xfc\xdfe \x80 \x96 Dvor\xe1k L\xf3dz ?");
}

#[test]
fn what_is_fetched_needs_no_file() {
    assert!(template_of(Carrier::Pickup).is_none());
    assert_eq!(template_of(Carrier::AustrianPost).unwrap().name, "post");
    let empty = address_file(&GLS, Encoding::Windows1252, &[]);
    assert!(empty.ends_with(b"Anzahl\r\n"));
}
