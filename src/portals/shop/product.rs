//! One product: picture, price, what is in it, and how to buy it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::catalog::{self, Category, PriceRole, Product};
use crate::business::failure::Failure;
use crate::business::orders::{self, DeliveryTime, PIECES_MAX};
use crate::business::stock::{self, Level};
use crate::portals::shop::cart::add_path;
use crate::portals::shop::frame;
use crate::portals::showcase::Shopper;
use crate::portals::showcase::list_path;
use crate::portals::showcase::picture_path;
use crate::portals::showcase::words;
use crate::text;
use crate::texts;
use crate::values::{LocalText, ProductId};
use crate::web::parts::{
    Fact, Field, Form, Link, Loudness, Picture, Price, QuantityRange, Tier, facts, form, gallery_of, hidden_field,
    paragraph, price, product_sheet, quantity_field, section, submit_button,
};
use crate::web::{Answer, Frame, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/product/{sku}", product)
}

struct ProductView {
    shopper: Shopper,
    id: ProductId,
    product: Product,
    category: Option<Category>,
    level: Level,
    delivery_time: Option<DeliveryTime>,
    csrf: String,
}

async fn product(visit: Visit, Path(sku): Path<String>) -> Answer {
    let view = visit.read(|view| {
        let (id, product) = catalog::product_by_sku(view, &sku).ok_or_else(Failure::not_found)?;
        if !product.active {
            return Err(Failure::not_found());
        }
        let shopper = Shopper::of(view, visit.language);
        Ok(ProductView {
            shopper,
            id,
            category: catalog::category(view, product.category),
            level: stock::level(view, id),
            delivery_time: orders::delivery_time(view, shopper.today, shopper.country),
            product,
            csrf: visit.csrf().to_owned(),
        })
    })?;
    visit.page(Frame::Shop, &frame::facts(&visit), &product_page(&view))
}

fn product_page(view: &ProductView) -> Page {
    let language = view.shopper.language;
    let name = view.product.name.get(language);
    let mut breadcrumbs = vec![Link::new(text!(language, "shop.list.title"), list_path(None))];
    breadcrumbs.extend(
        view.category.iter().map(|category| Link::new(category.name.get(language), list_path(Some(&category.code)))),
    );
    let pictures = [Picture { src: picture_path(&view.product.picture), alt: name.to_owned() }];
    Page {
        title: name.to_owned(),
        description: Some(view.product.summary.get(language).to_owned()),
        lead: Some(view.product.summary.get(language).to_owned()),
        breadcrumbs,
        body: html! {
            (product_sheet(gallery_of(&pictures), decision(view)))
            (section(&text!(language, "shop.product.description"), paragraph(view.product.description.get(language))))
            (section(&text!(language, "shop.product.facts"), data_sheet(view)))
        },
        ..Page::default()
    }
}

/// Everything needed to decide: price, stock, quantity, button.
fn decision(view: &ProductView) -> Markup {
    let language = view.shopper.language;
    let range = QuantityRange { least: 1, most: PIECES_MAX };
    let quantity =
        Field { name: "quantity", label: text!(language, "shop.product.quantity"), value: "1", ..Field::default() };
    html! {
        (price(language, &shown_price(view)))
        (words::stock(language, view.level))
        // What is not there yet arrives later than that.
        @if view.level.available() > 0 { (words::delivery_time(view.shopper, view.delivery_time)) }
        (form(language, &Form {
            action: add_path(),
            csrf: &view.csrf,
            body: html! {
                (hidden_field("product", &view.id.to_string()))
                (quantity_field(language, &quantity, range))
            },
            buttons: vec![submit_button(&text!(language, "shop.product.add"), Loudness::Primary)],
            ..Form::default()
        }))
    }
}

fn shown_price(view: &ProductView) -> Price {
    let (shopper, product) = (view.shopper, &view.product);
    let shown = |net| shopper.shown(net, product.tax_class);
    let one = shown(product.unit_price(shopper.price_role, 1));
    let tiers = if shopper.price_role == PriceRole::Partner { &[][..] } else { product.tiers.as_slice() };
    let tier = |tier: &catalog::Tier| {
        let amount = shown(tier.price);
        Tier {
            from: tier.from_quantity.to_string(),
            amount: texts::money(shopper.language, amount),
            base_price: shopper.base_price(amount, product.content),
        }
    };
    Price {
        amount: texts::money(shopper.language, one),
        tax_note: words::tax_note(shopper, Some(shopper.rate(product.tax_class))),
        base_price: shopper.base_price(one, product.content),
        tiers: tiers.iter().map(tier).collect(),
    }
}

/// The data sheet: what the law wants to be known before buying food and cosmetics (LMIV (EU) 1169/2011 Art. 14).
fn data_sheet(view: &ProductView) -> Markup {
    let (language, product) = (view.shopper.language, &view.product);
    let mut rows = vec![Fact::words(text!(language, "shop.product.sku"), &product.sku)];
    let mut add = |name: String, text: &LocalText| {
        if !text.is_empty() {
            rows.push(Fact::words(name, text.get(language)));
        }
    };
    add(text!(language, "shop.product.ingredients"), &product.ingredients);
    add(text!(language, "shop.product.allergens"), &product.allergens);
    add(text!(language, "shop.product.nutrition"), &product.nutrition);
    add(text!(language, "shop.product.storage"), &product.storage);
    if let Some(content) = product.content {
        rows.push(Fact::words(text!(language, "shop.product.content"), &words::content(language, content)));
    }
    if product.shelf_life_days > 0 {
        let life = text!(language, "shop.product.shelf_life_days", count = product.shelf_life_days);
        rows.push(Fact::words(text!(language, "shop.product.shelf_life"), &life));
    }
    if !product.gtin.is_empty() {
        rows.push(Fact::words(text!(language, "shop.product.gtin"), &product.gtin));
    }
    facts(&rows)
}
