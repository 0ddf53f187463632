//! The data folder, and the app around it.

mod backup;
mod firm;
mod folder;
mod kill;
mod place;
