//! What stands around every page of the office: its navigation, the search, and the keys that lead there.

use axum::http::StatusCode;

use crate::business::approvals::stands_in;
use crate::business::permission::Permission;
use crate::portals::office::closed::closed_notice;
use crate::portals::searching::with_standing;
use crate::text;
use crate::web::parts::{Icon, NavigationGroup, NavigationItem, SearchBox};
use crate::web::{Answer, Frame, FrameFacts, Page, Visit};

const HOME: &str = "/office";
const APPROVALS: &str = "/office/approvals";

/// One place of the navigation: shown to those who have one of the permissions.
struct Place {
    text: &'static str,
    path: &'static str,
    icon: Icon,
    key: char,
    needs: &'static [Permission],
}

const fn place(text: &'static str, path: &'static str, icon: Icon, key: char, needs: &'static [Permission]) -> Place {
    Place { text, path, icon, key, needs }
}

const DAILY: &[Place] = &[
    place("office.navigation.desk", HOME, Icon::Desk, 'd', &[Permission::DeskUse]),
    place("office.navigation.orders", "/office/orders", Icon::Order, 'o', &[Permission::OrdersView]),
    place("office.navigation.cases", "/office/cases", Icon::Case, 't', &[Permission::CasesView]),
    place("office.navigation.customers", "/office/customers", Icon::Person, 'k', &[Permission::CustomersView]),
    place("office.navigation.partners", "/office/partners", Icon::Tree, 'h', &[Permission::PartnersView]),
];
const GOODS: &[Place] = &[
    place("office.navigation.products", "/office/products", Icon::Product, 'w', &[Permission::CatalogView]),
    place("office.navigation.stock", "/office/stock", Icon::Stock, 'l', &[Permission::StockView]),
    place(
        "office.navigation.shipping",
        "/office/picking",
        Icon::Parcel,
        'v',
        &[Permission::ShippingPick, Permission::ShippingPack],
    ),
];
const MONEY: &[Place] = &[
    place("office.navigation.invoices", "/office/invoices", Icon::Invoice, 'r', &[Permission::BillingView]),
    place("office_reminders.page.title", "/office/reminders", Icon::Bell, 'g', &[Permission::BillingRemind]),
    place("office.navigation.incoming", "/office/incoming", Icon::Download, 'c', &[Permission::BillingReceive]),
    place("office.navigation.payments", "/office/payments", Icon::Payment, 'z', &[Permission::PaymentsView]),
    place("office_collections.page.title", "/office/collections", Icon::Calendar, '2', &[Permission::PaymentsCollect]),
    place("office_mandates.page.title", "/office/mandates", Icon::Book, '1', &[Permission::PaymentsMandates]),
    place("credit.page.title", "/office/credit", Icon::Chart, '3', &[Permission::CustomersCreditLine]),
    place("bank_desk.page.title", "/office/bank", Icon::Document, 'i', &[Permission::PaymentsView]),
    place(
        "office.navigation.approvals",
        APPROVALS,
        Icon::Approve,
        'f',
        &[
            Permission::CommissionsApprove,
            Permission::CommissionsRun,
            Permission::PartnersApprove,
            Permission::PartnersEdit,
            Permission::LedgerClose,
            Permission::PaymentsApprove,
            Permission::PaymentsCollect,
        ],
    ),
    place(
        "office.navigation.commissions",
        "/office/commissions",
        Icon::Commission,
        'p',
        &[Permission::CommissionsView],
    ),
    place("office.navigation.payouts", "/office/payouts", Icon::Download, 'u', &[Permission::PaymentsPayOut]),
    place("office.navigation.ledger", "/office/ledger", Icon::Ledger, 'b', &[Permission::LedgerView]),
];
const EXCHANGE: &[Place] = &[
    place("office.navigation.outbox", "/office/outbox", Icon::Mail, 'm', &[Permission::MessagesView]),
    place(
        "office.navigation.tables",
        "/office/exchange",
        Icon::Upload,
        'x',
        &[Permission::DataExport, Permission::DataImport],
    ),
];
const FIRM: &[Place] = &[
    place("office.navigation.particulars", "/office/firm", Icon::Settings, 'e', &[Permission::FirmEdit]),
    place("office.navigation.legal", "/office/legal", Icon::Document, 'q', &[Permission::PagesEdit]),
    place("office.navigation.news", "/office/news", Icon::Bell, 'n', &[Permission::PagesEdit]),
    place("office.navigation.accounts", "/office/accounts", Icon::People, 'a', &[Permission::AccountsManage]),
    place("office.navigation.roles", "/office/roles", Icon::Key, 'y', &[Permission::RolesManage]),
    place("office.navigation.backup", "/office/backup", Icon::Download, 's', &[Permission::BackupMake]),
    place("office.navigation.journal", "/office/journal", Icon::Book, 'j', &[Permission::JournalView]),
];

