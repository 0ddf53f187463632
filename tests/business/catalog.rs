//! The catalogue: what makes a product, a price list and a category right, and prices from a day on.

use kontor::app::begin_day;
use kontor::business::catalog::{
    self, Category, Content, ContentUnit, Picture, PictureType, PlannedPrices, Prices, Product, Tier, is_gtin,
};
use kontor::business::failure::{Failure, RefusalKind};
use kontor::business::permission::Permission;
use kontor::business::stock::{OnShelf, ProductOrder, ProductWish, find_products};
use kontor::store::{Subject, decode, encode, entries_of};
use kontor::values::{CategoryId, LocalText, Money, Points, ProductId};

use crate::business::shop::{Shop, day, refused, refused_as, staff};

fn known(shop: &Shop, id: ProductId) -> Product {
    shop.read(|view| catalog::product(view, id).unwrap())
}

fn save(shop: &Shop, id: ProductId, product: Product) -> Result<ProductId, Failure> {
    shop.run(move |tx| catalog::save_product(tx, Some(id), &product))
}

fn tier(from_quantity: u32, cents: i64) -> Tier {
    Tier { from_quantity, price: Money::eur(cents) }
}

fn at(customer: i64, partner: i64, company: i64) -> Prices {
    Prices { customer: Money::eur(customer), partner: Money::eur(partner), company: Money::eur(company) }
}

#[test]
fn everything_that_is_wrong_with_a_product_is_told_at_once() {
    let shop = Shop::new();
    let wrong = Product {
        sku: " ".to_owned(),
        name: LocalText::default(),
        category: CategoryId::new(77),
        gtin: "9001234567890".to_owned(),
        content: Some(Content { amount: 0, unit: ContentUnit::Gram }),
        prices: at(1_000, -1, 900),
        commission_base: Money::eur(-5),
        ..known(&shop, shop.oats)
    };
    let expected = [
        "catalog.refusal.sku_missing@sku",
        "catalog.refusal.name_missing@name_de",
        "catalog.refusal.gtin_wrong@gtin",
        "catalog.refusal.content_empty@content_amount",
        "catalog.refusal.price_negative@commission_base",
        "catalog.refusal.price_negative@price_partner",
        "catalog.refusal.no_category@category",
    ];
    refused(save(&shop, shop.oats, wrong), &expected);
}

#[test]
fn tiers_rise_in_quantity_and_fall_in_price() {
    let shop = Shop::new();
    let with = |tiers: &[Tier]| {
        let product = known(&shop, shop.oats);
        save(&shop, shop.oats, Product { tiers: tiers.to_vec(), ..product })
    };
    refused(with(&[tier(1, 900)]), &["catalog.refusal.tier_order@tier_quantity_1"]);
    refused(with(&[tier(6, 900), tier(6, 800)]), &["catalog.refusal.tier_order@tier_quantity_2"]);
    refused(with(&[tier(6, 1_000)]), &["catalog.refusal.tier_not_lower@tier_price_1"]);
    refused(with(&[tier(6, 900), tier(12, 950)]), &["catalog.refusal.tier_not_lower@tier_price_2"]);
    refused(with(&[tier(6, -1)]), &["catalog.refusal.price_negative@tier_price_1"]);
    let six: Vec<Tier> = (2..8).map(|quantity| tier(quantity, 1_000 - i64::from(quantity))).collect();
    refused(with(&six), &["catalog.refusal.too_many_tiers@tier_quantity_1"]);
    with(&[tier(6, 900), tier(12, 850)]).unwrap();
    let oats = known(&shop, shop.oats);
    let asked = [1, 5, 6, 11, 12, 500].map(|quantity| oats.unit_price(catalog::PriceRole::Customer, quantity).minor());
    assert_eq!(asked, [1_000, 1_000, 900, 900, 850, 850]);
}

#[test]
fn two_products_never_share_a_number_and_two_clerks_notice_each_other() {
    let shop = Shop::new();
    let (oats, balm) = (known(&shop, shop.oats), known(&shop, shop.balm));
    let same = Product { sku: balm.sku, ..oats.clone() };
    refused(save(&shop, shop.oats, same), &["catalog.refusal.sku_taken@sku"]);
    let mine = Product { weight_grams: 510, ..oats.clone() };
    let theirs = Product { weight_grams: 520, ..oats };
    save(&shop, shop.oats, mine).unwrap();
    refused_as(save(&shop, shop.oats, theirs), RefusalKind::Conflict);
    assert_eq!(known(&shop, shop.oats).weight_grams, 510);
}

