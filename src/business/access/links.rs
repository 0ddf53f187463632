//! Links by which a password is chosen or an address confirmed.

use crate::business::access::records::{account, email_change, link};
use crate::store::Read;
use crate::values::{AccountId, Email, Instant};

/// The account whose password may be chosen by the link with this hash, while the link is good.
pub fn valid_link(r: &dyn Read, hash: &[u8; 32], now: Instant) -> Option<AccountId> {
    let link = link(r, hash).filter(|link| now < link.until)?;
    let open = account(r, link.account).is_some_and(|account| !account.locked);
    open.then_some(link.account)
}

/// The address that an account takes by the link with this hash, while the link is good.
pub fn valid_email_change(r: &dyn Read, id: AccountId, hash: &[u8; 32], now: Instant) -> Option<Email> {
    let change = email_change(r, id).filter(|change| change.link_hash == *hash && now < change.until)?;
    let open = account(r, id).is_some_and(|account| !account.locked);
    open.then_some(change.email)
}
