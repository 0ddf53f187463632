//! Letters on their way: sent to a real SMTP server, tried again, given up, taken back.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use kontor::app::{Clock, Door, Links, Means, Round, Secrets, preview, run_outbox, send_due};
use kontor::business::actor::Actor;
use kontor::business::billing::invoices_of_order;
use kontor::business::cases::cases_of;
use kontor::business::customers::{CustomerGroup, EinvoiceTerms, set_einvoice_terms};
use kontor::business::failure::Failure;
use kontor::business::firm::{Firm, MailSecurity, MailServer, change_firm, firm};
use kontor::business::messages::{self, cancel_item, play_sending, resend_item, was_played};
use kontor::business::orders::{NewBuyer, PlaceOrder};
use kontor::business::permission::Permissions;
use kontor::business::{orders, tables};
use kontor::store::{
    Key, Options, OutboxId, OutboxItem, OutboxState, Store, Stored, Subject, Writer, encode, outbox_item,
};
use kontor::values::{EinvoiceFormat, Instant, Language, OrderId};
use tempfile::TempDir;

use crate::business::shop::{Shop, checkout};
use crate::exchange::samples::{self, email, instant};

/// A firm in a temporary folder with one order, and a clock that stands still.
struct Office {
    folder: TempDir,
    door: Arc<Door>,
}

/// Letters lead there; no password is sealed.
fn means(base: &str) -> Means {
    Means { links: Links::new(base), secrets: Secrets::in_folder(Path::new("/nowhere")) }
}

const START: &str = "2026-11-21T09:00:00Z";

impl Office {
    fn open(server: Option<MailServer>) -> Office {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("kontor.redb"), &tables(), &Options::default()).unwrap();
        let door = Arc::new(Door::open(store, Clock::standing_at(instant(START))).unwrap());
        let office = Office { folder, door };
        office.use_server(server);
        office.raw(|writer| put(writer, "ORDER_ID_TO_ORDER", &samples::ORDER, &samples::order()));
        office
    }

    fn use_server(&self, server: Option<MailServer>) {
        let mut firm = samples::firm();
        firm.mail_server = server;
        self.door.write_and_wait(&Actor::operator(), move |tx| change_firm(tx, &firm, None)).unwrap();
    }

    /// Writes beside the commands, as an import of an old file would.
    fn raw<T>(&self, work: impl FnOnce(&mut Writer<'_, '_>) -> T) -> T {
        self.door.store().write(|group| group.command(|writer| Ok(work(writer)))).unwrap()
    }

    fn post(&self, template: &str, recipient: &str, secret: &str) -> OutboxId {
        let now = self.door.now();
        let item = OutboxItem {
            channel: "mail".to_owned(),
            template: template.to_owned(),
            subject: Subject::of(samples::ORDER),
            recipient: recipient.to_owned(),
            language: Language::De,
            secret: secret.to_owned(),
            created_at: now,
            state: OutboxState::Waiting,
            attempts: 0,
            due_at: now,
            trouble: String::new(),
        };
        self.raw(|writer| writer.post(&item))
    }

    fn item(&self, id: OutboxId) -> OutboxItem {
        self.door.read(&Actor::system(), |view| Ok(outbox_item(view, id).unwrap())).unwrap()
    }

    async fn send(&self) -> Round {
        send_due(&self.door, &means("https://wiesenmut.example/")).await.unwrap()
    }

    fn set_clock(&self, seconds: i64) {
        self.door.clock().set(instant(START).plus_seconds(seconds));
    }

    fn due_in_seconds(&self, id: OutboxId) -> i64 {
        self.item(id).due_at.seconds_since(self.door.now())
    }
}

fn put<K: Key, V: Stored>(writer: &mut Writer<'_, '_>, name: &str, key: &K, value: &V) {
    let table = tables().into_iter().find(|table| table.name == name).unwrap();
    writer.put_raw(table, key.to_bytes(), encode(value).unwrap());
}

/// The SMTP server of the tests; it ends with the test.
struct Sink {
    process: Child,
    port: u16,
    mails: PathBuf,
}

