//! Rules of reminders: when, what they cost, in which words, and how each level looks.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::sample_reminder;
use crate::business::billing::reminders::{
    DAYS_MAX, LEVELS_MAX, Law, ReminderLevel, ReminderRules, change_reminder_rules, half_year_of, reminder_rules,
};
use crate::business::failure::{Complaint, Failure};
use crate::business::firm;
use crate::business::permission::Permission;
use crate::portals::fields::Filled;
use crate::portals::office::firm::{Office, PartForm, answered, local_pairs, local_text, pair, part_form, tab_page};
use crate::portals::office::frame;
use crate::text;
use crate::texts;
use crate::values::{Currency, Day, Language, LocalText, Rate};
use crate::web::parts::{
    Breadth, DocumentLink, Field, checkbox_field, documents, field_row, fieldset, fold, money_field, number_field,
    paragraph, section, text_field, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, see_file};

pub fn routes() -> Routes {
    Routes::new().page(path(), show).form(path(), change).page("/office/firm/reminders/{level}/{language}", sample)
}

pub const fn path() -> &'static str {
    "/office/firm/reminders"
}

/// What the page needs beside the firm.
struct Known {
    rules: ReminderRules,
    today: Day,
    law: Option<Law>,
}

fn known(visit: &Visit) -> Result<Known, Failure> {
    visit.read(|view| {
        view.require(Permission::FirmEdit)?;
        Ok(Known { rules: reminder_rules(view), today: view.today(), law: Law::of(firm::home(view)) })
    })
}

async fn show(visit: Visit) -> Answer {
    let (office, known) = (visit.read(|view| Office::of(view, &visit))?, known(&visit)?);
    let typed = stored(visit.language, &known);
    frame::show(&visit, &page(&visit, &office, &typed, &known, &Complaints::default()))
}

/// A letter of a level, as it would look by the rules that hold.
async fn sample(visit: Visit, Path((level, language)): Path<(String, String)>) -> Answer {
    let level: u8 = level.parse().map_err(|_| Failure::not_found())?;
    let tag = language.trim_end_matches(".pdf");
    let language = Language::parse(tag).ok_or_else(Failure::not_found)?;
    let document = visit.read_aside(move |view| sample_reminder(view, &reminder_rules(view), level, language)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let (office, before) = (visit.read(|view| Office::of(view, &visit))?, known(&visit)?);
    let seen = typed.text("seen").to_owned();
    let outcome = match read(&typed, &before, office.firm.currency) {
        Ok(rules) => visit.write(move |tx| change_reminder_rules(tx, &rules, &seen)).await,
        Err(complaints) => Err(complaints.into()),
    };
    answered(&visit, path(), outcome, |office, complaints| page(&visit, office, &typed, &before, complaints))
}

fn read(typed: &Typed, before: &Known, currency: Currency) -> Result<ReminderRules, Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let mut levels = Vec::new();
    for number in 1..=LEVELS_MAX {
        // A level without days is none; the first there always is.
        let days = format!("days_{number}");
        if number > 1 && typed.text(&days).trim().is_empty() {
            break;
        }
        let after_days = reading.number(&days, 1, DAYS_MAX);
        let pay_days = reading.number(&format!("pay_{number}"), 1, DAYS_MAX);
        let fee = reading.money(&format!("fee_{number}"), currency);
        let fee_consumers = reading.money(&format!("consumers_{number}"), currency);
        let (title, words) = (format!("title_{number}"), format!("words_{number}"));
        if let (Some(after_days), Some(pay_days), Some(fee), Some(fee_consumers)) =
            (after_days, pay_days, fee, fee_consumers)
        {
            let (title, words) =
                (own(local_text(typed, &title), number, "title"), own(local_text(typed, &words), number, "letter"));
            levels.push(ReminderLevel { after_days, pay_days, fee, fee_consumers, title, words });
        }
    }
    let least = reading.money("least", currency);
    let bank_days_max = reading.number("bank_days", 0, DAYS_MAX);
    let base_rate = typed.text("base_rate").trim();
    let mut base_rates = before.rules.base_rates.clone();
    if !base_rate.is_empty() {
        match Rate::parse_percent(base_rate) {
            Some(rate) => {
                let from = half_year_of(before.today);
                base_rates.retain(|(known, _)| *known != from);
                // What Kontor knows by itself need not be kept.
                if before.law.and_then(|law| law.base_rate(from, &base_rates)) != Some(rate) {
                    base_rates.push((from, rate));
                }
            }
            None => reading.complain(Complaint::new("office_reminders.rules.base_rate_wrong").at("base_rate")),
        }
    }
    let charges_interest = reading.ticked("interest");
    match (least, bank_days_max, reading.into_complaints()) {
        (Some(least), Some(bank_days_max), complaints) if complaints.is_empty() => {
            Ok(ReminderRules { levels, charges_interest, least, bank_days_max, base_rates })
        }
        (_, _, complaints) => Err(complaints),
    }
}

