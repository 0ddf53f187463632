//! Where the pay of a month stems from.

use std::sync::Arc;

use maud::{Markup, html};

use crate::app::App;
use crate::business::commissions::{BonusEvidence, MonthEvidence, PaySource, pay_from, pay_total, run_number};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::commissions::evidence::{Which, asked_month, back, month_filter, to_be_confirmed, ways};
use crate::portals::office::frame;
use crate::portals::office::subjects::run_path;
use crate::portals::sheet_file::{Cell, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Money, Period, Rate};
use crate::web::parts::Section;
use crate::web::parts::{
    Chart, ChartKind, Column, Empty, Link, Row, Series, Table, Tile, chart, empty, figure, filters, link_list,
    list_table, section, section_with, small, table, tiles, ways_to_keep,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(PATH, show).page(FILE_PATH, file).behind(Permission::CommissionsView)
}

const PATH: &str = "/office/commissions/evidence";
const FILE_PATH: &str = "/office/commissions/evidence.csv";
/// So many months stand beside one another in the picture of the shares.
const MONTHS_COMPARED: usize = 6;

pub const fn evidence_path() -> &'static str {
    PATH
}

pub fn month_path(month: Period) -> String {
    format!("{PATH}?month={month}")
}

struct Shown {
    evidence: Arc<MonthEvidence>,
    /// The share of end customers in the months up to this one, the oldest first.
    shares: Vec<(Period, Option<Rate>)>,
    today: Day,
    sees_payments: bool,
}

impl Shown {
    fn of(view: &View<'_>, app: &App, month: Period) -> Result<Shown, Failure> {
        let mut shares = Vec::new();
        let mut before = month;
        let evidence = app.month_evidence(view, month)?;
        shares.push((month, evidence.share(PaySource::EndCustomers)));
        for _ in 1..MONTHS_COMPARED {
            before = before.previous();
            shares.push((before, app.month_evidence(view, before)?.share(PaySource::EndCustomers)));
        }
        shares.reverse();
        Ok(Shown { evidence, shares, today: view.today(), sees_payments: view.may(Permission::PaymentsView) })
    }
}

async fn show(visit: Visit) -> Answer {
    let wanted = visit.query("month").unwrap_or_default();
    let app = Arc::clone(&visit.app);
    let shown = visit.read_aside(move |view| Shown::of(view, &app, asked_month(view, &wanted))).await?;
    frame::show(&visit, &month_page(visit.language, &shown))
}

async fn file(visit: Visit) -> Answer {
    let wanted = visit.query("month").unwrap_or_default();
    let app = Arc::clone(&visit.app);
    let evidence = visit.read_aside(move |view| app.month_evidence(view, asked_month(view, &wanted))).await?;
    let language = visit.language;
    let mut headings = vec![text!(language, "office_evidence.column.bonus")];
    headings.extend(PaySource::ALL.map(|source| source_words(language, source)));
    headings.push(text!(language, "office_evidence.column.total"));
    headings.push(text!(language, "office_evidence.column.currency"));
    let row = |name: String, pay: &[Money; 5]| {
        let mut cells = vec![Cell::text(name)];
        cells.extend(pay.iter().map(|amount| Cell::Money(*amount)));
        cells.push(Cell::Money(pay_total(pay)));
        cells.push(Cell::text(pay_total(pay).currency().code()));
        cells
    };
    let mut rows: Vec<Vec<Cell>> =
        evidence.bonuses.iter().map(|bonus| row(bonus.title.get(language).to_owned(), &bonus.pay)).collect();
    rows.push(row(text!(language, "office_evidence.column.total"), &evidence.pay));
    let name = format!("{}-{}", text!(language, "office_evidence.file.sources"), evidence.month);
    Ok(sheet_file(language, &name, &headings, &rows))
}

pub(super) fn source_words(language: Language, source: PaySource) -> String {
    text!(language, &format!("office_evidence.source.{}", source.word()))
}

pub(super) fn percent(language: Language, rate: Option<Rate>) -> String {
    rate.map_or_else(|| "–".to_owned(), |rate| texts::percent(language, rate))
}

fn month_page(language: Language, shown: &Shown) -> Page {
    let evidence = &shown.evidence;
    let month = evidence.month;
    Page {
        title: text!(language, "office_evidence.sources.title", month = texts::period(language, month)),
        lead: Some(text!(language, "office_evidence.sources.lead")),
        back: Some(back(language)),
        body: html! {
            (ways(language, month, shown.today, Which::Sources, shown.sees_payments))
            (filters(&[month_filter(language, shown.today, month, &month_path)]))
            (to_be_confirmed(language, "office_evidence.sources.lawyer"))
            @if evidence.runs.is_empty() {
                (empty(&Empty::new(text!(language, "office_evidence.sources.none", month = texts::period(language, month)))))
            } @else {
                (tiles(&figures(language, evidence)))
                (pictures(language, shown))
                (section_with(&Section {
                    heading: text!(language, "office_evidence.sources.table"),
                    lead: Some(text!(language, "office_evidence.sources.table_lead")),
                    action: None,
                    body: html! {
                        (list_table(language, &source_table(language, evidence)))
                        (ways_to_keep(language, Some(&format!("{FILE_PATH}?month={month}"))))
                    },
                }))
                (section(&text!(language, "office_evidence.sources.by_bonus"), by_bonus(language, evidence)))
                (section(&text!(language, "office_evidence.sources.behind"), behind(language, evidence)))
            }
        },
        ..Page::default()
    }
}

