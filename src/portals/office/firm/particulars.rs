//! Who we are: names, address, numbers.

use maud::{Markup, html};

use crate::business::failure::Complaint;
use crate::business::firm::{FirmPart, Particulars, particulars};
use crate::portals::fields::{Filled, address_pairs};
use crate::portals::office::firm::{Office, PartForm, answered, pair, part_form, save, tab_page};
use crate::portals::office::frame;
use crate::text;
use crate::web::parts::{
    Breadth, Choice, Fact, Field, email_field, facts, fieldset, select_field, telephone_field, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit};

pub fn routes() -> Routes {
    Routes::new().page(path(), show).form(path(), change)
}

pub const fn path() -> &'static str {
    "/office/firm"
}

/// Where our firms are; the zone that is set is always among them.
const TIME_ZONES: [&str; 5] = ["Europe/Vienna", "Europe/Berlin", "Europe/Rome", "Europe/Zurich", "UTC"];

async fn show(visit: Visit) -> Answer {
    let office = visit.read(|view| Office::of(view, &visit))?;
    frame::show(&visit, &page(&visit, &office, &stored(&office), &Complaints::default()))
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let outcome = match read(&typed) {
        Ok(part) => save(&visit, &typed, part).await,
        Err(complaints) => Err(complaints.into()),
    };
    answered(&visit, path(), outcome, |office, complaints| page(&visit, office, &typed, complaints))
}

fn read(typed: &Typed) -> Result<FirmPart, Vec<Complaint>> {
    let typed = typed.clone().with("address.name", typed.text("legal_name"));
    let mut reading = Reading::of(&typed);
    let trade_name = reading.required_line("trade_name");
    let legal_name = reading.required_line("legal_name");
    let address = reading.address("address");
    let vat_id = reading.optional_vat_id("vat_id");
    let tax_number = reading.line("tax_number");
    let register = reading.line("register");
    let email = reading.email("firm_email");
    let phone = reading.line("phone");
    let time_zone = reading.required_line("time_zone");
    // The name of the address has no field of its own; its complaint stands beside the legal name.
    let complaints: Vec<Complaint> = reading
        .into_complaints()
        .into_iter()
        .filter(|complaint| complaint.field.as_deref() != Some("address.name"))
        .collect();
    match (address, email) {
        (Some(address), Some(email)) if complaints.is_empty() => Ok(FirmPart::Particulars(Particulars {
            legal_name,
            trade_name,
            address,
            vat_id,
            tax_number,
            register,
            email,
            phone,
            time_zone,
        })),
        _ => Err(complaints),
    }
}

fn stored(office: &Office) -> Typed {
    let firm = &office.firm;
    let mut pairs = vec![
        pair("trade_name", &firm.trade_name),
        pair("legal_name", &firm.legal_name),
        pair("vat_id", &firm.vat_id.as_ref().map_or(String::new(), ToString::to_string)),
        pair("tax_number", &office.stationery.tax_number),
        pair("register", &firm.register),
        pair("firm_email", firm.email.as_str()),
        pair("phone", &firm.phone),
        pair("time_zone", &firm.time_zone),
    ];
    pairs.extend(address_pairs("address", &firm.address));
    Typed::from_pairs(pairs)
}

fn page(visit: &Visit, office: &Office, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let seen = FirmPart::Particulars(particulars(&office.firm, &office.stationery)).mark();
    let currency = Fact::words(text!(language, "office_firm.particulars.currency"), office.firm.currency.code());
    let fields = fields(&Filled { language, typed, complaints }, office);
    let body = html! {
        (part_form(visit, &PartForm { path: path(), seen, complaints, fields }))
        (facts(&[currency]))
    };
    tab_page(visit, office, path(), body)
}

fn fields(filled: &Filled, office: &Office) -> Markup {
    let language = filled.language;
    let of = |name: &'static str, key: &'static str, optional: bool| Field {
        optional,
        ..filled.field(name, text!(language, key))
    };
    let own = office.firm.time_zone.as_str();
    let others = TIME_ZONES.into_iter().filter(|zone| *zone != own);
    let zones: Vec<Choice> = [own].into_iter().chain(others).map(|zone| Choice::new(zone, zone)).collect();
    html! {
        (text_field(language, &Field {
            hint: Some(text!(language, "fields.trade_name_hint")),
            ..of("trade_name", "fields.trade_name", false)
        }))
        (text_field(language, &of("legal_name", "fields.legal_name", false)))
        (filled.address_without_name("address"))
        (email_field(language, &Field {
            hint: Some(text!(language, "fields.firm_email_hint")),
            ..of("firm_email", "fields.firm_email", false)
        }))
        (telephone_field(language, &of("phone", "fields.phone", true)))
        (fieldset(&text!(language, "office_firm.particulars.numbers"), html! {
            (text_field(language, &Field {
                breadth: Breadth::Medium,
                hint: Some(text!(language, "fields.vat_id_hint")),
                ..of("vat_id", "fields.vat_id", true)
            }))
            (text_field(language, &Field {
                breadth: Breadth::Medium,
                hint: Some(text!(language, "office_firm.particulars.tax_number_hint")),
                ..of("tax_number", "office_firm.particulars.tax_number", true)
            }))
            (text_field(language, &Field {
                hint: Some(text!(language, "office_firm.particulars.register_hint")),
                ..of("register", "office_firm.particulars.register", true)
            }))
        }))
        (select_field(language, &Field {
            breadth: Breadth::Medium,
            hint: Some(text!(language, "office_firm.particulars.time_zone_hint")),
            ..of("time_zone", "office_firm.particulars.time_zone", false)
        }, &zones))
    }
}
