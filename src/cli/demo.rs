//! `kontor demo`: plays the demo firm into a folder of its own, and serves it.

use std::path::Path;

use crate::app::{Clock, Folder, FolderTrouble};
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::arguments::Demo;
use crate::cli::call::Manner;
use crate::cli::output::Output;
use crate::cli::trouble::Trouble;

/// Makes the demo firm when it is not there yet; serving it is the caller's.
pub fn make(_demo: &Demo, root: &Path, _manner: &Manner, _out: &mut dyn Output) -> Result<Exit, Trouble> {
    match Folder::look(root)? {
        // Nobody plays a story into a real firm.
        Some(format) if !format.trial => return Err(FolderTrouble::Taken(root.to_owned()).into()),
        Some(_) => return Ok(Exit::NothingToDo),
        None => {}
    }
    drop(Folder::create(root, true, Clock::System.now())?);
    Err(Trouble::new(Exit::Failed, Complaint::new("cli.demo.unwritten")))
}