/// Words that are those of Kontor are not kept, so that they stay those of Kontor.
fn own(typed: LocalText, number: usize, kind: &str) -> LocalText {
    let of = |language: Language, words: String| {
        let ours = text!(language, &format!("reminders.words.{kind}_{number}"));
        let words = words.replace("\r\n", "\n");
        if words == ours { String::new() } else { words }
    };
    LocalText { de: of(Language::De, typed.de), en: of(Language::En, typed.en), zh: of(Language::Zh, typed.zh) }
}

fn stored(language: Language, known: &Known) -> Typed {
    let (rules, plain) = (&known.rules, |amount| texts::plain_money(language, amount));
    let mut pairs = vec![
        pair("least", &plain(rules.least)),
        pair("bank_days", &rules.bank_days_max.to_string()),
        pair("interest", if rules.charges_interest { "yes" } else { "" }),
    ];
    let told = known.law.filter(|law| law.is_told(known.today, &rules.base_rates));
    let base_rate = told.and_then(|law| law.base_rate(known.today, &rules.base_rates));
    pairs
        .push(pair("base_rate", &base_rate.map_or_else(String::new, |rate| texts::decimal(language, &rate.percent()))));
    for (number, level) in (1_u8..).zip(&rules.levels) {
        pairs.push(pair(&format!("days_{number}"), &level.after_days.to_string()));
        pairs.push(pair(&format!("pay_{number}"), &level.pay_days.to_string()));
        pairs.push(pair(&format!("fee_{number}"), &plain(level.fee)));
        pairs.push(pair(&format!("consumers_{number}"), &plain(level.fee_consumers)));
        let of = |say: &dyn Fn(Language) -> String| LocalText {
            de: say(Language::De),
            en: say(Language::En),
            zh: say(Language::Zh),
        };
        pairs.extend(local_pairs(&format!("title_{number}"), &of(&|language| rules.title(number, language))));
        pairs.extend(local_pairs(&format!("words_{number}"), &of(&|language| rules.words(number, language))));
    }
    Typed::from_pairs(pairs)
}

fn page(visit: &Visit, office: &Office, typed: &Typed, known: &Known, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let fields = html! {
        @for number in 1..=LEVELS_MAX { (level_fields(&filled, number)) }
        (fieldset(&text!(language, "office_reminders.rules.interest"), interest_fields(&filled, known)))
        (fieldset(&text!(language, "office_reminders.rules.all"), html! {
            (field_row(&[
                money_field(language, &short(&filled, "least", "office_reminders.rules.least")),
                number_field(language, &Field {
                    hint: Some(text!(language, "office_reminders.rules.bank_days_hint")),
                    ..short(&filled, "bank_days", "office_reminders.rules.bank_days")
                }),
            ]))
        }))
    };
    // Whoever mends what was typed has not seen what somebody else may have set meanwhile.
    let seen = if typed.has("seen") { typed.text("seen").to_owned() } else { known.rules.mark() };
    let body = html! {
        (paragraph(&text!(language, "office_reminders.rules.lead")))
        (section(&text!(language, "office_reminders.rules.samples"), documents(&samples(language, &known.rules))))
        (part_form(visit, &PartForm { path: path(), seen, complaints, fields }))
    };
    tab_page(visit, office, path(), body)
}

