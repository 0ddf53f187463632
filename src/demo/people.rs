//! The people of the story: partners in their tree, customers with the partner who brought them, companies.

use crate::app::{Batch, Door};
use crate::business::access::standard_roles;
use crate::business::actor::{Actor, Who};
use crate::business::catalog::PriceRole;
use crate::business::customers::{CustomerGroup, NewCustomer, open_customer};
use crate::business::failure::Failure;
use crate::business::partners::{Imported, ImportedPartner, import_partner};
use crate::business::people::{Person, create_person};
use crate::business::permission::Permissions;
use crate::demo::agenda::moment;
use crate::demo::chance::Chance;
use crate::demo::names::{Names, iban};
use crate::demo::seeds::{GuestPart, Seeds};
use crate::demo::stage::{Buyer, Cast, Member, Script};
use crate::values::{Address, Bic, Country, Day, Email, Language, PartnerId};

/// Share of partners with a bank account on record, in thousandths.
const WITH_IBAN: u32 = 930;
/// Share of customers whom a partner has brought, in thousandths.
const BROUGHT: u32 = 780;
/// So many records are written in one commit.
const A_COMMIT: usize = 400;
/// So many people are invited to become partners in the last days.
const NEWCOMERS: u32 = 2;

/// The permissions of a standard role.
pub fn permissions(key: &str) -> Permissions {
    standard_roles().into_iter().find(|role| role.key == key).map(|role| role.permissions).unwrap_or_default()
}

/// Makes everybody, in the order in which they joined.
pub fn gather(
    door: &Door,
    script: &Script,
    seeds: &Seeds,
    names: &Names,
    chance: &mut Chance,
) -> Result<Cast, Failure> {
    let mut cast = Cast::default();
    gather_partners(door, script, (seeds, names), chance, &mut cast)?;
    gather_customers(door, script, (seeds, names), chance, &mut cast)?;
    let at = moment(script.last, 0, &script.zone);
    cast.newcomers = (0..NEWCOMERS).map(|number| names.person(chance, 30_000 + number, at)).collect();
    Ok(cast)
}

/// Each level joins a little later than the one above it.
fn gather_partners(
    door: &Door,
    script: &Script,
    (seeds, names): (&Seeds, &Names),
    chance: &mut Chance,
    cast: &mut Cast,
) -> Result<(), Failure> {
    let mut above: Vec<usize> = Vec::new();
    let mut number = 0;
    for (level, count) in (0_i32..).zip(&script.partners_per_level) {
        let mut own: Vec<usize> = Vec::new();
        door.write_all(|batch| {
            for _ in 0..*count {
                number += 1;
                let sponsor = chance.one_of(&above).and_then(|place| cast.partners.get(*place)).cloned();
                let earliest = sponsor.as_ref().map_or(script.first, |sponsor| sponsor.joined_on);
                let latest = earliest.plus_days(15 + level * 12);
                let joined_on = day_between(chance, earliest, latest.min(script.last.plus_days(-20)));
                let at = moment(joined_on, chance.between(9 * 60, 19 * 60), &script.zone);
                let mut person = names.person(chance, 10_000 + number, at);
                if number == 1 {
                    person = guest(&seeds.story.demo_partner, person);
                }
                batch.set_now(at);
                let person = with_bank(person, chance);
                let member = join(batch, script, person, number, joined_on, sponsor.as_ref())?;
                own.push(cast.partners.len());
                cast.partners.push(member);
            }
            Ok(())
        })?;
        above = own;
    }
    Ok(())
}

fn join(
    batch: &mut Batch<'_, '_>,
    script: &Script,
    person: Person,
    number: u32,
    joined_on: Day,
    sponsor: Option<&Member>,
) -> Result<Member, Failure> {
    let new = ImportedPartner {
        number: format!("P-{}", 1_000 + number),
        person: person.clone(),
        joined_on,
        left_on: None,
        enroller: sponsor.map(|sponsor| sponsor.number.clone()),
        sponsor: sponsor.map(|sponsor| sponsor.number.clone()),
        terms_version: script.partner_terms_version.clone(),
    };
    let (Imported::New(id) | Imported::Known(id)) = batch.command(&Actor::operator(), |tx| import_partner(tx, &new))?;
    Ok(Member { id, number: new.number, person, joined_on })
}

