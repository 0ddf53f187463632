//! Secrets of other systems, such as the password of the mail server: the store keeps them sealed with a key that
//! lies beside it, so that a copy of the store alone, an export or a page shows nothing. Sealed in the format of
//! `age`; whoever holds the whole data folder, or a backup with its passphrase, can open them.

use std::fmt::Write as _;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use age::{Decryptor, Encryptor};

use crate::app::folder::{Layout, private_folder, remove_if_there, write_whole};
use crate::business::failure::{Complaint, Failure};
use crate::store::Fault;

/// How a sealed secret begins; what begins otherwise was written before secrets were sealed.
const SEALED: &str = "sealed:";

/// Of two that seal their first secret at once, one makes the key and the other reads it. Another process has no
/// business here: the folder is held.
static MAKING: Mutex<()> = Mutex::new(());

#[derive(Clone, Debug)]
pub struct Secrets {
    key_file: PathBuf,
}

impl Secrets {
    pub fn of(layout: &Layout) -> Secrets {
        Secrets::in_folder(&layout.keys())
    }

    /// With the key in a folder of its own, for tests.
    pub fn in_folder(folder: &Path) -> Secrets {
        Secrets { key_file: folder.join("secrets.key") }
    }

    /// Seals a secret; an empty one stays empty. `kept` is what the store holds already: while something sealed is
    /// there, a key that is missing is not replaced by another one.
    pub fn seal(&self, plain: &str, kept: &[&str]) -> Result<String, Failure> {
        if plain.is_empty() {
            return Ok(String::new());
        }
        let key = match self.key()? {
            Some(key) => key,
            None if kept.iter().any(|kept| kept.starts_with(SEALED)) => {
                return Err(Complaint::new("app.secrets.key_gone").at("password").into());
            }
            None => self.new_key()?,
        };
        let recipient = key.to_public();
        let broken = |error: &dyn std::fmt::Display| Fault::new(error.to_string()).about("sealing a secret");
        let all = std::iter::once(&recipient as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(all).map_err(|error| broken(&error))?;
        let mut sealed = Vec::new();
        let mut writer = encryptor.wrap_output(&mut sealed).map_err(|error| broken(&error))?;
        writer.write_all(plain.as_bytes()).map_err(|error| broken(&error))?;
        writer.finish().map_err(|error| broken(&error))?;
        Ok(format!("{SEALED}{}", hex(&sealed)))
    }

    /// Opens a secret. `None` when the key is not there any more, or is another.
    pub fn open(&self, kept: &str) -> Option<String> {
        let Some(sealed) = kept.strip_prefix(SEALED) else { return Some(kept.to_owned()) };
        let sealed = from_hex(sealed)?;
        let key = self.key().ok()??;
        let decryptor = Decryptor::new(sealed.as_slice()).ok()?;
        let mut reader = decryptor.decrypt(std::iter::once(&key as &dyn age::Identity)).ok()?;
        let mut plain = String::new();
        reader.read_to_string(&mut plain).ok()?;
        Some(plain)
    }

    /// The key of this data folder; `None` before the first secret, or when it is lost.
    fn key(&self) -> Result<Option<Identity>, Fault> {
        match std::fs::read_to_string(&self.key_file) {
            Ok(text) => Identity::from_str(text.trim()).map(Some).map_err(|error| of_key(&error)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(of_key(&error)),
        }
    }

    fn new_key(&self) -> Result<Identity, Fault> {
        let _turn = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = self.key()? {
            return Ok(key);
        }
        if let Some(folder) = self.key_file.parent() {
            private_folder(folder).map_err(|error| of_key(&error))?;
        }
        let key = Identity::generate();
        // What an interrupted attempt left may be readable to others; the new one is not.
        remove_if_there(&self.key_file.with_extension("part")).map_err(|error| of_key(&error))?;
        write_whole(&self.key_file, key.to_string().expose_secret().as_bytes()).map_err(|error| of_key(&error))?;
        Ok(key)
    }
}

fn of_key(error: &dyn std::fmt::Display) -> Fault {
    Fault::new(error.to_string()).about("the key for secrets")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut written, byte| {
        let _ = write!(written, "{byte:02x}");
        written
    })
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = text.chars().map(|sign| sign.to_digit(16)).collect::<Option<_>>()?;
    let pair = |pair: &[u32]| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    };
    digits.chunks(2).map(pair).collect()
}
