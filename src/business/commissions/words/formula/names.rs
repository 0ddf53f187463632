//! What formulas name: numbers, ranks, edges, kinds of sale, and what the plan defines elsewhere.

use crate::business::commissions::SaleKind;
use crate::business::commissions::plan::{EdgePlace, SaleKinds, plain_number};
use crate::business::commissions::words::formula::{Unit, Words};
use crate::text;
use crate::texts::decimal;

impl Words<'_> {
    /// A number as it is read.
    pub fn plain(&self, millionths: i64) -> String {
        let written = plain_number(millionths);
        let written = match written.split_once('.') {
            Some((_, decimals)) if decimals.len() == 1 => format!("{written}0"),
            _ => written,
        };
        decimal(self.language, &written)
    }

    pub fn percent(&self, millionths: i64) -> String {
        let number = plain_number(millionths.saturating_mul(100));
        format!("{}\u{a0}%", decimal(self.language, &number))
    }

    pub(super) fn constant(&self, millionths: i64, unit: Unit) -> String {
        if unit == Unit::Share { self.percent(millionths) } else { self.plain(millionths) }
    }

    pub(super) fn quoted(&self, title: &str) -> String {
        text!(self.language, "plan_words.quoted", title = title)
    }

    pub fn rank(&self, number: i64) -> String {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let rank = place.and_then(|place| self.plan.ranks.ranks.get(place));
        rank.map_or_else(
            || text!(self.language, "plan_words.no_rank"),
            |rank| self.quoted(rank.title.get(self.language)),
        )
    }

    pub fn edge(&self, edge: EdgePlace) -> String {
        match edge.0 {
            0 => text!(self.language, "plan_words.edge.sponsor"),
            1 => text!(self.language, "plan_words.edge.enroller"),
            2 => text!(self.language, "plan_words.edge.placement"),
            made => {
                let place = usize::from(made).saturating_sub(3);
                let title = self.plan.edges.get(place).map_or("", |edge| edge.title.get(self.language));
                text!(self.language, "plan_words.edge.made", title = title)
            }
        }
    }

    /// Whoever walks another edge than the sponsors' says so.
    pub(super) fn by_edge(&self, what: String, edge: EdgePlace) -> String {
        if edge == EdgePlace::SPONSOR {
            return what;
        }
        text!(self.language, "plan_words.by_edge", what = what, edge = self.edge(edge))
    }

    pub fn kinds(&self, kinds: SaleKinds) -> String {
        let language = self.language;
        let all = [
            (SaleKind::Own, text!(language, "plan_words.kind.own")),
            (SaleKind::Retail, text!(language, "plan_words.kind.retail")),
            (SaleKind::Kit, text!(language, "plan_words.kind.kit")),
            (SaleKind::Fee, text!(language, "plan_words.kind.fee")),
            (SaleKind::Free, text!(language, "plan_words.kind.free")),
        ];
        let wanted = all.into_iter().filter(|(kind, _)| kinds.include(*kind)).map(|(_, word)| word);
        wanted.reduce(|one, two| text!(language, "plan_words.kind.and", one = one, two = two)).unwrap_or_default()
    }

    pub(super) fn title_of(&self, name: &str) -> String {
        let language = self.language;
        let volume = self.plan.volumes.iter().find(|volume| volume.name == name).map(|volume| &volume.title);
        let predicate = self.plan.predicates.iter().find(|known| known.name == name).map(|known| &known.title);
        self.quoted(volume.or(predicate).map_or(name, |title| title.get(language)))
    }

    /// What the last run left: an entry of the plan, or of the two legs of a bonus.
    pub(super) fn carried(&self, name: &str) -> String {
        let language = self.language;
        let of_legs = name.rsplit_once('.').and_then(|(bonus, side)| {
            let bonus = self.plan.bonuses.iter().find(|known| known.name == bonus)?;
            Some((self.quoted(bonus.title.get(language)), side))
        });
        match of_legs {
            Some((bonus, "left")) => text!(language, "plan_words.kept_left", bonus = bonus),
            Some((bonus, "right")) => text!(language, "plan_words.kept_right", bonus = bonus),
            _ => text!(language, "plan_words.carried", name = name),
        }
    }
}
