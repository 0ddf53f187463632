//! What is held back of a partner's payments until when, and the credit for the shop.

use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::ledger::{LedgerAccount, LedgerKey, balance};
use crate::business::payments::{Reserve, ReserveState, batch_number, reserves_of_partner};
use crate::business::view::View;
use crate::portals::partner::statements::list::list_path;
use crate::portals::partner::{frame, own_partner};
use crate::text;
use crate::texts;
use crate::values::{BatchId, Currency, Language, Money};
use crate::web::parts::{
    Column, Empty, Link, Meaning, Row, Table, Tile, figure, paragraph, section, state, table, tiles, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(reserve_path(), show)
}

pub const fn reserve_path() -> &'static str {
    "/partner/statements/reserve"
}

/// The reserve and the credit of one partner.
struct Kept {
    reserves: Vec<(BatchId, Reserve)>,
    held: Money,
    credit: Money,
}

async fn show(visit: Visit) -> Answer {
    let kept = visit.read(Kept::own)?;
    frame::show(&visit, &reserve_page(visit.language, &kept))
}

impl Kept {
    fn own(view: &View<'_>) -> Result<Kept, Failure> {
        let (own, _) = own_partner(view)?;
        let reserves = reserves_of_partner(view, own)?;
        let owed = |account: LedgerAccount| {
            Money::new(-balance(view, LedgerKey { account, sub_account: own.number() }), Currency::EUR)
        };
        Ok(Kept { held: owed(LedgerAccount::CommissionReserve), credit: owed(LedgerAccount::ShopCredit), reserves })
    }
}

fn reserve_page(language: Language, kept: &Kept) -> Page {
    let tile = |key: &'static str, amount: Money| Tile {
        label: text!(language, key),
        figure: texts::money(language, amount),
        ..Tile::default()
    };
    Page {
        title: text!(language, "partner.reserve.title"),
        back: Some(Link::new(text!(language, "partner.statements.title"), list_path())),
        body: html! {
            (tiles(&[
                tile("payments_out.part.reserve", kept.held),
                tile("payments_out.part.credit", kept.credit),
            ]))
            (paragraph(&text!(language, "partner.reserve.what")))
            (section(&text!(language, "partner.reserve.payments"), reserve_table(language, &kept.reserves)))
        },
        ..Page::default()
    }
}

fn reserve_table(language: Language, reserves: &[(BatchId, Reserve)]) -> Markup {
    let row = |(batch, reserve): &(BatchId, Reserve)| {
        let meaning = match reserve.state {
            ReserveState::Held => Meaning::Information,
            ReserveState::Freed => Meaning::Good,
            ReserveState::Forfeited => Meaning::Attention,
            ReserveState::TakenBack => Meaning::Neutral,
        };
        let ended = reserve.ended_on.map(|day| texts::day_short(language, day)).unwrap_or_default();
        Row::new(vec![
            two_lines(&texts::day_short(language, reserve.held_on), &batch_number(*batch)),
            figure(&texts::money(language, reserve.amount)),
            html! { (texts::day_short(language, reserve.free_on)) },
            state(meaning, &reserve.state.say(language)),
            two_lines(&ended, &reserve.because),
        ])
    };
    let column = |name: &str| text!(language, &format!("payments_out.reserve.column.{name}"));
    table(
        language,
        &Table {
            caption: text!(language, "partner.reserve.payments"),
            columns: vec![
                Column::text(column("held_on")),
                Column::figure(column("amount")),
                Column::text(column("free_on")),
                Column::state(column("state")),
                Column::text(column("ended_on")),
            ],
            rows: reserves.iter().map(row).collect(),
            empty: Empty::new(text!(language, "partner.reserve.none")),
            ..Table::default()
        },
    )
}
