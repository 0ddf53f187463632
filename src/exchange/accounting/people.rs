//! Customers and partners as debtors and creditors: DATEV's category 16 (version 5), and the sheet of BMD NTCS.

use crate::business::ledger::BooksSettings;
use crate::exchange::accounting::columns::of_people;
use crate::exchange::accounting::extf::{Format, Head, Row};
use crate::exchange::accounting::{Chart, plain};
use crate::exchange::shipping::Encoding;
use crate::values::{Address, Currency, Day, Instant};

/// Whoever has a personal account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookPerson {
    pub account: u32,
    pub name: BookName,
    /// As printed: `K-10023`.
    pub number: String,
    pub address: Option<Address>,
    /// With the two letters of its country.
    pub vat_id: String,
    /// Where we pay to; empty for customers.
    pub iban: String,
    pub bic: String,
    pub email: String,
    pub phone: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookName {
    Firm(String),
    Person {
        first: String,
        last: String,
    },
    /// One account for all guests.
    Guests(String),
}

/// Those who appear in files of bookings.
pub struct People<'b> {
    pub settings: &'b BooksSettings,
    pub chart: &'b Chart,
    pub currency: Currency,
    pub made_at: Instant,
    /// The last day of the bookings.
    pub day: Day,
    pub people: &'b [BookPerson],
}

const COLUMNS: usize = 254;
const FORMAT: Format = Format(16, "Debitoren/Kreditoren", 5);
const VAT_ID_MAX: usize = 13;

pub const DATEV_PEOPLE: &str = "EXTF_Debitoren_Kreditoren.csv";
pub const BMD_PEOPLE: &str = "BMD_Personenkonten.csv";

impl BookName {
    /// In one line.
    pub fn whole(&self) -> String {
        match self {
            BookName::Firm(name) | BookName::Guests(name) => name.clone(),
            BookName::Person { first, last } => format!("{first} {last}").trim().to_owned(),
        }
    }
}

/// The file as DATEV takes it: Windows-1252, CRLF, texts in quotes.
pub fn datev_people(wanted: &People<'_>) -> Vec<u8> {
    let &People { settings, chart, currency, made_at, day, people } = wanted;
    let head =
        Head { settings, chart, currency, made_at, day, format: FORMAT, name: "Debitoren und Kreditoren", batch: None };
    let rows = people.iter().map(|person| row(person).finish());
    let file: String = [head.line(), format!("{}\r\n", of_people().join(";"))].into_iter().chain(rows).collect();
    Encoding::Windows1252.encode(&file)
}

fn row(person: &BookPerson) -> Row {
    let mut row = Row::new(COLUMNS);
    row.plain(1, person.account.to_string());
    // 0 is nobody in particular, 1 a person, 2 a firm; each has its own column for the name.
    match &person.name {
        BookName::Guests(name) => {
            row.some_text(6, name, 50);
            row.text(7, "0");
            row.plain(105, "1".to_owned());
        }
        BookName::Person { first, last } => {
            row.some_text(4, last, 30);
            row.some_text(5, first, 30);
            row.text(7, "1");
        }
        BookName::Firm(name) => {
            row.some_text(2, name, 50);
            row.text(7, "2");
        }
    }
    if let Some((country, digits)) = person.vat_id.split_at_checked(2) {
        row.some_text(9, country, 2);
        row.some_text(10, digits, VAT_ID_MAX);
    }
    if let Some(address) = &person.address {
        row.text(15, "STR");
        row.some_text(16, &street(address), 36);
        row.some_text(18, &address.postcode, 10);
        row.some_text(19, &address.town, 30);
        row.text(20, address.country.code());
        row.some_text(22, &address.extra, 36);
    }
    row.some_text(29, &person.phone, 60);
    row.some_text(33, &person.email, 60);
    row.some_text(45, &person.iban, 34);
    row.some_text(47, &person.bic, 11);
    row.some_text(99, &person.number, 15);
    row
}

fn street(address: &Address) -> String {
    format!("{} {}", address.street, address.house_number).trim().to_owned()
}

const BMD_HEADINGS: &str = "konto;name;strasse;plz;ort;land;uidnr;telefon;email;iban";

/// The sheet as BMD takes it: Windows-1252, CRLF, columns that name themselves.
pub fn bmd_people(people: &[BookPerson]) -> Vec<u8> {
    let mut out = format!("{BMD_HEADINGS}\r\n");
    for person in people {
        let of = |field: fn(&Address) -> String| person.address.as_ref().map(field).unwrap_or_default();
        let fields = [
            person.account.to_string(),
            person.name.whole(),
            of(street),
            of(|address| address.postcode.clone()),
            of(|address| address.town.clone()),
            of(|address| address.country.to_string()),
            person.vat_id.clone(),
            person.phone.clone(),
            person.email.clone(),
            person.iban.clone(),
        ];
        out.push_str(&fields.map(|field| plain(&field)).join(";"));
        out.push_str("\r\n");
    }
    Encoding::Windows1252.encode(&out)
}

/// The names of those whose letters Windows-1252 does not have: they are written with plain ones, or as `?`.
pub fn names_that_change(people: &[BookPerson]) -> Vec<String> {
    let changes = |person: &&BookPerson| {
        let town = person.address.as_ref().map(|address| format!("{}{}", address.street, address.town));
        !Encoding::Windows1252.keeps(&format!("{}{}", person.name.whole(), town.unwrap_or_default()))
    };
    people.iter().filter(changes).map(|person| person.name.whole()).collect()
}
