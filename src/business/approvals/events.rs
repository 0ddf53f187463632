//! What happens to requests for agreement.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::ApprovalId;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApprovalAsked {
    pub approval: ApprovalId,
    pub about: Subject,
    pub permission: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApprovalDecided {
    pub approval: ApprovalId,
    pub about: Subject,
    pub agreed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApprovalWithdrawn {
    pub approval: ApprovalId,
    pub about: Subject,
}

macro_rules! about_an_approval {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "approvals";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.approval)
            }
        }
    )*};
}

about_an_approval! {
    ApprovalAsked "approval_asked";
    ApprovalDecided "approval_decided";
    ApprovalWithdrawn "approval_withdrawn";
}
