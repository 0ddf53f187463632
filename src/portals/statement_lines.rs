//! The lines of a statement as both sides look through them: narrowed by bonus or words, sorted, page by page, and as
//! a file. Whose names are told, and what else stands in a row, each side says itself.

use axum::response::Response;
use maud::{Markup, html};

use crate::business::commissions::{CommissionLine, StatementParts, StatementSheet};
use crate::portals::asked::Asked;
use crate::portals::sheet_file::{Cell, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Language, Period};
use crate::web::parts::{
    Column, Empty, Filter, Link, ROWS_PER_PAGE, Row, SumLine, Table, figure, filters, list_search, list_table, pager,
    table, ways_to_keep,
};

/// Which bonus is asked for in an address.
pub const BONUS: &str = "bonus";
/// Asked for in the place of a bonus; no bonus has a name with a point.
const TAKEN_BACK: &str = ".back";

/// All lines of a statement, and how whoever reads knows the people in them.
pub struct LineList<'l> {
    pub language: Language,
    pub sheet: &'l StatementSheet,
    pub lines: &'l [CommissionLine],
    pub reason: &'l dyn Fn(&CommissionLine) -> String,
}

/// The lines that were asked for, each with its place among all.
pub type FoundLines<'l> = Vec<(usize, &'l CommissionLine)>;

impl<'l> LineList<'l> {
    /// What fits, in the order that was asked for.
    pub fn found(&self, asked: &Asked) -> FoundLines<'l> {
        let words = asked.words().to_lowercase();
        let fits = |line: &CommissionLine| self.is_of(asked.get(BONUS), line) && self.says(&words, line);
        let mut found: FoundLines<'l> = self.lines.iter().enumerate().filter(|(_, line)| fits(line)).collect();
        let (by, backwards) = asked.sort();
        match by {
            "day" => found.sort_by_key(|(_, line)| line.origin.day()),
            "base" => found.sort_by_key(|(_, line)| line.shown_base().map(|base| base.minor())),
            "rate" => found.sort_by_key(|(_, line)| line.rate),
            "amount" => found.sort_by_key(|(_, line)| line.amount.minor()),
            _ => return found,
        }
        if backwards {
            found.reverse();
        }
        found
    }

    fn is_of(&self, wanted: &str, line: &CommissionLine) -> bool {
        match wanted {
            "" => true,
            TAKEN_BACK => line.takes_back(),
            _ => self.sheet.bonuses.get(usize::from(line.bonus)).is_some_and(|bonus| bonus.name == wanted),
        }
    }

    fn says(&self, words: &str, line: &CommissionLine) -> bool {
        words.is_empty()
            || line.origin.say(self.language).to_lowercase().contains(words)
            || (self.reason)(line).to_lowercase().contains(words)
    }

    /// Search, bonuses, the table with its pages, and the file.
    pub fn show(
        &self,
        asked: &Asked,
        found: &FoundLines<'_>,
        columns: Vec<Column>,
        rows: Vec<Row>,
        csv: &str,
    ) -> Markup {
        let language = self.language;
        let kinds_differ =
            self.sheet.settled_bonuses().nth(1).is_some() || self.lines.iter().any(CommissionLine::takes_back);
        let shown = Table {
            caption: text!(language, "statement_lines.caption"),
            columns,
            rows,
            empty: self.nothing(asked),
            ..Table::default()
        };
        html! {
            @if self.lines.len() > ROWS_PER_PAGE || asked.is_narrowed() {
                (list_search(language, &asked.search(text!(language, "statement_lines.search"))))
            }
            @if kinds_differ && !self.lines.is_empty() { (filters(&[self.bonus_filter(asked)])) }
            (list_table(language, &shown))
            @if let Some(pages) = asked.pager(language, found.len()) { (pager(language, &pages)) }
            @if !self.lines.is_empty() { (ways_to_keep(language, Some(csv))) }
        }
    }

    fn nothing(&self, asked: &Asked) -> Empty {
        if self.lines.is_empty() {
            return Empty::new(text!(self.language, "statement_lines.none"));
        }
        let all = Link::new(text!(self.language, "office.filter.show_all"), asked.everything());
        Empty { sentence: text!(self.language, "statement_lines.no_match"), action: Some(all) }
    }

    fn bonus_filter(&self, asked: &Asked) -> Filter {
        let language = self.language;
        let all = (String::new(), text!(language, "office.filter.all"));
        let kinds =
            self.sheet.settled_bonuses().map(|bonus| (bonus.name.clone(), bonus.title.get(language).to_owned()));
        let back = || (TAKEN_BACK.to_owned(), text!(language, "statement_lines.taken_back"));
        let back = self.lines.iter().any(CommissionLine::takes_back).then(back);
        let choices = [all].into_iter().chain(kinds).chain(back).collect();
        asked.filter(text!(language, "statement_lines.kind"), BONUS, choices)
    }

    /// All lines for a spreadsheet.
    pub fn file(&self) -> Response {
        let language = self.language;
        let headings = ["day", "order", "reason", "level", "base", "rate", "amount", "currency"];
        let headings = headings.map(|name| line_column(language, name));
        let row = |line: &CommissionLine| {
            vec![
                Cell::maybe_day(line.origin.day()),
                Cell::text(line.origin.say(language)),
                Cell::text((self.reason)(line)),
                Cell::Number(i64::from(line.level)),
                Cell::Money(line.base),
                Cell::text(line.rate.map(|rate| texts::percent(language, rate)).unwrap_or_default()),
                Cell::Money(line.amount),
                Cell::text(line.amount.currency().code()),
            ]
        };
        let rows: Vec<Vec<Cell>> = self.lines.iter().map(row).collect();
        sheet_file(language, &file_name(self.sheet.period), &headings, &rows)
    }
}

