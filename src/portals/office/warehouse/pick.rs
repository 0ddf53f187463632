//! Picking: which orders, in which places, from which lots; every line is ticked before the goods are taken.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::cases;
use crate::business::failure::{Complaint, Failure, RefusalKind};
use crate::business::journal::Subject;
use crate::business::orders::{self, Order, OrderState, order_number};
use crate::business::permission::Permission;
use crate::business::shipping;
use crate::business::stock::{self, Missing, Picks, Taken, picks_of_walk};
use crate::business::view::View;
use crate::portals::office::documents::pick_list_path;
use crate::portals::office::frame;
use crate::portals::office::subjects::{order_path, place_name, product_name};
use crate::portals::office::wall::Wall;
use crate::portals::office::warehouse::waiting::{Bench, bench_tabs, order_line, to_pick};
use crate::text;
use crate::texts;
use crate::values::{Language, LotId, OrderId, PlaceId};
use crate::web::parts::{
    Choice, Column, Empty, Field, Form, Link, Loudness, Meaning, Notice, Row, Table, TaskLine, checkbox_group, empty,
    figure, form, hidden_field, link_button, link_list, notice, paragraph, section, submit_button, table, task_list,
    two_lines, ways_to_keep,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(Bench::Picking.path(), list)
        .page(SHEET_PATH, print)
        .page("/office/picking/{order}", show)
        .form("/office/picking/{order}", pick)
        .page("/office/orders/{id}/undo-picking", ask_to_undo)
        .form("/office/orders/{id}/undo-picking", undo)
        .behind(Permission::ShippingPick)
}

const SHEET_PATH: &str = "/office/picking/list";
/// Nobody walks along the shelves for more orders at once.
const ORDERS_AT_ONCE_MAX: usize = 100;

fn pick_path(id: OrderId) -> String {
    format!("{}/{id}", Bench::Picking.path())
}

async fn list(visit: Visit) -> Answer {
    let language = visit.language;
    let page = visit.read(|view| {
        view.require(Permission::ShippingPick)?;
        let wall = Wall::of(view, language);
        let waiting = to_pick(view);
        let all: Vec<String> = waiting.iter().take(ORDERS_AT_ONCE_MAX).map(|(id, _)| format!("order={id}")).collect();
        let sheet = Link::new(text!(language, "office_shipping.pick.sheet"), format!("{SHEET_PATH}?{}", all.join("&")));
        let line = |(id, due_on)| {
            let order = orders::order(view, id)?;
            let step = Link::new(text!(language, "office_tasks.step.pick"), pick_path(id));
            let line = order_line(&wall, id, &order, Some(due_on), &step);
            Some(if is_short(view, id) { short(language, line) } else { line })
        };
        let lines: Vec<TaskLine> = waiting.into_iter().filter_map(line).collect();
        Ok(Page {
            title: text!(language, "office_shipping.pick.title"),
            primary: (!lines.is_empty()).then(|| link_button(&sheet, Loudness::Primary)),
            body: html! {
                (bench_tabs(view, language, Bench::Picking))
                @if lines.is_empty() { (empty(&Empty::new(text!(language, "office_shipping.pick.nothing")))) }
                (task_list(&lines))
            },
            ..Page::default()
        })
    })?;
    frame::show(&visit, &page)
}

fn is_short(view: &View<'_>, id: OrderId) -> bool {
    stock::reservation(view, id).is_some_and(|reserved| reserved.lines.iter().any(|line| line.backordered > 0))
}

fn short(language: Language, line: TaskLine) -> TaskLine {
    TaskLine { about: format!("{} · {}", line.about, text!(language, "office_shipping.line.short")), ..line }
}

struct Picking {
    language: Language,
    csrf: String,
    id: OrderId,
    order: Order,
    picks: Picks,
    /// What must be done before, when something must.
    obstacle: Option<String>,
}

