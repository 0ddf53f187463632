//! One statement: the sum, what it is made of, and every line with the sale, the level and the rate behind it.
//! The running month is shown in the same way, as it would be settled now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::App;
use crate::business::commissions::{self, BonusSum, CommissionLine, StatementSheet};
use crate::business::failure::{Failure, RefusalKind};
use crate::business::orders::see_credited;
use crate::business::partners::{following_partner, has_left, is_in_team, partner};
use crate::business::payments::{Payout, payouts_of_partner};
use crate::business::people::person;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::partner::standing::{questions, running_beside, running_plans};
use crate::portals::partner::statements::list::list_path;
use crate::portals::partner::statements::objection::{Objections, objection_path};
use crate::portals::partner::statements::reckoning::{paid, reckoning};
use crate::portals::partner::statements::reserve::reserve_path;
use crate::portals::partner::statements::statement_path;
use crate::portals::partner::{frame, orders, own_partner};
use crate::portals::pay_parts::part_lines;
use crate::portals::sheet_file::{Cell, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, Language, OrderId, PartnerId, Period, PeriodKind, RunId};
use crate::web::parts::{
    Column, DocumentLink, Empty, Link, Meaning, Notice, ROWS_PER_PAGE, Row, SumLine, Table, Tile, documents, empty,
    figure, filters, notice, pager, section, small, sums, table, text_link, tiles, two_lines, ways_to_keep,
};
use crate::web::{Answer, Page, Routes, Visit, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page(running_path(), running)
        .page("/partner/statements/running/lines.csv", running_file)
        .page("/partner/statements/{id}", show)
        .page("/partner/statements/{id}/lines.csv", file)
        .page("/partner/statements/{id}/statement.pdf", paper)
}

pub const fn running_path() -> &'static str {
    "/partner/statements/running"
}

/// The same for what is settled in periods of another kind.
pub fn running_path_in(period: Period) -> String {
    format!("{}?{EVERY}={}", running_path(), period.kind().word())
}

/// Which kind of period is asked for.
const EVERY: &str = "every";
const KNOWN: &[&str] = &["bonus", EVERY];

/// Asked for in the place of a bonus; no bonus has a name with a point.
const TAKEN_BACK: &str = ".back";

/// A statement with everything that explains it.
struct Shown {
    sheet: StatementSheet,
    lines: Vec<CommissionLine>,
    /// Sellers as the one who reads knows them.
    sellers: BTreeMap<PartnerId, String>,
    /// Orders whose sheet opens for the one who reads.
    opens: BTreeSet<OrderId>,
    /// The contract has ended: the former team is nobody's business any more.
    has_left: bool,
    posted: Option<Posted>,
    /// What was objected to it; nobody objects to what is not posted.
    objections: Option<Objections>,
    today: Day,
}

struct Posted {
    run: RunId,
    on: Option<Day>,
    /// It books what became known of the period after it was settled.
    is_correction: bool,
    payout: Option<Payout>,
}

impl Shown {
    fn posted(view: &View<'_>, run: RunId, language: Language) -> Result<Shown, Failure> {
        let (own, _) = own_partner(view)?;
        let sheet = commissions::statement(view, run, own)?;
        let mut lines = Vec::new();
        for page in 0.. {
            let more = commissions::lines_of_statement(view, run, own, page)?;
            if more.is_empty() {
                break;
            }
            lines.extend(more);
        }
        let kept = commissions::run(view, run).ok_or_else(Failure::not_found)?;
        let posted = Posted {
            run,
            on: kept.posted_at.map(|at| at.day_in(view.zone())),
            is_correction: kept.corrects.is_some(),
            payout: payouts_of_partner(view, own)?.into_iter().find(|payout| payout.run == Some(run)),
        };
        let objections = Objections::of(view, language, run, own, &sheet)?;
        Ok(Shown { objections: Some(objections), ..Shown::of(view, own, sheet, lines, Some(posted)) })
    }

