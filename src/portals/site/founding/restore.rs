//! The third door: a backup becomes this folder's firm.

use axum::http::StatusCode;
use maud::html;

use crate::app::{Founding, FoundingWork, restore_upload};
use crate::portals::fields::Filled;
use crate::portals::site::founding::{founding_path, progress_path, require_claim};
use crate::text;
use crate::web::parts::{
    Field, Form, Link, Loudness, file_field, form, link_button, paragraph, password_field, submit_button,
};
use crate::web::{Answer, Complaints, Frame, Page, Routes, Typed, Visit, redirect};

pub fn routes() -> Routes {
    Routes::new().page(restore_path(), show).form(restore_path(), restore)
}

pub const fn restore_path() -> &'static str {
    "/start/restore"
}

async fn show(visit: Visit) -> Answer {
    require_claim(&visit)?;
    let page = restore_page(&visit, &Typed::default(), &Complaints::default());
    visit.page(Frame::Bare, &visit.base_facts(), &page)
}

async fn restore(visit: Visit, typed: Typed) -> Answer {
    require_claim(&visit)?;
    let Some(upload) = typed.file("backup") else {
        let missing = crate::business::failure::Complaint::new("site.founding.restore.no_file").at("backup");
        let complaints = Complaints::said(visit.language, &[missing]);
        let mut response = visit.page(Frame::Bare, &visit.base_facts(), &restore_page(&visit, &typed, &complaints))?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    };
    let (bytes, passphrase) = (upload.bytes.clone(), typed.text("passphrase").to_owned());
    Founding::begin(&visit.app, FoundingWork::Restore, move |app| restore_upload(app, bytes, &passphrase));
    Ok(redirect(progress_path()))
}

fn restore_page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let body = html! {
        (paragraph(&text!(language, "site.founding.restore.what")))
        (form(language, &Form {
            action: restore_path(),
            csrf: visit.csrf(),
            sends_files: true,
            complaints: complaints.summary(),
            body: html! {
                (file_field(
                    language,
                    &Field {
                        hint: Some(text!(language, "site.founding.restore.file_hint")),
                        ..filled.field("backup", text!(language, "site.founding.restore.file"))
                    },
                    ".age,.kontor-backup,application/octet-stream",
                ))
                (password_field(language, &Field {
                    autocomplete: "off",
                    ..filled.field("passphrase", text!(language, "site.founding.restore.passphrase"))
                }))
            },
            buttons: vec![
                submit_button(&text!(language, "site.founding.restore.begin"), Loudness::Primary),
                link_button(&Link::new(text!(language, "site.founding.back"), founding_path()), Loudness::Quiet),
            ],
            ..Form::default()
        }))
    };
    Page { title: text!(language, "site.founding.restore.title"), body, ..Page::default() }
}
