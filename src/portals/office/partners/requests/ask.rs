//! The forms by which staff ask for a change of the tree; nothing changes before others have agreed.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::approvals::Matter;
use crate::business::failure::Failure;
use crate::business::pages::{LegalKind, legal_text};
use crate::business::partners::{
    self, NewHeir, NewRequest, Partner, TeamGoes, Wish, ask_inheritance, ask_request, closed_through, see_partner,
};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::portals::fields::Filled;
use crate::portals::new_partner::{person_fields, read_person, with_name_of_address};
use crate::portals::office::frame;
use crate::portals::office::partners::partner_id;
use crate::portals::office::partners::whom::{Whom, choice_among, meant, whom};
use crate::portals::office::subjects::{partner_name, partner_path, request_path};
use crate::portals::once::{form_key, sent_once};
use crate::text;
use crate::texts;
use crate::values::{Day, PartnerId, Period};
use crate::web::parts::{
    Breadth, Choice, Field, Form, Link, Loudness, checkbox_field, date_field, field_row, form, link_button, paragraph,
    radio_group, submit_button, text_field, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

const REASON_SIGNS_MAX: usize = 1_000;

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/partners/{id}/sponsor", show_sponsor)
        .form("/office/partners/{id}/sponsor", ask_sponsor)
        .page("/office/partners/{id}/end", show_leaving)
        .form("/office/partners/{id}/end", ask_leaving)
        .page("/office/partners/{id}/inherit", show_inheritance)
        .form("/office/partners/{id}/inherit", ask_heir)
        .page("/office/partners/{id}/merge", show_merging)
        .form("/office/partners/{id}/merge", ask_merging)
        .behind(Permission::PartnersEdit)
}

/// The last part of the path of each form.
pub const fn verb(matter: Matter) -> &'static str {
    match matter {
        Matter::Sponsor | Matter::Run | Matter::Reopening | Matter::Payout | Matter::Collection => "sponsor",
        Matter::Leaving => "end",
        Matter::Inheritance => "inherit",
        Matter::Merging => "merge",
    }
}

/// Whom it concerns.
struct About {
    id: PartnerId,
    name: String,
    partner: Partner,
    /// The number of the present sponsor.
    sponsor: String,
    /// The next month begins on this day: no settled period is touched, and no month is split.
    next_month: Day,
    closed: Option<Day>,
    /// The version of the partner terms that hold today.
    terms: String,
}

fn about(visit: &Visit, id: &str) -> Result<About, Failure> {
    let id = partner_id(id)?;
    visit.read(|view| {
        let partner = see_partner(view, id)?;
        let sponsor = partners::sponsor_on(view, id, view.today()).and_then(|id| partners::partner(view, id));
        let terms = legal_text(view, LegalKind::PartnerTerms, view.today());
        Ok(About {
            id,
            name: partner_name(view, id),
            sponsor: sponsor.map(|sponsor| sponsor.number).unwrap_or_default(),
            next_month: Period::month_of(view.today()).next().first(),
            closed: closed_through(view),
            terms: terms.map_or_else(|| partner.terms_version.clone(), |terms| terms.version),
            partner,
        })
    })
}

async fn show_sponsor(visit: Visit, Path(id): Path<String>) -> Answer {
    show(&visit, &id, Matter::Sponsor)
}

async fn show_leaving(visit: Visit, Path(id): Path<String>) -> Answer {
    show(&visit, &id, Matter::Leaving)
}

async fn show_inheritance(visit: Visit, Path(id): Path<String>) -> Answer {
    show(&visit, &id, Matter::Inheritance)
}

async fn show_merging(visit: Visit, Path(id): Path<String>) -> Answer {
    show(&visit, &id, Matter::Merging)
}

fn show(visit: &Visit, id: &str, matter: Matter) -> Answer {
    let about = about(visit, id)?;
    let typed = Typed::default()
        .with("sponsor", &about.sponsor)
        .with("from", &about.next_month.to_string())
        .with("team", TeamGoes::ToSponsor.word())
        .with("language", visit.language.tag())
        .with("address.country", "AT");
    frame::show(visit, &ask_page(visit, matter, &about, &typed, &Complaints::default()))
}

