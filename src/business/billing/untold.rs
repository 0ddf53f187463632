//! Documents that left as a picture only, although their buyer's program wants to read them.

use crate::business::billing::events::SentWithoutData;
use crate::business::billing::records::invoice;
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::InvoiceId;

/// Somebody has to send the data after it; what is missing for them stands on the sheet of the document.
pub fn note_sent_without_data(tx: &mut Tx, id: InvoiceId) -> Result<(), Failure> {
    tx.require(Permission::MessagesSend)?;
    let number = invoice(tx, id).ok_or_else(Failure::not_found)?.number;
    tx.record(SentWithoutData { invoice: id, number });
    Ok(())
}
