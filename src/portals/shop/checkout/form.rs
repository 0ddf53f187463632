//! The checkout form: what was typed, and how it becomes a command.

use crate::business::customers;
use crate::business::failure::Complaint;
use crate::business::orders::{
    CartLine, Contact, DeliveryTime, NewBuyer, PaymentMethod, PlaceOrder, ShownTime, own_buyer,
};
use crate::business::payments::credit_to_spend;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::business::{partners, people};
use crate::values::{Address, Country, Currency, CustomerId, Money, PartnerId, PersonId};
use crate::web::{Reading, Typed, Visit, from_hex};

/// The texts that hold today.
pub struct Versions {
    pub terms: String,
    pub privacy: String,
}

/// What is known beside the form.
pub struct Known {
    pub buyer: NewBuyer,
    pub currency: Currency,
    pub lines: Vec<CartLine>,
    pub versions: Versions,
    pub referral: Option<PartnerId>,
}

/// Text to values, with everything that is wrong at once.
pub fn read(typed: &Typed, visit: &Visit, known: &Known, token: [u8; 16]) -> Result<PlaceOrder, Vec<Complaint>> {
    let Known { buyer, currency, lines, versions, referral } = known;
    let mut reading = Reading::of(typed);
    let billing = reading.address("billing");
    let delivery = if reading.ticked("elsewhere") { reading.address("delivery") } else { billing.clone() };
    let payment_method = reading.choice("payment", payment_method);
    let note = reading.text("note", 1_000);
    let contact =
        Contact { email: reading.line("email"), phone: reading.line("phone"), vat_id: reading.line("vat_id") };
    let key = from_hex(typed.text("idempotency_key"));
    if key.is_none() {
        reading.complain(Complaint::new("shop.checkout.no_key"));
    }
    if visit.signed_in.is_none() && contact.email.is_empty() {
        reading.complain(Complaint::new("web.reading.missing").at("email"));
    }
    let accepted = |name: &str, version: &str| if typed.has(name) { version.to_owned() } else { String::new() };
    let terms_version = accepted("terms", &versions.terms);
    let privacy_version = accepted("privacy", &versions.privacy);
    let wants_terms = !matches!(buyer, NewBuyer::PartnerForCustomer(_));
    if wants_terms && terms_version.is_empty() {
        reading.complain(Complaint::new("shop.checkout.terms_missing").at("terms"));
    }
    if wants_terms && privacy_version.is_empty() {
        reading.complain(Complaint::new("shop.checkout.privacy_missing").at("privacy"));
    }
    let complaints = reading.into_complaints();
    match (billing, delivery, payment_method, key) {
        (Some(billing), Some(delivery), Some(payment_method), Some(checkout_key)) if complaints.is_empty() => {
            Ok(PlaceOrder {
                buyer: *buyer,
                contact,
                billing,
                delivery,
                lines: lines.clone(),
                payment_method,
                note,
                // Whoever sends no sum was shown none, and agreed to nothing.
                shown_total: Some(Money::new(typed.text("total").parse().unwrap_or(0), *currency)),
                shown_time: ShownTime::Told(DeliveryTime::parse(typed.text("delivery_time"))),
                language: visit.language,
                terms_version,
                privacy_version,
                referral: *referral,
                checkout_key,
                token,
            })
        }
        _ => Err(complaints),
    }
}

/// How much of the buyer's credit is to pay the order: what stood beside the choice. `None` where it was not chosen.
pub fn credit(typed: &Typed, currency: Currency) -> Option<Money> {
    typed.has("use_credit").then(|| Money::new(typed.text("credit").parse().unwrap_or(0), currency))
}

/// The credit of the buyer, and how much of it an order of this sum takes.
#[derive(Clone, Copy)]
pub struct OfferedCredit {
    pub there: Money,
    pub taken: Money,
    /// What is still to be paid then.
    pub rest: Money,
}

pub fn offered_credit(view: &View<'_>, typed: &Typed, gross: Money) -> Option<OfferedCredit> {
    let (_, there) = credit_to_spend(view, view.actor(), buyer(view, typed))?;
    let taken = Money::new(there.minor().min(gross.minor()), there.currency());
    (there.currency() == gross.currency() && taken.is_positive()).then(|| OfferedCredit {
        there,
        taken,
        rest: gross - taken,
    })
}

