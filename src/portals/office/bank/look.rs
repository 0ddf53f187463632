//! What a bank file would add, before it does; how far it is; and what it did.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::app::{
    BankDesk, BankFileBegun, BankFileKey, BankFileOutcome, BankFileStage, BankFileStanding, BankFileTrouble, BankTaken,
};
use crate::business::failure::Failure;
use crate::business::payments::bank::{HouseAccount, StatementPlan, Verdict, house_accounts};
use crate::business::permission::Permission;
use crate::portals::office::bank::list::days;
use crate::portals::office::bank::list_path;
use crate::portals::office::bank::send::new_path;
use crate::portals::office::bank::words::kind_word;
use crate::portals::office::frame;
use crate::text;
use crate::texts;
use crate::values::{HouseAccountId, Language};
use crate::web::parts::{
    Column, Field, Form, Link, Loudness, Meaning, Notice, PostButton, Progress, Row, Table, figure, form, hidden_field,
    link_button, link_list, list_table, notice, paragraph, post_button, progress, section, small, state, submit_button,
    textarea_field, two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, from_hex, hex, redirect};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/bank/files/{key}", show)
        .form(take_path(), take)
        .form(cancel_path(), cancel)
        .form(again_path(), again)
        .behind(Permission::PaymentsMatch)
}

pub const fn take_path() -> &'static str {
    "/office/bank/take"
}

pub const fn cancel_path() -> &'static str {
    "/office/bank/cancel"
}

pub const fn again_path() -> &'static str {
    "/office/bank/again"
}

pub fn file_path(key: &BankFileKey) -> String {
    format!("{}/files/{}", list_path(), hex(key))
}

/// So many statements are shown of a file that has more.
const SHOWN_MAX: usize = 100;
/// A reason has this many letters at least; the rule itself stands with the command.
const REASON_SIGNS_MIN: usize = 3;

fn found(visit: &Visit, key: &str) -> Result<(BankFileKey, BankFileStanding), Failure> {
    let key = from_hex::<16>(key).ok_or_else(Failure::not_found)?;
    let standing = visit.app.bank_desk().standing(&visit.actor, &key).ok_or_else(Failure::not_found)?;
    Ok((key, standing))
}

async fn show(visit: Visit, Path(key): Path<String>) -> Answer {
    let (key, standing) = found(&visit, &key)?;
    let page = FilePage::of(&visit, key, &standing)?;
    frame::show(&visit, &page.page("", None, &Complaints::default()))
}

async fn take(visit: Visit, typed: Typed) -> Answer {
    let (key, standing) = found(&visit, typed.text("file"))?;
    let because = typed.text("gap_because").trim();
    let page = FilePage::of(&visit, key, &standing)?;
    let gap = match &standing.stage {
        BankFileStage::Judged(Ok(taken)) => taken.first_gap(),
        _ => None,
    };
    if gap.is_some() && because.chars().count() < REASON_SIGNS_MIN {
        let complaint = crate::business::failure::Complaint::new("bank_desk.refusal.reason_missing").at("gap_because");
        let complaints = Complaints::said(visit.language, &[complaint]);
        return frame::refuse(&visit, &page.page(because, None, &complaints));
    }
    match BankDesk::take_in(&visit.app, &visit.actor, key, because) {
        // Sent twice it is under way already, which its page shows.
        BankFileBegun::Yes | BankFileBegun::NotReady => Ok(redirect(&file_path(&key))),
        BankFileBegun::AnotherRuns => {
            let why = text!(visit.language, "bank_desk.refusal.another_runs");
            frame::refuse_with(&visit, StatusCode::CONFLICT, &page.page(because, Some(why), &Complaints::default()))
        }
    }
}

async fn cancel(visit: Visit, typed: Typed) -> Answer {
    let (key, _) = found(&visit, typed.text("file"))?;
    // Too late is no mistake: its page shows what became of it.
    visit.app.bank_desk().cancel(&visit.actor, &key);
    Ok(redirect(&file_path(&key)))
}

async fn again(visit: Visit, typed: Typed) -> Answer {
    let (key, standing) = found(&visit, typed.text("file"))?;
    match BankDesk::judge_again(&visit.app, &visit.actor, key) {
        BankFileBegun::Yes | BankFileBegun::NotReady => Ok(redirect(&file_path(&key))),
        BankFileBegun::AnotherRuns => {
            let page = FilePage::of(&visit, key, &standing)?;
            let why = text!(visit.language, "bank_desk.refusal.another_runs");
            frame::refuse_with(&visit, StatusCode::CONFLICT, &page.page("", Some(why), &Complaints::default()))
        }
    }
}

struct FilePage<'p> {
    visit: &'p Visit,
    language: Language,
    key: BankFileKey,
    standing: &'p BankFileStanding,
    accounts: Vec<(HouseAccountId, HouseAccount)>,
}

