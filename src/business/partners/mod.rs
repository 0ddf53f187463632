//! The people who sell for the firm, and the tree in which they stand.
//!
//! - *Partner*: a person with a partner contract.
//! - *Edge*: a dated tie between two partners. The *enroller* brought somebody; the *sponsor* leads the team
//!   in which somebody stands. They may differ. Placement joins them when a plan needs seats.

mod partner;
mod records;

pub use partner::{Edge, EdgeKind, Partner, PartnerState};
pub use records::{
    TABLES, children_of, edge_on, edges_of, partner, partner_by_number, partner_of_person, partners, sponsor_on,
};
