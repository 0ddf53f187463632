//! A firm: a real store in a temporary folder, a clock that stands still, and all pages as a service.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use jiff::tz::TimeZone;
use kontor::app::{App, Clock, Door, Folder, open_store};
use kontor::business::access::{self, NewAccount, NewSession};
use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::failure::Failure;
use kontor::business::firm::{self, Firm as Particulars};
use kontor::business::orders::{Tariffs, TariffsOfDay, change_tariffs, tariffs_mark};
use kontor::business::pages::{LegalKind, LegalText, publish_legal_text};
use kontor::business::payments;
use kontor::business::people::{self, Person, PersonKind};
use kontor::business::tx::Tx;
use kontor::business::view::View;
use kontor::portals;
use kontor::store::{Entry, Fault, Map, Options, Read, Span, entries_from, last_entry};
use kontor::values::{
    AccountId, Address, BatchId, Country, Currency, Day, Email, Iban, Instant, Language, LocalText, RoleId,
};
use kontor::web;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use crate::kit::Browser;

/// Monday in Vienna, nine in the morning.
pub const MORNING: &str = "2026-11-02T09:00:00";
/// The password of every account that the kit makes with one.
pub const PASSWORD: &str = "Zwetschken auf dem Balkon";

/// An instant as a clock in Vienna shows it.
pub fn at(local: &str) -> Instant {
    let vienna = TimeZone::get("Europe/Vienna").expect("Vienna has a time zone");
    Instant::parse(local, &vienna).expect("a local time such as 2026-11-02T09:00:00")
}

pub struct Firm {
    app: Arc<App>,
    service: Router,
    runtime: Runtime,
    /// Secrets of sessions; they need not be hard to guess here.
    secrets: AtomicU64,
    _folder: TempDir,
}

impl Default for Firm {
    fn default() -> Self {
        Firm::new()
    }
}

impl Firm {
    /// A firm that may sell, with the standard roles and nobody in it.
    pub fn new() -> Firm {
        let firm = Firm::just_set_up();
        firm.write(open_shop);
        firm
    }

    /// A firm as it is when it has just been set up: without legal texts, IBAN and prices for delivery.
    pub fn just_set_up() -> Firm {
        let firm = Firm::not_set_up();
        firm.write(|tx| {
            firm::change_firm(tx, &particulars(), None)?;
            access::ensure_standard_roles(tx)
        });
        firm
    }

    /// A new data folder.
    pub fn not_set_up() -> Firm {
        let home = tempfile::tempdir().expect("a temporary folder");
        let folder = Folder::open_or_create(&home.path().join("data"), at(MORNING)).expect("a new data folder");
        let store = open_store(&folder, &Options::default()).expect("a new store");
        let app = Arc::new(App::open(folder, store, Clock::standing_at(at(MORNING))).expect("an app over it"));
        let service = web::service(&app, portals::routes());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Firm { app, service, runtime, secrets: AtomicU64::new(1), _folder: home }
    }

    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    pub fn set_clock(&self, local: &str) {
        self.app.door().clock().set(at(local));
    }

    /// Moves the clock on.
    pub fn wait_seconds(&self, seconds: i64) {
        let clock = self.app.door().clock();
        clock.set(clock.now().plus_seconds(seconds));
    }

    /// Asks as one who may see everything.
    pub fn read<T>(&self, ask: impl FnOnce(&View<'_>) -> T) -> T {
        self.app.door().read(&Actor::operator(), |view| Ok(ask(view))).expect("the store can be read")
    }

    /// Commands as one who may do everything; they must succeed.
    #[track_caller]
    pub fn write<T: Send + 'static>(
        &self,
        command: impl Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
    ) -> T {
        self.try_write(&Actor::operator(), command).unwrap_or_else(|failure| unreachable!("refused: {failure:?}"))
    }

