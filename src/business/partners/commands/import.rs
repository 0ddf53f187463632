//! Taking over partners from another system, with their own numbers and days.

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::commands::register::{keep_first_edges, keep_new_partner};
use crate::business::partners::events::PartnerImported;
use crate::business::partners::records::{complaint_about_closed, edges_of, partner, partner_by_number};
use crate::business::partners::{EdgeKind, Partner, PartnerState};
use crate::business::people::{self, ConsentKind, Person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{Day, Instant, PartnerId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedPartner {
    /// As the other system printed it; the same number again is the same partner.
    pub number: String,
    pub person: Person,
    pub joined_on: Day,
    /// The first day without a contract.
    pub left_on: Option<Day>,
    /// Numbers of partners that are here already.
    pub enroller: Option<String>,
    pub sponsor: Option<String>,
    pub terms_version: String,
}

/// What an import did with one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    New(PartnerId),
    /// Is here already, with the same place in the tree.
    Known(PartnerId),
}

/// Takes over one partner; whoever stands above must be here before.
pub fn import_partner(tx: &mut Tx, new: &ImportedPartner) -> Result<Imported, Failure> {
    tx.require(Permission::DataImport)?;
    let mut complaints = Vec::new();
    let number = new.number.trim().to_owned();
    if number.is_empty() {
        complaints.push(Complaint::new("partners.refusal.number_missing").at("number"));
    }
    let sponsor = upline(tx, "sponsor", new.sponsor.as_deref(), new.joined_on, &mut complaints);
    let enroller = upline(tx, "enroller", new.enroller.as_deref(), new.joined_on, &mut complaints);
    if let Some(left_on) = new.left_on.filter(|left_on| *left_on < new.joined_on) {
        let complaint = Complaint::new("partners.refusal.left_before_joining").at("left_on");
        complaints.push(complaint.with("left_on", left_on).with("joined_on", new.joined_on));
    }
    let known = partner_by_number(tx, &number);
    if let Some(id) = known {
        complaints.extend(differences(tx, id, new, enroller, sponsor));
        Failure::unless_empty(complaints)?;
        return Ok(Imported::Known(id));
    }
    // Somebody more in a settled period would change what it gives when it is calculated again.
    complaints.extend(complaint_about_closed(tx, new.joined_on).map(|one| one.at("joined_on")));
    Failure::unless_empty(complaints)?;
    let person = people::add_person(tx, &new.person)?;
    let id = tx.next_id();
    let joined_on = new.joined_on;
    let told = tx.record(PartnerImported { partner: id, person, number: number.clone(), enroller, sponsor, joined_on });
    let accepted = !new.terms_version.trim().is_empty();
    if accepted {
        people::keep_consent(tx, &told, person, ConsentKind::PartnerTerms, &new.terms_version);
    }
    let taken_over = Partner {
        person,
        number,
        state: match (new.left_on, accepted) {
            (Some(_), _) => PartnerState::Left,
            (None, true) => PartnerState::Active,
            (None, false) => PartnerState::Invited,
        },
        joined_on,
        left_on: new.left_on,
        left_because: String::new(),
        terms_version: new.terms_version.trim().to_owned(),
        // The other system kept the day of joining, not the moment of acceptance.
        terms_accepted_at: accepted.then(|| Instant::at(joined_on, 0, tx.zone())),
        invitation_hash: None,
        invited_at: tx.now(),
    };
    keep_new_partner(tx, &told, id, &taken_over);
    keep_first_edges(tx, &told, id, enroller, sponsor, joined_on);
    Ok(Imported::New(id))
}

fn upline(
    r: &dyn Read,
    field: &'static str,
    number: Option<&str>,
    joined_on: Day,
    complaints: &mut Vec<Complaint>,
) -> Option<PartnerId> {
    let number = number.map(str::trim).filter(|number| !number.is_empty())?;
    let found = partner_by_number(r, number);
    match found.and_then(|id| partner(r, id)) {
        None => {
            complaints.push(Complaint::new("partners.refusal.number_unknown").at(field).with("number", number));
            None
        }
        Some(above) if above.joined_on > joined_on => {
            let complaint = Complaint::new("partners.refusal.sponsor_joined_later").at(field);
            complaints.push(complaint.with("number", number).with("joined_on", above.joined_on));
            None
        }
        Some(_) => found,
    }
}

/// An import never moves anybody: that is what changing the sponsor is for.
fn differences(
    r: &dyn Read,
    id: PartnerId,
    new: &ImportedPartner,
    enroller: Option<PartnerId>,
    sponsor: Option<PartnerId>,
) -> Vec<Complaint> {
    let first_parent = |kind| edges_of(r, kind, id).first().and_then(|edge| edge.parent);
    let joined_on = partner(r, id).map(|partner| partner.joined_on);
    let differing = [
        ("sponsor", first_parent(EdgeKind::Sponsor) != sponsor),
        ("enroller", first_parent(EdgeKind::Enroller) != enroller),
        ("joined_on", joined_on != Some(new.joined_on)),
    ];
    differing
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(field, _)| {
            Complaint::new("partners.refusal.import_differs").at(field).with("number", new.number.clone())
        })
        .collect()
}
