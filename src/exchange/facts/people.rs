//! `people.csv`: who is there, above whom, since when.

use std::collections::HashMap;

use crate::business::commissions::{Asked, ColumnHolds, FactPerson, GivenColumn, Kind, Plan, Standing};
use crate::business::failure::Complaint;
use crate::exchange::facts::edges::{Edge, Edges};
use crate::exchange::facts::names::Names;
use crate::exchange::facts::row::{Column, Row, Table};
use crate::exchange::facts::words::Words;
use crate::exchange::facts::{FactFile, FactProblem, FactProblems};
use crate::values::{Day, PartnerId, Period};

/// What the plan and the run want to know of people.
pub struct PeopleAsked<'a> {
    pub plan: &'a Plan,
    pub asked: &'a Asked,
    pub period: Period,
}

pub struct ReadPeople {
    pub people: Vec<FactPerson>,
    pub columns: Vec<GivenColumn>,
    /// The ids, and what people are called, by their numbers.
    pub ids: Names,
    pub called: Vec<String>,
}

/// The same id is the same person, so that it is numbered before anything else is read.
pub fn ids_of(bytes: &[u8]) -> Names {
    let mut silent = FactProblems::default();
    let mut ids = Vec::new();
    if let Some(mut table) = Table::open(FactFile::People, bytes, &mut silent) {
        let id = table.column("id");
        table.for_each(&mut silent, |row, _| ids.push(row.text(&id).to_owned()));
    }
    ids.retain(|id| !id.is_empty());
    Names::of(ids)
}

pub fn read_people(
    bytes: &[u8],
    wanted: &PeopleAsked<'_>,
    words: &mut Words,
    problems: &mut FactProblems,
) -> Option<ReadPeople> {
    let ids = ids_of(bytes);
    let mut table = Table::open(FactFile::People, bytes, problems)?;
    let columns = Columns::of(&table, wanted, problems);
    if !problems.is_empty() {
        return None;
    }
    let index = ids.index();
    let mut reading = Reading {
        columns: &columns,
        index: &index,
        period: wanted.period,
        rows: vec![0; ids.len()],
        called: vec![String::new(); ids.len()],
        people: Vec::with_capacity(ids.len()),
        values: vec![Vec::new(); columns.further.len()],
        edges: Edges::new(ids.len()),
    };
    table.for_each(problems, |row, problems| reading.take(row, words, problems));
    let Reading { people, values, called, mut edges, rows, .. } = reading;
    edges.check(&ids, &rows, problems);
    let given = columns.further.into_iter().zip(values);
    let columns =
        given.map(|(further, values)| GivenColumn { name: further.name, holds: further.reading.holds(), values });
    Some(ReadPeople { people, columns: columns.collect(), called, ids })
}

/// A further column: its name for the calculation, and where it is read from.
struct Further {
    name: String,
    column: Column,
    reading: Reads,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reads {
    Number,
    Word,
    /// Somebody in the same file.
    Person,
    /// Whether the cell has this word among others.
    Flag(String),
}

impl Reads {
    const fn holds(&self) -> ColumnHolds {
        match self {
            Reads::Number | Reads::Flag(_) => ColumnHolds::Numbers,
            Reads::Word => ColumnHolds::Words,
            Reads::Person => ColumnHolds::People,
        }
    }
}

struct Columns {
    id: Column,
    name: Column,
    joined_on: Column,
    left_on: Column,
    kind: Column,
    sponsor: Column,
    enroller: Column,
    parent: Column,
    leg: Column,
    further: Vec<Further>,
}

impl Columns {
    fn of(table: &Table<'_>, wanted: &PeopleAsked<'_>, problems: &mut FactProblems) -> Columns {
        let PeopleAsked { plan, asked, .. } = wanted;
        let mut further: Vec<Further> = Vec::new();
        let flags = table.asked("flags", !asked.flags.is_empty(), problems);
        for word in &asked.flags {
            let (name, reading) = (format!("flag:{word}"), Reads::Flag(word.clone()));
            further.push(Further { name, column: flags.clone(), reading });
        }
        let country = table.asked("country", asked.country, problems);
        let named = plan.columns.people.iter().any(|(name, _)| name == "country");
        if asked.country && !named {
            further.push(Further { name: "country".to_owned(), column: country, reading: Reads::Word });
        }
        for (name, kind) in &plan.columns.people {
            let column = table.asked(name, true, problems);
            let reading = match kind {
                Kind::Word => Reads::Word,
                Kind::Person => Reads::Person,
                Kind::Number | Kind::Truth | Kind::Rank => Reads::Number,
            };
            further.push(Further { name: name.clone(), column, reading });
        }
        Columns {
            id: table.needed("id", problems),
            name: table.column("name"),
            joined_on: table.needed("joined_on", problems),
            left_on: table.column("left_on"),
            kind: table.needed("kind", problems),
            sponsor: table.needed("sponsor", problems),
            enroller: table.asked("enroller", asked.enrollers, problems),
            parent: table.asked("placement_parent", asked.seats, problems),
            leg: table.asked("placement_leg", asked.seats, problems),
            further,
        }
    }
}

struct Reading<'r> {
    columns: &'r Columns,
    index: &'r HashMap<&'r str, u64>,
    period: Period,
    /// On which row each person stands; 0 until the person was met.
    rows: Vec<u64>,
    called: Vec<String>,
    people: Vec<FactPerson>,
    values: Vec<Vec<i64>>,
    edges: Edges,
}

