//! The letter that carries a reminder.

use crate::business::billing::reminders::Reminder;
use crate::business::firm::Firm;
use crate::exchange::mail::writing::Writing;
use crate::exchange::mail::{Attachment, Mail};
use crate::text;
use crate::texts;

pub struct ReminderLetter<'l> {
    pub firm: &'l Firm,
    pub reminder: &'l Reminder,
    pub document: Attachment,
}

/// Says in short what the document says: what is late, how much it is with everything, and where it is to go.
pub fn reminder(letter: &ReminderLetter) -> Mail {
    let (firm, reminder) = (letter.firm, letter.reminder);
    let language = reminder.language;
    let amount = texts::money(language, reminder.total);
    let mut writing = Writing::to(firm, language, &reminder.address.name);
    for paragraph in reminder.words.lines().filter(|line| !line.trim().is_empty()) {
        writing = writing.say(paragraph.trim().to_owned());
    }
    let due = texts::day(language, reminder.pay_by);
    let late = reminder.lines.iter().map(|line| (line.number.clone(), texts::money(language, line.open))).collect();
    let mut writing = writing.facts(late);
    if reminder.charged().is_positive() {
        let charged = texts::money(language, reminder.charged());
        writing = writing.say(text!(language, "mail.reminder.charges", amount = charged));
    }
    let mail = writing
        .say(text!(language, "mail.reminder.please_pay", amount = amount, day = due))
        .facts(vec![
            (text!(language, "mail.payment.receiver"), firm.legal_name.clone()),
            (text!(language, "mail.payment.iban"), firm.iban.as_ref().map_or(String::new(), |iban| iban.grouped())),
            (text!(language, "mail.payment.bic"), firm.bic.as_ref().map_or(String::new(), ToString::to_string)),
            (text!(language, "mail.payment.amount"), amount),
            (text!(language, "mail.payment.reference"), reminder.reference()),
        ])
        .say(text!(language, "mail.reminder.crossed"))
        .finish(&text!(
            language,
            "mail.reminder.subject",
            title = reminder.title,
            number = reminder.number,
            firm = firm.trade_name
        ));
    mail.attach(letter.document.clone())
}
