//! Complaints of the business in the person's language, ready for the summary and for the fields.

use crate::business::failure::{Complaint, Failure, RefusalKind};
use crate::values::Language;
use crate::web::parts;

/// Everything that is wrong with a form, written out.
#[derive(Clone, Debug, Default)]
pub struct Complaints(Vec<parts::Complaint>);

impl Complaints {
    pub fn said(language: Language, complaints: &[Complaint]) -> Complaints {
        let say = |complaint: &Complaint| parts::Complaint {
            field: complaint.field.clone(),
            sentence: complaint.say(language),
        };
        Complaints(complaints.iter().map(say).collect())
    }

    /// The sentences of a refusal that a form can show; other failures go on their way.
    pub fn of(language: Language, failure: Failure) -> Result<Complaints, Failure> {
        match failure {
            Failure::Refused(refusal) if matches!(refusal.kind, RefusalKind::Rule | RefusalKind::Conflict) => {
                Ok(Complaints::said(language, &refusal.complaints))
            }
            other => Err(other),
        }
    }

    /// The sentence beside a field.
    pub fn about(&self, field: &str) -> Option<String> {
        self.0
            .iter()
            .find(|complaint| complaint.field.as_deref() == Some(field))
            .map(|complaint| complaint.sentence.clone())
    }

    /// All of them, for the top of the form.
    pub fn summary(&self) -> Vec<parts::Complaint> {
        self.0.clone()
    }

    /// The same, each beginning with the name of its field where that is known.
    pub fn summary_with_names(&self, name_of: impl Fn(&str) -> Option<String>) -> Vec<parts::Complaint> {
        let named = |complaint: &parts::Complaint| {
            let name = complaint.field.as_deref().and_then(&name_of);
            let sentence = match name {
                Some(name) => [name, complaint.sentence.clone()].join(": "),
                None => complaint.sentence.clone(),
            };
            parts::Complaint { sentence, ..complaint.clone() }
        };
        self.0.iter().map(named).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
