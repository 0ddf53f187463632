//! Letters to partners.

use crate::business::approvals::Matter;
use crate::business::firm::Firm;
use crate::exchange::mail::Mail;
use crate::exchange::mail::writing::Writing;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Period};

pub struct Invitation<'l> {
    pub firm: &'l Firm,
    pub language: Language,
    pub name: String,
    /// Who registered the new partner; empty when the firm itself did.
    pub invited_by: String,
    /// Where the terms are read and accepted; it holds the secret.
    pub link: String,
}

pub fn partner_invitation(invitation: &Invitation) -> Mail {
    let (language, firm) = (invitation.language, invitation.firm.trade_name.as_str());
    let sentence = if invitation.invited_by.is_empty() {
        text!(language, "mail.partner_invitation.by_firm", firm = firm)
    } else {
        text!(language, "mail.partner_invitation.by_partner", partner = invitation.invited_by, firm = firm)
    };
    Writing::to(invitation.firm, language, &invitation.name)
        .say(sentence)
        .say(text!(language, "mail.partner_invitation.read_first"))
        .link(text!(language, "mail.partner_invitation.read_terms"), invitation.link.clone())
        .say(text!(language, "mail.partner_invitation.not_you"))
        .finish(&text!(language, "mail.partner_invitation.subject", firm = firm))
}

pub fn terms_accepted(firm: &Firm, language: Language, name: &str, partner_number: &str, version: &str) -> Mail {
    Writing::to(firm, language, name)
        .say(text!(language, "mail.terms_accepted.welcome", firm = firm.trade_name))
        .facts(vec![
            (text!(language, "mail.terms_accepted.number"), partner_number.to_owned()),
            (text!(language, "mail.terms_accepted.version"), version.to_owned()),
        ])
        .finish(&text!(language, "mail.terms_accepted.subject", firm = firm.trade_name))
}

pub struct StatementReady<'l> {
    pub firm: &'l Firm,
    pub language: Language,
    pub name: String,
    pub period: Period,
    /// To the statements in the partner's portal; empty when the firm has no address on the web.
    pub link: String,
}

/// Says that the statement is there, and no amount: mail is read by others too.
pub fn statement_ready(ready: &StatementReady) -> Mail {
    let language = ready.language;
    let period = texts::period(language, ready.period);
    let mut writing = Writing::to(ready.firm, language, &ready.name).say(text!(
        language,
        "mail.statement_ready.posted",
        period = period
    ));
    if !ready.link.is_empty() {
        writing = writing.link(text!(language, "mail.statement_ready.look"), ready.link.clone());
    }
    writing.finish(&text!(language, "mail.statement_ready.subject", period = period))
}

/// The words of the answer stand beside the statement only.
pub fn objection_answered(about: &StatementReady) -> Mail {
    let language = about.language;
    let period = texts::period(language, about.period);
    let mut writing = Writing::to(about.firm, language, &about.name).say(text!(
        language,
        "mail.objection_answered.answered",
        period = period
    ));
    if !about.link.is_empty() {
        writing = writing.link(text!(language, "mail.objection_answered.look"), about.link.clone());
    }
    writing.finish(&text!(language, "mail.objection_answered.subject", period = period))
}

pub struct RequestDecided<'l> {
    pub firm: &'l Firm,
    pub language: Language,
    pub name: String,
    pub matter: Matter,
    pub agreed: bool,
    /// The first day on which it holds.
    pub from: Day,
    /// To the requests in the partner's portal; empty when the firm has no address on the web.
    pub link: String,
}

pub fn request_decided(decided: &RequestDecided) -> Mail {
    let language = decided.language;
    let matter = decided.matter.say(language);
    let sentence = if decided.agreed {
        let day = texts::day(language, decided.from);
        text!(language, "mail.request_decided.agreed", matter = matter, day = day)
    } else {
        text!(language, "mail.request_decided.refused", matter = matter)
    };
    let mut writing = Writing::to(decided.firm, language, &decided.name).say(sentence);
    if !decided.link.is_empty() {
        writing = writing.link(text!(language, "mail.request_decided.look"), decided.link.clone());
    }
    writing.finish(&text!(language, "mail.request_decided.subject", matter = matter))
}
