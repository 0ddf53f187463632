//! One role: its name, who has it, what it allows, and what happened to it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access::{self, Portal, Role, holders_of, may_give_role, rename_role, restore_role, retire_role};
use crate::business::failure::Failure;
use crate::business::journal::{Subject, history};
use crate::business::permission::{Permission, PermissionGroup};
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::roles::new::{name_fields, name_typed};
use crate::portals::office::roles::wishes::is_for_roles;
use crate::portals::office::roles::{matrix_path, sentence, sheet_path};
use crate::text;
use crate::texts;
use crate::values::{Language, RoleId};
use crate::web::parts::{
    Confirmation, Fact, Form, Happening, Link, Loudness, Meaning, Notice, PostButton, confirmation, facts, form,
    link_list, notice, paragraph, plain_list, post_button, section, state, submit_button, text_link, timeline,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/roles/{id}", show)
        .form("/office/roles/{id}/name", rename)
        .form("/office/roles/{id}/retire", retire)
        .form("/office/roles/{id}/restore", restore)
}

/// So many names stand on the sheet; the list of accounts shows them all.
const NAMES_MAX: usize = 30;

struct Sheet {
    language: Language,
    csrf: String,
    id: RoleId,
    role: Role,
    /// Those who have it, with the pages of their accounts for whom may see them.
    holders: Vec<Link>,
    holders_count: usize,
    may_see_accounts: bool,
    /// The role allows nothing that whoever looks may not do.
    may_shape: bool,
    happenings: Vec<Happening>,
}

