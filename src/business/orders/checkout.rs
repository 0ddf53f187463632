//! From a filled-in checkout to an order, or to everything that is wrong with it.

use crate::business::catalog::{PriceRole, Product};
use crate::business::failure::Complaint;
use crate::business::orders::{
    Buyer, Buying, CartLine, DeliveryTime, Levy, Order, OrderLine, OrderState, PaymentMethod, Placement, Tariffs,
    priced_line, shipping_price,
};
use crate::business::people::{self, Person};
use crate::values::{Address, Country, CustomerId, Day, Email, Instant, Language, Money, PartnerId, PersonId, VatId};

/// Nobody carries home more than this; more lines or pieces are a slip of the finger.
pub const LINES_MAX: usize = 100;
pub const PIECES_MAX: u32 = 9_999;
const NOTE_SIGNS_MAX: usize = 1_000;

/// An order as it comes from a checkout form, from a partner or from the telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceOrder {
    pub buyer: NewBuyer,
    /// What is left empty is taken from the customer's record.
    pub contact: Contact,
    pub billing: Address,
    pub delivery: Address,
    pub lines: Vec<CartLine>,
    pub payment_method: PaymentMethod,
    pub note: String,
    /// The gross total beside the button that binds: the one to which the buyer agreed. `None` where none was shown.
    pub shown_total: Option<Money>,
    /// What stood there about the delivery time, which is agreed to in the same way.
    pub shown_time: ShownTime,
    pub language: Language,
    /// Versions of the texts that were accepted; empty when the box was not ticked.
    pub terms_version: String,
    pub privacy_version: String,
    /// The partner by whose link somebody came; holds when the customer has no partner yet.
    pub referral: Option<PartnerId>,
    /// From the form: sent twice, it makes one order.
    pub checkout_key: [u8; 16],
    /// Opens the order's page to somebody without an account.
    pub token: [u8; 16],
}

/// What the buyer read about the delivery time before ordering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownTime {
    /// There was no page to read it on.
    Nowhere,
    /// The page told this, or that there is none.
    Told(Option<DeliveryTime>),
}

/// For whom it is, seen from the one who sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewBuyer {
    /// Somebody without an account.
    Guest,
    /// The customer who is signed in.
    Customer,
    /// The signed-in partner, for the own household.
    PartnerOwn,
    /// A customer of the signed-in partner.
    PartnerForCustomer(CustomerId),
    /// A customer on the telephone.
    StaffForCustomer(CustomerId),
    /// Somebody on the telephone who has no account.
    StaffForGuest,
}

/// As typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    pub email: String,
    pub phone: String,
    pub vat_id: String,
}

/// What the firm knows of the one who buys.
#[derive(Clone, Debug)]
pub(super) struct Party {
    pub placement: Placement,
    pub customer: Option<CustomerId>,
    pub person: Option<(PersonId, Person)>,
    pub credited_to: Option<PartnerId>,
    /// Only those who order for themselves accept the terms here.
    pub accepts_terms: bool,
}

/// When it is placed, by which price list, and what delivery costs then.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub now: Instant,
    pub today: Day,
    pub price_role: PriceRole,
    pub tariffs: Tariffs,
    pub levy: Levy,
}

/// A wish with the product that it means, while there is one.
pub(super) type Wish = (CartLine, Option<Product>);

/// Makes the order, or says everything that is wrong at once.
pub(super) fn draw_up(
    command: &PlaceOrder,
    party: &Party,
    wishes: &[Wish],
    moment: &Moment,
) -> Result<Order, Vec<Complaint>> {
    let country = command.delivery.country;
    let levy = moment.levy;
    let buying = Buying { role: moment.price_role, country, levy, on: moment.today, language: command.language };
    let mut complaints = Vec::new();
    complaints.extend(cart_complaint(wishes));
    let lines = lines(wishes, &buying, &mut complaints);
    let (buyer, wrong) = buyer(&command.contact, party);
    complaints.extend(wrong);
    complaints.extend(address_complaints(&command.billing, &command.delivery, &moment.tariffs));
    complaints.extend(note_complaint(&command.note));
    if party.accepts_terms {
        complaints.extend(terms_complaints(command));
    }
    match (shipping_price(&moment.tariffs, country, &lines), buyer) {
        (Some(shipping), Some(buyer)) if complaints.is_empty() => Ok(Order {
            placed_at: moment.now,
            day: moment.today,
            placement: party.placement,
            buyer,
            credited_to: party.credited_to,
            price_role: moment.price_role,
            billing: command.billing.clone(),
            delivery: command.delivery.clone(),
            tax_country: levy.country,
            lines,
            shipping,
            payment_method: command.payment_method,
            state: OrderState::Confirmed,
            paid_on: None,
            shipped_on: None,
            cancel_reason: String::new(),
            version: 1,
            note: command.note.trim().to_owned(),
            language: command.language,
            terms_version: command.terms_version.clone(),
            privacy_version: command.privacy_version.clone(),
            token: command.token,
            external: String::new(),
            delivery_time: moment.tariffs.of(country).and_then(|tariff| tariff.time),
            tax_reason: levy.reason,
        }),
        _ => Err(complaints),
    }
}

