//! Forms whose second sending would do harm: the key in the form lets its command run once.

use std::future::Future;

use crate::business::failure::{Complaint, Failure};
use crate::web::{Typed, Visit, from_hex};

/// Runs the command of a form. When the same form was sent a moment ago it counts as done, with `None`.
pub async fn sent_once<T>(
    visit: &Visit,
    typed: &Typed,
    command: impl Future<Output = Result<T, Failure>>,
) -> Result<Option<T>, Failure> {
    let key = from_hex::<16>(typed.text("idempotency_key"));
    let key = key.ok_or_else(|| Complaint::new("office.form.no_key"))?;
    if !visit.app.sent_forms().is_first(&key, visit.now) {
        return Ok(None);
    }
    let outcome = command.await;
    if outcome.is_err() {
        visit.app.sent_forms().forget(&key);
    }
    outcome.map(Some)
}
