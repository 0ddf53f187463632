//! What is done with an invitation: it is sent again or taken back.

use axum::extract::Path;
use maud::html;

use crate::business::failure::Failure;
use crate::business::partners::{invite_again_for, see_partner, withdraw_invitation_for};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::frame;
use crate::portals::office::partners::partner_id;
use crate::portals::office::subjects::{partner_name, partner_path};
use crate::portals::once::sent_once;
use crate::text;
use crate::values::PartnerId;
use crate::web::parts::{Link, error_summary};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/partners/{id}/withdraw", ask_withdraw)
        .form("/office/partners/{id}/withdraw", withdraw)
        .form("/office/partners/{id}/again", again)
        .behind(Permission::PartnersEdit)
}

/// Whom it concerns.
struct About {
    id: PartnerId,
    name: String,
}

fn about(visit: &Visit, id: &str) -> Result<About, Failure> {
    let id = partner_id(id)?;
    visit.read(|view| {
        see_partner(view, id)?;
        Ok(About { id, name: partner_name(view, id) })
    })
}

async fn ask_withdraw(visit: Visit, Path(id): Path<String>) -> Answer {
    let about = about(&visit, &id)?;
    frame::show(&visit, &withdraw_page(&visit, &about, &Typed::default(), &Complaints::default()))
}

fn done(about: &About, key: &'static str) -> Answer {
    Ok(redirect_with_message(&partner_path(about.id), key))
}

async fn withdraw(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let about = about(&visit, &id)?;
    let (partner, reason) = (about.id, typed.text("reason").to_owned());
    match visit.write(move |tx| withdraw_invitation_for(tx, partner, &reason)).await {
        Ok(()) => done(&about, "office_partners.told.withdrawn"),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &withdraw_page(&visit, &about, &typed, &complaints))
        }
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

fn withdraw_page(visit: &Visit, about: &About, typed: &Typed, complaints: &Complaints) -> Page {
    let said = |what: &str| text!(visit.language, &format!("office_partners.withdraw.{what}"));
    let sheet = partner_path(about.id);
    let deed = Deed {
        title: said("title"),
        lead: Some(about.name.clone()),
        what: vec![said("what")],
        reason: Some(Reason {
            label: text!(visit.language, "office_partners.form.reason"),
            hint: None,
            typed: typed.text("reason"),
        }),
        action: format!("{sheet}/withdraw"),
        confirm: said("confirm"),
        back: Link::new(about.name.clone(), sheet),
    };
    deed_page(visit, deed, complaints)
}