    pub fn try_write<T: Send + 'static>(
        &self,
        actor: &Actor,
        command: impl Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.app.door().write_and_wait(actor, command)
    }

    /// Somebody of the administration agrees to a batch.
    pub fn agree_to_batch(&self, batch: BatchId) {
        let (account, role) = (self.account(&["administrator"]), self.role("administrator"));
        let agreeing = self.read(|view| access::actor_of(view, account, role, Language::De));
        let agreeing = agreeing.unwrap_or_else(|| unreachable!("somebody who agrees"));
        let asked = self.read(|view| payments::batch(view, batch).and_then(|batch| batch.approval()));
        let asked = asked.unwrap_or_else(|| unreachable!("somebody was asked"));
        let agreed = self.try_write(&agreeing, move |tx| approvals::decide(tx, asked, Answer::Agree, ""));
        agreed.unwrap_or_else(|failure| unreachable!("refused: {failure:?}"));
    }

    /// Agreed to, and its file fetched.
    pub fn let_batch_leave(&self, batch: BatchId) {
        self.agree_to_batch(batch);
        self.write(move |tx| payments::record_fetch(tx, batch, [7; 32], ""));
    }

    /// Number of the newest journal entry.
    pub fn journal_end(&self) -> u64 {
        self.read(|view| last_entry(view).map_or(0, |entry| entry.number))
    }

    /// What the journal was told after an entry.
    pub fn told_since(&self, number: u64) -> Vec<Entry> {
        self.read(|view| entries_from(view, number + 1, 1_000))
    }

    pub fn role(&self, key: &str) -> RoleId {
        self.read(|view| access::role_by_key(view, key).expect("a standard role").0)
    }

    /// Somebody with an account in some roles, given by their keys; the first is where she begins. The address is
    /// FIRST ROLE @firm.test unless it is taken. No password: `with_password` chooses one.
    pub fn account(&self, roles: &[&str]) -> AccountId {
        let roles: Vec<RoleId> = roles.iter().map(|key| self.role(key)).collect();
        let key = self.read(|view| access::role(view, roles[0]).expect("a role").key);
        let count = self.read(|view| access::accounts(view).len());
        let first = Email::parse(&format!("{key}@firm.test")).expect("an address");
        let free = self.read(|view| access::account_by_email(view, &first).is_none());
        let email = if free { first } else { Email::parse(&format!("{key}{count}@firm.test")).expect("an address") };
        let person = person(&email);
        self.write(move |tx| {
            let person = people::create_person(tx, &person)?;
            let new = NewAccount { person, email: email.clone(), roles: roles.clone(), secret: None };
            access::create_account(tx, &new)
        })
    }

    /// Gives an account the password `PASSWORD`.
    pub fn with_password(&self, account: AccountId) -> AccountId {
        let hash = access::password::keep(PASSWORD, b"salt of the kit.");
        self.write(move |tx| access::set_password(tx, account, &hash));
        account
    }

    pub fn email_of(&self, account: AccountId) -> String {
        self.read(|view| access::account(view, account).expect("an account").email.to_string())
    }

    /// A browser without an account, in German, on this machine.
    pub fn visitor(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// A browser of somebody new who has this role and is signed in.
    pub fn signed_in(&self, role: &str) -> Browser<'_> {
        self.browser_of(self.account(&[role]))
    }

    /// A browser in which an account is signed in, without the cost of judging a password.
    pub fn browser_of(&self, account: AccountId) -> Browser<'_> {
        let secret = format!("secret-{}", self.secrets.fetch_add(1, Ordering::SeqCst));
        let known = self.read(|view| access::account(view, account).expect("an account").password_hash);
        let hash = if known.is_empty() { "made up".to_owned() } else { known.clone() };
        if known.is_empty() {
            let hash = hash.clone();
            self.write(move |tx| access::set_password(tx, account, &hash));
        }
        let new = NewSession {
            hash: access::secret_hash(&secret),
            address: "127.0.0.1".to_owned(),
            browser: "Kit".to_owned(),
        };
        self.write(move |tx| access::open_session(tx, account, &hash, &new));
        let mut browser = Browser::new(self);
        browser.set_cookie("kontor", &secret);
        browser
    }

    /// One request, as a server with these pages answers it.
    pub fn answer(&self, mut request: Request<axum::body::Body>, from: SocketAddr) -> (Response, String) {
        request.extensions_mut().insert(ConnectInfo(from));
        self.runtime.block_on(async {
            let answer = self.service.clone().oneshot(request).await;
            let answer = answer.unwrap_or_else(|never| match never {});
            let (parts, body) = answer.into_parts();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body that ends");
            let text = String::from_utf8_lossy(&bytes).into_owned();
            (Response::from_parts(parts, axum::body::Body::from(bytes)), text)
        })
    }
}

