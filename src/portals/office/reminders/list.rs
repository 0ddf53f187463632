//! Who would be written to today: one row a letter, to be chosen and sent.

use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::billing::reminders::{Law, Plan, PlannedLetter, reminder_rules};
use crate::business::cases::{LETTERS_AT_ONCE, plan_reminders, reminders_due, send_reminders};
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::ledger::PartyKind;
use crate::business::payments::bank::newest_statement_day;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::reminders::letter::letter_path;
use crate::portals::office::reminders::sent::sent_path;
use crate::portals::office::reminders::words::{dashed, level_state, level_word, line_reason, views};
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, Language};
use crate::web::parts::{
    Bulk, Column, Empty, Filter, Link, List, Loudness, Meaning, NamedButton, Notice, PostButton, ROWS_PER_PAGE, Row,
    Selection, Table, figure, link_button, list_page, menu_link, named_button, notice, post_button, submit_button,
    two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).form(SEND_PATH, send).behind(Permission::BillingRemind)
}

pub const fn list_path() -> &'static str {
    "/office/reminders"
}

const FILE_PATH: &str = "/office/reminders.csv";
const SEND_PATH: &str = "/office/reminders/send";
const LEVEL: &str = "level";
const KIND: &str = "kind";
const KNOWN: &[&str] = &[LEVEL, KIND];
/// The check boxes, and the button for everybody.
const CHOSEN: &str = "letter";
const ALL: &str = "all";
const FORM: &str = "reminders";
const KINDS: [PartyKind; 2] = [PartyKind::Customer, PartyKind::Guest];

/// What the page shows beside the letters.
struct Standing {
    language: Language,
    csrf: String,
    today: Day,
    may_edit: bool,
    /// What somebody should do or know before sending.
    warnings: Vec<(Meaning, String)>,
}

impl Standing {
    fn of(view: &View<'_>, visit: &Visit) -> Standing {
        let (language, today, rules) = (visit.language, view.today(), reminder_rules(view));
        let mut warnings = Vec::new();
        match newest_statement_day(view) {
            None => warnings.push((Meaning::Information, text!(language, "office_reminders.warning.no_statement"))),
            Some(day) if today.days_since(day) > i32::try_from(rules.bank_days_max).unwrap_or(i32::MAX) => {
                let day = texts::day(language, day);
                warnings
                    .push((Meaning::Attention, text!(language, "office_reminders.warning.old_statement", day = day)));
            }
            Some(_) => {}
        }
        let law = Law::of(firm::home(view)).filter(|_| rules.charges_interest);
        if law.is_some_and(|law| !law.is_told(today, &rules.base_rates)) {
            warnings.push((Meaning::Attention, text!(language, "office_reminders.warning.base_rate")));
        }
        let may_edit = view.may(Permission::FirmEdit);
        Standing { language, csrf: visit.csrf().to_owned(), today, may_edit, warnings }
    }
}

/// Those that were asked for, in the order that was asked for.
fn wanted(plan: Plan, asked: &Asked) -> Vec<PlannedLetter> {
    let words = asked.words().to_lowercase();
    let says = |text: &str| text.to_lowercase().contains(&words);
    let mut found = plan.letters;
    found.retain(|letter| {
        let is_named = says(&letter.debtor.address.name) || letter.lines.iter().any(|line| says(&line.claim.number));
        (words.is_empty() || is_named)
            && (asked.get(LEVEL).is_empty() || asked.get(LEVEL) == letter.level.to_string())
            && (asked.get(KIND).is_empty() || asked.get(KIND) == letter.debtor.party.kind().word())
    });
    match asked.sort().0 {
        "total" => found.sort_by_key(|letter| std::cmp::Reverse(letter.total.minor())),
        "late" => found.sort_by_key(|letter| letter.lines.iter().map(|line| line.claim.due_on).min()),
        "level" => found.sort_by_key(|letter| std::cmp::Reverse(letter.level)),
        _ => {}
    }
    if asked.sort().1 {
        found.reverse();
    }
    found
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    frame::show(&visit, &seen(&visit, &asked, &Complaints::default())?)
}

