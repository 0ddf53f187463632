//! From a letterhead and a way to set a document to the finished file.

use crate::exchange::print::drawing::Colour;
use crate::exchange::print::fonts::{Fonts, SystemFonts};
use crate::exchange::print::letter::Letterhead;
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::exchange::print::pdf;
use crate::values::{Instant, Language};

/// A finished PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// As it is saved and attached: `R-2026-00017.pdf`.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The PDF could not be written, in the words of the library: a bug of ours, not of the person who prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintError(pub String);

impl std::fmt::Display for PrintError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is said of a document beside its pages.
pub(super) struct Particulars {
    pub name: String,
    pub title: String,
    pub language: Language,
    /// Taken from what is printed, so that the same document is the same bytes whenever it is printed.
    pub created_at: Instant,
}

/// Sets the pages and writes the file. A picture that turns out to be broken is left out and the name stands there.
pub(super) fn produce(
    head: &Letterhead,
    particulars: &Particulars,
    set: impl Fn(&Fonts<'_>, Option<Logo>) -> Paper,
) -> Result<Document, PrintError> {
    let system = SystemFonts::default();
    let fonts = Fonts::new(&system);
    let about = pdf::About {
        title: &particulars.title,
        author: &head.firm.legal_name,
        language: particulars.language,
        created_at: particulars.created_at,
        accent: accent(&head.firm.accent),
    };
    let logo = head.logo.and_then(Logo::read);
    let has_logo = logo.is_some();
    let mut written = pdf::write(&set(&fonts, logo), &about);
    if written.is_err() && has_logo {
        written = pdf::write(&set(&fonts, None), &about);
    }
    Ok(Document { name: particulars.name.clone(), bytes: written? })
}

/// `#rrggbb`, or black.
fn accent(written: &str) -> Colour {
    let part = |from: usize| u8::from_str_radix(written.get(from..from + 2)?, 16).ok();
    match (written.len(), part(1), part(3), part(5)) {
        (7, Some(red), Some(green), Some(blue)) => (red, green, blue),
        _ => (0x1c, 0x1c, 0x1a),
    }
}
