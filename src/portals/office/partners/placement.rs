//! How the firm gives seats, who waits for one, and a seat given by hand.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::{
    PlacementRule, PlacementRules, Seat, Waiting, place_for, placement_rules, see_waiting, set_placement_rules,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::conflict::changed_meanwhile;
use crate::portals::office::frame;
use crate::portals::office::partners::{by_number, partner_id, ways};
use crate::portals::office::subjects::{partner_name, partner_path};
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, PartnerId};
use crate::web::parts::{
    Breadth, Choice, Column, Empty, Field, Form, Link, Loudness, Row, Table, checkbox_field, field_row, form,
    hidden_field, link_button, list_table, number_field, paragraph, radio_group, section, select_field, small, stack,
    submit_button, text_field, text_link,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let seen = Routes::new().page(placement_path(), show).behind(Permission::PartnersView);
    let set = Routes::new().form(placement_path(), set).behind(Permission::FirmEdit);
    let placed = Routes::new()
        .page("/office/partners/{id}/place", show_place)
        .form("/office/partners/{id}/place", place)
        .behind(Permission::PartnersEdit);
    seen.and(set).and(placed)
}

pub const fn placement_path() -> &'static str {
    "/office/partners/placement"
}

/// More than this are counted; the rule places them in turn.
const WAITING_SHOWN: usize = 200;

struct WaitingRow {
    one: Waiting,
    name: String,
    sponsor: String,
}

struct Sight {
    rules: PlacementRules,
    rows: Vec<WaitingRow>,
    total: usize,
    today: Day,
}

impl Sight {
    fn of(view: &View<'_>) -> Result<Sight, Failure> {
        let waiting = see_waiting(view)?;
        let total = waiting.len();
        let rows = waiting.into_iter().take(WAITING_SHOWN).map(|one| WaitingRow {
            name: partner_name(view, one.partner),
            sponsor: one.sponsor.map(|sponsor| partner_name(view, sponsor)).unwrap_or_default(),
            one,
        });
        Ok(Sight { rules: placement_rules(view), rows: rows.collect(), total, today: view.today() })
    }
}

async fn show(visit: Visit) -> Answer {
    let sight = visit.read(Sight::of)?;
    let rules = &sight.rules;
    let typed = Typed::default()
        .with("seen", &rules.mark())
        .with("on", if rules.is_on() { "yes" } else { "" })
        .with("legs", &rules.legs.max(PlacementRules::LEGS_LEAST).to_string())
        .with("rule", rules.rule.word())
        .with("days", &rules.tank_days.to_string());
    frame::show(&visit, &placement_page(&visit, &sight, &typed, &Complaints::default(), false))
}

async fn set(visit: Visit, typed: Typed) -> Answer {
    let sight = visit.read(Sight::of)?;
    let mut reading = Reading::of(&typed);
    let legs = reading.number("legs", PlacementRules::LEGS_LEAST, PlacementRules::LEGS_MOST);
    let tank_days = reading.number("days", 0, PlacementRules::DAYS_MOST);
    let rule = reading.choice("rule", PlacementRule::from_word);
    let since = reading.ticked("on").then(|| sight.rules.since.unwrap_or(sight.today));
    let complaints = reading.into_complaints();
    let (Some(legs), Some(tank_days), Some(rule), true) = (legs, tank_days, rule, complaints.is_empty()) else {
        let complaints = Complaints::said(visit.language, &complaints);
        return frame::refuse(&visit, &placement_page(&visit, &sight, &typed, &complaints, false));
    };
    let (wanted, seen) = (PlacementRules { since, legs, rule, tank_days }, typed.text("seen").to_owned());
    match visit.write(move |tx| set_placement_rules(tx, &wanted, &seen)).await {
        Ok(()) => Ok(redirect_with_message(placement_path(), "office_placement.told.set")),
        Err(failure) if failure.is_conflict() => {
            // What was typed stays; sent once more it replaces what somebody else has saved.
            let typed = typed.with("seen", &sight.rules.mark());
            let page = placement_page(&visit, &sight, &typed, &Complaints::default(), true);
            frame::refuse_with(&visit, StatusCode::CONFLICT, &page)
        }
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &placement_page(&visit, &sight, &typed, &complaints, false))
        }
    }
}

fn placement_page(visit: &Visit, sight: &Sight, typed: &Typed, complaints: &Complaints, conflict: bool) -> Page {
    let language = visit.language;
    let warned = if conflict {
        changed_meanwhile(language)
    } else {
        html! {}
    };
    let may_set = visit.actor.may(Permission::FirmEdit);
    Page {
        title: text!(language, "office_placement.page.title"),
        lead: Some(text!(language, "office_placement.page.lead")),
        body: stack(&[
            ways(language, placement_path()),
            warned,
            html! {
                @if may_set {
                    (section(
                        &text!(language, "office_placement.page.rules"),
                        rules_form(visit, typed, complaints),
                    ))
                }
                @if sight.rules.is_on() {
                    (section(&text!(language, "office_placement.page.waiting"), waiting(visit, sight)))
                }
            },
        ]),
        ..Page::default()
    }
}

