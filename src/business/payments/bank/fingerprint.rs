//! By what a bank line is known again: two files that tell the same movement give it the same fingerprint, and two
//! equal movements of one day have two.

use crate::business::payments::BankLine;
use crate::values::HouseAccountId;

pub type Fingerprint = [u8; 16];

/// Of all lines that say the same. `counts` keeps notices apart from bookings.
pub(super) fn of_line(account: HouseAccountId, counts: bool, line: &BankLine) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&account.number().to_be_bytes());
    hasher.update(&[u8::from(counts)]);
    hasher.update(&line.booked_on.number().to_be_bytes());
    hasher.update(&line.amount.minor().to_be_bytes());
    hasher.update(line.amount.currency().code().as_bytes());
    for text in [&line.bank_ref, &line.end_to_end, &line.text] {
        hasher.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(text.as_bytes());
    }
    shortened(hasher.finalize())
}

/// Of the first, second, … of them.
pub(super) fn nth(of_all: &Fingerprint, number: u32) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    hasher.update(of_all);
    hasher.update(&number.to_be_bytes());
    shortened(hasher.finalize())
}

fn shortened(hash: blake3::Hash) -> Fingerprint {
    let mut short = [0; 16];
    for (to, from) in short.iter_mut().zip(hash.as_bytes()) {
        *to = *from;
    }
    short
}
