//! Text as it is set: shaped, measured, and broken into lines.

use std::ops::Range;

use krilla::text::{Font, Glyph, GlyphId};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, UnicodeBuffer};

use crate::exchange::print::fonts::{Face, Fonts, Weight};
use crate::exchange::print::length::Length;

/// No text of a document is longer than this; the rest is cut.
const SIGNS_MAX: usize = 20_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Black,
    Grey,
    Accent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    pub size: Length,
    pub weight: Weight,
    pub ink: Ink,
    /// Figures that stand in a column keep their width: no kerning.
    pub tabular: bool,
}

impl Style {
    pub const fn plain(size: Length) -> Style {
        Style { size, weight: Weight::Regular, ink: Ink::Black, tabular: false }
    }

    pub const fn bold(self) -> Style {
        Style { weight: Weight::Bold, ..self }
    }

    pub const fn ink(self, ink: Ink) -> Style {
        Style { ink, ..self }
    }

    pub const fn tabular(self) -> Style {
        Style { tabular: true, ..self }
    }

    /// From one base line to the next.
    pub fn leading(self) -> Length {
        self.size.share(14, 10)
    }
}

/// One line of text, ready to be drawn.
#[derive(Clone)]
pub(super) struct Line {
    pub runs: Vec<Run>,
    pub width: Length,
    pub style: Style,
}

/// Signs of one face.
#[derive(Clone)]
pub(super) struct Run {
    pub font: Font,
    pub text: String,
    pub glyphs: Vec<SetGlyph>,
    pub width: Length,
}

/// A glyph with its place in font units.
#[derive(Clone)]
pub(super) struct SetGlyph {
    id: u32,
    advance: i32,
    offset: (i32, i32),
    units_per_em: i32,
    range: Range<usize>,
}

impl Fonts<'_> {
    pub fn line(&self, text: &str, style: Style) -> Line {
        let mut runs: Vec<(&Face, String)> = Vec::new();
        for sign in text.chars().take(SIGNS_MAX) {
            let sign = if sign.is_control() { ' ' } else { sign };
            let Some((face, shown)) = self.face_for(style.weight, sign) else { continue };
            match runs.last_mut() {
                Some((last, run)) if std::ptr::eq(*last, face) => run.push(shown),
                _ => runs.push((face, shown.to_string())),
            }
        }
        let runs: Vec<Run> = runs.into_iter().map(|(face, text)| shape(face, text, style)).collect();
        let width = runs.iter().map(|run| run.width).sum();
        Line { runs, width, style }
    }

    pub fn width(&self, text: &str, style: Style) -> Length {
        self.line(text, style).width
    }

    /// Broken into lines no wider than `width`; line breaks in the text are kept.
    pub fn lines(&self, text: &str, style: Style, width: Length) -> Vec<Line> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            // Nearly everything fits, and measuring is what printing spends its time on.
            let whole = self.line(paragraph.trim_end(), style);
            if whole.width <= width {
                lines.push(whole);
                continue;
            }
            let mut line = String::new();
            for piece in pieces(paragraph) {
                let longer = format!("{line}{piece}");
                if line.is_empty() || self.width(longer.trim_end(), style) <= width {
                    line = longer;
                } else {
                    lines.push(self.line(line.trim_end(), style));
                    line = piece.trim_start().to_owned();
                }
                while self.width(line.trim_end(), style) > width {
                    let (fits, rest) = self.split(&line, style, width);
                    if rest.is_empty() {
                        break;
                    }
                    lines.push(self.line(&fits, style));
                    line = rest;
                }
            }
            lines.push(self.line(line.trim_end(), style));
        }
        lines
    }

    /// Cuts a word that is wider than the line; at least one sign stays.
    fn split(&self, word: &str, style: Style, width: Length) -> (String, String) {
        let mut fits = String::new();
        for sign in word.chars() {
            let longer = format!("{fits}{sign}");
            if !fits.is_empty() && self.width(&longer, style) > width {
                break;
            }
            fits = longer;
        }
        let rest = word.get(fits.len()..).unwrap_or_default().to_owned();
        (fits, rest)
    }
}

/// Where a line may break: after blanks and hyphens, and between Chinese signs.
fn pieces(paragraph: &str) -> Vec<String> {
    let mut pieces: Vec<String> = vec![String::new()];
    let mut before: Option<char> = None;
    for sign in paragraph.chars() {
        if before.is_some_and(|before| may_break(before, sign)) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(sign);
        }
        before = Some(sign);
    }
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if after == ' ' || closes(after) {
        return false;
    }
    before == ' ' || (before == '-' && after.is_alphabetic()) || is_chinese(before) || is_chinese(after)
}

fn is_chinese(sign: char) -> bool {
    matches!(u32::from(sign), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF)
}

/// Signs that never begin a line.
fn closes(sign: char) -> bool {
    "，。、；：！？）》」』”’…,.;:!?)]}%".contains(sign)
}

fn shape(face: &Face, text: String, style: Style) -> Run {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(&text);
    buffer.guess_segment_properties();
    buffer.set_direction(Direction::LeftToRight);
    let no_kerning = [Feature::new(Tag::from_bytes(b"kern"), 0, ..)];
    let features: &[Feature] = if style.tabular { &no_kerning } else { &[] };
    let shaped = rustybuzz::shape(&face.shaping, features, buffer);
    let units_per_em = face.shaping.units_per_em();
    let infos = shaped.glyph_infos();
    let cluster = |position: usize| infos.get(position).and_then(|info| usize::try_from(info.cluster).ok());
    let end_of = |position: usize| {
        let own = cluster(position);
        let next = (position + 1..infos.len()).find_map(|later| cluster(later).filter(|next| Some(*next) != own));
        next.unwrap_or(text.len())
    };
    let glyphs: Vec<SetGlyph> = shaped
        .glyph_positions()
        .iter()
        .zip(infos)
        .enumerate()
        .map(|(position, (place, info))| SetGlyph {
            id: info.glyph_id,
            advance: place.x_advance,
            offset: (place.x_offset, place.y_offset),
            units_per_em,
            range: cluster(position).unwrap_or(0)..end_of(position),
        })
        .collect();
    let units = glyphs.iter().map(|glyph| glyph.advance).sum();
    let width = Length::of_units(units, units_per_em, style.size);
    Run { font: face.drawing.clone(), text, glyphs, width }
}

/// Font units at a size, as krilla asks for them.
#[expect(clippy::float_arithmetic, reason = "the PDF library measures in f32")]
fn scaled(units: i32, units_per_em: i32, size: f32) -> f32 {
    units as f32 / units_per_em as f32 * size
}

impl Glyph for SetGlyph {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.id)
    }

    fn text_range(&self) -> Range<usize> {
        self.range.clone()
    }

    fn x_advance(&self, size: f32) -> f32 {
        scaled(self.advance, self.units_per_em, size)
    }

    fn x_offset(&self, size: f32) -> f32 {
        scaled(self.offset.0, self.units_per_em, size)
    }

    fn y_offset(&self, size: f32) -> f32 {
        scaled(self.offset.1, self.units_per_em, size)
    }

    fn y_advance(&self, _size: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<krilla::surface::Location> {
        None
    }
}