fn samples(language: Language, rules: &ReminderRules) -> Vec<DocumentLink> {
    let of = |number: u8| {
        Language::ALL.map(|read_in| DocumentLink {
            label: rules.title(number, read_in),
            href: format!("{}/{number}/{}.pdf", path(), read_in.tag()),
            kind: "PDF".to_owned(),
            note: Some(text!(language, "office_reminders.level", number = number)),
        })
    };
    (1_u8..).zip(&rules.levels).flat_map(|(number, _)| of(number)).collect()
}

fn short<'f>(filled: &Filled<'f>, name: &'f str, key: &'static str) -> Field<'f> {
    Field { breadth: Breadth::Short, ..filled.field(name, text!(filled.language, key)) }
}

/// The names of the fields of a level, by its number.
const FIELDS: [[&str; 4]; LEVELS_MAX] = [
    ["days_1", "pay_1", "fee_1", "consumers_1"],
    ["days_2", "pay_2", "fee_2", "consumers_2"],
    ["days_3", "pay_3", "fee_3", "consumers_3"],
];
const WORDS: [[[&str; 2]; 3]; LEVELS_MAX] = [
    [["title_1_de", "words_1_de"], ["title_1_en", "words_1_en"], ["title_1_zh", "words_1_zh"]],
    [["title_2_de", "words_2_de"], ["title_2_en", "words_2_en"], ["title_2_zh", "words_2_zh"]],
    [["title_3_de", "words_3_de"], ["title_3_en", "words_3_en"], ["title_3_zh", "words_3_zh"]],
];

fn level_fields(filled: &Filled, number: usize) -> Markup {
    let language = filled.language;
    let place = number.saturating_sub(1);
    let Some(([days, pay, fee, consumers], words)) = FIELDS.get(place).zip(WORDS.get(place)) else {
        return html! {};
    };
    let after = if number == 1 { "office_reminders.rules.after_due" } else { "office_reminders.rules.after_last" };
    fieldset(
        &text!(language, "office_reminders.level", number = number),
        html! {
            (field_row(&[
                number_field(language, &Field { optional: number > 1, ..short(filled, days, after) }),
                number_field(language, &short(filled, pay, "office_reminders.rules.pay_days")),
            ]))
            (field_row(&[
                money_field(language, &short(filled, fee, "office_reminders.rules.fee")),
                money_field(language, &short(filled, consumers, "office_reminders.rules.consumers")),
            ]))
            (fold(&text!(language, "office_reminders.rules.words"), html! {
                @for (in_language, [title, letter]) in Language::ALL.iter().zip(words) {
                    @let name = in_language.own_name();
                    (text_field(language, &filled.field(title, text!(language, "office_reminders.rules.title", language = name))))
                    (textarea_field(language, &filled.field(letter, text!(language, "office_reminders.rules.letter", language = name)), 4))
                }
            }))
        },
    )
}

fn interest_fields(filled: &Filled, known: &Known) -> Markup {
    let language = filled.language;
    let Some(law) = known.law else {
        return paragraph(&text!(language, "office_reminders.rules.no_law"));
    };
    let rates = [false, true].map(|is_consumer| {
        texts::percent(language, law.interest_rate(is_consumer, known.today, &known.rules.base_rates))
    });
    let [firms, consumers] = rates;
    html! {
        (checkbox_field(language, &Field {
            hint: Some(text!(
                language,
                &format!("office_reminders.rules.law_{}", law.word()),
                firms = firms,
                consumers = consumers
            )),
            ..filled.field("interest", text!(language, "office_reminders.rules.charge_interest"))
        }))
        (number_field(language, &Field {
            optional: true,
            unit: Some("%".to_owned()),
            hint: Some(text!(
                language,
                "office_reminders.rules.base_rate_hint",
                day = texts::day(language, half_year_of(known.today))
            )),
            ..short(filled, "base_rate", "office_reminders.rules.base_rate")
        }))
    }
}
