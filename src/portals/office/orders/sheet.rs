//! The sheet of one order: how it stands, what comes next, and everything that belongs to it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::billing::reminders::reminders_of_order;
use crate::business::billing::{self, Invoice};
use crate::business::cases::{self, Case, TaskPlace};
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::journal::{Entry, Subject, history};
use crate::business::messages::{self, OutboxId, OutboxItem};
use crate::business::orders::{self, Order, OrderState, Placement, Return, Withdrawal, order_number};
use crate::business::payments::{self, Payment};
use crate::business::permission::Permission;
use crate::business::shipping::{self, Parcel};
use crate::business::stock::{self, Reservation};
use crate::business::view::View;
use crate::portals::office::cases::OPEN_PATH;
use crate::portals::office::history::{Teller, history_section, journal_link};
use crate::portals::office::orders::order_id;
use crate::portals::office::orders::part::anew_path;
use crate::portals::office::orders::sections::{
    addresses, documents_of, fact_list, line_table, notices, parcels_of, payments_of, returns_of,
};
use crate::portals::office::orders::words::order_state;
use crate::portals::office::outbox::letter_section;
use crate::portals::office::reminders::reminders_section;
use crate::portals::office::subjects::{self, case_path, order_path};
use crate::portals::office::wall::Wall;
use crate::portals::office::{frame, tasks};
use crate::portals::once::{KEY, form_key};
use crate::text;
use crate::texts;
use crate::values::{CaseId, Country, InvoiceId, Language, OrderId, ParcelId, PaymentId, ReturnId};
use crate::web::parts::{
    Happening, Link, Loudness, MenuPost, Section, Step, link_button, menu_link, menu_post, row, section, section_with,
    steps, text_link, timeline, ways_to_keep,
};
use crate::web::{Answer, Page, Routes, Typed, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/office/orders/{id}", show).behind(Permission::OrdersView)
}

/// Everything that the sheet shows, from one snapshot.
pub struct OrderSheet {
    pub language: Language,
    csrf: String,
    pub wall: Wall,
    pub home: Country,
    pub id: OrderId,
    pub order: Order,
    pub customer: Option<Link>,
    pub partner: Option<Link>,
    pub cases: Vec<CaseOnSheet>,
    pub payments: Vec<(PaymentId, Payment)>,
    pub parcels: Vec<(ParcelId, Parcel)>,
    pub invoices: Vec<(InvoiceId, Invoice)>,
    pub letters: Vec<(OutboxId, OutboxItem)>,
    pub returns: Vec<(ReturnId, Return)>,
    pub withdrawal: Option<Withdrawal>,
    pub reservation: Option<Reservation>,
    pub happenings: Vec<Happening>,
    journal: Option<Link>,
    reminders: Option<Markup>,
    pub next_step: Option<Markup>,
    pub may: May,
}

/// A case about the order with the steps of its way.
pub struct CaseOnSheet {
    pub name: Link,
    pub steps: Vec<Step>,
}

/// What this person may do with the order as it stands.
pub struct May {
    pub correct: bool,
    pub credit: bool,
    pub cancel: bool,
    pub take_back: bool,
    pub record_payment: bool,
    pub undo_picking: bool,
    pub print_delivery_notes: bool,
    pub open_case: bool,
    /// Something of it is not invoiced, and can be before it leaves.
    pub invoice_part: bool,
    /// It has left, and its invoice was cancelled.
    pub invoice_anew: bool,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = order_id(&id)?;
    let sheet = visit.read(|view| OrderSheet::of(view, &visit, id))?;
    frame::show(&visit, &order_page(&sheet))
}

