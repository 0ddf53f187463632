//! Invoices and credit notes (§ 11 UStG, § 14 UStG, Art. 226 of Directive 2006/112/EC).

use crate::business::billing::{Invoice, InvoiceKind, SetOff};
use crate::business::orders::order_number;
use crate::business::payments::skonto_offers;
use crate::exchange::print::document::{Document, Particulars, PrintError, produce};
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::letter::{Letter, Letterhead};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::exchange::print::pay::{self, Payment};
use crate::exchange::print::table::{Cell, Column, Row, Table};
use crate::text;
use crate::texts;
use crate::values::{Money, Rate};

pub struct BillingPrint<'p> {
    pub head: Letterhead<'p>,
    pub invoice: &'p Invoice,
    /// Empty for guests.
    pub customer_number: String,
    /// The number of the invoice that a credit note takes back; empty for invoices.
    pub credited_number: String,
}

/// What stands over the document and in its properties.
pub fn billing_title(invoice: &Invoice) -> String {
    match invoice.kind {
        InvoiceKind::Invoice => text!(invoice.language, "print.invoice.title", number = invoice.number),
        InvoiceKind::CreditNote => text!(invoice.language, "print.credit_note.title", number = invoice.number),
        InvoiceKind::Partial => text!(invoice.language, "print.partial.title", number = invoice.number),
        InvoiceKind::DownPayment => text!(invoice.language, "print.down_payment.title", number = invoice.number),
        InvoiceKind::Final => text!(invoice.language, "print.final.title", number = invoice.number),
        InvoiceKind::Cancellation => text!(invoice.language, "print.cancellation.title", number = invoice.number),
    }
}

pub fn invoice(print: &BillingPrint) -> Result<Document, PrintError> {
    let (invoice, language) = (print.invoice, print.invoice.language);
    let title = billing_title(invoice);
    let particulars = Particulars {
        name: format!("{}.pdf", invoice.number),
        title: title.clone(),
        language,
        created_at: invoice.issued_at,
    };
    produce(&print.head, &particulars, |fonts, logo| pages(print, fonts, logo, &title))
}

fn pages(print: &BillingPrint, fonts: &Fonts<'_>, logo: Option<Logo>, title: &str) -> Paper {
    let (invoice, language) = (print.invoice, print.invoice.language);
    let mut letter = Letter::begin(fonts, print.head.firm, logo, language, title);
    letter.envelope(&invoice.billing);
    letter.particulars(&particulars(print));
    letter.title(title);
    if !print.credited_number.is_empty() {
        let key = match invoice.kind {
            InvoiceKind::Cancellation => "print.cancellation.for_invoice",
            _ => "print.credit_note.for_invoice",
        };
        letter.paragraph(&text!(language, key, number = print.credited_number));
    }
    if !invoice.reason.is_empty() {
        letter.paragraph(&text!(language, "print.reason", reason = invoice.reason));
    }
    if invoice.delivery != invoice.billing {
        let country = texts::country_name(language, invoice.delivery.country);
        let address = invoice.delivery.lines(print.head.firm.home, &country).join(", ");
        letter.paragraph(&text!(language, "print.invoice.delivered_to", address = address));
    }
    letter.table(&lines(invoice));
    letter.sums(&sums(invoice));
    if let Some(reason) = invoice.tax_reason {
        letter.paragraph(&text!(language, &reason.text_key()));
    }
    match invoice.kind {
        InvoiceKind::CreditNote => letter.paragraph(&text!(language, "print.credit_note.money_back")),
        InvoiceKind::Cancellation => letter.paragraph(&text!(language, "print.cancellation.nothing_owed")),
        _ => payment(print, &mut letter),
    }
    for line in print.head.firm.invoice_note.get(language).lines().filter(|line| !line.trim().is_empty()) {
        letter.paragraph(line.trim());
    }
    letter.finish()
}

fn particulars(print: &BillingPrint) -> Vec<(String, String)> {
    let (invoice, language) = (print.invoice, print.invoice.language);
    let (number, day) = match invoice.kind {
        _ if invoice.kind.charges() => (text!(language, "print.invoice.number"), text!(language, "print.invoice.day")),
        InvoiceKind::Cancellation => {
            (text!(language, "print.cancellation.number"), text!(language, "print.cancellation.day"))
        }
        _ => (text!(language, "print.credit_note.number"), text!(language, "print.credit_note.day")),
    };
    vec![
        (number, invoice.number.clone()),
        (day, texts::day(language, invoice.day)),
        // Of what is paid in advance nothing has been delivered.
        (
            text!(language, "print.invoice.delivered_on"),
            match invoice.kind {
                InvoiceKind::DownPayment => String::new(),
                _ => texts::day(language, invoice.delivered_on),
            },
        ),
        (text!(language, "print.order_number"), order_number(invoice.order)),
        (text!(language, "print.customer_number"), print.customer_number.clone()),
        (text!(language, "print.invoice.our_tax_number"), print.head.firm.tax_number.clone()),
        (
            text!(language, "print.invoice.your_vat_id"),
            invoice.vat_id.as_ref().map_or(String::new(), ToString::to_string),
        ),
    ]
}

