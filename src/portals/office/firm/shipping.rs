//! What delivery costs and how long it takes, country by country, from a day on.

use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure};
use crate::business::orders::{
    DELIVERY_DAYS_MAX, DeliveryTime, Tariff, Tariffs, TariffsOfDay, TariffsSince, all_tariffs, change_tariffs,
    prices_are_chosen, tariffs_mark, tariffs_on,
};
use crate::portals::office::firm::{Office, answered, pair, tab_page};
use crate::portals::office::frame;
use crate::portals::office::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Country, Day, Instant, Language, Money};
use crate::web::parts::{
    Breadth, CellField, Column, Empty, Field, Form, Loudness, Meaning, Notice, Row, Table, cell_text, date_field,
    figure, form, notice, paragraph, section, submit_button, table,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(path(), show).form(path(), change)
}

pub const fn path() -> &'static str {
    "/office/firm/shipping"
}

/// The tariffs that were ever set, and today.
struct History {
    today: Day,
    now: Tariffs,
    /// Whether those of today are the firm's own.
    is_chosen: bool,
    all: Vec<(Day, TariffsOfDay)>,
    /// Stands for all of them.
    mark: String,
    wall: Wall,
}

fn tariff_history(visit: &Visit, office: &Office) -> Result<History, Failure> {
    visit.read(|view| {
        let today = view.today();
        Ok(History {
            today,
            now: tariffs_on(view, today, office.firm.currency),
            is_chosen: prices_are_chosen(view, today),
            all: all_tariffs(view),
            mark: tariffs_mark(view),
            wall: Wall::of(view, visit.language),
        })
    })
}

async fn show(visit: Visit) -> Answer {
    let office = visit.read(|view| Office::of(view, &visit))?;
    let history = tariff_history(&visit, &office)?;
    let typed = stored(visit.language, &history);
    frame::show(&visit, &page(&visit, &office, &history, &typed, &Complaints::default()))
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let office = visit.read(|view| Office::of(view, &visit))?;
    let seen = typed.text("seen").to_owned();
    let wish = read(&typed, &office);
    let from = wish.as_ref().ok().map(|(day, _)| *day);
    let outcome = match wish {
        Ok((day, tariffs)) => visit.write(move |tx| change_tariffs(tx, day, &tariffs, &seen)).await,
        Err(complaints) => Err(complaints.into()),
    };
    let mut history = tariff_history(&visit, &office)?;
    if outcome.is_ok() && from.is_some_and(|from| from > history.today) {
        return Ok(redirect_with_message(path(), "office_firm.told.from_a_day"));
    }
    if !outcome.as_ref().is_err_and(Failure::is_conflict) {
        // Whoever mends what was typed has not seen what somebody else may have set meanwhile.
        history.mark = typed.text("seen").to_owned();
    }
    answered(&visit, path(), outcome, |office, complaints| page(&visit, office, &history, &typed, complaints))
}

fn price_field(country: Country) -> String {
    format!("price_{}", country.code())
}

fn free_field(country: Country) -> String {
    format!("free_from_{}", country.code())
}

fn days_from_field(country: Country) -> String {
    format!("days_from_{}", country.code())
}

fn days_to_field(country: Country) -> String {
    format!("days_to_{}", country.code())
}

fn read(typed: &Typed, office: &Office) -> Result<(Day, Tariffs), Vec<Complaint>> {
    let currency = office.firm.currency;
    let mut reading = Reading::of(typed);
    let day = reading.day("valid_from");
    let mut tariffs = Vec::new();
    for country in Country::DELIVERED {
        let (price, free) = (price_field(country), free_field(country));
        let is_typed = |field: &str| !typed.text(field).trim().is_empty();
        let is_free_typed = is_typed(&free);
        let has_days = is_typed(&days_from_field(country)) || is_typed(&days_to_field(country));
        // A country without a price is not delivered to; a limit or days alone mean nothing.
        if !is_typed(&price) && !is_free_typed && !has_days {
            continue;
        }
        let price = reading.money(&price, currency);
        let free_from = if is_free_typed { reading.money(&free, currency) } else { None };
        let time = delivery_time(&mut reading, country);
        tariffs.extend(price.map(|price| Tariff { country, price, free_from, time }));
    }
    let complaints = reading.into_complaints();
    match day {
        Some(day) if complaints.is_empty() => Ok((day, Tariffs(tariffs))),
        _ => Err(complaints),
    }
}

/// Both numbers or none.
fn delivery_time(reading: &mut Reading<'_>, country: Country) -> Option<DeliveryTime> {
    let (from, to) = (days_from_field(country), days_to_field(country));
    let was_clean = reading.is_clean();
    let typed = [&from, &to].map(|field| reading.optional_number(field, 1, DELIVERY_DAYS_MAX));
    match typed {
        [Some(first), Some(last)] => {
            let time = DeliveryTime::new(first, last);
            if time.is_none() {
                reading.complain(Complaint::new("office_firm.shipping.days_turned").at(to));
            }
            time
        }
        [None, None] => None,
        [first, _] => {
            if was_clean == reading.is_clean() {
                let missing = if first.is_none() { from } else { to };
                reading.complain(Complaint::new("office_firm.shipping.days_both").at(missing));
            }
            None
        }
    }
}

