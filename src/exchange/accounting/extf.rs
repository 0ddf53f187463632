//! What all files of DATEV's format EXTF 700 have in common: the first line, and how fields stand in the others.

use crate::business::ledger::BooksSettings;
use crate::exchange::accounting::Chart;
use crate::values::{Currency, Day, Instant, Period};

const VERSION: u16 = 700;
const NAME_MAX: usize = 30;

/// What the first line says.
pub(super) struct Head<'h> {
    pub settings: &'h BooksSettings,
    pub chart: &'h Chart,
    pub currency: Currency,
    pub made_at: Instant,
    pub format: Format,
    /// A day in the business year.
    pub day: Day,
    pub name: &'h str,
    /// Of bookings only: their days, and whether nothing changes in them any more.
    pub batch: Option<(Period, bool)>,
}

/// Number, name and version of a category.
#[derive(Clone, Copy)]
pub(super) struct Format(pub u8, pub &'static str, pub u8);

impl Head<'_> {
    /// The 31 fields.
    pub fn line(&self) -> String {
        let settings = self.settings;
        let begin = settings.year_begins(self.day).unwrap_or(self.day);
        // DATEV wants year to thousandth of a second as digits and nothing else.
        let made: String = self.made_at.to_string().chars().filter(char::is_ascii_digit).chain("000".chars()).collect();
        let made: String = made.chars().take(17).collect();
        let (first, last, kind, purpose, closed) = match self.batch {
            Some((month, closed)) => (compact(month.first()), compact(month.last()), "1", "0", digit(closed)),
            None => (String::new(), String::new(), "", "", ""),
        };
        let Format(category, format, version) = self.format;
        format!(
            "\"EXTF\";{VERSION};{category};\"{format}\";{version};{made};;\"KO\";\"Kontor\";\"\";{consultant};{client};\
             {begin};{length};{first};{last};{name};\"\";{kind};{purpose};{closed};\"{currency}\";;\"\";;;\"{chart}\";;;\
             \"\";\"\"\r\n",
            consultant = settings.consultant.unwrap_or_default(),
            client = settings.client.unwrap_or_default(),
            begin = compact(begin),
            length = settings.account_length,
            name = quoted(&shortened(self.name, NAME_MAX)),
            currency = self.currency.code(),
            chart = self.chart.header(),
        )
    }
}

fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

pub(super) const fn digit(yes: bool) -> &'static str {
    if yes { "1" } else { "0" }
}

/// One line, its columns counted from 1.
pub(super) struct Row(Vec<String>);

impl Row {
    pub fn new(columns: usize) -> Row {
        Row(vec![String::new(); columns])
    }

    pub fn plain(&mut self, column: usize, value: String) {
        if let Some(field) = column.checked_sub(1).and_then(|at| self.0.get_mut(at)) {
            *field = value;
        }
    }

    pub fn text(&mut self, column: usize, value: &str) {
        self.plain(column, quoted(value));
    }

    /// Left empty where there is nothing, and cut where it is too long.
    pub fn some_text(&mut self, column: usize, value: &str, most: usize) {
        if !value.is_empty() {
            self.text(column, &shortened(value, most));
        }
    }

    pub fn finish(self) -> String {
        format!("{}\r\n", self.0.join(";"))
    }
}

/// Line ends inside a text would end the line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\"\""),
            sign if sign.is_control() => out.push(' '),
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

pub(super) fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
