//! An objection of a partner: what it is about, what was said, and the answer.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::cases;
use crate::business::commissions::{
    NewAnswer, Objection, ObjectionSheet, ObjectionState, SelfBilledSheet, answer_objection, objection_number,
    objection_sheet, self_billed_of_statement,
};
use crate::business::failure::{Complaint, Failure};
use crate::business::journal::Subject;
use crate::business::partners;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::commissions::self_billed::document_path;
use crate::portals::office::commissions::statement::statement_path;
use crate::portals::office::commissions::{list_path, run_name};
use crate::portals::office::frame;
use crate::portals::office::subjects::{case_path, objection_path, partner_name, partner_path, run_path};
use crate::portals::once::{form_key, sent_once};
use crate::portals::self_billed::{about_document, self_billed_table};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{CaseId, Language, ObjectionId, PartnerId};
use crate::web::parts::{
    Choice, Fact, Form, Link, Loudness, Meaning, Notice, Said, Section, conversation, facts, form, notice, paragraph,
    radio_group, section, section_with, state, submit_button, text_link, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page(ROUTE, show).behind(Permission::CommissionsView);
    let working =
        Routes::new().form("/office/commissions/objections/{id}/answer", answer).behind(Permission::CasesWork);
    looking.and(working)
}

const ROUTE: &str = "/office/commissions/objections/{id}";
const ANSWER_ROWS: u8 = 6;

struct Shown {
    language: Language,
    csrf: String,
    sheet: ObjectionSheet,
    partner: String,
    answered_by: String,
    /// The line that it is about, in words.
    line: Option<String>,
    case: Option<CaseId>,
    wall: Wall,
    /// The self-billing credit notes of the statement, where the objection is to one of them.
    billed: Vec<SelfBilledSheet>,
    may_answer: bool,
    sees_partners: bool,
    sees_cases: bool,
}

