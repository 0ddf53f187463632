//! A business letter on A4 as DIN 5008, form B, has it: letterhead, address for the window of an envelope, block of
//! particulars, text and tables over as many pages as they need, foot with the firm's particulars on each of them.

mod foot;
mod tables;

use crate::business::firm::Issuer;
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::length::Length;
use crate::exchange::print::line::{Ink, Style};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::{Lie, NodeId, Paper, Role, What};
use crate::texts;
use crate::values::{Address, Language};

pub(super) const LEFT: Length = Length::mm(25);
pub(super) const RIGHT: Length = Length::mm(190);
const ADDRESS_TOP: Length = Length::tenths_mm(627);
const INFO_LEFT: Length = Length::mm(125);
const INFO_TOP: Length = Length::mm(52);
const INFO_VALUE: Length = Length::mm(154);
const BODY_TOP: Length = Length::mm(102);
const NEXT_BODY_TOP: Length = Length::mm(34);
const LOGO_TOP: Length = Length::mm(18);
const LOGO_WIDTH: Length = Length::mm(62);
const LOGO_HEIGHT: Length = Length::mm(15);

/// Between two columns.
pub(super) const GUTTER: Length = Length::mm(3);

pub(super) const TEXT: Style = Style::plain(Length::tenths_pt(95));
pub(super) const SMALL: Style = Style::plain(Length::tenths_pt(80));
const TINY: Style = Style::plain(Length::tenths_pt(68)).ink(Ink::Grey);
const TITLE: Style = Style::plain(Length::tenths_pt(160)).bold();
const HEADING: Style = Style::plain(Length::tenths_pt(115)).bold();
const WORDMARK: Style = Style::plain(Length::tenths_pt(200)).bold().ink(Ink::Accent);
const HAIRLINE: Length = Length::tenths_pt(4);

/// Where text may stand on a page, and how large it is in tables.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub left: Length,
    pub right: Length,
    pub bottom: Length,
    pub foot_top: Length,
    pub table: Style,
}

impl Area {
    const fn of(lie: Lie) -> Area {
        match lie {
            Lie::Upright => Area {
                left: LEFT,
                right: RIGHT,
                bottom: Length::mm(258),
                foot_top: Length::mm(269),
                table: Style::plain(Length::tenths_pt(90)),
            },
            // Many columns need breadth and smaller type.
            Lie::Across => Area {
                left: Length::mm(15),
                right: Length::mm(282),
                bottom: Length::mm(182),
                foot_top: Length::mm(189),
                table: Style::plain(Length::tenths_pt(74)),
            },
        }
    }

    pub fn width(&self) -> Length {
        self.right - self.left
    }
}

/// Whose paper it is.
#[derive(Clone, Copy)]
pub struct Letterhead<'l> {
    pub firm: &'l Issuer,
    /// The picture behind its number: PNG, JPEG, WebP or SVG; without one, or with one that cannot be printed, the trade name stands there.
    pub logo: Option<&'l [u8]>,
}

pub(super) struct Letter<'l, 'd> {
    fonts: &'l Fonts<'d>,
    language: Language,
    firm: &'l Issuer,
    paper: Paper,
    area: Area,
    /// Below which the next thing is put.
    pub y: Length,
    running_title: String,
}

impl<'l, 'd> Letter<'l, 'd> {
    pub fn begin(fonts: &'l Fonts<'d>, firm: &'l Issuer, logo: Option<Logo>, language: Language, title: &str) -> Self {
        Letter::begin_lying(Lie::Upright, fonts, firm, logo, (language, title))
    }

    /// A sheet for broad tables, which is not sent in an envelope.
    pub fn begin_across(
        fonts: &'l Fonts<'d>,
        firm: &'l Issuer,
        logo: Option<Logo>,
        language: Language,
        title: &str,
    ) -> Self {
        Letter::begin_lying(Lie::Across, fonts, firm, logo, (language, title))
    }

    fn begin_lying(
        lie: Lie,
        fonts: &'l Fonts<'d>,
        firm: &'l Issuer,
        logo: Option<Logo>,
        (language, title): (Language, &str),
    ) -> Self {
        let paper = Paper { lie, pages: vec![Vec::new()], nodes: Vec::new() };
        let (area, y, running_title) = (Area::of(lie), NEXT_BODY_TOP, title.to_owned());
        let mut letter = Letter { fonts, language, firm, paper, area, y, running_title };
        letter.letterhead(logo);
        letter
    }

    fn page(&self) -> usize {
        self.paper.pages.len().saturating_sub(1)
    }

    fn letterhead(&mut self, logo: Option<Logo>) {
        let name = self.firm.trade_name.clone();
        let Some(logo) = logo else {
            let line = self.fonts.line(&name, WORDMARK);
            let node = self.paper.node(Role::Paragraph, None);
            self.paper.put(0, self.area.left, LOGO_TOP + Length::mm(8), What::Words(line), Some(node));
            return;
        };
        let (width, height) = fitted(logo.proportions());
        let node = self.paper.node(Role::Figure(name), None);
        self.paper.put(0, self.area.left, LOGO_TOP, What::Logo { logo, width, height }, Some(node));
    }

    /// Sender and receiver, where the window of an envelope shows them.
    pub fn envelope(&mut self, address: &Address) {
        let firm = &self.firm.address;
        let street = format!("{} {}", firm.street, firm.house_number);
        let sender = format!("{} · {} · {} {}", self.firm.legal_name, street.trim(), firm.postcode, firm.town);
        let width = Length::mm(80);
        self.at(LEFT, ADDRESS_TOP - Length::mm(5), &sender, TINY, None);
        let country = texts::country_name(self.language, address.country);
        let node = self.paper.node(Role::Paragraph, None);
        let mut y = ADDRESS_TOP + Length::mm(1);
        let style = Style::plain(Length::tenths_pt(100));
        for written in address.lines(self.firm.home, &country) {
            for line in self.fonts.lines(&written, style, width) {
                self.paper.put(0, LEFT, y, What::Words(line), Some(node));
                y += Length::tenths_mm(46);
            }
        }
    }

