//! The data folder: everything of one firm in one place.
//!
//! - *Folder*: a data folder that this process holds; nobody else can open it meanwhile.
//! - *Beginning*: what a new folder held before a firm was begun in it, until the firm stands.
//! - *Format*: the file that says which program may read the data, readable without opening the store.
//! - *Running*: what the process that holds a folder tells the others: its number, its address, since when.
//! - *Place*: where the folder lies, and whether data are safe there.

mod beginning;
mod files;
mod format;
mod held;
mod place;
mod running;
mod trouble;

pub use beginning::Beginning;
pub(super) use files::{private, private_folder};
pub use files::{remove_if_there, sync_folder, write_whole};
pub use format::{DATA_FORMAT, Format};
pub use held::{Folder, Layout};
pub use place::{Place, default_folder, demo_folder, free_bytes, place_among, place_of};
pub use running::Running;
pub use trouble::{FolderTrouble, os_words};
