//! What waits for a decision, and what was decided.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::business::access;
use crate::business::approvals::{
    Approval, ApprovalWish, Matter, approvers, find_approvals, own_voice, possible_approvers,
};
use crate::business::commissions;
use crate::business::payments::collections;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::approvals::ways;
use crate::portals::office::frame;
use crate::portals::office::subjects::{self, approval_path};
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{AccountId, ApprovalId, Language, Money, PersonId, RunId};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Meaning, ROWS_PER_PAGE, Row, Table, figure, list_page, moment, small, stack,
    state,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::DeskUse)
}

pub const fn list_path() -> &'static str {
    "/office/approvals"
}

const FILE_PATH: &str = "/office/approvals.csv";
const DECIDED: &str = "decided";
const MATTER: &str = "matter";
const KNOWN: &[&str] = &[DECIDED, MATTER];
/// More names than this are counted.
const NAMES_SHOWN: usize = 3;

/// What a line of the list says of a request.
struct ApprovalRow {
    id: ApprovalId,
    approval: Approval,
    what: String,
    asked_by: String,
    decided_by: Option<String>,
    amount: Option<Money>,
    /// Those whose agreement could still be given.
    missing: Vec<String>,
    /// Whoever looks may decide it.
    is_mine: bool,
}

fn wish(asked: &Asked) -> ApprovalWish {
    ApprovalWish { decided: !asked.get(DECIDED).is_empty(), matter: Matter::from_word(asked.get(MATTER)) }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let language = visit.language;
    let page = visit.read(|view| {
        let found = find_approvals(view, wish(&asked), asked.skipped(), ROWS_PER_PAGE);
        let rows = rows_of(view, language, found.rows);
        Ok(approvals_page(language, &asked, &rows, found.total, &Wall::of(view, language)))
    })?;
    let body = stack(&[ways(&visit, list_path()), page.body]);
    frame::show(&visit, &Page { body, ..page })
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let headings = ["matter", "what", "amount", "asked_by", "since", "agreed", "needed", "missing", "state"]
        .map(|name| text!(language, &format!("office_approvals.column.{name}")));
    let rows = visit.read(|view| {
        let found = find_approvals(view, wish(&asked), 0, ROWS_MAX);
        let wall = Wall::of(view, language);
        let lines = rows_of(view, language, found.rows).into_iter().map(|row| {
            vec![
                Cell::text(row.approval.matter.say(language)),
                Cell::text(&row.what),
                row.amount.map_or(Cell::Empty, Cell::Money),
                Cell::text(&row.asked_by),
                Cell::Day(wall.day_of(row.approval.asked_at)),
                Cell::count(row.approval.agreed()),
                Cell::count(row.approval.needed),
                Cell::text(row.missing.join(", ")),
                Cell::text(standing(language, &row).1),
            ]
        });
        Ok(lines.collect::<Vec<_>>())
    })?;
    Ok(sheet_file(language, "approvals", &headings, &rows))
}

/// Who may decide is asked once for each permission, not once a row.
fn rows_of(view: &View<'_>, language: Language, found: Vec<(ApprovalId, Approval)>) -> Vec<ApprovalRow> {
    let mut known: BTreeMap<String, Vec<(AccountId, PersonId)>> = BTreeMap::new();
    for (_, approval) in found.iter().filter(|(_, approval)| approval.is_open()) {
        if let Some(needed) = Permission::from_word(&approval.permission) {
            known.entry(approval.permission.clone()).or_insert_with(|| approvers(view, needed));
        }
    }
    let rows = found.into_iter().map(|(id, approval)| {
        let with_right = known.get(&approval.permission).map_or(&[][..], Vec::as_slice);
        row_of(view, language, (id, approval), with_right)
    });
    rows.collect()
}

fn row_of(
    view: &View<'_>,
    language: Language,
    (id, approval): (ApprovalId, Approval),
    with_right: &[(AccountId, PersonId)],
) -> ApprovalRow {
    let name = |account| access::name_of(view, account);
    ApprovalRow {
        id,
        what: subjects::link(view, &approval.subject, language).label,
        asked_by: approval.asked_by.map(name).unwrap_or_default(),
        decided_by: approval.decision().map(|decision| name(decision.by)),
        amount: amount_of(view, &approval),
        missing: possible_approvers(view, &approval, with_right, view.today())
            .iter()
            .map(|one| name(one.account))
            .collect(),
        is_mine: own_voice(view, &approval).is_ok(),
        approval,
    }
}

