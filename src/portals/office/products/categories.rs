//! Categories: the tree, and a form for each.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::catalog::{self, Category, category_complaints};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::fields::{Filled, joined};
use crate::portals::office::conflict::{changed_meanwhile, save_buttons};
use crate::portals::office::frame;
use crate::portals::office::once::sent_once;
use crate::portals::office::products::{by_depth, list};
use crate::text;
use crate::texts;
use crate::values::{CategoryId, Language, LocalText};
use crate::web::parts::{
    Breadth, Choice, Column, Empty, Field, Form, Link, Loudness, Row, Table, fieldset, figure, form, hidden_field,
    key_button, number_field, select_field, table, text_field, text_link, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page(list_path(), list).behind(Permission::CatalogView);
    let editing = Routes::new()
        .page(NEW_PATH, show_new)
        .form(NEW_PATH, add)
        .page("/office/products/categories/{id}", show_edit)
        .form("/office/products/categories/{id}", change)
        .behind(Permission::CatalogEdit);
    looking.and(editing)
}

pub const fn list_path() -> &'static str {
    "/office/products/categories"
}

const NEW_PATH: &str = "/office/products/categories/new";
const NAME_MAX: usize = 120;
const DESCRIPTION_MAX: usize = 1_000;
const SORT_MAX: u32 = 10_000;

fn category_path(id: CategoryId) -> String {
    format!("{}/{id}", list_path())
}

fn category_id(text: &str) -> Result<CategoryId, Failure> {
    CategoryId::parse(text).ok_or_else(Failure::not_found)
}

async fn list(visit: Visit) -> Answer {
    let page = visit.read(|view| Ok(categories_page(view, &visit)))?;
    frame::show(&visit, &page)
}

fn categories_page(view: &View<'_>, visit: &Visit) -> Page {
    let language = visit.language;
    let may_edit = view.may(Permission::CatalogEdit);
    let column = |name: &str| text!(language, &format!("office_products.categories.{name}"));
    let all = catalog::categories(view);
    let row = |(depth, id, category): &(usize, CategoryId, Category)| {
        let name = format!("{}{}", "– ".repeat(*depth), category.name.get(language));
        let below = catalog::category_and_below(&all, *id);
        let count: usize = below.into_iter().map(|id| catalog::products_in(view, id).len()).sum();
        let products = Link::new(
            texts::number(language, i64::try_from(count).unwrap_or(i64::MAX)),
            format!("{}?category={id}", list::list_path()),
        );
        let cells = vec![html! { (name) }, html! { (category.code) }, figure_link(count, &products)];
        if may_edit { Row::leading_to(category_path(*id), cells) } else { Row::new(cells) }
    };
    let new = Link::new(text!(language, "office_products.categories.new"), NEW_PATH);
    Page {
        title: text!(language, "office_products.categories.title"),
        lead: Some(text!(language, "office_products.categories.lead")),
        back: Some(Link::new(text!(language, "office_products.page.title"), list::list_path())),
        primary: may_edit.then(|| key_button(&new, 'n', Loudness::Primary)),
        body: table(
            language,
            &Table {
                caption: text!(language, "office_products.categories.title"),
                columns: vec![
                    Column::text(column("name")),
                    Column::text(column("code")),
                    Column::figure(column("products")),
                ],
                rows: by_depth(view).iter().map(row).collect(),
                empty: Empty {
                    sentence: text!(language, "office_products.categories.none"),
                    action: may_edit.then_some(new),
                },
                ..Table::default()
            },
        ),
        ..Page::default()
    }
}

fn figure_link(count: usize, products: &Link) -> Markup {
    if count == 0 { figure(&products.label) } else { text_link(products) }
}

async fn show_new(visit: Visit) -> Answer {
    let typed = Typed::from_pairs(vec![
        ("idempotency_key".to_owned(), hex(&random::<16>())),
        ("sort".to_owned(), "100".to_owned()),
    ]);
    let page = visit.read(|view| Ok(form_page(&Filling::new(view, &visit, None, &typed, Complaints::default()))))?;
    frame::show(&visit, &page)
}

