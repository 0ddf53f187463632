//! The sheet of one partner: who it is, where in the tree, what was sold and earned, and the whole history.

use std::sync::Arc;

use axum::extract::Path;
use maud::html;

use crate::business::commissions::{self, SellerRow, SellerWish, find_in_team, place_in_team};
use crate::business::customers::customers_of_partner;
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::journal::{Subject, history};
use crate::business::ledger::{self, LedgerAccount, LedgerKey};
use crate::business::orders::{self, OrderRow};
use crate::business::partners::{
    self, Edge, EdgeKind, Partner, PartnerState, TreeRequest, edges_of, requests_about, see_partner,
};
use crate::business::payments::{Payout, hold_of, payouts_of_partner};
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::history::{Teller, history_section, journal_link};
use crate::portals::office::ledger::items_section;
use crate::portals::office::partners::list::{list_path, partner_state};
use crate::portals::office::partners::pay::pay_path;
use crate::portals::office::partners::sections::{
    edge_section, facts_of, figures, order_section, place_section, request_section, statement_section,
};
use crate::portals::office::partners::tax::tax_path;
use crate::portals::office::partners::{matter_and_wish, partner_id};
use crate::portals::office::subjects::{self, partner_path};
use crate::portals::office::who_may::roles_with;
use crate::portals::once::{KEY, form_key};
use crate::portals::wall::Wall;
use crate::text;
use crate::values::{Country, Currency, Language, Money, PartnerId, Period, RunId, TreeRequestId};
use crate::web::parts::{
    Happening, Link, Loudness, Meaning, MenuPost, Notice, Section, key_button, menu_link, menu_post, section_with,
    small, text_link, timeline,
};
use crate::web::{Answer, Page, Routes, Typed, Visit, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/partners/{id}", show)
        .page("/office/partners/{id}/statements/{run}/statement.pdf", paper)
        .behind(Permission::PartnersView)
}

/// The sheet shows the newest; the lists show the rest.
const NEWEST: usize = 8;
const BELOW_SHOWN: usize = 50;

/// Everything that the sheet shows, from one snapshot.
pub struct PartnerSheet {
    pub language: Language,
    pub home: Country,
    pub id: PartnerId,
    pub partner: Partner,
    pub person: Person,
    pub row: SellerRow,
    /// Everybody above, from the one below the firm down to the sponsor.
    pub above: Vec<Link>,
    pub below: Vec<SellerRow>,
    /// Kind, who stood above, and since when.
    pub edges: Vec<(EdgeKind, Option<Link>, Edge)>,
    /// What was asked about the position, newest first, each with what it wishes.
    pub requests: Vec<(TreeRequestId, TreeRequest, String)>,
    pub statements: Vec<PostedStatement>,
    pub may_see_pay: bool,
    /// The running year, for the yearly statement.
    pub year: i16,
    /// What is owed to the partner, for those who see the books.
    pub owed: Option<Money>,
    /// What is open by statements and payments, for those who see the books.
    pub items: Option<maud::Markup>,
    may_see_payments: bool,
    /// Since when the pay is held, and why; for those who see payments.
    held: Option<(String, String)>,
    pub orders: Vec<OrderRow>,
    pub customers: usize,
    happenings: Vec<Happening>,
    journal: Option<Link>,
    may_edit: bool,
    /// The roles that ask for changes of the tree, for those who do not.
    asked_by_roles: String,
    csrf: String,
}

/// A statement with what became of its total.
pub struct PostedStatement {
    pub run: RunId,
    pub period: Period,
    pub total: Money,
    pub payout: Option<Payout>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let sheet = visit.read(|view| PartnerSheet::of(view, &visit, partner_id(&id)?))?;
    frame::show(&visit, &partner_page(&sheet))
}

async fn paper(visit: Visit, Path((id, run)): Path<(String, String)>) -> Answer {
    let id = partner_id(&id)?;
    let run = RunId::parse(&run).ok_or_else(Failure::not_found)?;
    let app = Arc::clone(&visit.app);
    let document = visit.read_aside(move |view| app.statement_paper(view, run, id)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes.clone()))
}

