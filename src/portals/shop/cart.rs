//! The cart: what is in it, what it costs, and how to change it.

use axum::http::header;
use axum::response::Response;
use maud::{Markup, html};

use crate::business::orders::{self, CartLine, PIECES_MAX, Quote};
use crate::business::stock::{self, Level};
use crate::business::view::View;
use crate::business::{catalog, failure::Failure};
use crate::portals::opening;
use crate::portals::shop::checkout::checkout_path;
use crate::portals::shop::{basket, frame, sums};
use crate::portals::showcase::Shopper;
use crate::portals::showcase::list_path;
use crate::portals::showcase::picture_path;
use crate::portals::showcase::product_path;
use crate::portals::showcase::words;
use crate::text;
use crate::texts;
use crate::values::ProductId;
use crate::web::parts::{
    self, Empty, Field, Form, LineButton, Link, Loudness, Meaning, NamedButton, Notice, Picture, QuantityRange,
    cart_lines, empty, form, link_button, named_button, notice, quantity_field, small, submit_button,
};
use crate::web::{Answer, Page, Routes, Typed, Visit, redirect, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(cart_path(), cart).form(cart_path(), change).form(add_path(), add)
}

pub const fn cart_path() -> &'static str {
    "/cart"
}

pub const fn add_path() -> &'static str {
    "/cart/add"
}

/// One line with what the page shows of it.
struct ShownLine {
    line: orders::OrderLine,
    picture: String,
    level: Level,
}

struct CartView {
    shopper: Shopper,
    quote: Option<Quote>,
    lines: Vec<ShownLine>,
    is_open: bool,
    csrf: String,
}

async fn cart(visit: Visit) -> Answer {
    let view = visit.read(|view| {
        let shopper = Shopper::of(view, visit.language);
        let wanted = still_sold(view, &basket::lines_of(&visit));
        let quote = orders::quote(view, &wanted, &shopper.buying());
        let is_open = opening::is_open(view);
        let lines = quote.iter().flat_map(|quote| &quote.lines);
        let shown = |line: &orders::OrderLine| ShownLine {
            line: line.clone(),
            picture: catalog::product(view, line.product).map(|product| product.picture).unwrap_or_default(),
            level: stock::level(view, line.product),
        };
        Ok(CartView { shopper, lines: lines.map(shown).collect(), quote, is_open, csrf: visit.csrf().to_owned() })
    })?;
    frame::show(&visit, &cart_page(&view))
}

async fn add(visit: Visit, typed: Typed) -> Answer {
    let product = ProductId::parse(typed.text("product")).ok_or_else(Failure::not_found)?;
    let quantity = typed.text("quantity").trim().parse::<u32>().unwrap_or(1).clamp(1, PIECES_MAX);
    visit
        .read(|view| catalog::product(view, product).filter(|product| product.active).ok_or_else(Failure::not_found))?;
    let mut lines = basket::lines_of(&visit);
    lines.push(CartLine { product, quantity });
    Ok(kept(&visit, redirect_with_message(cart_path(), "shop.cart.added"), &orders::merged(&lines)))
}

/// Takes every quantity as it stands in the form; the button beside a line takes that line out.
async fn change(visit: Visit, typed: Typed) -> Answer {
    let removed = ProductId::parse(typed.text("remove"));
    let quantity = |line: &CartLine| {
        let text = typed.text(&quantity_name(line.product)).trim().to_owned();
        text.parse::<u32>().unwrap_or(line.quantity).min(PIECES_MAX)
    };
    let lines = basket::lines_of(&visit);
    let changed: Vec<CartLine> = lines
        .iter()
        .filter(|line| Some(line.product) != removed)
        .map(|line| CartLine { quantity: quantity(line), ..*line })
        .collect();
    let to = if typed.text("step") == "checkout" { checkout_path() } else { cart_path() };
    Ok(kept(&visit, redirect(to), &changed))
}

