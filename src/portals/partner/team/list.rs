//! The team as a table: searched, sorted, by level, and as a file.

use std::sync::Arc;

use maud::Markup;

use crate::app::App;
use crate::business::commissions::{FoundSellers, SellerOrder, SellerRow, SellerWish, find_in_team};
use crate::business::firm;
use crate::business::partners::PartnerState;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::partner::standing::{Answers, answers, standing, standing_words};
use crate::portals::partner::team::{Ways, member_path, team_path};
use crate::portals::partner::{frame, own_partner, register};
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Currency, Language, PartnerId};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Loudness, ROWS_PER_PAGE, Row, Table, figure, link_button, list_page, stack,
    two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file)
}

pub const fn list_path() -> &'static str {
    "/partner/team/list"
}

const FILE_PATH: &str = "/partner/team.csv";
const KNOWN: &[&str] = &["level", "state"];
/// Deeper levels are found by searching; more chips than this help nobody.
const LEVEL_CHIPS_MAX: usize = 12;

struct Listed {
    own: PartnerId,
    found: FoundSellers,
    answers: Answers,
    currency: Currency,
    ways: Ways,
}

fn listed(
    view: &View<'_>,
    app: &App,
    asked: &Asked,
    skip: usize,
    limit: usize,
) -> Result<Listed, crate::business::failure::Failure> {
    let (own, _) = own_partner(view)?;
    Ok(Listed {
        own,
        found: find_in_team(view, own, &wish(asked), skip, limit)?,
        answers: answers(view, app, own)?,
        currency: firm::firm(view).map_or(Currency::EUR, |firm| firm.currency),
        ways: Ways::of(view, view.actor().language),
    })
}

fn wish(asked: &Asked) -> SellerWish {
    let (order_by, backwards) = match asked.sort() {
        ("name", backwards) => (SellerOrder::Name, backwards),
        ("joined", backwards) => (SellerOrder::Joined, backwards),
        // Whoever sorts by figures wants to see the largest first.
        ("own", backwards) => (SellerOrder::Points, !backwards),
        ("own_before", backwards) => (SellerOrder::PointsBefore, !backwards),
        ("team", backwards) => (SellerOrder::TeamPoints, !backwards),
        (_, backwards) => (SellerOrder::Tree, backwards),
    };
    SellerWish {
        among: None,
        words: asked.words().to_owned(),
        level: asked.get("level").parse().ok(),
        state: PartnerState::ALL.into_iter().find(|state| state.word() == asked.get("state")),
        order_by,
        backwards,
    }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let (app, wished) = (Arc::clone(&visit.app), asked.clone());
    let found = visit.read_aside(move |view| listed(view, &app, &wished, wished.skipped(), ROWS_PER_PAGE));
    let listed = found.await?;
    frame::show(&visit, &team_page(visit.language, &asked, &listed))
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let app = Arc::clone(&visit.app);
    let listed = visit.read_aside(move |view| listed(view, &app, &asked, 0, ROWS_MAX)).await?;
    let headings = ["level", "number", "name", "status", "own", "own_before", "team", "people", "joined"]
        .map(|name| text!(language, &format!("partner.team.column.{name}")));
    let points = |points: crate::values::Points| Cell::text(texts::points(language, points));
    let row = |row: &SellerRow| {
        let (_, standing) = standing_words(language, row.state, listed.answers.get(&row.id), listed.currency);
        vec![
            row.level.map_or(Cell::Empty, Cell::count),
            Cell::text(&row.number),
            Cell::text(&row.name),
            Cell::text(standing),
            points(row.own),
            points(row.own_before),
            points(row.team),
            Cell::Number(row.team_size),
            Cell::Day(row.joined_on),
        ]
    };
    let rows: Vec<Vec<Cell>> = listed.found.rows.iter().map(row).collect();
    Ok(sheet_file(language, "team", &headings, &rows))
}

fn team_page(language: Language, asked: &Asked, listed: &Listed) -> Page {
    let column = |name: &str| text!(language, &format!("partner.team.column.{name}"));
    let found = &listed.found;
    let register = Link::new(text!(language, "partner.register.title"), register::register_path());
    let page = list_page(
        language,
        &List {
            title: text!(language, "partner.team.title"),
            count: text!(language, "partner.team.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "partner.team.search"))),
            filters: vec![level_filter(language, asked, &found.levels), state_filter(language, asked)],
            table: Table {
                caption: text!(language, "partner.team.title"),
                columns: vec![
                    asked.sorted(Column::text(column("name")), "name"),
                    Column::figure(column("level")),
                    Column::state(column("status")),
                    asked.sorted(Column::figure(column("own")), "own"),
                    asked.sorted(Column::figure(column("own_before")), "own_before"),
                    asked.sorted(Column::figure(column("team")), "team"),
                    asked.sorted(Column::text(column("joined")), "joined"),
                ],
                rows: found.rows.iter().map(|row| team_row(language, listed, row)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            primary: Some(link_button(&register, Loudness::Primary)),
            ..List::default()
        },
    );
    let body = stack(&[listed.ways.show(list_path()), page.body]);
    Page { body, ..page }
}

fn level_filter(language: Language, asked: &Asked, levels: &[u32]) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let shown = levels.iter().take(LEVEL_CHIPS_MAX);
    let choices = shown.map(|level| (level.to_string(), level_words(language, *level)));
    asked.filter(text!(language, "partner.team.column.level"), "level", [all].into_iter().chain(choices).collect())
}

fn level_words(language: Language, level: u32) -> String {
    if level == 0 { text!(language, "partner.team.myself") } else { texts::number(language, i64::from(level)) }
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    // Nobody stands in a team by an invitation that was taken back.
    let states = PartnerState::ALL.into_iter().filter(|state| *state != PartnerState::Withdrawn);
    let choices = states.map(|state| (state.word().to_owned(), state.say(language)));
    asked.filter(text!(language, "partner.team.contract"), "state", [all].into_iter().chain(choices).collect())
}

fn team_row(language: Language, listed: &Listed, row: &SellerRow) -> Row {
    let level = match row.level {
        Some(0) if row.id == listed.own => text!(language, "partner.team.myself"),
        Some(level) => texts::number(language, i64::from(level)),
        None => String::new(),
    };
    let points = |points| -> Markup { figure(&texts::points(language, points)) };
    let cells = vec![
        two_lines(&row.name, &row.number),
        figure(&level),
        standing(language, row.state, listed.answers.get(&row.id), listed.currency),
        points(row.own),
        points(row.own_before),
        points(row.team),
        maud::html! { (texts::day_short(language, row.joined_on)) },
    ];
    Row::leading_to(member_path(row.id), cells)
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), list_path());
        return Empty { sentence: text!(language, "partner.team.empty.narrowed"), action: Some(all) };
    }
    let tree = Link::new(text!(language, "partner.team.as_tree"), team_path());
    Empty { sentence: text!(language, "partner.team.empty.none"), action: Some(tree) }
}
