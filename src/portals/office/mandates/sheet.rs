//! The sheet of one mandate: the account, how it stands and why, and what was done with it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::mandate_pdf;
use crate::business::access;
use crate::business::payments::mandates::{
    Mandate, MandateDeed, MandateRow, MandateStanding, MandateState, MandateStep, see_mandate,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::mandates::account::account_path;
use crate::portals::office::mandates::decide::deed_path;
use crate::portals::office::mandates::list::list_path;
use crate::portals::office::mandates::{mandate_id, standing_shown};
use crate::portals::office::subjects::{customer_path, mandate_path};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Day, Language};
use crate::web::parts::{
    Fact, Happening, Link, Loudness, Meaning, Notice, PostButton, code, facts, link_button, menu_link, notice,
    post_button, section, text_link, timeline,
};
use crate::web::{Answer, Page, Routes, Visit, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/mandates/{id}", show)
        .page("/office/mandates/{id}/mandate.pdf", print)
        .behind(Permission::PaymentsMandates)
}

struct MandatePage {
    language: Language,
    csrf: String,
    row: MandateRow,
    today: Day,
    may_see_customer: bool,
    happenings: Vec<Happening>,
}

impl MandatePage {
    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }

    fn is_open(&self) -> bool {
        !self.row.mandate.is_closed(self.today)
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = mandate_id(&id)?;
    let page = visit.read(|view| {
        let row = see_mandate(view, id)?;
        Ok(MandatePage {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            today: view.today(),
            may_see_customer: view.may(Permission::CustomersView),
            happenings: happenings(view, visit.language, &row.mandate),
            row,
        })
    })?;
    frame::show(&visit, &sheet(&page))
}

async fn print(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = mandate_id(&id)?;
    let document = visit.read_aside(move |view| mandate_pdf(view, id)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

/// Everything that was done, the newest first, with whoever did it and why.
fn happenings(view: &View<'_>, language: Language, mandate: &Mandate) -> Vec<Happening> {
    let wall = Wall::of(view, language);
    let told = |step: &MandateStep| {
        let word = if step.deed == MandateDeed::Signed {
            format!("mandates.deed.signed_{}", mandate.way.word())
        } else {
            format!("mandates.deed.{}", step.deed.word())
        };
        let before = step.iban_before.as_ref();
        let before = before.map(|iban| text!(language, "mandates.deed.account_before", iban = iban.grouped()));
        let because = Some(step.because.clone()).filter(|because| !because.is_empty());
        let remark = before.or(because);
        let by = step.by.map(|account| access::name_of(view, account)).unwrap_or_default();
        Happening {
            who: by,
            when: wall.moment(step.at),
            what: text!(language, &word),
            remark,
            meaning: meaning(step.deed),
            changes: Vec::new(),
            link: None,
        }
    };
    mandate.history.iter().rev().map(told).collect()
}

fn meaning(deed: MandateDeed) -> Meaning {
    match deed {
        MandateDeed::Suspended => Meaning::Bad,
        MandateDeed::Signed | MandateDeed::ConfirmedByBank | MandateDeed::Resumed => Meaning::Good,
        MandateDeed::AccountChanged | MandateDeed::Revoked | MandateDeed::Used => Meaning::Neutral,
    }
}

fn sheet(page: &MandatePage) -> Page {
    let row = &page.row;
    let mut actions = vec![menu_link(&Link::new(
        page.text("office_mandates.sheet.print"),
        format!("{}/mandate.pdf", mandate_path(row.id)),
    ))];
    if page.is_open() {
        let account = Link::new(page.text("office_mandates.account.title"), account_path(row.id));
        let revoke = Link::new(page.text("office_mandates.revoke.title"), deed_path(row.id, "revoke"));
        actions.extend([menu_link(&account), menu_link(&revoke)]);
    }
    Page {
        title: text!(page.language, "office_mandates.sheet.title", number = row.mandate.number),
        state: Some(standing_shown(page.language, row.standing)),
        lead: Some(row.name.clone()),
        back: Some(Link::new(page.text("office_mandates.page.title"), list_path())),
        primary: next_button(page),
        actions,
        body: html! {
            (notices(page))
            (section(&page.text("office_mandates.sheet.facts"), particulars(page)))
        },
        aside: Some(section(&page.text("office_mandates.sheet.history"), timeline(page.language, &page.happenings))),
        ..Page::default()
    }
}

/// What is to be done next with one that waits.
fn next_button(page: &MandatePage) -> Option<Markup> {
    match page.row.standing {
        MandateStanding::AwaitingBank => Some(post_button(&PostButton {
            label: page.text("office_mandates.sheet.confirm"),
            action: &deed_path(page.row.id, "confirm"),
            csrf: &page.csrf,
            loudness: Loudness::Primary,
            ..PostButton::default()
        })),
        MandateStanding::Suspended => {
            let link = Link::new(page.text("office_mandates.resume.title"), deed_path(page.row.id, "resume"));
            Some(link_button(&link, Loudness::Primary))
        }
        _ => None,
    }
}

fn notices(page: &MandatePage) -> Markup {
    let mandate = &page.row.mandate;
    let said = |meaning: Meaning, sentence: String| notice(&Notice { meaning, sentence, more: None });
    html! {
        @match page.row.standing {
            MandateStanding::AwaitingBank => (said(Meaning::Attention, page.text("office_mandates.notice.awaiting_bank"))),
            MandateStanding::Suspended => (said(Meaning::Bad, page.text("office_mandates.notice.suspended"))),
            MandateStanding::Void => (said(Meaning::Neutral, page.text("office_mandates.notice.void"))),
            MandateStanding::Active | MandateStanding::Revoked => {}
        }
        @if mandate.amended_from.is_some() && mandate.state != MandateState::Revoked {
            (said(Meaning::Information, page.text("office_mandates.notice.amended")))
        }
    }
}

fn particulars(page: &MandatePage) -> Markup {
    let (language, row) = (page.language, &page.row);
    let mandate = &row.mandate;
    let customer = if page.may_see_customer {
        text_link(&Link::new(row.name.clone(), customer_path(mandate.customer)))
    } else {
        html! { (row.name) }
    };
    let day = |day: Day| texts::day(language, day);
    let mut all = vec![
        Fact::new(page.text("office_mandates.column.customer"), customer),
        Fact::words(page.text("mandates.field.holder"), &mandate.holder),
        Fact::new(page.text("fields.iban"), code(&mandate.iban.grouped())),
    ];
    if let Some(bic) = &mandate.bic {
        all.push(Fact::new(page.text("mandates.field.bic"), code(bic.as_str())));
    }
    all.push(Fact::words(page.text("office_mandates.column.scheme"), &mandate.scheme.say(language)));
    all.push(Fact::words(page.text("office_mandates.column.signed_on"), &day(mandate.signed_on)));
    let way = text!(language, &format!("mandates.way.{}", mandate.way.word()));
    all.push(Fact::words(page.text("office_mandates.column.way"), &way));
    let used = mandate.last_used_on.map_or_else(|| page.text("office_mandates.sheet.never_used"), day);
    all.push(Fact::words(page.text("office_mandates.column.last_used_on"), &used));
    if page.is_open() {
        all.push(Fact::words(page.text("office_mandates.sheet.void_from"), &day(mandate.void_from())));
    }
    if let Some(days) = mandate.prenotice_days {
        let days = text!(language, "office_mandates.sheet.days", count = i64::from(days));
        all.push(Fact::words(page.text("office_mandates.new.prenotice"), &days));
    }
    facts(&all)
}