fn seen(visit: &Visit, asked: &Asked, complaints: &Complaints) -> Result<Page, Failure> {
    visit.read(|view| {
        let found = wanted(plan_reminders(view)?, asked);
        Ok(letters_page(&Standing::of(view, visit), asked, &found, complaints))
    })
}

/// Sends what was chosen, or everybody whom the page shows, some at a time.
async fn send(visit: Visit, typed: Typed) -> Answer {
    let mut marks: Vec<String> = typed.all(CHOSEN).to_vec();
    if !typed.text(ALL).is_empty() {
        marks = visit.read(plan_reminders)?.letters.iter().map(PlannedLetter::mark).collect();
    }
    let mut outcome = Ok(());
    if marks.is_empty() {
        outcome = visit.write(|tx| send_reminders(tx, &[])).await.map(|_| ());
    }
    for some in marks.chunks(LETTERS_AT_ONCE) {
        let some = some.to_vec();
        outcome = visit.write(move |tx| send_reminders(tx, &some)).await.map(|_| ());
        if outcome.is_err() {
            break;
        }
    }
    match outcome {
        Ok(()) => Ok(redirect_with_message(sent_path(), "office_reminders.told.sent")),
        Err(failure) => {
            let status = if failure.is_conflict() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            let complaints = Complaints::of(visit.language, failure)?;
            let asked = Asked::of(&visit, list_path(), KNOWN);
            frame::refuse_with(&visit, status, &seen(&visit, &asked, &complaints)?)
        }
    }
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let found = visit.read_aside(move |view| Ok((wanted(plan_reminders(view)?, &asked), view.today()))).await?;
    let (letters, today) = found;
    let headings =
        ["name", "level", "invoice", "due_on", "late", "open", "interest", "fee", "total", "currency", "why"]
            .map(|name| text!(language, &format!("office_reminders.column.{name}")));
    let rows = letters.iter().flat_map(|letter| {
        letter.lines.iter().map(move |line| {
            vec![
                Cell::text(&letter.debtor.address.name),
                Cell::text(level_word(language, letter.level)),
                Cell::text(&line.claim.number),
                Cell::Day(line.claim.due_on),
                Cell::Number(i64::from(today.days_since(line.claim.due_on))),
                Cell::Money(line.claim.open),
                Cell::Money(line.interest_sum()),
                Cell::Money(letter.fee),
                Cell::Money(letter.total),
                Cell::text(letter.total.currency().code()),
                Cell::text(line_reason(language, line, today)),
            ]
        })
    });
    Ok(sheet_file(language, "reminders", &headings, &rows.take(ROWS_MAX).collect::<Vec<_>>()))
}

