//! Samples of the shop: products, prices, basket, and whole pages of them.

use crate::values::Language;
use crate::web::page::Page;
use crate::web::parts::{
    CartLine, Fact, Field, Form, LineButton, Link, Loudness, Meaning, Notice, Picture, PostButton, Price, ProductCard,
    QuantityRange, SumLine, Tier, cart_lines, facts, form, gallery_of, hero, link_button, notice, paragraph,
    post_button, price, product_grid, product_sheet, quantity_field, section, state, submit_button, sums,
};
use maud::{Markup, html};

pub fn samples(language: Language) -> Markup {
    html! {
        (section("Produkte", grid()))
        (section("Preis", price(language, &sample_price())))
        (section("Warenkorb", cart(language)))
    }
}

fn tax_note() -> Markup {
    html! { "Preise inkl. USt., zzgl. " a href="#" { "Versand" } }
}

/// A drawn jar as a picture without a file: the page needs no network.
fn drawn() -> Picture {
    Picture { src: "jar.svg".to_owned(), alt: "Glas mit Schraubdeckel".to_owned() }
}

fn grid() -> Markup {
    let card = |name: &str, note: &str, amount: &str, base: &str, (meaning, word): (Meaning, &str)| ProductCard {
        link: Link::new(name, "#"),
        picture: drawn(),
        note: note.to_owned(),
        amount: amount.to_owned(),
        base_price: Some(base.to_owned()),
        stock: Some(state(meaning, word)),
        action: Some(post_button(&PostButton {
            label: "In den Korb".to_owned(),
            action: "#",
            csrf: "muster",
            loudness: Loudness::Secondary,
            ..PostButton::default()
        })),
    };
    product_grid(
        &[
            card("Haferflocken fein", "500 g", "2,90 €", "5,80 € je kg", (Meaning::Good, "lagernd")),
            card(
                "Hundetrockenfutter Alpenrind mit Karotte und Hagebutte",
                "12 kg",
                "84,90 €",
                "7,08 € je kg",
                (Meaning::Attention, "nur noch 3"),
            ),
            ProductCard {
                picture: Picture::default(),
                ..card(
                    "Arnika-Körperpflegeöl",
                    "100 ml",
                    "14,50 €",
                    "145,00 € je l",
                    (Meaning::Neutral, "ab 2. Dezember"),
                )
            },
            card("Kürbiskernöl g. g. A.", "250 ml", "11,90 €", "47,60 € je l", (Meaning::Good, "lagernd")),
        ],
        &tax_note(),
    )
}

fn sample_price() -> Price {
    let tier = |from: &str, amount: &str, base: &str| Tier {
        from: from.to_owned(),
        amount: amount.to_owned(),
        base_price: Some(base.to_owned()),
    };
    Price {
        amount: "2,90 €".to_owned(),
        tax_note: html! { "inkl. 10 % USt., zzgl. " a href="#" { "Versand" } },
        base_price: Some("5,80 € je kg".to_owned()),
        tiers: vec![tier("6 Stück", "2,70 €", "5,40 € je kg"), tier("24 Stück", "2,40 €", "4,80 € je kg")],
    }
}

fn quantity(language: Language, name: &str, value: &str) -> Markup {
    let field = Field { name, label: "Menge".to_owned(), value, ..Field::default() };
    quantity_field(language, &field, QuantityRange { least: 1, most: 99 })
}

fn cart(language: Language) -> Markup {
    let remove = || {
        Some(LineButton {
            verb: "Entfernen".to_owned(),
            about: "Haferflocken fein".to_owned(),
            name: "remove".to_owned(),
            value: "1".to_owned(),
        })
    };
    html! {
        (cart_lines(&[
            CartLine { link: Link::new("Haferflocken fein", "#"), picture: drawn(), note: "500 g".to_owned(), unit_price: "2,90 € je Stück".to_owned(), quantity: quantity(language, "quantity-1", "5"), total: "14,50 €".to_owned(), remove: remove(), notice: None },
            CartLine {
                link: Link::new("Hundetrockenfutter Alpenrind mit Karotte und Hagebutte", "#"),
                picture: drawn(),
                note: "12 kg".to_owned(),
                unit_price: "84,90 € je Stück".to_owned(),
                quantity: quantity(language, "quantity-2", "1"),
                total: "84,90 €".to_owned(),
                remove: remove(),
                notice: Some(notice(&Notice { meaning: Meaning::Attention, sentence: "Der Preis hat sich seit gestern geändert: bisher 82,90 €.".to_owned(), more: None })),
            },
        ]))
        (sums(&[
            SumLine { label: "Zwischensumme".to_owned(), amount: "99,40 €".to_owned(), is_total: false },
            SumLine { label: "Versand nach Österreich".to_owned(), amount: "4,90 €".to_owned(), is_total: false },
            SumLine { label: "Gesamt".to_owned(), amount: "104,30 €".to_owned(), is_total: true },
            SumLine { label: "darin 10 % USt.".to_owned(), amount: "9,48 €".to_owned(), is_total: false },
        ]))
    }
}

pub fn start(_language: Language) -> Page {
    Page {
        title: "Almgut Naturwaren".to_owned(),
        heading: Some("Gutes vom Hof, ohne Umwege.".to_owned()),
        primary: Some(link_button(&Link::new("Zum Sortiment", "#"), Loudness::Primary)),
        body: html! { (hero("field.svg")) (section("Neu im Sortiment", grid())) },
        ..Page::default()
    }
}

pub fn category(_language: Language) -> Page {
    Page {
        title: "Müsli und Flocken".to_owned(),
        lead: Some("Aus Hafer, Dinkel und Roggen von Höfen im Waldviertel.".to_owned()),
        breadcrumbs: vec![Link::new("Start", "#"), Link::new("Lebensmittel", "#")],
        body: grid(),
        ..Page::default()
    }
}

pub fn product(language: Language) -> Page {
    let order = form(
        language,
        &Form {
            action: "#",
            csrf: "muster",
            body: quantity(language, "quantity", "1"),
            buttons: vec![submit_button("In den Warenkorb", Loudness::Primary)],
            ..Form::default()
        },
    );
    let decision = html! {
        (paragraph("Fein gewalzt, aus ganzem Korn, in zwei Minuten gar. Schmeckt im Müsli, im Brot und in der Suppe."))
        (price(language, &sample_price()))
        (state(Meaning::Good, "Lagernd, in 1–2 Werktagen bei Ihnen"))
        (order)
    };
    let more = facts(&[
        Fact::words("Zutaten", "Haferflocken (100 %) aus biologischer Landwirtschaft"),
        Fact::new("Allergene", html! { strong { "Hafer (Gluten)" } "; kann Spuren von Schalenfrüchten enthalten" }),
        Fact::words("Mindestens haltbar bis", "31. August 2027"),
        Fact::words("Herkunft", "Österreich"),
    ]);
    Page {
        title: "Haferflocken fein".to_owned(),
        breadcrumbs: vec![Link::new("Start", "#"), Link::new("Müsli und Flocken", "#")],
        body: html! {
            (product_sheet(gallery_of(&[drawn(), drawn(), drawn()]), decision))
            (section("Zutaten und Eigenschaften", more))
        },
        ..Page::default()
    }
}

pub fn basket(language: Language) -> Page {
    Page {
        title: "Warenkorb".to_owned(),
        body: html! {
            (cart(language))
            (link_button(&Link::new("Zur Kasse", "#"), Loudness::Primary))
        },
        ..Page::default()
    }
}