impl PartnerSheet {
    fn of(view: &View<'_>, visit: &Visit, id: PartnerId) -> Result<PartnerSheet, Failure> {
        view.require(Permission::PartnersView)?;
        let partner = see_partner(view, id)?;
        let person = people::person(view, partner.person).ok_or_else(Failure::not_found)?;
        let currency = firm::firm(view).map_or(Currency::EUR, |firm| firm.currency);
        let payable = LedgerKey { account: LedgerAccount::CommissionPayable, sub_account: id.number() };
        let owed = view.may(Permission::LedgerView).then(|| Money::new(-ledger::balance(view, payable), currency));
        Ok(PartnerSheet {
            language: visit.language,
            home: firm::home(view),
            id,
            row: place_in_team(view, id, id)?,
            above: above(view, id),
            below: below(view, id)?,
            edges: edges(view, id),
            requests: requests(view, visit.language, id)?,
            statements: statements(view, id)?,
            year: view.today().year(),
            may_see_pay: view.may(Permission::CommissionsView),
            owed,
            items: items_section(view, visit.language, ledger::Party::Partner(id)),
            may_see_payments: view.may(Permission::PaymentsView),
            held: hold_of(view, id).filter(|_| view.may(Permission::PaymentsView)).map(|hold| {
                let since = Wall::of(view, visit.language).moment(hold.since).shown;
                (since, hold.because)
            }),
            orders: if view.may(Permission::OrdersView) { newest_orders(view, id) } else { Vec::new() },
            customers: customers_of_partner(view, id).len(),
            happenings: happenings(view, visit.language, id, &partner),
            journal: journal_link(view, &Subject::of(id), visit.language),
            may_edit: view.may(Permission::PartnersEdit),
            asked_by_roles: roles_with(view, visit.language, Permission::PartnersEdit),
            csrf: visit.csrf().to_owned(),
            partner,
            person,
        })
    }

