//! Registering somebody new, and the letter by which the terms are accepted.

use crate::business::failure::{Complaint, Failure};
use crate::business::mail::{NewMail, Template};
use crate::business::partners::events::{InvitationRenewed, PartnerRegistered};
use crate::business::partners::records::{
    CHILD_TO_EDGE, FIRM, INVITATION_HASH_TO_PARTNER_ID, NUMBER_TO_PARTNER_ID, PARENT_TO_CHILD, PARTNER_ID_TO_PARTNER,
    PERSON_TO_PARTNER_ID, partner, partner_by_number, partner_of_person,
};
use crate::business::partners::working::require_contract;
use crate::business::partners::{Edge, EdgeKind, Partner, PartnerState, is_in_team, partner_number};
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Recorded, Tx};
use crate::store::{Entry, Read, Subject, entries_of};
use crate::values::{Day, PartnerId, PersonId};

/// The range that partner numbers are counted in.
const NUMBER_RANGE: &str = "partner number";

/// A letter needs a while to arrive; before that nobody asks for another one.
const RENEWAL_PAUSE_SECONDS: i64 = 10 * 60;
const RENEWALS_A_DAY_MAX: usize = 5;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPartner {
    pub person: Person,
    /// In whose team. A partner who says nothing takes the new one into the own team; for staff it is the firm.
    pub sponsor: Option<PartnerId>,
    /// Of the link in the letter; random, and kept only as a hash.
    pub secret: [u8; 16],
}

/// A partner registers somebody new in the own team.
pub fn register_partner(tx: &mut Tx, new: &NewPartner) -> Result<PartnerId, Failure> {
    tx.require(Permission::PartnerRegister)?;
    let own = require_contract(tx)?;
    let sponsor = new.sponsor.unwrap_or(own);
    let mut complaints = Vec::new();
    if !is_in_team(tx, sponsor, own, tx.today()) {
        complaints.push(Complaint::new("partners.refusal.sponsor_outside_team").at("sponsor"));
    }
    invite(tx, new, Some(own), Some(sponsor), complaints)
}

/// Staff register somebody, with the one who brought him where there is one.
pub fn register_partner_for(tx: &mut Tx, new: &NewPartner, enroller: Option<PartnerId>) -> Result<PartnerId, Failure> {
    tx.require(Permission::PartnersEdit)?;
    invite(tx, new, enroller, new.sponsor, Vec::new())
}

/// Sends the letter again with a new link; the link before opens nothing any more.
pub fn invite_again(tx: &mut Tx, id: PartnerId, secret: &[u8; 16]) -> Result<(), Failure> {
    tx.require(Permission::PartnerRegister)?;
    let own = require_contract(tx)?;
    if !is_in_team(tx, id, own, tx.today()) {
        return Err(Failure::not_found());
    }
    renew(tx, id, secret)
}

/// The same by staff.
pub fn invite_again_for(tx: &mut Tx, id: PartnerId, secret: &[u8; 16]) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    renew(tx, id, secret)
}

fn renew(tx: &mut Tx, id: PartnerId, secret: &[u8; 16]) -> Result<(), Failure> {
    let before = partner(tx, id).ok_or_else(Failure::not_found)?;
    if before.state != PartnerState::Invited {
        return Err(Complaint::new("partners.refusal.invitation_answered").with("number", before.number).into());
    }
    if let Some(complaint) = complaint_about_haste(tx, id, &before) {
        return Err(complaint.into());
    }
    let told = tx.record(InvitationRenewed { partner: id });
    if let Some(hash) = before.invitation_hash {
        tx.remove(&told, &INVITATION_HASH_TO_PARTNER_ID, &hash);
    }
    let hash = *blake3::hash(secret).as_bytes();
    tx.save(&told, &INVITATION_HASH_TO_PARTNER_ID, &hash, &id);
    let invited = Partner { invitation_hash: Some(hash), invited_at: tx.now(), ..before };
    tx.save(&told, &PARTNER_ID_TO_PARTNER, &id, &invited);
    send_invitation(tx, &told, id, invited.person, secret)
}

/// Nobody's mailbox is filled with the same letter, by a second click or on purpose.
fn complaint_about_haste(tx: &Tx, id: PartnerId, before: &Partner) -> Option<Complaint> {
    let pause = RENEWAL_PAUSE_SECONDS - tx.now().seconds_since(before.invited_at);
    if pause > 0 {
        let minutes = (pause + 59) / 60;
        return Some(Complaint::new("partners.refusal.invited_just_now").with("minutes", minutes));
    }
    let renewed_today = |entry: &Entry| {
        entry.event == InvitationRenewed::NAME
            && entry.room == InvitationRenewed::ROOM
            && entry.at.day_in(tx.zone()) == tx.today()
    };
    let count = entries_of(tx, &Subject::of(id)).iter().filter(|entry| renewed_today(entry)).count();
    let most = i64::try_from(RENEWALS_A_DAY_MAX).unwrap_or(i64::MAX);
    (count >= RENEWALS_A_DAY_MAX).then(|| Complaint::new("partners.refusal.invited_often").with("most", most))
}

