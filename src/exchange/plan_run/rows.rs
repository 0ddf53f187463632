//! Everything of an outcome with its numbers written out and its people by their ids.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::business::commissions::{
    BackBecause, Bonus, BonusKind, Breakage, CarryKind, CheckResult, ClawedBack, Factored, Line, LineFactor, Origin,
    PathStep, Plan, RankOf, Reasons, Verdict, carry_kind, explain, paid_by_sale, plain_number, why_unpaid,
};
use crate::business::partners::TOP;
use crate::exchange::facts::sale_name;
use crate::exchange::plan_run::Settled;
use crate::values::Rate;

/// `amount` = `base` × `share` × `rate` × `part`, rounded once, where there is a rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineRow<'s> {
    pub person: &'s str,
    pub bonus: &'s str,
    pub amount: String,
    pub currency: &'s str,
    pub sale: Option<&'s str>,
    pub line: Option<u32>,
    /// Whose sale, volume or pay it is.
    pub from: Option<&'s str>,
    pub base: String,
    /// What was sold, where factors of the plan make another base of it, and those factors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sold: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<FactorRow>,
    pub share: String,
    pub rate: Option<String>,
    pub part: String,
    pub level: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<u16>,
    pub path: Vec<StepRow<'s>>,
    pub left_out: u32,
    /// The sale of an earlier period, id and line, whose pay this takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_of: Option<&'s str>,
    /// The earlier period that was reckoned again because goods of it came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reckoned_again: Option<String>,
}

/// `of` is null for a factor of all words that have none of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactorRow {
    pub by: String,
    pub of: Option<String>,
    pub times: String,
}

/// Somebody on the way; without a level, whoever was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepRow<'s> {
    pub person: &'s str,
    pub level: Option<u16>,
    pub reason: Option<&'static str>,
    /// The condition that is not met, as the plan writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<&'s str>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonRow<'s> {
    pub person: &'s str,
    pub name: &'s str,
    pub total: String,
    pub currency: &'s str,
    pub bonuses: BTreeMap<&'s str, String>,
    pub lines: u32,
    pub volumes: BTreeMap<&'s str, String>,
    pub active: BTreeMap<&'s str, bool>,
    pub rank: Option<&'s str>,
    pub rank_achieved: Option<&'s str>,
    pub rank_paid: Option<&'s str>,
    pub carry: BTreeMap<&'s str, String>,
    /// What bonuses tell of a person beside the pay; only what is not 0.
    pub told: BTreeMap<&'s str, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BreakageRow<'s> {
    pub bonus: &'s str,
    pub amount: String,
    pub currency: &'s str,
    pub sale: Option<&'s str>,
    pub line: Option<u32>,
    pub from: Option<&'s str>,
    pub level: u16,
    pub levels: u16,
    pub person: Option<&'s str>,
    pub reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckRow {
    pub check: &'static str,
    pub passed: bool,
    pub expected: i64,
    pub found: i64,
}

impl CheckRow {
    pub fn of(result: &CheckResult) -> CheckRow {
        let CheckResult { check, passed, expected, found } = *result;
        CheckRow { check: check.word(), passed, expected, found }
    }
}

/// What a source is: its sale and line, and whose it is.
pub struct SourceOf<'s> {
    pub sale: Option<&'s str>,
    pub line: Option<u32>,
    pub from: Option<&'s str>,
    /// Minor units.
    pub base: i64,
}

impl FactorRow {
    fn all(factored: Factored) -> Vec<FactorRow> {
        let row = |LineFactor { by, of, times }| FactorRow { by, of, times: plain_number(times.millionths()) };
        factored.factors.into_iter().map(row).collect()
    }
}

impl Settled {
    pub fn bonus_name(&self, bonus: u16) -> &str {
        self.plan.bonuses.get(usize::from(bonus)).map_or("", |bonus| &bonus.name)
    }

