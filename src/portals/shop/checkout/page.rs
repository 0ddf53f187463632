//! How the checkout looks.

use maud::{Markup, html};

use crate::business::firm::PaymentTerms;
use crate::business::orders::{DeliveryTime, Quote};
use crate::portals::opening;
use crate::portals::shop::cart::cart_path;
use crate::portals::shop::checkout::form::OfferedCredit;
use crate::portals::shop::checkout::{PRICES_PATH, checkout_path};
use crate::portals::shop::referral::FORGET_PATH;
use crate::portals::shop::sums;
use crate::portals::showcase::{Shopper, words};
use crate::text;
use crate::texts;
use crate::values::{Country, CustomerId, Language, Money};
use crate::web::parts::{
    Breadth, Choice, Field, Form, Link, Loudness, NamedButton, checkbox_field, chosen_anew, consent_field,
    disclosed_by, disclosed_without, email_field, field_row, fieldset, form, link_button, named_button, paragraph,
    radio_group, section, select_field, small, submit_button, telephone_field, text_field, text_link, textarea_field,
};
use crate::web::{Complaints, Page, Typed};

pub struct CheckoutView {
    pub shopper: Shopper,
    /// `None` when nothing is left that could be bought.
    pub quote: Option<Quote>,
    /// What of it the buyer's credit can pay.
    pub credit: Option<OfferedCredit>,
    /// On which terms the buyer may pay later, if at all.
    pub terms: PaymentTerms,
    /// Why this cart is not sold on account, in sentences; empty where it is.
    pub no_account: Vec<String>,
    /// Not everything is there.
    pub is_short: bool,
    pub customers: Vec<(CustomerId, String)>,
    pub orders_as_partner: bool,
    /// The number of the partner by whose link the visitor came.
    pub referred_by: Option<String>,
    pub is_signed_in: bool,
    pub typed: Typed,
    pub complaints: Complaints,
    pub csrf: String,
}

/// The check box of the buyer's credit.
const USE_CREDIT: &str = "use_credit";

impl CheckoutView {
    /// For whom of the own customers a partner orders.
    fn chosen_customer(&self) -> Option<&(CustomerId, String)> {
        self.customers.iter().find(|(id, _)| id.to_string() == self.typed.text("for"))
    }
}

pub fn checkout_page(view: &CheckoutView) -> Page {
    let language = view.shopper.language;
    Page {
        title: text!(language, "shop.checkout.title"),
        back: Some(Link::new(text!(language, "shop.cart.title"), cart_path())),
        lead: (!view.is_signed_in).then(|| text!(language, "shop.checkout.as_guest")),
        body: checkout_form(view),
        ..Page::default()
    }
}

/// What a buyer reads while the shop may not sell; the cart waits.
pub fn closed_page(language: Language, to_mend: &[String]) -> Page {
    let cart = Link::new(text!(language, "shop.opening.to_cart"), cart_path());
    Page {
        title: text!(language, "shop.opening.closed"),
        lead: Some(text!(language, "shop.opening.cart_waits")),
        body: html! {
            p { (link_button(&cart, Loudness::Secondary)) }
            (opening::to_mend_section(language, to_mend))
        },
        ..Page::default()
    }
}

fn checkout_form(view: &CheckoutView) -> Markup {
    let language = view.shopper.language;
    let total = view.quote.as_ref().map_or(0, |quote| quote.totals.gross.minor());
    let time = view.quote.as_ref().and_then(|quote| quote.delivery_time);
    let mut hidden =
        vec![("total", total.to_string()), ("delivery_time", time.map_or(String::new(), DeliveryTime::written))];
    hidden.extend(view.credit.map(|credit| ("credit", credit.taken.minor().to_string())));
    form(
        language,
        &Form {
            action: checkout_path(),
            csrf: &view.csrf,
            idempotency_key: Some(view.typed.text("idempotency_key")),
            hidden,
            complaints: view.complaints.summary(),
            body: html! {
                @if view.orders_as_partner { (for_whom(view)) }
                (contact(view))
                (fieldset(&text!(language, "shop.checkout.billing"), address_fields(view, "billing")))
                (checkbox_field(language, &field(view, "elsewhere", text!(language, "shop.checkout.elsewhere"), true)))
                (disclosed_by("elsewhere", fieldset(
                    &text!(language, "shop.checkout.delivery"),
                    address_fields(view, "delivery"),
                )))
                (payment(view))
                @if let Some(credit) = view.credit { (credit_choice(view, credit)) }
                (textarea_field(language, &field(view, "note", text!(language, "shop.checkout.note"), true), 3))
                (review(view))
                (consents(view))
            },
            buttons: vec![
                submit_button(&text!(language, "shop.checkout.order"), Loudness::Primary),
                to_pay_beside(view),
            ],
            ..Form::default()
        },
    )
}