impl Picking {
    fn of(view: &View<'_>, visit: &Visit, id: OrderId) -> Result<Picking, Failure> {
        view.require(Permission::ShippingPick)?;
        let order = orders::order(view, id).ok_or_else(Failure::not_found)?;
        let obstacle = cases::cases_of(view, &Subject::of(id)).into_iter().find_map(|(_, case)| {
            let obstacle = case.obstacle(case.unfinished("pick")?)?;
            Some(text!(visit.language, &obstacle.text_key()))
        });
        let picks = picks_of_walk(view, &[id], view.today()).pop().map(|(_, picks)| picks).unwrap_or_default();
        Ok(Picking { language: visit.language, csrf: visit.csrf().to_owned(), id, order, picks, obstacle })
    }

    /// Names the plan, so that goods that moved meanwhile are noticed.
    fn plan(&self) -> String {
        let taken = |line: &Taken| format!("{}:{}:{}:{}", line.product, line.place, line.lot, line.quantity);
        self.picks.taken.iter().map(taken).collect::<Vec<_>>().join(",")
    }

    fn can_be_picked(&self) -> bool {
        self.order.state == OrderState::Confirmed && self.picks.missing.is_empty() && self.obstacle.is_none()
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    let page = visit.read(|view| {
        let picking = Picking::of(view, &visit, id)?;
        Ok(pick_page(view, &picking, &[], &Complaints::default(), None))
    })?;
    frame::show(&visit, &page)
}

async fn pick(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    let picking = visit.read(|view| Picking::of(view, &visit, id))?;
    let ticked = typed.all("line");
    if picking.can_be_picked() && typed.text("plan") != picking.plan() {
        let moved = text!(visit.language, "office_shipping.pick.moved");
        let page = visit.read(|view| Ok(pick_page(view, &picking, &[], &Complaints::default(), Some(moved))))?;
        return frame::refuse_with(&visit, StatusCode::CONFLICT, &page);
    }
    let left_out = picking.picks.taken.iter().enumerate().any(|(place, _)| !ticked.contains(&place.to_string()));
    let outcome = if left_out && picking.can_be_picked() {
        Err(Complaint::new("office_shipping.refusal.not_all_ticked").at("line").into())
    } else {
        visit.write(move |tx| shipping::pick_order(tx, id)).await.map(drop)
    };
    match outcome {
        Ok(()) if visit.actor.may(Permission::ShippingPack) => {
            Ok(redirect_with_message(&format!("{}/{id}", Bench::Packing.path()), "office_shipping.told.picked"))
        }
        Ok(()) => Ok(redirect_with_message(Bench::Picking.path(), "office_shipping.told.picked")),
        Err(failure) => {
            let conflict = matches!(&failure, Failure::Refused(refusal) if refusal.kind == RefusalKind::Conflict);
            let complaints = Complaints::of(visit.language, failure)?;
            let page = visit.read(|view| Ok(pick_page(view, &picking, ticked, &complaints, None)))?;
            let status = if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            frame::refuse_with(&visit, status, &page)
        }
    }
}

fn pick_page(
    view: &View<'_>,
    picking: &Picking,
    ticked: &[String],
    complaints: &Complaints,
    moved: Option<String>,
) -> Page {
    let language = picking.language;
    let number = order_number(picking.id);
    let sheet = Link::new(text!(language, "office_shipping.pick.print"), pick_list_path(picking.id));
    Page {
        title: text!(language, "office_shipping.pick.title_of", number = number),
        lead: Some(format!("{}, {}", picking.order.delivery.name, picking.order.delivery.town)),
        back: Some(Link::new(text!(language, "office_shipping.pick.title"), Bench::Picking.path())),
        body: html! {
            @if let Some(moved) = moved { (said(Meaning::Attention, moved)) }
            (obstacles(view, picking))
            @if !picking.order.note.is_empty() { (said(Meaning::Information, picking.order.note.clone())) }
            @if picking.order.state == OrderState::Confirmed {
                (pick_form(view, picking, ticked, complaints))
                (link_list(&[sheet]))
            }
        },
        ..Page::default()
    }
}

fn said(meaning: Meaning, sentence: String) -> Markup {
    notice(&Notice { meaning, sentence, more: None })
}

/// Why the order cannot be picked now.
fn obstacles(view: &View<'_>, picking: &Picking) -> Markup {
    let language = picking.language;
    let state_key = match picking.order.state {
        OrderState::Confirmed => None,
        OrderState::Cancelled => Some("shipping.refusal.cancelled"),
        OrderState::Picked | OrderState::Packed | OrderState::Shipped | OrderState::Returned => {
            Some("shipping.refusal.already_picked")
        }
    };
    let missing = |missing: &Missing| {
        let name = product_name(view, missing.product, language);
        text!(language, "stock.refusal.short", product = name, missing = missing.quantity)
    };
    html! {
        @if let Some(key) = state_key { (said(Meaning::Information, text!(language, key))) }
        @if let Some(task) = picking.obstacle.as_ref().filter(|_| state_key.is_none()) {
            (said(Meaning::Attention, text!(language, "cases.refusal.something_before", task = task)))
        }
        @for line in &picking.picks.missing { (said(Meaning::Attention, missing(line))) }
    }
}

fn pick_form(view: &View<'_>, picking: &Picking, ticked: &[String], complaints: &Complaints) -> Markup {
    let language = picking.language;
    let action = pick_path(picking.id);
    let ticked: Vec<&str> = ticked.iter().map(String::as_str).collect();
    let mut error = complaints.about("line");
    let body = html! {
        (hidden_field("plan", &picking.plan()))
        @for (place, lines) in by_place(&picking.picks.taken) {
            @let field = Field {
                name: "line",
                label: place_name(view, place),
                error: error.take(),
                optional: false,
                ..Field::default()
            };
            @let choices: Vec<Choice> = lines.iter().map(|(at, line)| choice(view, language, *at, line)).collect();
            (checkbox_group(language, &field, &choices, &ticked))
        }
    };
    let button = submit_button(&text!(language, "office_shipping.pick.taken"), Loudness::Primary);
    form(
        language,
        &Form {
            action: &action,
            csrf: &picking.csrf,
            complaints: complaints.summary(),
            body,
            buttons: if picking.can_be_picked() { vec![button] } else { Vec::new() },
            ..Form::default()
        },
    )
}

type Placed<'t> = (PlaceId, Vec<(usize, &'t Taken)>);

