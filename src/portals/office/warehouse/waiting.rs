//! What waits in the warehouse: the tabs above its pages, and orders as lines with their next step.

use maud::Markup;

use crate::business::cases::{self, Due};
use crate::business::orders::{self, Order, OrderState, count_orders, order_number};
use crate::business::permission::Permission;
use crate::business::shipping::{self, Parcel};
use crate::business::view::View;
use crate::portals::office::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, OrderId, ParcelId};
use crate::web::parts::{Link, Loudness, Tab, TaskLine, link_button, tabs};

/// The three benches of the warehouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bench {
    Picking,
    Packing,
    HandOver,
}

impl Bench {
    pub const fn path(self) -> &'static str {
        match self {
            Bench::Picking => "/office/picking",
            Bench::Packing => "/office/packing",
            Bench::HandOver => "/office/handover",
        }
    }
}

/// Tabs with how much waits at each bench; those only that somebody may work at.
pub fn bench_tabs(view: &View<'_>, language: Language, current: Bench) -> Markup {
    let tab = |bench: Bench, key: &'static str, count: usize| Tab {
        label: text!(language, key),
        href: bench.path().to_owned(),
        current: bench == current,
        count: Some(texts::number(language, i64::try_from(count).unwrap_or(i64::MAX))),
    };
    let mut shown = Vec::new();
    if view.may(Permission::ShippingPick) {
        shown.push(tab(Bench::Picking, "office_shipping.tab.pick", to_pick(view).len()));
    }
    if view.may(Permission::ShippingPack) {
        shown.push(tab(Bench::Packing, "office_shipping.tab.pack", count_orders(view, OrderState::Picked)));
        shown.push(tab(Bench::HandOver, "office_shipping.tab.hand_over", to_hand_over(view).len()));
    }
    tabs(&text!(language, "office_shipping.tab.name"), &shown)
}

/// Orders that can be picked now, the most urgent first, each with the day until which it is to be done.
pub fn to_pick(view: &View<'_>) -> Vec<(OrderId, Day)> {
    let ready = cases::ready_tasks_named(view, "pick", Due::Ever);
    ready.into_iter().filter_map(|ready| Some((ready.case.subject.id_of()?, ready.task.due_on))).collect()
}

/// Parcels that are packed and still here, with their orders.
pub fn to_hand_over(view: &View<'_>) -> Vec<(ParcelId, Parcel)> {
    let packed = orders::orders_in_state(view, OrderState::Packed);
    // Of an order that is packed in part the first parcels may go already.
    let partly = orders::orders_in_state(view, OrderState::Picked);
    let all = packed.into_iter().chain(partly).flat_map(|order| shipping::parcels_of_order(view, order));
    let mut here: Vec<_> = all.filter(|(_, parcel)| parcel.handed_over_at.is_none()).collect();
    here.sort_by_key(|(id, _)| *id);
    here
}

/// One order at a bench: whose it is, how much, until when, and the button that begins.
pub fn order_line(wall: &Wall, id: OrderId, order: &Order, due_on: Option<Day>, step: &Link) -> TaskLine {
    let language = wall.language;
    let pieces: u32 = order.lines.iter().map(|line| line.quantity).sum();
    let about = text!(
        language,
        "office_shipping.line.about",
        name = order.delivery.name,
        town = order.delivery.town,
        pieces = pieces,
        products = order.lines.len()
    );
    let about = format!("{about} · {}", order.say_payment(language));
    let (due, urgency) = due_on.map(|day| wall.due(day)).unzip();
    TaskLine {
        link: Link::new(order_number(id), step.href.clone()),
        about,
        due,
        urgency: urgency.unwrap_or_default(),
        action: Some(link_button(step, Loudness::Secondary)),
    }
}
