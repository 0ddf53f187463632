//! A small firm in a folder of its own, opened as the program opens it.

use std::path::{Path, PathBuf};

use kontor::app::{App, Clock, Folder, open_store};
use kontor::business::actor::Actor;
use kontor::business::catalog::{Category, save_category};
use kontor::store::Options;
use kontor::values::{CategoryId, Instant, LocalText};
use tempfile::TempDir;

pub struct Home {
    pub folder: TempDir,
}

impl Home {
    pub fn new() -> Home {
        Home { folder: TempDir::new().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }
}

pub fn now() -> Instant {
    Instant::from_micros(1_780_000_000_000_000)
}

pub fn open(root: &Path) -> App {
    let folder = Folder::open_or_create(root, now()).unwrap();
    let store = open_store(&folder, &Options::default()).unwrap();
    App::open(folder, store, Clock::standing_at(now())).unwrap()
}

/// One acknowledged command.
pub fn add_category(app: &App, code: &str) -> CategoryId {
    let category = Category {
        code: code.to_owned(),
        parent: None,
        name: LocalText::new(code, code, code),
        description: LocalText::default(),
        sort: 1,
        picture: String::new(),
    };
    app.door().write_and_wait(&Actor::operator(), move |tx| save_category(tx, None, &category)).unwrap()
}

/// A firm with some rows.
pub fn firm(root: &Path, categories: usize) -> App {
    let app = open(root);
    for number in 1..=categories {
        add_category(&app, &format!("category-{number}"));
    }
    app
}
