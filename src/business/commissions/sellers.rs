//! Partners with what they and their teams have sold: for the team page of a partner, and for staff.

use std::cmp::Ordering;

use crate::business::commissions::runs::{PeriodVolumes, volumes_of_period};
use crate::business::failure::Failure;
use crate::business::partners::{self, EdgeKind, Partner, PartnerState, Tree, see_partner, team_of, tree_on};
use crate::business::people;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::texts;
use crate::values::{Day, PartnerId, Period, Points};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SellerWish {
    /// Only these, found by what was typed.
    pub among: Option<Vec<PartnerId>>,
    /// Words that must stand in name or number.
    pub words: String,
    pub level: Option<u32>,
    pub state: Option<PartnerState>,
    pub order_by: SellerOrder,
    pub backwards: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SellerOrder {
    /// Level by level as the tree grows.
    #[default]
    Tree,
    Name,
    Joined,
    Points,
    PointsBefore,
    TeamPoints,
}

/// What a line of the list says of a partner. Points are those of the running month and of the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SellerRow {
    pub id: PartnerId,
    pub number: String,
    pub name: String,
    pub state: PartnerState,
    pub joined_on: Day,
    /// In a team 0 for the one who leads it; among all partners 1 for those directly below the firm. `None` for
    /// whoever stands in no tree any more.
    pub level: Option<u32>,
    pub sponsor: Option<PartnerId>,
    pub own: Points,
    pub own_before: Points,
    pub team: Points,
    pub team_before: Points,
    /// People in the team, the partner included.
    pub team_size: i64,
}

/// One page of what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSellers {
    pub rows: Vec<SellerRow>,
    /// How many fit altogether.
    pub total: usize,
    /// The levels that there are, whatever was asked for.
    pub levels: Vec<u32>,
}

/// A partner's team with its leader; for the partner himself and those above him, and for staff.
pub fn find_in_team(
    view: &View,
    leader: PartnerId,
    wish: &SellerWish,
    skip: usize,
    limit: usize,
) -> Result<FoundSellers, Failure> {
    let (tree, members) = team_of(view, leader, view.today())?;
    let months = Months::of(view, &tree);
    let all = members.into_iter().filter_map(|member| {
        let known = partners::partner(view, member.partner)?;
        Some(months.row(view, member.partner, known, Some((member.level, member.place))))
    });
    Ok(wish.found(view, all.collect(), skip, limit))
}

/// All partners, for staff.
pub fn find_sellers(view: &View, wish: &SellerWish, skip: usize, limit: usize) -> Result<FoundSellers, Failure> {
    view.require(Permission::PartnersView)?;
    let tree = tree_on(view, EdgeKind::Sponsor, view.today());
    let months = Months::of(view, &tree);
    let among = wish.among.as_ref();
    let all = partners::partners(view).into_iter().filter(|(id, _)| among.is_none_or(|among| among.contains(id)));
    let rows = all.map(|(id, known)| {
        let place = tree.place(id).map(|place| (tree.level(place), place));
        months.row(view, id, known, place)
    });
    Ok(wish.found(view, rows.collect(), skip, limit))
}

/// One partner of a team; the level is counted from `leader`.
pub fn place_in_team(view: &View, leader: PartnerId, id: PartnerId) -> Result<SellerRow, Failure> {
    let known = see_partner(view, id)?;
    let tree = tree_on(view, EdgeKind::Sponsor, view.today());
    let place = tree.place(id);
    let from = tree.place(leader).map_or(0, |place| tree.level(place));
    let months = Months::of(view, &tree);
    let level_and_place = place.map(|place| (tree.level(place).saturating_sub(from), place));
    Ok(months.row(view, id, known, level_and_place))
}

/// What was sold in the running month and in the one before, by place.
struct Months<'t> {
    tree: &'t Tree,
    now: PeriodVolumes,
    before: PeriodVolumes,
}

impl<'t> Months<'t> {
    fn of(view: &View, tree: &'t Tree) -> Months<'t> {
        let month = Period::month_of(view.today());
        let before = volumes_of_period(view, tree, month.previous());
        Months { tree, now: volumes_of_period(view, tree, month), before }
    }

    fn row(&self, r: &dyn Read, id: PartnerId, known: Partner, place: Option<(u32, u32)>) -> SellerRow {
        let at = |points: &dyn Fn(u32) -> Points| place.map_or(Points::ZERO, |(_, place)| points(place));
        SellerRow {
            id,
            name: people::person(r, known.person).map_or_else(String::new, |person| person.name()),
            number: known.number,
            state: known.state,
            joined_on: known.joined_on,
            level: place.map(|(level, _)| level),
            sponsor: place.and_then(|(_, place)| self.tree.partner(self.tree.parent(place)?)),
            own: at(&|place| self.now.own(place)),
            own_before: at(&|place| self.before.own(place)),
            team: at(&|place| self.now.team(place)),
            team_before: at(&|place| self.before.team(place)),
            team_size: place.map_or(1, |(_, place)| self.now.size(place)),
        }
    }
}

impl SellerWish {
    fn found(&self, view: &View, mut rows: Vec<SellerRow>, skip: usize, limit: usize) -> FoundSellers {
        let mut levels: Vec<u32> = rows.iter().filter_map(|row| row.level).collect();
        levels.sort_unstable();
        levels.dedup();
        let words: Vec<String> = self.words.split_whitespace().map(str::to_lowercase).collect();
        rows.retain(|row| self.fits(row, &words));
        rows.sort_by(|one, other| {
            let order = self.compared(view, one, other);
            if self.backwards { order.reverse() } else { order }
        });
        let total = rows.len();
        FoundSellers { rows: rows.into_iter().skip(skip).take(limit).collect(), total, levels }
    }

    fn fits(&self, row: &SellerRow, words: &[String]) -> bool {
        let told = format!("{} {}", row.name, row.number).to_lowercase();
        self.level.is_none_or(|level| row.level == Some(level))
            && self.state.is_none_or(|state| row.state == state)
            && words.iter().all(|word| told.contains(word))
    }

    fn compared(&self, view: &View, one: &SellerRow, other: &SellerRow) -> Ordering {
        let by_tree = || (one.level.unwrap_or(u32::MAX), one.id).cmp(&(other.level.unwrap_or(u32::MAX), other.id));
        let first = match self.order_by {
            SellerOrder::Tree => Ordering::Equal,
            SellerOrder::Name => texts::compare_names(view.actor().language, &one.name, &other.name),
            SellerOrder::Joined => one.joined_on.cmp(&other.joined_on),
            SellerOrder::Points => one.own.cmp(&other.own),
            SellerOrder::PointsBefore => one.own_before.cmp(&other.own_before),
            SellerOrder::TeamPoints => one.team.cmp(&other.team),
        };
        first.then_with(by_tree)
    }
}
