//! Asking for another sponsor, and what has become of it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::approvals::approval;
use crate::business::failure::Failure;
use crate::business::partners::{
    RequestState, TreeRequest, Wish, ask_for_own_sponsor, own_requests, partner, sponsor_on, withdraw_own_request,
    working_partner,
};
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::once::{form_key, sent_once};
use crate::portals::partner::team::{Ways, team_path};
use crate::portals::partner::{frame, own_partner};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Language, PartnerId, TreeRequestId};
use crate::web::parts::{
    Breadth, Empty, Fact, Field, Form, Link, Loudness, Meaning, PostButton, empty, error_summary, facts, form,
    link_button, moment, paragraph, post_button, section, stack, state, submit_button, text_field, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

const REASON_SIGNS_MAX: usize = 1_000;

pub fn routes() -> Routes {
    Routes::new()
        .page(list_path(), list)
        .page(ask_path(), show)
        .form(ask_path(), ask)
        .form("/partner/team/requests/{request}/withdraw", withdraw)
}

pub const fn list_path() -> &'static str {
    "/partner/team/requests"
}

const fn ask_path() -> &'static str {
    "/partner/team/sponsor"
}

/// What the list shows of a request.
struct OwnRequest {
    id: TreeRequestId,
    request: TreeRequest,
    /// The number of the sponsor who is wished: names outside the own team are nobody's business.
    wished: String,
    /// What somebody wrote who did not agree.
    refused_because: String,
    is_mine: bool,
}

struct Sight {
    all: Vec<OwnRequest>,
    /// The own contract holds, and nothing waits yet.
    may_ask: bool,
    wall: Wall,
    ways: Ways,
}

impl Sight {
    fn of(view: &View<'_>, language: Language) -> Result<Sight, Failure> {
        let all: Vec<OwnRequest> = own_requests(view)?.into_iter().map(|(id, one)| own(view, id, one)).collect();
        let waits = all.iter().any(|one| one.request.state.is_open());
        let works = working_partner(view, view.actor()).is_some();
        Ok(Sight { may_ask: works && !waits, all, wall: Wall::of(view, language), ways: Ways::of(view, language) })
    }
}

fn own(view: &View<'_>, id: TreeRequestId, request: TreeRequest) -> OwnRequest {
    let number = |id: PartnerId| partner(view, id).map(|known| known.number).unwrap_or_default();
    let decision = request.approval.and_then(|id| approval(view, id));
    let refused = decision.as_ref().and_then(|asked| asked.decision()).filter(|decision| !decision.agreed);
    OwnRequest {
        id,
        wished: match request.wish {
            Wish::Sponsor { sponsor: Some(sponsor) } => number(sponsor),
            _ => String::new(),
        },
        refused_because: refused.map(|decision| decision.reason.clone()).unwrap_or_default(),
        is_mine: request.asked_by == view.actor().account(),
        request,
    }
}

async fn list(visit: Visit) -> Answer {
    let sight = visit.read(|view| Sight::of(view, visit.language))?;
    frame::show(&visit, &list_page(&visit, &sight, &Complaints::default()))
}

async fn withdraw(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = TreeRequestId::parse(&id).ok_or_else(Failure::not_found)?;
    match visit.write(move |tx| withdraw_own_request(tx, id)).await {
        Ok(()) => Ok(redirect_with_message(list_path(), "partner.request.withdrawn")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let sight = visit.read(|view| Sight::of(view, visit.language))?;
            frame::refuse(&visit, &list_page(&visit, &sight, &complaints))
        }
    }
}

/// The number of the sponsor of today; empty below the firm.
fn sponsor_now(visit: &Visit) -> Result<String, Failure> {
    visit.read(|view| {
        let (own, _) = own_partner(view)?;
        let above = sponsor_on(view, own, view.today()).and_then(|id| partner(view, id));
        Ok(above.map(|above| above.number).unwrap_or_default())
    })
}

async fn show(visit: Visit) -> Answer {
    let now = sponsor_now(&visit)?;
    frame::show(&visit, &ask_page(&visit, &now, &Typed::default(), &Complaints::default()))
}

