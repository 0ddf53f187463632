//! Links by which a password is chosen.

use crate::business::access::records::{account, link};
use crate::store::Read;
use crate::values::{AccountId, Instant};

/// The account whose password may be chosen by the link with this hash, while the link is good.
pub fn valid_link(r: &dyn Read, hash: &[u8; 32], now: Instant) -> Option<AccountId> {
    let link = link(r, hash).filter(|link| now < link.until)?;
    let open = account(r, link.account).is_some_and(|account| !account.locked);
    open.then_some(link.account)
}
