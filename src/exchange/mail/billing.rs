//! Letters that carry an invoice or a credit note.

use crate::business::billing::Invoice;
use crate::business::firm::Firm;
use crate::business::orders::order_number;
use crate::business::payments::skonto_offers;
use crate::exchange::mail::writing::Writing;
use crate::exchange::mail::{Attachment, Mail};
use crate::text;
use crate::texts;
use crate::values::Language;

pub struct BillingLetter<'l> {
    pub firm: &'l Firm,
    pub language: Language,
    pub invoice: &'l Invoice,
    /// The printed document, and its data where the receiver wants them apart.
    pub documents: Vec<Attachment>,
}

pub fn invoice(letter: &BillingLetter) -> Mail {
    let (language, invoice, firm) = (letter.language, letter.invoice, letter.firm);
    let writing = Writing::to(firm, language, &invoice.billing.name).say(text!(
        language,
        "mail.invoice.attached",
        number = invoice.number,
        order = order_number(invoice.order)
    ));
    let owed = invoice.totals.gross - invoice.prepaid;
    let amount = texts::money(language, owed);
    let writing = if owed.is_positive() {
        let due = texts::day(language, invoice.due_on);
        let writing = writing.say(text!(language, "mail.invoice.please_pay", amount = amount, day = due));
        let less = skonto_offers(invoice).into_iter().map(|(until, rate, rest)| {
            let (day, rest) = (texts::day(language, until), texts::money(language, rest));
            text!(language, "terms.print.skonto", day = day, percent = texts::percent(language, rate), amount = rest)
        });
        less.fold(writing, Writing::say).facts(vec![
            (text!(language, "mail.payment.receiver"), firm.legal_name.clone()),
            (text!(language, "mail.payment.iban"), firm.iban.as_ref().map_or(String::new(), |iban| iban.grouped())),
            (text!(language, "mail.payment.bic"), firm.bic.as_ref().map_or(String::new(), ToString::to_string)),
            (text!(language, "mail.payment.amount"), amount),
            (text!(language, "mail.payment.reference"), invoice.number.clone()),
        ])
    } else {
        writing.say(text!(language, "mail.invoice.paid"))
    };
    let subject = text!(language, "mail.invoice.subject", number = invoice.number, firm = firm.trade_name);
    attached(writing.finish(&subject), letter)
}

pub fn credit_note(letter: &BillingLetter) -> Mail {
    let (language, note, firm) = (letter.language, letter.invoice, letter.firm);
    // Stored with its own sign; what the receiver gets back is told as an amount.
    let amount = texts::money(language, note.totals.gross.abs());
    let mail = Writing::to(firm, language, &note.billing.name)
        .say(text!(
            language,
            "mail.credit_note.attached",
            number = note.number,
            order = order_number(note.order),
            amount = amount
        ))
        .finish(&text!(language, "mail.credit_note.subject", number = note.number, firm = firm.trade_name));
    attached(mail, letter)
}

fn attached(mail: Mail, letter: &BillingLetter) -> Mail {
    letter.documents.iter().cloned().fold(mail, Mail::attach)
}
