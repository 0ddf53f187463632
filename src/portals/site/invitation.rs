//! The page behind the link of an invitation: whoever is invited reads the partner terms, accepts them, and
//! chooses a password. Nobody need have an account before.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::Links;
use crate::business::access;
use crate::business::actor::Actor;
use crate::business::failure::{Complaint, Failure};
use crate::business::firm;
use crate::business::pages::{LegalKind, LegalText, legal_text};
use crate::business::partners::{self, EdgeKind, Invitation, accept_terms, edges_of, invitation_by};
use crate::business::people::person;
use crate::business::view::View;
use crate::portals::site::password::choose_path;
use crate::portals::site::sign_in::{facts, sign_in_path};
use crate::text;
use crate::texts;
use crate::values::{Language, PersonId};
use crate::web::parts::{
    Empty, Fact, Field, Form, Link, Loudness, Meaning, Notice, consent_field, empty, form, link_list, notice,
    open_fold, paragraph, prose, section, small, submit_button, text_link,
};
use crate::web::{
    Answer, Complaints, Frame, Page, Routes, Typed, Visit, from_hex, hex, random, redirect, redirect_with_message,
};

pub fn routes() -> Routes {
    Routes::new().page("/invitation/{secret}", show).form("/invitation/{secret}", accept)
}

fn invitation_path(secret: &str) -> String {
    format!("{}/{secret}", Links::INVITATION)
}

/// What the invited person is shown.
struct Invited {
    invitation: Invitation,
    name: String,
    invited_by: Option<String>,
    firm: String,
    terms: Option<LegalText>,
}

fn invited(view: &View<'_>, secret: &str) -> Result<Invited, Complaint> {
    let unknown = || Complaint::new("partners.refusal.invitation_unknown");
    let secret = from_hex::<16>(secret).ok_or_else(unknown)?;
    let invitation = invitation_by(view, &secret, view.now())?;
    let full_name = |id: PersonId| person(view, id).map(|person| person.full_name());
    let enroller = edges_of(view, EdgeKind::Enroller, invitation.partner).into_iter().find_map(|edge| edge.parent);
    Ok(Invited {
        name: full_name(invitation.person).unwrap_or_default(),
        invited_by: enroller.and_then(|id| full_name(partners::partner(view, id)?.person)),
        firm: firm::firm(view).map_or_else(String::new, |firm| firm.trade_name),
        terms: legal_text(view, LegalKind::PartnerTerms, view.today()),
        invitation,
    })
}

async fn show(visit: Visit, Path(secret): Path<String>) -> Answer {
    match visit.read(|view| Ok(invited(view, &secret)))? {
        Ok(invited) => {
            let page = terms_page(&visit, &secret, &invited, &Complaints::default());
            visit.page(Frame::Bare, &facts(&visit), &page)
        }
        Err(why) => visit.refused_page(Frame::Bare, &facts(&visit), &over_page(visit.language, &why)),
    }
}

async fn accept(visit: Visit, Path(secret): Path<String>, typed: Typed) -> Answer {
    let invited = match visit.read(|view| Ok(invited(view, &secret)))? {
        Ok(invited) => invited,
        Err(why) => return visit.refused_page(Frame::Bare, &facts(&visit), &over_page(visit.language, &why)),
    };
    let refuse = |complaints: &Complaints| {
        visit.refused_page(Frame::Bare, &facts(&visit), &terms_page(&visit, &secret, &invited, complaints))
    };
    let current = invited.terms.as_ref().map(|terms| terms.version.clone()).unwrap_or_default();
    let complaint = if !typed.has("terms") {
        Some(Complaint::new("site.invitation.terms_missing").at("terms"))
    } else if typed.text("version") != current {
        Some(Complaint::new("site.invitation.terms_changed").at("terms"))
    } else {
        None
    };
    if let Some(complaint) = complaint {
        return refuse(&Complaints::said(visit.language, &[complaint]));
    }
    let Some(key) = from_hex::<16>(&secret) else { return Err(Failure::not_found().into()) };
    // Whoever is signed in here may be the one who invites: the secret alone says who accepts.
    let visitor = Actor::visitor(visit.language);
    if let Err(failure) = visit.app.door().write(&visitor, move |tx| accept_terms(tx, &key, &current).map(drop)).await {
        return refuse(&Complaints::of(visit.language, failure)?);
    }
    let (person, password_secret) = (invited.invitation.person, hex(&random::<32>()));
    let kept = password_secret.clone();
    let welcomed = visit.app.door().write(&visitor, move |tx| access::welcome(tx, person, &kept)).await?;
    if welcomed {
        return Ok(redirect(&choose_path(&password_secret)));
    }
    // Somebody who has an account already signs in with it, and finds the new role there.
    Ok(redirect_with_message(sign_in_path(), "site.invitation.accepted"))
}

fn terms_page(visit: &Visit, secret: &str, invited: &Invited, complaints: &Complaints) -> Page {
    let language = visit.language;
    let sentence = match &invited.invited_by {
        Some(partner) => text!(language, "site.invitation.by_partner", partner = partner, firm = invited.firm),
        None => text!(language, "site.invitation.by_firm", firm = invited.firm),
    };
    let body = html! {
        (paragraph(&sentence))
        (crate::web::parts::facts(&[
            Fact::words(text!(language, "site.invitation.name"), &invited.name),
            Fact::words(text!(language, "site.invitation.number"), &invited.invitation.number),
        ]))
        @match &invited.terms {
            Some(terms) => { (terms_form(visit, secret, terms, complaints)) }
            None => {
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence: text!(language, "site.invitation.no_terms"),
                    more: None,
                }))
            }
        }
    };
    Page { title: text!(language, "site.invitation.title", firm = invited.firm), body, ..Page::default() }
}

fn terms_form(visit: &Visit, secret: &str, terms: &LegalText, complaints: &Complaints) -> Markup {
    let language = visit.language;
    let standing =
        text!(language, "site.legal.version", version = terms.version, day = texts::day(language, terms.valid_from));
    let field = Field { name: "terms", error: complaints.about("terms"), ..Field::default() };
    let privacy = Link::new(text!(language, "frames.legal.privacy"), "/legal/privacy");
    html! {
        (section(&text!(language, "site.invitation.terms"), html! {
            (open_fold(&standing, prose(terms.text.get(language))))
        }))
        (form(language, &Form {
            action: &invitation_path(secret),
            csrf: visit.csrf(),
            hidden: vec![("version", terms.version.clone())],
            complaints: complaints.summary(),
            body: html! {
                (consent_field(language, &field, html! { (text!(language, "site.invitation.accept")) }))
                (small(&text!(language, "site.invitation.privacy"))) " " (text_link(&privacy))
            },
            buttons: vec![submit_button(&text!(language, "site.invitation.become"), Loudness::Primary)],
            ..Form::default()
        }))
    }
}

/// Expired, answered, replaced or never there.
fn over_page(language: Language, why: &Complaint) -> Page {
    let body = html! {
        (empty(&Empty::new(why.say(language))))
        (link_list(&[Link::new(text!(language, "site.password.back"), sign_in_path())]))
    };
    Page { title: text!(language, "site.invitation.over"), body, ..Page::default() }
}
