//! A partner objects to a statement, or to one line of it; and what became of it.

use std::collections::BTreeSet;

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::commissions::{
    self, NewObjection, Objection, ObjectionState, StatementSheet, objection_number, objections_of_statement,
    raise_objection, self_billed_of_statement, some_lines_of_statement,
};
use crate::business::failure::Failure;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::once::{form_key, sent_once};
use crate::portals::partner::statements::sheet::reason_of;
use crate::portals::partner::statements::statement_path;
use crate::portals::partner::{frame, own_partner};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Language, ObjectionId, PartnerId, RunId};
use crate::web::parts::{
    Form, Link, Loudness, Meaning, Notice, Said, Section, conversation, form, notice, paragraph, section_with, stack,
    state, submit_button, text_link, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(ROUTE, show).form(ROUTE, send)
}

const ROUTE: &str = "/partner/statements/{id}/objection";
const TEXT_ROWS: u8 = 6;

/// Where one objects; without a line, to the statement as a whole.
pub fn objection_path(run: RunId, line: Option<usize>) -> String {
    let path = format!("{}/objection", statement_path(run));
    line.map_or_else(|| path.clone(), |line| format!("{path}?line={line}"))
}

/// What somebody objects to.
struct About {
    run: RunId,
    sheet: StatementSheet,
    line: Option<u32>,
    /// The line in words.
    words: Option<String>,
}

impl About {
    /// A line that is not there is no line at all: an address that somebody has typed names nothing.
    fn of(view: &View<'_>, visit: &Visit, run: RunId, typed: &str) -> Result<About, Failure> {
        let (own, _) = own_partner(view)?;
        let sheet = commissions::statement(view, run, own)?;
        let place: Option<u32> = match typed.trim() {
            "" => None,
            place => Some(place.parse().map_err(|_| Failure::not_found())?),
        };
        let mut words = None;
        if let Some(place) = place {
            let skip = usize::try_from(place).map_err(|_| Failure::not_found())?;
            let line = some_lines_of_statement(view, run, own, skip, 1)?.pop().ok_or_else(Failure::not_found)?;
            let reason = reason_of(view, visit.language, own, &sheet, &line);
            let amount = texts::money(visit.language, line.amount);
            words = Some(text!(visit.language, "objections.line", reason = reason, amount = amount));
        }
        Ok(About { run, sheet, line: place, words })
    }
}

fn run_of(text: &str) -> Result<RunId, Failure> {
    RunId::parse(text).ok_or_else(Failure::not_found)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = run_of(&id)?;
    let line = visit.query("line").unwrap_or_default();
    let about = visit.read(|view| About::of(view, &visit, id, &line))?;
    frame::show(&visit, &objection_page(&visit, &about, &Typed::default(), &Complaints::default()))
}

async fn send(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = run_of(&id)?;
    let about = visit.read(|view| About::of(view, &visit, id, typed.text("line")))?;
    let new = NewObjection { run: id, line: about.line, text: typed.text("text").to_owned() };
    let command = move |tx: &mut Tx<'_, '_, '_>| raise_objection(tx, &new);
    match sent_once(&visit, &typed, command).await {
        Ok(_) => Ok(redirect_with_message(&statement_path(id), "objections.told.raised")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &objection_page(&visit, &about, &typed, &complaints))
        }
    }
}

fn objection_page(visit: &Visit, about: &About, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let period = texts::period(language, about.sheet.period);
    let filled = Filled { language, typed, complaints };
    let mut field = filled.field("text", text!(language, "objections.text"));
    field.hint = Some(text!(language, "objections.text_hint"));
    let action = format!("{}/objection", statement_path(about.run));
    let key = form_key(typed);
    let asked = form(
        language,
        &Form {
            action: &action,
            csrf: visit.csrf(),
            idempotency_key: Some(&key),
            guards_changes: true,
            hidden: about.line.map(|line| ("line", line.to_string())).into_iter().collect(),
            complaints: complaints.summary(),
            body: textarea_field(language, &field, TEXT_ROWS),
            buttons: vec![submit_button(&text!(language, "objections.send"), Loudness::Primary)],
            ..Form::default()
        },
    );
    Page {
        title: text!(language, "objections.new"),
        lead: Some(text!(language, "partner.statements.of", period = period)),
        back: Some(Link::new(text!(language, "partner.statements.of", period = period), statement_path(about.run))),
        body: html! {
            (paragraph(&about.words.clone().unwrap_or_else(|| text!(language, "objections.whole"))))
            (paragraph(&text!(language, "objections.what_follows")))
            (asked)
        },
        ..Page::default()
    }
}

/// The own objections to a statement, each with its state and the answer, and the way to a new one.
pub struct Objections {
    run: RunId,
    all: Vec<(ObjectionId, Objection, Option<String>)>,
    /// Those that were raised to a self-billing credit note.
    billed: BTreeSet<ObjectionId>,
    wall: Wall,
}

impl Objections {
    pub fn of(
        view: &View<'_>,
        language: Language,
        run: RunId,
        own: PartnerId,
        sheet: &StatementSheet,
    ) -> Result<Objections, Failure> {
        let mut all = Vec::new();
        for (id, objection) in objections_of_statement(view, run, own)? {
            let place = objection.line.and_then(|place| usize::try_from(place).ok());
            let line = match place {
                Some(place) => some_lines_of_statement(view, run, own, place, 1)?.pop(),
                None => None,
            };
            let words = line.map(|line| {
                let reason = reason_of(view, language, own, sheet, &line);
                text!(language, "objections.line", reason = reason, amount = texts::money(language, line.amount))
            });
            all.push((id, objection, words));
        }
        let billed = self_billed_of_statement(view, run, own)?.into_iter();
        let billed = billed.filter_map(|sheet| sheet.fate.objection).collect();
        Ok(Objections { run, all, billed, wall: Wall::of(view, language) })
    }

    pub fn section(&self, language: Language) -> Markup {
        let new = Link::new(text!(language, "objections.new"), objection_path(self.run, None));
        let told: Vec<Markup> = self.all.iter().map(|one| self.told(language, one)).collect();
        section_with(&Section {
            heading: text!(language, "objections.heading"),
            lead: told.is_empty().then(|| text!(language, "objections.none")),
            action: Some(text_link(&new)),
            body: stack(&told),
        })
    }

    fn told(&self, language: Language, (id, objection, line): &(ObjectionId, Objection, Option<String>)) -> Markup {
        let meaning = match objection.state() {
            ObjectionState::Open => Meaning::Information,
            ObjectionState::Accepted => Meaning::Good,
            ObjectionState::Declined => Meaning::Neutral,
        };
        let mut said = vec![Said {
            who: text!(language, "objections.you"),
            when: self.wall.moment(objection.raised_at),
            channel: objection_number(*id),
            words: objection.text.clone(),
            own: true,
            ..Said::default()
        }];
        said.extend(objection.answer.as_ref().map(|answer| Said {
            who: text!(language, "objections.office"),
            when: self.wall.moment(answer.at),
            channel: objection.state().say(language),
            words: answer.text.clone(),
            ..Said::default()
        }));
        let about = line.clone().unwrap_or_else(|| text!(language, "objections.whole"));
        let accepted = objection.state() == ObjectionState::Accepted;
        let sentence = match self.billed.contains(id) {
            true => text!(language, "self_billing.accepted"),
            false => text!(language, "objections.accepted_next"),
        };
        html! {
            (state(meaning, &objection.state().say(language)))
            (paragraph(&about))
            (conversation(&said))
            @if accepted { (notice(&Notice { meaning: Meaning::Information, sentence, more: None })) }
        }
    }
}
