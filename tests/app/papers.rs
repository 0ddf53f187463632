//! Documents and letters of an order that went its whole way through the public commands.

use kontor::app::{
    Links, billing_document, billing_document_by_link, delivery_note, einvoice_file, pick_sheet, preview, seal_papers,
};
use kontor::business::actor::Actor;
use kontor::business::billing::{self, Invoice, NewPaper, keep_papers};
use kontor::business::customers::{CustomerGroup, EinvoiceTerms, set_einvoice_terms};
use kontor::business::failure::RefusalKind;
use kontor::business::firm::{self, Firm, change_firm, change_logo};
use kontor::business::mail::Template;
use kontor::business::orders::{self, Fate, NewBuyer, ReturnGoods, ReturnLine};
use kontor::business::permission::Permission;
use kontor::business::shipping;
use kontor::exchange::print::Document;
use kontor::store::{OutboxState, decode, encode, outbox_newest};
use kontor::values::{EinvoiceFormat, Iban, InvoiceId, Language, OrderId, VatId};

use crate::business::shop::{Shop, checkout, refused, refused_as, staff};
use crate::exchange::samples;

/// A shop with goods, a firm with its particulars, and one order.
fn shop_with_order() -> (Shop, OrderId) {
    let shop = Shop::new();
    let firm = samples::firm();
    shop.write(&Actor::operator(), move |tx| change_firm(tx, &firm, None)).unwrap();
    shop.receive(shop.oats, 3, Some("2027-01-31"));
    shop.receive(shop.oats, 10, Some("2027-06-30"));
    let id = shop.order(1, &[(shop.oats, 4)]);
    (shop, id)
}

fn is_pdf(document: &Document) -> bool {
    document.bytes.starts_with(b"%PDF-1.7")
}

#[test]
fn every_letter_that_an_order_causes_can_be_written() {
    let (shop, id) = shop_with_order();
    shop.ship(id);
    let links = Links::new("https://wiesenmut.example");
    shop.read(|view| {
        let items = outbox_newest(view, None, 100);
        let mut written: Vec<&str> = items.iter().map(|(_, item)| item.template.as_str()).collect();
        written.sort_unstable();
        for wanted in [Template::OrderConfirmation, Template::ShippingNote, Template::Invoice] {
            assert!(written.contains(&wanted.word()), "{} is not among {written:?}", wanted.word());
        }
        for (id, item) in &items {
            assert_eq!(item.state, OutboxState::Waiting);
            let letter = preview(view, &links, *id).unwrap();
            assert!(!letter.subject.is_empty() && !letter.text.contains("mail."), "{}", letter.text);
            let has_paper = [Template::OrderConfirmation, Template::Invoice].map(Template::word);
            assert_eq!(letter.attachments.len(), usize::from(has_paper.contains(&item.template.as_str())));
        }
    });
}

const LOGO: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><path d=\"M0 0h4v2h-4z\"/></svg>";

/// Another name, another seat, another bank, another colour, and no logo any more.
fn moved_firm() -> Firm {
    let mut firm = samples::firm();
    firm.legal_name = "Neuland Handels GmbH".to_owned();
    firm.trade_name = "Neuland".to_owned();
    firm.address = samples::hotel();
    firm.vat_id = VatId::parse("DE136695976");
    firm.iban = Iban::parse("DE89 3704 0044 0532 0130 00");
    firm.accent = "#aa2200".to_owned();
    firm
}

fn print(shop: &Shop, id: InvoiceId) -> Document {
    shop.door.read(&staff(1, &[Permission::BillingView]), |view| billing_document(view, id)).unwrap()
}

