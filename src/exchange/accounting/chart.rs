//! Charts of accounts, read from their files.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::business::ledger::{BooksSettings, ChartKind, LedgerAccount, LedgerKey, SaleKind, TaxTag};
use crate::values::{Country, Rate};

/// Where a sale goes: the account of the revenue, and how its tax gets to the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale {
    pub revenue: u32,
    pub tax: Tax,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tax {
    /// The account of the revenue takes the gross amount.
    Automatic,
    /// The gross amount goes with a key, by which the program finds the tax.
    Keyed(u16),
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
    home: Option<Country>,
    /// Where the firm is at home, which may be elsewhere.
    firm: Country,
    length: u8,
    personal: Personal,
    accounts: BTreeMap<LedgerAccount, u32>,
    sales: Vec<SaleRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChartFile {
    header: String,
    /// The country for whose taxes the rows are meant.
    home: String,
    personal: Personal,
    /// By their words; a chart may know accounts that our books do not have yet.
    accounts: BTreeMap<String, u32>,
    sale: Vec<SaleRow>,
}

/// How personal accounts are numbered.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Personal {
    /// The first digit of the accounts of debtors.
    debtors: u64,
    creditors: u64,
    /// So many digits longer than the others.
    longer: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaleRow {
    kind: String,
    place: Option<Place>,
    category: String,
    rate: Option<String>,
    revenue: u32,
    tax: Option<u32>,
    key: Option<u16>,
    #[serde(default)]
    automatic: bool,
}

/// To whose VAT a row belongs, or where goods went that bear none.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Place {
    Home,
    /// Another member state.
    Union,
}

/// Charts are written with accounts of four digits; longer ones get zeros behind.
const LENGTH_OF_FILES: u8 = 4;

const fn file_of(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Skr03 => include_str!("../../../assets/charts/skr03.toml"),
        ChartKind::Skr04 => include_str!("../../../assets/charts/skr04.toml"),
        ChartKind::Ekr => include_str!("../../../assets/charts/ekr.toml"),
    }
}

impl Chart {
    /// The chart of a firm, with its own numbers in the place of the usual ones.
    pub fn of(settings: &BooksSettings, firm: Country) -> Result<Chart, ChartError> {
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
        let own_sale =
            |word: &str| settings.own_sales.iter().find(|(kind, _)| kind.word() == word).map(|(_, number)| *number);
        let longer = |row: SaleRow| SaleRow {
            revenue: own_sale(&row.kind).unwrap_or_else(|| lengthened(row.revenue, length)),
            tax: row.tax.map(|number| lengthened(number, length)),
            ..row
        };
        let sales = file.sale.into_iter().map(longer).collect();
        let (header, home) = (file.header, Country::parse(&file.home));
        Ok(Chart { header, home, firm, length, personal: file.personal, accounts, sales })
    }

    /// How many kinds of sales it tells apart.
    pub fn rows(&self) -> usize {
        self.sales.len()
    }

    /// DATEV's number of the chart.
    pub fn header(&self) -> &str {
        &self.header
    }

    pub fn length(&self) -> u8 {
        self.length
    }

    /// Whether its taxes are those of the firm's country.
    pub fn is_of_home(&self) -> bool {
        self.home == Some(self.firm)
    }

    /// The number of an account of ours. The personal ones have one for each customer and each partner; guests share
    /// the first, since collective accounts are not booked on by hand.
    pub fn number_of(&self, key: LedgerKey) -> Result<u32, ChartError> {
        match key.account {
            LedgerAccount::Receivables => self.debtor(key.sub_account),
            LedgerAccount::CommissionPayable => self.creditor(key.sub_account),
            account => self.accounts.get(&account).copied().ok_or(ChartError::Missing(account)),
        }
    }

    pub fn debtor(&self, customer: u64) -> Result<u32, ChartError> {
        self.personal(self.personal.debtors, self.personal.creditors, customer)
    }

    pub fn creditor(&self, partner: u64) -> Result<u32, ChartError> {
        self.personal(self.personal.creditors, 10, partner)
    }

    pub fn is_personal(&self, number: u32) -> bool {
        number >= 10_u32.saturating_pow(u32::from(self.length))
    }

    /// Personal accounts are longer than the others: `10001` beside `8400`.
    fn personal(&self, digit: u64, next: u64, id: u64) -> Result<u32, ChartError> {
        let unit = 10_u64.saturating_pow(u32::from(self.length + self.personal.longer - 1));
        let number = (digit * unit).checked_add(id).filter(|number| *number < next * unit);
        number.and_then(|number| u32::try_from(number).ok()).ok_or(ChartError::TooMany)
    }

    /// Where a sale goes: the first row that fits; what fits nowhere goes to the accounts of all the rest.
    pub fn sale(&self, sold: TaxTag) -> Sale {
        let fits = |row: &&SaleRow| {
            let is_place = match row.place {
                Some(Place::Home) => self.home == Some(sold.country),
                Some(Place::Union) => self.home != Some(sold.country) && self.firm != sold.country,
                None => true,
            };
            let is_rate = row.rate.as_deref().is_none_or(|rate| Rate::parse_percent(rate) == Some(sold.rate));
            is_place && is_rate && row.category == sold.category.code()
        };
        let rest = |account: LedgerAccount| self.accounts.get(&account).copied().unwrap_or_default();
        let tax = rest(LedgerAccount::OutputVat);
        match self.sales.iter().find(fits) {
            Some(row) if row.automatic => Sale { revenue: row.revenue, tax: Tax::Automatic },
            Some(SaleRow { revenue, key: Some(key), .. }) => Sale { revenue: *revenue, tax: Tax::Keyed(*key) },
            Some(row) => Sale { revenue: row.revenue, tax: Tax::Account(row.tax.unwrap_or(tax)) },
            None => Sale { revenue: rest(LedgerAccount::Revenue), tax: Tax::Account(tax) },
        }
    }
}

/// What a chart says before a firm has numbers of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsualNumbers {
    pub accounts: Vec<(LedgerAccount, u32)>,
    /// The accounts of revenue, for each kind of sales that the chart tells apart.
    pub sales: Vec<(SaleKind, u32)>,
}

pub fn usual_numbers(kind: ChartKind, length: u8) -> UsualNumbers {
    let Ok(file) = toml::from_str::<ChartFile>(file_of(kind)) else { return UsualNumbers::default() };
    let account =
        |(word, number): (&String, &u32)| Some((LedgerAccount::from_word(word)?, lengthened(*number, length)));
    let sale = |row: &SaleRow| Some((SaleKind::from_word(&row.kind)?, lengthened(row.revenue, length)));
    UsualNumbers {
        accounts: file.accounts.iter().filter_map(account).collect(),
        sales: file.sale.iter().filter_map(sale).collect(),
    }
}

/// `8400` with six digits is `840000`.
fn lengthened(number: u32, length: u8) -> u32 {
    number.saturating_mul(10_u32.saturating_pow(u32::from(length.saturating_sub(LENGTH_OF_FILES))))
}
