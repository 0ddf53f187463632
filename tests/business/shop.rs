//! A firm with goods: a real store in a temporary folder, a clock that stands still, products on shelves.

use kontor::app::{Clock, Door};
use kontor::business::actor::{Actor, Who};
use kontor::business::approvals::{self, Answer};
use kontor::business::cases::{self, TaskPlace};
use kontor::business::catalog::{self, Category, Prices, Product, TaxClass, Tier};
use kontor::business::commissions;
use kontor::business::customers::{self, CustomerGroup, NewCustomer};
use kontor::business::failure::{Failure, RefusalKind};
use kontor::business::firm::{Firm, change_firm};
use kontor::business::orders::{
    self, CartLine, Contact, Fate, NewBuyer, Order, PaymentMethod, PlaceOrder, ReturnGoods, ReturnLine, ShownTime,
};
use kontor::business::partners::{self, ImportedPartner};
use kontor::business::payments::{self, NewPayment};
use kontor::business::people::{self, Person, PersonKind};
use kontor::business::permission::{Permission, Permissions};
use kontor::business::shipping::{self, Carrier, PackParcel};
use kontor::business::stock::{self, Level, Place, PlaceKind, Receipt, ReceiptLine};
use kontor::business::tx::Tx;
use kontor::business::view::View;
use kontor::business::{self};
use kontor::store::{Options, Store, Subject};
use kontor::values::{
    AccountId, Address, Country, CustomerId, Day, Email, Instant, Language, LocalText, LotId, Money, OrderId, ParcelId,
    PartnerId, PaymentId, Period, PlaceId, Points, ProductId, RunId,
};
use tempfile::TempDir;

use crate::business::commissions::{clerk, manager};
use crate::business::stage::wiesenmut;
use crate::kit::open_shop;

pub struct Shop {
    pub door: Door,
    /// Delivers.
    pub house: PlaceId,
    /// Does not deliver.
    pub agency: PlaceId,
    /// 10.00 net, food.
    pub oats: ProductId,
    /// 20.00 net, standard rate; 18.00 from six on.
    pub balm: ProductId,
    /// Is no longer sold.
    pub gone: ProductId,
    _folder: TempDir,
}

impl Shop {
    /// A firm that may sell, on the morning of Monday, 1 June 2026, in UTC; shelves are empty.
    pub fn new() -> Shop {
        let shop = Shop::just_set_up();
        shop.run(open_shop).unwrap();
        shop
    }

