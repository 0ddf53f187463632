//! What every document says, and that it is the same whenever it is printed.

use kontor::business::billing::{Invoice, InvoiceKind, SetOff};
use kontor::business::commissions::{
    BonusSum, Counterpart, Deal, DealPay, DealState, DealSums, ReturnedGoods, YearMoney, YearSheet, YearStatement,
};
use kontor::business::firm::{Firm, Issuer, Stationery};
use kontor::business::orders::{Order, PaymentMethod, Totals};
use kontor::business::payments::mandates::MandateScheme;
use kontor::exchange::print::{
    BillingPrint, DeliveryLine, DeliveryNote, Document, ExtractPrint, Letterhead, MandateForm, OrderConfirmation,
    Payout, PickRow, PickSheet, StatementPrint, StatementRow, SummaryRow, YearPrint, delivery_note, extract, invoice,
    mandate_form, order_confirmation, pick_list, statement, year,
};
use kontor::values::{
    Currency, InvoiceId, Language, LocalText, Money, OrderId, PartnerId, Period, Points, Rate, RunId, VatId,
};

use crate::exchange::print::tools::{ask, assert_printed, has, text};
use crate::exchange::samples::{anna, day, firm, hotel, instant, invoice_of, order, order_line};

/// The firm as its papers name it, without words of its own.
fn issuer_of(firm: &Firm) -> Issuer {
    Issuer::of(firm, &Stationery::default(), None)
}

pub fn printed(firm: &Firm, logo: Option<&[u8]>, document: &Invoice) -> Document {
    invoice(&BillingPrint {
        head: Letterhead { firm: &issuer_of(firm), logo },
        invoice: document,
        customer_number: "K-10023".to_owned(),
        credited_number: if matches!(document.kind, InvoiceKind::CreditNote | InvoiceKind::Cancellation) {
            "R-2026-00011".to_owned()
        } else {
            String::new()
        },
    })
    .unwrap()
}

#[test]
fn an_invoice_to_be_paid() {
    let document = printed(&firm(), None, &invoice_of(&order()));
    assert_eq!(document.name, "R-2026-00017.pdf");
    assert_printed(&document, "invoice.de");
}

fn confirmed(order: &Order, language: Language, rest: Money) -> Document {
    let (firm, number, customer_number) = (issuer_of(&firm()), "B-100017".to_owned(), "K-10023".to_owned());
    let head = Letterhead { firm: &firm, logo: None };
    order_confirmation(&OrderConfirmation { head, language, number, order, customer_number, rest }).unwrap()
}

#[test]
fn an_order_is_confirmed_with_how_it_is_paid() {
    let order = order();
    let document = confirmed(&order, Language::De, order.totals().gross);
    assert_eq!(document.name, "Auftragsbestätigung-B-100017.pdf");
    assert_printed(&document, "order_confirmation.de");
    let elsewhere = Order { delivery: hotel(), payment_method: PaymentMethod::Invoice, ..order };
    assert_printed(&confirmed(&elsewhere, Language::En, Money::eur(0)), "order_confirmation_on_account.en");
}

#[test]
fn a_final_invoice_takes_off_what_was_charged_before_with_its_tax() {
    let mut last = invoice_of(&order());
    let part = SetOff {
        invoice: InvoiceId::new(3),
        kind: InvoiceKind::Partial,
        number: "RT-2026-00004".to_owned(),
        day: day("2026-11-20"),
        totals: Totals { groups: Vec::new(), net: Money::eur(1_000), tax: Money::eur(200), gross: Money::eur(1_200) },
    };
    (last.kind, last.prepaid, last.settles) = (InvoiceKind::Final, Money::eur(1_500), vec![part]);
    assert_printed(&printed(&firm(), None, &last), "final_invoice.de");
}

#[test]
fn a_cancellation_says_what_it_takes_back_and_why() {
    let mut back = invoice_of(&order());
    for line in &mut back.lines {
        (line.net, line.unit_price) = (-line.net, -line.unit_price);
    }
    for group in &mut back.totals.groups {
        (group.net, group.tax) = (-group.net, -group.tax);
    }
    let totals = &mut back.totals;
    (totals.net, totals.tax, totals.gross) = (-totals.net, -totals.tax, -totals.gross);
    (back.kind, back.number) = (InvoiceKind::Cancellation, "ST-2026-00002".to_owned());
    back.reason = "Die Anschrift war falsch.".to_owned();
    assert_printed(&printed(&firm(), None, &back), "cancellation.de");
}

