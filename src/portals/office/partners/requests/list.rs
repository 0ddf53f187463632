//! All requests about the tree: narrowed, and as a file.

use maud::html;

use crate::business::access;
use crate::business::approvals::{Matter, approval};
use crate::business::failure::Failure;
use crate::business::partners::{RequestState, RequestWish, TreeRequest, find_requests};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::approvals::agreed_of;
use crate::portals::office::frame;
use crate::portals::office::partners::list::list_path as partners_path;
use crate::portals::office::partners::requests::request_state;
use crate::portals::office::partners::requests::shown::wish_words;
use crate::portals::office::partners::{by_number, ways};
use crate::portals::office::subjects::{partner_name, request_path};
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Language, TreeRequestId};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, ROWS_PER_PAGE, Row, Table, list_page, moment, stack, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::PartnersView)
}

pub const fn list_path() -> &'static str {
    "/office/partners/requests"
}

const FILE_PATH: &str = "/office/partners/requests.csv";
const KNOWN: &[&str] = &["matter", "state", "asked"];
const BY_PARTNER: &str = "partner";
const BY_OFFICE: &str = "office";

struct RequestRow {
    id: TreeRequestId,
    request: TreeRequest,
    name: String,
    wish: String,
    asked_by: String,
    /// "1 von 2", where it was laid before others.
    agreed: String,
}

struct Listed {
    rows: Vec<RequestRow>,
    total: usize,
    wall: Wall,
}

fn listed(view: &View<'_>, language: Language, asked: &Asked, skip: usize, limit: usize) -> Result<Listed, Failure> {
    let partner = if asked.words().is_empty() { None } else { by_number(view, asked.words()) };
    let wish = RequestWish {
        matter: Matter::from_word(asked.get("matter")),
        state: RequestState::from_word(asked.get("state")),
        by_partner: match asked.get("asked") {
            BY_PARTNER => Some(true),
            BY_OFFICE => Some(false),
            _ => None,
        },
        partner,
    };
    let nobody = partner.is_none() && !asked.words().is_empty();
    let found = find_requests(view, wish, skip, if nobody { 0 } else { limit })?;
    let rows = found.rows.into_iter().map(|(id, request)| RequestRow {
        id,
        name: partner_name(view, request.partner),
        wish: wish_words(view, language, &request),
        asked_by: request.asked_by.map(|account| access::name_of(view, account)).unwrap_or_default(),
        agreed: request
            .approval
            .and_then(|id| approval(view, id))
            .map_or_else(String::new, |asked| agreed_of(language, &asked)),
        request,
    });
    let total = if nobody { 0 } else { found.total };
    Ok(Listed { rows: rows.collect(), total, wall: Wall::of(view, language) })
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let listed = visit.read(|view| listed(view, visit.language, &asked, asked.skipped(), ROWS_PER_PAGE))?;
    let page = requests_page(visit.language, &asked, &listed);
    let body = stack(&[ways(visit.language, list_path()), page.body]);
    frame::show(&visit, &Page { body, ..page })
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let listed = visit.read(|view| listed(view, language, &asked, 0, ROWS_MAX))?;
    let headings = ["matter", "partner", "wish", "from", "state", "asked_by", "asked_on", "agreed", "people", "reason"]
        .map(|name| text!(language, &format!("office_requests.column.{name}")));
    let row = |row: &RequestRow| {
        vec![
            Cell::text(row.request.wish.matter().say(language)),
            Cell::text(&row.name),
            Cell::text(&row.wish),
            Cell::Day(row.request.from),
            Cell::text(row.request.state.say(language)),
            Cell::text(&row.asked_by),
            Cell::Day(listed.wall.day_of(row.request.asked_at)),
            Cell::text(&row.agreed),
            Cell::Number(i64::try_from(row.request.people_moved).unwrap_or(i64::MAX)),
            Cell::text(&row.request.reason),
        ]
    };
    let rows: Vec<Vec<Cell>> = listed.rows.iter().map(row).collect();
    Ok(sheet_file(language, "requests", &headings, &rows))
}

fn requests_page(language: Language, asked: &Asked, listed: &Listed) -> Page {
    let column = |name: &str| text!(language, &format!("office_requests.column.{name}"));
    list_page(
        language,
        &List {
            title: text!(language, "office_requests.page.title"),
            count: text!(language, "office_requests.page.count", count = counted(language, listed.total)),
            search: Some(asked.search(text!(language, "office_requests.page.search"))),
            filters: vec![
                filter(language, asked, "matter", Matter::TREE.map(|one| (one.word(), one.say(language))).to_vec()),
                filter(language, asked, "state", RequestState::ALL.map(|one| (one.word(), one.say(language))).to_vec()),
                filter(
                    language,
                    asked,
                    "asked",
                    vec![
                        (BY_PARTNER, text!(language, "office_requests.filter.partner")),
                        (BY_OFFICE, text!(language, "office_requests.filter.office")),
                    ],
                ),
            ],
            table: Table {
                caption: text!(language, "office_requests.page.title"),
                columns: vec![
                    Column::text(column("partner")),
                    Column::text(column("matter")),
                    Column::text(column("from")),
                    Column::text(column("asked_by")),
                    Column::text(column("asked_on")),
                    Column::text(column("agreed")),
                    Column::state(column("state")),
                ],
                rows: listed.rows.iter().map(|row| request_row(language, row, &listed.wall)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, listed.total),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    )
}

fn filter(language: Language, asked: &Asked, name: &'static str, of: Vec<(&'static str, String)>) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let choices = of.into_iter().map(|(value, label)| (value.to_owned(), label));
    let heading = text!(language, &format!("office_requests.filter.by_{name}"));
    asked.filter(heading, name, [all].into_iter().chain(choices).collect())
}

fn request_row(language: Language, row: &RequestRow, wall: &Wall) -> Row {
    let cells = vec![
        html! { (row.name) },
        two_lines(&row.request.wish.matter().say(language), &row.wish),
        html! { (texts::day_short(language, row.request.from)) },
        html! { (row.asked_by) },
        moment(&wall.moment(row.request.asked_at)),
        html! { (row.agreed) },
        request_state(language, row.request.state),
    ];
    Row::leading_to(request_path(row.id), cells)
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_requests.empty.narrowed"), action: Some(all) };
    }
    let partners = Link::new(text!(language, "office_requests.empty.choose"), partners_path());
    Empty { sentence: text!(language, "office_requests.empty.none"), action: Some(partners) }
}