impl<'p> FilePage<'p> {
    fn of(visit: &'p Visit, key: BankFileKey, standing: &'p BankFileStanding) -> Result<FilePage<'p>, Failure> {
        let accounts = visit.read(|view| {
            view.require(Permission::PaymentsMatch)?;
            Ok(house_accounts(view))
        })?;
        Ok(FilePage { visit, language: visit.language, key, standing, accounts })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }

    fn page(&self, because: &str, refused_because: Option<String>, complaints: &Complaints) -> Page {
        let stage = &self.standing.stage;
        let body = match stage {
            BankFileStage::Judging => self.under_way(self.text("bank_desk.look.judging")),
            BankFileStage::Taking => self.under_way(self.text("bank_desk.look.taking")),
            BankFileStage::Judged(outcome) | BankFileStage::Taken(outcome) => {
                self.outcome(outcome, because, complaints)
            }
        };
        Page {
            title: text!(self.language, "bank_desk.look.title", file = self.standing.file_name),
            back: Some(Link::new(self.text("bank_desk.page.title"), list_path())),
            body: html! {
                @if let Some(why) = refused_because { (said(Meaning::Bad, why)) }
                (body)
            },
            refresh_seconds: stage.is_under_way().then_some(2),
            ..Page::default()
        }
    }

    fn outcome(&self, outcome: &BankFileOutcome, because: &str, complaints: &Complaints) -> Markup {
        match outcome {
            Err(trouble) => self.refused(trouble),
            Ok(taken) if taken.known_since.is_some() => self.known(taken),
            Ok(taken) if matches!(self.standing.stage, BankFileStage::Taken(_)) => self.taken(taken),
            Ok(taken) => self.judged(taken, because, complaints),
        }
    }

    fn under_way(&self, what: String) -> Markup {
        let written = |count: u64| texts::number(self.language, i64::try_from(count).unwrap_or(i64::MAX));
        let (done, total) = (written(self.standing.done), written(self.standing.total));
        let how_far = match (self.standing.done, self.standing.total) {
            (0, _) => String::new(),
            (_, 0) => text!(self.language, "bank_desk.look.read_so_far", done = done),
            _ => text!(self.language, "bank_desk.look.how_far", done = done, total = total),
        };
        html! {
            (progress(self.language, &Progress {
                what,
                done: self.standing.done,
                total: Some(self.standing.total).filter(|total| *total > 0),
                how_far,
                meanwhile: Markup::default(),
            }))
            @if self.standing.is_cancelled { (paragraph(&self.text("bank_desk.look.cancelling"))) }
            @else {
                (post_button(&PostButton {
                    label: self.text("bank_desk.look.cancel"),
                    action: cancel_path(),
                    csrf: self.visit.csrf(),
                    loudness: Loudness::Quiet,
                    hidden: vec![("file", hex(&self.key))],
                }))
            }
            (link_list(&[Link::new(self.text("bank_desk.look.again"), file_path(&self.key))]))
        }
    }

    fn judged(&self, taken: &BankTaken, because: &str, complaints: &Complaints) -> Markup {
        let is_new = taken.kept_statements() > 0;
        let (meaning, sentence) = match (is_new, taken.first_gap()) {
            (false, _) => (Meaning::Information, self.text("bank_desk.look.nothing_new")),
            (true, Some(plan)) => (Meaning::Attention, self.gap_sentence(plan)),
            (true, None) => (Meaning::Good, self.text("bank_desk.look.good")),
        };
        html! {
            (said(meaning, sentence))
            (self.statements(taken))
            @if is_new { (self.take_form(taken, because, complaints)) }
            @else { (link_list(&[Link::new(self.text("bank_desk.look.next"), list_path())])) }
        }
    }

    fn gap_sentence(&self, plan: &StatementPlan) -> String {
        let Some((expected, found)) = plan.gap else { return String::new() };
        let money = |amount| texts::money(self.language, amount);
        let day = texts::day_short(self.language, plan.from);
        text!(self.language, "bank_desk.look.gap", expected = money(expected), found = money(found), day = day)
    }

    fn take_form(&self, taken: &BankTaken, because: &str, complaints: &Complaints) -> Markup {
        let reason = Field {
            name: "gap_because",
            label: self.text("bank_desk.look.gap_because"),
            hint: Some(self.text("bank_desk.look.gap_because_hint")),
            value: because,
            error: complaints.about("gap_because"),
            ..Field::default()
        };
        form(
            self.language,
            &Form {
                action: take_path(),
                csrf: self.visit.csrf(),
                complaints: complaints.summary(),
                body: html! {
                    (hidden_field("file", &hex(&self.key)))
                    @if taken.first_gap().is_some() { (textarea_field(self.language, &reason, 2)) }
                },
                buttons: vec![
                    submit_button(&self.text("bank_desk.look.take"), Loudness::Primary),
                    link_button(&Link::new(self.text("office.form.cancel"), list_path()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        )
    }

    fn statements(&self, taken: &BankTaken) -> Markup {
        let column = |name: &str| text!(self.language, &format!("bank_desk.column.{name}"));
        let shown = Table {
            caption: self.text("bank_desk.look.statements"),
            columns: vec![
                Column::text(column("account")),
                Column::text(column("days")),
                Column::state(column("kind")),
                Column::figure(column("lines")),
                Column::figure(column("known")),
                Column::figure(column("kept")),
                Column::figure(column("opening")),
                Column::figure(column("closing")),
            ],
            rows: taken.statements.iter().take(SHOWN_MAX).map(|plan| self.row(plan)).collect(),
            ..Table::default()
        };
        let more = taken.statements.len().saturating_sub(SHOWN_MAX);
        section(
            &self.text("bank_desk.look.statements"),
            html! {
                (list_table(self.language, &shown))
                @if more > 0 { (small(&text!(self.language, "bank_desk.look.more", count = more))) }
            },
        )
    }

    fn row(&self, plan: &StatementPlan) -> Row {
        let named = self.accounts.iter().find(|(id, _)| *id == plan.account);
        let (name, iban) = named.map_or_else(Default::default, |(_, a)| (a.name.clone(), a.iban.grouped()));
        let count = |count: u32| figure(&texts::number(self.language, i64::from(count)));
        let balance = |balance: Option<crate::business::payments::BankBalance>| match balance {
            Some(balance) => figure(&texts::money(self.language, balance.amount)),
            None => small("–"),
        };
        let kind = kind_word(self.language, plan.draft.kind);
        let standing = match (plan.verdict, plan.gap) {
            (Verdict::Take | Verdict::TakeAll, Some(_)) => state(Meaning::Attention, &self.text("bank_desk.state.gap")),
            (Verdict::Take | Verdict::TakeAll, None) => state(Meaning::Good, &kind),
            (Verdict::Known, _) => state(Meaning::Neutral, &self.text("bank_desk.state.known")),
            (Verdict::OnlyShown, _) => state(Meaning::Information, &kind),
        };
        Row::new(vec![
            two_lines(&name, &iban),
            html! { (days(self.language, plan.from, plan.to)) },
            standing,
            count(plan.lines),
            count(plan.known),
            count(plan.kept),
            balance(plan.draft.opening),
            balance(plan.draft.closing),
        ])
    }

    fn taken(&self, taken: &BankTaken) -> Markup {
        html! {
            (said(Meaning::Good, text!(self.language, "bank_desk.look.taken", count = taken.kept())))
            (self.statements(taken))
            (link_list(&[Link::new(self.text("bank_desk.look.next"), list_path())]))
        }
    }

    fn known(&self, taken: &BankTaken) -> Markup {
        let zone = self.visit.app.door().zone();
        let since = taken.known_since.map(|since| texts::instant(self.language, since, &zone)).unwrap_or_default();
        html! {
            (said(Meaning::Information, text!(self.language, "bank_desk.look.file_known", since = since)))
            (link_list(&[Link::new(self.text("bank_desk.look.next"), list_path())]))
        }
    }

    fn refused(&self, trouble: &BankFileTrouble) -> Markup {
        let sentence = match trouble {
            BankFileTrouble::File(trouble) => {
                let what = trouble.say(self.language);
                text!(self.language, "bank_desk.look.bad", what = what)
            }
            BankFileTrouble::Interrupted if self.standing.is_cancelled => self.text("bank_desk.look.cancelled"),
            BankFileTrouble::Interrupted => self.text("bank_desk.look.interrupted"),
            BankFileTrouble::Failure(Failure::Refused(refusal)) => {
                let said: Vec<String> = refusal.complaints.iter().map(|one| one.say(self.language)).collect();
                said.join(" ")
            }
            BankFileTrouble::Failure(Failure::Fault(_)) => self.text("bank_desk.look.fault"),
        };
        html! {
            (said(Meaning::Bad, sentence))
            @if self.standing.may_be_judged_again {
                (post_button(&PostButton {
                    label: self.text("bank_desk.look.judge_again"),
                    action: again_path(),
                    csrf: self.visit.csrf(),
                    loudness: Loudness::Secondary,
                    hidden: vec![("file", hex(&self.key))],
                }))
            }
            (link_list(&[Link::new(self.text("bank_desk.look.another"), new_path())]))
        }
    }
}

fn said(meaning: Meaning, sentence: String) -> Markup {
    notice(&Notice { meaning, sentence, more: None })
}
