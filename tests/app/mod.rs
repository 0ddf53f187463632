//! The data folder, the app around it, and its workers.

mod backup;
mod bank_files;
mod books;
mod firm;
mod folder;
mod imports;
mod kept;
mod kill;
mod outbox;
mod papers;
mod place;
mod searching;
mod secrets;
mod sent_forms;
