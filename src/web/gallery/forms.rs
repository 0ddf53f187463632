//! Samples of forms: every kind of field, with hints, complaints and kept text.

use crate::values::Language;
use crate::web::parts::{
    Breadth, CellField, Choice, Column, Complaint, Field, Form, Loudness, QuantityRange, QueryForm, Row, SliderRange,
    Table, cell_check, cell_text, checkbox_field, checkbox_group, chosen_anew, code_field, columns, consent_field,
    copy_field, date_field, email_field, field_row, fieldset, file_field, form, live_form, money_field, number_field,
    password_field, quantity_field, query_form, radio_group, scan_field, search_field, section, select_field,
    slider_field, submit_button, table, telephone_field, text_field, textarea_field,
};
use maud::{Markup, html};

pub fn samples(language: Language) -> Markup {
    columns(&[
        section("Formular", whole_form(language)),
        section("Weitere Felder", html! { (more_fields(language)) (cells(language)) (passed_on(language)) }),
    ])
}

/// A link to pass on, and a choice on which the rest of a page depends.
fn passed_on(language: Language) -> Markup {
    let choices = [Choice::new("own", "Eigener Haushalt"), Choice::new("1", "Berta Huber (K-1)")];
    let link = Field { read_only: true, ..field("link", "Ihr Link in den Shop", "https://almgut.example/?p=P-1") };
    html! {
        (copy_field(language, &link))
        (form(language, &Form {
            action: "#",
            csrf: "muster",
            body: chosen_anew(
                select_field(language, &field("for", "Für wen?", "own"), &choices),
                submit_button("Preise für diese Person zeigen", Loudness::Secondary),
            ),
            ..Form::default()
        }))
    }
}

fn cells(language: Language) -> Markup {
    let line = |name: &str, article: &str, quantity: &str, error: Option<&str>| {
        let label = format!("Menge, {article}");
        let quantity = CellField {
            name,
            value: quantity,
            label,
            error: error.map(str::to_owned),
            input_mode: "numeric",
            ..CellField::default()
        };
        let gift = CellField {
            name: "gift",
            value: article,
            label: format!("Als Geschenk, {article}"),
            ..CellField::default()
        };
        Row::new(vec![html! { (article) }, cell_text(&quantity), cell_check(&gift, &["Arnika-Körperpflegeöl"])])
    };
    table(
        language,
        &Table {
            caption: "Positionen korrigieren".to_owned(),
            columns: vec![Column::text("Artikel"), Column::text("Menge"), Column::text("Geschenk")],
            rows: vec![
                line("line-1", "Haferflocken fein", "5", None),
                line("line-2", "Arnika-Körperpflegeöl", "120", Some("Es sind nur 14 Stück da.")),
            ],
            ..Table::default()
        },
    )
}

fn field<'a>(name: &'a str, label: &str, value: &'a str) -> Field<'a> {
    Field { name, label: label.to_owned(), value, ..Field::default() }
}

fn whole_form(language: Language) -> Markup {
    let body = html! {
        (fieldset("Person", person(language)))
        (fieldset("Anschrift", place(language)))
        (consent_field(language, &field("terms", "", ""), html! { "Ich habe die " a href="#" { "Geschäftsbedingungen" } " gelesen und bin einverstanden." }))
    };
    form(
        language,
        &Form {
            action: "#",
            csrf: "muster",
            idempotency_key: Some("muster-1"),
            guards_changes: true,
            complaints: vec![
                Complaint::about("email", "Der E-Mail-Adresse fehlt das @-Zeichen."),
                Complaint::about("postcode", "Österreichische Postleitzahlen haben vier Ziffern."),
            ],
            body,
            buttons: vec![
                submit_button("Kundin anlegen", Loudness::Primary),
                submit_button("Verwerfen", Loudness::Quiet),
            ],
            ..Form::default()
        },
    )
}