impl Sheet {
    fn of(view: &View<'_>, visit: &Visit, id: &str) -> Result<Sheet, Failure> {
        view.require(Permission::RolesManage)?;
        let id = RoleId::parse(id).ok_or_else(Failure::not_found)?;
        let role = access::role(view, id).ok_or_else(Failure::not_found)?;
        let holders = holders_of(view, id);
        let teller = Teller::new(view, visit.language);
        let link = |(account, name): &(crate::values::AccountId, String)| {
            Link::new(name.clone(), format!("/office/accounts/{account}"))
        };
        Ok(Sheet {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            id,
            may_shape: may_give_role(view, view.actor(), &role),
            role,
            holders: holders.iter().take(NAMES_MAX).map(link).collect(),
            holders_count: holders.len(),
            may_see_accounts: view.may(Permission::AccountsManage),
            happenings: history(view, &[Subject::of(id)]).iter().map(|entry| teller.happening(entry)).collect(),
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }

    fn stored(&self) -> Typed {
        let name = &self.role.name;
        let pairs = [("name_de", &name.de), ("name_en", &name.en), ("name_zh", &name.zh)];
        Typed::from_pairs(pairs.map(|(field, value)| (field.to_owned(), value.clone())).to_vec())
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let sheet = visit.read(|view| Sheet::of(view, &visit, &id))?;
    frame::show(&visit, &role_page(&sheet, &sheet.stored(), &Complaints::default()))
}

async fn rename(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let role = known(&id)?;
    let name = name_typed(&typed);
    let outcome = visit.write(move |tx| rename_role(tx, role, &name)).await;
    answered(&visit, &id, Some(typed), outcome, "office_roles.told.renamed")
}

async fn retire(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let role = known(&id)?;
    let outcome = visit.write(move |tx| retire_role(tx, role)).await;
    answered(&visit, &id, None, outcome, "office_roles.told.retired")
}

async fn restore(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let role = known(&id)?;
    let outcome = visit.write(move |tx| restore_role(tx, role)).await;
    answered(&visit, &id, None, outcome, "office_roles.told.restored")
}

fn known(id: &str) -> Result<RoleId, Failure> {
    RoleId::parse(id).ok_or_else(Failure::not_found)
}

fn answered(visit: &Visit, id: &str, typed: Option<Typed>, outcome: Result<(), Failure>, told: &'static str) -> Answer {
    match outcome {
        Ok(()) => Ok(redirect_with_message(&sheet_path(known(id)?), told)),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let sheet = visit.read(|view| Sheet::of(view, visit, id))?;
            let typed = typed.unwrap_or_else(|| sheet.stored());
            frame::refuse(visit, &role_page(&sheet, &typed, &complaints))
        }
    }
}

fn role_page(sheet: &Sheet, typed: &Typed, complaints: &Complaints) -> Page {
    let language = sheet.language;
    let (meaning, word) = match sheet.role.retired {
        true => (Meaning::Neutral, "office_roles.state.retired"),
        false => (Meaning::Good, "office_roles.state.in_use"),
    };
    Page {
        title: sheet.role.name.get(language).to_owned(),
        state: Some(state(meaning, &sheet.text(word))),
        back: Some(Link::new(sheet.text("office_roles.page.title"), matrix_path())),
        body: html! {
            @for complaint in complaints.summary().into_iter().filter(|complaint| complaint.field.is_none()) {
                (notice(&Notice { meaning: Meaning::Bad, sentence: complaint.sentence, more: None }))
            }
            (section(&sheet.text("office_roles.page.allows"), allowed(sheet)))
            @if sheet.may_shape {
                (section(&sheet.text("office_roles.sheet.rename"), name_form(sheet, typed, complaints)))
                (section(&sheet.text("office_roles.sheet.retire"), retiring(sheet)))
            } @else {
                (paragraph(&sheet.text("access.refusal.role_beyond")))
            }
        },
        aside: Some(html! {
            (section(&sheet.text("office_roles.sheet.facts"), fact_list(sheet)))
            (section(&sheet.text("office_roles.sheet.holders"), holders(sheet)))
            (section(&sheet.text("office_roles.sheet.history"), timeline(language, &sheet.happenings)))
        }),
        ..Page::default()
    }
}

fn fact_list(sheet: &Sheet) -> Markup {
    let portal = match sheet.role.portal {
        Portal::Office => "office_roles.portal.office",
        Portal::Partner => "office_roles.portal.partner",
        Portal::Customer => "office_roles.portal.customer",
    };
    facts(&[
        Fact::words(sheet.text("office_roles.fact.portal"), &sheet.text(portal)),
        Fact::words(
            sheet.text("office_roles.fact.accounts"),
            &texts::number(sheet.language, i64::try_from(sheet.holders_count).unwrap_or(i64::MAX)),
        ),
        Fact::words(sheet.text("office_roles.fact.key"), &sheet.role.key),
    ])
}

fn holders(sheet: &Sheet) -> Markup {
    if sheet.holders.is_empty() {
        return paragraph(&sheet.text("office_roles.sheet.nobody"));
    }
    if !sheet.may_see_accounts {
        let names: Vec<String> = sheet.holders.iter().map(|link| link.label.clone()).collect();
        return plain_list(&names);
    }
    let all = Link::new(sheet.text("office_roles.sheet.all_holders"), format!("/office/accounts?role={}", sheet.id));
    html! {
        (link_list(&sheet.holders))
        @if sheet.holders_count > sheet.holders.len() { p { (text_link(&all)) } }
    }
}

/// Everything that the role allows, by group; what it does not allow is left out.
fn allowed(sheet: &Sheet) -> Markup {
    let language = sheet.language;
    let of = |group: PermissionGroup| -> Vec<String> {
        let has = group.permissions().filter(|one| is_for_roles(*one) && sheet.role.permissions.has(*one));
        has.map(|permission| sentence(language, permission)).collect()
    };
    html! {
        @for group in PermissionGroup::ALL {
            @let lines = of(group);
            @if !lines.is_empty() {
                h3 { (text!(language, &format!("access.group.{}", group.word()))) }
                (plain_list(&lines))
            }
        }
        p { (text_link(&Link::new(sheet.text("office_roles.sheet.change"), matrix_path()))) }
    }
}

fn name_form(sheet: &Sheet, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = sheet.language;
    let about = complaints.summary().into_iter().filter(|complaint| complaint.field.is_some());
    form(
        language,
        &Form {
            action: &format!("{}/name", sheet_path(sheet.id)),
            csrf: &sheet.csrf,
            guards_changes: true,
            complaints: about.collect(),
            body: name_fields(&Filled { language, typed, complaints }),
            buttons: vec![submit_button(&sheet.text("office_roles.sheet.save_name"), Loudness::Secondary)],
            ..Form::default()
        },
    )
}

fn retiring(sheet: &Sheet) -> Markup {
    let path = |verb: &str| format!("{}/{verb}", sheet_path(sheet.id));
    if sheet.role.retired {
        return html! {
            (paragraph(&sheet.text("office_roles.sheet.is_retired")))
            (post_button(&PostButton {
                label: sheet.text("office_roles.sheet.restore"),
                action: &path("restore"),
                csrf: &sheet.csrf,
                loudness: Loudness::Secondary,
                hidden: Vec::new(),
            }))
        };
    }
    if sheet.role.is_needed() {
        return paragraph(&sheet.text("access.refusal.role_needed"));
    }
    let name = sheet.role.name.get(sheet.language);
    confirmation(
        sheet.language,
        &Confirmation {
            id: "retire",
            opener: sheet.text("office_roles.sheet.retire"),
            heading: text!(sheet.language, "office_roles.sheet.retire_question", name = name),
            consequence: sheet.text("office_roles.sheet.retire_consequence"),
            action: &path("retire"),
            csrf: &sheet.csrf,
            confirm: sheet.text("office_roles.sheet.retire_now"),
            ..Confirmation::default()
        },
    )
}