fn figures(language: Language, evidence: &MonthEvidence) -> Vec<Tile> {
    let share = |source: PaySource| Tile {
        label: source_words(language, source),
        figure: percent(language, evidence.share(source)),
        note: Some(texts::money(language, evidence.pay_from(source))),
        ..Tile::default()
    };
    vec![
        share(PaySource::EndCustomers),
        share(PaySource::OwnPurchases),
        share(PaySource::TeamPurchases),
        Tile {
            label: text!(language, "office_evidence.sources.paid"),
            figure: texts::money(language, evidence.total()),
            ..Tile::default()
        },
    ]
}

fn pictures(language: Language, shown: &Shown) -> Markup {
    let evidence = &shown.evidence;
    let currency = evidence.total().currency();
    let share = percent(language, evidence.share(PaySource::EndCustomers));
    let by_source = Chart {
        kind: ChartKind::Bar,
        finding: text!(
            language,
            "office_evidence.chart.sources",
            month = texts::period(language, evidence.month),
            share = share
        ),
        measure: text!(language, "office_evidence.chart.sources_measure"),
        places_heading: text!(language, "office_evidence.column.source"),
        places: PaySource::ALL.map(|source| source_words(language, source)).to_vec(),
        series: vec![Series {
            name: text!(language, "office_evidence.column.pay"),
            figures: evidence.pay.iter().map(|amount| Some(amount.minor())).collect(),
        }],
        highlight: Some(0),
    };
    // Tenths of a percent, as the shares are rounded.
    let tenths = |rate: Rate| rate.millionths() / 1_000;
    let settled = shown.shares.iter().filter(|(_, share)| share.is_some()).count();
    let by_month = Chart {
        kind: ChartKind::Line,
        finding: text!(language, "office_evidence.chart.months"),
        measure: text!(language, "office_evidence.chart.months_measure"),
        places_heading: text!(language, "office_evidence.month"),
        places: shown.shares.iter().map(|(month, _)| texts::period(language, *month)).collect(),
        series: vec![Series {
            name: source_words(language, PaySource::EndCustomers),
            figures: shown.shares.iter().map(|(_, share)| share.map(tenths)).collect(),
        }],
        highlight: None,
    };
    html! {
        (chart(language, &by_source, &|minor| texts::money(language, Money::new(minor, currency))))
        // One month alone is no course.
        @if settled > 1 {
            (chart(language, &by_month, &|tenths| texts::percent(language, Rate::from_millionths(tenths * 1_000))))
        }
    }
}

fn source_table(language: Language, evidence: &MonthEvidence) -> Table<'static> {
    let column = |name: &str| text!(language, &format!("office_evidence.column.{name}"));
    let number = |count: u64| texts::number(language, i64::try_from(count).unwrap_or(i64::MAX));
    let row = |(source, lines): (PaySource, &u64)| {
        Row::new(vec![
            html! { (source_words(language, source)) },
            figure(&texts::money(language, evidence.pay_from(source))),
            figure(&percent(language, evidence.share(source))),
            figure(&number(*lines)),
        ])
    };
    Table {
        caption: text!(language, "office_evidence.sources.table"),
        columns: vec![
            Column::text(column("source")),
            Column::figure(column("pay")),
            Column::figure(column("share")),
            Column::figure(column("lines")),
        ],
        rows: PaySource::ALL.into_iter().zip(&evidence.lines).map(row).collect(),
        sums: vec![
            html! { (column("total")) },
            figure(&texts::money(language, evidence.total())),
            html! {},
            figure(&number(evidence.lines.iter().sum())),
        ],
        ..Table::default()
    }
}

fn by_bonus(language: Language, evidence: &MonthEvidence) -> Markup {
    let money = |amount: Money| figure(&texts::money(language, amount));
    let mut columns = vec![Column::text(text!(language, "office_evidence.column.bonus"))];
    columns.extend(PaySource::ALL.map(|source| Column::figure(source_words(language, source))));
    columns.push(Column::figure(text!(language, "office_evidence.column.total")));
    let row = |bonus: &BonusEvidence| {
        let mut cells = vec![html! { (bonus.title.get(language)) }];
        cells.extend(PaySource::ALL.map(|source| money(pay_from(&bonus.pay, source))));
        cells.push(money(pay_total(&bonus.pay)));
        Row::new(cells)
    };
    let shown = Table {
        caption: text!(language, "office_evidence.sources.by_bonus"),
        columns,
        rows: evidence.bonuses.iter().map(row).collect(),
        ..Table::default()
    };
    list_table(language, &shown)
}

/// What was sold in the month, and which runs the figures are taken from.
fn behind(language: Language, evidence: &MonthEvidence) -> Markup {
    let row = |key: &'static str, amount: Money| {
        Row::new(vec![html! { (text!(language, key)) }, figure(&texts::money(language, amount))])
    };
    let shown = Table {
        caption: text!(language, "office_evidence.sources.behind"),
        columns: vec![
            Column::text(text!(language, "office_evidence.column.sold_to")),
            Column::figure(text!(language, "office_evidence.column.base")),
        ],
        rows: vec![
            row("office_evidence.sold.end_customers", evidence.sold.end_customers),
            row("office_evidence.sold.partners", evidence.sold.partners),
            row("office_evidence.sold.kits_and_fees", evidence.sold.kits_and_fees),
        ],
        ..Table::default()
    };
    let runs: Vec<Link> = evidence
        .runs
        .iter()
        .map(|(id, period)| {
            let label = format!("{} · {}", run_number(*id), texts::period(language, *period));
            Link::new(label, run_path(*id))
        })
        .collect();
    html! {
        (table(language, &shown))
        (small(&text!(language, "office_evidence.sold.note")))
        (link_list(&runs))
    }
}
