//! Products and categories as tables. The columns are documented in `docs/FORMATS.md`.

use crate::business::catalog::{Category, Content, ContentUnit, Prices, Product, TaxClass, Tier, is_gtin};
use crate::business::failure::Complaint;
use crate::exchange::tables::{Problem, RowReader, Sheet, write};
use crate::values::{CategoryId, Currency, LocalText, Money, Points};

/// A product as a row says it; its category is named by code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductRow {
    pub line: u64,
    pub category_code: String,
    /// Its category is not known yet.
    pub product: Product,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryRow {
    pub line: u64,
    pub parent_code: String,
    pub category: Category,
}

pub fn read_products(sheet: &Sheet, currency: Currency) -> Result<Vec<ProductRow>, Vec<Problem>> {
    sheet.read_rows(|row| product_row(row, currency))
}

/// The rows that can be read, and what is wrong with the others.
pub fn readable_products(sheet: &Sheet, currency: Currency) -> (Vec<ProductRow>, Vec<Problem>) {
    sheet.read_each(|row| product_row(row, currency))
}

pub fn read_categories(sheet: &Sheet) -> Result<Vec<CategoryRow>, Vec<Problem>> {
    sheet.read_rows(|row| {
        let category = Category {
            code: row.required("code")?,
            parent: None,
            name: local(row, "name"),
            description: local(row, "description"),
            sort: row.number_or_zero("sort")?,
            picture: row.text("picture"),
        };
        Some(CategoryRow { line: row.line(), parent_code: row.text("parent"), category })
    })
}

fn product_row(row: &mut RowReader<'_>, currency: Currency) -> Option<ProductRow> {
    let (sku, category_code) = (row.required("sku"), row.required("category"));
    let name = named(row);
    let tax_class = row.parsed("tax_class", "tables.problem.no_tax_class", TaxClass::of_word);
    let prices = prices(row, currency);
    let tiers = tiers(row, currency);
    let points = row.points("points");
    let base = row.optional_money("commission_base_net", currency);
    let content = content(row);
    let (weight_grams, shelf_life_days) = (row.number_or_zero("weight_grams"), row.number_or_zero("shelf_life_days"));
    let gtin = row.optional("gtin", "tables.problem.no_gtin", gtin);
    let active = row.yes("active", true);
    let prices = prices?;
    let product = Product {
        sku: sku?,
        category: CategoryId::new(0),
        name: name?,
        summary: local(row, "summary"),
        description: local(row, "description"),
        ingredients: local(row, "ingredients"),
        allergens: local(row, "allergens"),
        storage: local(row, "storage"),
        nutrition: local(row, "nutrition"),
        tax_class: tax_class?,
        prices,
        tiers: tiers?,
        points: points.unwrap_or(Points::ZERO),
        commission_base: base?.unwrap_or(prices.customer),
        content: content?,
        weight_grams: weight_grams?,
        gtin: gtin?.unwrap_or_default(),
        shelf_life_days: shelf_life_days?,
        picture: row.text("picture"),
        active: active?,
        version: 0,
    };
    Some(ProductRow { line: row.line(), category_code: category_code?, product })
}

fn named(row: &mut RowReader<'_>) -> Option<LocalText> {
    let name = local(row, "name");
    if name.is_empty() {
        row.complain("name_de", "", Complaint::new("tables.problem.missing"));
        return None;
    }
    Some(name)
}

fn local(row: &RowReader<'_>, name: &str) -> LocalText {
    let text = |language: &str| row.text(&format!("{name}_{language}"));
    LocalText { de: text("de"), en: text("en"), zh: text("zh") }
}

/// Partners and companies buy at the customers' price where the row gives none of their own.
fn prices(row: &mut RowReader<'_>, currency: Currency) -> Option<Prices> {
    let customer = row.money("price_net", currency);
    let partner = row.optional_money("price_partner_net", currency);
    let company = row.optional_money("price_company_net", currency);
    let customer = customer?;
    if customer.is_negative() {
        row.complain("price_net", &customer.decimal(), Complaint::new("tables.problem.negative"));
        return None;
    }
    Some(Prices { customer, partner: partner?.unwrap_or(customer), company: company?.unwrap_or(customer) })
}

fn tiers(row: &mut RowReader<'_>, currency: Currency) -> Option<Vec<Tier>> {
    let mut tiers = Vec::new();
    for number in 1..=2 {
        let from_quantity = row.number_or_zero(&format!("tier_quantity_{number}"))?;
        let price = row.optional_money(&format!("tier_price_net_{number}"), currency)?;
        if let (true, Some(price)) = (from_quantity > 1, price) {
            tiers.push(Tier { from_quantity, price });
        }
    }
    tiers.sort_by_key(|tier| tier.from_quantity);
    Some(tiers)
}

