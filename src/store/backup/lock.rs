//! Encryption in the age format: by passphrase, or for public keys.

use std::io::{BufRead, Read, Write};
use std::str::FromStr;

use age::secrecy::SecretString;
use age::stream::StreamWriter;
use age::{DecryptError, Decryptor, EncryptError, Encryptor, Identity, Recipient, scrypt, x25519};

use crate::store::backup::BackupTrouble;

/// Two to this power is what each try at a passphrase costs: 128 MiB and about a third of a second.
const WORK_FACTOR: u8 = 17;
/// What we take upon us when somebody else has encrypted.
const WORK_FACTOR_MAX: u8 = 22;

/// How a backup is encrypted.
pub enum Lock {
    Passphrase(SecretString),
    /// For these keys, and for one of our own that is forgotten as soon as the backup has been proven with it.
    Recipients {
        recipients: Vec<x25519::Recipient>,
        proof: x25519::Identity,
    },
}

/// How a backup is opened.
pub enum Key {
    Passphrase(SecretString),
    Identities(Vec<x25519::Identity>),
}

/// Whether a backup is opened by a passphrase, or else by a key.
pub fn wants_passphrase(input: impl BufRead) -> Result<bool, BackupTrouble> {
    Ok(begin(input)?.is_scrypt())
}

fn begin<R: BufRead>(input: R) -> Result<Decryptor<R>, BackupTrouble> {
    Decryptor::new_buffered(input).map_err(|error| match error {
        DecryptError::Io(error) if error.raw_os_error().is_some() => BackupTrouble::File(error),
        _ => BackupTrouble::Foreign,
    })
}

impl Lock {
    pub fn passphrase(passphrase: &str) -> Lock {
        Lock::Passphrase(SecretString::from(passphrase.to_owned()))
    }

    /// For public keys as text, `age1…`. The first one that cannot be read is handed back.
    pub fn recipients<'t>(keys: impl IntoIterator<Item = &'t str>) -> Result<Lock, String> {
        let recipients: Result<Vec<x25519::Recipient>, String> =
            keys.into_iter().map(|key| x25519::Recipient::from_str(key.trim()).map_err(|_| key.to_owned())).collect();
        Ok(Lock::Recipients { recipients: recipients?, proof: x25519::Identity::generate() })
    }

    /// What opens again what this has locked.
    pub fn key(&self) -> Key {
        match self {
            Lock::Passphrase(passphrase) => Key::Passphrase(passphrase.clone()),
            Lock::Recipients { proof, .. } => Key::Identities(vec![proof.clone()]),
        }
    }

    pub(super) fn encrypt<W: Write>(&self, output: W) -> Result<StreamWriter<W>, BackupTrouble> {
        let encryptor = match self {
            Lock::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK_FACTOR);
                Encryptor::with_recipients(std::iter::once(&recipient as &dyn Recipient))
            }
            Lock::Recipients { recipients, proof } => {
                let own = proof.to_public();
                let all = recipients.iter().chain(std::iter::once(&own)).map(|recipient| recipient as &dyn Recipient);
                Encryptor::with_recipients(all)
            }
        };
        let failed = |error: EncryptError| BackupTrouble::File(std::io::Error::other(error.to_string()));
        encryptor.map_err(failed)?.wrap_output(output).map_err(BackupTrouble::File)
    }
}

impl Key {
    pub fn passphrase(passphrase: &str) -> Key {
        Key::Passphrase(SecretString::from(passphrase.to_owned()))
    }

    /// The secret keys in a key file of the age tools; lines with `#` are notes. `None` when there is none.
    pub fn identities(file: &str) -> Option<Key> {
        let lines = file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let read: Option<Vec<x25519::Identity>> = lines.map(|line| x25519::Identity::from_str(line).ok()).collect();
        read.filter(|identities| !identities.is_empty()).map(Key::Identities)
    }

    pub(super) fn decrypt<'r, R: BufRead + 'r>(&self, input: R) -> Result<impl Read + 'r, BackupTrouble> {
        let decryptor = begin(input)?;
        let opened = match self {
            Key::Passphrase(passphrase) => {
                let mut identity = scrypt::Identity::new(passphrase.clone());
                identity.set_max_work_factor(WORK_FACTOR_MAX);
                decryptor.decrypt(std::iter::once(&identity as &dyn Identity))
            }
            Key::Identities(identities) => {
                decryptor.decrypt(identities.iter().map(|identity| identity as &dyn Identity))
            }
        };
        opened.map_err(|error| match error {
            DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed => {
                BackupTrouble::WrongKey
            }
            DecryptError::Io(error) => BackupTrouble::inside("head", error),
            _ => BackupTrouble::Damaged { part: "head".to_owned() },
        })
    }
}
