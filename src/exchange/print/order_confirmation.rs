//! What was ordered and on which terms, as the buyer may file it.

use crate::business::orders::{Order, OrderLine, PaymentMethod};
use crate::exchange::print::document::{Document, Particulars, PrintError, produce};
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::letter::{Letter, Letterhead};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::exchange::print::pay::{self, Payment};
use crate::exchange::print::table::{Cell, Column, Row, Table};
use crate::text;
use crate::texts;
use crate::values::{Language, Money, Rate};

pub struct OrderConfirmation<'p> {
    pub head: Letterhead<'p>,
    pub language: Language,
    pub number: String,
    pub order: &'p Order,
    /// Empty for guests.
    pub customer_number: String,
    /// What is still to be paid.
    pub rest: Money,
}

pub fn order_confirmation(print: &OrderConfirmation) -> Result<Document, PrintError> {
    let language = print.language;
    let title = text!(language, "print.order_confirmation.title", number = print.number);
    let particulars = Particulars {
        name: format!("{}-{}.pdf", text!(language, "print.order_confirmation.file"), print.number),
        title: title.clone(),
        language,
        created_at: print.order.placed_at,
    };
    produce(&print.head, &particulars, |fonts, logo| pages(print, fonts, logo, &title))
}

fn pages(print: &OrderConfirmation, fonts: &Fonts<'_>, logo: Option<Logo>, title: &str) -> Paper {
    let (order, language) = (print.order, print.language);
    let mut letter = Letter::begin(fonts, print.head.firm, logo, language, title);
    letter.envelope(&order.billing);
    letter.particulars(&[
        (text!(language, "print.order_number"), print.number.clone()),
        (text!(language, "print.delivery_note.ordered_on"), texts::day(language, order.day)),
        (text!(language, "print.customer_number"), print.customer_number.clone()),
        (text!(language, "print.invoice.our_tax_number"), print.head.firm.tax_number.clone()),
        (
            text!(language, "print.invoice.your_vat_id"),
            order.buyer.vat_id.as_ref().map_or(String::new(), ToString::to_string),
        ),
    ]);
    letter.title(title);
    letter.paragraph(&text!(language, "print.order_confirmation.thanks"));
    if order.delivery != order.billing {
        let country = texts::country_name(language, order.delivery.country);
        let address = order.delivery.lines(print.head.firm.home, &country).join(", ");
        letter.paragraph(&text!(language, "print.order_confirmation.delivery", address = address));
    }
    letter.table(&lines(print));
    letter.sums(&sums(print));
    if let Some(reason) = order.tax_reason {
        letter.paragraph(&text!(language, &reason.text_key()));
    }
    if let Some(time) = order.delivery_time {
        letter.paragraph(&text!(language, "print.order_confirmation.delivery_time", time = time.say(language)));
    }
    payment(print, &mut letter);
    letter.finish()
}

fn lines(print: &OrderConfirmation) -> Table {
    let (order, language) = (print.order, print.language);
    let money = |amount: Money| texts::money(language, amount);
    let mut sum = Money::zero(order.shipping.price.currency());
    let mut row =
        |position: String, sku: &str, name: &str, (quantity, price): (u32, Money), (rate, net): (Rate, Money)| {
            sum += net;
            Row {
                cells: vec![
                    Cell::Quiet(position),
                    Cell::Quiet(sku.to_owned()),
                    Cell::Text(name.to_owned()),
                    Cell::Figure(texts::number(language, i64::from(quantity))),
                    Cell::Figure(money(price)),
                    Cell::Figure(texts::percent(language, rate)),
                    Cell::Figure(money(net)),
                ],
                carried: Some(money(sum)),
                is_group: false,
            }
        };
    let goods = (1_u32..).zip(&order.lines);
    let mut rows: Vec<Row> = goods
        .map(|(position, line): (u32, &OrderLine)| {
            let (amounts, taxed) = ((line.quantity, line.unit_price), (line.vat_rate, line.net()));
            row(position.to_string(), &line.sku, &line.name, amounts, taxed)
        })
        .collect();
    let shipping = order.shipping;
    if !shipping.price.is_zero() {
        let name = text!(language, "print.invoice.shipping");
        rows.push(row(String::new(), "", &name, (1, shipping.price), (shipping.vat_rate, shipping.price)));
    }
    Table {
        columns: vec![
            Column::left(text!(language, "print.column.position"), 7),
            Column::left(text!(language, "print.column.sku"), 18),
            Column::rest(text!(language, "print.column.name")),
            Column::right(text!(language, "print.column.quantity"), 13),
            Column::right(text!(language, "print.column.unit_price"), 21),
            Column::right(text!(language, "print.column.tax"), 12),
            Column::right(text!(language, "print.column.net"), 25),
        ],
        rows,
        carry: Some(text!(language, "print.carried")),
    }
}

fn sums(print: &OrderConfirmation) -> Vec<(String, String, bool)> {
    let language = print.language;
    let money = |amount: Money| texts::money(language, amount);
    let totals = print.order.totals();
    let mut rows = vec![(text!(language, "print.sum.net"), money(totals.net), false)];
    for group in &totals.groups {
        let rate = texts::percent(language, group.rate);
        rows.push((text!(language, "print.sum.tax", rate = rate, net = money(group.net)), money(group.tax), false));
    }
    rows.push((text!(language, "print.sum.gross"), money(totals.gross), true));
    rows
}

/// Money in advance has its code for the banking app; an invoice brings its own.
fn payment(print: &OrderConfirmation, letter: &mut Letter) {
    let (firm, language) = (print.head.firm, print.language);
    match print.order.payment_method {
        PaymentMethod::Invoice => letter.paragraph(&text!(language, "print.order_confirmation.on_account")),
        PaymentMethod::Prepayment if print.rest.is_positive() => {
            let amount = texts::money(language, print.rest);
            let please = text!(language, "print.order_confirmation.in_advance", amount = amount);
            pay::payment(letter, &Payment { firm, language, amount: print.rest, reference: &print.number, please });
        }
        PaymentMethod::Prepayment => letter.paragraph(&text!(language, "print.payment.done")),
    }
}
