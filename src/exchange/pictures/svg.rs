//! SVG, written out anew with nothing but what draws. Notes of drawing programs are left out in silence; what
//! could run, or fetch something from elsewhere, refuses the whole file: nobody draws that by accident.

use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::exchange::pictures::PictureTrouble;

const DEPTH_MAX: usize = 64;
const ELEMENTS_MAX: usize = 20_000;

const ELEMENTS: [&str; 24] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "style",
    "switch",
];

/// What runs, or shows what lies elsewhere.
const REFUSED_ELEMENTS: [&str; 13] = [
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "image",
    "feimage",
    "a",
    "audio",
    "video",
    "animate",
    "set",
    "handler",
];

const ATTRIBUTES: [&str; 66] = [
    "id",
    "class",
    "style",
    "d",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "dx",
    "dy",
    "width",
    "height",
    "viewBox",
    "preserveAspectRatio",
    "points",
    "transform",
    "fill",
    "fill-rule",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-opacity",
    "opacity",
    "clip-path",
    "clip-rule",
    "mask",
    "offset",
    "stop-color",
    "stop-opacity",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "clipPathUnits",
    "maskUnits",
    "maskContentUnits",
    "patternUnits",
    "patternContentUnits",
    "patternTransform",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
    "letter-spacing",
    "color",
    "display",
    "visibility",
    "version",
    "xmlns",
    "xmlns:xlink",
    "href",
    "xlink:href",
];

const STYLE: &str = "style";

/// What runs or fetches in a style. A backslash or a note can hide any of the other words.
const STYLE_REFUSED: [&str; 13] = [
    "\\",
    "/*",
    "@import",
    "@namespace",
    "@font-face",
    "javascript:",
    "data:",
    "expression(",
    "-moz-binding",
    "behavior:",
    "image(",
    "image-set(",
    "src(",
];

pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, PictureTrouble> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureTrouble::Broken)?;
    let mut reader = Reader::from_str(text);
    let mut writing = Writing::default();
    loop {
        match reader.read_event().map_err(|_| PictureTrouble::Broken)? {
            Event::Eof => break,
            Event::Start(element) => writing.open(&element, true)?,
            Event::Empty(element) => writing.open(&element, false)?,
            Event::End(_) => writing.close()?,
            Event::Text(words) => {
                let words = std::str::from_utf8(&words).map_err(|_| PictureTrouble::Broken)?;
                writing.say(&unescape(words).map_err(|_| PictureTrouble::Broken)?)?;
            }
            Event::CData(words) => {
                writing.say(std::str::from_utf8(&words).map_err(|_| PictureTrouble::Broken)?)?;
            }
            Event::GeneralRef(name) => {
                let name = std::str::from_utf8(&name).map_err(|_| PictureTrouble::Broken)?;
                writing.say(&unescape(&format!("&{name};")).map_err(|_| refused("&"))?)?;
            }
            Event::DocType(_) => return Err(refused("DOCTYPE")),
            // What other programs are told, and notes.
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    writing.finish()
}

fn refused(what: &str) -> PictureTrouble {
    PictureTrouble::MoreThanADrawing(what.chars().take(40).collect())
}

#[derive(Default)]
struct Writing {
    out: String,
    open: Vec<String>,
    /// How deep we are inside an element that is left out.
    skipped: usize,
    elements: usize,
    has_size: bool,
    /// The text of the style that is open, gathered from all its pieces: in each alone a word may be hidden.
    style: String,
}

impl Writing {
    fn open(&mut self, element: &BytesStart, has_inside: bool) -> Result<(), PictureTrouble> {
        let name = String::from_utf8_lossy(element.name().as_ref()).into_owned();
        let plain = name.rsplit(':').next().unwrap_or_default().to_lowercase();
        if REFUSED_ELEMENTS.contains(&plain.as_str()) || plain.starts_with("animate") {
            return Err(refused(&name));
        }
        if self.open.last().is_some_and(|inside| inside == STYLE) {
            return Err(refused(STYLE));
        }
        self.elements += 1;
        if self.elements > ELEMENTS_MAX || self.open.len() + self.skipped > DEPTH_MAX {
            return Err(PictureTrouble::Broken);
        }
        let attributes = attributes(element)?;
        let is_root = self.open.is_empty() && self.skipped == 0;
        if is_root && (name != "svg" || !self.out.is_empty()) {
            return Err(PictureTrouble::Broken);
        }
        if self.skipped > 0 || !ELEMENTS.contains(&name.as_str()) {
            self.skipped += usize::from(has_inside);
            return Ok(());
        }
        if is_root {
            let has = |wanted: &str| attributes.iter().any(|(name, _)| name == wanted);
            self.has_size = has("viewBox") || (has("width") && has("height"));
        }
        let _ = write!(self.out, "<{name}");
        if is_root && !attributes.iter().any(|(name, _)| name == "xmlns") {
            self.out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
        }
        for (name, value) in &attributes {
            let _ = write!(self.out, " {name}=\"{}\"", escaped(value));
        }
        self.out.push_str(if has_inside { ">" } else { "/>" });
        if has_inside {
            self.open.push(name);
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), PictureTrouble> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        let name = self.open.pop().ok_or(PictureTrouble::Broken)?;
        if name == STYLE {
            let style = std::mem::take(&mut self.style);
            harmless_style(&style)?;
            self.out.push_str(&escaped(&style));
        }
        let _ = write!(self.out, "</{name}>");
        Ok(())
    }

    fn say(&mut self, words: &str) -> Result<(), PictureTrouble> {
        let Some(inside) = self.open.last().filter(|_| self.skipped == 0) else { return Ok(()) };
        if inside == STYLE {
            self.style.push_str(words);
        } else {
            self.out.push_str(&escaped(words));
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, PictureTrouble> {
        if !self.open.is_empty() || self.skipped > 0 || self.out.is_empty() {
            return Err(PictureTrouble::Broken);
        }
        if !self.has_size {
            return Err(PictureTrouble::NoSize);
        }
        Ok(self.out.into_bytes())
    }
}

/// Names and values that draw. A handler, or a value that leads elsewhere, refuses the file.
fn attributes(element: &BytesStart) -> Result<Vec<(String, String)>, PictureTrouble> {
    let mut kept = Vec::new();
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| PictureTrouble::Broken)?;
        let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        if name.to_lowercase().starts_with("on") {
            return Err(refused(&name));
        }
        if !ATTRIBUTES.contains(&name.as_str()) {
            continue;
        }
        let raw = std::str::from_utf8(&attribute.value).map_err(|_| PictureTrouble::Broken)?;
        let value = unescape(raw).map_err(|_| PictureTrouble::Broken)?.into_owned();
        let is_good = match name.as_str() {
            "href" | "xlink:href" => value.trim().starts_with('#'),
            "xmlns" => value == "http://www.w3.org/2000/svg",
            "xmlns:xlink" => value == "http://www.w3.org/1999/xlink",
            _ => harmless_style(&value).is_ok(),
        };
        if !is_good {
            return Err(refused(&format!("{name}=\"{value}\"")));
        }
        kept.push((name, value));
    }
    Ok(kept)
}

/// Styles and colours may point into the drawing itself (`url(#shade)`) and nowhere else.
fn harmless_style(written: &str) -> Result<(), PictureTrouble> {
    let plain: String = written.to_lowercase().chars().filter(|sign| !sign.is_whitespace()).collect();
    if let Some(word) = STYLE_REFUSED.into_iter().find(|word| plain.contains(word)) {
        return Err(refused(word));
    }
    let elsewhere = plain.split("url(").skip(1).any(|inside| !inside.trim_start_matches(['"', '\'']).starts_with('#'));
    if elsewhere { Err(refused("url(")) } else { Ok(()) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