    /// What the first plan would give as the month is known now, or the first that is settled in the periods asked for.
    fn running(view: &View<'_>, app: &App, every: &str) -> Result<Option<Shown>, Failure> {
        let own = following_partner(view, Period::month_of(view.today()).first())?;
        let (month, plans) = running_plans(view);
        let mut beside = running_beside(view).into_iter();
        let asked = beside.find(|(_, period)| period.kind().word() == every);
        let found = asked.or_else(|| plans.first().map(|plan| (plan.clone(), month)));
        let Some((plan, period)) = found else { return Ok(None) };
        match app.simulation(view, &plan.name, period).and_then(|simulation| simulation.own(view)) {
            Ok((sheet, lines)) => Ok(Some(Shown::of(view, own, sheet, lines, None))),
            Err(Failure::Refused(refusal)) if refusal.kind != RefusalKind::NotAllowed => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    fn of(
        view: &View<'_>,
        own: PartnerId,
        sheet: StatementSheet,
        lines: Vec<CommissionLine>,
        posted: Option<Posted>,
    ) -> Shown {
        let mut sellers = BTreeMap::new();
        for from in lines.iter().filter_map(|line| line.origin.partner()) {
            sellers.entry(from).or_insert_with(|| seller_words(view, own, from));
        }
        let sales = lines.iter().filter_map(|line| line.origin.sale());
        let own_sales = sales.filter(|sale| sale.seller == own).map(|sale| sale.order);
        Shown {
            opens: own_sales.filter(|order| see_credited(view, *order).is_ok()).collect(),
            has_left: has_left(view, view.actor()),
            today: view.today(),
            sheet,
            lines,
            sellers,
            posted,
            objections: None,
        }
    }

    /// Figures of a team go on being told to the one who leads it, and stand in what was settled while he did.
    fn tells_of_team(&self) -> bool {
        self.posted.is_some() || !self.has_left
    }

    fn reason(&self, language: Language, line: &CommissionLine) -> String {
        let bonus = self.sheet.bonuses.get(usize::from(line.bonus));
        let title = bonus.map_or("", |bonus| bonus.title.get(language));
        let from = line.origin.partner().and_then(|from| self.sellers.get(&from));
        line.reason(language, title, from.map_or("", String::as_str))
    }
}

/// The reason of a line as the one who reads knows the people in it.
pub(super) fn reason_of(
    view: &View<'_>,
    language: Language,
    own: PartnerId,
    sheet: &StatementSheet,
    line: &CommissionLine,
) -> String {
    let title = sheet.bonuses.get(usize::from(line.bonus)).map_or("", |bonus| bonus.title.get(language));
    let from = line.origin.partner().map(|from| seller_words(view, own, from)).unwrap_or_default();
    line.reason(language, title, &from)
}

/// Whoever stands in the own team is known by name, everybody else by the number alone; after the contract nobody
/// stands in it but oneself.
fn seller_words(view: &View<'_>, own: PartnerId, seller: PartnerId) -> String {
    let Some(known) = partner(view, seller) else { return String::new() };
    let is_near = seller == own || (!has_left(view, view.actor()) && is_in_team(view, seller, own, view.today()));
    let name = is_near.then(|| person(view, known.person)).flatten();
    name.map_or(known.number.clone(), |person| format!("{} ({})", person.full_name(), known.number))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = RunId::parse(&id).ok_or_else(Failure::not_found)?;
    let shown = visit.read(|view| Shown::posted(view, id, visit.language))?;
    let asked = Asked::of(&visit, statement_path(id), KNOWN);
    frame::show(&visit, &statement_page(visit.language, &asked, &shown))
}

async fn running(visit: Visit) -> Answer {
    let app = Arc::clone(&visit.app);
    let every = visit.query(EVERY).unwrap_or_default();
    let shown = visit.read_aside(move |view| Shown::running(view, &app, &every)).await?;
    let asked = Asked::of(&visit, running_path(), KNOWN);
    let page = match &shown {
        Some(shown) => statement_page(visit.language, &asked, shown),
        None => Page {
            title: text!(visit.language, "partner.statements.running"),
            back: Some(Link::new(text!(visit.language, "partner.statements.title"), list_path())),
            body: empty(&Empty::new(text!(visit.language, "partner.statements.no_plan"))),
            ..Page::default()
        },
    };
    frame::show(&visit, &page)
}

async fn file(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = RunId::parse(&id).ok_or_else(Failure::not_found)?;
    let shown = visit.read(|view| Shown::posted(view, id, visit.language))?;
    Ok(lines_file(visit.language, &shown))
}

async fn running_file(visit: Visit) -> Answer {
    let app = Arc::clone(&visit.app);
    let every = visit.query(EVERY).unwrap_or_default();
    let shown =
        visit.read_aside(move |view| Shown::running(view, &app, &every)).await?.ok_or_else(Failure::not_found)?;
    Ok(lines_file(visit.language, &shown))
}

async fn paper(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = RunId::parse(&id).ok_or_else(Failure::not_found)?;
    let app = Arc::clone(&visit.app);
    let document = visit.read_aside(move |view| {
        let (own, _) = own_partner(view)?;
        app.statement_paper(view, id, own)
    });
    let document = document.await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes.clone()))
}

