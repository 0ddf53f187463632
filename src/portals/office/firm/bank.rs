//! Where money goes, and what invoices say at their end.

use maud::{Markup, html};

use crate::business::failure::Complaint;
use crate::business::firm::{BankAccount, FirmPart, bank};
use crate::portals::fields::Filled;
use crate::portals::office::firm::{
    Office, PartForm, answered, local_pairs, local_text, pair, part_form, save, tab_page,
};
use crate::portals::office::frame;
use crate::text;
use crate::web::parts::{Breadth, Field, fieldset, text_field, textarea_field};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit};

pub fn routes() -> Routes {
    Routes::new().page(path(), show).form(path(), change)
}

pub const fn path() -> &'static str {
    "/office/firm/bank"
}

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
    let mut reading = Reading::of(typed);
    let iban = reading.optional_iban("iban");
    let bic = reading.optional_bic("bic");
    let creditor_id: String = reading.line("creditor_id").split_whitespace().collect();
    let complaints = reading.into_complaints();
    if !complaints.is_empty() {
        return Err(complaints);
    }
    let creditor_id = creditor_id.to_uppercase();
    Ok(FirmPart::Bank(BankAccount { iban, bic, creditor_id, invoice_note: local_text(typed, "invoice_note") }))
}

fn stored(office: &Office) -> Typed {
    let firm = &office.firm;
    let mut pairs = vec![
        pair("iban", &firm.iban.as_ref().map_or(String::new(), |iban| iban.grouped())),
        pair("bic", &firm.bic.as_ref().map_or(String::new(), ToString::to_string)),
        pair("creditor_id", &firm.creditor_id),
    ];
    pairs.extend(local_pairs("invoice_note", &office.stationery.invoice_note));
    Typed::from_pairs(pairs)
}

fn page(visit: &Visit, office: &Office, typed: &Typed, complaints: &Complaints) -> Page {
    let seen = FirmPart::Bank(bank(&office.firm, &office.stationery)).mark();
    let fields = fields(&Filled { language: visit.language, typed, complaints });
    tab_page(visit, office, path(), part_form(visit, &PartForm { path: path(), seen, complaints, fields }))
}

fn fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let of = |name: &'static str, key: &'static str, hint: &'static str| Field {
        optional: true,
        autocomplete: "off",
        hint: Some(text!(language, hint)),
        ..filled.field(name, text!(language, key))
    };
    let note =
        |name: &'static str, key: &'static str| Field { optional: true, ..filled.field(name, text!(language, key)) };
    html! {
        (text_field(language, &of("iban", "fields.iban", "office_firm.bank.iban_hint")))
        (text_field(language, &Field {
            breadth: Breadth::Medium,
            ..of("bic", "office_firm.bank.bic", "office_firm.bank.bic_hint")
        }))
        (text_field(language, &Field {
            breadth: Breadth::Medium,
            ..of("creditor_id", "office_firm.bank.creditor_id", "office_firm.bank.creditor_id_hint")
        }))
        (fieldset(&text!(language, "office_firm.bank.invoice_note"), html! {
            (textarea_field(language, &Field {
                hint: Some(text!(language, "office_firm.bank.invoice_note_hint")),
                ..note("invoice_note_de", "office_firm.language.german")
            }, 3))
            (textarea_field(language, &note("invoice_note_en", "office_firm.language.english"), 3))
            (textarea_field(language, &note("invoice_note_zh", "office_firm.language.chinese"), 3))
        }))
    }
}
