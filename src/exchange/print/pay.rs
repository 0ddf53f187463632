//! Where money is to go: the facts of a transfer, beside the code that a banking app reads.

use crate::business::firm::Issuer;
use crate::exchange::print::giro::Giro;
use crate::exchange::print::length::Length;
use crate::exchange::print::letter::{Letter, RIGHT};
use crate::exchange::print::paper::{Role, What};
use crate::text;
use crate::values::{Language, Money};

/// The side of a module of the code, and the room that the code takes with its quiet zone.
const MODULE: Length = Length::tenths_mm(7);
const CODE_ROOM: Length = Length::mm(44);

pub(super) struct Payment<'p> {
    pub firm: &'p Issuer,
    pub language: Language,
    pub amount: Money,
    /// What the payer is to write.
    pub reference: &'p str,
    /// How much until when, in a sentence.
    pub please: String,
}

pub(super) fn payment(letter: &mut Letter, pay: &Payment) {
    let (firm, language) = (pay.firm, pay.language);
    let giro = firm.iban.as_ref().and_then(|iban| {
        let (receiver, bic) = (firm.legal_name.as_str(), firm.bic.as_ref());
        Giro { receiver, iban, bic, amount: pay.amount, reference: pay.reference }.squares()
    });
    letter.need(CODE_ROOM);
    let (top, width) = (letter.y, RIGHT - Length::mm(25) - CODE_ROOM);
    letter.paragraph_of_width(&pay.please, width);
    let iban = firm.iban.as_ref().map_or(String::new(), |iban| iban.grouped());
    let bic = firm.bic.as_ref().map_or(String::new(), ToString::to_string);
    let facts = [
        (text!(language, "print.payment.receiver"), firm.legal_name.clone()),
        (text!(language, "print.payment.iban"), iban),
        (text!(language, "print.payment.bic"), bic),
        (text!(language, "print.payment.reference"), pay.reference.to_owned()),
    ];
    letter.facts(&facts, width);
    if let Some(rows) = giro {
        code(letter, rows, top, language);
    }
}

/// The code at the right edge, its caption below.
fn code(letter: &mut Letter, rows: Vec<Vec<bool>>, top: Length, language: Language) {
    let side: Length = rows.iter().map(|_| MODULE).sum();
    let (x, y) = (RIGHT - side, top + Length::mm(3));
    let shows = text!(language, "print.payment.code");
    letter.mark(x, y, What::Squares { rows, size: MODULE }, Role::Figure(shows.clone()));
    letter.caption(x, y + side + Length::mm(4), &shows);
    letter.y = letter.y.max(y + side + Length::mm(8));
}
