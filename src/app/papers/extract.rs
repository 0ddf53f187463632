//! The extract of the books as a document.

use crate::app::papers::{Paper, printed};
use crate::business::commissions::{DealWish, extract, find_deals};
use crate::business::failure::{Complaint, Failure};
use crate::business::partners::partner;
use crate::business::people::person;
use crate::business::view::View;
use crate::exchange::print::{self, Document, ExtractPrint};
use crate::values::{Language, PartnerId, Period};

/// Longer ones are nothing to be printed; the file takes them all.
const EXTRACT_ROWS_MAX: usize = 10_000;

/// A partner's extract over some months, for the partner and for those who see commissions.
pub fn extract_pdf(
    view: &View,
    of: PartnerId,
    (first, last): (Period, Period),
    wish: &DealWish,
    language: Language,
) -> Result<Document, Failure> {
    let paper = Paper::now(view)?;
    let opened = extract(view, of, first, last)?.told_in(language);
    let found = find_deals(&opened, wish, 0, EXTRACT_ROWS_MAX);
    if found.total > EXTRACT_ROWS_MAX {
        let most = i64::try_from(EXTRACT_ROWS_MAX).unwrap_or(i64::MAX);
        return Err(Complaint::new("extract.refusal.too_long").with("most", most).into());
    }
    let known = partner(view, of).ok_or_else(Failure::not_found)?;
    let name = person(view, known.person).map(|person| person.name()).unwrap_or_default();
    printed(print::extract(&ExtractPrint {
        head: paper.head(),
        language,
        partner_number: known.number,
        partner_name: name,
        first,
        last,
        made_at: view.now(),
        made_on: view.today(),
        sums: found.sums,
        deals: found.rows,
    }))
}
