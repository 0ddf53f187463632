//! Secrets of other systems, such as the password of the mail server: the store keeps them sealed with a key that
//! lies beside it, so that a copy of the store alone, an export or a page shows nothing. Sealed in the format of
//! `age`; whoever holds the whole data folder, or a backup with its passphrase, can open them.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use age::{Decryptor, Encryptor};

use crate::app::folder::{Layout, private, private_folder};
use crate::store::Fault;

/// How a sealed secret begins; what begins otherwise was written before secrets were sealed.
const SEALED: &str = "sealed:";
/// No password is longer; what is would fill memory.
const LENGTH_MAX: u64 = 4_096;

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

    /// Seals a secret; an empty one stays empty.
    pub fn seal(&self, plain: &str) -> Result<String, Fault> {
        if plain.is_empty() {
            return Ok(String::new());
        }
        let key = self.key_or_new()?;
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
        let key = Identity::from_str(std::fs::read_to_string(&self.key_file).ok()?.trim()).ok()?;
        let decryptor = Decryptor::new(sealed.as_slice()).ok()?;
        let reader = decryptor.decrypt(std::iter::once(&key as &dyn age::Identity)).ok()?;
        let mut plain = String::new();
        reader.take(LENGTH_MAX).read_to_string(&mut plain).ok()?;
        Some(plain)
    }

    /// The key of this data folder; the first secret makes it.
    fn key_or_new(&self) -> Result<Identity, Fault> {
        let broken = |error: &dyn std::fmt::Display| Fault::new(error.to_string()).about("the key for secrets");
        if let Ok(text) = std::fs::read_to_string(&self.key_file) {
            return Identity::from_str(text.trim()).map_err(|error| broken(&error));
        }
        if let Some(folder) = self.key_file.parent() {
            private_folder(folder).map_err(|error| broken(&error))?;
        }
        let key = Identity::generate();
        // Of two that seal their first secret at once, one makes the key and the other reads it.
        match private(OpenOptions::new().write(true).create_new(true)).open(&self.key_file) {
            Ok(mut file) => {
                let written = file.write_all(key.to_string().expose_secret().as_bytes());
                written.and_then(|()| file.sync_all()).map_err(|error| broken(&error))?;
                Ok(key)
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let text = std::fs::read_to_string(&self.key_file).map_err(|error| broken(&error))?;
                Identity::from_str(text.trim()).map_err(|error| broken(&error))
            }
            Err(error) => Err(broken(&error)),
        }
    }
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
