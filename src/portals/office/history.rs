//! What the journal tells, in words: one sentence an entry, with what stood there before and what stands there now.
//!
//! The sentence is the text `ROOM.event.NAME`; its gaps are the particulars of the event by their names, written
//! out as people write them: an id as a name, a number of days as a date, an amount with its currency.

use maud::Markup;
use serde_json::{Map, Value};

use crate::business::access;
use crate::business::event::told_as;
use crate::business::journal::{Entry, Subject};
use crate::business::orders::{OrderState, Placement, order_number};
use crate::business::permission::Permission;
use crate::business::shipping::Carrier;
use crate::business::stock;
use crate::business::view::View;
use crate::portals::office::subjects;
use crate::portals::office::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{
    AccountId, Currency, CustomerId, Day, Language, LotId, Money, OrderId, PartnerId, PersonId, PlaceId, Points,
    ProductId, RoleId,
};
use crate::web::parts::{Change, Happening, Link, Meaning, Section, section_with, text_link};

/// Particulars inside particulars: `figures.gross` is the gap `figures_gross`. Deeper ones are not told.
const JOINT: &str = "_";

/// Tells entries to one reader.
pub struct Teller<'v, 'r> {
    view: &'v View<'r>,
    wall: Wall,
    language: Language,
}

impl<'v, 'r> Teller<'v, 'r> {
    pub fn new(view: &'v View<'r>, language: Language) -> Teller<'v, 'r> {
        Teller { view, wall: Wall::of(view, language), language }
    }

    pub fn happening(&self, entry: &Entry) -> Happening {
        let body = body_of(entry);
        Happening {
            who: self.who(entry),
            when: self.wall.moment(entry.at),
            what: self.sentence(entry, &body),
            meaning: meaning(&entry.event),
            changes: self.changes(&entry.room, &body),
            remark: None,
            link: None,
        }
    }

    /// Every particular under its own name, for those who want to read the entry itself.
    pub fn particulars_of(&self, entry: &Entry) -> Vec<(String, String)> {
        self.particulars(&entry.room, &body_of(entry))
    }

    /// A particular that is a number, such as the id of a note.
    pub fn number_in(&self, entry: &Entry, name: &str) -> Option<u64> {
        body_of(entry).get(name).and_then(Value::as_u64)
    }

    /// Who did it, and in whose name.
    pub fn who(&self, entry: &Entry) -> String {
        let who = self.actor(&entry.actor);
        match entry.on_behalf {
            Some(person) => {
                let name = subjects::person_name(self.view, person);
                text!(self.language, "office_history.actor.on_behalf", who = who, name = name)
            }
            None => who,
        }
    }

    /// An actor as the journal names one: `account:12`, `visitor`, `operator`, `system`.
    pub fn actor(&self, name: &str) -> String {
        if let Some(id) = name.strip_prefix("account:").and_then(AccountId::parse) {
            return access::name_of(self.view, id);
        }
        match name {
            "visitor" => text!(self.language, "office_history.actor.visitor"),
            "operator" => text!(self.language, "office_history.actor.operator"),
            _ => text!(self.language, "office_history.actor.system"),
        }
    }

    fn sentence(&self, entry: &Entry, body: &Map<String, Value>) -> String {
        let particulars = self.particulars(&entry.room, body);
        let arguments: Vec<(&str, &dyn std::fmt::Display)> =
            particulars.iter().map(|(name, written)| (name.as_str(), written as &dyn std::fmt::Display)).collect();
        texts::say(self.language, &told_as(entry), &arguments)
    }