/// The sum that binds, beside the button; with credit, what it leaves to pay while the credit is ticked.
fn to_pay_beside(view: &CheckoutView) -> Markup {
    let language = view.shopper.language;
    let Some(credit) = view.credit else { return total_beside(view) };
    let money = |amount: Money| texts::money(language, amount);
    let with_credit = if credit.rest.is_zero() {
        text!(language, "shop.credit.all_paid", credit = money(credit.taken))
    } else {
        text!(language, "shop.credit.left_to_pay", credit = money(credit.taken), rest = money(credit.rest))
    };
    html! {
        (disclosed_without(USE_CREDIT, total_beside(view)))
        (disclosed_by(USE_CREDIT, paragraph(&with_credit)))
    }
}

/// The whole sum; for a customer with the name of the one who pays it.
fn total_beside(view: &CheckoutView) -> Markup {
    let language = view.shopper.language;
    let Some(quote) = &view.quote else { return html! {} };
    let total = texts::money(language, quote.totals.gross);
    match view.chosen_customer() {
        Some((_, name)) => paragraph(&text!(language, "shop.checkout.total_for", name = name, total = total)),
        None => paragraph(&text!(language, "shop.checkout.total", total = total)),
    }
}

fn field<'f>(view: &'f CheckoutView, name: &'f str, label: String, optional: bool) -> Field<'f> {
    Field {
        name,
        label,
        value: view.typed.text(name),
        error: view.complaints.about(name),
        optional,
        ..Field::default()
    }
}

/// A partner orders for the own household or for one of the own customers.
fn for_whom(view: &CheckoutView) -> Markup {
    let language = view.shopper.language;
    let mut choices = vec![Choice::new("own", text!(language, "shop.checkout.for_own"))];
    choices.extend(view.customers.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())));
    let mut whom = field(view, "for", text!(language, "shop.checkout.for"), false);
    if whom.value.is_empty() {
        whom.value = "own";
    }
    // The answer begins where one has just chosen.
    let prices = format!("{PRICES_PATH}#{}", whom.anchor());
    let price = NamedButton {
        label: text!(language, "shop.checkout.show_prices"),
        name: "step",
        value: "prices",
        action: &prices,
        loudness: Loudness::Secondary,
    };
    chosen_anew(select_field(language, &whom, &choices), named_button(&price))
}

fn contact(view: &CheckoutView) -> Markup {
    let language = view.shopper.language;
    let email = Field {
        autocomplete: "email",
        hint: Some(text!(language, "shop.checkout.email_hint")),
        ..field(view, "email", text!(language, "shop.checkout.email"), false)
    };
    let phone = Field { autocomplete: "tel", ..field(view, "phone", text!(language, "shop.checkout.phone"), true) };
    let vat_id = Field {
        hint: Some(text!(language, "shop.checkout.vat_id_hint")),
        breadth: Breadth::Medium,
        ..field(view, "vat_id", text!(language, "shop.checkout.vat_id"), true)
    };
    let body = html! {
        (email_field(language, &email))
        (telephone_field(language, &phone))
        (text_field(language, &vat_id))
    };
    fieldset(&text!(language, "shop.checkout.contact"), body)
}

fn address_fields(view: &CheckoutView, prefix: &str) -> Markup {
    let language = view.shopper.language;
    let name = |part: &str| format!("{prefix}.{part}");
    let one = |part: &str, label: String, complete: &'static str, breadth: Breadth, optional: bool| {
        let name = name(part);
        let field = Field { autocomplete: complete, breadth, ..field(view, &name, label, optional) };
        text_field(language, &field)
    };
    html! {
        (one("name", text!(language, "shop.address.name"), "name", Breadth::Full, false))
        (one("extra", text!(language, "shop.address.extra"), "address-line2", Breadth::Full, true))
        (field_row(&[
            one("street", text!(language, "shop.address.street"), "address-line1", Breadth::Full, false),
            one("house_number", text!(language, "shop.address.house_number"), "off", Breadth::Short, false),
        ]))
        (field_row(&[
            one("postcode", text!(language, "shop.address.postcode"), "postal-code", Breadth::Short, false),
            one("town", text!(language, "shop.address.town"), "address-level2", Breadth::Full, false),
        ]))
        (country_field(view, &name("country")))
    }
}

