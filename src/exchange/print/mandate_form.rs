//! The form of a SEPA mandate, to be signed by hand, or the copy of one that was signed.

use crate::business::payments::mandates::{MandateScheme, MandateText};
use crate::exchange::print::document::{Document, Particulars, PrintError, produce};
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::length::Length;
use crate::exchange::print::letter::{Letter, Letterhead};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::text;
use crate::texts;
use crate::values::{Address, Day, Instant, Language};

pub struct MandateForm<'p> {
    pub head: Letterhead<'p>,
    pub language: Language,
    pub scheme: MandateScheme,
    pub creditor_id: &'p str,
    pub customer_number: String,
    /// Where the letter goes; `None` where nothing is known.
    pub address: Option<&'p Address>,
    /// What is known already; empty places are filled in by hand.
    pub number: String,
    pub holder: String,
    pub iban: String,
    pub bic: String,
    /// Set for the copy of a mandate that was signed on the page.
    pub signed_on: Option<Day>,
    pub made_at: Instant,
}

/// How long the lines are on which somebody writes.
const WRITTEN: Length = Length::mm(150);

pub fn mandate_form(form: &MandateForm) -> Result<Document, PrintError> {
    let language = form.language;
    let title = text!(language, "print.mandate.title", scheme = form.scheme.say(language));
    let about = if form.number.is_empty() { &form.customer_number } else { &form.number };
    let particulars = Particulars {
        name: format!("{}-{about}.pdf", text!(language, "print.mandate.file")),
        title: title.clone(),
        language,
        created_at: form.made_at,
    };
    produce(&form.head, &particulars, |fonts, logo| pages(form, fonts, logo, &title))
}

fn pages(form: &MandateForm, fonts: &Fonts<'_>, logo: Option<Logo>, title: &str) -> Paper {
    let language = form.language;
    let firm = form.head.firm;
    let mut letter = Letter::begin(fonts, firm, logo, language, title);
    if let Some(address) = form.address {
        letter.envelope(address);
    }
    let number =
        if form.number.is_empty() { text!(language, "print.mandate.number_later") } else { form.number.clone() };
    letter.particulars(&[
        (text!(language, "print.mandate.creditor_id"), form.creditor_id.to_owned()),
        (text!(language, "print.mandate.number"), number),
        (text!(language, "print.customer_number"), form.customer_number.clone()),
        (text!(language, "print.mandate.kind"), text!(language, "print.mandate.recurrent")),
    ]);
    letter.title(title);
    let said = MandateText::of(form.scheme, &firm.legal_name, language);
    for part in [&said.permission, &said.instruction, &said.right] {
        letter.paragraph(part);
    }
    for (label, value) in [
        (text!(language, "mandates.field.holder"), &form.holder),
        (text!(language, "fields.iban"), &form.iban),
        (text!(language, "mandates.field.bic"), &form.bic),
    ] {
        to_fill_in(&mut letter, &label, value);
    }
    match form.signed_on {
        Some(day) => {
            letter.y += Length::mm(6);
            letter.paragraph(&text!(language, "print.mandate.signed_on_page", day = texts::day(language, day)));
        }
        None => {
            to_fill_in(&mut letter, &text!(language, "print.mandate.place_and_day"), "");
            to_fill_in(&mut letter, &text!(language, "print.mandate.signature"), "");
        }
    }
    letter.finish()
}

/// A line to write on, with what is known above it and its name below.
fn to_fill_in(letter: &mut Letter<'_, '_>, label: &str, value: &str) {
    letter.need(Length::mm(16));
    letter.y += Length::mm(if value.is_empty() { 9 } else { 3 });
    if !value.is_empty() {
        letter.paragraph(value);
        letter.y = letter.y - Length::mm(1);
    }
    let (x, y) = (Length::mm(25), letter.y);
    letter.rule(x, y, WRITTEN);
    letter.caption(x, y + Length::mm(3), label);
    letter.y = y + Length::mm(5);
}