fn file_name(period: Period) -> String {
    format!("statement-{period}")
}

/// The heading of a column of lines.
pub fn line_column(language: Language, name: &str) -> String {
    text!(language, &format!("statement_lines.column.{name}"))
}

/// What each bonus gave, what was taken back, and the total: the rows add up to it.
pub fn part_table(language: Language, parts: &StatementParts) -> Markup {
    let money = |amount| texts::money(language, amount);
    let count = |lines: u32| texts::number(language, i64::from(lines));
    let given = parts.given.iter().map(|part| {
        Row::new(vec![
            html! { (part.title.get(language)) },
            figure(&count(part.lines)),
            figure(&part.base.map(money).unwrap_or_default()),
            figure(&money(part.amount)),
        ])
    });
    let back = (!parts.taken_back.is_nothing()).then(|| {
        Row::new(vec![
            html! { (text!(language, "statement_lines.taken_back_earlier")) },
            figure(&count(parts.taken_back.lines)),
            html! {},
            figure(&money(parts.taken_back.amount)),
        ])
    });
    let lines = parts.given.iter().map(|part| part.lines).sum::<u32>() + parts.taken_back.lines;
    table(
        language,
        &Table {
            caption: text!(language, "statement_lines.parts"),
            columns: vec![
                Column::text(line_column(language, "bonus")),
                Column::figure(line_column(language, "lines")),
                Column::figure(line_column(language, "base")),
                Column::figure(line_column(language, "amount")),
            ],
            rows: given.chain(back).collect(),
            sums: vec![
                html! { (text!(language, "statement_lines.total")) },
                figure(&count(lines)),
                html! {},
                figure(&money(parts.total)),
            ],
            ..Table::default()
        },
    )
}

/// The same in few words, for a narrow page.
pub fn part_sums(language: Language, parts: &StatementParts) -> Vec<SumLine> {
    let line = |label: String, amount, is_total| SumLine { label, amount: texts::money(language, amount), is_total };
    let given = parts.given.iter().map(|part| line(part.title.get(language).to_owned(), part.amount, false));
    let back = (!parts.taken_back.is_nothing())
        .then(|| line(text!(language, "statement_lines.taken_back_earlier"), parts.taken_back.amount, false));
    let total = line(text!(language, "statement_lines.total"), parts.total, true);
    given.chain(back).chain([total]).collect()
}
