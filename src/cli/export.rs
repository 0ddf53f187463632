//! `kontor export`: what a page offers as a file, written into a folder.

use std::fs;
use std::path::Path;

use crate::app::{invoice_file, invoice_ids, product_table};
use crate::business::actor::Actor;
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::arguments::{Export, ExportKind};
use crate::cli::call::Call;
use crate::cli::trouble::Trouble;
use crate::text;
use crate::values::Period;

pub fn run(wanted: &Export, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let out = call.path(&wanted.out);
    let period = match &wanted.period {
        None => None,
        Some(typed) => Some(Period::parse(typed).ok_or_else(|| no_period(typed))?),
    };
    let count = match wanted.kind {
        ExportKind::Products => {
            let bytes = call.app.door().read(&Actor::operator(), product_table)?;
            write(&out, &bytes)?;
            1
        }
        ExportKind::Invoices => invoices(&out, period, call)?,
    };
    let path = out.display().to_string();
    call.say(&text!(call.manner.language, "cli.export.done", count = count, path = path));
    Ok(Exit::Done)
}

/// One PDF each; what is there already is written again with the same bytes.
fn invoices(folder: &Path, period: Option<Period>, call: &mut Call<'_>) -> Result<usize, Trouble> {
    fs::create_dir_all(folder).map_err(|error| Trouble::file(folder, &error))?;
    let operator = Actor::operator();
    let ids = call.app.door().read(&operator, |view| invoice_ids(view, period))?;
    let step = text!(call.manner.language, "cli.export.step");
    let total = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    for (done, id) in (1_u64..).zip(&ids) {
        if !call.out.is_wanted() {
            break;
        }
        let document = call.app.door().read(&operator, |view| invoice_file(view, *id))?;
        write(&folder.join(&document.name), &document.bytes)?;
        call.out.progress(&step, done, total);
    }
    Ok(ids.len())
}

/// Written beside and moved, so that nobody ever sees half a file.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let part = path.with_extension("part");
    fs::write(&part, bytes).and_then(|()| fs::rename(&part, path)).map_err(|error| Trouble::file(path, &error))
}

fn no_period(typed: &str) -> Trouble {
    Trouble::new(Exit::Usage, Complaint::new("cli.export.no_period").with("typed", typed))
}