fn lines_file(language: Language, shown: &Shown) -> axum::response::Response {
    let headings = ["day", "order", "reason", "level", "base", "rate", "amount", "currency"]
        .map(|name| text!(language, &format!("partner.statements.column.{name}")));
    let row = |line: &CommissionLine| {
        vec![
            Cell::maybe_day(line.origin.day()),
            Cell::text(line.origin.say(language)),
            Cell::text(shown.reason(language, line)),
            Cell::Number(i64::from(line.level)),
            Cell::Money(line.base),
            Cell::text(line.rate.map(|rate| texts::percent(language, rate)).unwrap_or_default()),
            Cell::Money(line.amount),
            Cell::text(line.amount.currency().code()),
        ]
    };
    let rows: Vec<Vec<Cell>> = shown.lines.iter().map(row).collect();
    sheet_file(language, &format!("statement-{}", shown.sheet.period), &headings, &rows)
}

fn statement_page(language: Language, asked: &Asked, shown: &Shown) -> Page {
    let sheet = &shown.sheet;
    let period = texts::period_in_full(language, sheet.period);
    Page {
        title: match &shown.posted {
            Some(posted) if posted.is_correction => {
                text!(language, "partner.statements.correction_of", period = period)
            }
            Some(_) => text!(language, "partner.statements.of", period = period),
            None => text!(language, "partner.statements.running_of", period = period),
        },
        lead: Some(text!(
            language,
            "partner.statements.by_plan",
            plan = sheet.plan.get(language),
            version = sheet.plan_version
        )),
        back: Some(Link::new(text!(language, "partner.statements.title"), list_path())),
        body: html! {
            (tiles(&figures(language, shown)))
            (standing(language, shown))
            (section(&text!(language, "partner.statements.sum"), html! {
                (sums(&bonus_sums(language, sheet)))
                (small(&text!(language, "partner.statements.without_tax")))
            }))
            @if let Some(parts) = shown.posted.as_ref().and_then(|posted| posted.payout.as_ref()?.parts) {
                (section(&text!(language, "payments_out.part.heading"), html! {
                    (sums(&part_lines(language, parts, sheet.total)))
                    (text_link(&Link::new(text!(language, "partner.reserve.title"), reserve_path())))
                }))
            }
            @if shown.tells_of_team() {
                (section(&text!(language, "partner.statements.conditions"), conditions(language, sheet)))
            }
            @if let Some(objections) = &shown.objections { (objections.section(language)) }
            (section(&text!(language, "partner.statements.lines"), lines(language, asked, shown)))
        },
        ..Page::default()
    }
}

fn figures(language: Language, shown: &Shown) -> Vec<Tile> {
    let sheet = &shown.sheet;
    let mut figures = vec![
        Tile {
            label: text!(language, "partner.statements.total"),
            figure: texts::money(language, sheet.total),
            note: Some(text!(language, "partner.statements.line_count", count = sheet.lines)),
            ..Tile::default()
        },
        Tile {
            label: text!(language, "partner.month.own_points"),
            figure: texts::points(language, sheet.own_points),
            ..Tile::default()
        },
    ];
    figures.extend(shown.tells_of_team().then(|| Tile {
        label: text!(language, "partner.month.team_points"),
        figure: texts::points(language, sheet.team_points),
        note: Some(text!(language, "partner.statements.people", count = sheet.team_size)),
        ..Tile::default()
    }));
    figures
}

/// What became of it, or that nothing of it is settled yet.
fn standing(language: Language, shown: &Shown) -> Markup {
    let Some(posted) = &shown.posted else {
        let sentence = text!(language, "partner.statements.preview", day = texts::day(language, shown.today));
        return notice(&Notice { meaning: Meaning::Information, sentence, more: None });
    };
    let (meaning, sentence) = paid(language, shown.sheet.total, posted.payout.as_ref(), shown.today);
    let pdf = DocumentLink {
        label: text!(language, "partner.statements.pdf"),
        href: format!("{}/statement.pdf", statement_path(posted.run)),
        kind: "PDF".to_owned(),
        note: posted.on.map(|day| text!(language, "partner.statements.posted_on", day = texts::day(language, day))),
    };
    let own_data = Link::new(text!(language, "partner.statements.bank_account"), "/account");
    let left_out = posted.payout.as_ref().is_some_and(|payout| payout.paid.is_err());
    html! {
        (notice(&Notice { meaning, sentence, more: left_out.then(|| text_link(&own_data)) }))
        (documents(&[pdf]))
    }
}

