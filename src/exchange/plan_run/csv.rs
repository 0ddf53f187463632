//! An outcome as CSV files: comma, UTF-8, decimal point, one header line, lines that end with LF.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::exchange::plan_run::Settled;
use crate::exchange::plan_run::rows::{CheckRow, FactorRow, LineRow, StepRow, carry_text};
use crate::exchange::tables::guarded;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvFile {
    Lines,
    People,
    Breakage,
    Checks,
}

impl CsvFile {
    pub const ALL: [CsvFile; 4] = [CsvFile::Lines, CsvFile::People, CsvFile::Breakage, CsvFile::Checks];

    pub const fn name(self) -> &'static str {
        match self {
            CsvFile::Lines => "lines.csv",
            CsvFile::People => "people.csv",
            CsvFile::Breakage => "breakage.csv",
            CsvFile::Checks => "checks.csv",
        }
    }
}

pub fn write_csv(settled: &Settled, file: CsvFile, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(out);
    match file {
        CsvFile::Lines => lines(settled, &mut table),
        CsvFile::People => people(settled, &mut table),
        CsvFile::Breakage => breakage(settled, &mut table),
        CsvFile::Checks => checks(settled, &mut table),
    }?;
    table.end()
}

/// What the next period takes as its `carry.csv`.
pub fn write_carry(settled: &Settled, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(out);
    table.row(["id", "key", "value"])?;
    let by_sale = settled.paid_by_sale();
    let mut carry: BTreeMap<u32, BTreeMap<&str, i64>> = BTreeMap::new();
    for (place, of_person) in settled.carry_by_place() {
        carry.entry(place).or_default().extend(of_person);
    }
    // What this period tells of a sale stands in the place of what was told before.
    for (place, key, value) in &by_sale {
        carry.entry(*place).or_default().insert(key, *value);
    }
    for place in settled.places() {
        for (key, value) in carry.get(&place).into_iter().flatten() {
            table.row([settled.named.id_at(place), key, &carry_text(&settled.plan, key, *value)])?;
        }
    }
    table.end()
}

fn lines(settled: &Settled, table: &mut Table<'_>) -> io::Result<()> {
    let head = ["person", "bonus", "amount", "currency", "sale", "line", "from"];
    let more = ["base", "share", "rate", "part", "level", "path", "left_out", "refund_of", "reckoned_again"];
    table.row(head.into_iter().chain(more).chain(["sold", "factors"]))?;
    for row in settled.line_rows() {
        let path: Vec<String> = row.path.iter().map(step_text).collect();
        let factors: Vec<String> = row.factors.iter().map(factor_text).collect();
        let LineRow {
            person,
            bonus,
            amount,
            currency,
            sale,
            line,
            from,
            base,
            sold,
            share,
            rate,
            part,
            level,
            left_out,
            refund_of,
            reckoned_again,
            ..
        } = row;
        let line = line.map(|line| line.to_string()).unwrap_or_default();
        let (sale, from, rate) = (sale.unwrap_or_default(), from.unwrap_or_default(), rate.unwrap_or_default());
        let (level, left_out) = (level.to_string(), left_out.to_string());
        table.row([
            person,
            bonus,
            &amount,
            currency,
            sale,
            &line,
            from,
            &base,
            &share,
            &rate,
            &part,
            &level,
            &path.join(" "),
            &left_out,
            refund_of.unwrap_or_default(),
            &reckoned_again.unwrap_or_default(),
            &sold.unwrap_or_default(),
            &factors.join("; "),
        ])?;
    }
    Ok(())
}

/// `market CH 0.5`; with a star for all words that have no factor of their own.
fn factor_text(factor: &FactorRow) -> String {
    format!("{} {} {}", factor.by, factor.of.as_deref().unwrap_or("*"), factor.times)
}

/// `P3:0`, `P2:too_little`, `P1:1`.
fn step_text(step: &StepRow<'_>) -> String {
    match (step.level, step.reason) {
        (Some(level), _) => format!("{}:{level}", step.person),
        (None, Some(reason)) => format!("{}:{reason}", step.person),
        (None, None) => step.person.to_owned(),
    }
}

fn people(settled: &Settled, table: &mut Table<'_>) -> io::Result<()> {
    let plan = &settled.plan;
    let head = ["person", "name", "total", "currency", "lines", "rank", "rank_achieved", "rank_paid"];
    let bonuses = plan.bonuses.iter().map(|bonus| format!("bonus_{}", bonus.name));
    let volumes = plan.volumes.iter().map(|volume| format!("volume_{}", volume.name));
    let predicates = plan.predicates.iter().map(|predicate| format!("predicate_{}", predicate.name));
    let further: Vec<String> = bonuses.chain(volumes).chain(predicates).collect();
    table.row(head.into_iter().chain(further.iter().map(String::as_str)))?;
    for place in settled.places() {
        let row = settled.person_row(place, &[]);
        let lines = row.lines.to_string();
        let head = [
            row.person,
            row.name,
            &row.total,
            row.currency,
            &lines,
            row.rank.unwrap_or_default(),
            row.rank_achieved.unwrap_or_default(),
            row.rank_paid.unwrap_or_default(),
        ];
        let of = |name: &String| row.bonuses.get(name.as_str()).map_or("", String::as_str);
        let bonuses = plan.bonuses.iter().map(|bonus| of(&bonus.name));
        let volume = |name: &String| row.volumes.get(name.as_str()).map_or("", String::as_str);
        let volumes = plan.volumes.iter().map(|of| volume(&of.name));
        let met = |name: &String| if row.active.get(name.as_str()) == Some(&true) { "yes" } else { "no" };
        let predicates = plan.predicates.iter().map(|predicate| met(&predicate.name));
        table.row(head.into_iter().chain(bonuses).chain(volumes).chain(predicates))?;
    }
    Ok(())
}

fn breakage(settled: &Settled, table: &mut Table<'_>) -> io::Result<()> {
    let head = ["bonus", "amount", "currency", "sale", "line", "from", "level", "levels", "person", "reason"];
    table.row(head)?;
    for broken in &settled.outcome.breakage {
        let row = settled.breakage_row(broken);
        let line = row.line.map(|line| line.to_string()).unwrap_or_default();
        let (level, levels) = (row.level.to_string(), row.levels.to_string());
        table.row([
            row.bonus,
            &row.amount,
            row.currency,
            row.sale.unwrap_or_default(),
            &line,
            row.from.unwrap_or_default(),
            &level,
            &levels,
            row.person.unwrap_or_default(),
            row.reason,
        ])?;
    }
    Ok(())
}

fn checks(settled: &Settled, table: &mut Table<'_>) -> io::Result<()> {
    table.row(["check", "passed", "expected", "found"])?;
    for result in &settled.checks {
        let CheckRow { check, passed, expected, found } = CheckRow::of(result);
        let passed = if passed { "yes" } else { "no" };
        table.row([check, passed, &expected.to_string(), &found.to_string()])?;
    }
    Ok(())
}

struct Table<'w> {
    writer: csv::Writer<&'w mut dyn Write>,
}

impl<'w> Table<'w> {
    fn new(out: &'w mut dyn Write) -> Table<'w> {
        let terminator = csv::Terminator::Any(b'\n');
        Table { writer: csv::WriterBuilder::new().terminator(terminator).from_writer(out) }
    }

    fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        for cell in cells {
            self.writer.write_field(guarded(cell))?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn end(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
