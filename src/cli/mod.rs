//! The command line: the operator's verbs, one file each.
//!
//! - *Verb*: one thing that an operator can ask for. Most of them work on the data of a firm.
//! - *Call*: a verb with everything that it works with; the same here and inside the running process.
//! - *Hand-over*: when Kontor already runs on the folder, the verb is run there, and its lines are shown here.
//! - *Output*: where a verb speaks to: this terminal, or the terminal of whoever handed the work over.
//! - *Exit*: how it ended, as a number that scripts can rely on; `docs/OPERATING.md` lists them.

mod arguments;
mod backup;
mod call;
mod acting;
mod aside;
mod check;
mod columns;
mod commission;
mod demo;
mod exit;
mod export;
mod export_auditor;
mod export_documents;
mod hand_over;
mod import;
mod import_einvoice;
mod import_statement;
mod journal;
mod kinds;
mod logging;
mod misunderstood;
mod output;
mod phrasing;
mod plan;
mod plan_run;
mod reindex;
mod restore;
mod secret;
mod serve;
mod setup;
mod start;
mod trouble;
mod user;
mod written;

pub use exit::Exit;
pub use phrasing::command_line;
pub use start::main;
