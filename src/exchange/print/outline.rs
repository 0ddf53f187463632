//! Outlines of shapes as steps of a pen: straight, curved, closed.
#![expect(clippy::float_arithmetic, reason = "the geometry of a drawing is no amount of money")]

pub(super) type Point = (f32, f32);

const STEPS_MAX: usize = 20_000;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    Move(Point),
    Line(Point),
    Curve(Point, Point, Point),
    Close,
}

impl Step {
    pub fn map(self, change: impl Fn(Point) -> Point) -> Step {
        match self {
            Step::Move(to) => Step::Move(change(to)),
            Step::Line(to) => Step::Line(change(to)),
            Step::Curve(first, second, to) => Step::Curve(change(first), change(second), change(to)),
            Step::Close => Step::Close,
        }
    }
}

pub(super) fn number(written: &str) -> Option<f32> {
    written.trim().parse::<f32>().ok().filter(|number| number.is_finite())
}

/// Numbers between blanks and commas, as lists of points hold them.
pub(super) fn numbers(written: &str) -> Option<Vec<f32>> {
    let mut scanner = Scanner { rest: written };
    let mut read = Vec::new();
    while !scanner.at_end() {
        read.push(scanner.number()?);
    }
    Some(read)
}

pub(super) fn line([x1, y1, x2, y2]: &[f32; 4]) -> Vec<Step> {
    vec![Step::Move((*x1, *y1)), Step::Line((*x2, *y2))]
}

pub(super) fn rect([x, y, width, height, radius]: &[f32; 5]) -> Option<Vec<Step>> {
    if *width <= 0.0 || *height <= 0.0 {
        return None;
    }
    let (right, bottom) = (x + width, y + height);
    let radius = radius.min(width / 2.0).min(height / 2.0);
    let corner = |to| Arc { rx: radius, ry: radius, turned: 0.0, large: false, sweep: true, to };
    let mut pen = Pen::default();
    pen.move_to((x + radius, *y));
    pen.line_to((right - radius, *y));
    pen.arc(corner((right, y + radius)));
    pen.line_to((right, bottom - radius));
    pen.arc(corner((right - radius, bottom)));
    pen.line_to((x + radius, bottom));
    pen.arc(corner((*x, bottom - radius)));
    pen.line_to((*x, y + radius));
    pen.arc(corner((x + radius, *y)));
    pen.steps.push(Step::Close);
    Some(pen.steps)
}

pub(super) fn polygon(points: &str, closed: bool) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for pair in numbers(points)?.chunks(2) {
        let [x, y] = pair else { return None };
        steps.push(if steps.is_empty() { Step::Move((*x, *y)) } else { Step::Line((*x, *y)) });
    }
    if closed {
        steps.push(Step::Close);
    }
    Some(steps)
}

/// Four quarters, each a curve.
pub(super) fn ellipse(x: f32, y: f32, rx: f32, ry: f32) -> Vec<Step> {
    let mut pen = Pen::default();
    pen.move_to((x + rx, y));
    pen.arc(Arc { rx, ry, turned: 0.0, large: false, sweep: true, to: (x - rx, y) });
    pen.arc(Arc { rx, ry, turned: 0.0, large: false, sweep: true, to: (x + rx, y) });
    pen.steps.push(Step::Close);
    pen.steps
}

/// The `d` of a path, all of its letters.
pub(super) fn path(written: &str) -> Option<Vec<Step>> {
    let mut scanner = Scanner { rest: written };
    let mut pen = Pen::default();
    let mut letter = None;
    while !scanner.at_end() {
        letter = scanner.letter().or(match letter {
            // More pairs after a move are lines.
            Some('M') => Some('L'),
            Some('m') => Some('l'),
            Some('Z' | 'z') => None,
            other => other,
        });
        pen.step(letter?, &mut scanner)?;
        if pen.steps.len() > STEPS_MAX {
            return None;
        }
    }
    Some(pen.steps)
}

struct Arc {
    rx: f32,
    ry: f32,
    turned: f32,
    large: bool,
    sweep: bool,
    to: Point,
}

#[derive(Default)]
struct Pen {
    steps: Vec<Step>,
    at: Point,
    start: Point,
    /// The last control point, for smooth continuations.
    control: Option<Point>,
}

impl Pen {
    fn step(&mut self, letter: char, scanner: &mut Scanner) -> Option<()> {
        let base = if letter.is_ascii_lowercase() { self.at } else { (0.0, 0.0) };
        let mut point = || Some((base.0 + scanner.number()?, base.1 + scanner.number()?));
        let control = self.control.take();
        match letter.to_ascii_uppercase() {
            'M' => {
                let to = point()?;
                self.move_to(to);
            }
            'L' => {
                let to = point()?;
                self.line_to(to);
            }
            'H' => {
                let x = base.0 + scanner.number()?;
                self.line_to((x, self.at.1));
            }
            'V' => {
                let y = base.1 + scanner.number()?;
                self.line_to((self.at.0, y));
            }
            'C' => {
                let (first, second, to) = (point()?, point()?, point()?);
                self.curve(first, second, to);
            }
            'S' => {
                let first = control.map_or(self.at, |control| mirrored(control, self.at));
                let (second, to) = (point()?, point()?);
                self.curve(first, second, to);
            }
            'Q' => {
                let (middle, to) = (point()?, point()?);
                self.quadratic(middle, to);
            }
            'T' => {
                let middle = control.map_or(self.at, |control| mirrored(control, self.at));
                let to = point()?;
                self.quadratic(middle, to);
            }
            'A' => {
                let (rx, ry, turned) = (scanner.number()?, scanner.number()?, scanner.number()?);
                let (large, sweep) = (scanner.flag()?, scanner.flag()?);
                let to = (base.0 + scanner.number()?, base.1 + scanner.number()?);
                self.arc(Arc { rx, ry, turned, large, sweep, to });
            }
            'Z' => {
                self.steps.push(Step::Close);
                self.at = self.start;
            }
            _ => return None,
        }
        Some(())
    }

