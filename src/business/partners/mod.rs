//! The people who sell for the firm, and the tree in which they stand.
//!
//! - *Partner*: a person with a partner contract.
//! - *Edge*: a dated tie between two partners. The *enroller* brought somebody; the *sponsor* leads the team
//!   in which somebody stands. They may differ. Placement joins them when a plan needs seats.
//! - *Team*: a partner and everybody below, by sponsor edges. A *level* counts the edges down from the one who looks.
//! - *Invitation*: the letter with the link by which somebody accepts the partner terms.
//! - *Closed through*: the last day of the newest settled period; up to that day no edge changes any more.

pub(super) mod checks;
mod commands;
mod customers;
mod events;
mod invitation;
mod partner;
mod records;
mod team;
mod tree;
mod working;

pub use commands::{
    Imported, ImportedPartner, NewPartner, accept_terms, bring_customer, change_particulars, change_sponsor,
    end_contract, import_partner, invite_again, invite_again_for, particulars_seen, register_partner,
    register_partner_for, withdraw_invitation, withdraw_invitation_for,
};
pub use customers::{find_own_customers, see_own_customer};
pub use events::{
    InvitationRenewed, InvitationWithdrawn, PartnerActivated, PartnerImported, PartnerLeft, PartnerRegistered,
    SponsorChanged,
};
pub use invitation::{Invitation, invitation_by, invitations};
pub use partner::{Edge, EdgeKind, Partner, PartnerState, partner_number};
pub(in crate::business) use records::close_edges_through;
pub use records::{
    TABLES, children_of, closed_through, edge_on, edges_of, invited_by, partner, partner_by_number, partner_of_person,
    partners, sponsor_on, tree_on,
};
pub use team::{Contact, TeamMember, contact_of, is_in_team, see_partner, team_of};
pub use tree::{TOP, Tree, TreeTrouble};
pub use working::{following_partner, has_left, looking_partner, working_partner};
