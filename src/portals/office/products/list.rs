//! The list of products.

use maud::{Markup, html};

use crate::app::Indexer;
use crate::business::catalog::{self, Category};
use crate::business::failure::Failure;
use crate::business::findings;
use crate::business::permission::Permission;
use crate::business::stock::{FoundProducts, OnShelf, ProductOrder, ProductRow, ProductWish, find_products};
use crate::business::view::View;
use crate::portals::office::asked::Asked;
use crate::portals::office::exchange::exchange_path;
use crate::portals::office::frame;
use crate::portals::office::products::{categories, category_name};
use crate::portals::office::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::portals::office::subjects::product_path;
use crate::text;
use crate::texts;
use crate::values::{CategoryId, Language, ProductId};
use crate::web::parts::{
    Chip, Column, Empty, Filter, Link, List, Loudness, Meaning, ROWS_PER_PAGE, Row, Table, figure, key_button,
    list_page, menu_link, small, state, unbroken,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::CatalogView)
}

pub const fn list_path() -> &'static str {
    "/office/products"
}

const FILE_PATH: &str = "/office/products.csv";
const KNOWN: &[&str] = &["category", "state", "stock"];
const HITS_MAX: usize = 200;

/// How much is free: the words of the filter.
const ON_SHELF: [(OnShelf, &str); 3] = [(OnShelf::None, "none"), (OnShelf::Few, "few"), (OnShelf::Enough, "enough")];

fn wish(view: &View<'_>, asked: &Asked, indexer: &Indexer) -> Result<ProductWish, Failure> {
    let (order_by, backwards) = match asked.sort() {
        ("sku", backwards) => (ProductOrder::Sku, backwards),
        ("price", backwards) => (ProductOrder::Price, backwards),
        ("available", backwards) => (ProductOrder::Available, backwards),
        (_, backwards) => (ProductOrder::Name, backwards),
    };
    let hits = match asked.words() {
        "" => Vec::new(),
        words => indexer.find(view, words, &[findings::PRODUCT], HITS_MAX)?,
    };
    Ok(ProductWish {
        words: asked.words().to_owned(),
        hits: hits.into_iter().map(|hit| ProductId::new(hit.id)).collect(),
        category: CategoryId::parse(asked.get("category")),
        active: match asked.get("state") {
            "sold" => Some(true),
            "retired" => Some(false),
            _ => None,
        },
        on_shelf: ON_SHELF.iter().find(|(_, word)| *word == asked.get("stock")).map(|(on_shelf, _)| *on_shelf),
        order_by,
        backwards,
    })
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let indexer = visit.app.indexer();
    let page = visit.read(|view| {
        let found = find_products(view, &wish(view, &asked, &indexer)?, asked.skipped(), ROWS_PER_PAGE)?;
        Ok(products_page(view, &visit, &asked, &found))
    })?;
    frame::show_hits(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let indexer = visit.app.indexer();
    let language = visit.language;
    let rows: Vec<Vec<Cell>> = visit.read(|view| {
        let found = find_products(view, &wish(view, &asked, &indexer)?, 0, ROWS_MAX)?;
        Ok(found.rows.iter().map(|row| cells(view, language, row)).collect())
    })?;
    let headings = [
        "sku",
        "name",
        "category",
        "price_customer",
        "price_partner",
        "price_company",
        "currency",
        "available",
        "state",
    ]
    .map(|name| text!(language, &format!("office_products.column.{name}")));
    Ok(sheet_file(language, "products", &headings, &rows))
}

fn cells(view: &View<'_>, language: Language, row: &ProductRow) -> Vec<Cell> {
    let product = &row.product;
    vec![
        Cell::text(&product.sku),
        Cell::text(product.name.get(language)),
        Cell::text(category_name(view, product.category, language)),
        Cell::Money(product.prices.customer),
        Cell::Money(product.prices.partner),
        Cell::Money(product.prices.company),
        Cell::text(product.prices.customer.currency().code()),
        if view.may(Permission::StockView) { Cell::count(row.level.available()) } else { Cell::Empty },
        Cell::text(text!(language, state_key(product.active))),
    ]
}

const fn state_key(active: bool) -> &'static str {
    if active { "office_products.state.sold" } else { "office_products.state.retired" }
}

/// Sold in the shop, or no longer.
pub fn product_state(language: Language, active: bool) -> Markup {
    state(if active { Meaning::Good } else { Meaning::Neutral }, &text!(language, state_key(active)))
}

