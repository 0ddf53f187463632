//! Bonuses that a version of a plan settles in another kind of period than the version before it: a week here, a month
//! there. Where one kind ends in the middle of the other, some of its days could never be settled.

use crate::business::commissions::plan::{Bonus, Plan};
use crate::business::commissions::records::{plan as adopted, plan_sources, posted, runs};
use crate::business::commissions::runs::Run;
use crate::business::commissions::versions::Versions;
use crate::business::failure::Complaint;
use crate::store::Read;
use crate::values::{Day, PeriodKind, RunId};

/// Weeks and the years of the calendar begin on one day every eleven years at the latest.
const DAYS_MAX: i32 = 12 * 366;

/// Why a version of a plan cannot take effect on its day beside the other versions: a bonus would move to another kind
/// of period in the middle of one, or before what is settled of it.
pub(super) fn moved_within_a_period(r: &dyn Read, plan: &Plan) -> Vec<Complaint> {
    if let Some(settled) = settled_otherwise(r, plan) {
        return vec![settled];
    }
    let own = plan_sources(r).into_iter().filter(|((name, version), _)| *name == plan.name && *version != plan.version);
    let mut versions: Vec<(Day, u32)> = own.map(|((_, version), source)| (source.effective_from, version)).collect();
    versions.push((plan.effective_from, plan.version));
    versions.sort_unstable();
    let in_effect = |day: Day| {
        let begun = versions.iter().filter(|(from, _)| *from <= day).map(|(_, version)| *version);
        begun.max()
    };
    let read =
        |version: u32| if version == plan.version { Some(plan.clone()) } else { adopted(r, &plan.name, version) };
    let mut complaints = Vec::new();
    for (day, _) in &versions {
        let (before, after) = (in_effect(day.plus_days(-1)), in_effect(*day));
        let Some((before, after)) = before.zip(after).filter(|(before, after)| before != after) else { continue };
        // What the others are to each other was looked at when they were adopted.
        if [before, after].contains(&plan.version)
            && let Some((before, after)) = read(before).zip(read(after))
        {
            let moved = after.bonuses.iter().filter_map(|bonus| moved_from(&before, &after, bonus));
            let wrong = moved.filter(|moved| !moved.is_border(&before, &after, *day));
            complaints.extend(wrong.map(|moved| moved.complaint((&before, &after), *day, *day)));
        }
    }
    complaints
}

/// What was settled of a bonus in another kind of period, or is being settled, reaches into the time of this version.
fn settled_otherwise(r: &dyn Read, plan: &Plan) -> Option<Complaint> {
    let mut versions = Versions::of(r, plan);
    let mut found: Option<(Moved<'_>, Plan, Run)> = None;
    let settling = posted(r, &plan.name).into_iter().chain(on_their_way(r, &plan.name)).map(|(_, run)| run);
    for run in settling.filter(|run| run.period.last() >= plan.effective_from) {
        let Some(version) = versions.of_run(&run) else { continue };
        let other = plan.bonuses.iter().filter_map(|bonus| moved_from(version, plan, bonus));
        let moved = other.into_iter().find(|moved| moved.from == run.period.kind());
        let is_later = found.as_ref().is_none_or(|(.., known)| known.period.last() < run.period.last());
        if let Some(moved) = moved.filter(|_| is_later) {
            found = Some((moved, version.clone(), run));
        }
    }
    let (moved, before, run) = found?;
    Some(moved.complaint((&before, plan), plan.effective_from, run.period.last().plus_days(1)))
}

/// First runs of a plan that may still be posted, by the version with which they were opened.
fn on_their_way(r: &dyn Read, plan: &str) -> impl Iterator<Item = (RunId, Run)> {
    runs(r).into_iter().filter(move |(_, run)| run.plan == plan && run.state.is_open() && run.corrects.is_none())
}

struct Moved<'p> {
    bonus: &'p Bonus,
    from: PeriodKind,
    to: PeriodKind,
}

fn moved_from<'p>(before: &Plan, after: &Plan, bonus: &'p Bonus) -> Option<Moved<'p>> {
    let known = before.bonuses.iter().find(|known| known.name == bonus.name)?;
    let (from, to) = (before.period_of(known), after.period_of(bonus));
    (from != to).then_some(Moved { bonus, from, to })
}

impl Moved<'_> {
    /// A period of both kinds begins.
    fn is_border(&self, before: &Plan, after: &Plan, day: Day) -> bool {
        before.period_around(day, self.from).first() == day && after.period_around(day, self.to).first() == day
    }

    fn complaint(&self, (before, after): (&Plan, &Plan), on: Day, not_before: Day) -> Complaint {
        let days = (0..DAYS_MAX).map(|days| not_before.plus_days(days));
        let next = days.into_iter().find(|day| self.is_border(before, after, *day)).unwrap_or(not_before);
        let complaint = Complaint::new("commissions.refusal.bonus_moves").at("effective_from");
        complaint.with("bonus", self.bonus.name.clone()).with("day", on).with("next", next)
    }
}
