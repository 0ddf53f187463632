//! Words and figures of the books.

use maud::Markup;

use crate::business::firm;
use crate::business::ledger::LedgerAccount;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::subjects::{customer_name, partner_name};
use crate::text;
use crate::texts;
use crate::values::{Currency, CustomerId, Language, Money, PartnerId, Rate};
use crate::web::encoded;
use crate::web::parts::{figure, small};

/// Figures of the books in the firm's currency, for one reader.
#[derive(Clone, Copy)]
pub struct Figures {
    pub language: Language,
    pub currency: Currency,
}

impl Figures {
    pub fn of(view: &View<'_>, language: Language) -> Figures {
        Figures { language, currency: firm::firm(view).map_or(Currency::EUR, |firm| firm.currency) }
    }

    pub fn money(self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// Nothing is a dash, so that the eye finds what has moved.
    pub fn moved(self, minor: i64) -> Markup {
        if minor == 0 { small("–") } else { self.balance(minor) }
    }

    pub fn balance(self, minor: i64) -> Markup {
        figure(&texts::money(self.language, self.money(minor)))
    }
}

/// Whose sub-account it is: a customer, a partner, a rate.
pub fn sub_account_name(view: &View<'_>, language: Language, account: LedgerAccount, number: u64) -> String {
    match (account, number) {
        (LedgerAccount::Receivables, 0) => text!(language, "office_ledger.sub.guests"),
        (LedgerAccount::Receivables, number) => customer_name(view, CustomerId::new(number)),
        (LedgerAccount::CommissionPayable, number) => partner_name(view, PartnerId::new(number)),
        (LedgerAccount::OutputVat, number) => {
            let rate = Rate::from_millionths(i64::try_from(number).unwrap_or(0));
            text!(language, "office_ledger.sub.rate", rate = texts::percent(language, rate))
        }
        _ => String::new(),
    }
}

/// The same days on another page of the ledger.
pub fn with_days(path: &str, asked: &Asked) -> String {
    let pairs: Vec<String> = ["period", "from", "to"]
        .iter()
        .filter(|name| !asked.get(name).is_empty())
        .map(|name| format!("{name}={}", encoded(asked.get(name))))
        .collect();
    if pairs.is_empty() {
        return path.to_owned();
    }
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}{}", pairs.join("&"))
}