#[test]
fn who_may_only_look_changes_nothing() {
    let shop = Shop::new();
    let looker = staff(7, &[Permission::CatalogView]);
    let oats = known(&shop, shop.oats);
    let id = shop.oats;
    let kinds = [
        shop.write(&looker, move |tx| catalog::save_product(tx, Some(id), &oats).map(drop)),
        shop.write(&looker, move |tx| catalog::set_product_active(tx, id, false)),
        shop.write(&looker, move |tx| catalog::drop_planned_prices(tx, id, day("2026-07-01"))),
        shop.write(&looker, |tx| catalog::take_due_prices(tx).map(drop)),
        shop.write(&looker, move |tx| {
            let picture = Picture { kind: PictureType::Png, bytes: vec![1] };
            catalog::change_product_picture(tx, id, &picture)
        }),
    ];
    for outcome in kinds {
        refused_as(outcome, RefusalKind::NotAllowed);
    }
}

#[test]
fn a_product_leaves_the_shop_and_comes_back_and_the_journal_says_so() {
    let shop = Shop::new();
    let id = shop.oats;
    let set = |active: bool| shop.run(move |tx| catalog::set_product_active(tx, id, active));
    refused(set(true), &["catalog.refusal.sold_already"]);
    set(false).unwrap();
    assert!(!known(&shop, id).active);
    refused(set(false), &["catalog.refusal.retired_already"]);
    set(true).unwrap();
    let body = shop.read(|view| {
        let entries = kontor::business::journal::history(view, &[kontor::business::journal::Subject::of(id)]);
        entries.first().unwrap().body.clone()
    });
    assert!(body.contains("\"active\":true") && body.contains("\"active_before\":false"), "{body}");
}

#[test]
fn a_new_picture_has_a_new_name_and_a_large_one_is_refused() {
    let shop = Shop::new();
    let id = shop.oats;
    let change = |size: usize| {
        let picture = Picture { kind: PictureType::Png, bytes: vec![7; size] };
        shop.run(move |tx| catalog::change_product_picture(tx, id, &picture))
    };
    refused(change(catalog::PICTURE_BYTES_MAX + 1), &["catalog.refusal.picture_too_large@picture"]);
    change(10).unwrap();
    let first = known(&shop, id).picture;
    change(20).unwrap();
    let second = known(&shop, id).picture;
    assert_ne!(first, second);
    assert_eq!(shop.read(|view| catalog::picture(view, &second).unwrap().bytes.len()), 20);
}

fn planned(cents: i64, base: Option<i64>, points: Option<i64>) -> PlannedPrices {
    PlannedPrices {
        prices: at(cents, cents, cents),
        tiers: Vec::new(),
        commission_base: base.map(Money::eur),
        points: points.map(Points::from_hundredths),
    }
}

