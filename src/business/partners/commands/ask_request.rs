//! Asking for a change of the tree, and taking that back.

use crate::business::approvals::{self, NewApproval};
use crate::business::failure::{Complaint, Failure};
use crate::business::partners::commands::register::person_to_invite;
use crate::business::partners::events::{TreeRequestAsked, TreeRequestWithdrawn};
use crate::business::partners::records::{
    PARTNER_TO_TREE_REQUEST_ID, TREE_REQUEST_ID_TO_TREE_REQUEST, first_open_day, partner, partner_by_number, request,
    requests_of, sponsor_on,
};
use crate::business::partners::requests::complaints_about;
use crate::business::partners::working::require_contract;
use crate::business::partners::{RequestState, TreeRequest, Wish};
use crate::business::people::Person;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Subject};
use crate::values::{Day, PartnerId, Period, PersonId, TreeRequestId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRequest {
    pub partner: PartnerId,
    pub wish: Wish,
    pub from: Day,
    pub reason: String,
}

/// Who is to take over a position, and the version of the terms that this person has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHeir {
    pub partner: PartnerId,
    pub heir: Person,
    pub terms_version: String,
    pub from: Day,
    pub reason: String,
}

/// Staff lay a change before those who decide.
pub fn ask_request(tx: &mut Tx, new: &NewRequest) -> Result<TreeRequestId, Failure> {
    tx.require(Permission::PartnersEdit)?;
    lay_before_others(tx, new, false)
}

/// The same for a succession: somebody whom we know by name and address already stays one person.
pub fn ask_inheritance(tx: &mut Tx, new: &NewHeir) -> Result<TreeRequestId, Failure> {
    tx.require(Permission::PartnersEdit)?;
    let heir = person_to_invite(tx, &new.heir)?;
    let wish = Wish::Inheritance { heir, terms_version: new.terms_version.trim().to_owned() };
    let asked = NewRequest { partner: new.partner, wish, from: new.from, reason: new.reason.clone() };
    lay_before_others(tx, &asked, false)
}

/// A partner asks for another sponsor, by that one's number. It would hold from the next month on; those who decide
/// may choose another day.
pub fn ask_for_own_sponsor(tx: &mut Tx, number: &str, reason: &str) -> Result<TreeRequestId, Failure> {
    tx.require(Permission::PartnerPortal)?;
    let own = require_contract(tx)?;
    let typed = number.trim();
    let Some(sponsor) = partner_by_number(tx, typed).or_else(|| partner_by_number(tx, &typed.to_uppercase())) else {
        let mut complaints = vec![Complaint::new("partners.refusal.upline_unknown").at("sponsor")];
        complaints.extend(complaint_about_reason(reason));
        return Err(complaints.into());
    };
    let next_month = Period::month_of(tx.today()).next().first();
    let from = first_open_day(tx).map_or(next_month, |open| open.max(next_month));
    let wish = Wish::Sponsor { sponsor: Some(sponsor) };
    lay_before_others(tx, &NewRequest { partner: own, wish, from, reason: reason.to_owned() }, true)
}

/// Whoever of the staff has asked takes it back, while nobody has decided.
pub fn withdraw_request(tx: &mut Tx, id: TreeRequestId) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    withdraw(tx, id)
}

/// The same by the partner who has asked.
pub fn withdraw_own_request(tx: &mut Tx, id: TreeRequestId) -> Result<(), Failure> {
    tx.require(Permission::PartnerPortal)?;
    let own = request(tx, id).filter(|asked| asked.by_partner && Some(asked.partner) == tx.actor().partner);
    own.ok_or_else(Failure::not_found)?;
    withdraw(tx, id)
}

fn withdraw(tx: &mut Tx, id: TreeRequestId) -> Result<(), Failure> {
    let before = request(tx, id).ok_or_else(Failure::not_found)?;
    if before.state != RequestState::Asked {
        return Err(Complaint::new("partners.refusal.request_decided").into());
    }
    if before.asked_by != tx.actor().account() {
        return Err(Complaint::new("partners.refusal.request_of_others").into());
    }
    if let Some(approval) = before.approval {
        approvals::withdraw(tx, approval);
    }
    let told = tx.record(TreeRequestWithdrawn { request: id });
    let withdrawn = TreeRequest { state: RequestState::Withdrawn, settled_at: Some(tx.now()), ..before };
    tx.save(&told, &TREE_REQUEST_ID_TO_TREE_REQUEST, &id, &withdrawn);
    Ok(())
}

fn lay_before_others(tx: &mut Tx, new: &NewRequest, by_partner: bool) -> Result<TreeRequestId, Failure> {
    let known = partner(tx, new.partner).ok_or_else(Failure::not_found)?;
    let matter = new.wish.matter();
    let mut asked = TreeRequest {
        partner: new.partner,
        wish: new.wish.clone(),
        from: new.from,
        reason: new.reason.trim().to_owned(),
        asked_by: tx.actor().account(),
        by_partner,
        asked_at: tx.now(),
        state: RequestState::Asked,
        approval: None,
        sponsor_before: sponsor_on(tx, new.partner, new.from),
        person_before: known.person,
        settled_at: None,
        people_moved: 0,
    };
    let mut complaints = complaints_about(tx, &asked);
    complaints.extend(complaint_about_reason(&asked.reason));
    let others = requests_of(tx, new.partner);
    if others.iter().any(|(_, other)| other.state.is_open() && other.wish.matter() == matter) {
        complaints.push(Complaint::new("partners.refusal.request_open").with("number", known.number));
    }
    Failure::unless_empty(complaints)?;
    let id: TreeRequestId = tx.next_id();
    let subject = Subject::of(id);
    let barred_persons = persons_concerned(tx, &asked);
    let approval = approvals::ask(tx, NewApproval { matter, subject, barred_accounts: Vec::new(), barred_persons });
    let told = tx.record(TreeRequestAsked {
        request: id,
        partner: new.partner,
        matter: matter.word(),
        from_day: new.from,
        approval,
    });
    asked.approval = Some(approval);
    tx.save(&told, &TREE_REQUEST_ID_TO_TREE_REQUEST, &id, &asked);
    tx.save(&told, &PARTNER_TO_TREE_REQUEST_ID, &(new.partner, id), &());
    Ok(id)
}

fn complaint_about_reason(reason: &str) -> Option<Complaint> {
    reason.trim().is_empty().then(|| Complaint::new("partners.refusal.reason_missing").at("reason"))
}

/// Whoever gains or loses by it does not decide it, when he works for the firm too.
fn persons_concerned(r: &dyn Read, asked: &TreeRequest) -> Vec<PersonId> {
    let others = match &asked.wish {
        Wish::Sponsor { sponsor } => [*sponsor, asked.sponsor_before],
        Wish::Leaving { .. } => [asked.sponsor_before, None],
        Wish::Merging { kept } => [Some(*kept), None],
        Wish::Inheritance { .. } => [None, None],
    };
    let heir = match &asked.wish {
        Wish::Inheritance { heir, .. } => Some(*heir),
        Wish::Sponsor { .. } | Wish::Leaving { .. } | Wish::Merging { .. } => None,
    };
    let persons = others.into_iter().flatten().filter_map(|id| partner(r, id)).map(|known| known.person);
    persons.chain([asked.person_before]).chain(heir).collect()
}
