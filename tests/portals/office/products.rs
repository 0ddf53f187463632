//! Products and categories: added, changed by two clerks at once, pictured, planned, retired.

use kontor::business::catalog::{self, Category, Product};
use kontor::values::{LocalText, Money, Points, ProductId};

use crate::kit::{Browser, Firm};

const TEA: [(&str, &str); 8] = [
    ("sku", "T-1"),
    ("category", "1"),
    ("tax_class", "food"),
    ("name_de", "Bergtee"),
    ("name_en", "Mountain tea"),
    ("price_customer", "10,00"),
    ("tier_quantity_2", "6"),
    ("tier_price_2", "9,00"),
];

fn firm() -> Firm {
    let firm = Firm::new();
    firm.write(|tx| {
        let category = Category {
            code: "tea".to_owned(),
            parent: None,
            name: LocalText::new("Tee", "Tea", "茶"),
            description: LocalText::default(),
            sort: 1,
            picture: String::new(),
        };
        catalog::save_category(tx, None, &category)
    });
    firm
}

/// The path of the sheet of the first product.
fn tea(clerk: &mut Browser<'_>) -> String {
    clerk.get("/office/products/new");
    clerk.submit("/office/products/new", &TEA).location.expect("a sheet")
}

fn known(firm: &Firm) -> Product {
    firm.read(|view| catalog::product(view, ProductId::new(1)).expect("a product"))
}

#[test]
fn a_product_is_added_with_its_tiers_and_stands_in_the_list() {
    let firm = firm();
    let mut clerk = firm.signed_in("office");
    let sheet = tea(&mut clerk);
    // Net 10.00 with 10 % of tax on food in Austria.
    clerk.get(&sheet).sees("Bergtee").sees("11,00 €").sees("ab 6 Stück").sees("9,00 €").sees("中文: Name");
    let tea = known(&firm);
    assert_eq!((tea.prices.partner, tea.commission_base), (Money::eur(1_000), Money::eur(1_000)));
    assert_eq!(tea.tiers.len(), 1, "an empty line between is no tier");
    clerk.get("/office/products?q=bergtee&state=sold").sees("T-1");
    clerk.get("/office/products?state=retired").does_not_see("T-1").sees("Kein Artikel passt dazu");
    clerk.get("/office/products?stock=none").sees("T-1");
    let file = clerk.get("/office/products.csv");
    assert!(file.html.contains("T-1;Bergtee;Tee;10,00;10,00;10,00;EUR;0;Im Verkauf"), "{}", file.html);
}

#[test]
fn several_wrong_fields_are_told_at_once_and_what_was_typed_stays() {
    let firm = firm();
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/products/new");
    let typed = [
        ("sku", ""),
        ("gtin", "123"),
        ("tax_class", "food"),
        ("name_de", ""),
        ("price_customer", "zehn"),
        ("price_partner", "-5"),
        ("content_amount", "500"),
        ("weight_grams", "viel"),
        ("points", "x"),
        ("description_en", "Dried leaves"),
    ];
    let shown = clerk.submit("/office/products/new", &typed);
    shown.has_status(422).holds("value=\"zehn\"").holds("value=\"viel\"").holds("Dried leaves");
    let fields = [
        "sku",
        "gtin",
        "category",
        "name_de",
        "price_customer",
        "price_partner",
        "content_unit",
        "weight_grams",
        "points",
    ];
    for field in fields {
        shown.holds(&format!("href=\"#field-{field}\""));
    }
    let mended = [
        TEA.as_slice(),
        &[("gtin", ""), ("price_partner", ""), ("content_unit", "g"), ("weight_grams", ""), ("points", "7,5")],
    ];
    clerk.submit("/office/products/new", &mended.concat()).goes_to("/office/products/1");
    let tea = known(&firm);
    assert_eq!((tea.points.hundredths(), tea.description.en.as_str()), (750, "Dried leaves"));
}