pub fn payment_method(word: &str) -> Option<PaymentMethod> {
    match word {
        "prepayment" => Some(PaymentMethod::Prepayment),
        "invoice" => Some(PaymentMethod::Invoice),
        _ => None,
    }
}

/// Where the goods would go, as far as it has been typed.
pub fn delivery_country(typed: &Typed) -> Option<Country> {
    let field = if typed.has("elsewhere") { "delivery.country" } else { "billing.country" };
    Country::parse(typed.text(field))
}

/// The same of the postcode.
pub fn delivery_postcode(typed: &Typed) -> &str {
    typed.text(if typed.has("elsewhere") { "delivery.postcode" } else { "billing.postcode" })
}

/// For whom it is: told by the role in which somebody is signed in, and by the choice of a partner.
pub fn buyer(view: &View<'_>, typed: &Typed) -> NewBuyer {
    match (own_buyer(view, view.actor()), typed.text("for").parse::<u64>()) {
        (NewBuyer::PartnerOwn, Ok(number)) => NewBuyer::PartnerForCustomer(CustomerId::new(number)),
        (own, _) => own,
    }
}

/// The customer for whom it is; `None` for guests, and for partners who buy for themselves.
pub fn customer(view: &View<'_>, typed: &Typed) -> Option<CustomerId> {
    match buyer(view, typed) {
        NewBuyer::Customer => customers::customer_of_person(view, view.actor().person?),
        NewBuyer::PartnerForCustomer(id) | NewBuyer::StaffForCustomer(id) => Some(id),
        NewBuyer::Guest | NewBuyer::PartnerOwn | NewBuyer::StaffForGuest => None,
    }
}

pub fn orders_as_partner(view: &View<'_>) -> bool {
    partners::working_partner(view, view.actor()).is_some() && view.may(Permission::PartnerOrderForCustomer)
}

/// The customers for whom a partner may order: number and name.
pub fn own_customers(view: &View<'_>) -> Vec<(CustomerId, String)> {
    let Some(partner) = view.actor().partner.filter(|_| orders_as_partner(view)) else { return Vec::new() };
    let named = |id: CustomerId| {
        let customer = customers::customer(view, id).filter(|customer| !customer.closed)?;
        let person = people::person(view, customer.person)?;
        Some((id, format!("{} ({})", person.name(), customer.number)))
    };
    customers::customers_of_partner(view, partner).into_iter().filter_map(named).collect()
}

/// The form as it first appears: what we know of the person, and a fresh key.
pub fn prefilled(view: &View<'_>, key: String) -> Typed {
    let mut pairs = vec![("idempotency_key".to_owned(), key), ("payment".to_owned(), "prepayment".to_owned())];
    if let Some(person) = known_person(view).and_then(|id| people::person(view, id)) {
        pairs.extend(person.email.iter().map(|email| ("email".to_owned(), email.to_string())));
        pairs.push(("phone".to_owned(), person.phone.clone()));
        pairs.extend(person.vat_id.iter().map(|vat_id| ("vat_id".to_owned(), vat_id.to_string())));
        pairs.extend(person.address.iter().flat_map(|address| address_pairs("billing", address)));
    }
    Typed::from_pairs(pairs)
}

fn known_person(view: &View<'_>) -> Option<PersonId> {
    let own_partner = view.actor().partner.and_then(|id| partners::partner(view, id)).map(|partner| partner.person);
    own_partner.or(view.actor().person)
}

fn address_pairs(prefix: &str, address: &Address) -> Vec<(String, String)> {
    let pair = |part: &str, value: &str| (format!("{prefix}.{part}"), value.to_owned());
    vec![
        pair("name", &address.name),
        pair("extra", &address.extra),
        pair("street", &address.street),
        pair("house_number", &address.house_number),
        pair("postcode", &address.postcode),
        pair("town", &address.town),
        pair("country", address.country.code()),
    ]
}