    /// Every particular by its name, written out.
    fn particulars(&self, room: &str, body: &Map<String, Value>) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (name, value) in body {
            match value {
                Value::Object(inner) => {
                    let inside = inner.iter().map(|(inner_name, value)| {
                        (
                            [name, inner_name].map(String::as_str).join(JOINT),
                            self.written(room, inner_name, value, inner),
                        )
                    });
                    found.extend(inside);
                }
                value => found.push((name.clone(), self.written(room, name, value, body))),
            }
        }
        found
    }

    /// One particular as people write it. `beside` are those that stand with it, such as the currency of an amount.
    fn written(&self, room: &str, name: &str, value: &Value, beside: &Map<String, Value>) -> String {
        let language = self.language;
        let number = value.as_u64();
        let day = value.as_i64().and_then(|number| i32::try_from(number).ok()).map(Day::from_number);
        match (room, name, number) {
            (_, "order", Some(id)) => order_number(OrderId::new(id)),
            (_, "customer", Some(id)) => subjects::customer_name(self.view, CustomerId::new(id)),
            (_, "partner" | "partner_before" | "credited_to" | "sponsor" | "above", Some(id)) => {
                subjects::partner_name(self.view, PartnerId::new(id))
            }
            (_, "sponsor" | "above", None) => text!(language, "office_partners.row.firm"),
            (_, "person", Some(id)) => subjects::person_name(self.view, PersonId::new(id)),
            (_, "account" | "deputy" | "for_account", Some(id)) => access::name_of(self.view, AccountId::new(id)),
            (_, "account", None) => text!(language, "office_history.value.nobody"),
            ("access", "role", Some(id)) => access::role(self.view, RoleId::new(id))
                .map_or_else(String::new, |role| role.name.get(language).to_owned()),
            (_, "product", Some(id)) => subjects::product_name(self.view, ProductId::new(id), language),
            ("stock", "place" | "from" | "to", Some(id)) => subjects::place_name(self.view, PlaceId::new(id)),
            ("stock", "lot", Some(id)) => {
                stock::lot(self.view, LotId::new(id)).map_or_else(String::new, |lot| lot.code)
            }
            ("cases", "from" | "to", _)
            | (_, "day" | "due_on" | "received_on" | "valid_from" | "from_day" | "to_day", _) => {
                day.map_or_else(String::new, |day| texts::day_short(language, day))
            }
            _ => self.written_word(room, name, value, beside),
        }
    }

    fn written_word(&self, room: &str, name: &str, value: &Value, beside: &Map<String, Value>) -> String {
        let language = self.language;
        let said = |key: String| text!(language, &key);
        let word = value.as_str().unwrap_or_default();
        match (room, name) {
            ("firm", "part") => said(format!("firm.part.{word}")),
            ("cases", "task") => said(format!("cases.task.{word}")),
            ("cases", "template") => said(format!("cases.template.{word}")),
            ("customers", "format") => said(format!("einvoice.format.{word}")),
            ("messages", "template") => said(format!("office_outbox.template.{word}")),
            ("orders", "was") => read::<OrderState>(value).map_or_else(String::new, |state| said(state.text_key())),
            ("orders", "placement") => {
                read::<Placement>(value).map_or_else(String::new, |placement| said(placement.text_key()))
            }
            ("shipping", "carrier") => {
                read::<Carrier>(value).map_or_else(String::new, |carrier| said(carrier_key(carrier)))
            }
            (
                _,
                "gross" | "net" | "amount" | "price_customer" | "price_partner" | "price_company" | "commission_base"
                | "paid" | "total" | "charges",
            ) => {
                let currency = beside.get("currency").and_then(Value::as_str).and_then(Currency::parse);
                let money = Money::parse_exact(word, currency.unwrap_or(Currency::EUR));
                money.map_or_else(|_| word.to_owned(), |money| texts::money(language, money))
            }
            ("catalog", "points") => {
                let points = Points::parse_exact(word);
                points.map_or_else(|_| word.to_owned(), |points| texts::points(language, points))
            }
            _ => match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => {
                    number.as_i64().map_or_else(|| number.to_string(), |number| texts::number(language, number))
                }
                Value::Array(items) => items.len().to_string(),
                Value::Bool(true) => text!(language, "office_history.value.yes"),
                Value::Bool(false) => text!(language, "office_history.value.no"),
                Value::Null | Value::Object(_) => String::new(),
            },
        }
    }

    /// What the event says of before and after: `before` and `after` themselves, or `partner_before` and `partner`.
    fn changes(&self, room: &str, body: &Map<String, Value>) -> Vec<Change> {
        match (body.get("before"), body.get("after")) {
            (Some(Value::Object(before)), Some(Value::Object(after))) => after
                .iter()
                .filter(|(name, value)| before.get(*name).is_some_and(|former| former != *value))
                .filter_map(|(name, value)| {
                    let former = self.written(room, name, before.get(name)?, before);
                    self.change(name, former, self.written(room, name, value, after))
                })
                .collect(),
            (Some(before), Some(after)) => {
                let written = |value| self.written(room, "quantity", value, body);
                self.change("quantity", written(before), written(after)).into_iter().collect()
            }
            _ => body
                .iter()
                .filter_map(|(name, former)| {
                    let name = name.strip_suffix("_before")?;
                    let value = body.get(name).filter(|value| *value != former)?;
                    self.change(name, self.written(room, name, former, body), self.written(room, name, value, body))
                })
                .collect(),
        }
    }

    /// A change of something that has a name for people.
    fn change(&self, name: &str, before: String, after: String) -> Option<Change> {
        let key = format!("office_history.field.{name}");
        let words = text!(self.language, &key);
        (words != key).then_some(Change { name: words, before, after })
    }
}

/// The journal narrowed to one thing, for those who may read it.
pub fn journal_link(view: &View<'_>, subject: &Subject, language: Language) -> Option<Link> {
    let path = format!("/office/journal?kind={}&id={}", subject.kind, subject.id);
    view.may(Permission::JournalView).then(|| Link::new(text!(language, "office_history.section.journal"), path))
}

/// The history of a sheet, with the way into the journal.
pub fn history_section(language: Language, journal: Option<&Link>, body: Markup) -> Markup {
    section_with(&Section {
        heading: text!(language, "office_orders.sheet.history"),
        lead: None,
        action: journal.map(text_link),
        body,
    })
}

fn body_of(entry: &Entry) -> Map<String, Value> {
    match serde_json::from_str(&entry.body) {
        Ok(Value::Object(body)) => body,
        _ => Map::new(),
    }
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

fn carrier_key(carrier: Carrier) -> String {
    format!("shipping.carrier.{}", carrier.word())
}

/// Good news are marked, and what went against somebody's wish.
fn meaning(event: &str) -> Meaning {
    match event {
        "order_cancelled" | "case_cancelled" | "stock_written_off" | "payment_reversed" => Meaning::Bad,
        "withdrawal_received" | "goods_returned" | "letter_troubled" | "picking_undone" => Meaning::Attention,
        "parcel_handed_over" | "payment_recorded" | "run_posted" => Meaning::Good,
        _ => Meaning::Neutral,
    }
}
