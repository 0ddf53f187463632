//! Where a figure stands in the picture: round ticks around all figures, zero always among them.

use crate::web::parts::chart::Series;

/// The height of the plot in units of the picture; the style sheet gives the box the same height.
pub const HEIGHT: i64 = 240;

/// At most so many steps between the lowest and the highest tick.
const STEPS_MAX: i64 = 5;

pub struct Scale {
    lowest: i64,
    highest: i64,
    step: i64,
}

impl Scale {
    pub fn of(series: &[Series]) -> Scale {
        let figures = || series.iter().flat_map(|one| one.figures.iter().flatten().copied());
        let least = figures().min().unwrap_or(0).min(0);
        let most = figures().max().unwrap_or(0).max(1);
        let step = round_step(most.saturating_sub(least));
        Scale {
            lowest: least.div_euclid(step).saturating_mul(step),
            highest: most.saturating_add(step - 1).div_euclid(step).saturating_mul(step),
            step,
        }
    }

    /// The ticks from the lowest to the highest.
    pub fn ticks(&self) -> Vec<i64> {
        let mut ticks = vec![self.lowest];
        let mut tick = self.lowest;
        while tick < self.highest {
            tick = tick.saturating_add(self.step);
            ticks.push(tick);
        }
        ticks
    }

    /// The distance from the top, in tenths of a unit of the picture.
    pub fn tenths_from_top(&self, figure: i64) -> i64 {
        let span = i128::from(self.highest) - i128::from(self.lowest);
        let above = i128::from(self.highest) - i128::from(figure);
        let tenths = above * i128::from(HEIGHT * 10) / span.max(1);
        i64::try_from(tenths).unwrap_or(0)
    }
}

/// The smallest step of 1, 2 or 5 with noughts that needs no more than `STEPS_MAX` steps.
fn round_step(span: i64) -> i64 {
    let mut decade: i64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = decade.saturating_mul(factor);
            if span.div_euclid(step) < STEPS_MAX || step == i64::MAX {
                return step;
            }
        }
        decade = decade.saturating_mul(10);
    }
}

/// Tenths as SVG writes them: `12.3`.
pub fn tenths(value: i64) -> String {
    format!("{}.{}", value.div_euclid(10), value.rem_euclid(10))
}

/// A share of the width as SVG writes it: `share(1, 8)` is `12.50%`.
pub fn share(part: i64, whole: i64) -> String {
    let hundredths = part.saturating_mul(10_000) / whole.max(1);
    format!("{}.{:02}%", hundredths.div_euclid(100), hundredths.rem_euclid(100))
}
