//! "What if my group sells 2,000 more?": what is running as it is, and as it would be.

use maud::{Markup, html};

use crate::business::commissions::{StatementSheet, WhatIf, WhatIfAnswer, what_if};
use crate::business::failure::{Complaint, Failure, RefusalKind};
use crate::business::firm::firm;
use crate::business::partners::following_partner;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::partner::frame;
use crate::portals::partner::standing::{Running, running};
use crate::portals::partner::statements::{list_path, running_path_of};
use crate::text;
use crate::texts;
use crate::values::{Currency, Day, Language, LocalText, Money, Period, Points};
use crate::web::parts::{
    Column, Empty, Link, Meaning, Notice, Row, SliderRange, Table, Tile, empty, error_summary, figure, list_table,
    live_form, notice, paragraph, section, slider_field, small, stack, text_link, tiles,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit};

pub fn routes() -> Routes {
    Routes::new().page(what_if_path(), show)
}

pub const fn what_if_path() -> &'static str {
    "/partner/statements/what-if"
}

const NAMES: [&str; 4] = ["own_customers", "team", "new_partners", "each"];
const AMOUNTS: SliderRange = SliderRange { most: 5_000, step: 50 };
const OF_EACH: SliderRange = SliderRange { most: 1_000, step: 10 };
const PEOPLE: SliderRange = SliderRange { most: 20, step: 1 };

/// What came of the question.
enum Outcome {
    /// One answer for each plan and period that is running, the plan's own first.
    Reckoned(Vec<Answered>),
    Refused(Complaints),
    /// No plan settles what is running yet, or what is known cannot be settled.
    NoPlan,
}

struct Answered {
    /// The name of the plan.
    plan: String,
    answer: WhatIfAnswer,
}

async fn show(visit: Visit) -> Answer {
    let typed = typed(&visit);
    let own = visit.clone();
    let asked = typed.clone();
    let (outcome, today, currency) = visit
        .read_aside(move |view| {
            let currency = firm(view).map_or(Currency::EUR, |firm| firm.currency);
            Ok((reckon(view, &own, &asked, currency)?, view.today(), currency))
        })
        .await?;
    let page = what_if_page(visit.language, &typed, &outcome, (today, currency));
    match outcome {
        Outcome::Refused(_) => frame::refuse(&visit, &page),
        Outcome::Reckoned(_) | Outcome::NoPlan => frame::show(&visit, &page),
    }
}

/// What stands in the address; figures of nothing stand there as 0.
fn typed(visit: &Visit) -> Typed {
    let zero =
        |name: &str| visit.query(name).filter(|value| !value.trim().is_empty()).unwrap_or_else(|| "0".to_owned());
    NAMES.iter().fold(Typed::default(), |typed, name| typed.with(name, &zero(name)))
}

