//! Setting up and changing the firm.

use serde::Serialize;

use crate::business::failure::Failure;
use crate::business::firm::Firm;
use crate::business::firm::records::{ONLY_TO_FIRM, ONLY_TO_LOGO};
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Tx};
use crate::store::Subject;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirmChanged {
    pub logo_changed: bool,
}

impl Happening for FirmChanged {
    const ROOM: &'static str = "firm";
    const NAME: &'static str = "firm_changed";

    fn subject(&self) -> Subject {
        Subject { kind: "firm".to_owned(), id: 1 }
    }
}

/// Sets the firm's particulars, and its logo when there is a new one.
pub fn change_firm(tx: &mut Tx, firm: &Firm, logo: Option<&Vec<u8>>) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let told = tx.record(FirmChanged { logo_changed: logo.is_some() });
    tx.save(&told, &ONLY_TO_FIRM, &(), firm);
    if let Some(logo) = logo {
        tx.save(&told, &ONLY_TO_LOGO, &(), logo);
    }
    Ok(())
}
