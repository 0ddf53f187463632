//! What a firm still lacks before its shop may sell: what the buyer is told, and where whoever may mend it does so.

use maud::{Markup, html};

use crate::business::orders::{Missing, missing_for_shop};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office;
use crate::text;
use crate::values::Language;
use crate::web::parts::{Link, link_list, section};

/// Whether the shop takes orders today.
pub fn is_open(view: &View<'_>) -> bool {
    missing_for_shop(view, view.today()).is_empty()
}

/// What is missing, with the pages on which this person may mend it.
pub fn to_mend(view: &View<'_>, language: Language) -> Vec<Link> {
    let missing = missing_for_shop(view, view.today());
    let mendable = missing.into_iter().filter(|missing| view.may(permission(*missing)));
    mendable.map(|missing| Link::new(text!(language, &missing.text_key()), path(missing))).collect()
}

/// A section for whoever may mend something; nothing for everybody else.
pub fn to_mend_section(language: Language, links: &[Link]) -> Markup {
    html! {
        @if !links.is_empty() {
            (section(&text!(language, "shop.opening.to_mend"), link_list(links)))
        }
    }
}

const fn permission(missing: Missing) -> Permission {
    if missing.is_text() { Permission::PagesEdit } else { Permission::FirmEdit }
}

pub fn path(missing: Missing) -> &'static str {
    match missing {
        Missing::Address => office::particulars_path(),
        Missing::Iban => office::bank_path(),
        Missing::Imprint | Missing::Terms | Missing::Privacy | Missing::Withdrawal => office::legal_path(),
        Missing::ShippingPrices => office::shipping_path(),
    }
}
