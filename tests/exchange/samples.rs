//! A small firm and what it sells, for everything that is printed, mailed or handed over.

use jiff::tz::TimeZone;
use kontor::business::billing::{Invoice, InvoiceKind, InvoiceLine};
use kontor::business::catalog::{PriceRole, TaxClass};
use kontor::business::firm::Firm;
use kontor::business::orders::{Buyer, DeliveryTime, Order, OrderLine, OrderState, PaymentMethod, Placement, Shipping};
use kontor::business::shipping::{Carrier, Parcel, ParcelLine};
use kontor::values::{
    Address, Bic, Country, Currency, Day, Email, Iban, Instant, Language, LocalText, Money, OrderId, Points, ProductId,
    Rate, VatId,
};

pub fn zone() -> TimeZone {
    TimeZone::get("Europe/Vienna").unwrap()
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn instant(text: &str) -> Instant {
    Instant::parse(text, &zone()).unwrap()
}

pub fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

pub fn firm() -> Firm {
    Firm {
        legal_name: "Wiesenmut Naturwaren GmbH".to_owned(),
        trade_name: "Wiesenmut".to_owned(),
        address: Address {
            name: "Wiesenmut Naturwaren GmbH".to_owned(),
            extra: String::new(),
            street: "Streuobstweg".to_owned(),
            house_number: "12".to_owned(),
            postcode: "8062".to_owned(),
            town: "Kumberg".to_owned(),
            country: Country::AT,
        },
        vat_id: VatId::parse("ATU99000017"),
        register: "FN 990017 k, Landesgericht für ZRS Graz".to_owned(),
        iban: Iban::parse("AT622081509990000017"),
        bic: Bic::parse("STSPAT2GXXX"),
        creditor_id: "AT20ZZZ00000099001".to_owned(),
        email: email("office@wiesenmut.example"),
        phone: "+43 316 0000 120".to_owned(),
        accent: "#2f6b4f".to_owned(),
        home: Country::AT,
        currency: Currency::EUR,
        time_zone: "Europe/Vienna".to_owned(),
        claim: LocalText::default(),
        about: LocalText::default(),
        mail_server: None,
        trial: true,
    }
}

pub fn anna() -> Address {
    Address {
        name: "Anna Grüner-Dvořák".to_owned(),
        extra: String::new(),
        street: "Lindengasse".to_owned(),
        house_number: "4/12".to_owned(),
        postcode: "1070".to_owned(),
        town: "Wien".to_owned(),
        country: Country::AT,
    }
}

pub fn hotel() -> Address {
    Address {
        name: "Hotel Alpenblick Betriebsgesellschaft m.b.H. & Co. KG".to_owned(),
        extra: "Frau Dr. Maximiliane von Hohenberg, Einkauf".to_owned(),
        street: "Straße des Siebzehnten Juni".to_owned(),
        house_number: "135a".to_owned(),
        postcode: "10623".to_owned(),
        town: "Berlin".to_owned(),
        country: Country::DE,
    }
}

pub const ORDER: OrderId = OrderId::new(17);

pub fn order_line(product: u64, sku: &str, name: &str, quantity: u32, cents: i64, percent: i64) -> OrderLine {
    OrderLine {
        product: ProductId::new(product),
        sku: sku.to_owned(),
        name: name.to_owned(),
        quantity,
        unit_price: Money::eur(cents),
        tax_class: TaxClass::Food,
        vat_rate: Rate::from_percent(percent),
        points: Points::from_hundredths(100),
        commission_base: Money::eur(cents),
    }
}

pub fn order() -> Order {
    Order {
        placed_at: instant("2026-11-20T09:15:42Z"),
        day: day("2026-11-20"),
        placement: Placement::Guest,
        buyer: Buyer {
            customer: None,
            person: None,
            email: email("anna@example.com"),
            phone: String::new(),
            vat_id: None,
        },
        credited_to: None,
        price_role: PriceRole::Customer,
        billing: anna(),
        delivery: anna(),
        tax_country: Country::AT,
        lines: vec![
            order_line(1, "FD-1001", "Haferflocken zart", 4, 318, 10),
            order_line(2, "CO-3004", "Ringelblumensalbe <beruhigend> & mild", 1, 1_249, 20),
        ],
        shipping: Shipping { price: Money::eur(408), vat_rate: Rate::from_percent(20) },
        payment_method: PaymentMethod::Prepayment,
        state: OrderState::Confirmed,
        paid_on: None,
        shipped_on: None,
        cancel_reason: String::new(),
        version: 1,
        note: String::new(),
        language: Language::De,
        terms_version: "2026-06-19".to_owned(),
        privacy_version: "2026-02-01".to_owned(),
        token: [0xab; 16],
        external: String::new(),
        delivery_time: DeliveryTime::new(2, 4),
        tax_reason: None,
    }
}

pub fn parcel() -> Parcel {
    Parcel {
        order: ORDER,
        carrier: Carrier::AustrianPost,
        tracking_number: "1034567890123456789012".to_owned(),
        weight_grams: 4_380,
        lines: vec![
            ParcelLine { product: ProductId::new(1), quantity: 4 },
            ParcelLine { product: ProductId::new(2), quantity: 1 },
        ],
        packed_at: instant("2026-11-21T10:00:00Z"),
        handed_over_at: None,
        void: false,
        lots: Vec::new(),
    }
}

pub fn invoice_of(order: &Order) -> Invoice {
    Invoice {
        kind: InvoiceKind::Invoice,
        number: "R-2026-00017".to_owned(),
        issued_at: instant("2026-11-21T10:30:00Z"),
        day: day("2026-11-21"),
        delivered_on: day("2026-11-21"),
        due_on: day("2026-12-05"),
        order: ORDER,
        customer: None,
        billing: order.billing.clone(),
        delivery: order.delivery.clone(),
        vat_id: None,
        language: order.language,
        lines: order
            .lines
            .iter()
            .map(|line| InvoiceLine {
                sku: line.sku.clone(),
                name: line.name.clone(),
                quantity: line.quantity,
                unit_price: line.unit_price,
                vat_rate: line.vat_rate,
                net: line.net(),
            })
            .collect(),
        totals: order.totals(),
        credits: None,
        prepaid: Money::eur(0),
        issuer: None,
        tax_reason: None,
        settles: Vec::new(),
        reason: String::new(),
        cancels: None,
        asked: None,
        skonto: Vec::new(),
    }
}
