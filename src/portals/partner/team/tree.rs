//! The team as a tree that opens level by level, without any script.

use std::collections::BTreeMap;
use std::sync::Arc;

use maud::html;

use crate::app::App;
use crate::business::commissions::{SellerRow, SellerWish, find_in_team};
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::view::View;
use crate::portals::partner::standing::{Answers, answers, standing};
use crate::portals::partner::team::{Ways, member_path, team_path};
use crate::portals::partner::{frame, own_partner, register};
use crate::text;
use crate::texts;
use crate::values::{Currency, Language, PartnerId};
use crate::web::parts::{Link, Loudness, Node, Tree, link_button, small, tree, tree_drawing};
use crate::web::{Answer, Page, Routes, Visit};

/// Larger teams are shown in pieces: so many levels below the one at whom one looks.
const WHOLE_MAX: usize = 400;
const LEVELS_OF_A_PIECE: u32 = 2;
/// A drawing of more people could not be read.
const DRAWN_MAX: usize = 60;

pub fn routes() -> Routes {
    Routes::new().page(team_path(), show)
}

struct Team {
    language: Language,
    currency: Currency,
    rows: Vec<SellerRow>,
    answers: Answers,
    /// Who stands on top, when it is not the one who looks.
    top: Option<String>,
    ways: Ways,
}

async fn show(visit: Visit) -> Answer {
    let below = visit.query("below").and_then(|text| PartnerId::parse(&text));
    let (app, language) = (Arc::clone(&visit.app), visit.language);
    let team = visit.read_aside(move |view| Team::of(view, &app, language, below)).await?;
    frame::show(&visit, &team_page(&team))
}

impl Team {
    fn of(view: &View<'_>, app: &App, language: Language, below: Option<PartnerId>) -> Result<Team, Failure> {
        let (own, _) = own_partner(view)?;
        let top = below.unwrap_or(own);
        let found = find_in_team(view, top, &SellerWish::default(), 0, usize::MAX)?;
        let top_name = found.rows.first().map(|row| row.name.clone());
        Ok(Team {
            language,
            currency: firm::firm(view).map_or(Currency::EUR, |firm| firm.currency),
            rows: found.rows,
            answers: answers(view, app, top)?,
            top: top_name.filter(|_| top != own),
            ways: Ways::of(view, language),
        })
    }

    /// Everybody with those below. The levels are counted from the one on top.
    fn root(&self) -> Option<Node> {
        let deepest = if self.rows.len() > WHOLE_MAX { LEVELS_OF_A_PIECE } else { u32::MAX };
        let mut below: BTreeMap<PartnerId, Vec<Node>> = BTreeMap::new();
        // Those who stand deepest come last, so that everybody's children are there before he is.
        for row in self.rows.iter().rev() {
            let level = row.level.unwrap_or(0);
            let mut children = below.remove(&row.id).unwrap_or_default();
            children.reverse();
            if level > deepest {
                continue;
            }
            let hidden = level == deepest && row.team_size > 1;
            let node = self.node(row, children, hidden);
            match row.sponsor.filter(|_| level > 0) {
                Some(sponsor) => below.entry(sponsor).or_default().push(node),
                None => return Some(node),
            }
        }
        None
    }

    fn node(&self, row: &SellerRow, children: Vec<Node>, hidden: bool) -> Node {
        let language = self.language;
        let others = row.team_size - 1;
        let more = hidden.then(|| {
            let words = text!(language, "partner.team.open_below", count = others);
            Link::new(words, format!("{}?below={}", team_path(), row.id))
        });
        let people =
            if others > 0 { text!(language, "partner.team.people_below", count = others) } else { String::new() };
        Node {
            link: Link::new(row.name.clone(), member_path(row.id)),
            note: [row.number.clone(), people]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            state: Some(standing(language, row.state, self.answers.get(&row.id), self.currency)),
            figures: [row.own, row.own_before, row.team].map(|points| texts::points(language, points)).to_vec(),
            open: row.level == Some(0),
            children,
            more,
        }
    }
}

fn team_page(team: &Team) -> Page {
    let language = team.language;
    let root = team.root();
    let register = Link::new(text!(language, "partner.register.title"), register::register_path());
    let drawn = root.as_ref().filter(|_| (2..=DRAWN_MAX).contains(&team.rows.len()));
    let shown = Tree {
        name: text!(language, "partner.team.title"),
        headings: ["own", "own_before", "team"]
            .map(|name| text!(language, &format!("partner.team.column.{name}")))
            .to_vec(),
        roots: root.clone().into_iter().collect(),
    };
    Page {
        title: match &team.top {
            Some(name) => text!(language, "partner.team.of", name = name),
            None => text!(language, "partner.team.title"),
        },
        lead: Some(text!(language, "partner.team.lead", count = team.rows.len().saturating_sub(1))),
        back: team.top.as_ref().map(|_| Link::new(text!(language, "partner.team.title"), team_path())),
        primary: Some(link_button(&register, Loudness::Primary)),
        body: html! {
            (team.ways.show(team_path()))
            (tree(language, &shown))
            @if team.rows.len() <= 1 { (small(&text!(language, "partner.team.empty.none"))) }
            @if let Some(root) = drawn { (tree_drawing(&text!(language, "partner.team.drawing"), root)) }
        },
        ..Page::default()
    }
}
