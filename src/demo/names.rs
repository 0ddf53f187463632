//! Putting people together from lists: names, towns, streets, addresses that no mail reaches.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::business::people::{Person, PersonKind};
use crate::demo::chance::Chance;
use crate::demo::seeds::{self, SeedFault};
use crate::values::{Address, Country, Email, Iban, Instant, Language};

#[derive(Debug, Deserialize)]
pub struct Names {
    first_names: FirstNames,
    surnames: All<String>,
    chinese: Chinese,
    email: EmailLists,
    phone: BTreeMap<String, Vec<String>>,
    towns: All<Town>,
    streets: Streets,
    companies: All<Company>,
}

#[derive(Debug, Deserialize)]
struct All<T> {
    all: Vec<T>,
}

#[derive(Debug, Deserialize)]
struct FirstNames {
    central: Vec<String>,
    south_tyrol: Vec<String>,
    international: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Chinese {
    surnames: Vec<Spelled>,
    first_names: Vec<Spelled>,
}

#[derive(Debug, Deserialize)]
struct Spelled {
    latin: String,
}

#[derive(Debug, Deserialize)]
struct EmailLists {
    domains: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Town {
    postcode: String,
    town: String,
    country: String,
    weight: u32,
}

#[derive(Debug, Deserialize)]
struct Streets {
    all: Vec<String>,
    house_number_max: u32,
}

#[derive(Debug, Deserialize)]
pub struct Company {
    name: String,
    legal_form: String,
    country: String,
}

pub fn read() -> Result<Names, SeedFault> {
    seeds::toml_file("names.toml")
}

impl Names {
    pub fn company_count(&self) -> usize {
        self.companies.all.len()
    }

    /// A private person who lives somewhere; `number` keeps the e-mail address apart from all others.
    pub fn person(&self, chance: &mut Chance, number: u32, at: Instant) -> Person {
        let language = match chance.between(0, 999) {
            0..=34 => Language::Zh,
            35..=119 => Language::En,
            _ => Language::De,
        };
        let town = self.town(chance, None);
        let (first_name, last_name) = self.name(chance, language, town);
        let address = self.address(chance, town, format!("{first_name} {last_name}"));
        let domain = chance.one_of(&self.email.domains).cloned().unwrap_or_default();
        let email = Email::parse(&format!("{}.{}{number}@{domain}", plain(&first_name), plain(&last_name)));
        Person {
            kind: PersonKind::Private,
            phone: self.phone(chance, address.country),
            first_name,
            last_name,
            company: String::new(),
            email,
            language,
            address: Some(address),
            vat_id: None,
            iban: None,
            bic: None,
            account_holder: String::new(),
            consents: Vec::new(),
            created_at: at,
        }
    }

    /// The company at this place of the list, with somebody who orders for it.
    pub fn company(&self, chance: &mut Chance, place: usize, at: Instant) -> Option<Person> {
        let company = self.companies.all.get(place)?;
        let mut person = self.person(chance, u32::try_from(place).ok()?, at);
        let name = format!("{} {}", company.name, company.legal_form);
        let town = self.town(chance, Country::parse(&company.country));
        person.kind = PersonKind::Company;
        person.address = Some(self.address(chance, town, name.clone()));
        person.company = name;
        person.language = Language::De;
        person.email = Email::parse(&format!("bestellung@{}.example", plain(&company.name)));
        Some(person)
    }

    fn name(&self, chance: &mut Chance, language: Language, town: &Town) -> (String, String) {
        if language == Language::Zh {
            let one = |list: &[Spelled], chance: &mut Chance| {
                chance.one_of(list).map_or_else(String::new, |name| name.latin.clone())
            };
            return (one(&self.chinese.first_names, chance), one(&self.chinese.surnames, chance));
        }
        let list = match (town.country.as_str(), chance.between(0, 99)) {
            ("IT", 0..=59) => &self.first_names.south_tyrol,
            (_, 0..=10) => &self.first_names.international,
            _ => &self.first_names.central,
        };
        let one = |list: &[String], chance: &mut Chance| chance.one_of(list).cloned().unwrap_or_default();
        (one(list, chance), one(&self.surnames.all, chance))
    }

    fn town(&self, chance: &mut Chance, country: Option<Country>) -> &Town {
        let fits = |town: &Town| country.is_none_or(|country| town.country == country.code());
        let weights: Vec<u32> = self.towns.all.iter().map(|town| if fits(town) { town.weight } else { 0 }).collect();
        match self.towns.all.get(chance.weighted(&weights)) {
            Some(town) => town,
            None => unreachable!("the list of towns is not empty"),
        }
    }

    fn address(&self, chance: &mut Chance, town: &Town, name: String) -> Address {
        Address {
            name,
            extra: String::new(),
            street: chance.one_of(&self.streets.all).cloned().unwrap_or_default(),
            house_number: chance.between(1, self.streets.house_number_max).to_string(),
            postcode: town.postcode.clone(),
            town: town.town.clone(),
            country: Country::parse(&town.country).unwrap_or(Country::AT),
        }
    }

    fn phone(&self, chance: &mut Chance, country: Country) -> String {
        let prefixes = self.phone.get(country.code()).map_or(&[][..], Vec::as_slice);
        let prefix = chance.one_of(prefixes).cloned().unwrap_or_default();
        format!("{prefix} {:03}", chance.between(0, 999))
    }
}

/// An Austrian account number that no bank has given out, with its right check digits.
pub fn iban(chance: &mut Chance) -> Option<Iban> {
    let account = format!("2081599{:09}", chance.between(0, 999_999_999));
    (2..=98).find_map(|check| Iban::parse(&format!("AT{check:02}{account}")))
}

/// Lower case letters and digits only, as in the local part of an address.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for sign in text.to_lowercase().chars() {
        match sign {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            'a'..='z' | '0'..='9' => plain.push(sign),
            'á' | 'à' | 'â' => plain.push('a'),
            'é' | 'è' | 'ê' => plain.push('e'),
            'í' | 'ı' => plain.push('i'),
            'ć' | 'č' => plain.push('c'),
            'š' | 'ş' => plain.push('s'),
            'ž' => plain.push('z'),
            'ř' => plain.push('r'),
            'ó' => plain.push('o'),
            _ => {}
        }
    }
    plain
}
