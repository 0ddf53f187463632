//! The sections of an order's sheet, each left out where there is nothing to show.

use maud::{Markup, html};

use crate::business::orders::{OrderLine, OrderState, Totals, line_at, order_number};
use crate::business::shipping::Parcel;
use crate::portals::office::documents::{confirmation_path, delivery_note_path, invoice_pdf_path};
use crate::portals::office::orders::sheet::OrderSheet;
use crate::portals::office::orders::words::paid;
use crate::portals::office::subjects::product_path;
use crate::portals::untaxed::untaxed;
use crate::text;
use crate::texts;
use crate::values::{Address, Language, Money};
use crate::web::parts::{
    Column, DocumentLink, Fact, Link, Meaning, Notice, Row, SumLine, Table, address, code, columns, documents, facts,
    figure, moment, notice, section, small, stack, state, sums, table, text_link, two_lines,
};

fn money(language: Language, amount: Money) -> Markup {
    figure(&texts::money(language, amount))
}

/// What everybody must know who opens the sheet.
pub fn notices(sheet: &OrderSheet) -> Markup {
    let language = sheet.language;
    let waiting = sheet.reservation.iter().flat_map(|reservation| &reservation.lines);
    let waiting: Vec<String> = waiting
        .filter(|line| line.backordered > 0)
        .filter_map(|line| {
            let name = sheet.order.lines.iter().find(|known| known.product == line.product)?;
            Some(format!("{} × {}", line.backordered, name.name))
        })
        .collect();
    let said = |meaning: Meaning, sentence: String| notice(&Notice { meaning, sentence, more: None });
    html! {
        @if sheet.order.state == OrderState::Cancelled {
            (said(Meaning::Bad, text!(language, "office_orders.notice.cancelled", reason = sheet.order.cancel_reason)))
        }
        @if let Some(withdrawal) = &sheet.withdrawal {
            @let key = if withdrawal.late { "office_orders.notice.withdrawn_late" } else { "office_orders.notice.withdrawn" };
            @let when = sheet.wall.exact(withdrawal.at);
            (notice(&Notice {
                meaning: Meaning::Attention,
                sentence: text!(language, key, when = when),
                more: (!withdrawal.words.is_empty()).then(|| html! { p { (withdrawal.words) } }),
            }))
        }
        @if !waiting.is_empty() {
            (said(Meaning::Attention, text!(language, "office_orders.notice.backorder", goods = waiting.join(", "))))
        }
        @if !sheet.order.note.is_empty() {
            (said(Meaning::Information, text!(language, "office_orders.notice.note", note = sheet.order.note)))
        }
    }
}

pub fn line_table(sheet: &OrderSheet) -> Markup {
    let language = sheet.language;
    let column = |name: &str| text!(language, &format!("office_orders.line.{name}"));
    let shown = Table {
        caption: sheet.text("office_orders.sheet.lines"),
        columns: vec![
            Column::text(column("product")),
            Column::figure(column("quantity")),
            Column::figure(column("unit_price")),
            Column::figure(column("tax")),
            Column::figure(column("net")),
        ],
        rows: sheet.order.lines.iter().map(|line| line_row(language, line)).collect(),
        ..Table::default()
    };
    html! {
        (table(language, &shown))
        (sums(&sum_lines(language, &sheet.order.totals(), sheet.order.shipping.price)))
        (untaxed(language, sheet.order.tax_reason))
    }
}

fn line_row(language: Language, line: &OrderLine) -> Row {
    let cells = vec![
        two_lines(&line.name, &line.sku),
        figure(&texts::number(language, i64::from(line.quantity))),
        money(language, line.unit_price),
        figure(&texts::percent(language, line.vat_rate)),
        money(language, line.net()),
    ];
    Row::leading_to(product_path(line.product), cells)
}

/// Shipping, net, each tax, and what is to be paid.
pub fn sum_lines(language: Language, totals: &Totals, shipping: Money) -> Vec<SumLine> {
    let line =
        |label: String, amount: Money| SumLine { label, amount: texts::money(language, amount), is_total: false };
    let mut lines = vec![
        line(text!(language, "office_orders.sum.shipping"), shipping),
        line(text!(language, "office_orders.sum.net"), totals.net),
    ];
    lines.extend(totals.groups.iter().map(|group| {
        line(text!(language, "office_orders.sum.tax", rate = texts::percent(language, group.rate)), group.tax)
    }));
    lines.push(SumLine { is_total: true, ..line(text!(language, "office_orders.sum.gross"), totals.gross) });
    lines
}

