//! Our accounts at banks: those that stand on invoices, and all others whose statements are taken in.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure};
use crate::business::payments::bank::{
    HouseAccount, house_account, house_accounts, main_house_account, save_house_account,
};
use crate::business::permission::Permission;
use crate::exchange::bank::BankCsvMap;
use crate::portals::fields::Filled;
use crate::portals::office::firm::{Office, pair, tab_page};
use crate::portals::office::frame;
use crate::text;
use crate::values::{Currency, HouseAccountId};
use crate::web::parts::{
    Breadth, Column, Empty, Field, Form, Link, Loudness, Row, Section, Table, form, link_button, list_table,
    section_with, small, submit_button, text_field, textarea_field, two_lines,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(path(), list)
        .page(NEW_PATH, new)
        .form(NEW_PATH, add)
        .page("/office/firm/accounts/{account}", show)
        .form("/office/firm/accounts/{account}", change)
}

pub const fn path() -> &'static str {
    "/office/firm/accounts"
}

const NEW_PATH: &str = "/office/firm/accounts/new";

fn account_path(id: HouseAccountId) -> String {
    format!("{}/{id}", path())
}

async fn list(visit: Visit) -> Answer {
    let language = visit.language;
    let (office, accounts, main) = visit.read(|view| {
        let office = Office::of(view, &visit)?;
        Ok((office, house_accounts(view), main_house_account(view)))
    })?;
    let row = |(id, account): &(HouseAccountId, HouseAccount)| {
        let is_main = if main == Some(*id) { text!(language, "bank_desk.account.main") } else { String::new() };
        let cells = vec![
            two_lines(&account.name, &account.iban.grouped()),
            html! { (account.currency.code()) },
            small(&is_main),
        ];
        Row::leading_to(account_path(*id), cells)
    };
    let column = |name: &str| Column::text(text!(language, &format!("bank_desk.column.{name}")));
    let all = Table {
        caption: text!(language, "bank_desk.page.accounts"),
        columns: vec![column("account"), column("currency"), column("use")],
        rows: accounts.iter().map(row).collect(),
        empty: Empty::new(text!(language, "bank_desk.account.none")),
        ..Table::default()
    };
    let add = Link::new(text!(language, "bank_desk.account.add"), NEW_PATH);
    let body = section_with(&Section {
        heading: text!(language, "bank_desk.page.accounts"),
        lead: Some(text!(language, "bank_desk.account.lead")),
        body: html! { (list_table(language, &all)) (link_button(&add, Loudness::Primary)) },
        ..Section::default()
    });
    frame::show(&visit, &tab_page(&visit, &office, path(), body))
}

async fn new(visit: Visit) -> Answer {
    let currency = visit.read(|view| Ok(Office::of(view, &visit)?.firm.currency))?;
    let typed = Typed::from_pairs(vec![pair("currency", currency.code())]);
    frame::show(&visit, &account_page(&visit, None, &typed, &Complaints::default()))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let (id, account) = found(&visit, &id)?;
    frame::show(&visit, &account_page(&visit, Some(id), &stored(&account), &Complaints::default()))
}

async fn add(visit: Visit, typed: Typed) -> Answer {
    saved(visit, None, typed).await
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let (id, _) = found(&visit, &id)?;
    saved(visit, Some(id), typed).await
}

fn found(visit: &Visit, id: &str) -> Result<(HouseAccountId, HouseAccount), Failure> {
    let id = HouseAccountId::parse(id).ok_or_else(Failure::not_found)?;
    visit.read(|view| {
        view.require(Permission::FirmEdit)?;
        house_account(view, id).map(|account| (id, account)).ok_or_else(Failure::not_found)
    })
}

async fn saved(visit: Visit, id: Option<HouseAccountId>, typed: Typed) -> Answer {
    let outcome = match read(&typed) {
        Ok(account) => visit.write(move |tx| save_house_account(tx, id, &account)).await,
        Err(complaints) => Err(complaints.into()),
    };
    let Err(failure) = outcome else { return Ok(redirect_with_message(path(), "office_firm.told.saved")) };
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(&visit, &account_page(&visit, id, &typed, &complaints))
}

fn read(typed: &Typed) -> Result<HouseAccount, Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let name = reading.line("name");
    let iban = reading.optional_iban("iban");
    let bic = reading.optional_bic("bic");
    if typed.text("iban").trim().is_empty() {
        reading.complain(Complaint::new("web.reading.missing").at("iban"));
    }
    let currency = Currency::parse(&typed.text("currency").trim().to_uppercase());
    if currency.is_none() {
        reading.complain(Complaint::new("bank_desk.refusal.no_currency").at("currency"));
    }
    let column_map = typed.text("column_map").trim().to_owned();
    if let (false, Err(error)) = (column_map.is_empty(), BankCsvMap::read(&column_map)) {
        reading.complain(Complaint::new("bank_desk.refusal.map_wrong").at("column_map").with("why", error.0));
    }
    let complaints = reading.into_complaints();
    match (iban, currency) {
        (Some(iban), Some(currency)) if complaints.is_empty() => {
            Ok(HouseAccount { name, iban, bic, currency, column_map })
        }
        _ => Err(complaints),
    }
}

fn stored(account: &HouseAccount) -> Typed {
    Typed::from_pairs(vec![
        pair("name", &account.name),
        pair("iban", &account.iban.grouped()),
        pair("bic", &account.bic.as_ref().map_or(String::new(), ToString::to_string)),
        pair("currency", account.currency.code()),
        pair("column_map", &account.column_map),
    ])
}

fn account_page(visit: &Visit, id: Option<HouseAccountId>, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let action = id.map_or_else(|| NEW_PATH.to_owned(), account_path);
    let title = match id {
        None => text!(language, "bank_desk.account.add"),
        Some(_) => text!(language, "bank_desk.account.change"),
    };
    let cancel = Link::new(text!(language, "office.form.cancel"), path());
    Page {
        title,
        back: Some(Link::new(text!(language, "bank_desk.page.accounts"), path())),
        body: form(
            language,
            &Form {
                action: &action,
                csrf: visit.csrf(),
                guards_changes: true,
                complaints: complaints.summary(),
                body: fields(&Filled { language, typed, complaints }),
                buttons: vec![
                    submit_button(&text!(language, "office_firm.page.save"), Loudness::Primary),
                    link_button(&cancel, Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        ..Page::default()
    }
}

fn fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let name = Field {
        hint: Some(text!(language, "bank_desk.account.name_hint")),
        autocomplete: "off",
        ..filled.field("name", text!(language, "bank_desk.account.name"))
    };
    let iban = Field { autocomplete: "off", ..filled.field("iban", text!(language, "fields.iban")) };
    let bic = Field {
        optional: true,
        breadth: Breadth::Medium,
        autocomplete: "off",
        ..filled.field("bic", text!(language, "office_firm.bank.bic"))
    };
    let currency = Field {
        breadth: Breadth::Short,
        hint: Some(text!(language, "bank_desk.account.currency_hint")),
        ..filled.field("currency", text!(language, "bank_desk.column.currency"))
    };
    let map = Field {
        optional: true,
        hint: Some(text!(language, "bank_desk.account.map_hint")),
        ..filled.field("column_map", text!(language, "bank_desk.account.map"))
    };
    html! {
        (text_field(language, &name))
        (text_field(language, &iban))
        (text_field(language, &bic))
        (text_field(language, &currency))
        (textarea_field(language, &map, 8))
    }
}
