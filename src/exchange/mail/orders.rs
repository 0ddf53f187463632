//! Letters about an order.

use jiff::tz::TimeZone;

use crate::business::firm::{Firm, PaymentTerms};
use crate::business::orders::{Order, PaymentMethod, order_number};
use crate::exchange::mail::Mail;
use crate::exchange::mail::writing::{ItemLine, Sum, Writing};
use crate::text;
use crate::texts;
use crate::values::{Instant, Language, Money, OrderId};

pub struct OrderLetter<'l> {
    pub firm: &'l Firm,
    pub language: Language,
    pub id: OrderId,
    pub order: &'l Order,
    /// Where the order can be looked at; empty when the firm has no address on the web.
    pub link: String,
    /// The instruction on withdrawal that held on the day of the order, for consumers only
    /// (§ 7 (3) FAGG, § 312f (2) BGB: on a durable medium, with the confirmation).
    pub withdrawal_terms: Option<&'l str>,
    /// What of it credit for the shop has paid.
    pub credit: Money,
    /// What is still to be paid.
    pub rest: Money,
    pub back: Back,
    /// Some of the goods are not there yet.
    pub is_short: bool,
    /// On which it was ordered.
    pub terms: PaymentTerms,
}

/// What of an order goes back to the buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Back {
    /// Is credit for the shop again.
    pub credit: Money,
    /// Is to be transferred.
    pub money: Money,
}

/// What was ordered, what it costs, how it is paid, and the instruction on withdrawal.
pub fn order_confirmation(letter: &OrderLetter) -> Mail {
    let (language, number) = (letter.language, order_number(letter.id));
    let writing = begin(letter).say(text!(language, "mail.order_confirmation.thanks", number = number));
    let writing = looking_at(order_contents(writing, letter), letter);
    let writing = match letter.withdrawal_terms {
        Some(terms) => writing.legal(terms),
        None => writing,
    };
    writing.finish(&text!(language, "mail.order_confirmation.subject", number = number, firm = letter.firm.trade_name))
}

pub fn order_corrected(letter: &OrderLetter) -> Mail {
    let (language, number) = (letter.language, order_number(letter.id));
    let writing = begin(letter).say(text!(language, "mail.order_corrected.changed", number = number));
    let writing = looking_at(order_contents(writing, letter), letter);
    writing.finish(&text!(language, "mail.order_corrected.subject", number = number))
}

pub fn order_cancelled(letter: &OrderLetter) -> Mail {
    let (language, number) = (letter.language, order_number(letter.id));
    let mut writing = begin(letter).say(text!(language, "mail.order_cancelled.cancelled", number = number));
    let Back { credit, money } = letter.back;
    if credit.is_positive() {
        let amount = texts::money(language, credit);
        writing = writing.say(text!(language, "mail.order_cancelled.credit_back", amount = amount));
    }
    if money.is_positive() {
        let amount = texts::money(language, money);
        writing = writing.say(text!(language, "mail.order_cancelled.money_back", amount = amount));
    }
    looking_at(writing, letter).finish(&text!(language, "mail.order_cancelled.subject", number = number))
}

/// What the consumer declared and when, given back at once on a durable medium.
pub struct WithdrawalReceipt<'l> {
    pub firm: &'l Firm,
    pub language: Language,
    pub zone: &'l TimeZone,
    pub received_at: Instant,
    pub name: String,
    pub email: String,
    /// As the consumer gave it.
    pub order_number: String,
    /// In the consumer's own words, such as which goods it is about; may be empty.
    pub declaration: String,
}

pub fn withdrawal_receipt(receipt: &WithdrawalReceipt) -> Mail {
    let language = receipt.language;
    let when = texts::instant_exact(language, receipt.received_at, receipt.zone);
    let mut writing = Writing::to(receipt.firm, language, &receipt.name)
        .say(text!(language, "mail.withdrawal_receipt.received", when = when))
        .facts(vec![
            (text!(language, "mail.withdrawal_receipt.when"), when),
            (text!(language, "mail.withdrawal_receipt.order"), receipt.order_number.clone()),
            (text!(language, "mail.withdrawal_receipt.name"), receipt.name.clone()),
            (text!(language, "mail.withdrawal_receipt.email"), receipt.email.clone()),
        ])
        .say(text!(language, "mail.withdrawal_receipt.declared"));
    if !receipt.declaration.trim().is_empty() {
        writing = writing.say(text!(language, "mail.withdrawal_receipt.words")).quote(receipt.declaration.trim());
    }
    writing.say(text!(language, "mail.withdrawal_receipt.next")).finish(&text!(
        language,
        "mail.withdrawal_receipt.subject",
        number = receipt.order_number
    ))
}

