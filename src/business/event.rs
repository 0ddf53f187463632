//! The union of the rooms' events: the language of the journal. A joint: it knows all rooms, none knows it
//! but through `Tx::record`.

use crate::business::{catalog, firm, messages, pages};

macro_rules! events {
    ($($name:ident from $room:ident;)*) => {
        /// Anything that can happen in the firm.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            $($name($room::$name),)*
        }

        $(impl From<$room::$name> for Event {
            fn from(event: $room::$name) -> Event {
                Event::$name(event)
            }
        })*
    };
}

events! {
    FirmChanged from firm;
    ProductSaved from catalog;
    CategorySaved from catalog;
    PictureSaved from catalog;
    LegalTextPublished from pages;
    NewsSaved from pages;
    LetterSent from messages;
    LetterTroubled from messages;
    LetterResent from messages;
    LetterCancelled from messages;
}
