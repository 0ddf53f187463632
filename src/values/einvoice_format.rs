//! The formats in which the data of an invoice go out.

use serde::{Deserialize, Serialize};

/// As what the data of an invoice are written. The order is stored: new ones come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EinvoiceFormat {
    /// ZUGFeRD 2 / Factur-X 1, profile EN 16931: the PDF carries the data (`factur-x.xml`, UN/CEFACT CII D16B).
    Zugferd,
    /// XRechnung 3.0 in OASIS UBL 2.1.
    XrechnungUbl,
    /// XRechnung 3.0 in UN/CEFACT CII D16B.
    XrechnungCii,
    /// ebInterface 6.1 of the Austrian chamber of commerce.
    Ebinterface,
}

impl EinvoiceFormat {
    pub const ALL: [EinvoiceFormat; 4] = [
        EinvoiceFormat::Zugferd,
        EinvoiceFormat::XrechnungUbl,
        EinvoiceFormat::XrechnungCii,
        EinvoiceFormat::Ebinterface,
    ];

    /// A stable word for the command line, addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            EinvoiceFormat::Zugferd => "zugferd",
            EinvoiceFormat::XrechnungUbl => "xrechnung-ubl",
            EinvoiceFormat::XrechnungCii => "xrechnung-cii",
            EinvoiceFormat::Ebinterface => "ebinterface",
        }
    }

    pub fn from_word(word: &str) -> Option<EinvoiceFormat> {
        EinvoiceFormat::ALL.into_iter().find(|format| format.word() == word)
    }

    /// As it is saved and attached: formats of one document can lie in one folder.
    pub fn file_name(self, number: &str) -> String {
        match self {
            EinvoiceFormat::Zugferd => format!("{number}.pdf"),
            format => format!("{number}-{}.xml", format.word()),
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            EinvoiceFormat::Zugferd => "application/pdf",
            _ => "application/xml",
        }
    }
}
