//! The sheet of one request: who wishes what from when, what would follow, and how far it is.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::approvals::{Approval, approval, own_voice};
use crate::business::failure::Failure;
use crate::business::journal::{Subject, history};
use crate::business::partners::{RequestState, TreeRequest, carry_out_request, see_request, withdraw_request};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::office::approvals::agreed_of;
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::partners::requests::list::list_path;
use crate::portals::office::partners::requests::request_id;
use crate::portals::office::partners::requests::shown::{about_request, facts_of_request, request_state, wish_words};
use crate::portals::office::subjects::{approval_path, partner_name, partner_path, request_path};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, TreeRequestId};
use crate::web::parts::{
    Fact, Happening, Link, Loudness, Meaning, MenuPost, Notice, PostButton, facts, link_button, menu_post, moment,
    notice, post_button, section, text_link, timeline,
};
use crate::web::{Answer, Complaints, Page, Routes, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let seen = Routes::new()
        .page("/office/partners/requests/{request}", show)
        .behind_one_of([Permission::PartnersView, Permission::PartnersApprove]);
    let changed = Routes::new()
        .form("/office/partners/requests/{request}/withdraw", withdraw)
        .form("/office/partners/requests/{request}/carry-out", carry_out)
        .behind(Permission::PartnersEdit);
    seen.and(changed)
}

struct RequestSheet {
    language: Language,
    today: Day,
    wall: Wall,
    csrf: String,
    id: TreeRequestId,
    request: TreeRequest,
    partner: Link,
    wish: String,
    facts: Vec<Fact>,
    asked_by: String,
    approval: Option<(Link, Approval)>,
    /// Whoever looks may decide it.
    may_decide: bool,
    is_own: bool,
    may_edit: bool,
    consequences: Markup,
    happenings: Vec<Happening>,
}

