//! A business letter on A4 as DIN 5008, form B, has it: letterhead, address for the window of an envelope, block of
//! particulars, text and tables over as many pages as they need, foot with the firm's particulars on each of them.

use crate::business::firm::Issuer;
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::length::Length;
use crate::exchange::print::line::{Ink, Line, Style};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::{NodeId, Paper, Role, What};
use crate::exchange::print::table::{Cell, Table};
use crate::text;
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
const BOTTOM: Length = Length::mm(258);
const FOOT_TOP: Length = Length::mm(269);
const LOGO_TOP: Length = Length::mm(18);
const LOGO_WIDTH: Length = Length::mm(62);
const LOGO_HEIGHT: Length = Length::mm(15);

pub(super) const TEXT: Style = Style::plain(Length::tenths_pt(95));
pub(super) const SMALL: Style = Style::plain(Length::tenths_pt(80));
const TINY: Style = Style::plain(Length::tenths_pt(68)).ink(Ink::Grey);
const TITLE: Style = Style::plain(Length::tenths_pt(160)).bold();
const WORDMARK: Style = Style::plain(Length::tenths_pt(200)).bold().ink(Ink::Accent);
const HAIRLINE: Length = Length::tenths_pt(4);

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
    /// Below which the next thing is put.
    pub y: Length,
    running_title: String,
}

