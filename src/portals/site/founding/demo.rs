//! The second door: a demo firm in this folder, to try everything.

use maud::html;

use crate::app::{App, Founding, FoundingWork};
use crate::demo;
use crate::portals::site::founding::{founding_path, progress_path, require_claim};
use crate::text;
use crate::web::parts::{Form, Link, Loudness, form, link_button, paragraph, submit_button};
use crate::web::{Answer, Frame, Page, Routes, Typed, Visit, redirect};

pub fn routes() -> Routes {
    Routes::new().page(demo_path(), show).form(demo_path(), play)
}

pub const fn demo_path() -> &'static str {
    "/start/demo"
}

async fn show(visit: Visit) -> Answer {
    require_claim(&visit)?;
    let language = visit.language;
    let body = html! {
        (paragraph(&text!(language, "site.founding.demo.what")))
        (paragraph(&text!(language, "site.founding.demo.folder")))
        (form(language, &Form {
            action: demo_path(),
            csrf: visit.csrf(),
            buttons: vec![
                submit_button(&text!(language, "site.founding.demo.begin"), Loudness::Primary),
                link_button(&Link::new(text!(language, "site.founding.back"), founding_path()), Loudness::Quiet),
            ],
            ..Form::default()
        }))
    };
    let page = Page { title: text!(language, "site.founding.demo.title"), body, ..Page::default() };
    visit.page(Frame::Bare, &visit.base_facts(), &page)
}

async fn play(visit: Visit, _typed: Typed) -> Answer {
    require_claim(&visit)?;
    Founding::begin(&visit.app, FoundingWork::Demo, play_into);
    Ok(redirect(progress_path()))
}

fn play_into(app: &App) -> Result<(), &'static str> {
    let door = app.door();
    let played = demo::play(door, door.now(), demo::Size::Whole, &mut |progress| {
        app.founding().tell(u64::from(progress.done), u64::from(progress.of));
    });
    played.map_err(|failure| {
        tracing::error!(?failure, "the demo firm could not be played");
        "app.founding.fault"
    })?;
    app.folder().change_format(|format| format.trial = true).map_err(|_| "app.founding.fault")?;
    door.look_again().map_err(|_| "app.founding.fault")
}
