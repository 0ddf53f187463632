//! Reading factors. For every word they must follow one another without a gap, and no two may hold on one day.

use toml::de::DeTable;

use crate::business::commissions::plan::factor::{FactorBy, FactorStep, Factors};
use crate::business::commissions::plan::formula::{Kind, MILLION, Names};
use crate::business::commissions::plan::read::grammar::FACTOR;
use crate::business::commissions::plan::read::reading::{Item, Reading};
use crate::business::commissions::plan::read::section::Section;
use crate::business::failure::Complaint;
use crate::values::{Currency, Day, Rate};

/// Nobody means more than a thousand times the base.
const FACTOR_MAX: i64 = 1_000 * MILLION;

/// One entry as it is written, with the words that it names; none for all others.
struct Written {
    words: Vec<String>,
    from: Day,
    until: Option<Day>,
    base: i64,
    points: i64,
    line: u32,
}

pub(super) fn factors<'s>(
    reading: &mut Reading<'s>,
    file: &Section<'s>,
    names: &Names,
    begins: Option<Day>,
) -> Vec<Factors> {
    let mut all = Vec::new();
    let Some(item) = file.optional(reading, "factors") else { return all };
    let Some(table) = item.value.as_table() else {
        reading.wrong::<()>(item);
        return all;
    };
    let mut found: Vec<_> = table.iter().collect();
    found.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in found {
        let line = reading.line_at(key.span().start);
        let by = factor_by(reading, line, key.get_ref(), names);
        let item = Item { line, value: value.get_ref(), ..item };
        let Some(array) = item.value.as_array() else {
            reading.wrong::<()>(item);
            continue;
        };
        let mut written = Vec::new();
        for value in array.iter() {
            let line = reading.line_at(value.span().start);
            match value.get_ref().as_table() {
                Some(table) => written.extend(entry(reading, key.get_ref(), line, table)),
                None => drop(reading.wrong::<()>(Item { line, value: value.get_ref(), ..item })),
            }
        }
        let steps = in_order(reading, written, begins);
        all.extend(by.map(|by| Factors { by, steps }));
    }
    all
}

fn factor_by(reading: &mut Reading<'_>, line: u32, name: &str, names: &Names) -> Option<FactorBy> {
    match name {
        "product" => return Some(FactorBy::Product),
        "currency" => return Some(FactorBy::Currency),
        _ => {}
    }
    let words = names.columns.sales.iter().filter(|(_, kind)| *kind == Kind::Word).map(|(known, _)| known.as_str());
    if words.clone().any(|known| known == name) {
        return Some(FactorBy::Column(name.to_owned()));
    }
    let known = ["product", "currency"].into_iter().chain(words).collect::<Vec<_>>().join(", ");
    reading.note(line, Complaint::new("commissions.plan.factor_of_what").with("word", name).with("known", known));
    None
}

fn entry<'s>(reading: &mut Reading<'s>, by: &str, line: u32, table: &'s DeTable<'s>) -> Option<Written> {
    let section = Section::open(reading, format!("factors.{by}"), line, table, FACTOR);
    let words = match section.optional(reading, "of") {
        None => Some(Vec::new()),
        Some(item) if item.value.is_array() => {
            reading.list(item, Reading::text).filter(|words| !words.is_empty()).or_else(|| reading.wrong(item))
        }
        Some(item) => reading.text(item).map(|word| vec![word]),
    };
    for word in words.iter().flatten().filter(|_| by == "currency") {
        if Currency::parse(word).is_none_or(|currency| currency.code() != word) {
            reading.note(line, Complaint::new("commissions.plan.factor_currency").with("word", word.clone()));
        }
    }
    let from = section.read(reading, "from", Reading::day);
    let until = section.optional(reading, "until").map(|item| reading.day(item));
    let mut read = |name: &'static str| section.optional(reading, name).map(|item| factor(reading, item));
    let (base, points) = (read("base"), read("points"));
    if base.is_none() && points.is_none() {
        let section = format!("factors.{by}");
        reading.note(line, Complaint::new("commissions.plan.factor_of_nothing").with("section", section));
        return None;
    }
    let (base, points) = (base.unwrap_or(Some(MILLION)), points.unwrap_or(Some(MILLION)));
    let until = match until {
        None => None,
        Some(until) => Some(until?),
    };
    Some(Written { words: words?, from: from?, until, base: base?, points: points?, line })
}

/// A plain number with two decimals at most, or per cent.
fn factor<'s>(reading: &mut Reading<'s>, item: Item<'s>) -> Option<i64> {
    let percent = item.value.as_str().and_then(|text| text.trim().strip_suffix('%'));
    let millionths = match percent {
        Some(number) => match Rate::parse_percent(number.trim()) {
            Some(rate) => rate.millionths(),
            None => return reading.wrong(item),
        },
        None => reading.hundredths(item)?.saturating_mul(MILLION / 100),
    };
    if (0..=FACTOR_MAX).contains(&millionths) { Some(millionths) } else { reading.wrong(item) }
}

/// The steps of every word in the order of their days. Each mistake stands at the later one of two that do not fit.
fn in_order(reading: &mut Reading<'_>, written: Vec<Written>, begins: Option<Day>) -> Vec<FactorStep> {
    let mut each: Vec<(FactorStep, Option<Day>)> = Vec::new();
    for Written { words, from, until, base, points, line } in written {
        let named: Vec<Option<String>> =
            if words.is_empty() { vec![None] } else { words.into_iter().map(Some).collect() };
        each.extend(named.into_iter().map(|of| (FactorStep { of, from, base, points, line }, until)));
    }
    each.sort_by(|(one, _), (other, _)| (&one.of, one.from, one.line).cmp(&(&other.of, other.from, other.line)));
    for of_word in each.chunk_by(|(one, _), (other, _)| one.of == other.of) {
        check_word(reading, of_word, begins);
    }
    each.into_iter().map(|(step, _)| step).collect()
}

fn check_word(reading: &mut Reading<'_>, steps: &[(FactorStep, Option<Day>)], begins: Option<Day>) {
    let about = |key: &'static str, step: &FactorStep| {
        Complaint::new(key).with("word", step.of.clone().unwrap_or_else(|| "…".to_owned()))
    };
    let gap = |step: &FactorStep, first: Day, last: Day| {
        about("commissions.plan.factor_gap", step).with("first", first).with("last", last)
    };
    if let Some((first, _)) = steps.first()
        && let Some(begins) = begins.filter(|begins| *begins < first.from)
    {
        reading.note(first.line, gap(first, begins, first.from.plus_days(-1)));
    }
    for (step, until) in steps {
        if let Some(until) = until.filter(|until| *until < step.from) {
            let complaint = about("commissions.plan.factor_ends_before", step);
            reading.note(step.line, complaint.with("from", step.from).with("until", until));
        }
    }
    for pair in steps.windows(2) {
        let [(step, until), (next, _)] = pair else { continue };
        let ends = until.unwrap_or(next.from.plus_days(-1)).max(step.from);
        if next.from <= ends {
            let complaint = about("commissions.plan.factor_overlap", next);
            reading.note(next.line, complaint.with("day", next.from).with("line", i64::from(step.line)));
        } else if ends.plus_days(1) < next.from {
            reading.note(next.line, gap(next, ends.plus_days(1), next.from.plus_days(-1)));
        }
    }
    if let Some((last, Some(until))) = steps.last() {
        let complaint = about("commissions.plan.factor_ends", last);
        reading.note(last.line, complaint.with("until", *until));
    }
}
