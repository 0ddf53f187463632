//! The file of a payout batch.

use crate::business::failure::{Complaint, Failure};
use crate::business::firm::Firm;
use crate::business::payments::{Batch, BatchState};
use crate::exchange::sepa::{CreditTransfers, Debtor, Payee, TransferTrouble, credit_transfer_xml};
use crate::values::Money;

/// Bytes for the bank, with what is to be recorded of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentFile {
    /// `20260605-Z-0007.xml`.
    pub name: String,
    pub bytes: Vec<u8>,
    /// BLAKE3 of the bytes.
    pub hash: [u8; 32],
    pub total: Money,
    pub transfers: usize,
}

/// Writes the file of a batch; the same batch gives the same bytes as long as the firm's own particulars stay.
/// Whoever hands it out tells `payments::record_export`.
pub fn payment_file(firm: &Firm, batch: &Batch) -> Result<PaymentFile, Failure> {
    if batch.state == BatchState::Cancelled {
        return Err(Complaint::new("payments_out.refusal.file_of_cancelled_batch").into());
    }
    let Some(iban) = &firm.iban else {
        return Err(Complaint::new("payments_out.refusal.firm_iban_missing").into());
    };
    let sum = batch.transfers.iter().fold(Money::zero(batch.total.currency()), |sum, transfer| sum + transfer.amount);
    assert!(sum == batch.total, "the transfers of a batch sum to its total");
    let payees = batch.transfers.iter().map(|transfer| Payee {
        name: &transfer.name,
        iban: &transfer.iban,
        bic: transfer.bic.as_ref(),
        amount: transfer.amount,
        end_to_end_id: &transfer.end_to_end_id,
        remittance: &transfer.remittance,
    });
    let file = CreditTransfers {
        message_id: &batch.message_id,
        created_at: batch.created_at,
        execute_on: batch.execute_on,
        debtor: Debtor { name: &firm.legal_name, iban, bic: firm.bic.as_ref(), address: &firm.address },
        payees: payees.collect(),
    };
    let bytes = credit_transfer_xml(&file).map_err(|trouble| complaint(batch, trouble))?.into_bytes();
    Ok(PaymentFile {
        name: format!("{}.xml", batch.message_id),
        hash: *blake3::hash(&bytes).as_bytes(),
        bytes,
        total: batch.total,
        transfers: batch.transfers.len(),
    })
}

fn complaint(batch: &Batch, trouble: TransferTrouble) -> Complaint {
    let name_of = |end_to_end_id: String| {
        let payee = batch.transfers.iter().find(|transfer| transfer.end_to_end_id == end_to_end_id);
        payee.map(|payee| payee.name.clone()).unwrap_or_default()
    };
    match trouble {
        TransferTrouble::DebtorIban => Complaint::new("payments_out.refusal.firm_iban_wrong"),
        TransferTrouble::PayeeIban { end_to_end_id } => {
            Complaint::new("payments_out.refusal.payee_iban_wrong").with("name", name_of(end_to_end_id))
        }
        TransferTrouble::PayeeName { end_to_end_id } => {
            Complaint::new("payments_out.refusal.payee_name_unreadable").with("name", name_of(end_to_end_id))
        }
        TransferTrouble::Refused { message } => {
            Complaint::new("payments_out.refusal.file_refused").with("message", message)
        }
    }
}
