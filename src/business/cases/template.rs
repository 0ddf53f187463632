//! Templates: what has to be done in each kind of case, by which role, in how many working days, after what.

use crate::business::cases::case::working_days_after;
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

/// Money that belongs to the customer.
pub const REFUND: Template = Template { key: "refund", tasks: &[step("refund", "finance", 3, &[])] };

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
        let mut tasks: Vec<Task> = Vec::with_capacity(self.tasks.len());
        for step in self.tasks {
            // What comes later is expected later by the days of what comes before.
            let begins = step.after.iter().filter_map(|place| tasks.get(usize::try_from(*place).ok()?));
            let begins = begins.map(|task: &Task| task.due_on).max().unwrap_or(today);
            tasks.push(Task {
                key: step.key.to_owned(),
                role: step.role.to_owned(),
                assigned_to: None,
                state: TaskState::Waiting,
                due_on: working_days_after(begins, step.days),
                days: step.days,
                after: step.after.to_vec(),
                done_at: None,
                done_by: None,
                note: String::new(),
            });
        }
        let template = self.key.to_owned();
        let mut case = Case { template, subject, opened_at: now, closed_at: None, state: CaseState::Open, tasks };
        case.settle(now, today);
        case
    }
}
