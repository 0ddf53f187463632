//! Statements, lines and breakage of a run as CSV: comma, UTF-8, decimal point, one header line.
//! `docs/FORMATS.md` names the columns.

use crate::business::commissions::{
    BreakageLine, CommissionLine, Counts, Factored, LineFactor, LineOrigin, PathStep, Plan, Run, Statement, run_number,
};
use crate::business::orders::order_number;
use crate::exchange::tables::guarded;
use crate::values::{Language, LocalText, Money, PartnerId, Points, Rate, RunId};

/// Who somebody is on paper: partner number and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub number: String,
    pub name: String,
}

/// What all rows of a file have in common.
#[derive(Clone, Copy)]
pub struct OfRun<'r> {
    pub id: RunId,
    pub run: &'r Run,
    pub plan: &'r Plan,
    /// For the titles of bonuses and volumes.
    pub language: Language,
}

const STATEMENT_HEAD: [&str; 8] =
    ["run", "plan", "plan_version", "period", "partner", "name", "own_points", "team_points"];
const STATEMENT_TAIL: [&str; 4] = ["team_size", "lines", "total", "currency"];

/// One row a partner; between head and tail a column for each volume, predicate and bonus of the plan.
pub fn statements_csv(of: OfRun, statements: &[(Known, Statement)]) -> String {
    let mut table = Table::default();
    let volumes = of.plan.volumes.iter().map(|volume| format!("volume_{}", volume.name));
    let predicates = of.plan.predicates.iter().map(|predicate| format!("predicate_{}", predicate.name));
    let bonuses = of.plan.bonuses.iter().map(|bonus| format!("bonus_{}", bonus.name));
    let middle = volumes.chain(predicates).chain(bonuses);
    let head = STATEMENT_HEAD.iter().map(|name| (*name).to_owned());
    table.row(head.chain(middle).chain(STATEMENT_TAIL.iter().map(|name| (*name).to_owned())));
    for (known, statement) in statements {
        let currency = statement.total.currency();
        let volumes = of.plan.volumes.iter().zip(&statement.volumes).map(|(volume, value)| match volume.counts {
            Counts::Points | Counts::Number => Points::from_hundredths(*value).decimal(),
            Counts::Base => Money::new(*value, currency).decimal(),
        });
        let head = [
            run_number(of.id),
            of.run.plan.clone(),
            of.run.plan_version.to_string(),
            of.run.period.to_string(),
            known.number.clone(),
            known.name.clone(),
            statement.own_points.decimal(),
            statement.team_points.decimal(),
        ];
        let tail = [
            statement.team_size.to_string(),
            statement.lines.to_string(),
            statement.total.decimal(),
            currency.to_string(),
        ];
        table.row(
            head.into_iter()
                .chain(volumes)
                .chain(statement.verdicts.iter().map(|verdict| verdict.word().to_owned()))
                .chain(statement.by_bonus.iter().map(|amount| amount.decimal()))
                .chain(tail),
        );
    }
    table.text
}

const LINE_HEAD: [&str; 29] = [
    "run",
    "period",
    "partner",
    "name",
    "order",
    "order_line",
    "sold_on",
    "seller",
    "sale",
    "returned",
    "bonus",
    "bonus_title",
    "level",
    "base",
    "base_share",
    "rate",
    "amount",
    "currency",
    "path",
    "left_out",
    "origin",
    "part",
    "generation",
    "paid_by",
    "corrects_run",
    "corrects_line",
    "amount_before",
    "base_sold",
    "factors",
];