impl Sink {
    /// `None`, with a word about it, where the tools of the tests are not installed.
    fn start(folder: &Path, arguments: &[&str]) -> Option<Sink> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let tools = std::env::var_os("KONTOR_TOOLS").map_or_else(|| root.join(".tools"), PathBuf::from);
        let python = tools.join("venv/bin/python");
        if !python.exists() {
            println!("skip: no SMTP server, because {} is missing; tests/run installs it", python.display());
            return None;
        }
        let mails = folder.join("mails");
        let mut process = Command::new(python)
            .arg(root.join("tests/validators/smtp_sink.py"))
            .arg("--folder")
            .arg(&mails)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().rsplit(':').next().unwrap().parse().unwrap();
        Some(Sink { process, port, mails })
    }

    fn server(&self) -> Option<MailServer> {
        Some(server_at(self.port))
    }

    fn mail(&self, number: u32) -> String {
        std::fs::read_to_string(self.mails.join(format!("{number:04}.eml"))).unwrap()
    }

    fn count(&self) -> usize {
        let files = std::fs::read_dir(&self.mails).unwrap();
        files.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|kind| kind == "eml")).count()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn server_at(port: u16) -> MailServer {
    MailServer {
        host: "127.0.0.1".to_owned(),
        port,
        security: MailSecurity::None,
        user: String::new(),
        password: String::new(),
        from: email("shop@wiesenmut.example"),
    }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(work)
}

fn refused_with(result: Result<(), Failure>, key: &str) {
    let said = match &result {
        Err(Failure::Refused(refusal)) => refusal.complaints[0].key,
        _ => "",
    };
    assert_eq!(said, key, "{result:?}");
}

#[test]
fn a_letter_reaches_a_real_server_and_is_kept_word_for_word() {
    let folder = TempDir::new().unwrap();
    let Some(sink) = Sink::start(folder.path(), &[]) else { return };
    run(async {
        let office = Office::open(sink.server());
        let id = office.post("order_confirmation", "anna@example.com", "");
        let before = office.door.read(&Actor::operator(), |view| preview(view, &Links::new("https://w.example"), id));
        assert_eq!(office.send().await, Round { sent: 1, ..Round::default() });
        let mail = sink.mail(1);
        assert!(mail.contains("To: anna@example.com") && mail.contains("B-100017"), "{mail}");
        let item = office.item(id);
        assert_eq!((item.state, item.attempts), (OutboxState::Sent, 1));
        let kept = office.door.read(&Actor::operator(), |view| preview(view, &Links::new(""), id)).unwrap();
        assert_eq!(kept.subject, before.unwrap().subject);
        assert!(kept.text.contains("https://wiesenmut.example/order/17/abababab"), "{}", kept.text);
        assert_eq!(office.send().await, Round::default(), "nothing is sent twice");
    });
}

#[test]
fn a_secret_reaches_the_receiver_and_nobody_else() {
    let folder = TempDir::new().unwrap();
    let Some(sink) = Sink::start(folder.path(), &[]) else { return };
    run(async {
        let office = Office::open(sink.server());
        office.raw(|writer| {
            put(writer, "PARTNER_ID_TO_PARTNER", &kontor::values::PartnerId::new(17), &invited_partner());
        });
        let id = office.post("partner_invitation", "bernd@example.com", "Zx9-secret");
        let item = OutboxItem { subject: Subject { kind: "partner".to_owned(), id: 17 }, ..office.item(id) };
        office.raw(|writer| writer.repost(id, &item));
        let links = Links::new("https://wiesenmut.example");
        let shown = office.door.read(&Actor::operator(), |view| preview(view, &links, id)).unwrap();
        assert!(!shown.text.contains("Zx9-secret") && shown.text.contains("/invitation/••••••••"), "{}", shown.text);
        assert_eq!(office.send().await.sent, 1);
        assert!(sink.mail(1).contains("https://wiesenmut.example/invitation/Zx9-secret"), "{}", sink.mail(1));
        assert_eq!(office.item(id).secret, "");
        let kept = office.door.read(&Actor::operator(), |view| Ok(messages::letter(view, id).unwrap())).unwrap();
        assert!(!kept.text.contains("Zx9-secret"));
    });
}

fn invited_partner() -> kontor::business::partners::Partner {
    kontor::business::partners::Partner {
        person: kontor::values::PersonId::new(1),
        number: "P-1004".to_owned(),
        state: kontor::business::partners::PartnerState::Invited,
        joined_on: samples::day("2026-11-20"),
        left_on: None,
        left_because: String::new(),
        invited_at: instant(START),
        terms_version: String::new(),
        terms_accepted_at: None,
        invitation_hash: None,
    }
}

