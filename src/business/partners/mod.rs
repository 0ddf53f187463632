//! The people who sell for the firm, and the tree in which they stand.
//!
//! - *Partner*: a person with a partner contract.
//! - *Edge*: a dated tie between two partners. The *enroller* brought somebody; the *sponsor* leads the team
//!   in which somebody stands. They may differ. Placement gives everybody a *seat* on a leg
//!   of somebody, where the firm gives seats.
//! - *Team*: a partner and everybody below, by sponsor edges. A *level* counts the edges down from the one who looks.
//! - *Invitation*: the letter with the link by which somebody accepts the partner terms.
//! - *Request*: somebody's wish to change the tree, which others must agree to; it holds from a day.
//! - *Holder*: the person who has a position; after a succession another one, and the number stays.
//! - *Closed through*: the last day of the newest settled period; up to that day no edge changes any more.

pub(super) mod checks;
mod children;
mod commands;
mod customers;
mod events;
mod invitation;
mod partner;
mod places;
mod placement;
mod records;
mod requests;
mod team;
mod tree;
mod working;

pub(in crate::business) use children::Children;
pub(in crate::business) use commands::take_decision;
pub use commands::{
    Imported, ImportedPartner, NewHeir, NewPartner, NewRequest, accept_terms, ask_for_own_sponsor, ask_inheritance,
    ask_request, bring_customer, carry_out_request, change_particulars, change_sponsor, decide_request, end_contract,
    import_partner, invite_again, invite_again_for, particulars_seen, place_due, place_for, place_newcomer,
    register_partner, register_partner_for, set_placement_rules, withdraw_invitation, withdraw_invitation_for,
    withdraw_own_request, withdraw_request,
};
pub use customers::{find_own_customers, see_own_customer};
pub use events::{
    InvitationRenewed, InvitationWithdrawn, PartnerActivated, PartnerImported, PartnerLeft, PartnerPlaced,
    PartnerRegistered, PlacementRulesSet, PositionInherited, SponsorChanged, TreeRequestAsked, TreeRequestCarriedOut,
    TreeRequestDated, TreeRequestDecided, TreeRequestWithdrawn,
};
pub use invitation::{Invitation, invitation_by, invitations};
pub use partner::{Edge, EdgeKind, Partner, PartnerState, partner_number};
pub use placement::{PlacementRule, PlacementRules, Seat, Seats, Waiting, own_waiting, see_waiting};
pub use records::{
    TABLES, children_of, closed_through, each_partner, edge_on, edges_of, first_open_day, holder_on, holders_of,
    invited_by, parents_on, partner, partner_by_number, partner_of_person, partners, placement_rules, request,
    requests_due, sponsor_on, tree_on,
};
pub(in crate::business) use records::{close_edges_through, holder_then};
pub use requests::{
    Consequences, FoundRequests, Move, RequestState, RequestWish, TeamGoes, TreeRequest, Wish, consequences,
    find_requests, own_requests, requests_about, see_request,
};
pub use team::{Contact, TeamMember, contact_of, is_in_team, see_partner, team_of};
pub use tree::{TOP, Tree, TreeTrouble};
pub use working::{following_partner, has_left, looking_partner, working_partner};
