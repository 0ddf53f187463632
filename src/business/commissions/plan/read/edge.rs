//! Reading the edges that a plan makes.

use crate::business::commissions::plan::edge::{EdgePlace, Fill, MadeEdge, Making};
use crate::business::commissions::plan::formula::Names;
use crate::business::commissions::plan::read::grammar::EDGE;
use crate::business::commissions::plan::read::reading::{Item, Reading};
use crate::business::commissions::plan::read::section::Section;
use crate::business::commissions::plan::read::title_or;

#[derive(Clone, Copy)]
enum MakingKind {
    Matrix,
    PassUp,
    Line,
}

/// More seats below one person than any matrix has.
const WIDTH_MAX: u16 = 1_000;

pub(super) fn edges<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> Vec<MadeEdge> {
    let mut edges = Vec::new();
    for (name, line, table) in file.named_tables(reading, "edges") {
        let section = Section::open(reading, format!("edges.{name}"), line, table, EDGE);
        let making = making(reading, &section);
        let title = title_or(reading, &section, name);
        if let (Some(making), Some(title)) = (making, title) {
            edges.push(MadeEdge { name: name.to_owned(), title, making });
        }
    }
    edges
}

fn making<'s>(reading: &mut Reading<'s>, section: &Section<'s>) -> Option<Making> {
    let kinds = [("matrix", MakingKind::Matrix), ("pass_up", MakingKind::PassUp), ("line", MakingKind::Line)];
    let kind = section.needed(reading, "kind").and_then(|item| reading.choice(item, &kinds))?;
    match kind {
        MakingKind::Line => Some(Making::Line),
        MakingKind::PassUp => {
            let from = given_edge(reading, section);
            let first = section.needed(reading, "first").and_then(|item| small(reading, item));
            Some(Making::PassUp { from: from?, first: first? })
        }
        MakingKind::Matrix => {
            let from = given_edge(reading, section);
            let width = section.needed(reading, "width").and_then(|item| small(reading, item));
            let fill = section
                .needed(reading, "fill")
                .and_then(|item| reading.choice(item, &[("breadth", Fill::Breadth), ("depth", Fill::Depth)]));
            Some(Making::Matrix { from: from?, width: width?, fill: fill? })
        }
    }
}

/// One of the three edges that come with the people.
fn given_edge<'s>(reading: &mut Reading<'s>, section: &Section<'s>) -> Option<EdgePlace> {
    let item = section.needed(reading, "from")?;
    reading.reference(item, &EdgePlace::GIVEN.map(str::to_owned)).and_then(place)
}

fn place(place: usize) -> Option<EdgePlace> {
    u16::try_from(place).ok().map(EdgePlace)
}

fn small<'s>(reading: &mut Reading<'s>, item: Item<'s>) -> Option<u16> {
    reading.whole_within(item, 1, WIDTH_MAX)
}

/// The edge that a volume or bonus walks; the sponsor's where none is named.
pub(super) fn edge_of<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<EdgePlace> {
    match section.optional(reading, "edge") {
        None => Some(EdgePlace::SPONSOR),
        Some(item) => reading.reference(item, &names.edges).and_then(place),
    }
}
