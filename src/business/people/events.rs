//! What happens to the records of persons. No names: the journal outlives an erasure.

use serde::Serialize;

use crate::business::people::ConsentKind;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{NoteId, PersonId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonCreated {
    pub person: PersonId,
    pub company: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonChanged {
    pub person: PersonId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConsentRecorded {
    pub person: PersonId,
    pub kind: ConsentKind,
    pub version: String,
}

/// Somebody wrote something down; the words stay with the person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonNoted {
    pub person: PersonId,
    pub note: NoteId,
}

impl Happening for PersonCreated {
    const ROOM: &'static str = "people";
    const NAME: &'static str = "person_created";

    fn subject(&self) -> Subject {
        Subject::of(self.person)
    }
}

impl Happening for PersonChanged {
    const ROOM: &'static str = "people";
    const NAME: &'static str = "person_changed";

    fn subject(&self) -> Subject {
        Subject::of(self.person)
    }
}

impl Happening for ConsentRecorded {
    const ROOM: &'static str = "people";
    const NAME: &'static str = "consent_recorded";

    fn subject(&self) -> Subject {
        Subject::of(self.person)
    }
}

impl Happening for PersonNoted {
    const ROOM: &'static str = "people";
    const NAME: &'static str = "person_noted";

    fn subject(&self) -> Subject {
        Subject::of(self.person)
    }
}

/// Somebody has asked whether a VAT number is good, and it is; number and answer stay in the record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VatIdChecked {
    pub person: PersonId,
}

impl Happening for VatIdChecked {
    const ROOM: &'static str = "people";
    const NAME: &'static str = "vat_id_checked";

    fn subject(&self) -> Subject {
        Subject::of(self.person)
    }
}

/// What was written down stays with the person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaxParticularsNoted {
    pub person: PersonId,
}

impl Happening for TaxParticularsNoted {
    const ROOM: &'static str = "people";
    const NAME: &'static str = "tax_particulars_noted";

    fn subject(&self) -> Subject {
        Subject::of(self.person)
    }
}

/// Somebody told how a person stands to VAT, or that it has changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaxStatusTold {
    pub person: PersonId,
    /// The firm may write the invoices of this person.
    pub agrees: bool,
    pub by_office: bool,
}

impl Happening for TaxStatusTold {
    const ROOM: &'static str = "people";
    const NAME: &'static str = "tax_status_told";

    fn subject(&self) -> Subject {
        Subject::of(self.person)
    }
}