#[test]
fn what_commission_is_reckoned_from_changes_with_the_planned_price() {
    let shop = Shop::new();
    let id = shop.oats;
    let plan = |from: &str, planned: PlannedPrices| {
        let from = day(from);
        shop.run(move |tx| catalog::plan_prices(tx, id, from, &planned))
    };
    let negative = "catalog.refusal.price_negative@commission_base";
    refused(plan("2026-06-10", planned(1_100, Some(-1), None)), &[negative]);
    plan("2026-06-10", planned(1_100, Some(950), Some(1_250))).unwrap();
    plan("2026-06-20", planned(1_200, None, None)).unwrap();
    let begin = |shop: &Shop| tokio::runtime::Runtime::new().unwrap().block_on(begin_day(&shop.door)).unwrap();
    let reckoned = |shop: &Shop| {
        let product = known(shop, id);
        (product.prices.customer.minor(), product.commission_base.minor(), product.points.hundredths())
    };
    begin(shop.on("2026-06-10"));
    assert_eq!(reckoned(&shop), (1_100, 950, 1_250));
    // A plan that says nothing of it leaves it as the product has it by then.
    let product = Product { commission_base: Money::eur(800), ..known(&shop, id) };
    save(&shop, id, product).unwrap();
    begin(shop.on("2026-06-20"));
    assert_eq!(reckoned(&shop), (1_200, 800, 1_250));
    let told = shop.read(|view| entries_of(view, &Subject::of(id)).pop().unwrap());
    assert!(told.body.contains(r#""commission_base":"8.00""#), "{}", told.body);
}

#[test]
fn a_plan_of_the_first_shape_still_opens() {
    let kept = planned(1_100, None, None);
    let mut bytes = encode(&kept).unwrap();
    assert_eq!((bytes[0], bytes.pop(), bytes.pop()), (2, Some(0), Some(0)));
    bytes[0] = 1;
    assert_eq!(decode::<PlannedPrices>(&bytes).unwrap(), kept);
}

#[test]
fn planned_prices_hold_from_their_day_on_and_not_before() {
    let shop = Shop::new();
    let id = shop.oats;
    let plan = |from: &str, cents: i64| {
        let (from, planned) = (day(from), planned(cents, None, None));
        shop.run(move |tx| catalog::plan_prices(tx, id, from, &planned))
    };
    refused(plan("2026-06-01", 1_100), &["catalog.refusal.planned_too_early@from"]);
    refused(
        plan("2026-05-01", -1),
        &[
            "catalog.refusal.price_negative@price_customer",
            "catalog.refusal.price_negative@price_partner",
            "catalog.refusal.price_negative@price_company",
            "catalog.refusal.planned_too_early@from",
        ],
    );
    plan("2026-06-10", 1_100).unwrap();
    plan("2026-06-10", 1_150).unwrap();
    plan("2026-07-01", 1_200).unwrap();
    let price = |shop: &Shop| known(shop, id).prices.customer.minor();
    let begin = |shop: &Shop| tokio::runtime::Runtime::new().unwrap().block_on(begin_day(&shop.door)).unwrap();
    assert_eq!((begin(shop.on("2026-06-09")), price(&shop)), (0, 1_000));
    assert_eq!((begin(shop.on("2026-06-10")), price(&shop)), (1, 1_150), "the second plan of a day replaces the first");
    assert_eq!(begin(&shop), 0, "a plan is taken over once");
    let left =
        shop.read(|view| catalog::planned_prices(view, id).into_iter().map(|(from, _)| from).collect::<Vec<_>>());
    assert_eq!(left, [day("2026-07-01")]);
    shop.run(move |tx| catalog::drop_planned_prices(tx, id, day("2026-07-01"))).unwrap();
    refused(
        shop.run(move |tx| catalog::drop_planned_prices(tx, id, day("2026-07-01"))),
        &["business.refusal.not_found"],
    );
    assert_eq!((begin(shop.on("2026-07-02")), price(&shop)), (0, 1_150));
}

#[test]
fn a_category_has_a_code_of_its_own_and_never_stands_below_itself() {
    let shop = Shop::new();
    let category = |code: &str, parent: Option<CategoryId>| Category {
        code: code.to_owned(),
        parent,
        name: LocalText::new("Tee", "Tea", "茶"),
        description: LocalText::default(),
        sort: 1,
        picture: String::new(),
    };
    let keep = |id: Option<CategoryId>, new: Category| shop.run(move |tx| catalog::save_category(tx, id, &new));
    let tea = keep(None, category("tea", None)).unwrap();
    let green = keep(None, category("green", Some(tea))).unwrap();
    refused(keep(None, category("TEA", None)), &["catalog.refusal.code_taken@code"]);
    refused(keep(Some(tea), category("tea", Some(tea))), &["catalog.refusal.below_itself@parent"]);
    refused(keep(Some(tea), category("tea", Some(green))), &["catalog.refusal.below_itself@parent"]);
    let nameless = Category { name: LocalText::default(), ..category(" ", Some(CategoryId::new(99))) };
    refused(
        keep(None, nameless),
        &[
            "catalog.refusal.code_missing@code",
            "catalog.refusal.category_name_missing@name_de",
            "catalog.refusal.no_category@parent",
        ],
    );
    keep(Some(green), category("green", None)).unwrap();
}

#[test]
fn a_gtin_has_a_known_length_and_the_right_check_digit() {
    for good in ["4006381333931", "96385074", "036000291452", "10614141000415"] {
        assert!(is_gtin(good), "{good}");
    }
    for bad in ["", "4006381333932", "123", "40063813339311", "4006381 33931", "４006381333931"] {
        assert!(!is_gtin(bad), "{bad}");
    }
}

#[test]
fn products_are_found_by_words_category_state_and_what_lies_on_the_shelf() {
    let shop = Shop::new();
    shop.receive(shop.oats, 3, None);
    shop.receive(shop.balm, 30, None);
    let find = |wish: ProductWish| {
        let found = shop.read(|view| find_products(view, &wish, 0, 50).unwrap());
        found.rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let (oats, balm, gone) = (shop.oats, shop.balm, shop.gone);
    let everything = ProductWish::default();
    assert_eq!(find(ProductWish { words: "hafer".to_owned(), ..everything.clone() }), [oats]);
    assert_eq!(find(ProductWish { words: "2001".to_owned(), ..everything.clone() }), [balm]);
    assert_eq!(find(ProductWish { active: Some(false), ..everything.clone() }), [gone]);
    assert_eq!(find(ProductWish { on_shelf: Some(OnShelf::Few), ..everything.clone() }), [oats]);
    assert_eq!(find(ProductWish { on_shelf: Some(OnShelf::Enough), ..everything.clone() }), [balm]);
    assert_eq!(find(ProductWish { category: Some(CategoryId::new(99)), ..everything.clone() }), []);
    let by_price = ProductWish { order_by: ProductOrder::Price, backwards: true, active: Some(true), ..everything };
    assert_eq!(find(by_price), [balm, oats]);
}