fn letters_page(standing: &Standing, asked: &Asked, found: &[PlannedLetter], complaints: &Complaints) -> Page {
    let language = standing.language;
    let column = |name: &str| text!(language, &format!("office_reminders.column.{name}"));
    let shown = found.iter().skip(asked.skipped()).take(ROWS_PER_PAGE);
    let everybody = NamedButton {
        label: text!(language, "office_reminders.send.all", count = counted(language, found.len())),
        name: ALL,
        value: "yes",
        loudness: Loudness::Secondary,
        ..NamedButton::default()
    };
    let mut buttons = vec![submit_button(&text!(language, "office_reminders.send.chosen"), Loudness::Primary)];
    if found.len() > ROWS_PER_PAGE && !asked.is_narrowed() {
        buttons.push(named_button(&everybody));
    }
    let page = list_page(
        language,
        &List {
            title: text!(language, "office_reminders.page.title"),
            count: text!(language, "office_reminders.page.count", count = counted(language, found.len())),
            search: Some(asked.search(text!(language, "office_reminders.page.search"))),
            filters: filters(language, asked),
            more_filters: Some(html! { (views(language, list_path())) (notes(standing, complaints)) }),
            table: Table {
                caption: text!(language, "office_reminders.view.due"),
                columns: vec![
                    Column::text(column("name")),
                    asked.sorted(Column::state(column("level")), "level"),
                    asked.sorted(Column::text(column("why")), "late"),
                    Column::figure(column("charges")),
                    asked.sorted(Column::figure(column("total")), "total"),
                ],
                rows: shown.map(|letter| letter_row(standing, letter)).collect(),
                empty: nothing(language, asked),
                selection: Some(Selection { name: CHOSEN, form: FORM }),
                ..Table::default()
            },
            bulk: Some(Bulk { form: FORM, action: SEND_PATH, csrf: &standing.csrf, buttons, ..Bulk::default() }),
            pager: asked.pager(language, found.len()),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    );
    let rules = Link::new(text!(language, "office_reminders.page.rules"), "/office/firm/reminders".to_owned());
    Page { actions: if standing.may_edit { vec![menu_link(&rules)] } else { Vec::new() }, ..page }
}

fn notes(standing: &Standing, complaints: &Complaints) -> Markup {
    html! {
        @for complaint in complaints.summary() {
            (notice(&Notice { meaning: Meaning::Bad, sentence: complaint.sentence, more: None }))
        }
        @for (meaning, sentence) in &standing.warnings {
            (notice(&Notice { meaning: *meaning, sentence: sentence.clone(), more: None }))
        }
    }
}

fn filters(language: Language, asked: &Asked) -> Vec<Filter> {
    let all = || (String::new(), text!(language, "office.filter.all"));
    let levels = (1..=3_u8).map(|level| (level.to_string(), level_word(language, level)));
    let kinds = KINDS.map(|kind| (kind.word().to_owned(), kind.say(language)));
    vec![
        asked.filter(
            text!(language, "office_reminders.column.level"),
            LEVEL,
            [all()].into_iter().chain(levels).collect(),
        ),
        asked.filter(text!(language, "office_reminders.column.name"), KIND, [all()].into_iter().chain(kinds).collect()),
    ]
}

fn letter_row(standing: &Standing, letter: &PlannedLetter) -> Row {
    let language = standing.language;
    let numbers: Vec<&str> = letter.lines.iter().map(|line| line.claim.number.as_str()).collect();
    let first = letter.lines.iter().find(|line| line.level == letter.level);
    let why = first.map_or_else(String::new, |line| line_reason(language, line, standing.today));
    let cells = vec![
        two_lines(&letter.debtor.address.name, &numbers.join(", ")),
        level_state(language, letter.level),
        html! { (why) },
        figure(&dashed(language, letter.fee + letter.interest)),
        figure(&texts::money(language, letter.total)),
    ];
    let row = Row::leading_to(letter_path(letter.debtor.party), cells);
    Row { key: letter.mark(), name: letter.debtor.address.name.clone(), chosen: true, ..row }
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_reminders.empty.narrowed"), action: Some(all) };
    }
    Empty::new(text!(language, "office_reminders.empty.none"))
}

/// A way to the reminders, for whoever has some to send.
pub fn reminders_hint(view: &View<'_>, language: Language) -> Option<Markup> {
    let count = reminders_due(view);
    let link = Link::new(text!(language, "office_reminders.hint.look"), list_path().to_owned());
    (count > 0).then(|| {
        notice(&Notice {
            meaning: Meaning::Information,
            sentence: text!(language, "office_reminders.hint.due", count = count),
            more: Some(link_button(&link, Loudness::Secondary)),
        })
    })
}

/// Sends one letter as it is shown.
pub fn send_form(language: Language, csrf: &str, letter: &PlannedLetter) -> Markup {
    post_button(&PostButton {
        label: text!(language, "office_reminders.send.one"),
        action: SEND_PATH,
        csrf,
        loudness: Loudness::Primary,
        hidden: vec![(CHOSEN, letter.mark())],
    })
}
