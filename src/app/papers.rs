//! Documents on paper, loaded from one snapshot for whoever may see them.

mod einvoice;
mod extract;
mod reminder;
mod mandate;
mod sample;
mod self_billed;
mod year;

pub(super) use einvoice::{data_beside, lacks_data, print_anew};
pub use einvoice::{einvoice_file, einvoice_troubles};
pub use extract::extract_pdf;
pub use mandate::{mandate_form_pdf, mandate_pdf, own_mandate_pdf};
pub(super) use reminder::print_reminder;
pub use reminder::{reminder_pdf, sample_reminder};
pub use sample::{SamplePaper, sample_paper};
pub(super) use self_billed::print_self_billed;
pub use self_billed::{self_billed_data, self_billed_pdf};
pub use year::year_pdf;

use crate::business::billing::{self, Invoice};
use crate::business::commissions::{self, CommissionLine, RunState, StatementParts, StatementSheet, payee};
use crate::business::customers::customer;
use crate::business::failure::Failure;
use crate::business::firm::{Issuer, issuer, issuer_at, logo_of};
use crate::business::orders::{Order, order, order_number};
use crate::business::partners;
use crate::business::payments::{PaidParts, RunTransfer, settlement, transfer_after_run};
use crate::business::people;
use crate::business::permission::Permission;
use crate::business::shipping::{Carrier, Parcel, lots_of_parcel, parcel, pick_list};
use crate::business::stock::{lot, picks_of_walk, place};
use crate::business::view::View;
use crate::exchange::mail::carrier_name;
use crate::exchange::print::{
    self, DeliveryLine, DeliveryNote, Document, Letterhead, OrderConfirmation, Payout, PickRow, PickSheet, PrintError,
    StatementPrint, StatementRow, SummaryRow,
};
use crate::store::Fault;
use crate::text;
use crate::values::{
    Iban, Instant, InvoiceId, Language, LotId, Money, OrderId, ParcelId, PartnerId, PlaceId, ProductId, RunId,
};

/// An invoice or credit note, for staff and for the person who placed the order.
pub fn billing_document(view: &View, id: InvoiceId) -> Result<Document, Failure> {
    let invoice = billing::invoice(view, id).ok_or_else(Failure::not_found)?;
    let order = order(view, invoice.order).ok_or_else(Failure::not_found)?;
    may_see(view, Permission::BillingView, &order)?;
    print_invoice(view, id, &invoice)
}

/// The same for whoever holds the secret of the order's page.
pub fn billing_document_by_link(view: &View, id: InvoiceId, token: &[u8; 16]) -> Result<Document, Failure> {
    let invoice = billing::invoice(view, id).ok_or_else(Failure::not_found)?;
    let opened = order(view, invoice.order).filter(|order| order.token == *token);
    opened.ok_or_else(Failure::not_found)?;
    print_invoice(view, id, &invoice)
}

/// Without asking who looks: for letters, which go to the buyer. The paper that is kept, or the one that will be: it
/// stands on the paper of the firm as it was when the document was issued.
pub(super) fn print_invoice(view: &View, id: InvoiceId, invoice: &Invoice) -> Result<Document, Failure> {
    match billing::paper(view, id) {
        Some(bytes) => Ok(Document { name: format!("{}.pdf", invoice.number), bytes }),
        None => Ok(einvoice::print_with_data(view, invoice)?.0),
    }
}

/// What was ordered and on which terms, as it stands now; for staff who see orders, and for the buyer.
pub fn order_confirmation(view: &View, id: OrderId) -> Result<Document, Failure> {
    let order = order(view, id).ok_or_else(Failure::not_found)?;
    may_see(view, Permission::OrdersView, &order)?;
    print_confirmation(view, id, &order)
}

