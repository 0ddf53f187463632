//! A partner's start page: what the running month has brought so far, what it would pay, and what is to do next.

use std::sync::Arc;

use maud::{Markup, html};

use crate::app::App;
use crate::business::commissions::{self, PredicateAnswer, SellerRow, StatementSheet, place_in_team};
use crate::business::failure::Failure;
use crate::business::orders::{CreditedOrder, CreditedWish, find_credited, order_number};
use crate::business::partners::{Partner, PartnerState, has_left, invitations};
use crate::business::payments::credit_at_hand;
use crate::business::people::person;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::partner::left::{Left, left_page};
use crate::portals::partner::standing::{Answers, Running, answers, questions, running};
use crate::portals::partner::{frame, orders, own_partner, register, statements, team};
use crate::portals::showcase::referral_path;
use crate::text;
use crate::texts;
use crate::values::{Language, Money, PartnerId, Period, PeriodKind, RunId};
use crate::web::parts::{
    Column, Empty, Field, Link, Loudness, Meaning, Notice, Row, Section, Table, Tile, copy_field, figure, link_button,
    link_list, menu_link, notice, section, section_with, small, table, text_link, tiles, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

/// The newest orders; the rest are in their list.
const ORDERS_SHOWN: usize = 5;

pub fn routes() -> Routes {
    Routes::new().page("/partner", show)
}

struct Month {
    language: Language,
    month: Period,
    partner: Partner,
    name: String,
    row: SellerRow,
    /// What each plan that settles months would give as the month is known now.
    running: Vec<StatementSheet>,
    /// The same for what is settled in other periods.
    beside: Vec<Preview>,
    /// What the plans ask for in their own periods.
    asking: Vec<StatementSheet>,
    last: Option<(RunId, Period, Money)>,
    orders: Vec<CreditedOrder>,
    /// Invitations that nobody has answered yet.
    waiting: usize,
    /// The own link to the shop, written out.
    own_link: String,
    /// What can be spent in the shop now.
    credit: Money,
    /// Those whom the partner sponsors and who miss something this month.
    idle: usize,
    may_register: bool,
}

/// What a plan would give in one of the periods that are running.
struct Preview {
    plan: String,
    /// Of the plan's own kind of period.
    is_own: bool,
    sheet: StatementSheet,
}

async fn show(visit: Visit) -> Answer {
    let (app, language) = (Arc::clone(&visit.app), visit.language);
    if visit.read(|view| Ok(has_left(view, view.actor())))? {
        return frame::show(&visit, &left_page(&visit.read(|view| Left::of(view, language))?));
    }
    let month = visit.read_aside(move |view| Month::of(view, &app, language)).await?;
    frame::show(&visit, &month_page(&month))
}

impl Month {
    fn of(view: &View<'_>, app: &App, language: Language) -> Result<Month, Failure> {
        let (id, partner) = own_partner(view)?;
        let all = sheets(view, app)?;
        let asking = all.iter().filter(|preview| preview.is_own).map(|preview| preview.sheet.clone()).collect();
        let (running, beside): (Vec<Preview>, Vec<Preview>) =
            all.into_iter().partition(|preview| preview.sheet.period.kind() == PeriodKind::Month);
        let answers = answers(view, app, id)?;
        let may_register = view.may(Permission::PartnerRegister) && partner.state == PartnerState::Active;
        Ok(Month {
            language,
            month: Period::month_of(view.today()),
            name: person(view, partner.person).map_or_else(String::new, |person| person.full_name()),
            row: place_in_team(view, id, id)?,
            running: running.into_iter().map(|preview| preview.sheet).collect(),
            beside,
            asking,
            last: commissions::statements_of_partner(view, id)?.into_iter().next(),
            orders: find_credited(view, &CreditedWish::default(), 0, ORDERS_SHOWN)?.rows,
            waiting: if may_register { invitations(view)?.len() } else { 0 },
            idle: idle(view, id, &answers)?,
            may_register,
            credit: credit_at_hand(view, id),
            own_link: app.links().written_out(&referral_path(&partner.number)),
            partner,
        })
    }

    /// Amounts of several plans are one sum while they have one currency.
    fn would_pay(&self) -> Option<Money> {
        let first = self.running.first()?.total;
        self.running
            .iter()
            .all(|sheet| sheet.total.currency() == first.currency())
            .then(|| self.running.iter().skip(1).fold(first, |sum, sheet| sum + sheet.total))
    }
}

/// The own statements as they would be now. What cannot be calculated yet is no trouble of the partner's.
fn sheets(view: &View<'_>, app: &App) -> Result<Vec<Preview>, Failure> {
    let mut sheets = Vec::new();
    for Running { plan, period, is_own } in running(view) {
        match app.simulation(view, &plan.name, period).and_then(|simulation| simulation.own(view)) {
            Ok((sheet, _)) => sheets.push(Preview { plan: plan.name, is_own, sheet }),
            Err(Failure::Refused(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(sheets)
}

fn idle(view: &View<'_>, own: PartnerId, answers: &Answers) -> Result<usize, Failure> {
    let first_level = commissions::SellerWish { level: Some(1), ..commissions::SellerWish::default() };
    let found = commissions::find_in_team(view, own, &first_level, 0, usize::MAX)?;
    let misses = |row: &&SellerRow| {
        row.state == PartnerState::Active
            && answers
                .get(&row.id)
                .is_some_and(|answers| answers.iter().any(|answer| answer.missing().next().is_some()))
    };
    Ok(found.rows.iter().filter(misses).count())
}

fn month_page(month: &Month) -> Page {
    let language = month.language;
    let order = Link::new(text!(language, "partner.month.order"), "/shop");
    let works = month.partner.state == PartnerState::Active;
    let mut actions = Vec::new();
    if works {
        let what_if = Link::new(text!(language, "partner.what_if.title"), statements::what_if_path());
        actions.push(menu_link(&what_if));
        actions.push(menu_link(&Link::new(text!(language, "partner.customers.new"), "/partner/customers/new")));
    }
    if month.may_register {
        actions.push(menu_link(&Link::new(text!(language, "partner.register.title"), register::register_path())));
    }
    Page {
        title: text!(language, "partner.month.title", month = texts::period(language, month.month)),
        lead: Some(text!(language, "partner.month.lead", name = month.name, number = month.partner.number)),
        primary: works.then(|| link_button(&order, Loudness::Primary)),
        actions,
        body: html! {
            (tiles(&figures(month)))
            (section(&text!(language, "partner.month.next"), next(month)))
            (section_with(&Section {
                heading: text!(language, "partner.month.orders"),
                lead: None,
                action: Some(text_link(&Link::new(text!(language, "partner.month.all_orders"), orders::list_path()))),
                body: newest(month),
            }))
        },
        ..Page::default()
    }
}

fn figures(month: &Month) -> Vec<Tile> {
    let language = month.language;
    let before = texts::period(language, month.month.previous());
    let points = |points| texts::points(language, points);
    let compared = |then| text!(language, "partner.month.before", month = before, points = points(then));
    let mut all = vec![
        Tile {
            label: text!(language, "partner.month.own_points"),
            figure: points(month.row.own),
            note: Some(compared(month.row.own_before)),
            explanation: Some(Link::new(text!(language, "partner.month.my_orders"), orders::list_path())),
            ..Tile::default()
        },
        Tile {
            label: text!(language, "partner.month.team_points"),
            figure: points(month.row.team),
            note: Some(compared(month.row.team_before)),
            explanation: Some(Link::new(team_of(language, month.row.team_size), team::team_path())),
            ..Tile::default()
        },
    ];
    if let Some(sum) = month.would_pay() {
        all.push(Tile {
            label: text!(language, "partner.month.would_pay"),
            figure: texts::money(language, sum),
            note: Some(text!(language, "partner.month.as_of_now")),
            explanation: Some(Link::new(text!(language, "partner.month.why"), statements::running_path())),
            ..Tile::default()
        });
    }
    all.extend(month.beside.iter().map(|Preview { plan, sheet, .. }| {
        let bonuses: Vec<&str> = sheet.settled_bonuses().map(|bonus| bonus.title.get(language)).collect();
        let path = statements::running_path_of(plan, sheet.period);
        Tile {
            label: text!(language, "partner.month.would_pay_in", period = texts::period(language, sheet.period)),
            figure: texts::money(language, sheet.total),
            note: Some(bonuses.join(", ")),
            explanation: Some(Link::new(text!(language, "partner.month.why"), path)),
            ..Tile::default()
        }
    }));
    all.extend(month.credit.is_positive().then(|| Tile {
        label: text!(language, "partner.month.credit"),
        figure: texts::money(language, month.credit),
        note: Some(text!(language, "partner.month.credit_note")),
        explanation: Some(Link::new(text!(language, "partner.month.credit_look"), statements::reserve_path())),
        ..Tile::default()
    }));
    all.push(match &month.last {
        Some((run, period, total)) => Tile {
            label: text!(language, "partner.month.last_statement"),
            figure: texts::money(language, *total),
            note: Some(texts::period(language, *period)),
            explanation: Some(Link::new(text!(language, "partner.month.open"), statements::statement_path(*run))),
            ..Tile::default()
        },
        None => Tile {
            label: text!(language, "partner.month.last_statement"),
            figure: "–".to_owned(),
            note: Some(text!(language, "partner.month.no_statement")),
            ..Tile::default()
        },
    });
    all
}

/// What is missing, and who waits for whom.
fn next(month: &Month) -> Markup {
    let language = month.language;
    if month.partner.state != PartnerState::Active {
        let sentence = text!(language, "partner.month.not_active", state = month.partner.state.say(language));
        return notice(&Notice { meaning: Meaning::Attention, sentence, more: None });
    }
    let mut links = Vec::new();
    if month.idle > 0 {
        let words = text!(language, "partner.month.idle", count = month.idle);
        links.push(Link::new(words, format!("{}?level=1", team::list_path())));
    }
    if month.waiting > 0 {
        let words = text!(language, "partner.month.waiting", count = month.waiting);
        links.push(Link::new(words, register::waiting_path()));
    }
    if month.may_register {
        links.push(Link::new(text!(language, "partner.register.title"), register::register_path()));
    }
    links.push(Link::new(text!(language, "partner.month.for_customer"), "/partner/customers"));
    html! {
        @for sheet in &month.asking { (asked(language, sheet)) }
        (link_list(&links))
        (copy_field(language, &Field {
            name: "own_link",
            label: text!(language, "partner.month.own_link"),
            value: &month.own_link,
            hint: Some(text!(language, "partner.month.own_link_hint")),
            ..Field::default()
        }))
    }
}

fn asked(language: Language, sheet: &StatementSheet) -> Markup {
    let asks = |answer: &PredicateAnswer| !answer.asked.is_empty();
    if !sheet.predicates.iter().any(asks) {
        return html! {};
    }
    html! {
        @if sheet.period.kind() != PeriodKind::Month {
            (small(&text!(language, "partner.month.asked_in", period = texts::period(language, sheet.period))))
        }
        (questions(language, &sheet.predicates, sheet.total.currency()))
    }
}

fn newest(month: &Month) -> Markup {
    let language = month.language;
    let row = |order: &CreditedOrder| {
        let cells = vec![
            two_lines(&order_number(order.id), &texts::day_short(language, order.day)),
            two_lines(&order.buyer, &text!(language, &order.placement.text_key())),
            figure(&texts::points(language, order.points)),
            figure(&texts::money(language, order.totals.net)),
        ];
        Row::leading_to(orders::order_path(order.id), cells)
    };
    let shown = Table {
        caption: text!(language, "partner.month.orders"),
        columns: vec![
            Column::text(text!(language, "partner.orders.column.number")),
            Column::text(text!(language, "partner.orders.column.buyer")),
            Column::figure(text!(language, "partner.orders.column.points")),
            Column::figure(text!(language, "partner.orders.column.net")),
        ],
        rows: month.orders.iter().map(row).collect(),
        empty: Empty {
            sentence: text!(language, "partner.orders.empty.none"),
            action: Some(Link::new(text!(language, "partner.month.order"), "/shop")),
        },
        ..Table::default()
    };
    table(language, &shown)
}

/// The team as everybody counts it: without oneself.
fn team_of(language: Language, with_oneself: i64) -> String {
    match with_oneself - 1 {
        ..=0 => text!(language, "partner.month.alone"),
        others => text!(language, "partner.month.team", count = others),
    }
}
