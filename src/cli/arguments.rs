//! What can be asked for on the command line. What each verb and option is for is told in the person's language:
//! those sentences stand in the texts under `cli_help`, and `phrasing` puts them here.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use serde::{Deserialize, Serialize};

use crate::app::ExportKind;
use crate::cli::kinds::ImportWhat;
use crate::values::{EinvoiceFormat, Language};

#[derive(Debug, Parser)]
#[command(name = "kontor", version, max_term_width = 100)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Not every language that a variable names is one of ours: see `phrasing`.
pub const LANGUAGE_VARIABLE: &str = "KONTOR_LANG";

/// What every verb takes.
#[derive(Clone, Debug, Args)]
pub struct Common {
    #[arg(long, global = true, value_name = "DIR", env = "KONTOR_DATA")]
    pub data: Option<PathBuf>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true)]
    pub yes: bool,
    #[arg(long, alias = "language", global = true, value_name = "LANGUAGE", env = LANGUAGE_VARIABLE, value_parser = language)]
    pub lang: Option<Language>,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    Serve(Serve),
    Demo(Demo),
    Restore(Restore),
    Help(Help),
    #[command(flatten)]
    Work(Work),
}

#[derive(Debug, Args)]
pub struct Help {
    pub command: Vec<String>,
}

/// Verbs that work on the data of a firm, whether it is being served or not. They travel to the process that serves it,
/// which may be newer than the one that asks: what is added to them later has a default.
#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub enum Work {
    Setup(Setup),
    #[command(subcommand)]
    User(User),
    #[command(subcommand)]
    Journal(Journal),
    Reindex,
    Check(Check),
    Backup(Backup),
    Import(Import),
    Export(Export),
    #[command(subcommand)]
    Plan(Plan),
    #[command(subcommand)]
    Commission(Commission),
}

#[derive(Clone, Debug, Args)]
pub struct Serve {
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", env = "KONTOR_LISTEN")]
    pub listen: IpAddr,
    #[arg(long, env = "KONTOR_NO_BROWSER", value_parser = clap::builder::FalseyValueParser::new())]
    pub no_browser: bool,
    #[arg(long, value_name = "INSTANT")]
    pub clock: Option<String>,
    #[arg(long, value_name = "MIB", default_value_t = 8, env = "KONTOR_CACHE", value_parser = clap::value_parser!(u16).range(8..=4096))]
    pub cache: u16,
}

#[derive(Clone, Debug, Args)]
pub struct Demo {
    #[arg(long)]
    pub seed_only: bool,
    #[command(flatten)]
    pub serve: Serve,
}

