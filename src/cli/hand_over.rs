//! Hand-over: a verb is run by the process that already holds the folder, over a socket that only the folder's owner
//! may open. One request as a line of JSON, then lines of JSON back until the exit code.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::app::App;
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::arguments::Work;
use crate::cli::call::{Call, Manner, perform};
use crate::cli::output::Output;
use crate::cli::secret::Secret;
use crate::cli::trouble::Trouble;
use crate::values::Language;

const REQUEST_BYTES_MAX: u64 = 1024 * 1024;
/// Lines that may wait for a slow reader before the verb waits too.
const LINES_WAITING: usize = 256;

#[derive(Serialize, Deserialize)]
pub struct Request {
    pub work: Work,
    pub manner: Manner,
    /// What the person told at the terminal, which the other process does not have.
    pub secret: Option<Secret>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Out(String),
    Err(String),
    Progress { what: String, done: u64, total: u64 },
    Exit(u8),
}

/// Speaks to whoever handed the work over.
struct Far {
    lines: Sender<Line>,
    gone: bool,
    stopping: Arc<AtomicBool>,
}

impl Far {
    fn send(&mut self, line: Line) {
        self.gone |= self.lines.blocking_send(line).is_err();
    }
}

impl Output for Far {
    fn say(&mut self, line: &str) {
        self.send(Line::Out(line.to_owned()));
    }

    fn warn(&mut self, line: &str) {
        self.send(Line::Err(line.to_owned()));
    }

    fn progress(&mut self, what: &str, done: u64, total: u64) {
        // Work under way may hold what others wait for: a terminal that does not read must never keep it waiting.
        let line = Line::Progress { what: what.to_owned(), done, total };
        self.gone |= matches!(self.lines.try_send(line), Err(TrySendError::Closed(_)));
    }

    fn is_wanted(&self) -> bool {
        !self.gone && !self.lines.is_closed() && !self.stopping.load(Ordering::SeqCst)
    }
}

/// Answers one connection: reads the request, runs the verb on a thread of its own, passes its lines on.
async fn answer(
    app: Arc<App>,
    stopping: Arc<AtomicBool>,
    stream: impl AsyncRead + AsyncWrite + Unpin,
) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    (&mut stream).take(REQUEST_BYTES_MAX).read_line(&mut line).await?;
    let (lines, waiting) = channel(LINES_WAITING);
    match serde_json::from_str::<Request>(&line) {
        Ok(request) => {
            tokio::task::spawn_blocking(move || run(&app, &request, Far { lines, gone: false, stopping }));
        }
        // The one who asked has understood it; so this is another version of the program.
        Err(_) => {
            let sentence = Complaint::new("cli.hand_over.not_understood").say(language_of(&line));
            drop(lines.send(Line::Err(sentence)).await);
            drop(lines.send(Line::Exit(Exit::Usage.number())).await);
        }
    }
    pass_on(waiting, &mut stream).await
}

fn run(app: &App, request: &Request, mut far: Far) {
    let Request { work, manner, secret } = request;
    let exit = perform(work, &mut Call { app, manner, secret: secret.as_ref(), file_whole: None, out: &mut far });
    far.send(Line::Exit(exit.number()));
}

/// The language is looked for even in a request that cannot be read.
fn language_of(line: &str) -> Language {
    let read: Option<serde_json::Value> = serde_json::from_str(line).ok();
    let language = read.and_then(|request| serde_json::from_value(request.pointer("/manner/language")?.clone()).ok());
    language.unwrap_or(Language::En)
}