async fn ask(visit: Visit, typed: Typed) -> Answer {
    let mut reading = Reading::of(&typed);
    let number = reading.required_line("sponsor");
    let reason = reading.text("reason", REASON_SIGNS_MAX);
    let complaints = reading.into_complaints();
    let outcome = if complaints.is_empty() {
        sent_once(&visit, &typed, move |tx| ask_for_own_sponsor(tx, &number, &reason)).await
    } else {
        Err(complaints.into())
    };
    match outcome {
        Ok(_) => Ok(redirect_with_message(list_path(), "partner.request.asked")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let now = sponsor_now(&visit)?;
            frame::refuse(&visit, &ask_page(&visit, &now, &typed, &complaints))
        }
    }
}

fn list_page(visit: &Visit, sight: &Sight, complaints: &Complaints) -> Page {
    let language = visit.language;
    let ask = Link::new(text!(language, "partner.request.ask"), ask_path());
    let shown: Vec<Markup> = sight.all.iter().map(|one| request_section(visit, one, &sight.wall)).collect();
    let none = Empty { sentence: text!(language, "partner.request.none"), action: sight.may_ask.then(|| ask.clone()) };
    Page {
        title: text!(language, "partner.request.title"),
        lead: Some(text!(language, "partner.request.lead")),
        primary: (sight.may_ask && !sight.all.is_empty()).then(|| link_button(&ask, Loudness::Primary)),
        body: stack(&[
            sight.ways.show(list_path()),
            error_summary(language, &complaints.summary(), &html! {}),
            if shown.is_empty() { empty(&none) } else { stack(&shown) },
        ]),
        ..Page::default()
    }
}

fn request_section(visit: &Visit, one: &OwnRequest, wall: &Wall) -> Markup {
    let language = visit.language;
    let withdraw = PostButton {
        label: text!(language, "partner.request.withdraw"),
        action: &format!("{}/{}/withdraw", list_path(), one.id),
        csrf: visit.csrf(),
        loudness: Loudness::Secondary,
        hidden: Vec::new(),
    };
    let mut about = vec![
        Fact::new(text!(language, "partner.request.since"), moment(&wall.moment(one.request.asked_at))),
        Fact::words(from_words(language, one.request.state), &texts::day(language, one.request.from)),
        Fact::words(text!(language, "partner.request.reason"), &one.request.reason),
    ];
    if !one.refused_because.is_empty() {
        about.push(Fact::words(text!(language, "partner.request.refused_because"), &one.refused_because));
    }
    let may_withdraw = one.request.state == RequestState::Asked && one.is_mine;
    section(
        &text!(language, "partner.request.to", number = one.wished),
        html! {
            (standing(language, one.request.state))
            (facts(&about))
            @if may_withdraw { (post_button(&withdraw)) }
        },
    )
}

/// Until it is decided the day is only what we propose.
fn from_words(language: Language, of: RequestState) -> String {
    match of {
        RequestState::Asked => text!(language, "partner.request.from_proposed"),
        _ => text!(language, "partner.request.from"),
    }
}

fn standing(language: Language, of: RequestState) -> Markup {
    let meaning = match of {
        RequestState::Asked | RequestState::Approved => Meaning::Information,
        RequestState::CarriedOut => Meaning::Good,
        RequestState::Refused => Meaning::Bad,
        RequestState::Withdrawn => Meaning::Neutral,
    };
    state(meaning, &of.say(language))
}

fn ask_page(visit: &Visit, now: &str, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let lead = match now {
        "" => text!(language, "partner.request.now_firm"),
        number => text!(language, "partner.request.now", number = number),
    };
    let sponsor = Field {
        breadth: Breadth::Short,
        autocomplete: "off",
        hint: Some(text!(language, "partner.request.sponsor_hint")),
        ..filled.field("sponsor", text!(language, "partner.request.sponsor"))
    };
    let reason = Field {
        hint: Some(text!(language, "partner.request.reason_hint")),
        ..filled.field("reason", text!(language, "partner.request.reason"))
    };
    Page {
        title: text!(language, "partner.request.ask"),
        lead: Some(lead),
        back: Some(Link::new(text!(language, "partner.request.title"), list_path())),
        body: html! {
            (paragraph(&text!(language, "partner.request.what")))
            (form(language, &Form {
                action: ask_path(),
                csrf: visit.csrf(),
                idempotency_key: Some(&form_key(typed)),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! {
                    (text_field(language, &sponsor))
                    (textarea_field(language, &reason, 4))
                },
                buttons: vec![
                    submit_button(&text!(language, "partner.request.send"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), team_path()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        ..Page::default()
    }
}
