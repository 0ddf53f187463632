//! Why a line is there, in one sentence, for pages and paper.

use crate::business::commissions::SaleKind;
use crate::business::commissions::runs::line::Brings;
use crate::business::commissions::runs::{CommissionLine, Corrected, LineOrigin, LineSale, run_number};
use crate::business::orders::order_number;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Money, Rate};

/// Hundredths of the smallest coin are written out in a reckoning, and no less.
const PARTS_OF_A_COIN: i128 = 100;

impl CommissionLine {
    /// "Teamprovision, Ebene 2: P-1004 hat an Kunden verkauft". Whose sale it is, is written as the reader knows them.
    pub fn reason(&self, language: Language, bonus: &str, from: &str) -> String {
        let mut reason = self.because(language, &self.bonus_and_level(language, bonus), from);
        let passed_over = self.passed_over();
        if passed_over > 0 {
            reason = text!(language, "commissions.reason.passed_over", reason = reason, count = passed_over);
        }
        if let Some(factored) = self.factored.as_ref().filter(|_| !self.falls_away()) {
            let base = factored.say(language, self.base);
            reason = text!(language, "commissions.reason.factored", reason = reason, base = base);
        }
        if self.base_share != Rate::WHOLE {
            let share = texts::percent(language, self.base_share);
            reason = text!(language, "commissions.reason.base_share", reason = reason, share = share);
        }
        if self.part != Rate::WHOLE {
            let part = texts::percent(language, self.part);
            reason = text!(language, "commissions.reason.part", reason = reason, part = part);
        }
        if matches!(self.origin, LineOrigin::Sale(LineSale { returned: true, .. })) {
            reason = text!(language, "commissions.reason.returned", reason = reason);
        }
        self.corrects.map_or(reason.clone(), |corrected| self.corrected(language, &reason, &corrected))
    }

    /// "… – Korrektur zu Mai 2026 (L-0001, Zeile 4): bisher 5,00 €, richtig 7,00 €".
    fn corrected(&self, language: Language, reason: &str, corrected: &Corrected) -> String {
        let period = texts::period(language, corrected.period);
        let run = run_number(corrected.run);
        let (before, now) = (texts::money(language, corrected.before), texts::money(language, self.now()));
        match corrected.line {
            Some(line) => text!(
                language,
                "commissions.reason.corrects_line",
                reason = reason,
                period = period,
                run = run,
                line = line,
                before = before,
                now = now
            ),
            None => text!(language, "commissions.reason.corrects_nothing", reason = reason, period = period, run = run),
        }
    }

    /// "Teamprovision, Ebene 2"; the title alone where there is no level.
    fn bonus_and_level(&self, language: Language, bonus: &str) -> String {
        match (self.level, self.is_generation) {
            (0, _) => bonus.to_owned(),
            (level, false) => text!(language, "commissions.reason.at_level", bonus = bonus, level = level),
            (level, true) => text!(language, "commissions.reason.at_generation", bonus = bonus, level = level),
        }
    }

