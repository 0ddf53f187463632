//! The executable: hands the arguments to the command line and ends with its code.

use std::process::ExitCode;

/// The system's allocator keeps what indexing and playing once needed; this one gives it back, and is faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kontor::cli::main()
}