fn stored(language: Language, history: &History) -> Typed {
    let mut pairs = vec![pair("valid_from", &history.today.to_string())];
    for tariff in &history.now.0 {
        let plain = |money: Money| texts::plain_money(language, money);
        pairs.push((price_field(tariff.country), plain(tariff.price)));
        pairs.push((free_field(tariff.country), tariff.free_from.map(plain).unwrap_or_default()));
        let days = |days: fn(DeliveryTime) -> u32| tariff.time.map(|time| days(time).to_string()).unwrap_or_default();
        pairs.push((days_from_field(tariff.country), days(DeliveryTime::from)));
        pairs.push((days_to_field(tariff.country), days(DeliveryTime::to)));
    }
    Typed::from_pairs(pairs)
}

fn page(visit: &Visit, office: &Office, history: &History, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let day = Field {
        name: "valid_from",
        label: text!(language, "office_firm.shipping.valid_from"),
        value: typed.text("valid_from"),
        hint: Some(text!(language, "office_firm.shipping.valid_from_hint")),
        error: complaints.about("valid_from"),
        breadth: Breadth::Medium,
        ..Field::default()
    };
    let first = || Notice {
        meaning: Meaning::Attention,
        sentence: text!(language, "office_firm.shipping.not_chosen"),
        more: None,
    };
    let body = html! {
        @if !history.is_chosen { (notice(&first())) }
        (form(language, &Form {
            action: path(),
            csrf: visit.csrf(),
            guards_changes: true,
            hidden: vec![("seen", history.mark.clone())],
            complaints: complaints.summary(),
            body: html! {
                (paragraph(&text!(language, "office_firm.shipping.lead")))
                (table(language, &price_table(language, office, typed, complaints)))
                (date_field(language, &day))
            },
            buttons: vec![submit_button(&text!(language, "office_firm.page.save"), Loudness::Primary)],
            ..Form::default()
        }))
        @if !history.all.is_empty() {
            (section(&text!(language, "office_firm.shipping.history"), former(language, history)))
        }
    };
    tab_page(visit, office, path(), body)
}

fn price_table<'t>(language: Language, office: &Office, typed: &Typed, complaints: &Complaints) -> Table<'t> {
    let price = text!(language, "office_firm.shipping.price", currency = office.firm.currency.code());
    let free = text!(language, "office_firm.shipping.free_from", currency = office.firm.currency.code());
    let from = text!(language, "office_firm.shipping.days_from");
    let to = text!(language, "office_firm.shipping.days_to");
    let cell = |name: &str, heading: &str, country: &str, input_mode: &str| {
        cell_text(&CellField {
            name,
            value: typed.text(name),
            label: format!("{heading}, {country}"),
            error: complaints.about(name),
            input_mode,
            ..CellField::default()
        })
    };
    let row = |country: Country| {
        let name = texts::country_name(language, country);
        Row::new(vec![
            html! { (name) },
            cell(&price_field(country), &price, &name, "decimal"),
            cell(&free_field(country), &free, &name, "decimal"),
            cell(&days_from_field(country), &from, &name, "numeric"),
            cell(&days_to_field(country), &to, &name, "numeric"),
        ])
    };
    Table {
        caption: text!(language, "office_firm.tab.shipping"),
        columns: vec![
            Column::text(text!(language, "office_firm.shipping.country")),
            Column::text(price.clone()),
            Column::text(free.clone()),
            Column::text(from.clone()),
            Column::text(to.clone()),
        ],
        rows: Country::DELIVERED.into_iter().map(row).collect(),
        ..Table::default()
    }
}

/// Every price that was ever set, the newest first.
fn former(language: Language, history: &History) -> Markup {
    let since = |day: Day, at: Option<Instant>| match at {
        Some(at) => history.wall.exact(at),
        None => texts::day(language, day),
    };
    let row = |from: &str, tariff: &Tariff| {
        let free = tariff
            .free_from
            .map_or_else(|| text!(language, "office_firm.shipping.never_free"), |from| texts::money(language, from));
        Row::new(vec![
            html! { (from) },
            html! { (texts::country_name(language, tariff.country)) },
            figure(&texts::money(language, tariff.price)),
            figure(&free),
            html! { (tariff.time.map_or_else(|| text!(language, "office_firm.shipping.no_time"), |time| time.say(language))) },
        ])
    };
    let all = history.all.iter().rev().flat_map(|(day, of_day)| of_day.0.iter().rev().map(|set| (*day, set)));
    let rows = all.flat_map(|(day, TariffsSince { at, tariffs })| {
        let from = since(day, *at);
        tariffs.0.iter().map(|tariff| row(&from, tariff)).collect::<Vec<_>>()
    });
    table(
        language,
        &Table {
            caption: text!(language, "office_firm.shipping.history"),
            columns: vec![
                Column::text(text!(language, "office_firm.shipping.valid_from")),
                Column::text(text!(language, "office_firm.shipping.country")),
                Column::figure(text!(language, "office_firm.shipping.price_net")),
                Column::figure(text!(language, "office_firm.shipping.free_from_net")),
                Column::text(text!(language, "office_firm.shipping.time")),
            ],
            rows: rows.collect(),
            empty: Empty::default(),
            ..Table::default()
        },
    )
}