#[test]
fn the_firms_own_words_and_tax_number_stand_on_its_invoices() {
    let note = "Danke für Ihren Einkauf!\n\nWir haben über Weihnachten geschlossen.";
    let papers = Stationery {
        tax_number: "91 123/4567".to_owned(),
        invoice_note: LocalText::new(note, "Thank you!", "谢谢！"),
    };
    let (own, bill) = (Issuer::of(&firm(), &papers, None), invoice_of(&order()));
    let document = invoice(&BillingPrint {
        head: Letterhead { firm: &own, logo: None },
        invoice: &bill,
        customer_number: String::new(),
        credited_number: String::new(),
    })
    .unwrap();
    if has("pdftotext") {
        let words = text(&document);
        for expected in ["91 123/4567", "Danke für Ihren Einkauf!", "Wir haben über Weihnachten geschlossen."] {
            assert!(words.contains(expected), "{expected} is missing: {words}");
        }
    }
}

#[test]
fn an_invoice_that_is_paid_in_english_to_a_firm_abroad() {
    let mut paid = invoice_of(&order());
    paid.language = Language::En;
    paid.billing = hotel();
    paid.vat_id = VatId::parse("DE136695976");
    paid.prepaid = paid.totals.gross;
    assert_printed(&printed(&firm(), None, &paid), "invoice_paid.en");
}

#[test]
fn an_invoice_in_chinese() {
    let mut chinese = invoice_of(&order());
    chinese.language = Language::Zh;
    chinese.billing.name = "王小明".to_owned();
    chinese.lines[0].name = "细燕麦片（1 千克）".to_owned();
    let document = printed(&firm(), None, &chinese);
    // Which face there is differs from machine to machine, and with it the words that can be read.
    if std::path::Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists() {
        assert_printed(&document, "invoice.zh");
    } else {
        println!("skip: no Noto Sans CJK on this machine, so the Chinese signs are not compared");
    }
}

#[test]
fn a_credit_note_says_what_it_gives_back_and_for_which_invoice() {
    let mut order = order();
    order.lines.truncate(1);
    order.shipping.price = Money::eur(0);
    let mut note = invoice_of(&order);
    note.kind = InvoiceKind::CreditNote;
    note.number = "G-2026-00003".to_owned();
    assert_printed(&printed(&firm(), None, &note), "credit_note.de");
}

#[test]
fn a_delivery_note_names_lots_and_no_prices() {
    let (firm, address) = (issuer_of(&firm()), anna());
    let line = |sku: &str, name: &str, quantity, lot: &str| DeliveryLine {
        sku: sku.to_owned(),
        name: name.to_owned(),
        quantity,
        lot: lot.to_owned(),
        best_before: (!lot.is_empty()).then(|| day("2027-08-31")),
    };
    let note = DeliveryNote {
        head: Letterhead { firm: &firm, logo: None },
        language: Language::De,
        order_number: "B-100017".to_owned(),
        ordered_on: day("2026-11-20"),
        delivery: &address,
        customer_number: String::new(),
        carrier: "Österreichische Post".to_owned(),
        tracking_number: "1034567890123456789012".to_owned(),
        lines: vec![
            line("FD-1001", "Haferflocken zart", 4, "L26-118"),
            line("CO-3004", "Ringelblumensalbe mild", 1, ""),
        ],
        packed_at: instant("2026-11-21T10:00:00Z"),
        packed_on: day("2026-11-21"),
    };
    let document = delivery_note(&note).unwrap();
    assert_eq!(document.name, "Lieferschein-B-100017.pdf");
    assert_printed(&document, "delivery_note.de");
}