fn bonus_sums(language: Language, sheet: &StatementSheet) -> Vec<SumLine> {
    let one = |bonus: &BonusSum| SumLine {
        label: bonus.title.get(language).to_owned(),
        amount: texts::money(language, bonus.amount),
        is_total: false,
    };
    let total = SumLine {
        label: text!(language, "partner.statements.total"),
        amount: texts::money(language, sheet.total),
        is_total: true,
    };
    sheet.settled_bonuses().map(one).chain([total]).collect()
}

fn conditions(language: Language, sheet: &StatementSheet) -> Markup {
    if sheet.predicates.iter().all(|answer| answer.asked.is_empty()) {
        return small(&text!(language, "partner.statements.no_conditions"));
    }
    questions(language, &sheet.predicates, sheet.total.currency())
}

fn lines(language: Language, asked: &Asked, shown: &Shown) -> Markup {
    let wanted = asked.get("bonus");
    let bonus_name = |line: &CommissionLine| shown.sheet.bonuses.get(usize::from(line.bonus)).map(|bonus| &bonus.name);
    let fits = |line: &CommissionLine| match wanted {
        "" => true,
        TAKEN_BACK => is_taken_back(line),
        _ => bonus_name(line).is_some_and(|name| name == wanted),
    };
    let fitting: Vec<(usize, &CommissionLine)> =
        shown.lines.iter().enumerate().filter(|(_, line)| fits(line)).collect();
    let page = fitting.iter().skip(asked.skipped()).take(ROWS_PER_PAGE);
    let column = |name: &str| text!(language, &format!("partner.statements.column.{name}"));
    let mut columns =
        vec![Column::text(column("order")), Column::text(column("reason")), Column::figure(column("amount"))];
    if shown.posted.is_some() {
        columns.push(Column::actions(text!(language, "objections.line_action")));
    }
    let table_of_lines = Table {
        caption: text!(language, "partner.statements.lines"),
        columns,
        rows: page.map(|(place, line)| line_row(language, shown, *place, line)).collect(),
        empty: Empty::new(text!(language, "partner.statements.no_lines")),
        ..Table::default()
    };
    let csv = match &shown.posted {
        Some(posted) => format!("{}/lines.csv", statement_path(posted.run)),
        None if shown.sheet.period.kind() == PeriodKind::Month => format!("{}/lines.csv", running_path()),
        None => format!("{}/lines.csv?{EVERY}={}", running_path(), shown.sheet.period.kind().word()),
    };
    let kinds_differ = shown.sheet.settled_bonuses().nth(1).is_some() || shown.lines.iter().any(is_taken_back);
    html! {
        @if kinds_differ && !shown.lines.is_empty() { (filters(&[bonus_filter(language, asked, shown)])) }
        (table(language, &table_of_lines))
        @if let Some(pages) = asked.pager(language, fitting.len()) { (pager(language, &pages)) }
        @if !shown.lines.is_empty() { (ways_to_keep(language, Some(&csv))) }
    }
}

/// Goods came back, in this period or of an earlier one.
fn is_taken_back(line: &CommissionLine) -> bool {
    line.returned() && line.amount.is_negative()
}

fn bonus_filter(language: Language, asked: &Asked, shown: &Shown) -> crate::web::parts::Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let kinds = shown.sheet.settled_bonuses().map(|bonus| (bonus.name.clone(), bonus.title.get(language).to_owned()));
    let back = || (TAKEN_BACK.to_owned(), text!(language, "partner.statements.taken_back"));
    let back = shown.lines.iter().any(is_taken_back).then(back);
    let choices = [all].into_iter().chain(kinds).chain(back).collect();
    asked.filter(text!(language, "partner.statements.kind"), "bonus", choices)
}

/// The orders that are in sight can be opened; of those of others only the number is told.
fn line_row(language: Language, shown: &Shown, place: usize, line: &CommissionLine) -> Row {
    let day = line.origin.day().map(|day| texts::day_short(language, day)).unwrap_or_default();
    let mut cells = vec![
        two_lines(&line.origin.say(language), &day),
        two_lines(&shown.reason(language, line), &reckoning(language, line)),
        figure(&texts::money(language, line.amount)),
    ];
    cells.extend(shown.posted.as_ref().map(|posted| {
        text_link(&Link::new(text!(language, "objections.line_action"), objection_path(posted.run, Some(place))))
    }));
    match line.origin.sale().filter(|sale| shown.opens.contains(&sale.order)) {
        Some(sale) => Row::leading_to(orders::order_path(sale.order), cells),
        None => Row::new(cells),
    }
}