fn begin<'l>(letter: &OrderLetter<'l>) -> Writing<'l> {
    Writing::to(letter.firm, letter.language, &letter.order.billing.name)
}

fn looking_at<'l>(writing: Writing<'l>, letter: &OrderLetter) -> Writing<'l> {
    if letter.link.is_empty() {
        return writing;
    }
    writing.link(text!(letter.language, "mail.order.look"), letter.link.clone())
}

fn order_contents<'l>(writing: Writing<'l>, letter: &OrderLetter) -> Writing<'l> {
    let (language, order) = (letter.language, letter.order);
    let items = order.lines.iter().map(|line| ItemLine {
        quantity: texts::number(language, i64::from(line.quantity)),
        name: line.name.clone(),
        amount: texts::money(language, line.net()),
    });
    let writing = writing.items(items.collect(), sums(letter));
    let writing = arriving(paying(writing, letter), letter);
    let writing = writing.address(text!(language, "mail.order.delivery_address"), &order.delivery);
    if order.billing == order.delivery {
        writing
    } else {
        writing.address(text!(language, "mail.order.billing_address"), &order.billing)
    }
}

fn sums(letter: &OrderLetter) -> Vec<Sum> {
    let (language, order) = (letter.language, letter.order);
    let totals = order.totals();
    let sum = |label: String, amount| Sum { label, amount: texts::money(language, amount), strong: false };
    let mut sums = vec![
        sum(text!(language, "mail.order.shipping"), order.shipping.price),
        sum(text!(language, "mail.order.net"), totals.net),
    ];
    sums.extend(totals.groups.iter().map(|group| {
        let rate = texts::percent(language, group.rate);
        sum(text!(language, "mail.order.tax", rate = rate), group.tax)
    }));
    sums.push(Sum {
        label: text!(language, "mail.order.total"),
        amount: texts::money(language, totals.gross),
        strong: true,
    });
    if !letter.credit.is_zero() {
        sums.push(sum(text!(language, "mail.order.credit"), -letter.credit));
    }
    sums
}

/// Until when the goods arrive, where that was promised.
fn arriving<'l>(writing: Writing<'l>, letter: &OrderLetter) -> Writing<'l> {
    let language = letter.language;
    let Some(promise) = letter.order.delivery_promise(language) else { return writing };
    let writing = writing.say(promise);
    if letter.is_short { writing.say(text!(language, "orders.delivery_time.backorder")) } else { writing }
}

fn paying<'l>(writing: Writing<'l>, letter: &OrderLetter) -> Writing<'l> {
    let (language, order, firm) = (letter.language, letter.order, letter.firm);
    let amount = texts::money(language, letter.rest);
    match order.payment_method {
        _ if order.paid_on.is_some() => writing.say(text!(language, "mail.order.paid")),
        PaymentMethod::Invoice => {
            let writing = writing.say(text!(language, "mail.order.pay_by_invoice"));
            letter.terms.say(language).into_iter().fold(writing, Writing::say)
        }
        PaymentMethod::Prepayment if !letter.rest.is_positive() => writing,
        PaymentMethod::Prepayment => {
            writing.say(text!(language, "mail.order.pay_before", amount = amount)).facts(vec![
                (text!(language, "mail.payment.receiver"), firm.legal_name.clone()),
                (text!(language, "mail.payment.iban"), firm.iban.as_ref().map_or(String::new(), |iban| iban.grouped())),
                (text!(language, "mail.payment.bic"), firm.bic.as_ref().map_or(String::new(), ToString::to_string)),
                (text!(language, "mail.payment.amount"), amount),
                (text!(language, "mail.payment.reference"), order_number(letter.id)),
            ])
        }
    }
}
