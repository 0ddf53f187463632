//! What can be asked for on the command line.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use serde::{Deserialize, Serialize};

use crate::app::{ExportKind, ImportKind};

#[derive(Debug, Parser)]
#[command(name = "kontor", version, about = "Kontor runs a whole small trading firm.", max_term_width = 100)]
#[command(after_help = "Without a verb Kontor serves its default data folder and opens the browser.\n\
    Exit codes and all else an operator needs: docs/OPERATING.md")]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What every verb takes.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// The data folder [default: `kontor-data` beside the program, else the usual place of this system]
    #[arg(long, global = true, value_name = "DIR", env = "KONTOR_DATA")]
    pub data: Option<PathBuf>,
    /// Answer in JSON, for scripts
    #[arg(long, global = true)]
    pub json: bool,
    /// Answer every question with yes
    #[arg(long, global = true)]
    pub yes: bool,
    /// The language of messages: de, en or zh [default: that of the system]
    #[arg(long, global = true, value_name = "LANGUAGE", env = "KONTOR_LANG")]
    pub lang: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Serve the pages until told to stop
    Serve(Serve),
    /// Play the demo firm into a folder of its own, and serve it
    Demo(Demo),
    /// Make a new data folder out of a backup
    Restore(Restore),
    #[command(flatten)]
    Work(Work),
}

/// Verbs that work on the data of a firm, whether it is being served or not.
#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub enum Work {
    /// Set up a new firm, or print the link by which it is set up in the browser
    Setup(Setup),
    /// List, add, lock and reset the accounts of people
    #[command(subcommand)]
    User(User),
    /// Prove or show the journal
    #[command(subcommand)]
    Journal(Journal),
    /// Build the search index anew
    Reindex,
    /// Compare all tables with each other and name what is wrong
    Check(Check),
    /// Write a complete, encrypted, proven backup
    Backup(Backup),
    /// Take a table in, the whole file or nothing
    Import(Import),
    /// Write what a page offers as a file
    Export(Export),
    /// Check, list, show and adopt commission plans
    #[command(subcommand)]
    Plan(Plan),
    /// Settle a period: simulate, open, calculate, agree, post, pay
    #[command(subcommand)]
    Commission(Commission),
}

#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// The port; 0 takes any free one [default: 7373, or one of the ten after it]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// The address to listen on; 0.0.0.0 lets the whole network in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", env = "KONTOR_LISTEN")]
    pub listen: IpAddr,
    /// Do not open the browser
    #[arg(long, env = "KONTOR_NO_BROWSER", value_parser = clap::builder::FalseyValueParser::new())]
    pub no_browser: bool,
    /// Let the clock start at this instant, as in 2026-10-31T09:00:00; only for a demo firm
    #[arg(long, value_name = "INSTANT")]
    pub clock: Option<String>,
    /// Memory for the store's cache
    #[arg(long, value_name = "MIB", default_value_t = 16, env = "KONTOR_CACHE", value_parser = clap::value_parser!(u16).range(8..=4096))]
    pub cache: u16,
}

#[derive(Clone, Debug, Args)]
pub struct Demo {
    /// Make the folder and end
    #[arg(long)]
    pub seed_only: bool,
    #[command(flatten)]
    pub serve: Serve,
}