pub fn facts(visit: &Visit) -> FrameFacts {
    let language = visit.language;
    // Whoever cannot be asked about sees less, never more.
    let stands_in = visit.read(|view| Ok(stands_in(view))).unwrap_or(false);
    let groups = [
        (None, DAILY),
        (Some("office.navigation.goods"), GOODS),
        (Some("office.navigation.money"), MONEY),
        (Some("office.navigation.exchange"), EXCHANGE),
        (Some("office.navigation.firm"), FIRM),
    ];
    let navigation = groups.into_iter().map(|(heading, places)| NavigationGroup {
        heading: heading.map(|key| text!(language, key)),
        items: places
            .iter()
            .filter(|place| place.is_open_to(visit, stands_in))
            .map(|place| place.item(visit))
            .collect(),
    });
    FrameFacts {
        home: HOME.to_owned(),
        navigation: navigation.filter(|group| !group.items.is_empty()).collect(),
        search: visit.actor.may(Permission::SearchUse).then(|| search_box(visit)),
        ..visit.base_facts()
    }
}

/// Lays the frame of the office around a page.
pub fn show(visit: &Visit, page: &Page) -> Answer {
    let Some(closed) = closed_notice(visit) else { return visit.page(Frame::Staff, &facts(visit), page) };
    let messages = [closed].into_iter().chain(page.messages.iter().cloned()).collect();
    visit.page(Frame::Staff, &facts(visit), &Page { messages, ..page.clone() })
}

/// The same for a page of hits: it says when the search does not know everything yet.
pub fn show_hits(visit: &Visit, page: &Page) -> Answer {
    show(visit, &with_standing(visit, page))
}

/// The same for a form that was refused.
pub fn refuse(visit: &Visit, page: &Page) -> Answer {
    visit.refused_page(Frame::Staff, &facts(visit), page)
}

/// The same with another status: somebody else was faster.
pub fn refuse_with(visit: &Visit, status: StatusCode, page: &Page) -> Answer {
    visit.page_with_status(status, Frame::Staff, &facts(visit), page)
}

impl Place {
    /// Whoever stands in for somebody decides, whatever the own role allows.
    fn is_open_to(&self, visit: &Visit, stands_in: bool) -> bool {
        (stands_in && self.path == APPROVALS) || self.needs.iter().any(|permission| visit.actor.may(*permission))
    }

    fn item(&self, visit: &Visit) -> NavigationItem {
        let below = visit.path().strip_prefix(self.path);
        let is_here = below == Some("") || (self.path != HOME && below.is_some_and(|rest| rest.starts_with('/')));
        NavigationItem {
            label: text!(visit.language, self.text),
            href: self.path.to_owned(),
            icon: Some(self.icon),
            current: is_here,
            badge: None,
            key: Some(self.key),
        }
    }
}

fn search_box(visit: &Visit) -> SearchBox {
    SearchBox {
        action: "/office/search".to_owned(),
        label: text!(visit.language, "office.search.label"),
        query: if visit.path() == "/office/search" { visit.query("q").unwrap_or_default() } else { String::new() },
        suggest: Some("/office/suggest".to_owned()),
    }
}
