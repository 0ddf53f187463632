//! The form: which periods, and the plan as it would be.

use maud::{Markup, html};

use crate::business::commissions::{self, PERIODS_MAX, Plan};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::portals::office::commissions::sandbox::{Desk, PATH, sandbox_path};
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{
    Choice, Field, Form, Link, Loudness, code_field, form, link_button, link_list, paragraph, select_field,
    submit_button,
};
use crate::web::{Complaints, Reading, Typed};

/// Choices of how many periods are replayed.
const SPANS: [usize; 5] = [1, 3, 6, 12, PERIODS_MAX];
/// As many lines of the plan are seen at once.
const ROWS: u8 = 24;

/// What stands in the form before anybody has typed.
pub(super) fn first_typed(desk: &Desk) -> Typed {
    let periods = spans(desk.closed.len()).last().map(usize::to_string).unwrap_or_default();
    Typed::default().with("source", &desk.source).with("periods", &periods)
}

/// The changed plan, and over how many periods; every mistake of the plan stands with its line.
pub(super) fn asked(language: Language, typed: &Typed) -> Result<(Plan, usize), Failure> {
    let mut reading = Reading::of(typed);
    let periods = reading.choice("periods", |written| written.parse().ok().filter(|count| SPANS.contains(count)));
    let plan = match commissions::read_plan(typed.text("source")) {
        Ok(plan) => Some(plan),
        Err(troubles) => {
            for trouble in troubles {
                let complaint = Complaint::new("office_commissions.sandbox.trouble");
                let sentence = trouble.complaint.say(language);
                reading.complain(complaint.at("source").with("line", trouble.line).with("sentence", sentence));
            }
            None
        }
    };
    match (plan, periods) {
        (Some(plan), Some(periods)) if reading.is_clean() => Ok((plan, periods)),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints: reading.into_complaints() }.into()),
    }
}

/// The choices that make sense with so many closed periods: each shorter one, and the first that takes in all.
fn spans(closed: usize) -> Vec<usize> {
    let whole = SPANS.iter().position(|span| *span >= closed).unwrap_or(SPANS.len() - 1);
    SPANS.iter().take(whole + 1).copied().collect()
}

pub(super) fn fields(desk: &Desk, plan: &Plan, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = desk.language;
    let span = |count: usize| {
        let shown = count.min(desk.closed.len());
        let oldest = desk.closed.len().checked_sub(shown).and_then(|at| desk.closed.get(at));
        let (from, to) = (oldest.map(|(_, run)| run.period), desk.closed.last().map(|(_, run)| run.period));
        let label = match (from, to) {
            (Some(from), Some(to)) if from != to => text!(
                language,
                "office_commissions.sandbox.span",
                count = shown,
                from = texts::period(language, from),
                to = texts::period(language, to)
            ),
            (_, to) => to.map(|to| texts::period(language, to)).unwrap_or_default(),
        };
        Choice::new(count.to_string(), label)
    };
    let choices: Vec<Choice> = spans(desk.closed.len()).into_iter().map(span).collect();
    let periods = Field {
        name: "periods",
        label: text!(language, "office_commissions.sandbox.periods"),
        value: typed.text("periods"),
        error: complaints.about("periods"),
        ..Field::default()
    };
    let is_changed = typed.text("source").lines().ne(desk.source.lines());
    let hint = if is_changed {
        text!(language, "office_commissions.sandbox.source_changed")
    } else {
        text!(language, "office_commissions.sandbox.source_hint")
    };
    let source = Field {
        name: "source",
        label: text!(language, "office_commissions.sandbox.source"),
        hint: Some(hint),
        value: typed.text("source"),
        error: complaints.about("source"),
        ..Field::default()
    };
    let others = desk.others.iter().map(|other| Link::new(other.title.get(language), sandbox_path(&other.name)));
    let others: Vec<Link> = others.collect();
    let compare = submit_button(&text!(language, "office_commissions.sandbox.compare"), Loudness::Primary);
    let again = Link::new(text!(language, "office_commissions.sandbox.from_today"), sandbox_path(&plan.name));
    let again = is_changed.then(|| link_button(&again, Loudness::Quiet));
    html! {
        @if !others.is_empty() {
            (paragraph(&text!(language, "office_commissions.sandbox.others")))
            (link_list(&others))
        }
        (form(language, &Form {
            action: PATH,
            csrf: &desk.csrf,
            guards_changes: false,
            hidden: vec![("plan", plan.name.clone())],
            complaints: complaints.summary(),
            body: html! {
                (select_field(language, &periods, &choices))
                (code_field(language, &source, ROWS))
            },
            buttons: [Some(compare), again].into_iter().flatten().collect(),
            ..Form::default()
        }))
    }
}
