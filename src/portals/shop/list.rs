//! The list of products: by category, searched, sorted, in pages.

use std::sync::Arc;

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::catalog::{Category, Shelf, ShelfItem, ShelfOrder};
use crate::business::failure::Failure;
use crate::portals::shop::frame;
use crate::portals::showcase::{ProductView, Shopper, list_path, product_views};
use crate::text;
use crate::texts;
use crate::values::CategoryId;
use crate::web::parts::{
    Chip, Empty, Filter, Link, ListSearch, Pager, ROWS_PER_PAGE, empty, filters, list_search, pager,
};
use crate::web::{Answer, Frame, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/shop", all).page("/shop/{category}", in_category)
}

async fn all(visit: Visit) -> Answer {
    list(&visit, None)
}

async fn in_category(visit: Visit, Path(code): Path<String>) -> Answer {
    list(&visit, Some(&code))
}

/// What was asked for in the query.
struct Wish {
    typed: String,
    order: ShelfOrder,
    page: usize,
}

struct ListView {
    shopper: Shopper,
    category: Option<(CategoryId, Category)>,
    /// Choices of categories: those beside or below the chosen one.
    siblings: Vec<(String, String, bool)>,
    products: ProductView,
    /// Nothing is sold yet.
    shelf_is_empty: bool,
    total: usize,
    wish: Wish,
}

fn list(visit: &Visit, code: Option<&str>) -> Answer {
    let wish = read_wish(visit);
    let view = visit.read(|view| {
        let shelf = visit.app.shelf(view);
        let category = match code {
            Some(code) => Some(shelf.category(code).cloned().ok_or_else(Failure::not_found)?),
            None => None,
        };
        let shopper = Shopper::of(view, visit.language);
        let mut found = shelf.find(category.as_ref().map(|(id, _)| *id), &wish.typed, visit.language);
        sort(&mut found, wish.order, shopper);
        let total = found.len();
        let page: Vec<_> = found.into_iter().skip((wish.page - 1) * ROWS_PER_PAGE).take(ROWS_PER_PAGE).collect();
        let products = product_views(view, visit.language, &page);
        Ok(ListView {
            shopper,
            siblings: siblings(&shelf, category.as_ref(), shopper),
            category,
            products,
            shelf_is_empty: shelf.items.is_empty(),
            total,
            wish,
        })
    })?;
    visit.page(Frame::Shop, &frame::facts(visit), &list_page(&view))
}

fn read_wish(visit: &Visit) -> Wish {
    let order = match visit.query("sort").as_deref() {
        Some("name") => ShelfOrder::Name,
        Some("price") => ShelfOrder::PriceUp,
        Some("price_down") => ShelfOrder::PriceDown,
        _ => ShelfOrder::Standard,
    };
    let page =
        visit.query("page").and_then(|text| text.parse().ok()).filter(|page| (1..=10_000).contains(page)).unwrap_or(1);
    Wish { typed: visit.query("q").unwrap_or_default().chars().take(80).collect(), order, page }
}

fn sort(items: &mut [&Arc<ShelfItem>], order: ShelfOrder, shopper: Shopper) {
    match order {
        ShelfOrder::Standard => {}
        ShelfOrder::Name => texts::sort_by_name(shopper.language, items, |item| item.name.get(shopper.language)),
        ShelfOrder::PriceUp => items.sort_by_key(|item| shopper.price_of(item)),
        ShelfOrder::PriceDown => items.sort_by_key(|item| std::cmp::Reverse(shopper.price_of(item))),
    }
}

fn siblings(shelf: &Shelf, category: Option<&(CategoryId, Category)>, shopper: Shopper) -> Vec<(String, String, bool)> {
    let mut shown = shelf.below(category.map(|(id, _)| *id));
    if shown.is_empty() {
        shown = shelf.below(category.and_then(|(_, category)| category.parent));
    }
    let chosen = category.map(|(id, _)| *id);
    let chip = |(id, category): &(CategoryId, Category)| {
        (category.name.get(shopper.language).to_owned(), list_path(Some(&category.code)), Some(*id) == chosen)
    };
    shown.into_iter().map(chip).collect()
}

