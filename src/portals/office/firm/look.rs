//! How pages and papers look: logo, colour, and the words of the start page.

use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure};
use crate::business::firm::{self, FirmPart, Look, change_logo};
use crate::exchange::pictures::clean_logo;
use crate::exchange::print::is_printable_logo;
use crate::portals::fields::Filled;
use crate::portals::office::firm::{
    Office, PartForm, answered, local_pairs, local_text, pair, part_form, save, tab_page,
};
use crate::portals::office::frame;
use crate::text;
use crate::values::Language;
use crate::web::parts::{
    Confirmation, Field, Form, Loudness, Meaning, Notice, colour_field, confirmation, fieldset, file_field, form,
    notice, paragraph, section, small, submit_button, swatch, text_field, textarea_field, wide_picture,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, accent_facts, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(path(), show)
        .form(path(), change)
        .form("/office/firm/logo", take_logo)
        .form("/office/firm/logo/remove", remove_logo)
}

pub const fn path() -> &'static str {
    "/office/firm/look"
}

async fn show(visit: Visit) -> Answer {
    let office = visit.read(|view| Office::of(view, &visit))?;
    frame::show(&visit, &page(&visit, &office, &stored(&office), &Complaints::default()))
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let part = FirmPart::Look(Look {
        accent: typed.text("accent").trim().to_lowercase(),
        claim: local_text(&typed, "claim"),
        about: local_text(&typed, "about"),
    });
    let outcome = save(&visit, &typed, part).await;
    answered(&visit, path(), outcome, |office, complaints| page(&visit, office, &typed, complaints))
}

async fn take_logo(visit: Visit, typed: Typed) -> Answer {
    let outcome = match typed.file("logo").map(|upload| clean_logo(&upload.bytes)) {
        Some(Ok(logo)) => visit.write(move |tx| change_logo(tx, Some(&logo))).await,
        Some(Err(trouble)) => Err(trouble.complaint().at("logo").into()),
        None => Err(Complaint::new("office_firm.look.no_file").at("logo").into()),
    };
    logo_answered(&visit, outcome)
}

async fn remove_logo(visit: Visit, _typed: Typed) -> Answer {
    let outcome = visit.write(|tx| change_logo(tx, None)).await;
    logo_answered(&visit, outcome)
}

fn logo_answered(visit: &Visit, outcome: Result<(), Failure>) -> Answer {
    match outcome {
        Ok(()) => Ok(redirect_with_message(path(), "office_firm.told.logo")),
        Err(failure) => {
            answered(visit, path(), Err(failure), |office, complaints| page(visit, office, &stored(office), complaints))
        }
    }
}

fn stored(office: &Office) -> Typed {
    let firm = &office.firm;
    let mut pairs = vec![pair("accent", &firm.accent)];
    pairs.extend(local_pairs("claim", &firm.claim));
    pairs.extend(local_pairs("about", &firm.about));
    Typed::from_pairs(pairs)
}

fn page(visit: &Visit, office: &Office, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let seen = FirmPart::Look(firm::look(&office.firm)).mark();
    let about_logo = complaints.about("logo").is_some();
    let none = Complaints::default();
    let of_look = if about_logo { &none } else { complaints };
    let fields = fields(&Filled { language, typed, complaints: of_look }, office);
    let body = html! {
        (section(&text!(language, "office_firm.look.logo"), logo(visit, complaints)))
        (section(&text!(language, "office_firm.look.words"), part_form(visit, &PartForm {
            path: path(),
            seen,
            complaints: of_look,
            fields,
        })))
    };
    tab_page(visit, office, path(), body)
}

fn logo(visit: &Visit, complaints: &Complaints) -> Markup {
    let language = visit.language;
    let kept = visit.read(|view| Ok(firm::logo(view))).unwrap_or_default();
    let about = complaints.summary().into_iter().filter(|complaint| complaint.field.as_deref() == Some("logo"));
    let field = Field {
        name: "logo",
        label: text!(language, "office_firm.look.file"),
        hint: Some(text!(language, "office_firm.look.file_hint")),
        error: complaints.about("logo"),
        ..Field::default()
    };
    html! {
        @match &kept {
            Some(bytes) => {
                (wide_picture("/firm/logo", &text!(language, "office_firm.look.logo")))
                @if !is_printable_logo(bytes) {
                    (notice(&Notice {
                        meaning: Meaning::Attention,
                        sentence: text!(language, "office_firm.look.not_on_paper"),
                        more: None,
                    }))
                }
            }
            None => { (paragraph(&text!(language, "office_firm.look.no_logo"))) }
        }
        (form(language, &Form {
            action: "/office/firm/logo",
            csrf: visit.csrf(),
            sends_files: true,
            complaints: about.collect(),
            body: file_field(language, &field, ".svg,.png,image/svg+xml,image/png"),
            buttons: vec![submit_button(&text!(language, "office_firm.look.take"), Loudness::Secondary)],
            ..Form::default()
        }))
        @if kept.is_some() {
            (confirmation(language, &Confirmation {
                id: "remove-logo",
                opener: text!(language, "office_firm.look.remove"),
                heading: text!(language, "office_firm.look.remove_question"),
                consequence: text!(language, "office_firm.look.remove_consequence"),
                action: "/office/firm/logo/remove",
                csrf: visit.csrf(),
                confirm: text!(language, "office_firm.look.remove_now"),
                ..Confirmation::default()
            }))
        }
    }
}

fn fields(filled: &Filled, office: &Office) -> Markup {
    let language = filled.language;
    let of =
        |name: &'static str, key: &'static str| Field { optional: true, ..filled.field(name, text!(language, key)) };
    html! {
        (colour_field(language, &Field {
            optional: false,
            hint: Some(text!(language, "office_firm.look.accent_hint")),
            ..of("accent", "office_firm.look.accent")
        }))
        (accent(language, &office.firm.accent))
        (fieldset(&text!(language, "office_firm.look.claim"), html! {
            (text_field(language, &of("claim_de", "office_firm.language.german")))
            (text_field(language, &of("claim_en", "office_firm.language.english")))
            (text_field(language, &of("claim_zh", "office_firm.language.chinese")))
        }))
        (fieldset(&text!(language, "office_firm.look.about"), html! {
            (textarea_field(language, &of("about_de", "office_firm.language.german"), 5))
            (textarea_field(language, &of("about_en", "office_firm.language.english"), 5))
            (textarea_field(language, &of("about_zh", "office_firm.language.chinese"), 5))
        }))
    }
}

/// What becomes of the colour that is set: it is darkened or lightened until words in it can be read.
fn accent(language: Language, accent: &str) -> Markup {
    let Some(facts) = accent_facts(accent) else { return html! {} };
    let ratio = format!("{},{:02} : 1", facts.contrast / 100, facts.contrast % 100);
    let ratio = if language == Language::De { ratio } else { ratio.replace(',', ".") };
    let key = if facts.is_readable { "office_firm.look.readable" } else { "office_firm.look.adjusted" };
    html! {
        p {
            (swatch(&facts.light)) (swatch(&facts.dark))
            (small(&text!(language, key, ratio = ratio, light = facts.light, dark = facts.dark)))
        }
    }
}
