//! A verb at work on the data of a firm.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::business::actor::Actor;
use crate::business::failure::Complaint;
use crate::business::firm::firm;
use crate::cli::arguments::Work;
use crate::cli::output::Output;
use crate::cli::secret::Secret;
use crate::cli::trouble::Trouble;
use crate::cli::{Exit, backup, check, commission, export, import, journal, plan, reindex, setup, user};
use crate::values::Language;

/// How the person asked, beside the verb itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manner {
    pub language: Language,
    pub json: bool,
    pub yes: bool,
    /// Where the person stands: paths are read from there.
    pub at: PathBuf,
}

/// Everything that a verb works with.
pub struct Call<'c> {
    pub app: &'c App,
    pub manner: &'c Manner,
    /// What was asked from the person before the work began.
    pub secret: Option<&'c Secret>,
    /// Whether the file itself was found whole before the work began; nobody can tell while others use it.
    pub file_whole: Option<bool>,
    pub out: &'c mut dyn Output,
}

impl Call<'_> {
    /// A path as the person meant it.
    pub fn path(&self, given: &Path) -> PathBuf {
        self.manner.at.join(given)
    }

    pub fn say(&mut self, line: &str) {
        self.out.say(line);
    }
}

/// Runs a verb; trouble has been told when this ends.
pub fn perform(work: &Work, call: &mut Call<'_>) -> Exit {
    let done = match work {
        Work::Setup(wanted) => setup::run(wanted, call),
        _ if is_without_firm(call.app) => {
            let path = call.app.folder().layout().root().display().to_string();
            Err(Trouble::new(Exit::NoData, Complaint::new("cli.trouble.no_firm").with("path", path)))
        }
        Work::User(wanted) => user::run(wanted, call),
        Work::Reindex => reindex::run(call),
        Work::Journal(wanted) => journal::run(wanted, call),
        Work::Check(wanted) => check::run(wanted, call),
        Work::Backup(wanted) => backup::run(wanted, call),
        Work::Import(wanted) => import::run(wanted, call),
        Work::Export(wanted) => export::run(wanted, call),
        Work::Plan(wanted) => plan::run(wanted, call),
        Work::Commission(wanted) => commission::run(wanted, call),
    };
    match done {
        Ok(_) if !call.out.is_wanted() => Exit::Interrupted,
        Ok(exit) => exit,
        Err(trouble) => told(&trouble, call.manner, call.out),
    }
}

/// A folder that waits to be set up. One that cannot even be asked is left to the verb, which says what is wrong.
pub fn is_without_firm(app: &App) -> bool {
    matches!(app.door().read(&Actor::operator(), |view| Ok(firm(view).is_some())), Ok(false))
}

pub fn told(trouble: &Trouble, manner: &Manner, out: &mut dyn Output) -> Exit {
    trouble.tell(manner.language, manner.json, out);
    trouble.exit
}
