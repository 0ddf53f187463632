//! Documents into a folder, one file each: made by as many threads as there are cores, written by one.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use crate::app::{Einvoiced, GivenFile, einvoice, invoice_file, invoice_ids, self_billed_pdf};
use crate::business::actor::Actor;
use crate::business::commissions::self_billed_of_period;
use crate::business::failure::Failure;
use crate::business::view::View;
use crate::cli::call::Call;
use crate::cli::trouble::Trouble;
use crate::cli::written::{Over, make_folder, write_file};
use crate::text;
use crate::values::{EinvoiceFormat, InvoiceId, Period};

/// What lies in the folder now, and what could not be written, each with its reason.
#[derive(Default)]
pub struct Documents {
    pub names: Vec<String>,
    pub left_out: Vec<(String, String)>,
}

/// As what invoices are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// The PDF that its receiver got.
    Paper,
    /// In one format, or each in the one that its customer wants.
    Data(Option<EinvoiceFormat>),
}

/// So many finished documents wait for the disk.
const WAITING_MAX: usize = 32;
/// More threads than this wait for the disk.
const THREADS_MAX: usize = 8;

/// The same document comes out with the same bytes each time.
pub fn write_documents(
    folder: &Path,
    written_as: As,
    period: Option<Period>,
    operator: &Actor,
    over: Over,
    call: &mut Call<'_>,
) -> Result<Documents, Trouble> {
    let (door, language) = (call.app.door(), call.manner.language);
    let ids = door.read(operator, |view| invoice_ids(view, period))?;
    let step = text!(language, "cli.export.step");
    let total = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    let make = |view: &View<'_>, id: InvoiceId| -> Result<Einvoiced, Failure> {
        match written_as {
            As::Data(format) => einvoice(view, id, format, language),
            As::Paper => {
                let document = invoice_file(view, id)?;
                Ok(Einvoiced::File(GivenFile { name: document.name, bytes: document.bytes }))
            }
        }
    };
    let (next, enough) = (AtomicUsize::new(0), AtomicBool::new(false));
    let threads = thread::available_parallelism().map_or(1, usize::from).clamp(1, THREADS_MAX);
    thread::scope(|scope| {
        let (finished, to_write) = sync_channel(WAITING_MAX);
        for _ in 0..threads {
            let (finished, ids, next, enough, make) = (finished.clone(), &ids, &next, &enough, &make);
            scope.spawn(move || {
                while !enough.load(Ordering::Relaxed) {
                    let position = next.fetch_add(1, Ordering::Relaxed);
                    let Some(id) = ids.get(position) else { return };
                    let made = door.read(operator, |view| make(view, *id));
                    if finished.send((position, made)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(finished);
        let mut documents = Vec::new();
        let written = to_write.iter().try_for_each(|(position, made)| -> Result<(), Trouble> {
            if let Einvoiced::File(file) = made.as_ref().map_err(|failure| Trouble::from(failure.clone()))? {
                make_folder(folder)?;
                write_file(&folder.join(&file.name), &file.bytes, over)?;
            }
            documents.push((position, made.map(name_or_reason)?));
            call.out.progress(&step, u64::try_from(documents.len()).unwrap_or(total), total);
            if !call.out.is_wanted() {
                enough.store(true, Ordering::Relaxed);
            }
            Ok(())
        });
        enough.store(true, Ordering::Relaxed);
        drop(to_write);
        written.map(|()| in_order(documents))
    })
}

/// Self-billing credit notes; their data lie inside.
pub fn write_self_billed(
    folder: &Path,
    period: Option<Period>,
    operator: &Actor,
    over: Over,
    call: &Call<'_>,
) -> Result<Vec<String>, Trouble> {
    let door = call.app.door();
    let mut names = Vec::new();
    for id in door.read(operator, |view| self_billed_of_period(view, period))? {
        let document = door.read(operator, |view| self_billed_pdf(view, id))?;
        make_folder(folder)?;
        write_file(&folder.join(&document.name), &document.bytes, over)?;
        names.push(document.name);
    }
    Ok(names)
}

type NameOrReason = Result<String, (String, String)>;

fn name_or_reason(made: Einvoiced) -> NameOrReason {
    match made {
        Einvoiced::File(file) => Ok(file.name),
        Einvoiced::LeftOut { number, why } => Err((number, why.join(" "))),
    }
}

/// However quick each thread was, the answer stands in the order of the documents.
fn in_order(mut made: Vec<(usize, NameOrReason)>) -> Documents {
    made.sort_unstable_by_key(|(position, _)| *position);
    let mut documents = Documents::default();
    for (_, made) in made {
        match made {
            Ok(name) => documents.names.push(name),
            Err(left_out) => documents.left_out.push(left_out),
        }
    }
    documents
}