    fn because(&self, language: Language, what: &str, from: &str) -> String {
        let own = self.own && self.level == 0;
        match self.origin {
            LineOrigin::Sale(LineSale { kind: SaleKind::Own, .. }) if own => {
                text!(language, "commissions.reason.own_order", bonus = what)
            }
            LineOrigin::Sale(LineSale { kind: SaleKind::Own, .. }) => {
                text!(language, "commissions.reason.order_of", bonus = what, from = from)
            }
            LineOrigin::Sale(_) if own => text!(language, "commissions.reason.own_sale", bonus = what),
            LineOrigin::Sale(_) => text!(language, "commissions.reason.sale_of", bonus = what, from = from),
            LineOrigin::Person { brings, .. } if own => match brings {
                Brings::Sales => text!(language, "commissions.reason.own_sales", bonus = what),
                Brings::Volume => text!(language, "commissions.reason.own_volume", bonus = what),
                Brings::Pay => text!(language, "commissions.reason.own_pay", bonus = what),
            },
            LineOrigin::Person { brings, .. } => match brings {
                Brings::Sales => text!(language, "commissions.reason.sales_of", bonus = what, from = from),
                Brings::Volume => text!(language, "commissions.reason.volume_of", bonus = what, from = from),
                Brings::Pay => text!(language, "commissions.reason.pay_of", bonus = what, from = from),
            },
            LineOrigin::Legs => text!(language, "commissions.reason.legs", bonus = what),
            LineOrigin::Pool => text!(language, "commissions.reason.pool", bonus = what),
            LineOrigin::Amount => text!(language, "commissions.reason.amount", bonus = what),
            LineOrigin::Cap => text!(language, "commissions.reason.cap", bonus = what),
            LineOrigin::Rounding => text!(language, "commissions.unpaid.rounding"),
            LineOrigin::LargerOf => text!(language, "commissions.reason.larger_of", bonus = what),
            LineOrigin::Guarantee { .. } if self.amount.is_negative() => {
                text!(language, "commissions.reason.guarantee_given", bonus = what)
            }
            LineOrigin::Guarantee { .. } => text!(language, "commissions.reason.guarantee", bonus = what, from = from),
            LineOrigin::Clawback { paid_by: Some(run), .. } => {
                text!(language, "commissions.reason.clawback", bonus = what, run = run_number(run))
            }
            LineOrigin::Again { period } => {
                text!(language, "commissions.reason.again", bonus = what, period = texts::period(language, period))
            }
            LineOrigin::Clawback { paid_by: None, .. } => {
                text!(language, "commissions.reason.clawback_unknown", bonus = what)
            }
        }
    }

    /// How many between seller and receiver may not receive, so that their level went up to the next.
    pub fn passed_over(&self) -> usize {
        self.path.steps.iter().filter(|step| step.level.is_none() && !step.verdict.is_met()).count()
    }

    /// A correction takes back all of it: what was reckoned then holds no longer.
    pub fn falls_away(&self) -> bool {
        self.corrects.is_some() && self.now().is_zero()
    }

    /// The money behind the amount, where the amount is a part of it.
    pub fn shown_base(&self) -> Option<Money> {
        let is_part = self.rate.is_some() || matches!(self.origin, LineOrigin::Pool | LineOrigin::Clawback { .. });
        is_part.then_some(self.base)
    }

    /// "84,95 € × 50 % × 5 %" as factors; nothing where the amount is no share of a base.
    pub fn factors(&self, language: Language) -> Option<String> {
        if self.falls_away() {
            return None;
        }
        let shares = [self.base_share, self.part].into_iter().filter(|share| *share != Rate::WHOLE);
        let percents: Vec<String> = shares.chain([self.rate?]).map(|share| texts::percent(language, share)).collect();
        Some(format!("{} × {}", texts::money(language, self.base), percents.join(" × ")))
    }

    /// Base × share × rate × part as a decimal number before it was rounded to the smallest coin; `None` where
    /// nothing had to be rounded.
    pub fn unrounded(&self) -> Option<String> {
        if self.falls_away() {
            return None;
        }
        let million = i128::from(Rate::WHOLE.millionths());
        let whole = million * million * million;
        let shares = [self.base_share, self.rate?, self.part];
        let product = shares.iter().try_fold(i128::from(self.base.minor()), |product, share| {
            product.checked_mul(i128::from(share.millionths()))
        })?;
        if product % whole == 0 {
            return None;
        }
        // The two last places that are shown; the factor is taken out of the denominator, so that nothing overflows.
        let parts = product / (whole / PARTS_OF_A_COIN);
        let (sign, parts) = if parts < 0 { ("-", -parts) } else { ("", parts) };
        let digits = self.base.currency().minor_digits() + 2;
        let unit = 10_i128.pow(digits);
        let width = usize::try_from(digits).unwrap_or(0);
        Some(format!("{sign}{}.{:0width$}", parts / unit, parts % unit))
    }
}

impl LineOrigin {
    /// What a line comes from in a few words: the order, or what it is reckoned on.
    pub fn say(self, language: Language) -> String {
        match self.sale() {
            Some(sale) => order_number(sale.order),
            None => text!(language, &format!("commissions.origin.{}", self.word())),
        }
    }

    /// The day of the sale or return; nothing where it is about the whole period.
    pub fn day(&self) -> Option<Day> {
        self.sale().map(|sale| sale.on)
    }
}