fn products_page(view: &View<'_>, visit: &Visit, asked: &Asked, found: &FoundProducts) -> Page {
    let language = visit.language;
    let column = |name: &str| text!(language, &format!("office_products.column.{name}"));
    let sees_stock = view.may(Permission::StockView);
    let new = Link::new(text!(language, "office_products.page.new"), "/office/products/new");
    let to_categories = Link::new(text!(language, "office_products.categories.title"), categories::list_path());
    let tables = Link::new(text!(language, "office_products.page.tables"), exchange_path());
    let tables = view.may(Permission::DataExport).then_some(tables);
    let mut columns = vec![
        asked.sorted(Column::text(column("name")), "name"),
        asked.sorted(Column::text(column("sku")), "sku"),
        Column::text(column("category")),
        asked.sorted(Column::figure(column("price_customer")), "price"),
    ];
    if sees_stock {
        columns.push(asked.sorted(Column::figure(column("available")), "available"));
    }
    columns.push(Column::state(column("state")));
    let mut filters = category_filters(view, language, asked);
    filters.push(state_filter(language, asked));
    if sees_stock {
        filters.push(stock_filter(language, asked));
    }
    list_page(
        language,
        &List {
            title: text!(language, "office_products.page.title"),
            count: text!(language, "office_products.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_products.page.search"))),
            filters,
            table: Table {
                caption: text!(language, "office_products.page.title"),
                columns,
                rows: found.rows.iter().map(|row| product_row(view, language, row, sees_stock)).collect(),
                empty: nothing(visit, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            primary: visit.actor.may(Permission::CatalogEdit).then(|| key_button(&new, 'n', Loudness::Primary)),
            actions: [menu_link(&to_categories)].into_iter().chain(tables.as_ref().map(menu_link)).collect(),
            ..List::default()
        },
    )
}

fn product_row(view: &View<'_>, language: Language, row: &ProductRow, sees_stock: bool) -> Row {
    let product = &row.product;
    let category = catalog::category(view, product.category);
    let mut cells = vec![
        html! { (product.name.get(language)) },
        unbroken(&product.sku),
        html! { (category.map(|category| category.name.get(language).to_owned()).unwrap_or_default()) },
        figure(&texts::money(language, product.prices.customer)),
    ];
    if sees_stock {
        cells.push(available(language, row));
    }
    cells.push(product_state(language, product.active));
    Row::leading_to(product_path(row.id), cells)
}

/// How many are free; none of something that is sold is a bad thing.
fn available(language: Language, row: &ProductRow) -> Markup {
    let written = texts::number(language, i64::from(row.level.available()));
    match row.on_shelf() {
        OnShelf::None if row.product.active => state(Meaning::Bad, &written),
        OnShelf::Few if row.product.active => state(Meaning::Attention, &written),
        OnShelf::None => small("–"),
        OnShelf::Few | OnShelf::Enough => figure(&written),
    }
}

/// The categories on top; below the chosen one, or beside it, those of its level.
fn category_filters(view: &View<'_>, language: Language, asked: &Asked) -> Vec<Filter> {
    let all = catalog::categories(view);
    let chosen = CategoryId::parse(asked.get("category"));
    let parent = chosen.and_then(|id| all.iter().find(|(known, _)| *known == id)?.1.parent);
    let top = parent.or(chosen);
    let chip = |label: String, value: String, chosen: bool| Chip {
        label,
        href: asked.href("category", &value),
        chosen,
        count: None,
    };
    let below = |parent: Option<CategoryId>| all.iter().filter(move |(_, category)| category.parent == parent);
    let named = |(id, category): &(CategoryId, Category), is_chosen: bool| {
        chip(category.name.get(language).to_owned(), id.to_string(), is_chosen)
    };
    let everything = chip(text!(language, "office.filter.all"), String::new(), chosen.is_none());
    let chips = below(None).map(|one| named(one, Some(one.0) == top));
    let mut found = vec![Filter {
        name: text!(language, "office_products.column.category"),
        chips: [everything].into_iter().chain(chips).collect(),
    }];
    if let Some(top) = top.filter(|top| below(Some(*top)).next().is_some()) {
        let all_of_it = chip(text!(language, "office.filter.all"), top.to_string(), chosen == Some(top));
        let chips = below(Some(top)).map(|one| named(one, Some(one.0) == chosen));
        let name = all.iter().find(|(id, _)| *id == top).map(|(_, category)| category.name.get(language).to_owned());
        found.push(Filter { name: name.unwrap_or_default(), chips: [all_of_it].into_iter().chain(chips).collect() });
    }
    found
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let choice = |value: &str, key: &'static str| (value.to_owned(), text!(language, key));
    let choices =
        vec![choice("", "office.filter.all"), choice("sold", state_key(true)), choice("retired", state_key(false))];
    asked.filter(text!(language, "office_products.column.state"), "state", choices)
}

fn stock_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let choices = ON_SHELF
        .iter()
        .map(|(_, word)| ((*word).to_owned(), text!(language, &format!("office_products.on_shelf.{word}"))));
    asked.filter(
        text!(language, "office_products.column.available"),
        "stock",
        [all].into_iter().chain(choices).collect(),
    )
}

fn nothing(visit: &Visit, asked: &Asked) -> Empty {
    let language = visit.language;
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_products.empty.narrowed"), action: Some(all) };
    }
    let new = Link::new(text!(language, "office_products.page.new"), "/office/products/new");
    Empty {
        sentence: text!(language, "office_products.empty.none"),
        action: visit.actor.may(Permission::CatalogEdit).then_some(new),
    }
}
