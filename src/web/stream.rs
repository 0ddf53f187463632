//! A file that is written while it is being sent: a thread writes, and waits for whoever takes it. So nothing of it
//! is held whole, however large it is.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Sleep, sleep};

use crate::app::guarded;
use crate::business::failure::Failure;
use crate::web::answer::download;

/// So much is sent at once.
const CHUNK_BYTES: usize = 64 * 1024;
/// So many chunks wait for the connection.
const CHUNKS_MAX: usize = 4;
/// Whoever takes nothing for so long has gone, or keeps a snapshot from being let go.
const STALLED: Duration = Duration::from_secs(120);

/// A file to be kept by the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Download<'d> {
    pub name: &'d str,
    pub mime: &'static str,
    /// When it is known before.
    pub length: Option<u64>,
    /// Then it is broken off, however far it has come: whoever takes a little now and then would hold for ever
    /// what it is written from.
    pub longest: Duration,
}

/// Sends a file that is written by `write` on a thread of its own. What could refuse it is asked before: once the
/// first bytes are on their way, trouble can only break the connection off.
pub fn download_written(
    wanted: &Download<'_>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure> + Send + 'static,
) -> Response {
    let (sender, chunks) = channel(CHUNKS_MAX);
    let runtime = Handle::current();
    drop(tokio::task::spawn_blocking(move || {
        let mut sending = Sending { sender, runtime, waiting: Vec::with_capacity(CHUNK_BYTES) };
        let written = guarded("a download", || write(&mut sending)).map_err(Failure::from).flatten();
        let ended = match written {
            Ok(()) => sending.flush(),
            Err(failure) => Err(io::Error::other(format!("{failure:?}"))),
        };
        if let Err(error) = ended {
            tracing::warn!(%error, "a download was broken off");
            // Without this a file that is cut off would look whole.
            drop(sending.send(Err(error)));
        }
    }));
    let mut response = download(wanted.name, wanted.mime, Vec::new());
    *response.body_mut() = Body::from_stream(Chunks { chunks, over: Box::pin(sleep(wanted.longest)) });
    if let Some(length) = wanted.length.and_then(|length| HeaderValue::from_str(&length.to_string()).ok()) {
        response.headers_mut().insert(header::CONTENT_LENGTH, length);
    }
    response
}

/// What the thread writes into.
struct Sending {
    sender: Sender<io::Result<Bytes>>,
    runtime: Handle,
    waiting: Vec<u8>,
}

impl Sending {
    fn send(&self, chunk: io::Result<Bytes>) -> io::Result<()> {
        let sent = self.runtime.block_on(self.sender.send_timeout(chunk, STALLED));
        sent.map_err(|_| io::Error::new(io::ErrorKind::BrokenPipe, "nobody takes it any more"))
    }
}

impl Write for Sending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= CHUNK_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.waiting, Vec::with_capacity(CHUNK_BYTES));
        self.send(Ok(chunk.into()))
    }
}

/// What the connection takes from.
struct Chunks {
    chunks: Receiver<io::Result<Bytes>>,
    /// Ends when the time is over.
    over: Pin<Box<Sleep>>,
}

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.over.as_mut().poll(context).is_ready() {
            // The thread that writes hears of it by this, and lets go what it reads from.
            self.chunks.close();
            return Poll::Ready(Some(Err(io::Error::new(io::ErrorKind::TimedOut, "it takes too long"))));
        }
        self.chunks.poll_recv(context)
    }
}