#[test]
fn a_complaint_about_a_tier_stands_at_its_line() {
    let firm = firm();
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/products/new");
    let dearer = [TEA.as_slice(), &[("tier_quantity_4", "12"), ("tier_price_4", "9,50")]].concat();
    let shown = clerk.submit("/office/products/new", &dearer);
    // The lines are closed up: the fourth has become the second.
    shown
        .has_status(422)
        .holds("href=\"#field-tier_price_2\"")
        .sees("Der Staffelpreis muss unter dem Preis davor liegen");
    clerk.submit("/office/products/new", &[("tier_price_2", "8,50")]).goes_to("/office/products/1");
    assert_eq!(known(&firm).tiers.len(), 2);
}

#[test]
fn the_second_of_two_clerks_sees_what_the_first_has_changed() {
    let firm = firm();
    let (mut first, mut second) = (firm.signed_in("office"), firm.signed_in("office"));
    let sheet = tea(&mut first);
    let edit = format!("{sheet}/edit");
    first.get(&edit);
    second.get(&edit);
    first.submit(&edit, &[("price_customer", "12,00"), ("active", "-")]).goes_to(&sheet);
    let shown = second.submit(&edit, &[("name_de", "Almtee")]);
    shown.has_status(409).sees("inzwischen geändert").sees("12,00").sees("Almtee").sees("Bergtee").sees("nein");
    assert_eq!(known(&firm).name.de, "Bergtee", "nothing was overwritten");
    second.submit(&edit, &[("price_customer", "12,00")]).goes_to(&sheet);
    let tea = known(&firm);
    assert_eq!((tea.name.de.as_str(), tea.prices.customer, tea.active), ("Almtee", Money::eur(1_200), true));
    second.get(&sheet).sees("Kundenpreis").sees("10,00 €");
}

#[test]
fn a_product_is_taken_off_sale_and_put_back() {
    let firm = firm();
    let mut clerk = firm.signed_in("office");
    let sheet = tea(&mut clerk);
    clerk.get(&sheet).sees("Aus dem Verkauf nehmen");
    firm.visitor().get("/product/T-1").has_status(200);
    clerk.submit(&format!("{sheet}/active"), &[]).goes_to(&sheet);
    clerk.get(&sheet).sees("Nicht im Verkauf").sees("Wieder verkaufen");
    firm.visitor().get("/product/T-1").has_status(404);
    clerk.submit(&format!("{sheet}/active"), &[]).goes_to(&sheet);
    assert!(known(&firm).active);
}

#[test]
fn a_picture_is_judged_by_what_it_is() {
    let firm = firm();
    let mut clerk = firm.signed_in("office");
    let sheet = tea(&mut clerk);
    let path = format!("{sheet}/picture");
    clerk.get(&path);
    clerk
        .submit_file(&path, &[], ("picture", "tee.png", b"<script>alert(1)</script>"))
        .has_status(422)
        .sees("kein Bild");
    clerk.submit_file(&path, &[], ("picture", "leer.png", b"")).has_status(422).sees("Bitte wählen Sie ein Bild");
    clerk.submit_file(&path, &[], ("picture", "tee.png", b"\x89PNG\r\n\x1a\nrest")).goes_to(&sheet);
    let name = known(&firm).picture;
    let served = firm.visitor().get(&format!("/pictures/{name}"));
    assert_eq!(served.headers["content-type"], "image/png");
}

