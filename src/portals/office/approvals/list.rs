//! What waits for a decision, and what was decided.

use maud::{Markup, html};

use crate::business::access;
use crate::business::approvals::{Approval, find_approvals};
use crate::business::commissions;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::subjects::{self, approval_path};
use crate::portals::sheet_file::counted;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{ApprovalId, Language, Money, RunId};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Meaning, ROWS_PER_PAGE, Row, Table, figure, list_page, moment, small, state,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).behind(Permission::DeskUse)
}

pub const fn list_path() -> &'static str {
    "/office/approvals"
}

const DECIDED: &str = "decided";

/// What a line of the list says of a request.
struct ApprovalRow {
    id: ApprovalId,
    approval: Approval,
    what: String,
    asked_by: String,
    decided_by: Option<String>,
    amount: Option<Money>,
    /// Whoever looks had a hand in it.
    is_own: bool,
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), &[DECIDED]);
    let language = visit.language;
    let page = visit.read(|view| {
        let open = asked.get(DECIDED).is_empty();
        let found = find_approvals(view, open, asked.skipped(), ROWS_PER_PAGE);
        let rows: Vec<ApprovalRow> =
            found.rows.into_iter().map(|(id, approval)| row_of(view, language, id, approval)).collect();
        Ok(approvals_page(language, &asked, &rows, found.total, &Wall::of(view, language)))
    })?;
    frame::show(&visit, &page)
}

fn row_of(view: &View<'_>, language: Language, id: ApprovalId, approval: Approval) -> ApprovalRow {
    ApprovalRow {
        id,
        what: subjects::link(view, &approval.subject, language).label,
        asked_by: approval.asked_by.map(|account| access::name_of(view, account)).unwrap_or_default(),
        decided_by: approval.decision.as_ref().map(|decision| access::name_of(view, decision.by)),
        amount: amount_of(view, &approval),
        is_own: approval.bars(view.actor()),
        approval,
    }
}

/// How much money it is about.
pub fn amount_of(view: &View<'_>, approval: &Approval) -> Option<Money> {
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
            filters: vec![filter(language, asked)],
            table: Table {
                caption: text!(language, "office_approvals.page.title"),
                columns: vec![
                    Column::text(column("what")),
                    Column::figure(column("amount")),
                    Column::text(column("asked_by")),
                    Column::text(column("since")),
                    Column::state(column("state")),
                ],
                rows: rows.iter().map(|row| approval_row(language, row, wall)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, total),
            ..List::default()
        },
    )
}

fn filter(language: Language, asked: &Asked) -> Filter {
    let choice = |value: &str, key: &'static str| (value.to_owned(), text!(language, key));
    let choices = vec![choice("", "office_approvals.filter.open"), choice("yes", "office_approvals.filter.decided")];
    asked.filter(text!(language, "office_approvals.column.state"), DECIDED, choices)
}

fn approval_row(language: Language, row: &ApprovalRow, wall: &Wall) -> Row {
    let amount = row.amount.map_or_else(|| small("–"), |amount| figure(&texts::money(language, amount)));
    let cells = vec![
        html! { (row.what) },
        amount,
        html! { (row.asked_by) },
        moment(&wall.moment(row.approval.asked_at)),
        standing(language, row),
    ];
    Row::leading_to(approval_path(row.id), cells)
}

fn standing(language: Language, row: &ApprovalRow) -> Markup {
    if let Some(name) = &row.decided_by {
        let agreed = row.approval.decision.as_ref().is_some_and(|decision| decision.agreed);
        let (meaning, key) = if agreed {
            (Meaning::Good, "office_approvals.state.agreed_by")
        } else {
            (Meaning::Bad, "office_approvals.state.refused_by")
        };
        return state(meaning, &text!(language, key, name = name));
    }
    let (meaning, key) = match (row.approval.is_open(), row.is_own) {
        (false, _) => (Meaning::Neutral, "office_approvals.state.withdrawn"),
        (true, true) => (Meaning::Information, "office_approvals.state.own"),
        (true, false) => (Meaning::Attention, "office_approvals.state.waits"),
    };
    state(meaning, &text!(language, key))
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.get(DECIDED).is_empty() {
        let decided = Link::new(text!(language, "office_approvals.empty.look"), asked.href(DECIDED, "yes"));
        return Empty { sentence: text!(language, "office_approvals.empty.none"), action: Some(decided) };
    }
    Empty::new(text!(language, "office_approvals.empty.none_decided"))
}