pub fn addresses(sheet: &OrderSheet) -> Markup {
    let lines = |of: &Address| address(&of.lines(sheet.home, &texts::country_name(sheet.language, of.country)));
    let billing = section(&sheet.text("office_orders.sheet.billing"), lines(&sheet.order.billing));
    let delivery = if sheet.order.billing == sheet.order.delivery {
        small(&sheet.text("office_orders.sheet.same_address"))
    } else {
        lines(&sheet.order.delivery)
    };
    columns(&[billing, section(&sheet.text("office_orders.sheet.delivery"), delivery)])
}

pub fn fact_list(sheet: &OrderSheet) -> Markup {
    let language = sheet.language;
    let order = &sheet.order;
    let mut rows = Vec::new();
    let mut add = |key: &'static str, value: Markup| rows.push(Fact::new(text!(language, key), value));
    match &sheet.customer {
        Some(customer) => add("office_orders.fact.customer", text_link(customer)),
        None if order.buyer.customer.is_none() => {
            add("office_orders.fact.customer", html! { (sheet.text("office_orders.fact.guest")) });
        }
        None => {}
    }
    let mail = format!("mailto:{}", order.buyer.email);
    add("office_orders.fact.email", text_link(&Link::new(order.buyer.email.to_string(), mail)));
    if !order.buyer.phone.is_empty() {
        let digits: String = order.buyer.phone.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
        add("office_orders.fact.phone", text_link(&Link::new(order.buyer.phone.clone(), format!("tel:{digits}"))));
    }
    if let Some(vat_id) = &order.buyer.vat_id {
        add("office_orders.fact.vat_id", code(&vat_id.to_string()));
    }
    if let Some(partner) = &sheet.partner {
        add("office_orders.fact.partner", text_link(partner));
    }
    add("office_orders.fact.payment", paid(language, order.paid_on, order.payment_method));
    if let Some(time) = order.delivery_time {
        add("office_orders.fact.delivery_time", html! { (time.say(language)) });
    }
    add("office_orders.fact.points", html! { (texts::points(language, order.points())) });
    add("office_orders.fact.placed", moment(&sheet.wall.moment(order.placed_at)));
    if !order.terms_version.is_empty() {
        add("office_orders.fact.terms", html! { (order.terms_version) });
    }
    if !order.external.is_empty() {
        add("office_orders.fact.external", code(&order.external));
    }
    facts(&rows)
}

pub fn payments_of(sheet: &OrderSheet) -> Markup {
    if sheet.payments.is_empty() {
        return html! {};
    }
    let language = sheet.language;
    let row = |payment: &crate::business::payments::Payment| {
        Row::new(vec![
            html! { (texts::day_short(language, payment.received_on)) },
            html! { (payment.purpose(language)) },
            money(language, payment.amount),
        ])
    };
    let shown = Table {
        caption: sheet.text("office_orders.sheet.payments"),
        columns: vec![
            Column::text(sheet.text("office_orders.payment.day")),
            Column::text(sheet.text("office_orders.payment.reference")),
            Column::figure(sheet.text("office_orders.payment.amount")),
        ],
        rows: sheet.payments.iter().map(|(_, payment)| row(payment)).collect(),
        ..Table::default()
    };
    section(&sheet.text("office_orders.sheet.payments"), table(language, &shown))
}

pub fn parcels_of(sheet: &OrderSheet) -> Markup {
    if sheet.parcels.is_empty() {
        return html! {};
    }
    let language = sheet.language;
    let shown = Table {
        caption: sheet.text("office_orders.sheet.parcels"),
        columns: vec![
            Column::text(sheet.text("office_orders.parcel.carrier")),
            Column::text(sheet.text("office_orders.parcel.tracking")),
            Column::state(sheet.text("office_orders.parcel.state")),
        ],
        rows: sheet.parcels.iter().map(|(_, parcel)| parcel_row(sheet, parcel)).collect(),
        ..Table::default()
    };
    section(&sheet.text("office_orders.sheet.parcels"), table(language, &shown))
}

