//! An exact share in millionths: 20 % is 200,000.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::values::money::{decimal_of, parse_scaled};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Rate(i64);

impl Rate {
    pub const ZERO: Rate = Rate(0);
    pub const WHOLE: Rate = Rate(1_000_000);

    pub const fn from_millionths(millionths: i64) -> Rate {
        Rate(millionths)
    }

    pub const fn from_percent(percent: i64) -> Rate {
        Rate(percent * 10_000)
    }

    pub const fn millionths(self) -> i64 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Reads percent with up to four decimals: `4.9`, `4,9 %`, `20`.
    pub fn parse_percent(text: &str) -> Option<Rate> {
        parse_scaled(text.trim().trim_end_matches('%'), 4).ok().map(Rate)
    }

    /// `4.9` for 4.9 %: no trailing zeros.
    pub fn percent(self) -> String {
        let text = decimal_of(self.0, 4);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.percent())
    }
}