/// Most have a bank account on record.
fn with_bank(mut person: Person, chance: &mut Chance) -> Person {
    if chance.happens(WITH_IBAN) {
        person.iban = iban(chance);
        person.bic = Bic::parse("STSPAT2GXXX");
        person.account_holder = person.full_name();
    }
    person
}

/// The same person under the name and address of somebody whom visitors of the demo play.
fn guest(part: &GuestPart, person: Person) -> Person {
    let (first_name, last_name) = part.name.rsplit_once(' ').unwrap_or(("", &part.name));
    let address = Address {
        name: part.name.clone(),
        extra: String::new(),
        street: part.street.clone(),
        house_number: part.house_number.clone(),
        postcode: part.postcode.clone(),
        town: part.town.clone(),
        country: Country::AT,
    };
    Person {
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        email: Email::parse(&part.email),
        phone: part.phone.clone(),
        language: Language::De,
        address: Some(address),
        ..person
    }
}

fn gather_customers(
    door: &Door,
    script: &Script,
    (seeds, names): (&Seeds, &Names),
    chance: &mut Chance,
    cast: &mut Cast,
) -> Result<(), Failure> {
    let private: Vec<Option<usize>> = (0..script.private_customers).map(|_| None).collect();
    let companies: Vec<Option<usize>> = (0..script.companies.min(names.company_count())).map(Some).collect();
    let all = [private, companies].concat();
    for (round, part) in (0_u32..).zip(all.chunks(A_COMMIT)) {
        door.write_all(|batch| {
            for (number, company) in (0_u32..).zip(part) {
                let is_guest = round == 0 && number == 0;
                let latest = if is_guest { script.first } else { script.last.plus_days(-3) };
                let since = day_between(chance, script.first, latest);
                let at = moment(since, chance.between(8 * 60, 21 * 60), &script.zone);
                let person = company.and_then(|place| names.company(chance, place, at));
                let person = person.unwrap_or_else(|| names.person(chance, 20_000 + round * 1_000 + number, at));
                let person = if is_guest { guest(&seeds.story.demo_customer, person) } else { person };
                let brought = chance.happens(BROUGHT);
                let partner = if brought { partner_on(cast, chance, since) } else { None };
                batch.set_now(at);
                cast.customers.push(become_customer(batch, person, partner, since)?);
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn become_customer(
    batch: &mut Batch<'_, '_>,
    person: Person,
    partner: Option<PartnerId>,
    since: Day,
) -> Result<Buyer, Failure> {
    let operator = Actor::operator();
    let group = if person.company.is_empty() { CustomerGroup::Private } else { CustomerGroup::Company };
    let id = batch.command(&operator, |tx| create_person(tx, &person))?;
    let new = NewCustomer { person: id, group, partner, number: String::new() };
    let customer = batch.command(&operator, |tx| open_customer(tx, &new))?;
    let actor = Actor {
        who: Who::Visitor,
        person: Some(id),
        role: None,
        partner: None,
        permissions: permissions("customer"),
        language: person.language,
    };
    let is_company = group.price_role() == PriceRole::Company;
    Ok(Buyer { customer, partner, person, since, actor, is_company })
}

/// Somebody who had joined by that day.
fn partner_on(cast: &Cast, chance: &mut Chance, day: Day) -> Option<PartnerId> {
    let place = chance.below(cast.partners.len());
    let joined = |member: &&Member| member.joined_on <= day;
    cast.partners.iter().skip(place).chain(&cast.partners).find(joined).map(|member| member.id)
}

pub fn day_between(chance: &mut Chance, first: Day, last: Day) -> Day {
    let span = u32::try_from(last.days_since(first)).unwrap_or(0);
    first.plus_days(i32::try_from(chance.between(0, span)).unwrap_or(0))
}

/// The actor that a partner is.
pub fn partner_actor(member: &Member, person: crate::values::PersonId) -> Actor {
    Actor {
        who: Who::Visitor,
        person: Some(person),
        role: None,
        partner: Some(member.id),
        permissions: permissions("partner"),
        language: Language::De,
    }
}
