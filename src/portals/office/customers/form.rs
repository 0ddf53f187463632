//! A customer's particulars as a form: to add one, to change one, to close an account.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::customers::{self, CustomerGroup, NewCustomer};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::partners::{self, partner_by_number};
use crate::business::people::{self, Person, PersonKind};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::address_fields::{address_pairs, read_address};
use crate::portals::office::customers::customer_id;
use crate::portals::office::customers::list::list_path;
use crate::portals::office::frame;
use crate::portals::office::once::sent_once;
use crate::portals::office::subjects::{customer_name, customer_path};
use crate::text;
use crate::values::{CustomerId, Language, PartnerId};
use crate::web::parts::{
    Choice, Column, Field, Form, Link, Loudness, Meaning, Notice, Row, Table, email_field, field_row, fieldset, form,
    hidden_field, link_button, notice, paragraph, radio_group, section, select_field, submit_button, table,
    telephone_field, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(new_path(), show_new)
        .form(new_path(), add)
        .page("/office/customers/{id}/edit", show_edit)
        .form("/office/customers/{id}/edit", change)
        .page("/office/customers/{id}/close", ask_to_close)
        .form("/office/customers/{id}/close", close)
        .behind(Permission::CustomersEdit)
}

pub const fn new_path() -> &'static str {
    "/office/customers/new"
}

/// What the form says, as values.
struct Particulars {
    person: Person,
    group: CustomerGroup,
    partner: Option<PartnerId>,
}

async fn show_new(visit: Visit) -> Answer {
    let typed = Typed::from_pairs(vec![
        ("idempotency_key".to_owned(), hex(&random::<16>())),
        ("kind".to_owned(), "private".to_owned()),
        ("language".to_owned(), visit.language.tag().to_owned()),
        ("address.country".to_owned(), "AT".to_owned()),
    ]);
    frame::show(&visit, &form_page(&Filling::new(&visit, None, &typed, Complaints::default())))
}

async fn add(visit: Visit, typed: Typed) -> Answer {
    let outcome = match visit.read(|view| read(view, &typed, None)) {
        Ok(new) => {
            let command = visit.write(move |tx| {
                let person = people::create_person(tx, &new.person)?;
                let opened = NewCustomer { person, group: new.group, partner: new.partner, number: String::new() };
                customers::open_customer(tx, &opened)
            });
            sent_once(&visit, &typed, command).await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(Some(id)) => Ok(redirect_with_message(&customer_path(id), "office_customers.told.added")),
        Ok(None) => Ok(redirect_with_message(list_path(), "office_customers.told.added")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &form_page(&Filling::new(&visit, None, &typed, complaints)))
        }
    }
}

async fn show_edit(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = customer_id(&id)?;
    let typed = visit.read(|view| {
        let (person, group, partner) = known(view, id)?;
        Ok(typed_of(view, &person, group, partner))
    })?;
    frame::show(&visit, &form_page(&Filling::new(&visit, Some(id), &typed, Complaints::default())))
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = customer_id(&id)?;
    let before = visit.read(|view| known(view, id).map(|(person, _, _)| person))?;
    let seen = typed.text("seen").to_owned();
    let outcome = match visit.read(|view| read(view, &typed, Some(&before))) {
        Ok(new) => {
            let command = visit.write(move |tx| {
                let customer = customers::customer(tx, id).ok_or_else(Failure::not_found)?;
                let person = people::person(tx, customer.person).ok_or_else(Failure::not_found)?;
                if fingerprint(&person, customer.group, customer.partner) != seen {
                    let complaint = Complaint::new("office_customers.conflict.changed");
                    return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
                }
                people::change_person(tx, customer.person, &new.person)?;
                if (new.group, new.partner) != (customer.group, customer.partner) {
                    customers::change_customer(tx, id, new.group, new.partner)?;
                }
                Ok(())
            });
            command.await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&customer_path(id), "office_customers.told.changed")),
        Err(failure) => refused(&visit, id, &typed, failure),
    }
}

