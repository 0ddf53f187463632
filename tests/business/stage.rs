//! A firm on a stage: a real store in a temporary folder, a clock that stands still, and people with roles.

use std::sync::atomic::{AtomicU32, Ordering};

use kontor::app::{Clock, Door};
use kontor::business::actor::{Actor, Who};
use kontor::business::approvals::{self, Answer};
use kontor::business::catalog::{PriceRole, TaxClass};
use kontor::business::failure::Failure;
use kontor::business::firm::{self, Firm};
use kontor::business::orders::{self, Buyer, ImportOrder, OrderLine, PaymentMethod, Shipping};
use kontor::business::partners::{self, Imported, ImportedPartner};
use kontor::business::payments::{self, BatchState};
use kontor::business::people::{Person, PersonKind};
use kontor::business::permission::{Permission, Permissions};
use kontor::business::tx::Tx;
use kontor::business::view::View;
use kontor::business::{self};
use kontor::store::{Options, Store};
use kontor::values::{
    AccountId, Address, BatchId, Bic, Country, Currency, Day, Email, Iban, Instant, Language, LocalText, Money,
    OrderId, PartnerId, Points, ProductId, Rate,
};
use tempfile::TempDir;

pub struct Stage {
    pub door: Door,
    sales: AtomicU32,
    /// Goes away with the stage.
    _folder: TempDir,
}

impl Stage {
    /// A firm in Vienna that has been set up, on the morning of 2 June 2026.
    pub fn new() -> Stage {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("kontor.redb"), &business::tables(), &Options::default()).unwrap();
        let stage = Stage {
            door: Door::open(store, Clock::standing_at(morning(day("2026-06-02")))).unwrap(),
            sales: AtomicU32::new(1),
            _folder: folder,
        };
        stage.write(&staff(1, Permission::ALL), |tx| firm::change_firm(tx, &wiesenmut(), None)).unwrap();
        stage
    }

    /// Moves the clock to the morning of another day.
    pub fn on(&self, text: &str) -> &Stage {
        self.door.clock().set(morning(day(text)));
        self
    }

    pub fn write<T: Send + 'static>(
        &self,
        actor: &Actor,
        command: impl Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.door.write_and_wait(actor, command)
    }

    pub fn read<T>(&self, actor: &Actor, ask: impl FnOnce(&View<'_>) -> T) -> T {
        self.door.read(actor, |view| Ok(ask(view))).unwrap()
    }

    /// Somebody with a contract since New Year, below a partner who is there already.
    pub fn partner(&self, number: &str, sponsor: Option<&str>) -> PartnerId {
        let new = ImportedPartner {
            number: number.to_owned(),
            person: person(number),
            joined_on: day("2026-01-01"),
            left_on: None,
            enroller: sponsor.map(str::to_owned),
            sponsor: sponsor.map(str::to_owned),
            terms_version: "2026-01".to_owned(),
        };
        match self.write(&Actor::operator(), move |tx| partners::import_partner(tx, &new)).unwrap() {
            Imported::New(id) | Imported::Known(id) => id,
        }
    }

    /// An order of a former system, credited to a partner on a day.
    pub fn sale(&self, partner: PartnerId, on: &str, base_cents: i64, points: i64) -> OrderId {
        let number = self.sales.fetch_add(1, Ordering::SeqCst);
        let order = imported_order(&format!("S-{number}"), partner, day(on), base_cents, points);
        match self.write(&Actor::operator(), move |tx| orders::import_order(tx, &order)).unwrap() {
            orders::Imported::New(id) | orders::Imported::Known(id) => id,
        }
    }
}

pub fn imported_order(external: &str, partner: PartnerId, on: Day, base_cents: i64, points: i64) -> ImportOrder {
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
    ImportOrder {
        external: external.to_owned(),
        day: on,
        buyer: Buyer {
            customer: None,
            person: None,
            email: Email::parse("kunde@example.com").unwrap(),
            phone: String::new(),
            vat_id: None,
        },
        credited_to: Some(partner),
        price_role: PriceRole::Customer,
        billing: address("Anna Berger"),
        delivery: address("Anna Berger"),
        lines: vec![line],
        shipping: Shipping { price: Money::eur(0), vat_rate: Rate::from_percent(20) },
        payment_method: PaymentMethod::Prepayment,
        paid_on: Some(on),
        note: String::new(),
        language: Language::De,
        late_because: String::new(),
    }
}

