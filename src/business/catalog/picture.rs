//! Pictures of products and categories.

use serde::{Deserialize, Serialize};

use crate::store::Stored;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub kind: PictureType,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureType {
    Svg,
    Png,
    Jpeg,
    Webp,
}

impl PictureType {
    pub const fn mime(self) -> &'static str {
        match self {
            PictureType::Svg => "image/svg+xml",
            PictureType::Png => "image/png",
            PictureType::Jpeg => "image/jpeg",
            PictureType::Webp => "image/webp",
        }
    }

    /// Judges by the first bytes, never by the name.
    pub fn of(bytes: &[u8]) -> Option<PictureType> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(PictureType::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(PictureType::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(PictureType::Webp)
        } else {
            let head = std::str::from_utf8(bytes.get(..bytes.len().min(512))?).ok()?.trim_start();
            (head.starts_with("<svg") || head.starts_with("<?xml")).then_some(PictureType::Svg)
        }
    }
}

impl Stored for Picture {
    const VERSION: u8 = 1;
}
