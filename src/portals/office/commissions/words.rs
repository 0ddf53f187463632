//! Words and figures about runs that several pages share.

use maud::{Markup, html};

use crate::business::commissions::{BonusSum, Check, CheckResult, Run, RunResult, RunState, run_number};
use crate::text;
use crate::texts;
use crate::values::{Currency, Language, Money, RunId};
use crate::web::parts::{
    self, Column, Meaning, Row, SumLine, Table, Tile, figure, section, small, state, table, tiles,
};

/// The state with its meaning: what waits for somebody catches the eye.
pub fn run_state(language: Language, of: RunState) -> Markup {
    let meaning = match of {
        RunState::Open | RunState::Calculated | RunState::Approved => Meaning::Information,
        RunState::Submitted => Meaning::Attention,
        RunState::Posted => Meaning::Good,
        RunState::Refused => Meaning::Bad,
        RunState::Cancelled => Meaning::Neutral,
    };
    state(meaning, &of.say(language))
}

/// "Oktober 2026 · L-0003".
pub fn run_name(language: Language, id: RunId, run: &Run) -> String {
    format!("{} · {}", run_title(language, run), run_number(id))
}

/// "Oktober 2026", or "Korrektur Oktober 2026".
pub fn run_title(language: Language, run: &Run) -> String {
    let period = texts::period(language, run.period);
    match run.corrects {
        None => period,
        Some(_) => text!(language, "office_commissions.run.correction", period = period),
    }
}

/// What a calculation gives, in figures.
pub struct Sums {
    pub distributable: Money,
    pub paid: Money,
    pub breakage: Money,
    /// Below zero.
    pub taken_back: Money,
    pub people: usize,
}

impl Sums {
    pub fn of(result: &RunResult) -> Sums {
        Sums {
            distributable: result.distributable,
            paid: result.paid,
            breakage: result.breakage,
            taken_back: result.taken_back(),
            people: usize::try_from(result.payees).unwrap_or(usize::MAX),
        }
    }
}

/// The figures, and how the commission comes about: what the plan distributes, less what nobody gets, less what is
/// taken back.
pub fn sum_tiles(language: Language, sums: &Sums) -> Markup {
    let money = |amount: Money| texts::money(language, amount);
    let tile = |label: &'static str, figure: String, note: String| Tile {
        label: text!(language, label),
        figure,
        note: Some(note),
        ..Tile::default()
    };
    let people = texts::number(language, i64::try_from(sums.people).unwrap_or(i64::MAX));
    let of_all = text!(language, "office_commissions.sum.paid_note", amount = money(sums.distributable));
    let figures = tiles(&[
        tile("office_commissions.sum.paid", money(sums.paid), of_all),
        tile(
            "office_commissions.sum.breakage",
            money(sums.breakage),
            text!(language, "office_commissions.sum.breakage_note"),
        ),
        tile("office_commissions.sum.people", people, text!(language, "office_commissions.sum.people_note")),
    ]);
    let line = |name: &str, amount: Money, is_total: bool| SumLine {
        label: text!(language, &format!("office_commissions.sum.{name}")),
        amount: money(amount),
        is_total,
    };
    let mut made_of = vec![line("distributable", sums.distributable, false), line("not_given", -sums.breakage, false)];
    made_of.extend((!sums.taken_back.is_zero()).then(|| line("taken_back", sums.taken_back, false)));
    made_of.push(line("paid", sums.paid, true));
    html! {
        (figures)
        (section(&text!(language, "office_commissions.sum.made_of"), parts::sums(&made_of)))
    }
}

/// Every check as a sentence, with what was expected and what was found.
pub fn check_table(language: Language, checks: &[CheckResult], currency: Currency) -> Markup {
    let row = |result: &CheckResult| {
        let written = |value: i64| match result.check {
            Check::NothingLost => texts::money(language, Money::new(value, currency)),
            _ => texts::number(language, value),
        };
        let standing = if result.passed {
            state(Meaning::Good, &text!(language, "office_commissions.check.passed"))
        } else {
            state(Meaning::Bad, &text!(language, "office_commissions.check.failed"))
        };
        Row {
            meaning: if result.passed { Meaning::Neutral } else { Meaning::Bad },
            ..Row::new(vec![
                html! { (result.check.say(language)) },
                standing,
                figure(&written(result.expected)),
                figure(&written(result.found)),
            ])
        }
    };
    table(
        language,
        &Table {
            caption: text!(language, "office_commissions.sheet.checks"),
            columns: vec![
                Column::text(text!(language, "office_commissions.check.what")),
                Column::state(text!(language, "office_commissions.check.result")),
                Column::figure(text!(language, "office_commissions.check.expected")),
                Column::figure(text!(language, "office_commissions.check.found")),
            ],
            rows: checks.iter().map(row).collect(),
            ..Table::default()
        },
    )
}

/// What each bonus gives, with the sum of all.
pub fn bonus_table(language: Language, by_bonus: &[BonusSum], sums: &Sums) -> Markup {
    let money = |amount: Money| figure(&texts::money(language, amount));
    let row = |sum: &BonusSum| Row::new(vec![html! { (sum.title.get(language)) }, money(sum.amount)]);
    let back = texts::money(language, sums.taken_back);
    html! {
        (table(
            language,
            &Table {
                caption: text!(language, "office_commissions.sheet.by_bonus"),
                columns: vec![
                    Column::text(text!(language, "office_commissions.column.bonus")),
                    Column::figure(text!(language, "office_commissions.column.total")),
                ],
                rows: by_bonus.iter().map(row).collect(),
                sums: vec![html! { (text!(language, "office_commissions.sum.together")) }, money(sums.paid)],
                ..Table::default()
            },
        ))
        @if !sums.taken_back.is_zero() {
            (small(&text!(language, "office_commissions.sum.after_taken_back", amount = back)))
        }
    }
}
