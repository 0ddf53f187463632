//! Why a line is there, in one sentence, for pages and paper.

use crate::business::commissions::SaleKind;
use crate::business::commissions::runs::CommissionLine;
use crate::text;
use crate::texts;
use crate::values::{Language, Rate};

/// Hundredths of the smallest coin are written out in a reckoning, and no less.
const PARTS_OF_A_COIN: i128 = 100;

impl CommissionLine {
    /// "Teamprovision, Ebene 2: P-1004 hat an Kunden verkauft". The seller is written as the reader knows him.
    pub fn reason(&self, language: Language, bonus: &str, seller: &str) -> String {
        let level = self.level;
        let mut reason = match (level, self.kind) {
            (0, SaleKind::Own) => text!(language, "commissions.reason.own_order", bonus = bonus),
            (0, _) => text!(language, "commissions.reason.own_sale", bonus = bonus),
            (_, SaleKind::Own) => {
                text!(language, "commissions.reason.order_below", bonus = bonus, level = level, seller = seller)
            }
            _ => text!(language, "commissions.reason.sale_below", bonus = bonus, level = level, seller = seller),
        };
        let passed_over = self.passed_over();
        if passed_over > 0 {
            reason = text!(language, "commissions.reason.passed_over", reason = reason, count = passed_over);
        }
        if self.base_share != Rate::WHOLE {
            let share = texts::percent(language, self.base_share);
            reason = text!(language, "commissions.reason.base_share", reason = reason, share = share);
        }
        if self.returned { text!(language, "commissions.reason.returned", reason = reason) } else { reason }
    }

    /// How many between seller and receiver may not receive, so that their level went up to the next.
    pub fn passed_over(&self) -> usize {
        self.path.steps.iter().filter(|step| step.level.is_none() && !step.verdict.is_met()).count()
    }

    /// Base × share × rate as a decimal number before it was rounded to the smallest coin; `None` where nothing
    /// had to be rounded.
    pub fn unrounded(&self) -> Option<String> {
        let whole = i128::from(Rate::WHOLE.millionths()) * i128::from(Rate::WHOLE.millionths());
        let product = i128::from(self.base.minor())
            * i128::from(self.base_share.millionths())
            * i128::from(self.rate.millionths());
        if product % whole == 0 {
            return None;
        }
        let parts = product * PARTS_OF_A_COIN / whole;
        let (sign, parts) = if parts < 0 { ("-", -parts) } else { ("", parts) };
        let digits = self.base.currency().minor_digits() + 2;
        let unit = 10_i128.pow(digits);
        let width = usize::try_from(digits).unwrap_or(0);
        Some(format!("{sign}{}.{:0width$}", parts / unit, parts % unit))
    }
}
