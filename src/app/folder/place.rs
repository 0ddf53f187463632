//! Where data folders lie by default, and whether data are safe at a place.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// What is known of the place where a folder lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Local,
    /// A file system of another machine: locks and flushes are not to be trusted there.
    Network {
        kind: String,
    },
    /// A folder that a program copies elsewhere while we write.
    Cloud {
        name: String,
    },
}

/// File systems of other machines, as Linux names them.
const NETWORK_KINDS: [&str; 14] = [
    "afs",
    "ceph",
    "cifs",
    "davfs",
    "fuse.davfs2",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "glusterfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
];

/// Names of folders that are synchronised, in small letters.
const CLOUD_NAMES: [&str; 9] = [
    "dropbox",
    "google drive",
    "icloud drive",
    "iclouddrive",
    "magentacloud",
    "mobile documents",
    "nextcloud",
    "onedrive",
    "owncloud",
];

/// `kontor-data` beside the program when it is there, else the system's usual place for data of this person.
pub fn default_folder() -> Option<PathBuf> {
    portable_folder().or_else(|| data_home().map(|home| home.join(folder_name(""))))
}

/// Where the demo firm lies unless somebody says otherwise.
pub fn demo_folder() -> Option<PathBuf> {
    data_home().map(|home| home.join(folder_name("-demo")))
}

fn portable_folder() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok()?.parent()?.join("kontor-data");
    beside.is_dir().then_some(beside)
}

#[cfg(windows)]
fn data_home() -> Option<PathBuf> {
    // The roaming folder is copied between machines at sign-in, so the local one is taken.
    etcetera::base_strategy::choose_native_strategy().ok().map(|strategy| strategy.cache_dir())
}

#[cfg(not(windows))]
fn data_home() -> Option<PathBuf> {
    etcetera::base_strategy::choose_native_strategy().ok().map(|strategy| strategy.data_dir())
}

fn folder_name(suffix: &str) -> String {
    let name = if cfg!(any(windows, target_os = "macos")) { "Kontor" } else { "kontor" };
    format!("{name}{suffix}")
}

/// Looks at the path, and on Linux at the list of mounted file systems.
pub fn place_of(folder: &Path) -> Place {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    place_among(&folder.canonicalize().unwrap_or_else(|_| folder.to_owned()), &mounts)
}

/// The same with a given list of mounts, in the form of `/proc/self/mountinfo`.
pub fn place_among(folder: &Path, mounts: &str) -> Place {
    if let Some(name) = cloud_name(folder) {
        return Place::Cloud { name };
    }
    if folder.to_string_lossy().starts_with(r"\\") {
        return Place::Network { kind: "UNC".to_owned() };
    }
    let mounted = mounts.lines().filter_map(mount);
    let nearest =
        mounted.filter(|(point, _)| folder.starts_with(point)).max_by_key(|(point, _)| point.as_os_str().len());
    match nearest {
        Some((_, kind)) if NETWORK_KINDS.contains(&kind.as_str()) => Place::Network { kind },
        _ => Place::Local,
    }
}

/// Mount point and kind of one line; the kind stands behind a lonely dash, and a blank is written `\040`.
fn mount(line: &str) -> Option<(PathBuf, String)> {
    let (before, after) = line.split_once(" - ")?;
    let point = before.split(' ').nth(4)?.replace(r"\040", " ");
    Some((PathBuf::from(point), after.split(' ').next()?.to_owned()))
}

fn cloud_name(folder: &Path) -> Option<String> {
    let parts = folder.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.into_iter().find(|part| {
        let part = part.to_lowercase();
        // Firms add their name: `OneDrive - Example Ltd`.
        CLOUD_NAMES.iter().any(|name| part == *name || part.starts_with(&format!("{name} ")))
    })
}

/// What is free for us at a place; `None` when the system does not say.
pub fn free_bytes(at: &Path) -> Option<u64> {
    fs4::available_space(at).ok()
}
