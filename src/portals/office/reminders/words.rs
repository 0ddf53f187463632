//! Words about reminders that their pages share.

use maud::{Markup, html};

use crate::business::billing::reminders::{LeftOutReason, PlannedLine};
use crate::business::ledger::Party;
use crate::business::view::View;
use crate::portals::office::reminders::left_out::left_out_path;
use crate::portals::office::reminders::list::list_path;
use crate::portals::office::reminders::sent::sent_path;
use crate::portals::office::subjects::{customer_name, customer_path, order_path};
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Money};
use crate::web::parts::{Link, Meaning, Tab, state, tabs};

/// The pages of reminders beside each other.
pub fn views(language: Language, here: &str) -> Markup {
    let tab = |key: &'static str, path: &'static str| Tab {
        label: text!(language, key),
        href: path.to_owned(),
        current: path == here,
        count: None,
    };
    tabs(
        &text!(language, "office_reminders.page.title"),
        &[
            tab("office_reminders.view.due", list_path()),
            tab("office_reminders.view.left_out", left_out_path()),
            tab("office_reminders.view.sent", sent_path()),
        ],
    )
}

pub fn level_word(language: Language, level: u8) -> String {
    text!(language, "office_reminders.level", number = level)
}

pub fn level_state(language: Language, level: u8) -> Markup {
    let meaning = match level {
        0 | 1 => Meaning::Information,
        2 => Meaning::Attention,
        _ => Meaning::Bad,
    };
    state(meaning, &level_word(language, level))
}

/// Why a letter has this line.
pub fn line_reason(language: Language, line: &PlannedLine, today: Day) -> String {
    let late = today.days_since(line.claim.due_on);
    match (line.level, line.claim.last_on) {
        (0, _) => text!(language, "office_reminders.why.told", count = late),
        (level, None) => text!(language, "office_reminders.why.first", level = level, count = late),
        (level, Some(last)) => {
            let day = texts::day(language, last);
            text!(language, "office_reminders.why.again", level = level, day = day, count = late)
        }
    }
}

/// Why nobody is reminded of something.
pub fn left_out_reason(language: Language, why: &LeftOutReason) -> String {
    match why {
        LeftOutReason::Stopped { reason, until: None } => {
            text!(language, "office_reminders.left_out.stopped", reason = reason)
        }
        LeftOutReason::Stopped { reason, until: Some(until) } => {
            let day = texts::day(language, *until);
            text!(language, "office_reminders.left_out.stopped_until", reason = reason, day = day)
        }
        LeftOutReason::NotYet { from } => {
            text!(language, "office_reminders.left_out.not_yet", day = texts::day(language, *from))
        }
        LeftOutReason::TooSmall { least } => {
            text!(language, "office_reminders.left_out.too_small", amount = texts::money(language, *least))
        }
        LeftOutReason::Disputed => text!(language, "office_reminders.left_out.disputed"),
        LeftOutReason::Collected => text!(language, "office_reminders.left_out.collected"),
        LeftOutReason::AfterLast => text!(language, "office_reminders.left_out.after_last"),
        LeftOutReason::Covered => text!(language, "office_reminders.left_out.covered"),
    }
}

/// Whoever is reminded, with the page that tells more.
pub fn party_link(view: &View<'_>, party: Party, name: &str) -> Link {
    match party {
        Party::Customer(id) => Link::new(customer_name(view, id), customer_path(id)),
        Party::Guest(id) => Link::new(name.to_owned(), order_path(id)),
        _ => Link::new(name.to_owned(), String::new()),
    }
}

pub fn dashed(language: Language, amount: Money) -> String {
    if amount.is_zero() { "–".to_owned() } else { texts::money(language, amount) }
}

/// Lines of a sentence below each other.
pub fn below(lines: &[String]) -> Markup {
    html! { @for line in lines { p { (line) } } }
}
