//! The matrix of all roles: what each allows, in plain sentences.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::access::{self, Role, RoleWishes, change_roles, roles_mark};
use crate::business::failure::{Complaint, Failure, RefusalKind};
use crate::business::permission::{Permission, PermissionGroup};
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::roles::wishes::{field, is_for_roles, may_change, read, roles_shown};
use crate::portals::office::roles::{check, matrix_path, new, sentence, sheet_path};
use crate::text;
use crate::values::{Language, RoleId};
use crate::web::parts::{
    CellField, Form, Icon, Link, Loudness, Matrix, MatrixGroup, MatrixLine, cell_check, fold, form, icon, key_button,
    link_list, matrix, paragraph, spoken, submit_button, ways_to_keep,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(matrix_path(), show).form(matrix_path(), save)
}

/// All roles with what they allow now, or what somebody wishes that they did.
pub struct Sight {
    language: Language,
    csrf: String,
    roles: Vec<(RoleId, Role)>,
    wishes: Option<RoleWishes>,
    retired: Vec<Link>,
    mark: String,
    /// Boxes that whoever looks cannot change, because the permission is not the own.
    fixed: BTreeSet<(RoleId, Permission)>,
}

impl Sight {
    pub fn of(view: &View<'_>, visit: &Visit, wishes: Option<RoleWishes>) -> Result<Sight, Failure> {
        view.require(Permission::RolesManage)?;
        let language = visit.language;
        let retired = access::roles(view).into_iter().filter(|(_, role)| role.retired);
        let roles = roles_shown(view);
        let fixed = |(id, role): &(RoleId, Role)| {
            let all = Permission::ALL.iter().filter(|permission| !may_change(view, role, **permission));
            all.map(|permission| (*id, *permission)).collect::<Vec<_>>()
        };
        Ok(Sight {
            language,
            csrf: visit.csrf().to_owned(),
            fixed: roles.iter().flat_map(fixed).collect(),
            roles,
            wishes,
            retired: retired.map(|(id, role)| Link::new(role.name.get(language), sheet_path(id))).collect(),
            mark: roles_mark(view),
        })
    }

    fn ticks(&self, id: RoleId, role: &Role, permission: Permission) -> bool {
        let wished = self.wishes.as_ref().and_then(|all| all.wishes.iter().find(|(of, _)| *of == id));
        wished.map_or_else(|| role.permissions.has(permission), |(_, wanted)| wanted.contains(&permission))
    }
}

async fn show(visit: Visit) -> Answer {
    let sight = visit.read(|view| Sight::of(view, &visit, None))?;
    frame::show(&visit, &matrix_page(&sight, &Complaints::default()))
}

async fn save(visit: Visit, typed: Typed) -> Answer {
    let wishes = visit.read(|view| Ok(read(view, &typed, &roles_shown(view))))?;
    let wanted = wishes.clone();
    match visit.write(move |tx| change_roles(tx, &wanted)).await {
        Ok(()) => Ok(redirect_with_message(matrix_path(), "office_roles.told.changed")),
        Err(failure) => refused(&visit, wishes, failure),
    }
}

/// After a conflict the page shows how things are now, else what was wished.
pub fn refused(visit: &Visit, wishes: RoleWishes, failure: Failure) -> Answer {
    let is_conflict = matches!(&failure, Failure::Refused(refusal) if refusal.kind == RefusalKind::Conflict);
    let complaints = Complaints::of(visit.language, failure)?;
    let sight = visit.read(|view| Sight::of(view, visit, Some(wishes).filter(|_| !is_conflict)))?;
    let status = if is_conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::refuse_with(visit, status, &matrix_page(&sight, &complaints))
}

/// Nothing was ticked differently.
pub fn nothing_changed(visit: &Visit) -> Answer {
    let complaint = Complaint::new("office_roles.refusal.nothing_changed");
    let sight = visit.read(|view| Sight::of(view, visit, None))?;
    frame::refuse(visit, &matrix_page(&sight, &Complaints::said(visit.language, &[complaint])))
}

fn matrix_page(sight: &Sight, complaints: &Complaints) -> Page {
    let language = sight.language;
    let ids: Vec<String> = sight.roles.iter().map(|(id, _)| id.to_string()).collect();
    let new = Link::new(text!(language, "office_roles.page.new"), new::new_path());
    Page {
        title: text!(language, "office_roles.page.title"),
        lead: Some(text!(language, "office_roles.page.lead")),
        primary: Some(key_button(&new, 'n', Loudness::Primary)),
        body: html! {
            (form(language, &Form {
                action: check::check_path(),
                csrf: &sight.csrf,
                guards_changes: true,
                hidden: vec![("roles", ids.join(" ")), ("seen", sight.mark.clone())],
                complaints: complaints.summary(),
                body: matrix(&table(sight)),
                buttons: vec![submit_button(&text!(language, "office_roles.page.check"), Loudness::Secondary)],
                ..Form::default()
            }))
            @if !sight.retired.is_empty() {
                (fold(&text!(language, "office_roles.page.retired"), link_list(&sight.retired)))
            }
            @if !sight.fixed.is_empty() { (paragraph(&text!(language, "office_roles.page.fixed"))) }
            (ways_to_keep(language, None))
        },
        ..Page::default()
    }
}

fn table(sight: &Sight) -> Matrix {
    let language = sight.language;
    let column = |(id, role): &(RoleId, Role)| Link::new(role.name.get(language), sheet_path(*id));
    let line = |permission: Permission| MatrixLine {
        words: sentence(language, permission),
        cells: sight.roles.iter().map(|(id, role)| cell(sight, *id, role, permission)).collect(),
    };
    let group = |group: PermissionGroup| MatrixGroup {
        heading: text!(language, &format!("access.group.{}", group.word())),
        lines: group.permissions().filter(|permission| is_for_roles(*permission)).map(line).collect(),
    };
    Matrix {
        caption: text!(language, "office_roles.page.title"),
        corner: text!(language, "office_roles.page.allows"),
        columns: sight.roles.iter().map(column).collect(),
        groups: PermissionGroup::ALL.into_iter().map(group).collect(),
    }
}

/// A box to tick; a mark where nobody can take the permission away.
fn cell(sight: &Sight, id: RoleId, role: &Role, permission: Permission) -> Markup {
    let language = sight.language;
    if role.always().contains(&permission) {
        return html! { (icon(Icon::Good)) (spoken(&text!(language, "office_roles.page.always"))) };
    }
    if sight.fixed.contains(&(id, permission)) {
        return fixed_mark(language, role.permissions.has(permission));
    }
    let name = field(id);
    let label = format!("{}, {}", sentence(language, permission), role.name.get(language));
    let ticked = sight.ticks(id, role, permission).then(|| permission.word());
    let chosen: Vec<&str> = ticked.into_iter().collect();
    cell_check(&CellField { name: &name, value: permission.word(), label, ..CellField::default() }, &chosen)
}

/// What a role allows, where whoever looks cannot change it.
fn fixed_mark(language: Language, allowed: bool) -> Markup {
    html! {
        @if allowed {
            (icon(Icon::Good)) (spoken(&text!(language, "office_roles.page.fixed_yes")))
        } @else {
            "–" (spoken(&text!(language, "office_roles.page.fixed_no")))
        }
    }
}
