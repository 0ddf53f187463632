//! Passphrases: from a file, from the environment or asked for; never an argument, which others could see.

use std::fmt;
use std::io::{BufRead, IsTerminal};
use std::path::Path;

use console::Term;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::trouble::Trouble;
use crate::text;
use crate::values::Language;

const PASSPHRASE_VARIABLE: &str = "KONTOR_BACKUP_PASSPHRASE";
/// Below this a stolen backup would be opened by trying.
const PASSPHRASE_LENGTH_MIN: usize = 8;

/// A text that is wiped from memory when it is dropped, and never printed.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Secret(Zeroizing<String>);

impl From<String> for Secret {
    fn from(text: String) -> Secret {
        Secret(Zeroizing::new(text))
    }
}

impl From<Secret> for String {
    fn from(secret: Secret) -> String {
        secret.expose().to_owned()
    }
}

impl Secret {
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// The passphrase for a new backup; asked for twice when a person types it.
pub fn new_passphrase(file: Option<&Path>, language: Language) -> Result<Secret, Trouble> {
    let passphrase = match given_passphrase(file)? {
        Some(passphrase) => passphrase,
        None => ask_twice(&text!(language, "cli.secret.new"), &text!(language, "cli.secret.again"))?,
    };
    if passphrase.expose().chars().count() < PASSPHRASE_LENGTH_MIN {
        let least = i64::try_from(PASSPHRASE_LENGTH_MIN).unwrap_or(i64::MAX);
        return Err(Trouble::new(Exit::Usage, Complaint::new("cli.secret.short").with("least", least)));
    }
    Ok(passphrase)
}

/// A password that somebody will sign in with; how good it must be, the rules say.
pub fn new_password(file: Option<&Path>, (first, again): &(String, String)) -> Result<Secret, Trouble> {
    match file {
        Some(path) => first_line(path),
        None => ask_twice(first, again),
    }
}

/// The password of an account that there is.
pub fn known_password(file: Option<&Path>, question: &str) -> Result<Secret, Trouble> {
    match file {
        Some(path) => first_line(path),
        None => ask(question),
    }
}

/// The passphrase of a backup that there is.
pub fn known_passphrase(file: Option<&Path>, language: Language) -> Result<Secret, Trouble> {
    match given_passphrase(file)? {
        Some(passphrase) => Ok(passphrase),
        None => ask(&text!(language, "cli.secret.known")),
    }
}

/// From a file before the environment.
fn given_passphrase(file: Option<&Path>) -> Result<Option<Secret>, Trouble> {
    if let Some(path) = file {
        return first_line(path).map(Some);
    }
    Ok(std::env::var(PASSPHRASE_VARIABLE).ok().filter(|value| !value.is_empty()).map(Secret::from))
}

fn first_line(path: &Path) -> Result<Secret, Trouble> {
    let content = std::fs::read_to_string(path).map(Zeroizing::new).map_err(|error| Trouble::file(path, &error))?;
    Ok(Secret::from(content.lines().next().unwrap_or_default().to_owned()))
}

/// A pipe is not asked twice.
fn ask_twice(first: &str, again: &str) -> Result<Secret, Trouble> {
    let answer = ask(first)?;
    if std::io::stdin().is_terminal() && answer.expose() != ask(again)?.expose() {
        return Err(Trouble::new(Exit::Usage, Complaint::new("cli.secret.differ")));
    }
    Ok(answer)
}

/// Asks without showing what is typed; reads a line where there is no terminal.
fn ask(question: &str) -> Result<Secret, Trouble> {
    let missing = || Trouble::new(Exit::Usage, Complaint::new("cli.secret.missing"));
    let answer = if std::io::stdin().is_terminal() {
        let terminal = Term::stderr();
        terminal.write_str(&format!("{question} ")).and_then(|()| terminal.read_secure_line()).map_err(|_| missing())?
    } else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(|_| missing())?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    if answer.is_empty() { Err(missing()) } else { Ok(Secret::from(answer)) }
}

/// Bytes that nobody can guess.
pub fn random_bytes() -> Result<[u8; 16], Trouble> {
    let mut bytes = [0_u8; 16];
    let failed = |error: getrandom::Error| Complaint::new("cli.trouble.fault").with("why", error.to_string());
    getrandom::fill(&mut bytes).map_err(|error| Trouble::new(Exit::Failed, failed(error)))?;
    Ok(bytes)
}

/// The secret of a link.
pub fn random_secret() -> Result<String, Trouble> {
    Ok(random_bytes()?.iter().map(|byte| format!("{byte:02x}")).collect())
}
