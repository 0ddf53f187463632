//! What somebody ticked in the matrix, on its way through forms.

use crate::business::access::{self, Portal, Role, RoleWishes};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::RoleId;
use crate::web::Typed;

/// The name of the boxes of a role.
pub fn field(id: RoleId) -> String {
    format!("role-{id}")
}

/// The roles of the matrix: those that can be given, in the order of the portals that they open.
pub fn roles_shown(view: &View<'_>) -> Vec<(RoleId, Role)> {
    let mut roles: Vec<(RoleId, Role)> = access::roles(view).into_iter().filter(|(_, role)| role.is_given()).collect();
    let place = |portal: Portal| match portal {
        Portal::Office => 0,
        Portal::Partner => 1,
        Portal::Customer => 2,
    };
    roles.sort_by_key(|(id, role)| (place(role.portal), *id));
    roles
}

/// Permissions that a role can hold; a visitor's own are nobody's.
pub fn is_for_roles(permission: Permission) -> bool {
    permission != Permission::SignIn
}

/// May whoever looks give or take this permission in this role?
pub fn may_change(view: &View<'_>, role: &Role, permission: Permission) -> bool {
    let within = !role.is_administration() || access::may_give_role(view, view.actor(), role);
    within && is_for_roles(permission) && access::may_give_permission(view, view.actor(), permission)
}

/// The wishes in a form: boxes of the matrix, or their words in one hidden field. A role that the form does not
/// name is left as it is.
pub fn read(view: &View<'_>, typed: &Typed, roles: &[(RoleId, Role)]) -> RoleWishes {
    let named: Vec<&str> = typed.text("roles").split_whitespace().collect();
    let wish = |(id, role): &(RoleId, Role)| {
        let boxes = typed.all(&field(*id)).iter().flat_map(|value| value.split_whitespace());
        let mut wanted: Vec<Permission> = boxes.filter_map(Permission::from_word).collect();
        // What the matrix does not let be changed stays.
        wanted.extend(role.permissions.iter().filter(|permission| !may_change(view, role, *permission)));
        (*id, wanted)
    };
    let shown = roles.iter().filter(|(id, _)| named.contains(&id.to_string().as_str()));
    RoleWishes { wishes: shown.map(wish).collect(), seen: typed.text("seen").to_owned() }
}

/// The same wishes as hidden fields.
pub fn hidden(wishes: &RoleWishes) -> Vec<(String, String)> {
    let ids: Vec<String> = wishes.wishes.iter().map(|(id, _)| id.to_string()).collect();
    let words = |permissions: &[Permission]| permissions.iter().map(|one| one.word()).collect::<Vec<_>>().join(" ");
    let fields = wishes.wishes.iter().map(|(id, wanted)| (field(*id), words(wanted)));
    let others = [("roles".to_owned(), ids.join(" ")), ("seen".to_owned(), wishes.seen.clone())];
    others.into_iter().chain(fields).collect()
}