#[test]
fn prices_are_planned_shown_and_given_up() {
    let firm = firm();
    let mut clerk = firm.signed_in("office");
    let sheet = tea(&mut clerk);
    let path = format!("{sheet}/prices");
    clerk.get(&path).holds("value=\"10,00\"").sees("Provisionsbasis, netto");
    let wrong = [("from", "2026-12-01"), ("commission_base", "viel"), ("points", "-")];
    clerk.submit(&path, &wrong).has_status(422).sees("Das ist kein Betrag").holds("value=\"viel\"");
    clerk.get(&path);
    clerk.submit(&path, &[("from", "2026-11-02")]).has_status(422).sees("ab morgen").holds("value=\"2026-11-02\"");
    clerk
        .submit(
            &path,
            &[
                ("from", "2026-12-01"),
                ("price_customer", "11,00"),
                ("tier_price_1", "9,50"),
                ("commission_base", "8,80"),
                ("points", "12"),
            ],
        )
        .goes_to(&sheet);
    clerk.get(&sheet).sees("Preise ab").sees("Dezember 2026").sees("9,50 €");
    clerk.get(&sheet).sees("12 Punkte, Provisionsbasis 8,80 €");
    assert_eq!(known(&firm).prices.customer, Money::eur(1_000));
    clerk.submit(&format!("{sheet}/prices/drop"), &[]).goes_to(&sheet);
    clerk.get(&sheet).does_not_see("9,50 €");
}

#[test]
fn a_plan_of_prices_alone_leaves_the_commission_to_the_product() {
    let firm = firm();
    let mut clerk = firm.signed_in("office");
    let sheet = tea(&mut clerk);
    let id = ProductId::new(1);
    firm.write(move |tx| {
        let before = catalog::product(tx, id).expect("a product");
        let (commission_base, points) = (Money::eur(750), Points::from_hundredths(1_250));
        catalog::save_product(tx, Some(id), &Product { commission_base, points, ..before })
    });
    let path = format!("{sheet}/prices");
    clerk.get(&path).sees("Leer: wie beim Artikel, heute 7,50 €").sees("Leer: wie beim Artikel, heute 12,5");
    clerk.submit(&path, &[("from", "2026-12-01"), ("price_customer", "11,00")]).goes_to(&sheet);
    let (_, planned) = firm.read(|view| catalog::planned_prices(view, id)).pop().expect("a plan");
    assert_eq!((planned.prices.customer, planned.commission_base, planned.points), (Money::eur(1_100), None, None));
}

#[test]
fn categories_stand_below_each_other_and_two_clerks_notice_each_other() {
    let firm = firm();
    let (mut first, mut second) = (firm.signed_in("office"), firm.signed_in("office"));
    let (all, new) = ("/office/products/categories", "/office/products/categories/new");
    first.get(new);
    let wrong = first.submit(new, &[("code", "TEA"), ("sort", "viel")]);
    wrong.has_status(422).sees("gehört schon zu einer anderen Warengruppe").holds("value=\"viel\"");
    wrong.holds("href=\"#field-name_de\"").holds("href=\"#field-sort\"");
    first.submit(new, &[("code", "green"), ("name_de", "Grüntee"), ("parent", "1"), ("sort", "2")]).goes_to(all);
    first.get(all).sees("– Grüntee");
    let edit = "/office/products/categories/2";
    first.get(edit);
    second.get(edit);
    first.submit(edit, &[("name_de", "Grüner Tee")]).goes_to(all);
    let shown = second.submit(edit, &[("name_en", "Green tea")]);
    shown.has_status(409).sees("inzwischen geändert").sees("Jetzt gespeichert: Grüner Tee");
    second.submit(edit, &[("name_de", "Grüner Tee")]).goes_to(all);
    let kept =
        firm.read(|view| catalog::categories(view).into_iter().map(|(_, category)| category.name.en).next_back());
    assert_eq!(kept.as_deref(), Some("Green tea"));
}

#[test]
fn who_may_not_edit_sees_the_sheet_without_buttons() {
    let firm = firm();
    let sheet = tea(&mut firm.signed_in("office"));
    let mut packer = firm.signed_in("warehouse");
    packer.get(&sheet).has_status(200).sees("Zum Bestand").does_not_see("Aus dem Verkauf nehmen");
    packer.get(&format!("{sheet}/edit")).has_status(403);
    packer.get("/office/products/categories").has_status(200).does_not_see("Warengruppe anlegen");
    firm.signed_in("customer").get(&sheet).has_status(403);
}