/// An account that may do exactly this.
pub fn staff(account: u64, permissions: &[Permission]) -> Actor {
    Actor {
        who: Who::Account(AccountId::new(account)),
        person: None,
        role: None,
        partner: None,
        permissions: Permissions::of(permissions),
        language: Language::De,
    }
}

/// A second person agrees to a batch, if nobody has, and its file is fetched.
pub fn fetch_file(door: &Door, payer: &Actor, batch: BatchId, hash: [u8; 32]) -> Result<usize, Failure> {
    agree_to_batch(door, batch);
    door.write_and_wait(payer, move |tx| payments::record_fetch(tx, batch, hash, "noch einmal"))
}

pub fn agree_to_batch(door: &Door, batch: BatchId) {
    let head = staff(29, &[Permission::PaymentsApprove, Permission::PaymentsView]);
    let found = door.read(&head, |view| Ok(payments::batch(view, batch))).unwrap();
    let waits = found.filter(|found| found.state == BatchState::Submitted).and_then(|found| found.approval());
    if let Some(asked) = waits {
        door.write_and_wait(&head, move |tx| approvals::decide(tx, asked, Answer::Agree, "")).unwrap();
    }
}

/// A partner at home in the partner portal.
pub fn partner_actor(partner: PartnerId) -> Actor {
    let permissions = [Permission::PartnerPortal, Permission::PartnerTeamView, Permission::PartnerRegister];
    Actor { partner: Some(partner), ..staff(1_000 + partner.number(), &permissions) }
}

pub fn person(name: &str) -> Person {
    Person {
        kind: PersonKind::Private,
        first_name: "Anna".to_owned(),
        last_name: name.to_owned(),
        company: String::new(),
        email: Email::parse(&format!("{}@example.com", name.to_lowercase().replace(' ', "."))),
        phone: String::new(),
        language: Language::De,
        address: Some(address(name)),
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
        street: "Lindengasse".to_owned(),
        house_number: "7".to_owned(),
        postcode: "1070".to_owned(),
        town: "Wien".to_owned(),
        country: Country::AT,
    }
}

pub fn wiesenmut() -> Firm {
    Firm {
        legal_name: "Wiesenmut Handels GmbH".to_owned(),
        trade_name: "Wiesenmut".to_owned(),
        address: address("Wiesenmut Handels GmbH"),
        vat_id: None,
        register: String::new(),
        iban: Iban::parse("DE89 3704 0044 0532 0130 00"),
        bic: Bic::parse("COBADEFFXXX"),
        creditor_id: String::new(),
        email: Email::parse("office@wiesenmut.example").unwrap(),
        phone: String::new(),
        accent: "#3f6b35".to_owned(),
        home: Country::AT,
        currency: Currency::EUR,
        time_zone: "Europe/Vienna".to_owned(),
        claim: LocalText::default(),
        about: LocalText::default(),
        mail_server: None,
        trial: true,
    }
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn morning(day: Day) -> Instant {
    Instant::at(day, 9 * 60, &jiff::tz::TimeZone::get("Europe/Vienna").unwrap())
}

/// The keys of the complaints, as `key@field`.
pub fn keys(failure: &Failure) -> Vec<String> {
    match failure {
        Failure::Refused(refusal) => refusal
            .complaints
            .iter()
            .map(|complaint| match &complaint.field {
                Some(field) => format!("{}@{field}", complaint.key),
                None => complaint.key.to_owned(),
            })
            .collect(),
        Failure::Fault(fault) => vec![format!("fault: {fault}")],
    }
}

/// Asserts that a command is refused for exactly these reasons.
pub fn refused<T: std::fmt::Debug>(result: Result<T, Failure>, expected: &[&str]) {
    let failure = result.expect_err("the command is refused");
    assert_eq!(keys(&failure), expected);
}
