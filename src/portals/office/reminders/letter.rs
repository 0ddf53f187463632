//! A letter before it is sent: what it asks for, and why.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::billing::reminders::{LeftOut, PlannedLetter, PlannedLine};
use crate::business::cases::plan_reminders;
use crate::business::failure::Failure;
use crate::business::ledger::Party;
use crate::business::permission::Permission;
use crate::portals::office::frame;
use crate::portals::office::reminders::list::{list_path, send_form};
use crate::portals::office::reminders::stop::stop_path;
use crate::portals::office::reminders::words::{below, left_out_reason, level_state, line_reason, party_link};
use crate::portals::office::subjects::invoice_path;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Money};
use crate::web::parts::{
    Column, Fact, Link, Row, SumLine, Table, facts, figure, section, small, sums, table, text_link, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/office/reminders/to/{party}", show).behind(Permission::BillingRemind)
}

/// The letter to one party.
pub fn letter_path(party: Party) -> String {
    format!("/office/reminders/to/{}", party.word())
}

struct LetterPage {
    language: Language,
    csrf: String,
    today: Day,
    letter: PlannedLetter,
    left_out: Vec<LeftOut>,
    party: Link,
}

async fn show(visit: Visit, Path(word): Path<String>) -> Answer {
    let party = Party::from_word(&word).ok_or_else(Failure::not_found)?;
    let page = visit.read(|view| {
        let mut plan = plan_reminders(view)?;
        plan.left_out.retain(|left| left.party == party);
        let letter = plan.letters.into_iter().find(|letter| letter.debtor.party == party);
        let letter = letter.ok_or_else(Failure::not_found)?;
        Ok(LetterPage {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            today: view.today(),
            party: party_link(view, party, &letter.debtor.address.name),
            letter,
            left_out: plan.left_out,
        })
    })?;
    frame::show(&visit, &letter_page(&page))
}

fn letter_page(page: &LetterPage) -> Page {
    let (language, letter) = (page.language, &page.letter);
    Page {
        title: text!(language, "office_reminders.letter.title", name = letter.debtor.address.name),
        state: Some(level_state(language, letter.level)),
        lead: Some(text!(language, "office_reminders.letter.lead", email = letter.debtor.email)),
        back: Some(Link::new(text!(language, "office_reminders.page.title"), list_path())),
        primary: Some(send_form(language, &page.csrf, letter)),
        body: html! {
            (section(&text!(language, "office_reminders.letter.lines"), html! {
                (lines(page))
                (sums(&sum_lines(language, letter)))
            }))
            @let reckoned = interest_lines(language, letter);
            @if !reckoned.is_empty() {
                (section(&text!(language, "office_reminders.letter.interest"), below(&reckoned)))
            }
            @if !page.left_out.is_empty() {
                (section(&text!(language, "office_reminders.view.left_out"), below(&left_out_lines(page))))
            }
        },
        aside: Some(section(
            &text!(language, "office_commissions.sheet.facts"),
            facts(&[
                Fact::new(text!(language, "office_reminders.column.name"), text_link(&page.party)),
                Fact::words(text!(language, "office_reminders.column.pay_by"), &texts::day(language, letter.pay_by)),
                Fact::words(text!(language, "office_reminders.fact.language"), letter.debtor.language.own_name()),
                Fact::words(text!(language, "office_reminders.fact.kind"), &kind(language, letter.debtor.is_consumer)),
            ]),
        )),
        ..Page::default()
    }
}

pub fn kind(language: Language, is_consumer: bool) -> String {
    let key = if is_consumer { "office_reminders.fact.consumer" } else { "office_reminders.fact.business" };
    text!(language, key)
}

fn lines(page: &LetterPage) -> Markup {
    let language = page.language;
    let column = |name: &str| text!(language, &format!("office_reminders.column.{name}"));
    let row = |line: &PlannedLine| {
        let stop = Link::new(text!(language, "office_reminders.stop.title"), stop_path(line.claim.invoice));
        Row::new(vec![
            html! { (text_link(&Link::new(line.claim.number.clone(), invoice_path(line.claim.invoice)))) },
            two_lines(&texts::day_short(language, line.claim.due_on), &line_reason(language, line, page.today)),
            figure(&texts::money(language, line.claim.open)),
            if line.interest.is_empty() { small("–") } else { figure(&texts::money(language, line.interest_sum())) },
            text_link(&stop),
        ])
    };
    table(
        language,
        &Table {
            caption: text!(language, "office_reminders.letter.lines"),
            columns: vec![
                Column::text(column("invoice")),
                Column::text(column("due_on")),
                Column::figure(column("open")),
                Column::figure(column("interest")),
                Column::actions(text!(language, "office_reminders.stop.title")),
            ],
            rows: page.letter.lines.iter().map(row).collect(),
            ..Table::default()
        },
    )
}

fn sum_lines(language: Language, letter: &PlannedLetter) -> Vec<SumLine> {
    let nothing = Money::zero(letter.total.currency());
    let open = letter.lines.iter().fold(nothing, |sum, line| sum + line.claim.open);
    let parts = [
        ("open", open),
        ("earlier", letter.debtor.earlier),
        ("fee", letter.fee),
        ("interest", letter.interest),
        ("against", letter.debtor.against),
    ];
    sums_of(language, &parts, letter.total)
}

/// Parts that are nothing are left out; the whole comes last.
pub fn sums_of(language: Language, parts: &[(&str, Money)], total: Money) -> Vec<SumLine> {
    let line = |word: &str, amount: Money, is_total: bool| SumLine {
        label: text!(language, &format!("office_reminders.sum.{word}")),
        amount: texts::money(language, amount),
        is_total,
    };
    let shown = parts.iter().filter(|(_, amount)| !amount.is_zero());
    shown.map(|(word, amount)| line(word, *amount, false)).chain([line("total", total, true)]).collect()
}

fn interest_lines(language: Language, letter: &PlannedLetter) -> Vec<String> {
    let of = |line: &PlannedLine| {
        let number = line.claim.number.clone();
        line.interest.iter().map(move |stretch| stretch_words(language, &number, stretch)).collect::<Vec<_>>()
    };
    letter.lines.iter().flat_map(of).collect()
}

/// How the interest of some days comes about, as the letter says it.
pub fn stretch_words(
    language: Language,
    number: &str,
    stretch: &crate::business::billing::reminders::Stretch,
) -> String {
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

fn left_out_lines(page: &LetterPage) -> Vec<String> {
    let line = |left: &LeftOut| format!("{}: {}", left.claim.number, left_out_reason(page.language, &left.why));
    page.left_out.iter().map(line).collect()
}
