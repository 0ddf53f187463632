//! Persons as tables, and what they are as customers. The columns are documented in `docs/FORMATS.md`.

use crate::business::customers::CustomerGroup;
use crate::business::failure::Complaint;
use crate::business::people::{Person, PersonKind, bare_person};
use crate::exchange::tables::{Problem, RowReader, Sheet, write};
use crate::values::{Address, Bic, Iban, VatId};

/// A person as a row says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    pub line: u64,
    /// What the other system calls this person.
    pub key: String,
    pub person: Person,
    pub customer: Option<CustomerCells>,
}

/// What makes a person a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerCells {
    pub number: String,
    pub group: CustomerGroup,
    /// Number of the partner who is credited; empty when nobody is.
    pub partner: String,
}

pub fn read_people(sheet: &Sheet) -> (Vec<PersonRow>, Vec<Problem>) {
    sheet.read_each(|row| {
        let (key, person, customer) = (row.required("key"), person(row), customer(row));
        Some(PersonRow { line: row.line(), key: key?, person: person?, customer: customer? })
    })
}

/// The columns that describe a person, in every table in which one stands.
pub(super) fn person(row: &mut RowReader<'_>) -> Option<Person> {
    let kind = row.optional("kind", "tables.problem.no_person_kind", person_kind);
    let email = row.optional_email("email");
    let language = row.language("language");
    let (first_name, last_name, company) = (row.text("first_name"), row.text("last_name"), row.text("company"));
    let usual = if company.is_empty() { PersonKind::Private } else { PersonKind::Company };
    let name = if company.is_empty() { format!("{first_name} {last_name}").trim().to_owned() } else { company.clone() };
    let address = address(row, &name);
    let (vat_id, iban, bic) = (row.optional_vat_id("vat_id"), row.optional_iban("iban"), row.optional_bic("bic"));
    Some(Person {
        kind: kind?.unwrap_or(usual),
        company,
        email: email?,
        phone: row.text("phone"),
        language: language?,
        address: address?,
        vat_id: vat_id?,
        iban: iban?,
        bic: bic?,
        account_holder: row.text("account_holder"),
        ..bare_person(&first_name, &last_name)
    })
}

/// `Some(None)` where the row has no address at all.
pub(super) fn address(row: &mut RowReader<'_>, usual_name: &str) -> Option<Option<Address>> {
    let part = |column: &str| row.text(column);
    let (street, postcode, town) = (part("street"), part("postcode"), part("town"));
    if [&street, &postcode, &town].iter().all(|part| part.is_empty()) && part("country").is_empty() {
        return Some(None);
    }
    let (given, extra, house_number) = (part("address_name"), part("extra"), part("house_number"));
    let country = row.country("country")?;
    let name = if given.is_empty() { usual_name.to_owned() } else { given };
    Some(Some(Address { name, extra, street, house_number, postcode, town, country }))
}

fn customer(row: &mut RowReader<'_>) -> Option<Option<CustomerCells>> {
    let group = row.optional("customer_group", "tables.problem.no_group", |word| {
        CustomerGroup::ALL.into_iter().find(|group| group.word() == word)
    })?;
    let (number, partner) = (row.text("customer"), row.text("partner"));
    if number.is_empty() {
        if !partner.is_empty() {
            row.complain("customer", "", Complaint::new("tables.problem.missing"));
            return None;
        }
        return Some(None);
    }
    Some(Some(CustomerCells { number, group: group.unwrap_or(CustomerGroup::Private), partner }))
}

fn person_kind(word: &str) -> Option<PersonKind> {
    match word {
        "private" => Some(PersonKind::Private),
        "company" => Some(PersonKind::Company),
        _ => None,
    }
}

pub(super) const PERSON_COLUMNS: [&str; 18] = [
    "kind",
    "first_name",
    "last_name",
    "company",
    "email",
    "phone",
    "language",
    "address_name",
    "extra",
    "street",
    "house_number",
    "postcode",
    "town",
    "country",
    "vat_id",
    "iban",
    "bic",
    "account_holder",
];

/// Those of them that tell where money goes.
const BANK_COLUMNS: [&str; 3] = ["iban", "bic", "account_holder"];

/// Whether a table tells bank accounts: not everybody who may see people may see those.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankAccounts {
    Told,
    LeftOut,
}

impl BankAccounts {
    fn tell(self, column: &str) -> bool {
        self == BankAccounts::Told || !BANK_COLUMNS.contains(&column)
    }
}

/// A person on the way out, with what he is as a customer.
pub struct PersonOut {
    pub key: String,
    pub person: Person,
    pub customer: Option<CustomerCells>,
}

pub fn write_people(people: &[PersonOut], bank_accounts: BankAccounts) -> Result<Vec<u8>, String> {
    let told: Vec<&str> = PERSON_COLUMNS.into_iter().filter(|column| bank_accounts.tell(column)).collect();
    let header = [&["key"][..], &told, &["customer", "customer_group", "partner"]].concat();
    write(
        &header,
        people.iter().map(|out| {
            let mut cells = vec![out.key.clone()];
            let of_person = PERSON_COLUMNS.into_iter().zip(person_cells(&out.person));
            cells.extend(of_person.filter(|(column, _)| bank_accounts.tell(column)).map(|(_, cell)| cell));
            let customer = out.customer.as_ref();
            cells.push(customer.map(|customer| customer.number.clone()).unwrap_or_default());
            cells.push(customer.map(|customer| customer.group.word()).unwrap_or_default().to_owned());
            cells.push(customer.map(|customer| customer.partner.clone()).unwrap_or_default());
            cells
        }),
    )
}

pub(super) fn person_cells(person: &Person) -> Vec<String> {
    let kind = match person.kind {
        PersonKind::Private => "private",
        PersonKind::Company => "company",
    };
    let mut cells = vec![
        kind.to_owned(),
        person.first_name.clone(),
        person.last_name.clone(),
        person.company.clone(),
        person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        person.phone.clone(),
        person.language.tag().to_owned(),
    ];
    cells.extend(address_cells(person.address.as_ref()));
    cells.extend([
        person.vat_id.as_ref().map(VatId::as_str).unwrap_or_default().to_owned(),
        person.iban.as_ref().map(Iban::as_str).unwrap_or_default().to_owned(),
        person.bic.as_ref().map(Bic::as_str).unwrap_or_default().to_owned(),
        person.account_holder.clone(),
    ]);
    cells
}

/// Name, second line, street, number, postcode, town, country.
pub(super) fn address_cells(address: Option<&Address>) -> Vec<String> {
    let Some(address) = address else { return vec![String::new(); 7] };
    let Address { name, extra, street, house_number, postcode, town, country } = address.clone();
    vec![name, extra, street, house_number, postcode, town, country.code().to_owned()]
}
