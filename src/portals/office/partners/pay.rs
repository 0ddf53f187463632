//! What is owed to one partner and what of it waits: balance, reserve, credit for the shop, and whether the pay is held.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::ledger::{LedgerAccount, LedgerKey, balance};
use crate::business::partners::see_partner;
use crate::business::payments::{
    Hold, HoldReason, Reserve, ReserveState, batch_number, credit_to_pay_out, forfeit_reserve, free_reserve, hold_of,
    hold_pay, lift_hold, pay_credit_out, reserves_of_partner, shop_credit,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::deed::{Deed, Reason, deed_page_with};
use crate::portals::office::frame;
use crate::portals::office::partners::partner_id;
use crate::portals::office::subjects::{batch_path, partner_name, partner_path};
use crate::portals::reserve_table::Reserves;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{BatchId, Currency, Day, Language, Money, PartnerId};
use crate::web::parts::{
    Choice, Field, Link, Loudness, Meaning, Notice, Tile, link_button, notice, row, section, select_field, small,
    text_link, tiles,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page("/office/partners/{id}/pay", show).behind(Permission::PaymentsView);
    let doing = Routes::new()
        .page("/office/partners/{id}/pay/hold", ask_hold)
        .form("/office/partners/{id}/pay/hold", hold)
        .page("/office/partners/{id}/pay/lift", ask_lift)
        .form("/office/partners/{id}/pay/lift", lift)
        .page("/office/partners/{id}/pay/credit", ask_credit)
        .form("/office/partners/{id}/pay/credit", credit)
        .page("/office/partners/{id}/pay/{batch}/free", ask_free)
        .form("/office/partners/{id}/pay/{batch}/free", free)
        .page("/office/partners/{id}/pay/{batch}/forfeit", ask_forfeit)
        .form("/office/partners/{id}/pay/{batch}/forfeit", forfeit)
        .behind(Permission::PaymentsPayOut);
    looking.and(doing)
}

pub fn pay_path(id: PartnerId) -> String {
    format!("{}/pay", partner_path(id))
}

/// Everything that the page shows, from one snapshot.
struct Pay {
    id: PartnerId,
    name: String,
    owed: Money,
    held: Money,
    credit: Money,
    /// What of it may be paid out by now.
    credit_to_pay_out: Money,
    /// The hold, and since when as the wall shows it.
    hold: Option<(Hold, String)>,
    reserves: Vec<(BatchId, Reserve)>,
    today: Day,
    may_pay_out: bool,
}

impl Pay {
    fn of(view: &View<'_>, language: Language, id: &str) -> Result<Pay, Failure> {
        view.require(Permission::PaymentsView)?;
        let id = partner_id(id)?;
        see_partner(view, id)?;
        let wall = Wall::of(view, language);
        let owed = |account: LedgerAccount| {
            Money::new(-balance(view, LedgerKey { account, sub_account: id.number() }), Currency::EUR)
        };
        Ok(Pay {
            id,
            name: partner_name(view, id),
            owed: owed(LedgerAccount::CommissionPayable),
            held: owed(LedgerAccount::CommissionReserve),
            credit: shop_credit(view, id),
            credit_to_pay_out: credit_to_pay_out(view, id, view.today()),
            today: view.today(),
            hold: hold_of(view, id).map(|hold| {
                let since = wall.moment(hold.since).shown;
                (hold, since)
            }),
            reserves: reserves_of_partner(view, id)?,
            may_pay_out: view.may(Permission::PaymentsPayOut),
        })
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    frame::show(&visit, &pay_page(visit.language, &pay))
}

fn pay_page(language: Language, pay: &Pay) -> Page {
    let tile = |key: &'static str, amount: Money| Tile {
        label: text!(language, key),
        figure: texts::money(language, amount),
        ..Tile::default()
    };
    let asking = if pay.hold.is_some() { Asking::Lift } else { Asking::Hold };
    let title = text!(language, &format!("office_partners.pay.{}_title", asking.word()));
    let hold = Link::new(title, asking.path(pay.id));
    let pays_credit = pay.may_pay_out && pay.credit_to_pay_out.is_positive();
    let credit = Link::new(text!(language, "office_partners.pay.credit_title"), Asking::Credit.path(pay.id));
    Page {
        title: text!(language, "office_partners.pay.title"),
        lead: Some(pay.name.clone()),
        back: Some(Link::new(pay.name.clone(), partner_path(pay.id))),
        primary: pay.may_pay_out.then(|| link_button(&hold, Loudness::Secondary)),
        body: html! {
            @if let Some((hold, since)) = &pay.hold {
                @let because = hold.because.as_str();
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence: text!(language, "office_partners.pay.held", since = since, because = because),
                    more: hold.told.map(|told| small(&text!(
                        language, "office_partners.pay.held_told", told = told.say(language)
                    ))),
                }))
            }
            (tiles(&[
                tile("office_partners.pay.owed", pay.owed),
                tile("payments_out.part.reserve", pay.held),
                tile("payments_out.part.credit", pay.credit),
            ]))
            @if pays_credit { p { (text_link(&credit)) } }
            (section(&text!(language, "office_partners.pay.reserves"), reserve_table(language, pay)))
        },
        ..Page::default()
    }
}