#[derive(Debug, Args, Serialize, Deserialize)]
pub struct Setup {
    #[arg(long, value_name = "NAME", requires = "email")]
    pub firm: Option<String>,
    #[arg(long, value_name = "EMAIL", requires = "firm")]
    pub email: Option<String>,
    #[arg(long, value_name = "NAME", requires = "firm")]
    pub person: Option<String>,
    #[arg(long, value_name = "CODE", default_value = "AT")]
    pub country: String,
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub enum User {
    List,
    Add {
        email: String,
        #[arg(long, value_name = "ROLE", required = true)]
        role: Vec<String>,
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    Reset {
        email: String,
    },
    Lock {
        email: String,
        #[arg(long, value_name = "WORDS")]
        reason: String,
    },
    Unlock {
        email: String,
    },
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub enum Journal {
    Verify,
    Show {
        #[arg(long, value_name = "SUBJECT")]
        subject: Option<String>,
        #[arg(long, value_name = "N", default_value_t = 1)]
        from: u64,
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
}

#[derive(Debug, Args, Serialize, Deserialize)]
pub struct Check {
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    #[arg(long)]
    pub list: bool,
}

#[derive(Debug, Args, Serialize, Deserialize)]
pub struct Backup {
    pub file: PathBuf,
    #[arg(long, value_name = "KEY", env = "KONTOR_BACKUP_RECIPIENT", value_delimiter = ',')]
    pub recipient: Vec<String>,
    #[arg(long, value_name = "FILE", env = "KONTOR_BACKUP_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
    #[arg(long)]
    #[serde(default)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Restore {
    pub file: PathBuf,
    #[arg(long, value_name = "FILE", env = "KONTOR_BACKUP_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE", env = "KONTOR_BACKUP_KEY_FILE")]
    pub key_file: Option<PathBuf>,
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args, Serialize, Deserialize)]
pub struct Import {
    pub kind: ImportWhat,
    pub file: PathBuf,
    #[arg(long, value_name = "MAP")]
    pub map: Option<PathBuf>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    #[serde(default)]
    pub all: bool,
    #[arg(long, value_name = "IBAN")]
    #[serde(default)]
    pub account: Option<String>,
    #[arg(long, value_name = "WORDS")]
    #[serde(default)]
    pub with_gap: Option<String>,
}

#[derive(Debug, Args, Serialize, Deserialize)]
pub struct Export {
    pub kind: ExportKind,
    #[arg(long, value_name = "FILE_OR_DIR")]
    pub out: PathBuf,
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    #[arg(long, value_name = "FORMAT")]
    #[serde(default)]
    pub format: Option<EinvoiceFormat>,
    #[arg(long, value_name = "WHY")]
    #[serde(default)]
    pub again: Option<String>,
    #[arg(long)]
    #[serde(default)]
    pub force: bool,
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub enum Plan {
    Check {
        #[arg(required = true)]
        file: Vec<PathBuf>,
    },
    Explain {
        file: PathBuf,
    },
    Run(PlanRun),
    ExplainPerson(PlanExplainPerson),
    List,
    Show {
        name: String,
        #[arg(long, value_name = "N")]
        version: Option<u32>,
    },
    Adopt {
        file: PathBuf,
        #[command(flatten)]
        actor: ActingAs,
    },
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
pub struct PlanRun {
    pub file: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub facts: PathBuf,
    #[arg(long)]
    pub period: String,
    #[arg(long, value_name = "PERIOD_DIR")]
    #[serde(default)]
    pub before: Vec<String>,
    #[arg(long)]
    pub csv: bool,
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
pub struct PlanExplainPerson {
    pub file: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub facts: PathBuf,
    #[arg(long)]
    pub period: String,
    #[arg(long, value_name = "PERIOD_DIR")]
    #[serde(default)]
    pub before: Vec<String>,
    #[arg(long, value_name = "ID")]
    pub person: String,
    #[arg(long, value_name = "NAME")]
    pub bonus: Option<String>,
}

/// Who does it, when it is not the person at the machine.
#[derive(Clone, Debug, Args, Serialize, Deserialize)]
pub struct ActingAs {
    #[arg(long = "as", value_name = "EMAIL")]
    pub email: Option<String>,
    #[arg(long, value_name = "FILE", requires = "email")]
    pub password_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub enum Commission {
    Simulate {
        period: String,
        #[arg(long, value_name = "NAME", default_value = "unilevel-simple")]
        plan: String,
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        #[arg(long)]
        #[serde(default)]
        force: bool,
    },
    List,
    Show {
        run: String,
    },
    Open {
        period: String,
        #[arg(long, value_name = "NAME", default_value = "unilevel-simple")]
        plan: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    Calculate {
        run: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    Submit {
        run: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    Approve {
        run: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    Refuse {
        run: String,
        #[arg(long, value_name = "WORDS")]
        reason: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    Post {
        run: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    Pay {
        run: String,
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        #[command(flatten)]
        actor: ActingAs,
    },
    Cancel {
        run: String,
        #[arg(long, value_name = "WORDS")]
        reason: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    Correct {
        run: String,
        #[arg(long, value_name = "WORDS")]
        reason: String,
        #[command(flatten)]
        actor: ActingAs,
    },
    Export {
        run: String,
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        #[arg(long)]
        #[serde(default)]
        force: bool,
    },
}

/// Read by hand: what is wrong with it is told by us.
fn language(tag: &str) -> Result<Language, String> {
    Language::parse(tag).ok_or_else(|| tag.to_owned())
}

impl Plan {
    pub fn acting(&self) -> Option<&ActingAs> {
        match self {
            Plan::Adopt { actor, .. } => Some(actor),
            Plan::Check { .. }
            | Plan::Explain { .. }
            | Plan::Run(_)
            | Plan::ExplainPerson(_)
            | Plan::List
            | Plan::Show { .. } => None,
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
            | Commission::Correct { actor, .. }
            | Commission::Cancel { actor, .. } => Some(actor),
            Commission::Simulate { .. } | Commission::List | Commission::Show { .. } | Commission::Export { .. } => {
                None
            }
        }
    }
}
