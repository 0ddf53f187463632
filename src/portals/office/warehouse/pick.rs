//! Picking an order: in which places, from which lots; every line is ticked before the goods are taken.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::cases;
use crate::business::failure::{Complaint, Failure};
use crate::business::journal::Subject;
use crate::business::orders::{self, Order, OrderState, order_number};
use crate::business::permission::Permission;
use crate::business::shipping;
use crate::business::stock::{self, Missing, Picks, Taken, picks_of_walk};
use crate::business::view::View;
use crate::portals::office::documents::pick_list_path;
use crate::portals::office::frame;
use crate::portals::office::orders::paid;
use crate::portals::office::subjects::{place_name, product_name};
use crate::portals::office::wall::Wall;
use crate::portals::office::warehouse::pick_sheet::sheet_path;
use crate::portals::office::warehouse::waiting::{Bench, bench_tabs, order_line, to_pick};
use crate::text;
use crate::texts;
use crate::values::{Language, LotId, OrderId, PlaceId};
use crate::web::parts::{
    Choice, Empty, Field, Form, Link, Loudness, Meaning, Notice, TaskLine, checkbox_group, empty, form, hidden_field,
    link_button, link_list, notice, submit_button, task_list,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(Bench::Picking.path(), list)
        .page("/office/picking/{order}", show)
        .form("/office/picking/{order}", pick)
        .behind(Permission::ShippingPick)
}

fn pick_path(id: OrderId) -> String {
    format!("{}/{id}", Bench::Picking.path())
}

async fn list(visit: Visit) -> Answer {
    let language = visit.language;
    let page = visit.read(|view| {
        view.require(Permission::ShippingPick)?;
        let wall = Wall::of(view, language);
        let waiting = to_pick(view);
        let sheet = Link::new(text!(language, "office_shipping.pick.sheet"), sheet_path(&waiting));
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
            let conflict = failure.is_conflict();
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
        state: Some(paid(language, picking.order.paid_on, picking.order.payment_method)),
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

pub(super) fn said(meaning: Meaning, sentence: String) -> Markup {
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
pub(super) fn lot_words(view: &View<'_>, language: Language, id: LotId) -> String {
    let Some(lot) = stock::lot(view, id) else { return String::new() };
    let code = Some(lot.code)
        .filter(|code| !code.is_empty())
        .map(|code| text!(language, "office_shipping.lot.code", code = code));
    let best_before = lot
        .best_before
        .map(|day| text!(language, "office_shipping.lot.best_before", day = texts::day_short(language, day)));
    [code, best_before].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
