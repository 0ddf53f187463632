//! Lines of an outcome before they are written out, and which of them are whose.

use crate::business::commissions::calculation::{ClawedBack, Line, Outcome, Path, Reasons};
use crate::business::commissions::runs::CommissionLine;
use crate::business::commissions::runs::pages::Way;

/// A line of an outcome, before it is written out.
#[derive(Clone, Copy)]
pub(super) enum FoundLine<'o> {
    Paid(&'o Line),
    ClawedBack(&'o ClawedBack),
}

/// All lines of an outcome; what refunds of earlier sales take back comes last.
pub(super) fn all_found(outcome: &Outcome) -> impl Iterator<Item = FoundLine<'_>> {
    let paid = outcome.lines.iter().map(FoundLine::Paid);
    paid.chain(outcome.clawed_back.iter().map(FoundLine::ClawedBack))
}

/// The numbers of all lines by who receives them; of one person, in the order in which they were found.
pub(super) struct ByReceiver {
    /// Where the lines of each place begin, and where the last ones end.
    begins: Vec<u32>,
    numbers: Vec<u32>,
}

impl ByReceiver {
    pub(super) fn of(outcome: &Outcome) -> ByReceiver {
        let mut end = 0;
        let mut begins = vec![0];
        begins.extend(outcome.people.lines.iter().map(|count| {
            end += *count;
            end
        }));
        let mut next = begins.clone();
        let mut numbers = vec![0; at(end)];
        for (number, line) in (0..).zip(all_found(outcome)) {
            let Some(free) = next.get_mut(at(line.receiver())) else { continue };
            if let Some(slot) = numbers.get_mut(at(*free)) {
                *slot = number;
            }
            *free += 1;
        }
        ByReceiver { begins, numbers }
    }

    pub(super) fn lines(&self, place: u32) -> &[u32] {
        let bound = |place: usize| self.begins.get(place).map_or(0, |bound| at(*bound));
        self.numbers.get(bound(at(place))..bound(at(place) + 1)).unwrap_or(&[])
    }
}

impl<'o> FoundLine<'o> {
    /// By its number among all lines of an outcome.
    pub(super) fn numbered(outcome: &'o Outcome, number: u32) -> Option<FoundLine<'o>> {
        let number = at(number);
        let back = || outcome.clawed_back.get(number - outcome.lines.len()).map(FoundLine::ClawedBack);
        outcome.lines.get(number).map(FoundLine::Paid).or_else(back)
    }
}

impl FoundLine<'_> {
    pub(super) const fn receiver(self) -> u32 {
        match self {
            FoundLine::Paid(line) => line.receiver,
            FoundLine::ClawedBack(back) => back.receiver,
        }
    }

    /// With everything that explains it.
    pub(super) fn written(self, reasons: &Reasons<'_>) -> Option<CommissionLine> {
        Some(CommissionLine { path: self.path(reasons), ..self.without_path(reasons)? })
    }

    /// For whoever finds the way aside.
    pub(super) fn without_path(self, reasons: &Reasons<'_>) -> Option<CommissionLine> {
        match self {
            FoundLine::Paid(line) => CommissionLine::of(reasons, line),
            FoundLine::ClawedBack(back) => CommissionLine::of_clawback(reasons, back),
        }
    }

    pub(super) fn path(self, reasons: &Reasons<'_>) -> Path {
        match self {
            FoundLine::Paid(line) => reasons.path(line),
            FoundLine::ClawedBack(_) => Path::default(),
        }
    }

    /// What the path follows from.
    pub(super) fn way(self, outcome: &Outcome) -> Option<Way> {
        match self {
            FoundLine::Paid(line) => {
                let sources = outcome.sources.get(usize::from(line.bonus))?;
                Some((line.bonus, sources.start(line.source), line.level))
            }
            FoundLine::ClawedBack(_) => Some((u16::MAX, u32::MAX, 0)),
        }
    }
}

fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