/// How much money it is about.
pub fn amount_of(view: &View<'_>, approval: &Approval) -> Option<Money> {
    if let Some(id) = approval.subject.id_of() {
        return Some(collections::collection(view, id)?.total());
    }
    let run: RunId = approval.subject.id_of()?;
    commissions::run(view, run)?.result.map(|result| result.paid)
}

fn approvals_page(language: Language, asked: &Asked, rows: &[ApprovalRow], total: usize, wall: &Wall) -> Page {
    let column = |name: &str| text!(language, &format!("office_approvals.column.{name}"));
    let open = asked.get(DECIDED).is_empty();
    let count = if open { "office_approvals.page.count" } else { "office_approvals.page.decided" };
    list_page(
        language,
        &List {
            title: text!(language, "office_approvals.page.title"),
            count: text!(language, count, count = counted(language, total)),
            filters: vec![state_filter(language, asked), matter_filter(language, asked)],
            table: Table {
                caption: text!(language, "office_approvals.page.title"),
                columns: vec![
                    Column::text(column("what")),
                    Column::figure(column("amount")),
                    Column::text(column("asked_by")),
                    Column::text(column("since")),
                    Column::text(column("agreed")),
                    Column::text(column("missing")),
                    Column::state(column("state")),
                ],
                rows: rows.iter().map(|row| approval_row(language, row, wall)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, total),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    )
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let choice = |value: &str, key: &'static str| (value.to_owned(), text!(language, key));
    let choices = vec![choice("", "office_approvals.filter.open"), choice("yes", "office_approvals.filter.decided")];
    asked.filter(text!(language, "office_approvals.column.state"), DECIDED, choices)
}

fn matter_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let matters = Matter::ALL.map(|matter| (matter.word().to_owned(), matter.say(language)));
    let choices = [all].into_iter().chain(matters).collect();
    asked.filter(text!(language, "office_approvals.column.matter"), MATTER, choices)
}

fn approval_row(language: Language, row: &ApprovalRow, wall: &Wall) -> Row {
    let amount = row.amount.map_or_else(|| small("–"), |amount| figure(&texts::money(language, amount)));
    let (meaning, words) = standing(language, row);
    let cells = vec![
        html! { (row.what) },
        amount,
        html! { (row.asked_by) },
        moment(&wall.moment(row.approval.asked_at)),
        html! { (agreed_of(language, &row.approval)) },
        missing(language, row),
        state(meaning, &words),
    ];
    Row::leading_to(approval_path(row.id), cells)
}

/// "1 von 2".
pub fn agreed_of(language: Language, approval: &Approval) -> String {
    let (agreed, needed) = (approval.agreed(), approval.needed);
    text!(language, "office_approvals.row.agreed_of", agreed = agreed, needed = needed)
}

fn missing(language: Language, row: &ApprovalRow) -> Markup {
    if !row.approval.is_open() {
        return html! {};
    }
    let shown = row.missing.iter().take(NAMES_SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match row.missing.len() {
        0 => small(&text!(language, "office_approvals.row.nobody")),
        count if count > NAMES_SHOWN => {
            let more = count - NAMES_SHOWN;
            small(&text!(language, "office_approvals.row.and_more", names = shown, count = counted(language, more)))
        }
        _ => small(&shown),
    }
}

fn standing(language: Language, row: &ApprovalRow) -> (Meaning, String) {
    if let Some(name) = &row.decided_by {
        let agreed = row.approval.decision().is_some_and(|decision| decision.agreed);
        return if agreed {
            (Meaning::Good, text!(language, "office_approvals.state.agreed_by", name = name))
        } else {
            (Meaning::Bad, text!(language, "office_approvals.state.refused_by", name = name))
        };
    }
    match (row.approval.is_open(), row.is_mine) {
        (false, _) => (Meaning::Neutral, text!(language, "office_approvals.state.withdrawn")),
        (true, false) => (Meaning::Information, text!(language, "office_approvals.state.own")),
        (true, true) => (Meaning::Attention, text!(language, "office_approvals.state.waits")),
    }
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if !asked.get(MATTER).is_empty() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.href(MATTER, ""));
        return Empty { sentence: text!(language, "office_approvals.empty.narrowed"), action: Some(all) };
    }
    if asked.get(DECIDED).is_empty() {
        let decided = Link::new(text!(language, "office_approvals.empty.look"), asked.href(DECIDED, "yes"));
        return Empty { sentence: text!(language, "office_approvals.empty.none"), action: Some(decided) };
    }
    Empty::new(text!(language, "office_approvals.empty.none_decided"))
}
