//! One partner's statement in a run: the figures that led there, and every line with its reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use crate::business::commissions::{
    self, CommissionLine, Counts, Objection, PredicateAnswer, RunState, StatementParts, StatementSheet,
    objection_number, objections_of_statement,
};
use crate::business::failure::Failure;
use crate::business::payments::{RunTransfer, transfer_after_run};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::commissions::statements::statements_path;
use crate::portals::office::commissions::words::run_state;
use crate::portals::office::commissions::{partner_id, run_id, run_name};
use crate::portals::office::frame;
use crate::portals::office::subjects::{objection_path, order_path, partner_name, partner_path, run_path};
use crate::portals::pay_parts::part_lines;
use crate::portals::sheet_file::counted;
use crate::portals::statement_lines::{BONUS, LineList, line_column, part_table};
use crate::text;
use crate::texts;
use crate::values::{Language, Money, ObjectionId, PartnerId, Points, RunId};
use crate::web::parts::Icon;
use crate::web::parts::{
    Column, Link, Loudness, Meaning, Notice, ROWS_PER_PAGE, Row, Section, Table, Tile, figure, icon_button, menu_link,
    notice, section, section_with, state, sums, table, text_link, tiles, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit, see_file};

/// What the address of a statement knows beside the usual names.
pub const KNOWN: &[&str] = &[BONUS];

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/commissions/{run}/statements/{partner}", show)
        .page("/office/commissions/{run}/statements/{partner}/lines.csv", line_file)
        .page("/office/commissions/{run}/statements/{partner}/statement.pdf", file)
        .behind(Permission::CommissionsView)
}

pub fn statement_path(run: RunId, partner: PartnerId) -> String {
    format!("{}/{partner}", statements_path(run))
}

/// What the sheet shows, kept or simulated.
pub struct ShownStatement {
    language: Language,
    name: String,
    sheet: StatementSheet,
    parts: StatementParts,
    lines: Vec<CommissionLine>,
    /// Everybody whose sale, volume or pay stands in a line.
    sellers: BTreeMap<PartnerId, String>,
}

impl ShownStatement {
    pub fn of(
        view: &View<'_>,
        language: Language,
        sheet: StatementSheet,
        lines: Vec<CommissionLine>,
    ) -> ShownStatement {
        let mut sellers = BTreeMap::new();
        for from in lines.iter().filter_map(|line| line.origin.partner()) {
            sellers.entry(from).or_insert_with(|| partner_name(view, from));
        }
        ShownStatement {
            language,
            name: partner_name(view, sheet.partner),
            parts: StatementParts::of(&sheet, &lines),
            sheet,
            lines,
            sellers,
        }
    }

    fn reason(&self, line: &CommissionLine) -> String {
        let title = self.sheet.bonuses.get(usize::from(line.bonus)).map_or("", |bonus| bonus.title.get(self.language));
        let from = line.origin.partner().and_then(|from| self.sellers.get(&from));
        line.reason(self.language, title, from.map_or("", String::as_str))
    }

    fn with_list<T>(&self, take: impl FnOnce(&LineList<'_>) -> T) -> T {
        let reason = |line: &CommissionLine| self.reason(line);
        take(&LineList { language: self.language, sheet: &self.sheet, lines: &self.lines, reason: &reason })
    }

    /// All lines for a spreadsheet.
    pub fn file(&self) -> Response {
        self.with_list(|list| list.file())
    }
}

type At = Path<(String, String)>;

async fn show(visit: Visit, Path((run, partner)): At) -> Answer {
    let (id, partner) = (run_id(&run)?, partner_id(&partner)?);
    let asked = Asked::of(&visit, statement_path(id, partner), KNOWN);
    let page = visit.read(|view| {
        let run = commissions::run_sheet(view, id)?.run;
        let language = visit.language;
        let shown = shown(view, language, id, partner)?;
        let transfer = transfer_after_run(view, id, partner).filter(|_| view.may(Permission::PaymentsView));
        let pdf = Link::new(
            text!(language, "office_commissions.statement.pdf"),
            format!("{}/statement.pdf", statement_path(id, partner)),
        );
        let partner_page = Link::new(text!(language, "office_commissions.statement.partner"), partner_path(partner));
        let all = Link::new(text!(language, "office_commissions.sheet.statements"), statements_path(id));
        let objections = objections_of_statement(view, id, partner)?;
        let csv = format!("{}/lines.csv", statement_path(id, partner));
        let page = statement_page(view, &shown, &asked, &csv);
        Ok(Page {
            state: Some(run_state(language, run.state)),
            back: Some(Link::new(run_name(language, id, &run), run_path(id))),
            primary: (run.state == RunState::Posted).then(|| icon_button(&pdf, Icon::Document, Loudness::Primary)),
            actions: if view.may(Permission::PartnersView) {
                vec![menu_link(&all), menu_link(&partner_page)]
            } else {
                vec![menu_link(&all)]
            },
            body: html! {
                @if let Some(transfer) = &transfer { (payout_notice(language, transfer)) }
                @for (id, objection) in &objections { (objection_notice(language, *id, objection)) }
                (page.body)
                @if let Some(parts) = transfer.as_ref().and_then(|transfer| transfer.parts) {
                    (section(
                        &text!(language, "payments_out.part.heading"),
                        sums(&part_lines(language, parts, shown.sheet.total, commissions::tax_of_statement(view, id, partner))),
                    ))
                }
            },
            ..page
        })
    })?;
    frame::show(&visit, &page)
}

fn shown(view: &View<'_>, language: Language, id: RunId, partner: PartnerId) -> Result<ShownStatement, Failure> {
    let sheet = commissions::statement(view, id, partner)?;
    let lines = commissions::all_lines_of_statement(view, id, partner)?;
    Ok(ShownStatement::of(view, language, sheet, lines))
}

async fn line_file(visit: Visit, Path((run, partner)): At) -> Answer {
    let (id, partner) = (run_id(&run)?, partner_id(&partner)?);
    Ok(visit.read(|view| shown(view, visit.language, id, partner))?.file())
}

async fn file(visit: Visit, Path((run, partner)): At) -> Answer {
    let (id, partner) = (run_id(&run)?, partner_id(&partner)?);
    let app = Arc::clone(&visit.app);
    let document = visit.read_aside(move |view| app.statement_paper(view, id, partner)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes.clone()))
}

