//! The sheet of one invoice or credit note: what it says, what was paid, and the papers that belong to it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::{delivery_note, einvoice_troubles};
use crate::business::billing::reminders::{ReminderStop, reminder_stop, reminders_of_invoice};
use crate::business::billing::{self, Invoice, InvoiceKind, InvoiceLine, Seal, SetOff, not_to_cancel, not_to_credit};
use crate::business::catalog;
use crate::business::failure::{Complaint, Failure};
use crate::business::firm;
use crate::business::journal::{Subject, history};
use crate::business::messages::{self, OutboxId, OutboxItem};
use crate::business::orders::order_number;
use crate::business::payments::{self, InvoiceStanding, Payment, invoice_standing};
use crate::business::permission::Permission;
use crate::business::shipping;
use crate::business::view::View;
use crate::portals::office::documents::{einvoice_path, invoice_pdf_path};
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::invoices::cancel::cancel_path;
use crate::portals::office::invoices::credit::credit_path;
use crate::portals::office::invoices::list::list_path;
use crate::portals::office::invoices::words::{kind_word, standing_state};
use crate::portals::office::outbox::letter_section;
use crate::portals::office::reminders::{reminders_section, resume_path, stop_path};
use crate::portals::office::subjects::{self, invoice_path, order_path, payment_path};
use crate::portals::untaxed::untaxed;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Country, EinvoiceFormat, InvoiceId, Language, Money, ParcelId, PaymentId};
use crate::web::parts::{
    Column, DocumentLink, Fact, Happening, Icon, Link, Loudness, Meaning, Notice, PostButton, Row, SumLine, Table,
    address, columns, documents, facts, figure, icon_button, menu_link, moment, notice, post_button, section, small,
    state, sums, table, text_link, timeline, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/invoices/{invoice}", show)
        .page("/office/invoices/{invoice}/delivery-notes/{parcel}", delivery)
        .behind(Permission::BillingView)
}

fn delivery_path(invoice: InvoiceId, parcel: ParcelId) -> String {
    format!("{}/delivery-notes/{parcel}", invoice_path(invoice))
}

struct InvoicePage {
    language: Language,
    csrf: String,
    reminders: Option<Markup>,
    /// What holds reminders back today.
    stop: Option<ReminderStop>,
    may_remind: bool,
    wall: Wall,
    home: Country,
    id: InvoiceId,
    invoice: Invoice,
    open: Money,
    standing: InvoiceStanding,
    customer: Option<Link>,
    credits: Option<Link>,
    /// Credit notes that take this invoice back, wholly or in part.
    credited_by: Vec<Link>,
    /// The document that takes it back altogether.
    cancelled_by: Option<Link>,
    /// The paper that is kept.
    seal: Option<Seal>,
    may_cancel: bool,
    may_credit: bool,
    payments: Vec<(PaymentId, Payment)>,
    parcels: Vec<ParcelId>,
    letters: Vec<(OutboxId, OutboxItem)>,
    happenings: Vec<Happening>,
    may_record: bool,
    /// As whoever reads them names the goods.
    lines: Vec<InvoiceLine>,
    /// As what the document can go out, or what is missing for it.
    formats: Vec<(EinvoiceFormat, Vec<Complaint>)>,
}

