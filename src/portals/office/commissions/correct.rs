//! Opening a correction run: what became known late of a closed period, and why it is reckoned once more.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::commissions::{
    self, LateChange, Run, RunSheet, RunState, corrections_of, late_changes_of, rests_on_corrected, run_number,
};
use crate::business::failure::Failure;
use crate::business::orders::order_number;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::office::commissions::words::run_state;
use crate::portals::office::commissions::{run_id, run_name};
use crate::portals::office::frame;
use crate::portals::office::subjects::{order_path, partner_name, run_path};
use crate::portals::once::{form_key, sent_once};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Language, RunId};
use crate::web::parts::{
    Column, Empty, Field, Form, Link, Loudness, Row, Table, figure, form, link_button, paragraph, section,
    submit_button, table, textarea_field, two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/commissions/{run}/correct", show)
        .form("/office/commissions/{run}/correct", open)
        .behind(Permission::CommissionsRun)
}

pub fn correct_path(id: RunId) -> String {
    format!("{}/correct", run_path(id))
}

/// What a correction of a period is opened from.
pub struct Correcting {
    language: Language,
    id: RunId,
    sheet: RunSheet,
    pub late: Vec<ShownChange>,
    /// A correction of an earlier period, posted since this one was settled.
    pub rests_on: Option<(RunId, Run)>,
    pub corrections: Vec<(RunId, Run)>,
}

/// A late change with everything written out.
pub struct ShownChange {
    change: LateChange,
    seller: String,
    seller_before: Option<String>,
    by: String,
    when: String,
}

impl Correcting {
    pub fn of(view: &View<'_>, language: Language, id: RunId) -> Result<Correcting, Failure> {
        let sheet = commissions::run_sheet(view, id)?;
        let wall = Wall::of(view, language);
        let shown = |change: LateChange| ShownChange {
            seller: partner_name(view, change.after.credited_to),
            seller_before: change.before.as_ref().map(|before| partner_name(view, before.credited_to)),
            by: change.by.map_or_else(String::new, |account| access::name_of(view, account)),
            when: wall.moment(change.at).shown,
            change,
        };
        let known = |id: RunId| commissions::run(view, id).map(|run| (id, run));
        Ok(Correcting {
            language,
            id,
            late: late_changes_of(view, id)?.into_iter().map(shown).collect(),
            rests_on: rests_on_corrected(view, id)?.and_then(known),
            corrections: corrections_of(view, id).into_iter().filter_map(known).collect(),
            sheet,
        })
    }

    /// Whether something speaks for reckoning the period once more.
    pub fn is_due(&self) -> bool {
        self.sheet.run.state == RunState::Posted && (!self.late.is_empty() || self.rests_on.is_some())
    }

    pub fn sentences(&self) -> Vec<String> {
        let language = self.language;
        let late = (!self.late.is_empty())
            .then(|| text!(language, "office_commissions.correct.late_found", count = self.late.len()));
        let rests_on = self.rests_on.as_ref().map(|(id, run)| {
            let (run, period) = (run_number(*id), texts::period(language, run.period));
            text!(language, "office_commissions.correct.rests_on", run = run, period = period)
        });
        late.into_iter().chain(rests_on).collect()
    }

