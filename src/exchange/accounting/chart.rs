//! Charts of accounts, read from their files.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::business::ledger::{BooksSettings, ChartKind, LedgerAccount, LedgerKey};
use crate::values::{Country, Rate};

/// Under which tax something was sold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SaleTax {
    /// `None` on documents from before this was kept.
    pub country: Option<Country>,
    /// EN 16931 BT-151: `S`, `K`, `G`, `AE`, `E`.
    pub category: &'static str,
    pub rate: Rate,
}

/// Where a sale goes: the account of the revenue, and that of its tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale {
    pub revenue: u32,
    pub tax: Tax,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tax {
    /// The account of the revenue takes the gross amount.
    Automatic,
    /// Booked by itself.
    Account(u32),
}

/// Why a chart is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// The file itself is not what it should be.
    Unreadable(String),
    /// It has no number for one of our accounts.
    Missing(LedgerAccount),
    /// A personal account beyond what accounts of this length can number.
    TooMany,
}

pub struct Chart {
    header: String,
    length: u8,
    debtors: u64,
    creditors: u64,
    accounts: BTreeMap<LedgerAccount, u32>,
    sales: Vec<SaleRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChartFile {
    header: String,
    /// The first digit of the accounts of debtors.
    debtors: u64,
    creditors: u64,
    accounts: BTreeMap<String, u32>,
    sale: Vec<SaleRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaleRow {
    country: Option<String>,
    category: String,
    rate: Option<String>,
    revenue: u32,
    tax: Option<u32>,
    #[serde(default)]
    automatic: bool,
}

/// Charts are written with accounts of four digits; longer ones get zeros behind.
const LENGTH_OF_FILES: u8 = 4;

const fn file_of(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Skr03 => include_str!("../../../assets/charts/skr03.toml"),
        ChartKind::Skr04 => include_str!("../../../assets/charts/skr04.toml"),
    }
}

impl Chart {
    /// The chart of a firm, with its own numbers in the place of the usual ones.
    pub fn of(settings: &BooksSettings) -> Result<Chart, ChartError> {
        let file: ChartFile =
            toml::from_str(file_of(settings.chart)).map_err(|error| ChartError::Unreadable(error.to_string()))?;
        let own = |account: LedgerAccount| {
            settings.overrides.iter().find(|(known, _)| *known == account).map(|(_, number)| *number)
        };
        let length = settings.account_length;
        let mut accounts = BTreeMap::new();
        for account in LedgerAccount::ALL {
            let usual = file.accounts.get(account.word()).map(|number| lengthened(*number, length));
            let number = own(account).or(usual).ok_or(ChartError::Missing(account))?;
            accounts.insert(account, number);
        }
        let longer = |row: SaleRow| SaleRow {
            revenue: lengthened(row.revenue, length),
            tax: row.tax.map(|number| lengthened(number, length)),
            ..row
        };
        let sales = file.sale.into_iter().map(longer).collect();
        Ok(Chart { header: file.header, length, debtors: file.debtors, creditors: file.creditors, accounts, sales })
    }

    /// DATEV's number of the chart.
    pub fn header(&self) -> &str {
        &self.header
    }

    pub fn length(&self) -> u8 {
        self.length
    }

    /// The number of an account of ours; the personal ones have one for each customer and each partner.
    pub fn number_of(&self, key: LedgerKey) -> Result<u32, ChartError> {
        match key.account {
            LedgerAccount::Receivables if key.sub_account > 0 => self.debtor(key.sub_account),
            LedgerAccount::CommissionPayable => self.creditor(key.sub_account),
            account => self.accounts.get(&account).copied().ok_or(ChartError::Missing(account)),
        }
    }

    pub fn debtor(&self, customer: u64) -> Result<u32, ChartError> {
        self.personal(self.debtors, self.creditors, customer)
    }

    pub fn creditor(&self, partner: u64) -> Result<u32, ChartError> {
        self.personal(self.creditors, 10, partner)
    }

    /// Personal accounts are one digit longer than the others: `10001` beside `8400`.
    fn personal(&self, digit: u64, next: u64, id: u64) -> Result<u32, ChartError> {
        let unit = 10_u64.pow(u32::from(self.length));
        let number = (digit * unit).checked_add(id).filter(|number| *number < next * unit);
        number.and_then(|number| u32::try_from(number).ok()).ok_or(ChartError::TooMany)
    }

    /// Where a sale goes: the first row that fits. An unknown country fits where category and rate do; what fits
    /// nowhere goes to the accounts of all the rest.
    pub fn sale(&self, sold: &SaleTax) -> Sale {
        let fits = |row: &&SaleRow| {
            let is_country = match (&row.country, sold.country) {
                (Some(code), Some(country)) => code == country.code(),
                _ => true,
            };
            let is_rate = row.rate.as_deref().is_none_or(|rate| Rate::parse_percent(rate) == Some(sold.rate));
            is_country && is_rate && row.category == sold.category
        };
        let rest = |account: LedgerAccount| self.accounts.get(&account).copied().unwrap_or_default();
        let tax = rest(LedgerAccount::OutputVat);
        match self.sales.iter().find(fits) {
            Some(row) if row.automatic => Sale { revenue: row.revenue, tax: Tax::Automatic },
            Some(row) => Sale { revenue: row.revenue, tax: Tax::Account(row.tax.unwrap_or(tax)) },
            None => Sale { revenue: rest(LedgerAccount::Revenue), tax: Tax::Account(tax) },
        }
    }
}

/// `8400` with six digits is `840000`.
fn lengthened(number: u32, length: u8) -> u32 {
    number.saturating_mul(10_u32.saturating_pow(u32::from(length.saturating_sub(LENGTH_OF_FILES))))
}

impl SaleTax {
    /// Both forms of the sub-accounts of output VAT: the rate alone, as it was first, and
    /// `(country << 32) | (category << 24) | rate in millionths`, with the two letters of the country as a number.
    pub fn of_sub_account(number: u64) -> SaleTax {
        let rate = Rate::from_millionths(i64::try_from(number & 0xff_ffff).unwrap_or(0));
        let letter = |shift: u32| u8::try_from((number >> shift) & 0xff).map(char::from).unwrap_or_default();
        SaleTax {
            country: Country::parse(&format!("{}{}", letter(40), letter(32))),
            category: category((number >> 24) & 0xff),
            rate,
        }
    }
}

/// The category of a number in keys; documents from before it was kept were all of the usual one.
const fn category(number: u64) -> &'static str {
    match number {
        2 => "Z",
        3 => "E",
        4 => "AE",
        5 => "K",
        6 => "G",
        7 => "O",
        _ => "S",
    }
}