    /// The same without what the law and the payment need.
    pub fn just_set_up() -> Shop {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("kontor.redb"), &business::tables(), &Options::default()).unwrap();
        let door = Door::open(store, Clock::standing_at(morning(day("2026-06-01")))).unwrap();
        let operator = Actor::operator();
        let firm = Firm { iban: None, bic: None, time_zone: "UTC".to_owned(), ..wiesenmut() };
        door.write_and_wait(&operator, move |tx| change_firm(tx, &firm, None)).unwrap();
        let write =
            |product: Product| door.write_and_wait(&operator, move |tx| catalog::save_product(tx, None, &product));
        let category = Category {
            code: "all".to_owned(),
            parent: None,
            name: LocalText::new("Alles", "All", "全部"),
            description: LocalText::default(),
            sort: 1,
            picture: String::new(),
        };
        door.write_and_wait(&operator, move |tx| catalog::save_category(tx, None, &category)).unwrap();
        let oats = write(product("1001", "Haferflocken", 1_000, TaxClass::Food)).unwrap();
        let tiers = vec![Tier { from_quantity: 6, price: Money::eur(1_800) }];
        let balm = write(Product { tiers, ..product("2001", "Balsam", 2_000, TaxClass::Standard) }).unwrap();
        let gone = write(Product { active: false, ..product("3001", "Kerze", 500, TaxClass::Standard) }).unwrap();
        let place = |name: &str, delivers: bool, sort: u32| {
            let place = Place { name: name.to_owned(), kind: PlaceKind::Own, delivers, sort };
            door.write_and_wait(&operator, move |tx| stock::save_place(tx, None, &place)).unwrap()
        };
        let (house, agency) = (place("Lager", true, 1), place("Agentur", false, 2));
        Shop { door, house, agency, oats, balm, gone, _folder: folder }
    }

    /// Moves the clock to the morning of another day.
    pub fn on(&self, text: &str) -> &Shop {
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

    /// As the operator, who may do everything.
    pub fn run<T: Send + 'static>(
        &self,
        command: impl Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.write(&Actor::operator(), command)
    }

    pub fn read<T>(&self, ask: impl FnOnce(&View<'_>) -> T) -> T {
        self.door.read(&Actor::system(), |view| Ok(ask(view))).unwrap()
    }

    /// Goods arrive at the house.
    pub fn receive(&self, product: ProductId, quantity: u32, best_before: Option<&str>) -> LotId {
        self.receive_at(self.house, product, quantity, best_before)
    }

    pub fn receive_at(&self, place: PlaceId, product: ProductId, quantity: u32, best_before: Option<&str>) -> LotId {
        let lot_code = best_before.unwrap_or_default().to_owned();
        let line = ReceiptLine { product, quantity, lot_code, best_before: best_before.map(day) };
        let receipt = Receipt { place, lines: vec![line], reason: "Lieferschein 7".to_owned() };
        self.run(move |tx| stock::receive_goods(tx, &receipt)).unwrap().pop().unwrap()
    }

    /// A guest orders; every key is another checkout.
    pub fn order(&self, key: u8, cart: &[(ProductId, u32)]) -> OrderId {
        let command = checkout(key, cart);
        self.write(&Actor::visitor(Language::De), move |tx| orders::place_order(tx, &command)).unwrap()
    }

    /// Somebody with a contract since New Year, at home in the partner portal.
    pub fn partner(&self, number: &str) -> Actor {
        let new = ImportedPartner {
            number: number.to_owned(),
            person: person(number),
            joined_on: day("2026-01-01"),
            left_on: None,
            enroller: None,
            sponsor: None,
            terms_version: "2026-02-01".to_owned(),
        };
        let imported = self.run(move |tx| partners::import_partner(tx, &new)).unwrap();
        let (partners::Imported::New(id) | partners::Imported::Known(id)) = imported;
        let permissions = [Permission::ShopOrder, Permission::PartnerPortal, Permission::PartnerOrderForCustomer];
        let person = self.read(|view| partners::partner(view, id)).map(|partner| partner.person);
        Actor { partner: Some(id), person, ..staff(1_000 + id.number(), &permissions) }
    }

    /// Checks the order's first task off and, where that comes first, records its payment in full.
    /// Somebody of the tree, there since the beginning of the year.
    pub fn joined(&self, number: &'static str, sponsor: Option<&'static str>) -> PartnerId {
        let new = ImportedPartner {
            number: number.to_owned(),
            person: person(number),
            joined_on: day("2026-01-01"),
            left_on: None,
            enroller: None,
            sponsor: sponsor.map(str::to_owned),
            terms_version: "1".to_owned(),
        };
        self.run(move |tx| partners::import_partner(tx, &new)).unwrap();
        self.read(|view| partners::partner_by_number(view, number).unwrap())
    }

    /// Oats for a customer whom somebody has referred, shipped at once.
    pub fn sold(&self, key: u8, referral: PartnerId, pieces: u32) -> OrderId {
        let command = PlaceOrder { referral: Some(referral), ..checkout(key, &[(self.oats, pieces)]) };
        let order = self.write(&Actor::visitor(Language::De), move |tx| orders::place_order(tx, &command)).unwrap();
        self.ship(order);
        order
    }

    /// Pieces of the first line of an order come back.
    pub fn comes_back(&self, on: &str, order: OrderId, quantity: u32) {
        self.on(on);
        let lines = vec![ReturnLine { line: 1, quantity, fate: Fate::Restock }];
        let back = ReturnGoods { order, lines, reason: "gefällt nicht".to_owned() };
        self.run(move |tx| orders::return_goods(tx, &back)).unwrap();
    }

    /// From opening to posting.
    pub fn settle(&self, plan: &'static str, period: &str) -> RunId {
        let asked = Period::parse(period).unwrap();
        let run = self.write(&clerk(), move |tx| commissions::open_run(tx, plan, asked));
        let run = run.unwrap_or_else(|failure| panic!("{period}: {failure:?}"));
        self.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
        let approval = self.write(&clerk(), move |tx| commissions::submit_run(tx, run)).unwrap();
        self.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
        self.write(&manager(), move |tx| commissions::post_run(tx, run)).unwrap();
        run
    }

    pub fn check_and_pay(&self, id: OrderId) {
        let subject = Subject::of(id);
        self.run(move |tx| {
            let (case, _) = cases::case_of(tx, &subject).unwrap();
            cases::complete_task(tx, TaskPlace { case, place: 0 }, "")
        })
        .unwrap();
        let order = self.find(id);
        if order.payment_method == PaymentMethod::Prepayment {
            self.pay(id, order.totals().gross.minor()).unwrap();
        }
    }

    pub fn pay(&self, order: OrderId, cents: i64) -> Result<PaymentId, Failure> {
        self.run(move |tx| {
            let (amount, received_on) = (Money::eur(cents), tx.today());
            payments::record_payment(tx, &NewPayment { order, amount, received_on, reference: String::new() })
        })
    }

    /// Everything that was picked goes into one parcel.
    pub fn pack(&self, order: OrderId) -> Result<ParcelId, Failure> {
        self.run(move |tx| {
            let lines = shipping::unpacked(tx, order);
            let (carrier, weight_grams) = (Carrier::Gls, 1_200);
            let tracking_number = "GLS 1234".to_owned();
            shipping::pack_parcel(tx, &PackParcel { order, carrier, tracking_number, weight_grams, lines })
        })
    }

    /// The whole way out of the house.
    pub fn ship(&self, id: OrderId) {
        self.check_and_pay(id);
        self.hand_over(id);
    }

    /// The same for an order that is paid already.
    pub fn ship_paid(&self, id: OrderId) {
        let subject = Subject::of(id);
        self.run(move |tx| {
            let (case, _) = cases::case_of(tx, &subject).unwrap();
            cases::complete_task(tx, TaskPlace { case, place: 0 }, "")
        })
        .unwrap();
        self.hand_over(id);
    }

    fn hand_over(&self, id: OrderId) {
        self.run(move |tx| shipping::pick_order(tx, id)).unwrap();
        self.pack(id).unwrap();
        self.run(move |tx| shipping::hand_over_order(tx, id)).unwrap();
    }

    pub fn find(&self, id: OrderId) -> Order {
        self.read(|view| orders::order(view, id)).unwrap()
    }

    pub fn level(&self, product: ProductId) -> Level {
        self.read(|view| stock::level(view, product))
    }

    /// On hand, reserved, backordered.
    pub fn figures(&self, product: ProductId) -> (u32, u32, u32) {
        let level = self.level(product);
        (level.on_hand, level.reserved, level.backordered)
    }

    pub fn customer(&self, name: &str, group: CustomerGroup) -> CustomerId {
        let person = person(name);
        self.run(move |tx| {
            let person = people::create_person(tx, &person)?;
            customers::open_customer(tx, &NewCustomer { person, group, partner: None, number: String::new() })
        })
        .unwrap()
    }
}

