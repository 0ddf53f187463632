//! One plan in plain sentences, as `kontor plan explain` says it: one that holds, or one that comes with the program.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::commissions::{
    Paragraph, Plan, plan, plan_source, read_plan, say_plan, settles_in_firm, shipped_plans, warnings,
};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::portals::office::commissions::plans::{ADOPT_PATH, family, plans_path, short_hash, stem};
use crate::portals::office::frame;
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{
    DocumentLink, Fact, Link, Loudness, Meaning, Notice, PostButton, code, documents, facts, notice, post_button,
    prose, section,
};
use crate::web::{Answer, Complaints, Page, Routes, Visit, download, encoded};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/commissions/plans/{name}/{version}", show_adopted)
        .page("/office/commissions/plans/{name}/{version}/plan.toml", adopted_file)
        .page("/office/commissions/templates/{stem}", show_template)
        .page("/office/commissions/templates/{stem}/plan.toml", template_file)
}

pub fn adopted_path(plan: &Plan) -> String {
    format!("{}/{}/{}", plans_path(), encoded(&plan.name), plan.version)
}

pub fn template_path(file: &str) -> String {
    format!("/office/commissions/templates/{}", stem(file))
}

/// A plan that comes with the program.
struct Template {
    file: &'static str,
    source: &'static str,
    plan: Plan,
}

impl Template {
    fn named(wanted: &str) -> Result<Template, Failure> {
        let found = shipped_plans().iter().find(|(file, _)| stem(file) == wanted);
        let (file, source) = *found.ok_or_else(Failure::not_found)?;
        let plan = read_plan(source).map_err(|_| Failure::not_found())?;
        Ok(Template { file, source, plan })
    }
}

async fn show_adopted(visit: Visit, Path((name, version)): Path<(String, String)>) -> Answer {
    let version: u32 = version.parse().map_err(|_| Failure::not_found())?;
    let plan = visit.read(|view| {
        view.require(Permission::CommissionsView)?;
        plan(view, &name, version).ok_or_else(Failure::not_found)
    })?;
    let file = format!("{}/plan.toml", adopted_path(&plan));
    frame::show(&visit, &plan_page(visit.language, &plan, file))
}

async fn adopted_file(visit: Visit, Path((name, version)): Path<(String, String)>) -> Answer {
    let version: u32 = version.parse().map_err(|_| Failure::not_found())?;
    let source = visit.read(|view| {
        view.require(Permission::CommissionsView)?;
        plan_source(view, &name, version).ok_or_else(Failure::not_found)
    })?;
    Ok(download(&format!("{name}-{version}.toml"), TOML, source.text.into_bytes()))
}

const TOML: &str = "application/toml; charset=utf-8";

async fn show_template(visit: Visit, Path(wanted): Path<String>) -> Answer {
    let template = Template::named(&wanted)?;
    frame::show(&visit, &template_page(&visit, &template, Vec::new())?)
}

async fn template_file(Path(wanted): Path<String>) -> Answer {
    let template = Template::named(&wanted)?;
    Ok(download(&format!("{wanted}.toml"), TOML, template.source.as_bytes().to_vec()))
}

/// The same with what speaks against taking it over.
pub fn refused_template(visit: &Visit, file: &str, complaints: &Complaints) -> Answer {
    let said = complaints.summary().into_iter();
    let messages = said.map(|complaint| Notice { meaning: Meaning::Bad, sentence: complaint.sentence, more: None });
    frame::refuse(visit, &template_page(visit, &Template::named(stem(file))?, messages.collect())?)
}

fn template_page(visit: &Visit, template: &Template, mut messages: Vec<Notice>) -> Result<Page, Failure> {
    let language = visit.language;
    let Template { file, plan, .. } = template;
    let (is_adopted, may_adopt) = visit.read(|view| {
        let known = plan_source(view, &plan.name, plan.version);
        Ok((known.is_some_and(|known| known.hash == plan.hash), view.may(Permission::CommissionsRun)))
    })?;
    if let Err(why) = settles_in_firm(plan) {
        let sentence = why.complaint().say(language);
        messages.push(Notice { meaning: Meaning::Attention, sentence, more: None });
    }
    let button = PostButton {
        label: text!(language, "office_commissions.plan.adopt"),
        action: ADOPT_PATH,
        csrf: visit.csrf(),
        loudness: Loudness::Primary,
        hidden: vec![("plan", (*file).to_owned())],
    };
    let offers = may_adopt && !is_adopted && settles_in_firm(plan).is_ok();
    let page = plan_page(language, plan, format!("{}/plan.toml", template_path(file)));
    Ok(Page { lead: Some(family(language, file)), primary: offers.then(|| post_button(&button)), messages, ..page })
}

fn plan_page(language: Language, plan: &Plan, file: String) -> Page {
    let document = DocumentLink {
        label: text!(language, "office_commissions.plan.file"),
        href: file,
        kind: "TOML".to_owned(),
        note: None,
    };
    let hash = code(&short_hash(&plan.hash));
    let figures = [
        Fact::new(text!(language, "office_commissions.plan.version"), html! { (plan.version) }),
        Fact::new(
            text!(language, "office_commissions.plan.effective"),
            html! { (texts::day(language, plan.effective_from)) },
        ),
        Fact::new(text!(language, "office_commissions.plan.examples"), html! { (plan.examples.len()) }),
        Fact::new(text!(language, "office_commissions.plan.hash"), hash),
    ];
    Page {
        title: plan.title.get(language).to_owned(),
        back: Some(Link::new(text!(language, "office_commissions.page.plans"), plans_path())),
        body: html! {
            (objections(language, plan))
            (prose(&in_words(plan, language)))
        },
        aside: Some(html! {
            (section(&text!(language, "office_commissions.plan.about"), facts(&figures)))
            (documents(&[document]))
        }),
        ..Page::default()
    }
}

/// What the law may object to.
fn objections(language: Language, plan: &Plan) -> Markup {
    let said = warnings(plan).into_iter().map(|warning| Notice {
        meaning: Meaning::Attention,
        sentence: warning.complaint.say(language),
        more: None,
    });
    let said: Vec<Notice> = said.collect();
    html! { @for one in &said { (notice(one)) } }
}

/// The whole plan; its title stands above the page already.
fn in_words(plan: &Plan, language: Language) -> String {
    let paragraphs = say_plan(plan, language).into_iter().enumerate();
    let written = paragraphs.map(|(number, Paragraph { heading, sentences })| {
        let heading = if number == 0 { text!(language, "office_commissions.plan.in_short") } else { heading };
        let items: Vec<String> = sentences.iter().map(|sentence| format!("- {sentence}")).collect();
        format!("## {heading}\n\n{}\n", items.join("\n"))
    });
    written.collect::<Vec<_>>().join("\n")
}