/// What the partner has objected to, with the way to it.
fn objection_notice(language: Language, id: ObjectionId, objection: &Objection) -> Markup {
    let title = text!(language, "objections.title", number = objection_number(id));
    let sentence = format!("{title}: {}", objection.state().say(language));
    let open = objection.answer.is_none();
    let meaning = if open { Meaning::Attention } else { Meaning::Neutral };
    let look = Link::new(text!(language, "objections.look"), objection_path(id));
    notice(&Notice { meaning, sentence, more: Some(text_link(&look)) })
}

/// Nothing is paid before the file has left the house.
fn payout_notice(language: Language, after_run: &RunTransfer) -> Markup {
    let amount = texts::money(language, after_run.transfer.amount);
    let day = texts::day(language, after_run.execute_on);
    let (meaning, sentence) = if after_run.is_on_its_way {
        (Meaning::Good, text!(language, "office_commissions.statement.paid", amount = amount, day = day))
    } else {
        (Meaning::Information, text!(language, "office_commissions.statement.ready", amount = amount, day = day))
    };
    notice(&Notice { meaning, sentence, more: None })
}

/// The sheet without what a run or a simulation adds to it.
pub fn statement_page(view: &View<'_>, shown: &ShownStatement, asked: &Asked, csv: &str) -> Page {
    let language = shown.language;
    let sheet = &shown.sheet;
    let count = counted(language, shown.lines.len());
    let lines = text!(language, "office_commissions.statement.lines", count = count);
    Page {
        title: shown.name.clone(),
        lead: Some(text!(
            language,
            "office_commissions.statement.lead",
            period = texts::period_in_full(language, sheet.period),
            plan = sheet.plan.get(language),
            version = sheet.plan_version
        )),
        body: html! {
            (figures(language, sheet))
            @if !sheet.predicates.is_empty() {
                (section(&text!(language, "office_commissions.statement.conditions"), conditions(language, sheet)))
            }
            (section(
                &text!(language, "statement_lines.parts"),
                part_table(language, &shown.parts),
            ))
            (section_with(&Section {
                heading: lines,
                lead: (!shown.lines.is_empty()).then(|| text!(language, "office_commissions.statement.lines_lead")),
                action: None,
                body: line_list(view, shown, asked, csv),
            }))
        },
        ..Page::default()
    }
}

fn figures(language: Language, sheet: &StatementSheet) -> Markup {
    let tile = |key: &'static str, figure: String| Tile { label: text!(language, key), figure, ..Tile::default() };
    tiles(&[
        tile("office_commissions.column.total", texts::money(language, sheet.total)),
        tile("office_commissions.column.own_points", texts::points(language, sheet.own_points)),
        tile("office_commissions.column.team_points", texts::points(language, sheet.team_points)),
        tile("office_commissions.statement.team_size", texts::number(language, sheet.team_size)),
    ])
}

