//! The page of a statement: the sum, what became of it, what was asked for, and the lines.

use maud::{Markup, html};

use crate::business::commissions::{StatementParts, StatementSheet};
use crate::portals::asked::Asked;
use crate::portals::partner::standing::questions;
use crate::portals::partner::statements::document::self_billed_section;
use crate::portals::partner::statements::list::list_path;
use crate::portals::partner::statements::reckoning::paid;
use crate::portals::partner::statements::reserve::reserve_path;
use crate::portals::partner::statements::sheet::lines::lines;
use crate::portals::partner::statements::sheet::running_path_of;
use crate::portals::partner::statements::sheet::shown::{Preview, Shown};
use crate::portals::partner::statements::statement_path;
use crate::portals::pay_parts::part_lines;
use crate::portals::statement_lines::part_sums;
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::Page;
use crate::web::parts::{
    DocumentLink, Link, Meaning, Notice, Tab, Tile, documents, notice, section, small, sums, tabs, text_link, tiles,
};

pub(super) fn statement_page(language: Language, asked: &Asked, shown: &Shown) -> Page {
    let sheet = &shown.sheet;
    let period = texts::period_in_full(language, sheet.period);
    Page {
        title: match &shown.posted {
            Some(posted) if posted.is_correction => {
                text!(language, "partner.statements.correction_of", period = period)
            }
            Some(_) => text!(language, "partner.statements.of", period = period),
            None => text!(language, "partner.statements.running_of", period = period),
        },
        lead: Some(text!(
            language,
            "partner.statements.by_plan",
            plan = sheet.plan.get(language),
            version = sheet.plan_version
        )),
        back: Some(Link::new(text!(language, "partner.statements.title"), list_path())),
        body: html! {
            @if shown.running.len() > 1 { (others(language, shown)) }
            (tiles(&figures(language, shown)))
            (standing(language, shown))
            (section(&text!(language, "partner.statements.sum"), html! {
                (sums(&part_sums(language, &StatementParts::of(sheet, &shown.lines))))
                (small(&text!(language, "partner.statements.without_tax")))
            }))
            @if let Some(posted) = &shown.posted {
                (self_billed_section(language, posted.run, &shown.documents, shown.today))
            }
            @if let Some(parts) = shown.posted.as_ref().and_then(|posted| posted.payout.as_ref()?.parts) {
                (section(&text!(language, "payments_out.part.heading"), html! {
                    (sums(&part_lines(language, parts, sheet.total, shown.vat())))
                    (text_link(&Link::new(text!(language, "partner.reserve.title"), reserve_path())))
                }))
            }
            @if shown.tells_of_team() {
                (section(&text!(language, "partner.statements.conditions"), conditions(language, sheet)))
            }
            @if let Some(objections) = &shown.objections { (objections.section(language)) }
            (section(&text!(language, "partner.statements.lines"), lines(language, asked, shown)))
        },
        ..Page::default()
    }
}

/// Ways to the previews of everything else that is running. The name of a plan says something only where there are
/// several.
fn others(language: Language, shown: &Shown) -> Markup {
    let several = shown.running.iter().any(|preview| preview.plan != shown.plan);
    let label = |preview: &Preview| {
        let period = texts::period(language, preview.period);
        if several { format!("{}, {period}", preview.title.get(language)) } else { period }
    };
    let tab = |preview: &Preview| Tab {
        label: label(preview),
        href: running_path_of(&preview.plan, preview.period),
        current: preview.plan == shown.plan && preview.period == shown.sheet.period,
        count: None,
    };
    let all: Vec<Tab> = shown.running.iter().map(tab).collect();
    tabs(&text!(language, "partner.statements.running"), &all)
}

fn figures(language: Language, shown: &Shown) -> Vec<Tile> {
    let sheet = &shown.sheet;
    let mut figures = vec![
        Tile {
            label: text!(language, "partner.statements.total"),
            figure: texts::money(language, sheet.total),
            note: Some(text!(language, "partner.statements.line_count", count = sheet.lines)),
            ..Tile::default()
        },
        Tile {
            label: text!(language, "partner.month.own_points"),
            figure: texts::points(language, sheet.own_points),
            ..Tile::default()
        },
    ];
    figures.extend(shown.tells_of_team().then(|| Tile {
        label: text!(language, "partner.month.team_points"),
        figure: texts::points(language, sheet.team_points),
        note: Some(text!(language, "partner.statements.people", count = sheet.team_size)),
        ..Tile::default()
    }));
    figures
}

/// What became of it, or that nothing of it is settled yet.
fn standing(language: Language, shown: &Shown) -> Markup {
    let Some(posted) = &shown.posted else {
        let sentence = text!(language, "partner.statements.preview", day = texts::day(language, shown.today));
        return notice(&Notice { meaning: Meaning::Information, sentence, more: None });
    };
    let (meaning, sentence) = paid(language, shown.sheet.total, posted.payout.as_ref(), shown.today);
    let pdf = DocumentLink {
        label: text!(language, "partner.statements.pdf"),
        href: format!("{}/statement.pdf", statement_path(posted.run)),
        kind: "PDF".to_owned(),
        note: posted.on.map(|day| text!(language, "partner.statements.posted_on", day = texts::day(language, day))),
    };
    let own_data = Link::new(text!(language, "partner.statements.bank_account"), "/account");
    let left_out = posted.payout.as_ref().is_some_and(|payout| payout.paid.is_err());
    html! {
        (notice(&Notice { meaning, sentence, more: left_out.then(|| text_link(&own_data)) }))
        (documents(&[pdf]))
    }
}

fn conditions(language: Language, sheet: &StatementSheet) -> Markup {
    if sheet.predicates.iter().all(|answer| answer.asked.is_empty()) {
        return small(&text!(language, "partner.statements.no_conditions"));
    }
    questions(language, &sheet.predicates, sheet.total.currency())
}
