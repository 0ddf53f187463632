//! Drawings in SVG, as far as logos need them: paths and plain shapes, filled and stroked in one colour each.
//!
//! Whatever goes beyond that (text, gradients, masks, styles) makes the whole drawing unreadable rather than
//! half right. Sources: SVG 1.1, chapters 7 to 9; arcs as in its appendix F.6.5.
#![expect(clippy::float_arithmetic, reason = "the geometry of a drawing is no amount of money")]

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::exchange::print::outline::{self, Step};

const BYTES_MAX: usize = 512 * 1024;
const SHAPES_MAX: usize = 5_000;
const DEPTH_MAX: usize = 32;

/// Red, green, blue.
pub(super) type Colour = (u8, u8, u8);

pub(super) struct Drawing {
    /// Left, top, width, height.
    pub view: [f32; 4],
    pub shapes: Vec<Shape>,
}

pub(super) struct Shape {
    pub steps: Vec<Step>,
    pub fill: Option<Colour>,
    pub even_odd: bool,
    pub stroke: Option<Stroke>,
}

#[derive(Clone, Copy)]
pub(super) struct Stroke {
    pub colour: Colour,
    pub width: f32,
    pub round_cap: bool,
    pub round_join: bool,
}

/// What an element inherits from those around it.
#[derive(Clone, Copy)]
struct Pen {
    matrix: Matrix,
    fill: Option<Colour>,
    even_odd: bool,
    stroke: Option<Colour>,
    width: f32,
    round_cap: bool,
    round_join: bool,
}

/// a b c d e f, as SVG counts them.
type Matrix = [f32; 6];

const UNMOVED: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

impl Drawing {
    /// `None` when it holds anything that is not understood.
    pub fn read(bytes: &[u8]) -> Option<Drawing> {
        let text = std::str::from_utf8(bytes.get(..bytes.len().min(BYTES_MAX + 1))?).ok()?;
        if text.len() > BYTES_MAX {
            return None;
        }
        let mut reader = Reader::from_str(text);
        let mut reading = Reading { view: None, shapes: Vec::new(), pens: vec![Pen::first()], skipped: 0 };
        loop {
            match reader.read_event().ok()? {
                Event::Eof => break,
                Event::Start(element) => reading.open(&element, true)?,
                Event::Empty(element) => reading.open(&element, false)?,
                Event::End(_) => reading.close(),
                Event::DocType(_) => return None,
                _ => {}
            }
        }
        let view = reading.view?;
        (!reading.shapes.is_empty()).then_some(Drawing { view, shapes: reading.shapes })
    }

    /// Width and height as whole numbers; only their relation counts.
    pub fn proportions(&self) -> (u32, u32) {
        let [_, _, width, height] = self.view;
        (thousandths(width), thousandths(height))
    }

    /// The matrix that puts the drawing into a box on the page.
    pub fn placed(&self, x: f32, y: f32, width: f32, height: f32) -> [f32; 6] {
        let [left, top, own_width, own_height] = self.view;
        let (across, down) = (width / own_width, height / own_height);
        [across, 0.0, 0.0, down, x - left * across, y - top * down]
    }
}

/// Rounded by way of text: a float becomes a whole number without a cast that could go wrong.
fn thousandths(value: f32) -> u32 {
    format!("{:.0}", value * 1_000.0).parse().unwrap_or(1)
}

struct Reading {
    view: Option<[f32; 4]>,
    shapes: Vec<Shape>,
    pens: Vec<Pen>,
    /// How deep we are inside an element that says nothing on paper, such as a title.
    skipped: usize,
}

impl Reading {
    fn open(&mut self, element: &BytesStart, has_inside: bool) -> Option<()> {
        if self.skipped > 0 {
            self.skipped += usize::from(has_inside);
            return Some(());
        }
        let name = element.local_name();
        let attributes = Attributes::of(element)?;
        let pen = self.pens.last()?.changed_by(&attributes)?;
        let steps = match name.as_ref() {
            b"title" | b"desc" | b"metadata" => {
                self.skipped = usize::from(has_inside);
                return Some(());
            }
            b"svg" => {
                self.view.get_or_insert(view_of(&attributes)?);
                Vec::new()
            }
            b"g" => Vec::new(),
            b"path" => outline::path(attributes.get("d"))?,
            b"rect" => outline::rect(&attributes.numbers(["x", "y", "width", "height", "rx"])?)?,
            b"circle" => {
                let [x, y, radius] = attributes.numbers(["cx", "cy", "r"])?;
                outline::ellipse(x, y, radius, radius)
            }
            b"ellipse" => {
                let [x, y, rx, ry] = attributes.numbers(["cx", "cy", "rx", "ry"])?;
                outline::ellipse(x, y, rx, ry)
            }
            b"line" => outline::line(&attributes.numbers(["x1", "y1", "x2", "y2"])?),
            b"polyline" => outline::polygon(attributes.get("points"), false)?,
            b"polygon" => outline::polygon(attributes.get("points"), true)?,
            _ => return None,
        };
        if !steps.is_empty() {
            self.shapes.push(pen.draw(&steps));
        }
        if has_inside {
            self.pens.push(pen);
        }
        (self.shapes.len() <= SHAPES_MAX && self.pens.len() <= DEPTH_MAX).then_some(())
    }

    fn close(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else {
            self.pens.pop();
        }
    }
}

