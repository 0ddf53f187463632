//! One account: its roles, where it is signed in, its lock, and what happened to it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access::{
    self, Account, AccountState, HeldRole, Session, held_roles, last_sign_in, lock_reasons, sessions_of,
};
use crate::business::failure::Failure;
use crate::business::journal::{Entry, Subject, history};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::account::account_path;
use crate::portals::browser_name::browser_name;
use crate::portals::fields::Filled;
use crate::portals::office::accounts::words::{RolesToGive, account_state, role_name};
use crate::portals::office::accounts::{deeds, list_path};
use crate::portals::office::history::Teller;
use crate::portals::office::{frame, subjects};
use crate::portals::wall::Wall;
use crate::text;
use crate::values::{AccountId, Instant, Language};
use crate::web::parts::{
    Breadth, Column, Confirmation, Empty, Fact, Field, Form, Happening, Link, Loudness, Meaning, Notice, PostButton,
    Row, Section, Table, confirmation, email_field, facts, form, moment, notice, paragraph, post_button, section,
    section_with, select_field, small, state, submit_button, table, text_link, textarea_field, timeline, two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, hex};

pub fn routes() -> Routes {
    Routes::new().page("/office/accounts/{id}", show)
}

/// So much of the journal stands on the sheet; the rest is on the journal's page.
const TOLD_MAX: usize = 40;

/// The beginning of a session's hash names it well enough among those of one person.
const SESSION_NAME_LENGTH: usize = 16;

/// An account with everything that its page shows.
pub struct Sheet {
    pub id: AccountId,
    pub name: String,
    language: Language,
    csrf: String,
    account: Account,
    person: Link,
    held: Vec<Held>,
    to_give: RolesToGive,
    sessions: Vec<SessionLine>,
    last_sign_in: Option<Instant>,
    lock_reason: Option<String>,
    happenings: Vec<Happening>,
    journal: Option<Link>,
    wall: Wall,
    is_own: bool,
    /// It allows nothing that whoever looks may not do.
    may_manage: bool,
}

/// A role that somebody has or had.
struct Held {
    role: HeldRole,
    name: String,
    may_take: bool,
}

struct SessionLine {
    name: String,
    session: Session,
    seen_at: Instant,
    role: String,
    is_this: bool,
}