async fn pass_on(mut waiting: Receiver<Line>, stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<()> {
    let mut nothing = [0_u8; 1];
    loop {
        // Nothing more is to come from the other side, so that an end of its stream means that it has gone.
        let line = tokio::select! {
            line = waiting.recv() => line,
            _ = stream.read(&mut nothing) => None,
        };
        let Some(line) = line else { return stream.flush().await };
        let mut text = serde_json::to_string(&line).map_err(io::Error::other)?;
        text.push('\n');
        stream.write_all(text.as_bytes()).await?;
    }
}

/// Shows the lines of the other process here, and tells how the verb ended there.
fn follow(stream: impl io::BufRead, out: &mut dyn Output) -> Result<Exit, Trouble> {
    for line in stream.lines() {
        let line = line.map_err(|_| lost())?;
        match serde_json::from_str(&line).map_err(|_| lost())? {
            Line::Out(text) => out.say(&text),
            Line::Err(text) => out.warn(&text),
            Line::Progress { what, done, total } => out.progress(&what, done, total),
            Line::Exit(number) => return Ok(Exit::from_number(number)),
        }
        if !out.is_wanted() {
            return Ok(Exit::Interrupted);
        }
    }
    Err(lost())
}

fn lost() -> Trouble {
    Trouble::new(Exit::Failed, Complaint::new("cli.hand_over.lost"))
}

#[cfg(unix)]
mod way {
    use std::fs::{File, Permissions};
    use std::io;
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::UnixStream;
    use std::path::{Path, PathBuf};

    use tokio::net::UnixListener;

    /// A socket's path may have 108 bytes on Linux and 104 elsewhere.
    const PATH_BYTES_MAX: usize = 100;

    /// The path as the system takes it: a long one goes by way of its opened folder, where the system has such a way.
    fn short(socket: &Path) -> io::Result<(PathBuf, Option<File>)> {
        if socket.as_os_str().len() <= PATH_BYTES_MAX {
            return Ok((socket.to_owned(), None));
        }
        let folder = File::open(socket.parent().unwrap_or(Path::new(".")))?;
        let name = socket.file_name().unwrap_or_default();
        Ok((Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(name), Some(folder)))
    }

    pub fn listen(socket: &Path) -> io::Result<UnixListener> {
        // We hold the folder, so that a socket which lies here belongs to nobody.
        crate::app::remove_if_there(socket)?;
        let (path, _folder) = short(socket)?;
        let listener = UnixListener::bind(&path)?;
        std::fs::set_permissions(socket, Permissions::from_mode(0o600))?;
        Ok(listener)
    }

    /// `None` when nobody listens there.
    pub fn connect(socket: &Path) -> Option<UnixStream> {
        let (path, _folder) = short(socket).ok()?;
        UnixStream::connect(path).ok()
    }
}

/// Takes over work from other processes until it is dropped.
#[cfg(unix)]
pub async fn serve(app: Arc<App>, stopping: Arc<AtomicBool>) {
    let listener = match way::listen(&app.folder().layout().socket()) {
        Ok(listener) => listener,
        Err(error) => return tracing::warn!(%error, "other commands cannot hand their work over"),
    };
    let mut working = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        working.spawn(answer(Arc::clone(&app), Arc::clone(&stopping), stream));
        while working.try_join_next().is_some() {}
    }
}

/// Hands a verb to the process that holds the folder; `None` when nobody listens there.
#[cfg(unix)]
pub fn hand_over(socket: &std::path::Path, request: &Request, out: &mut dyn Output) -> Option<Result<Exit, Trouble>> {
    use std::io::Write;
    let mut stream = way::connect(socket)?;
    let sent = serde_json::to_string(request).map_err(io::Error::other).and_then(|text| writeln!(stream, "{text}"));
    Some(sent.map_err(|_| lost()).and_then(|()| follow(io::BufReader::new(stream), out)))
}

/// The name of the pipe: the folder's path, as a hash because pipes take no separators.
#[cfg(windows)]
fn pipe_name(socket: &std::path::Path) -> String {
    format!(r"\\.\pipe\kontor-{}", blake3::hash(socket.to_string_lossy().as_bytes()).to_hex())
}

/// Takes over work from other processes until it is dropped.
#[cfg(windows)]
pub async fn serve(app: Arc<App>, stopping: Arc<AtomicBool>) {
    use tokio::net::windows::named_pipe::ServerOptions;
    let name = pipe_name(&app.folder().layout().socket());
    // Pipes carry the default permissions of their maker: the owner, administrators and the system may open them.
    let mut first = true;
    loop {
        let made = ServerOptions::new().first_pipe_instance(first).reject_remote_clients(true).create(&name);
        let server = match made {
            Ok(server) => server,
            Err(error) => return tracing::warn!(%error, "other commands cannot hand their work over"),
        };
        first = false;
        if server.connect().await.is_ok() {
            tokio::spawn(answer(Arc::clone(&app), Arc::clone(&stopping), server));
        }
    }
}

/// Hands a verb to the process that holds the folder; `None` when nobody listens there.
#[cfg(windows)]
pub fn hand_over(socket: &std::path::Path, request: &Request, out: &mut dyn Output) -> Option<Result<Exit, Trouble>> {
    use std::io::Write;
    let mut stream = std::fs::OpenOptions::new().read(true).write(true).open(pipe_name(socket)).ok()?;
    let sent = serde_json::to_string(request).map_err(io::Error::other).and_then(|text| writeln!(stream, "{text}"));
    Some(sent.map_err(|_| lost()).and_then(|()| follow(io::BufReader::new(stream), out)))
}