/// Whether the plan's conditions are met, and what there was against what is asked.
fn conditions(language: Language, sheet: &StatementSheet) -> Markup {
    let row = |answer: &PredicateAnswer| {
        let meaning = if answer.verdict.is_met() { Meaning::Good } else { Meaning::Attention };
        Row::new(vec![
            html! { (answer.title.get(language)) },
            state(meaning, &answer.verdict.say(language)),
            html! { (asked_for(language, sheet, answer)) },
        ])
    };
    table(
        language,
        &Table {
            caption: text!(language, "office_commissions.statement.conditions"),
            columns: vec![
                Column::text(text!(language, "office_commissions.statement.condition")),
                Column::state(text!(language, "office_commissions.check.result")),
                Column::text(text!(language, "office_commissions.statement.asked")),
            ],
            rows: sheet.predicates.iter().map(row).collect(),
            ..Table::default()
        },
    )
}

fn asked_for(language: Language, sheet: &StatementSheet, answer: &PredicateAnswer) -> String {
    let currency = sheet.total.currency();
    let written = |counts: Counts, value: i64| match counts {
        Counts::Points | Counts::Number => texts::points(language, Points::from_hundredths(value)),
        Counts::Base => texts::money(language, Money::new(value, currency)),
    };
    let one = |(title, counts, has, needed): &(crate::values::LocalText, Counts, i64, i64)| {
        text!(
            language,
            "office_commissions.statement.has_of",
            title = title.get(language),
            has = written(*counts, *has),
            needed = written(*counts, *needed)
        )
    };
    let all: Vec<String> = answer.asked.iter().map(one).collect();
    if all.is_empty() { "–".to_owned() } else { all.join("; ") }
}

fn line_list(view: &View<'_>, shown: &ShownStatement, asked: &Asked, csv: &str) -> Markup {
    let language = shown.language;
    let column = |name: &str| line_column(language, name);
    let columns = vec![
        asked.sorted(Column::text(column("order")), "day"),
        Column::text(column("reason")),
        asked.sorted(Column::figure(column("base")), "base"),
        asked.sorted(Column::figure(column("rate")), "rate"),
        asked.sorted(Column::figure(column("amount")), "amount"),
    ];
    shown.with_list(|list| {
        let found = list.found(asked);
        let page = found.iter().skip(asked.skipped()).take(ROWS_PER_PAGE);
        let rows = page.map(|(_, line)| line_row(view, shown, line)).collect();
        list.show(asked, &found, columns, rows, csv)
    })
}

fn line_row(view: &View<'_>, shown: &ShownStatement, line: &CommissionLine) -> Row {
    let language = shown.language;
    let known = [reckoning(language, line), path_of(view, language, line)];
    let why: Vec<String> = known.into_iter().filter(|part| !part.is_empty()).collect();
    let meaning = if line.takes_back() { Meaning::Attention } else { Meaning::Neutral };
    let day = line.origin.day().map(|day| texts::day_short(language, day)).unwrap_or_default();
    let cells = vec![
        two_lines(&line.origin.say(language), &day),
        two_lines(&shown.reason(line), &why.join(" · ")),
        figure(&line.shown_base().map(|base| texts::money(language, base)).unwrap_or_default()),
        figure(&line.rate.map(|rate| texts::percent(language, rate)).unwrap_or_default()),
        figure(&texts::money(language, line.amount)),
    ];
    match line.origin.sale() {
        Some(sale) => Row { meaning, ..Row::leading_to(order_path(sale.order), cells) },
        None => Row { meaning, ..Row::new(cells) },
    }
}

/// "84,95 € × 5 % = 4,2475 €, gerundet": where nothing is rounded, the amount says it all.
fn reckoning(language: Language, line: &CommissionLine) -> String {
    let Some(factors) = line.factors(language) else { return String::new() };
    let amount = texts::money(language, line.now());
    match line.unrounded() {
        None => format!("{factors} = {amount}"),
        Some(exact) => text!(
            language,
            "office_commissions.line.rounded",
            factors = factors,
            exact = texts::decimal(language, &exact),
            amount = amount
        ),
    }
}

/// "P-1004 → P-1003 (in diesem Zeitraum nicht aktiv) → P-1001 (Ebene 2)".
fn path_of(view: &View<'_>, language: Language, line: &CommissionLine) -> String {
    if line.path.steps.len() < 2 {
        return String::new();
    }
    let number = |partner: PartnerId| {
        crate::business::partners::partner(view, partner).map(|partner| partner.number).unwrap_or_default()
    };
    let steps: Vec<String> = line
        .path
        .steps
        .iter()
        .map(|step| {
            let who = number(step.partner);
            match step.level {
                Some(level) => text!(language, "office_commissions.line.at_level", who = who, level = level),
                None if step.verdict.is_met() => who,
                None => format!("{who} ({})", step.verdict.say(language)),
            }
        })
        .collect();
    steps.join(" → ")
}
