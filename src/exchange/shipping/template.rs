//! What the carriers' tools import. Both let their user say once which column is which, so that the names here
//! are those of their own forms, and the order is ours (docs/FORMATS.md tells the sources).

use crate::business::shipping::Carrier;

pub struct Template {
    /// Begins the name of the file.
    pub name: &'static str,
    pub columns: &'static [Column],
}

pub struct Column {
    pub header: &'static str,
    pub field: Field,
    /// The tool refuses longer values; they are cut.
    pub length_max: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Reference,
    Name,
    /// Department, care of.
    Extra,
    Street,
    HouseNumber,
    /// Two letters (ISO 3166-1).
    Country,
    Postcode,
    Town,
    Phone,
    Email,
    /// Kilograms with two decimals and a comma, rounded up: a parcel is never declared too light.
    WeightKilograms,
    /// The same words in every row.
    Fixed(&'static str),
}

const fn column(header: &'static str, field: Field, length_max: usize) -> Column {
    Column { header, field, length_max }
}

/// GLS: YourGLS and GEPARD Connect, import of parcels with a mapping of columns.
pub const GLS: Template = Template {
    name: "gls",
    columns: &[
        column("Referenznummer", Field::Reference, 20),
        column("Name1", Field::Name, 40),
        column("Name2", Field::Extra, 40),
        column("Straße", Field::Street, 40),
        column("Hausnummer", Field::HouseNumber, 40),
        column("Länderkennzeichen", Field::Country, 2),
        column("Postleitzahl", Field::Postcode, 10),
        column("Ort", Field::Town, 40),
        column("Ansprechpartner", Field::Name, 40),
        column("Telefon", Field::Phone, 40),
        column("E-Mail", Field::Email, 80),
        column("Gewicht", Field::WeightKilograms, 10),
        column("Anzahl", Field::Fixed("1"), 3),
    ],
};

/// Österreichische Post: Post-Labelcenter, import of shipments with a mapping of columns.
pub const AUSTRIAN_POST: Template = Template {
    name: "post",
    columns: &[
        column("Empfänger Name 1", Field::Name, 50),
        column("Empfänger Name 2", Field::Extra, 50),
        column("Empfänger Straße", Field::Street, 50),
        column("Empfänger Hausnummer", Field::HouseNumber, 15),
        column("Empfänger PLZ", Field::Postcode, 10),
        column("Empfänger Ort", Field::Town, 50),
        column("Empfänger Land", Field::Country, 2),
        column("Empfänger Telefon", Field::Phone, 30),
        column("Empfänger E-Mail", Field::Email, 80),
        column("Gewicht", Field::WeightKilograms, 10),
        column("Kundenreferenz", Field::Reference, 30),
        column("Anzahl Pakete", Field::Fixed("1"), 3),
    ],
};

/// The template of a carrier's tool; none for what is fetched.
pub const fn template_of(carrier: Carrier) -> Option<&'static Template> {
    match carrier {
        Carrier::Gls => Some(&GLS),
        Carrier::AustrianPost => Some(&AUSTRIAN_POST),
        Carrier::Pickup => None,
    }
}
