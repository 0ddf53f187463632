//! One account: its roles, where it is signed in, its lock, and what happened to it.

mod sections;

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access::{self, Account, HeldRole, Session, held_roles, last_sign_in, lock_reasons, sessions_of};
use crate::business::failure::Failure;
use crate::business::journal::{Entry, Subject, history};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::accounts::list_path;
use crate::portals::office::accounts::sheet::sections::{address, lock, password, roles_section, sessions};
use crate::portals::office::accounts::words::{RolesToGive, account_state, role_name};
use crate::portals::office::history::Teller;
use crate::portals::office::{frame, subjects};
use crate::portals::wall::Wall;
use crate::text;
use crate::values::{AccountId, Instant, Language};
use crate::web::parts::{
    Fact, Happening, Link, Meaning, Notice, facts, moment, notice, section, small, text_link, timeline,
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