fn parcel_row(sheet: &OrderSheet, parcel: &Parcel) -> Row {
    let language = sheet.language;
    let tracking = match parcel.carrier.tracking_url(&parcel.tracking_number) {
        Some(url) if !parcel.tracking_number.is_empty() => text_link(&Link::new(parcel.tracking_number.clone(), url)),
        _ => small(&sheet.text("office_orders.parcel.no_tracking")),
    };
    let standing = match parcel.handed_over_at {
        Some(_) => state(Meaning::Good, &sheet.text("office_orders.parcel.handed_over")),
        None => state(Meaning::Information, &sheet.text("office_orders.parcel.packed")),
    };
    let pieces: u32 = parcel.lines.iter().map(|line| line.quantity).sum();
    let when = sheet.wall.exact(parcel.handed_over_at.unwrap_or(parcel.packed_at));
    Row::new(vec![
        two_lines(
            &text!(language, &parcel.carrier.text_key()),
            &text!(
                language,
                "office_orders.parcel.content",
                count = pieces,
                weight = grams(language, parcel.weight_grams)
            ),
        ),
        tracking,
        stack(&[standing, small(&when)]),
    ])
}

/// `1,25 kg`, `850 g`.
pub fn grams(language: Language, grams: u32) -> String {
    if grams < 1_000 {
        return text!(language, "office.unit.grams", amount = grams);
    }
    let kilograms = crate::values::Points::from_hundredths(i64::from(grams) / 10);
    text!(language, "office.unit.kilograms", amount = texts::points(language, kilograms))
}

pub fn returns_of(sheet: &OrderSheet) -> Markup {
    if sheet.returns.is_empty() {
        return html! {};
    }
    let language = sheet.language;
    let rows = sheet.returns.iter().flat_map(|(_, returned)| {
        returned.lines.iter().map(|line| {
            let name = line_at(&sheet.order, line.line).map_or("", |line| line.name.as_str());
            Row::new(vec![
                moment(&sheet.wall.moment(returned.at)),
                html! { (name) },
                figure(&line.quantity.to_string()),
                html! { (text!(language, line.fate.text_key())) },
                html! { (returned.reason) },
            ])
        })
    });
    let shown = Table {
        caption: sheet.text("office_orders.sheet.returns"),
        columns: vec![
            Column::text(sheet.text("office_orders.return.when")),
            Column::text(sheet.text("office_orders.line.product")),
            Column::figure(sheet.text("office_orders.line.quantity")),
            Column::text(sheet.text("office_orders.return.fate")),
            Column::text(sheet.text("office_orders.return.reason")),
        ],
        rows: rows.collect(),
        ..Table::default()
    };
    section(&sheet.text("office_orders.sheet.returns"), table(language, &shown))
}

pub fn documents_of(sheet: &OrderSheet) -> Markup {
    let language = sheet.language;
    let document =
        |label: String, href: String, note: Option<String>| DocumentLink { label, href, kind: "PDF".to_owned(), note };
    let mut all = Vec::new();
    // An order of a former system was confirmed there.
    if sheet.order.external.is_empty() {
        let name = text!(language, "print.order_confirmation.title", number = order_number(sheet.id));
        let day = texts::day(language, sheet.order.day);
        all.push(document(name, confirmation_path(sheet.id), Some(day)));
    }
    all.extend(sheet.invoices.iter().map(|(id, invoice)| {
        let name = format!("{} {}", invoice.kind.say(language), invoice.number);
        let note = texts::money(language, invoice.totals.gross);
        document(name, invoice_pdf_path(*id), Some(note))
    }));
    if sheet.may.print_delivery_notes {
        all.extend(sheet.parcels.iter().map(|(id, parcel)| {
            let name = text!(language, "office_orders.document.delivery_note", number = order_number(sheet.id));
            let parcel = text!(language, "office.subject.parcel", number = id, order = order_number(parcel.order));
            document(name, delivery_note_path(*id), Some(parcel))
        }));
    }
    if all.is_empty() {
        return html! {};
    }
    section(&sheet.text("office_orders.sheet.documents"), documents(&all))
}
