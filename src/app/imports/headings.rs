//! Is this the right kind of table? Told once, from the headings, before any row is looked at.

use crate::app::imports::ImportKind;
use crate::business::failure::{Argument, Complaint};
use crate::exchange::tables::{Problem, Sheet};

/// Of each group a table must have one column; all other columns may be missing.
const fn needed(kind: ImportKind) -> &'static [&'static [&'static str]] {
    match kind {
        ImportKind::Categories => &[&["code"]],
        ImportKind::Products => {
            &[&["sku"], &["category"], &["name_de", "name_en", "name_zh"], &["tax_class"], &["price_net"]]
        }
        ImportKind::People => &[&["key"]],
        ImportKind::Partners => &[&["number"], &["joined_on"]],
        ImportKind::Orders => &[&["order"], &["day"], &["sku"], &["quantity"], &["amount_net", "unit_price_net"]],
        ImportKind::Stock => &[&["sku"], &["place"], &["quantity"]],
    }
}

/// More headings are not named: the first tell what kind of table it is.
const HEADINGS_NAMED: usize = 12;

/// What is wrong with the table as a whole; `None` when the columns that are needed are there.
pub(super) fn wrong_headings(kind: ImportKind, sheet: &Sheet) -> Option<Problem> {
    let missing: Vec<String> = lacking(kind, sheet).into_iter().map(one_of).collect();
    if missing.is_empty() {
        return None;
    }
    let likely = ImportKind::ALL.into_iter().filter(|other| lacking(*other, sheet).is_empty());
    // The kind that asks for most says most.
    let likely = likely.max_by_key(|other| needed(*other).len());
    let key = if likely.is_some() { "tables.problem.other_kind" } else { "tables.problem.no_columns" };
    let count = i64::try_from(missing.len()).unwrap_or(i64::MAX);
    let complaint = Complaint::new(key)
        .with("count", count)
        .with("missing", missing.join(", "))
        .with("found", found(sheet))
        .with("needed", needed(kind).iter().copied().map(one_of).collect::<Vec<_>>().join(", "));
    let complaint = match likely {
        Some(likely) => complaint.with("kind", name_of(likely)).with("word", likely.word()),
        None => complaint,
    };
    Some(Problem::of_file(complaint))
}

fn lacking(kind: ImportKind, sheet: &Sheet) -> Vec<&'static [&'static str]> {
    needed(kind).iter().copied().filter(|group| !group.iter().any(|column| sheet.has(column))).collect()
}

fn one_of(group: &[&str]) -> String {
    group.join("/")
}

fn found(sheet: &Sheet) -> String {
    let (headings, _) = sheet.first_rows(0);
    let mut named = headings.iter().take(HEADINGS_NAMED).cloned().collect::<Vec<_>>().join(", ");
    if headings.len() > HEADINGS_NAMED {
        named.push_str(", …");
    }
    named
}

fn name_of(kind: ImportKind) -> Argument {
    Argument::Key(format!("tables.kind.{}", kind.word()))
}
