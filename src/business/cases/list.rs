//! Looking through the cases as staff do.

use std::ops::ControlFlow;

use crate::business::cases::records::CASE_ID_TO_CASE;
use crate::business::cases::{Case, CaseState, TaskState};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{Read, Span};
use crate::values::{CaseId, Day};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseWish {
    /// Only these, found by what was typed.
    pub among: Option<Vec<CaseId>>,
    pub template: String,
    pub state: Option<CaseState>,
    /// The key of a role: only those in which its people can do something now.
    pub role: String,
    /// Only those in which something is overdue.
    pub overdue: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCases {
    pub rows: Vec<(CaseId, Case)>,
    /// How many fit altogether.
    pub total: usize,
}

/// Finds cases, newest first, and gives those after the first `skip`, `limit` at most.
pub fn find_cases(view: &View<'_>, wish: &CaseWish, skip: usize, limit: usize) -> Result<FoundCases, Failure> {
    view.require(Permission::CasesView)?;
    let today = view.today();
    let mut found = FoundCases { rows: Vec::new(), total: 0 };
    let mut look = |id: CaseId, case: Case| {
        if wish.fits(&case, today) {
            if found.total >= skip && found.rows.len() < limit {
                found.rows.push((id, case));
            }
            found.total += 1;
        }
    };
    let r: &dyn Read = view;
    match &wish.among {
        Some(ids) => {
            let mut ids = ids.clone();
            ids.sort_by_key(|id| std::cmp::Reverse(*id));
            for id in ids {
                if let Some(case) = r.get(&CASE_ID_TO_CASE, &id) {
                    look(id, case);
                }
            }
        }
        None => r.each(&CASE_ID_TO_CASE, Span::all().backwards(), |id, case| {
            look(id, case);
            ControlFlow::Continue(())
        }),
    }
    Ok(found)
}

impl CaseWish {
    fn fits(&self, case: &Case, today: Day) -> bool {
        (self.template.is_empty() || case.template == self.template)
            && self.state.is_none_or(|state| case.state == state)
            && (self.role.is_empty() || case.waits_for(&self.role))
            && (!self.overdue || case.is_overdue(today))
    }
}

impl Case {
    /// People of this role can do something now.
    pub fn waits_for(&self, role: &str) -> bool {
        self.state == CaseState::Open
            && self.tasks.iter().any(|task| task.state == TaskState::Ready && task.role == role)
    }

    /// Something that can be done now should have been done before today.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.state == CaseState::Open && self.next_due().is_some_and(|due| due < today)
    }

    /// The most urgent day of what can be done now.
    pub fn next_due(&self) -> Option<Day> {
        let ready = self.tasks.iter().filter(|task| task.state == TaskState::Ready);
        ready.map(|task| task.due_on).min()
    }
}