/// What was typed stays; after a conflict it stands beside what somebody else has saved.
fn refused(visit: &Visit, id: CustomerId, typed: &Typed, failure: Failure) -> Answer {
    let conflict = matches!(&failure, Failure::Refused(refusal) if refusal.kind == RefusalKind::Conflict);
    let complaints = Complaints::of(visit.language, failure)?;
    if !conflict {
        return frame::refuse(visit, &form_page(&Filling::new(visit, Some(id), typed, complaints)));
    }
    let saved = visit.read(|view| {
        let (person, group, partner) = known(view, id)?;
        Ok(typed_of(view, &person, group, partner))
    })?;
    let filling = Filling { saved: Some(&saved), ..Filling::new(visit, Some(id), typed, Complaints::default()) };
    frame::refuse_with(visit, StatusCode::CONFLICT, &form_page(&filling))
}

type Known = (Person, CustomerGroup, Option<PartnerId>);

fn known(view: &View<'_>, id: CustomerId) -> Result<Known, Failure> {
    view.require(Permission::CustomersEdit)?;
    let customer = customers::customer(view, id).ok_or_else(Failure::not_found)?;
    let person = people::person(view, customer.person).ok_or_else(Failure::not_found)?;
    Ok((person, customer.group, customer.partner))
}

/// Names a record as somebody saw it, so that two clerks notice each other.
fn fingerprint(person: &Person, group: CustomerGroup, partner: Option<PartnerId>) -> String {
    let written = format!("{person:?}{group:?}{partner:?}");
    blake3::hash(written.as_bytes()).to_hex().chars().take(16).collect()
}

fn typed_of(view: &View<'_>, person: &Person, group: CustomerGroup, partner: Option<PartnerId>) -> Typed {
    let number = partner.and_then(|id| partners::partner(view, id)).map(|partner| partner.number);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![
        pair("seen", &fingerprint(person, group, partner)),
        pair("kind", group.word()),
        pair("first_name", &person.first_name),
        pair("last_name", &person.last_name),
        pair("company", &person.company),
        pair("email", &person.email.as_ref().map(ToString::to_string).unwrap_or_default()),
        pair("phone", &person.phone),
        pair("vat_id", &person.vat_id.as_ref().map(ToString::to_string).unwrap_or_default()),
        pair("language", person.language.tag()),
        pair("partner", &number.unwrap_or_default()),
    ];
    match &person.address {
        Some(address) => pairs.extend(address_pairs("address", address)),
        None => pairs.push(pair("address.country", "AT")),
    }
    Typed::from_pairs(pairs)
}

/// Text to values. What the form does not ask, such as the bank account, stays as it was.
fn read(view: &View<'_>, typed: &Typed, before: Option<&Person>) -> Result<Particulars, Failure> {
    let mut reading = Reading::of(typed);
    let group = reading.choice("kind", |word| CustomerGroup::ALL.into_iter().find(|group| group.word() == word));
    let language = reading.choice("language", Language::parse);
    let email = reading.optional_email("email");
    let vat_id = reading.optional_vat_id("vat_id");
    let address = if has_address(typed) { read_address(&mut reading, "address") } else { None };
    let number = reading.line("partner");
    let partner = partner_by_number(view, &number);
    if !number.is_empty() && partner.is_none() {
        reading.complain(Complaint::new("office_customers.refusal.no_partner").at("partner").with("number", number));
    }
    let [first_name, last_name, company, phone] =
        ["first_name", "last_name", "company", "phone"].map(|name| reading.line(name));
    let kind = match group {
        Some(CustomerGroup::Company) => PersonKind::Company,
        Some(CustomerGroup::Private) | None => PersonKind::Private,
    };
    let person = Person {
        kind,
        first_name,
        last_name,
        company: if kind == PersonKind::Company { company } else { String::new() },
        email,
        phone,
        language: language.unwrap_or(Language::De),
        address,
        vat_id,
        iban: before.and_then(|person| person.iban.clone()),
        bic: before.and_then(|person| person.bic.clone()),
        account_holder: before.map(|person| person.account_holder.clone()).unwrap_or_default(),
        consents: Vec::new(),
        created_at: view.now(),
    };
    // What the rule says of names stands beside what could not be read, so that nobody corrects twice.
    let mut complaints = reading.into_complaints();
    for complaint in people::person_complaints(&person) {
        if !complaints.iter().any(|known| known.field == complaint.field) {
            complaints.push(complaint);
        }
    }
    match group {
        Some(group) if complaints.is_empty() => Ok(Particulars { person, group, partner }),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints }.into()),
    }
}