impl InvoicePage {
    fn of(view: &View<'_>, visit: &Visit, id: InvoiceId) -> Result<InvoicePage, Failure> {
        view.require(Permission::BillingView)?;
        let language = visit.language;
        let invoice = billing::invoice(view, id).ok_or_else(Failure::not_found)?;
        let (open, standing) = invoice_standing(view, id, &invoice);
        let customer = invoice.customer.filter(|_| view.may(Permission::CustomersView));
        let named = |id: InvoiceId, invoice: &Invoice| Link::new(invoice.number.clone(), invoice_path(id));
        let of_order = billing::invoices_of_order(view, invoice.order);
        let teller = Teller::new(view, language);
        let may_issue = view.may(Permission::BillingIssue);
        let may_see_payments = view.may(Permission::PaymentsView);
        let parcels = shipping::parcels_of_order(view, invoice.order);
        let stop = reminder_stop(view, id).filter(|stop| stop.holds_on(view.today()));
        Ok(InvoicePage {
            language,
            csrf: visit.csrf().to_owned(),
            reminders: reminders_section(view, language, reminders_of_invoice(view, id)),
            stop,
            may_remind: view.may(Permission::BillingRemind),
            wall: Wall::of(view, language),
            home: firm::home(view),
            id,
            open,
            standing,
            customer: customer
                .map(|customer| Link::new(subjects::customer_name(view, customer), subjects::customer_path(customer))),
            credits: invoice.credits.and_then(|id| Some(named(id, &billing::invoice(view, id)?))),
            credited_by: of_order
                .iter()
                .filter(|(_, other)| other.credits == Some(id) && other.kind == InvoiceKind::CreditNote)
                .map(|(other, invoice)| named(*other, invoice))
                .collect(),
            seal: billing::seal(view, id),
            cancelled_by: billing::cancelled_by(view, id, &invoice).map(|(by, document)| named(by, &document)),
            may_cancel: may_issue && not_to_cancel(id, &invoice, &of_order).is_none(),
            may_credit: may_issue && not_to_credit(id, &invoice, &of_order).is_none(),
            payments: if may_see_payments { payments::payments_of_order(view, invoice.order) } else { Vec::new() },
            parcels: parcels.into_iter().map(|(id, _)| id).collect(),
            letters: if view.may(Permission::MessagesView) {
                messages::letters_about(view, &[Subject::of(id)])
            } else {
                Vec::new()
            },
            happenings: history(view, &[Subject::of(id)]).iter().map(|entry| teller.happening(entry)).collect(),
            may_record: view.may(Permission::PaymentsRecord),
            lines: lines_read_in(view, &invoice, language),
            formats: einvoice_troubles(view, id)?
                .into_iter()
                .map(|(format, trouble)| (format, trouble.map(|trouble| trouble.complaints()).unwrap_or_default()))
                .collect(),
            invoice,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }

    fn money(&self, amount: Money) -> Markup {
        figure(&texts::money(self.language, amount))
    }
}

/// Goods and delivery named for whoever reads; the document keeps the language of its customer.
fn lines_read_in(view: &View<'_>, invoice: &Invoice, language: Language) -> Vec<InvoiceLine> {
    if invoice.language == language {
        return invoice.lines.clone();
    }
    let named = |line: &InvoiceLine| {
        let name = match catalog::product_by_sku(view, &line.sku) {
            Some((_, product)) => product.name.get(language).to_owned(),
            None if line.sku.is_empty() => text!(language, "billing.line.delivery"),
            None => line.name.clone(),
        };
        InvoiceLine { name, ..line.clone() }
    };
    invoice.lines.iter().map(named).collect()
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = InvoiceId::parse(&id).ok_or_else(Failure::not_found)?;
    let page = visit.read(|view| InvoicePage::of(view, &visit, id))?;
    frame::show(&visit, &invoice_page(&page))
}

/// A parcel of the invoice's own order, and of no other.
async fn delivery(visit: Visit, Path((id, parcel)): Path<(String, String)>) -> Answer {
    let id = InvoiceId::parse(&id).ok_or_else(Failure::not_found)?;
    let parcel = ParcelId::parse(&parcel).ok_or_else(Failure::not_found)?;
    let print = move |view: &View<'_>| {
        view.require(Permission::BillingView)?;
        let invoice = billing::invoice(view, id).ok_or_else(Failure::not_found)?;
        let packed = shipping::parcel(view, parcel).filter(|packed| packed.order == invoice.order);
        packed.ok_or_else(Failure::not_found)?;
        delivery_note(view, parcel)
    };
    let document = visit.read_aside(print).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

fn invoice_page(page: &InvoicePage) -> Page {
    let language = page.language;
    let invoice = &page.invoice;
    let pdf = Link::new(page.text("office_invoices.sheet.pdf"), invoice_pdf_path(page.id));
    let order = Link::new(
        text!(language, "office.subject.order", number = order_number(invoice.order)),
        order_path(invoice.order),
    );
    let record =
        Link::new(page.text("office_orders.sheet.record_payment"), format!("{}/payment", order_path(invoice.order)));
    let mut actions = vec![menu_link(&order)];
    if page.may_record && page.open.is_positive() {
        actions.insert(0, menu_link(&record));
    }
    if page.may_credit {
        actions.push(menu_link(&Link::new(page.text("office_invoices.credit.action"), credit_path(page.id))));
    }
    if page.may_cancel {
        actions.push(menu_link(&Link::new(page.text("office_invoices.cancel.action"), cancel_path(page.id))));
    }
    let stop = Link::new(page.text("office_reminders.stop.title"), stop_path(page.id));
    if page.may_remind && page.stop.is_none() && page.open.is_positive() {
        actions.push(menu_link(&stop));
    }
    Page {
        title: format!("{} {}", kind_word(language, invoice.kind), invoice.number),
        state: Some(standing_state(language, page.standing)),
        lead: Some(format!("{} · {}", invoice.billing.name, texts::day(language, invoice.day))),
        back: Some(Link::new(page.text("office_invoices.page.title"), list_path())),
        primary: Some(icon_button(&pdf, Icon::Document, Loudness::Primary)),
        actions,
        body: html! {
            (notices(page))
            (section(&page.text("office_orders.sheet.lines"), html! {
                (line_table(language, &page.lines))
                (sums(&sum_lines(page)))
                (untaxed(language, page.invoice.tax_reason))
            }))
            (addresses(page))
            (payment_section(page))
            @if let Some(reminders) = &page.reminders { (reminders) }
            (paper_section(page))
            (data_section(page))
            (letter_section(&page.wall, &page.letters))
        },
        aside: Some(html! {
            (section(&page.text("office_commissions.sheet.facts"), fact_list(page, &order)))
            (section(&page.text("office_commissions.sheet.history"), timeline(language, &page.happenings)))
        }),
        ..Page::default()
    }
}

/// What is overdue, and what a credit note takes back.
fn notices(page: &InvoicePage) -> Markup {
    let language = page.language;
    let said = |meaning: Meaning, sentence: String, links: &[Link]| {
        let more = (!links.is_empty()).then(|| html! { @for link in links { (text_link(link)) " " } });
        notice(&Notice { meaning, sentence, more })
    };
    html! {
        @if page.standing == InvoiceStanding::Overdue {
            @let days = page.wall.today.days_since(page.invoice.due_on);
            @let amount = texts::money(language, page.open);
            (said(Meaning::Bad, text!(language, "office_invoices.notice.overdue", amount = amount, count = days), &[]))
        }
        @if let Some(stop) = page.stop.as_ref().filter(|_| page.open.is_positive()) { (stopped(page, stop)) }
        @if let Some(credited) = &page.credits {
            @let key = match page.invoice.kind {
                InvoiceKind::Cancellation => "office_invoices.notice.cancels",
                _ => "office_invoices.notice.credits",
            };
            (said(Meaning::Information, page.text(key), std::slice::from_ref(credited)))
        }
        @if !page.invoice.reason.is_empty() {
            @let reason = &page.invoice.reason;
            (said(Meaning::Information, text!(language, "office_invoices.notice.reason", reason = reason), &[]))
        }
        @if let Some(cancellation) = &page.cancelled_by {
            @let sentence = page.text("office_invoices.notice.cancelled");
            (said(Meaning::Attention, sentence, std::slice::from_ref(cancellation)))
        }
        @if !page.invoice.settles.is_empty() {
            @let link = |before: &SetOff| Link::new(before.number.clone(), invoice_path(before.invoice));
            @let links: Vec<Link> = page.invoice.settles.iter().map(link).collect();
            (said(Meaning::Information, page.text("office_invoices.notice.settles"), &links))
        }
        @if !page.credited_by.is_empty() {
            (said(Meaning::Attention, page.text("office_invoices.notice.credited_by"), &page.credited_by))
        }
    }
}

/// Nobody is reminded of it, and how that ends.
fn stopped(page: &InvoicePage, stop: &ReminderStop) -> Markup {
    let language = page.language;
    let sentence = match stop.until {
        Some(until) => {
            let day = texts::day(language, until);
            text!(language, "office_reminders.left_out.stopped_until", reason = stop.reason, day = day)
        }
        None => text!(language, "office_reminders.left_out.stopped", reason = stop.reason),
    };
    let resume = PostButton {
        label: text!(language, "office_reminders.stop.resume"),
        action: &resume_path(page.id),
        csrf: &page.csrf,
        loudness: Loudness::Secondary,
        hidden: Vec::new(),
    };
    let more = page.may_remind.then(|| post_button(&resume));
    notice(&Notice { meaning: Meaning::Information, sentence, more })
}

fn line_table(language: Language, lines: &[InvoiceLine]) -> Markup {
    let money = |amount: Money| figure(&texts::money(language, amount));
    let row = |line: &InvoiceLine| {
        Row::new(vec![
            two_lines(&line.name, &line.sku),
            figure(&texts::number(language, i64::from(line.quantity))),
            money(line.unit_price),
            figure(&texts::percent(language, line.vat_rate)),
            money(line.net),
        ])
    };
    let column = |name: &str| text!(language, &format!("office_orders.line.{name}"));
    table(
        language,
        &Table {
            caption: text!(language, "office_orders.sheet.lines"),
            columns: vec![
                Column::text(column("product")),
                Column::figure(column("quantity")),
                Column::figure(column("unit_price")),
                Column::figure(column("tax")),
                Column::figure(column("net")),
            ],
            rows: lines.iter().map(row).collect(),
            ..Table::default()
        },
    )
}

/// Net, the tax of every rate with what it is on, gross, and what is still open.
fn sum_lines(page: &InvoicePage) -> Vec<SumLine> {
    let language = page.language;
    let line =
        |label: String, amount: Money| SumLine { label, amount: texts::money(language, amount), is_total: false };
    let totals = &page.invoice.totals;
    let mut lines = vec![line(text!(language, "office_orders.sum.net"), totals.net)];
    lines.extend(totals.groups.iter().map(|group| {
        let label = text!(
            language,
            "office_invoices.sum.tax_on",
            rate = texts::percent(language, group.rate),
            net = texts::money(language, group.net)
        );
        line(label, group.tax)
    }));
    lines.push(SumLine { is_total: true, ..line(text!(language, "office_orders.sum.gross"), totals.gross) });
    lines.extend(page.invoice.settles.iter().map(|before| line(before.number.clone(), -before.totals.gross)));
    if page.invoice.kind.charges() {
        lines.push(line(text!(language, "office_invoices.column.open"), page.open));
    }
    lines
}

fn addresses(page: &InvoicePage) -> Markup {
    let invoice = &page.invoice;
    let lines =
        |of: &crate::values::Address| address(&of.lines(page.home, &texts::country_name(page.language, of.country)));
    let billing = section(&page.text("office_orders.sheet.billing"), lines(&invoice.billing));
    let delivery = if invoice.billing == invoice.delivery {
        small(&page.text("office_orders.sheet.same_address"))
    } else {
        lines(&invoice.delivery)
    };
    columns(&[billing, section(&page.text("office_orders.sheet.delivery"), delivery)])
}

fn payment_section(page: &InvoicePage) -> Markup {
    if page.payments.is_empty() {
        return html! {};
    }
    let language = page.language;
    let row = |(id, payment): &(PaymentId, Payment)| {
        let standing = text!(language, &format!("office_payments.way.{}", payment.way().word()));
        let meaning = if payment.reversed.is_some() { Meaning::Neutral } else { Meaning::Good };
        let cells = vec![
            html! { (texts::day_short(language, payment.received_on)) },
            state(meaning, &standing),
            html! { (payment.purpose(language)) },
            page.money(payment.amount),
        ];
        Row::leading_to(payment_path(*id), cells)
    };
    let column = |name: &str| text!(language, &format!("office_payments.column.{name}"));
    let shown = Table {
        caption: page.text("office_payments.page.title"),
        columns: vec![
            Column::text(column("day")),
            Column::state(column("state")),
            Column::text(column("reference")),
            Column::figure(column("amount")),
        ],
        rows: page.payments.iter().map(row).collect(),
        ..Table::default()
    };
    section(&page.text("office_payments.page.title"), table(language, &shown))
}

fn paper_section(page: &InvoicePage) -> Markup {
    let pdf = |label: String, href: String| DocumentLink { label, href, kind: "PDF".to_owned(), note: None };
    let own = format!("{} {}", kind_word(page.language, page.invoice.kind), page.invoice.number);
    let mut all = vec![pdf(own, invoice_pdf_path(page.id))];
    if page.invoice.kind.charges() {
        let number = order_number(page.invoice.order);
        let note = text!(page.language, "office_orders.document.delivery_note", number = number);
        all.extend(page.parcels.iter().map(|parcel| pdf(note.clone(), delivery_path(page.id, *parcel))));
    }
    section(&page.text("office_orders.sheet.documents"), documents(&all))
}

/// The formats of the data; what is missing for one stands below, so that it can be added.
fn data_section(page: &InvoicePage) -> Markup {
    let language = page.language;
    let name = |format: EinvoiceFormat| text!(language, &format!("einvoice.format.{}", format.word()));
    let (good, missing): (Vec<_>, Vec<_>) = page.formats.iter().partition(|(_, complaints)| complaints.is_empty());
    let links: Vec<DocumentLink> = good
        .iter()
        .map(|(format, _)| DocumentLink {
            label: name(*format),
            href: einvoice_path(page.id, *format),
            kind: if *format == EinvoiceFormat::Zugferd { "PDF" } else { "XML" }.to_owned(),
            note: Some(text!(language, &format!("einvoice.about.{}", format.word()))),
        })
        .collect();
    section(
        &page.text("office_invoices.einvoice.heading"),
        html! {
            (documents(&links))
            @for (format, complaints) in missing {
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence: text!(language, "office_invoices.einvoice.missing", format = name(*format)),
                    more: Some(html! { @for complaint in complaints { p { (complaint.say(language)) } } }),
                }))
            }
        },
    )
}