fn country_field(view: &CheckoutView, name: &str) -> Markup {
    let language = view.shopper.language;
    let choice = |country: Country| Choice::new(country.code(), texts::country_name(language, country));
    let choices: Vec<Choice> = Country::DELIVERED.into_iter().map(choice).collect();
    let mut field = field(view, name, text!(language, "shop.address.country"), false);
    field.autocomplete = "country";
    let home = view.shopper.country;
    if field.value.is_empty() {
        field.value = home.code();
    }
    select_field(language, &field, &choices)
}

fn payment(view: &CheckoutView) -> Markup {
    let language = view.shopper.language;
    let hinted = |value: &str, label: String, hint: String| Choice { hint: Some(hint), ..Choice::new(value, label) };
    let prepayment = hinted(
        "prepayment",
        text!(language, "shop.payment.prepayment"),
        text!(language, "shop.payment.prepayment_hint"),
    );
    let on_account = || hinted("invoice", text!(language, "shop.payment.invoice"), view.terms.say(language).join(" "));
    let choices: Vec<Choice> = std::iter::once(prepayment).chain(view.no_account.is_empty().then(on_account)).collect();
    html! {
        (radio_group(language, &field(view, "payment", text!(language, "shop.payment.title"), false), &choices))
        @if view.terms.on_account && view.is_signed_in {
            @for sentence in &view.no_account { p { (small(sentence)) } }
        }
    }
}

/// Whether the own credit pays for it, with what is left to pay then. Never ticked in advance.
fn credit_choice(view: &CheckoutView, credit: OfferedCredit) -> Markup {
    let language = view.shopper.language;
    let money = |amount: Money| texts::money(language, amount);
    let there = money(credit.there);
    let hint = if credit.rest.is_zero() {
        text!(language, "shop.credit.pays_all", there = there)
    } else {
        text!(language, "shop.credit.pays_part", there = there, rest = money(credit.rest))
    };
    let label = text!(language, "shop.credit.use", amount = money(credit.taken));
    let field = Field { hint: Some(hint), ..field(view, USE_CREDIT, label, true) };
    fieldset(&text!(language, "shop.credit.title"), checkbox_field(language, &field))
}

/// What is bought, right above the button (§ 312j (2) BGB, § 8 (1) FAGG).
fn review(view: &CheckoutView) -> Markup {
    let language = view.shopper.language;
    let Some(quote) = &view.quote else { return small(&text!(language, "shop.cart.empty")) };
    let line = |line: &crate::business::orders::OrderLine| {
        text!(
            language,
            "shop.checkout.line",
            quantity = line.quantity,
            product = line.name,
            total = texts::money(language, view.shopper.shown_at(line.net(), line.vat_rate))
        )
    };
    let body = html! {
        (crate::web::parts::plain_list(&quote.lines.iter().map(line).collect::<Vec<_>>()))
        (sums::of_quote(view.shopper, quote))
        @if let Some(credit) = view.credit {
            (disclosed_by(USE_CREDIT, sums::after_credit(language, credit.taken, credit.rest)))
        }
        @if quote.delivery_time.is_some() {
            (words::delivery_time(view.shopper, quote.delivery_time))
            (small(&text!(language, "shop.checkout.delivery_counted")))
            @if view.is_short { (small(&text!(language, "orders.delivery_time.backorder"))) }
        }
        @if let Some(number) = &view.referred_by { (referral(language, number)) }
    };
    section(&text!(language, "shop.checkout.review"), body)
}

/// To whom the order will be credited, and how to say no.
fn referral(language: Language, number: &str) -> Markup {
    let forget = Link::new(text!(language, "shop.referral.forget"), FORGET_PATH);
    html! { p { (text!(language, "shop.referral.by", number = number)) " " (text_link(&forget)) } }
}

fn consents(view: &CheckoutView) -> Markup {
    let language = view.shopper.language;
    let terms = Link::new(text!(language, "frames.legal.terms"), "/legal/terms");
    let withdrawal = Link::new(text!(language, "shop.checkout.withdrawal_text"), "/legal/withdrawal");
    let privacy = Link::new(text!(language, "frames.legal.privacy"), "/legal/privacy");
    html! {
        // A partner cannot consent for a customer; whoever buys must.
        @if view.chosen_customer().is_none() {
            (consent_field(language, &field(view, "terms", String::new(), false), html! {
                (text!(language, "shop.checkout.accept_terms")) " " (text_link(&terms)) " · " (text_link(&withdrawal))
            }))
            (consent_field(language, &field(view, "privacy", String::new(), false), html! {
                (text!(language, "shop.checkout.accept_privacy")) " " (text_link(&privacy))
            }))
        }
        (small(&delivery_note(language)))
    }
}

fn delivery_note(language: Language) -> String {
    text!(language, "shop.checkout.button_note")
}
