//! The firm's logo: an uploaded picture, a drawing in SVG, or the trade name as a wordmark.

use std::sync::Arc;

use krilla::image::Image;

use crate::business::catalog::PictureType;
use crate::exchange::print::drawing::Drawing;

/// Larger pictures are not printed; the wordmark stands in.
const PIXELS_MAX: u64 = 16_000_000;

/// Can this logo stand on paper? A drawing that goes beyond plain shapes can stand on pages only.
pub fn is_printable_logo(bytes: &[u8]) -> bool {
    Logo::read(bytes).is_some()
}

#[derive(Clone)]
pub(super) enum Logo {
    Picture(Image),
    Drawing(Arc<Drawing>),
}

impl Logo {
    /// `None` when these bytes are no picture that can be printed.
    pub fn read(bytes: &[u8]) -> Option<Logo> {
        let data = || bytes.to_vec().into();
        let picture = match PictureType::of(bytes)? {
            PictureType::Svg => return Drawing::read(bytes).map(|drawing| Logo::Drawing(Arc::new(drawing))),
            PictureType::Png => Image::from_png(data(), false),
            PictureType::Jpeg => Image::from_jpeg(data(), false),
            PictureType::Webp => Image::from_webp(data(), false),
        };
        let picture = picture.ok()?;
        let (width, height) = picture.size();
        let pixels = u64::from(width) * u64::from(height);
        (pixels > 0 && pixels <= PIXELS_MAX).then_some(Logo::Picture(picture))
    }

    /// Width and height in its own units; only their relation counts.
    pub fn proportions(&self) -> (u32, u32) {
        match self {
            Logo::Picture(picture) => picture.size(),
            Logo::Drawing(drawing) => drawing.proportions(),
        }
    }
}
