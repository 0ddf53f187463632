//! Pictures that come from outside, made harmless before they are kept: only what draws is written out again.
//!
//! - *Logo*: an SVG or PNG, small enough to stand on every page and paper.
//! - *Trouble*: why a picture is not taken, as the key of a text.

mod png;
mod svg;

use crate::business::catalog::PictureType;
use crate::business::failure::Complaint;
use crate::exchange::print;

/// A logo is loaded with every page.
pub const LOGO_BYTES_MAX: usize = 512 * 1024;
/// A picture of more pixels a side is scaled down by every browser anyway.
pub const LOGO_SIDE_MAX: u32 = 4_096;

/// Why a picture is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureTrouble {
    TooLarge,
    /// Neither SVG nor PNG.
    OtherKind,
    TooManyPixels,
    Broken,
    /// A drawing without width and height.
    NoSize,
    /// It holds more than a drawing: a script, something from elsewhere. Named as it stands in the file.
    MoreThanADrawing(String),
}

impl PictureTrouble {
    /// The sentence for the page.
    pub fn complaint(&self) -> Complaint {
        match self {
            PictureTrouble::TooLarge => {
                let most = i64::try_from(LOGO_BYTES_MAX / 1024).unwrap_or(i64::MAX);
                Complaint::new("pictures.trouble.too_large").with("most", most)
            }
            PictureTrouble::OtherKind => Complaint::new("pictures.trouble.other_kind"),
            PictureTrouble::TooManyPixels => {
                Complaint::new("pictures.trouble.too_many_pixels").with("most", LOGO_SIDE_MAX)
            }
            PictureTrouble::Broken => Complaint::new("pictures.trouble.broken"),
            PictureTrouble::NoSize => Complaint::new("pictures.trouble.no_size"),
            PictureTrouble::MoreThanADrawing(what) => {
                Complaint::new("pictures.trouble.more_than_a_drawing").with("what", what.clone())
            }
        }
    }
}

/// Looks into an uploaded logo and writes out what draws.
pub fn clean_logo(bytes: &[u8]) -> Result<Vec<u8>, PictureTrouble> {
    if bytes.len() > LOGO_BYTES_MAX {
        return Err(PictureTrouble::TooLarge);
    }
    match PictureType::of(bytes) {
        Some(PictureType::Svg) => svg::clean(bytes),
        Some(PictureType::Png) => {
            let clean = png::clean(bytes)?;
            if print::is_printable_logo(&clean) { Ok(clean) } else { Err(PictureTrouble::Broken) }
        }
        _ => Err(PictureTrouble::OtherKind),
    }
}
