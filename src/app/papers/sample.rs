//! Papers of nobody: how each would be printed now, to look at before anything is issued.

use crate::app::papers::{Paper, printed, sample_reminder};
use crate::business::billing::reminders::reminder_rules;
use crate::business::billing::{Invoice, InvoiceKind, InvoiceLine};
use crate::business::catalog::{PriceRole, TaxClass};
use crate::business::customers::payment_terms_at;
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::orders::{Levy, OrderLine, Shipping, TaxPlace, Totals, levy_on, order_number, tax_party};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::print::{
    self, BillingPrint, DeliveryLine, DeliveryNote, Document, Payout, StatementPrint, StatementRow, SummaryRow,
};
use crate::text;
use crate::values::{Address, Currency, Language, Money, OrderId, Period, Points, ProductId, Rate};

/// What can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SamplePaper {
    Invoice,
    DeliveryNote,
    Reminder,
    Statement,
}

impl SamplePaper {
    pub const ALL: [SamplePaper; 4] =
        [SamplePaper::Invoice, SamplePaper::DeliveryNote, SamplePaper::Reminder, SamplePaper::Statement];

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            SamplePaper::Invoice => "invoice",
            SamplePaper::DeliveryNote => "delivery-note",
            SamplePaper::Reminder => "reminder",
            SamplePaper::Statement => "statement",
        }
    }

    pub fn from_word(word: &str) -> Option<SamplePaper> {
        SamplePaper::ALL.into_iter().find(|paper| paper.word() == word)
    }
}

/// No order has this number.
const NO_ORDER: OrderId = OrderId::new(0);

/// The goods: what they are, how many, what one costs in hundredths, and how they are taxed.
const GOODS: [(&str, u32, i64, TaxClass); 3] = [
    ("papers.sample.teapot", 1, 3_490, TaxClass::Standard),
    ("papers.sample.tea", 4, 895, TaxClass::Food),
    ("papers.sample.honey", 2, 1_240, TaxClass::Food),
];
const SHIPPING_HUNDREDTHS: i64 = 490;

/// One that nobody gets; for whoever may change how papers look.
pub fn sample_paper(view: &View, paper: SamplePaper, language: Language) -> Result<Document, Failure> {
    view.require(Permission::FirmEdit)?;
    match paper {
        SamplePaper::Invoice => sample_invoice(view, language),
        SamplePaper::DeliveryNote => sample_note(view, language),
        SamplePaper::Reminder => sample_reminder(view, &reminder_rules(view), 1, language),
        SamplePaper::Statement => sample_statement(view, language),
    }
}

fn somebody(view: &View, language: Language) -> Result<Address, Failure> {
    let firm = firm(view).ok_or_else(Failure::not_found)?;
    Ok(Address { name: text!(language, "papers.sample.name"), ..firm.address })
}

