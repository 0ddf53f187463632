//! Where a verb speaks to.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::trouble::{Trouble, os_words};

/// Lines for the person or the script that asked.
pub trait Output: Send {
    /// What was asked for.
    fn say(&mut self, line: &str);
    /// What one should know besides.
    fn warn(&mut self, line: &str);
    fn progress(&mut self, what: &str, done: u64, total: u64);
    /// False once nobody waits for the result any more; long work then stops.
    fn is_wanted(&self) -> bool;
}

/// The terminal, or the files and pipes, of this process.
pub struct Terminal {
    interrupted: Arc<AtomicBool>,
    /// Set when the reader of a pipe has gone, or nothing more can be written.
    closed: bool,
    /// Why what was asked for could not be written, unless its reader has gone.
    unwritten: Option<io::Error>,
    bar: Option<ProgressBar>,
}

impl Terminal {
    /// `interrupted` is set from outside when the person wants to stop.
    pub fn new(interrupted: Arc<AtomicBool>) -> Terminal {
        Terminal { interrupted, closed: false, unwritten: None, bar: None }
    }

    /// Whoever asked must know that the answer is not whole, however the verb itself ended.
    pub fn trouble(&self) -> Option<Trouble> {
        let error = self.unwritten.as_ref()?;
        Some(match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Trouble::new(Exit::NoRoom, Complaint::new("cli.trouble.output_full"))
            }
            _ => {
                let complaint = Complaint::new("cli.trouble.output").with("why", os_words(error));
                Trouble::new(Exit::NotAllowed, complaint)
            }
        })
    }

    /// A bar would stand in the way of the next line.
    fn without_bar(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// Names and texts come from everywhere: what would steer a terminal is written out, in the way in which JSON may have
/// it as well.
fn harmless(line: &str) -> Cow<'_, str> {
    let steers = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\t');
    if !line.contains(steers) {
        return Cow::Borrowed(line);
    }
    let mut written = String::with_capacity(line.len() + 8);
    for sign in line.chars() {
        if steers(sign) {
            written.push_str(&format!("\\u{:04x}", u32::from(sign)));
        } else {
            written.push(sign);
        }
    }
    Cow::Owned(written)
}

impl Output for Terminal {
    fn say(&mut self, line: &str) {
        self.without_bar();
        if self.unwritten.is_some() {
            return;
        }
        let mut out = std::io::stdout().lock();
        if let Err(error) = writeln!(out, "{}", harmless(line)).and_then(|()| out.flush()) {
            self.closed = true;
            // Nobody is told when the reader of a pipe has gone.
            self.unwritten = Some(error).filter(|error| error.kind() != io::ErrorKind::BrokenPipe);
        }
    }

    fn warn(&mut self, line: &str) {
        self.without_bar();
        // When even this cannot be written there is nobody to tell.
        drop(writeln!(std::io::stderr().lock(), "{}", harmless(line)));
    }

    fn progress(&mut self, what: &str, done: u64, total: u64) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{msg} {wide_bar} {percent} %");
            ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        if bar.message() != what {
            bar.set_message(what.to_owned());
        }
        bar.set_length(total);
        bar.set_position(done);
    }

    fn is_wanted(&self) -> bool {
        !self.closed && !self.interrupted.load(Ordering::SeqCst)
    }
}
