//! Setting up and changing the firm.

use serde::Serialize;

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm::issuer::{issuer, keep_former, replace_logo};
use crate::business::firm::records::{ONLY_TO_FIRM, ONLY_TO_STATIONERY, firm, stationery};
use crate::business::firm::{Firm, FirmPart};
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Tx};
use crate::store::Subject;
use crate::values::Instant;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirmChanged {
    pub logo_changed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirmPartChanged {
    /// `particulars`, `bank`, `look`, `mail`, `logo`, `tax` or `reminders`.
    pub part: &'static str,
}

/// The mail server was asked to take a letter, to see whether it does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MailServerTried {
    pub worked: bool,
}

/// Somebody has begun to make a copy of all data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BackupBegun {}

/// Somebody has taken a copy of all data with them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BackupTaken {}

/// Somebody has deleted a backup that lay in the folder for them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BackupDeleted {
    pub made_at: Instant,
    pub bytes: u64,
}

macro_rules! about_the_firm {
    ($($event:ident $name:literal),*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "firm";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                the_firm()
            }
        }
    )*};
}

about_the_firm!(
    FirmChanged "firm_changed",
    FirmPartChanged "firm_part_changed",
    MailServerTried "mail_server_tried",
    BackupBegun "backup_begun",
    BackupTaken "backup_taken",
    BackupDeleted "backup_deleted"
);

/// The firm as the journal names it.
pub fn the_firm() -> Subject {
    Subject { kind: "firm".to_owned(), id: 1 }
}

/// Sets everything about the firm, and its logo when there is a new one: for founding and for demo firms.
pub fn change_firm(tx: &mut Tx, firm: &Firm, logo: Option<&Vec<u8>>) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let before = issuer(tx);
    let told = tx.record(FirmChanged { logo_changed: logo.is_some() });
    tx.save(&told, &ONLY_TO_FIRM, &(), firm);
    if logo.is_some() {
        replace_logo(tx, &told, logo);
    }
    keep_former(tx, &told, before);
    Ok(())
}

/// Changes one part of the firm. `seen` is the mark of what stood there when the change was begun.
pub fn change_part(tx: &mut Tx, part: &FirmPart, seen: &str) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let before = firm(tx).ok_or_else(Failure::not_found)?;
    let papers = stationery(tx);
    let now = part.now(&before, &papers);
    if now.mark() != seen {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("firm.refusal.changed_meanwhile")).into());
    }
    Failure::unless_empty(part.complaints())?;
    if now == *part {
        return Ok(());
    }
    let issued_before = issuer(tx);
    let (after, papers_after) = part.clone().put_into(before, papers.clone());
    let told = tx.record(FirmPartChanged { part: part.word() });
    tx.save(&told, &ONLY_TO_FIRM, &(), &after);
    if papers_after != papers {
        tx.save(&told, &ONLY_TO_STATIONERY, &(), &papers_after);
    }
    keep_former(tx, &told, issued_before);
    Ok(())
}

/// Puts another logo in place, or none: then the trade name stands there. Whoever calls it has looked into it.
pub fn change_logo(tx: &mut Tx, logo: Option<&Vec<u8>>) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let before = issuer(tx);
    let told = tx.record(FirmPartChanged { part: "logo" });
    replace_logo(tx, &told, logo);
    keep_former(tx, &told, before);
    Ok(())
}

/// Notes whether the mail server has taken the letter that tried it.
pub fn record_mail_trial(tx: &mut Tx, worked: bool) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    tx.record(MailServerTried { worked });
    Ok(())
}

/// Notes who copies all data, before it is done.
pub fn begin_backup(tx: &mut Tx) -> Result<(), Failure> {
    tx.require(Permission::BackupMake)?;
    tx.record(BackupBegun {});
    Ok(())
}

/// Notes who takes a backup away.
pub fn take_backup(tx: &mut Tx) -> Result<(), Failure> {
    tx.require(Permission::BackupMake)?;
    tx.record(BackupTaken {});
    Ok(())
}

/// Notes who deletes a backup, before it is done. Whoever may make one may not do so yet: a backup is what helps
/// against somebody with too many rights.
pub fn delete_backup(tx: &mut Tx, made_at: Instant, bytes: u64) -> Result<(), Failure> {
    tx.require(Permission::BackupDelete)?;
    tx.record(BackupDeleted { made_at, bytes });
    Ok(())
}