fn rules_form(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let rules = PlacementRule::ALL.map(|rule| Choice {
        hint: Some(text!(language, &format!("office_placement.rule.{}", rule.word()))),
        ..Choice::new(rule.word(), rule.say(language))
    });
    let number = |name: &'static str, key: &'static str, hint: &'static str| {
        number_field(
            language,
            &Field {
                breadth: Breadth::Short,
                hint: Some(text!(language, hint)),
                ..filled.field(name, text!(language, key))
            },
        )
    };
    let on = Field { optional: true, ..filled.field("on", text!(language, "office_placement.form.on")) };
    form(
        language,
        &Form {
            action: placement_path(),
            csrf: visit.csrf(),
            guards_changes: true,
            complaints: complaints.summary(),
            body: html! {
                (hidden_field("seen", typed.text("seen")))
                (checkbox_field(language, &on))
                (field_row(&[
                    number("legs", "office_placement.form.legs", "office_placement.form.legs_hint"),
                    number("days", "office_placement.form.days", "office_placement.form.days_hint"),
                ]))
                (radio_group(
                    language,
                    &filled.field("rule", text!(language, "office_placement.form.rule")),
                    &rules,
                ))
            },
            buttons: vec![submit_button(&text!(language, "office_placement.form.save"), Loudness::Primary)],
            ..Form::default()
        },
    )
}

fn waiting(visit: &Visit, sight: &Sight) -> Markup {
    let language = visit.language;
    let may_place = visit.actor.may(Permission::PartnersEdit);
    let line = |row: &WaitingRow| {
        let place = Link::new(text!(language, "office_placement.do.place"), place_path(row.one.partner));
        Row::new(vec![
            text_link(&Link::new(row.name.clone(), partner_path(row.one.partner))),
            html! { (row.sponsor) },
            html! { (texts::day_short(language, row.one.since)) },
            html! { (days_left(language, &sight.rules, &row.one, sight.today)) },
            if may_place { text_link(&place) } else { small("") },
        ])
    };
    let column = |name: &str| text!(language, &format!("office_placement.column.{name}"));
    let shown = Table {
        caption: text!(language, "office_placement.page.waiting"),
        columns: vec![
            Column::text(column("who")),
            Column::text(column("sponsor")),
            Column::text(column("since")),
            Column::text(column("left")),
            Column::actions(column("action")),
        ],
        rows: sight.rows.iter().map(line).collect(),
        empty: Empty::new(text!(language, "office_placement.empty.none")),
        ..Table::default()
    };
    html! {
        (paragraph(&text!(language, "office_placement.page.count", count = counted(language, sight.total))))
        (list_table(language, &shown))
    }
}

/// How long somebody still waits to be placed by hand.
fn days_left(language: Language, rules: &PlacementRules, one: &Waiting, today: Day) -> String {
    if rules.rule == PlacementRule::ByHand {
        return text!(language, "office_placement.left.by_hand");
    }
    let days = one.placed_on.days_since(today).max(0);
    text!(language, "office_placement.left.days", count = days)
}

fn place_path(id: PartnerId) -> String {
    format!("{}/place", partner_path(id))
}

struct About {
    id: PartnerId,
    name: String,
    rules: PlacementRules,
}

fn about(visit: &Visit, id: &str) -> Result<About, Failure> {
    let id = partner_id(id)?;
    visit.read(|view| {
        crate::business::partners::see_partner(view, id)?;
        Ok(About { id, name: partner_name(view, id), rules: placement_rules(view) })
    })
}

async fn show_place(visit: Visit, Path(id): Path<String>) -> Answer {
    let about = about(&visit, &id)?;
    frame::show(&visit, &place_page(&visit, &about, &Typed::default(), &Complaints::default()))
}

async fn place(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let about = about(&visit, &id)?;
    let mut reading = Reading::of(&typed);
    let number = reading.line("parent");
    let parent = visit.read(|view| Ok(by_number(view, &number)))?;
    let leg = if number.is_empty() { None } else { reading.choice("leg", |text| text.parse::<u32>().ok()) };
    if !number.is_empty() && parent.is_none() {
        reading.complain(Complaint::new("partners.refusal.upline_unknown").at("parent"));
    }
    let complaints = reading.into_complaints();
    let seat = parent.zip(leg).map(|(parent, leg)| Seat { parent, leg });
    let outcome = if complaints.is_empty() {
        let partner = about.id;
        visit.write(move |tx| place_for(tx, partner, seat)).await
    } else {
        Err(complaints.into())
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&partner_path(about.id), "office_placement.told.placed")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &place_page(&visit, &about, &typed, &complaints))
        }
    }
}

fn place_page(visit: &Visit, about: &About, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let legs: Vec<Choice> =
        (1..=about.rules.legs).map(|leg| Choice::new(leg.to_string(), about.rules.leg_words(leg, language))).collect();
    Page {
        title: text!(language, "office_placement.do.place"),
        lead: Some(about.name.clone()),
        back: Some(Link::new(text!(language, "office_placement.page.title"), placement_path())),
        body: html! {
            (paragraph(&text!(language, "office_placement.form.what")))
            (form(language, &Form {
                action: &place_path(about.id),
                csrf: visit.csrf(),
                complaints: complaints.summary(),
                body: field_row(&[
                    text_field(language, &Field {
                        optional: true,
                        breadth: Breadth::Short,
                        autocomplete: "off",
                        hint: Some(text!(language, "office_placement.form.parent_hint")),
                        ..filled.field("parent", text!(language, "office_placement.form.parent"))
                    }),
                    select_field(
                        language,
                        &Field { optional: true, ..filled.field("leg", text!(language, "office_placement.form.leg")) },
                        &legs,
                    ),
                ]),
                buttons: vec![
                    submit_button(&text!(language, "office_placement.do.place"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.back"), placement_path()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        ..Page::default()
    }
}
