//! The sheet of an incoming invoice: what its data say, beside the page that a person reads.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::billing::{self, Incoming, IncomingForm, IncomingLine, IncomingState, incoming_file};
use crate::business::failure::Failure;
use crate::business::journal::{Subject, history};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::incoming::list::list_path;
use crate::portals::office::incoming::{incoming_id, state_shown};
use crate::portals::office::subjects::incoming_path;
use crate::text;
use crate::texts;
use crate::values::{Day, IncomingId, Language, Money};
use crate::web::parts::{
    Column, Fact, FramedFile, Happening, Link, Loudness, Meaning, Notice, PostButton, Row, SumLine, Table, address,
    beside, facts, figure, link_button, menu_link, notice, paragraph, post_button, row, section, small, sums, table,
    text_link, timeline, two_lines,
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
        Ok(IncomingPage {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            id,
            incoming: billing::incoming(view, id).ok_or_else(Failure::not_found)?,
            happenings: history(view, &[Subject::of(id)]).iter().map(|entry| teller.happening(entry)).collect(),
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }

    fn money(&self, amount: Money) -> String {
        texts::money(self.language, amount)
    }
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
    let is_open = page.incoming.state == IncomingState::Received;
    let mut actions = vec![menu_link(&file)];
    if !is_open {
        actions.push(menu_link(&reopen));
    }
    let says_it = html! { (parties(page)) (lines(page)) (references(page)) };
    Page {
        title: format!("{} {}", text!(language, kind), says.number),
        state: Some(state_shown(language, &page.incoming.state)),
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
    let rejected = match &page.incoming.state {
        IncomingState::Rejected { reason, .. } => {
            Some(text!(page.language, "office_incoming.notice.rejected", reason = reason))
        }
        _ => None,
    };
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
        @if let Some(sentence) = rejected { (notice(&Notice { meaning: Meaning::Attention, sentence, more: None })) }
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
    add("office_incoming.fact.iban", &says.sender.iban);
    add("office_incoming.fact.email", &says.sender.email);
    add("office_incoming.fact.terms", &says.terms);
    let lines: Vec<String> = [says.sender.name.clone()].into_iter().chain(says.sender.address.clone()).collect();
    html! {
        (section(&page.text("office_incoming.sheet.sender"), address(&lines)))
        (section(&page.text("office_orders.sheet.facts"), facts(&rows)))
    }
}

fn lines(page: &IncomingPage) -> Markup {
    let (language, says) = (page.language, &page.incoming.says);
    let column = |name: &str| text!(language, &format!("office_orders.line.{name}"));
    let line = |line: &IncomingLine| {
        let quantity = format!("{} {}", texts::decimal(language, &line.quantity), unit(line));
        Row::new(vec![
            two_lines(&line.name, &line.article),
            figure(quantity.trim()),
            figure(&texts::decimal(language, &line.unit_price)),
            figure(&rate(language, &line.tax_rate, &line.tax_category)),
            figure(&page.money(line.net)),
        ])
    };
    let shown = Table {
        caption: text!(language, "office_orders.sheet.lines"),
        columns: vec![
            Column::text(column("product")),
            Column::figure(column("quantity")),
            Column::figure(column("unit_price")),
            Column::figure(column("tax")),
            Column::figure(column("net")),
        ],
        rows: says.lines.iter().map(line).collect(),
        ..Table::default()
    };
    let sum = |label: String, amount: Money| SumLine { label, amount: page.money(amount), is_total: false };
    let mut all = vec![sum(page.text("office_orders.sum.net"), says.net)];
    all.extend(says.taxes.iter().map(|tax| {
        let rate = rate(language, &tax.rate, &tax.category);
        sum(text!(language, "office_invoices.sum.tax_on", rate = rate, net = page.money(tax.net)), tax.tax)
    }));
    all.push(SumLine { is_total: true, ..sum(page.text("office_incoming.sum.gross"), says.gross) });
    if !says.paid.is_zero() {
        all.push(sum(page.text("office_invoices.fact.prepaid"), says.paid));
    }
    // Also where it does not follow from the others: then it is what somebody has to look at.
    if says.due != says.gross {
        all.push(sum(page.text("office_incoming.sum.due"), says.due));
    }
    let reasons = says.taxes.iter().filter(|tax| !tax.reason.is_empty());
    section(
        &page.text("office_orders.sheet.lines"),
        html! {
            (table(language, &shown))
            (sums(&all))
            @for tax in reasons { (small(&tax.reason)) }
        },
    )
}

/// Pieces need no word; other units are told as the file has them.
fn unit(line: &IncomingLine) -> &str {
    match line.unit.as_str() {
        "C62" | "H87" | "XPP" => "",
        unit => unit,
    }
}

/// `20 %`; where nothing is charged, the category that says why.
fn rate(language: Language, rate: &str, category: &str) -> String {
    match rate {
        "" | "0" | "0.00" if category != "Z" => category.to_owned(),
        rate => format!("{} %", texts::decimal(language, rate)),
    }
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
