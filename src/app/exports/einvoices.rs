//! Invoices as data, each in the format that was asked for or that its customer wants; what cannot be written is told.

use crate::app::exports::GivenFile;
use crate::app::papers::einvoice_file;
use crate::business::billing::invoice;
use crate::business::failure::Failure;
use crate::business::view::View;
use crate::text;
use crate::values::{EinvoiceFormat, InvoiceId, Language};

/// One document: its file, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Einvoiced {
    File(GivenFile),
    LeftOut { number: String, why: Vec<String> },
}

/// One invoice or credit note; the reasons are told in the language of whoever asks.
pub fn einvoice(
    view: &View<'_>,
    id: InvoiceId,
    format: Option<EinvoiceFormat>,
    language: Language,
) -> Result<Einvoiced, Failure> {
    Ok(match einvoice_file(view, id, format)? {
        Ok(file) => Einvoiced::File(GivenFile { name: file.name, bytes: file.bytes }),
        Err(trouble) => {
            let number = invoice(view, id).map(|invoice| invoice.number).unwrap_or_default();
            let why = trouble.complaints().iter().map(|complaint| complaint.say(language)).collect();
            Einvoiced::LeftOut { number, why }
        }
    })
}

/// All of them one after the other as they are taken; a last file names those that could not be written.
pub(super) fn each_einvoice<'v>(
    view: &'v View<'v>,
    ids: &'v [InvoiceId],
) -> impl Iterator<Item = Result<GivenFile, Failure>> + 'v {
    let language = view.actor().language;
    let mut left_out = String::new();
    let mut ids = ids.iter();
    std::iter::from_fn(move || {
        for id in ids.by_ref() {
            match einvoice(view, *id, None, language) {
                Ok(Einvoiced::File(file)) => return Some(Ok(file)),
                Ok(Einvoiced::LeftOut { number, why }) => {
                    left_out.push_str(&format!("{number}: {}\n", why.join(" ")));
                }
                Err(failure) => return Some(Err(failure)),
            }
        }
        let told = std::mem::take(&mut left_out);
        let name = text!(language, "einvoice.left_out.file");
        (!told.is_empty()).then(|| Ok(GivenFile { name, bytes: told.into_bytes() }))
    })
}