async fn ask_sponsor(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let about = about(&visit, &id)?;
    let mut reading = Reading::of(&typed);
    // Empty is directly below the firm.
    let sponsor = match reading.line("sponsor").as_str() {
        "" => None,
        _ => read_whom(&visit, &typed, "sponsor", &mut reading)?,
    };
    lay(&visit, &about, &typed, reading, Matter::Sponsor, Some(Wish::Sponsor { sponsor })).await
}

async fn ask_leaving(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let about = about(&visit, &id)?;
    let mut reading = Reading::of(&typed);
    let team = reading.choice("team", TeamGoes::from_word);
    lay(&visit, &about, &typed, reading, Matter::Leaving, team.map(|team| Wish::Leaving { team })).await
}

async fn ask_merging(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let mut about = about(&visit, &id)?;
    let mut reading = Reading::of(&typed);
    let other = match reading.required_line("other").as_str() {
        "" => None,
        _ => read_whom(&visit, &typed, "other", &mut reading)?,
    };
    let found = visit.read(|view| Ok(other.and_then(|id| Some((id, partners::partner(view, id)?)))))?;
    let wish = match found {
        None => None,
        // The older position stays, whichever of the two the form was opened on.
        Some((other, known)) if (about.partner.joined_on, about.id) <= (known.joined_on, other) => {
            let kept = std::mem::replace(&mut about.id, other);
            Some(Wish::Merging { kept })
        }
        Some((kept, _)) => Some(Wish::Merging { kept }),
    };
    lay(&visit, &about, &typed, reading, Matter::Merging, wish).await
}

/// Whom a field means; what speaks against it is said beside the field.
fn read_whom(
    visit: &Visit,
    typed: &Typed,
    field: &'static str,
    reading: &mut Reading<'_>,
) -> Result<Option<PartnerId>, Failure> {
    match visit.read(|view| Ok(meant(view, typed, field)))? {
        Ok(id) => Ok(Some(id)),
        Err(complaint) => {
            reading.complain(complaint);
            Ok(None)
        }
    }
}

