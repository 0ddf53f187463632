//! The demo firm keeps its books by the Austrian chart. Validators of DATEV's files ask it to change.

use kontor::app::{App, Clock, Folder, open_store};
use kontor::business::actor::Actor;
use kontor::business::ledger::{BooksSettings, ChartKind, books_settings, set_books_settings};
use kontor::store::Options;

/// `KONTOR_BOOKS` is a data folder of which nobody makes use; without it there is nothing to do.
#[test]
fn a_firm_changes_to_datev() {
    let Some(folder) = std::env::var_os("KONTOR_BOOKS") else { return };
    let folder = Folder::open(std::path::Path::new(&folder), Clock::System.now()).unwrap();
    let store = open_store(&folder, &Options::default()).unwrap();
    let app = App::open(folder, store, Clock::System).unwrap();
    let changed = app.door().write_and_wait(&Actor::operator(), |tx| {
        let before = books_settings(tx).unwrap();
        let (consultant, client) = (Some(29_098), Some(55_003));
        set_books_settings(tx, &BooksSettings { chart: ChartKind::Skr03, consultant, client, ..before })
    });
    changed.unwrap();
    app.close().unwrap();
}
