//! A product as a form: names and texts in each language, what the data sheet says, prices and tax.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::catalog::{self, Content, ContentUnit, Product, TaxClass, product_complaints};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::once::sent_once;
use crate::portals::office::products::list::list_path;
use crate::portals::office::products::price_fields::{
    closed_up, joined, price_fields, price_label, price_names, price_pairs, read_prices,
};
use crate::portals::office::products::{by_depth, currency, product_id};
use crate::portals::office::subjects::product_path;
use crate::text;
use crate::values::{CategoryId, Currency, Language, LocalText, ProductId};
use crate::web::parts::{
    Breadth, Choice, Column, Field, Form, Link, Loudness, Meaning, Notice, Row, Table, checkbox_field, field_row,
    fieldset, fold, form, hidden_field, link_button, notice, number_field, open_fold, radio_group, section,
    select_field, submit_button, table, text_field, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

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

/// Texts that are written in each language: the name of the field, how many signs it may have, its height.
const TEXTS: [(&str, usize, u8); 7] = [
    ("name", 120, 1),
    ("summary", 300, 2),
    ("description", 4_000, 5),
    ("ingredients", 2_000, 3),
    ("allergens", 500, 2),
    ("nutrition", 1_000, 3),
    ("storage", 500, 2),
];

/// Fields that come once, with the keys of their labels.
const ONCE: [(&str, &str); 11] = [
    ("sku", "office_products.column.sku"),
    ("gtin", "office_products.fact.gtin"),
    ("category", "office_products.column.category"),
    ("active", "office_products.field.active"),
    ("tax_class", "office_products.fact.tax_class"),
    ("points", "office_products.fact.points"),
    ("commission_base", "office_products.fact.commission_base"),
    ("content_amount", "office_products.fact.content"),
    ("content_unit", "office_products.field.content_unit"),
    ("weight_grams", "office_products.fact.weight"),
    ("shelf_life_days", "office_products.fact.shelf_life"),
];

const WEIGHT_MAX: u32 = 1_000_000;
const SHELF_LIFE_MAX: u32 = 36_500;
const CONTENT_MAX: u32 = 1_000_000;

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
            let command = visit.write(move |tx| catalog::save_product(tx, None, &new));
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
    let conflict = matches!(&failure, Failure::Refused(refusal) if refusal.kind == RefusalKind::Conflict);
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

fn in_language(name: &str, language: Language) -> String {
    format!("{name}_{}", language.tag())
}

fn texts_of(product: &Product) -> [(&'static str, &LocalText); 7] {
    [
        ("name", &product.name),
        ("summary", &product.summary),
        ("description", &product.description),
        ("ingredients", &product.ingredients),
        ("allergens", &product.allergens),
        ("nutrition", &product.nutrition),
        ("storage", &product.storage),
    ]
}

fn typed_of(language: Language, product: &Product) -> Typed {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let count = |name: &str, count: u32| (name.to_owned(), if count == 0 { String::new() } else { count.to_string() });
    let mut pairs = vec![
        pair("version", &product.version.to_string()),
        pair("sku", &product.sku),
        pair("gtin", &product.gtin),
        pair("category", &product.category.to_string()),
        pair("active", if product.active { "yes" } else { "" }),
        pair("tax_class", product.tax_class.word()),
        pair("points", &crate::texts::plain_points(language, product.points)),
        pair("commission_base", &crate::texts::plain_money(language, product.commission_base)),
        count("content_amount", product.content.map_or(0, |content| content.amount)),
        pair("content_unit", product.content.map_or("", |content| content.unit.word())),
        count("weight_grams", product.weight_grams),
        count("shelf_life_days", product.shelf_life_days),
    ];
    for (name, text) in texts_of(product) {
        pairs.extend(
            [(Language::De, &text.de), (Language::En, &text.en), (Language::Zh, &text.zh)]
                .map(|(language, text)| (in_language(name, language), text.clone())),
        );
    }
    pairs.extend(price_pairs(language, product.prices, &product.tiers));
    Typed::from_pairs(pairs)
}

/// Text to values; picture and version stay with the product as it was read.
fn read(view: &View<'_>, typed: &Typed, before: Option<&Product>) -> Result<Product, Failure> {
    let mut reading = Reading::of(typed);
    let currency = currency(view);
    let sku = reading.line("sku");
    let gtin: String = reading.line("gtin").split_whitespace().collect();
    let category = reading.choice("category", CategoryId::parse);
    let tax_class = reading.choice("tax_class", TaxClass::of_word);
    let [name, summary, description, ingredients, allergens, nutrition, storage] =
        TEXTS.map(|(name, most, _)| LocalText {
            de: reading.text(&in_language(name, Language::De), most),
            en: reading.text(&in_language(name, Language::En), most),
            zh: reading.text(&in_language(name, Language::Zh), most),
        });
    let (prices, tiers) = read_prices(&mut reading, typed, currency);
    let commission_base = match typed.text("commission_base").trim() {
        "" => Some(prices.customer),
        _ => reading.money("commission_base", currency),
    };
    let points = reading.points("points");
    let content = read_content(&mut reading, typed);
    let weight_grams = reading.optional_number("weight_grams", 1, WEIGHT_MAX);
    let shelf_life_days = reading.optional_number("shelf_life_days", 1, SHELF_LIFE_MAX);
    let new = Product {
        sku,
        category: category.unwrap_or(CategoryId::new(0)),
        name,
        summary,
        description,
        ingredients,
        allergens,
        storage,
        nutrition,
        tax_class: tax_class.unwrap_or(TaxClass::Standard),
        prices,
        tiers,
        points,
        commission_base: commission_base.unwrap_or(prices.customer),
        content,
        weight_grams: weight_grams.unwrap_or(0),
        gtin,
        shelf_life_days: shelf_life_days.unwrap_or(0),
        picture: before.map(|product| product.picture.clone()).unwrap_or_default(),
        active: reading.ticked("active"),
        version: typed.text("version").parse().unwrap_or(0),
    };
    let complaints = joined(reading.into_complaints(), product_complaints(&new));
    if complaints.is_empty() { Ok(new) } else { Err(Refusal { kind: RefusalKind::Rule, complaints }.into()) }
}

/// Amount and unit belong together.
fn read_content(reading: &mut Reading, typed: &Typed) -> Option<Content> {
    let amount = reading.optional_number("content_amount", 1, CONTENT_MAX);
    match (amount, typed.text("content_unit")) {
        (None, _) => None,
        (Some(amount), word) => {
            let unit = ContentUnit::of_word(word);
            if unit.is_none() {
                reading.complain(Complaint::new("office_products.refusal.unit_missing").at("content_unit"));
            }
            unit.map(|unit| Content { amount, unit })
        }
    }
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
    let button = match filling.saved {
        Some(_) => "office_customers.conflict.save_mine",
        None => "office_products.form.save",
    };
    let version = filling.saved.unwrap_or(filling.typed).text("version");
    Page {
        title,
        lead: Some(filling.typed.text("name_de").to_owned()).filter(|name| !name.is_empty()),
        body: html! {
            @if let Some(saved) = filling.saved { (conflict(filling, saved)) }
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

fn head_fields(filling: &Filling) -> Markup {
    let language = filling.language;
    let gtin = Field {
        optional: true,
        hint: Some(text!(language, "office_products.field.gtin_hint")),
        input_mode: "numeric",
        ..filling.once("gtin")
    };
    let active = Field {
        optional: true,
        hint: Some(text!(language, "office_products.field.active_hint")),
        ..filling.once("active")
    };
    html! {
        (text_field(language, &Field { breadth: Breadth::Medium, ..filling.once("sku") }))
        (text_field(language, &Field { breadth: Breadth::Medium, ..gtin }))
        (select_field(language, &filling.once("category"), &filling.categories))
        (checkbox_field(language, &active))
    }
}

/// One language after the other; those beside German open when something is wrong in them.
fn text_fields(filling: &Filling) -> Markup {
    let language = filling.language;
    let german = fieldset(Language::De.own_name(), language_fields(filling, Language::De));
    let other = |of: Language| {
        let wrong = TEXTS.iter().any(|(name, _, _)| filling.complaints.about(&in_language(name, of)).is_some());
        let body = language_fields(filling, of);
        if wrong { open_fold(of.own_name(), body) } else { fold(of.own_name(), body) }
    };
    html! {
        (german)
        (fieldset(&text!(language, "office_products.form.other_languages"), html! {
            (other(Language::En))
            (other(Language::Zh))
        }))
    }
}

fn language_fields(filling: &Filling, of: Language) -> Markup {
    let language = filling.language;
    html! {
        @for (name, most, rows) in TEXTS {
            @let full = in_language(name, of);
            @let field = Field {
                name: &full,
                label: text!(language, &format!("office_products.text.{name}")),
                value: filling.typed.text(&full),
                error: filling.complaints.about(&full),
                optional: name != "name" || of != Language::De,
                max_length: Some(most),
                ..Field::default()
            };
            @if rows == 1 { (text_field(language, &field)) } @else { (textarea_field(language, &field, rows)) }
        }
    }
}

/// What tax and commission are reckoned from.
fn reckoning_fields(filling: &Filling) -> Markup {
    let language = filling.language;
    let classes = TaxClass::ALL.map(|class| Choice::new(class.word(), text!(language, &class.text_key())));
    let points = Field {
        optional: true,
        breadth: Breadth::Short,
        hint: Some(text!(language, "office_products.field.points_hint")),
        ..filling.once("points")
    };
    let base = Field {
        optional: true,
        breadth: Breadth::Short,
        unit: Some(filling.currency.code().to_owned()),
        hint: Some(text!(language, "office_products.field.same_price")),
        ..filling.once("commission_base")
    };
    fieldset(
        &text!(language, "office_products.form.reckoning"),
        html! {
            (radio_group(language, &filling.once("tax_class"), &classes))
            (field_row(&[number_field(language, &points), number_field(language, &base)]))
        },
    )
}

/// What the data sheet says in figures.
fn sheet_fields(filling: &Filling) -> Markup {
    let language = filling.language;
    let units = ContentUnit::ALL.map(|unit| Choice::new(unit.word(), text!(language, &unit.text_key())));
    let number = |name: &'static str, unit: Option<&'static str>| {
        let unit = unit.map(|key| text!(language, key));
        let field =
            Field { optional: true, unit, breadth: Breadth::Short, input_mode: "numeric", ..filling.once(name) };
        number_field(language, &field)
    };
    let unit = Field { optional: true, breadth: Breadth::Short, ..filling.once("content_unit") };
    fieldset(
        &text!(language, "office_products.sheet.data"),
        html! {
            (field_row(&[number("content_amount", None), select_field(language, &unit, &units)]))
            (field_row(&[
                number("weight_grams", Some("office_products.unit.grams")),
                number("shelf_life_days", Some("office_products.unit.days")),
            ]))
        },
    )
}

/// Every field by its name, in their order.
fn names() -> Vec<String> {
    let once = ONCE.iter().map(|(name, _)| (*name).to_owned());
    let texts = TEXTS.iter().flat_map(|(name, _, _)| Language::ALL.map(|of| in_language(name, of)));
    once.chain(texts).chain(price_names()).collect()
}

/// What a field is called.
fn label_of(language: Language, name: &str) -> Option<String> {
    if let Some((_, key)) = ONCE.iter().find(|(known, _)| *known == name) {
        return Some(text!(language, key));
    }
    let written = TEXTS.iter().find_map(|(known, _, _)| {
        let of = Language::ALL.into_iter().find(|of| in_language(known, *of) == name)?;
        Some((*known, of))
    });
    if let Some((known, of)) = written {
        let label = text!(language, &format!("office_products.text.{known}"));
        return Some(text!(language, "office_products.text.in_language", text = label, language = of.own_name()));
    }
    price_label(language, name)
}

/// What differs, field by field.
fn conflict(filling: &Filling, saved: &Typed) -> Markup {
    let language = filling.language;
    let named = |name: String| label_of(language, &name).map(|label| (name, label));
    let differs = |(name, _): &(String, String)| saved.text(name) != filling.typed.text(name);
    let rows = names().into_iter().filter_map(named).filter(differs).map(|(name, label)| {
        let told = |typed: &Typed| told(filling, &name, typed.text(&name));
        Row::new(vec![html! { (label) }, html! { (told(filling.typed)) }, html! { (told(saved)) }])
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
            sentence: text!(language, "office_products.conflict.changed"),
            more: Some(html! { p { (text!(language, "office_customers.conflict.choice")) } }),
        }))
        (section(&text!(language, "office_orders.conflict.heading"), table(language, &shown)))
    }
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
            ContentUnit::of_word(value).map_or_else(String::new, |unit| text!(language, &unit.text_key()))
        }
        _ => value.to_owned(),
    }
}
