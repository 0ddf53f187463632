//! The lines of an incoming invoice, and what they come to.

use maud::{Markup, html};

use crate::business::billing::{IncomingAllowance, IncomingLine, NewIncoming};
use crate::text;
use crate::texts;
use crate::values::{Language, Money};
use crate::web::parts::{Column, Row, SumLine, Table, figure, section, small, sums, table, two_lines};

/// Nobody compares more on a page; the others stand in the file.
const SHOWN_MAX: usize = 500;

pub fn lines(language: Language, says: &NewIncoming) -> Markup {
    let column = |name: &str| text!(language, &format!("office_orders.line.{name}"));
    let shown = Table {
        caption: text!(language, "office_orders.sheet.lines"),
        columns: vec![
            Column::text(column("product")),
            Column::figure(column("quantity")),
            Column::figure(column("unit_price")),
            Column::figure(column("tax")),
            Column::figure(column("net")),
        ],
        rows: says.lines.iter().take(SHOWN_MAX).map(|line| row(language, line)).collect(),
        ..Table::default()
    };
    let more = says.lines.len().saturating_sub(SHOWN_MAX);
    let reasons = says.taxes.iter().filter(|tax| !tax.reason.is_empty());
    section(
        &text!(language, "office_orders.sheet.lines"),
        html! {
            (table(language, &shown))
            @if more > 0 { (small(&text!(language, "office_incoming.sheet.more_lines", count = more))) }
            (sums(&sums_of(language, says)))
            @for tax in reasons { (small(&tax.reason)) }
        },
    )
}

fn row(language: Language, line: &IncomingLine) -> Row {
    let quantity = format!("{} {}", texts::decimal(language, &line.quantity), unit(line));
    let besides = line.allowances.iter().map(|one| allowance(language, one));
    let article = [line.article.clone()].into_iter().chain(besides).filter(|words| !words.is_empty());
    Row::new(vec![
        two_lines(&line.name, &article.collect::<Vec<_>>().join(" · ")),
        figure(quantity.trim()),
        figure(&price(language, line)),
        figure(&rate(language, &line.tax_rate, &line.tax_category)),
        figure(&texts::money(language, line.net)),
    ])
}

/// `12,50`, and `12,50 je 100` where the price is not meant for one.
fn price(language: Language, line: &IncomingLine) -> String {
    let price = texts::decimal(language, &line.unit_price);
    match line.price_quantity.as_str() {
        "" | "1" => price,
        quantity => {
            let quantity = texts::decimal(language, quantity);
            format!("{price} {}", text!(language, "office_incoming.line.per", quantity = quantity))
        }
    }
}

fn allowance(language: Language, one: &IncomingAllowance) -> String {
    format!("{} {}", reason(language, one), texts::signed_money(language, one.amount))
}

/// In the words of the file, else in ours.
fn reason(language: Language, one: &IncomingAllowance) -> String {
    match (one.reason.is_empty(), one.amount.is_negative()) {
        (false, _) => one.reason.clone(),
        (true, true) => text!(language, "office_incoming.sum.allowance"),
        (true, false) => text!(language, "office_incoming.sum.charge"),
    }
}

fn sums_of(language: Language, says: &NewIncoming) -> Vec<SumLine> {
    let sum = |label: String, amount: Money| SumLine { label, amount: texts::money(language, amount), is_total: false };
    let besides = says.allowances.iter().map(|one| sum(reason(language, one), one.amount));
    let mut all: Vec<SumLine> = besides.collect();
    all.push(sum(text!(language, "office_orders.sum.net"), says.net));
    all.extend(says.taxes.iter().map(|tax| {
        let (rate, net) = (rate(language, &tax.rate, &tax.category), texts::money(language, tax.net));
        sum(text!(language, "office_invoices.sum.tax_on", rate = rate, net = net), tax.tax)
    }));
    all.push(SumLine { is_total: true, ..sum(text!(language, "office_incoming.sum.gross"), says.gross) });
    if !says.paid.is_zero() {
        all.push(sum(text!(language, "office_invoices.fact.prepaid"), says.paid));
    }
    if !says.rounding.is_zero() {
        all.push(sum(text!(language, "office_incoming.sum.rounding"), says.rounding));
    }
    // Also where it does not follow from the others: then it is what somebody has to look at.
    if says.due != says.gross {
        all.push(sum(text!(language, "office_incoming.sum.due"), says.due));
    }
    all
}

/// Pieces need no word; other units are told as the file has them.
fn unit(line: &IncomingLine) -> &str {
    match line.unit.as_str() {
        "C62" | "H87" | "XPP" => "",
        unit => unit,
    }
}

/// `20 %`; where nothing is charged, the category that says why.
fn rate(language: Language, rate: &str, category: &str) -> String {
    match rate {
        "" | "0" | "0.00" if category != "Z" => category.to_owned(),
        rate => format!("{} %", texts::decimal(language, rate)),
    }
}
