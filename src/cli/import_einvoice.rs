//! `kontor import einvoice`: takes an invoice of somebody else in.

use std::fs;

use crate::business::actor::Actor;
use crate::business::billing::{NewIncoming, incoming_by_hash, receive_incoming};
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::arguments::Import;
use crate::cli::call::Call;
use crate::cli::trouble::Trouble;
use crate::exchange::einvoice::{INCOMING_BYTES_MAX, IncomingTrouble, read_incoming};
use crate::text;
use crate::texts;
use crate::values::IncomingId;

/// Ends with 20 when the file is here already, and with 3 when it breaks a rule that makes it no lawful e-invoice.
pub fn run(wanted: &Import, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    if wanted.map.is_some() || wanted.account.is_some() || wanted.with_gap.is_some() || wanted.all {
        return Err(Trouble::new(Exit::Usage, Complaint::new("cli.einvoice.no_options")));
    }
    let path = call.path(&wanted.file);
    let length = fs::metadata(&path).map_err(|error| Trouble::file(&path, &error))?.len();
    if length > u64::try_from(INCOMING_BYTES_MAX).unwrap_or(u64::MAX) {
        return Err(unread(&IncomingTrouble::TooLarge));
    }
    let bytes = fs::read(&path).map_err(|error| Trouble::file(&path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let new = read_incoming(&bytes, &name).map_err(|trouble| unread(&trouble))?;
    let operator = Actor { language: call.manner.language, ..Actor::operator() };
    let hash = *blake3::hash(&bytes).as_bytes();
    let known = call.app.door().read(&operator, |view| Ok(incoming_by_hash(view, &hash)))?;
    let ends = if new.is_unlawful() { Exit::Findings } else { Exit::Done };
    if known.is_some() || wanted.dry_run {
        let what = if known.is_some() { "cli.einvoice.known" } else { "cli.einvoice.would" };
        tell(&new, known, wanted.dry_run, text!(call.manner.language, what), call);
        return Ok(if known.is_some() { Exit::NothingToDo } else { ends });
    }
    let kept = new.clone();
    let id = call.app.door().write_and_wait(&operator, move |tx| receive_incoming(tx, &kept, &bytes))?;
    tell(&new, Some(id), false, text!(call.manner.language, "cli.einvoice.done"), call);
    Ok(ends)
}

fn unread(trouble: &IncomingTrouble) -> Trouble {
    Trouble::new(Exit::FileDamaged, trouble.complaint())
}

fn tell(new: &NewIncoming, id: Option<IncomingId>, dry_run: bool, outcome: String, call: &mut Call<'_>) {
    let language = call.manner.language;
    if call.manner.json {
        let findings: Vec<_> = new
            .findings
            .iter()
            .map(|found| serde_json::json!({ "rule": found.rule, "words": found.words, "fatal": found.is_fatal }))
            .collect();
        let incoming = serde_json::json!({
            "id": id.map(IncomingId::number),
            "supplier": new.sender.name,
            "number": new.number,
            "total": new.gross.decimal(),
            "currency": new.currency.code(),
            "findings": findings,
        });
        return call.say(&serde_json::json!({ "incoming": [incoming], "dry_run": dry_run }).to_string());
    }
    let gross = texts::money(language, new.gross);
    call.say(&text!(language, "cli.einvoice.one", number = new.number, sender = new.sender.name, gross = gross));
    for found in &new.findings {
        call.say(format!("{} {}", found.rule, found.words).trim());
    }
    call.say(&outcome);
}