#[test]
fn a_mandate_form_leaves_room_for_what_is_not_known_and_for_the_signature() {
    let (firm, address) = (issuer_of(&firm()), anna());
    let form = MandateForm {
        head: Letterhead { firm: &firm, logo: None },
        language: Language::De,
        scheme: MandateScheme::Core,
        creditor_id: "AT20ZZZ00000099001",
        customer_number: "K-10023".to_owned(),
        address: Some(&address),
        number: String::new(),
        holder: "Anna Berger".to_owned(),
        iban: String::new(),
        bic: String::new(),
        signed_on: None,
        made_at: instant("2026-11-21T10:00:00Z"),
    };
    let document = mandate_form(&form).unwrap();
    assert_eq!(document.name, "Mandat-K-10023.pdf");
    assert_printed(&document, "mandate_form.de");
    let signed = MandateForm {
        language: Language::En,
        scheme: MandateScheme::B2b,
        number: "M-00017".to_owned(),
        iban: "AT61 1904 3002 3457 3201".to_owned(),
        signed_on: Some(day("2026-11-20")),
        ..form
    };
    assert_printed(&mandate_form(&signed).unwrap(), "mandate_signed.en");
}

#[test]
fn a_pick_list_goes_from_place_to_place() {
    let firm = issuer_of(&firm());
    let row = |place: &str, sku: &str, name: &str, quantity, lot: &str| PickRow {
        place: place.to_owned(),
        sku: sku.to_owned(),
        name: name.to_owned(),
        quantity,
        lot: lot.to_owned(),
        best_before: Some(day("2027-08-31")),
    };
    let sheet = PickSheet {
        head: Letterhead { firm: &firm, logo: None },
        language: Language::De,
        order_number: "B-100017".to_owned(),
        ordered_on: day("2026-11-20"),
        receiver: "Anna Grüner-Dvořák, 1070 Wien".to_owned(),
        payment: "auf Rechnung".to_owned(),
        note: "Bitte ohne Papierfüllung packen.".to_owned(),
        rows: vec![
            row("Hauptlager Kumberg", "FD-1001", "Haferflocken zart", 3, "L26-118"),
            row("Hauptlager Kumberg", "CO-3004", "Ringelblumensalbe mild", 1, "C-77"),
            row("Abholladen Graz", "FD-1001", "Haferflocken zart", 1, "L26-097"),
        ],
        created_at: instant("2026-11-21T07:00:00Z"),
    };
    assert_printed(&pick_list(&sheet).unwrap(), "pick_list.de");
}

#[test]
fn a_statement_gives_a_reason_for_every_line() {
    let (firm, address) = (issuer_of(&firm()), anna());
    let iban = kontor::values::Iban::parse("AT611904300234573201").unwrap();
    let row = |on: &str, source: &str, reason: &str, base, percent, amount| StatementRow {
        day: Some(day(on)),
        source: source.to_owned(),
        reason: reason.to_owned(),
        base: Some(Money::eur(base)),
        rate: Some(Rate::from_percent(percent)),
        amount: Money::eur(amount),
    };
    let print = StatementPrint {
        head: Letterhead { firm: &firm, logo: None },
        language: Language::De,
        partner_number: "P-1004".to_owned(),
        partner_address: &address,
        vat_id: None,
        number: "2026-10 P-1004".to_owned(),
        period: Period::month(2026, 10).unwrap(),
        posted_on: day("2026-11-03"),
        posted_at: instant("2026-11-03T08:00:00Z"),
        rows: vec![
            row("2026-10-04", "B-100012", "Eigene Kundin, 25 % vom Warenwert", 4_200, 25, 1_050),
            row("2026-10-11", "P-1040", "Umsatz in der ersten Linie, weil Rang Silber erreicht ist", 12_500, 5, 625),
            row("2026-10-20", "B-100009", "Rücksendung, nimmt die Provision vom September zurück", -2_000, 25, -500),
        ],
        summary: vec![
            SummaryRow {
                label: "Eigene Verkäufe".to_owned(),
                lines: 1,
                base: Some(Money::eur(4_200)),
                amount: Money::eur(1_050),
            },
            SummaryRow { label: "Team".to_owned(), lines: 1, base: Some(Money::eur(12_500)), amount: Money::eur(625) },
            SummaryRow { label: "Zurückgenommen".to_owned(), lines: 1, base: None, amount: Money::eur(-500) },
        ],
        total: Money::eur(1_175),
        vat: None,
        payout: Payout::Paid { amount: Money::eur(1_175), iban: &iban, day: day("2026-11-10") },
        parts: Vec::new(),
    };
    let document = statement(&print).unwrap();
    assert_eq!(document.name, "Provision-2026-10-P-1004.pdf");
    assert_printed(&document, "statement.de");
    let empty = StatementPrint {
        rows: Vec::new(),
        summary: Vec::new(),
        total: Money::eur(0),
        payout: Payout::Nothing,
        ..print
    };
    assert_printed(&statement(&empty).unwrap(), "statement_empty.de");
}

