//! `kontor serve`, and the double-click: serves the pages until told to stop, then closes the data.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::app::{
    App, Clock, Folder, FolderTrouble, Means, Place, Running, default_folder, open_store, place_of, run_calendar,
    run_outbox, run_sealing,
};
use crate::business::failure::Complaint;
use crate::business::firm;
use crate::cli::arguments::{Common, Serve};
use crate::cli::call::Manner;
use crate::cli::output::Output;
use crate::cli::secret::random_bytes;
use crate::cli::trouble::Trouble;
use crate::cli::{Exit, hand_over, logging, start};
use crate::portals;
use crate::store::{Options, Store};
use crate::text;
use crate::values::{Instant, Language};
use crate::web;

const PORT: u16 = 7373;
/// So many ports after the usual one are tried when it is taken.
const PORTS_MORE: u16 = 10;
/// Requests under way may take so long once we are told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// And what does not listen to anybody so long.
const LAST_TASKS: Duration = Duration::from_secs(5);
/// Where a new data folder is set up. The page works without script, so the token travels in the query; the answer
/// drops it from the address at once, it is good for this machine only, and no log of ours holds queries.
pub const CLAIM_PATH: &str = "/start?claim=";

/// How serving was asked for.
pub struct Start {
    wanted: Serve,
    doubly_clicked: bool,
}

impl Start {
    pub fn asked(wanted: Serve) -> Start {
        Start { wanted, doubly_clicked: false }
    }

    /// Without a verb: a second start only opens the pages of the first.
    pub fn doubly_clicked() -> Start {
        let listen = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let cache = u16::try_from(Options::default().cache_bytes / (1024 * 1024)).unwrap_or(u16::MAX);
        Start { wanted: Serve { port: None, listen, no_browser: false, clock: None, cache }, doubly_clicked: true }
    }
}

pub fn start(start: &Start, common: &Common, manner: &Manner, out: &mut dyn Output) -> Result<Exit, Trouble> {
    let root = start::root(common, default_folder())?;
    let served = serve_folder(start, &root, manner, out);
    if let (Err(trouble), true) = (&served, start.doubly_clicked) {
        // Whoever double-clicks sees no terminal; without a folder there is no place for this either.
        let sentences: Vec<String> =
            trouble.complaints.iter().map(|complaint| complaint.say(manner.language)).collect();
        drop(std::fs::write(root.join("logs").join("start-error.txt"), sentences.join("\n")));
    }
    served
}

fn serve_folder(start: &Start, root: &Path, manner: &Manner, out: &mut dyn Output) -> Result<Exit, Trouble> {
    let (folder, beginning) = match Folder::open_or_begin(root, Clock::System.now()) {
        Err(FolderTrouble::InUse { by: Some(Running { address: Some(address), .. }), .. }) if start.doubly_clicked => {
            out.say(&text!(manner.language, "cli.serve.runs_already", address = address));
            open_browser(&address);
            return Ok(Exit::Done);
        }
        folder => folder?,
    };
    warn_of_place(&folder, manner, out);
    let _logs = logging::begin(&folder.layout().logs());
    let runtime = Runtime::new().map_err(|error| failed(&error))?;
    let ready = runtime.block_on(bind(&start.wanted, manner, out)).and_then(|listener| {
        let app = open_app(folder, &start.wanted)?;
        Ok((listener, Arc::new(app)))
    });
    let (listener, app) = match (ready, beginning) {
        (Ok(ready), _) => ready,
        // Whoever double-clicks finds in the folder why nothing came of it.
        (Err(trouble), Some(beginning)) if !start.doubly_clicked => {
            drop(beginning.take_back());
            return Err(trouble);
        }
        (Err(trouble), _) => return Err(trouble),
    };
    let served = runtime.block_on(serve_app(&app, listener, &start.wanted, manner, out));
    app.import_desk().stop();
    app.bank_desk().stop();
    app.sandbox_desk().stop();
    // Ends what still runs, so that nobody but us holds the data.
    runtime.shutdown_timeout(LAST_TASKS);
    let closed = match Arc::try_unwrap(app) {
        Ok(app) => app.close().map_err(Trouble::from),
        Err(_) => Err(Trouble::new(Exit::Failed, Complaint::new("cli.serve.not_closed"))),
    };
    served.and(closed).map(|()| Exit::Done)
}

fn failed(error: &std::io::Error) -> Trouble {
    Trouble::new(Exit::Failed, Complaint::new("cli.trouble.fault").with("why", error.to_string()))
}

fn warn_of_place(folder: &Folder, manner: &Manner, out: &mut dyn Output) {
    if let Some(warning) = place_warning(&place_of(folder.layout().root()), folder, manner.language) {
        out.warn(&warning);
    }
}

/// What is to be said of a place where data are not safe.
pub fn place_warning(place: &Place, folder: &Folder, language: Language) -> Option<String> {
    let path = folder.layout().root().display();
    match place {
        Place::Local => None,
        Place::Network { kind } => Some(text!(language, "cli.serve.on_network", path = path, kind = kind)),
        Place::Cloud { name } => Some(text!(language, "cli.serve.in_cloud", path = path, name = name)),
    }
}

