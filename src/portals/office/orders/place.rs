//! Taking an order on the telephone: for a customer whom we know, or for a guest.

use maud::{Markup, html};

use crate::business::customers::{self, Customer};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::findings;
use crate::business::firm::firm;
use crate::business::orders::{
    self, Buying, Contact, NewBuyer, PaymentMethod, PlaceOrder, Quote, ShownTime, TaxPlace, quote,
};
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::address_fields::address_pairs;
use crate::portals::office::frame;
use crate::portals::office::goods::Goods;
use crate::portals::office::orders::correct::{addresses, note_field};
use crate::portals::office::orders::draft::{Draft, line_fields, with_lines};
use crate::portals::office::orders::list::list_path;
use crate::portals::office::orders::sections::sum_lines;
use crate::portals::office::subjects::{customer_name, order_path};
use crate::portals::untaxed::untaxed;
use crate::text;
use crate::texts;
use crate::values::{Country, Currency, CustomerId, Language, Money, VatId};
use crate::web::parts::{
    Choice, Empty, Field, Form, Link, ListSearch, Loudness, NamedButton, email_field, empty, field_row, fieldset, form,
    hidden_field, link_button, link_list, list_search, named_button, paragraph, radio_group, section, small, sums,
    telephone_field, text_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, from_hex, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(new_path(), show).form(new_path(), place).behind(Permission::OrdersPlaceForOthers)
}

pub const fn new_path() -> &'static str {
    "/office/orders/new"
}

const FOUND_MAX: usize = 12;
/// The value of `for` when somebody has no account.
const GUEST: &str = "guest";

async fn show(visit: Visit) -> Answer {
    match visit.query("for").unwrap_or_default().as_str() {
        "" => choose(&visit),
        whom => {
            let typed = visit.read(|view| beginning(view, whom))?;
            let page = visit.read(|view| order_page(view, &visit, &typed, &Complaints::default(), None))?;
            frame::show(&visit, &page)
        }
    }
}

/// First: for whom. A search among the customers, and a way on for everybody else.
fn choose(visit: &Visit) -> Answer {
    let language = visit.language;
    let words = visit.query("q").unwrap_or_default();
    let indexer = visit.app.indexer();
    let hits = visit.read(|view| match words.trim() {
        "" => Ok(Vec::new()),
        words => indexer.find(view, words, &[findings::CUSTOMER], FOUND_MAX),
    })?;
    let links: Vec<Link> = hits
        .iter()
        .map(|hit| Link::new(format!("{} · {}", hit.title, hit.subtitle), format!("{}?for={}", new_path(), hit.id)))
        .collect();
    let search = ListSearch {
        action: new_path(),
        label: text!(language, "office_orders.new.search"),
        query: &words,
        hidden: Vec::new(),
    };
    let guest = Link::new(text!(language, "office_orders.new.guest"), format!("{}?for={GUEST}", new_path()));
    let page = Page {
        title: text!(language, "office_orders.page.new"),
        lead: Some(text!(language, "office_orders.new.whom")),
        back: Some(Link::new(text!(language, "office_orders.page.title"), list_path())),
        body: html! {
            (list_search(language, &search))
            @if links.is_empty() && !words.trim().is_empty() {
                (empty(&Empty::new(text!(language, "office_orders.new.nobody", words = words))))
            }
            (link_list(&links))
            p { (link_button(&guest, Loudness::Secondary)) }
        },
        ..Page::default()
    };
    frame::show_hits(visit, &page)
}

/// The empty form, with what we know of the customer.
fn beginning(view: &View<'_>, whom: &str) -> Result<Typed, Failure> {
    let mut pairs = vec![
        ("for".to_owned(), whom.to_owned()),
        ("idempotency_key".to_owned(), hex(&random::<16>())),
        ("payment".to_owned(), PaymentMethod::Invoice.word().to_owned()),
        ("billing.country".to_owned(), Country::AT.code().to_owned()),
        ("delivery.country".to_owned(), Country::AT.code().to_owned()),
    ];
    if let Some((_, _, person)) = customer_meant(view, whom)? {
        pairs.extend(person.email.iter().map(|email| ("email".to_owned(), email.to_string())));
        pairs.push(("phone".to_owned(), person.phone.clone()));
        if let Some(address) = &person.address {
            pairs.retain(|(name, _)| !name.ends_with(".country"));
            pairs.extend(address_pairs("billing", address));
            pairs.push(("delivery.country".to_owned(), address.country.code().to_owned()));
        }
    }
    Ok(Typed::from_pairs(pairs))
}