#[test]
fn a_busy_server_is_asked_again_later_and_later() {
    let folder = TempDir::new().unwrap();
    let Some(sink) = Sink::start(folder.path(), &["--busy-for", "3"]) else { return };
    run(async {
        let office = Office::open(sink.server());
        let id = office.post("order_confirmation", "anna@example.com", "");
        let mut clock = 0;
        for (attempt, minutes) in [(1, 1), (2, 5), (3, 15)] {
            assert_eq!(office.send().await, Round { troubled: 1, ..Round::default() });
            let item = office.item(id);
            assert_eq!((item.state, item.attempts), (OutboxState::Waiting, attempt));
            assert!(item.trouble.contains("451"), "{}", item.trouble);
            assert_eq!(office.due_in_seconds(id), minutes * 60);
            office.set_clock(clock + minutes * 60 - 1);
            assert_eq!(office.send().await, Round::default(), "not before its time");
            clock += minutes * 60;
            office.set_clock(clock);
        }
        assert_eq!(office.send().await.sent, 1);
        assert_eq!((office.item(id).state, office.item(id).trouble.as_str()), (OutboxState::Sent, ""));
    });
}

#[test]
fn a_mailbox_that_does_not_exist_is_not_asked_again() {
    let folder = TempDir::new().unwrap();
    let Some(sink) = Sink::start(folder.path(), &["--refuse", "nobody@example.com"]) else { return };
    run(async {
        let office = Office::open(sink.server());
        let bad = office.post("order_confirmation", "nobody@example.com", "");
        let good = office.post("order_cancelled", "anna@example.com", "");
        assert_eq!(office.send().await, Round { sent: 1, troubled: 1, ..Round::default() });
        let item = office.item(bad);
        assert_eq!(item.state, OutboxState::Failed);
        assert!(item.trouble.contains("No such mailbox here"), "the server's own words: {}", item.trouble);
        assert_eq!(office.item(good).state, OutboxState::Sent);
        office.door.write(&Actor::operator(), move |tx| resend_item(tx, bad)).await.unwrap();
        assert_eq!((office.item(bad).state, office.item(bad).attempts), (OutboxState::Waiting, 0));
        refused_with(
            office.door.write(&Actor::operator(), move |tx| resend_item(tx, good)).await,
            "messages.refusal.already_sent",
        );
    });
}

#[test]
fn while_the_server_is_away_one_letter_tries_it_for_all() {
    run(async {
        // A port that was free a moment ago and is given back.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let office = Office::open(Some(server_at(port)));
        let ids: Vec<OutboxId> = (0..3).map(|_| office.post("order_confirmation", "anna@example.com", "")).collect();
        assert_eq!(office.send().await, Round { troubled: 1, server_trouble: true, ..Round::default() });
        let attempts: Vec<u32> = ids.iter().map(|id| office.item(*id).attempts).collect();
        assert_eq!(attempts, [1, 0, 0]);
        for _ in 0..9 {
            let item = OutboxItem { due_at: Instant::from_micros(0), ..office.item(ids[0]) };
            office.raw(|writer| writer.repost(ids[0], &item));
            office.send().await;
        }
        assert_eq!((office.item(ids[0]).state, office.item(ids[0]).attempts), (OutboxState::Failed, 10));
    });
}

#[test]
fn without_a_server_letters_wait_and_can_be_read() {
    run(async {
        let office = Office::open(None);
        let id = office.post("order_confirmation", "anna@example.com", "");
        assert_eq!(office.send().await, Round::default());
        assert_eq!((office.item(id).state, office.item(id).attempts), (OutboxState::Waiting, 0));
        let links = Links::new("https://wiesenmut.example");
        let letter = office.door.read(&Actor::operator(), |view| preview(view, &links, id)).unwrap();
        assert!(letter.text.contains("Haferflocken zart"));
        let nobody = Actor { permissions: Permissions::default(), ..Actor::operator() };
        assert!(office.door.read(&nobody, |view| preview(view, &links, id)).is_err());
    });
}

#[test]
fn a_letter_whose_subject_is_gone_is_given_up_with_a_sentence() {
    run(async {
        let office = Office::open(Some(server_at(9)));
        let id = office.post("order_confirmation", "anna@example.com", "");
        let item = OutboxItem { subject: Subject::of(OrderId::new(999)), ..office.item(id) };
        office.raw(|writer| writer.repost(id, &item));
        let strange = office.post("pigeon", "anna@example.com", "");
        assert_eq!(office.send().await, Round { troubled: 2, ..Round::default() });
        assert_eq!(office.item(id).trouble, "messages.trouble.subject_gone");
        assert_eq!(office.item(strange).trouble, "messages.trouble.template_unknown");
        assert_eq!(office.item(id).state, OutboxState::Failed);
        assert!(orders::parse_order_number("B-100017").is_some());
    });
}

