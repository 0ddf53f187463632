//! Who decides in whose place: the own deputy, and for those who manage accounts everybody's.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::approvals::{Deputyship, NewDeputy, end_deputy, name_deputy, possible_deputies, see_deputies};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::approvals::list::list_path;
use crate::portals::office::approvals::ways;
use crate::portals::office::frame;
use crate::portals::once::{form_key, sent_once};
use crate::text;
use crate::texts;
use crate::values::{AccountId, Day, DeputyshipId, Language};
use crate::web::parts::{
    Breadth, Choice, Column, Empty, Field, Form, Link, Loudness, Meaning, PostButton, Row, Table, date_field,
    field_row, form, list_table, post_button, section, select_field, small, stack, state, submit_button,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(deputies_path(), show)
        .form(deputies_path(), name)
        .form("/office/approvals/deputies/{deputyship}/end", end)
        .behind(Permission::DeskUse)
}

pub const fn deputies_path() -> &'static str {
    "/office/approvals/deputies"
}

/// Older ones stand in the journal.
const OVER_SHOWN: usize = 20;

struct DeputyRow {
    id: DeputyshipId,
    one: Deputyship,
    principal: String,
    deputy: String,
    may_end: bool,
}

struct DeputiesPage {
    language: Language,
    today: Day,
    own: Option<AccountId>,
    /// May name the deputies of others too.
    manages: bool,
    staff: Vec<(AccountId, String)>,
    rows: Vec<DeputyRow>,
}