#[test]
fn a_document_that_is_printed_again_is_the_one_that_was_issued() {
    let (shop, id) = shop_with_order();
    let logo = LOGO.to_vec();
    shop.write(&Actor::operator(), move |tx| change_logo(tx, Some(&logo))).unwrap();
    shop.ship(id);
    let (invoice, kept) = shop.read(|view| billing::invoices_of_order(view, id)).remove(0);
    assert_eq!(kept.issuer.map(|issuer| issuer.legal_name).as_deref(), Some("Wiesenmut Naturwaren GmbH"));
    let issued = print(&shop, invoice);
    shop.on("2026-09-01");
    shop.write(&Actor::operator(), |tx| change_firm(tx, &moved_firm(), None)).unwrap();
    shop.write(&Actor::operator(), |tx| change_logo(tx, None)).unwrap();
    assert!(print(&shop, invoice) == issued, "the invoice has changed with the firm");
    // What takes it back is issued by the firm as it is by then.
    let lines = vec![ReturnLine { line: 1, quantity: 1, fate: Fate::Restock }];
    let back = ReturnGoods { order: id, lines, reason: "gefällt nicht".to_owned() };
    shop.run(move |tx| orders::return_goods(tx, &back)).unwrap();
    let (note, kept) = shop.read(|view| billing::invoices_of_order(view, id)).remove(1);
    let issuer = kept.issuer.unwrap();
    assert_eq!((issuer.legal_name.as_str(), issuer.logo), ("Neuland Handels GmbH", None));
    let noted = print(&shop, note);
    shop.write(&Actor::operator(), |tx| change_firm(tx, &samples::firm(), None)).unwrap();
    assert!(print(&shop, note) == noted, "the credit note has changed with the firm");
}

#[test]
fn papers_that_keep_no_issuer_take_the_firm_of_their_day() {
    let (shop, id) = shop_with_order();
    let logo = LOGO.to_vec();
    shop.write(&Actor::operator(), move |tx| change_logo(tx, Some(&logo))).unwrap();
    shop.ship(id);
    let packed_at = shop.read(|view| view.now());
    shop.on("2026-09-01");
    shop.write(&Actor::operator(), |tx| change_firm(tx, &moved_firm(), Some(&vec![1]))).unwrap();
    shop.write(&Actor::operator(), |tx| change_logo(tx, None)).unwrap();
    shop.read(|view| {
        let then = firm::issuer_at(view, packed_at).unwrap();
        assert_eq!(then.legal_name, "Wiesenmut Naturwaren GmbH");
        assert_eq!(firm::logo_of(view, &then).as_deref(), Some(LOGO));
        let now = firm::issuer_at(view, view.now()).unwrap();
        assert_eq!((now.legal_name.as_str(), now.logo), ("Neuland Handels GmbH", None));
    });
}

#[test]
fn a_paper_is_printed_once_and_kept_as_it_is() {
    let (shop, id) = shop_with_order();
    shop.ship(id);
    let (invoice, token) = (shop.read(|view| billing::invoices_of_order(view, id)[0].0), shop.find(id).token);
    let look = || shop.read(|view| billing_document_by_link(view, invoice, &token)).unwrap().bytes;
    let before = look();
    assert_eq!(shop.read(|view| billing::seal(view, invoice)), None);
    seal_papers(&shop.door, &[invoice]).unwrap();
    let seal = shop.read(|view| billing::seal(view, invoice)).unwrap();
    assert_eq!(shop.read(|view| billing::paper(view, invoice)).unwrap(), before);
    assert_eq!((seal.hash_text(), seal.bytes), (blake3::hash(&before).to_hex().to_string(), before.len() as u64));
    assert!(look() == before);
    // Again is nothing, and another paper is refused.
    seal_papers(&shop.door, &[invoice]).unwrap();
    let keep = |bytes: Vec<u8>| {
        let papers = vec![NewPaper { invoice, bytes, has_data: seal.has_data }];
        shop.write(&Actor::system(), move |tx| keep_papers(tx, &papers))
    };
    keep(before.clone()).unwrap();
    refused(keep(vec![1, 2, 3]), &["billing.refusal.paper_differs"]);
    let unknown = vec![NewPaper { invoice: InvoiceId::new(99), bytes: vec![1], has_data: false }];
    refused_as(shop.write(&Actor::system(), move |tx| keep_papers(tx, &unknown)), RefusalKind::NotFound);
    let papers = Vec::new();
    refused_as(shop.write(&Actor::visitor(Language::De), move |tx| keep_papers(tx, &papers)), RefusalKind::NotAllowed);
    shop.read(|view| {
        assert_eq!(billing::sealed_through(view), Some(invoice));
        assert_eq!(billing::documents_after(view, Some(invoice), 9), []);
        assert_eq!(billing::documents_after(view, None, 9), [invoice]);
    });
}