/// Everything that is the same for wishes that name no new person.
async fn lay(
    visit: &Visit,
    about: &About,
    typed: &Typed,
    mut reading: Reading<'_>,
    matter: Matter,
    wish: Option<Wish>,
) -> Answer {
    let from = reading.day("from");
    let reason = reading.text("reason", REASON_SIGNS_MAX);
    let complaints = reading.into_complaints();
    let outcome = match (wish, from) {
        (Some(wish), Some(from)) if complaints.is_empty() => {
            let new = NewRequest { partner: about.id, wish, from, reason };
            sent_once(visit, typed, move |tx: &mut Tx<'_, '_, '_>| ask_request(tx, &new)).await
        }
        _ => Err(complaints.into()),
    };
    asked(visit, about, typed, matter, outcome)
}

async fn ask_heir(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let about = about(&visit, &id)?;
    let typed = with_name_of_address(typed);
    let mut reading = Reading::of(&typed);
    let heir = read_person(&mut reading, visit.now);
    let from = reading.day("from");
    let reason = reading.text("reason", REASON_SIGNS_MAX);
    let terms_version = if reading.ticked("terms") { about.terms.clone() } else { String::new() };
    let complaints = reading.into_complaints();
    let outcome = match from {
        Some(from) if complaints.is_empty() => {
            let new = NewHeir { partner: about.id, heir, terms_version, from, reason };
            sent_once(&visit, &typed, move |tx: &mut Tx<'_, '_, '_>| ask_inheritance(tx, &new)).await
        }
        _ => Err(complaints.into()),
    };
    asked(&visit, &about, &typed, Matter::Inheritance, outcome)
}

fn asked(
    visit: &Visit,
    about: &About,
    typed: &Typed,
    matter: Matter,
    outcome: Result<Option<crate::values::TreeRequestId>, Failure>,
) -> Answer {
    match outcome {
        Ok(id) => {
            let to = id.map_or_else(|| partner_path(about.id), request_path);
            Ok(redirect_with_message(&to, "office_requests.told.asked"))
        }
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(visit, &ask_page(visit, matter, about, typed, &complaints))
        }
    }
}

fn ask_page(visit: &Visit, matter: Matter, about: &About, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let sheet = partner_path(about.id);
    let filled = Filled { language, typed, complaints };
    let several = several_of(visit, matter, typed);
    let said = |what: &str| text!(language, &format!("office_requests.ask.{}_{what}", matter.word()));
    let day = |day: Day| texts::day(language, day);
    let closed = about.closed.map(|closed| {
        text!(language, "office_requests.ask.closed", day = day(closed), earliest = day(closed.plus_days(1)))
    });
    Page {
        title: said("title"),
        lead: Some(about.name.clone()),
        body: html! {
            (paragraph(&said("what")))
            (paragraph(&text!(language, "office_requests.ask.others")))
            (form(language, &Form {
                action: &format!("{sheet}/{}", verb(matter)),
                csrf: visit.csrf(),
                idempotency_key: Some(&form_key(typed)),
                guards_changes: true,
                complaints: complaints.summary(),
                body: fields(matter, about, &filled, (closed, &several)),
                buttons: vec![
                    submit_button(&text!(language, "office_requests.ask.confirm"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.back"), sheet.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(Link::new(about.name.clone(), sheet)),
        ..Page::default()
    }
}

/// Those whom the typed name may mean, where it means several.
fn several_of(visit: &Visit, matter: Matter, typed: &Typed) -> Vec<(String, String)> {
    let field = match matter {
        Matter::Sponsor | Matter::Run | Matter::Reopening | Matter::Payout | Matter::Collection => "sponsor",
        Matter::Merging => "other",
        Matter::Leaving | Matter::Inheritance => return Vec::new(),
    };
    match visit.read(|view| Ok(whom(view, typed.text(field).trim()))) {
        Ok(Whom::Several(all)) => all,
        _ => Vec::new(),
    }
}

fn fields(
    matter: Matter,
    about: &About,
    filled: &Filled,
    (closed, several): (Option<String>, &[(String, String)]),
) -> Markup {
    let language = filled.language;
    let reason = filled.field("reason", text!(language, "office_partners.form.reason"));
    let from = match matter {
        Matter::Leaving => text!(language, "office_partners.form.on"),
        _ => text!(language, "office_partners.form.from"),
    };
    let from = date_field(language, &Field { breadth: Breadth::Short, hint: closed, ..filled.field("from", from) });
    let among = choice_among(language, several, filled.typed);
    let among = html! { @if let Some((field, choices)) = &among { (radio_group(language, field, choices)) } };
    html! {
        @match matter {
            Matter::Sponsor | Matter::Run | Matter::Reopening | Matter::Payout | Matter::Collection => {
                (field_row(&[
                    text_field(language, &Field {
                        optional: true,
                        hint: Some(text!(language, "office_requests.ask.sponsor_hint")),
                        ..whom_field(filled, "sponsor", text!(language, "office_partners.form.sponsor"))
                    }),
                    from,
                ]))
                (among)
            }
            Matter::Leaving => {
                (team_choice(filled))
                (from)
            }
            Matter::Merging => {
                (field_row(&[
                    text_field(language, &whom_field(filled, "other", text!(language, "office_requests.ask.other"))),
                    from,
                ]))
                (among)
            }
            Matter::Inheritance => {
                (person_fields(filled))
                (from)
                (checkbox_field(language, &Field {
                    optional: true,
                    ..filled.field("terms", text!(language, "office_requests.ask.terms", version = about.terms))
                }))
            }
        }
        (textarea_field(language, &reason, 3))
    }
}

fn whom_field<'f>(filled: &Filled<'f>, name: &'f str, label: String) -> Field<'f> {
    Field { breadth: Breadth::Medium, autocomplete: "off", ..filled.field(name, label) }
}

fn team_choice(filled: &Filled) -> Markup {
    let language = filled.language;
    let choices = TeamGoes::ALL.map(|one| Choice {
        hint: Some(text!(language, &format!("office_requests.team.{}", one.word()))),
        ..Choice::new(one.word(), one.say(language))
    });
    radio_group(language, &filled.field("team", text!(language, "office_requests.ask.team")), &choices)
}
