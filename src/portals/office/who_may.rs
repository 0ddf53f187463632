//! Who can do what the reader may not.

use crate::business::access;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::Language;

/// The roles that have a permission, by name: "Administration, Finanz".
pub fn roles_with(view: &View<'_>, language: Language, needed: Permission) -> String {
    let having = access::roles(view).into_iter().filter(|(_, role)| role.permissions.has(needed));
    let names: Vec<String> = having.map(|(_, role)| role.name.get(language).to_owned()).collect();
    names.join(", ")
}
