//! The sums below a cart, a checkout and an order: goods, shipping, tax by rate, total.

use maud::{Markup, html};

use crate::business::orders::{OrderLine, Quote, Shipping, Totals};
use crate::portals::showcase::Shopper;
use crate::portals::untaxed::untaxed;
use crate::text;
use crate::texts;
use crate::values::{Language, Money};
use crate::web::parts::{SumLine, sums};

pub fn of_quote(shopper: Shopper, quote: &Quote) -> Markup {
    html! {
        (shown(shopper.language, shopper.sees_gross(), &quote.lines, quote.shipping, &quote.totals))
        (untaxed(shopper.language, quote.tax_reason))
    }
}

/// Private people see what they pay and the tax inside it; firms see net, tax, gross.
pub fn shown(language: Language, gross: bool, lines: &[OrderLine], shipping: Shipping, totals: &Totals) -> Markup {
    let zero = Money::zero(shipping.price.currency());
    let goods_net = lines.iter().fold(zero, |sum, line| sum + line.net());
    let shipping_gross = shipping.price + shipping.price.at_rate(shipping.vat_rate);
    // The goods take what is left of the total, so that the lines of this table always add up.
    let goods = if gross { totals.gross - shipping_gross } else { goods_net };
    let delivery = if gross { shipping_gross } else { shipping.price };
    let amount = |money: Money| texts::money(language, money);
    let free = text!(language, "shop.sums.free");
    let mut rows = vec![
        row(text!(language, "shop.sums.goods"), amount(goods)),
        row(text!(language, "shop.sums.shipping"), if delivery.is_zero() { free } else { amount(delivery) }),
    ];
    if !gross {
        rows.push(row(text!(language, "shop.sums.net"), amount(totals.net)));
    }
    for group in &totals.groups {
        let rate = texts::percent(language, group.rate);
        let label = if gross {
            text!(language, "shop.sums.tax_inside", rate = rate)
        } else {
            text!(language, "shop.sums.tax", rate = rate)
        };
        rows.push(row(label, amount(group.tax)));
    }
    rows.push(SumLine { label: text!(language, "shop.sums.total"), amount: amount(totals.gross), is_total: true });
    sums(&rows)
}

/// What credit for the shop has paid of a total, and what is still to be paid where anything is.
pub fn after_credit(language: Language, credit: Money, rest: Money) -> Markup {
    let amount = |money: Money| texts::money(language, money);
    let mut rows = vec![row(text!(language, "shop.credit.paid"), amount(-credit))];
    if rest.is_positive() {
        rows.push(SumLine { label: text!(language, "shop.credit.rest"), amount: amount(rest), is_total: true });
    }
    sums(&rows)
}

fn row(label: String, amount: String) -> SumLine {
    SumLine { label, amount, is_total: false }
}