#[test]
fn an_invoice_of_a_former_shape_still_opens() {
    let invoice = samples::invoice_of(&samples::order());
    let mut bytes = encode(&invoice).unwrap();
    assert_eq!(bytes[0], 4);
    // The third knew no Skonto, no parts and no reason, the second ended with its issuer, the first before: what is empty
    // is one zero each.
    for (shape, zeros) in [(3, 4), (2, 2), (1, 1)] {
        let left = bytes.len() - zeros;
        assert_eq!(bytes.split_off(left), vec![0; zeros]);
        bytes[0] = shape;
        assert_eq!(decode::<Invoice>(&bytes).unwrap(), invoice);
        let longer = [bytes.as_slice(), &[0]].concat();
        assert!(decode::<Invoice>(&longer).is_err(), "nothing may be left over");
    }
}

#[test]
fn documents_are_for_staff_the_buyer_and_whoever_holds_the_link() {
    let (shop, id) = shop_with_order();
    shop.ship(id);
    let (invoice, parcel) =
        shop.read(|view| (billing::invoices_of_order(view, id)[0].0, shipping::parcels_of_order(view, id)[0].0));
    let token = shop.find(id).token;
    let ask = |actor: &Actor| shop.door.read(actor, |view| billing_document(view, invoice));
    assert!(is_pdf(&ask(&staff(1, &[Permission::BillingView])).unwrap()));
    assert!(ask(&staff(1, &[Permission::DeskUse])).is_err());
    assert!(ask(&Actor::visitor(Language::De)).is_err());
    let by_link = |token: [u8; 16]| {
        let visitor = Actor::visitor(Language::De);
        shop.door.read(&visitor, |view| billing_document_by_link(view, invoice, &token))
    };
    assert!(is_pdf(&by_link(token).unwrap()));
    assert!(by_link([0; 16]).is_err());
    let note = |actor: &Actor| shop.door.read(actor, |view| delivery_note(view, parcel));
    assert!(is_pdf(&note(&staff(1, &[Permission::ShippingPack])).unwrap()));
    assert!(is_pdf(&note(&staff(1, &[Permission::BillingView])).unwrap()), "it lies beside its invoice");
    assert!(note(&staff(1, &[Permission::DeskUse])).is_err());
}

#[test]
fn a_pick_list_can_be_printed_before_and_after_picking() {
    let (shop, id) = shop_with_order();
    let packer = staff(1, &[Permission::ShippingPick]);
    let ask = |actor: &Actor| shop.door.read(actor, |view| pick_sheet(view, id));
    let before = ask(&packer).unwrap();
    assert!(is_pdf(&before) && before.name == "Pickliste-B-100001.pdf", "{}", before.name);
    shop.ship(id);
    assert!(is_pdf(&ask(&packer).unwrap()));
    assert!(ask(&staff(1, &[Permission::BillingView])).is_err());
}

#[test]
fn the_data_go_beside_the_pdf_to_a_customer_who_wants_them() {
    let (shop, _) = shop_with_order();
    let customer = shop.customer("Behörde", CustomerGroup::Company);
    let terms =
        EinvoiceTerms { format: EinvoiceFormat::XrechnungCii, buyer_reference: "04011000-1234512345-06".to_owned() };
    shop.run(move |tx| set_einvoice_terms(tx, customer, &terms)).unwrap();
    let mut command = checkout(2, &[(shop.oats, 2)]);
    command.buyer = NewBuyer::StaffForCustomer(customer);
    let id = shop.run(move |tx| orders::place_order(tx, &command)).unwrap();
    shop.ship(id);
    let links = Links::new("https://wiesenmut.example");
    shop.read(|view| {
        let (invoice, kept) = billing::invoices_of_order(view, id).remove(0);
        let items = outbox_newest(view, None, 100);
        let (letter, _) = items
            .iter()
            .find(|(_, item)| item.template == Template::Invoice.word() && item.subject.id_of() == Some(invoice))
            .unwrap();
        let names = preview(view, &links, *letter).unwrap().attachments;
        assert_eq!(names, [format!("{}.pdf", kept.number), format!("{}-xrechnung-cii.xml", kept.number)]);
    });
    let allowed = staff(1, &[Permission::BillingView]);
    let (invoice, _) = shop.read(|view| billing::invoices_of_order(view, id).remove(0));
    let file = shop.door.read(&allowed, |view| einvoice_file(view, invoice, None)).unwrap().unwrap();
    assert!(String::from_utf8(file.bytes).unwrap().contains("04011000-1234512345-06"));
    refused_as(
        shop.door.read(&staff(1, &[Permission::OrdersView]), |view| einvoice_file(view, invoice, None)).map(|_| ()),
        RefusalKind::NotFound,
    );
}
