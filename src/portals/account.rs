//! One's own account, in the frame of whichever portal one is in: data, address to sign in with, password,
//! language, sessions.

mod email;
mod mandates;
mod own_data;
mod password;
mod sessions;

use maud::html;

use crate::business::access::{self, Account, EmailChange};
use crate::business::customers::{customer_of_person, payment_terms_at};
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::orders::OnAccount;
use crate::business::people::{Consent, ConsentKind, Person, person};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::frames;
use crate::text;
use crate::texts;
use crate::values::{Currency, Language, Money, PersonId};
use crate::web::parts::{Fact, Link, facts, paragraph, section, text_link};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit};

pub fn routes() -> Routes {
    Routes::new()
        .page(account_path(), show)
        .and(own_data::routes())
        .and(email::routes())
        .and(mandates::routes())
        .and(password::routes())
        .and(sessions::routes())
        .behind(Permission::AccountOwn)
}

pub const fn account_path() -> &'static str {
    "/account"
}

/// Everything that the page shows of oneself.
struct Own {
    account: Account,
    person: Person,
    roles: Vec<String>,
    sessions: Vec<sessions::Line>,
    /// Another address that waits to be confirmed.
    email_change: Option<EmailChange>,
    has_mail_server: bool,
    /// Customers may let us collect what they owe.
    has_mandates: bool,
    /// Of customers who may owe something: their terms and how much they may still order.
    buying: Option<Buying>,
}

/// How somebody stands who buys on account.
struct Buying {
    terms: Vec<String>,
    on_account: OnAccount,
    currency: Currency,
}

fn buying(view: &View<'_>, visit: &Visit, person: PersonId) -> Option<Buying> {
    let id = customer_of_person(view, person).filter(|_| view.may(Permission::CustomerPortal))?;
    let on_account = OnAccount::of(view, Some(id), (view.now(), view.today()));
    let owes = on_account.line.is_some() || on_account.used.is_some_and(|used| !used.is_zero());
    (on_account.is_allowed && owes).then(|| Buying {
        terms: payment_terms_at(view, Some(id), view.now()).say(visit.language),
        on_account,
        currency: firm(view).map_or(Currency::EUR, |firm| firm.currency),
    })
}

/// Line, what of it is used, and what is free; when something is late, that first.
fn buying_section(language: Language, buying: &Buying) -> maud::Markup {
    let on_account = buying.on_account;
    let nothing = Money::zero(buying.currency);
    let mut rows = Vec::new();
    let mut add = |key: &'static str, amount: Money| {
        rows.push(Fact::words(text!(language, key), &texts::money(language, amount)));
    };
    if let Some(line) = on_account.line {
        add("credit.page.line", line);
    }
    add("credit.column.used", on_account.used.unwrap_or(nothing));
    if let Some(free) = on_account.free() {
        add("credit.column.free", free.max(nothing));
    }
    let late = on_account.late_since.map(|day| text!(language, "credit.refusal.late", day = texts::day(language, day)));
    section(
        &text!(language, "credit.page.own"),
        html! {
            @for sentence in late.iter().chain(&buying.terms) { (paragraph(sentence)) }
            (facts(&rows))
        },
    )
}

/// Which form was refused, with what was typed into it.
#[derive(Default)]
struct Refused {
    own_data: Option<(Typed, Complaints)>,
    email: Option<(Typed, Complaints)>,
    password: Option<Complaints>,
}

async fn show(visit: Visit) -> Answer {
    let own = visit.read(|view| own(view, &visit))?;
    frames::show(&visit, &account_page(&visit, &own, &Refused::default()))
}

/// The page again, with what was wrong.
fn refuse(visit: &Visit, refused: &Refused) -> Answer {
    let own = visit.read(|view| own(view, visit))?;
    frames::refuse(visit, &account_page(visit, &own, refused))
}

fn own(view: &View<'_>, visit: &Visit) -> Result<Own, Failure> {
    let id = view.actor().account().ok_or_else(Failure::not_found)?;
    let account = access::account(view, id).ok_or_else(Failure::not_found)?;
    let person = person(view, account.person).ok_or_else(Failure::not_found)?;
    let roles = account.roles.iter().filter_map(|id| access::role(view, *id));
    Ok(Own {
        roles: roles.map(|role| role.name.get(visit.language).to_owned()).collect(),
        sessions: sessions::lines(view, visit, id),
        email_change: access::email_change(view, id).filter(|change| view.now() < change.until),
        has_mail_server: firm(view).is_some_and(|firm| firm.mail_server.is_some()),
        has_mandates: mandates::is_offered(view),
        buying: buying(view, visit, account.person),
        account,
        person,
    })
}

fn account_page(visit: &Visit, own: &Own, refused: &Refused) -> Page {
    let language = visit.language;
    let own_data = own_data::form_of(visit, own, refused.own_data.as_ref());
    let body = html! {
        (section(&text!(language, "account.data.title"), own_data))
        (section(&text!(language, "account.email.title"), email::form_of(visit, own, refused.email.as_ref())))
        (section(&text!(language, "account.password.title"), password::form_of(visit, own, refused.password.as_ref())))
        @if let Some(buying) = &own.buying { (buying_section(language, buying)) }
        @if own.has_mandates {
            (section(&text!(language, "account.mandates.title"), html! {
                (paragraph(&text!(language, "account.mandates.lead")))
                (text_link(&Link::new(text!(language, "account.mandates.open"), mandates::mandates_path())))
            }))
        }
        (section(&text!(language, "account.sessions.title"), sessions::list(visit, own)))
    };
    Page { title: text!(language, "account.title"), body, aside: Some(known_of_you(visit, own)), ..Page::default() }
}

fn known_of_you(visit: &Visit, own: &Own) -> maud::Markup {
    let language = visit.language;
    let zone = visit.app.door().zone();
    let mut lines = vec![
        Fact::words(text!(language, "account.facts.email"), own.account.email.as_str()),
        Fact::words(text!(language, "account.facts.roles"), &own.roles.join(", ")),
        Fact::words(
            text!(language, "account.facts.since"),
            &texts::day(language, own.account.created_at.day_in(&zone)),
        ),
    ];
    lines.extend(own.person.consents.iter().map(|consent| consent_fact(visit, consent)));
    section(&text!(language, "account.facts.title"), facts(&lines))
}

fn consent_fact(visit: &Visit, consent: &Consent) -> Fact {
    let language = visit.language;
    let key = match consent.kind {
        ConsentKind::Terms => "account.facts.terms",
        ConsentKind::Privacy => "account.facts.privacy",
        ConsentKind::PartnerTerms => "account.facts.partner_terms",
    };
    let at = texts::instant(language, consent.at, &visit.app.door().zone());
    Fact::words(text!(language, key), &text!(language, "account.facts.accepted", version = consent.version, at = at))
}
