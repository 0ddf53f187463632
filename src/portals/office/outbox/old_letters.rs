//! Taking back together what nobody wants to go out any more: before a firm that had no mail server begins to send.

use maud::html;

use crate::business::messages::{LetterWish, OutboxState, cancel_waiting_before, find_letters};
use crate::business::permission::Permission;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::outbox::list_path;
use crate::portals::office::sheet_file::counted;
use crate::text;
use crate::web::parts::{
    Breadth, Field, Form, Link, Loudness, date_field, form, link_button, paragraph, submit_button, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(old_letters_path(), show).form(old_letters_path(), take_back).behind(Permission::MessagesSend)
}

pub const fn old_letters_path() -> &'static str {
    "/office/outbox/old-letters"
}

const REASON_SIGNS_MAX: usize = 200;

async fn show(visit: Visit) -> Answer {
    let today = visit.read(|view| Ok(view.today()))?;
    let typed = Typed::default().with("before", &today.to_string());
    frame::show(&visit, &old_letters_page(&visit, &typed, &Complaints::default())?)
}

async fn take_back(visit: Visit, typed: Typed) -> Answer {
    let mut reading = Reading::of(&typed);
    let before = reading.day("before");
    let reason = reading.text("reason", REASON_SIGNS_MAX);
    let complaints = reading.into_complaints();
    let (Some(before), true) = (before, complaints.is_empty()) else {
        let complaints = Complaints::said(visit.language, &complaints);
        return frame::refuse(&visit, &old_letters_page(&visit, &typed, &complaints)?);
    };
    let Err(failure) = visit.write(move |tx| cancel_waiting_before(tx, before, &reason)).await else {
        return Ok(redirect_with_message(list_path(), "office_outbox.told.old_cancelled"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(&visit, &old_letters_page(&visit, &typed, &complaints)?)
}

fn old_letters_page(
    visit: &Visit,
    typed: &Typed,
    complaints: &Complaints,
) -> Result<Page, crate::business::failure::Failure> {
    let language = visit.language;
    let waiting = LetterWish { state: Some(OutboxState::Waiting), ..LetterWish::default() };
    let waiting = visit.read(|view| Ok(find_letters(view, &waiting, 0, 0)?.total))?;
    let filled = Filled { language, typed, complaints };
    let before = Field {
        breadth: Breadth::Short,
        hint: Some(text!(language, "office_outbox.old.before_hint")),
        ..filled.field("before", text!(language, "office_outbox.old.before"))
    };
    let reason = filled.field("reason", text!(language, "office_outbox.cancel.reason"));
    let asked = Form {
        action: old_letters_path(),
        csrf: visit.csrf(),
        complaints: complaints.summary(),
        body: html! { (date_field(language, &before)) (textarea_field(language, &reason, 2)) },
        buttons: vec![
            submit_button(&text!(language, "office_outbox.old.confirm"), Loudness::Danger),
            link_button(&Link::new(text!(language, "office.form.cancel"), list_path()), Loudness::Quiet),
        ],
        ..Form::default()
    };
    Ok(Page {
        title: text!(language, "office_outbox.old.title"),
        lead: Some(text!(language, "office_outbox.old.waiting", count = counted(language, waiting))),
        body: html! {
            (paragraph(&text!(language, "office_outbox.old.what")))
            (form(language, &asked))
        },
        back: Some(Link::new(text!(language, "office_outbox.page.title"), list_path())),
        ..Page::default()
    })
}
