//! Partners as tables: who they are and who stands above them. The columns are documented in `docs/FORMATS.md`.

use std::collections::BTreeMap;

use crate::business::failure::Complaint;
use crate::business::partners::ImportedPartner;
use crate::business::people::Person;
use crate::exchange::tables::people::{PERSON_COLUMNS, person, person_cells};
use crate::exchange::tables::{Problem, RowReader, Sheet, write};
use crate::values::Day;

/// A partner as a row says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerRow {
    pub line: u64,
    pub partner: ImportedPartner,
}

/// Every row, whoever stands above before those below, in whatever order the file has them.
pub fn read_partners(sheet: &Sheet) -> Result<Vec<PartnerRow>, Vec<Problem>> {
    let rows = sheet.read_rows(partner_row)?;
    let mut problems = Vec::new();
    let mut by_number = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        if let Some(first) = by_number.insert(row.partner.number.clone(), place).and_then(|first| rows.get(first)) {
            let complaint = Complaint::new("tables.problem.twice").with("line", line_number(first.line));
            problems.push(Problem::at(row.line, &sheet.source("number"), &row.partner.number, complaint));
        }
    }
    if problems.is_empty() { from_the_top(sheet, &rows, &by_number) } else { Err(problems) }
}

pub(super) fn line_number(line: u64) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}

fn partner_row(row: &mut RowReader<'_>) -> Option<PartnerRow> {
    let (number, person) = (row.required("number"), person(row));
    let (joined_on, left_on) = (row.day("joined_on"), row.optional_day("left_on"));
    let above = |number: String| Some(number).filter(|number| !number.is_empty());
    let (enroller, sponsor) = (above(row.text("enroller")), above(row.text("sponsor")));
    let partner = ImportedPartner {
        number: number?,
        person: person?,
        joined_on: joined_on?,
        left_on: left_on?,
        enroller,
        sponsor,
        terms_version: row.text("terms_version"),
    };
    Some(PartnerRow { line: row.line(), partner })
}

/// Orders the rows so that nobody comes before those who stand above; a circle has no top.
fn from_the_top(
    sheet: &Sheet,
    rows: &[PartnerRow],
    by_number: &BTreeMap<String, usize>,
) -> Result<Vec<PartnerRow>, Vec<Problem>> {
    let mut ordered = Vec::with_capacity(rows.len());
    let mut standing = vec![Standing::Unseen; rows.len()];
    let mut problems = Vec::new();
    for place in 0..rows.len() {
        // A walk upwards with a stack of its own: chains may be longer than the machine's.
        let mut walk = vec![place];
        while let Some(at) = walk.last().copied() {
            let (Some(row), Some(state)) = (rows.get(at), standing.get_mut(at)) else { break };
            if *state == Standing::Placed {
                walk.pop();
                continue;
            }
            *state = Standing::OnTheWay;
            let above = [&row.partner.sponsor, &row.partner.enroller].into_iter().flatten();
            let above: Vec<usize> = above.filter_map(|number| by_number.get(number).copied()).collect();
            let next = above.into_iter().find(|next| standing.get(*next) != Some(&Standing::Placed));
            match next {
                Some(next) if standing.get(next) == Some(&Standing::Unseen) => walk.push(next),
                Some(_) => {
                    let complaint = Complaint::new("tables.problem.circle").with("number", row.partner.number.clone());
                    problems.push(Problem::at(row.line, &sheet.source("sponsor"), "", complaint));
                    // Counts as placed, so that the same circle is not told again from each of its members.
                    placed(&mut standing, at);
                    walk.pop();
                }
                None => {
                    ordered.push(row.clone());
                    placed(&mut standing, at);
                    walk.pop();
                }
            }
        }
    }
    if problems.is_empty() { Ok(ordered) } else { Err(problems) }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Unseen,
    OnTheWay,
    Placed,
}

fn placed(standing: &mut [Standing], at: usize) {
    if let Some(state) = standing.get_mut(at) {
        *state = Standing::Placed;
    }
}

/// A partner on the way out.
pub struct PartnerOut {
    pub number: String,
    pub person: Person,
    pub joined_on: Day,
    pub left_on: Option<Day>,
    pub enroller: String,
    pub sponsor: String,
    pub terms_version: String,
    /// Told, never read: it follows from the days and the terms.
    pub state: &'static str,
}

pub fn write_partners(partners: &[PartnerOut]) -> Result<Vec<u8>, String> {
    let tail = ["joined_on", "left_on", "enroller", "sponsor", "terms_version", "state"];
    let header = [&["number"][..], &PERSON_COLUMNS, &tail].concat();
    write(
        &header,
        partners.iter().map(|out| {
            let mut cells = vec![out.number.clone()];
            cells.extend(person_cells(&out.person));
            cells.extend([
                out.joined_on.to_string(),
                out.left_on.map(|day| day.to_string()).unwrap_or_default(),
                out.enroller.clone(),
                out.sponsor.clone(),
                out.terms_version.clone(),
                out.state.to_owned(),
            ]);
            cells
        }),
    )
}
