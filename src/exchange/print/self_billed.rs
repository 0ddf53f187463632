//! Self-billing credit notes: the invoice of a partner, written by the firm that receives the service (§ 11 (7) UStG,
//! § 14 (2) UStG, Art. 224 and 226 (10a) of Directive 2006/112/EC). It stands on the firm's paper and names both.

use crate::business::commissions::{SelfBilled, SelfBilledSheet};
use crate::exchange::print::document::{Document, Particulars, PrintError, produce};
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::letter::{Letter, Letterhead};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::exchange::print::table::{Cell, Column, Row, Table};
use crate::text;
use crate::texts;
use crate::values::Money;

pub struct SelfBilledPrint<'p> {
    pub head: Letterhead<'p>,
    pub sheet: &'p SelfBilledSheet,
}

/// What stands over the document and in its properties.
pub fn self_billed_title(document: &SelfBilled) -> String {
    let key = if document.cancels.is_some() { "print.self_billed.cancellation" } else { "print.self_billed.title" };
    text!(document.supplier.language, key, number = document.number)
}

pub fn self_billed(print: &SelfBilledPrint) -> Result<Document, PrintError> {
    let document = &print.sheet.document;
    let title = self_billed_title(document);
    let particulars = Particulars {
        name: format!("{}.pdf", document.number),
        title: title.clone(),
        language: document.supplier.language,
        created_at: document.issued_at,
    };
    produce(&print.head, &particulars, |fonts, logo| pages(print, fonts, logo, &title))
}

fn pages(print: &SelfBilledPrint, fonts: &Fonts<'_>, logo: Option<Logo>, title: &str) -> Paper {
    let document = &print.sheet.document;
    let language = document.supplier.language;
    let mut letter = Letter::begin(fonts, print.head.firm, logo, language, title);
    letter.envelope(&document.supplier.address);
    letter.particulars(&particulars(document));
    letter.title(title);
    letter.paragraph(&text!(language, "print.self_billed.what"));
    if let Some((number, day)) = &print.sheet.cancelled {
        let day = texts::day(language, *day);
        letter.paragraph(&text!(language, "print.self_billed.cancels", number = number, day = day));
    }
    letter.table(&lines(document));
    letter.sums(&sums(document));
    if let Some(reason) = document.reason() {
        letter.paragraph(&reason);
    }
    letter.paragraph(&text!(language, "print.self_billed.parties", firm = firm_line(document)));
    if document.cancels.is_none() {
        letter.paragraph(&text!(language, "print.self_billed.object"));
    }
    letter.finish()
}

/// The receiver of the service, by name, place and number.
fn firm_line(document: &SelfBilled) -> String {
    let (issuer, language) = (&document.issuer, document.supplier.language);
    let country = texts::country_name(language, issuer.address.country);
    let mut parts = vec![issuer.legal_name.clone()];
    parts.extend(issuer.address.lines(document.supplier.address.country, &country).into_iter().skip(1));
    parts.extend(issuer.vat_id.as_ref().map(ToString::to_string));
    parts.join(", ")
}

fn particulars(document: &SelfBilled) -> Vec<(String, String)> {
    let (supplier, language) = (&document.supplier, document.supplier.language);
    let vat_id = supplier.vat_id.as_ref().map_or(String::new(), ToString::to_string);
    vec![
        (text!(language, "print.self_billed.number"), document.number.clone()),
        (text!(language, "print.self_billed.day"), texts::day(language, document.day)),
        (text!(language, "print.self_billed.period"), texts::period(language, document.period)),
        (text!(language, "print.statement.partner_number"), supplier.number.clone()),
        (text!(language, "print.invoice.your_vat_id"), vat_id),
        (text!(language, "print.self_billed.your_tax_number"), supplier.tax_number.clone()),
    ]
}

fn lines(document: &SelfBilled) -> Table {
    let language = document.supplier.language;
    let money = |amount: Money| texts::money(language, amount);
    let words = text!(language, "self_billing.line", period = texts::period(language, document.period));
    let row = Row::of(vec![
        Cell::Quiet("1".to_owned()),
        Cell::Text(words),
        Cell::Figure(texts::percent(language, document.rate)),
        Cell::Figure(money(document.net)),
    ]);
    Table {
        columns: vec![
            Column::right(text!(language, "print.column.position"), 7),
            Column::rest(text!(language, "print.column.name")),
            Column::right(text!(language, "print.column.tax"), 16),
            Column::right(text!(language, "print.column.net"), 30),
        ],
        rows: vec![row],
        carry: None,
    }
}

fn sums(document: &SelfBilled) -> Vec<(String, String, bool)> {
    let language = document.supplier.language;
    let money = |amount: Money| texts::money(language, amount);
    let rate = texts::percent(language, document.rate);
    vec![
        (text!(language, "print.sum.net"), money(document.net), false),
        (text!(language, "print.sum.tax", rate = rate, net = money(document.net)), money(document.tax), false),
        (text!(language, "print.sum.gross"), money(document.gross), true),
    ]
}