fn fact_list(page: &InvoicePage, order: &Link) -> Markup {
    let language = page.language;
    let invoice = &page.invoice;
    let mut all = vec![
        Fact::new(page.text("office_invoices.column.order"), text_link(order)),
        Fact::words(page.text("office_invoices.fact.delivered_on"), &texts::day(language, invoice.delivered_on)),
    ];
    if invoice.kind.charges() {
        all.push(Fact::words(page.text("office_invoices.column.due_on"), &texts::day(language, invoice.due_on)));
    }
    if let Some(customer) = &page.customer {
        all.push(Fact::new(page.text("office_invoices.column.customer"), text_link(customer)));
    }
    if let Some(vat_id) = &invoice.vat_id {
        all.push(Fact::words(page.text("office_invoices.fact.vat_id"), &vat_id.to_string()));
    }
    let prepaid = invoice.settles.iter().fold(invoice.prepaid, |rest, before| rest - before.totals.gross);
    if !prepaid.is_zero() {
        all.push(Fact::new(page.text("office_invoices.fact.prepaid"), page.money(prepaid)));
    }
    if let Some(seal) = &page.seal {
        let kilobytes = texts::number(language, i64::try_from(seal.bytes.div_ceil(1_000)).unwrap_or(i64::MAX));
        let size = text!(language, "office_invoices.fact.paper_size", kilobytes = kilobytes);
        all.push(Fact::new(page.text("office_invoices.fact.paper"), two_lines(&seal.hash_text(), &size)));
    }
    all.push(Fact::new(page.text("office_invoices.fact.issued"), moment(&page.wall.moment(invoice.issued_at))));
    facts(&all)
}
