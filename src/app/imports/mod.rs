//! Taking a table in: the whole file or nothing, and the same file twice changes nothing.
//!
//! - *Kind*: what the rows are; each has a file of its own here.
//! - *Taking*: all rows in one transaction; a row that a rule refuses is noted, and the others are still looked at.

mod categories;
mod headings;
mod orders;
mod partners;
mod people;
mod products;
mod stock;
mod taking;

use serde::{Deserialize, Serialize};

use crate::app::door::Door;
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::exchange::tables::{Problem, Sheet};

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportKind {
    Categories,
    Products,
    People,
    Partners,
    Orders,
    Stock,
}

impl ImportKind {
    /// In the order in which a new firm takes them in.
    pub const ALL: [ImportKind; 6] = [
        ImportKind::Categories,
        ImportKind::Products,
        ImportKind::Stock,
        ImportKind::Partners,
        ImportKind::People,
        ImportKind::Orders,
    ];

    /// A stable word for paths, the command line and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            ImportKind::Categories => "categories",
            ImportKind::Products => "products",
            ImportKind::People => "people",
            ImportKind::Partners => "partners",
            ImportKind::Orders => "orders",
            ImportKind::Stock => "stock",
        }
    }

    /// What one must be allowed besides taking data in.
    pub const fn needs(self) -> Permission {
        match self {
            ImportKind::Categories | ImportKind::Products => Permission::CatalogEdit,
            ImportKind::Stock => Permission::StockMove,
            ImportKind::Partners => Permission::PartnersEdit,
            ImportKind::People | ImportKind::Orders => Permission::CustomersEdit,
        }
    }

    pub fn from_word(word: &str) -> Option<ImportKind> {
        ImportKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Whether what was found out is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    Everything,
    /// Everything is tried, and forgotten again.
    Nothing,
}

/// What an import did, or would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    pub new: u32,
    pub changed: u32,
    pub same: u32,
    /// Made along the way, because orders needed them.
    pub customers: u32,
    pub products: u32,
}

/// Why nothing was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportTrouble {
    /// Every bad line, with number, column, value and what is wrong.
    Problems(Vec<Problem>),
    Failure(Failure),
    /// Nobody waits for it any more.
    Interrupted,
}

impl From<Failure> for ImportTrouble {
    fn from(failure: Failure) -> Self {
        ImportTrouble::Failure(failure)
    }
}

impl From<Vec<Problem>> for ImportTrouble {
    fn from(problems: Vec<Problem>) -> Self {
        ImportTrouble::Problems(problems)
    }
}

/// Is told how many rows of how many are done, and answers whether to go on.
pub type Watch<'w> = &'w mut dyn FnMut(u64, u64) -> bool;

/// Takes a table in, or only tries it.
pub fn import(
    door: &Door,
    actor: &Actor,
    kind: ImportKind,
    sheet: &Sheet,
    keep: Keep,
    watch: Watch<'_>,
) -> Result<ImportCounts, ImportTrouble> {
    door.read(actor, |view| {
        view.require(Permission::DataImport)?;
        view.require(kind.needs())
    })?;
    if let Some(problem) = headings::wrong_headings(kind, sheet) {
        return Err(ImportTrouble::Problems(vec![problem]));
    }
    let taking = taking::Taking { door, actor, sheet, keep };
    match kind {
        ImportKind::Categories => categories::import(&taking, watch),
        ImportKind::Products => products::import(&taking, watch),
        ImportKind::People => people::import(&taking, watch),
        ImportKind::Partners => partners::import(&taking, watch),
        ImportKind::Orders => orders::import(&taking, watch),
        ImportKind::Stock => stock::import(&taking, watch),
    }
}