    /// The corrections that were posted, with what each of them gave.
    pub fn table_of_corrections(&self) -> Markup {
        let language = self.language;
        let row = |(id, run): &(RunId, Run)| {
            let paid = run.result.as_ref().map(|result| texts::money(language, result.paid)).unwrap_or_default();
            let because = run.corrects.as_ref().map_or("", |corrects| corrects.because.as_str());
            let cells =
                vec![html! { (run_number(*id)) }, html! { (because) }, run_state(language, run.state), figure(&paid)];
            Row::leading_to(run_path(*id), cells)
        };
        let column = |name: &str| text!(language, &format!("office_commissions.column.{name}"));
        table(
            language,
            &Table {
                caption: text!(language, "office_commissions.correct.corrections"),
                columns: vec![
                    Column::text(column("number")),
                    Column::text(text!(language, "office_commissions.correct.because")),
                    Column::state(column("state")),
                    Column::figure(text!(language, "office_commissions.correct.difference")),
                ],
                rows: self.corrections.iter().map(row).collect(),
                ..Table::default()
            },
        )
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = run_id(&id)?;
    let correcting = visit.read(|view| Correcting::of(view, visit.language, id))?;
    frame::show(&visit, &correct_page(&visit, &correcting, &Typed::default(), &Complaints::default()))
}

async fn open(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = run_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let command = move |tx: &mut Tx<'_, '_, '_>| commissions::open_correction(tx, id, &reason);
    let failure = match sent_once(&visit, &typed, command).await {
        Ok(opened) => {
            let to = opened.map_or_else(|| run_path(id), run_path);
            return Ok(redirect_with_message(&to, "office_commissions.told.opened"));
        }
        Err(failure) => failure,
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let correcting = visit.read(|view| Correcting::of(view, visit.language, id))?;
    frame::refuse(&visit, &correct_page(&visit, &correcting, &typed, &complaints))
}

fn correct_page(visit: &Visit, correcting: &Correcting, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let run = &correcting.sheet.run;
    let period = texts::period(language, run.period);
    let back = Link::new(run_name(language, correcting.id, run), run_path(correcting.id));
    let reason = Field {
        name: "reason",
        label: text!(language, "office_commissions.correct.because"),
        hint: Some(text!(language, "office_commissions.correct.because_hint")),
        value: typed.text("reason"),
        error: complaints.about("reason"),
        ..Field::default()
    };
    Page {
        title: text!(language, "office_commissions.correct.title", period = period),
        body: html! {
            (paragraph(&text!(language, "office_commissions.correct.what")))
            @if let Some((id, earlier)) = &correcting.rests_on {
                (paragraph(&text!(
                    language,
                    "office_commissions.correct.rests_on",
                    run = run_number(*id),
                    period = texts::period(language, earlier.period)
                )))
            }
            (section(&text!(language, "office_commissions.correct.late"), late_table(correcting)))
            (form(language, &Form {
                action: &correct_path(correcting.id),
                csrf: visit.csrf(),
                idempotency_key: Some(&form_key(typed)),
                complaints: complaints.summary(),
                body: textarea_field(language, &reason, 3),
                buttons: vec![
                    submit_button(&text!(language, "office_commissions.correct.confirm"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.back"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}

/// What became known since the period was settled, and what it was before.
fn late_table(correcting: &Correcting) -> Markup {
    let language = correcting.language;
    let row = |shown: &ShownChange| {
        let sale = &shown.change.after;
        let what = match &shown.seller_before {
            Some(before) => text!(language, "office_commissions.correct.moved", before = before, after = shown.seller),
            None => text!(language, "office_commissions.correct.arrived", seller = shown.seller),
        };
        let cells = vec![
            two_lines(&order_number(sale.order), &texts::day_short(language, sale.day)),
            two_lines(&what, &shown.change.because),
            two_lines(&shown.when, &shown.by),
            figure(&texts::points(language, sale.points)),
            figure(&texts::money(language, sale.base)),
        ];
        Row::leading_to(order_path(sale.order), cells)
    };
    let column = |name: &str| text!(language, &format!("office_commissions.correct.column.{name}"));
    table(
        language,
        &Table {
            caption: text!(language, "office_commissions.correct.late"),
            columns: vec![
                Column::text(column("order")),
                Column::text(column("what")),
                Column::text(column("known")),
                Column::figure(column("points")),
                Column::figure(column("base")),
            ],
            rows: correcting.late.iter().map(row).collect(),
            empty: Empty::new(text!(language, "office_commissions.correct.nothing_late")),
            ..Table::default()
        },
    )
}
