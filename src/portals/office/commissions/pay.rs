//! Paying a posted run: on which day the bank is to carry it out.

use axum::extract::Path;
use maud::html;

use crate::business::commissions::{self, RunSheet, RunState, run_number};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::ledger::{LedgerAccount, balances_of};
use crate::business::payments::{bank_day_from, batches_of_run};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::office::commissions::{run_id, run_name};
use crate::portals::office::frame;
use crate::portals::office::subjects::{batch_path, run_path};
use crate::portals::once::sent_once;
use crate::text;
use crate::texts;
use crate::values::{Currency, Day, Money, RunId};
use crate::web::parts::{
    Breadth, Fact, Field, Form, Link, Loudness, date_field, facts, figure, form, link_button, paragraph, submit_button,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/commissions/{run}/pay", show)
        .form("/office/commissions/{run}/pay", pay)
        .behind(Permission::PaymentsPayOut)
}

pub fn pay_path(id: RunId) -> String {
    format!("{}/pay", run_path(id))
}

struct Paying {
    id: RunId,
    sheet: RunSheet,
    /// What is owed to partners altogether, also from earlier periods.
    owed: Money,
    partners: usize,
    minimum: Money,
    first_day: Day,
}

impl Paying {
    fn of(view: &View<'_>, id: &str) -> Result<Paying, Failure> {
        view.require(Permission::PaymentsPayOut)?;
        let id = run_id(id)?;
        let sheet = commissions::run_sheet(view, id)?;
        let currency = sheet.run.result.as_ref().map_or(Currency::EUR, |result| result.paid.currency());
        let balances = balances_of(view, LedgerAccount::CommissionPayable);
        let owed: Vec<i64> = balances.into_iter().map(|(_, balance)| -balance).filter(|owed| *owed > 0).collect();
        Ok(Paying {
            id,
            owed: Money::new(owed.iter().sum(), currency),
            partners: owed.len(),
            minimum: sheet.plan.payout.minimum(currency),
            sheet,
            first_day: bank_day_from(view.today().plus_days(1)),
        })
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let paying = visit.read(|view| Paying::of(view, &id))?;
    if paying.sheet.run.state != RunState::Posted {
        let complaint = Complaint::new("commissions.refusal.not_posted").with("run", run_number(paying.id));
        let complaints = Complaints::of(visit.language, Failure::from(complaint))?;
        return super::sheet::refused_sheet(&visit, paying.id, &complaints);
    }
    let typed = Typed::default().with("execute_on", &paying.first_day.to_string());
    frame::show(&visit, &pay_page(&visit, &paying, &typed, &Complaints::default()))
}

async fn pay(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let run = run_id(&id)?;
    let outcome = match day_of(&typed) {
        Ok(day) => {
            let command = move |tx: &mut Tx<'_, '_, '_>| commissions::pay_run(tx, run, day);
            sent_once(&visit, &typed, command).await
        }
        Err(failure) => Err(failure),
    };
    let Err(failure) = outcome else {
        let newest = visit.read(|view| Ok(batches_of_run(view, run).first().map(|(id, _)| *id)))?;
        let to = newest.map_or_else(|| run_path(run), batch_path);
        return Ok(redirect_with_message(&to, "office_commissions.told.paid"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let paying = visit.read(|view| Paying::of(view, &id))?;
    frame::refuse(&visit, &pay_page(&visit, &paying, &typed, &complaints))
}

fn day_of(typed: &Typed) -> Result<Day, Failure> {
    let mut reading = Reading::of(typed);
    match reading.day("execute_on") {
        Some(day) if reading.is_clean() => Ok(day),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints: reading.into_complaints() }.into()),
    }
}

fn pay_page(visit: &Visit, paying: &Paying, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let back = Link::new(run_name(language, paying.id, &paying.sheet.run), run_path(paying.id));
    let cancel = Link::new(text!(language, "office.form.back"), back.href.clone());
    let action = pay_path(paying.id);
    let key = hex(&random::<16>());
    let field = Field {
        name: "execute_on",
        label: text!(language, "office_commissions.pay.day"),
        hint: Some(text!(language, "office_commissions.pay.day_hint")),
        value: typed.text("execute_on"),
        error: complaints.about("execute_on"),
        breadth: Breadth::Short,
        autofocus: true,
        ..Field::default()
    };
    let partners = texts::number(language, i64::try_from(paying.partners).unwrap_or(i64::MAX));
    Page {
        title: text!(
            language,
            "office_commissions.pay.title",
            period = texts::period(language, paying.sheet.run.period)
        ),
        body: html! {
            (paragraph(&text!(
                language, "office_commissions.pay.what", minimum = texts::money(language, paying.minimum)
            )))
            (facts(&[
                Fact::new(
                    text!(language, "office_commissions.pay.owed"),
                    figure(&texts::money(language, paying.owed)),
                ),
                Fact::new(text!(language, "office_commissions.pay.partners"), figure(&partners)),
            ]))
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                idempotency_key: Some(&key),
                complaints: complaints.summary(),
                body: date_field(language, &field),
                buttons: vec![
                    submit_button(&text!(language, "office_commissions.do.pay"), Loudness::Primary),
                    link_button(&cancel, Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}