fn goods(view: &View, levy: Levy, language: Language, currency: Currency) -> Vec<OrderLine> {
    let line = |(place, (key, quantity, price, tax_class)): (u64, &(&'static str, u32, i64, TaxClass))| OrderLine {
        product: ProductId::new(place),
        sku: format!("AB-{}", 1_000 + place),
        name: text!(language, key),
        quantity: *quantity,
        unit_price: Money::new(*price, currency),
        tax_class: *tax_class,
        vat_rate: levy.rate(*tax_class, view.today()).unwrap_or(Rate::ZERO),
        points: Points::ZERO,
        commission_base: Money::zero(currency),
    };
    (1..).zip(&GOODS).map(line).collect()
}

/// As a private buyer at home would get it.
fn sample_invoice(view: &View, language: Language) -> Result<Document, Failure> {
    let paper = Paper::now(view)?;
    let (today, firm) = (view.today(), firm(view).ok_or_else(Failure::not_found)?);
    let address = somebody(view, language)?;
    let here = TaxPlace { country: address.country, postcode: &address.postcode };
    let levy = levy_on(view, &tax_party(view, None, None, PriceRole::Customer), here, today);
    let lines = goods(view, levy, language, firm.currency);
    let vat_rate = levy.rate(TaxClass::Standard, today).unwrap_or(Rate::ZERO);
    let shipping = Shipping { price: Money::new(SHIPPING_HUNDREDTHS, firm.currency), vat_rate };
    let printed_line = |line: &OrderLine| InvoiceLine {
        sku: line.sku.clone(),
        name: line.name.clone(),
        quantity: line.quantity,
        unit_price: line.unit_price,
        vat_rate: line.vat_rate,
        net: line.net(),
    };
    let delivery = InvoiceLine {
        sku: String::new(),
        name: text!(language, "billing.line.delivery"),
        quantity: 1,
        unit_price: shipping.price,
        vat_rate,
        net: shipping.price,
    };
    let terms = payment_terms_at(view, None, view.now());
    let invoice = Invoice {
        kind: InvoiceKind::Invoice,
        number: format!("R-{}-00000", today.year()),
        issued_at: view.now(),
        day: today,
        delivered_on: today,
        due_on: today.plus_days(i32::from(terms.days)),
        order: NO_ORDER,
        customer: None,
        billing: address.clone(),
        delivery: address,
        vat_id: None,
        language,
        lines: lines.iter().map(printed_line).chain([delivery]).collect(),
        totals: Totals::of(&lines, shipping),
        credits: None,
        prepaid: Money::zero(firm.currency),
        issuer: None,
        tax_reason: levy.reason,
        asked: None,
        skonto: terms.skonto,
        settles: Vec::new(),
        reason: String::new(),
        cancels: None,
    };
    let (customer_number, credited_number) = ("K-10000".to_owned(), String::new());
    printed(print::invoice(&BillingPrint { head: paper.head(), invoice: &invoice, customer_number, credited_number }))
}

fn sample_note(view: &View, language: Language) -> Result<Document, Failure> {
    let paper = Paper::now(view)?;
    let today = view.today();
    let line = |(place, (key, quantity, ..)): (u32, &(&'static str, u32, i64, TaxClass))| DeliveryLine {
        sku: format!("AB-{}", 1_000 + place),
        name: text!(language, key),
        quantity: *quantity,
        lot: format!("L-{place}"),
        best_before: Some(today.plus_days(300)),
    };
    printed(print::delivery_note(&DeliveryNote {
        head: paper.head(),
        language,
        order_number: order_number(NO_ORDER),
        ordered_on: today,
        delivery: &somebody(view, language)?,
        customer_number: "K-10000".to_owned(),
        carrier: String::new(),
        tracking_number: String::new(),
        lines: (1..).zip(&GOODS).map(line).collect(),
        packed_at: view.now(),
        packed_on: today,
    }))
}

fn sample_statement(view: &View, language: Language) -> Result<Document, Failure> {
    let paper = Paper::now(view)?;
    let (today, firm) = (view.today(), firm(view).ok_or_else(Failure::not_found)?);
    let money = |hundredths: i64| Money::new(hundredths, firm.currency);
    let row = |(place, (base, amount)): (u64, (i64, i64))| StatementRow {
        day: Some(today),
        source: order_number(OrderId::new(place)),
        reason: text!(language, "papers.sample.reason"),
        base: Some(money(base)),
        rate: Some(Rate::from_percent(10)),
        amount: money(amount),
    };
    let address = somebody(view, language)?;
    printed(print::statement(&StatementPrint {
        head: paper.head(),
        language,
        partner_number: "P-1000".to_owned(),
        partner_address: &address,
        vat_id: None,
        number: format!("{} P-1000", Period::month_of(today)),
        period: Period::month_of(today),
        posted_on: today,
        posted_at: view.now(),
        rows: (1..).zip([(24_000, 2_400), (9_550, 955)]).map(row).collect(),
        summary: vec![SummaryRow {
            label: text!(language, "papers.sample.bonus"),
            lines: 2,
            base: Some(money(33_550)),
            amount: money(3_355),
        }],
        total: money(3_355),
        payout: Payout::NoAccount,
        parts: Vec::new(),
        vat: None,
    }))
}
