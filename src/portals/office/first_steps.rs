//! What a new firm sets up before its first orders, and what an old one must mend before it sells again, on the desk of
//! those who may, until it has been done.

use maud::Markup;

use crate::business::access;
use crate::business::catalog;
use crate::business::firm;
use crate::business::orders::{self, Missing, missing_for_shop};
use crate::business::permission::Permission;
use crate::business::stock;
use crate::business::view::View;
use crate::portals::office::firm::{bank_path, look_path, mail_path, particulars_path, shipping_path};
use crate::portals::office::stock::receive_path;
use crate::portals::office::{accounts, exchange, legal};
use crate::text;
use crate::values::{Language, OrderId};
use crate::web::parts::{Section, Standing, Step, section_with, steps};

/// From its tenth order on a firm knows what it still wants.
const TENTH_ORDER: OrderId = OrderId::new(10);
/// So many products are looked at for goods on the shelf.
const PRODUCTS_LOOKED_AT: usize = 50;

struct FirstStep {
    key: &'static str,
    permission: Permission,
    is_done: bool,
    path: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Without it the shop may not sell.
    Opens,
    /// The same, and the law goes on asking for a part of it while the shop sells.
    OpensAndStays,
    /// What a firm wants besides.
    Besides,
}

/// Why steps are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Occasion {
    /// The firm is new.
    Beginning,
    /// It has sold, and may not sell now.
    Closed,
    /// It sells, and something is left that the law wants.
    Selling,
}

impl Occasion {
    fn of(view: &View<'_>, missing: &[Missing]) -> Occasion {
        if !missing.is_empty() && orders::has_sold(view) {
            Occasion::Closed
        } else if missing.is_empty() && orders::order(view, TENTH_ORDER).is_some() {
            Occasion::Selling
        } else {
            Occasion::Beginning
        }
    }

    const fn wants(self, kind: Kind) -> bool {
        match self {
            Occasion::Beginning => true,
            Occasion::Closed => !matches!(kind, Kind::Besides),
            Occasion::Selling => matches!(kind, Kind::OpensAndStays),
        }
    }

    fn words(self, language: Language) -> [String; 2] {
        let key = match self {
            Occasion::Beginning => "first",
            Occasion::Closed => "closed",
            Occasion::Selling => "selling",
        };
        ["heading", "lead"].map(|part| text!(language, &format!("office_desk.{key}.{part}")))
    }
}

/// The steps that this person may take; nothing once all of them are done. A firm with ten orders is no longer new:
/// it is told what closes its shop, and that delivery times are missing.
pub fn first_steps(view: &View<'_>, language: Language) -> Option<Markup> {
    let missing = missing_for_shop(view, view.today());
    let occasion = Occasion::of(view, &missing);
    let wanted = |step: &FirstStep| occasion.wants(step.kind) && view.may(step.permission);
    let own: Vec<FirstStep> = all(view, &missing).into_iter().filter(wanted).collect();
    if own.iter().all(|step| step.is_done) {
        return None;
    }
    let next = own.iter().position(|step| !step.is_done);
    let shown = own.iter().enumerate().map(|(place, step)| Step {
        label: text!(language, &format!("office_desk.first.{}", step.key)),
        standing: match step.is_done {
            true => Standing::Done,
            false if next == Some(place) => Standing::Now,
            false => Standing::Later,
        },
        note: (!step.is_done).then(|| text!(language, &format!("office_desk.first.{}_why", step.key))),
        href: Some(step.path.to_owned()),
    });
    let shown: Vec<Step> = shown.collect();
    let [heading, lead] = occasion.words(language);
    Some(section_with(&Section { heading, lead: Some(lead), action: None, body: steps(language, &shown) }))
}

/// Everything without which the shop may not sell, and what a firm wants besides.
fn all(view: &View<'_>, missing: &[Missing]) -> [FirstStep; 9] {
    let firm = firm::firm(view);
    let products = catalog::products(view, None, PRODUCTS_LOOKED_AT);
    let has_goods = products.iter().any(|(id, _)| !stock::stock_at(view, *id).is_empty());
    let opening = |kind, key, permission, is_done, path| FirstStep { key, permission, is_done, path, kind };
    let step = |key, permission, is_done, path| opening(Kind::Besides, key, permission, is_done, path);
    let stands = |what: Missing| !missing.contains(&what);
    let delivery_stands = stands(Missing::ShippingPrices) && orders::delivery_times_are_set(view, view.today());
    let texts_stand = !missing.iter().any(|missing| missing.is_text());
    [
        opening(Kind::Opens, "address", Permission::FirmEdit, stands(Missing::Address), particulars_path()),
        opening(Kind::Opens, "bank", Permission::FirmEdit, stands(Missing::Iban), bank_path()),
        opening(Kind::OpensAndStays, "shipping", Permission::FirmEdit, delivery_stands, shipping_path()),
        opening(Kind::Opens, "legal", Permission::PagesEdit, texts_stand, legal::list_path()),
        step("look", Permission::FirmEdit, firm::has_logo(view), look_path()),
        step("mail", Permission::FirmEdit, firm.is_some_and(|firm| firm.mail_server.is_some()), mail_path()),
        step("products", Permission::CatalogEdit, !products.is_empty(), exchange::exchange_path()),
        step("stock", Permission::StockMove, has_goods, receive_path()),
        step("people", Permission::AccountsManage, access::accounts(view).len() > 1, accounts::new_path()),
    ]
}