impl OrderSheet {
    pub fn of(view: &View<'_>, visit: &Visit, id: OrderId) -> Result<OrderSheet, Failure> {
        view.require(Permission::OrdersView)?;
        let language = visit.language;
        let order = orders::order_read_in(view, id, language).ok_or_else(Failure::not_found)?;
        let wall = Wall::of(view, language);
        let all_cases = cases::cases_of(view, &Subject::of(id));
        let parcels = shipping::parcels_of_order(view, id);
        let invoices = billing::invoices_of_order(view, id);
        let payments = payments::payments_of_order(view, id);
        let reminders = reminders_of_order(view, id);
        let mut subjects = subjects_of(id, &all_cases, &parcels, &invoices, &payments);
        subjects.extend(reminders.iter().map(|(id, _)| Subject::of(*id)));
        let customer =
            order.buyer.customer.map(|id| Link::new(subjects::customer_name(view, id), subjects::customer_path(id)));
        let partner =
            order.credited_to.map(|id| Link::new(subjects::partner_name(view, id), subjects::partner_path(id)));
        Ok(OrderSheet {
            language,
            csrf: visit.csrf().to_owned(),
            home: firm::home(view),
            id,
            customer: customer.filter(|_| view.may(Permission::CustomersView)),
            partner: partner.filter(|_| view.may(Permission::PartnersView)),
            next_step: next_step(visit, &all_cases),
            cases: all_cases.iter().map(|(id, case)| on_sheet(view, &wall, *id, case)).collect(),
            payments: if view.may(Permission::PaymentsView) { payments } else { Vec::new() },
            parcels,
            invoices: if view.may(Permission::BillingView) { invoices } else { Vec::new() },
            letters: messages::letters_about(view, &subjects),
            returns: orders::returns_of_order(view, id),
            withdrawal: orders::withdrawal(view, id),
            reservation: stock::reservation(view, id),
            happenings: happenings(view, language, &subjects, &order),
            journal: journal_link(view, &Subject::of(id), language),
            reminders: reminders_section(view, language, reminders),
            may: may(view, id, &order),
            wall,
            order,
        })
    }

