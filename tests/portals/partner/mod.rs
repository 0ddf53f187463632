//! The pages of those who sell for the firm.

mod customers;
mod extract;
mod invitation;
mod month;
mod objections;
mod orders;
mod statements;
mod team;
mod what_if;

use kontor::business::access::{self, NewAccount};
use kontor::business::approvals::{self, Answer};
use kontor::business::catalog::{PriceRole, TaxClass};
use kontor::business::commissions::{self, shipped_plans};
use kontor::business::orders::{self as bought, Buyer, ImportOrder, OrderLine, PaymentMethod, Shipping};
use kontor::business::pages::{LegalKind, LegalText, publish_legal_text};
use kontor::business::partners::{self, Imported, ImportedPartner};
use kontor::business::people::{Person, PersonKind};
use kontor::values::{
    AccountId, Address, Country, Day, Email, Iban, Instant, Language, LocalText, Money, OrderId, PartnerId, Period,
    Points, ProductId, Rate, RunId,
};

use crate::kit::{Browser, Firm};

/// P-1 above P-2 above P-3, and P-9 who has nothing to do with them. The clock stands on 2 November 2026.
pub struct Tree {
    pub firm: Firm,
    pub top: PartnerId,
    pub middle: PartnerId,
    pub low: PartnerId,
    pub stranger: PartnerId,
}

impl Tree {
    pub fn new() -> Tree {
        let firm = Firm::new();
        firm.write(|tx| commissions::adopt_plan(tx, shipped_plans()[0].1));
        publish_terms(&firm, "2026-05", "2026-05-01");
        let top = import(&firm, "P-1", "Adler", None);
        let middle = import(&firm, "P-2", "Berger", Some("P-1"));
        let low = import(&firm, "P-3", "Cerny", Some("P-2"));
        let stranger = import(&firm, "P-9", "Fremd", None);
        Tree { firm, top, middle, low, stranger }
    }

    /// Somebody of the tree in front of a browser.
    pub fn browser(&self, partner: PartnerId) -> Browser<'_> {
        self.firm.browser_of(account(&self.firm, partner))
    }

    /// The run over a month, posted: opened by one, agreed to by another.
    pub fn posted(&self, month: &'static str) -> RunId {
        let run = self.calculated(month);
        let approval = self.firm.write(move |tx| commissions::submit_run(tx, run));
        let account = self.firm.account(&["administrator"]);
        let role = self.firm.role("administrator");
        let agreeing = self.firm.read(|view| access::actor_of(view, account, role, Language::De));
        let agreeing = agreeing.expect("somebody who agrees");
        self.firm.try_write(&agreeing, move |tx| approvals::decide(tx, approval, Answer::Agree, "")).expect("agreed");
        self.firm.write(move |tx| commissions::post_run(tx, run));
        run
    }

    pub fn calculated(&self, month: &'static str) -> RunId {
        let period = Period::parse(month).expect("a month");
        let run = self.firm.write(move |tx| commissions::open_run(tx, "unilevel-simple", period));
        self.firm.write(move |tx| commissions::calculate_run(tx, run));
        run
    }
}

pub fn publish_terms(firm: &Firm, version: &str, from: &str) {
    let text = LegalText {
        version: version.to_owned(),
        valid_from: Day::parse(from).expect("a day"),
        text: LocalText::new("# Bedingungen\n\nSie verkaufen freundlich.", "# Terms", "# 条款"),
    };
    firm.write(move |tx| publish_legal_text(tx, LegalKind::PartnerTerms, &text));
}

pub fn import(firm: &Firm, number: &str, name: &str, sponsor: Option<&str>) -> PartnerId {
    let new = ImportedPartner {
        number: number.to_owned(),
        person: person(name),
        joined_on: Day::parse("2026-01-01").expect("a day"),
        left_on: None,
        enroller: sponsor.map(str::to_owned),
        sponsor: sponsor.map(str::to_owned),
        terms_version: "2026-01".to_owned(),
    };
    match firm.write(move |tx| partners::import_partner(tx, &new)) {
        Imported::New(id) | Imported::Known(id) => id,
    }
}

/// The partner's account; made when there is none.
pub fn account(firm: &Firm, partner: PartnerId) -> AccountId {
    let person = firm.read(|view| partners::partner(view, partner)).expect("a partner").person;
    if let Some(known) = firm.read(|view| access::account_of_person(view, person)) {
        return known;
    }
    let email = Email::parse(&format!("partner{partner}@firm.test")).expect("an address");
    let new = NewAccount { person, email, roles: vec![firm.role("partner")], secret: None };
    firm.write(move |tx| access::create_account(tx, &new))
}

pub fn person(name: &str) -> Person {
    Person {
        kind: PersonKind::Private,
        first_name: "Anna".to_owned(),
        last_name: name.to_owned(),
        company: String::new(),
        email: Email::parse(&format!("{}@privat.test", name.to_lowercase())),
        phone: "+43 660 1234567".to_owned(),
        language: Language::De,
        address: Some(address(&format!("Anna {name}"))),
        vat_id: None,
        iban: Iban::parse("AT61 1904 3002 3457 3201"),
        bic: None,
        account_holder: format!("Anna {name}"),
        consents: Vec::new(),
        created_at: Instant::from_micros(0),
    }
}

pub fn address(name: &str) -> Address {
    Address {
        name: name.to_owned(),
        extra: String::new(),
        street: "Geheimgasse".to_owned(),
        house_number: "7".to_owned(),
        postcode: "1070".to_owned(),
        town: "Wien".to_owned(),
        country: Country::AT,
    }
}

/// An order of a former system to a customer, credited to a partner on a day.
pub fn sale(firm: &Firm, partner: PartnerId, on: &str, base_cents: i64, points: i64) -> OrderId {
    let line = OrderLine {
        product: ProductId::new(1),
        sku: "1001".to_owned(),
        name: "Haferflocken".to_owned(),
        quantity: 1,
        unit_price: Money::eur(base_cents),
        tax_class: TaxClass::Food,
        vat_rate: Rate::from_percent(10),
        points: Points::from_hundredths(points * 100),
        commission_base: Money::eur(base_cents),
    };
    let order = ImportOrder {
        external: format!("S-{partner}-{on}-{base_cents}"),
        day: Day::parse(on).expect("a day"),
        buyer: Buyer {
            customer: None,
            person: None,
            email: Email::parse("kunde@privat.test").expect("an address"),
            phone: String::new(),
            vat_id: None,
        },
        credited_to: Some(partner),
        price_role: PriceRole::Customer,
        billing: address("Karl Käufer"),
        delivery: address("Karl Käufer"),
        lines: vec![line],
        shipping: Shipping { price: Money::eur(0), vat_rate: Rate::from_percent(20) },
        payment_method: PaymentMethod::Prepayment,
        paid_on: Day::parse(on),
        note: String::new(),
        language: Language::De,
        late_because: String::new(),
    };
    match firm.write(move |tx| bought::import_order(tx, &order)) {
        bought::Imported::New(id) | bought::Imported::Known(id) => id,
    }
}
