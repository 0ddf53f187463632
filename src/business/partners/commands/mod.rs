//! What is done with partners: one file a verb.

mod accept_terms;
mod bring_customer;
mod change_particulars;
mod change_sponsor;
mod end_contract;
mod import;
mod register;
mod withdraw_invitation;

pub use accept_terms::accept_terms;
pub use bring_customer::bring_customer;
pub use change_particulars::{change_particulars, particulars_seen};
pub use change_sponsor::change_sponsor;
pub use end_contract::end_contract;
pub use import::{Imported, ImportedPartner, import_partner};
pub use register::{NewPartner, invite_again, invite_again_for, register_partner, register_partner_for};
pub use withdraw_invitation::{withdraw_invitation, withdraw_invitation_for};