/// Without asking who looks: for letters, which go to the buyer, each with the order that it tells of.
pub(super) fn print_confirmation(view: &View, id: OrderId, order: &Order) -> Result<Document, Failure> {
    let paper = Paper::kept(view, None, order.placed_at)?;
    let customer_number = order.buyer.customer.and_then(|id| customer(view, id)).map(|customer| customer.number);
    let nothing = Money::zero(order.shipping.price.currency());
    printed(print::order_confirmation(&OrderConfirmation {
        head: paper.head(),
        language: order.language,
        number: order_number(id),
        order,
        customer_number: customer_number.unwrap_or_default(),
        rest: settlement(view, id).map_or(nothing, |settlement| settlement.open()).max(nothing),
    }))
}

/// What lies in a parcel, with the lots that were taken for it; for those who pack and those who see invoices.
pub fn delivery_note(view: &View, id: ParcelId) -> Result<Document, Failure> {
    let parcel = parcel(view, id).ok_or_else(Failure::not_found)?;
    let order = order(view, parcel.order).ok_or_else(Failure::not_found)?;
    let permission = if view.may(Permission::BillingView) { Permission::BillingView } else { Permission::ShippingPack };
    may_see(view, permission, &order)?;
    let paper = Paper::kept(view, None, parcel.packed_at)?;
    let customer_number = order.buyer.customer.and_then(|id| customer(view, id)).map(|customer| customer.number);
    let carrier = carrier_name(order.language, parcel.carrier).filter(|_| parcel.carrier != Carrier::Pickup);
    printed(print::delivery_note(&DeliveryNote {
        head: paper.head(),
        language: order.language,
        order_number: order_number(parcel.order),
        ordered_on: order.day,
        delivery: &order.delivery,
        customer_number: customer_number.unwrap_or_default(),
        carrier: carrier.unwrap_or_default(),
        tracking_number: parcel.tracking_number.clone(),
        lines: delivered_lines(view, &order, id, &parcel),
        packed_at: parcel.packed_at,
        packed_on: parcel.packed_at.day_in(view.zone()),
    }))
}

/// A product that was taken from several lots has a line for each of them.
fn delivered_lines(view: &View, order: &Order, id: ParcelId, parcel: &Parcel) -> Vec<DeliveryLine> {
    let lots = lots_of_parcel(view, id, parcel);
    let mut lines = Vec::new();
    for packed in &parcel.lines {
        let mut left = packed.quantity;
        for taken in lots.iter().filter(|taken| taken.product == packed.product) {
            let quantity = taken.quantity.min(left);
            left -= quantity;
            if quantity > 0 {
                lines.push(delivery_line(view, order, packed.product, quantity, Some(taken.lot)));
            }
        }
        if left > 0 {
            lines.push(delivery_line(view, order, packed.product, left, None));
        }
    }
    lines
}

fn delivery_line(view: &View, order: &Order, product: ProductId, quantity: u32, of: Option<LotId>) -> DeliveryLine {
    let (sku, name) = as_ordered(order, product);
    let lot = of.and_then(|id| lot(view, id));
    let best_before = lot.as_ref().and_then(|lot| lot.best_before);
    DeliveryLine { sku, name, quantity, lot: lot.map(|lot| lot.code).unwrap_or_default(), best_before }
}

/// What is to be taken from the shelves, or was taken already.
pub fn pick_sheet(view: &View, id: OrderId) -> Result<Document, Failure> {
    view.require(Permission::ShippingPick)?;
    let order = order(view, id).ok_or_else(Failure::not_found)?;
    let paper = Paper::now(view)?;
    let rows: Vec<PickRow> = match pick_list(view, id) {
        Some(list) => list
            .lines
            .iter()
            .map(|line| pick_row(view, &order, line.product, line.place, line.lot, line.quantity))
            .collect(),
        None => picks_of_walk(view, &[id], view.today())
            .into_iter()
            .flat_map(|(_, picks)| picks.taken)
            .map(|taken| pick_row(view, &order, taken.product, taken.place, taken.lot, taken.quantity))
            .collect(),
    };
    let mut rows = rows;
    // One walk from place to place, whatever the order of the lines.
    rows.sort_by(|one, other| (&one.place, &one.name, &one.lot).cmp(&(&other.place, &other.name, &other.lot)));
    printed(print::pick_list(&PickSheet {
        head: paper.head(),
        language: view.actor().language,
        order_number: order_number(id),
        ordered_on: order.day,
        receiver: format!("{}, {} {}", order.delivery.name, order.delivery.postcode, order.delivery.town),
        payment: order.say_payment(view.actor().language),
        note: order.note.clone(),
        rows,
        created_at: view.now(),
    }))
}

