//! The list of all partners, with what they and their teams have sold this month.

use maud::{Markup, html};

use crate::app::Indexer;
use crate::business::commissions::{FoundSellers, SellerOrder, SellerRow, SellerWish, find_sellers};
use crate::business::failure::Failure;
use crate::business::findings;
use crate::business::partners::PartnerState;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::partners::{by_number, form, ways};
use crate::portals::office::subjects::{partner_name, partner_path};
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Language, PartnerId, Points};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Loudness, Meaning, ROWS_PER_PAGE, Row, Table, figure, key_button, list_page,
    stack, state, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::PartnersView)
}

pub const fn list_path() -> &'static str {
    "/office/partners"
}

const FILE_PATH: &str = "/office/partners.csv";
const KNOWN: &[&str] = &["state", "level"];
/// So many hits of a search are listed at most.
const HITS_MAX: usize = 200;
/// Deeper levels are found by searching; more chips than this help nobody.
const LEVEL_CHIPS_MAX: usize = 12;

/// The rows with the names of the sponsors.
struct Listed {
    found: FoundSellers,
    sponsors: Vec<String>,
}

fn listed(view: &View<'_>, asked: &Asked, indexer: &Indexer, skip: usize, limit: usize) -> Result<Listed, Failure> {
    let found = find_sellers(view, &wish(view, asked, indexer)?, skip, limit)?;
    let sponsor = |row: &SellerRow| row.sponsor.map_or_else(String::new, |id| partner_name(view, id));
    Ok(Listed { sponsors: found.rows.iter().map(sponsor).collect(), found })
}

fn wish(view: &View<'_>, asked: &Asked, indexer: &Indexer) -> Result<SellerWish, Failure> {
    let (order_by, backwards) = match asked.sort() {
        ("name", backwards) => (SellerOrder::Name, backwards),
        ("joined", backwards) => (SellerOrder::Joined, backwards),
        // Whoever sorts by figures wants to see the largest first.
        ("own", backwards) => (SellerOrder::Points, !backwards),
        ("team", backwards) => (SellerOrder::TeamPoints, !backwards),
        (_, backwards) => (SellerOrder::Tree, backwards),
    };
    let among = match asked.words() {
        "" => None,
        words => Some(match by_number(view, words) {
            Some(id) => vec![id],
            None => {
                let hits = indexer.find(view, words, &[findings::PARTNER], HITS_MAX)?;
                hits.into_iter().map(|hit| PartnerId::new(hit.id)).collect()
            }
        }),
    };
    Ok(SellerWish {
        among,
        words: String::new(),
        level: asked.get("level").parse().ok(),
        state: PartnerState::ALL.into_iter().find(|state| state.word() == asked.get("state")),
        order_by,
        backwards,
    })
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let indexer = visit.app.indexer();
    let listed = visit.read(|view| listed(view, &asked, &indexer, asked.skipped(), ROWS_PER_PAGE))?;
    let page = partners_page(&visit, &asked, &listed);
    let body = stack(&[ways(visit.language, list_path()), page.body]);
    frame::show_hits(&visit, &Page { body, ..page })
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let indexer = visit.app.indexer();
    let language = visit.language;
    let listed = visit.read(|view| listed(view, &asked, &indexer, 0, ROWS_MAX))?;
    let headings =
        ["number", "name", "sponsor", "level", "state", "joined", "own", "own_before", "team", "team_before", "people"]
            .map(|name| text!(language, &format!("office_partners.column.{name}")));
    let points = |points: Points| Cell::text(texts::points(language, points));
    let row = |(row, sponsor): (&SellerRow, &String)| {
        vec![
            Cell::text(&row.number),
            Cell::text(&row.name),
            Cell::text(sponsor),
            row.level.map_or(Cell::Empty, Cell::count),
            Cell::text(row.state.say(language)),
            Cell::Day(row.joined_on),
            points(row.own),
            points(row.own_before),
            points(row.team),
            points(row.team_before),
            Cell::Number(row.team_size),
        ]
    };
    let rows: Vec<Vec<Cell>> = listed.found.rows.iter().zip(&listed.sponsors).map(row).collect();
    Ok(sheet_file(language, "partners", &headings, &rows))
}

fn partners_page(visit: &Visit, asked: &Asked, listed: &Listed) -> Page {
    let language = visit.language;
    let column = |name: &str| text!(language, &format!("office_partners.column.{name}"));
    let new = Link::new(text!(language, "office_partners.page.new"), form::new_path());
    let may_edit = visit.actor.may(Permission::PartnersEdit);
    let found = &listed.found;
    let rows = found.rows.iter().zip(&listed.sponsors);
    list_page(
        language,
        &List {
            title: text!(language, "office_partners.page.title"),
            count: text!(language, "office_partners.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_partners.page.search"))),
            filters: vec![state_filter(language, asked), level_filter(language, asked, &found.levels)],
            table: Table {
                caption: text!(language, "office_partners.page.title"),
                columns: vec![
                    asked.sorted(Column::text(column("name")), "name"),
                    Column::text(column("sponsor")),
                    Column::figure(column("level")),
                    Column::state(column("state")),
                    asked.sorted(Column::text(column("joined")), "joined"),
                    asked.sorted(Column::figure(column("own")), "own"),
                    asked.sorted(Column::figure(column("team")), "team"),
                ],
                rows: rows.map(|(row, sponsor)| partner_row(language, row, sponsor)).collect(),
                empty: nothing(language, asked, may_edit),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            primary: may_edit.then(|| key_button(&new, 'n', Loudness::Primary)),
            ..List::default()
        },
    )
}

fn partner_row(language: Language, row: &SellerRow, sponsor: &str) -> Row {
    let cells = vec![
        two_lines(&row.name, &row.number),
        html! { @if sponsor.is_empty() { (text!(language, "office_partners.row.firm")) } @else { (sponsor) } },
        figure(&row.level.map_or_else(String::new, |level| texts::number(language, i64::from(level)))),
        partner_state(language, row.state),
        html! { (texts::day_short(language, row.joined_on)) },
        figure(&texts::points(language, row.own)),
        figure(&texts::points(language, row.team)),
    ];
    Row::leading_to(partner_path(row.id), cells)
}

pub fn partner_state(language: Language, of: PartnerState) -> Markup {
    let meaning = match of {
        PartnerState::Active => Meaning::Good,
        PartnerState::Invited => Meaning::Information,
        PartnerState::Left | PartnerState::Withdrawn => Meaning::Neutral,
    };
    state(meaning, &of.say(language))
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let states = PartnerState::ALL.map(|state| (state.word().to_owned(), state.say(language)));
    asked.filter(text!(language, "office_partners.column.state"), "state", [all].into_iter().chain(states).collect())
}

fn level_filter(language: Language, asked: &Asked, levels: &[u32]) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let chips = levels.iter().take(LEVEL_CHIPS_MAX);
    let choices = chips.map(|level| (level.to_string(), texts::number(language, i64::from(*level))));
    asked.filter(text!(language, "office_partners.column.level"), "level", [all].into_iter().chain(choices).collect())
}

fn nothing(language: Language, asked: &Asked, may_edit: bool) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_partners.empty.narrowed"), action: Some(all) };
    }
    let new = Link::new(text!(language, "office_partners.page.new"), form::new_path());
    Empty { sentence: text!(language, "office_partners.empty.none"), action: may_edit.then_some(new) }
}
