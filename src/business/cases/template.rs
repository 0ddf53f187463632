//! Templates: what has to be done in each kind of case, by which role, in how many working days, after what.

use std::collections::BTreeMap;

use crate::business::cases::{Case, CaseState, Task, TaskState};
use crate::store::Subject;
use crate::values::{Day, Instant};

#[derive(Debug)]
pub struct Template {
    /// A stable word for records and text keys.
    pub key: &'static str,
    tasks: &'static [Step],
}

#[derive(Debug)]
struct Step {
    key: &'static str,
    role: &'static str,
    days: u32,
    /// Places of the steps that come before, from 0.
    after: &'static [u32],
}

const fn step(key: &'static str, role: &'static str, days: u32, after: &'static [u32]) -> Step {
    Step { key, role, days, after }
}

/// Paid before it is packed.
pub const ORDER_PREPAID: Template = Template {
    key: "order",
    tasks: &[
        step("check", "office", 1, &[]),
        step("take_payment", "finance", 7, &[0]),
        // Money may come before anybody has checked.
        step("pick", "warehouse", 1, &[0, 1]),
        step("pack", "warehouse", 1, &[2]),
        step("hand_over", "warehouse", 1, &[3]),
    ],
};

/// Paid after delivery: the payment holds nothing up.
pub const ORDER_ON_INVOICE: Template = Template {
    key: "order",
    tasks: &[
        step("check", "office", 1, &[]),
        step("pick", "warehouse", 1, &[0]),
        step("pack", "warehouse", 1, &[1]),
        step("hand_over", "warehouse", 1, &[2]),
        step("take_payment", "finance", 12, &[3]),
    ],
};

/// Goods are on their way back.
pub const RETURN: Template =
    Template { key: "return", tasks: &[step("take_back", "warehouse", 10, &[]), step("refund", "finance", 3, &[0])] };

/// A consumer has withdrawn; the money is due within 14 days (§ 14 FAGG, § 357 BGB).
pub const WITHDRAWAL: Template = Template {
    key: "withdrawal",
    tasks: &[
        step("answer", "office", 1, &[]),
        step("take_back", "warehouse", 8, &[]),
        step("refund", "finance", 2, &[1]),
    ],
};

/// The way of one commission run.
pub const RUN: Template = Template {
    key: "run",
    tasks: &[
        step("calculate_run", "finance", 1, &[]),
        step("submit_run", "finance", 1, &[0]),
        step("agree_to_run", "management", 2, &[1]),
        step("post_run", "finance", 1, &[2]),
        step("pay_run", "finance", 3, &[3]),
    ],
};

/// A partner says that a statement is wrong.
pub const OBJECTION: Template = Template { key: "objection", tasks: &[step("answer_objection", "finance", 5, &[])] };

/// Somebody has sent us an invoice.
pub const INCOMING: Template = Template { key: "incoming", tasks: &[step("check_incoming", "finance", 3, &[])] };

/// A reminder was sent; its time to pay is about as long.
pub const REMINDER: Template = Template { key: "reminder", tasks: &[step("await_payment", "finance", 7, &[])] };

/// An invoice went out as a picture only.
pub const EINVOICE: Template = Template { key: "einvoice", tasks: &[step("send_data", "finance", 2, &[])] };

/// Money that belongs to the customer.
pub const REFUND: Template = Template { key: "refund", tasks: &[step("refund", "finance", 3, &[])] };

/// Bank statements that do not follow each other.
pub const BANK_GAP: Template = Template { key: "bank_gap", tasks: &[step("close_gap", "finance", 3, &[])] };

/// A bank sent the money for a partner back.
pub const RETURNED_TRANSFER: Template =
    Template { key: "returned_transfer", tasks: &[step("ask_for_account", "finance", 3, &[])] };

/// A direct debit came back.
pub const RETURNED_DEBIT: Template =
    Template { key: "returned_debit", tasks: &[step("settle_returned_debit", "finance", 3, &[])] };

pub const COMPLAINT: Template =
    Template { key: "complaint", tasks: &[step("answer", "office", 1, &[]), step("solve", "office", 5, &[0])] };

/// Templates from which staff open a case by hand.
pub const BY_HAND: [&Template; 2] = [&RETURN, &COMPLAINT];

/// A template that staff may open, by its key.
pub fn template_by_hand(key: &str) -> Option<&'static Template> {
    BY_HAND.into_iter().find(|template| template.key == key)
}

impl Template {
    /// A new case of this kind.
    pub(super) fn open(&self, subject: Subject, now: Instant, today: Day) -> Case {
        let tasks = self.tasks.iter().map(|step| step.begin(today)).collect();
        let mut case = Case {
            template: self.key.to_owned(),
            subject,
            opened_at: now,
            closed_at: None,
            state: CaseState::Open,
            tasks,
            named_days: BTreeMap::new(),
        };
        case.settle(now, today);
        case
    }
}

impl Step {
    /// A task that waits; settling the case says until when it is to be done.
    fn begin(&self, today: Day) -> Task {
        Task {
            key: self.key.to_owned(),
            role: self.role.to_owned(),
            assigned_to: None,
            state: TaskState::Waiting,
            due_on: today,
            days: self.days,
            after: self.after.to_vec(),
            done_at: None,
            done_by: None,
            note: String::new(),
        }
    }
}
