//! The sheet of one product: what it costs whom, what lies in stock, its texts, and its history.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::catalog::{self, PlannedPrices, Prices, Product, Tier, vat_rate};
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::journal::{Entry, Subject, history};
use crate::business::permission::Permission;
use crate::business::stock::{self, Level};
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::history::{Teller, history_section, journal_link};
use crate::portals::office::products::list::{list_path, product_state};
use crate::portals::office::products::price_fields::LISTS;
use crate::portals::office::products::{category_name, picture as pictures, planned, product_id};
use crate::portals::office::stock::stock_path;
use crate::portals::office::subjects::product_path;
use crate::portals::showcase::{picture_path, product_path as shop_path, with_tax, words};
use crate::text;
use crate::texts;
use crate::values::{Country, Day, Language, LocalText, Money, ProductId, Rate};
use crate::web::parts::{
    Column, Empty, Fact, Happening, Link, Loudness, Meaning, MenuPost, Notice, Picture, PostButton, Row, Section,
    Table, Tile, code, facts, figure, first_picture, fold, key_button, link_button, menu_link, menu_post, notice,
    paragraph, post_button, section, section_with, small, table, tiles, timeline,
};
use crate::web::{Answer, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page("/office/products/{id}", show).behind(Permission::CatalogView);
    let editing = Routes::new().form("/office/products/{id}/active", set_active).behind(Permission::CatalogEdit);
    looking.and(editing)
}

/// The room of the journal whose entries make the history of a product.
const ROOM: &str = "catalog";

struct ProductSheet {
    language: Language,
    csrf: String,
    id: ProductId,
    product: Product,
    category: String,
    rate: Rate,
    country: Country,
    /// For those who may see the stock.
    level: Option<Level>,
    planned: Vec<(Day, PlannedPrices)>,
    happenings: Vec<Happening>,
    journal: Option<Link>,
    may_edit: bool,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = product_id(&id)?;
    let sheet = visit.read(|view| ProductSheet::of(view, &visit, id))?;
    frame::show(&visit, &product_page(&sheet))
}

/// Out of the shop, or back into it: the button says which.
async fn set_active(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = product_id(&id)?;
    let active = typed.text("active") == "yes";
    visit.write(move |tx| catalog::set_product_active(tx, id, active)).await?;
    let told = if active { "office_products.told.sold" } else { "office_products.told.retired" };
    Ok(redirect_with_message(&product_path(id), told))
}

