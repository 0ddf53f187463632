//! The door: opens the store, holds the clock, runs `read` and `write`, wakes the workers.

mod backup;
mod bank_desk;
mod bank_files;
mod calendar;
mod backup_work;
mod caught_up;
mod clock;
mod door;
mod exports;
mod folder;
mod founding;
mod guarded;
mod import_desk;
mod imports;
mod indexer;
mod kept;
mod kontor;
mod line_matching;
mod letters;
mod links;
mod mail_trial;
mod outbox;
mod papers;
mod restore;
mod run_tables;
mod run_work;
mod sandbox_desk;
mod passwords;
mod presence;
mod sealing;
mod secrets;
mod sent_forms;
mod shelves;
mod throttle;
mod work_shelf;

pub use backup::{Proven, part_of, same_disk, verify_backup};
pub use backup_work::{
    BackupStanding, BackupWork, KeptBackup, MadeBackup, OpenBackup, PASSPHRASE_LENGTH_MAX, PASSPHRASE_LENGTH_MIN,
};
pub use bank_desk::{BankDesk, BankFileBegun, BankFileKey, BankFileOutcome, BankFileStage, BankFileStanding};
pub use bank_files::{BankFileTrouble, BankSource, BankTaken, SentBankFile, WatchLines, take_bank_file};
pub use calendar::{LookedForSeats, begin_day, look_at_calendar, run_calendar};
pub use clock::Clock;
pub use door::{Batch, Door};
pub use exports::{
    AuditTables, BooksPreview, Einvoiced, ExportKind, GivenFile, LeavingFile, Narrowing, SepaFileOf, SepaFileRow,
    SepaStanding, audit_tables, books_preview, einvoice, export, file_name, files_of_run, files_of_simulation,
    invoice_file, invoice_ids, note_fetched, ready_to_export, require_export, sepa_file, sepa_files, unwritten_file,
    write_export, write_journal,
};
pub use folder::{
    Beginning, DATA_FORMAT, Folder, FolderTrouble, Format, Layout, Place, Running, default_folder, demo_folder,
    free_bytes, os_words, place_among, place_of, remove_if_there, sync_folder, write_whole,
};
pub use founding::{Founding, FoundingStanding, FoundingWork, fill_apart, restore_upload};
pub use guarded::guarded;
pub use import_desk::{ImportBegun, ImportDesk, ImportKey, ImportOutcome, ImportStage, ImportStanding, SentTable};
pub use imports::{ImportCounts, ImportKind, ImportTrouble, Keep, Watch, import};
pub use indexer::Indexer;
pub use kept::Kept;
pub use kontor::{App, open_store};
pub use letters::preview;
pub use links::Links;
pub use outbox::{Means, Round, run_outbox, send_due};
pub use papers::{
    SamplePaper, billing_document, billing_document_by_link, delivery_note, einvoice_file, einvoice_troubles,
    extract_pdf, mandate_form_pdf, mandate_pdf, order_confirmation, own_mandate_pdf, pick_sheet, reminder_pdf,
    sample_paper, sample_reminder, self_billed_data, self_billed_pdf, statement_pdf, year_pdf,
};
pub use passwords::PasswordWork;
pub use presence::Presence;
pub use restore::{Beside, RestoreTrouble, Restored, restore_into};
pub use run_tables::{RunTable, run_table};
pub use run_work::{RunDeed, RunProgress, RunStanding, RunWork};
pub use sandbox_desk::{ReplayAsked, ReplayKey, ReplayStanding, Replaying, SandboxDesk};
pub use sealing::{run_sealing, seal_papers};
pub use secrets::Secrets;
pub use sent_forms::{SentForms, Turn};
pub use shelves::Shelves;
pub use throttle::{Counted, Throttle};
