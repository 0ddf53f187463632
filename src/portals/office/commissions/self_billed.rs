//! Self-billing credit notes as finance sees them: the documents, and who has none and what to do about it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::{self_billed_data, self_billed_pdf};
use crate::business::commissions::{
    self, RunState, SelfBilledSheet, SelfBilledState, Unbilled, issue_self_billed, run_number, self_billed_newest,
    self_billed_sheet, unbilled_of_run,
};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::commissions::list_path;
use crate::portals::office::frame;
use crate::portals::office::subjects::{objection_path, partner_name, run_path};
use crate::portals::self_billed::{about_document, self_billed_table};
use crate::text;
use crate::texts;
use crate::values::{Language, PartnerId, RunId, SelfBilledId};
use crate::web::parts::{
    Column, Complaint, Empty, Link, Loudness, Meaning, Notice, PostButton, Row, Table, figure, post_button, row,
    section, table, text_link,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message, see_file};

pub fn routes() -> Routes {
    let looking = Routes::new()
        .page(self_billed_path(), show)
        .page("/office/commissions/self-billing/{id}/document.pdf", pdf)
        .page("/office/commissions/self-billing/{id}/data", data)
        .behind(Permission::CommissionsView);
    let doing = Routes::new()
        .form("/office/commissions/self-billing/{run}/{partner}/issue", issue)
        .behind(Permission::CommissionsPost);
    looking.and(doing)
}

pub const fn self_billed_path() -> &'static str {
    "/office/commissions/self-billing"
}

pub fn document_path(id: SelfBilledId) -> String {
    format!("{}/{id}/document.pdf", self_billed_path())
}

/// So many of the newest documents are shown, and so many statements without one; all documents are in the auditor's
/// folder.
const SHOWN_MAX: usize = 100;
/// So many of the newest posted runs are looked through for statements without a document.
const RUNS_MAX: usize = 3;

struct Shown {
    documents: Vec<SelfBilledSheet>,
    unbilled: Vec<(RunId, Unbilled, String)>,
    may_issue: bool,
    csrf: String,
}

fn shown(view: &View<'_>, visit: &Visit) -> Result<Shown, Failure> {
    view.require(Permission::CommissionsView)?;
    let newest = self_billed_newest(view, SHOWN_MAX).into_iter();
    let posted = commissions::runs(view).into_iter().filter(|(_, run)| run.state == RunState::Posted);
    let mut unbilled = Vec::new();
    for (run, _) in posted.take(RUNS_MAX) {
        for one in unbilled_of_run(view, run)? {
            let name = partner_name(view, one.partner);
            unbilled.push((run, one, name));
        }
    }
    // What can be done stands before what has to wait for the partner.
    unbilled.sort_by_key(|(_, one, _)| one.why.is_some());
    unbilled.truncate(SHOWN_MAX);
    Ok(Shown {
        documents: newest.filter_map(|(id, _)| self_billed_sheet(view, id)).collect(),
        unbilled,
        may_issue: view.may(Permission::CommissionsPost),
        csrf: visit.csrf().to_owned(),
    })
}

async fn show(visit: Visit) -> Answer {
    let shown = visit.read(|view| shown(view, &visit))?;
    frame::show(&visit, &page(visit.language, &shown, &Complaints::default()))
}

async fn pdf(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = SelfBilledId::parse(&id).ok_or_else(Failure::not_found)?;
    let document = visit.read_aside(move |view| self_billed_pdf(view, id)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

async fn data(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = SelfBilledId::parse(&id).ok_or_else(Failure::not_found)?;
    let file = visit.read_aside(move |view| self_billed_data(view, id)).await?;
    Ok(see_file(&file.name, file.media_type, file.bytes))
}

async fn issue(visit: Visit, Path((run, partner)): Path<(String, String)>, _typed: Typed) -> Answer {
    let run = RunId::parse(&run).ok_or_else(Failure::not_found)?;
    let partner = PartnerId::parse(&partner).ok_or_else(Failure::not_found)?;
    match visit.write(move |tx| issue_self_billed(tx, run, partner)).await {
        Ok(_) => Ok(redirect_with_message(self_billed_path(), "self_billing.told.issued")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let shown = visit.read(|view| shown(view, &visit))?;
            frame::refuse(&visit, &page(visit.language, &shown, &complaints))
        }
    }
}

fn page(language: Language, shown: &Shown, complaints: &Complaints) -> Page {
    let told = |complaint: Complaint| Notice { meaning: Meaning::Attention, sentence: complaint.sentence, more: None };
    let about = |sheet: &SelfBilledSheet| {
        let name = &sheet.document.supplier.address.name;
        format!("{name} · {}", about_document(language, sheet))
    };
    let files = |sheet: &SelfBilledSheet| {
        let pdf = Link::new("PDF", document_path(sheet.id));
        let data = Link::new("XML", format!("{}/{}/data", self_billed_path(), sheet.id));
        let objection = sheet.fate.objection.filter(|_| sheet.state() == SelfBilledState::Objected);
        let look = objection.map(|id| text_link(&Link::new(text!(language, "objections.look"), objection_path(id))));
        let ways: Vec<Markup> = [text_link(&pdf), text_link(&data)].into_iter().chain(look).collect();
        row(&ways)
    };
    Page {
        title: text!(language, "self_billing.heading"),
        lead: Some(text!(language, "self_billing.lead")),
        back: Some(Link::new(text!(language, "office_commissions.page.title"), list_path())),
        messages: complaints.summary().into_iter().map(told).collect(),
        body: html! {
            (section(
                &text!(language, "self_billing.documents"),
                self_billed_table(language, &shown.documents, &about, &files),
            ))
            (section(&text!(language, "self_billing.unbilled"), unbilled_table(language, shown)))
        },
        ..Page::default()
    }
}

fn unbilled_table(language: Language, shown: &Shown) -> Markup {
    let row = |(run, one, name): &(RunId, Unbilled, String)| {
        let action = format!("{}/{run}/{}/issue", self_billed_path(), one.partner);
        let deed = (one.why.is_none() && shown.may_issue).then(|| {
            post_button(&PostButton {
                label: text!(language, "self_billing.issue"),
                action: &action,
                csrf: &shown.csrf,
                loudness: Loudness::Secondary,
                ..PostButton::default()
            })
        });
        let why = one.why.map_or_else(|| text!(language, "self_billing.may_be_issued"), |why| why.say(language));
        Row::new(vec![
            html! { (name) },
            text_link(&Link::new(run_number(*run), run_path(*run))),
            figure(&texts::money(language, one.net)),
            html! { (why) @if let Some(deed) = deed { " " (deed) } },
        ])
    };
    let column = |name: &str| text!(language, &format!("self_billing.column.{name}"));
    table(
        language,
        &Table {
            caption: text!(language, "self_billing.unbilled"),
            columns: vec![
                Column::text(column("partner")),
                Column::text(column("run")),
                Column::figure(column("net")),
                Column::text(column("why")),
            ],
            rows: shown.unbilled.iter().map(row).collect(),
            empty: Empty::new(text!(language, "self_billing.all_billed")),
            ..Table::default()
        },
    )
}
