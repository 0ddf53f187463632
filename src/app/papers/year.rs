//! A partner's year as a document.

use crate::app::papers::{Paper, printed};
use crate::business::commissions::{payee, year_sheet};
use crate::business::failure::Failure;
use crate::business::view::View;
use crate::exchange::print::{self, Document, YearPrint};
use crate::values::{PartnerId, Period};

/// The yearly statement, for the partner and for those who see commissions, on the firm's paper as it is now.
pub fn year_pdf(view: &View, partner: PartnerId, year: Period) -> Result<Document, Failure> {
    let sheet = year_sheet(view, partner, year)?;
    let paper = Paper::now(view)?;
    let payee =
        payee(view, partner, sheet.year.last().min(view.today()), paper.issuer.home).ok_or_else(Failure::not_found)?;
    printed(print::year(&YearPrint {
        head: paper.head(),
        language: payee.language,
        partner_number: payee.number.clone(),
        partner_address: &payee.address,
        vat_id: payee.vat_id.as_ref(),
        sheet: &sheet,
        made_on: view.today(),
        made_at: view.now(),
    }))
}
