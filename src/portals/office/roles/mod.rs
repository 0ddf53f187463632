//! Roles and what they allow.
//!
//! - *Matrix*: all permissions against all roles, to read, to print, and to change after a second look.
//! - *Sheet*: one role: its name, who has it, what it allows.

mod check;
mod matrix;
mod new;
mod sheet;
mod wishes;

use crate::business::permission::Permission;
use crate::text;
use crate::values::{Language, RoleId};
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(matrix::routes())
        .and(check::routes())
        .and(new::routes())
        .and(sheet::routes())
        .behind(Permission::RolesManage)
}

pub const fn matrix_path() -> &'static str {
    "/office/roles"
}

pub fn sheet_path(id: RoleId) -> String {
    format!("{}/{id}", matrix_path())
}

/// What a permission allows, in one plain sentence.
pub fn sentence(language: Language, permission: Permission) -> String {
    text!(language, &format!("access.permission.{}", permission.word()))
}
