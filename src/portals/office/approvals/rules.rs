//! How many different people must agree to each kind of request.

use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::approvals::{ApproversNeeded, Matter, approvers_needed, people_with_right, set_approvers};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::approvals::list::list_path;
use crate::portals::office::approvals::ways;
use crate::portals::office::conflict::changed_meanwhile;
use crate::portals::office::frame;
use crate::portals::sheet_file::counted;
use crate::text;
use crate::values::Language;
use crate::web::parts::{Breadth, Field, Form, Link, Loudness, form, hidden_field, number_field, stack, submit_button};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(rules_path(), show).form(rules_path(), set).behind(Permission::FirmEdit)
}

pub const fn rules_path() -> &'static str {
    "/office/approvals/rules"
}

/// What is set, and how many people could agree today.
struct Known {
    needed: ApproversNeeded,
    people: Vec<(Matter, usize)>,
}

impl Known {
    fn of(view: &View<'_>) -> Known {
        let people = Matter::ALL.map(|matter| (matter, people_with_right(view, matter.permission())));
        Known { needed: approvers_needed(view), people: people.to_vec() }
    }
}

async fn show(visit: Visit) -> Answer {
    let known = visit.read(|view| Ok(Known::of(view)))?;
    let mut pairs = vec![("seen".to_owned(), known.needed.mark())];
    pairs.extend(Matter::ALL.map(|matter| (matter.word().to_owned(), known.needed.of(matter).to_string())));
    let typed = Typed::from_pairs(pairs);
    frame::show(&visit, &rules_page(&visit, &known, &typed, &Complaints::default(), false))
}

async fn set(visit: Visit, typed: Typed) -> Answer {
    let mut reading = Reading::of(&typed);
    let counts = Matter::ALL.map(|matter| (matter, reading.number(matter.word(), 1, ApproversNeeded::MOST)));
    let complaints = reading.into_complaints();
    let known = visit.read(|view| Ok(Known::of(view)))?;
    if !complaints.is_empty() {
        let complaints = Complaints::said(visit.language, &complaints);
        return frame::refuse(&visit, &rules_page(&visit, &known, &typed, &complaints, false));
    }
    let counts = counts.into_iter().filter_map(|(matter, count)| Some((matter, count?))).collect();
    let (wanted, seen) = (ApproversNeeded::new(counts), typed.text("seen").to_owned());
    match visit.write(move |tx| set_approvers(tx, &wanted, &seen)).await {
        Ok(()) => Ok(redirect_with_message(rules_path(), "office_approvals.told.rules_set")),
        Err(failure) if failure.is_conflict() => {
            // What was typed stays; sent once more it replaces what somebody else has saved.
            let typed = typed.with("seen", &known.needed.mark());
            let page = rules_page(&visit, &known, &typed, &Complaints::default(), true);
            frame::refuse_with(&visit, StatusCode::CONFLICT, &page)
        }
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &rules_page(&visit, &known, &typed, &complaints, false))
        }
    }
}

fn rules_page(visit: &Visit, known: &Known, typed: &Typed, complaints: &Complaints, conflict: bool) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let fields = html! {
        (hidden_field("seen", typed.text("seen")))
        @for (matter, people) in &known.people { (count_field(&filled, *matter, *people)) }
    };
    let asked = form(
        language,
        &Form {
            action: rules_path(),
            csrf: visit.csrf(),
            guards_changes: true,
            complaints: complaints.summary(),
            body: fields,
            buttons: vec![submit_button(&text!(language, "office_approvals.rules.save"), Loudness::Primary)],
            ..Form::default()
        },
    );
    let warned = if conflict {
        changed_meanwhile(language)
    } else {
        html! {}
    };
    Page {
        title: text!(language, "office_approvals.rules.title"),
        lead: Some(text!(language, "office_approvals.rules.lead")),
        back: Some(Link::new(text!(language, "office_approvals.page.title"), list_path())),
        body: stack(&[ways(visit, rules_path()), warned, asked]),
        ..Page::default()
    }
}

/// A number that nobody can reach is warned of before somebody waits for it.
fn count_field(filled: &Filled, matter: Matter, people: usize) -> Markup {
    let language: Language = filled.language;
    let wanted: usize = filled.typed.text(matter.word()).parse().unwrap_or(1);
    // Whoever asks does not agree.
    let key = if wanted < people { "office_approvals.rules.people" } else { "office_approvals.rules.few" };
    let field = Field {
        hint: Some(text!(language, key, count = counted(language, people))),
        breadth: Breadth::Short,
        unit: Some(text!(language, "office_approvals.rules.unit")),
        ..filled.field(matter.word(), matter.say(language))
    };
    number_field(language, &field)
}