fn view_of(attributes: &Attributes) -> Option<[f32; 4]> {
    let written = attributes.get("viewBox");
    let view = if written.is_empty() {
        let [width, height] = attributes.numbers(["width", "height"])?;
        [0.0, 0.0, width, height]
    } else {
        outline::numbers(written)?.try_into().ok()?
    };
    (view[2] > 0.0 && view[3] > 0.0).then_some(view)
}

impl Pen {
    fn first() -> Pen {
        Pen {
            matrix: UNMOVED,
            fill: Some((0, 0, 0)),
            even_odd: false,
            stroke: None,
            width: 1.0,
            round_cap: false,
            round_join: false,
        }
    }

    fn changed_by(mut self, attributes: &Attributes) -> Option<Pen> {
        for (name, value) in &attributes.0 {
            let value = value.trim();
            match name.as_str() {
                "transform" => self.matrix = joined(self.matrix, transform(value)?),
                "fill" => self.fill = colour(value)?,
                "fill-rule" => self.even_odd = value == "evenodd",
                "stroke" => self.stroke = colour(value)?,
                "stroke-width" => self.width = outline::number(value)?,
                "stroke-linecap" => self.round_cap = value == "round",
                "stroke-linejoin" => self.round_join = value == "round",
                "opacity" | "fill-opacity" | "stroke-opacity" if outline::number(value)? < 1.0 => return None,
                "style" | "class" | "mask" | "clip-path" | "filter" | "stroke-dasharray" => return None,
                _ => {}
            }
        }
        Some(self)
    }

    fn draw(&self, steps: &[Step]) -> Shape {
        let [a, b, c, d, ..] = self.matrix;
        let scale = (a * d - b * c).abs().sqrt();
        let stroke = self.stroke.map(|colour| Stroke {
            colour,
            width: self.width * scale,
            round_cap: self.round_cap,
            round_join: self.round_join,
        });
        let moved = steps.iter().map(|step| step.map(|point| moved(self.matrix, point))).collect();
        Shape { steps: moved, fill: self.fill, even_odd: self.even_odd, stroke }
    }
}

fn moved([a, b, c, d, e, f]: Matrix, (x, y): (f32, f32)) -> (f32, f32) {
    (a * x + c * y + e, b * x + d * y + f)
}

/// First the inner one, then the outer one.
fn joined(outer: Matrix, inner: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = inner;
    let (origin_x, origin_y) = moved(outer, (e, f));
    let [oa, ob, oc, od, ..] = outer;
    [oa * a + oc * b, ob * a + od * b, oa * c + oc * d, ob * c + od * d, origin_x, origin_y]
}

fn transform(written: &str) -> Option<Matrix> {
    let mut matrix = UNMOVED;
    for part in written.split(')').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, numbers) = part.trim_start_matches(',').split_once('(')?;
        let numbers = outline::numbers(numbers)?;
        let next = match (name.trim(), numbers.as_slice()) {
            ("translate", [x]) => [1.0, 0.0, 0.0, 1.0, *x, 0.0],
            ("translate", [x, y]) => [1.0, 0.0, 0.0, 1.0, *x, *y],
            ("scale", [both]) => [*both, 0.0, 0.0, *both, 0.0, 0.0],
            ("scale", [x, y]) => [*x, 0.0, 0.0, *y, 0.0, 0.0],
            ("rotate", [degrees]) => {
                let (sine, cosine) = degrees.to_radians().sin_cos();
                [cosine, sine, -sine, cosine, 0.0, 0.0]
            }
            ("matrix", [a, b, c, d, e, f]) => [*a, *b, *c, *d, *e, *f],
            _ => return None,
        };
        matrix = joined(matrix, next);
    }
    Some(matrix)
}

/// `Some(None)` is no paint at all; `None` is paint that we cannot mix.
#[expect(clippy::option_option, reason = "no paint and unknown paint are two answers")]
fn colour(written: &str) -> Option<Option<Colour>> {
    let hex = |digits: &str| u8::from_str_radix(digits, 16).ok();
    let doubled = |digit: Option<&str>| hex(&digit?.repeat(2));
    match (written, written.strip_prefix('#')) {
        ("none" | "transparent", _) => Some(None),
        ("black" | "currentColor", _) => Some(Some((0, 0, 0))),
        ("white", _) => Some(Some((255, 255, 255))),
        (_, Some(digits)) if digits.len() == 3 => {
            Some(Some((doubled(digits.get(..1))?, doubled(digits.get(1..2))?, doubled(digits.get(2..))?)))
        }
        (_, Some(digits)) if digits.len() == 6 => {
            Some(Some((hex(digits.get(..2)?)?, hex(digits.get(2..4)?)?, hex(digits.get(4..)?)?)))
        }
        _ => None,
    }
}

/// Names and values of one element.
struct Attributes(Vec<(String, String)>);

impl Attributes {
    fn of(element: &BytesStart) -> Option<Attributes> {
        let mut read = Vec::new();
        for attribute in element.attributes() {
            let attribute = attribute.ok()?;
            let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
            let value = String::from_utf8(attribute.value.into_owned()).ok()?;
            read.push((name, value));
        }
        Some(Attributes(read))
    }

    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Missing ones are 0.
    fn numbers<const COUNT: usize>(&self, names: [&str; COUNT]) -> Option<[f32; COUNT]> {
        let mut read = [0.0; COUNT];
        for (slot, name) in read.iter_mut().zip(names) {
            let written = self.get(name).trim_end_matches("px");
            *slot = if written.is_empty() { 0.0 } else { outline::number(written)? };
        }
        Some(read)
    }
}
