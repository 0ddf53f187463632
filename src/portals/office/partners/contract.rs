//! What is done with a contract: another sponsor, its end, and an invitation that is sent again or taken back.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::{
    self, change_sponsor, end_contract, invite_again_for, see_partner, withdraw_invitation_for,
};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::partners::{by_number, partner_id};
use crate::portals::office::subjects::{partner_name, partner_path};
use crate::portals::once::sent_once;
use crate::text;
use crate::values::PartnerId;
use crate::web::parts::{
    Breadth, Field, Form, Link, Loudness, date_field, error_summary, field_row, form, link_button, paragraph,
    submit_button, text_field, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, random, redirect_with_message};

const REASON_SIGNS_MAX: usize = 1_000;

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/partners/{id}/sponsor", ask_sponsor)
        .form("/office/partners/{id}/sponsor", move_below)
        .page("/office/partners/{id}/end", ask_end)
        .form("/office/partners/{id}/end", end)
        .page("/office/partners/{id}/withdraw", ask_withdraw)
        .form("/office/partners/{id}/withdraw", withdraw)
        .form("/office/partners/{id}/again", again)
        .behind(Permission::PartnersEdit)
}

/// One of the three deeds that ask for a reason.
#[derive(Clone, Copy)]
enum Deed {
    Sponsor,
    End,
    Withdraw,
}

impl Deed {
    const fn word(self) -> &'static str {
        match self {
            Deed::Sponsor => "sponsor",
            Deed::End => "end",
            Deed::Withdraw => "withdraw",
        }
    }

    fn text(self, visit: &Visit, what: &str) -> String {
        text!(visit.language, &format!("office_partners.{}.{what}", self.word()))
    }
}

/// Whom it concerns.
struct About {
    id: PartnerId,
    name: String,
    /// The number of the present sponsor.
    sponsor: String,
}

fn about(visit: &Visit, id: &str) -> Result<About, Failure> {
    let id = partner_id(id)?;
    visit.read(|view| {
        see_partner(view, id)?;
        let sponsor = partners::sponsor_on(view, id, view.today()).and_then(|id| partners::partner(view, id));
        let sponsor = sponsor.map(|sponsor| sponsor.number).unwrap_or_default();
        Ok(About { id, name: partner_name(view, id), sponsor })
    })
}

async fn ask_sponsor(visit: Visit, Path(id): Path<String>) -> Answer {
    ask(&visit, &id, Deed::Sponsor)
}

async fn ask_end(visit: Visit, Path(id): Path<String>) -> Answer {
    ask(&visit, &id, Deed::End)
}

async fn ask_withdraw(visit: Visit, Path(id): Path<String>) -> Answer {
    ask(&visit, &id, Deed::Withdraw)
}

fn ask(visit: &Visit, id: &str, deed: Deed) -> Answer {
    let about = about(visit, id)?;
    let today = visit.read(|view| Ok(view.today()))?.to_string();
    let typed = Typed::default().with("sponsor", &about.sponsor).with("from", &today).with("on", &today);
    frame::show(visit, &deed_page(visit, deed, &about, &typed, &Complaints::default()))
}

fn refused(visit: &Visit, deed: Deed, about: &About, typed: &Typed, failure: Failure) -> Answer {
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(visit, &deed_page(visit, deed, about, typed, &complaints))
}

fn done(about: &About, key: &'static str) -> Answer {
    Ok(redirect_with_message(&partner_path(about.id), key))
}

async fn move_below(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let about = about(&visit, &id)?;
    let mut reading = Reading::of(&typed);
    let from = reading.day("from");
    let reason = reading.text("reason", REASON_SIGNS_MAX);
    let number = reading.line("sponsor");
    let sponsor = visit.read(|view| Ok(by_number(view, &number)))?;
    if !number.is_empty() && sponsor.is_none() {
        reading.complain(Complaint::new("partners.refusal.upline_unknown").at("sponsor"));
    }
    let complaints = reading.into_complaints();
    let (Some(from), true) = (from, complaints.is_empty()) else {
        return refused(&visit, Deed::Sponsor, &about, &typed, complaints.into());
    };
    let partner = about.id;
    match visit.write(move |tx| change_sponsor(tx, partner, sponsor, from, &reason)).await {
        Ok(()) => done(&about, "office_partners.told.moved"),
        Err(failure) => refused(&visit, Deed::Sponsor, &about, &typed, failure),
    }
}

