//! The executable: hands the arguments to the command line and ends with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    kontor::cli::main()
}