    pub fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

/// The order and everything whose history belongs to its own.
fn subjects_of(
    id: OrderId,
    cases: &[(CaseId, Case)],
    parcels: &[(ParcelId, Parcel)],
    invoices: &[(InvoiceId, Invoice)],
    payments: &[(PaymentId, Payment)],
) -> Vec<Subject> {
    let mut subjects = vec![Subject::of(id)];
    subjects.extend(cases.iter().map(|(id, _)| Subject::of(*id)));
    subjects.extend(parcels.iter().map(|(id, _)| Subject::of(*id)));
    subjects.extend(invoices.iter().map(|(id, _)| Subject::of(*id)));
    subjects.extend(payments.iter().map(|(id, _)| Subject::of(*id)));
    subjects
}

fn may(view: &View<'_>, id: OrderId, order: &Order) -> May {
    let is_not_invoiced = view.may(Permission::BillingIssue) && billing::left_to_invoice(view, id, order).is_some();
    let was_invoiced = || !billing::invoices_of_order(view, id).is_empty();
    let has_left = matches!(order.state, OrderState::Shipped | OrderState::Returned);
    let state = order.state;
    let in_house = matches!(state, OrderState::Confirmed | OrderState::Picked | OrderState::Packed);
    May {
        correct: state == OrderState::Confirmed && view.may(Permission::OrdersCorrect),
        credit: state != OrderState::Cancelled
            && order.placement != Placement::PartnerOwn
            && view.may(Permission::OrdersCorrect),
        cancel: in_house && view.may(Permission::OrdersCancel),
        take_back: state == OrderState::Shipped && view.may(Permission::OrdersReturn),
        record_payment: order.is_to_be_paid() && view.may(Permission::PaymentsRecord),
        undo_picking: matches!(state, OrderState::Picked | OrderState::Packed) && view.may(Permission::ShippingPick),
        print_delivery_notes: view.may(Permission::ShippingPack),
        open_case: view.may(Permission::CasesWork),
        invoice_part: is_not_invoiced && in_house,
        invoice_anew: is_not_invoiced && has_left && was_invoiced(),
    }
}

/// The first thing that this person can do about the order now.
fn next_step(visit: &Visit, cases: &[(CaseId, Case)]) -> Option<Markup> {
    cases.iter().find_map(|(id, case)| {
        (0..).zip(&case.tasks).find_map(|(place, task)| {
            tasks::next_step(visit, TaskPlace { case: *id, place }, case, task, Loudness::Primary)
        })
    })
}

fn on_sheet(view: &View<'_>, wall: &Wall, id: CaseId, case: &Case) -> CaseOnSheet {
    CaseOnSheet {
        name: Link::new(text!(wall.language, &case.text_key()), case_path(id)),
        steps: tasks::standing_steps(view, wall, id, case),
    }
}

/// The journal in words; the reason for a cancelling and the words of a withdrawal stand with the order itself.
fn happenings(view: &View<'_>, language: Language, subjects: &[Subject], order: &Order) -> Vec<Happening> {
    let teller = Teller::new(view, language);
    let told = |entry: &Entry| {
        let remark = (entry.event == "order_cancelled").then(|| order.cancel_reason.clone());
        Happening { remark: remark.filter(|remark| !remark.is_empty()), ..teller.happening(entry) }
    };
    history(view, subjects).iter().map(told).collect()
}

fn order_page(sheet: &OrderSheet) -> Page {
    let language = sheet.language;
    let order = &sheet.order;
    Page {
        title: text!(language, "office_orders.sheet.title", number = order_number(sheet.id)),
        state: Some(order_state(language, order.state)),
        lead: Some(text!(
            language,
            "office_orders.sheet.lead",
            name = order.billing.name,
            day = texts::day(language, order.day),
            placement = text!(language, &order.placement.text_key())
        )),
        back: Some(Link::new(sheet.text("office_orders.page.title"), super::list_path())),
        primary: sheet.next_step.clone(),
        actions: actions(sheet),
        body: html! {
            (notices(sheet))
            @for case in &sheet.cases { (case_section(sheet, case)) }
            (section_with(&lines_section(sheet)))
            (addresses(sheet))
            (payments_of(sheet))
            @if let Some(reminders) = &sheet.reminders { (reminders) }
            (parcels_of(sheet))
            (returns_of(sheet))
            (documents_of(sheet))
            (letter_section(&sheet.wall, &sheet.letters))
            (ways_to_keep(language, None))
        },
        aside: Some(html! {
            (section(&sheet.text("office_orders.sheet.facts"), fact_list(sheet)))
            (history_section(language, sheet.journal.as_ref(), timeline(language, &sheet.happenings)))
        }),
        ..Page::default()
    }
}

fn lines_section(sheet: &OrderSheet) -> Section {
    let correct = Link::new(sheet.text("office_orders.sheet.correct"), format!("{}/correct", order_path(sheet.id)));
    let versions = Link::new(sheet.text("office_orders.sheet.versions"), format!("{}/versions", order_path(sheet.id)));
    let mut links = Vec::new();
    if sheet.order.version > 1 {
        links.push(text_link(&versions));
    }
    if sheet.may.correct {
        links.push(link_button(&correct, Loudness::Quiet));
    }
    Section {
        heading: sheet.text("office_orders.sheet.lines"),
        action: (!links.is_empty()).then(|| row(&links)),
        body: line_table(sheet),
        lead: None,
    }
}

fn case_section(sheet: &OrderSheet, case: &CaseOnSheet) -> Markup {
    section_with(&Section {
        heading: case.name.label.clone(),
        lead: None,
        action: Some(text_link(&Link::new(sheet.text("office_orders.sheet.open_case"), case.name.href.clone()))),
        body: steps(sheet.language, &case.steps),
    })
}

/// Everything else that can be done with the order, the frequent first.
fn actions(sheet: &OrderSheet) -> Vec<Markup> {
    let entry = |allowed: bool, key: &'static str, verb: &str| {
        allowed.then(|| menu_link(&Link::new(sheet.text(key), format!("{}/{verb}", order_path(sheet.id)))))
    };
    let may = &sheet.may;
    [
        entry(may.correct, "office_orders.sheet.correct", "correct"),
        entry(may.record_payment, "office_orders.sheet.record_payment", "payment"),
        entry(may.undo_picking, "office_orders.sheet.undo_picking", "undo-picking"),
        entry(may.take_back, "office_orders.sheet.take_back", "return"),
        entry(may.invoice_part, "office_orders.part.action", "part"),
        may.invoice_anew.then(|| invoice_anew(sheet)),
        entry(may.credit, "office_orders.sheet.credit", "credit"),
        entry(may.cancel, "office_orders.sheet.cancel", "cancel"),
        open_case(sheet, "return", "office_orders.sheet.expect_return")
            .filter(|_| sheet.order.state == OrderState::Shipped),
        open_case(sheet, "complaint", "office_orders.sheet.complaint"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn invoice_anew(sheet: &OrderSheet) -> Markup {
    let action = anew_path(sheet.id);
    let label = sheet.text("office_orders.anew.action");
    menu_post(&MenuPost { label, action: &action, csrf: &sheet.csrf, hidden: Vec::new() })
}

/// Opens a case about the order by hand.
fn open_case(sheet: &OrderSheet, template: &str, key: &'static str) -> Option<Markup> {
    let about = Subject::of(sheet.id);
    let once = form_key(&Typed::default());
    let hidden =
        vec![("template", template.to_owned()), ("kind", about.kind), ("id", about.id.to_string()), (KEY, once)];
    let post = MenuPost { label: sheet.text(key), action: OPEN_PATH, csrf: &sheet.csrf, hidden };
    sheet.may.open_case.then(|| menu_post(&post))
}