#[test]
fn a_letter_is_taken_back_with_a_reason_before_it_leaves() {
    let office = Office::open(None);
    let id = office.post("order_confirmation", "anna@example.com", "secret");
    let write =
        |reason: &'static str| office.door.write_and_wait(&Actor::operator(), move |tx| cancel_item(tx, id, reason));
    refused_with(write("  "), "messages.refusal.reason_missing");
    write("Falsche Adresse").unwrap();
    let item = office.item(id);
    assert_eq!(
        (item.state, item.trouble.as_str(), item.secret.as_str()),
        (OutboxState::Cancelled, "Falsche Adresse", "")
    );
    refused_with(write("noch einmal"), "messages.refusal.already_cancelled");
    let nobody = Actor { permissions: Permissions::default(), ..Actor::operator() };
    let refused = office.door.write_and_wait(&nobody, move |tx| cancel_item(tx, id, "x"));
    assert_eq!(refused, Err(Failure::Refused(kontor::business::failure::Refusal::not_allowed())));
}

#[test]
fn letters_of_a_played_story_count_as_sent_and_can_be_read() {
    let office = Office::open(None);
    let played = office.post("order_confirmation", "anna@example.com", "secret");
    office.set_clock(60);
    let count = office.door.write_and_wait(&Actor::operator(), play_sending).unwrap();
    let item = office.item(played);
    assert_eq!((count, item.state, item.secret.as_str()), (1, OutboxState::Sent, ""));
    assert!(was_played(&item));
    let letter = office.door.read(&Actor::operator(), |view| preview(view, &Links::new(""), played)).unwrap();
    assert!(letter.subject.contains("B-100017"), "{}", letter.subject);
    // In a firm that is no demo nothing counts as sent that nobody has sent.
    let real = Firm { trial: false, ..samples::firm() };
    office.door.write_and_wait(&Actor::operator(), move |tx| change_firm(tx, &real, None)).unwrap();
    let waits = office.post("order_confirmation", "anna@example.com", "secret");
    let refused = office.door.write_and_wait(&Actor::operator(), play_sending);
    assert_eq!(refused, Err(Failure::Refused(kontor::business::failure::Refusal::not_allowed())));
    assert_eq!(office.item(waits).state, OutboxState::Waiting);
}

#[test]
fn the_worker_sends_when_something_is_committed_and_stops_when_told() {
    let folder = TempDir::new().unwrap();
    let Some(sink) = Sink::start(folder.path(), &[]) else { return };
    run(async {
        let office = Office::open(sink.server());
        let (tell, told) = tokio::sync::watch::channel(false);
        let worker = tokio::spawn(run_outbox(Arc::clone(&office.door), means("https://w.example"), told));
        office.post("order_confirmation", "anna@example.com", "");
        // The commit that wakes the worker.
        office.use_server(sink.server());
        for _ in 0..100 {
            if sink.count() == 1 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(sink.count(), 1);
        tell.send(true).unwrap();
        tokio::time::timeout(std::time::Duration::from_secs(10), worker).await.unwrap().unwrap();
        assert!(office.folder.path().exists());
    });
}

#[test]
fn an_invoice_that_goes_without_its_data_makes_a_case() {
    let folder = TempDir::new().unwrap();
    let Some(sink) = Sink::start(folder.path(), &[]) else { return };
    let shop = Shop::new();
    shop.receive(shop.oats, 20, Some("2027-01-31"));
    let (office, server) = (Actor::operator(), sink.server());
    // XRechnung wants a number under which somebody of the seller can be reached.
    let without_phone = Firm { phone: String::new(), mail_server: server, ..shop.read(|view| firm(view)).unwrap() };
    shop.run(move |tx| change_firm(tx, &without_phone, None)).unwrap();
    let customer = shop.customer("Amt", CustomerGroup::Company);
    let terms = EinvoiceTerms { format: EinvoiceFormat::XrechnungUbl, buyer_reference: "04011000-12345-03".to_owned() };
    shop.run(move |tx| set_einvoice_terms(tx, customer, &terms)).unwrap();
    let order = PlaceOrder { buyer: NewBuyer::StaffForCustomer(customer), ..checkout(1, &[(shop.oats, 2)]) };
    let order = shop.write(&office, move |tx| orders::place_order(tx, &order)).unwrap();
    shop.ship(order);
    let invoice = shop.read(|view| invoices_of_order(view, order)).pop().unwrap().0;
    let door = Arc::new(shop.door);
    run(async { send_due(&door, &means("https://wiesenmut.example/")).await.unwrap() });
    let found = door.read(&office, |view| Ok(cases_of(view, &Subject::of(invoice)))).unwrap();
    let told: Vec<_> = found.iter().map(|(_, case)| (case.template.as_str(), case.tasks[0].role.as_str())).collect();
    assert_eq!(told, [("einvoice", "finance")]);
}
