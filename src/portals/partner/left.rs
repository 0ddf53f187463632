//! The start page of a partner whose contract has ended: what stays, in one clear sentence.

use maud::html;

use crate::business::commissions::statements_of_partner;
use crate::business::failure::Failure;
use crate::business::partners::Partner;
use crate::business::view::View;
use crate::portals::account::account_path;
use crate::portals::partner::{orders, own_partner, statements};
use crate::text;
use crate::texts;
use crate::values::{Language, Money, Period, RunId};
use crate::web::Page;
use crate::web::parts::{Link, Meaning, Notice, Tile, link_list, notice, section, tiles};

pub struct Left {
    language: Language,
    partner: Partner,
    last: Option<(RunId, Period, Money)>,
}

impl Left {
    pub fn of(view: &View<'_>, language: Language) -> Result<Left, Failure> {
        let (id, partner) = own_partner(view)?;
        let last = statements_of_partner(view, id)?.into_iter().next();
        Ok(Left { language, partner, last })
    }
}

pub fn left_page(left: &Left) -> Page {
    let language = left.language;
    let sentence = match left.partner.left_on {
        Some(day) => text!(language, "partner.left.since", day = texts::day(language, day)),
        None => text!(language, "partner.left.ended"),
    };
    let link = |key: &'static str, href: &str| Link::new(text!(language, key), href);
    Page {
        title: text!(language, "partner.left.title"),
        lead: Some(text!(language, "partner.left.lead", number = left.partner.number)),
        body: html! {
            (notice(&Notice { meaning: Meaning::Attention, sentence, more: None }))
            @if let Some((run, period, total)) = &left.last {
                (tiles(&[Tile {
                    label: text!(language, "partner.month.last_statement"),
                    figure: texts::money(language, *total),
                    note: Some(texts::period(language, *period)),
                    explanation: Some(Link::new(
                        text!(language, "partner.month.open"),
                        statements::statement_path(*run),
                    )),
                    ..Tile::default()
                }]))
            }
            (section(&text!(language, "partner.left.stays"), link_list(&[
                link("partner.left.statements", statements::list_path()),
                link("partner.left.orders", orders::list_path()),
                link("partner.left.account", account_path()),
            ])))
        },
        ..Page::default()
    }
}
