//! The demo firm keeps its books by the Austrian chart. Validators of DATEV's files ask it to change.

use kontor::app::{App, Clock, Folder, open_store};
use kontor::business::actor::Actor;
use kontor::business::ledger::{BmdTerms, BooksSettings, ChartKind, set_books_settings};
use kontor::store::Options;

/// `KONTOR_BOOKS` is a data folder of which nobody makes use; without it there is nothing to do.
#[test]
fn a_firm_changes_to_datev() {
    let Some(folder) = std::env::var_os("KONTOR_BOOKS") else { return };
    let folder = Folder::open(std::path::Path::new(&folder), Clock::System.now()).unwrap();
    let store = open_store(&folder, &Options::default()).unwrap();
    let app = App::open(folder, store, Clock::System).unwrap();
    let settings = BooksSettings {
        chart: ChartKind::Skr03,
        consultant: Some(29_098),
        client: Some(55_003),
        first_month: 1,
        account_length: 4,
        overrides: Vec::new(),
        own_sales: Vec::new(),
        bmd: BmdTerms::default(),
    };
    let changed = app.door().write_and_wait(&Actor::operator(), move |tx| set_books_settings(tx, &settings));
    changed.unwrap();
    app.close().unwrap();
}
