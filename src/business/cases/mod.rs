//! Adaptive case management: what has to be done for somebody, by whom, until when.
//!
//! - *Case*: the file of one concern, about a subject, with its tasks. It is opened from a template.
//! - *Task*: one thing to do, for a role or one person, with a due day.
//! - *Ready*: a task that can be done now, because everything before it is finished.
//! - *Deed*: a task that is finished by doing the thing itself: picking, packing, recording a payment.

mod case;
pub(super) mod checks;
mod commands;
mod deeds;
mod events;
mod keep;
mod list;
mod records;
mod reminding;
mod template;

pub use case::{Case, CaseState, Task, TaskState, due_on};
pub use commands::{
    ExtraTask, TaskPlace, add_task, assign_task, cancel_case, complete_task, note_task, open_case, postpone_task,
    reopen_task, skip_task,
};
pub use deeds::is_deed;
pub(in crate::business) use deeds::{cancel_about, finish_early, finish_in_turn, is_to_do, leave_out, open, undo};
pub use events::{
    CaseCancelled, CaseOpened, TaskAdded, TaskAssigned, TaskDone, TaskNoted, TaskPostponed, TaskReopened, TaskSkipped,
};
pub use list::{CaseWish, FoundCases, find_cases};
pub use records::{
    COUNT_MAX, Due, ReadyTask, TABLES, case, case_of, cases, cases_of, count_of_account, count_of_role, ready_queue,
    ready_tasks, ready_tasks_named, ready_tasks_of_account, ready_tasks_of_role,
};
pub use reminding::{LETTERS_AT_ONCE, plan_reminders, reminders_due, send_reminders};
pub use template::{
    BANK_GAP, BY_HAND, COMPLAINT, EINVOICE, INCOMING, OBJECTION, ORDER_ON_INVOICE, ORDER_PREPAID, REFUND, REMINDER,
    RETURN, RETURNED_DEBIT, RETURNED_TRANSFER, RUN, Template, WITHDRAWAL, template_by_hand,
};