impl Shown {
    fn of(view: &View<'_>, visit: &Visit, id: ObjectionId) -> Result<Shown, Failure> {
        let language = visit.language;
        let sheet = objection_sheet(view, id)?;
        let by = sheet.objection.answer.as_ref().and_then(|answer| answer.by);
        let mut billed = self_billed_of_statement(view, sheet.objection.run, sheet.objection.partner)?;
        if !billed.iter().any(|document| document.fate.objection == Some(id)) {
            billed.clear();
        }
        Ok(Shown {
            language,
            csrf: visit.csrf().to_owned(),
            partner: partner_name(view, sheet.objection.partner),
            answered_by: by.map(|account| access::name_of(view, account)).unwrap_or_default(),
            line: line_words(view, language, &sheet),
            case: cases::case_of(view, &Subject::of(id)).map(|(case, _)| case),
            wall: Wall::of(view, language),
            billed,
            may_answer: view.may(Permission::CasesWork) && sheet.objection.answer.is_none(),
            sees_partners: view.may(Permission::PartnersView),
            sees_cases: view.may(Permission::CasesView),
            sheet,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

fn line_words(view: &View<'_>, language: Language, sheet: &ObjectionSheet) -> Option<String> {
    let line = sheet.line.as_ref()?;
    let bonus = sheet.statement.bonuses.get(usize::from(line.bonus)).map_or("", |bonus| bonus.title.get(language));
    let number = |id: PartnerId| partners::partner(view, id).map(|partner| partner.number);
    let from = line.origin.partner().and_then(number).unwrap_or_default();
    let amount = texts::money(language, line.amount);
    Some(text!(language, "objections.line", reason = line.reason(language, bonus, &from), amount = amount))
}

fn id_of(text: &str) -> Result<ObjectionId, Failure> {
    ObjectionId::parse(text).ok_or_else(Failure::not_found)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = id_of(&id)?;
    let shown = visit.read(|view| Shown::of(view, &visit, id))?;
    frame::show(&visit, &objection_page(&shown, &Typed::default(), &Complaints::default()))
}

async fn answer(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = id_of(&id)?;
    let outcome = match read(&typed) {
        Ok(new) => {
            let command = move |tx: &mut Tx<'_, '_, '_>| answer_objection(tx, id, &new);
            sent_once(&visit, &typed, command).await.map(drop)
        }
        Err(complaint) => Err(complaint.into()),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&objection_path(id), "objections.told.answered")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let shown = visit.read(|view| Shown::of(view, &visit, id))?;
            frame::refuse(&visit, &objection_page(&shown, &typed, &complaints))
        }
    }
}

fn read(typed: &Typed) -> Result<NewAnswer, Complaint> {
    let accepted = match typed.text("verdict") {
        "accepted" => true,
        "declined" => false,
        _ => return Err(Complaint::new("objections.refusal.no_verdict").at("verdict")),
    };
    Ok(NewAnswer { accepted, text: typed.text("text").to_owned() })
}

/// Open, or how it was answered.
pub fn objection_state(language: Language, objection: &Objection) -> Markup {
    let meaning = match objection.state() {
        ObjectionState::Open => Meaning::Attention,
        ObjectionState::Accepted => Meaning::Good,
        ObjectionState::Declined => Meaning::Neutral,
    };
    state(meaning, &objection.state().say(language))
}

fn objection_page(shown: &Shown, typed: &Typed, complaints: &Complaints) -> Page {
    let language = shown.language;
    let sheet = &shown.sheet;
    let back = match shown.case.filter(|_| shown.sees_cases) {
        Some(case) => Link::new(shown.text("cases.template.objection"), case_path(case)),
        None => Link::new(shown.text("office_commissions.page.title"), list_path()),
    };
    Page {
        title: text!(language, "objections.title", number = objection_number(sheet.id)),
        state: Some(objection_state(language, &sheet.objection)),
        lead: Some(shown.partner.clone()),
        back: Some(back),
        messages: if shown.may_answer { Vec::new() } else { said(complaints) },
        body: html! {
            (section(&text!(language, "objections.said"), conversation(&words(shown))))
            (if shown.billed.is_empty() { accepted_hint(shown) } else { documents(shown) })
            @if shown.may_answer { (section(&text!(language, "objections.answer"), answer_form(shown, typed, complaints))) }
        },
        aside: Some(section(&shown.text("office_commissions.sheet.facts"), fact_list(shown))),
        ..Page::default()
    }
}

fn said(complaints: &Complaints) -> Vec<Notice> {
    let all = complaints.summary().into_iter();
    all.map(|complaint| Notice { meaning: Meaning::Bad, sentence: complaint.sentence, more: None }).collect()
}

fn words(shown: &Shown) -> Vec<Said> {
    let objection = &shown.sheet.objection;
    let about = shown.line.clone().unwrap_or_else(|| text!(shown.language, "objections.whole"));
    let mut all = vec![Said {
        who: shown.partner.clone(),
        when: shown.wall.moment(objection.raised_at),
        channel: about,
        words: objection.text.clone(),
        ..Said::default()
    }];
    all.extend(objection.answer.as_ref().map(|answer| Said {
        who: shown.answered_by.clone(),
        when: shown.wall.moment(answer.at),
        channel: objection.state().say(shown.language),
        words: answer.text.clone(),
        own: true,
        ..Said::default()
    }));
    all
}

/// A posted run never changes: where the partner is right, what was wrong is put right and settled later.
fn accepted_hint(shown: &Shown) -> Markup {
    if shown.sheet.objection.state() != ObjectionState::Accepted {
        return html! {};
    }
    let more = html! { (paragraph(&shown.text("objections.correction.how"))) };
    notice(&Notice {
        meaning: Meaning::Attention,
        sentence: shown.text("objections.correction.needed"),
        more: Some(more),
    })
}

/// What the objection is to, and what either answer does.
fn documents(shown: &Shown) -> Markup {
    let language = shown.language;
    let files = |sheet: &SelfBilledSheet| text_link(&Link::new("PDF", document_path(sheet.id)));
    let about = |sheet: &SelfBilledSheet| about_document(language, sheet);
    section_with(&Section {
        heading: text!(language, "self_billing.heading"),
        lead: shown.may_answer.then(|| text!(language, "self_billing.what_follows")),
        action: None,
        body: self_billed_table(language, &shown.billed, &about, &files),
    })
}

fn answer_form(shown: &Shown, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = shown.language;
    let filled = Filled { language, typed, complaints };
    let verdicts =
        ["accepted", "declined"].map(|word| Choice::new(word, text!(language, &format!("objections.verdict.{word}"))));
    let action = format!("{}/answer", objection_path(shown.sheet.id));
    let key = form_key(typed);
    let mut field = filled.field("text", text!(language, "objections.answer_text"));
    field.hint = Some(text!(language, "objections.answer_hint"));
    form(
        language,
        &Form {
            action: &action,
            csrf: &shown.csrf,
            idempotency_key: Some(&key),
            guards_changes: true,
            complaints: complaints.summary(),
            body: html! {
                (radio_group(language, &filled.field("verdict", text!(language, "objections.verdict")), &verdicts))
                (textarea_field(language, &field, ANSWER_ROWS))
            },
            buttons: vec![submit_button(&text!(language, "objections.send_answer"), Loudness::Primary)],
            ..Form::default()
        },
    )
}

fn fact_list(shown: &Shown) -> Markup {
    let language = shown.language;
    let objection = &shown.sheet.objection;
    let run = &shown.sheet.run;
    let link = |label: String, href: String| text_link(&Link::new(label, href));
    let partner = match shown.sees_partners {
        true => link(shown.partner.clone(), partner_path(objection.partner)),
        false => html! { (shown.partner) },
    };
    let total = texts::money(language, shown.sheet.statement.total);
    let mut all = vec![
        Fact::new(shown.text("objections.fact.partner"), partner),
        Fact::new(
            shown.text("objections.fact.statement"),
            link(
                format!("{} · {total}", texts::period(language, run.period)),
                statement_path(objection.run, objection.partner),
            ),
        ),
        Fact::new(
            shown.text("objections.fact.run"),
            link(run_name(language, objection.run, run), run_path(objection.run)),
        ),
    ];
    if let Some(line) = &shown.line {
        all.push(Fact::words(shown.text("objections.fact.line"), line));
    }
    if let Some(case) = shown.case.filter(|_| shown.sees_cases) {
        all.push(Fact::new(
            shown.text("objections.fact.case"),
            link(shown.text("cases.template.objection"), case_path(case)),
        ));
    }
    facts(&all)
}
