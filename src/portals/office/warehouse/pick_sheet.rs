//! The pick list for several orders at once, to be printed: one walk along the shelves, then order by order.

use maud::{Markup, html};

use crate::business::orders::{self, OrderState, order_number};
use crate::business::permission::Permission;
use crate::business::stock::{Picks, Taken, picks_of_walk};
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::subjects::{place_name, product_name};
use crate::portals::office::warehouse::pick::{lot_words, said};
use crate::portals::office::warehouse::waiting::Bench;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, OrderId};
use crate::web::parts::{
    Column, Empty, Link, Meaning, Row, Table, empty, figure, paragraph, section, table, two_lines, ways_to_keep,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(SHEET_PATH, print).behind(Permission::ShippingPick)
}

const SHEET_PATH: &str = "/office/picking/list";
/// Nobody walks along the shelves for more orders at once.
const ORDERS_AT_ONCE_MAX: usize = 100;

/// The sheet for the first of those who wait.
pub(super) fn sheet_path(waiting: &[(OrderId, Day)]) -> String {
    let chosen: Vec<String> = waiting.iter().take(ORDERS_AT_ONCE_MAX).map(|(id, _)| format!("order={id}")).collect();
    format!("{SHEET_PATH}?{}", chosen.join("&"))
}

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