fn content(row: &mut RowReader<'_>) -> Option<Option<Content>> {
    let amount = row.number_or_zero("content_amount")?;
    let unit = row.optional("content_unit", "tables.problem.no_unit", content_unit)?;
    Some(unit.filter(|_| amount > 0).map(|unit| Content { amount, unit }))
}

pub fn content_unit(word: &str) -> Option<ContentUnit> {
    match word {
        "g" => Some(ContentUnit::Gram),
        "ml" => Some(ContentUnit::Millilitre),
        "piece" => Some(ContentUnit::Piece),
        _ => None,
    }
}

fn gtin(text: &str) -> Option<String> {
    is_gtin(text).then(|| text.to_owned())
}

/// The columns in the order in which they are written.
const COLUMNS: [&str; 44] = [
    "sku",
    "category",
    "name_de",
    "name_en",
    "name_zh",
    "summary_de",
    "summary_en",
    "summary_zh",
    "description_de",
    "description_en",
    "description_zh",
    "ingredients_de",
    "ingredients_en",
    "ingredients_zh",
    "allergens_de",
    "allergens_en",
    "allergens_zh",
    "tax_class",
    "price_net",
    "price_partner_net",
    "price_company_net",
    "tier_quantity_1",
    "tier_price_net_1",
    "tier_quantity_2",
    "tier_price_net_2",
    "points",
    "commission_base_net",
    "content_amount",
    "content_unit",
    "weight_grams",
    "gtin",
    "shelf_life_days",
    "storage_de",
    "storage_en",
    "storage_zh",
    "nutrition_de",
    "nutrition_en",
    "nutrition_zh",
    "picture",
    "active",
    "currency",
    "stock_on_hand",
    "stock_reserved",
    "stock_backordered",
];

/// A product with what is on stock of it; the last columns are told, never read.
pub struct ProductOut {
    pub product: Product,
    pub category_code: String,
    pub on_hand: u32,
    pub reserved: u32,
    pub backordered: u32,
}

pub fn write_products(products: &[ProductOut]) -> Result<Vec<u8>, String> {
    write(&COLUMNS, products.iter().map(written))
}

fn written(out: &ProductOut) -> Vec<String> {
    let product = &out.product;
    let tier = |place: usize| {
        let tier = product.tiers.get(place);
        let quantity = tier.map(|tier| tier.from_quantity.to_string()).unwrap_or_default();
        [quantity, tier.map(|tier| tier.price.decimal()).unwrap_or_default()]
    };
    let three = |text: &LocalText| [text.de.clone(), text.en.clone(), text.zh.clone()];
    let content = product.content;
    let mut cells = vec![product.sku.clone(), out.category_code.clone()];
    for text in [&product.name, &product.summary, &product.description, &product.ingredients, &product.allergens] {
        cells.extend(three(text));
    }
    cells.push(product.tax_class.word().to_owned());
    cells.extend([product.prices.customer, product.prices.partner, product.prices.company].map(Money::decimal));
    cells.extend(tier(0));
    cells.extend(tier(1));
    cells.extend([product.points.decimal(), product.commission_base.decimal()]);
    cells.push(content.map(|content| content.amount.to_string()).unwrap_or_default());
    cells.push(content.map(|content| content_unit_word(content.unit)).unwrap_or_default().to_owned());
    cells.extend([product.weight_grams.to_string(), product.gtin.clone(), product.shelf_life_days.to_string()]);
    cells.extend(three(&product.storage));
    cells.extend(three(&product.nutrition));
    cells.push(product.picture.clone());
    cells.push(if product.active { "yes" } else { "no" }.to_owned());
    cells.push(product.prices.customer.currency().code().to_owned());
    cells.extend([out.on_hand, out.reserved, out.backordered].map(|count| count.to_string()));
    cells
}

const fn content_unit_word(unit: ContentUnit) -> &'static str {
    match unit {
        ContentUnit::Gram => "g",
        ContentUnit::Millilitre => "ml",
        ContentUnit::Piece => "piece",
    }
}

/// A category with the code of the one above it.
pub fn write_categories(categories: &[(String, Category)]) -> Result<Vec<u8>, String> {
    let header = [
        "code",
        "parent",
        "name_de",
        "name_en",
        "name_zh",
        "description_de",
        "description_en",
        "description_zh",
        "sort",
        "picture",
    ];
    write(
        &header,
        categories.iter().map(|(parent, category)| {
            let Category { code, name, description, sort, picture, .. } = category.clone();
            let texts = [name.de, name.en, name.zh, description.de, description.en, description.zh];
            let mut cells = vec![code, parent.clone()];
            cells.extend(texts);
            cells.extend([sort.to_string(), picture]);
            cells
        }),
    )
}