/// One row a line. The path is written from the seller upwards, `P-1004:0 P-1003:too_little P-1001:1`.
pub fn lines_csv(of: OfRun, lines: &[(Known, CommissionLine)], known_as: &dyn Fn(PartnerId) -> String) -> String {
    let mut table = Table::default();
    table.row(LINE_HEAD.iter().map(|name| (*name).to_owned()));
    for (known, line) in lines {
        let path: Vec<String> = line.path.steps.iter().map(|step| step_text(step, known_as)).collect();
        let from = line.origin.partner().map(known_as).unwrap_or_default();
        let (order, order_line, on) = sale_words(&line.origin);
        let (bonus, title) = bonus_words(of, line.bonus);
        table.row([
            run_number(of.id),
            of.run.period.to_string(),
            known.number.clone(),
            known.name.clone(),
            order,
            order_line,
            on,
            from,
            line.origin.sale().map_or("", |sale| sale.kind.word()).to_owned(),
            line.origin.sale().map_or("", |sale| yes_or_no(sale.returned)).to_owned(),
            bonus,
            title,
            line.level.to_string(),
            line.base.decimal(),
            line.base_share.percent(),
            line.rate.map(Rate::percent).unwrap_or_default(),
            line.amount.decimal(),
            line.amount.currency().to_string(),
            path.join(" "),
            line.path.left_out.to_string(),
            line.origin.word().to_owned(),
            line.part.percent(),
            if line.is_generation { line.level.to_string() } else { String::new() },
            paid_by(&line.origin),
            line.corrects.map(|corrected| run_number(corrected.run)).unwrap_or_default(),
            line.corrects.and_then(|corrected| corrected.line).map(|line| line.to_string()).unwrap_or_default(),
            line.corrects.map(|corrected| corrected.before.decimal()).unwrap_or_default(),
            line.factored.as_ref().map(|factored| factored.sold.decimal()).unwrap_or_default(),
            line.factored.as_ref().map(factors_text).unwrap_or_default(),
        ]);
    }
    table.text
}

/// What makes the base of what was sold: `market CH 0.5; product A-1 2`.
fn factors_text(factored: &Factored) -> String {
    let factors: Vec<String> = factored.factors.iter().map(LineFactor::written).collect();
    factors.join("; ")
}

/// One row for every amount that nobody received.
pub fn breakage_csv(of: OfRun, breakage: &[(Known, BreakageLine)], known_as: &dyn Fn(PartnerId) -> String) -> String {
    let mut table = Table::default();
    let head = ["run", "period", "order", "order_line", "bonus", "level", "levels", "person", "reason", "amount"];
    let tail = ["currency", "origin", "from"];
    table.row(head.into_iter().chain(tail).map(str::to_owned));
    for (person, broken) in breakage {
        let (order, order_line, _) = sale_words(&broken.origin);
        table.row([
            run_number(of.id),
            of.run.period.to_string(),
            order,
            order_line,
            bonus_words(of, broken.bonus).0,
            broken.level.to_string(),
            broken.levels.to_string(),
            person.number.clone(),
            broken.why.word().to_owned(),
            broken.amount.decimal(),
            broken.amount.currency().to_string(),
            broken.origin.word().to_owned(),
            broken.origin.partner().map(known_as).unwrap_or_default(),
        ]);
    }
    table.text
}

/// Order, line and day; all empty where no single sale is meant.
fn sale_words(origin: &LineOrigin) -> (String, String, String) {
    let words = origin.sale().map(|sale| (order_number(sale.order), sale.line.to_string(), sale.on.to_string()));
    words.unwrap_or_default()
}

/// The run whose pay is taken back.
fn paid_by(origin: &LineOrigin) -> String {
    match origin {
        LineOrigin::Clawback { paid_by: Some(run), .. } => run_number(*run),
        _ => String::new(),
    }
}

fn step_text(step: &PathStep, known_as: &dyn Fn(PartnerId) -> String) -> String {
    let who = known_as(step.partner);
    match step.level {
        Some(level) => format!("{who}:{level}"),
        None if step.verdict.is_met() => who,
        None => format!("{who}:{}", step.verdict.word()),
    }
}

fn bonus_words(of: OfRun, place: u16) -> (String, String) {
    let bonus = of.plan.bonuses.get(usize::from(place));
    let title = |title: &LocalText| title.get(of.language).to_owned();
    bonus.map(|bonus| (bonus.name.clone(), title(&bonus.title))).unwrap_or_default()
}

const fn yes_or_no(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}

/// RFC 4180, with quotes only where they are needed and lines that end with LF.
#[derive(Default)]
struct Table {
    text: String,
}

impl Table {
    fn row(&mut self, fields: impl IntoIterator<Item = String>) {
        for (place, field) in fields.into_iter().map(|field| guarded(&field)).enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            if field.contains([',', '"', '\n', '\r']) {
                self.text.push('"');
                self.text.push_str(&field.replace('"', "\"\""));
                self.text.push('"');
            } else {
                self.text.push_str(&field);
            }
        }
        self.text.push('\n');
    }
}
