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
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BooksSettings {
    pub chart: ChartKind,
    /// The tax adviser's number at DATEV, and the firm's number there.
    pub consultant: u32,
    pub client: u32,
    /// The month in which the business year begins.
    pub first_month: u8,
    /// How many digits the accounts have that are not personal.
    pub account_length: u8,
    /// Numbers that are other than those of the chart.
    pub overrides: Vec<(LedgerAccount, u32)>,
}

impl ChartKind {
    pub const ALL: [ChartKind; 2] = [ChartKind::Skr03, ChartKind::Skr04];

    /// A stable word for forms and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            ChartKind::Skr03 => "skr03",
            ChartKind::Skr04 => "skr04",
        }
    }

    pub fn from_word(word: &str) -> Option<ChartKind> {
        ChartKind::ALL.into_iter().find(|kind| kind.word() == word)
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
        let highest = 10_u32.saturating_pow(u32::from(self.account_length));
        within(BooksSettings::CONSULTANTS, self.consultant)
            && within(BooksSettings::CLIENTS, self.client)
            && within(BooksSettings::LENGTHS, u32::from(self.account_length))
            && (1..=12).contains(&self.first_month)
            && self.overrides.iter().all(|(_, number)| (1..highest).contains(number))
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
