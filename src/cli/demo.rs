//! `kontor demo`: plays the demo firm into a folder of its own, and serves it.

use std::path::Path;

use crate::app::{Clock, Door, Folder, FolderTrouble, open_store};
use crate::cli::Exit;
use crate::cli::arguments::Demo;
use crate::cli::call::Manner;
use crate::cli::output::Output;
use crate::cli::trouble::Trouble;
use crate::demo::{self, Size};
use crate::store::Options;

/// Makes the demo firm when it is not there yet; serving it is the caller's.
pub fn make(_demo: &Demo, root: &Path, _manner: &Manner, _out: &mut dyn Output) -> Result<Exit, Trouble> {
    match Folder::look(root)? {
        // Nobody plays a story into a real firm.
        Some(format) if !format.trial => return Err(FolderTrouble::Taken(root.to_owned()).into()),
        Some(_) => return Ok(Exit::NothingToDo),
        None => {}
    }
    let now = Clock::System.now();
    let folder = Folder::create(root, true, now)?;
    let store = open_store(&folder, &Options::default()).map_err(|error| Trouble::opening(root, error))?;
    let door = Door::open(store, Clock::standing_at(now))?;
    demo::play(&door, now, Size::Whole, &mut |_| ())?;
    door.close()?;
    if let Some(store) = door.into_store() {
        store.close()?;
    }
    Ok(Exit::Done)
}