impl<'l, 'd> Letter<'l, 'd> {
    pub fn begin(fonts: &'l Fonts<'d>, firm: &'l Issuer, logo: Option<Logo>, language: Language, title: &str) -> Self {
        let mut paper = Paper::default();
        paper.pages.push(Vec::new());
        let mut letter = Letter { fonts, language, firm, paper, y: NEXT_BODY_TOP, running_title: title.to_owned() };
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
            self.paper.put(0, LEFT, LOGO_TOP + Length::mm(8), What::Words(line), Some(node));
            return;
        };
        let (width, height) = fitted(logo.proportions());
        let node = self.paper.node(Role::Figure(name), None);
        self.paper.put(0, LEFT, LOGO_TOP, What::Logo { logo, width, height }, Some(node));
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
        self.flow(title, TITLE, Some(node), RIGHT - LEFT);
        self.y += Length::mm(2);
    }

    pub fn paragraph(&mut self, words: &str) {
        self.paragraph_of_width(words, RIGHT - LEFT);
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
            self.paper.put(page, LEFT, y, What::Words(line), node);
        }
    }

    /// One line at a place on the first page.
    fn at(&mut self, x: Length, y: Length, words: &str, style: Style, node: Option<NodeId>) {
        let line = self.fonts.line(words, style);
        self.paper.put(0, x, y, What::Words(line), node);
    }

    /// Goes to a new page when so much does not fit on this one.
    pub fn need(&mut self, height: Length) -> bool {
        if self.y + height <= BOTTOM {
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
        let title_x = RIGHT - title.width;
        self.paper.put(page, LEFT, y, What::Words(name), None);
        self.paper.put(page, title_x, y, What::Words(title), None);
        self.rule(LEFT, y + Length::mm(2), RIGHT - LEFT);
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
        for (number, line) in self.fonts.lines(words, TINY, RIGHT - x).into_iter().enumerate() {
            let down = TINY.leading() * i32::try_from(number).unwrap_or(0);
            self.paper.put(page, x, y + down, What::Words(line), Some(node));
        }
    }

    /// A table; where it goes over a page its head is repeated, and sums are carried over.
    pub fn table(&mut self, table: &Table) {
        let widths = table.widths(RIGHT - LEFT);
        let node = self.paper.node(Role::Table, None);
        self.need(Length::mm(24));
        self.table_head(table, &widths, Some(node));
        let mut carried: Option<&str> = None;
        for (position, row) in table.rows.iter().enumerate() {
            let height = self.row_height(&row.cells, &widths);
            let last = position + 1 == table.rows.len();
            // Room for the sum that is carried over; a group's name does not stay behind alone.
            let below = if table.carry.is_some() && !last { Length::mm(6) } else { Length::ZERO };
            let with_next = if row.is_group { Length::mm(8) } else { Length::ZERO };
            if self.y + height + below + with_next > BOTTOM {
                self.carry(table, carried);
                self.new_page();
                self.table_head(table, &widths, None);
                self.carry(table, carried);
            }
            let row_node = self.paper.node(Role::Row, Some(node));
            self.put_row(
                &row.cells,
                table,
                &widths,
                TableInk { role: Role::Cell, parent: Some(row_node), head: false },
            );
            carried = row.carried.as_deref();
        }
        self.rule(LEFT, self.y, RIGHT - LEFT);
        self.y += Length::mm(3);
    }

    fn table_head(&mut self, table: &Table, widths: &[Length], node: Option<NodeId>) {
        let cells: Vec<Cell> = table.columns.iter().map(|column| Cell::Text(column.header.clone())).collect();
        let parent = node.map(|table| self.paper.node(Role::Row, Some(table)));
        self.put_row(&cells, table, widths, TableInk { role: Role::HeaderCell, parent, head: true });
        self.rule(LEFT, self.y, RIGHT - LEFT);
        self.y += Length::pt(3);
    }

    /// The sum so far, at the foot of one page and at the head of the next. It repeats and is not read aloud.
    fn carry(&mut self, table: &Table, carried: Option<&str>) {
        let (Some(label), Some(amount)) = (&table.carry, carried) else { return };
        let style = SMALL.ink(Ink::Grey).tabular();
        let (label, amount) = (self.fonts.line(label, style), self.fonts.line(amount, style));
        self.y += Length::pt(3);
        let y = self.y + style.size;
        let page = self.page();
        let (label_x, amount_x) = (RIGHT - Length::mm(32) - label.width, RIGHT - amount.width);
        self.paper.put(page, label_x, y, What::Words(label), None);
        self.paper.put(page, amount_x, y, What::Words(amount), None);
        self.y += style.leading() + Length::pt(2);
    }

    fn row_height(&self, cells: &[Cell], widths: &[Length]) -> Length {
        let lines = cells.iter().zip(widths).map(|(cell, width)| self.cell_lines(cell, *width, false).len()).max();
        let leading = TABLE.leading();
        (0..lines.unwrap_or(1).max(1)).map(|_| leading).sum::<Length>() + Length::pt(4)
    }

    fn cell_lines(&self, cell: &Cell, width: Length, head: bool) -> Vec<Line> {
        let style = if head { SMALL.ink(Ink::Grey) } else { TABLE };
        match cell {
            Cell::Text(words) => self.fonts.lines(words, style, width),
            // A figure is never broken; a very long one reaches into its neighbour's space.
            Cell::Figure(words) => vec![self.fonts.line(words, style.tabular())],
            Cell::Strong(words) => self.fonts.lines(words, style.bold().tabular(), width),
            Cell::Quiet(words) => self.fonts.lines(words, style.ink(Ink::Grey).tabular(), width),
            Cell::Box => Vec::new(),
        }
    }

    fn put_row(&mut self, cells: &[Cell], table: &Table, widths: &[Length], ink: TableInk) {
        let page = self.page();
        let mut x = LEFT;
        let mut deepest = 1;
        for ((cell, column), width) in cells.iter().zip(&table.columns).zip(widths) {
            let node = ink.parent.map(|row| self.paper.node(ink.role.clone(), Some(row)));
            let mut y = self.y + Length::pt(2) + TABLE.size;
            if matches!(cell, Cell::Box) {
                let size = Length::tenths_mm(32);
                self.paper.put(page, x, y - size + Length::pt(1), What::Box { size }, None);
            }
            let lines = self.cell_lines(cell, *width, ink.head);
            deepest = deepest.max(lines.len());
            for line in lines {
                let shift = if column.right { *width - line.width } else { Length::ZERO };
                self.paper.put(page, x + shift, y, What::Words(line), node);
                y += TABLE.leading();
            }
            x += *width + GUTTER;
        }
        for _ in 0..deepest {
            self.y += TABLE.leading();
        }
        self.y += Length::pt(4);
    }

    /// Sums at the right, kept together on one page; strong ones stand out.
    pub fn sums(&mut self, rows: &[(String, String, bool)]) {
        let style = TEXT.tabular();
        let height: Length = rows.iter().map(|_| style.leading() + Length::pt(2)).sum();
        self.need(height);
        let table = self.paper.node(Role::Table, None);
        for (label, amount, strong) in rows {
            let style = if *strong { style.bold() } else { style };
            if *strong {
                self.rule(Length::mm(110), self.y + Length::pt(1), RIGHT - Length::mm(110));
                self.y += Length::pt(2);
            }
            self.y += style.leading() + Length::pt(1);
            let (page, y) = (self.page(), self.y - style.size.share(3, 10));
            let row = self.paper.node(Role::Row, Some(table));
            let cells = [Role::HeaderCell, Role::Cell].map(|role| self.paper.node(role, Some(row)));
            let (label, amount) = (self.fonts.line(label, style), self.fonts.line(amount, style));
            let amount_x = RIGHT - amount.width;
            let label_x = Length::mm(110).min(amount_x - GUTTER - label.width);
            self.paper.put(page, label_x, y, What::Words(label), cells.first().copied());
            self.paper.put(page, amount_x, y, What::Words(amount), cells.last().copied());
        }
        self.y += Length::mm(4);
    }

    /// Label and value, one a line, in a narrow column at the left.
    pub fn facts(&mut self, rows: &[(String, String)], width: Length) {
        let label_width = Length::mm(36);
        for (label, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
            let node = self.paper.node(Role::Paragraph, None);
            let label = self.fonts.line(label, TEXT.ink(Ink::Grey));
            let values = self.fonts.lines(value, TEXT.tabular(), width - label_width);
            self.need(TEXT.leading());
            let (page, y) = (self.page(), self.y + TEXT.leading() - TEXT.size.share(3, 10));
            self.paper.put(page, LEFT, y, What::Words(label), Some(node));
            for line in values {
                self.need(TEXT.leading());
                self.y += TEXT.leading();
                let (page, y) = (self.page(), self.y - TEXT.size.share(3, 10));
                self.paper.put(page, LEFT + label_width, y, What::Words(line), Some(node));
            }
            self.y += Length::pt(1);
        }
        self.y += Length::mm(2);
    }

    /// Foot and page number on every page.
    pub fn finish(mut self) -> Paper {
        let columns = foot(self.firm, self.language);
        let count = self.paper.pages.len();
        for page in 0..count {
            let what = What::Rule { length: RIGHT - LEFT, thickness: HAIRLINE };
            self.paper.put(page, LEFT, FOOT_TOP, what, None);
            let mut x = LEFT;
            for column in &columns {
                let mut y = FOOT_TOP + Length::mm(5);
                for words in column {
                    for line in self.fonts.lines(words, TINY, Length::mm(52)) {
                        self.paper.put(page, x, y, What::Words(line), None);
                        y += TINY.leading();
                    }
                }
                x += Length::mm(56);
            }
            let number = text!(self.language, "print.page", page = page + 1, count = count);
            let line = self.fonts.line(&number, TINY);
            let number_x = RIGHT - line.width;
            self.paper.put(page, number_x, FOOT_TOP - Length::mm(3), What::Words(line), None);
            self.fold_marks(page);
        }
        self.paper
    }

    /// Where the sheet is folded and punched (DIN 5008: 105, 148.5 and 210 mm).
    fn fold_marks(&mut self, page: usize) {
        for (y, length) in [(1_050, 5), (1_485, 7), (2_100, 5)] {
            let what = What::Rule { length: Length::mm(length), thickness: Length::tenths_pt(3) };
            self.paper.put(page, Length::mm(4), Length::tenths_mm(y), what, None);
        }
    }
}

