//! The second look before permissions change: what is given, what is taken, and whom it concerns.

use maud::{Markup, html};

use crate::business::access::{self, RoleChange, RoleWishes, holders_of, roles_mark};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::roles::matrix::{nothing_changed, refused};
use crate::portals::office::roles::wishes::{hidden, read, roles_shown};
use crate::portals::office::roles::{matrix_path, sentence};
use crate::text;
use crate::values::Language;
use crate::web::parts::{
    Form, Link, Loudness, Meaning, Notice, form, link_button, notice, paragraph, plain_list, section, submit_button,
};
use crate::web::{Answer, Page, Routes, Typed, Visit};

pub fn routes() -> Routes {
    Routes::new().form(check_path(), check)
}

pub const fn check_path() -> &'static str {
    "/office/roles/check"
}

/// So many names are told; of the others, how many there are.
const NAMES_MAX: usize = 12;

/// What changes for one role.
struct Outlook {
    role: String,
    change: RoleChange,
    names: Vec<String>,
    is_own: bool,
}

async fn check(visit: Visit, typed: Typed) -> Answer {
    let (wishes, outlook, mark) = visit.read(|view| {
        let wishes = read(view, &typed, &roles_shown(view));
        Ok((wishes.clone(), outlook(view, &visit, &wishes)?, roles_mark(view)))
    })?;
    if wishes.seen != mark {
        let changed = Refusal::of(RefusalKind::Conflict, Complaint::new("access.refusal.roles_changed"));
        return refused(&visit, wishes, changed.into());
    }
    if outlook.is_empty() {
        return nothing_changed(&visit);
    }
    frame::show(&visit, &check_page(&visit, &wishes, &outlook))
}

fn outlook(view: &View<'_>, visit: &Visit, wishes: &RoleWishes) -> Result<Vec<Outlook>, Failure> {
    view.require(Permission::RolesManage)?;
    let language = visit.language;
    let own = visit.actor.account();
    let of = |(id, wanted): &(crate::values::RoleId, Vec<Permission>)| {
        let role = access::role(view, *id)?;
        let holders = holders_of(view, *id);
        Some(Outlook {
            change: role.change_to(wanted)?,
            role: role.name.get(language).to_owned(),
            is_own: holders.iter().any(|(account, _)| Some(*account) == own),
            names: holders.into_iter().map(|(_, name)| name).collect(),
        })
    };
    Ok(wishes.wishes.iter().filter_map(of).collect())
}

fn check_page(visit: &Visit, wishes: &RoleWishes, outlook: &[Outlook]) -> Page {
    let language = visit.language;
    let fields = hidden(wishes);
    let back = Link::new(text!(language, "office.form.cancel"), matrix_path());
    Page {
        title: text!(language, "office_roles.check.title"),
        lead: Some(text!(language, "office_roles.check.lead")),
        back: Some(Link::new(text!(language, "office_roles.page.title"), matrix_path())),
        body: html! {
            @for one in outlook { (section(&one.role, change(language, one))) }
            (form(language, &Form {
                action: matrix_path(),
                csrf: visit.csrf(),
                hidden: fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect(),
                buttons: vec![
                    submit_button(&text!(language, "office_roles.check.save"), Loudness::Primary),
                    link_button(&back, Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        ..Page::default()
    }
}

fn change(language: Language, one: &Outlook) -> Markup {
    let sentences = |permissions: &[Permission]| {
        plain_list(&permissions.iter().map(|permission| sentence(language, *permission)).collect::<Vec<_>>())
    };
    html! {
        @if one.is_own {
            (notice(&Notice {
                meaning: Meaning::Attention,
                sentence: text!(language, "office_roles.check.own"),
                more: None,
            }))
        }
        @if !one.change.given.is_empty() {
            h3 { (text!(language, "office_roles.check.given")) }
            (sentences(&one.change.given))
        }
        @if !one.change.taken.is_empty() {
            h3 { (text!(language, "office_roles.check.taken")) }
            (sentences(&one.change.taken))
        }
        (paragraph(&concerned(language, &one.names)))
    }
}

/// "Betrifft Anna Muster, Karl Huber und 3 weitere."
fn concerned(language: Language, names: &[String]) -> String {
    let told: Vec<&str> = names.iter().take(NAMES_MAX).map(String::as_str).collect();
    let more = names.len().saturating_sub(NAMES_MAX);
    let joined = told.join(", ");
    match (names.is_empty(), more) {
        (true, _) => text!(language, "office_roles.check.nobody"),
        (false, 0) => text!(language, "office_roles.check.concerns", names = joined),
        (false, more) => text!(language, "office_roles.check.concerns_more", names = joined, count = more),
    }
}