fn invite(
    tx: &mut Tx,
    new: &NewPartner,
    enroller: Option<PartnerId>,
    sponsor: Option<PartnerId>,
    mut complaints: Vec<Complaint>,
) -> Result<PartnerId, Failure> {
    for (field, above) in [("sponsor", sponsor), ("enroller", enroller)] {
        if let Some(above) = above {
            complaints.extend(complaint_about_upline(tx, field, above));
        }
    }
    let person = match person_to_invite(tx, &new.person) {
        Ok(person) => Some(person),
        Err(Failure::Refused(refusal)) => {
            complaints.extend(refusal.complaints);
            None
        }
        Err(fault) => return Err(fault),
    };
    Failure::unless_empty(complaints)?;
    let Some(person) = person else { unreachable!("a person who was refused left a complaint") };
    let id = tx.next_id();
    let number = free_number(tx);
    let told = tx.record(PartnerRegistered { partner: id, person, number: number.clone(), enroller, sponsor });
    let hash = *blake3::hash(&new.secret).as_bytes();
    let invited = Partner {
        person,
        number,
        state: PartnerState::Invited,
        joined_on: tx.today(),
        left_on: None,
        left_because: String::new(),
        terms_version: String::new(),
        terms_accepted_at: None,
        invitation_hash: Some(hash),
        invited_at: tx.now(),
    };
    tx.save(&told, &INVITATION_HASH_TO_PARTNER_ID, &hash, &id);
    keep_new_partner(tx, &told, id, &invited);
    keep_first_edges(tx, &told, id, enroller, sponsor, invited.joined_on);
    send_invitation(tx, &told, id, person, &new.secret)?;
    Ok(id)
}

/// Whoever is to stand above somebody new must have a contract.
fn complaint_about_upline(r: &dyn Read, field: &str, above: PartnerId) -> Option<Complaint> {
    match partner(r, above) {
        None => Some(Complaint::new("partners.refusal.upline_unknown").at(field)),
        Some(partner) if matches!(partner.state, PartnerState::Left | PartnerState::Withdrawn) => {
            Some(Complaint::new("partners.refusal.upline_left").at(field).with("number", partner.number))
        }
        Some(_) => None,
    }
}

/// Somebody whom we know by name and address already stays one person; everybody else is added.
pub(super) fn person_to_invite(tx: &mut Tx, new: &Person) -> Result<PersonId, Failure> {
    let Some(email) = &new.email else {
        return Err(Complaint::new("partners.refusal.email_missing").at("email").into());
    };
    let known = people::persons_by_email(tx, email);
    if known.iter().any(|person| partner_of_person(tx, *person).is_some()) {
        return Err(Complaint::new("partners.refusal.email_taken").at("email").into());
    }
    match known.into_iter().find(|id| people::person(tx, *id).is_some_and(|person| person.has_name_of(new))) {
        Some(person) => Ok(person),
        None => people::add_person(tx, new),
    }
}

/// The next number that no imported partner has.
fn free_number(tx: &mut Tx) -> String {
    loop {
        let number = partner_number(tx.next_number(NUMBER_RANGE));
        if partner_by_number(tx, &number).is_none() {
            return number;
        }
    }
}

pub(super) fn keep_new_partner(tx: &mut Tx, told: &Recorded, id: PartnerId, partner: &Partner) {
    tx.save(told, &PARTNER_ID_TO_PARTNER, &id, partner);
    tx.save(told, &NUMBER_TO_PARTNER_ID, &partner.number, &id);
    tx.save(told, &PERSON_TO_PARTNER_ID, &partner.person, &id);
}

pub(super) fn keep_first_edges(
    tx: &mut Tx,
    told: &Recorded,
    id: PartnerId,
    enroller: Option<PartnerId>,
    sponsor: Option<PartnerId>,
    from: Day,
) {
    for (kind, parent) in [(EdgeKind::Enroller, enroller), (EdgeKind::Sponsor, sponsor)] {
        keep_edge(tx, told, kind, id, &Edge { parent, from, to: None, reason: String::new(), leg: None });
    }
}

pub(super) fn keep_edge(tx: &mut Tx, told: &Recorded, kind: EdgeKind, child: PartnerId, edge: &Edge) {
    tx.save(told, &CHILD_TO_EDGE, &(kind.number(), child, edge.from), edge);
    tx.save(told, &PARENT_TO_CHILD, &(kind.number(), edge.parent.unwrap_or(FIRM), child), &());
}

fn send_invitation(
    tx: &mut Tx,
    told: &Recorded,
    id: PartnerId,
    person: PersonId,
    secret: &[u8; 16],
) -> Result<(), Failure> {
    let person = people::person(tx, person).ok_or_else(Failure::not_found)?;
    let Some(recipient) = person.email else {
        return Err(Complaint::new("partners.refusal.email_missing").at("email").into());
    };
    tx.post_mail(
        told,
        NewMail {
            template: Template::PartnerInvitation,
            subject: Subject::of(id),
            recipient,
            language: person.language,
            secret: secret.iter().map(|byte| format!("{byte:02x}")).collect(),
        },
    );
    Ok(())
}