    fn move_to(&mut self, to: Point) {
        self.steps.push(Step::Move(to));
        (self.at, self.start) = (to, to);
    }

    fn line_to(&mut self, to: Point) {
        self.steps.push(Step::Line(to));
        self.at = to;
    }

    fn curve(&mut self, first: Point, second: Point, to: Point) {
        self.steps.push(Step::Curve(first, second, to));
        self.at = to;
        self.control = Some(second);
    }

    /// A quadratic curve written as a cubic one.
    fn quadratic(&mut self, middle: Point, to: Point) {
        let towards =
            |from: Point| (from.0 + (middle.0 - from.0) * 2.0 / 3.0, from.1 + (middle.1 - from.1) * 2.0 / 3.0);
        self.curve(towards(self.at), towards(to), to);
        self.control = Some(middle);
    }

    /// From end points to centre and angles, then in pieces of at most a quarter.
    fn arc(&mut self, arc: Arc) {
        let (from, to) = (self.at, arc.to);
        let (mut rx, mut ry) = (arc.rx.abs(), arc.ry.abs());
        if rx == 0.0 || ry == 0.0 || from == to {
            self.line_to(to);
            return;
        }
        let (sine, cosine) = arc.turned.to_radians().sin_cos();
        let half = ((from.0 - to.0) / 2.0, (from.1 - to.1) / 2.0);
        let (x, y) = (cosine * half.0 + sine * half.1, cosine * half.1 - sine * half.0);
        // Radii that cannot reach from one end to the other grow until they do.
        let reach = (x / rx).powi(2) + (y / ry).powi(2);
        if reach > 1.0 {
            rx *= reach.sqrt();
            ry *= reach.sqrt();
        }
        let below = (rx * y).powi(2) + (ry * x).powi(2);
        let root = (((rx * ry).powi(2) - below) / below).max(0.0).sqrt();
        let factor = if arc.large == arc.sweep { -root } else { root };
        let (centre_x, centre_y) = (factor * rx * y / ry, -factor * ry * x / rx);
        let centre = (
            cosine * centre_x - sine * centre_y + (from.0 + to.0) / 2.0,
            sine * centre_x + cosine * centre_y + (from.1 + to.1) / 2.0,
        );
        let begin = ((y - centre_y) / ry).atan2((x - centre_x) / rx);
        let end = ((-y - centre_y) / ry).atan2((-x - centre_x) / rx);
        let full = std::f32::consts::TAU;
        let mut angle = end - begin;
        if arc.sweep && angle < 0.0 {
            angle += full;
        } else if !arc.sweep && angle > 0.0 {
            angle -= full;
        }
        let place =
            |x: f32, y: f32| (centre.0 + cosine * rx * x - sine * ry * y, centre.1 + sine * rx * x + cosine * ry * y);
        // Each quarter is drawn on its own; an arc has at most four.
        let pieces = [1.0, 2.0, 3.0, 4.0].into_iter().find(|pieces| angle.abs() / pieces <= full / 4.0 + 0.001);
        let piece = angle / pieces.unwrap_or(4.0);
        let handle = 4.0 / 3.0 * (piece / 4.0).tan();
        let mut done = 0.0;
        while done < pieces.unwrap_or(4.0) {
            let (first_sine, first_cosine) = (begin + piece * done).sin_cos();
            let (last_sine, last_cosine) = (begin + piece * (done + 1.0)).sin_cos();
            self.curve(
                place(first_cosine - handle * first_sine, first_sine + handle * first_cosine),
                place(last_cosine + handle * last_sine, last_sine - handle * last_cosine),
                place(last_cosine, last_sine),
            );
            done += 1.0;
        }
        self.at = to;
        self.control = None;
    }
}

fn mirrored(point: Point, around: Point) -> Point {
    (2.0 * around.0 - point.0, 2.0 * around.1 - point.1)
}

/// Reads letters, numbers and flags off the front of a text.
struct Scanner<'t> {
    rest: &'t str,
}

impl Scanner<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == ',');
    }

    fn at_end(&mut self) -> bool {
        self.skip();
        self.rest.is_empty()
    }

    fn letter(&mut self) -> Option<char> {
        self.skip();
        let letter = self.rest.chars().next().filter(char::is_ascii_alphabetic)?;
        self.rest = self.rest.get(1..).unwrap_or_default();
        Some(letter)
    }

    fn flag(&mut self) -> Option<bool> {
        self.skip();
        let flag = self.rest.chars().next()?;
        self.rest = self.rest.get(1..)?;
        match flag {
            '0' => Some(false),
            '1' => Some(true),
            _ => None,
        }
    }

    /// The longest number at the front: `-.5.25` is two of them.
    fn number(&mut self) -> Option<f32> {
        self.skip();
        let (mut end, mut point, mut exponent) = (0, false, false);
        let mut before = ' ';
        for (position, sign) in self.rest.char_indices() {
            let belongs = match sign {
                '0'..='9' => true,
                '+' | '-' => position == 0 || matches!(before, 'e' | 'E'),
                '.' => !point && !exponent,
                'e' | 'E' => !exponent && position > 0,
                _ => false,
            };
            if !belongs {
                break;
            }
            point |= sign == '.';
            exponent |= matches!(sign, 'e' | 'E');
            before = sign;
            end = position + 1;
        }
        let number = number(self.rest.get(..end)?)?;
        self.rest = self.rest.get(end..)?;
        Some(number)
    }
}