impl Reading<'_> {
    fn take(&mut self, row: &Row<'_>, words: &mut Words, problems: &mut FactProblems) {
        let columns = self.columns;
        let Some(id) = row.needed(&columns.id, problems) else { return };
        let Some(place) = self.index.get(id).and_then(|number| usize::try_from(number - 1).ok()) else { return };
        if let Some(known) = self.rows.get_mut(place) {
            if *known != 0 {
                let complaint = Complaint::new("facts.problem.person_twice").with("row", *known);
                return row.complain(problems, &columns.id, complaint);
            }
            *known = row.number;
        }
        if let Some(called) = self.called.get_mut(place) {
            row.fitting(&columns.name, problems).unwrap_or_default().clone_into(called);
        }
        let joined_on = row.needed_day(&columns.joined_on, problems);
        let standing = self.standing(row, joined_on, problems);
        let customer = match row.text(&columns.kind) {
            "partner" => false,
            "customer" => true,
            _ => {
                row.complain(problems, &columns.kind, Complaint::new("facts.problem.person_kind"));
                false
            }
        };
        let sponsor = self.above(row, place, Edge::Sponsor, problems);
        let enroller = self.above(row, place, Edge::Enroller, problems);
        let parent = self.above(row, place, Edge::Placement, problems);
        let seat = self.seat(row, parent, place, problems);
        for (further, values) in columns.further.iter().zip(&mut self.values) {
            values.push(further.value(row, self.index, words, problems));
        }
        let partner = person(place);
        let joined_on = joined_on.unwrap_or(self.period.first());
        self.people.push(FactPerson { partner, sponsor, enroller, seat, joined_on, customer, standing });
    }

    /// Whoever joins after the period is not yet somebody who could receive in it.
    fn standing(&self, row: &Row<'_>, joined_on: Option<Day>, problems: &mut FactProblems) -> Standing {
        let left_on = row.day(&self.columns.left_on, problems);
        if let (Some(joined), Some(left)) = (joined_on, left_on)
            && left < joined
        {
            let complaint = Complaint::new("facts.problem.left_before_joining").with("day", joined.to_string());
            row.complain(problems, &self.columns.left_on, complaint);
        }
        let last = self.period.last();
        if left_on.is_some_and(|left_on| left_on <= last) {
            Standing::Left
        } else if joined_on.is_some_and(|joined_on| joined_on > last) {
            Standing::Invited
        } else {
            Standing::Valid
        }
    }

    /// Who stands above by one of the edges.
    fn above(&mut self, row: &Row<'_>, place: usize, edge: Edge, problems: &mut FactProblems) -> Option<PartnerId> {
        let column = match edge {
            Edge::Sponsor => &self.columns.sponsor,
            Edge::Enroller => &self.columns.enroller,
            Edge::Placement => &self.columns.parent,
        };
        let text = row.text(column);
        if text.is_empty() {
            return None;
        }
        let found = self.index.get(text).and_then(|number| usize::try_from(number - 1).ok());
        match found {
            None => row.complain(problems, column, Complaint::new("facts.problem.nobody")),
            Some(above) => self.edges.set(edge, place, above),
        }
        found.map(person)
    }

    fn seat(
        &mut self,
        row: &Row<'_>,
        parent: Option<PartnerId>,
        place: usize,
        problems: &mut FactProblems,
    ) -> Option<(PartnerId, u8)> {
        let column = &self.columns.leg;
        let leg = match row.text(column).to_lowercase().as_str() {
            "" => 0,
            "left" | "l" => 1,
            "right" | "r" => 2,
            _ => row.whole(column, (1, i64::from(u8::MAX)), 0, problems)?,
        };
        let leg = u8::try_from(leg).unwrap_or(0);
        let named = !row.text(&self.columns.parent).is_empty();
        match (parent, leg) {
            (Some(parent), 1..) => {
                if let Some(taken) = self.edges.take_seat(parent, leg, place) {
                    let taken = self.rows.get(taken).copied().unwrap_or(0);
                    row.complain(problems, column, Complaint::new("facts.problem.seat_taken").with("row", taken));
                }
                Some((parent, leg))
            }
            (Some(_), 0) => {
                row.complain(problems, column, Complaint::new("facts.problem.no_leg"));
                None
            }
            (None, 1..) if !named => {
                row.complain(problems, &self.columns.parent, Complaint::new("facts.problem.no_parent"));
                None
            }
            (None, _) => None,
        }
    }
}

impl Further {
    fn value(&self, row: &Row<'_>, index: &HashMap<&str, u64>, words: &mut Words, problems: &mut FactProblems) -> i64 {
        match &self.reading {
            Reads::Number => row.number(&self.column, 6, problems).unwrap_or(0),
            Reads::Word => words.place(row.fitting(&self.column, problems).unwrap_or_default()),
            Reads::Person => row.person(&self.column, index, problems),
            Reads::Flag(word) => i64::from(row.text(&self.column).split_whitespace().any(|flag| flag == word)),
        }
    }
}

fn person(place: usize) -> PartnerId {
    PartnerId::new(u64::try_from(place).unwrap_or(u64::MAX - 1) + 1)
}

/// A problem of the whole person, at the row on which the person stands.
pub(super) fn of_person(row: u64, column: &str, value: &str, complaint: Complaint) -> FactProblem {
    FactProblem::at(FactFile::People, row, column, value, complaint)
}