/// How a row of a table is drawn.
struct TableInk {
    role: Role,
    parent: Option<NodeId>,
    head: bool,
}

pub(super) const TABLE: Style = Style::plain(Length::tenths_pt(90));

/// Between two columns.
pub(super) const GUTTER: Length = Length::mm(3);

/// As large as the place for the logo allows.
fn fitted((width, height): (u32, u32)) -> (Length, Length) {
    let whole = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let by_height = (LOGO_HEIGHT.share(whole(width), whole(height)), LOGO_HEIGHT);
    if by_height.0 <= LOGO_WIDTH { by_height } else { (LOGO_WIDTH, LOGO_WIDTH.share(whole(height), whole(width))) }
}

/// Who we are, how to reach us, and where money goes (§ 14 UGB, § 35a GmbHG, § 11 UStG).
fn foot(firm: &Issuer, language: Language) -> [Vec<String>; 3] {
    let street = format!("{} {}", firm.address.street, firm.address.house_number);
    let town = format!("{} {}", firm.address.postcode, firm.address.town);
    let country = texts::country_name(language, firm.address.country);
    let labelled = |label: String, value: Option<String>| value.map(|value| format!("{label} {value}"));
    let vat_id = labelled(text!(language, "print.foot.vat_id"), firm.vat_id.as_ref().map(ToString::to_string));
    let iban = labelled(text!(language, "print.foot.iban"), firm.iban.as_ref().map(|iban| iban.grouped()));
    let bic = labelled(text!(language, "print.foot.bic"), firm.bic.as_ref().map(ToString::to_string));
    let told = |lines: Vec<Option<String>>| lines.into_iter().flatten().filter(|line| !line.is_empty()).collect();
    [
        told(vec![Some(firm.legal_name.clone()), Some(street.trim().to_owned()), Some(format!("{town}, {country}"))]),
        told(vec![Some(firm.email.to_string()), Some(firm.phone.clone()), iban, bic]),
        told(vec![Some(firm.register.clone()), vat_id]),
    ]
}
