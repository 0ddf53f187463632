//! Lengths on paper in thousandths of a point, whole numbers, so that a page comes out the same everywhere.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Length(i32);

impl Length {
    pub const ZERO: Length = Length(0);

    pub const fn mm(millimetres: i32) -> Length {
        Length::tenths_mm(millimetres * 10)
    }

    /// An inch is 25.4 mm and 72 points.
    pub const fn tenths_mm(tenths: i32) -> Length {
        Length(tenths * 72_000 / 254)
    }

    pub const fn pt(points: i32) -> Length {
        Length(points * 1_000)
    }

    pub const fn tenths_pt(tenths: i32) -> Length {
        Length(tenths * 100)
    }

    /// A number of font units at a size of type.
    pub fn of_units(units: i32, units_per_em: i32, size: Length) -> Length {
        let scaled = i64::from(units) * i64::from(size.0) / i64::from(units_per_em.max(1));
        Length(i32::try_from(scaled).unwrap_or(i32::MAX))
    }

    pub fn share(self, numerator: i32, denominator: i32) -> Length {
        let share = i64::from(self.0) * i64::from(numerator) / i64::from(denominator.max(1));
        Length(i32::try_from(share).unwrap_or(i32::MAX))
    }

    /// As krilla takes it: in points.
    #[expect(clippy::float_arithmetic, reason = "the PDF library measures in f32; this is where our lengths end")]
    pub fn points(self) -> f32 {
        self.0 as f32 / 1_000.0
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i32> for Length {
    type Output = Length;
    fn mul(self, count: i32) -> Length {
        Length(self.0 * count)
    }
}

impl Div<i32> for Length {
    type Output = Length;
    fn div(self, count: i32) -> Length {
        Length(self.0 / count)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}