async fn add(visit: Visit, typed: Typed) -> Answer {
    let outcome = match visit.read(|view| read(view, &typed, None)) {
        Ok(new) => {
            let command = move |tx: &mut Tx<'_, '_, '_>| catalog::save_category(tx, None, &new);
            sent_once(&visit, &typed, command).await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(_) => Ok(redirect_with_message(list_path(), "office_products.told.category")),
        Err(failure) => refused(&visit, None, &typed, failure),
    }
}

async fn show_edit(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = category_id(&id)?;
    let page = visit.read(|view| {
        let typed = typed_of(&known(view, id)?);
        Ok(form_page(&Filling::new(view, &visit, Some(id), &typed, Complaints::default())))
    })?;
    frame::show(&visit, &page)
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = category_id(&id)?;
    let outcome = match visit.read(|view| read(view, &typed, Some(id))) {
        Ok(new) => {
            let seen = typed.text("seen").to_owned();
            let command = move |tx: &mut crate::business::tx::Tx<'_, '_, '_>| {
                let now = catalog::category(tx, id).ok_or_else(Failure::not_found)?;
                if fingerprint(&now) != seen {
                    let complaint = Complaint::new("office.conflict.changed");
                    return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
                }
                catalog::save_category(tx, Some(id), &new)
            };
            visit.write(command).await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(_) => Ok(redirect_with_message(list_path(), "office_products.told.category")),
        Err(failure) => refused(&visit, Some(id), &typed, failure),
    }
}

/// What was typed stays. After a conflict what somebody else has saved is told beside the fields that differ.
fn refused(visit: &Visit, id: Option<CategoryId>, typed: &Typed, failure: Failure) -> Answer {
    let conflict = failure.is_conflict();
    let complaints = Complaints::of(visit.language, failure)?;
    let page = visit.read(|view| {
        let saved = match id {
            Some(id) if conflict => Some(typed_of(&known(view, id)?)),
            _ => None,
        };
        let filling = Filling::new(view, visit, id, typed, complaints);
        Ok(form_page(&Filling { saved: saved.as_ref(), ..filling }))
    })?;
    let status = if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::refuse_with(visit, status, &page)
}

fn known(view: &View<'_>, id: CategoryId) -> Result<Category, Failure> {
    view.require(Permission::CatalogEdit)?;
    catalog::category(view, id).ok_or_else(Failure::not_found)
}

/// Names a record as somebody saw it, so that two clerks notice each other.
fn fingerprint(category: &Category) -> String {
    blake3::hash(format!("{category:?}").as_bytes()).to_hex().chars().take(16).collect()
}

fn typed_of(category: &Category) -> Typed {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Typed::from_pairs(vec![
        pair("seen", &fingerprint(category)),
        pair("code", &category.code),
        pair("parent", &category.parent.map(|id| id.to_string()).unwrap_or_default()),
        pair("sort", &category.sort.to_string()),
        pair("name_de", &category.name.de),
        pair("name_en", &category.name.en),
        pair("name_zh", &category.name.zh),
        pair("description_de", &category.description.de),
        pair("description_en", &category.description.en),
        pair("description_zh", &category.description.zh),
    ])
}

fn read(view: &View<'_>, typed: &Typed, id: Option<CategoryId>) -> Result<Category, Failure> {
    let mut reading = Reading::of(typed);
    let before = id.and_then(|id| catalog::category(view, id));
    let code = reading.line("code");
    let parent = CategoryId::parse(typed.text("parent"));
    let [name, description] = [("name", NAME_MAX), ("description", DESCRIPTION_MAX)].map(|(name, most)| LocalText {
        de: reading.text(&format!("{name}_de"), most),
        en: reading.text(&format!("{name}_en"), most),
        zh: reading.text(&format!("{name}_zh"), most),
    });
    let sort = reading.number("sort", 0, SORT_MAX);
    let new = Category {
        code,
        parent,
        name,
        description,
        sort: sort.unwrap_or(0),
        picture: before.map(|category| category.picture).unwrap_or_default(),
    };
    let ruled = category_complaints(id, &new, &catalog::categories(view));
    let complaints = joined(reading.into_complaints(), ruled);
    if complaints.is_empty() { Ok(new) } else { Err(Refusal { kind: RefusalKind::Rule, complaints }.into()) }
}

/// The form as it stands on a page.
struct Filling<'f> {
    language: Language,
    csrf: &'f str,
    id: Option<CategoryId>,
    parents: Vec<Choice>,
    typed: &'f Typed,
    complaints: Complaints,
    saved: Option<&'f Typed>,
}

