//! The order of columns: which can be reckoned before which, and which only together.

use std::collections::BTreeSet;

use crate::business::commissions::calculation::program::ColumnPlace;
use crate::business::commissions::calculation::program::recipe::{ColumnSource, Look};
use crate::business::commissions::plan::EdgePlace;

/// Columns that are reckoned together, each after those that it needs of the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub columns: Vec<ColumnPlace>,
    pub way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    AllAtOnce,
    BottomUp(EdgePlace),
    TopDown(EdgePlace),
}

/// Groups columns that need each other, and puts the groups in order. `Err` has a column that can never be known.
pub(super) fn stages(columns: &[ColumnSource]) -> Result<Vec<Stage>, ColumnPlace> {
    let plain = |source: &ColumnSource| source.needs().into_iter().map(|(look, column)| (look, column.0)).collect();
    let needs: Vec<Vec<(Look, usize)>> = columns.iter().map(plain).collect();
    groups(&needs).into_iter().map(|group| stage(&needs, group)).collect()
}

fn stage(needs: &[Vec<(Look, usize)>], group: Vec<usize>) -> Result<Stage, ColumnPlace> {
    let members: BTreeSet<usize> = group.iter().copied().collect();
    let needs_of = |column: &usize| needs.get(*column).map_or(&[][..], Vec::as_slice);
    let first = ColumnPlace(group.first().copied().unwrap_or(0));
    let inside: BTreeSet<Look> =
        group.iter().flat_map(needs_of).filter(|(_, needed)| members.contains(needed)).map(|(look, _)| *look).collect();
    let mut ways = inside.iter().filter(|look| **look != Look::Same);
    let way = match (ways.next(), ways.next()) {
        (None, _) => Way::AllAtOnce,
        (Some(Look::Below(edge)), None) => Way::BottomUp(*edge),
        (Some(Look::Above(edge)), None) => Way::TopDown(*edge),
        _ => return Err(first),
    };
    // Within one person each column comes after those that it needs; a ring of them can never be known.
    let mut left = group;
    let mut columns = Vec::with_capacity(left.len());
    let mut placed = BTreeSet::new();
    while !left.is_empty() {
        let ready = |column: &usize| {
            let own = needs_of(column).iter().filter(|(look, needed)| *look == Look::Same && members.contains(needed));
            own.into_iter().all(|(_, needed)| placed.contains(needed))
        };
        let (now, later): (Vec<usize>, Vec<usize>) = left.iter().partition(|column| ready(column));
        if now.is_empty() {
            return Err(ColumnPlace(later.first().copied().unwrap_or(0)));
        }
        placed.extend(now.iter().copied());
        columns.extend(now.into_iter().map(ColumnPlace));
        left = later;
    }
    Ok(Stage { columns, way })
}

/// Columns that need each other in a ring, directly or through others; needed groups come first (Tarjan).
fn groups(needs: &[Vec<(Look, usize)>]) -> Vec<Vec<usize>> {
    let mut search =
        Search { needs, marks: vec![Mark::default(); needs.len()], stack: Vec::new(), next: 1, groups: Vec::new() };
    for column in 0..needs.len() {
        search.visit(column);
    }
    search.groups
}

#[derive(Clone, Copy, Default)]
struct Mark {
    /// 0 until it is met.
    number: usize,
    lowest: usize,
    on_stack: bool,
}

struct Search<'n> {
    needs: &'n [Vec<(Look, usize)>],
    marks: Vec<Mark>,
    stack: Vec<usize>,
    next: usize,
    groups: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn mark(&self, column: usize) -> Mark {
        self.marks.get(column).copied().unwrap_or_default()
    }

    fn enter(&mut self, column: usize) {
        if let Some(mark) = self.marks.get_mut(column) {
            *mark = Mark { number: self.next, lowest: self.next, on_stack: true };
        }
        self.next += 1;
        self.stack.push(column);
    }

    fn lower(&mut self, column: usize, to: usize) {
        if let Some(mark) = self.marks.get_mut(column) {
            mark.lowest = mark.lowest.min(to);
        }
    }

    /// Without recursion: a plan may chain hundreds of columns.
    fn visit(&mut self, first: usize) {
        if self.mark(first).number != 0 {
            return;
        }
        let mut way: Vec<(usize, usize)> = vec![(first, 0)];
        self.enter(first);
        while let Some((column, looked)) = way.last_mut() {
            let column = *column;
            let next = self.needs.get(column).and_then(|needs| needs.get(*looked)).map(|(_, needed)| *needed);
            *looked += 1;
            match next {
                Some(needed) if self.mark(needed).number == 0 => {
                    self.enter(needed);
                    way.push((needed, 0));
                }
                Some(needed) if self.mark(needed).on_stack => self.lower(column, self.mark(needed).number),
                Some(_) => {}
                None => {
                    way.pop();
                    let mark = self.mark(column);
                    if let Some((above, _)) = way.last() {
                        self.lower(*above, mark.lowest);
                    }
                    if mark.lowest == mark.number {
                        self.close(column);
                    }
                }
            }
        }
    }

    fn close(&mut self, column: usize) {
        let mut group = Vec::new();
        while let Some(member) = self.stack.pop() {
            if let Some(mark) = self.marks.get_mut(member) {
                mark.on_stack = false;
            }
            group.push(member);
            if member == column {
                break;
            }
        }
        group.sort_unstable();
        self.groups.push(group);
    }
}
