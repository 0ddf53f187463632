//! Text to values: every field is read, every complaint is kept, and only then is anything refused.

use crate::business::failure::Complaint;
use crate::values::{Address, Bic, Country, Currency, Day, Email, Iban, Money, MoneyError, Points, VatId};
use crate::web::typed::Typed;

/// Longer than any name or street that we have met.
const LINE_LENGTH_MAX: usize = 120;

pub struct Reading<'f> {
    typed: &'f Typed,
    complaints: Vec<Complaint>,
}

impl<'f> Reading<'f> {
    pub fn of(typed: &'f Typed) -> Reading<'f> {
        Reading { typed, complaints: Vec::new() }
    }

    pub fn complain(&mut self, complaint: Complaint) {
        self.complaints.push(complaint);
    }

    /// The values are worth something only when this is empty.
    pub fn into_complaints(self) -> Vec<Complaint> {
        self.complaints
    }

    pub fn is_clean(&self) -> bool {
        self.complaints.is_empty()
    }

    /// One line that may stay empty.
    pub fn line(&mut self, name: &str) -> String {
        self.text(name, LINE_LENGTH_MAX)
    }

    /// One line that must not be empty.
    pub fn required_line(&mut self, name: &str) -> String {
        let text = self.line(name);
        if text.is_empty() {
            self.complain(Complaint::new("web.reading.missing").at(name));
        }
        text
    }

    /// A longer text that may stay empty.
    pub fn text(&mut self, name: &str, length_max: usize) -> String {
        let text = self.typed.text(name).trim().to_owned();
        if text.chars().count() > length_max {
            let limit = i64::try_from(length_max).unwrap_or(i64::MAX);
            self.complain(Complaint::new("web.reading.too_long").at(name).with("limit", limit));
        }
        text
    }

    pub fn email(&mut self, name: &str) -> Option<Email> {
        let text = self.required_line(name);
        self.understood(name, &text, Email::parse, "web.reading.no_email")
    }

    pub fn optional_email(&mut self, name: &str) -> Option<Email> {
        let text = self.line(name);
        self.understood(name, &text, Email::parse, "web.reading.no_email")
    }

    pub fn optional_iban(&mut self, name: &str) -> Option<Iban> {
        let text = self.line(name);
        self.understood(name, &text, Iban::parse, "web.reading.no_iban")
    }

    pub fn optional_bic(&mut self, name: &str) -> Option<Bic> {
        let text = self.line(name);
        self.understood(name, &text, Bic::parse, "web.reading.no_bic")
    }

    pub fn optional_vat_id(&mut self, name: &str) -> Option<VatId> {
        let text = self.line(name);
        self.understood(name, &text, VatId::parse, "web.reading.no_vat_id")
    }

    pub fn day(&mut self, name: &str) -> Option<Day> {
        let text = self.required_line(name);
        self.understood(name, &text, Day::parse, "web.reading.no_day")
    }

    pub fn optional_day(&mut self, name: &str) -> Option<Day> {
        let text = self.line(name);
        self.understood(name, &text, Day::parse, "web.reading.no_day")
    }

    pub fn country(&mut self, name: &str) -> Option<Country> {
        let text = self.required_line(name);
        self.understood(name, &text, Country::parse, "web.reading.no_country")
    }

    pub fn money(&mut self, name: &str, currency: Currency) -> Option<Money> {
        let text = self.required_line(name);
        if text.is_empty() {
            return None;
        }
        match Money::parse(&text, currency) {
            Ok(money) => Some(money),
            Err(error) => {
                let key = match error {
                    MoneyError::NotANumber => "web.reading.no_amount",
                    MoneyError::TooManyDecimals => "web.reading.too_many_decimals",
                    MoneyError::TooLarge => "web.reading.amount_too_large",
                };
                self.complain(Complaint::new(key).at(name));
                None
            }
        }
    }

    /// A whole number within limits.
    pub fn number(&mut self, name: &str, least: u32, most: u32) -> Option<u32> {
        let text = self.required_line(name);
        if text.is_empty() {
            return None;
        }
        match text.parse::<u32>() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                let complaint = Complaint::new("web.reading.no_number").at(name);
                self.complain(complaint.with("least", least).with("most", most));
                None
            }
        }
    }

    /// A whole number within limits that may be left out.
    pub fn optional_number(&mut self, name: &str, least: u32, most: u32) -> Option<u32> {
        if self.line(name).is_empty() { None } else { self.number(name, least, most) }
    }

    /// Points with up to two decimals; none were typed when nothing stands there.
    pub fn points(&mut self, name: &str) -> Points {
        let text = self.line(name);
        if text.is_empty() {
            return Points::ZERO;
        }
        Points::parse(&text).unwrap_or_else(|_| {
            self.complain(Complaint::new("web.reading.no_points").at(name));
            Points::ZERO
        })
    }

    /// One of several words.
    pub fn choice<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.required_line(name);
        self.understood(name, &text, parse, "web.reading.no_choice")
    }

    pub fn ticked(&self, name: &str) -> bool {
        self.typed.has(name)
    }

    /// Name, street, number, postcode, town and country; the fields are named `PREFIX.street` and so on.
    pub fn address(&mut self, prefix: &str) -> Option<Address> {
        let field = |part: &str| format!("{prefix}.{part}");
        let name = self.required_line(&field("name"));
        let extra = self.line(&field("extra"));
        let street = self.required_line(&field("street"));
        let house_number = self.required_line(&field("house_number"));
        let postcode = self.required_line(&field("postcode"));
        let town = self.required_line(&field("town"));
        let country = self.country(&field("country"))?;
        let digits_good = country
            .postcode_digits()
            .is_none_or(|digits| postcode.len() == digits && postcode.bytes().all(|byte| byte.is_ascii_digit()));
        if !postcode.is_empty() && !digits_good {
            let digits = i64::try_from(country.postcode_digits().unwrap_or(0)).unwrap_or(0);
            self.complain(Complaint::new("web.reading.no_postcode").at(field("postcode")).with("digits", digits));
        }
        Some(Address { name, extra, street, house_number, postcode, town, country })
    }

    fn understood<T>(
        &mut self,
        name: &str,
        text: &str,
        parse: impl Fn(&str) -> Option<T>,
        otherwise: &'static str,
    ) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let value = parse(text);
        if value.is_none() {
            self.complain(Complaint::new(otherwise).at(name));
        }
        value
    }
}
