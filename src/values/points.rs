//! Points (PV): what ranks are counted in; hundredths of a point, no currency.

use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use serde::{Deserialize, Serialize};

use crate::values::MoneyError;
use crate::values::money::{decimal_of, parse_scaled, scaled_from_plain};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Points(i64);

impl Points {
    pub const ZERO: Points = Points(0);

    pub const fn from_hundredths(hundredths: i64) -> Points {
        Points(hundredths)
    }

    pub const fn hundredths(self) -> i64 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    pub fn parse(text: &str) -> Result<Points, MoneyError> {
        parse_scaled(text, 2).map(Points)
    }

    /// Reads a decimal with a point, as files hold it: `1234.50`. No thousands signs.
    pub fn parse_exact(text: &str) -> Result<Points, MoneyError> {
        scaled_from_plain(text.trim(), 2).map(Points)
    }

    pub fn decimal(self) -> String {
        decimal_of(self.0, 2)
    }
}

impl Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points(self.0 + other.0)
    }
}

impl Sub for Points {
    type Output = Points;
    fn sub(self, other: Points) -> Points {
        Points(self.0 - other.0)
    }
}

impl Neg for Points {
    type Output = Points;
    fn neg(self) -> Points {
        Points(-self.0)
    }
}

impl Mul<u32> for Points {
    type Output = Points;
    fn mul(self, count: u32) -> Points {
        Points(self.0 * i64::from(count))
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Points) {
        self.0 += other.0;
    }
}