fn person(email: &Email) -> Person {
    Person {
        kind: PersonKind::Private,
        first_name: "Anna".to_owned(),
        last_name: "Muster".to_owned(),
        company: String::new(),
        email: Some(email.clone()),
        phone: String::new(),
        language: Language::De,
        address: None,
        vat_id: None,
        iban: None,
        bic: None,
        account_holder: String::new(),
        consents: Vec::new(),
        created_at: at(MORNING),
    }
}

/// What the law and the payment need before the shop may sell: legal texts, an IBAN, prices for delivery.
pub fn open_shop(tx: &mut Tx<'_, '_, '_>) -> Result<(), Failure> {
    let since = Day::parse("2025-01-01").expect("a day");
    for kind in [LegalKind::Imprint, LegalKind::Terms, LegalKind::Privacy, LegalKind::Withdrawal] {
        let text = LocalText::new("Wie besprochen.", "As agreed.", "如约。");
        publish_legal_text(tx, kind, &LegalText { version: "2025-01".to_owned(), valid_from: since, text })?;
    }
    let before = firm::firm(tx).expect("a firm");
    let iban = Iban::parse("AT61 1904 3002 3457 3201");
    firm::change_firm(tx, &Particulars { iban: before.iban.clone().or(iban), ..before.clone() }, None)?;
    change_tariffs(tx, since, &Tariffs::first(before.currency), &tariffs_mark(tx))
}

fn particulars() -> Particulars {
    Particulars {
        legal_name: "Almgut Naturwaren GmbH".to_owned(),
        trade_name: "Almgut".to_owned(),
        address: Address {
            name: "Almgut Naturwaren GmbH".to_owned(),
            extra: String::new(),
            street: "Dorfstraße".to_owned(),
            house_number: "7".to_owned(),
            postcode: "5600".to_owned(),
            town: "St. Johann".to_owned(),
            country: Country::AT,
        },
        vat_id: None,
        register: String::new(),
        iban: None,
        bic: None,
        creditor_id: String::new(),
        email: Email::parse("buero@almgut.test").expect("an address"),
        phone: String::new(),
        accent: "#2f6f4f".to_owned(),
        home: Country::AT,
        currency: Currency::EUR,
        time_zone: "Europe/Vienna".to_owned(),
        claim: LocalText::new("Gutes von der Alm", "Good things from the alp", "来自高山的好物"),
        about: LocalText::default(),
        mail_server: None,
        trial: false,
    }
}

/// As in the days when nobody had to choose prices for delivery: those with which every firm begins hold again.
pub fn forget_tariffs(door: &Door) {
    let tariffs: Map<Day, TariffsOfDay> = Map::new(130, "DAY_TO_TARIFFS");
    let reader = door.store().reader().expect("the store can be read");
    let r: &dyn Read = &reader;
    let set = r.keys(&tariffs, Span::all());
    assert!(!set.is_empty(), "there were some");
    let forgotten = door.store().write(|group| {
        group.command(|writer| {
            for day in &set {
                writer.delete(&tariffs, day);
            }
            Ok::<_, Fault>(())
        })
    });
    forgotten.expect("the store can be written");
}
