//! Logs: one file a day in the data folder, warnings also on the terminal.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::filter::{EnvFilter, LevelFilter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

const DAYS_KEPT: usize = 14;
const LEVEL_VARIABLE: &str = "KONTOR_LOG";

/// Begins to write logs; the last lines are flushed when the guard is dropped.
pub fn begin(folder: &Path) -> Option<WorkerGuard> {
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("kontor")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder)
        .ok()?;
    let (file, guard) = tracing_appender::non_blocking(file);
    let wanted = EnvFilter::try_from_env(LEVEL_VARIABLE).unwrap_or_else(|_| EnvFilter::new("info"));
    let into_file = fmt::layer().with_writer(file).with_ansi(false).with_filter(wanted);
    let onto_terminal = fmt::layer().with_writer(std::io::stderr).with_target(false).with_filter(LevelFilter::WARN);
    // A second call in one process, as in tests, keeps the first logger.
    drop(tracing_subscriber::registry().with(into_file).with(onto_terminal).try_init());
    Some(guard)
}
