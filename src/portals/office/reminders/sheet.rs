//! The sheet of a reminder: what it asked for, what it costs, and what has become of it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::reminder_pdf;
use crate::business::access;
use crate::business::billing::reminders::{self, Reminder, ReminderLine, is_settled};
use crate::business::failure::Failure;
use crate::business::journal::{Subject, history};
use crate::business::messages::{self, OutboxId, OutboxItem};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::outbox::letter_section;
use crate::portals::office::reminders::letter::{kind, stretch_words, sums_of};
use crate::portals::office::reminders::part::standing;
use crate::portals::office::reminders::sent::sent_path;
use crate::portals::office::reminders::words::{below, level_word, party_link};
use crate::portals::office::subjects::{invoice_path, reminder_path};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Language, Money, ReminderId};
use crate::web::parts::{
    Column, Fact, Happening, Icon, Link, Loudness, Meaning, Notice, Row, Table, facts, figure, icon_button, menu_link,
    notice, section, sums, table, text_link, timeline,
};
use crate::web::{Answer, Page, Routes, Visit, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/reminders/{id}", show)
        .page("/office/reminders/{id}/reminder.pdf", pdf)
        .behind(Permission::BillingView)
}

pub fn reminder_id(text: &str) -> Result<ReminderId, Failure> {
    ReminderId::parse(text).ok_or_else(Failure::not_found)
}

struct Sheet {
    language: Language,
    wall: Wall,
    id: ReminderId,
    reminder: Reminder,
    is_paid: bool,
    party: Link,
    waived_by: String,
    letters: Vec<(OutboxId, OutboxItem)>,
    happenings: Vec<Happening>,
    may_remind: bool,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = reminder_id(&id)?;
    let sheet = visit.read(|view| Sheet::of(view, visit.language, id))?;
    frame::show(&visit, &sheet_page(&sheet))
}

async fn pdf(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = reminder_id(&id)?;
    let document = visit.read_aside(move |view| reminder_pdf(view, id)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

impl Sheet {
    fn of(view: &View<'_>, language: Language, id: ReminderId) -> Result<Sheet, Failure> {
        view.require(Permission::BillingView)?;
        let reminder = reminders::reminder(view, id).ok_or_else(Failure::not_found)?;
        let teller = Teller::new(view, language);
        let about = [Subject::of(id)];
        let waived_by = reminder.waived.as_ref().and_then(|waived| waived.by);
        Ok(Sheet {
            language,
            wall: Wall::of(view, language),
            id,
            is_paid: is_settled(view, &reminder),
            party: party_link(view, reminder.party, &reminder.address.name),
            waived_by: waived_by.map(|by| access::name_of(view, by)).unwrap_or_default(),
            letters: if view.may(Permission::MessagesView) {
                messages::letters_about(view, &about)
            } else {
                Vec::new()
            },
            happenings: history(view, &about).iter().map(|entry| teller.happening(entry)).collect(),
            may_remind: view.may(Permission::BillingRemind),
            reminder,
        })
    }
}

fn sheet_page(sheet: &Sheet) -> Page {
    let (language, reminder) = (sheet.language, &sheet.reminder);
    let say = |key: &'static str| text!(language, key);
    let path = reminder_path(sheet.id);
    let pdf = Link::new(say("office_invoices.sheet.pdf"), format!("{path}/reminder.pdf"));
    let waive = Link::new(say("office_reminders.waive.title"), format!("{path}/waive"));
    let can_waive = sheet.may_remind && reminder.waived.is_none() && !reminder.charges.is_empty();
    Page {
        title: text!(language, "office_reminders.sheet.title", number = reminder.number),
        state: Some(standing(language, reminder, sheet.is_paid)),
        lead: Some(format!("{} · {}", reminder.address.name, texts::day(language, reminder.day))),
        back: Some(Link::new(say("office_reminders.page.title"), sent_path())),
        primary: Some(icon_button(&pdf, Icon::Document, Loudness::Primary)),
        actions: if can_waive { vec![menu_link(&waive)] } else { Vec::new() },
        body: html! {
            @if let Some(waived) = &reminder.waived {
                (notice(&Notice {
                    meaning: Meaning::Information,
                    sentence: text!(
                        language,
                        "office_reminders.notice.waived",
                        name = sheet.waived_by,
                        reason = waived.reason
                    ),
                    more: None,
                }))
            }
            (section(&say("office_reminders.letter.lines"), html! {
                (lines(sheet))
                (sums(&sums_of(language, &parts(reminder), reminder.total)))
            }))
            @let reckoned = interest_lines(sheet);
            @if !reckoned.is_empty() { (section(&say("office_reminders.letter.interest"), below(&reckoned))) }
            (letter_section(&sheet.wall, &sheet.letters))
        },
        aside: Some(html! {
            (section(&say("office_commissions.sheet.facts"), fact_list(sheet)))
            (section(&say("office_commissions.sheet.history"), timeline(language, &sheet.happenings)))
        }),
        ..Page::default()
    }
}

fn parts(reminder: &Reminder) -> [(&'static str, Money); 5] {
    let nothing = Money::zero(reminder.total.currency());
    let open = reminder.lines.iter().fold(nothing, |sum, line| sum + line.open);
    [
        ("open", open),
        ("earlier", reminder.earlier),
        ("fee", reminder.fee()),
        ("interest", reminder.interest()),
        ("against", reminder.against),
    ]
}

fn lines(sheet: &Sheet) -> Markup {
    let language = sheet.language;
    let column = |name: &str| text!(language, &format!("office_reminders.column.{name}"));
    let row = |line: &ReminderLine| {
        let level = if line.level == 0 { "–".to_owned() } else { level_word(language, line.level) };
        let cells = vec![
            html! { (line.number) },
            html! { (texts::day_short(language, line.due_on)) },
            html! { (level) },
            figure(&texts::money(language, line.amount)),
            figure(&texts::money(language, line.open)),
        ];
        Row::leading_to(invoice_path(line.invoice), cells)
    };
    table(
        language,
        &Table {
            caption: text!(language, "office_reminders.letter.lines"),
            columns: vec![
                Column::text(column("invoice")),
                Column::text(column("due_on")),
                Column::text(column("level")),
                Column::figure(column("amount")),
                Column::figure(column("open")),
            ],
            rows: sheet.reminder.lines.iter().map(row).collect(),
            ..Table::default()
        },
    )
}

fn interest_lines(sheet: &Sheet) -> Vec<String> {
    let of = |line: &ReminderLine| {
        let number = line.number.clone();
        line.interest.iter().map(move |stretch| stretch_words(sheet.language, &number, stretch)).collect::<Vec<_>>()
    };
    sheet.reminder.lines.iter().flat_map(of).collect()
}

fn fact_list(sheet: &Sheet) -> Markup {
    let (language, reminder) = (sheet.language, &sheet.reminder);
    let say = |key: &'static str| text!(language, key);
    facts(&[
        Fact::new(say("office_reminders.column.name"), text_link(&sheet.party)),
        Fact::words(say("office_reminders.column.level"), &level_word(language, reminder.level)),
        Fact::words(say("office_reminders.column.pay_by"), &texts::day(language, reminder.pay_by)),
        Fact::words(say("office_reminders.fact.email"), reminder.email.as_str()),
        Fact::words(say("office_reminders.fact.kind"), &kind(language, reminder.is_consumer)),
    ])
}