#[test]
fn the_same_document_is_the_same_bytes() {
    let document = invoice_of(&order());
    let (one, other) = (printed(&firm(), None, &document), printed(&firm(), None, &document));
    assert!(one == other, "a file depends on more than what is printed");
}

#[test]
fn a_document_is_archivable_and_can_be_read_aloud() {
    let document = printed(&firm(), None, &invoice_of(&order()));
    let has_words = |words: &str| document.bytes.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(has_words("<pdfaid:part>3</pdfaid:part>") && has_words("<pdfaid:conformance>B</pdfaid:conformance>"));
    if has("pdfinfo") {
        let (_, facts) = ask("pdfinfo", &["-struct-text"], &document, &[]);
        for meaning in ["H1", "Table", "TR", "TH", "TD"] {
            assert!(
                facts.lines().any(|line| line.trim_start().starts_with(meaning)),
                "{meaning} is missing in {facts}"
            );
        }
        let (_, facts) = ask("pdfinfo", &[], &document, &[]);
        assert!(facts.contains("Rechnung R-2026-00017") && facts.contains("Tagged:          yes"), "{facts}");
    }
    if has("pdffonts") {
        let (_, fonts) = ask("pdffonts", &[], &document, &[]);
        assert!(fonts.lines().skip(2).all(|line| line.contains("NotoSans")), "{fonts}");
    }
}

#[test]
fn what_cannot_be_paid_by_code_is_printed_without_one() {
    let mut firm = firm();
    firm.iban = None;
    let document = printed(&firm, None, &invoice_of(&order()));
    assert!(!document.bytes.is_empty());
    let mut large = order();
    large.lines = vec![order_line(1, "X", "Viel", 1, 100_000_000_000, 20)];
    assert!(!printed(&self::firm(), None, &invoice_of(&large)).bytes.is_empty());
}

fn deal(on: &str, order: u64, who: Counterpart, net: i64, pay: Vec<DealPay>) -> Deal {
    Deal {
        day: day(on),
        order: Some(OrderId::new(order)),
        ordered_on: day(on),
        line: 1,
        state: DealState::Sold,
        counterpart: who,
        sku: "1001".to_owned(),
        product: "Haferflocken zart".to_owned(),
        quantity: 2,
        net: Money::eur(net),
        base: Money::eur(net / 2),
        points: Points::from_hundredths(net / 2),
        returns: Vec::new(),
        cancelled_because: String::new(),
        is_settled: true,
        pay,
        no_deal: None,
    }
}

fn pay(bonus: &str, level: u16, percent: i64, amount: i64) -> DealPay {
    DealPay {
        run: RunId::new(10),
        period: Period::parse("2026-10").unwrap(),
        posted_on: Some(day("2026-11-04")),
        paid_on: Some(day("2026-11-05")),
        bonus: LocalText::new(bonus, bonus, bonus),
        level,
        base: Money::eur(10_000),
        factored: None,
        base_share: Rate::WHOLE,
        rate: Some(Rate::from_percent(percent)),
        part: Rate::WHOLE,
        amount: Money::eur(amount),
    }
}

