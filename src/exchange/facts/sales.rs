//! `sales.csv`: what was sold in the period, and what came back.

use std::collections::HashMap;

use crate::business::commissions::{Asked, ColumnHolds, GivenColumn, Plan, SaleKind, SoldLine};
use crate::business::failure::Complaint;
use crate::exchange::facts::names::Names;
use crate::exchange::facts::refunds::{Refund, Refunds};
use crate::exchange::facts::row::{Row, Table};
use crate::exchange::facts::sale_columns::{Columns, Reads};
use crate::exchange::facts::taken_back::{sold_on, take_from_sales, taken_back};
use crate::exchange::facts::words::Words;
use crate::exchange::facts::{FactFile, FactProblem, FactProblems};
use crate::values::{Currency, OrderId, PartnerId, Period};

const KINDS: [(&str, SaleKind); 5] = [
    ("retail", SaleKind::Retail),
    ("own", SaleKind::Own),
    ("kit", SaleKind::Kit),
    ("fee", SaleKind::Fee),
    ("free", SaleKind::Free),
];

/// All amounts of a run together, so that their sum still fits where six decimals are kept: nine thousand billions.
const SUM_MAX_WHOLE: i128 = 9_000_000_000_000;

/// How the carry names one line of a sale: its id and its number.
pub fn sale_name(id: &str, line: i64) -> String {
    format!("{id} {line}")
}

pub struct SalesAsked<'a> {
    pub plan: &'a Plan,
    pub asked: &'a Asked,
    pub period: Period,
    pub people: &'a Names,
}

pub struct EarlierRefund {
    pub row: u64,
    /// Its place among the sales.
    pub at: usize,
    /// Of the sale.
    pub name: String,
    /// The columns of numbers in which it says nothing.
    pub empty: Vec<String>,
}

pub struct ReadSales {
    pub sales: Vec<SoldLine>,
    pub columns: Vec<GivenColumn>,
    /// The row of each sale.
    pub rows: Vec<u64>,
    pub ids: Names,
    /// Refunds of sales that are not in the file.
    pub earlier: Vec<EarlierRefund>,
    pub currency: Currency,
}

fn ids_of(bytes: &[u8]) -> Names {
    let mut silent = FactProblems::default();
    let mut ids: Vec<String> = Vec::new();
    if let Some(mut table) = Table::open(FactFile::Sales, bytes, &mut silent) {
        let id = table.column("id");
        table.for_each(&mut silent, |row, _| {
            let text = row.text(&id);
            // Lines of one sale mostly stand together.
            if !text.is_empty() && ids.last().is_none_or(|last| last != text) {
                ids.push(text.to_owned());
            }
        });
    }
    Names::of(ids)
}

pub fn read_sales(
    bytes: &[u8],
    wanted: &SalesAsked<'_>,
    words: &mut Words,
    problems: &mut FactProblems,
) -> Option<ReadSales> {
    let ids = ids_of(bytes);
    let mut table = Table::open(FactFile::Sales, bytes, problems)?;
    let before = problems.count();
    let columns = Columns::of(&table, wanted, problems);
    if problems.count() > before {
        return None;
    }
    // What a plan compares the kind with is a word like any other.
    for (word, _) in KINDS {
        words.place(word);
    }
    let mut reading = Reading {
        columns: &columns,
        sales: ids.index(),
        people: wanted.people.index(),
        period: wanted.period,
        currency: None,
        lines: Vec::new(),
        rows: Vec::new(),
        refunds: Vec::new(),
        nets: Vec::new(),
        products: Vec::new(),
        earlier: Vec::new(),
        sold_earlier: Vec::new(),
        values: vec![Vec::new(); columns.further.len()],
        sums: [0; 3],
    };
    table.for_each(problems, |row, problems| reading.take(row, words, problems));
    let Reading {
        currency, mut lines, rows, refunds, nets, mut products, earlier, sold_earlier, mut values, sums, ..
    } = reading;
    let currency = currency.map_or(Currency::EUR, |(currency, _)| currency);
    check_sums(sums, currency, problems);
    let numbers = columns.numbers((wanted.asked, currency), &nets, &values);
    let pairs = Refunds { ids: &ids, rows: &rows, numbers: &numbers, refunds: &refunds }.settle(&mut lines, problems);
    let no_word = words.place("");
    take_from_sales(&pairs, &mut products, no_word);
    for ((.., reads), values) in columns.further.iter().zip(&mut values) {
        match reads {
            Reads::Word => take_from_sales(&pairs, values, no_word),
            Reads::Person => take_from_sales(&pairs, values, 0),
            Reads::Number | Reads::Day => {}
        }
    }
    let mut given = Vec::new();
    if !pairs.is_empty() {
        given.push(taken_back(&pairs, &lines, &ids, words));
    }
    if !wanted.plan.factors.is_empty() && !pairs.is_empty() {
        given.push(sold_on(&pairs, &lines));
    }
    if wanted.asked.net {
        given.push(GivenColumn { name: "net".to_owned(), holds: ColumnHolds::Numbers, values: nets });
    }
    if wanted.asked.product {
        given.push(GivenColumn { name: "product".to_owned(), holds: ColumnHolds::Words, values: products });
    }
    if !sold_earlier.is_empty() {
        given.push(GivenColumn { name: "refund_of".to_owned(), holds: ColumnHolds::Words, values: earlier });
    }
    let further = columns.further.into_iter().zip(values);
    given.extend(further.map(|((name, _, reads), values)| GivenColumn { name, holds: reads.holds(), values }));
    Some(ReadSales { sales: lines, columns: given, rows, ids, earlier: sold_earlier, currency })
}