impl DeputiesPage {
    fn of(view: &View<'_>, language: Language) -> Result<DeputiesPage, Failure> {
        let own = view.actor().account();
        let manages = view.may(Permission::AccountsManage);
        let name = |id| access::name_of(view, id);
        let rows = see_deputies(view)?.into_iter().map(|(id, one)| DeputyRow {
            id,
            principal: name(one.principal),
            deputy: name(one.deputy),
            may_end: one.is_ahead(view.today()) && (manages || Some(one.principal) == own),
            one,
        });
        Ok(DeputiesPage {
            language,
            today: view.today(),
            own,
            manages,
            staff: possible_deputies(view)?,
            rows: rows.collect(),
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

async fn show(visit: Visit) -> Answer {
    let page = visit.read(|view| DeputiesPage::of(view, visit.language))?;
    let own = page.own.map(|own| own.to_string()).unwrap_or_default();
    let typed = Typed::default().with("principal", &own).with("from", &page.today.to_string());
    frame::show(&visit, &deputies_page(&visit, &page, &typed, &Complaints::default()))
}

async fn name(visit: Visit, typed: Typed) -> Answer {
    let mut reading = Reading::of(&typed);
    let own = visit.actor.account();
    let principal =
        if visit.actor.may(Permission::AccountsManage) { reading.choice("principal", AccountId::parse) } else { own };
    let deputy = reading.choice("deputy", AccountId::parse);
    let (from, to) = (reading.day("from"), reading.day("to"));
    let complaints = reading.into_complaints();
    let outcome = match (principal, deputy, from, to) {
        (Some(principal), Some(deputy), Some(from), Some(to)) if complaints.is_empty() => {
            let new = NewDeputy { principal, deputy, from, to };
            sent_once(&visit, &typed, move |tx| name_deputy(tx, &new)).await
        }
        _ => Err(complaints.into()),
    };
    match outcome {
        Ok(_) => Ok(redirect_with_message(deputies_path(), "office_approvals.told.deputy_named")),
        Err(failure) => refused(&visit, &typed, failure),
    }
}

async fn end(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = DeputyshipId::parse(&id).ok_or_else(Failure::not_found)?;
    match visit.write(move |tx| end_deputy(tx, id)).await {
        Ok(()) => Ok(redirect_with_message(deputies_path(), "office_approvals.told.deputy_ended")),
        Err(failure) => refused(&visit, &typed, failure),
    }
}

fn refused(visit: &Visit, typed: &Typed, failure: Failure) -> Answer {
    let complaints = Complaints::of(visit.language, failure)?;
    let page = visit.read(|view| DeputiesPage::of(view, visit.language))?;
    frame::refuse(visit, &deputies_page(visit, &page, typed, &complaints))
}

fn deputies_page(visit: &Visit, page: &DeputiesPage, typed: &Typed, complaints: &Complaints) -> Page {
    let (ahead, over): (Vec<&DeputyRow>, Vec<&DeputyRow>) =
        page.rows.iter().partition(|row| row.one.is_ahead(page.today));
    let over: Vec<&DeputyRow> = over.into_iter().take(OVER_SHOWN).collect();
    Page {
        title: page.text("office_approvals.deputies.title"),
        lead: Some(page.text("office_approvals.deputies.lead")),
        back: Some(Link::new(page.text("office_approvals.page.title"), list_path())),
        body: stack(&[
            ways(visit, deputies_path()),
            section(&page.text("office_approvals.deputies.ahead"), rows_of(visit, page, &ahead)),
            section(&page.text("office_approvals.deputies.new"), new_form(visit, page, typed, complaints)),
            html! {
                @if !over.is_empty() {
                    (section(&page.text("office_approvals.deputies.over"), rows_of(visit, page, &over)))
                }
            },
        ]),
        ..Page::default()
    }
}

fn rows_of(visit: &Visit, page: &DeputiesPage, rows: &[&DeputyRow]) -> Markup {
    let language = page.language;
    let column = |name: &str| text!(language, &format!("office_approvals.deputies.{name}"));
    let line = |row: &&DeputyRow| {
        let action = format!("{}/{}/end", deputies_path(), row.id);
        let button = || {
            post_button(&PostButton {
                label: page.text("office_approvals.deputies.end"),
                action: &action,
                csrf: visit.csrf(),
                loudness: Loudness::Secondary,
                hidden: Vec::new(),
            })
        };
        Row::new(vec![
            html! { (row.principal) },
            html! { (row.deputy) },
            html! { (texts::day_short(language, row.one.from)) },
            html! { (texts::day_short(language, row.one.to)) },
            standing(page, row),
            if row.may_end { button() } else { small("") },
        ])
    };
    let shown = Table {
        caption: page.text("office_approvals.deputies.title"),
        columns: vec![
            Column::text(column("principal")),
            Column::text(column("deputy")),
            Column::text(column("from")),
            Column::text(column("to")),
            Column::state(column("state")),
            Column::actions(column("action")),
        ],
        rows: rows.iter().map(line).collect(),
        empty: Empty::new(page.text("office_approvals.deputies.none")),
        ..Table::default()
    };
    list_table(language, &shown)
}

fn standing(page: &DeputiesPage, row: &DeputyRow) -> Markup {
    let (meaning, key) = if row.one.ended_at.is_some() {
        (Meaning::Neutral, "office_approvals.deputies.state_ended")
    } else if row.one.holds_on(page.today) {
        (Meaning::Good, "office_approvals.deputies.state_holds")
    } else if row.one.is_ahead(page.today) {
        (Meaning::Information, "office_approvals.deputies.state_ahead")
    } else {
        (Meaning::Neutral, "office_approvals.deputies.state_over")
    };
    state(meaning, &page.text(key))
}

fn new_form(visit: &Visit, page: &DeputiesPage, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = page.language;
    let filled = Filled { language, typed, complaints };
    let choices: Vec<Choice> = page.staff.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let others: Vec<Choice> = page
        .staff
        .iter()
        .filter(|(id, _)| page.manages || Some(*id) != page.own)
        .map(|(id, name)| Choice::new(id.to_string(), name.clone()))
        .collect();
    let day = |name: &'static str, key: &'static str| {
        date_field(language, &Field { breadth: Breadth::Short, ..filled.field(name, page.text(key)) })
    };
    let body = html! {
        @if page.manages {
            (select_field(
                language,
                &filled.field("principal", page.text("office_approvals.deputies.principal")),
                &choices,
            ))
        }
        (select_field(
            language,
            &Field {
                hint: Some(page.text("office_approvals.deputies.hint")),
                ..filled.field("deputy", page.text("office_approvals.deputies.deputy"))
            },
            &others,
        ))
        (field_row(&[
            day("from", "office_approvals.deputies.from"),
            day("to", "office_approvals.deputies.to"),
        ]))
    };
    form(
        language,
        &Form {
            action: deputies_path(),
            csrf: visit.csrf(),
            idempotency_key: Some(&form_key(typed)),
            complaints: complaints.summary(),
            body,
            buttons: vec![submit_button(&page.text("office_approvals.deputies.name"), Loudness::Primary)],
            ..Form::default()
        },
    )
}
