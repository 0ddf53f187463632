//! Looking through the outbox: what waits, what was sent, what met with trouble.

use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{OutboxId, OutboxItem, OutboxState, Subject, outbox_item, outbox_newest, outbox_of, outbox_waiting};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterWish {
    pub state: Option<OutboxState>,
    /// Which letter it is: `invoice`.
    pub template: String,
    /// Part of the address to which it goes.
    pub recipient: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLetters {
    pub rows: Vec<(OutboxId, OutboxItem)>,
    /// How many fit altogether.
    pub total: usize,
}

/// Finds letters, newest first, and gives those after the first `skip`, `limit` at most.
pub fn find_letters(view: &View<'_>, wish: &LetterWish, skip: usize, limit: usize) -> Result<FoundLetters, Failure> {
    view.require(Permission::MessagesView)?;
    let all = match wish.state {
        Some(OutboxState::Waiting) => outbox_waiting(view, usize::MAX),
        _ => outbox_newest(view, None, usize::MAX),
    };
    let recipient = wish.recipient.to_lowercase();
    let fits = |item: &OutboxItem| {
        wish.state.is_none_or(|state| item.state == state)
            && (wish.template.is_empty() || item.template == wish.template)
            && (recipient.is_empty() || item.recipient.to_lowercase().contains(&recipient))
    };
    let mut rows: Vec<_> = all.into_iter().filter(|(_, item)| fits(item)).collect();
    rows.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
    let total = rows.len();
    Ok(FoundLetters { rows: rows.into_iter().skip(skip).take(limit).collect(), total })
}

/// Everything that was written about these subjects, newest first; nothing for those who may not read letters.
pub fn letters_about(view: &View<'_>, subjects: &[Subject]) -> Vec<(OutboxId, OutboxItem)> {
    if !view.may(Permission::MessagesView) {
        return Vec::new();
    }
    let mut letters: Vec<_> = subjects.iter().flat_map(|subject| outbox_of(view, subject)).collect();
    letters.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
    letters
}

/// One row of the outbox.
pub fn outgoing(view: &View<'_>, id: OutboxId) -> Result<OutboxItem, Failure> {
    view.require(Permission::MessagesView)?;
    outbox_item(view, id).ok_or_else(Failure::not_found)
}
