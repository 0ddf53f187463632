//! Rows of a template: semicolons, CRLF, quotes only where they are needed.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::exchange::shipping::{Column, Encoding, Field, Shipment, Template};

/// The file that the carrier's tool imports.
pub fn address_file(template: &Template, encoding: Encoding, shipments: &[Shipment]) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    let heads = template.columns.iter().map(|column| column.header.to_owned()).collect::<Vec<_>>();
    let rows = shipments
        .iter()
        .map(|shipment| template.columns.iter().map(|column| cell(column, shipment)).collect::<Vec<_>>());
    for row in std::iter::once(heads).chain(rows) {
        if writer.write_record(&row).is_err() {
            unreachable!("rows of one length are written to memory");
        }
    }
    let written = writer.into_inner().unwrap_or_default();
    encoding.encode(&String::from_utf8_lossy(&written))
}

fn cell(column: &Column, shipment: &Shipment) -> String {
    let receiver = &shipment.receiver;
    let value = match column.field {
        Field::Reference => shipment.reference.clone(),
        Field::Name => receiver.name.clone(),
        Field::Extra => receiver.extra.clone(),
        Field::Street => receiver.street.clone(),
        Field::HouseNumber => receiver.house_number.clone(),
        Field::Country => receiver.country.code().to_owned(),
        Field::Postcode => receiver.postcode.clone(),
        Field::Town => receiver.town.clone(),
        Field::Phone => dialled(&shipment.phone),
        Field::Email => shipment.email.clone(),
        Field::WeightKilograms => kilograms(shipment.weight_grams),
        Field::Fixed(words) => words.to_owned(),
    };
    let in_one_line: Vec<&str> = value.split_whitespace().collect();
    guarded(in_one_line.join(" ")).chars().take(column.length_max).collect()
}

/// A value that a spreadsheet would take for a formula becomes a text in it (CWE-1236).
fn guarded(value: String) -> String {
    if value.starts_with(['=', '+', '-', '@']) { format!("'{value}") } else { value }
}

/// The plus of an international number as it is dialled, so that no guard has to stand before it.
fn dialled(phone: &str) -> String {
    match phone.trim().strip_prefix('+') {
        Some(rest) => format!("00{rest}"),
        None => phone.trim().to_owned(),
    }
}

/// `4,38`: kilograms, rounded up to ten grams.
fn kilograms(grams: u32) -> String {
    let tens = grams.div_ceil(10);
    format!("{},{:02}", tens / 100, tens % 100)
}
