//! A partner's posted statements by month.

use maud::{Markup, html};

use crate::business::commissions::{self, statements_of_partner};
use crate::business::failure::Failure;
use crate::business::partners::following_partner;
use crate::business::payments::{Payout, payouts_of_partner};
use crate::business::view::View;
use crate::portals::partner::standing::running;
use crate::portals::partner::statements::extract::extract_path;
use crate::portals::partner::statements::reckoning::paid_briefly;
use crate::portals::partner::statements::reserve::reserve_path;
use crate::portals::partner::statements::year::year_path;
use crate::portals::partner::statements::{running_path, statement_path, what_if_path};
use crate::portals::partner::tax::tax_path;
use crate::portals::partner::{frame, own_partner};
use crate::portals::sheet_file::{Cell, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Money, Period, PeriodKind, RunId};
use crate::web::parts::{
    Column, Empty, Link, List, Loudness, Row, Table, figure, link_button, list_page, row, state, text_link, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file)
}

pub const fn list_path() -> &'static str {
    "/partner/statements"
}

const FILE_PATH: &str = "/partner/statements.csv";

struct Posted {
    run: RunId,
    period: Period,
    /// It books what became known of the period after it was settled.
    is_correction: bool,
    plan: String,
    total: Money,
    posted_on: Option<Day>,
    payout: Option<Payout>,
}

struct Statements {
    posted: Vec<Posted>,
    today: Day,
    /// Whether what is running may be followed, and which period of it comes first.
    follows: bool,
    running: Option<Period>,
    /// Something was held back, or given as credit for the shop.
    holds_back: bool,
}

impl Statements {
    fn of(view: &View<'_>, language: Language) -> Result<Statements, Failure> {
        let (own, _) = own_partner(view)?;
        let payouts = payouts_of_partner(view, own)?;
        let posted = statements_of_partner(view, own)?.into_iter().filter_map(|(id, period, total)| {
            let run = commissions::run(view, id)?;
            let plan = commissions::plan(view, &run.plan, run.plan_version)?;
            Some(Posted {
                run: id,
                period,
                is_correction: run.corrects.is_some(),
                plan: plan.title.get(language).to_owned(),
                total,
                posted_on: run.posted_at.map(|at| at.day_in(view.zone())),
                payout: payouts.iter().find(|payout| payout.run == Some(id)).cloned(),
            })
        });
        let mut posted: Vec<Posted> = posted.collect();
        posted.sort_by_key(|one| std::cmp::Reverse((one.period.first(), one.run)));
        let today = view.today();
        let follows = following_partner(view, Period::month_of(today).first()).is_ok();
        let holds_back = payouts.iter().any(|payout| payout.parts.is_some());
        let running = running(view).first().map(|one| one.period);
        Ok(Statements { posted, today, follows, running, holds_back })
    }
}

async fn list(visit: Visit) -> Answer {
    let statements = visit.read(|view| Statements::of(view, visit.language))?;
    frame::show(&visit, &statements_page(visit.language, &statements))
}

async fn file(visit: Visit) -> Answer {
    let language = visit.language;
    let statements = visit.read(|view| Statements::of(view, language))?;
    let headings = ["period", "plan", "posted_on", "total", "currency", "paid_on"]
        .map(|name| text!(language, &format!("partner.statements.column.{name}")));
    let row = |one: &Posted| {
        let paid_on = one
            .payout
            .as_ref()
            .filter(|payout| payout.is_paid(statements.today) && payout.came_back_on.is_none())
            .map(|payout| payout.execute_on);
        vec![
            Cell::text(one.period.to_string()),
            Cell::text(&one.plan),
            Cell::maybe_day(one.posted_on),
            Cell::Money(one.total),
            Cell::text(one.total.currency().code()),
            Cell::maybe_day(paid_on),
        ]
    };
    let rows: Vec<Vec<Cell>> = statements.posted.iter().map(row).collect();
    Ok(sheet_file(language, "statements", &headings, &rows))
}

/// The other ways to look at what was earned, and at what could be.
fn further(language: Language, statements: &Statements) -> Vec<Markup> {
    let mut ways = vec![
        text_link(&Link::new(text!(language, "partner.statements.extract"), extract_path())),
        text_link(&year_link(language, statements.today)),
        text_link(&Link::new(text!(language, "tax_status.title"), tax_path())),
    ];
    if statements.holds_back {
        ways.push(text_link(&Link::new(text!(language, "partner.reserve.title"), reserve_path())));
    }
    if statements.follows {
        ways.push(text_link(&Link::new(text!(language, "partner.what_if.title"), what_if_path())));
    }
    ways
}

fn year_link(language: Language, today: Day) -> Link {
    let year = Period::year(today.year()).unwrap_or_else(|| Period::month_of(today));
    Link::new(text!(language, "partner.statements.year", year = today.year()), year_path(year))
}

fn statements_page(language: Language, statements: &Statements) -> Page {
    let column = |name: &str| text!(language, &format!("partner.statements.column.{name}"));
    let words = match statements.running {
        Some(period) if period.kind() != PeriodKind::Month => {
            text!(language, "partner.statements.running_of", period = texts::period(language, period))
        }
        _ => text!(language, "partner.statements.running"),
    };
    let running = statements.follows.then(|| Link::new(words, running_path()));
    // The name of the plan says something only where there are several.
    let several = statements.posted.windows(2).any(|pair| matches!(pair, [one, next] if one.plan != next.plan));
    let line = |one: &Posted| {
        let period = texts::period(language, one.period);
        let period = match one.is_correction {
            true => text!(language, "partner.statements.correction", period = period),
            false => period,
        };
        let (meaning, words) = paid_briefly(language, one.total, one.payout.as_ref(), statements.today);
        let cells = vec![
            if several {
                two_lines(&period, &one.plan)
            } else {
                html! { (period) }
            },
            figure(&texts::money(language, one.total)),
            state(meaning, &words),
            html! { (one.posted_on.map_or_else(String::new, |day| texts::day_short(language, day))) },
        ];
        Row::leading_to(statement_path(one.run), cells)
    };
    list_page(
        language,
        &List {
            title: text!(language, "partner.statements.title"),
            count: text!(language, "partner.statements.count", count = counted(language, statements.posted.len())),
            table: Table {
                caption: text!(language, "partner.statements.title"),
                columns: vec![
                    Column::text(column("period")),
                    Column::figure(column("total")),
                    Column::state(column("paid")),
                    Column::text(column("posted_on")),
                ],
                rows: statements.posted.iter().map(line).collect(),
                empty: Empty { sentence: text!(language, "partner.statements.none"), action: running.clone() },
                ..Table::default()
            },
            csv: Some(FILE_PATH.to_owned()),
            primary: running
                .filter(|_| !statements.posted.is_empty())
                .map(|running| link_button(&running, Loudness::Secondary)),
            more_filters: Some(row(&further(language, statements))),
            ..List::default()
        },
    )
}
