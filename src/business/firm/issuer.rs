//! Who issues a paper, as it stood when it was issued. Every paper keeps it, so that one that is printed again
//! years later says what it said (§ 11 UStG, § 14 UStG).

use serde::{Deserialize, Serialize};

use crate::business::firm::records::{
    LOGO_CHANGES, NUMBER_TO_FORMER_LOGO, ONLY_TO_LOGO, UNTIL_TO_FORMER_ISSUER, firm, has_logo, logo, stationery,
};
use crate::business::firm::{Firm, Stationery};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Span, Stored};
use crate::values::{Address, Bic, Country, Email, Iban, Instant, LocalText, VatId};

/// Everything about the firm that stands on its papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuer {
    pub legal_name: String,
    pub trade_name: String,
    pub address: Address,
    pub home: Country,
    pub vat_id: Option<VatId>,
    pub tax_number: String,
    pub register: String,
    pub iban: Option<Iban>,
    pub bic: Option<Bic>,
    pub email: Email,
    pub phone: String,
    pub accent: String,
    /// Words at the end of every invoice.
    pub invoice_note: LocalText,
    /// The number of the logo; `None` where there was none. Logos are never deleted.
    pub logo: Option<u64>,
}

impl Issuer {
    pub fn of(firm: &Firm, papers: &Stationery, logo: Option<u64>) -> Issuer {
        Issuer {
            legal_name: firm.legal_name.clone(),
            trade_name: firm.trade_name.clone(),
            address: firm.address.clone(),
            home: firm.home,
            vat_id: firm.vat_id.clone(),
            tax_number: papers.tax_number.clone(),
            register: firm.register.clone(),
            iban: firm.iban.clone(),
            bic: firm.bic.clone(),
            email: firm.email.clone(),
            phone: firm.phone.clone(),
            accent: firm.accent.clone(),
            invoice_note: papers.invoice_note.clone(),
            logo,
        }
    }
}

/// The firm as it stands on a paper that is issued now.
pub fn issuer(r: &dyn Read) -> Option<Issuer> {
    let logo = has_logo(r).then(|| r.counter(LOGO_CHANGES));
    firm(r).map(|firm| Issuer::of(&firm, &stationery(r), logo))
}

/// The firm as it stood on papers of an instant: for papers that do not keep it themselves.
pub fn issuer_at(r: &dyn Read, at: Instant) -> Option<Issuer> {
    let former = r.first(&UNTIL_TO_FORMER_ISSUER, Span::after(&at));
    former.map(|(_, issuer)| issuer).or_else(|| issuer(r))
}

/// The logo that stood on the papers of an issuer.
pub fn logo_of(r: &dyn Read, issuer: &Issuer) -> Option<Vec<u8>> {
    let number = issuer.logo?;
    if number == r.counter(LOGO_CHANGES) { logo(r) } else { r.get(&NUMBER_TO_FORMER_LOGO, &number) }
}

/// Puts another logo in place, or none, and keeps the one before for the papers on which it stands.
pub(super) fn replace_logo(tx: &mut Tx, told: &Recorded, new: Option<&Vec<u8>>) {
    let number = (tx as &dyn Read).counter(LOGO_CHANGES);
    if let Some(before) = logo(tx) {
        tx.save(told, &NUMBER_TO_FORMER_LOGO, &number, &before);
    }
    tx.next_number(LOGO_CHANGES);
    match new {
        Some(new) => tx.save(told, &ONLY_TO_LOGO, &(), new),
        None => tx.remove(told, &ONLY_TO_LOGO, &()),
    }
}

/// Keeps what stood on papers until now, when a change has just made it another.
pub(super) fn keep_former(tx: &mut Tx, told: &Recorded, before: Option<Issuer>) {
    let Some(before) = before.filter(|before| issuer(tx).as_ref() != Some(before)) else { return };
    // Of several changes in one instant the first knows what was before all of them.
    let until = tx.now();
    if !(tx as &dyn Read).has(&UNTIL_TO_FORMER_ISSUER, &until) {
        tx.save(told, &UNTIL_TO_FORMER_ISSUER, &until, &before);
    }
}

impl Stored for Issuer {
    const VERSION: u8 = 1;
}
