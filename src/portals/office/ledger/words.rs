//! Words and figures of the books.

use maud::Markup;

use crate::business::firm;
use crate::business::ledger::{ItemKey, LedgerAccount, OpenItem, Party, TaxTag, rate_of_sub_account};
use crate::business::orders::{self, order_number};
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::ledger::accounts::list_path;
use crate::portals::office::ledger::ageing::ageing_path;
use crate::portals::office::ledger::closing::closing_path;
use crate::portals::office::ledger::export::books_export_path;
use crate::portals::office::ledger::items::items_path;
use crate::portals::office::subjects::{customer_name, partner_name};
use crate::text;
use crate::texts;
use crate::values::{Currency, CustomerId, Language, Money, OrderId, PartnerId, VatCategory};
use crate::web::encoded;
use crate::web::parts::{Tab, figure, small, tabs};

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

/// Whose sub-account it is: a customer, a partner, a tax.
pub fn sub_account_name(view: &View<'_>, language: Language, account: LedgerAccount, number: u64) -> String {
    match (account, number) {
        (LedgerAccount::Receivables, 0) => text!(language, "office_ledger.sub.guests"),
        (LedgerAccount::Receivables, number) => customer_name(view, CustomerId::new(number)),
        (LedgerAccount::CommissionPayable | LedgerAccount::CommissionReserve | LedgerAccount::ShopCredit, number) => {
            partner_name(view, PartnerId::new(number))
        }
        (LedgerAccount::Revenue | LedgerAccount::OutputVat | LedgerAccount::SkontoGiven, number) => {
            match TaxTag::of_sub_account(number) {
                Some(tag) => tax_name(language, tag),
                None if account == LedgerAccount::OutputVat => {
                    let rate = texts::percent(language, rate_of_sub_account(number));
                    text!(language, "office_ledger.sub.rate_alone", rate = rate)
                }
                None => text!(language, "office_ledger.sub.before"),
            }
        }
        _ => String::new(),
    }
}

/// `Deutschland, 19 %`; what bears no VAT says why.
fn tax_name(language: Language, tag: TaxTag) -> String {
    let country = texts::country_name(language, tag.country);
    match tag.category {
        VatCategory::Standard | VatCategory::Zero => {
            let rate = texts::percent(language, tag.rate);
            text!(language, "office_ledger.sub.rate", country = country, rate = rate)
        }
        VatCategory::Exempt => text!(language, "office_ledger.sub.exempt", country = country),
        VatCategory::ReverseCharge => text!(language, "office_ledger.sub.reverse_charge", country = country),
        VatCategory::IntraEu => text!(language, "office_ledger.sub.intra_eu", country = country),
        VatCategory::Export => text!(language, "office_ledger.sub.export", country = country),
        VatCategory::OutOfScope => text!(language, "office_ledger.sub.out_of_scope", country = country),
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

/// The pages of the books beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookView {
    Accounts,
    Items,
    Ageing,
    Closing,
    Export,
}

pub fn book_views(language: Language, here: BookView) -> Markup {
    let tab = |view: BookView, key: &'static str, path: &str| Tab {
        label: text!(language, key),
        href: path.to_owned(),
        current: view == here,
        count: None,
    };
    tabs(
        &text!(language, "office_ledger.page.title"),
        &[
            tab(BookView::Accounts, "office_books.view.accounts", list_path()),
            tab(BookView::Items, "office_books.view.items", items_path()),
            tab(BookView::Ageing, "office_books.view.ageing", ageing_path()),
            tab(BookView::Closing, "office_books.view.closing", closing_path()),
            tab(BookView::Export, "office_books.view.export", books_export_path()),
        ],
    )
}

/// Whose item it is. A guest has the name that stands on the order.
pub fn party_name(view: &View<'_>, language: Language, party: Party, order: Option<OrderId>) -> String {
    match party {
        Party::Customer(id) => customer_name(view, id),
        Party::Partner(id) => partner_name(view, id),
        Party::Guest(_) => order
            .and_then(|id| Some((orders::order(view, id)?, id)))
            .map(|(order, id)| format!("{} · {}", order.billing.name, order_number(id)))
            .unwrap_or_default(),
        Party::Supplier(_) | Party::Agency(_) => party.kind().say(language),
    }
}

/// The order of a guest, who is known by nothing else.
pub fn guest_order(party: Party) -> Option<OrderId> {
    if let Party::Guest(order) = party { Some(order) } else { None }
}

/// The printed number of an item, or what it stands for.
pub fn item_name(language: Language, key: ItemKey, item: &OpenItem) -> String {
    if item.number.is_empty() { key.kind.say(language) } else { item.number.clone() }
}