struct Reading<'r> {
    columns: &'r Columns,
    sales: HashMap<&'r str, u64>,
    people: HashMap<&'r str, u64>,
    period: Period,
    /// The currency of the run, and the row that said it.
    currency: Option<(Currency, u64)>,
    lines: Vec<SoldLine>,
    /// The row of each line.
    rows: Vec<u64>,
    refunds: Vec<Refund>,
    /// Net amounts in millionths, places of products among the words, and further columns.
    nets: Vec<i64>,
    products: Vec<i64>,
    /// What was sold in an earlier period and comes back: places of its id and line among the words.
    earlier: Vec<i64>,
    sold_earlier: Vec<EarlierRefund>,
    values: Vec<Vec<i64>>,
    /// Base, points and net of all rows without their signs.
    sums: [i128; 3],
}

impl Reading<'_> {
    fn take(&mut self, row: &Row<'_>, words: &mut Words, problems: &mut FactProblems) {
        let columns = self.columns;
        let before = problems.count();
        let id = row.needed(&columns.id, problems).and_then(|id| self.sales.get(id)).copied();
        let line = row.whole(&columns.line, (1, i64::from(u32::MAX)), 1, problems);
        let day = row.needed_day(&columns.date, problems);
        if let Some(day) = day.filter(|day| !self.period.contains(*day)) {
            let complaint = Complaint::new("facts.problem.outside_period").with("period", self.period.to_string());
            row.complain(problems, &columns.date, complaint.with("day", day.to_string()));
        }
        let credited_to = row.needed(&columns.credited_to, problems);
        let seller = credited_to.and_then(|id| self.people.get(id)).copied();
        if credited_to.is_some() && seller.is_none() {
            row.complain(problems, &columns.credited_to, Complaint::new("facts.problem.nobody"));
        }
        let digits = self.currency(row, problems).map_or(2, Currency::minor_digits);
        let base = row.number(&columns.cv, digits, problems);
        let points = row.number(&columns.pv, 2, problems);
        let net = row.number(&columns.net, digits, problems);
        let refund_of = row.text(&columns.refund_of);
        let quantity = self.quantity(row, !refund_of.is_empty(), problems);
        let kind = self.kind(row, refund_of, problems);
        row.day(&columns.paid_on, problems);
        self.check_signs(row, refund_of, [base, points, net], problems);
        let product = row.fitting(&columns.product, problems).unwrap_or_default();
        for ((_, column, reads), values) in columns.further.iter().zip(&mut self.values) {
            values.push(match reads {
                Reads::Number => row.number(column, 6, problems).unwrap_or(0),
                Reads::Word => words.place(row.fitting(column, problems).unwrap_or_default()),
                Reads::Person => row.person(column, &self.people, problems),
                Reads::Day => row.day(column, problems).map_or(0, |day| i64::from(day.number()) * 1_000_000),
            });
        }
        for (sum, amount) in self.sums.iter_mut().zip([base, points, net]) {
            *sum += i128::from(amount.unwrap_or(0)).abs();
        }
        let whole = problems.count() == before;
        self.nets.push(net.unwrap_or(0).saturating_mul(1_000_000 / 10_i64.pow(digits.min(6))));
        if columns.keeps_product {
            self.products.push(words.place(product));
        }
        let sold_earlier = !refund_of.is_empty() && !self.sales.contains_key(refund_of);
        let earlier = if sold_earlier { sale_name(refund_of, line.unwrap_or(1)) } else { String::new() };
        self.earlier.push(words.place(&earlier));
        if sold_earlier {
            self.sold_earlier.push(EarlierRefund {
                row: row.number,
                at: self.lines.len(),
                name: earlier,
                empty: columns.empty(row),
            });
        }
        self.rows.push(row.number);
        if !refund_of.is_empty() && whole {
            let of = self.sales.get(refund_of).map(|number| OrderId::new(*number));
            let (at, kind_given) = (self.lines.len(), !row.text(&columns.kind).is_empty());
            self.refunds.push(Refund { at, of, kind_given, empty: columns.empty(row) });
        }
        // A row with a problem keeps its place, so that columns stay as long as the rows; nothing is settled then.
        let buyer = self.people.get(row.text(&columns.buyer)).map(|number| PartnerId::new(*number));
        self.lines.push(SoldLine {
            day: day.unwrap_or(self.period.first()),
            order: OrderId::new(id.unwrap_or(0)),
            line: line.and_then(|line| u32::try_from(line).ok()).unwrap_or(1),
            credited_to: PartnerId::new(seller.unwrap_or(0)),
            buyer,
            kind: kind.unwrap_or(SaleKind::Retail),
            returned: !refund_of.is_empty(),
            quantity,
            base: base.unwrap_or(0),
            points: points.unwrap_or(0),
        });
    }

    /// One run is settled in one currency.
    fn currency(&mut self, row: &Row<'_>, problems: &mut FactProblems) -> Option<Currency> {
        let column = &self.columns.currency;
        let text = row.needed(column, problems)?;
        let Some(currency) = Currency::parse(text) else {
            row.complain(problems, column, Complaint::new("facts.problem.unknown_currency"));
            return None;
        };
        match self.currency {
            None => self.currency = Some((currency, row.number)),
            Some((first, said)) if first != currency => {
                let complaint = Complaint::new("facts.problem.two_currencies").with("currency", first.to_string());
                row.complain(problems, column, complaint.with("row", said));
            }
            Some(_) => {}
        }
        Some(currency)
    }

    /// Of a refund the pieces that came back, with or without a minus.
    fn quantity(&self, row: &Row<'_>, refund: bool, problems: &mut FactProblems) -> u32 {
        let most = i64::from(u32::MAX);
        let least = if refund { -most } else { 0 };
        let quantity = row.whole(&self.columns.quantity, (least, most), 1, problems);
        quantity.and_then(|pieces| u32::try_from(pieces.abs()).ok()).unwrap_or(0)
    }

    /// A refund has the kind of its sale, and need not say it where that stands in the same file.
    fn kind(&self, row: &Row<'_>, refund_of: &str, problems: &mut FactProblems) -> Option<SaleKind> {
        let text = row.text(&self.columns.kind);
        if text.is_empty() && self.sales.contains_key(refund_of) {
            return None;
        }
        let found = KINDS.iter().find(|(word, _)| *word == text).map(|(_, kind)| *kind);
        if found.is_none() {
            row.complain(problems, &self.columns.kind, Complaint::new("facts.problem.sale_kind"));
        }
        found
    }

    /// Only what takes back a sale is negative.
    fn check_signs(&self, row: &Row<'_>, refund_of: &str, amounts: [Option<i64>; 3], problems: &mut FactProblems) {
        let columns = [&self.columns.cv, &self.columns.pv, &self.columns.net];
        for (column, amount) in columns.into_iter().zip(amounts) {
            let amount = amount.unwrap_or(0);
            if refund_of.is_empty() && amount < 0 {
                row.complain(problems, column, Complaint::new("facts.problem.negative_sale"));
            } else if !refund_of.is_empty() && amount > 0 {
                row.complain(problems, column, Complaint::new("facts.problem.positive_refund"));
            }
        }
    }
}

fn check_sums(sums: [i128; 3], currency: Currency, problems: &mut FactProblems) {
    let digits = [currency.minor_digits(), 2, currency.minor_digits()];
    for ((column, sum), digits) in ["cv", "pv", "net"].into_iter().zip(sums).zip(digits) {
        if sum > SUM_MAX_WHOLE * 10_i128.pow(digits) {
            let most = i64::try_from(SUM_MAX_WHOLE).unwrap_or(i64::MAX);
            let complaint = Complaint::new("facts.problem.sum_too_large").with("most", most);
            problems.note(FactProblem::at(FactFile::Sales, 0, column, "", complaint));
        }
    }
}