type Known = (CustomerId, Customer, Person);

/// The customer for whom it is; `None` for a guest.
fn customer_meant(view: &View<'_>, whom: &str) -> Result<Option<Known>, Failure> {
    if whom == GUEST {
        return Ok(None);
    }
    let id = CustomerId::parse(whom).ok_or_else(Failure::not_found)?;
    let customer = customers::customer(view, id).filter(|customer| !customer.closed).ok_or_else(Failure::not_found)?;
    let person = people::person(view, customer.person).ok_or_else(Failure::not_found)?;
    Ok(Some((id, customer, person)))
}

async fn place(visit: Visit, typed: Typed) -> Answer {
    let shelf = visit.read(|view| Ok(visit.app.shelf(view)))?;
    let draft = visit.read(|view| Ok(Draft::read(&typed, &Goods { view, shelf: &shelf, language: visit.language })))?;
    if typed.text("step") != "place" {
        let complaints = Complaints::said(visit.language, &draft.complaints);
        let typed = with_lines(&typed, &draft);
        let page = visit.read(|view| {
            let priced = priced(view, &typed, &draft)?;
            order_page(view, &visit, &typed, &complaints, priced.as_ref())
        })?;
        return if complaints.is_empty() { frame::show(&visit, &page) } else { frame::refuse(&visit, &page) };
    }
    let outcome = match visit.read(|view| command_of(view, &draft, &typed)) {
        Ok(command) => {
            let because = typed.text("because").trim().to_owned();
            let placing = visit.write(move |tx| {
                if because.is_empty() {
                    orders::place_order(tx, &command)
                } else {
                    orders::place_order_beyond_line(tx, &command, &because)
                }
            });
            placing.await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(id) => Ok(redirect_with_message(&order_path(id), "office_orders.told.placed")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let typed = with_lines(&typed, &draft);
            let page = visit.read(|view| {
                let priced = priced(view, &typed, &draft)?;
                order_page(view, &visit, &typed, &complaints, priced.as_ref())
            })?;
            frame::refuse(&visit, &page)
        }
    }
}

/// What it costs as it stands; `None` while nothing can be priced.
fn priced(view: &View<'_>, typed: &Typed, draft: &Draft) -> Result<Option<Quote>, Failure> {
    let buyer = buyer(customer_meant(view, typed.text("for"))?.as_ref());
    let role = orders::price_role(view, view.actor(), buyer);
    let country = draft.delivery.as_ref().map_or(Country::AT, |address| address.country);
    let person = orders::person_of(view, view.actor(), buyer);
    let party = orders::tax_party(view, person, VatId::parse(typed.text("vat_id").trim()).as_ref(), role);
    let postcode = draft.delivery.as_ref().map_or("", |address| address.postcode.as_str());
    let levy = orders::levy_on(view, &party, TaxPlace { country, postcode }, view.today());
    let buying = Buying { role, country, levy, on: view.today(), language: view.actor().language };
    Ok(if draft.lines.is_empty() { None } else { quote(view, &draft.lines, &buying) })
}

fn buyer(known: Option<&Known>) -> NewBuyer {
    known.map_or(NewBuyer::StaffForGuest, |(id, _, _)| NewBuyer::StaffForCustomer(*id))
}

fn command_of(view: &View<'_>, draft: &Draft, typed: &Typed) -> Result<PlaceOrder, Failure> {
    let known = customer_meant(view, typed.text("for"))?;
    let language = known.as_ref().map_or(Language::De, |(_, _, person)| person.language);
    let currency = firm(view).map_or(Currency::EUR, |firm| firm.currency);
    let mut complaints = draft.complaints.clone();
    let payment_method = PaymentMethod::from_word(typed.text("payment"));
    if payment_method.is_none() {
        complaints.push(Complaint::new("web.reading.no_choice").at("payment"));
    }
    let key = from_hex::<16>(typed.text("idempotency_key"));
    match (&draft.billing, &draft.delivery, payment_method, key) {
        (Some(billing), Some(delivery), Some(payment_method), Some(checkout_key)) if complaints.is_empty() => {
            Ok(PlaceOrder {
                buyer: buyer(known.as_ref()),
                contact: Contact {
                    email: typed.text("email").to_owned(),
                    phone: typed.text("phone").to_owned(),
                    vat_id: typed.text("vat_id").to_owned(),
                },
                billing: billing.clone(),
                delivery: delivery.clone(),
                lines: draft.lines.clone(),
                payment_method,
                note: draft.note.clone(),
                // Whoever sends no sum has told the customer none.
                shown_total: Some(Money::new(typed.text("total").parse().unwrap_or(0), currency)),
                shown_time: ShownTime::Nowhere,
                language,
                terms_version: String::new(),
                privacy_version: String::new(),
                referral: None,
                checkout_key,
                token: random(),
            })
        }
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints }.into()),
    }
}

