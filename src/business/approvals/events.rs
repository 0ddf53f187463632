//! What happens to requests for agreement.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::business::firm::the_firm;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{AccountId, ApprovalId, Day, DeputyshipId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApprovalAsked {
    pub approval: ApprovalId,
    pub about: Subject,
    pub permission: String,
    /// How many must agree.
    pub needed: u32,
}

/// Somebody has agreed, and others still must.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgreementGiven {
    pub approval: ApprovalId,
    pub about: Subject,
    /// In whose place.
    pub for_account: Option<AccountId>,
    pub missing: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApprovalDecided {
    pub approval: ApprovalId,
    pub about: Subject,
    pub agreed: bool,
    /// In whose place.
    pub for_account: Option<AccountId>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApprovalWithdrawn {
    pub approval: ApprovalId,
    pub about: Subject,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeputyNamed {
    pub deputyship: DeputyshipId,
    pub account: AccountId,
    pub deputy: AccountId,
    pub from_day: Day,
    pub to_day: Day,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeputyEnded {
    pub deputyship: DeputyshipId,
    pub account: AccountId,
    pub deputy: AccountId,
}

/// How many must agree, by kind of request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApproversSet {
    pub before: BTreeMap<&'static str, u32>,
    pub after: BTreeMap<&'static str, u32>,
}

macro_rules! told_about {
    ($($event:ident $name:literal $subject:expr;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "approvals";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                let subject: fn(&$event) -> Subject = $subject;
                subject(self)
            }
        }
    )*};
}

told_about! {
    ApprovalAsked "approval_asked" |event| Subject::of(event.approval);
    AgreementGiven "agreement_given" |event| Subject::of(event.approval);
    ApprovalDecided "approval_decided" |event| Subject::of(event.approval);
    ApprovalWithdrawn "approval_withdrawn" |event| Subject::of(event.approval);
    DeputyNamed "deputy_named" |event| Subject::of(event.account);
    DeputyEnded "deputy_ended" |event| Subject::of(event.account);
    ApproversSet "approvers_set" |_| the_firm();
}