fn reserve_table(language: Language, pay: &Pay) -> Markup {
    let deed = |batch: BatchId, verb: &str| {
        let label = text!(language, &format!("office_partners.pay.{verb}_title"));
        text_link(&Link::new(label, format!("{}/{batch}/{verb}", pay_path(pay.id))))
    };
    let deeds = |batch: BatchId, reserve: &Reserve| {
        let may_end = pay.may_pay_out && reserve.state == ReserveState::Held;
        html! { @if may_end { (row(&[deed(batch, "free"), deed(batch, "forfeit")])) } }
    };
    let reserves = Reserves {
        all: &pay.reserves,
        today: pay.today,
        caption: text!(language, "office_partners.pay.reserves"),
        none: text!(language, "office_partners.pay.no_reserve"),
    };
    let payment = |batch: BatchId| text_link(&Link::new(batch_number(batch), batch_path(batch)));
    reserves.show(language, payment, Some(&deeds))
}

/// What is asked before something happens that has a reason.
#[derive(Clone, Copy)]
enum Asking {
    Hold,
    Lift,
    Credit,
    Free(BatchId),
    Forfeit(BatchId),
}

impl Asking {
    const fn word(self) -> &'static str {
        match self {
            Asking::Hold => "hold",
            Asking::Lift => "lift",
            Asking::Credit => "credit",
            Asking::Free(_) => "free",
            Asking::Forfeit(_) => "forfeit",
        }
    }

    fn path(self, id: PartnerId) -> String {
        let pay = pay_path(id);
        match self {
            Asking::Hold => format!("{pay}/hold"),
            Asking::Lift => format!("{pay}/lift"),
            Asking::Credit => format!("{pay}/credit"),
            Asking::Free(batch) => format!("{pay}/{batch}/free"),
            Asking::Forfeit(batch) => format!("{pay}/{batch}/forfeit"),
        }
    }
}

async fn ask_hold(visit: Visit, Path(id): Path<String>) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    ask(&visit, &pay, Asking::Hold)
}

async fn hold(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    let (partner, reason) = (pay.id, typed.text("reason").to_owned());
    let mut reading = Reading::of(&typed);
    let outcome = match reading.choice("told", HoldReason::from_word) {
        Some(told) => visit.write(move |tx| hold_pay(tx, partner, told, &reason)).await,
        None => {
            if reason.trim().is_empty() {
                reading.complain(Complaint::new("payments_out.refusal.reason_missing").at("reason"));
            }
            Err(Refusal { kind: RefusalKind::Rule, complaints: reading.into_complaints() }.into())
        }
    };
    done(&visit, &pay, Asking::Hold, &typed, outcome)
}

async fn ask_lift(visit: Visit, Path(id): Path<String>) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    ask(&visit, &pay, Asking::Lift)
}

async fn lift(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    let (partner, reason) = (pay.id, typed.text("reason").to_owned());
    let outcome = visit.write(move |tx| lift_hold(tx, partner, &reason)).await;
    done(&visit, &pay, Asking::Lift, &typed, outcome)
}

async fn ask_credit(visit: Visit, Path(id): Path<String>) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    ask(&visit, &pay, Asking::Credit)
}

async fn credit(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    let (partner, reason) = (pay.id, typed.text("reason").to_owned());
    let outcome = visit.write(move |tx| pay_credit_out(tx, partner, &reason)).await;
    done(&visit, &pay, Asking::Credit, &typed, outcome)
}

