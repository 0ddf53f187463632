//! Prices from a day on: planned on a form, given up with a button.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::catalog::{self, PlannedPrices, Product, price_complaints};
use crate::business::failure::{Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::{Filled, joined};
use crate::portals::office::frame;
use crate::portals::office::products::price_fields::{closed_up, price_fields, price_pairs, read_prices};
use crate::portals::office::products::{currency, product_id};
use crate::portals::office::subjects::product_path;
use crate::text;
use crate::texts;
use crate::values::{Currency, Day, ProductId};
use crate::web::parts::{
    Breadth, Field, Form, Link, Loudness, date_field, field_row, fieldset, form, link_button, money_field,
    number_field, paragraph, submit_button,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/products/{id}/prices", show)
        .form("/office/products/{id}/prices", plan)
        .form("/office/products/{id}/prices/drop", give_up)
        .behind(Permission::CatalogEdit)
}

pub fn plan_path(id: ProductId) -> String {
    format!("{}/prices", product_path(id))
}

pub fn give_up_path(id: ProductId) -> String {
    format!("{}/prices/drop", product_path(id))
}

const BASE: &str = "commission_base";
const POINTS: &str = "points";

/// The prices of today stand in the form, so that only what changes is typed. What commission is reckoned from stays
/// empty: a form that nobody touched must not hold on to what the product has today.
async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = product_id(&id)?;
    let (product, currency) = visit.read(|view| known(view, id))?;
    let language = visit.language;
    let mut pairs = price_pairs(language, product.prices, &product.tiers);
    pairs.push(("from".to_owned(), visit.query("from").unwrap_or_default()));
    let typed = Typed::from_pairs(pairs);
    frame::show(&visit, &plan_page(&visit, id, &product, currency, &typed, &Complaints::default()))
}

async fn plan(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = product_id(&id)?;
    let typed = closed_up(typed);
    let (product, currency) = visit.read(|view| known(view, id))?;
    let outcome = match read(&typed, currency) {
        Ok((from, planned)) => visit.write(move |tx| catalog::plan_prices(tx, id, from, &planned)).await,
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&product_path(id), "office_products.told.planned")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &plan_page(&visit, id, &product, currency, &typed, &complaints))
        }
    }
}

async fn give_up(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = product_id(&id)?;
    let from = Day::parse(typed.text("from")).ok_or_else(Failure::not_found)?;
    visit.write(move |tx| catalog::drop_planned_prices(tx, id, from)).await?;
    Ok(redirect_with_message(&product_path(id), "office_products.told.given_up"))
}

fn known(view: &View<'_>, id: ProductId) -> Result<(Product, Currency), Failure> {
    view.require(Permission::CatalogEdit)?;
    Ok((catalog::product(view, id).ok_or_else(Failure::not_found)?, currency(view)))
}

fn read(typed: &Typed, currency: Currency) -> Result<(Day, PlannedPrices), Failure> {
    let mut reading = Reading::of(typed);
    let from = reading.day("from");
    let (prices, tiers) = read_prices(&mut reading, typed, currency);
    let is_typed = |name: &str| !typed.text(name).trim().is_empty();
    let commission_base = if is_typed(BASE) { reading.money(BASE, currency) } else { None };
    let points = is_typed(POINTS).then(|| reading.points(POINTS));
    let complaints = joined(reading.into_complaints(), price_complaints(prices, &tiers));
    match from {
        Some(from) if complaints.is_empty() => Ok((from, PlannedPrices { prices, tiers, commission_base, points })),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints }.into()),
    }
}

fn plan_page(
    visit: &Visit,
    id: ProductId,
    product: &Product,
    currency: Currency,
    typed: &Typed,
    complaints: &Complaints,
) -> Page {
    let language = visit.language;
    let action = plan_path(id);
    let back = Link::new(text!(language, "office_products.form.back"), product_path(id));
    let from = Field {
        name: "from",
        label: text!(language, "office_products.planned.from"),
        hint: Some(text!(language, "office_products.planned.from_hint")),
        value: typed.text("from"),
        error: complaints.about("from"),
        breadth: Breadth::Medium,
        ..Field::default()
    };
    Page {
        title: text!(language, "office_products.planned.title"),
        lead: Some(product.name.get(language).to_owned()),
        body: form(
            language,
            &Form {
                action: &action,
                csrf: visit.csrf(),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! {
                    (date_field(language, &from))
                    (price_fields(Filled { language, typed, complaints }, currency))
                    (commission_fields(&Filled { language, typed, complaints }, product, currency))
                },
                buttons: vec![
                    submit_button(&text!(language, "office_products.planned.save"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        back: Some(back),
        ..Page::default()
    }
}

/// What commission is reckoned from: it goes with the price, so that it is planned with it.
fn commission_fields(filled: &Filled<'_>, product: &Product, currency: Currency) -> Markup {
    let language = filled.language;
    let field = |name: &'static str, key: &'static str, today: String| Field {
        optional: true,
        breadth: Breadth::Short,
        hint: Some(text!(language, "office_products.planned.as_product", value = today)),
        ..filled.field(name, text!(language, key))
    };
    let base = texts::money(language, product.commission_base);
    let base = field(BASE, "office_products.fact.commission_base", base);
    let base = Field { unit: Some(currency.code().to_owned()), ..base };
    let points = texts::plain_points(language, product.points);
    fieldset(
        &text!(language, "office_products.planned.commission"),
        html! {
            (paragraph(&text!(language, "office_products.planned.commission_lead")))
            (field_row(&[
                number_field(language, &field(POINTS, "office_products.fact.points", points)),
                money_field(language, &base),
            ]))
        },
    )
}
