//! What is held back of a partner's payments until when, and the credit for the shop.

use maud::html;

use crate::business::failure::Failure;
use crate::business::ledger::{LedgerAccount, LedgerKey, balance};
use crate::business::payments::{Reserve, batch_number, reserves_of_partner, shop_credit};
use crate::business::view::View;
use crate::portals::partner::statements::list::list_path;
use crate::portals::partner::{frame, own_partner};
use crate::portals::reserve_table::Reserves;
use crate::text;
use crate::texts;
use crate::values::{BatchId, Currency, Day, Language, Money};
use crate::web::parts::{Link, Tile, paragraph, section, tiles};
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
    today: Day,
}

async fn show(visit: Visit) -> Answer {
    let kept = visit.read(Kept::own)?;
    frame::show(&visit, &reserve_page(visit.language, &kept))
}

impl Kept {
    fn own(view: &View<'_>) -> Result<Kept, Failure> {
        let (own, _) = own_partner(view)?;
        let reserves = reserves_of_partner(view, own)?;
        let held = LedgerKey { account: LedgerAccount::CommissionReserve, sub_account: own.number() };
        let held = Money::new(-balance(view, held), Currency::EUR);
        Ok(Kept { held, credit: shop_credit(view, own), reserves, today: view.today() })
    }
}

fn reserve_page(language: Language, kept: &Kept) -> Page {
    let tile = |key: &'static str, amount: Money| Tile {
        label: text!(language, key),
        figure: texts::money(language, amount),
        ..Tile::default()
    };
    let reserves = Reserves {
        all: &kept.reserves,
        today: kept.today,
        caption: text!(language, "partner.reserve.payments"),
        none: text!(language, "partner.reserve.none"),
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
            @if !kept.credit.is_zero() { (paragraph(&text!(language, "partner.reserve.credit_what"))) }
            (section(&text!(language, "partner.reserve.payments"), reserves.show(language, |batch| html! { (batch_number(batch)) }, None)))
        },
        ..Page::default()
    }
}
