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
use crate::text;

/// Makes the demo firm when it is not there yet, and prints who can sign in; serving it is the caller's.
pub fn make(_demo: &Demo, root: &Path, manner: &Manner, out: &mut dyn Output) -> Result<Exit, Trouble> {
    let known = match Folder::look(root)? {
        // Nobody plays a story into a real firm.
        Some(format) if !format.trial => return Err(FolderTrouble::Taken(root.to_owned()).into()),
        Some(_) => true,
        None => false,
    };
    let now = Clock::System.now();
    let folder = if known { Folder::open(root, now) } else { Folder::create(root, true, now) };
    let folder = match folder {
        // It runs already: its sign-ins were printed when it was made.
        Err(FolderTrouble::InUse { .. }) if known => return Ok(Exit::NothingToDo),
        folder => folder?,
    };
    let store = open_store(&folder, &Options::default()).map_err(|error| Trouble::opening(root, error))?;
    let door = Door::open(store, Clock::standing_at(now))?;
    // A play that was interrupted has left an empty folder.
    let to_play = door.store().is_empty()?;
    if to_play {
        let what = text!(manner.language, "cli.demo.playing");
        demo::play(&door, now, Size::Whole, &mut |progress| {
            out.progress(&what, u64::from(progress.done), u64::from(progress.of));
        })?;
    }
    print_sign_ins(&door, manner, out)?;
    door.close()?;
    if let Some(store) = door.into_store() {
        store.close()?;
    }
    Ok(if to_play { Exit::Done } else { Exit::NothingToDo })
}

fn print_sign_ins(door: &Door, manner: &Manner, out: &mut dyn Output) -> Result<(), Trouble> {
    let sign_ins = demo::sign_ins(door, manner.language)?;
    out.say(&text!(manner.language, "cli.demo.sign_ins"));
    for one in &sign_ins {
        out.say(&format!("  {:<42} {:<24} {}", one.email, one.name, one.role));
    }
    out.say(&text!(manner.language, "cli.demo.password", password = demo::PASSWORD));
    Ok(())
}
