//! A firm with three partners below one another and their sales of October; today is the 2nd of November.

use kontor::business::access;
use kontor::business::approvals::{self, Answer};
use kontor::business::commissions::{self, adopt_plan, shipped_plans};
use kontor::business::firm;
use kontor::business::orders::{self, Buyer, ImportOrder, OrderLine, PaymentMethod, Shipping};
use kontor::business::partners::{self, Imported, ImportedPartner};
use kontor::business::people::{self, Person};
use kontor::values::{
    BatchId, Currency, Email, Iban, Language, Money, PartnerId, Period, Points, ProductId, Rate, RunId,
};

use crate::business::stage::{address, day, person};
use crate::kit::{Browser, Firm};

pub struct October {
    pub firm: Firm,
    pub partners: [PartnerId; 3],
}

/// The sheet of the first run.
pub const RUN: &str = "/office/commissions/1";

impl October {
    /// C below B below A; each sells to a customer, and everybody is active: 10.00, 16.00 and 20.00, in all 46.00.
    pub fn new() -> October {
        let october = October::without_plan();
        october.firm.write(|tx| adopt_plan(tx, shipped_plans()[0].1));
        october
    }

    pub fn without_plan() -> October {
        let firm = Firm::new();
        let mut particulars = firm.read(|view| firm::firm(view).expect("a firm"));
        particulars.iban = Iban::parse("AT61 1904 3002 3457 3201");
        firm.write(move |tx| firm::change_firm(tx, &particulars, None));
        let partners = [("Auer", None), ("Bauer", Some("P-Auer")), ("Czerny", Some("P-Bauer"))]
            .map(|(name, sponsor)| partner(&firm, name, sponsor));
        let october = October { firm, partners };
        october.sale(2, "2026-10-05", 10_000, 30);
        october.sale(1, "2026-10-31", 5_000, 20);
        october.sale(0, "2026-10-01", 1_000, 20);
        // November is still running.
        october.sale(2, "2026-11-01", 20_000, 50);
        october
    }

    pub fn sale(&self, seller: usize, on: &str, base_cents: i64, points: i64) {
        let order = sold(self.partners[seller], on, base_cents, points);
        self.firm.write(move |tx| orders::import_order(tx, &order));
    }

    /// Changes what is known of a partner's person.
    pub fn change_person(&self, partner: usize, change: impl Fn(&mut Person) + Send + 'static) {
        let partner = self.partners[partner];
        self.firm.write(move |tx| {
            let id = partners::partner(tx, partner).expect("a partner").person;
            let mut person = people::person(tx, id).expect("a person");
            change(&mut person);
            people::change_person(tx, id, &person)
        });
    }

    pub fn clerk(&self) -> Browser<'_> {
        self.firm.signed_in("finance")
    }

    pub fn manager(&self) -> Browser<'_> {
        self.firm.signed_in("management")
    }

    /// A clerk opens the run of October, calculates and submits it.
    pub fn submitted(&self) -> Browser<'_> {
        let mut clerk = self.clerk();
        clerk.get("/office/commissions/new");
        clerk.submit("/office/commissions/new", &[("period", "2026-10")]).goes_to(RUN);
        self.calculate_and_submit(&mut clerk);
        clerk
    }

    pub fn calculate_and_submit(&self, clerk: &mut Browser<'_>) {
        clerk.get(RUN);
        clerk.submit(&format!("{RUN}/calculate"), &[]).goes_to(RUN);
        clerk.get(RUN);
        clerk.submit(&format!("{RUN}/submit"), &[]).goes_to(RUN);
    }

    /// The same, agreed to by a manager and posted.
    pub fn posted(&self) -> Browser<'_> {
        let mut clerk = self.submitted();
        let mut manager = self.manager();
        manager.get("/office/approvals/1");
        manager.submit("/office/approvals/1/decide", &[("answer", "agree")]).goes_to("/office/approvals/1");
        clerk.get(&format!("{RUN}/post"));
        clerk.submit(&format!("{RUN}/post"), &[]).goes_to(RUN);
        clerk
    }

    /// Another month, opened by one, agreed to by another and posted.
    pub fn settle(&self, month: &str) {
        let period = Period::parse(month).expect("a month");
        let run = self.firm.write(move |tx| commissions::open_run(tx, "unilevel-simple", period));
        self.finish(run);
    }

    /// What is open of a run, from its calculation to its posting.
    pub fn finish(&self, run: RunId) {
        self.firm.write(move |tx| commissions::calculate_run(tx, run));
        let approval = self.firm.write(move |tx| commissions::submit_run(tx, run));
        let (account, role) = (self.firm.account(&["administrator"]), self.firm.role("administrator"));
        let agreeing = self.firm.read(|view| access::actor_of(view, account, role, Language::De));
        let agreeing = agreeing.expect("somebody who agrees");
        self.firm.try_write(&agreeing, move |tx| approvals::decide(tx, approval, Answer::Agree, "")).expect("agreed");
        self.firm.write(move |tx| commissions::post_run(tx, run));
    }

    /// The same, with a payout that is ready.
    pub fn paid(&self) -> Browser<'_> {
        let mut clerk = self.posted();
        clerk.get(&format!("{RUN}/pay"));
        clerk.submit(&format!("{RUN}/pay"), &[("execute_on", "2026-11-05")]).goes_to("/office/payouts/1");
        clerk
    }

    /// The same, agreed to by a second person.
    pub fn agreed(&self) -> Browser<'_> {
        let clerk = self.paid();
        self.firm.agree_to_batch(BatchId::new(1));
        clerk
    }
}

fn partner(firm: &Firm, name: &str, sponsor: Option<&str>) -> PartnerId {
    let new = ImportedPartner {
        number: format!("P-{name}"),
        person: person(name),
        joined_on: day("2026-01-01"),
        left_on: None,
        enroller: sponsor.map(str::to_owned),
        sponsor: sponsor.map(str::to_owned),
        terms_version: "2026-01".to_owned(),
    };
    match firm.write(move |tx| partners::import_partner(tx, &new)) {
        Imported::New(id) | Imported::Known(id) => id,
    }
}

pub fn sold(seller: PartnerId, on: &str, base_cents: i64, points: i64) -> ImportOrder {
    let line = OrderLine {
        product: ProductId::new(1),
        sku: "1001".to_owned(),
        name: "Haferflocken".to_owned(),
        quantity: 1,
        unit_price: Money::eur(base_cents),
        tax_class: kontor::business::catalog::TaxClass::Food,
        vat_rate: Rate::from_percent(10),
        points: Points::from_hundredths(points * 100),
        commission_base: Money::eur(base_cents),
    };
    ImportOrder {
        external: format!("{seller}-{on}"),
        day: day(on),
        buyer: Buyer {
            customer: None,
            person: None,
            email: Email::parse("kunde@example.com").expect("an address"),
            phone: String::new(),
            vat_id: None,
        },
        credited_to: Some(seller),
        price_role: kontor::business::catalog::PriceRole::Customer,
        billing: address("Anna Berger"),
        delivery: address("Anna Berger"),
        lines: vec![line],
        shipping: Shipping { price: Money::new(0, Currency::EUR), vat_rate: Rate::from_percent(20) },
        payment_method: PaymentMethod::Prepayment,
        paid_on: Some(day(on)),
        note: String::new(),
        language: Language::De,
        late_because: String::new(),
    }
}
