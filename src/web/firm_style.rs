//! The firm's colour as a small style sheet of its own, made readable in light and in dark.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::business::actor::Actor;
use crate::business::catalog::PictureType;
use crate::business::firm;
use crate::values::Language;
use crate::web::server::Shared;

/// Least contrast of text (WCAG 2.2, 1.4.3), in hundredths, with a little to spare.
const CONTRAST_MIN: u64 = 455;

type Colour = [u8; 3];

const WHITE: Colour = [255, 255, 255];
/// The grounds on which the accent stands hardest to read: `--wash` of the tokens, light and dark.
const WASH_LIGHT: Colour = [0xee, 0xee, 0xeb];
const WASH_DARK: Colour = [0x29, 0x2b, 0x30];

/// How a colour does as the accent of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccentFacts {
    /// Contrast on the light ground, in hundredths.
    pub contrast: u64,
    /// As it is used on light and on dark pages, made readable where it was not: `#2b6a4d`.
    pub light: String,
    pub dark: String,
    /// Is it used on light pages as it was chosen?
    pub is_readable: bool,
}

/// What becomes of a colour that somebody chooses; `None` when it is none.
pub fn accent_facts(accent: &str) -> Option<AccentFacts> {
    let chosen = colour(accent)?;
    let (light, dark) = (readable(chosen, WASH_LIGHT), readable(chosen, WASH_DARK));
    Some(AccentFacts {
        contrast: contrast(chosen, WASH_LIGHT),
        light: hex(light),
        dark: hex(dark),
        is_readable: light == chosen,
    })
}

pub async fn firm_style(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let accent = app.door().read(&Actor::visitor(Language::De), |view| Ok(firm::firm(view).map(|firm| firm.accent)));
    let style = accent.ok().flatten().and_then(|accent| colour(&accent)).map(style).unwrap_or_default();
    kept_while_true(&headers, style.into_bytes(), "text/css; charset=utf-8")
}

pub async fn logo(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let logo = app.door().read(&Actor::visitor(Language::De), |view| Ok(firm::logo(view)));
    let Some(bytes) = logo.ok().flatten() else { return StatusCode::NOT_FOUND.into_response() };
    let mime = PictureType::of(&bytes).map_or("application/octet-stream", PictureType::mime);
    kept_while_true(&headers, bytes, mime)
}

/// A browser may keep it, and asks each time whether it is still the same (RFC 9110, 8.8.3): whoever changes the
/// logo wants to see the new one.
fn kept_while_true(asked: &HeaderMap, bytes: Vec<u8>, mime: &'static str) -> Response {
    let hash: String = blake3::hash(&bytes).to_hex().chars().take(16).collect();
    let mark = format!("\"{hash}\"");
    let is_known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == mark.as_bytes());
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { bytes.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(mark) = HeaderValue::from_str(&mark) {
        headers.insert(header::ETAG, mark);
    }
    response
}

fn style(accent: Colour) -> String {
    let light = readable(accent, WASH_LIGHT);
    let dark = readable(accent, WASH_DARK);
    let (on_light, on_dark) = (on(light), on(dark));
    format!(
        "@layer portal {{ :root {{ --accent: light-dark({}, {}); --on-accent: light-dark({}, {}); }} }}\n",
        hex(light),
        hex(dark),
        hex(on_light),
        hex(on_dark)
    )
}

/// Black or white, whichever reads better on a colour.
fn on(colour: Colour) -> Colour {
    let black = [0x12, 0x12, 0x12];
    if contrast(colour, WHITE) >= contrast(colour, black) { WHITE } else { black }
}

/// Moves a colour step by step away from its ground until text in it can be read.
fn readable(colour: Colour, ground: Colour) -> Colour {
    let target: Colour = if luminance(ground) > 50_000 { [0, 0, 0] } else { WHITE };
    let mixed = |step: u32| -> Colour {
        let mix = |own: u8, other: u8| {
            u8::try_from((u32::from(own) * (20 - step) + u32::from(other) * step) / 20).unwrap_or(own)
        };
        let [red, green, blue] = colour;
        let [red_target, green_target, blue_target] = target;
        [mix(red, red_target), mix(green, green_target), mix(blue, blue_target)]
    };
    (0..=20).map(mixed).find(|candidate| contrast(*candidate, ground) >= CONTRAST_MIN).unwrap_or(target)
}

/// Contrast ratio in hundredths (WCAG 2.2, relative luminance).
fn contrast(one: Colour, other: Colour) -> u64 {
    let (one, other) = (luminance(one) + 5_000, luminance(other) + 5_000);
    one.max(other) * 100 / one.min(other)
}

/// Relative luminance in hundred-thousandths.
fn luminance(colour: Colour) -> u64 {
    let [red, green, blue] = colour.map(linear);
    (red * 2_126 + green * 7_152 + blue * 722) / 10_000
}

/// A part of a colour as light, in hundred-thousandths: the curve of sRGB, `((x + 0.055) / 1.055) ^ 2.4`.
fn linear(part: u8) -> u64 {
    let part = u64::from(part);
    if part <= 10 {
        return part * 100_000 * 100 / (255 * 1_292);
    }
    // `base` stands for the bracket in thousandths; light = base ^ (12 / 5), so light ^ 5 = base ^ 12.
    let base = u128::from((part * 1_000 * 1_000 / 255 + 55_000) / 1_055);
    let wanted = base.pow(12);
    let (mut low, mut high) = (0_u64, 100_000_u64);
    while low < high {
        let middle = (low + high).div_ceil(2);
        // Thousandths to the twelfth have 36 noughts, hundred-thousandths to the fifth have 25.
        if u128::from(middle).pow(5) * 10_u128.pow(11) <= wanted { low = middle } else { high = middle - 1 }
    }
    low
}

fn colour(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#')?;
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    (digits.len() == 6).then_some(())?;
    Some([part(0)?, part(2)?, part(4)?])
}

fn hex([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
