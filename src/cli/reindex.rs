//! `kontor reindex`: builds the search index anew from the tables.

use crate::cli::Exit;
use crate::cli::call::Call;
use crate::cli::trouble::Trouble;
use crate::store::last_entry;
use crate::text;

pub fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let reader = call.app.door().store().reader()?;
    let last = last_entry(&reader).map_or(0, |entry| entry.number);
    let indexer = call.app.indexer();
    indexer.rebuild(&reader, last)?;
    let (documents, number) = indexer.standing();
    if call.manner.json {
        call.say(&serde_json::json!({ "documents": documents, "journal_number": number }).to_string());
    } else {
        call.say(&text!(call.manner.language, "cli.reindex.done", count = documents, number = number));
    }
    Ok(Exit::Done)
}
