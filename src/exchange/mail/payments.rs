//! The letter before money is collected.

use crate::business::firm::Firm;
use crate::exchange::mail::Mail;
use crate::exchange::mail::writing::Writing;
use crate::text;
use crate::texts;
use crate::values::{Day, Iban, Language, Money};

pub struct Prenotice<'l> {
    pub firm: &'l Firm,
    pub language: Language,
    pub holder: String,
    pub debits: Vec<PrenoticeDebit>,
}

pub struct PrenoticeDebit {
    /// The number of the invoice.
    pub document: String,
    pub amount: Money,
    pub due_on: Day,
    pub mandate_number: String,
    pub iban: Iban,
}

/// Amount, day, mandate and creditor, as the rules ask for (EPC016-06, 4.5).
pub fn prenotice(letter: &Prenotice) -> Mail {
    let (language, firm) = (letter.language, letter.firm);
    let mut writing = Writing::to(firm, language, &letter.holder).say(text!(
        language,
        "mail.prenotice.what",
        count = i64::try_from(letter.debits.len()).unwrap_or(i64::MAX)
    ));
    for debit in &letter.debits {
        writing = writing.facts(vec![
            (text!(language, "mail.prenotice.document"), debit.document.clone()),
            (text!(language, "mail.payment.amount"), texts::money(language, debit.amount)),
            (text!(language, "mail.prenotice.day"), texts::day(language, debit.due_on)),
            (text!(language, "mail.prenotice.account"), last_digits(&debit.iban)),
            (text!(language, "print.mandate.number"), debit.mandate_number.clone()),
            (text!(language, "print.mandate.creditor_id"), firm.creditor_id.clone()),
        ]);
    }
    let subject = text!(language, "mail.prenotice.subject", firm = firm.trade_name);
    writing.say(text!(language, "mail.prenotice.cover")).finish(&subject)
}

/// Enough to know one's own account, and no more: letters are read by others too.
fn last_digits(iban: &Iban) -> String {
    let signs: Vec<char> = iban.as_str().chars().collect();
    let last: String = signs.iter().skip(signs.len().saturating_sub(4)).collect();
    format!("… {last}")
}
