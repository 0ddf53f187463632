//! That the shop of a firm which has sold is closed, on every page of the office: whoever may mend it need not be the
//! one who notices.

use crate::business::orders::{has_sold, missing_for_shop};
use crate::portals::office::desk::desk_path;
use crate::text;
use crate::web::Visit;
use crate::web::parts::{Link, Meaning, Notice, text_link};

/// Nothing while it sells, and for a firm that is still being set up. The desk tells more to whoever may mend it.
pub fn closed_notice(visit: &Visit) -> Option<Notice> {
    let missing = visit.read(|view| Ok(if has_sold(view) { missing_for_shop(view, view.today()) } else { Vec::new() }));
    let missing = missing.ok().filter(|missing| !missing.is_empty())?;
    let may_mend = missing.iter().any(|missing| visit.actor.may(missing.permission()));
    if may_mend && visit.path() == desk_path() {
        return None;
    }
    let desk = Link::new(text!(visit.language, "office_desk.closed.to_desk"), desk_path());
    Some(Notice {
        meaning: Meaning::Attention,
        sentence: text!(visit.language, "office_desk.closed.everywhere"),
        more: may_mend.then(|| text_link(&desk)),
    })
}