/// What a guest in Vienna sends.
pub fn checkout(key: u8, cart: &[(ProductId, u32)]) -> PlaceOrder {
    PlaceOrder {
        buyer: NewBuyer::Guest,
        contact: Contact { email: "anna.berger@example.com".to_owned(), ..Contact::default() },
        billing: address("Anna Berger"),
        delivery: address("Anna Berger"),
        lines: cart.iter().map(|(product, quantity)| CartLine { product: *product, quantity: *quantity }).collect(),
        payment_method: PaymentMethod::Prepayment,
        note: String::new(),
        shown_total: None,
        shown_time: ShownTime::Nowhere,
        language: Language::De,
        terms_version: "2026-06-19".to_owned(),
        privacy_version: "2026-02-01".to_owned(),
        referral: None,
        checkout_key: [key; 16],
        token: [key; 16],
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

pub fn person(name: &str) -> Person {
    Person {
        kind: PersonKind::Private,
        first_name: "Anna".to_owned(),
        last_name: name.to_owned(),
        company: String::new(),
        email: Email::parse(&format!("{}@example.com", name.to_lowercase())),
        phone: String::new(),
        language: Language::De,
        address: Some(address(name)),
        vat_id: None,
        iban: None,
        bic: None,
        account_holder: String::new(),
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

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn morning(day: Day) -> Instant {
    Instant::at(day, 8 * 60, &jiff::tz::TimeZone::UTC)
}

fn product(sku: &str, name: &str, cents: i64, tax_class: TaxClass) -> Product {
    Product {
        sku: sku.to_owned(),
        category: kontor::values::CategoryId::new(1),
        name: LocalText::new(name, name, name),
        summary: LocalText::default(),
        description: LocalText::default(),
        ingredients: LocalText::default(),
        allergens: LocalText::default(),
        storage: LocalText::default(),
        nutrition: LocalText::default(),
        tax_class,
        prices: Prices {
            customer: Money::eur(cents),
            partner: Money::eur(cents * 3 / 4),
            company: Money::eur(cents * 9 / 10),
        },
        tiers: Vec::new(),
        points: Points::from_hundredths(cents),
        commission_base: Money::eur(cents / 2),
        content: None,
        weight_grams: 500,
        gtin: String::new(),
        shelf_life_days: 0,
        picture: String::new(),
        active: true,
        version: 0,
    }
}

/// Asserts that a command is refused for exactly these reasons, each as `key@field`.
pub fn refused<T: std::fmt::Debug>(result: Result<T, Failure>, expected: &[&str]) {
    let Failure::Refused(refusal) = result.expect_err("the command is refused") else { unreachable!("a fault") };
    let keys: Vec<String> = refusal
        .complaints
        .iter()
        .map(|complaint| match &complaint.field {
            Some(field) => format!("{}@{field}", complaint.key),
            None => complaint.key.to_owned(),
        })
        .collect();
    assert_eq!(keys, expected);
}

/// Asserts what kind of no it is.
pub fn refused_as<T: std::fmt::Debug>(result: Result<T, Failure>, expected: RefusalKind) {
    match result.expect_err("the command is refused") {
        Failure::Refused(refusal) => assert_eq!(refusal.kind, expected),
        Failure::Fault(fault) => unreachable!("a fault: {fault}"),
    }
}