fn person(language: Language) -> Markup {
    let email = Field {
        hint: Some("An diese Adresse gehen Rechnungen und Versandmeldungen.".to_owned()),
        error: Some("Der E-Mail-Adresse fehlt das @-Zeichen.".to_owned()),
        autocomplete: "email",
        ..field("email", "E-Mail-Adresse", "annegret.example.at")
    };
    let telephone = Field { optional: true, autocomplete: "tel", ..field("telephone", "Telefon", "") };
    html! {
        (text_field(language, &Field { autocomplete: "name", ..field("name", "Vor- und Nachname", "Annegret Oberhuber") }))
        (email_field(language, &email))
        (telephone_field(language, &telephone))
        (password_field(language, &Field { hint: Some("Mindestens 12 Zeichen.".to_owned()), autocomplete: "new-password", ..field("password", "Passwort", "") }))
        (radio_group(language, &field("kind", "Art der Kundin", "private"), &[
            Choice { hint: Some("Preise mit Umsatzsteuer".to_owned()), ..Choice::new("private", "Privat") },
            Choice { hint: Some("Preise netto, Rechnung mit UID-Nummer".to_owned()), ..Choice::new("firm", "Firma") },
        ]))
    }
}

fn place(language: Language) -> Markup {
    let postcode = Field {
        error: Some("Österreichische Postleitzahlen haben vier Ziffern.".to_owned()),
        breadth: Breadth::Short,
        input_mode: "numeric",
        ..field("postcode", "Postleitzahl", "10702")
    };
    html! {
        (text_field(language, &field("street", "Straße und Hausnummer", "Mariahilfer Straße 112/3/27")))
        (field_row(&[text_field(language, &postcode), text_field(language, &field("town", "Ort", "Wien"))]))
        (select_field(language, &Field { autocomplete: "country", ..field("country", "Land", "AT") }, &[
            Choice::new("AT", "Österreich"), Choice::new("DE", "Deutschland"), Choice::new("IT", "Italien"),
        ]))
    }
}

fn more_fields(language: Language) -> Markup {
    let amount =
        Field { unit: Some("€".to_owned()), breadth: Breadth::Short, ..field("amount", "Betrag", "1.234,50") };
    let days = Field { unit: Some("Tage".to_owned()), breadth: Breadth::Short, ..field("days", "Zahlungsziel", "14") };
    html! {
        div {
            (query_form(language, &QueryForm {
                action: "#",
                hidden: Vec::new(),
                body: date_field(language, &Field { breadth: Breadth::Medium, ..field("from", "Ab", "2026-11-01") }),
            }))
        }
        (money_field(language, &amount))
        (number_field(language, &days))
        (date_field(language, &Field { breadth: Breadth::Medium, ..field("day", "Liefertag", "2026-11-24") }))
        (textarea_field(language, &Field { optional: true, ..field("note", "Bemerkung", "Bitte beim Nachbarn abgeben.") }, 3))
        (code_field(language, &field("plan", "Plan", "[[bonus]]\nrates = [\"6 %\", \"5 %\"]"), 3))
        (search_field(language, &Field { optional: true, ..field("words", "Suchwörter", "") }))
        (scan_field(language, &field("code", "Artikel scannen", "")))
        (file_field(language, &Field { hint: Some("CSV bis 20 MB".to_owned()), ..field("file", "Datei", "") }, ".csv"))
        (quantity_field(language, &field("quantity", "Menge", "2"), QuantityRange { least: 1, most: 99 }))
        (live_form(
            language,
            "/",
            &slider_field(language, &field("more", "Mehr Umsatz", "500"), SliderRange { most: 5_000, step: 50 }),
            &html! { "+ 25,00 €" },
        ))
        (checkbox_field(language, &Field { hint: Some("Abbestellen geht jederzeit.".to_owned()), ..field("news", "Neuigkeiten per E-Mail", "yes") }))
        (checkbox_group(language, &Field { optional: true, ..field("days-open", "Liefertage", "") }, &[
            Choice::new("mon", "Montag"), Choice::new("wed", "Mittwoch"), Choice::new("fri", "Freitag"),
        ], &["mon", "fri"]))
    }
}
