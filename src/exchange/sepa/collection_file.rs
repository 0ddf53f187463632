//! The file of a collection.

use crate::business::failure::{Complaint, Failure};
use crate::business::firm::Firm;
use crate::business::payments::collections::{Collection, Debit, SequenceType, group_id};
use crate::business::payments::mandates::MandateScheme;
use crate::exchange::sepa::direct_debit::{Creditor, DebitGroup, DebitTrouble, DirectDebits, Payer, direct_debit_xml};

/// Bytes for the bank, with their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionFile {
    /// `20260605-L-0007.xml`.
    pub name: String,
    pub bytes: Vec<u8>,
    /// BLAKE3 of the bytes.
    pub hash: [u8; 32],
}

/// Writes the file of a collection; the same collection gives the same bytes as long as the firm's own particulars
/// stay. Whoever hands it out tells `payments::collections::record_fetch`.
pub fn collection_file(firm: &Firm, collection: &Collection) -> Result<CollectionFile, Failure> {
    let Some(iban) = &firm.iban else {
        return Err(Complaint::new("collections.refusal.firm_iban_missing").into());
    };
    let groups = collection.groups();
    if groups.is_empty() {
        let number = collection.message_id.clone();
        return Err(Complaint::new("collections.refusal.empty").with("number", number).into());
    }
    let groups = (1_usize..).zip(&groups).filter_map(|(number, debits)| {
        let first = debits.first()?;
        Some(DebitGroup {
            id: group_id(&collection.message_id, number),
            due_on: first.due_on,
            is_b2b: first.scheme == MandateScheme::B2b,
            is_first: first.sequence == SequenceType::First,
            payers: debits.iter().map(|debit| payer(debit)).collect(),
        })
    });
    let file = DirectDebits {
        message_id: &collection.message_id,
        created_at: collection.made_at,
        creditor: Creditor {
            name: &firm.legal_name,
            id: &firm.creditor_id,
            iban,
            bic: firm.bic.as_ref(),
            address: &firm.address,
        },
        groups: groups.collect(),
    };
    let bytes = direct_debit_xml(&file).map_err(|trouble| complaint(collection, trouble))?.into_bytes();
    Ok(CollectionFile { name: format!("{}.xml", collection.message_id), hash: *blake3::hash(&bytes).as_bytes(), bytes })
}

fn payer(debit: &Debit) -> Payer<'_> {
    Payer {
        name: &debit.holder,
        iban: &debit.iban,
        bic: debit.bic.as_ref(),
        address: debit.address.as_ref(),
        mandate: &debit.mandate_number,
        signed_on: debit.signed_on,
        amended_from: debit.amended_from.as_ref(),
        amount: debit.amount,
        end_to_end_id: &debit.end_to_end_id,
        remittance: debit.remittance(),
    }
}

fn complaint(collection: &Collection, trouble: DebitTrouble) -> Complaint {
    match trouble {
        DebitTrouble::CreditorIban => Complaint::new("payments_out.refusal.firm_iban_wrong"),
        DebitTrouble::CreditorId => Complaint::new("firm.refusal.no_creditor_id"),
        DebitTrouble::PayerIban { end_to_end_id } => {
            let found = collection.debits.iter().find(|debit| debit.end_to_end_id == end_to_end_id);
            let mandate = found.map(|debit| debit.mandate_number.clone()).unwrap_or_default();
            Complaint::new("collections.refusal.payer_iban").with("mandate", mandate)
        }
        DebitTrouble::Refused { message } => {
            Complaint::new("payments_out.refusal.file_refused").with("message", message)
        }
    }
}
