//! Looking through open items as staff do.

use crate::business::failure::Failure;
use crate::business::ledger::records::{open_items, open_items_of};
use crate::business::ledger::{ItemKey, OpenItem, Party, PartyKind};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::Day;

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemWish {
    /// Those of any of these kinds.
    pub kinds: Vec<PartyKind>,
    pub party: Option<Party>,
    pub due: Option<ItemDue>,
    /// Those that were open by the evening of a day and still are.
    pub through: Option<Day>,
}

/// How an item stands by its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemDue {
    Late,
    /// There is still time.
    Ahead,
    /// We owe it.
    Owing,
}

impl ItemDue {
    pub const ALL: [ItemDue; 3] = [ItemDue::Late, ItemDue::Ahead, ItemDue::Owing];

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            ItemDue::Late => "late",
            ItemDue::Ahead => "ahead",
            ItemDue::Owing => "owing",
        }
    }
}

impl OpenItem {
    /// What we owe is nobody's to pay us, however old it is.
    pub fn due(&self, today: Day) -> ItemDue {
        match (self.open().is_negative(), self.due_on < today) {
            (true, _) => ItemDue::Owing,
            (false, true) => ItemDue::Late,
            (false, false) => ItemDue::Ahead,
        }
    }
}

/// Open items by the day on which they are due, oldest first.
pub fn see_open_items(view: &View<'_>, wish: &ItemWish) -> Result<Vec<(ItemKey, OpenItem)>, Failure> {
    view.require(Permission::LedgerView)?;
    let today = view.today();
    let mut found = wish.party.map_or_else(|| open_items(view), |party| open_items_of(view, party, None));
    found.retain(|(key, item)| {
        (wish.kinds.is_empty() || wish.kinds.contains(&key.party.kind()))
            && wish.due.is_none_or(|due| item.due(today) == due)
            && wish.through.is_none_or(|through| item.day <= through)
    });
    found.sort_by_key(|(key, item)| (item.due_on, *key));
    Ok(found)
}