/// One walk: the lines of each place together, each with its number in the plan.
fn by_place(taken: &[Taken]) -> Vec<Placed<'_>> {
    let mut places: Vec<Placed<'_>> = Vec::new();
    for (at, line) in taken.iter().enumerate() {
        match places.iter_mut().find(|(place, _)| *place == line.place) {
            Some((_, lines)) => lines.push((at, line)),
            None => places.push((line.place, vec![(at, line)])),
        }
    }
    places
}

fn choice(view: &View<'_>, language: Language, at: usize, line: &Taken) -> Choice {
    Choice {
        value: at.to_string(),
        label: product_name(view, line.product, language),
        hint: Some(lot_words(view, language, line.lot)).filter(|words| !words.is_empty()),
        figure: Some(format!("{} ×", line.quantity)),
    }
}

/// "Charge L-2041 · MHD 03.05.2027".
fn lot_words(view: &View<'_>, language: Language, id: LotId) -> String {
    let Some(lot) = stock::lot(view, id) else { return String::new() };
    let code = Some(lot.code)
        .filter(|code| !code.is_empty())
        .map(|code| text!(language, "office_shipping.lot.code", code = code));
    let best_before = lot
        .best_before
        .map(|day| text!(language, "office_shipping.lot.best_before", day = texts::day_short(language, day)));
    [code, best_before].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A pick list for several orders at once, to be printed.
async fn print(visit: Visit) -> Answer {
    let language = visit.language;
    let chosen = visit.queries().into_iter().filter(|(name, _)| name == "order");
    let ids: Vec<OrderId> = chosen.filter_map(|(_, value)| OrderId::parse(&value)).take(ORDERS_AT_ONCE_MAX).collect();
    let page = visit.read(|view| {
        view.require(Permission::ShippingPick)?;
        let open = |id: &OrderId| orders::order(view, *id).is_some_and(|order| order.state == OrderState::Confirmed);
        let open: Vec<OrderId> = ids.iter().copied().filter(open).collect();
        let all = picks_of_walk(view, &open, view.today());
        Ok(Page {
            title: text!(language, "office_shipping.sheet.title"),
            lead: Some(text!(language, "office_shipping.sheet.lead", day = texts::day(language, view.today()), count = open.len())),
            back: Some(Link::new(text!(language, "office_shipping.pick.title"), Bench::Picking.path())),
            body: html! {
                @if open.len() < ids.len() { (said(Meaning::Information, text!(language, "office_shipping.sheet.left_out"))) }
                @if all.is_empty() { (empty(&Empty::new(text!(language, "office_shipping.pick.nothing")))) } @else {
                    (section(&text!(language, "office_shipping.sheet.walk"), walk(view, language, &all)))
                    @for (id, picks) in &all { (order_section(view, language, *id, picks)) }
                    (ways_to_keep(language, None))
                }
            },
            ..Page::default()
        })
    })?;
    frame::show(&visit, &page)
}

/// What is taken at each place for all orders together.
fn walk(view: &View<'_>, language: Language, all: &[(OrderId, Picks)]) -> Markup {
    let mut sums: Vec<Taken> = Vec::new();
    for line in all.iter().flat_map(|(_, picks)| &picks.taken) {
        let same = |sum: &&mut Taken| (sum.product, sum.place, sum.lot) == (line.product, line.place, line.lot);
        match sums.iter_mut().find(same) {
            Some(sum) => sum.quantity += line.quantity,
            None => sums.push(*line),
        }
    }
    let mut lines: Vec<(String, String, &Taken)> = sums
        .iter()
        .map(|line| (place_name(view, line.place), product_name(view, line.product, language), line))
        .collect();
    lines.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    pick_table(view, language, &lines)
}

fn pick_table(view: &View<'_>, language: Language, lines: &[(String, String, &Taken)]) -> Markup {
    let row = |(place, product, line): &(String, String, &Taken)| {
        Row::new(vec![
            two_lines(product, &lot_words(view, language, line.lot)),
            html! { (place) },
            figure(&line.quantity.to_string()),
            html! { "☐" },
        ])
    };
    table(
        language,
        &Table {
            caption: text!(language, "office_shipping.sheet.title"),
            columns: vec![
                Column::text(text!(language, "office_orders.line.product")),
                Column::text(text!(language, "office_shipping.sheet.place")),
                Column::figure(text!(language, "office_orders.line.quantity")),
                Column::text(text!(language, "office_shipping.sheet.taken")),
            ],
            rows: lines.iter().map(row).collect(),
            ..Table::default()
        },
    )
}

fn order_section(view: &View<'_>, language: Language, id: OrderId, picks: &Picks) -> Markup {
    let order = orders::order(view, id);
    let name = order.map(|order| order.delivery.name).unwrap_or_default();
    let lines: Vec<(String, String, &Taken)> = picks
        .taken
        .iter()
        .map(|line| (place_name(view, line.place), product_name(view, line.product, language), line))
        .collect();
    section(
        &format!("{} · {name}", order_number(id)),
        html! {
            @for missing in &picks.missing {
                @let product = product_name(view, missing.product, language);
                (paragraph(&text!(language, "stock.refusal.short", product = product, missing = missing.quantity)))
            }
            (pick_table(view, language, &lines))
        },
    )
}

/// Goods go back on the shelf, so that the order can be corrected.
async fn ask_to_undo(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    frame::show(&visit, &undo_page(&visit, id, &Complaints::default()))
}

async fn undo(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    match visit.write(move |tx| shipping::undo_picking(tx, id)).await {
        Ok(()) => Ok(redirect_with_message(&order_path(id), "office_shipping.told.undone")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &undo_page(&visit, id, &complaints))
        }
    }
}

fn undo_page(visit: &Visit, id: OrderId, complaints: &Complaints) -> Page {
    let language = visit.language;
    let number = order_number(id);
    let back = Link::new(text!(language, "office.subject.order", number = number), order_path(id));
    let action = format!("{}/undo-picking", order_path(id));
    Page {
        title: text!(language, "office_shipping.undo.title", number = number),
        body: html! {
            (paragraph(&text!(language, "office_shipping.undo.what")))
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                complaints: complaints.summary(),
                buttons: vec![
                    submit_button(&text!(language, "office_shipping.undo.confirm"), Loudness::Danger),
                    link_button(&Link::new(text!(language, "office.form.back"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}
