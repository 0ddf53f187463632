//! Forms whose second sending would do harm: the key in the form lets its command run once.

use crate::app::Turn;
use crate::business::failure::{Complaint, Failure};
use crate::business::tx::Tx;
use crate::web::{Typed, Visit, from_hex, hex, random};

/// The field that carries the key.
pub const KEY: &str = "idempotency_key";

/// The key of a form that is shown: the one it was sent with, or a fresh one.
pub fn form_key(typed: &Typed) -> String {
    let sent = typed.text(KEY);
    if from_hex::<16>(sent).is_some() { sent.to_owned() } else { hex(&random::<16>()) }
}

/// Runs the command of a form. When the same form was sent a moment ago and has succeeded, it counts as done, with
/// `None`; while the first is still at work, the second waits for its outcome. The command goes on to its end even
/// when the browser has gone away meanwhile.
pub async fn sent_once<T, C>(visit: &Visit, typed: &Typed, command: C) -> Result<Option<T>, Failure>
where
    T: Send + 'static,
    C: Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
{
    let own = visit.clone();
    worked_once(visit, typed, async move { own.write(command).await }).await
}

/// The same for work that is more than one command.
pub async fn worked_once<T: Send + 'static>(
    visit: &Visit,
    typed: &Typed,
    work: impl Future<Output = Result<T, Failure>> + Send + 'static,
) -> Result<Option<T>, Failure> {
    let key = from_hex::<16>(typed.text(KEY)).ok_or_else(|| Complaint::new("office.form.no_key"))?;
    let content = content_of(typed);
    let claim = loop {
        match visit.app.sent_forms().turn(key, content, visit.now) {
            Turn::Mine(claim) => break claim,
            Turn::Done => return Ok(None),
            Turn::Other => return Err(Complaint::new("office.form.sent_already").into()),
            // The channel closes with the first one's outcome; nothing is ever sent through it.
            Turn::Wait(mut at_work) => drop(at_work.changed().await),
        }
    };
    let now = visit.now;
    let note = move |outcome: &Result<T, Failure>| {
        if outcome.is_ok() {
            claim.succeed(now);
        }
    };
    Visit::to_the_end(work, note).await.map(Some)
}

/// Stands for everything that was typed. The token of the session is not typed.
fn content_of(typed: &Typed) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut add = |bytes: &[u8]| {
        hasher.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(bytes);
    };
    for name in typed.names().filter(|name| *name != "csrf") {
        add(name.as_bytes());
        add(&u64::try_from(typed.all(name).len()).unwrap_or(u64::MAX).to_le_bytes());
        for value in typed.all(name) {
            add(value.as_bytes());
        }
    }
    *hasher.finalize().as_bytes()
}