/// Lines whose product can still be bought; the others would hide the price of the rest.
pub fn still_sold(view: &View<'_>, lines: &[CartLine]) -> Vec<CartLine> {
    let sold = |line: &&CartLine| catalog::product(view, line.product).is_some_and(|product| product.active);
    lines.iter().filter(sold).copied().collect()
}

fn kept(visit: &Visit, mut response: Response, lines: &[CartLine]) -> Response {
    response.headers_mut().append(header::SET_COOKIE, basket::cookie(visit, lines));
    response
}

fn quantity_name(product: ProductId) -> String {
    format!("quantity.{product}")
}

fn cart_page(view: &CartView) -> Page {
    let language = view.shopper.language;
    let body = match &view.quote {
        None => empty(&Empty {
            sentence: text!(language, "shop.cart.empty"),
            action: Some(Link::new(text!(language, "shop.list.all"), list_path(None))),
        }),
        Some(quote) => filled(view, quote),
    };
    Page { title: text!(language, "shop.cart.title"), body, ..Page::default() }
}

fn filled(view: &CartView, quote: &Quote) -> Markup {
    let language = view.shopper.language;
    let lines: Vec<parts::CartLine> = view.lines.iter().map(|line| shown_line(view.shopper, line)).collect();
    let closed = || Notice {
        meaning: Meaning::Information,
        sentence: text!(language, "orders.refusal.not_selling_yet"),
        more: Some(html! { (text!(language, "shop.opening.cart_waits")) }),
    };
    html! {
        @if !view.is_open { (notice(&closed())) }
        (form(language, &Form {
            action: cart_path(),
            csrf: &view.csrf,
            body: html! { (cart_lines(&lines)) (sums::of_quote(view.shopper, quote)) (delivery_time(view, quote)) },
            buttons: vec![
                named_button(&NamedButton {
                    label: text!(language, "shop.cart.checkout"),
                    name: "step",
                    value: "checkout",
                    loudness: Loudness::Primary,
                    ..NamedButton::default()
                }),
                submit_button(&text!(language, "shop.cart.update"), Loudness::Secondary),
                link_button(&Link::new(text!(language, "shop.cart.go_on"), list_path(None)), Loudness::Quiet),
            ],
            ..Form::default()
        }))
    }
}

/// How long it takes, and what that does not hold for.
fn delivery_time(view: &CartView, quote: &Quote) -> Markup {
    let is_short = |shown: &ShownLine| shown.level.available() < shown.line.quantity;
    html! {
        (words::delivery_time(view.shopper, quote.delivery_time))
        @if quote.delivery_time.is_some() && view.lines.iter().any(is_short) {
            (small(&text!(view.shopper.language, "orders.delivery_time.backorder")))
        }
    }
}

fn shown_line(shopper: Shopper, shown: &ShownLine) -> parts::CartLine {
    let (language, line) = (shopper.language, &shown.line);
    let unit = shopper.shown_at(line.unit_price, line.vat_rate);
    let name = quantity_name(line.product);
    let range = QuantityRange { least: 0, most: PIECES_MAX };
    let label = text!(language, "shop.cart.quantity_of", product = line.name);
    let quantity = Field { name: &name, label, value: &line.quantity.to_string(), ..Field::default() };
    let short = shown.level.available() < line.quantity;
    parts::CartLine {
        link: Link::new(line.name.clone(), product_path(&line.sku)),
        picture: Picture { src: picture_path(&shown.picture), alt: String::new() },
        note: line.sku.clone(),
        unit_price: text!(language, "shop.cart.each", price = texts::money(language, unit)),
        quantity: quantity_field(language, &quantity, range),
        total: texts::money(language, shopper.shown_at(line.net(), line.vat_rate)),
        remove: Some(LineButton {
            verb: text!(language, "shop.cart.remove"),
            about: line.name.clone(),
            name: "remove".to_owned(),
            value: line.product.to_string(),
        }),
        notice: short
            .then(|| small(&text!(language, "shop.cart.short")))
            .or_else(|| Some(words::stock(language, shown.level))),
    }
}