/// An order has at least one line, and not too many.
pub(super) fn cart_complaint(wishes: &[Wish]) -> Option<Complaint> {
    if wishes.is_empty() {
        return Some(Complaint::new("orders.refusal.cart_empty").at("lines"));
    }
    let most = i64::try_from(LINES_MAX).unwrap_or(i64::MAX);
    (wishes.len() > LINES_MAX).then(|| Complaint::new("orders.refusal.too_many_lines").at("lines").with("most", most))
}

/// Prices every wish that can be had, and complains about the others.
pub(super) fn lines(wishes: &[Wish], buying: &Buying, complaints: &mut Vec<Complaint>) -> Vec<OrderLine> {
    let mut lines = Vec::with_capacity(wishes.len());
    for (wish, product) in wishes {
        let Some(product) = product.as_ref().filter(|product| product.active) else {
            complaints.push(gone(product.as_ref(), buying.language));
            continue;
        };
        if wish.quantity == 0 || wish.quantity > PIECES_MAX {
            complaints.push(quantity_wrong(product, buying.language));
            continue;
        }
        // Without a rate we do not deliver there, which the address is told.
        lines.extend(priced_line(wish.product, product, wish.quantity, buying));
    }
    lines
}

/// Nobody owes another sum than the one that stood beside the button, or waits longer than was told there.
pub(super) fn shown_complaints(command: &PlaceOrder, order: &Order) -> Vec<Complaint> {
    let total = order.totals().gross;
    let total_differs = command.shown_total.is_some_and(|shown| shown != total);
    let time_differs = match command.shown_time {
        ShownTime::Nowhere => false,
        ShownTime::Told(shown) => shown != order.delivery_time,
    };
    let mut complaints = Vec::new();
    complaints.extend(total_differs.then(|| Complaint::new("orders.refusal.total_changed").with("total", total)));
    complaints.extend(time_differs.then(|| Complaint::new("orders.refusal.delivery_time_changed")));
    complaints
}

fn gone(product: Option<&Product>, language: Language) -> Complaint {
    match product {
        Some(product) => {
            Complaint::new("orders.refusal.product_not_sold").at("lines").with("product", product.name.get(language))
        }
        None => Complaint::new("orders.refusal.product_unknown").at("lines"),
    }
}

fn quantity_wrong(product: &Product, language: Language) -> Complaint {
    Complaint::new("orders.refusal.quantity_wrong")
        .at("lines")
        .with("product", product.name.get(language))
        .with("most", PIECES_MAX)
}

/// Both addresses must be complete, and we must deliver to the second.
pub(super) fn address_complaints(billing: &Address, delivery: &Address, tariffs: &Tariffs) -> Vec<Complaint> {
    let mut complaints = people::address_complaints("billing", billing);
    complaints.extend(people::address_complaints("delivery", delivery));
    if !Country::DELIVERED.contains(&delivery.country) || tariffs.of(delivery.country).is_none() {
        complaints.push(Complaint::new("orders.refusal.not_delivered_there").at("delivery.country"));
    }
    complaints
}

pub(super) fn note_complaint(note: &str) -> Option<Complaint> {
    let most = i64::try_from(NOTE_SIGNS_MAX).unwrap_or(i64::MAX);
    (note.chars().count() > NOTE_SIGNS_MAX)
        .then(|| Complaint::new("orders.refusal.note_too_long").at("note").with("most", most))
}

fn terms_complaints(command: &PlaceOrder) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if command.terms_version.is_empty() {
        complaints.push(Complaint::new("orders.refusal.terms_not_accepted").at("terms"));
    }
    if command.privacy_version.is_empty() {
        complaints.push(Complaint::new("orders.refusal.privacy_not_accepted").at("privacy"));
    }
    complaints
}

/// Who buys: what was typed, and what the record knows where nothing was.
fn buyer(contact: &Contact, party: &Party) -> (Option<Buyer>, Vec<Complaint>) {
    let known = party.person.as_ref().map(|(_, person)| person);
    let mut complaints = Vec::new();
    let email = match contact.email.trim() {
        "" => known.and_then(|person| person.email.clone()),
        typed => Email::parse(typed),
    };
    if email.is_none() {
        let missing = contact.email.trim().is_empty();
        let key = if missing { "orders.refusal.email_missing" } else { "orders.refusal.email_wrong" };
        complaints.push(Complaint::new(key).at("email"));
    }
    let vat_id = match contact.vat_id.trim() {
        "" => known.and_then(|person| person.vat_id.clone()),
        typed => {
            let read = VatId::parse(typed);
            if read.is_none() {
                complaints.push(Complaint::new("orders.refusal.vat_id_wrong").at("vat_id"));
            }
            read
        }
    };
    let phone = match contact.phone.trim() {
        "" => known.map(|person| person.phone.clone()).unwrap_or_default(),
        typed => typed.to_owned(),
    };
    let person = party.person.as_ref().map(|(id, _)| *id);
    (email.map(|email| Buyer { customer: party.customer, person, email, phone, vat_id }), complaints)
}