    /// Particulars at the right, label and value; those without a value are left out.
    pub fn particulars(&mut self, rows: &[(String, String)]) {
        let mut y = INFO_TOP;
        let table = self.paper.node(Role::Table, None);
        for (label, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
            let row = self.paper.node(Role::Row, Some(table));
            let cells = [Role::HeaderCell, Role::Cell].map(|role| self.paper.node(role, Some(row)));
            let labels = self.fonts.lines(label, SMALL.ink(Ink::Grey), INFO_VALUE - INFO_LEFT - Length::mm(2));
            let values = self.fonts.lines(value, SMALL, RIGHT - INFO_VALUE);
            let height = labels.len().max(values.len());
            for (x, lines, cell) in [(INFO_LEFT, labels, cells.first()), (INFO_VALUE, values, cells.last())] {
                let mut line_y = y;
                for line in lines {
                    self.paper.put(0, x, line_y, What::Words(line), cell.copied());
                    line_y += SMALL.leading();
                }
            }
            for _ in 0..height {
                y += SMALL.leading();
            }
            y += Length::pt(2);
        }
        self.y = self.y.max(y);
    }

    /// The title below address and particulars.
    pub fn title(&mut self, title: &str) {
        self.y = BODY_TOP.max(self.y + Length::mm(6));
        self.put_title(title);
    }

    /// The title of a sheet that is not sent: it begins below the letterhead.
    pub fn title_of_sheet(&mut self, title: &str) {
        self.y = Length::mm(44).max(self.y + Length::mm(6));
        self.put_title(title);
    }

    fn put_title(&mut self, title: &str) {
        let node = self.paper.node(Role::Title, None);
        self.flow(title, TITLE, Some(node), self.area.width());
        self.y += Length::mm(2);
    }

    /// The name of what follows below; it does not stay behind alone at the foot of a page.
    pub fn heading(&mut self, words: &str) {
        self.need(Length::mm(40));
        self.y += Length::mm(4);
        let node = self.paper.node(Role::Heading, None);
        self.flow(words, HEADING, Some(node), self.area.width());
        self.y += Length::mm(2);
    }

    pub fn paragraph(&mut self, words: &str) {
        self.paragraph_of_width(words, self.area.width());
    }

    /// Leaves room at the right, for a code beside it.
    pub fn paragraph_of_width(&mut self, words: &str, width: Length) {
        let node = self.paper.node(Role::Paragraph, None);
        self.flow(words, TEXT, Some(node), width);
        self.y += Length::mm(2);
    }

    fn flow(&mut self, words: &str, style: Style, node: Option<NodeId>, width: Length) {
        for line in self.fonts.lines(words, style, width) {
            self.need(style.leading());
            self.y += style.leading();
            let (page, y) = (self.page(), self.y - style.size.share(3, 10));
            self.paper.put(page, self.area.left, y, What::Words(line), node);
        }
    }

    /// One line at a place on the first page.
    fn at(&mut self, x: Length, y: Length, words: &str, style: Style, node: Option<NodeId>) {
        let line = self.fonts.line(words, style);
        self.paper.put(0, x, y, What::Words(line), node);
    }

    /// Goes to a new page when so much does not fit on this one.
    pub fn need(&mut self, height: Length) -> bool {
        if self.y + height <= self.area.bottom {
            return false;
        }
        self.new_page();
        true
    }

    fn new_page(&mut self) {
        self.paper.pages.push(Vec::new());
        let page = self.page();
        let (name, title) = (
            self.fonts.line(&self.firm.trade_name, SMALL.ink(Ink::Grey)),
            self.fonts.line(&self.running_title, SMALL.ink(Ink::Grey)),
        );
        let y = Length::mm(20);
        let title_x = self.area.right - title.width;
        self.paper.put(page, self.area.left, y, What::Words(name), None);
        self.paper.put(page, title_x, y, What::Words(title), None);
        self.rule(self.area.left, y + Length::mm(2), self.area.width());
        self.y = NEXT_BODY_TOP - Length::mm(6);
    }

    pub fn rule(&mut self, x: Length, y: Length, length: Length) {
        let page = self.page();
        self.paper.put(page, x, y, What::Rule { length, thickness: HAIRLINE }, None);
    }

    pub fn mark(&mut self, x: Length, y: Length, what: What, role: Role) {
        let node = self.paper.node(role, None);
        let page = self.page();
        self.paper.put(page, x, y, what, Some(node));
    }

    /// A few small words below a picture, on the page where the text stands.
    pub fn caption(&mut self, x: Length, y: Length, words: &str) {
        let node = self.paper.node(Role::Paragraph, None);
        let page = self.page();
        for (number, line) in self.fonts.lines(words, TINY, self.area.right - x).into_iter().enumerate() {
            let down = TINY.leading() * i32::try_from(number).unwrap_or(0);
            self.paper.put(page, x, y + down, What::Words(line), Some(node));
        }
    }
}

/// As large as the place for the logo allows.
fn fitted((width, height): (u32, u32)) -> (Length, Length) {
    let whole = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let by_height = (LOGO_HEIGHT.share(whole(width), whole(height)), LOGO_HEIGHT);
    if by_height.0 <= LOGO_WIDTH { by_height } else { (LOGO_WIDTH, LOGO_WIDTH.share(whole(height), whole(width))) }
}
