//! What happens among partners: some give up, some go to another sponsor, and the first invites somebody new.

use crate::app::Batch;
use crate::business::failure::Failure;
use crate::business::partners::{NewPartner, change_sponsor, end_contract, partner, register_partner};
use crate::demo::agenda::{Agenda, Deed, moment};
use crate::demo::chance::Chance;
use crate::demo::people::{day_between, partner_actor};
use crate::demo::returns::settled;
use crate::demo::stage::{Cast, Script, Stage};
use crate::values::Instant;

/// How many of a thousand partners give up.
const LEAVES: u32 = 45;
/// How many go to another sponsor.
const MOVES: u32 = 3;
/// A partner stays at least so many days.
const STAYS: i32 = 60;
/// The first ones, with the largest teams, stay where they are.
const ROOTS: usize = 3;
/// Days before the end on which the first partner invites somebody.
const INVITES: [i32; 2] = [8, 1];

pub fn plan_ahead(agenda: &mut Agenda, script: &Script, cast: &Cast, chance: &mut Chance) {
    let latest = script.last.plus_days(-3);
    for (place, member) in cast.partners.iter().enumerate().skip(ROOTS) {
        let earliest = member.joined_on.plus_days(STAYS);
        if chance.happens(LEAVES) && earliest < latest {
            let day = day_between(chance, earliest, latest);
            agenda.add_at_work(moment(day, 11 * 60, &script.zone), &script.zone, chance, Deed::Leave(place));
        }
    }
    for _ in 0..MOVES {
        let place = ROOTS + chance.below(cast.partners.len().saturating_sub(ROOTS));
        let day = day_between(chance, script.first.plus_days(STAYS * 2), latest);
        agenda.add_at_work(moment(day, 14 * 60, &script.zone), &script.zone, chance, Deed::ChangeSponsor(place));
    }
    for (number, days_before) in INVITES.into_iter().enumerate().take(cast.newcomers.len()) {
        agenda.add(moment(script.last.plus_days(-days_before), 19 * 60, &script.zone), Deed::Invite(number));
    }
}

pub fn leave(batch: &mut Batch<'_, '_>, stage: &Stage, place: usize, at: Instant) -> Result<(), Failure> {
    let Some(member) = stage.cast.partners.get(place) else { return Ok(()) };
    let today = at.day_in(&stage.script.zone);
    let because = "Auf eigenen Wunsch";
    settled(batch.command(&stage.staff.office, |tx| end_contract(tx, member.id, today, because)))
}

/// He goes directly to one of the first partners.
pub fn go_elsewhere(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    place: usize,
    at: Instant,
    chance: &mut Chance,
) -> Result<(), Failure> {
    let partners = &stage.cast.partners;
    let to = partners.get(chance.below(ROOTS));
    let (Some(member), Some(to)) = (partners.get(place), to) else { return Ok(()) };
    let today = at.day_in(&stage.script.zone);
    let because = "Nach Gespräch mit beiden Seiten";
    settled(batch.command(&stage.staff.office, |tx| change_sponsor(tx, member.id, Some(to.id), today, because)))
}

pub fn invite(batch: &mut Batch<'_, '_>, stage: &Stage, number: usize, chance: &mut Chance) -> Result<(), Failure> {
    let (Some(member), Some(person)) = (stage.cast.partners.first(), stage.cast.newcomers.get(number)) else {
        return Ok(());
    };
    let Some(own) = batch.ask(|r| partner(r, member.id))? else { return Ok(()) };
    let new = NewPartner { person: person.clone(), sponsor: None, secret: chance.bytes() };
    settled(batch.command(&partner_actor(member, own.person), |tx| register_partner(tx, &new)).map(|_| ()))
}
