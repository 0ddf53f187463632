//! Legal texts: versions that hold from a day on. An old version is never changed; it stays and can be read.

mod list;
mod new;
mod sheet;

use crate::business::failure::Failure;
use crate::business::pages::LegalKind;
use crate::business::permission::Permission;
use crate::text;
use crate::values::{Day, Language};
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(new::routes()).and(sheet::routes()).behind(Permission::PagesEdit)
}

pub const fn list_path() -> &'static str {
    "/office/legal"
}

fn kind_path(kind: LegalKind) -> String {
    format!("{}/{}", list_path(), kind.word())
}

fn version_path(kind: LegalKind, valid_from: Day) -> String {
    format!("{}/{valid_from}", kind_path(kind))
}

fn known(word: &str) -> Result<LegalKind, Failure> {
    LegalKind::ALL.into_iter().find(|kind| kind.word() == word).ok_or_else(Failure::not_found)
}

fn kind_name(language: Language, kind: LegalKind) -> String {
    text!(language, &format!("office_legal.kind.{}", kind.word()))
}
