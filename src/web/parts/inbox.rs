//! Messages: the inbox as a list of conversations, and one conversation from top to bottom.

use crate::text;
use crate::values::Language;
use crate::web::parts::words::{Moment, moment};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct InboxLine {
    pub from: String,
    pub subject: String,
    pub excerpt: String,
    pub href: String,
    pub when: Moment,
    pub unread: bool,
    pub state: Option<Markup>,
}

pub fn inbox(language: Language, lines: &[InboxLine]) -> Markup {
    html! {
        ul class="inbox" {
            @for line in lines {
                li data-unread[line.unread] {
                    p {
                        @if line.unread { span class="spoken" { (text!(language, "parts.inbox.unread")) " " } }
                        span { (line.from) }
                        @if let Some(state) = &line.state { (state) }
                        span class="small" { (moment(&line.when)) }
                    }
                    a href=(line.href) { (line.subject) }
                    p class="small" { (line.excerpt) }
                }
            }
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Said {
    pub who: String,
    pub when: Moment,
    /// How it came or went: E-Mail, SMS, Portal.
    pub channel: String,
    pub words: String,
    pub own: bool,
    pub attachments: Option<Markup>,
}

pub fn conversation(messages: &[Said]) -> Markup {
    html! {
        ol class="conversation" {
            @for message in messages {
                li data-own[message.own] {
                    p class="small" { (message.who) " · " (message.channel) " · " (moment(&message.when)) }
                    @for paragraph in message.words.split("\n\n") { p { (paragraph) } }
                    @if let Some(attachments) = &message.attachments { (attachments) }
                }
            }
        }
    }
}
