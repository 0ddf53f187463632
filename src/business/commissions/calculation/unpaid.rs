//! Why nobody received an amount.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::{Breakage, Reasons, Verdict};
use crate::business::commissions::facts::Standing;
use crate::business::commissions::plan::BonusKind;
use crate::business::partners::TOP;
use crate::text;
use crate::values::Language;

/// Stored with breakage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unpaid {
    /// Nobody stands there.
    NobodyAbove,
    /// Whoever stands there may receive, but not this: too deep, or others have the rate already.
    NotEntitled,
    /// Whoever stands there may not receive.
    NotMet(Verdict),
    /// Beyond what the plan gives at most.
    Capped,
    /// Another programme gave more.
    SmallerProgramme,
    /// The sale names nobody who could receive it.
    NobodyNamed,
    /// Nobody has a share of the pool.
    NoShares,
    /// Coins that are left when parts are rounded one by one.
    Rounding,
}

impl Unpaid {
    /// A stable word for files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            Unpaid::NobodyAbove => "nobody_above",
            Unpaid::NotEntitled => "not_entitled",
            Unpaid::NotMet(verdict) => verdict.word(),
            Unpaid::Capped => "capped",
            Unpaid::SmallerProgramme => "smaller_programme",
            Unpaid::NobodyNamed => "nobody_named",
            Unpaid::NoShares => "no_shares",
            Unpaid::Rounding => "rounding",
        }
    }

    pub fn say(self, language: Language) -> String {
        match self {
            Unpaid::NotMet(verdict) => verdict.say(language),
            _ => text!(language, &format!("commissions.unpaid.{}", self.word())),
        }
    }
}

/// Why nobody received it. Whoever may receive was cut off by the depth that the plan gives, or by a lower rate.
pub fn why_unpaid(reasons: &Reasons<'_>, broken: &Breakage) -> Unpaid {
    if broken.is_rounding() {
        return Unpaid::Rounding;
    }
    match reasons.plan.bonuses.get(usize::from(broken.bonus)).map(|bonus| &bonus.kind) {
        Some(BonusKind::Cap(_) | BonusKind::Legs(_)) => return Unpaid::Capped,
        Some(BonusKind::LargerOf(_)) => return Unpaid::SmallerProgramme,
        Some(BonusKind::Sale(_)) if broken.person == TOP => return Unpaid::NobodyNamed,
        Some(BonusKind::Pool(_)) => return Unpaid::NoShares,
        _ if broken.person == TOP => return Unpaid::NobodyAbove,
        _ => {}
    }
    match (reasons.verdict_on_way(broken.bonus, broken.person), reasons.facts.standing(broken.person)) {
        (Some(Verdict::Met), _) => Unpaid::NotEntitled,
        (Some(verdict), _) => Unpaid::NotMet(verdict),
        (None, Standing::Left) => Unpaid::NotMet(Verdict::Left),
        (None, Standing::Invited) => Unpaid::NotMet(Verdict::Invited),
        (None, Standing::Valid) => Unpaid::NotMet(Verdict::Unmet(0)),
    }
}
