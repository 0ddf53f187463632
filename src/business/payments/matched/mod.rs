//! Bank lines that were matched: what is waiting, what it may pay, and posting it.
//!
//! - *Waiting line*: money that came and of which nobody has said yet what it is for.
//! - *Line handling*: the payments that a line was posted as, or that somebody has put it off.
//! - *Piece*: what of a line goes to one order.
//! - *Safe*: what a line pays is beyond doubt, so that nobody has to look.

pub(in crate::business) mod checks;
mod events;
mod gather;
mod kept;
mod post;
mod safe;
mod settings;
mod suggest;
mod waiting;

pub use events::{BankLinePosted, BankLinePutOff, MatchSettingsChanged};
pub use kept::{LineHandling, LinePlace, MATCHED_TABLES, is_line_posted, line_handling};
pub use post::{LinePiece, LinePosting, post_bank_line, post_safe, put_off_bank_line};
pub use safe::{SafePosting, each_safe_posting, safe_postings};
pub use settings::{MatchSettings, match_settings, set_match_settings};
pub use suggest::{FoundOrder, Suggestion, find_payable, suggest};
pub use waiting::{Waiting, WaitingLine, waiting_lines};
