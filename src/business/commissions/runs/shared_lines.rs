//! A page of lines as it is kept. What many of them have in common stands once: the way from a seller to the receiver,
//! and what the bonus says of all its lines.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::Path;
use crate::business::commissions::runs::{CommissionLine, Corrected, Factored, LineOrigin};
use crate::store::{Stored, read_body};
use crate::values::{Currency, Money, PartnerId, Rate};

/// Lines of one partner or of several, in the order of the partners.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedLines {
    /// Whose they are, and how many of each.
    whose: Vec<(PartnerId, u32)>,
    kinds: Vec<KindOfLine>,
    paths: Vec<Path>,
    lines: Vec<KeptLine>,
}

/// What all lines of a bonus have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KindOfLine {
    bonus: u16,
    is_generation: bool,
    base_share: Rate,
    part: Rate,
    currency_of_base: Currency,
    currency: Currency,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeptLine {
    /// Places among the kinds and the paths of the page.
    kind: u32,
    path: u32,
    origin: LineOrigin,
    own: bool,
    level: u16,
    /// Minor units, as is the amount.
    base: i64,
    /// Few lines have it, and the others are moved about the faster for it.
    factored: Option<Box<Factored>>,
    rate: Option<Rate>,
    amount: i64,
    corrects: Option<Box<Corrected>>,
}

impl SharedLines {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn first_partner(&self) -> Option<PartnerId> {
        self.whose.first().map(|(partner, _)| *partner)
    }

    /// What follows is of this partner.
    pub(super) fn begin(&mut self, partner: PartnerId) {
        self.whose.push((partner, 0));
    }

    /// Keeps a way, and gives its place.
    pub(super) fn add_path(&mut self, path: Path) -> u32 {
        self.paths.push(path);
        place(self.paths.len() - 1)
    }

    /// Keeps a line of the partner who was begun last; its own path is not looked at.
    pub(super) fn add(&mut self, line: &CommissionLine, path: u32) {
        let kind = KindOfLine {
            bonus: line.bonus,
            is_generation: line.is_generation,
            base_share: line.base_share,
            part: line.part,
            currency_of_base: line.base.currency(),
            currency: line.amount.currency(),
        };
        let known = self.kinds.iter().position(|known| *known == kind);
        let kind = place(known.unwrap_or_else(|| {
            self.kinds.push(kind);
            self.kinds.len() - 1
        }));
        self.lines.push(KeptLine {
            kind,
            path,
            origin: line.origin,
            own: line.own,
            level: line.level,
            base: line.base.minor(),
            factored: line.factored.clone().map(Box::new),
            rate: line.rate,
            amount: line.amount.minor(),
            corrects: line.corrects.map(Box::new),
        });
        if let Some((_, count)) = self.whose.last_mut() {
            *count += 1;
        }
    }

    pub(super) fn clear(&mut self) {
        self.whose.clear();
        self.kinds.clear();
        self.paths.clear();
        self.lines.clear();
    }

    /// The lines of one partner; `None` where the partner has none on this page.
    pub(super) fn of(&self, partner: PartnerId) -> Option<Vec<CommissionLine>> {
        let mut begins = 0;
        for (whose, count) in &self.whose {
            let ends = begins + at(*count);
            if *whose == partner {
                return self.lines.get(begins..ends)?.iter().map(|line| self.line(line)).collect();
            }
            begins = ends;
        }
        None
    }

    /// Everybody's lines, one after the other.
    pub(super) fn each(&self, mut look: impl FnMut(PartnerId, &CommissionLine)) {
        let mut kept = self.lines.iter();
        for (partner, count) in &self.whose {
            let lines = kept.by_ref().take(at(*count));
            lines.filter_map(|line| self.line(line)).for_each(|line| look(*partner, &line));
        }
    }

    /// What everybody's lines add up to, in minor units.
    pub(super) fn sums(&self, mut look: impl FnMut(PartnerId, i64)) {
        let mut kept = self.lines.iter();
        for (partner, count) in &self.whose {
            look(*partner, kept.by_ref().take(at(*count)).map(|line| line.amount).sum());
        }
    }

    fn line(&self, kept: &KeptLine) -> Option<CommissionLine> {
        let kind = self.kinds.get(at(kept.kind))?;
        Some(CommissionLine {
            origin: kept.origin,
            own: kept.own,
            bonus: kind.bonus,
            level: kept.level,
            is_generation: kind.is_generation,
            base: Money::new(kept.base, kind.currency_of_base),
            factored: kept.factored.as_deref().cloned(),
            base_share: kind.base_share,
            rate: kept.rate,
            part: kind.part,
            amount: Money::new(kept.amount, kind.currency),
            path: self.paths.get(at(kept.path))?.clone(),
            corrects: kept.corrects.as_deref().copied(),
        })
    }
}

fn place(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Stored for SharedLines {
    const VERSION: u8 = 2;
    const PACKED: bool = true;

    /// Until then they were not packed.
    fn upgrade(version: u8, bytes: &[u8]) -> Option<SharedLines> {
        (version == 1).then(|| read_body(bytes))?
    }
}