    pub fn source(&self, bonus: u16, source: u32) -> SourceOf<'_> {
        let nothing = SourceOf { sale: None, line: None, from: None, base: 0 };
        let Some(sources) = self.outcome.sources.get(usize::from(bonus)) else { return nothing };
        let base = sources.base(source);
        let from = Some(self.named.id_at(sources.start(source)));
        match sources.origin {
            Origin::Firm => SourceOf { base, ..nothing },
            Origin::Person => SourceOf { base, from, ..nothing },
            Origin::Sale => {
                let place = usize::try_from(source).unwrap_or(usize::MAX);
                let sale = self.named.facts.sales.get(place);
                SourceOf {
                    sale: sale.map(|sale| self.named.sales.name(sale.order.number())),
                    line: sale.map(|sale| sale.line),
                    from,
                    base,
                }
            }
        }
    }

    pub fn line_row(&self, line: &Line) -> LineRow<'_> {
        let of_plan = self.plan.bonuses.get(usize::from(line.bonus));
        let SourceOf { sale, line: sale_line, from, base } = self.source(line.bonus, line.source);
        let share = of_plan.map_or(Rate::WHOLE, Bonus::base_share);
        let generations = of_plan.is_some_and(|bonus| matches!(bonus.kind, BonusKind::Generations(_)));
        let path = explain(&self.plan, &self.named.facts, &self.outcome, line);
        let is_sale = sale.is_some();
        let factored = is_sale.then(|| Factored::of_sale(&self.plan, &self.named.facts, line.source, base)).flatten();
        LineRow {
            person: self.named.id_at(line.receiver),
            bonus: self.bonus_name(line.bonus),
            amount: self.money(line.amount).decimal(),
            currency: self.named.facts.currency.code(),
            sale,
            line: sale_line,
            from,
            base: self.money(base).decimal(),
            sold: factored.as_ref().map(|factored| factored.sold.decimal()),
            factors: factored.map_or_else(Vec::new, FactorRow::all),
            share: plain_number(share.millionths()),
            rate: self.has_rate(line.bonus).then(|| plain_number(i64::from(line.rate))),
            part: plain_number(self.part(line.bonus).millionths()),
            level: line.level,
            generation: generations.then_some(line.level),
            path: path.steps.iter().map(|step| self.step_row(line.bonus, step)).collect(),
            left_out: path.left_out,
            refund_of: None,
            reckoned_again: None,
        }
    }

    /// What a refund takes back of what was paid in an earlier period.
    pub fn clawed_back_row(&self, back: &ClawedBack) -> LineRow<'_> {
        let facts = &self.named.facts;
        let refund = back.because.refund();
        let sale = refund.and_then(|refund| facts.sales.get(usize::try_from(refund).ok()?));
        let of = facts.earlier_refunds().iter().find(|(known, _)| Some(*known) == refund);
        let base = sale.map_or(0, |sale| sale.base);
        let factored = refund.and_then(|refund| Factored::of_sale(&self.plan, facts, refund, base));
        LineRow {
            person: self.named.id_at(back.receiver),
            bonus: self.bonus_name(back.bonus),
            amount: self.money(back.amount).decimal(),
            currency: facts.currency.code(),
            sale: sale.map(|sale| self.named.sales.name(sale.order.number())),
            line: sale.map(|sale| sale.line),
            from: sale.map(|sale| self.named.id_at(sale.seller)),
            base: self.money(base).decimal(),
            sold: factored.as_ref().map(|factored| factored.sold.decimal()),
            factors: factored.map_or_else(Vec::new, FactorRow::all),
            share: plain_number(Rate::WHOLE.millionths()),
            rate: None,
            part: plain_number(Rate::WHOLE.millionths()),
            level: 0,
            generation: None,
            path: Vec::new(),
            left_out: 0,
            refund_of: of.map(|(_, name)| name.as_str()),
            reckoned_again: match back.because {
                BackBecause::Again(period) => Some(period.to_string()),
                BackBecause::Refund(_) => None,
            },
        }
    }

    /// All lines, and behind them what refunds take back.
    pub fn line_rows(&self) -> impl Iterator<Item = LineRow<'_>> {
        let lines = self.outcome.lines.iter().map(|line| self.line_row(line));
        lines.chain(self.outcome.clawed_back.iter().map(|back| self.clawed_back_row(back)))
    }

    /// What was paid for single sales, for refunds in later periods: place, key, millionths.
    pub fn paid_by_sale(&self) -> Vec<(u32, String, i64)> {
        let facts = &self.named.facts;
        let name = |sale: u32| {
            let sale = facts.sales.get(usize::try_from(sale).unwrap_or(usize::MAX));
            sale.map_or_else(String::new, |sale| {
                sale_name(self.named.sales.name(sale.order.number()), i64::from(sale.line))
            })
        };
        // The same columns were reckoned for the outcome, so that none of them is too large now.
        let entries = paid_by_sale(&self.plan, facts, &self.outcome, &name).unwrap_or_default();
        entries.into_iter().filter_map(|(partner, key, value)| Some((facts.tree.place(partner)?, key, value))).collect()
    }

    /// Whether lines of a bonus are a rate of a base; otherwise a formula says the amount.
    pub fn has_rate(&self, bonus: u16) -> bool {
        self.plan.bonuses.get(usize::from(bonus)).is_some_and(Bonus::has_rate)
    }

    /// The receiver's part where a sale is shared.
    pub fn part(&self, bonus: u16) -> Rate {
        self.plan.bonuses.get(usize::from(bonus)).map_or(Rate::WHOLE, Bonus::part)
    }

    fn step_row(&self, bonus: u16, step: &PathStep) -> StepRow<'_> {
        let met = step.verdict.is_met();
        StepRow {
            person: self.named.id(step.partner),
            level: step.level,
            reason: (!met).then(|| step.verdict.word()),
            needs: self.unmet(bonus, step.verdict),
        }
    }

    /// The condition of the receiver that a verdict is about, as the plan writes it.
    pub fn unmet(&self, bonus: u16, verdict: Verdict) -> Option<&str> {
        let receiver = self.plan.bonuses.get(usize::from(bonus))?.receiver();
        let needs = &self.plan.predicates.get(receiver.predicate()?)?.needs;
        let need = match verdict {
            Verdict::Unmet(place) => needs.get(usize::from(place)),
            Verdict::TooLittle(volume) => {
                needs.iter().find(|need| need.reach.is_some_and(|reach| reach.volume == volume))
            }
            _ => None,
        };
        need.map(|need| need.text.as_str())
    }

    pub fn person_row<'s>(&'s self, place: u32, carry: &[(&'s str, i64)]) -> PersonRow<'s> {
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        let (reckoned, pay) = (&self.outcome.reckoned, &self.outcome.people);
        let rank = |which| rank_name(&self.plan, i64::from(reckoned.rank(which, place)));
        let bonuses = self.plan.bonuses.iter().zip(pay.by_bonus(place));
        let told = self.outcome.told.iter().filter_map(|(key, column)| {
            let value = column.get(at).copied().filter(|value| *value != 0)?;
            Some((key.as_str(), plain_number(value)))
        });
        let carry = carry.iter().map(|(key, value)| (*key, carry_text(&self.plan, key, *value)));
        PersonRow {
            person: self.named.id_at(place),
            name: self.named.facts.tree.partner(place).map_or("", |partner| self.named.called(partner)),
            total: self.money(pay.total(place)).decimal(),
            currency: self.named.facts.currency.code(),
            bonuses: bonuses.map(|(bonus, sum)| (bonus.name.as_str(), self.money(sum).decimal())).collect(),
            lines: pay.lines(place),
            volumes: (0..)
                .zip(&self.plan.volumes)
                .map(|(number, volume)| (volume.name.as_str(), plain_number(reckoned.volume(number, place))))
                .collect(),
            active: (0..)
                .zip(&self.plan.predicates)
                .map(|(number, predicate)| {
                    let verdict = reckoned.verdict(&self.plan, &self.named.facts, number, place);
                    (predicate.name.as_str(), verdict.is_met())
                })
                .collect(),
            rank: rank(RankOf::Qualified),
            rank_achieved: rank(RankOf::Achieved),
            rank_paid: rank(RankOf::Paid),
            carry: carry.collect(),
            told: told.collect(),
        }
    }

    pub fn breakage_row(&self, broken: &Breakage) -> BreakageRow<'_> {
        let SourceOf { sale, line, from, .. } = if broken.is_rounding() {
            SourceOf { sale: None, line: None, from: None, base: 0 }
        } else {
            self.source(broken.bonus, broken.source)
        };
        let person = (broken.person != TOP).then(|| self.named.id_at(broken.person));
        BreakageRow {
            bonus: self.bonus_name(broken.bonus),
            amount: self.money(broken.amount).decimal(),
            currency: self.named.facts.currency.code(),
            sale,
            line,
            from,
            level: broken.level,
            levels: broken.levels,
            person,
            reason: self.reason(broken),
        }
    }

    /// Why nobody received it, as a stable word.
    pub fn reason(&self, broken: &Breakage) -> &'static str {
        why_unpaid(&Reasons::of(&self.plan, &self.named.facts, &self.outcome), broken).word()
    }
}

pub fn rank_name(plan: &Plan, rank: i64) -> Option<&str> {
    let place = usize::try_from(rank).ok()?.checked_sub(1)?;
    plan.ranks.ranks.get(place).map(|rank| rank.name.as_str())
}

/// A value of the carry as its file has it.
pub fn carry_text(plan: &Plan, key: &str, value: i64) -> String {
    match carry_kind(plan, key) {
        CarryKind::Number => plain_number(value),
        CarryKind::Truth => value.to_string(),
        CarryKind::Rank => rank_name(plan, value).unwrap_or_default().to_owned(),
    }
}
