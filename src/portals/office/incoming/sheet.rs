//! The sheet of an incoming invoice: what its data say, beside the page that a person reads.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::billing::{self, Incoming, IncomingForm, IncomingState, incoming_file};
use crate::business::failure::Failure;
use crate::business::journal::{Entry, Subject, history};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::incoming::figures::lines;
use crate::portals::office::incoming::list::list_path;
use crate::portals::office::incoming::{incoming_id, state_shown};
use crate::portals::office::subjects::incoming_path;
use crate::text;
use crate::texts;
use crate::values::{Country, Day, Iban, IncomingId, Language};
use crate::web::parts::{
    Fact, FramedFile, Happening, Link, Loudness, Meaning, Notice, PostButton, address, beside, facts, link_button,
    menu_link, notice, paragraph, post_button, row, section, small, text_link, timeline,
};
use crate::web::{Answer, Page, Routes, Visit, download, framed_by_ours, see_file, with_frames_of_ours};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/incoming/{id}", show)
        .page("/office/incoming/{id}/file", file)
        .behind(Permission::BillingReceive)
}

struct IncomingPage {
    language: Language,
    csrf: String,
    id: IncomingId,
    incoming: Incoming,
    happenings: Vec<Happening>,
}

impl IncomingPage {
    fn of(view: &View<'_>, visit: &Visit, id: IncomingId) -> Result<IncomingPage, Failure> {
        view.require(Permission::BillingReceive)?;
        let teller = Teller::new(view, visit.language);
        let incoming = billing::incoming(view, id).ok_or_else(Failure::not_found)?;
        Ok(IncomingPage {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            id,
            happenings: happenings(view, &teller, id, &incoming),
            incoming,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

/// Entries about a decision.
const DECISIONS: [&str; 3] = ["incoming_checked", "incoming_rejected", "incoming_reopened"];

/// What the journal tells, newest first; the reason of a decision stands in the record, in the same order.
fn happenings(view: &View<'_>, teller: &Teller<'_, '_>, id: IncomingId, incoming: &Incoming) -> Vec<Happening> {
    let mut decisions = incoming.decisions.iter().rev();
    let mut told = |entry: &Entry| {
        let decision = DECISIONS.contains(&entry.event.as_str()).then(|| decisions.next()).flatten();
        let reason = decision.map(|decision| decision.reason.clone()).filter(|reason| !reason.is_empty());
        Happening { remark: reason, ..teller.happening(entry) }
    };
    history(view, &[Subject::of(id)]).iter().map(&mut told).collect()
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = incoming_id(&id)?;
    let page = visit.read(|view| IncomingPage::of(view, &visit, id))?;
    Ok(with_frames_of_ours(frame::show(&visit, &sheet(&page))?))
}

/// The file as it came, to be seen in the frame of the sheet or kept.
async fn file(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = incoming_id(&id)?;
    let (incoming, bytes) = visit.read(|view| {
        view.require(Permission::BillingReceive)?;
        let bytes = incoming_file(view, id).ok_or_else(Failure::not_found)?;
        Ok((billing::incoming(view, id).ok_or_else(Failure::not_found)?, bytes))
    })?;
    let says = &incoming.says;
    Ok(match says.form {
        IncomingForm::Pdf => framed_by_ours(see_file(&says.file_name, "application/pdf", bytes)),
        IncomingForm::Ubl | IncomingForm::Cii => download(&says.file_name, "application/xml", bytes),
    })
}

fn sheet(page: &IncomingPage) -> Page {
    let (language, says) = (page.language, &page.incoming.says);
    let kind = if says.is_credit_note() { "office_incoming.kind.credit_note" } else { "office_incoming.kind.invoice" };
    let file = Link::new(page.text("office_incoming.sheet.file"), format!("{}/file", incoming_path(page.id)));
    let reopen = Link::new(page.text("office_incoming.reopen.title"), format!("{}/reopen", incoming_path(page.id)));
    let is_open = page.incoming.state() == IncomingState::Received;
    let mut actions = vec![menu_link(&file)];
    if !is_open {
        actions.push(menu_link(&reopen));
    }
    let says_it = html! { (parties(page)) (lines(language, says)) (references(page)) };
    Page {
        title: format!("{} {}", text!(language, kind), says.number),
        state: Some(state_shown(language, page.incoming.state())),
        lead: Some(says.sender.name.clone()),
        back: Some(Link::new(page.text("office_incoming.page.title"), list_path())),
        actions,
        body: html! {
            (notices(page))
            @if is_open { (decision(page)) }
            @if says.form == IncomingForm::Pdf {
                (beside(says_it, &FramedFile {
                    heading: page.text("office_incoming.sheet.paper"),
                    href: &file.href,
                    title: says.file_name.clone(),
                    open: page.text("office_incoming.sheet.open"),
                }))
            } @else {
                (says_it)
            }
            (section(&page.text("office_commissions.sheet.history"), timeline(language, &page.happenings)))
        },
        ..Page::default()
    }
}

fn notices(page: &IncomingPage) -> Markup {
    let says = &page.incoming.says;
    let rejected = page.incoming.rejected_because();
    let rejected = rejected.map(|reason| text!(page.language, "office_incoming.notice.rejected", reason = reason));
    let payee = &says.sender.payee;
    let elsewhere = (!payee.is_empty() && *payee != says.sender.name)
        .then(|| text!(page.language, "office_incoming.notice.payee", payee = payee));
    let (meaning, sentence) = if says.findings.is_empty() {
        (Meaning::Good, page.text("office_incoming.notice.lawful"))
    } else if says.is_unlawful() {
        (Meaning::Bad, page.text("office_incoming.notice.unlawful"))
    } else {
        (Meaning::Information, page.text("office_incoming.notice.remarks"))
    };
    let more = (!says.findings.is_empty()).then(|| {
        html! {
            @for finding in &says.findings {
                p { @if !finding.rule.is_empty() { (finding.rule) ": " } span lang="en" { (finding.words) } }
            }
        }
    });
    html! {
        @for sentence in [rejected, elsewhere].into_iter().flatten() {
            (notice(&Notice { meaning: Meaning::Attention, sentence, more: None }))
        }
        (notice(&Notice { meaning, sentence, more }))
    }
}

fn decision(page: &IncomingPage) -> Markup {
    let check = format!("{}/check", incoming_path(page.id));
    let reject = Link::new(page.text("office_incoming.reject.title"), format!("{}/reject", incoming_path(page.id)));
    let button = PostButton {
        label: page.text("office_incoming.sheet.check"),
        action: &check,
        csrf: &page.csrf,
        loudness: Loudness::Primary,
        hidden: Vec::new(),
    };
    html! {
        (paragraph(&page.text("office_incoming.sheet.compare")))
        (row(&[post_button(&button), link_button(&reject, Loudness::Quiet)]))
    }
}

fn parties(page: &IncomingPage) -> Markup {
    let says = &page.incoming.says;
    let mut rows = Vec::new();
    let mut add = |key: &'static str, value: &str| {
        if !value.is_empty() {
            rows.push(Fact::words(page.text(key), value));
        }
    };
    let day = |day: Option<Day>| day.map(|day| texts::day(page.language, day)).unwrap_or_default();
    add("office_incoming.column.day", &day(says.day));
    add("office_incoming.column.due_on", &day(says.due_on));
    add("office_incoming.fact.delivered_on", &day(says.delivered_on));
    add("office_incoming.fact.receiver", &says.receiver);
    add("office_incoming.fact.vat_id", &says.sender.vat_id);
    add("office_incoming.fact.tax_number", &says.sender.tax_number);
    add("office_incoming.fact.payee", &says.sender.payee);
    add("office_incoming.fact.iban", &grouped(&says.sender.iban));
    add("office_incoming.fact.email", &says.sender.email);
    add("office_incoming.fact.terms", &says.terms);
    let sender = &says.sender;
    let country = Country::parse(&sender.country);
    let country = country.map_or_else(|| sender.country.clone(), |of| texts::country_name(page.language, of));
    let lines = [sender.name.clone()].into_iter().chain(sender.address.clone()).chain([country]);
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    html! {
        (section(&page.text("office_incoming.sheet.sender"), address(&lines)))
        (section(&page.text("office_orders.sheet.facts"), facts(&rows)))
    }
}

/// An account in groups of four, where it is one.
fn grouped(iban: &str) -> String {
    Iban::parse(iban).map_or_else(|| iban.to_owned(), |iban| iban.grouped())
}

fn references(page: &IncomingPage) -> Markup {
    let says = &page.incoming.says;
    let file = Link::new(says.file_name.clone(), format!("{}/file", incoming_path(page.id)));
    let form = text!(page.language, &format!("office_incoming.form.{}", says.form.word()));
    let mut rows =
        vec![Fact::new(page.text("office_incoming.sheet.file"), html! { (text_link(&file)) " " (small(&form)) })];
    let mut add = |key: &'static str, value: &str| {
        if !value.is_empty() {
            rows.push(Fact::words(page.text(key), value));
        }
    };
    add("office_incoming.fact.order_reference", &says.order_reference);
    add("office_incoming.fact.buyer_reference", &says.buyer_reference);
    add("office_incoming.fact.preceding", &says.preceding.join(", "));
    add("office_incoming.fact.attachments", &says.attachments.join(", "));
    add("office_incoming.fact.profile", &says.profile);
    html! {
        (section(&page.text("office_incoming.sheet.references"), facts(&rows)))
        @if !says.notes.is_empty() {
            (section(&page.text("office_incoming.sheet.notes"), html! {
                @for note in &says.notes { (paragraph(note)) }
            }))
        }
    }
}