fn order_page(
    view: &View<'_>,
    visit: &Visit,
    typed: &Typed,
    complaints: &Complaints,
    priced: Option<&Quote>,
) -> Result<Page, Failure> {
    let language = visit.language;
    let known = customer_meant(view, typed.text("for"))?;
    let whom = match &known {
        Some((id, _, _)) => customer_name(view, *id),
        None => text!(language, "office_orders.fact.guest"),
    };
    let may_release = view.may(Permission::CustomersCreditLine);
    let lines = priced.map_or(&[][..], |quote| quote.lines.as_slice());
    Ok(Page {
        title: text!(language, "office_orders.page.new"),
        lead: Some(whom),
        back: Some(Link::new(text!(language, "office_orders.new.other_person"), new_path())),
        body: form(
            language,
            &Form {
                action: new_path(),
                csrf: visit.csrf(),
                idempotency_key: Some(typed.text("idempotency_key")),
                hidden: priced.map(|quote| ("total", quote.totals.gross.minor().to_string())).into_iter().collect(),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! {
                    (hidden_field("for", typed.text("for")))
                    (section(&text!(language, "office_orders.sheet.lines"), html! {
                        p { (text!(language, "office_orders.form.new_lines_hint")) }
                        (line_fields(language, lines, typed, complaints))
                        @if let Some(quote) = priced {
                            (sums(&sum_lines(language, &quote.totals, quote.shipping.price)))
                            (untaxed(language, quote.tax_reason))
                        }
                        (step_button(&text!(language, "office_orders.new.price"), "price", Loudness::Secondary))
                    }))
                    (contact(language, typed, complaints))
                    (addresses(language, typed, complaints))
                    (payment(language, typed, complaints))
                    @if may_release && (complaints.about("payment").is_some() || typed.has("because")) {
                        (text_field(language, &Field {
                            name: "because",
                            label: text!(language, "credit.field.because"),
                            hint: Some(text!(language, "credit.field.because_hint")),
                            value: typed.text("because"),
                            error: complaints.about("reason"),
                            optional: true,
                            ..Field::default()
                        }))
                    }
                    (note_field(language, typed, complaints))
                },
                buttons: vec![
                    step_button(&text!(language, "office_orders.new.place"), "place", Loudness::Primary),
                    total_beside(language, priced),
                ],
                ..Form::default()
            },
        ),
        ..Page::default()
    })
}

/// What is read to the customer before the order is placed.
fn total_beside(language: Language, priced: Option<&Quote>) -> Markup {
    match priced {
        Some(quote) => {
            let total = texts::money(language, quote.totals.gross);
            paragraph(&text!(language, "office_orders.new.total", total = total))
        }
        None => small(&text!(language, "office_orders.new.no_total")),
    }
}

fn step_button(label: &str, value: &str, loudness: Loudness) -> Markup {
    named_button(&NamedButton { label: label.to_owned(), name: "step", value, loudness, ..NamedButton::default() })
}

fn contact(language: Language, typed: &Typed, complaints: &Complaints) -> Markup {
    let field = |name: &'static str, key: &'static str| Field {
        name,
        label: text!(language, key),
        value: typed.text(name),
        error: complaints.about(name),
        ..Field::default()
    };
    let email = Field {
        hint: Some(text!(language, "office_orders.new.email_hint")),
        ..field("email", "office_orders.fact.email")
    };
    let phone = Field { optional: true, ..field("phone", "office_orders.fact.phone") };
    let vat_id = Field { optional: true, ..field("vat_id", "office_orders.fact.vat_id") };
    fieldset(
        &text!(language, "office_orders.new.contact"),
        html! {
            (email_field(language, &email))
            (field_row(&[telephone_field(language, &phone), text_field(language, &vat_id)]))
        },
    )
}

fn payment(language: Language, typed: &Typed, complaints: &Complaints) -> Markup {
    let field = Field {
        name: "payment",
        label: text!(language, "office_orders.fact.payment"),
        value: typed.text("payment"),
        error: complaints.about("payment"),
        ..Field::default()
    };
    let choices = PaymentMethod::ALL.map(|method| Choice::new(method.word(), text!(language, &method.text_key())));
    radio_group(language, &field, &choices)
}
