//! A new role of the office, like one that is there.

use maud::{Markup, html};

use crate::business::access::{NewRole, Portal, Role, create_role, may_give_role};
use crate::business::failure::Failure;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::roles::wishes::roles_shown;
use crate::portals::office::roles::{matrix_path, sheet_path};
use crate::text;
use crate::values::{LocalText, RoleId};
use crate::web::parts::{
    Breadth, Choice, Field, Form, Link, Loudness, form, link_button, select_field, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(new_path(), show).form(new_path(), create)
}

pub const fn new_path() -> &'static str {
    "/office/roles/new"
}

async fn show(visit: Visit) -> Answer {
    let page = new_page(&visit, &Typed::default(), &Complaints::default())?;
    frame::show(&visit, &page)
}

async fn create(visit: Visit, typed: Typed) -> Answer {
    let new = NewRole { name: name_typed(&typed), like: RoleId::parse(typed.text("like")) };
    match visit.write(move |tx| create_role(tx, &new)).await {
        Ok(id) => Ok(redirect_with_message(&sheet_path(id), "office_roles.told.created")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let page = new_page(&visit, &typed, &complaints)?;
            frame::refuse(&visit, &page)
        }
    }
}

pub fn name_typed(typed: &Typed) -> LocalText {
    LocalText::new(typed.text("name_de"), typed.text("name_en"), typed.text("name_zh"))
}

/// The name in three languages; German stands in for the others.
pub fn name_fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let field = |name: &'static str, key: &'static str, optional: bool| Field {
        optional,
        breadth: Breadth::Medium,
        ..filled.field(name, text!(language, key))
    };
    html! {
        (text_field(language, &field("name_de", "office_roles.name.german", false)))
        (text_field(language, &field("name_en", "office_roles.name.english", true)))
        (text_field(language, &field("name_zh", "office_roles.name.chinese", true)))
    }
}

fn new_page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Result<Page, Failure> {
    let language = visit.language;
    let roles = visit.read(|view| {
        let within = |role: &Role| role.portal == Portal::Office && may_give_role(view, view.actor(), role);
        Ok(roles_shown(view).into_iter().filter(|(_, role)| within(role)).collect::<Vec<_>>())
    })?;
    let choice = |(id, role): &(RoleId, Role)| Choice::new(id.to_string(), role.name.get(language));
    let choices: Vec<Choice> = roles.iter().map(choice).collect();
    let filled = Filled { language, typed, complaints };
    let like = Field {
        optional: true,
        breadth: Breadth::Medium,
        hint: Some(text!(language, "office_roles.new.like_hint")),
        ..filled.field("like", text!(language, "office_roles.new.like"))
    };
    Ok(Page {
        title: text!(language, "office_roles.page.new"),
        lead: Some(text!(language, "office_roles.new.lead")),
        back: Some(Link::new(text!(language, "office_roles.page.title"), matrix_path())),
        body: form(
            language,
            &Form {
                action: new_path(),
                csrf: visit.csrf(),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! { (name_fields(&filled)) (select_field(language, &like, &choices)) },
                buttons: vec![
                    submit_button(&text!(language, "office_roles.new.create"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), matrix_path()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        ..Page::default()
    })
}