async fn ask_free(visit: Visit, Path((id, batch)): Path<(String, String)>) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    ask(&visit, &pay, Asking::Free(batch_id(&batch)?))
}

async fn free(visit: Visit, Path((id, batch)): Path<(String, String)>, typed: Typed) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    let batch = batch_id(&batch)?;
    let (partner, reason) = (pay.id, typed.text("reason").to_owned());
    let outcome = visit.write(move |tx| free_reserve(tx, partner, batch, &reason)).await;
    done(&visit, &pay, Asking::Free(batch), &typed, outcome)
}

async fn ask_forfeit(visit: Visit, Path((id, batch)): Path<(String, String)>) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    ask(&visit, &pay, Asking::Forfeit(batch_id(&batch)?))
}

async fn forfeit(visit: Visit, Path((id, batch)): Path<(String, String)>, typed: Typed) -> Answer {
    let pay = visit.read(|view| Pay::of(view, visit.language, &id))?;
    let batch = batch_id(&batch)?;
    let (partner, reason) = (pay.id, typed.text("reason").to_owned());
    let outcome = visit.write(move |tx| forfeit_reserve(tx, partner, batch, &reason)).await;
    done(&visit, &pay, Asking::Forfeit(batch), &typed, outcome)
}

fn batch_id(text: &str) -> Result<BatchId, Failure> {
    BatchId::parse(text).ok_or_else(Failure::not_found)
}

fn ask(visit: &Visit, pay: &Pay, asking: Asking) -> Answer {
    frame::show(visit, &asking_page(visit, pay, asking, &Typed::default(), &Complaints::default())?)
}

fn done(visit: &Visit, pay: &Pay, asking: Asking, typed: &Typed, outcome: Result<(), Failure>) -> Answer {
    let Err(failure) = outcome else {
        let told = match asking {
            Asking::Hold => "office_partners.pay.told.hold",
            Asking::Lift => "office_partners.pay.told.lift",
            Asking::Credit => "office_partners.pay.told.credit",
            Asking::Free(_) => "office_partners.pay.told.free",
            Asking::Forfeit(_) => "office_partners.pay.told.forfeit",
        };
        return Ok(redirect_with_message(&pay_path(pay.id), told));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(visit, &asking_page(visit, pay, asking, typed, &complaints)?)
}

fn asking_page(
    visit: &Visit,
    pay: &Pay,
    asking: Asking,
    typed: &Typed,
    complaints: &Complaints,
) -> Result<Page, Failure> {
    let language = visit.language;
    let said = |what: &str| text!(language, &format!("office_partners.pay.{}_{what}", asking.word()));
    let amount = match asking {
        Asking::Hold | Asking::Lift => pay.owed,
        Asking::Credit => pay.credit_to_pay_out,
        Asking::Free(batch) | Asking::Forfeit(batch) => {
            let found = pay.reserves.iter().find(|(known, _)| *known == batch);
            found.map(|(_, reserve)| reserve.amount).ok_or_else(Failure::not_found)?
        }
    };
    let amount = texts::money(language, amount);
    let what = text!(language, &format!("office_partners.pay.{}_what", asking.word()), amount = amount);
    let deed = Deed {
        title: said("title"),
        lead: Some(pay.name.clone()),
        what: vec![what],
        reason: Some(Reason {
            label: text!(language, "office_partners.pay.reason"),
            hint: matches!(asking, Asking::Hold).then(|| text!(language, "office_partners.pay.hold_reason_hint")),
            typed: typed.text("reason"),
        }),
        action: asking.path(pay.id),
        confirm: said("title"),
        back: Link::new(text!(language, "office_partners.pay.title"), pay_path(pay.id)),
    };
    let told = matches!(asking, Asking::Hold).then(|| told_field(language, typed, complaints));
    Ok(deed_page_with(visit, deed, told.unwrap_or_default(), complaints))
}

/// What the partner reads on the statement while the pay is held.
fn told_field(language: Language, typed: &Typed, complaints: &Complaints) -> Markup {
    let choices: Vec<Choice> =
        HoldReason::ALL.iter().map(|reason| Choice::new(reason.word(), reason.say(language))).collect();
    let field = Field {
        name: "told",
        label: text!(language, "office_partners.pay.told_to_partner"),
        value: typed.text("told"),
        error: complaints.about("told"),
        ..Field::default()
    };
    select_field(language, &field, &choices)
}
