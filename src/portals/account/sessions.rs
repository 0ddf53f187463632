//! Where one is signed in, and how to end that.

use maud::{Markup, html};

use crate::business::access::{self, Session, sessions_of};
use crate::business::failure::Failure;
use crate::business::view::View;
use crate::portals::account::{Own, account_path};
use crate::portals::browser_name::browser_name;
use crate::text;
use crate::texts;
use crate::values::{AccountId, Instant};
use crate::web::parts::{
    Column, Empty, Loudness, Meaning, PostButton, Row, Table, post_button, state, table, two_lines,
};
use crate::web::{Answer, Routes, Typed, Visit, hex, redirect_with_message};

/// The beginning of a session's hash names it well enough among those of one person.
const NAME_LENGTH: usize = 16;

pub fn routes() -> Routes {
    Routes::new().form(end_path(), end).form(end_others_path(), end_others)
}

pub const fn end_path() -> &'static str {
    "/account/sessions/end"
}

pub const fn end_others_path() -> &'static str {
    "/account/sessions/end-others"
}

/// One open session as its owner sees it.
pub(super) struct Line {
    name: String,
    session: Session,
    seen_at: Instant,
    is_this: bool,
}

/// The open sessions of an account, this one first, then the last used.
pub(super) fn lines(view: &View<'_>, visit: &Visit, account: AccountId) -> Vec<Line> {
    let own = visit.signed_in.as_ref().map(|signed_in| signed_in.session_hash);
    let presence = visit.app.presence();
    let mut lines: Vec<Line> = sessions_of(view, account)
        .into_iter()
        .filter(|(hash, session)| session.is_open(view.now(), presence.last_seen(hash)))
        .map(|(hash, session)| Line {
            name: hex(&hash).chars().take(NAME_LENGTH).collect(),
            seen_at: presence.last_seen(&hash).unwrap_or(session.seen_at),
            is_this: Some(hash) == own,
            session,
        })
        .collect();
    lines.sort_by_key(|line| (!line.is_this, std::cmp::Reverse(line.seen_at)));
    lines
}

async fn end(visit: Visit, typed: Typed) -> Answer {
    let wanted = typed.text("session").to_owned();
    let account = visit.actor.account().ok_or_else(Failure::not_found)?;
    let found = visit.read(|view| {
        let known = sessions_of(view, account).into_iter().map(|(hash, _)| hash);
        let named = |hash: &[u8; 32]| wanted.len() == NAME_LENGTH && hex(hash).starts_with(&wanted);
        known.into_iter().find(named).ok_or_else(Failure::not_found)
    })?;
    visit.write(move |tx| access::end_session(tx, &found)).await?;
    Ok(redirect_with_message(account_path(), "account.sessions.ended"))
}

async fn end_others(visit: Visit, _typed: Typed) -> Answer {
    let own = visit.signed_in.as_ref().map(|signed_in| signed_in.session_hash).ok_or_else(Failure::not_found)?;
    visit.write(move |tx| access::end_other_sessions(tx, &own)).await?;
    Ok(redirect_with_message(account_path(), "account.sessions.others_ended"))
}

pub(super) fn list(visit: &Visit, own: &Own) -> Markup {
    let language = visit.language;
    let rows = own.sessions.iter().map(|line| row(visit, line)).collect();
    let others = own.sessions.iter().any(|line| !line.is_this);
    html! {
        (table(language, &Table {
            caption: text!(language, "account.sessions.title"),
            columns: vec![
                Column::text(text!(language, "account.sessions.device")),
                Column::text(text!(language, "account.sessions.begun")),
                Column::text(text!(language, "account.sessions.seen")),
                Column::actions(text!(language, "account.sessions.end")),
            ],
            rows,
            empty: Empty::new(text!(language, "account.sessions.none")),
            ..Table::default()
        }))
        @if others {
            (post_button(&PostButton {
                label: text!(language, "account.sessions.end_others"),
                action: end_others_path(),
                csrf: visit.csrf(),
                loudness: Loudness::Secondary,
                hidden: Vec::new(),
            }))
        }
    }
}

fn row(visit: &Visit, line: &Line) -> Row {
    let language = visit.language;
    let zone = visit.app.door().zone();
    let device = browser_name(&line.session.browser).unwrap_or_else(|| text!(language, "account.sessions.unknown"));
    let end = if line.is_this {
        state(Meaning::Good, &text!(language, "account.sessions.this"))
    } else {
        post_button(&PostButton {
            label: text!(language, "account.sessions.end"),
            action: end_path(),
            csrf: visit.csrf(),
            loudness: Loudness::Quiet,
            hidden: vec![("session", line.name.clone())],
        })
    };
    Row::new(vec![
        two_lines(&device, &line.session.address),
        html! { (texts::instant(language, line.session.created_at, &zone)) },
        html! { (texts::instant(language, line.seen_at, &zone)) },
        end,
    ])
}
