//! `kontor setup`: makes a firm without a browser, or prints the link by which it is made in one.

use crate::business::access::{self, Founding, password};
use crate::business::actor::Actor;
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::{self, Firm, NewFirm};
use crate::business::people::{self, Person};
use crate::cli::Exit;
use crate::cli::arguments::Setup;
use crate::cli::call::Call;
use crate::cli::secret::{Secret, random_bytes};
use crate::cli::serve::CLAIM_PATH;
use crate::cli::trouble::Trouble;
use crate::cli::user::{new_person, parsed};
use crate::text;
use crate::values::{Address, Country, Currency, Email, Instant, Language};

/// What a firm is made of, once nothing is wrong with it any more.
pub struct Judged {
    firm: Firm,
    person: Person,
    email: Email,
}

pub fn run(wanted: &Setup, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let exists = call.app.door().read(&Actor::operator(), |view| Ok(firm::firm(view).is_some()))?;
    if exists {
        return Err(Trouble::new(Exit::Taken, Complaint::new("cli.setup.done_already")));
    }
    if wanted.firm.is_some() { found(wanted, call) } else { print_link(call) }
}

/// A new link; the one before is worth nothing from now on.
fn print_link(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let not_served = || Trouble::new(Exit::Failed, Complaint::new("cli.setup.not_served"));
    let address = call.app.folder().address().ok_or_else(not_served)?;
    let link = format!("{address}{CLAIM_PATH}{}", call.app.renew_claim(random_bytes()?));
    call.say(&text!(call.manner.language, "cli.serve.claim", link = link));
    Ok(Exit::Done)
}

/// Everything that can be wrong with what was typed is found before a folder is made for it.
pub fn judge(wanted: &Setup, secret: Option<&Secret>, now: Instant) -> Result<Judged, Trouble> {
    let (Some(name), Some(email)) = (&wanted.firm, &wanted.email) else {
        return Err(Trouble::new(Exit::Failed, Complaint::new("cli.setup.not_served")));
    };
    let no_password = || Trouble::new(Exit::Usage, Complaint::new("cli.setup.no_password"));
    let secret = secret.ok_or_else(no_password)?;
    let email = parsed(email)?;
    let no_country = || no_such("cli.setup.no_country", &wanted.country);
    let country = Country::parse(&wanted.country).filter(|country| Country::HOMES.contains(country));
    let country = country.ok_or_else(no_country)?;
    let known = |code: &String| Currency::parse(code).ok_or_else(|| no_such("cli.setup.no_currency", code));
    let currency = wanted.currency.as_ref().map(known).transpose()?;
    let person_name = wanted.person.as_deref().unwrap_or(email.as_str());
    let person = new_person(&email, person_name, now);
    let mut complaints = people::person_complaints(&person);
    if name.trim().is_empty() {
        complaints.push(Complaint::new("cli.setup.no_name"));
    }
    complaints.extend(password::complaints(secret.expose(), &[name, email.as_str(), person_name]));
    Failure::unless_empty(complaints)?;
    Ok(Judged { firm: new_firm(name, &email, country, currency), person, email })
}

fn found(wanted: &Setup, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let Judged { firm, person, email } = judge(wanted, call.secret, call.app.door().now())?;
    let (name, address) = (firm.trade_name.clone(), email.to_string());
    let password = call.secret.map(Secret::expose).unwrap_or_default();
    let founding = Founding { firm, person, email, password_hash: password::keep(password, &random_bytes()?) };
    call.app.door().write_and_wait(&Actor::operator(), move |tx| access::found_firm(tx, &founding))?;
    call.app.end_claim();
    call.say(&text!(call.manner.language, "cli.setup.done", firm = name, email = address));
    Ok(Exit::Done)
}

fn no_such(key: &'static str, code: &str) -> Trouble {
    Trouble::new(Exit::Usage, Complaint::new(key).with("code", code))
}

/// What is not known yet is entered on the page of the firm.
fn new_firm(name: &str, email: &Email, country: Country, currency: Option<Currency>) -> Firm {
    let address = Address {
        name: name.to_owned(),
        extra: String::new(),
        street: String::new(),
        house_number: String::new(),
        postcode: String::new(),
        town: String::new(),
        country,
    };
    let (legal_name, trade_name) = (name.to_owned(), name.to_owned());
    NewFirm { legal_name, trade_name, address, vat_id: None, email: email.clone(), currency }.begin()
}

/// What the person at the terminal is asked for.
pub fn question(language: Language) -> (String, String) {
    (text!(language, "cli.setup.password"), text!(language, "cli.setup.again"))
}