/// A credit note is stored with either sign; on paper it says what is given back, without minus signs.
fn shown(invoice: &Invoice, amount: Money) -> Money {
    if invoice.kind == InvoiceKind::CreditNote && invoice.totals.gross.is_negative() { -amount } else { amount }
}

fn lines(invoice: &Invoice) -> Table {
    let language = invoice.language;
    let money = |amount: Money| texts::money(language, shown(invoice, amount));
    let mut sum = Money::zero(invoice.totals.net.currency());
    let mut rows = Vec::new();
    for (position, line) in invoice.lines.iter().enumerate() {
        sum += line.net;
        rows.push(Row {
            cells: vec![
                Cell::Quiet((position + 1).to_string()),
                Cell::Quiet(line.sku.clone()),
                Cell::Text(line.name.clone()),
                Cell::Figure(texts::number(language, i64::from(line.quantity))),
                Cell::Figure(money(line.unit_price)),
                Cell::Figure(texts::percent(language, line.vat_rate)),
                Cell::Figure(money(line.net)),
            ],
            carried: Some(money(sum)),
            is_group: false,
        });
    }
    // What the lines leave of the net sum is the price of shipping.
    let shipping = invoice.totals.net - sum;
    if !shipping.is_zero() {
        rows.push(Row {
            cells: vec![
                Cell::Quiet(String::new()),
                Cell::Quiet(String::new()),
                Cell::Text(text!(language, "print.invoice.shipping")),
                Cell::Figure(String::new()),
                Cell::Figure(String::new()),
                Cell::Figure(shipping_rate(invoice).map_or(String::new(), |rate| texts::percent(language, rate))),
                Cell::Figure(money(shipping)),
            ],
            carried: Some(money(invoice.totals.net)),
            is_group: false,
        });
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

/// The rate whose lines do not make up all of its net sum.
fn shipping_rate(invoice: &Invoice) -> Option<Rate> {
    let zero = Money::zero(invoice.totals.net.currency());
    let lines_at =
        |rate: Rate| invoice.lines.iter().filter(|line| line.vat_rate == rate).fold(zero, |sum, line| sum + line.net);
    invoice.totals.groups.iter().find(|group| lines_at(group.rate) != group.net).map(|group| group.rate)
}

fn sums(invoice: &Invoice) -> Vec<(String, String, bool)> {
    let language = invoice.language;
    let money = |amount: Money| texts::money(language, shown(invoice, amount));
    let mut rows = vec![(text!(language, "print.sum.net"), money(invoice.totals.net), false)];
    for group in &invoice.totals.groups {
        let rate = texts::percent(language, group.rate);
        rows.push((text!(language, "print.sum.tax", rate = rate, net = money(group.net)), money(group.tax), false));
    }
    rows.push((text!(language, "print.sum.gross"), money(invoice.totals.gross), true));
    let mut rest = invoice.prepaid;
    for before in &invoice.settles {
        rest -= before.totals.gross;
        rows.push((set_off(invoice, before), texts::money(language, -before.totals.gross), false));
    }
    if !rest.is_zero() && invoice.kind.charges() {
        rows.push((text!(language, "print.sum.prepaid"), texts::money(language, -rest), false));
    }
    if !invoice.prepaid.is_zero() && invoice.kind != InvoiceKind::CreditNote {
        rows.push((text!(language, "print.sum.owed"), money(owed(invoice)), true));
    }
    rows
}

/// What was charged before, with the tax that stood on it (§ 11 (1) 4 UStG, § 14 (5) UStG).
fn set_off(invoice: &Invoice, before: &SetOff) -> String {
    let language = invoice.language;
    let (net, tax) = (texts::money(language, before.totals.net), texts::money(language, before.totals.tax));
    let day = texts::day_short(language, before.day);
    text!(language, "print.sum.set_off", number = before.number, day = day, net = net, tax = tax)
}

fn owed(invoice: &Invoice) -> Money {
    invoice.totals.gross - invoice.prepaid
}

fn payment(print: &BillingPrint, letter: &mut Letter) {
    let (invoice, language, firm) = (print.invoice, print.invoice.language, print.head.firm);
    let owed = owed(invoice);
    if !owed.is_positive() {
        letter.paragraph(&text!(language, "print.payment.done"));
        return;
    }
    let (amount, due) = (texts::money(language, owed), texts::day(language, invoice.due_on));
    let please = text!(language, "print.payment.please", amount = amount, day = due);
    for (until, rate, rest) in skonto_offers(invoice) {
        let (day, rest) = (texts::day(language, until), texts::money(language, rest));
        let percent = texts::percent(language, rate);
        letter.paragraph(&text!(language, "terms.print.skonto", day = day, percent = percent, amount = rest));
    }
    pay::payment(letter, &Payment { firm, language, amount: owed, reference: &invoice.number, please });
}
