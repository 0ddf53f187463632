//! The sheet of one customer: who it is, what was bought, what is owed, what was written, and the whole history.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::billing::reminders::reminders_of_order;
use crate::business::billing::{self, Invoice};
use crate::business::customers::{self, Customer, EinvoiceTerms, einvoice_terms};
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::journal::{Subject, history};
use crate::business::ledger;
use crate::business::messages::{LetterWish, OutboxId, OutboxItem, find_letters};
use crate::business::orders::{self, OrderRow, OrderState, OrderWish, find_orders, order_number};
use crate::business::people::{self, ConsentKind, Note, Person};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::customers::credit::{credit_path, credit_section};
use crate::portals::office::customers::einvoice::einvoice_terms_path;
use crate::portals::office::customers::list::{group_state, list_path};
use crate::portals::office::customers::notes::note_form;
use crate::portals::office::customers::terms::{terms_now, terms_path};
use crate::portals::office::customers::vat_check::vat_check_path;
use crate::portals::office::customers::{customer_id, notes};
use crate::portals::office::frame;
use crate::portals::office::history::{Teller, history_section, journal_link};
use crate::portals::office::ledger::items_section;
use crate::portals::office::orders::{order_state, payment_state};
use crate::portals::office::outbox::letter_section;
use crate::portals::office::reminders::reminders_section;
use crate::portals::office::sheet_file::counted;
use crate::portals::office::subjects::{self, customer_path, invoice_path, order_path};
use crate::portals::office::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Country, Currency, CustomerId, Day, InvoiceId, Language, Money, NoteId, PersonId};
use crate::web::parts::{
    Column, Empty, Fact, Happening, Link, Loudness, Meaning, Moment, Row, Section, Table, Tile, address, code, facts,
    figure, key_button, link_button, list_table, menu_link, moment, section, section_with, small, table, text_link,
    tiles, timeline, two_lines, unbroken,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/office/customers/{id}", show).behind(Permission::CustomersView)
}

/// The sheet shows the newest; the lists show the rest.
const NEWEST: usize = 8;

pub struct CustomerSheet {
    language: Language,
    csrf: String,
    wall: Wall,
    home: Country,
    pub id: CustomerId,
    customer: Customer,
    person: Person,
    partner: Option<Link>,
    account: Option<Link>,
    orders: Vec<OrderRow>,
    order_count: usize,
    /// Net of what was bought and not sent back.
    turnover: Money,
    owed: Option<Money>,
    /// What is open by documents, for those who see the books.
    items: Option<Markup>,
    reminders: Option<Markup>,
    /// Line, use and how late it is, for those who may see it.
    credit: Option<Markup>,
    may_lend: bool,
    invoices: Vec<(InvoiceId, Invoice)>,
    letters: Vec<(OutboxId, OutboxItem)>,
    happenings: Vec<Happening>,
    journal: Option<Link>,
    may_edit: bool,
    may_order: bool,
    may_see_orders: bool,
    einvoice: EinvoiceTerms,
    vat_checked_on: Option<Day>,
    /// Payment terms in words, and whose they are.
    terms: (String, String),
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let sheet = visit.read(|view| CustomerSheet::of(view, &visit, &id))?;
    frame::show(&visit, &customer_page(&sheet, &Typed::default(), &Complaints::default()))
}

