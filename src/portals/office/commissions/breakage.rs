//! What nobody was entitled to, sale by sale, with the reason.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::commissions::{self, BreakageLine, Plan, RunSheet, breakage_of_run};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::commissions::{files, run_id, run_name};
use crate::portals::office::frame;
use crate::portals::office::subjects::{order_path, partner_name, run_path};
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::{Language, RunId};
use crate::web::parts::{Column, Empty, Link, List, ROWS_PER_PAGE, Row, Table, figure, list_page, two_lines};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/office/commissions/{run}/breakage", list).behind(Permission::CommissionsView)
}

pub fn breakage_path(id: RunId) -> String {
    format!("{}/breakage", run_path(id))
}

struct Broken {
    line: BreakageLine,
    from: Option<String>,
    person: Option<String>,
}

struct Breakage {
    sheet: RunSheet,
    lines: Vec<Broken>,
    total: usize,
}

async fn list(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = run_id(&id)?;
    let asked = Asked::of(&visit, breakage_path(id), &[]);
    let breakage = visit.read(|view| gather(view, id, &asked))?;
    frame::show(&visit, &breakage_page(visit.language, id, &asked, &breakage))
}

fn gather(view: &View<'_>, id: RunId, asked: &Asked) -> Result<Breakage, Failure> {
    let sheet = commissions::run_sheet(view, id)?;
    let mut all = Vec::new();
    for page in 0.. {
        let lines = breakage_of_run(view, id, page)?;
        if lines.is_empty() {
            break;
        }
        all.extend(lines);
    }
    let total = all.len();
    let shown = all.into_iter().skip(asked.skipped()).take(ROWS_PER_PAGE);
    let named = |line: BreakageLine| Broken {
        from: line.origin.partner().map(|from| partner_name(view, from)),
        person: line.person.map(|person| partner_name(view, person)),
        line,
    };
    Ok(Breakage { sheet, lines: shown.map(named).collect(), total })
}

fn breakage_page(language: Language, id: RunId, asked: &Asked, breakage: &Breakage) -> Page {
    let run = &breakage.sheet.run;
    let column = |name: &str| text!(language, &format!("office_commissions.line.{name}"));
    let page = list_page(
        language,
        &List {
            title: text!(language, "office_commissions.breakage.title", period = texts::period(language, run.period)),
            count: text!(language, "office_commissions.breakage.count", count = counted(language, breakage.total)),
            table: Table {
                caption: text!(language, "office_commissions.sum.breakage"),
                columns: vec![
                    Column::text(column("order")),
                    Column::text(column("seller")),
                    Column::text(text!(language, "office_commissions.column.bonus")),
                    Column::text(column("reason")),
                    Column::figure(column("amount")),
                ],
                rows: breakage.lines.iter().map(|broken| row(language, &breakage.sheet.plan, broken)).collect(),
                empty: Empty::new(text!(language, "office_commissions.breakage.none")),
                ..Table::default()
            },
            pager: asked.pager(language, breakage.total),
            csv: Some(files::file_path(id, "breakage")),
            ..List::default()
        },
    );
    Page { back: Some(Link::new(run_name(language, id, run), run_path(id))), ..page }
}

fn row(language: Language, plan: &Plan, broken: &Broken) -> Row {
    let line = &broken.line;
    let title = plan.bonuses.get(usize::from(line.bonus)).map_or("", |bonus| bonus.title.get(language));
    let cells = vec![
        html! { (line.origin.say(language)) },
        html! { (broken.from.as_deref().unwrap_or("–")) },
        two_lines(title, &levels(language, line)),
        why(language, broken),
        figure(&texts::money(language, line.amount)),
    ];
    match line.origin.sale() {
        Some(sale) => Row::leading_to(order_path(sale.order), cells),
        None => Row::new(cells),
    }
}

/// Nothing where a bonus has no levels.
fn levels(language: Language, line: &BreakageLine) -> String {
    let last = line.level.saturating_add(line.levels).saturating_sub(1);
    match (line.level, line.levels) {
        (0, _) if line.origin.sale().is_none() => String::new(),
        (_, 0 | 1) => text!(language, "office_commissions.breakage.level", level = line.level),
        _ => text!(language, "office_commissions.breakage.levels", first = line.level, last = last),
    }
}

/// Who stood there and may not receive it; or that nobody stood there.
fn why(language: Language, broken: &Broken) -> Markup {
    let why = broken.line.why.say(language);
    match &broken.person {
        Some(person) => two_lines(person, &why),
        None => html! { (why) },
    }
}