impl ProductSheet {
    fn of(view: &View<'_>, visit: &Visit, id: ProductId) -> Result<ProductSheet, Failure> {
        view.require(Permission::CatalogView)?;
        let product = catalog::product(view, id).ok_or_else(Failure::not_found)?;
        let language = visit.language;
        let country = firm::home(view);
        let teller = Teller::new(view, language);
        // Every movement of goods is told to the journal too; those stand with the stock.
        let told = history(view, &[Subject::of(id)]);
        let entries: Vec<Entry> = told.into_iter().filter(|entry| entry.room == ROOM).collect();
        Ok(ProductSheet {
            language,
            csrf: visit.csrf().to_owned(),
            id,
            category: category_name(view, product.category, language),
            rate: vat_rate(country, product.tax_class, view.today()).unwrap_or(Rate::ZERO),
            country,
            level: view.may(Permission::StockView).then(|| stock::level(view, id)),
            planned: catalog::planned_prices(view, id),
            happenings: entries.iter().map(|entry| teller.happening(entry)).collect(),
            journal: journal_link(view, &Subject::of(id), language),
            may_edit: view.may(Permission::CatalogEdit),
            product,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }

    fn gross(&self, net: Money) -> String {
        texts::money(self.language, with_tax(net, self.rate))
    }
}

fn product_page(sheet: &ProductSheet) -> Page {
    let language = sheet.language;
    let product = &sheet.product;
    let edit = Link::new(sheet.text("office_products.sheet.edit"), format!("{}/edit", product_path(sheet.id)));
    Page {
        title: product.name.get(language).to_owned(),
        state: Some(product_state(language, product.active)),
        lead: Some([product.sku.as_str(), &sheet.category].join(" · ")),
        back: Some(Link::new(sheet.text("office_products.page.title"), list_path())),
        primary: sheet.may_edit.then(|| key_button(&edit, 'e', Loudness::Primary)),
        actions: actions(sheet),
        body: html! {
            @if let Some(missing) = missing_texts(sheet) { (missing) }
            (figures(sheet))
            (section_with(&price_section(sheet)))
            @for (from, planned) in &sheet.planned { (planned_section(sheet, *from, planned)) }
            (section(&sheet.text("office_products.sheet.texts"), texts_of(sheet)))
        },
        aside: Some(html! {
            (first_picture(&Picture { src: picture_path(&product.picture), alt: product.name.get(language).to_owned() }))
            (section(&sheet.text("office_products.sheet.data"), fact_list(sheet)))
            (history_section(language, sheet.journal.as_ref(), timeline(language, &sheet.happenings)))
        }),
        ..Page::default()
    }
}

fn actions(sheet: &ProductSheet) -> Vec<Markup> {
    let mut items = Vec::new();
    if sheet.may_edit {
        items.push(menu_link(&Link::new(sheet.text("office_products.planned.title"), planned::plan_path(sheet.id))));
        items.push(menu_link(&Link::new(sheet.text("office_products.picture.title"), pictures::change_path(sheet.id))));
    }
    if sheet.level.is_some() {
        items.push(menu_link(&Link::new(sheet.text("office_products.sheet.stock"), stock_path(sheet.id))));
    }
    if sheet.product.active {
        items.push(menu_link(&Link::new(sheet.text("office_products.sheet.shop"), shop_path(&sheet.product.sku))));
    }
    if sheet.may_edit {
        let (key, value) = if sheet.product.active {
            ("office_products.sheet.retire", "")
        } else {
            ("office_products.sheet.sell", "yes")
        };
        let action = format!("{}/active", product_path(sheet.id));
        items.push(menu_post(&MenuPost {
            label: sheet.text(key),
            action: &action,
            csrf: &sheet.csrf,
            hidden: vec![("active", value.to_owned())],
        }));
    }
    items
}

fn figures(sheet: &ProductSheet) -> Markup {
    let language = sheet.language;
    let rate = texts::percent(language, sheet.rate);
    let country = texts::country_name(language, sheet.country);
    let mut shown = vec![
        Tile {
            label: sheet.text("office_products.figure.gross"),
            figure: sheet.gross(sheet.product.prices.customer),
            note: Some(text!(language, "office_products.figure.tax", rate = rate, country = country)),
            ..Tile::default()
        },
        Tile {
            label: sheet.text("office_products.fact.points"),
            figure: texts::points(language, sheet.product.points),
            note: Some(text!(
                language,
                "office_products.figure.base",
                amount = texts::money(language, sheet.product.commission_base)
            )),
            ..Tile::default()
        },
    ];
    if let Some(level) = sheet.level {
        let explanation = Link::new(sheet.text("office_products.sheet.stock"), stock_path(sheet.id));
        shown.push(Tile {
            label: sheet.text("office_products.figure.available"),
            figure: texts::number(language, i64::from(level.available())),
            explanation: Some(explanation),
            ..Tile::default()
        });
    }
    tiles(&shown)
}

fn price_section(sheet: &ProductSheet) -> Section {
    let plan = Link::new(sheet.text("office_products.planned.title"), planned::plan_path(sheet.id));
    Section {
        heading: sheet.text("office_products.sheet.prices"),
        lead: None,
        action: sheet.may_edit.then(|| link_button(&plan, Loudness::Quiet)),
        body: price_table(sheet, sheet.product.prices, &sheet.product.tiers),
    }
}

/// What will hold, and how to give it up.
fn planned_section(sheet: &ProductSheet, from: Day, planned: &PlannedPrices) -> Markup {
    let language = sheet.language;
    let action = planned::give_up_path(sheet.id);
    let give_up = PostButton {
        label: sheet.text("office_products.planned.give_up"),
        action: &action,
        csrf: &sheet.csrf,
        loudness: Loudness::Quiet,
        hidden: vec![("from", from.to_string())],
    };
    section_with(&Section {
        heading: text!(language, "office_products.planned.heading", day = texts::day(language, from)),
        lead: Some(text!(
            language,
            "office_products.planned.reckoning",
            points = texts::points(language, planned.points.unwrap_or(sheet.product.points)),
            base = texts::money(language, planned.commission_base.unwrap_or(sheet.product.commission_base))
        )),
        action: sheet.may_edit.then(|| post_button(&give_up)),
        body: price_table(sheet, planned.prices, &planned.tiers),
    })
}

/// Each list with its steps: net, gross, and what a kilogram or a litre of it costs.
fn price_table(sheet: &ProductSheet, prices: Prices, tiers: &[Tier]) -> Markup {
    let language = sheet.language;
    let column = |name: &str| text!(language, &format!("office_products.price.{name}"));
    let row = |label: String, net: Money| {
        Row::new(vec![
            html! { (label) },
            figure(&texts::money(language, net)),
            figure(&sheet.gross(net)),
            base_price(sheet, net).map_or_else(|| small("–"), |written| figure(&written)),
        ])
    };
    let [customer, partner, company] = LISTS.map(|(name, _)| text!(language, &format!("office_products.list.{name}")));
    let step =
        |tier: &Tier| row(text!(language, "office_products.tier.from", quantity = tier.from_quantity), tier.price);
    let rows = [row(customer, prices.customer)]
        .into_iter()
        .chain(tiers.iter().map(step))
        .chain([row(company, prices.company), row(partner, prices.partner)]);
    table(
        language,
        &Table {
            caption: sheet.text("office_products.sheet.prices"),
            columns: vec![
                Column::text(column("list")),
                Column::figure(column("net")),
                Column::figure(column("gross")),
                Column::figure(column("base")),
            ],
            rows: rows.collect(),
            empty: Empty::default(),
            ..Table::default()
        },
    )
}

fn base_price(sheet: &ProductSheet, net: Money) -> Option<String> {
    let content = sheet.product.content?;
    let (price, unit) = content.base_price(with_tax(net, sheet.rate))?;
    let unit = words::unit(sheet.language, content.unit, unit);
    Some(text!(sheet.language, "shop.price.base", price = texts::money(sheet.language, price), unit = unit))
}

/// Languages in which something is not written yet that is written in another.
fn missing_texts(sheet: &ProductSheet) -> Option<Markup> {
    let language = sheet.language;
    let missing = |of: Language| {
        let gaps: Vec<String> = named_texts(&sheet.product)
            .into_iter()
            .filter(|(_, written)| !written.is_empty() && own(written, of).is_empty())
            .map(|(name, _)| text!(language, &format!("office_products.text.{name}")))
            .collect();
        (!gaps.is_empty()).then(|| {
            let gaps = gaps.join(", ");
            text!(language, "office_products.sheet.missing", language = of.own_name(), texts = gaps)
        })
    };
    let sentences: Vec<String> = Language::ALL.into_iter().filter_map(missing).collect();
    (!sentences.is_empty() && sheet.may_edit).then(|| {
        notice(&Notice {
            meaning: Meaning::Information,
            sentence: sheet.text("office_products.sheet.untranslated"),
            more: Some(html! { @for sentence in &sentences { (paragraph(sentence)) } }),
        })
    })
}

fn named_texts(product: &Product) -> [(&'static str, &LocalText); 7] {
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

/// The text as it is written in one language, without another standing in.
fn own(text: &LocalText, language: Language) -> &str {
    match language {
        Language::De => &text.de,
        Language::En => &text.en,
        Language::Zh => &text.zh,
    }
}

/// The reader's own language at once, the others on a click.
fn texts_of(sheet: &ProductSheet) -> Markup {
    let shown = |of: Language| {
        let rows: Vec<Fact> = named_texts(&sheet.product)
            .into_iter()
            .filter(|(_, written)| !own(written, of).is_empty())
            .map(|(name, written)| {
                Fact::words(text!(sheet.language, &format!("office_products.text.{name}")), own(written, of))
            })
            .collect();
        (!rows.is_empty()).then(|| facts(&rows))
    };
    let others = Language::ALL.into_iter().filter(|of| *of != sheet.language);
    html! {
        @if let Some(rows) = shown(sheet.language) { (rows) }
        @for of in others { @if let Some(rows) = shown(of) { (fold(of.own_name(), rows)) } }
    }
}

fn fact_list(sheet: &ProductSheet) -> Markup {
    let (language, product) = (sheet.language, &sheet.product);
    let mut rows = vec![
        Fact::words(sheet.text("office_products.column.category"), &sheet.category),
        Fact::words(sheet.text("office_products.fact.tax_class"), &text!(language, &product.tax_class.text_key())),
    ];
    if let Some(content) = product.content {
        rows.push(Fact::words(sheet.text("office_products.fact.content"), &words::content(language, content)));
    }
    if product.weight_grams > 0 {
        let grams = texts::number(language, i64::from(product.weight_grams));
        rows.push(Fact::words(
            sheet.text("office_products.fact.weight"),
            &text!(language, "office_products.fact.in_grams", amount = grams),
        ));
    }
    if product.shelf_life_days > 0 {
        let days = text!(language, "office_products.fact.in_days", count = product.shelf_life_days);
        rows.push(Fact::words(sheet.text("office_products.fact.shelf_life"), &days));
    }
    if !product.gtin.is_empty() {
        rows.push(Fact::new(sheet.text("office_products.fact.gtin"), code(&product.gtin)));
    }
    rows.push(Fact::words(sheet.text("office_products.fact.version"), &product.version.to_string()));
    facts(&rows)
}
