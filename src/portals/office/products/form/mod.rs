//! A product as a form: to add one and to change one.

mod fields;
mod names;
mod values;

use axum::extract::Path;
use axum::http::StatusCode;
use maud::html;

use crate::business::catalog::{self, Product, TaxClass};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::conflict::{Difference, conflict, save_buttons};
use crate::portals::office::frame;
use crate::portals::office::products::form::fields::{head_fields, reckoning_fields, sheet_fields, text_fields};
use crate::portals::office::products::form::names::{label_of, names};
use crate::portals::office::products::form::values::{read, typed_of};
use crate::portals::office::products::list::list_path;
use crate::portals::office::products::price_fields::{closed_up, price_fields};
use crate::portals::office::products::{by_depth, currency, product_id};
use crate::portals::office::subjects::product_path;
use crate::portals::once::sent_once;
use crate::text;
use crate::values::{CategoryId, Currency, Language, ProductId};
use crate::web::parts::{Choice, Field, Form, Link, form, hidden_field};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(new_path(), show_new)
        .form(new_path(), add)
        .page("/office/products/{id}/edit", show_edit)
        .form("/office/products/{id}/edit", change)
        .behind(Permission::CatalogEdit)
}

pub const fn new_path() -> &'static str {
    "/office/products/new"
}

async fn show_new(visit: Visit) -> Answer {
    let typed = Typed::from_pairs(vec![
        ("idempotency_key".to_owned(), hex(&random::<16>())),
        ("active".to_owned(), "yes".to_owned()),
        ("version".to_owned(), "0".to_owned()),
        ("category".to_owned(), visit.query("category").unwrap_or_default()),
    ]);
    let page = visit.read(|view| Ok(form_page(&Filling::new(view, &visit, None, &typed, Complaints::default()))))?;
    frame::show(&visit, &page)
}

async fn add(visit: Visit, typed: Typed) -> Answer {
    let typed = closed_up(typed);
    let outcome = match visit.read(|view| read(view, &typed, None)) {
        Ok(new) => {
            let command = move |tx: &mut Tx<'_, '_, '_>| catalog::save_product(tx, None, &new);
            sent_once(&visit, &typed, command).await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(Some(id)) => Ok(redirect_with_message(&product_path(id), "office_products.told.added")),
        Ok(None) => Ok(redirect_with_message(list_path(), "office_products.told.added")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let page = visit.read(|view| Ok(form_page(&Filling::new(view, &visit, None, &typed, complaints))))?;
            frame::refuse(&visit, &page)
        }
    }
}

async fn show_edit(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = product_id(&id)?;
    let page = visit.read(|view| {
        let typed = typed_of(visit.language, &known(view, id)?);
        Ok(form_page(&Filling::new(view, &visit, Some(id), &typed, Complaints::default())))
    })?;
    frame::show(&visit, &page)
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = product_id(&id)?;
    let typed = closed_up(typed);
    let before = visit.read(|view| known(view, id))?;
    let outcome = match visit.read(|view| read(view, &typed, Some(&before))) {
        Ok(new) => visit.write(move |tx| catalog::save_product(tx, Some(id), &new)).await.map(drop),
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&product_path(id), "office_products.told.changed")),
        Err(failure) => refused(&visit, id, &typed, failure),
    }
}

/// What was typed stays; after a conflict it stands beside what somebody else has saved.
fn refused(visit: &Visit, id: ProductId, typed: &Typed, failure: Failure) -> Answer {
    let conflict = failure.is_conflict();
    let complaints = Complaints::of(visit.language, failure)?;
    if !conflict {
        let page = visit.read(|view| Ok(form_page(&Filling::new(view, visit, Some(id), typed, complaints))))?;
        return frame::refuse(visit, &page);
    }
    let page = visit.read(|view| {
        let saved = typed_of(visit.language, &known(view, id)?);
        let filling = Filling::new(view, visit, Some(id), typed, Complaints::default());
        Ok(form_page(&Filling { saved: Some(&saved), ..filling }))
    })?;
    frame::refuse_with(visit, StatusCode::CONFLICT, &page)
}

fn known(view: &View<'_>, id: ProductId) -> Result<Product, Failure> {
    view.require(Permission::CatalogEdit)?;
    catalog::product(view, id).ok_or_else(Failure::not_found)
}