/// Somebody whose address we do not know leaves all of it empty.
fn has_address(typed: &Typed) -> bool {
    ["street", "postcode", "town"].iter().any(|part| !typed.text(&format!("address.{part}")).trim().is_empty())
}

/// The form as it stands on a page.
struct Filling<'f> {
    language: Language,
    csrf: &'f str,
    /// Nobody yet, for somebody new.
    id: Option<CustomerId>,
    typed: &'f Typed,
    complaints: Complaints,
    /// What somebody else has saved meanwhile.
    saved: Option<&'f Typed>,
}

impl<'f> Filling<'f> {
    fn new(visit: &'f Visit, id: Option<CustomerId>, typed: &'f Typed, complaints: Complaints) -> Filling<'f> {
        Filling { language: visit.language, csrf: visit.csrf(), id, typed, complaints, saved: None }
    }
}

fn form_page(filling: &Filling) -> Page {
    let language = filling.language;
    let (title, action, back) = match filling.id {
        None => (
            text!(language, "office_customers.page.new"),
            new_path().to_owned(),
            Link::new(text!(language, "office_customers.page.title"), list_path()),
        ),
        Some(id) => (
            text!(language, "office_customers.form.change"),
            format!("{}/edit", customer_path(id)),
            Link::new(text!(language, "office_customers.form.back"), customer_path(id)),
        ),
    };
    let button = match filling.saved {
        Some(_) => "office_customers.conflict.save_mine",
        None => "office_customers.form.save",
    };
    let seen = filling.saved.unwrap_or(filling.typed).text("seen");
    Page {
        title,
        body: html! {
            @if let Some(saved) = filling.saved { (conflict(filling, saved)) }
            (form(language, &Form {
                action: &action,
                csrf: filling.csrf,
                idempotency_key: filling.id.is_none().then(|| filling.typed.text("idempotency_key")),
                guards_changes: true,
                complaints: filling.complaints.summary_with_names(|name| label_of(language, name)),
                body: html! { (hidden_field("seen", seen)) (fields(filling)) },
                buttons: vec![
                    submit_button(&text!(language, button), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}

/// The names of the fields, with the keys of their labels.
const NAMED: [(&str, &str); 16] = [
    ("kind", "office_customers.field.kind"),
    ("company", "fields.company"),
    ("first_name", "fields.first_name"),
    ("last_name", "fields.last_name"),
    ("email", "office_orders.fact.email"),
    ("phone", "office_orders.fact.phone"),
    ("vat_id", "office_orders.fact.vat_id"),
    ("language", "office_customers.fact.language"),
    ("partner", "office_customers.field.partner"),
    ("address.name", "fields.address.name"),
    ("address.extra", "fields.address.extra"),
    ("address.street", "fields.address.street"),
    ("address.house_number", "fields.address.house_number"),
    ("address.postcode", "fields.address.postcode"),
    ("address.town", "fields.address.town"),
    ("address.country", "fields.address.country"),
];

fn label_of(language: Language, name: &str) -> Option<String> {
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, key)| text!(language, key))
}

/// What differs, field by field.
fn conflict(filling: &Filling, saved: &Typed) -> Markup {
    let language = filling.language;
    let rows = NAMED.iter().filter(|(name, _)| saved.text(name) != filling.typed.text(name)).map(|(name, key)| {
        Row::new(vec![
            html! { (text!(language, key)) },
            html! { (filling.typed.text(name)) },
            html! { (saved.text(name)) },
        ])
    });
    let shown = Table {
        caption: text!(language, "office_orders.conflict.heading"),
        columns: vec![
            Column::text(text!(language, "office_orders.versions.what")),
            Column::text(text!(language, "office_orders.conflict.mine")),
            Column::text(text!(language, "office_orders.conflict.theirs")),
        ],
        rows: rows.collect(),
        ..Table::default()
    };
    html! {
        (notice(&Notice {
            meaning: Meaning::Attention,
            sentence: text!(language, "office_customers.conflict.changed"),
            more: Some(html! { p { (text!(language, "office_customers.conflict.choice")) } }),
        }))
        (section(&text!(language, "office_orders.conflict.heading"), table(language, &shown)))
    }
}

fn fields(filling: &Filling) -> Markup {
    let (language, typed, complaints) = (filling.language, filling.typed, &filling.complaints);
    let field = |name: &'static str, autocomplete: &'static str| Field {
        name,
        label: label_of(language, name).unwrap_or_default(),
        value: typed.text(name),
        error: complaints.about(name),
        autocomplete,
        ..Field::default()
    };
    let kinds = CustomerGroup::ALL.map(|group| Choice::new(group.word(), text!(language, &group.text_key())));
    let languages = Language::ALL.map(|language| Choice::new(language.tag(), language.own_name()));
    let partner = Field {
        hint: Some(text!(language, "office_customers.field.partner_hint")),
        optional: true,
        ..field("partner", "off")
    };
    html! {
        (radio_group(language, &field("kind", ""), &kinds))
        (text_field(language, &Field {
            hint: Some(text!(language, "office_customers.field.company_hint")),
            optional: true,
            ..field("company", "off")
        }))
        (field_row(&[
            text_field(language, &Field { optional: true, ..field("first_name", "off") }),
            text_field(language, &field("last_name", "off")),
        ]))
        (email_field(language, &Field { optional: true, ..field("email", "off") }))
        (field_row(&[
            telephone_field(language, &Field { optional: true, ..field("phone", "off") }),
            text_field(language, &Field { optional: true, ..field("vat_id", "off") }),
        ]))
        (select_field(language, &field("language", ""), &languages))
        (fieldset(&text!(language, "office_customers.fact.address"), Filled { language, typed, complaints }.address("address", true)))
        (text_field(language, &partner))
    }
}

async fn ask_to_close(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = customer_id(&id)?;
    let name = visit.read(|view| known(view, id).map(|_| customer_name(view, id)))?;
    frame::show(&visit, &close_page(&visit, id, &name, &Complaints::default()))
}

async fn close(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let id = customer_id(&id)?;
    match visit.write(move |tx| customers::close_customer(tx, id)).await {
        Ok(()) => Ok(redirect_with_message(&customer_path(id), "office_customers.told.closed")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let name = visit.read(|view| Ok(customer_name(view, id)))?;
            frame::refuse(&visit, &close_page(&visit, id, &name, &complaints))
        }
    }
}

fn close_page(visit: &Visit, id: CustomerId, name: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let action = format!("{}/close", customer_path(id));
    let back = Link::new(text!(language, "office_customers.form.back"), customer_path(id));
    Page {
        title: text!(language, "office_customers.close.title"),
        lead: Some(name.to_owned()),
        body: html! {
            (paragraph(&text!(language, "office_customers.close.what")))
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                complaints: complaints.summary(),
                buttons: vec![
                    submit_button(&text!(language, "office_customers.close.confirm"), Loudness::Danger),
                    link_button(&Link::new(text!(language, "office.form.back"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}
