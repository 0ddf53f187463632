//! What the tax adviser's program has to know of the firm.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::LedgerAccount;
use crate::business::ledger::records::ONLY_TO_BOOKS_SETTINGS;
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Tx};
use crate::store::{Read, Stored, Subject};
use crate::values::{Day, Period};

/// A chart of accounts that Kontor knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChartKind {
    Skr03,
    Skr04,
    /// Österreichischer Einheitskontenrahmen.
    Ekr,
}

/// The program of the tax adviser, which a chart goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BooksProgram {
    Datev,
    Bmd,
}

/// What is sold under which tax, as charts tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SaleKind {
    HomeStandard,
    HomeReduced,
    /// Austria's rate between the two.
    HomeMiddle,
    HomeZero,
    /// Taxed in another member state.
    Oss,
    IntraEu,
    Export,
    ReverseChargeHome,
    ReverseCharge,
    SmallBusiness,
    OutOfScope,
}

/// Exporters of other makers disagree on these, and each firm's BMD is set up for one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BmdTerms {
    pub columns: BmdColumns,
    pub tax_sign: BmdTaxSign,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BmdColumns {
    /// `gkonto`, `belegdatum`, `buchsymbol`, `buchcode`, `prozent`, `steuercode`.
    #[default]
    Long,
    /// `gkto`, `belegdat`, `symbol`, `bucod`, `mwst`, `steucod`.
    Short,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BmdTaxSign {
    /// As it is booked: output VAT is negative where the debtor's amount is positive.
    #[default]
    AsBooked,
    AsAmount,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BooksSettings {
    pub chart: ChartKind,
    /// The tax adviser's number at DATEV, and the firm's number there.
    pub consultant: Option<u32>,
    pub client: Option<u32>,
    /// The month in which the business year begins.
    pub first_month: u8,
    /// How many digits the accounts have that are not personal.
    pub account_length: u8,
    /// Numbers that are other than those of the chart.
    pub overrides: Vec<(LedgerAccount, u32)>,
    /// Accounts of revenue that are other than those of the chart.
    pub own_sales: Vec<(SaleKind, u32)>,
    pub bmd: BmdTerms,
}

impl ChartKind {
    pub const ALL: [ChartKind; 3] = [ChartKind::Skr03, ChartKind::Skr04, ChartKind::Ekr];

    /// A stable word for forms and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            ChartKind::Skr03 => "skr03",
            ChartKind::Skr04 => "skr04",
            ChartKind::Ekr => "ekr",
        }
    }

    pub fn from_word(word: &str) -> Option<ChartKind> {
        ChartKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl ChartKind {
    pub const fn program(self) -> BooksProgram {
        match self {
            ChartKind::Skr03 | ChartKind::Skr04 => BooksProgram::Datev,
            ChartKind::Ekr => BooksProgram::Bmd,
        }
    }
}

impl SaleKind {
    pub const ALL: [SaleKind; 11] = [
        SaleKind::HomeStandard,
        SaleKind::HomeReduced,
        SaleKind::HomeMiddle,
        SaleKind::HomeZero,
        SaleKind::Oss,
        SaleKind::IntraEu,
        SaleKind::Export,
        SaleKind::ReverseChargeHome,
        SaleKind::ReverseCharge,
        SaleKind::SmallBusiness,
        SaleKind::OutOfScope,
    ];

    /// A stable word for charts, forms and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            SaleKind::HomeStandard => "home_standard",
            SaleKind::HomeReduced => "home_reduced",
            SaleKind::HomeMiddle => "home_middle",
            SaleKind::HomeZero => "home_zero",
            SaleKind::Oss => "oss",
            SaleKind::IntraEu => "intra_eu",
            SaleKind::Export => "export",
            SaleKind::ReverseChargeHome => "reverse_charge_home",
            SaleKind::ReverseCharge => "reverse_charge",
            SaleKind::SmallBusiness => "small_business",
            SaleKind::OutOfScope => "out_of_scope",
        }
    }

    pub fn from_word(word: &str) -> Option<SaleKind> {
        SaleKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl BmdColumns {
    pub const ALL: [BmdColumns; 2] = [BmdColumns::Long, BmdColumns::Short];

    /// A stable word for forms and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            BmdColumns::Long => "long",
            BmdColumns::Short => "short",
        }
    }

    pub fn from_word(word: &str) -> Option<BmdColumns> {
        BmdColumns::ALL.into_iter().find(|columns| columns.word() == word)
    }
}

impl BmdTaxSign {
    pub const ALL: [BmdTaxSign; 2] = [BmdTaxSign::AsBooked, BmdTaxSign::AsAmount];

    /// A stable word for forms and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            BmdTaxSign::AsBooked => "as_booked",
            BmdTaxSign::AsAmount => "as_amount",
        }
    }

    pub fn from_word(word: &str) -> Option<BmdTaxSign> {
        BmdTaxSign::ALL.into_iter().find(|sign| sign.word() == word)
    }
}

impl BooksSettings {
    pub const CONSULTANTS: (u32, u32) = (1_001, 9_999_999);
    pub const CLIENTS: (u32, u32) = (1, 99_999);
    pub const LENGTHS: (u32, u32) = (4, 8);

    /// The first day of the business year in which a day lies.
    pub fn year_begins(&self, day: Day) -> Option<Day> {
        let month = i8::try_from(self.first_month).ok()?;
        let this = Day::new(day.year(), month, 1)?;
        if this <= day { Some(this) } else { Some(Period::month_of(this.plus_months(-12)).first()) }
    }

    fn is_right(&self) -> bool {
        let within = |(least, most): (u32, u32), number: u32| (least..=most).contains(&number);
        let fits = |bounds: (u32, u32), number: Option<u32>| match number {
            Some(number) => within(bounds, number),
            None => self.chart.program() != BooksProgram::Datev,
        };
        let highest = 10_u32.saturating_pow(u32::from(self.account_length));
        let mut own = self.overrides.iter().map(|(_, own)| own).chain(self.own_sales.iter().map(|(_, own)| own));
        fits(BooksSettings::CONSULTANTS, self.consultant)
            && fits(BooksSettings::CLIENTS, self.client)
            && within(BooksSettings::LENGTHS, u32::from(self.account_length))
            && (1..=12).contains(&self.first_month)
            && own.all(|number| (1..highest).contains(number))
    }
}

impl Stored for BooksSettings {
    const VERSION: u8 = 1;
}

/// The tax adviser's settings are others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BooksSettingsChanged {
    pub settings: BooksSettings,
}

impl Happening for BooksSettingsChanged {
    const ROOM: &'static str = "ledger";
    const NAME: &'static str = "books_settings_changed";

    fn subject(&self) -> Subject {
        Subject { kind: "firm".to_owned(), id: 1 }
    }
}

pub fn books_settings(r: &dyn Read) -> Option<BooksSettings> {
    r.get(&ONLY_TO_BOOKS_SETTINGS, &())
}

/// Files that are given out from now on are written by these.
pub fn set_books_settings(tx: &mut Tx, settings: &BooksSettings) -> Result<(), Failure> {
    tx.require(Permission::LedgerView)?;
    tx.require(Permission::DataExport)?;
    if !settings.is_right() {
        return Err(Complaint::new("books.refusal.settings").into());
    }
    if books_settings(tx).as_ref() == Some(settings) {
        return Ok(());
    }
    let told = tx.record(BooksSettingsChanged { settings: settings.clone() });
    tx.save(&told, &ONLY_TO_BOOKS_SETTINGS, &(), settings);
    Ok(())
}