/// The form as it stands on a page.
struct Filling<'f> {
    language: Language,
    csrf: &'f str,
    currency: Currency,
    categories: Vec<Choice>,
    /// Nothing yet, for something new.
    id: Option<ProductId>,
    typed: &'f Typed,
    complaints: Complaints,
    /// What somebody else has saved meanwhile.
    saved: Option<&'f Typed>,
}

impl<'f> Filling<'f> {
    fn new(
        view: &View<'_>,
        visit: &'f Visit,
        id: Option<ProductId>,
        typed: &'f Typed,
        complaints: Complaints,
    ) -> Filling<'f> {
        let language = visit.language;
        let choice = |(depth, id, category): (usize, CategoryId, catalog::Category)| {
            Choice::new(id.to_string(), format!("{}{}", "– ".repeat(depth), category.name.get(language)))
        };
        Filling {
            language,
            csrf: visit.csrf(),
            currency: currency(view),
            categories: by_depth(view).into_iter().map(choice).collect(),
            id,
            typed,
            complaints,
            saved: None,
        }
    }

    fn filled(&self) -> Filled<'_> {
        Filled { language: self.language, typed: self.typed, complaints: &self.complaints }
    }

    /// One of the fields that come once.
    fn once(&self, name: &'static str) -> Field<'_> {
        self.filled().field(name, label_of(self.language, name).unwrap_or_default())
    }
}

fn form_page(filling: &Filling) -> Page {
    let language = filling.language;
    let (title, action, back) = match filling.id {
        None => (
            text!(language, "office_products.page.new"),
            new_path().to_owned(),
            Link::new(text!(language, "office_products.page.title"), list_path()),
        ),
        Some(id) => (
            text!(language, "office_products.form.change"),
            format!("{}/edit", product_path(id)),
            Link::new(text!(language, "office_products.form.back"), product_path(id)),
        ),
    };
    let save = text!(language, "office_products.form.save");
    let version = filling.saved.unwrap_or(filling.typed).text("version");
    Page {
        title,
        lead: Some(filling.typed.text("name_de").to_owned()).filter(|name| !name.is_empty()),
        body: html! {
            @if let Some(saved) = filling.saved { (conflict(language, differences(filling, saved))) }
            (form(language, &Form {
                action: &action,
                csrf: filling.csrf,
                idempotency_key: filling.id.is_none().then(|| filling.typed.text("idempotency_key")),
                guards_changes: true,
                complaints: filling.complaints.summary_with_names(|name| label_of(language, name)),
                body: html! {
                    (hidden_field("version", version))
                    (head_fields(filling))
                    (text_fields(filling))
                    (price_fields(filling.filled(), filling.currency))
                    (reckoning_fields(filling))
                    (sheet_fields(filling))
                },
                buttons: save_buttons(language, filling.saved.is_some(), save, &back.href),
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}

/// What differs, field by field.
fn differences(filling: &Filling, saved: &Typed) -> Vec<Difference> {
    let named = |name: String| label_of(filling.language, &name).map(|label| (name, label));
    let differs = |(name, _): &(String, String)| saved.text(name) != filling.typed.text(name);
    let told = |(name, label): (String, String)| {
        let told = |typed: &Typed| told(filling, &name, typed.text(&name));
        Difference { label, mine: told(filling.typed), theirs: told(saved) }
    };
    names().into_iter().filter_map(named).filter(differs).map(told).collect()
}

/// A value of the form in words.
fn told(filling: &Filling, name: &str, value: &str) -> String {
    let language = filling.language;
    match name {
        "active" if value.is_empty() => text!(language, "office_history.value.no"),
        "active" => text!(language, "office_history.value.yes"),
        "category" => {
            let choice = filling.categories.iter().find(|choice| choice.value == value);
            choice.map_or_else(String::new, |choice| choice.label.clone())
        }
        "tax_class" => TaxClass::of_word(value).map_or_else(String::new, |class| text!(language, &class.text_key())),
        "content_unit" => {
            catalog::ContentUnit::of_word(value).map_or_else(String::new, |unit| text!(language, &unit.text_key()))
        }
        _ => value.to_owned(),
    }
}