async fn end(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let about = about(&visit, &id)?;
    let mut reading = Reading::of(&typed);
    let on = reading.day("on");
    let reason = reading.text("reason", REASON_SIGNS_MAX);
    let complaints = reading.into_complaints();
    let (Some(on), true) = (on, complaints.is_empty()) else {
        return refused(&visit, Deed::End, &about, &typed, complaints.into());
    };
    let partner = about.id;
    match visit.write(move |tx| end_contract(tx, partner, on, &reason)).await {
        Ok(()) => done(&about, "office_partners.told.ended"),
        Err(failure) => refused(&visit, Deed::End, &about, &typed, failure),
    }
}

async fn withdraw(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let about = about(&visit, &id)?;
    let (partner, reason) = (about.id, typed.text("reason").to_owned());
    match visit.write(move |tx| withdraw_invitation_for(tx, partner, &reason)).await {
        Ok(()) => done(&about, "office_partners.told.withdrawn"),
        Err(failure) => refused(&visit, Deed::Withdraw, &about, &typed, failure),
    }
}

async fn again(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let about = about(&visit, &id)?;
    let (partner, secret) = (about.id, random());
    match sent_once(&visit, &typed, move |tx: &mut Tx<'_, '_, '_>| invite_again_for(tx, partner, &secret)).await {
        Ok(_) => done(&about, "office_partners.told.registered"),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let page = Page {
                title: text!(visit.language, "office_partners.sheet.again"),
                body: error_summary(visit.language, &complaints.summary(), &html! {}),
                back: Some(Link::new(about.name, partner_path(partner))),
                ..Page::default()
            };
            frame::refuse(&visit, &page)
        }
    }
}

fn deed_page(visit: &Visit, deed: Deed, about: &About, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let sheet = partner_path(about.id);
    let filled = Filled { language, typed, complaints };
    let loudness = if matches!(deed, Deed::Sponsor) { Loudness::Primary } else { Loudness::Danger };
    Page {
        title: deed.text(visit, "title"),
        lead: Some(about.name.clone()),
        body: html! {
            (paragraph(&deed.text(visit, "what")))
            (form(language, &Form {
                action: &format!("{sheet}/{}", deed.word()),
                csrf: visit.csrf(),
                complaints: complaints.summary(),
                body: fields(deed, &filled),
                buttons: vec![
                    submit_button(&deed.text(visit, "confirm"), loudness),
                    link_button(&Link::new(text!(language, "office.form.back"), sheet.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(Link::new(about.name.clone(), sheet)),
        ..Page::default()
    }
}

fn fields(deed: Deed, filled: &Filled) -> Markup {
    let language = filled.language;
    let reason = filled.field("reason", text!(language, "office_partners.form.reason"));
    let day = |name: &'static str, label: String| {
        date_field(language, &Field { breadth: Breadth::Short, ..filled.field(name, label) })
    };
    html! {
        @match deed {
            Deed::Sponsor => {
                (field_row(&[
                    text_field(language, &Field {
                        optional: true,
                        breadth: Breadth::Short,
                        autocomplete: "off",
                        hint: Some(text!(language, "office_partners.form.sponsor_hint")),
                        ..filled.field("sponsor", text!(language, "office_partners.form.sponsor"))
                    }),
                    day("from", text!(language, "office_partners.form.from")),
                ]))
            }
            Deed::End => { (day("on", text!(language, "office_partners.form.on"))) }
            Deed::Withdraw => {}
        }
        (textarea_field(language, &reason, 3))
    }
}