impl<'f> Filling<'f> {
    fn new(
        view: &View<'_>,
        visit: &'f Visit,
        id: Option<CategoryId>,
        typed: &'f Typed,
        complaints: Complaints,
    ) -> Filling<'f> {
        let language = visit.language;
        let choice = |(depth, id, category): (usize, CategoryId, Category)| {
            Choice::new(id.to_string(), format!("{}{}", "– ".repeat(depth), category.name.get(language)))
        };
        let own = id.map(|id| catalog::category_and_below(&catalog::categories(view), id)).unwrap_or_default();
        let parents = by_depth(view).into_iter().filter(|(_, known, _)| !own.contains(known)).map(choice).collect();
        Filling { language, csrf: visit.csrf(), id, parents, typed, complaints, saved: None }
    }

    /// A field; after a conflict its hint says what is saved now.
    fn field<'n>(&'n self, name: &'n str, label: String) -> Field<'n> {
        let filled = Filled { language: self.language, typed: self.typed, complaints: &self.complaints };
        let theirs = self.saved.map(|saved| saved.text(name)).filter(|saved| *saved != self.typed.text(name));
        let told = |value: &str| {
            let parent = self.parents.iter().find(|choice| name == "parent" && choice.value == value);
            let value = parent.map_or(value, |choice| choice.label.as_str());
            text!(self.language, "office_products.conflict.now", value = value)
        };
        Field { hint: theirs.map(told), ..filled.field(name, label) }
    }
}

fn form_page(filling: &Filling) -> Page {
    let language = filling.language;
    let (title, action) = match filling.id {
        None => (text!(language, "office_products.categories.new"), NEW_PATH.to_owned()),
        Some(id) => (text!(language, "office_products.categories.change"), category_path(id)),
    };
    let back = Link::new(text!(language, "office_products.categories.title"), list_path());
    let save = text!(language, "office_products.form.save");
    let seen = filling.saved.unwrap_or(filling.typed).text("seen");
    Page {
        title,
        body: html! {
            @if filling.saved.is_some() { (changed_meanwhile(language)) }
            (form(language, &Form {
                action: &action,
                csrf: filling.csrf,
                idempotency_key: filling.id.is_none().then(|| filling.typed.text("idempotency_key")),
                guards_changes: true,
                complaints: if filling.saved.is_some() { Vec::new() } else { filling.complaints.summary() },
                body: html! { (hidden_field("seen", seen)) (fields(filling)) },
                buttons: save_buttons(language, filling.saved.is_some(), save, &back.href),
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}

fn fields(filling: &Filling) -> Markup {
    let language = filling.language;
    let code =
        Field { breadth: Breadth::Medium, ..filling.field("code", text!(language, "office_products.categories.code")) };
    let parent =
        Field { optional: true, ..filling.field("parent", text!(language, "office_products.categories.parent")) };
    let sort = Field {
        breadth: Breadth::Short,
        input_mode: "numeric",
        ..filling.field("sort", text!(language, "office_products.categories.sort"))
    };
    let words = |of: Language| {
        let [name, description] = ["name", "description"].map(|name| format!("{name}_{}", of.tag()));
        let name = Field {
            optional: of != Language::De,
            ..filling.field(&name, text!(language, "office_products.categories.name"))
        };
        let description = Field {
            optional: true,
            ..filling.field(&description, text!(language, "office_products.text.description"))
        };
        fieldset(of.own_name(), html! { (text_field(language, &name)) (textarea_field(language, &description, 2)) })
    };
    html! {
        (text_field(language, &code))
        (select_field(language, &parent, &filling.parents))
        (number_field(language, &sort))
        @for of in Language::ALL { (words(of)) }
    }
}