impl RequestSheet {
    fn of(view: &View<'_>, visit: &Visit, id: TreeRequestId) -> Result<RequestSheet, Failure> {
        let request = see_request(view, id)?;
        let language = visit.language;
        let asked = request.approval.and_then(|id| Some((id, approval(view, id)?)));
        let mut subjects = vec![Subject::of(id)];
        subjects.extend(asked.iter().map(|(id, _)| Subject::of(*id)));
        let teller = Teller::new(view, language);
        Ok(RequestSheet {
            language,
            today: view.today(),
            wall: Wall::of(view, language),
            csrf: visit.csrf().to_owned(),
            id,
            partner: Link::new(partner_name(view, request.partner), partner_path(request.partner)),
            wish: wish_words(view, language, &request),
            facts: facts_of_request(view, language, &request),
            asked_by: request.asked_by.map(|account| access::name_of(view, account)).unwrap_or_default(),
            may_decide: asked.as_ref().is_some_and(|(_, asked)| own_voice(view, asked).is_ok()),
            approval: asked.map(|(id, asked)| (Link::new(agreed_of(language, &asked), approval_path(id)), asked)),
            is_own: request.asked_by.is_some() && request.asked_by == view.actor().account(),
            may_edit: view.may(Permission::PartnersEdit),
            consequences: about_request(view, language, &request),
            happenings: history(view, &subjects).iter().map(|entry| teller.happening(entry)).collect(),
            request,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = request_id(&id)?;
    let sheet = visit.read(|view| RequestSheet::of(view, &visit, id))?;
    frame::show(&visit, &request_page(&sheet, &Complaints::default()))
}

async fn withdraw(visit: Visit, Path(id): Path<String>) -> Answer {
    changed(&visit, &id, withdraw_request, "office_requests.told.withdrawn").await
}

async fn carry_out(visit: Visit, Path(id): Path<String>) -> Answer {
    changed(&visit, &id, carry_out_request, "office_requests.told.carried_out").await
}

async fn changed(
    visit: &Visit,
    id: &str,
    command: fn(&mut Tx<'_, '_, '_>, TreeRequestId) -> Result<(), Failure>,
    told: &'static str,
) -> Answer {
    let id = request_id(id)?;
    match visit.write(move |tx| command(tx, id)).await {
        Ok(()) => Ok(redirect_with_message(&request_path(id), told)),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let sheet = visit.read(|view| RequestSheet::of(view, visit, id))?;
            frame::refuse(visit, &request_page(&sheet, &complaints))
        }
    }
}

fn request_page(sheet: &RequestSheet, complaints: &Complaints) -> Page {
    let language = sheet.language;
    let matter = sheet.request.wish.matter().say(language);
    let said = |complaint: crate::web::parts::Complaint| Notice {
        meaning: Meaning::Bad,
        sentence: complaint.sentence,
        more: None,
    };
    Page {
        title: text!(language, "office_requests.sheet.title", matter = matter, name = sheet.partner.label),
        state: Some(request_state(language, sheet.request.state)),
        lead: Some(sheet.wish.clone()),
        back: Some(Link::new(sheet.text("office_requests.page.title"), list_path())),
        messages: complaints.summary().into_iter().map(said).collect(),
        primary: primary(sheet),
        actions: actions(sheet),
        body: html! {
            (standing(sheet))
            (sheet.consequences)
        },
        aside: Some(html! {
            (section(&sheet.text("office_requests.sheet.facts"), facts_of(sheet)))
            (section(&sheet.text("office_requests.sheet.history"), timeline(language, &sheet.happenings)))
        }),
        ..Page::default()
    }
}

/// The next step, for whoever may take it.
fn primary(sheet: &RequestSheet) -> Option<Markup> {
    match (sheet.request.state, &sheet.approval) {
        (RequestState::Asked, Some((link, _))) if sheet.may_decide => {
            let decide = Link::new(sheet.text("office_requests.do.decide"), link.href.clone());
            Some(link_button(&decide, Loudness::Primary))
        }
        (RequestState::Approved, _) if sheet.may_edit && sheet.request.is_due(sheet.today) => {
            Some(post_button(&PostButton {
                label: sheet.text("office_requests.do.carry_out"),
                action: &format!("{}/carry-out", request_path(sheet.id)),
                csrf: &sheet.csrf,
                loudness: Loudness::Primary,
                hidden: Vec::new(),
            }))
        }
        _ => None,
    }
}

fn actions(sheet: &RequestSheet) -> Vec<Markup> {
    if !(sheet.request.state == RequestState::Asked && sheet.is_own && sheet.may_edit) {
        return Vec::new();
    }
    vec![menu_post(&MenuPost {
        label: sheet.text("office_requests.do.withdraw"),
        action: &format!("{}/withdraw", request_path(sheet.id)),
        csrf: &sheet.csrf,
        hidden: Vec::new(),
    })]
}

/// How far it is, in one sentence.
fn standing(sheet: &RequestSheet) -> Markup {
    let language = sheet.language;
    let day = texts::day(language, sheet.request.from);
    let (meaning, sentence) = match sheet.request.state {
        RequestState::Asked => (Meaning::Information, sheet.text("office_requests.why.waits")),
        RequestState::Approved if sheet.request.is_due(sheet.today) => {
            (Meaning::Attention, text!(language, "office_requests.why.overdue", day = day))
        }
        RequestState::Approved => (Meaning::Information, text!(language, "office_requests.why.approved", day = day)),
        RequestState::CarriedOut => {
            let count = sheet.request.people_moved;
            (Meaning::Good, text!(language, "office_requests.why.carried_out", day = day, count = count))
        }
        RequestState::Withdrawn => (Meaning::Neutral, sheet.text("office_requests.why.withdrawn")),
        RequestState::Refused => {
            let decision = sheet.approval.as_ref().and_then(|(_, asked)| asked.decision());
            let reason = decision.map(|decision| decision.reason.as_str()).unwrap_or_default();
            (Meaning::Bad, text!(language, "office_requests.why.refused", reason = reason))
        }
    };
    notice(&Notice { meaning, sentence, more: None })
}

fn facts_of(sheet: &RequestSheet) -> Markup {
    let language = sheet.language;
    let column = |name: &str| text!(language, &format!("office_requests.column.{name}"));
    let by = if sheet.request.by_partner {
        text!(language, "office_requests.row.in_portal", name = sheet.asked_by)
    } else {
        sheet.asked_by.clone()
    };
    let mut all = sheet.facts.clone();
    all.push(Fact::words(column("asked_by"), &by));
    all.push(Fact::new(column("asked_on"), moment(&sheet.wall.moment(sheet.request.asked_at))));
    if let Some((link, _)) = &sheet.approval {
        all.push(Fact::new(column("agreed"), text_link(link)));
    }
    facts(&all)
}