impl Sheet {
    pub fn of(view: &View<'_>, visit: &Visit, id: &str) -> Result<Sheet, Failure> {
        view.require(Permission::AccountsManage)?;
        let id = AccountId::parse(id).ok_or_else(Failure::not_found)?;
        let account = access::account(view, id).ok_or_else(Failure::not_found)?;
        let language = visit.language;
        let reasons = lock_reasons(view, id);
        let held = held_roles(view, id).into_iter().map(|held| Held {
            role: held,
            name: role_name(view, held.role, language),
            may_take: access::role(view, held.role).is_none_or(|role| access::may_give_role(view, view.actor(), &role)),
        });
        let journal = view.may(Permission::JournalView).then(|| {
            let subject = Subject::of(id);
            let path = format!("/office/journal?kind={}&id={}", subject.kind, subject.id);
            Link::new(text!(language, "office_accounts.sheet.whole_journal"), path)
        });
        let person = subjects::link(view, &Subject::of(account.person), language);
        Ok(Sheet {
            id,
            name: access::name_of(view, id),
            language,
            csrf: visit.csrf().to_owned(),
            held: held.collect(),
            to_give: RolesToGive::of(view, Some(&account), language),
            sessions: session_lines(view, visit, id),
            last_sign_in: last_sign_in(view, id),
            lock_reason: reasons.values().next_back().cloned().filter(|_| account.locked),
            happenings: happenings(view, language, id, &reasons),
            journal,
            person,
            wall: Wall::of(view, language),
            is_own: visit.actor.account() == Some(id),
            may_manage: access::may_manage(view, view.actor(), id, &account),
            account,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

/// The journal without the visits that only say that somebody is still there.
fn happenings(
    view: &View<'_>,
    language: Language,
    id: AccountId,
    reasons: &std::collections::BTreeMap<u64, String>,
) -> Vec<Happening> {
    let teller = Teller::new(view, language);
    let told = |entry: &Entry| Happening { remark: reasons.get(&entry.number).cloned(), ..teller.happening(entry) };
    let entries = history(view, &[Subject::of(id)]);
    entries.iter().filter(|entry| entry.event != "session_continued").take(TOLD_MAX).map(told).collect()
}

/// The open sessions, the last used first.
fn session_lines(view: &View<'_>, visit: &Visit, id: AccountId) -> Vec<SessionLine> {
    let own = visit.signed_in.as_ref().map(|signed_in| signed_in.session_hash);
    let presence = visit.app.presence();
    let mut lines: Vec<SessionLine> = sessions_of(view, id)
        .into_iter()
        .filter(|(hash, session)| session.is_open(view.now(), presence.last_seen(hash)))
        .map(|(hash, session)| SessionLine {
            name: session_name(&hash),
            seen_at: presence.last_seen(&hash).unwrap_or(session.seen_at),
            role: role_name(view, session.role, visit.language),
            is_this: Some(hash) == own,
            session,
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.seen_at));
    lines
}

fn session_name(hash: &[u8; 32]) -> String {
    hex(hash).chars().take(SESSION_NAME_LENGTH).collect()
}

/// The session of an account that a form names.
pub fn session_named(view: &View<'_>, id: AccountId, name: &str) -> Result<[u8; 32], Failure> {
    let mut hashes = sessions_of(view, id).into_iter().map(|(hash, _)| hash);
    hashes.find(|hash| session_name(hash) == name).ok_or_else(Failure::not_found)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let sheet = visit.read(|view| Sheet::of(view, &visit, &id))?;
    frame::show(&visit, &sheet_page(&sheet, &Typed::default(), &Complaints::default()))
}

pub fn sheet_page(sheet: &Sheet, typed: &Typed, complaints: &Complaints) -> Page {
    let language = sheet.language;
    let filled = Filled { language, typed, complaints };
    Page {
        title: sheet.name.clone(),
        state: Some(account_state(language, sheet.account.state())),
        lead: Some(sheet.account.email.to_string()),
        back: Some(Link::new(sheet.text("office_accounts.page.title"), list_path())),
        body: html! {
            @for complaint in complaints.summary().into_iter().filter(|complaint| complaint.field.is_none()) {
                (notice(&Notice { meaning: Meaning::Bad, sentence: complaint.sentence, more: None }))
            }
            @if let Some(reason) = &sheet.lock_reason { (locked_notice(sheet, reason)) }
            @if !sheet.may_manage {
                (notice(&Notice {
                    meaning: Meaning::Information,
                    sentence: sheet.text("access.refusal.account_beyond"),
                    more: None,
                }))
            }
            (roles_section(sheet, &filled))
            (section(&sheet.text("office_accounts.sheet.sessions"), sessions(sheet)))
            @if sheet.may_manage {
                (section(&sheet.text("office_accounts.sheet.password"), password(sheet)))
            }
            (section(&sheet.text("office_accounts.sheet.email"), address(sheet, &filled)))
            @if sheet.may_manage && !sheet.is_own { (section(&sheet.text("office_accounts.sheet.lock"), lock(sheet, &filled))) }
        },
        aside: Some(html! {
            (section(&sheet.text("office_accounts.sheet.facts"), fact_list(sheet)))
            (section(&sheet.text("office_accounts.sheet.history"), html! {
                (timeline(language, &sheet.happenings))
                @if let Some(journal) = &sheet.journal { p { (text_link(journal)) } }
            }))
        }),
        ..Page::default()
    }
}

fn locked_notice(sheet: &Sheet, reason: &str) -> Markup {
    let sentence = text!(sheet.language, "office_accounts.sheet.locked_because", reason = reason);
    notice(&Notice { meaning: Meaning::Bad, sentence, more: None })
}

fn fact_list(sheet: &Sheet) -> Markup {
    let language = sheet.language;
    let seen = match sheet.last_sign_in {
        Some(at) => moment(&sheet.wall.moment(at)),
        None => small(&text!(language, "office_accounts.never")),
    };
    // Staff have no page beside their account.
    let person = if sheet.person.href.starts_with("/office/journal") {
        html! { (sheet.person.label) }
    } else {
        text_link(&sheet.person)
    };
    facts(&[
        Fact::new(sheet.text("office_accounts.fact.person"), person),
        Fact::words(sheet.text("office_accounts.column.email"), sheet.account.email.as_str()),
        Fact::new(sheet.text("office_accounts.column.seen"), seen),
        Fact::words(sheet.text("office_accounts.fact.since"), &sheet.wall.exact(sheet.account.created_at)),
    ])
}

fn roles_section(sheet: &Sheet, filled: &Filled) -> Markup {
    let language = sheet.language;
    section_with(&Section {
        heading: sheet.text("office_accounts.column.roles"),
        body: html! {
            (table(language, &Table {
                caption: sheet.text("office_accounts.column.roles"),
                columns: vec![
                    Column::text(sheet.text("office_accounts.role.name")),
                    Column::text(sheet.text("office_accounts.role.since")),
                    Column::text(sheet.text("office_accounts.role.until")),
                    Column::actions(sheet.text("office_accounts.role.take")),
                ],
                rows: sheet.held.iter().map(|held| role_row(sheet, held)).collect(),
                empty: Empty::new(sheet.text("office_accounts.role.none")),
                ..Table::default()
            }))
            @if sheet.may_manage && !sheet.to_give.choices.is_empty() { (give_form(sheet, filled)) }
        },
        ..Section::default()
    })
}

fn role_row(sheet: &Sheet, held: &Held) -> Row {
    let Held { role: held, name, may_take } = held;
    let until = held.until.map_or_else(|| html! {}, |at| html! { (sheet.wall.exact(at)) });
    let take = match held.until {
        Some(_) => html! {},
        None if !sheet.may_manage => html! {},
        None if !may_take => small(&sheet.text("office_accounts.role.beyond")),
        None => post_button(&PostButton {
            label: sheet.text("office_accounts.role.take"),
            action: &deeds::path(sheet.id, "take-role"),
            csrf: &sheet.csrf,
            loudness: Loudness::Quiet,
            hidden: vec![("role", held.role.to_string())],
        }),
    };
    Row::new(vec![html! { (name) }, html! { (sheet.wall.exact(held.since)) }, until, take])
}

fn give_form(sheet: &Sheet, filled: &Filled) -> Markup {
    let language = sheet.language;
    let field = Field {
        breadth: Breadth::Medium,
        hint: sheet.to_give.hint(language),
        ..filled.field("role", sheet.text("office_accounts.role.give_what"))
    };
    form(
        language,
        &Form {
            action: &deeds::path(sheet.id, "give-role"),
            csrf: &sheet.csrf,
            body: select_field(language, &field, &sheet.to_give.choices),
            buttons: vec![submit_button(&sheet.text("office_accounts.role.give"), Loudness::Secondary)],
            ..Form::default()
        },
    )
}

fn sessions(sheet: &Sheet) -> Markup {
    let language = sheet.language;
    let others = sheet.sessions.iter().any(|line| !line.is_this);
    html! {
        (table(language, &Table {
            caption: sheet.text("office_accounts.sheet.sessions"),
            columns: vec![
                Column::text(sheet.text("office_accounts.session.device")),
                Column::text(sheet.text("office_accounts.session.role")),
                Column::text(sheet.text("office_accounts.session.begun")),
                Column::text(sheet.text("office_accounts.session.seen")),
                Column::actions(sheet.text("office_accounts.session.end")),
            ],
            rows: sheet.sessions.iter().map(|line| session_row(sheet, line)).collect(),
            empty: Empty::new(sheet.text("office_accounts.session.none")),
            ..Table::default()
        }))
        @if others && !sheet.is_own && sheet.may_manage {
            (post_button(&PostButton {
                label: sheet.text("office_accounts.session.end_all"),
                action: &deeds::path(sheet.id, "end-sessions"),
                csrf: &sheet.csrf,
                loudness: Loudness::Secondary,
                hidden: Vec::new(),
            }))
        }
    }
}

fn session_row(sheet: &Sheet, line: &SessionLine) -> Row {
    let unknown = || sheet.text("office_accounts.session.unknown");
    let device = browser_name(&line.session.browser).unwrap_or_else(unknown);
    let end = if line.is_this {
        state(Meaning::Good, &sheet.text("office_accounts.session.this"))
    } else if !sheet.may_manage {
        html! {}
    } else {
        post_button(&PostButton {
            label: sheet.text("office_accounts.session.end"),
            action: &deeds::path(sheet.id, "end-session"),
            csrf: &sheet.csrf,
            loudness: Loudness::Quiet,
            hidden: vec![("session", line.name.clone())],
        })
    };
    Row::new(vec![
        two_lines(&device, &line.session.address),
        html! { (line.role) },
        html! { (sheet.wall.exact(line.session.created_at)) },
        moment(&sheet.wall.moment(line.seen_at)),
        end,
    ])
}

fn password(sheet: &Sheet) -> Markup {
    let (words, verb) = match sheet.account.state() {
        AccountState::Locked => return paragraph(&sheet.text("office_accounts.password.locked")),
        AccountState::Invited => ("office_accounts.password.first", "office_accounts.password.invite_again"),
        AccountState::Active => ("office_accounts.password.new", "office_accounts.password.send"),
    };
    html! {
        (paragraph(&sheet.text(words)))
        (post_button(&PostButton {
            label: sheet.text(verb),
            action: &deeds::path(sheet.id, "link"),
            csrf: &sheet.csrf,
            loudness: Loudness::Secondary,
            hidden: Vec::new(),
        }))
    }
}

/// The address to sign in with, and a form for another one.
fn address(sheet: &Sheet, filled: &Filled) -> Markup {
    let language = sheet.language;
    let now = paragraph(sheet.account.email.as_str());
    if sheet.is_own {
        let own = Link::new(sheet.text("office_accounts.email.own"), account_path());
        return html! { (now) p { (text_link(&own)) } };
    }
    if !sheet.may_manage {
        return now;
    }
    let about = filled.complaints.summary();
    let field = Field {
        autocomplete: "off",
        hint: Some(sheet.text("office_accounts.email.hint")),
        ..filled.field("email", sheet.text("office_accounts.email.new"))
    };
    html! {
        (now)
        (form(language, &Form {
            action: &deeds::path(sheet.id, "email"),
            csrf: &sheet.csrf,
            complaints: about.into_iter().filter(|complaint| complaint.field.as_deref() == Some("email")).collect(),
            body: email_field(language, &field),
            buttons: vec![submit_button(&sheet.text("office_accounts.email.change"), Loudness::Secondary)],
            ..Form::default()
        }))
    }
}

/// Locking asks for a reason; it ends every session at once.
fn lock(sheet: &Sheet, filled: &Filled) -> Markup {
    let language = sheet.language;
    if sheet.account.locked {
        return html! {
            (paragraph(&sheet.text("office_accounts.lock.is_locked")))
            (confirmation(language, &Confirmation {
                id: "unlock",
                opener: sheet.text("office_accounts.lock.unlock"),
                heading: text!(language, "office_accounts.lock.unlock_question", name = sheet.name),
                consequence: sheet.text("office_accounts.lock.unlock_consequence"),
                action: &deeds::path(sheet.id, "unlock"),
                csrf: &sheet.csrf,
                confirm: sheet.text("office_accounts.lock.unlock_now"),
                ..Confirmation::default()
            }))
        };
    }
    let reason = Field {
        hint: Some(sheet.text("office_accounts.lock.reason_hint")),
        ..filled.field("reason", sheet.text("office_accounts.lock.reason"))
    };
    let about = filled.complaints.summary();
    form(
        language,
        &Form {
            action: &deeds::path(sheet.id, "lock"),
            csrf: &sheet.csrf,
            complaints: about.into_iter().filter(|complaint| complaint.field.as_deref() == Some("reason")).collect(),
            body: html! {
                (paragraph(&sheet.text("office_accounts.lock.what")))
                (textarea_field(language, &reason, 2))
            },
            buttons: vec![submit_button(&sheet.text("office_accounts.lock.lock"), Loudness::Danger)],
            ..Form::default()
        },
    )
}