impl CustomerSheet {
    pub fn of(view: &View<'_>, visit: &Visit, id: &str) -> Result<CustomerSheet, Failure> {
        view.require(Permission::CustomersView)?;
        let id = customer_id(id)?;
        let customer = customers::customer(view, id).ok_or_else(Failure::not_found)?;
        let person = people::person(view, customer.person).ok_or_else(Failure::not_found)?;
        let currency = firm::firm(view).map_or(Currency::EUR, |firm| firm.currency);
        let may_see_orders = view.may(Permission::OrdersView);
        let all = if may_see_orders { orders_of(view, id)? } else { Vec::new() };
        let partner = customer.partner.filter(|_| view.may(Permission::PartnersView));
        let account = access::account_of_person(view, customer.person);
        let owed = view
            .may(Permission::LedgerView)
            .then(|| Money::new(ledger::balance(view, ledger::receivables_of(Some(id))), currency));
        Ok(CustomerSheet {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            wall: Wall::of(view, visit.language),
            home: firm::home(view),
            id,
            partner: partner.map(|id| Link::new(subjects::partner_name(view, id), subjects::partner_path(id))),
            account: account.map(|account| {
                let email = access::account(view, account).map(|account| account.email.to_string());
                Link::new(email.unwrap_or_default(), format!("/office/accounts/{account}"))
            }),
            order_count: all.len(),
            turnover: turnover(view, &all, currency),
            owed,
            items: items_section(view, visit.language, ledger::Party::Customer(id)),
            reminders: reminders_section(
                view,
                visit.language,
                all.iter().flat_map(|row| reminders_of_order(view, row.id)).collect(),
            ),
            credit: credit_section(view, visit.language, id),
            may_lend: view.may(Permission::CustomersCreditLine) && !customer.closed,
            invoices: invoices_of(view, &all),
            orders: all.into_iter().take(NEWEST).collect(),
            letters: letters_to(view, &person),
            happenings: happenings(view, visit.language, id, customer.person),
            journal: journal_link(view, &Subject::of(id), visit.language),
            may_edit: view.may(Permission::CustomersEdit) && !customer.closed,
            may_order: view.may(Permission::OrdersPlaceForOthers) && !customer.closed,
            may_see_orders,
            einvoice: einvoice_terms(view, id),
            terms: terms_now(view, id, visit.language),
            vat_checked_on: person
                .vat_id
                .as_ref()
                .and_then(|vat_id| people::vat_checked_on(view, customer.person, vat_id)),
            customer,
            person,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

fn orders_of(view: &View<'_>, id: CustomerId) -> Result<Vec<OrderRow>, Failure> {
    let wish = OrderWish { customer: Some(id), ..OrderWish::default() };
    Ok(find_orders(view, &wish, 0, usize::MAX)?.rows)
}

/// What was bought, without what was cancelled; returns are taken off.
fn turnover(view: &View<'_>, rows: &[OrderRow], currency: Currency) -> Money {
    let bought = rows.iter().filter(|row| row.state != OrderState::Cancelled).filter_map(|row| {
        let order = orders::order(view, row.id)?;
        let back = orders::returns_of_order(view, row.id).into_iter().flat_map(|(_, returned)| returned.lines);
        let back = back.filter_map(|line| Some(orders::line_at(&order, line.line)?.unit_price * line.quantity));
        Some(back.fold(order.totals().net, |sum, back| sum - back))
    });
    bought.filter(|net| net.currency() == currency).fold(Money::zero(currency), |sum, net| sum + net)
}

fn invoices_of(view: &View<'_>, rows: &[OrderRow]) -> Vec<(InvoiceId, Invoice)> {
    if !view.may(Permission::BillingView) {
        return Vec::new();
    }
    let mut found: Vec<_> =
        rows.iter().take(2 * NEWEST).flat_map(|row| billing::invoices_of_order(view, row.id)).collect();
    found.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
    found.truncate(NEWEST);
    found
}

fn letters_to(view: &View<'_>, person: &Person) -> Vec<(OutboxId, OutboxItem)> {
    let Some(email) = &person.email else { return Vec::new() };
    let wish = LetterWish { recipient: email.to_string(), ..LetterWish::default() };
    find_letters(view, &wish, 0, NEWEST).map(|found| found.rows).unwrap_or_default()
}

/// The journal and the notes in one line of time.
fn happenings(view: &View<'_>, language: Language, id: CustomerId, person: PersonId) -> Vec<Happening> {
    let teller = Teller::new(view, language);
    let notes: Vec<(NoteId, Note)> = people::notes_of(view, person);
    let words = |note: Option<u64>| {
        let note = note.map(NoteId::new)?;
        notes.iter().find(|(id, _)| *id == note).map(|(_, note)| note.text.clone())
    };
    let entries = history(view, &[Subject::of(id), Subject::of(person)]);
    entries
        .iter()
        .map(|entry| Happening { remark: words(teller.number_in(entry, "note")), ..teller.happening(entry) })
        .collect()
}

pub fn customer_page(sheet: &CustomerSheet, typed: &Typed, complaints: &Complaints) -> Page {
    let language = sheet.language;
    let edit = Link::new(sheet.text("office_customers.sheet.edit"), format!("{}/edit", customer_path(sheet.id)));
    let order = Link::new(sheet.text("office_orders.page.new"), format!("/office/orders/new?for={}", sheet.id));
    let close = Link::new(sheet.text("office_customers.sheet.close"), format!("{}/close", customer_path(sheet.id)));
    let einvoice = Link::new(sheet.text("office_customers.einvoice.title"), einvoice_terms_path(sheet.id));
    let mut actions = Vec::new();
    if sheet.may_edit && sheet.may_order {
        actions.push(menu_link(&edit));
    }
    if sheet.may_edit {
        actions.push(menu_link(&einvoice));
        actions.push(menu_link(&Link::new(sheet.text("firm.part.terms"), terms_path(sheet.id))));
        if sheet.person.vat_id.is_some() {
            let vat = Link::new(sheet.text("office_customers.vat.title"), vat_check_path(sheet.id));
            actions.push(menu_link(&vat));
        }
        actions.push(menu_link(&close));
    }
    if sheet.may_lend {
        actions.push(menu_link(&Link::new(sheet.text("credit.page.line"), credit_path(sheet.id))));
    }
    let primary = match (sheet.may_order, sheet.may_edit) {
        (true, _) => Some(link_button(&order, Loudness::Primary)),
        (false, true) => Some(key_button(&edit, 'e', Loudness::Primary)),
        (false, false) => None,
    };
    Page {
        title: sheet.person.name(),
        state: Some(group_state(language, sheet.customer.group, sheet.customer.closed)),
        lead: Some(sheet.customer.number.clone()),
        back: Some(Link::new(sheet.text("office_customers.page.title"), list_path())),
        primary,
        actions,
        body: html! {
            (figures(sheet))
            @if sheet.may_see_orders { (section_with(&orders_section(sheet))) }
            @if let Some(credit) = &sheet.credit { (credit) }
            @if let Some(items) = &sheet.items { (items) }
            @if let Some(reminders) = &sheet.reminders { (reminders) }
            (invoices(sheet))
            (letter_section(&sheet.wall, &sheet.letters))
        },
        aside: Some(html! {
            (section_with(&facts_section(sheet, &edit)))
            (history_section(language, sheet.journal.as_ref(), html! {
                @if sheet.may_edit {
                    (note_form(language, &notes::notes_path(sheet.id), &sheet.csrf, typed, complaints))
                }
                (timeline(language, &sheet.happenings))
            }))
        }),
        ..Page::default()
    }
}

fn facts_section(sheet: &CustomerSheet, edit: &Link) -> Section {
    Section {
        heading: sheet.text("office_orders.sheet.facts"),
        lead: None,
        action: sheet.may_edit.then(|| key_button(edit, 'e', Loudness::Quiet)),
        body: fact_list(sheet),
    }
}

fn figures(sheet: &CustomerSheet) -> Markup {
    let language = sheet.language;
    let tile = |key: &'static str, figure: String| Tile { label: text!(language, key), figure, ..Tile::default() };
    let mut shown = Vec::new();
    if sheet.may_see_orders {
        shown.push(tile("office_customers.figure.orders", counted(language, sheet.order_count)));
        shown.push(tile("office_customers.figure.turnover", texts::money(language, sheet.turnover)));
    }
    if let Some(owed) = sheet.owed {
        // A credit is said in words: a minus is overlooked.
        let (key, meaning) = match owed {
            owed if owed.is_positive() => ("office_customers.figure.owes", Meaning::Attention),
            owed if owed.is_negative() => ("office_customers.figure.credit", Meaning::Information),
            _ => ("office_customers.figure.settled", Meaning::Good),
        };
        let tile = tile("office_customers.figure.balance", texts::money(language, owed.abs()));
        shown.push(Tile { note: Some(text!(language, key)), meaning, ..tile });
    }
    html! { @if !shown.is_empty() { (tiles(&shown)) } }
}

fn orders_section(sheet: &CustomerSheet) -> Section {
    let language = sheet.language;
    let column = |name: &str| text!(language, &format!("office_orders.column.{name}"));
    let row = |row: &OrderRow| {
        let cells = vec![
            unbroken(&order_number(row.id)),
            html! { (texts::day_short(language, row.day)) },
            order_state(language, row.state),
            payment_state(language, row),
            figure(&texts::money(language, row.gross)),
        ];
        Row::leading_to(order_path(row.id), cells)
    };
    let shown = Table {
        caption: text!(language, "office_orders.page.title"),
        columns: vec![
            Column::text(column("number")),
            Column::text(column("day")),
            Column::state(column("state")),
            Column::state(column("paid")),
            Column::figure(column("gross")),
        ],
        rows: sheet.orders.iter().map(row).collect(),
        empty: Empty::new(text!(language, "office_customers.empty.orders")),
        ..Table::default()
    };
    let all = Link::new(
        text!(language, "office_customers.sheet.all_orders", count = counted(language, sheet.order_count)),
        format!("/office/orders?customer={}", sheet.id),
    );
    Section {
        heading: text!(language, "office_orders.page.title"),
        lead: None,
        action: (sheet.order_count > sheet.orders.len()).then(|| text_link(&all)),
        body: list_table(language, &shown),
    }
}

fn invoices(sheet: &CustomerSheet) -> Markup {
    if sheet.invoices.is_empty() {
        return html! {};
    }
    let language = sheet.language;
    let row = |(id, invoice): &(InvoiceId, Invoice)| {
        let cells = vec![
            two_lines(&invoice.number, &invoice.kind.say(language)),
            html! { (texts::day_short(language, invoice.day)) },
            figure(&texts::money(language, invoice.totals.gross)),
        ];
        Row::leading_to(invoice_path(*id), cells)
    };
    let shown = Table {
        caption: text!(language, "office_invoices.page.title"),
        columns: vec![
            Column::text(text!(language, "office_invoices.column.number")),
            Column::text(text!(language, "office_invoices.column.day")),
            Column::figure(text!(language, "office_invoices.column.gross")),
        ],
        rows: sheet.invoices.iter().map(row).collect(),
        ..Table::default()
    };
    section(&text!(language, "office_invoices.page.title"), table(language, &shown))
}

fn fact_list(sheet: &CustomerSheet) -> Markup {
    let language = sheet.language;
    let person = &sheet.person;
    let mut rows = Vec::new();
    let mut add = |key: &'static str, value: Markup| rows.push(Fact::new(text!(language, key), value));
    if !person.company.is_empty() {
        add("office_customers.fact.contact", html! { (person.full_name()) });
    }
    match &person.address {
        Some(of) => {
            let lines = of.lines(sheet.home, &texts::country_name(language, of.country));
            add("office_customers.fact.address", address(&lines));
        }
        None => add("office_customers.fact.address", small(&text!(language, "office_customers.fact.unknown"))),
    }
    if let Some(email) = &person.email {
        add("office_orders.fact.email", text_link(&Link::new(email.to_string(), format!("mailto:{email}"))));
    }
    if !person.phone.is_empty() {
        let digits: String = person.phone.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
        add("office_orders.fact.phone", text_link(&Link::new(person.phone.clone(), format!("tel:{digits}"))));
    }
    if let Some(vat_id) = &person.vat_id {
        let checked = sheet.vat_checked_on.map_or_else(
            || text!(language, "office_customers.vat.unchecked"),
            |day| text!(language, "office_customers.vat.checked", day = texts::day_short(language, day)),
        );
        add("office_orders.fact.vat_id", html! { (code(&vat_id.to_string())) " " (small(&checked)) });
    }
    if sheet.einvoice != EinvoiceTerms::default() {
        let format = text!(language, &format!("einvoice.format.{}", sheet.einvoice.format.word()));
        add("office_customers.fact.einvoice", two_lines(&format, &sheet.einvoice.buyer_reference));
    }
    add("firm.part.terms", two_lines(&sheet.terms.0, &sheet.terms.1));
    add("office_customers.fact.language", html! { (person.language.own_name()) });
    if let Some(partner) = &sheet.partner {
        add("office_orders.fact.partner", text_link(partner));
    }
    let since = Moment {
        shown: texts::day_short(language, sheet.wall.day_of(sheet.customer.since)),
        exact: sheet.wall.exact(sheet.customer.since),
        machine: sheet.customer.since.to_string(),
    };
    add("office_customers.fact.since", moment(&since));
    match &sheet.account {
        Some(account) => add("office_customers.fact.account", text_link(account)),
        None => add("office_customers.fact.account", small(&text!(language, "office_customers.fact.no_account"))),
    }
    for consent in &person.consents {
        let key = match consent.kind {
            ConsentKind::Terms => "office_customers.consent.terms",
            ConsentKind::Privacy => "office_customers.consent.privacy",
            ConsentKind::PartnerTerms => "office_customers.consent.partner_terms",
        };
        let when = sheet.wall.exact(consent.at);
        add(key, html! { (text!(language, "office_customers.consent.given", version = consent.version, when = when)) });
    }
    facts(&rows)
}
