//! Whose VAT an order bears, from what the firm knows of itself and of its buyer.

use crate::business::catalog::{PriceRole, TaxClass};
use crate::business::firm::{firm, tax_terms};
use crate::business::orders::taxing::{FirmTax, Levy, Supply, SupplyKind, TaxParty, TaxPlace, levy};
use crate::business::people::{person, vat_checked_on};
use crate::store::Read;
use crate::values::{Day, PersonId, VatId};

/// Who buys, as the tax office sees it: by the number that was typed, else by that of the record.
pub fn tax_party(r: &dyn Read, who: Option<PersonId>, typed: Option<&VatId>, role: PriceRole) -> TaxParty {
    let known = who.and_then(|id| person(r, id)).and_then(|person| person.vat_id);
    let vat_id = typed.cloned().or(known);
    let vat_checked_on = who.zip(vat_id.as_ref()).and_then(|(id, vat_id)| vat_checked_on(r, id, vat_id));
    // Anybody can type a number; whoever is known as no firm counts as one once it was checked.
    TaxParty { is_business: vat_checked_on.is_some() || role == PriceRole::Company, vat_id, vat_checked_on }
}

/// Goods leave from where the firm is at home. A firm that sends them from elsewhere taxes where they go.
pub fn levy_on(r: &dyn Read, buyer: &TaxParty, to: TaxPlace<'_>, on: Day) -> Levy {
    let Some(firm) = firm(r) else { return Levy::at(to.country) };
    let terms = tax_terms(r);
    let standing = FirmTax {
        home: firm.home,
        small_business: vec![(on, terms.is_small_on(on))],
        oss_from: terms.buyers_rate_abroad.then_some(on),
        above_threshold_from: None,
    };
    let from = TaxPlace { country: firm.address.country, postcode: &firm.address.postcode };
    let supply = Supply { kind: SupplyKind::Goods, class: TaxClass::Standard, from, to, on };
    // Who has no number of its own cannot report what it delivers free of VAT (Art. 138 (1) b, Art. 262).
    let vat_checked_on = buyer.vat_checked_on.filter(|_| firm.vat_id.is_some());
    let buyer = TaxParty { vat_checked_on, ..buyer.clone() };
    levy(&standing, &buyer, &supply).unwrap_or_else(|| Levy::at(to.country))
}
