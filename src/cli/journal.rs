//! `kontor journal`: proves or shows the journal.

use std::ops::ControlFlow;

use serde_json::json;

use crate::business::checks::chain_complaint;
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::arguments::Journal;
use crate::cli::call::Call;
use crate::cli::trouble::Trouble;
use crate::exchange::journal::entry_in_json;
use crate::store::{Entry, Subject, each_entry, entries_of, verify};
use crate::text;

pub fn run(journal: &Journal, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    match journal {
        Journal::Verify => verify_chain(call),
        Journal::Show { subject: Some(subject), limit, .. } => show_subject(subject, *limit, call),
        Journal::Show { subject: None, from, limit } => show_all(*from, *limit, call),
    }
}

fn verify_chain(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let reader = call.app.door().store().reader()?;
    let found = verify(&reader);
    if let Some(fault) = crate::store::Read::latch(&reader).take() {
        return Err(fault.into());
    }
    let chain = match found {
        Ok(chain) => chain,
        Err(broken) => return Err(Trouble::new(Exit::Damage, chain_complaint(&broken))),
    };
    let hash = blake3::Hash::from_bytes(chain.last_hash).to_hex().to_string();
    if call.manner.json {
        call.say(&json!({ "entries": chain.entries, "last_hash": hash }).to_string());
    } else {
        call.say(&text!(call.manner.language, "cli.journal.whole", count = chain.entries, hash = hash));
    }
    Ok(Exit::Done)
}

fn show_subject(subject: &str, limit: Option<usize>, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let parsed = subject.split_once(':').and_then(|(kind, id)| {
        let id = id.trim().parse().ok()?;
        Some(Subject { kind: kind.trim().to_owned(), id })
    });
    let Some(subject) = parsed else {
        return Err(Trouble::new(Exit::Usage, Complaint::new("cli.journal.subject").with("subject", subject)));
    };
    let reader = call.app.door().store().reader()?;
    for entry in entries_of(&reader, &subject).iter().take(limit.unwrap_or(usize::MAX)) {
        show(entry, call);
    }
    match crate::store::Read::latch(&reader).take() {
        Some(fault) => Err(fault.into()),
        None => Ok(Exit::Done),
    }
}

fn show_all(from: u64, limit: Option<usize>, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let reader = call.app.door().store().reader()?;
    each_entry(&reader, from, limit.unwrap_or(usize::MAX), |entry| {
        show(&entry, call);
        if call.out.is_wanted() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    match crate::store::Read::latch(&reader).take() {
        Some(fault) => Err(fault.into()),
        None => Ok(Exit::Done),
    }
}

fn show(entry: &Entry, call: &mut Call<'_>) {
    let Entry { number, at, actor, room, event, subject: Subject { kind, id }, body, .. } = entry;
    let line = if call.manner.json {
        entry_in_json(entry).to_string()
    } else {
        format!("{number}  {at}  {actor}  {room}.{event}  {kind}:{id}  {body}")
    };
    call.say(&line);
}
