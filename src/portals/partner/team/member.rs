//! One member of the team, as those who lead it may see him: what he sells and how he is reached, not where he
//! lives and banks.

use std::sync::Arc;

use axum::extract::Path;
use maud::html;

use crate::app::App;
use crate::business::commissions::{PredicateAnswer, SellerRow, SellerWish, find_in_team, place_in_team};
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::partners::{Contact, PartnerState, contact_of, is_in_team, partner};
use crate::business::people::person;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::partner::standing::{Answers, answers, questions, standing};
use crate::portals::partner::team::{member_path, team_path};
use crate::portals::partner::{frame, own_partner, register};
use crate::text;
use crate::texts;
use crate::values::{Currency, Language, PartnerId};
use crate::web::parts::{
    Column, Fact, Link, Loudness, Row, Table, Tile, facts, figure, link_button, section, table, text_link, tiles,
    two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/partner/team/{id}", show).behind(Permission::PartnerTeamView)
}

struct Member {
    language: Language,
    currency: Currency,
    row: SellerRow,
    is_own: bool,
    contact: Option<Contact>,
    /// The sponsor by name, with a page where the one who looks may see him.
    sponsor: Option<(String, Option<Link>)>,
    answers: Answers,
    /// Those who stand directly below.
    below: Vec<SellerRow>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = PartnerId::parse(&id).ok_or_else(Failure::not_found)?;
    let (app, language) = (Arc::clone(&visit.app), visit.language);
    let member = visit.read_aside(move |view| Member::of(view, &app, language, id)).await?;
    frame::show(&visit, &member_page(&member))
}

impl Member {
    fn of(view: &View<'_>, app: &App, language: Language, id: PartnerId) -> Result<Member, Failure> {
        let (own, _) = own_partner(view)?;
        let row = place_in_team(view, own, id)?;
        let first_level = SellerWish { level: Some(1), ..SellerWish::default() };
        Ok(Member {
            language,
            currency: firm::firm(view).map_or(Currency::EUR, |firm| firm.currency),
            is_own: own == id,
            contact: contact_of(view, id)?,
            sponsor: row.sponsor.and_then(|sponsor| sponsor_of(view, own, sponsor)),
            answers: answers(view, app, id)?,
            below: find_in_team(view, id, &first_level, 0, usize::MAX)?.rows,
            row,
        })
    }
}

fn sponsor_of(view: &View<'_>, own: PartnerId, sponsor: PartnerId) -> Option<(String, Option<Link>)> {
    let known = partner(view, sponsor)?;
    let name = person(view, known.person)?.full_name();
    let seen = is_in_team(view, sponsor, own, view.today());
    let link = seen.then(|| Link::new(name.clone(), member_path(sponsor)));
    Some((name, link))
}

fn member_page(member: &Member) -> Page {
    let (language, row) = (member.language, &member.row);
    let answers = member.answers.get(&row.id);
    let asks = answers.filter(|answers| answers.iter().any(|answer: &PredicateAnswer| !answer.asked.is_empty()));
    let register = Link::new(
        text!(language, "partner.team.register_below"),
        format!("{}?sponsor={}", register::register_path(), row.number),
    );
    Page {
        title: row.name.clone(),
        state: Some(standing(language, row.state, answers, member.currency)),
        lead: Some(text!(language, "partner.team.member_lead", number = row.number)),
        back: Some(Link::new(text!(language, "partner.team.title"), team_path())),
        primary: (row.state == PartnerState::Active).then(|| link_button(&register, Loudness::Secondary)),
        body: html! {
            (tiles(&figures(member)))
            @if let Some(answers) = asks.filter(|_| row.state == PartnerState::Active) {
                (section(&text!(language, "partner.team.this_month"), questions(language, answers, member.currency)))
            }
            (section(&text!(language, "partner.team.first_level"), below(member)))
        },
        aside: Some(section(&text!(language, "partner.team.about"), facts(&about(member)))),
        ..Page::default()
    }
}

fn figures(member: &Member) -> Vec<Tile> {
    let (language, row) = (member.language, &member.row);
    let points = |points| texts::points(language, points);
    let before = |then| Some(text!(language, "partner.team.before", points = points(then)));
    vec![
        Tile {
            label: text!(language, "partner.team.column.own"),
            figure: points(row.own),
            note: before(row.own_before),
            ..Tile::default()
        },
        Tile {
            label: text!(language, "partner.team.column.team"),
            figure: points(row.team),
            note: before(row.team_before),
            ..Tile::default()
        },
        Tile {
            label: text!(language, "partner.team.column.people"),
            figure: texts::number(language, row.team_size),
            note: Some(text!(language, "partner.team.people_note")),
            ..Tile::default()
        },
    ]
}

fn about(member: &Member) -> Vec<Fact> {
    let (language, row) = (member.language, &member.row);
    let name = |key: &str| text!(language, &format!("partner.team.fact.{key}"));
    let mut all = vec![
        Fact::words(name("contract"), &row.state.say(language)),
        Fact::words(name("joined"), &texts::day(language, row.joined_on)),
    ];
    if !member.is_own {
        let level = row.level.map_or_else(String::new, |level| texts::number(language, i64::from(level)));
        all.push(Fact::words(name("level"), &level));
    }
    if let Some((sponsor, link)) = &member.sponsor {
        let value = link.as_ref().map_or_else(|| html! { (sponsor) }, text_link);
        all.push(Fact::new(name("sponsor"), value));
    }
    match &member.contact {
        Some(contact) => {
            if let Some(email) = &contact.email {
                let link = Link::new(email.to_string(), format!("mailto:{email}"));
                all.push(Fact::new(name("email"), text_link(&link)));
            }
            if !contact.phone.is_empty() {
                let digits: String = contact.phone.chars().filter(|sign| !sign.is_whitespace()).collect();
                let link = Link::new(contact.phone.clone(), format!("tel:{digits}"));
                all.push(Fact::new(name("phone"), text_link(&link)));
            }
        }
        None => all.push(Fact::words(name("contact"), &text!(language, "partner.team.through_sponsor"))),
    }
    all
}

fn below(member: &Member) -> maud::Markup {
    let language = member.language;
    let points = |points| figure(&texts::points(language, points));
    let row = |row: &SellerRow| {
        let cells = vec![
            two_lines(&row.name, &row.number),
            standing(language, row.state, member.answers.get(&row.id), member.currency),
            points(row.own),
            points(row.team),
        ];
        Row::leading_to(member_path(row.id), cells)
    };
    let column = |name: &str| text!(language, &format!("partner.team.column.{name}"));
    let shown = Table {
        caption: text!(language, "partner.team.first_level"),
        columns: vec![
            Column::text(column("name")),
            Column::state(column("status")),
            Column::figure(column("own")),
            Column::figure(column("team")),
        ],
        rows: member.below.iter().map(row).collect(),
        empty: crate::web::parts::Empty::new(text!(language, "partner.team.empty.below")),
        ..Table::default()
    };
    table(language, &shown)
}
