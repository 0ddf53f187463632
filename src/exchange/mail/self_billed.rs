//! The letter with a self-billing credit note, which announces its statement too.

use crate::business::commissions::SelfBilledSheet;
use crate::business::firm::Firm;
use crate::exchange::mail::writing::Writing;
use crate::exchange::mail::{Attachment, Mail};
use crate::text;
use crate::texts;

pub struct SelfBilledLetter<'l> {
    pub firm: &'l Firm,
    pub sheet: &'l SelfBilledSheet,
    /// To the statement in the partner's portal; empty when the firm has no address on the web.
    pub link: String,
    pub document: Attachment,
}

/// Amounts stand in the document alone.
pub fn self_billed(letter: &SelfBilledLetter) -> Mail {
    let document = &letter.sheet.document;
    let language = document.supplier.language;
    let (number, period) = (document.number.as_str(), texts::period(language, document.period));
    let told = match &letter.sheet.cancelled {
        Some((cancelled, _)) => {
            text!(language, "mail.self_billed.cancelled", number = number, cancelled = cancelled, period = period)
        }
        None => text!(language, "mail.self_billed.issued", number = number, period = period),
    };
    let mut writing = Writing::to(letter.firm, language, &document.supplier.address.name).say(told);
    if document.cancels.is_none() {
        writing = writing.say(text!(language, "mail.self_billed.object"));
    }
    if !letter.link.is_empty() {
        writing = writing.link(text!(language, "mail.statement_ready.look"), letter.link.clone());
    }
    let mail = writing.finish(&text!(language, "mail.self_billed.subject", number = number, period = period));
    mail.attach(letter.document.clone())
}
