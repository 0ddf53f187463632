//! Entries of the journal as JSON, one object an entry.

use serde_json::{Value, json};

use crate::store::{Entry, Subject};
use crate::values::Id;

pub fn entry_in_json(entry: &Entry) -> Value {
    let Entry { number, at, actor, room, event, subject: Subject { kind, id }, body, .. } = entry;
    // The body is JSON already; what is damaged is shown as it is.
    let body = serde_json::from_str(body).unwrap_or_else(|_| json!(body));
    let hash = blake3::Hash::from_bytes(entry.hash).to_hex().to_string();
    let on_behalf = entry.on_behalf.map(Id::number);
    json!({
        "number": number, "at": at.to_string(), "actor": actor, "on_behalf": on_behalf, "room": room, "event": event,
        "subject": format!("{kind}:{id}"), "body": body, "hash": hash,
    })
}