/// The wanted port and no other; or else the usual one, or one after it.
async fn bind(wanted: &Serve, manner: &Manner, out: &mut dyn Output) -> Result<TcpListener, Trouble> {
    let ports = wanted.port.map_or(PORT..=PORT + PORTS_MORE, |port| port..=port);
    for port in ports.clone() {
        match web::listen(SocketAddr::new(wanted.listen, port)).await {
            Ok(listener) => {
                if port != *ports.start() {
                    out.warn(&text!(manner.language, "cli.serve.other_port", taken = ports.start(), port = port));
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => {
                let complaint = Complaint::new("cli.serve.cannot_listen").with("address", wanted.listen.to_string());
                let complaint = complaint.with("port", u32::from(port)).with("why", error.to_string());
                return Err(Trouble::new(Exit::NotAllowed, complaint));
            }
        }
    }
    let complaint = match wanted.port {
        Some(port) => Complaint::new("cli.serve.port_taken").with("port", u32::from(port)),
        None => Complaint::new("cli.serve.ports_taken")
            .with("first", u32::from(*ports.start()))
            .with("last", u32::from(*ports.end())),
    };
    Err(Trouble::new(Exit::PortTaken, complaint))
}

fn open_app(folder: Folder, wanted: &Serve) -> Result<App, Trouble> {
    let options = Options { cache_bytes: usize::from(wanted.cache) * 1024 * 1024, ..Options::default() };
    let root = folder.layout().root().to_owned();
    let store = open_store(&folder, &options).map_err(|error| Trouble::opening(&root, error))?;
    let clock = match &wanted.clock {
        Some(instant) => trial_clock(&store, instant)?,
        None => Clock::System,
    };
    Ok(App::open(folder, store, clock)?)
}

/// Only a demo firm lets its clock be set: in a real one every stamp must be true.
fn trial_clock(store: &Store, instant: &str) -> Result<Clock, Trouble> {
    let reader = store.reader()?;
    if !firm::firm(&reader).is_some_and(|firm| firm.trial) {
        return Err(Trouble::new(Exit::Usage, Complaint::new("cli.serve.clock_is_real")));
    }
    let read = Instant::parse(instant, &firm::zone(&reader));
    let wrong = || Trouble::new(Exit::Usage, Complaint::new("cli.serve.clock_unread").with("instant", instant));
    read.map(Clock::running_from).ok_or_else(wrong)
}

async fn serve_app(
    app: &Arc<App>,
    listener: TcpListener,
    wanted: &Serve,
    manner: &Manner,
    out: &mut dyn Output,
) -> Result<(), Trouble> {
    let address = address_of(&listener, wanted.listen).map_err(|error| failed(&error))?;
    app.folder().announce(Some(address.clone()), Clock::System.now())?;
    let stopping = Arc::new(AtomicBool::new(false));
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(stop_when_told(stop, Arc::clone(&stopping)));
    tokio::spawn(hand_over::serve(Arc::clone(app), stopping));
    tokio::spawn(app.indexer().run(stopped.clone()));
    app.serve_at(&address);
    tokio::spawn(run_calendar(app.shared_door(), stopped.clone()));
    let means = Means { links: app.links(), secrets: app.secrets() };
    tokio::spawn(run_outbox(app.shared_door(), means, stopped.clone()));
    tokio::spawn(run_sealing(app.shared_door(), stopped.clone()));
    let link = greet(app, &address, manner, out)?;
    if !wanted.no_browser {
        open_browser(&link);
    }
    let (mut told, mut waited) = (stopped.clone(), stopped);
    let serving = web::serve(app, portals::routes(), listener, async move {
        drop(told.wait_for(|stop| *stop).await);
    });
    let last_moment = async move {
        drop(waited.wait_for(|stop| *stop).await);
        tokio::time::sleep(LAST_REQUESTS).await;
    };
    tokio::select! {
        served = serving => served.map_err(|error| failed(&error)),
        () = last_moment => Ok(()),
    }
}

/// The first call asks everybody to come to an end, the second does not wait for them.
async fn stop_when_told(stop: watch::Sender<bool>, stopping: Arc<AtomicBool>) {
    told_to_stop().await;
    stopping.store(true, Ordering::SeqCst);
    stop.send_replace(true);
    told_to_stop().await;
    std::process::exit(Exit::Interrupted.number().into());
}

/// Ends when the person presses Ctrl-C, or when the system asks the process to end.
#[cfg(unix)]
pub async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut hang_up)) = (signal(SignalKind::terminate()), signal(SignalKind::hangup())) else {
        drop(tokio::signal::ctrl_c().await);
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = term.recv() => {}
        _ = hang_up.recv() => {}
    }
}

/// Ends when the person presses Ctrl-C, or when the system asks the process to end.
#[cfg(not(unix))]
pub async fn told_to_stop() {
    drop(tokio::signal::ctrl_c().await);
}

/// The address for this machine's browser; behind "all addresses" it is the machine itself.
fn address_of(listener: &TcpListener, listen: IpAddr) -> std::io::Result<String> {
    let port = listener.local_addr()?.port();
    let shown = if listen.is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { listen };
    Ok(format!("http://{}", SocketAddr::new(shown, port)))
}

/// Tells where the pages are, and for a new folder the link that sets it up. Answers with the page to open.
fn greet(app: &App, address: &str, manner: &Manner, out: &mut dyn Output) -> Result<String, Trouble> {
    let set_up = firm::firm(&app.door().store().reader()?).is_some();
    out.say(&text!(manner.language, "cli.serve.runs", address = address));
    out.say(&text!(manner.language, "cli.serve.data", path = app.folder().layout().root().display()));
    if set_up {
        return Ok(address.to_owned());
    }
    let link = format!("{address}{CLAIM_PATH}{}", app.renew_claim(random_bytes()?));
    out.say(&text!(manner.language, "cli.serve.claim", link = link));
    Ok(link)
}

/// Opens a page where a person sits in front of this machine; that it does not open is no trouble.
fn open_browser(link: &str) {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let somebody_looks = !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY");
    if somebody_looks && !set("SSH_CONNECTION") {
        let link = link.to_owned();
        // A browser may take its time, or never return.
        drop(std::thread::Builder::new().name("browser".to_owned()).spawn(move || opener::open_browser(link)));
    }
}