#[test]
fn an_extract_of_the_books_on_broad_sheets() {
    let issuer = issuer_of(&firm());
    let customer = || Counterpart::OwnCustomer(Some("Karoline Käufer-Obermoser".to_owned()));
    let back = ReturnedGoods { on: day("2026-10-20"), quantity: 2, reason: "gefällt nicht".to_owned() };
    let mut returned = deal("2026-10-20", 100_012, customer(), -4_200, vec![pay("Kundenprovision", 0, 20, -420)]);
    (returned.state, returned.quantity, returned.returns) = (DealState::Returned, -2, vec![back.clone()]);
    let both = vec![pay("Kundenprovision", 0, 20, 420), pay("Aktion Herbst", 0, 5, 105)];
    let sold = Deal { returns: vec![back], ..deal("2026-10-04", 100_012, customer(), 4_200, both) };
    let team =
        deal("2026-10-11", 100_020, Counterpart::Team("P-1040".to_owned()), 12_500, vec![pay("Team", 2, 5, 313)]);
    let open = Deal { is_settled: false, ..deal("2026-11-02", 100_044, Counterpart::OwnHousehold, 990, Vec::new()) };
    let mut cancelled = deal("2026-11-02", 100_045, customer(), 990, Vec::new());
    (cancelled.state, cancelled.cancelled_because) = (DealState::Cancelled, "doppelt bestellt".to_owned());
    let deals = vec![sold, team, returned, open, cancelled];
    let mut sums = DealSums::none(Currency::EUR);
    deals.iter().for_each(|deal| sums.add(deal));
    let print = ExtractPrint {
        head: Letterhead { firm: &issuer, logo: None },
        language: Language::De,
        partner_number: "P-1004".to_owned(),
        partner_name: "Anna Berger".to_owned(),
        first: Period::parse("2026-10").unwrap(),
        last: Period::parse("2026-11").unwrap(),
        made_at: instant("2026-11-20T09:00:00"),
        made_on: day("2026-11-20"),
        deals,
        sums,
    };
    let document = extract(&print).unwrap();
    assert_eq!(document.name, "Buchauszug-P-1004-2026-10-2026-11.pdf");
    assert_printed(&document, "extract.de");
    if has("pdfinfo") {
        let (_, facts) = ask("pdfinfo", &[], &document, &[]);
        assert!(facts.contains("841.889 x 595.275") && facts.contains("Tagged:          yes"), "broad A4: {facts}");
    }
    let none = ExtractPrint { deals: Vec::new(), sums: DealSums::none(Currency::EUR), ..print };
    let document = extract(&none).unwrap();
    if has("pdftotext") {
        assert!(text(&document).contains("In diesen Monaten gibt es keine Geschäfte"), "{}", text(&document));
    }
}

#[test]
fn a_year_on_one_sheet_also_when_it_is_nothing() {
    let issuer = issuer_of(&firm());
    let bonus = |name: &str, amount: i64| BonusSum {
        name: name.to_owned(),
        title: LocalText::new(name, name, name),
        amount: Money::eur(amount),
    };
    let month = |month: &str, number: u64, total: i64, clawed_back: i64| YearStatement {
        run: RunId::new(number),
        period: Period::parse(month).unwrap(),
        plan: LocalText::new("Stufenplan", "Plan", "计划"),
        posted_on: Some(day("2026-11-04")),
        paid_on: (total > 0).then(|| day("2026-11-05")),
        by_bonus: vec![bonus("Kundenprovision", total)],
        total: Money::eur(total),
        clawed_back: Money::eur(clawed_back),
    };
    let sheet = YearSheet {
        partner: PartnerId::new(4),
        year: Period::year(2026).unwrap(),
        statements: vec![month("2026-09", 9, 0, 0), month("2026-10", 10, 1_175, -500)],
        bonuses: vec![bonus("Kundenprovision", 1_175)],
        total: Money::eur(1_175),
        clawed_back: Money::eur(-500),
        money: Some(YearMoney {
            owed_before: Money::eur(300),
            paid: Money::eur(1_000),
            taken_off: Money::eur(0),
            vat: Money::eur(0),
            owed_after: Money::eur(475),
            payouts: vec![(day("2026-11-05"), Money::eur(1_000))],
        }),
        years: Vec::new(),
    };
    let (address, empty) = (
        anna(),
        YearSheet {
            statements: Vec::new(),
            bonuses: Vec::new(),
            total: Money::eur(0),
            clawed_back: Money::eur(0),
            money: None,
            ..sheet.clone()
        },
    );
    let print = |sheet| {
        year(&YearPrint {
            head: Letterhead { firm: &issuer, logo: None },
            language: Language::De,
            partner_number: "P-1004".to_owned(),
            partner_address: &address,
            vat_id: None,
            sheet,
            made_on: day("2026-11-20"),
            made_at: instant("2026-11-20T09:00:00"),
        })
        .unwrap()
    };
    let document = print(&sheet);
    assert_eq!(document.name, "Jahresabrechnung-2026-P-1004.pdf");
    assert_printed(&document, "year.de");
    assert_printed(&print(&empty), "year_empty.de");
}
