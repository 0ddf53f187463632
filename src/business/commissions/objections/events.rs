//! What happens to objections. Their words stay with the records.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{ObjectionId, PartnerId, RunId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ObjectionRaised {
    pub objection: ObjectionId,
    pub run: RunId,
    pub partner: PartnerId,
    pub line: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ObjectionAnswered {
    pub objection: ObjectionId,
    pub run: RunId,
    pub partner: PartnerId,
    pub accepted: bool,
}

impl Happening for ObjectionRaised {
    const ROOM: &'static str = "commissions";
    const NAME: &'static str = "objection_raised";

    fn subject(&self) -> Subject {
        Subject::of(self.objection)
    }
}

impl Happening for ObjectionAnswered {
    const ROOM: &'static str = "commissions";
    const NAME: &'static str = "objection_answered";

    fn subject(&self) -> Subject {
        Subject::of(self.objection)
    }
}
