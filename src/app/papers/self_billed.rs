//! Self-billing credit notes on paper and as data, for whoever may see them.

use crate::app::papers::{Paper, printed};
use crate::business::commissions::{SelfBilledSheet, see_self_billed};
use crate::business::failure::Failure;
use crate::business::view::View;
use crate::exchange::einvoice::{EinvoiceFile, self_billed_hybrid, self_billed_xml};
use crate::exchange::print::{self, Document, SelfBilledPrint, self_billed_title};
use crate::values::{Country, EinvoiceFormat, SelfBilledId};

/// The PDF, with its data inside where they can be written.
pub fn self_billed_pdf(view: &View, id: SelfBilledId) -> Result<Document, Failure> {
    print_self_billed(view, &see_self_billed(view, id)?)
}

/// The data alone: for partners in Germany as XRechnung, where nothing is missing for it. What cannot be written at all
/// is not there; the paper is.
pub fn self_billed_data(view: &View, id: SelfBilledId) -> Result<EinvoiceFile, Failure> {
    let sheet = see_self_billed(view, id)?;
    let plain = || self_billed_xml(&sheet, EinvoiceFormat::Zugferd);
    let written = match sheet.document.supplier.address.country {
        Country::DE => self_billed_xml(&sheet, EinvoiceFormat::XrechnungCii).or_else(|_| plain()),
        _ => plain(),
    };
    let file = written.map_err(|_| Failure::not_found())?;
    Ok(EinvoiceFile { name: format!("{}.xml", sheet.document.number), media_type: "application/xml", ..file })
}

/// For whoever has been asked already whether this may be seen. Without its data where something is missing for them,
/// which is no reason to send none.
pub(in crate::app) fn print_self_billed(view: &View, sheet: &SelfBilledSheet) -> Result<Document, Failure> {
    let paper = Paper::kept(view, Some(&sheet.document.issuer), sheet.document.issued_at)?;
    let plain = printed(print::self_billed(&SelfBilledPrint { head: paper.head(), sheet }))?;
    let hybrid = self_billed_hybrid(sheet, &plain, &self_billed_title(&sheet.document));
    let told =
        hybrid.inspect_err(|trouble| tracing::warn!("{} goes without its data: {trouble:?}", sheet.document.number));
    Ok(told.unwrap_or(plain))
}
