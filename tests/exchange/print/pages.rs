//! Long documents, long words, strange signs and logos of every kind.

use std::path::Path;

use kontor::values::Money;

use crate::exchange::print::documents::printed;
use crate::exchange::print::tools::{assert_printed, has, pages, text};
use crate::exchange::samples::{firm, hotel, invoice_of, order, order_line};

#[test]
fn sixty_lines_go_over_pages_with_sums_carried_over() {
    let mut long = order();
    long.billing = hotel();
    long.lines = (1..=60)
        .map(|number| {
            order_line(number, &format!("FD-{}", 1000 + number), &format!("Artikel Nummer {number}"), 2, 1_050, 10)
        })
        .collect();
    let document = printed(&firm(), None, &invoice_of(&long));
    assert_printed(&document, "sixty_lines.de");
    if has("pdftotext") {
        let words = text(&document);
        assert_eq!(pages(&document), 3);
        assert_eq!(words.matches("Übertrag").count(), 4, "at the foot and at the head of each break");
        assert_eq!(words.matches("Bezeichnung").count(), 3, "the head of the table is repeated");
        assert!(words.contains("Seite 3 von 3"));
    }
}

#[test]
fn long_names_break_and_nothing_runs_into_the_next_column() {
    let mut order = order();
    order.billing = hotel();
    order.delivery.street = "Am Platz der Vereinten Nationen und der guten Nachbarschaft".to_owned();
    order.lines = vec![
        order_line(
            1,
            "FD-1001-GROSSPACKUNG",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterungsschraubenset",
            10_000,
            9_999_999,
            10,
        ),
        order_line(
            2,
            "CO-3004",
            "Ringelblumensalbe für empfindliche Haut, mit Bienenwachs aus der Steiermark, im Glas zu 250 ml, nachfüllbar",
            1,
            1_249,
            20,
        ),
    ];
    assert_printed(&printed(&firm(), None, &invoice_of(&order)), "long_names.de");
}

#[test]
fn a_sign_that_no_face_has_is_a_box() {
    let mut order = order();
    order.billing.name = "Lea شمس 🦊".to_owned();
    if has("pdftotext") {
        let words = text(&printed(&firm(), None, &invoice_of(&order)));
        assert!(words.contains("Lea □□□ □"), "{words}");
    }
}

#[test]
fn the_logo_of_the_demo_firm_is_drawn() {
    let logo = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/wiesenmut/logo.svg")).unwrap();
    let drawn = printed(&firm(), Some(&logo), &invoice_of(&order()));
    assert_printed(&drawn, "logo_svg.de");
    if has("pdftotext") {
        let first = text(&drawn).lines().find(|line| !line.trim().is_empty()).unwrap().trim().to_owned();
        assert!(!first.starts_with("Wiesenmut  "), "the wordmark does not stand beside the logo: {first}");
    }
}

#[test]
fn a_picture_is_printed_and_a_broken_one_gives_way_to_the_name() {
    let invoice = invoice_of(&order());
    let plain = printed(&firm(), None, &invoice).bytes;
    let good = printed(&firm(), Some(PICTURE), &invoice);
    assert_ne!(good.bytes, plain);
    assert_printed(&good, "logo_png.de");
    let cut = &PICTURE[..PICTURE.len() - 30];
    assert_eq!(printed(&firm(), Some(cut), &invoice).bytes, plain, "half a picture");
    assert_eq!(printed(&firm(), Some(b"no picture at all"), &invoice).bytes, plain);
    for svg in [
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>Hi</text></svg>",
        "<svg viewBox='0 0 9 9'><rect width='9' height='9' fill='url(#g)'/></svg>",
        "<svg viewBox='0 0 9 9'><path d='M0 0L1'/></svg>",
        "<svg viewBox='0 0 0 9'><path d='M0 0L1 1'/></svg>",
        "<svg viewBox='0 0 9 9'></svg>",
        "<svg viewBox='0 0 9 9'><path d='M0 0",
    ] {
        assert_eq!(printed(&firm(), Some(svg.as_bytes()), &invoice).bytes, plain, "{svg}");
    }
}

#[test]
fn an_amount_of_nothing_needs_no_payment() {
    let mut order = order();
    order.lines.iter_mut().for_each(|line| line.unit_price = Money::eur(0));
    order.shipping.price = Money::eur(0);
    assert_printed(&printed(&firm(), None, &invoice_of(&order)), "nothing_to_pay.de");
}

/// Four by two dots: red, green, blue, white, and the same half see-through.
const PICTURE: &[u8] = include_bytes!("picture.png");