fn pick_row(view: &View, order: &Order, product: ProductId, at: PlaceId, from: LotId, quantity: u32) -> PickRow {
    let (sku, name) = as_ordered(order, product);
    let lot = lot(view, from);
    let best_before = lot.as_ref().and_then(|lot| lot.best_before);
    let place = place(view, at).map(|place| place.name).unwrap_or_default();
    PickRow { place, sku, name, quantity, lot: lot.map(|lot| lot.code).unwrap_or_default(), best_before }
}

/// Number and name as the buyer saw them.
fn as_ordered(order: &Order, product: ProductId) -> (String, String) {
    let line = order.lines.iter().find(|line| line.product == product);
    line.map(|line| (line.sku.clone(), line.name.clone())).unwrap_or_default()
}

/// A partner's statement of a posted run, for staff and for the partner. Both sides stand on it as they were when
/// the run was posted; where money goes that is still to be paid is said as it is now.
pub fn statement_pdf(view: &View, run: RunId, partner: PartnerId) -> Result<Document, Failure> {
    let sheet = commissions::statement(view, run, partner)?;
    let posted = commissions::run(view, run).filter(|run| run.state == RunState::Posted);
    let posted = posted.ok_or_else(Failure::not_found)?;
    let posted_at = posted.posted_at.ok_or_else(Failure::not_found)?;
    let paper = Paper::kept(view, posted.issuer.as_ref(), posted_at)?;
    let kept = commissions::payee_of_statement(view, run, partner)?;
    let payee =
        kept.or_else(|| payee(view, partner, sheet.period.last(), paper.issuer.home)).ok_or_else(Failure::not_found)?;
    let lines = commissions::all_lines_of_statement(view, run, partner)?;
    let transfer = transfer_after_run(view, run, partner);
    let account = account_of(view, partner);
    let vat = commissions::tax_of_statement(view, run, partner);
    let owed = vat.map_or(sheet.total, |vat| sheet.total + vat);
    let language = payee.language;
    printed(print::statement(&StatementPrint {
        head: paper.head(),
        language,
        partner_number: payee.number.clone(),
        partner_address: &payee.address,
        vat_id: payee.vat_id.as_ref(),
        number: match posted.corrects {
            None => format!("{} {}", sheet.period, payee.number),
            Some(_) => format!("{} {} {}", sheet.period, payee.number, commissions::run_number(run)),
        },
        period: sheet.period,
        posted_on: posted_at.day_in(view.zone()),
        posted_at,
        rows: lines.iter().map(|line| statement_row(view, &sheet, line, language)).collect(),
        summary: summary(&StatementParts::of(&sheet, &lines), language),
        total: sheet.total,
        vat,
        payout: payout_of(owed, transfer.as_ref(), &account),
        parts: transfer
            .as_ref()
            .and_then(|transfer| transfer.parts)
            .map_or_else(Vec::new, |parts| printed_parts(parts, owed, language)),
    }))
}

/// Sellers are named by their numbers: a statement goes to others than those who sold.
fn statement_row(view: &View, sheet: &StatementSheet, line: &CommissionLine, language: Language) -> StatementRow {
    let bonus = sheet.bonuses.get(usize::from(line.bonus));
    let title = bonus.map_or("", |bonus| bonus.title.get(language));
    let from = line.origin.partner().and_then(|from| partners::partner(view, from));
    StatementRow {
        day: line.origin.day(),
        source: line.origin.say(language),
        reason: line.reason(language, title, from.as_ref().map_or("", |from| &from.number)),
        base: line.shown_base(),
        rate: line.rate,
        amount: line.amount,
    }
}

