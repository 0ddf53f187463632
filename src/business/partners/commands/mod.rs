//! What is done with partners: one file a verb.

mod accept_terms;
mod ask_request;
mod bring_customer;
mod change_particulars;
mod change_sponsor;
mod decide_request;
mod end_contract;
mod import;
mod place;
mod register;
mod withdraw_invitation;

pub use accept_terms::accept_terms;
pub use ask_request::{
    NewHeir, NewRequest, ask_for_own_sponsor, ask_inheritance, ask_request, withdraw_own_request, withdraw_request,
};
pub use bring_customer::bring_customer;
pub use change_particulars::{change_particulars, particulars_seen};
pub use change_sponsor::change_sponsor;
pub(in crate::business::partners) use change_sponsor::{complaint_about_sponsor, complaints_about_move};
pub(in crate::business) use decide_request::take_decision;
pub use decide_request::{carry_out_request, decide_request};
pub(in crate::business::partners) use end_contract::complaints_about_end;
pub use end_contract::end_contract;
pub use import::{Imported, ImportedPartner, import_partner};
pub use place::{place_due, place_for, place_newcomer, set_placement_rules};
pub use register::{NewPartner, invite_again, invite_again_for, register_partner, register_partner_for};
pub use withdraw_invitation::{withdraw_invitation, withdraw_invitation_for};
