//! Sending a file of the bank. It is judged at once, and looked at on the next page.

use std::sync::Arc;

use maud::{Markup, html};

use crate::app::{BankDesk, BankFileBegun, BankFileStage, BankFileStanding, BankSource, SentBankFile};
use crate::business::failure::Complaint;
use crate::business::payments::bank::{HouseAccount, house_accounts};
use crate::business::payments::collections::take_status_report;
use crate::business::permission::Permission;
use crate::exchange::sepa::{is_status_report, read_status_report};
use crate::portals::fields::Filled;
use crate::portals::office::bank::list_path;
use crate::portals::office::bank::look::file_path;
use crate::portals::office::frame;
use crate::portals::office::subjects::collection_path;
use crate::text;
use crate::values::{HouseAccountId, Iban};
use crate::web::parts::{
    Choice, Field, Form, Link, Loudness, file_field, form, link_button, link_list, section, select_field, submit_button,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, random, redirect, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(new_path(), show).form(new_path(), judge).behind(Permission::PaymentsMatch)
}

pub const fn new_path() -> &'static str {
    "/office/bank/new"
}

/// Larger files are for the command line.
const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;
const FILE_MEGABYTES_MAX: i64 = 64;

async fn show(visit: Visit) -> Answer {
    let accounts = accounts(&visit)?;
    frame::show(&visit, &send_page(&visit, &accounts, &Typed::from_pairs(Vec::new()), &Complaints::default()))
}

fn accounts(visit: &Visit) -> Result<Vec<(HouseAccountId, HouseAccount)>, crate::business::failure::Failure> {
    visit.read(|view| {
        view.require(Permission::PaymentsMatch)?;
        Ok(house_accounts(view))
    })
}

async fn judge(visit: Visit, typed: Typed) -> Answer {
    let report = typed.file("file").filter(|sent| is_status_report(&sent.bytes));
    if let Some(bytes) = report.map(|sent| sent.bytes.clone()) {
        return take_report(&visit, &typed, &bytes).await;
    }
    let complaint = match read(&typed) {
        Ok(file) => {
            let key = random::<16>();
            match BankDesk::judge(&visit.app, &visit.actor, key, file) {
                BankFileBegun::Yes => return Ok(redirect(&file_path(&key))),
                BankFileBegun::NotReady | BankFileBegun::AnotherRuns => {
                    Complaint::new("bank_desk.refusal.another_runs")
                }
            }
        }
        Err(complaint) => complaint,
    };
    let complaints = Complaints::said(visit.language, &[complaint]);
    frame::refuse(&visit, &send_page(&visit, &accounts(&visit)?, &typed, &complaints))
}

/// What the bank says of a file of debits is taken in at once, and told on the sheet of their collection.
async fn take_report(visit: &Visit, typed: &Typed, bytes: &[u8]) -> Answer {
    let outcome = match read_status_report(bytes) {
        Ok(report) => visit.write(move |tx| take_status_report(tx, &report)).await,
        Err(complaint) => Err(complaint.into()),
    };
    match outcome {
        Ok((id, _)) => Ok(redirect_with_message(&collection_path(id), "office_collections.told.report")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(visit, &send_page(visit, &accounts(visit)?, typed, &complaints))
        }
    }
}

fn read(typed: &Typed) -> Result<SentBankFile, Complaint> {
    let sent = typed.file("file").filter(|sent| !sent.bytes.is_empty());
    let sent = sent.ok_or_else(|| Complaint::new("bank_desk.refusal.no_file").at("file"))?;
    if sent.bytes.len() > FILE_BYTES_MAX {
        return Err(Complaint::new("bank_desk.refusal.too_large").at("file").with("most", FILE_MEGABYTES_MAX));
    }
    let account = match typed.text("account") {
        "" => None,
        iban => Some(Iban::parse(iban).ok_or_else(|| Complaint::new("web.reading.no_choice").at("account"))?),
    };
    Ok(SentBankFile {
        name: sent.file_name.clone(),
        source: BankSource::Sent(Arc::new(sent.bytes.clone())),
        account,
        map: None,
        gap_because: String::new(),
        gaps_seen: None,
    })
}

/// What this person has sent, and how far it is.
pub fn own_files(visit: &Visit) -> Markup {
    let language = visit.language;
    let own = visit.app.bank_desk().standings(&visit.actor);
    let waiting = own.iter().filter(|(_, standing)| is_to_see(&standing.stage));
    let link = |(key, standing): &(_, BankFileStanding)| {
        let stage = text!(language, &format!("bank_desk.stage.{}", stage_word(&standing.stage)));
        let label = text!(language, "bank_desk.send.own_one", file = standing.file_name, stage = stage);
        Link::new(label, file_path(key))
    };
    let links: Vec<Link> = waiting.map(link).collect();
    html! {
        @if !links.is_empty() { (section(&text!(language, "bank_desk.send.own"), link_list(&links))) }
    }
}

/// Whether there is something left to do or to see; of what is known there is not.
fn is_to_see(stage: &BankFileStage) -> bool {
    match stage {
        BankFileStage::Judging | BankFileStage::Taking => true,
        BankFileStage::Judged(outcome) => outcome.as_ref().is_ok_and(|taken| taken.kept_statements() > 0),
        BankFileStage::Taken(outcome) => outcome.is_err(),
    }
}

const fn stage_word(stage: &BankFileStage) -> &'static str {
    match stage {
        BankFileStage::Judging => "judging",
        BankFileStage::Judged(Ok(_)) => "judged",
        BankFileStage::Taking => "taking",
        BankFileStage::Taken(Ok(_)) => "taken",
        BankFileStage::Judged(Err(_)) | BankFileStage::Taken(Err(_)) => "failed",
    }
}

fn send_page(
    visit: &Visit,
    accounts: &[(HouseAccountId, HouseAccount)],
    typed: &Typed,
    complaints: &Complaints,
) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let file = Field {
        hint: Some(text!(language, "bank_desk.send.file_hint")),
        ..filled.field("file", text!(language, "bank_desk.send.file"))
    };
    let account = Field {
        optional: true,
        hint: Some(text!(language, "bank_desk.send.account_hint")),
        ..filled.field("account", text!(language, "bank_desk.column.account"))
    };
    let told = Choice::new("", text!(language, "bank_desk.send.as_told"));
    let named = |(_, account): &(HouseAccountId, HouseAccount)| {
        Choice::new(account.iban.as_str(), format!("{} · {}", account.name, account.iban.grouped()))
    };
    let choices: Vec<Choice> = [told].into_iter().chain(accounts.iter().map(named)).collect();
    let cancel = Link::new(text!(language, "office.form.cancel"), list_path());
    Page {
        title: text!(language, "bank_desk.page.take"),
        lead: Some(text!(language, "bank_desk.send.lead")),
        back: Some(Link::new(text!(language, "bank_desk.page.title"), list_path())),
        body: form(
            language,
            &Form {
                action: new_path(),
                csrf: visit.csrf(),
                sends_files: true,
                complaints: complaints.summary(),
                body: html! {
                    (file_field(language, &file, ".xml,.sta,.mt940,.940,.swi,.csv,.txt,text/xml,text/csv"))
                    (select_field(language, &account, &choices))
                },
                buttons: vec![
                    submit_button(&text!(language, "bank_desk.send.try"), Loudness::Primary),
                    link_button(&cancel, Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        ..Page::default()
    }
}
