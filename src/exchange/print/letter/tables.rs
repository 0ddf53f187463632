//! What stands in columns on a letter: tables over as many pages as they need, sums, facts.

use crate::exchange::print::length::Length;
use crate::exchange::print::letter::{GUTTER, Letter, SMALL, TEXT};
use crate::exchange::print::line::{Ink, Line};
use crate::exchange::print::paper::{NodeId, Role, What};
use crate::exchange::print::table::{Cell, Table};

/// How a row of a table is drawn.
struct TableInk {
    role: Role,
    parent: Option<NodeId>,
    head: bool,
}

impl Letter<'_, '_> {
    /// A table; where it goes over a page its head is repeated, and sums are carried over.
    pub fn table(&mut self, table: &Table) {
        let widths = table.widths(self.area.width());
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
            if self.y + height + below + with_next > self.area.bottom {
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
        self.rule(self.area.left, self.y, self.area.width());
        self.y += Length::mm(3);
    }

    fn table_head(&mut self, table: &Table, widths: &[Length], node: Option<NodeId>) {
        let cells: Vec<Cell> = table.columns.iter().map(|column| Cell::Text(column.header.clone())).collect();
        let parent = node.map(|table| self.paper.node(Role::Row, Some(table)));
        self.put_row(&cells, table, widths, TableInk { role: Role::HeaderCell, parent, head: true });
        self.rule(self.area.left, self.y, self.area.width());
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
        let (label_x, amount_x) = (self.area.right - Length::mm(32) - label.width, self.area.right - amount.width);
        self.paper.put(page, label_x, y, What::Words(label), None);
        self.paper.put(page, amount_x, y, What::Words(amount), None);
        self.y += style.leading() + Length::pt(2);
    }

    fn row_height(&self, cells: &[Cell], widths: &[Length]) -> Length {
        let lines = cells.iter().zip(widths).map(|(cell, width)| self.cell_lines(cell, *width, false).len()).max();
        let leading = self.area.table.leading();
        (0..lines.unwrap_or(1).max(1)).map(|_| leading).sum::<Length>() + Length::pt(4)
    }

    fn cell_lines(&self, cell: &Cell, width: Length, head: bool) -> Vec<Line> {
        let small = if SMALL.size < self.area.table.size { SMALL } else { self.area.table };
        let style = if head { small.ink(Ink::Grey) } else { self.area.table };
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
        let mut x = self.area.left;
        let mut deepest = 1;
        for ((cell, column), width) in cells.iter().zip(&table.columns).zip(widths) {
            let node = ink.parent.map(|row| self.paper.node(ink.role.clone(), Some(row)));
            let mut y = self.y + Length::pt(2) + self.area.table.size;
            if matches!(cell, Cell::Box) {
                let size = Length::tenths_mm(32);
                self.paper.put(page, x, y - size + Length::pt(1), What::Box { size }, None);
            }
            let lines = self.cell_lines(cell, *width, ink.head);
            deepest = deepest.max(lines.len());
            for line in lines {
                let shift = if column.right { *width - line.width } else { Length::ZERO };
                self.paper.put(page, x + shift, y, What::Words(line), node);
                y += self.area.table.leading();
            }
            x += *width + GUTTER;
        }
        for _ in 0..deepest {
            self.y += self.area.table.leading();
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
                self.rule(self.sums_left(), self.y + Length::pt(1), self.area.right - self.sums_left());
                self.y += Length::pt(2);
            }
            self.y += style.leading() + Length::pt(1);
            let (page, y) = (self.page(), self.y - style.size.share(3, 10));
            let row = self.paper.node(Role::Row, Some(table));
            let cells = [Role::HeaderCell, Role::Cell].map(|role| self.paper.node(role, Some(row)));
            let (label, amount) = (self.fonts.line(label, style), self.fonts.line(amount, style));
            let amount_x = self.area.right - amount.width;
            let label_x = self.sums_left().min(amount_x - GUTTER - label.width);
            self.paper.put(page, label_x, y, What::Words(label), cells.first().copied());
            self.paper.put(page, amount_x, y, What::Words(amount), cells.last().copied());
        }
        self.y += Length::mm(4);
    }

    /// Sums stand in the right half, or where the table's last columns stand on a broad sheet.
    fn sums_left(&self) -> Length {
        self.area.right - Length::mm(80)
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
            self.paper.put(page, self.area.left, y, What::Words(label), Some(node));
            for line in values {
                self.need(TEXT.leading());
                self.y += TEXT.leading();
                let (page, y) = (self.page(), self.y - TEXT.size.share(3, 10));
                self.paper.put(page, self.area.left + label_width, y, What::Words(line), Some(node));
            }
            self.y += Length::pt(1);
        }
        self.y += Length::mm(2);
    }
}