/// Kinds of commission of which there is none are left out.
fn summary(parts: &StatementParts, language: Language) -> Vec<SummaryRow> {
    let given = parts.given.iter().filter(|part| part.lines > 0).map(|part| SummaryRow {
        label: part.title.get(language).to_owned(),
        lines: part.lines,
        base: part.base,
        amount: part.amount,
    });
    let back = (!parts.taken_back.is_nothing()).then(|| SummaryRow {
        label: text!(language, "statement_lines.taken_back_earlier"),
        lines: parts.taken_back.lines,
        base: None,
        amount: parts.taken_back.amount,
    });
    given.chain(back).collect()
}

/// From what was owed before to what goes to the bank, each part with its name.
fn printed_parts(parts: PaidParts, total: Money, language: Language) -> Vec<(String, Money)> {
    let before = parts.balance - total;
    let mut lines = Vec::new();
    if !before.is_zero() {
        lines.push((text!(language, "payments_out.part.before"), before));
    }
    for (word, amount) in parts.deductions() {
        lines.push((text!(language, &format!("payments_out.part.{word}")), -amount));
    }
    lines.push((text!(language, "payments_out.part.transfer"), parts.transfer));
    lines
}

/// Where money goes to a partner who may be paid.
enum PartnerAccount {
    Known(Iban),
    Missing,
    /// The terms are not accepted, so that nothing is paid.
    Withheld,
}

fn account_of(view: &View, id: PartnerId) -> PartnerAccount {
    let partner = partners::partner(view, id).filter(|partner| partner.terms_accepted_at.is_some());
    let Some(partner) = partner else { return PartnerAccount::Withheld };
    let iban = people::person(view, partner.person).and_then(|person| person.iban);
    iban.map_or(PartnerAccount::Missing, PartnerAccount::Known)
}

/// Only what has left the house is paid; a file that lies ready may still be taken back.
fn payout_of<'p>(owed: Money, transfer: Option<&'p RunTransfer>, account: &'p PartnerAccount) -> Payout<'p> {
    match (transfer, account) {
        (Some(RunTransfer { transfer, execute_on, is_on_its_way: true, .. }), _) => {
            Payout::Paid { amount: transfer.amount, iban: &transfer.iban, day: *execute_on }
        }
        (Some(RunTransfer { transfer, .. }), _) => Payout::Coming { amount: transfer.amount, iban: &transfer.iban },
        (None, PartnerAccount::Withheld) => Payout::Nothing,
        _ if !owed.is_positive() => Payout::Nothing,
        (None, PartnerAccount::Known(iban)) => Payout::Coming { amount: owed, iban },
        (None, PartnerAccount::Missing) => Payout::NoAccount,
    }
}

/// Staff with the permission, and the person who placed the order; to everybody else it is not there.
fn may_see(view: &View, permission: Permission, order: &Order) -> Result<(), Failure> {
    let own = order.buyer.person.is_some() && order.buyer.person == view.actor().person;
    if view.may(permission) || own { Ok(()) } else { Err(Failure::not_found()) }
}

/// The firm's paper.
struct Paper {
    issuer: Issuer,
    logo: Option<Vec<u8>>,
}

impl Paper {
    fn now(view: &View) -> Result<Paper, Failure> {
        Paper::of(view, issuer(view))
    }

    /// As it was when something was issued: as the document keeps it, or as the firm stood at that instant.
    fn kept(view: &View, kept: Option<&Issuer>, issued_at: Instant) -> Result<Paper, Failure> {
        Paper::of(view, kept.cloned().or_else(|| issuer_at(view, issued_at)))
    }

    fn of(view: &View, issuer: Option<Issuer>) -> Result<Paper, Failure> {
        let issuer = issuer.ok_or_else(Failure::not_found)?;
        Ok(Paper { logo: logo_of(view, &issuer), issuer })
    }

    fn head(&self) -> Letterhead<'_> {
        Letterhead { firm: &self.issuer, logo: self.logo.as_deref() }
    }
}

fn printed(result: Result<Document, PrintError>) -> Result<Document, Failure> {
    result.map_err(|error| Fault::new(error.to_string()).about("printing").into())
}
