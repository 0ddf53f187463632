//! Where a verb speaks to.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

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
    /// Set when the reader of a pipe has gone.
    closed: bool,
    bar: Option<ProgressBar>,
}

impl Terminal {
    /// `interrupted` is set from outside when the person wants to stop.
    pub fn new(interrupted: Arc<AtomicBool>) -> Terminal {
        Terminal { interrupted, closed: false, bar: None }
    }

    /// A bar would stand in the way of the next line.
    fn without_bar(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Output for Terminal {
    fn say(&mut self, line: &str) {
        self.without_bar();
        let mut out = std::io::stdout().lock();
        self.closed |= writeln!(out, "{line}").and_then(|()| out.flush()).is_err();
    }

    fn warn(&mut self, line: &str) {
        self.without_bar();
        // When even this cannot be written there is nobody to tell.
        drop(writeln!(std::io::stderr().lock(), "{line}"));
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