#[derive(Debug, Args, Serialize, Deserialize)]
pub struct Setup {
    /// The name of the firm; without it the link for the browser is printed
    #[arg(long, value_name = "NAME", requires = "email")]
    pub firm: Option<String>,
    /// The e-mail address of the first administrator, who signs in with it
    #[arg(long, value_name = "EMAIL", requires = "firm")]
    pub email: Option<String>,
    /// The name of the first administrator [default: the e-mail address]
    #[arg(long, value_name = "NAME", requires = "firm")]
    pub person: Option<String>,
    /// The country of the firm
    #[arg(long, value_name = "CODE", default_value = "AT")]
    pub country: String,
    /// The currency of prices and books, for good [default: that of the country]
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// Read the administrator's password from the first line of this file
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub enum User {
    /// Everybody who has an account
    List,
    /// Make an account and print the link by which its password is chosen
    Add {
        email: String,
        /// What the person may do; may be given more than once
        #[arg(long, value_name = "ROLE", required = true)]
        role: Vec<String>,
        /// The person's name, as it is written here when the person is known already [default: the e-mail address]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Take password and lock away, end all sessions, and print a link for a new password
    Reset { email: String },
    /// Let nobody in with this account
    Lock {
        email: String,
        /// Why
        #[arg(long, value_name = "WORDS")]
        reason: String,
    },
    /// Let its owner in again
    Unlock { email: String },
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub enum Journal {
    /// Recompute every hash of the chain
    Verify,
    /// Print entries, oldest first
    Show {
        /// Only what happened to this, as in order:17
        #[arg(long, value_name = "KIND:ID")]
        subject: Option<String>,
        /// The first number
        #[arg(long, value_name = "N", default_value_t = 1)]
        from: u64,
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
}

#[derive(Debug, Args, Serialize, Deserialize)]
pub struct Check {
    /// Run only this check; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// Name the checks and end
    #[arg(long)]
    pub list: bool,
}

#[derive(Debug, Args, Serialize, Deserialize)]
pub struct Backup {
    /// The file to write, or a folder in which it finds a name of its own
    pub file: PathBuf,
    /// Encrypt for this key (age1…) instead of with a passphrase; may be given more than once
    #[arg(long, value_name = "KEY", env = "KONTOR_BACKUP_RECIPIENT", value_delimiter = ',')]
    pub recipient: Vec<String>,
    /// Read the passphrase from the first line of this file
    #[arg(long, value_name = "FILE", env = "KONTOR_BACKUP_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Overwrite what is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    pub file: PathBuf,
    /// Read the passphrase from the first line of this file
    #[arg(long, value_name = "FILE", env = "KONTOR_BACKUP_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Open the backup with the secret keys in this file (AGE-SECRET-KEY-…)
    #[arg(long, value_name = "FILE", env = "KONTOR_BACKUP_KEY_FILE")]
    pub key_file: Option<PathBuf>,
    /// Only read the backup through, prove it and tell what is in it
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args, Serialize, Deserialize)]
pub struct Import {
    /// What the table holds
    pub kind: ImportKind,
    /// The CSV file
    pub file: PathBuf,
    /// Which of its columns is which of ours
    #[arg(long, value_name = "MAP.toml")]
    pub map: Option<PathBuf>,
    /// Only say what would happen
    #[arg(long)]
    pub dry_run: bool,
    /// Name every bad line, not only the first ones
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Args, Serialize, Deserialize)]
pub struct Export {
    /// What to write
    pub kind: ExportKind,
    /// A file for a table, a folder for documents
    #[arg(long, value_name = "FILE_OR_DIR")]
    pub out: PathBuf,
    /// Only what belongs to this period, as in 2026-03
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    /// Overwrite what is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub enum Plan {
    /// Read a plan file and calculate its examples
    Check {
        /// The plan file
        file: PathBuf,
    },
    /// The plans that the firm has adopted, and those that come with the program
    List,
    /// Print a plan word for word
    Show {
        /// Its name, as in unilevel-simple
        name: String,
        /// [default: the newest]
        #[arg(long, value_name = "N")]
        version: Option<u32>,
    },
    /// Take a plan into the firm, so that runs can use it
    Adopt {
        /// A plan file, or the name of a plan that comes with the program
        file: PathBuf,
        #[command(flatten)]
        actor: ActingAs,
    },
}

/// Who does it, when it is not the person at the machine.
#[derive(Clone, Debug, Args, Serialize, Deserialize)]
pub struct ActingAs {
    /// Act as this account; its password is asked for
    #[arg(long = "as", value_name = "EMAIL")]
    pub email: Option<String>,
    /// Read the account's password from the first line of this file
    #[arg(long, value_name = "FILE", requires = "email")]
    pub password_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub enum Commission {
    /// What a period would give as it is known now; nothing is kept
    Simulate {
        /// As in 2026-03
        period: String,
        /// The plan
        #[arg(long, value_name = "NAME", default_value = "unilevel-simple")]
        plan: String,
        /// Write statements, lines and breakage into this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Overwrite what is there
        #[arg(long)]
        force: bool,
    },
    /// All runs, newest first
    List,
    /// A run with its figures and checks
    Show {
        /// As in L-0001
        run: String,
    },
    /// Open a run over a period that has ended
    Open {
        /// As in 2026-03
        period: String,
        /// The plan
        #[arg(long, value_name = "NAME", default_value = "unilevel-simple")]
        plan: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    /// Settle a run as the period is known now
    Calculate {
        /// As in L-0001
        run: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    /// Ask somebody else to agree to a calculated run
    Submit {
        /// As in L-0001
        run: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    /// Agree to a run that somebody else has opened
    Approve {
        /// As in L-0001
        run: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    /// Do not agree, and say why
    Refuse {
        /// As in L-0001
        run: String,
        /// Why
        #[arg(long, value_name = "WORDS")]
        reason: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    /// Post a run that was agreed to; from then on it never changes
    Post {
        /// As in L-0001
        run: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    /// Make a batch of transfers of what is owed after a posted run
    Pay {
        /// As in L-0001
        run: String,
        /// The day of execution [default: the next bank day]
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        #[command(flatten)]
        actor: ActingAs,
    },
    /// Give up a run that is not posted
    Cancel {
        /// As in L-0001
        run: String,
        /// Why
        #[arg(long, value_name = "WORDS")]
        reason: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    /// Write statements, lines and breakage of a run
    Export {
        /// As in L-0001
        run: String,
        /// The folder
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Overwrite what is there
        #[arg(long)]
        force: bool,
    },
}

impl Plan {
    pub fn acting(&self) -> Option<&ActingAs> {
        match self {
            Plan::Adopt { actor, .. } => Some(actor),
            Plan::Check { .. } | Plan::List | Plan::Show { .. } => None,
        }
    }
}

impl Commission {
    pub fn acting(&self) -> Option<&ActingAs> {
        match self {
            Commission::Open { actor, .. }
            | Commission::Calculate { actor, .. }
            | Commission::Submit { actor, .. }
            | Commission::Approve { actor, .. }
            | Commission::Refuse { actor, .. }
            | Commission::Post { actor, .. }
            | Commission::Pay { actor, .. }
            | Commission::Cancel { actor, .. } => Some(actor),
            Commission::Simulate { .. } | Commission::List | Commission::Show { .. } | Commission::Export { .. } => {
                None
            }
        }
    }
}
