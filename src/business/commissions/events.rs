//! What happens to plans and runs.

use serde::Serialize;

use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{ApprovalId, Period, RunId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanAdopted {
    pub plan: String,
    pub version: u32,
    /// BLAKE3 of the file, in hexadecimal digits.
    pub hash: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunOpened {
    pub run: RunId,
    pub plan: String,
    pub version: u32,
    pub plan_hash: String,
    pub period: Period,
    /// The posted run that it corrects.
    pub corrects: Option<RunId>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunCalculated {
    pub run: RunId,
    pub facts_hash: String,
    pub outcome_hash: String,
    pub lines: usize,
    pub paid: String,
    pub breakage: String,
    pub checks_failed: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunSubmitted {
    pub run: RunId,
    pub approval: ApprovalId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunDecided {
    pub run: RunId,
    pub agreed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunPosted {
    pub run: RunId,
    pub plan: String,
    pub period: Period,
    pub outcome_hash: String,
    pub paid: String,
    pub statements: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunCancelled {
    pub run: RunId,
}

impl Happening for PlanAdopted {
    const ROOM: &'static str = "commissions";
    const NAME: &'static str = "plan_adopted";

    fn subject(&self) -> Subject {
        Subject { kind: "plan".to_owned(), id: u64::from(self.version) }
    }
}

macro_rules! about_a_run {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "commissions";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.run)
            }
        }
    )*};
}

about_a_run! {
    RunOpened "run_opened";
    RunCalculated "run_calculated";
    RunSubmitted "run_submitted";
    RunDecided "run_decided";
    RunPosted "run_posted";
    RunCancelled "run_cancelled";
}

/// A hash as journal and files write it.
pub(super) fn hexadecimal(hash: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}