    pub fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

fn link_of(view: &View<'_>, id: PartnerId) -> Link {
    Link::new(subjects::partner_name(view, id), partner_path(id))
}

/// A tree is no deeper than the names that fit on a page.
const ABOVE_MAX: usize = 60;

fn above(view: &View<'_>, id: PartnerId) -> Vec<Link> {
    let mut links = Vec::new();
    let mut next = partners::sponsor_on(view, id, view.today());
    while let Some(above) = next.filter(|_| links.len() < ABOVE_MAX) {
        links.push(link_of(view, above));
        next = partners::sponsor_on(view, above, view.today());
    }
    links.reverse();
    links
}

/// Whoever stands in no tree any more has nobody below.
fn below(view: &View<'_>, id: PartnerId) -> Result<Vec<SellerRow>, Failure> {
    let first_level = SellerWish { level: Some(1), ..SellerWish::default() };
    match find_in_team(view, id, &first_level, 0, BELOW_SHOWN) {
        Ok(found) => Ok(found.rows),
        Err(Failure::Refused(_)) => Ok(Vec::new()),
        Err(fault) => Err(fault),
    }
}

fn requests(
    view: &View<'_>,
    language: Language,
    id: PartnerId,
) -> Result<Vec<(TreeRequestId, TreeRequest, String)>, Failure> {
    let asked = requests_about(view, id)?.into_iter();
    let with_words = asked.map(|(id, request)| {
        let words = matter_and_wish(view, language, &request);
        (id, request, words)
    });
    Ok(with_words.collect())
}

fn edges(view: &View<'_>, id: PartnerId) -> Vec<(EdgeKind, Option<Link>, Edge)> {
    let of_kind = |kind: EdgeKind| {
        let newest_first = edges_of(view, kind, id).into_iter().rev();
        newest_first.map(move |edge| (kind, edge.parent.map(|parent| link_of(view, parent)), edge))
    };
    [EdgeKind::Sponsor, EdgeKind::Enroller, EdgeKind::Placement].into_iter().flat_map(of_kind).collect()
}

fn statements(view: &View<'_>, id: PartnerId) -> Result<Vec<PostedStatement>, Failure> {
    if !view.may(Permission::CommissionsView) {
        return Ok(Vec::new());
    }
    let payouts = if view.may(Permission::PaymentsView) { payouts_of_partner(view, id)? } else { Vec::new() };
    let posted = commissions::statements_of_partner(view, id)?;
    let with_payout = posted.into_iter().map(|(run, period, total)| {
        let payout = payouts.iter().find(|payout| payout.run == Some(run)).cloned();
        PostedStatement { run, period, total, payout }
    });
    Ok(with_payout.collect())
}

fn newest_orders(view: &View<'_>, id: PartnerId) -> Vec<OrderRow> {
    let ids = orders::orders_of_partner(view, id, NEWEST);
    ids.into_iter().filter_map(|id| Some(OrderRow::of(id, &orders::order(view, id)?))).collect()
}

/// The journal in words; the reason for leaving stands with the partner itself.
fn happenings(view: &View<'_>, language: Language, id: PartnerId, partner: &Partner) -> Vec<Happening> {
    let teller = Teller::new(view, language);
    let mut subjects = vec![Subject::of(id), Subject::of(partner.person)];
    subjects.extend(requests_about(view, id).unwrap_or_default().into_iter().map(|(id, _)| Subject::of(id)));
    let entries = history(view, &subjects);
    let ends = ["partner_left", "invitation_withdrawn"];
    entries
        .iter()
        .map(|entry| {
            let remark = ends.contains(&entry.event.as_str()).then(|| partner.left_because.clone());
            Happening { remark: remark.filter(|remark| !remark.is_empty()), ..teller.happening(entry) }
        })
        .collect()
}

fn partner_page(sheet: &PartnerSheet) -> Page {
    let language = sheet.language;
    let edit = Link::new(sheet.text("office_partners.sheet.edit"), format!("{}/edit", partner_path(sheet.id)));
    let is_over = matches!(sheet.partner.state, PartnerState::Left | PartnerState::Withdrawn);
    let may_edit = sheet.may_edit && sheet.partner.state != PartnerState::Withdrawn;
    Page {
        title: sheet.person.name(),
        state: Some(partner_state(language, sheet.partner.state)),
        lead: Some(sheet.partner.number.clone()),
        back: Some(Link::new(sheet.text("office_partners.page.title"), list_path())),
        primary: may_edit.then(|| key_button(&edit, 'e', Loudness::Primary)),
        actions: pay_link(sheet)
            .into_iter()
            .chain(tax_link(sheet))
            .chain(if sheet.may_edit && !is_over { actions(sheet) } else { Vec::new() })
            .collect(),
        messages: hold_message(sheet).into_iter().collect(),
        body: html! {
            (figures(sheet))
            (place_section(sheet))
            (edge_section(sheet))
            (request_section(sheet))
            @if !sheet.may_edit && !is_over { (who_asks(sheet)) }
            (statement_section(sheet))
            @if let Some(items) = &sheet.items { (items) }
            (order_section(sheet))
        },
        aside: Some(html! {
            (section_with(&Section {
                heading: sheet.text("office_orders.sheet.facts"),
                lead: None,
                action: None,
                body: facts_of(sheet),
            }))
            (history_section(language, sheet.journal.as_ref(), timeline(language, &sheet.happenings)))
        }),
        ..Page::default()
    }
}

/// To whom somebody turns who would change the tree and may not.
fn who_asks(sheet: &PartnerSheet) -> maud::Markup {
    small(&text!(sheet.language, "office_partners.sheet.who_asks", roles = sheet.asked_by_roles))
}

/// The way to balance, reserve and hold, for those who see payments.
fn pay_link(sheet: &PartnerSheet) -> Option<maud::Markup> {
    let link = || menu_link(&Link::new(sheet.text("office_partners.pay.title"), pay_path(sheet.id)));
    sheet.may_see_payments.then(link)
}

fn tax_link(sheet: &PartnerSheet) -> Option<maud::Markup> {
    let link = || menu_link(&Link::new(sheet.text("tax_status.title"), tax_path(sheet.id)));
    sheet.may_edit.then(link)
}

fn hold_message(sheet: &PartnerSheet) -> Option<Notice> {
    let (since, because) = sheet.held.as_ref()?;
    let sentence = text!(sheet.language, "office_partners.pay.held", since = since, because = because);
    let look = Link::new(sheet.text("office_partners.pay.title"), pay_path(sheet.id));
    Some(Notice { meaning: Meaning::Attention, sentence, more: Some(text_link(&look)) })
}

fn actions(sheet: &PartnerSheet) -> Vec<maud::Markup> {
    let path = partner_path(sheet.id);
    let link = |key: &'static str, verb: &str| menu_link(&Link::new(sheet.text(key), format!("{path}/{verb}")));
    let mut all = vec![link("office_requests.ask.sponsor_title", "sponsor")];
    if sheet.partner.state == PartnerState::Invited {
        all.push(menu_post(&MenuPost {
            label: sheet.text("office_partners.sheet.again"),
            action: &format!("{path}/again"),
            csrf: &sheet.csrf,
            hidden: vec![(KEY, form_key(&Typed::default()))],
        }));
        all.push(link("office_partners.withdraw.title", "withdraw"));
    } else {
        let below = Link::new(
            sheet.text("office_partners.sheet.register_below"),
            format!("/office/partners/new?sponsor={}", sheet.partner.number),
        );
        all.push(menu_link(&below));
        all.push(link("office_requests.ask.leaving_title", "end"));
        all.push(link("office_requests.ask.inheritance_title", "inherit"));
        all.push(link("office_requests.ask.merging_title", "merge"));
    }
    all
}
