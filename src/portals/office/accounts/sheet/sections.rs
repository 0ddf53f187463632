//! What can be done with an account, a section each: roles, sessions, password, address, lock.

use maud::{Markup, html};

use crate::business::access::AccountState;
use crate::portals::account::account_path;
use crate::portals::browser_name::browser_name;
use crate::portals::fields::Filled;
use crate::portals::office::accounts::deeds;
use crate::portals::office::accounts::sheet::{Held, SessionLine, Sheet};
use crate::text;
use crate::web::parts::{
    Breadth, Column, Confirmation, Empty, Field, Form, Link, Loudness, Meaning, PostButton, Row, Section, Table,
    confirmation, email_field, form, moment, paragraph, post_button, section_with, select_field, small, state,
    submit_button, table, text_link, textarea_field, two_lines,
};

pub(super) fn roles_section(sheet: &Sheet, filled: &Filled) -> Markup {
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

pub(super) fn sessions(sheet: &Sheet) -> Markup {
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

pub(super) fn password(sheet: &Sheet) -> Markup {
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
pub(super) fn address(sheet: &Sheet, filled: &Filled) -> Markup {
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
pub(super) fn lock(sheet: &Sheet, filled: &Filled) -> Markup {
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