fn reckon(view: &View<'_>, visit: &Visit, typed: &Typed, currency: Currency) -> Result<Outcome, Failure> {
    following_partner(view, Period::month_of(view.today()).first())?;
    let (mut plans, mut simulations) = (Vec::new(), Vec::new());
    for Running { plan, period, .. } in running(view) {
        match visit.app.simulation(view, &plan.name, period) {
            Ok(simulation) => {
                plans.push(plan.name);
                simulations.push(simulation);
            }
            // What the firm lacks is no trouble of the partner's.
            Err(Failure::Refused(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    if simulations.is_empty() {
        return Ok(Outcome::NoPlan);
    }
    let wish = match read(typed, currency) {
        Ok(wish) => wish,
        Err(complaints) => return Ok(Outcome::Refused(Complaints::said(visit.language, &complaints))),
    };
    match what_if(view, &simulations, &wish) {
        Ok(answers) => {
            let answered = plans.into_iter().zip(answers).map(|(plan, answer)| Answered { plan, answer });
            Ok(Outcome::Reckoned(answered.collect()))
        }
        Err(Failure::Refused(refusal)) if refusal.kind == RefusalKind::Rule => {
            // What the partner has typed is told beside its field.
            let is_typed =
                |complaint: &Complaint| complaint.field.as_ref().is_some_and(|field| NAMES.contains(&field.as_str()));
            if refusal.complaints.iter().all(is_typed) {
                Ok(Outcome::Refused(Complaints::said(visit.language, &refusal.complaints)))
            } else {
                Ok(Outcome::NoPlan)
            }
        }
        Err(failure) => Err(failure),
    }
}

fn read(typed: &Typed, currency: Currency) -> Result<WhatIf, Vec<Complaint>> {
    let mut complaints = Vec::new();
    let mut amount = |name: &'static str| {
        Money::parse(typed.text(name), currency).unwrap_or_else(|_| {
            complaints.push(Complaint::new("partner.what_if.no_amount").at(name));
            Money::zero(currency)
        })
    };
    let (own_customers, team, each) = (amount("own_customers"), amount("team"), amount("each"));
    let new_partners = typed.text("new_partners").trim().parse().unwrap_or_else(|_| {
        complaints.push(Complaint::new("partner.what_if.no_number").at("new_partners"));
        0
    });
    if complaints.is_empty() { Ok(WhatIf { own_customers, team, new_partners, each }) } else { Err(complaints) }
}

fn what_if_page(language: Language, typed: &Typed, outcome: &Outcome, (today, currency): (Day, Currency)) -> Page {
    let nothing = Complaints::default();
    let complaints = match outcome {
        Outcome::Refused(complaints) => complaints,
        Outcome::Reckoned(_) | Outcome::NoPlan => &nothing,
    };
    let fields = fields(language, typed, complaints, currency);
    let answer = match outcome {
        Outcome::Reckoned(answers) => answer_section(language, answers),
        Outcome::Refused(complaints) => error_summary(language, &complaints.summary(), &fields),
        Outcome::NoPlan => empty(&Empty::new(text!(language, "partner.statements.no_plan"))),
    };
    Page {
        title: text!(language, "partner.what_if.title"),
        lead: Some(text!(language, "partner.what_if.lead", periods = periods(language, outcome, today))),
        back: Some(Link::new(text!(language, "partner.statements.title"), list_path())),
        body: html! {
            (notice(&Notice {
                meaning: Meaning::Information,
                sentence: text!(language, "partner.what_if.no_promise"),
                more: None,
            }))
            (live_form(language, what_if_path(), &fields, &answer))
        },
        ..Page::default()
    }
}

fn fields(language: Language, typed: &Typed, complaints: &Complaints, currency: Currency) -> Markup {
    let filled = Filled { language, typed, complaints };
    let unit = Some(currency.code().to_owned());
    let money = |name: &'static str, range: SliderRange| {
        let label = text!(language, &format!("partner.what_if.{name}"));
        let mut field = filled.field(name, label);
        field.unit.clone_from(&unit);
        slider_field(language, &field, range)
    };
    let mut people = filled.field("new_partners", text!(language, "partner.what_if.new_partners"));
    people.unit = Some(text!(language, "partner.what_if.people"));
    html! {
        (money("own_customers", AMOUNTS))
        (money("team", AMOUNTS))
        (slider_field(language, &people, PEOPLE))
        (money("each", OF_EACH))
        (small(&text!(language, "partner.what_if.base")))
    }
}

/// The periods that are reckoned; while there is none, the month.
fn periods(language: Language, outcome: &Outcome, today: Day) -> String {
    let Outcome::Reckoned(answers) = outcome else { return texts::period(language, Period::month_of(today)) };
    let mut named: Vec<String> =
        answers.iter().map(|answered| texts::period(language, answered.answer.before.period)).collect();
    named.dedup();
    named.join(", ")
}

fn answer_section(language: Language, answers: &[Answered]) -> Markup {
    let several = answers.len() > 1;
    let mut sections = vec![section(
        &text!(language, "partner.what_if.answer"),
        html! {
            @if let Some(figures) = together(language, answers) { (figures) }
            @if !several { @for answer in answers { (details(language, answer)) } }
            @if let Some(Answered { answer, .. }) = answers.first() { (how_reckoned(language, answer)) }
        },
    )];
    let several_plans = answers.windows(2).any(|pair| matches!(pair, [one, next] if one.plan != next.plan));
    let of_period = |answered: &Answered| {
        let before = &answered.answer.before;
        let period = texts::period_in_full(language, before.period);
        let heading = if several_plans { format!("{}, {period}", before.plan.get(language)) } else { period };
        section(&heading, details(language, answered))
    };
    sections.extend(answers.iter().filter(|_| several).map(of_period));
    stack(&sections)
}

/// What all periods give together, while they have one currency.
fn together(language: Language, answers: &[Answered]) -> Option<Markup> {
    let currency = answers.first()?.answer.before.total.currency();
    if answers.iter().any(|answered| answered.answer.before.total.currency() != currency) {
        return None;
    }
    let sum = |of: fn(&WhatIfAnswer) -> Money| {
        answers.iter().map(|answered| of(&answered.answer)).fold(Money::zero(currency), |sum, one| sum + one)
    };
    let (now, then) = (sum(|answer| answer.before.total), sum(|answer| answer.after.total));
    let tile = |key: &'static str, figure: String| Tile { label: text!(language, key), figure, ..Tile::default() };
    Some(tiles(&[
        tile("partner.what_if.now", texts::money(language, now)),
        tile("partner.what_if.then", texts::money(language, then)),
        Tile {
            meaning: if (then - now).is_positive() { Meaning::Good } else { Meaning::Neutral },
            ..tile("partner.what_if.difference", texts::signed_money(language, then - now))
        },
    ]))
}

/// One period: what each bonus gives, the rank, and what is newly reached.
fn details(language: Language, Answered { plan, answer }: &Answered) -> Markup {
    let difference = answer.after.total - answer.before.total;
    let why = Link::new(text!(language, "partner.month.why"), running_path_of(plan, answer.before.period));
    html! {
        @if answer.has_ranks { (paragraph(&rank_words(language, answer))) }
        (list_table(language, &bonus_table(language, &answer.before, &answer.after, difference)))
        (reached(language, answer))
        (text_link(&why))
    }
}

/// Whether there is a team at all, and how many points go with sales.
fn how_reckoned(language: Language, answer: &WhatIfAnswer) -> Markup {
    let nobody =
        Notice { meaning: Meaning::Attention, sentence: text!(language, "partner.what_if.nobody"), more: None };
    html! {
        @if answer.team_left_out { (notice(&nobody)) }
        (small(&text!(
            language,
            "partner.what_if.points",
            base = texts::money(language, answer.hundred),
            points = texts::points(language, Points::from_hundredths(answer.points_per_hundred))
        )))
    }
}

fn rank_words(language: Language, answer: &WhatIfAnswer) -> String {
    let named = |rank: &Option<LocalText>| {
        rank.as_ref().map_or_else(|| text!(language, "partner.what_if.no_rank"), |rank| rank.get(language).to_owned())
    };
    let (now, then) = (named(&answer.rank_before), named(&answer.rank_after));
    if now == then {
        text!(language, "partner.what_if.rank_stays", rank = now)
    } else {
        text!(language, "partner.what_if.rank_changes", now = now, then = then)
    }
}

fn bonus_table(
    language: Language,
    before: &StatementSheet,
    after: &StatementSheet,
    difference: Money,
) -> Table<'static> {
    let column = |name: &str| text!(language, &format!("partner.what_if.{name}"));
    let money = |amount: Money| figure(&texts::money(language, amount));
    let signed = |amount: Money| figure(&texts::signed_money(language, amount));
    let rows = before.settled_bonuses().zip(after.settled_bonuses()).map(|(now, then)| {
        Row::new(vec![
            html! { (now.title.get(language)) },
            money(now.amount),
            money(then.amount),
            signed(then.amount - now.amount),
        ])
    });
    Table {
        caption: column("answer"),
        columns: vec![
            Column::text(column("bonus")),
            Column::figure(column("now")),
            Column::figure(column("then")),
            Column::figure(column("difference")),
        ],
        rows: rows.collect(),
        sums: vec![
            html! { (text!(language, "partner.statements.total")) },
            money(before.total),
            money(after.total),
            signed(difference),
        ],
        ..Table::default()
    }
}

/// What is newly reached.
fn reached(language: Language, answer: &WhatIfAnswer) -> Markup {
    let pairs = answer.before.predicates.iter().zip(&answer.after.predicates);
    let reached: Vec<String> = pairs
        .filter(|(now, then)| !now.verdict.is_met() && then.verdict.is_met())
        .map(|(_, then)| then.title.get(language).to_owned())
        .collect();
    let sentence = text!(language, "partner.what_if.reached", what = reached.join(", "));
    html! {
        @if !reached.is_empty() { (notice(&Notice { meaning: Meaning::Good, sentence, more: None })) }
    }
}
