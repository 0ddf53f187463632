//! Accepting the partner terms by the link in the letter.

use crate::business::failure::{Complaint, Failure};
use crate::business::mail::{NewMail, Template};
use crate::business::partners::events::PartnerActivated;
use crate::business::partners::records::{INVITATION_HASH_TO_PARTNER_ID, PARTNER_ID_TO_PARTNER, partner};
use crate::business::partners::{Partner, PartnerState, invitation_by};
use crate::business::people::{self, ConsentKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Subject;
use crate::values::PartnerId;

/// Makes an invited partner an active one. Every visitor may do it: the secret proves who it is.
pub fn accept_terms(tx: &mut Tx, secret: &[u8; 16], terms_version: &str) -> Result<PartnerId, Failure> {
    tx.require(Permission::ShopOrder)?;
    let invitation = invitation_by(tx, secret, tx.now())?;
    let id = invitation.partner;
    let before = partner(tx, id).ok_or_else(Failure::not_found)?;
    if terms_version.trim().is_empty() {
        return Err(Complaint::new("partners.refusal.terms_missing").at("terms").into());
    }
    let (person, terms_version) = (before.person, terms_version.to_owned());
    tx.act_on_behalf_of(person);
    let told = tx.record(PartnerActivated { partner: id, person, terms_version: terms_version.clone() });
    if let Some(hash) = before.invitation_hash {
        tx.remove(&told, &INVITATION_HASH_TO_PARTNER_ID, &hash);
    }
    people::keep_consent(tx, &told, person, ConsentKind::PartnerTerms, &terms_version);
    let active = Partner {
        state: PartnerState::Active,
        terms_version,
        terms_accepted_at: Some(tx.now()),
        invitation_hash: None,
        ..before
    };
    tx.save(&told, &PARTNER_ID_TO_PARTNER, &id, &active);
    let known = people::person(tx, person);
    if let Some((recipient, language)) = known.and_then(|person| Some((person.email?, person.language))) {
        let subject = Subject::of(id);
        let secret = String::new();
        tx.post_mail(&told, NewMail { template: Template::TermsAccepted, subject, recipient, language, secret });
    }
    Ok(id)
}
