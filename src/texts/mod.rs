//! Every sentence, in every language, found by its key; numbers, money and days as each language writes them.
//!
//! Sentences live in `assets/texts/LANGUAGE/ROOM.txt`, one `key = sentence` a line. `{name}` stands for an
//! argument; `{count, one: ein Artikel, other: # Artikel}` chooses by number, `#` being the number itself.

mod collation;
mod format;
mod sentence;
mod table;

pub use collation::{compare_names, sort_by_name};
pub use format::{
    country_name, currency_name, day, day_short, decimal, instant, instant_exact, money, month, month_name, number,
    percent, period, period_in_full, plain_money, plain_points, points, signed_money,
};
pub use table::{all_keys, say};

/// A sentence in a language: `text!(language, "orders.sheet.title", number = order.number)`.
#[macro_export]
macro_rules! text {
    ($language:expr, $key:expr) => {
        $crate::texts::say($language, $key, &[])
    };
    ($language:expr, $key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::texts::say($language, $key, &[$((stringify!($name), &$value as &dyn std::fmt::Display)),+])
    };
}
