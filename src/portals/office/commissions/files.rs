//! A run as files: statements, lines and breakage, in the form that `docs/FORMATS.md` describes.

use axum::extract::Path;

use crate::app::{RunTable, run_table};
use crate::business::commissions::run_number;
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::portals::office::commissions::run_id;
use crate::portals::office::subjects::run_path;
use crate::values::RunId;
use crate::web::{Answer, Routes, Visit, download};

pub fn routes() -> Routes {
    Routes::new().page("/office/commissions/{run}/files/{name}", file).behind(Permission::CommissionsView)
}

/// `statements`, `lines` or `breakage`.
pub fn file_path(id: RunId, table: &str) -> String {
    format!("{}/files/{table}.csv", run_path(id))
}

async fn file(visit: Visit, Path((run, name)): Path<(String, String)>) -> Answer {
    let id = run_id(&run)?;
    let word = name.strip_suffix(".csv").ok_or_else(Failure::not_found)?;
    let table = RunTable::from_word(word).ok_or_else(Failure::not_found)?;
    let bytes = visit.read(|view| run_table(view, id, table))?;
    Ok(download(&format!("{}-{word}.csv", run_number(id)), "text/csv; charset=utf-8", bytes))
}
