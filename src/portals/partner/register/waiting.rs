//! Invitations that nobody has answered yet: sent again with a new link, or taken back with a reason.

use axum::extract::Path;
use maud::html;

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::{
    Invitation, contact_of, invitations, invite_again, sponsor_on, withdraw_invitation, working_partner,
};
use crate::business::people::person;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::once::{KEY, form_key, sent_once};
use crate::portals::partner::register::register_path;
use crate::portals::partner::{frame, team};
use crate::portals::wall::Wall;
use crate::text;
use crate::values::PartnerId;
use crate::web::parts::{
    Card, Empty, Fact, Field, Form, Link, Loudness, Meaning, PostButton, cards, empty, error_summary, facts, form,
    link_button, moment, paragraph, post_button, row, stack, state, submit_button, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(waiting_path(), show)
        .form("/partner/invitations/{id}/again", again)
        .page("/partner/invitations/{id}/withdraw", ask)
        .form("/partner/invitations/{id}/withdraw", withdraw)
}

pub const fn waiting_path() -> &'static str {
    "/partner/invitations"
}

/// An invitation with the names that belong to it.
struct Waiting {
    invitation: Invitation,
    name: String,
    /// Told only of those who are near in the team.
    email: String,
    /// Whom the new partner would stand under.
    sponsor: String,
}

/// What the page shows.
struct Sight {
    all: Vec<Waiting>,
    /// The own contract holds.
    works: bool,
    wall: Wall,
}

impl Sight {
    fn of(visit: &Visit) -> Result<Sight, Failure> {
        visit.read(|view| {
            let works = working_partner(view, view.actor()).is_some();
            Ok(Sight { all: waiting(view)?, works, wall: Wall::of(view, visit.language) })
        })
    }
}

fn waiting(view: &View<'_>) -> Result<Vec<Waiting>, Failure> {
    let name_of = |id: PartnerId| {
        let known = crate::business::partners::partner(view, id)?;
        person(view, known.person).map(|person| person.full_name())
    };
    let named = |invitation: Invitation| {
        let contact = contact_of(view, invitation.partner).ok().flatten();
        Waiting {
            name: person(view, invitation.person).map_or_else(String::new, |person| person.full_name()),
            email: contact.and_then(|contact| contact.email).map_or_else(String::new, |email| email.to_string()),
            sponsor: sponsor_on(view, invitation.partner, view.today()).and_then(name_of).unwrap_or_default(),
            invitation,
        }
    };
    Ok(invitations(view)?.into_iter().map(named).collect())
}

async fn show(visit: Visit) -> Answer {
    frame::show(&visit, &waiting_page(&visit, &Sight::of(&visit)?, &Complaints::default()))
}

async fn again(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = PartnerId::parse(&id).ok_or_else(Failure::not_found)?;
    let secret = random();
    match sent_once(&visit, &typed, move |tx: &mut Tx<'_, '_, '_>| invite_again(tx, id, &secret)).await {
        Ok(_) => Ok(redirect_with_message(waiting_path(), "partner.register.sent")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &waiting_page(&visit, &Sight::of(&visit)?, &complaints))
        }
    }
}

async fn ask(visit: Visit, Path(id): Path<String>) -> Answer {
    let found = find(&visit, &id)?;
    frame::show(&visit, &withdraw_page(&visit, &found, "", &Complaints::default()))
}

async fn withdraw(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let found = find(&visit, &id)?;
    let (partner, reason) = (found.invitation.partner, typed.text("reason").to_owned());
    match visit.write(move |tx| withdraw_invitation(tx, partner, &reason)).await {
        Ok(()) => Ok(redirect_with_message(waiting_path(), "partner.register.withdrawn")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &withdraw_page(&visit, &found, typed.text("reason"), &complaints))
        }
    }
}

/// One of the own invitations; one that was answered meanwhile says so.
fn find(visit: &Visit, id: &str) -> Result<Waiting, Failure> {
    let id = PartnerId::parse(id).ok_or_else(Failure::not_found)?;
    visit.read(|view| {
        if let Some(found) = waiting(view)?.into_iter().find(|waiting| waiting.invitation.partner == id) {
            return Ok(found);
        }
        let known = crate::business::partners::see_partner(view, id)?;
        Err(Complaint::new("partners.refusal.invitation_answered").with("number", known.number).into())
    })
}

fn waiting_page(visit: &Visit, sight: &Sight, complaints: &Complaints) -> Page {
    let language = visit.language;
    let register = Link::new(text!(language, "partner.register.title"), register_path());
    let shown: Vec<Card> = sight.all.iter().map(|waiting| waiting_card(visit, waiting, sight)).collect();
    let none = Empty {
        sentence: text!(language, "partner.register.none_waiting"),
        action: sight.works.then(|| register.clone()),
    };
    Page {
        title: text!(language, "partner.register.waiting"),
        lead: Some(text!(language, "partner.register.waiting_lead")),
        back: Some(Link::new(text!(language, "partner.team.title"), team::team_path())),
        primary: (sight.works && !sight.all.is_empty()).then(|| link_button(&register, Loudness::Primary)),
        body: html! {
            (error_summary(language, &complaints.summary(), &html! {}))
            @if shown.is_empty() { (empty(&none)) } @else { (cards(&shown)) }
        },
        ..Page::default()
    }
}

fn waiting_card(visit: &Visit, waiting: &Waiting, sight: &Sight) -> Card {
    let (language, invitation) = (visit.language, &waiting.invitation);
    let again = PostButton {
        label: text!(language, "partner.register.again"),
        action: &format!("{}/{}/again", waiting_path(), invitation.partner),
        csrf: visit.csrf(),
        loudness: Loudness::Secondary,
        hidden: vec![(KEY, form_key(&Typed::default()))],
    };
    let withdraw = Link::new(
        text!(language, "partner.register.withdraw"),
        format!("{}/{}/withdraw", waiting_path(), invitation.partner),
    );
    let name = |key: &str| text!(language, &format!("partner.register.column.{key}"));
    let about = [
        Fact::words(name("number"), &invitation.number),
        Fact::words(name("email"), &waiting.email),
        Fact::words(name("sponsor"), &waiting.sponsor),
        Fact::new(name("sent"), moment(&sight.wall.moment(invitation.sent_at))),
    ];
    let over = invitation.is_over(visit.now);
    Card {
        link: Link::new(waiting.name.clone(), team::member_path(invitation.partner)),
        state: over.then(|| state(Meaning::Attention, &text!(language, "partner.register.over"))),
        body: if sight.works {
            stack(&[facts(&about), row(&[post_button(&again), link_button(&withdraw, Loudness::Quiet)])])
        } else {
            facts(&about)
        },
    }
}

fn withdraw_page(visit: &Visit, found: &Waiting, reason: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let field = Field {
        name: "reason",
        label: text!(language, "partner.register.reason"),
        value: reason,
        error: complaints.about("reason"),
        ..Field::default()
    };
    let action = format!("{}/{}/withdraw", waiting_path(), found.invitation.partner);
    let back = Link::new(text!(language, "partner.register.waiting"), waiting_path());
    Page {
        title: text!(language, "partner.register.withdraw_title", name = found.name),
        body: html! {
            (paragraph(&text!(language, "partner.register.withdraw_what")))
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                complaints: complaints.summary(),
                body: textarea_field(language, &field, 3),
                buttons: vec![
                    submit_button(&text!(language, "partner.register.withdraw_now"), Loudness::Danger),
                    link_button(&Link::new(text!(language, "office.form.cancel"), waiting_path()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}