fn list_page(view: &ListView) -> Page {
    let language = view.shopper.language;
    let title = match &view.category {
        Some((_, category)) => category.name.get(language).to_owned(),
        None => text!(language, "shop.list.title"),
    };
    let lead = view.category.as_ref().map(|(_, category)| category.description.get(language).to_owned());
    let breadcrumbs = view.category.as_ref().map(|_| Link::new(text!(language, "shop.list.title"), list_path(None)));
    Page {
        title,
        lead: lead.filter(|lead| !lead.is_empty()),
        breadcrumbs: breadcrumbs.into_iter().collect(),
        body: body(view),
        ..Page::default()
    }
}

fn body(view: &ListView) -> Markup {
    let language = view.shopper.language;
    let action = list_path(view.category.as_ref().map(|(_, category)| category.code.as_str()));
    let search = ListSearch {
        action: &action,
        label: text!(language, "shop.list.search"),
        query: &view.wish.typed,
        hidden: vec![("sort", order_word(view.wish.order).to_owned())],
    };
    if view.shelf_is_empty {
        return empty(&Empty::new(text!(language, "shop.list.nothing_yet")));
    }
    html! {
        (list_search(language, &search))
        (filters(&[category_filter(view), order_filter(view, &action)]))
        @if view.products.is_empty() {
            (empty(&Empty {
                sentence: text!(language, "shop.list.empty"),
                action: Some(Link::new(text!(language, "shop.list.all"), list_path(None))),
            }))
        } @else {
            (view.products.grid())
            @if view.total > ROWS_PER_PAGE { (pager(language, &pages(view, &action))) }
        }
    }
}

fn category_filter(view: &ListView) -> Filter {
    let chip = |(label, href, chosen): &(String, String, bool)| Chip {
        label: label.clone(),
        href: href.clone(),
        chosen: *chosen,
        count: None,
    };
    Filter {
        name: text!(view.shopper.language, "shop.list.categories"),
        chips: view.siblings.iter().map(chip).collect(),
    }
}

fn order_filter(view: &ListView, action: &str) -> Filter {
    let language = view.shopper.language;
    let labels = [
        (ShelfOrder::Standard, text!(language, "shop.list.sort.standard")),
        (ShelfOrder::Name, text!(language, "shop.list.sort.name")),
        (ShelfOrder::PriceUp, text!(language, "shop.list.sort.price_up")),
        (ShelfOrder::PriceDown, text!(language, "shop.list.sort.price_down")),
    ];
    let chip = |(order, label): (ShelfOrder, String)| Chip {
        label,
        href: format!("{action}?sort={}&q={}", order_word(order), crate::web::encoded(&view.wish.typed)),
        chosen: order == view.wish.order,
        count: None,
    };
    Filter { name: text!(language, "shop.list.sort"), chips: labels.into_iter().map(chip).collect() }
}

const fn order_word(order: ShelfOrder) -> &'static str {
    match order {
        ShelfOrder::Standard => "standard",
        ShelfOrder::Name => "name",
        ShelfOrder::PriceUp => "price",
        ShelfOrder::PriceDown => "price_down",
    }
}

fn pages(view: &ListView, action: &str) -> Pager {
    let language = view.shopper.language;
    let page = view.wish.page;
    let number = |value: usize| texts::number(language, i64::try_from(value).unwrap_or(i64::MAX));
    let link = |page: usize| {
        format!("{action}?sort={}&q={}&page={page}", order_word(view.wish.order), crate::web::encoded(&view.wish.typed))
    };
    let from = (page - 1) * ROWS_PER_PAGE;
    Pager {
        from: number(from + 1),
        to: number(from + view.products.len()),
        total: number(view.total),
        previous: (page > 1).then(|| link(page - 1)),
        next: (from + view.products.len() < view.total).then(|| link(page + 1)),
    }
}
