//! Newcomers who wait for a seat: the sponsor gives one, as long as the days last.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::{
    PlacementRule, PlacementRules, Seat, Waiting, own_waiting, partner, partner_by_number, place_newcomer,
    placement_rules,
};
use crate::business::people::person;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::partner::team::Ways;
use crate::portals::partner::{frame, own_partner};
use crate::text;
use crate::values::{Day, Language, PartnerId};
use crate::web::parts::{
    Breadth, Choice, Empty, Field, Form, Loudness, Meaning, empty, field_row, form, section, select_field, stack,
    state, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(placement_path(), show)
        .form("/partner/team/placement/{id}", place)
        .behind(Permission::PartnerTeamView)
}

pub const fn placement_path() -> &'static str {
    "/partner/team/placement"
}

struct Newcomer {
    one: Waiting,
    name: String,
    number: String,
}

struct Sight {
    own_number: String,
    rules: PlacementRules,
    newcomers: Vec<Newcomer>,
    today: Day,
    ways: Ways,
}

impl Sight {
    fn of(view: &View<'_>, language: Language) -> Result<Sight, Failure> {
        let (_, own) = own_partner(view)?;
        let named = |one: Waiting| {
            let known = partner(view, one.partner);
            let name = known.as_ref().and_then(|known| person(view, known.person)).map(|person| person.full_name());
            Newcomer {
                one,
                name: name.unwrap_or_default(),
                number: known.map(|known| known.number).unwrap_or_default(),
            }
        };
        Ok(Sight {
            own_number: own.number,
            rules: placement_rules(view),
            newcomers: own_waiting(view)?.into_iter().map(named).collect(),
            today: view.today(),
            ways: Ways::of(view, language),
        })
    }
}

async fn show(visit: Visit) -> Answer {
    let sight = visit.read(|view| Sight::of(view, visit.language))?;
    let typed = Typed::default().with("parent", &sight.own_number);
    frame::show(&visit, &placement_page(&visit, &sight, None, &typed, &Complaints::default()))
}

async fn place(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = PartnerId::parse(&id).ok_or_else(Failure::not_found)?;
    let mut reading = Reading::of(&typed);
    let number = reading.required_line("parent");
    let leg = reading.choice("leg", |text| text.parse::<u32>().ok());
    let known = visit.read(|view| {
        Ok(partner_by_number(view, &number).or_else(|| partner_by_number(view, &number.to_uppercase())))
    })?;
    if known.is_none() && !number.is_empty() {
        reading.complain(Complaint::new("partners.refusal.upline_unknown").at("parent"));
    }
    let complaints = reading.into_complaints();
    let outcome = match (known, leg) {
        (Some(parent), Some(leg)) if complaints.is_empty() => {
            visit.write(move |tx| place_newcomer(tx, id, Seat { parent, leg })).await
        }
        _ => Err(complaints.into()),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(placement_path(), "partner.placement.placed")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let sight = visit.read(|view| Sight::of(view, visit.language))?;
            frame::refuse(&visit, &placement_page(&visit, &sight, Some(id), &typed, &complaints))
        }
    }
}

/// The complaints stand with the newcomer whose form was sent.
fn placement_page(
    visit: &Visit,
    sight: &Sight,
    sent: Option<PartnerId>,
    typed: &Typed,
    complaints: &Complaints,
) -> Page {
    let language = visit.language;
    let fresh = (Typed::default().with("parent", &sight.own_number), Complaints::default());
    let shown: Vec<Markup> = sight
        .newcomers
        .iter()
        .map(|newcomer| {
            let (typed, complaints) =
                if sent == Some(newcomer.one.partner) { (typed, complaints) } else { (&fresh.0, &fresh.1) };
            newcomer_section(visit, sight, newcomer, &Filled { language, typed, complaints })
        })
        .collect();
    let none = Empty::new(text!(language, "partner.placement.none"));
    Page {
        title: text!(language, "partner.placement.title"),
        lead: Some(text!(language, "partner.placement.lead")),
        body: stack(&[sight.ways.show(placement_path()), if shown.is_empty() { empty(&none) } else { stack(&shown) }]),
        ..Page::default()
    }
}

fn newcomer_section(visit: &Visit, sight: &Sight, newcomer: &Newcomer, filled: &Filled) -> Markup {
    let language = visit.language;
    let scope = newcomer.one.partner.to_string();
    let legs: Vec<Choice> =
        (1..=sight.rules.legs).map(|leg| Choice::new(leg.to_string(), sight.rules.leg_words(leg, language))).collect();
    let parent = Field {
        breadth: Breadth::Short,
        autocomplete: "off",
        scope: &scope,
        hint: Some(text!(language, "partner.placement.parent_hint")),
        ..filled.field("parent", text!(language, "partner.placement.parent"))
    };
    let leg = Field { scope: &scope, ..filled.field("leg", text!(language, "partner.placement.leg")) };
    let action = format!("{}/{}", placement_path(), newcomer.one.partner);
    section(
        &text!(language, "partner.placement.who", name = newcomer.name, number = newcomer.number),
        html! {
            (days_left(language, sight, &newcomer.one))
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                complaints: filled.complaints.summary(),
                body: field_row(&[text_field(language, &parent), select_field(language, &leg, &legs)]),
                buttons: vec![submit_button(&text!(language, "partner.placement.place"), Loudness::Primary)],
                ..Form::default()
            }))
        },
    )
}

fn days_left(language: Language, sight: &Sight, one: &Waiting) -> Markup {
    if sight.rules.rule == PlacementRule::ByHand {
        return state(Meaning::Information, &text!(language, "partner.placement.by_hand"));
    }
    let days = one.placed_on.days_since(sight.today).max(0);
    let meaning = if days <= 2 { Meaning::Attention } else { Meaning::Information };
    state(meaning, &text!(language, "partner.placement.days_left", count = days))
}
