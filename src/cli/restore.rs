//! `kontor restore`: makes a new data folder out of a backup, never over one that is there.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde_json::json;

use crate::app::{RestoreTrouble, Restored, default_folder, restore_into, verify_backup};
use crate::business::checks::chain_complaint;
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::arguments::{Common, Restore};
use crate::cli::backup::{backup_trouble, counted};
use crate::cli::call::Manner;
use crate::cli::output::Output;
use crate::cli::secret::known_passphrase;
use crate::cli::start;
use crate::cli::trouble::Trouble;
use crate::store::backup::{Key, Manifest, wants_passphrase};
use crate::text;

pub fn run(wanted: &Restore, common: &Common, manner: &Manner, out: &mut dyn Output) -> Result<Exit, Trouble> {
    let file = manner.at.join(&wanted.file);
    let key = key(wanted, &file, manner)?;
    if wanted.dry_run {
        let manifest = verify_backup(&file, &key).map_err(|trouble| backup_trouble(&file, trouble))?;
        tell_content(&manifest, manner, out);
        return Ok(Exit::Done);
    }
    let root = start::root(common, default_folder())?;
    let step = text!(manner.language, "cli.restore.step");
    let restored = restore_into(&root, &file, &key, &mut |done, total| {
        out.progress(&step, done, total);
        out.is_wanted()
    });
    let restored = restored.map_err(|trouble| restore_trouble(&root, &file, trouble))?;
    Ok(tell(&restored, &root, manner, out))
}

fn key(wanted: &Restore, file: &Path, manner: &Manner) -> Result<Key, Trouble> {
    let opened = File::open(file).map_err(|error| Trouble::file(file, &error))?;
    let by_passphrase = wants_passphrase(BufReader::new(opened)).map_err(|trouble| backup_trouble(file, trouble))?;
    match (&wanted.key_file, by_passphrase) {
        (None, true) => {
            let passphrase = known_passphrase(wanted.passphrase_file.as_deref(), manner.language)?;
            Ok(Key::passphrase(passphrase.expose()))
        }
        (Some(path), false) => {
            let text = std::fs::read_to_string(path).map_err(|error| Trouble::file(path, &error))?;
            let none = || Complaint::new("cli.restore.key_file").with("path", path.display().to_string());
            Key::identities(&text).ok_or_else(|| Trouble::new(Exit::Usage, none()))
        }
        (None, false) => Err(Trouble::new(Exit::Usage, Complaint::new("cli.restore.wants_key"))),
        (Some(_), true) => Err(Trouble::new(Exit::Usage, Complaint::new("cli.restore.wants_passphrase"))),
    }
}

fn restore_trouble(root: &Path, file: &Path, trouble: RestoreTrouble) -> Trouble {
    match trouble {
        RestoreTrouble::Backup(trouble) => backup_trouble(file, trouble),
        RestoreTrouble::Folder(trouble) => trouble.into(),
        RestoreTrouble::Open(error) => Trouble::opening(root, error),
    }
}

fn tell_content(manifest: &Manifest, manner: &Manner, out: &mut dyn Output) {
    if manner.json {
        return out.say(&serde_json::to_string(manifest).unwrap_or_default());
    }
    out.say(&text!(
        manner.language,
        "cli.restore.whole",
        rows = counted(manner.language, manifest.rows()),
        number = manifest.journal_number,
        created = manifest.created,
        program = manifest.program
    ));
}

fn tell(restored: &Restored, root: &Path, manner: &Manner, out: &mut dyn Output) -> Exit {
    let Restored { manifest, broken } = restored;
    if manner.json {
        out.say(
            &json!({
                "path": root, "rows": manifest.rows(), "journal_number": manifest.journal_number,
                "content": manifest.content, "instance": manifest.instance, "created": manifest.created,
            })
            .to_string(),
        );
    } else {
        out.say(&text!(
            manner.language,
            "cli.restore.done",
            path = root.display(),
            rows = counted(manner.language, manifest.rows()),
            number = manifest.journal_number,
            created = manifest.created
        ));
        out.say(&text!(manner.language, "cli.restore.how", path = root.display()));
    }
    match broken {
        // It was broken when it was backed up; to keep the data from their owner would help nobody.
        Some(broken) => {
            out.warn(&chain_complaint(broken).say(manner.language));
            Exit::Findings
        }
        None => Exit::Done,
    }
}
