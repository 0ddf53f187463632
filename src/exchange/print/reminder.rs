//! Reminders: what is late, what the delay costs and why, and how to pay it.

use crate::business::billing::reminders::{Reminder, ReminderLine, Stretch};
use crate::exchange::print::document::{Document, Particulars, PrintError, produce};
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::letter::{Letter, Letterhead};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::exchange::print::pay::{self, Payment};
use crate::exchange::print::table::{Cell, Column, Row, Table};
use crate::text;
use crate::texts;
use crate::values::Money;

pub struct ReminderPrint<'p> {
    pub head: Letterhead<'p>,
    pub reminder: &'p Reminder,
    /// Empty for guests.
    pub customer_number: String,
}

pub fn reminder(print: &ReminderPrint) -> Result<Document, PrintError> {
    let (reminder, language) = (print.reminder, print.reminder.language);
    let title = format!("{} {}", reminder.title, reminder.number);
    let name = format!("{}.pdf", reminder.number);
    let particulars = Particulars { name, title: title.clone(), language, created_at: reminder.at };
    produce(&print.head, &particulars, |fonts, logo| pages(print, fonts, logo, &title))
}

fn pages(print: &ReminderPrint, fonts: &Fonts<'_>, logo: Option<Logo>, title: &str) -> Paper {
    let (reminder, language) = (print.reminder, print.reminder.language);
    let mut letter = Letter::begin(fonts, print.head.firm, logo, language, title);
    letter.envelope(&reminder.address);
    letter.particulars(&[
        (text!(language, "print.reminder.number"), reminder.number.clone()),
        (text!(language, "print.reminder.day"), texts::day(language, reminder.day)),
        (text!(language, "print.customer_number"), print.customer_number.clone()),
    ]);
    letter.title(title);
    for paragraph in reminder.words.lines().filter(|line| !line.trim().is_empty()) {
        letter.paragraph(paragraph.trim());
    }
    letter.table(&lines(reminder));
    letter.sums(&sums(reminder));
    for (number, stretch) in stretches(reminder) {
        letter.paragraph(&interest(reminder, number, stretch));
    }
    let (amount, due) = (texts::money(language, reminder.total), texts::day(language, reminder.pay_by));
    let please = text!(language, "print.reminder.please", amount = amount, day = due);
    let reference = reminder.reference();
    let pay = Payment { firm: print.head.firm, language, amount: reminder.total, reference: &reference, please };
    pay::payment(&mut letter, &pay);
    letter.paragraph(&text!(language, "print.reminder.crossed"));
    letter.finish()
}

fn lines(reminder: &Reminder) -> Table {
    let language = reminder.language;
    let money = |amount: Money| texts::money(language, amount);
    let mut sum = Money::zero(reminder.total.currency());
    let row = |line: &ReminderLine| {
        sum += line.open;
        Row {
            cells: vec![
                Cell::Text(line.number.clone()),
                Cell::Quiet(texts::day_short(language, line.day)),
                Cell::Quiet(texts::day_short(language, line.due_on)),
                Cell::Figure(reminder.day.days_since(line.due_on).to_string()),
                Cell::Figure(money(line.amount)),
                Cell::Figure(money(line.open)),
            ],
            carried: Some(money(sum)),
            is_group: false,
        }
    };
    Table {
        columns: vec![
            Column::rest(text!(language, "print.reminder.invoice")),
            Column::left(text!(language, "print.reminder.of"), 24),
            Column::left(text!(language, "print.reminder.due_on"), 24),
            Column::right(text!(language, "print.reminder.late"), 18),
            Column::right(text!(language, "print.reminder.amount"), 27),
            Column::right(text!(language, "print.reminder.open"), 27),
        ],
        rows: reminder.lines.iter().map(row).collect(),
        carry: Some(text!(language, "print.carried")),
    }
}

/// What is open, what the delay costs, and what is to be paid.
fn sums(reminder: &Reminder) -> Vec<(String, String, bool)> {
    let language = reminder.language;
    let nothing = Money::zero(reminder.total.currency());
    let open = reminder.lines.iter().fold(nothing, |sum, line| sum + line.open);
    let parts = [
        (text!(language, "print.reminder.sum_open"), open),
        (text!(language, "print.reminder.sum_earlier"), reminder.earlier),
        (text!(language, "print.reminder.sum_fee"), reminder.fee()),
        (text!(language, "print.reminder.sum_interest"), reminder.interest()),
        (text!(language, "print.reminder.sum_against"), reminder.against),
    ];
    let parts = parts.into_iter().filter(|(_, amount)| !amount.is_zero());
    let mut rows: Vec<_> = parts.map(|(label, amount)| (label, texts::money(language, amount), false)).collect();
    rows.push((text!(language, "print.reminder.sum_total"), texts::money(language, reminder.total), true));
    rows
}

fn stretches(reminder: &Reminder) -> impl Iterator<Item = (&str, &Stretch)> {
    let of = |line: &'_ ReminderLine| line.interest.iter().filter(|stretch| stretch.interest.is_positive()).count();
    reminder
        .lines
        .iter()
        .filter(move |line| of(line) > 0)
        .flat_map(|line| line.interest.iter().map(|stretch| (line.number.as_str(), stretch)))
}

/// How the interest of some days comes about.
fn interest(reminder: &Reminder, number: &str, stretch: &Stretch) -> String {
    let language = reminder.language;
    text!(
        language,
        "print.reminder.interest",
        number = number,
        open = texts::money(language, stretch.open),
        count = stretch.days,
        from = texts::day(language, stretch.from),
        rate = texts::percent(language, stretch.rate),
        interest = texts::money(language, stretch.interest)
    )
}
