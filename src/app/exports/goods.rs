//! Categories, products, what lies where, and the addresses of parcels.

use std::collections::BTreeMap;

use crate::app::exports::{A_PAGE, GivenFile, unwritten};
use crate::business::catalog::{categories, category, products};
use crate::business::failure::Failure;
use crate::business::orders::order;
use crate::business::shipping::{Carrier, Parcel, parcels};
use crate::business::stock::{level, lot, places, stock_at};
use crate::business::view::View;
use crate::exchange::shipping::{Encoding, Shipment, address_file, template_of};
use crate::exchange::tables::products::{ProductOut, write_categories, write_products};
use crate::exchange::tables::stock::{StockOut, write_stock};
use crate::values::Period;

/// Parents before their children, as an import wants them.
pub(super) fn categories_table(view: &View<'_>) -> Result<Vec<u8>, Failure> {
    let all = categories(view);
    let code_of = |id| all.iter().find(|(other, _)| *other == id).map(|(_, parent)| parent.code.clone());
    let mut rows = Vec::new();
    let mut written: Vec<_> = Vec::new();
    // Each round writes those whose parents stand already; a circle, which cannot be, ends it as well.
    while rows.len() < all.len() {
        let before = rows.len();
        for (id, category) in &all {
            let ready = category.parent.is_none_or(|parent| written.contains(&parent));
            if ready && !written.contains(id) {
                written.push(*id);
                rows.push((category.parent.and_then(code_of).unwrap_or_default(), category.clone()));
            }
        }
        if rows.len() == before {
            break;
        }
    }
    write_categories(&rows).map_err(unwritten("writing categories"))
}

/// Every product with its stock.
pub(super) fn products_table(view: &View<'_>) -> Result<Vec<u8>, Failure> {
    let mut rows = Vec::new();
    let mut last = None;
    loop {
        let page = products(view, last, A_PAGE);
        let Some((newest, _)) = page.last() else { break };
        last = Some(*newest);
        for (id, product) in page {
            let there = level(view, id);
            let category_code = category(view, product.category).map(|category| category.code).unwrap_or_default();
            let (on_hand, reserved, backordered) = (there.on_hand, there.reserved, there.backordered);
            rows.push(ProductOut { product, category_code, on_hand, reserved, backordered });
        }
    }
    write_products(&rows).map_err(unwritten("writing products"))
}

/// Every lot at every place, by product number, place, and what expires first.
pub(super) fn stock_table(view: &View<'_>) -> Result<Vec<u8>, Failure> {
    let places: BTreeMap<_, _> = places(view).into_iter().collect();
    let mut rows = Vec::new();
    for (id, product) in products(view, None, usize::MAX) {
        for (at, of, quantity) in stock_at(view, id).into_iter().filter(|(_, _, quantity)| *quantity > 0) {
            let (Some(place), Some(lot)) = (places.get(&at), lot(view, of)) else { continue };
            rows.push(StockOut {
                sku: product.sku.clone(),
                place: place.name.clone(),
                lot: lot.code,
                best_before: lot.best_before,
                quantity,
                name: product.name.get(view.actor().language).to_owned(),
                delivers: place.delivers,
            });
        }
    }
    rows.sort_by(|one, other| {
        let key = |row: &StockOut| (row.sku.clone(), row.place.clone(), row.best_before, row.lot.clone());
        key(one).cmp(&key(other))
    });
    write_stock(&rows).map_err(unwritten("writing stock"))
}

/// One file for each carrier whose tool takes addresses: parcels that wait for it, or those packed in a period.
pub(super) fn address_files(view: &View<'_>, period: Option<Period>) -> Vec<GivenFile> {
    let wanted = |parcel: &Parcel| match period {
        None => parcel.handed_over_at.is_none(),
        Some(period) => period.contains(parcel.packed_at.day_in(view.zone())),
    };
    let mut packed = Vec::new();
    let mut last = None;
    loop {
        let page = parcels(view, last, A_PAGE);
        let Some((oldest, _)) = page.last() else { break };
        last = Some(*oldest);
        packed.extend(page.into_iter().map(|(_, parcel)| parcel).filter(|parcel| !parcel.void && wanted(parcel)));
    }
    packed.reverse();
    let carriers = [Carrier::Gls, Carrier::AustrianPost].into_iter();
    let files = carriers.filter_map(|carrier| {
        let template = template_of(carrier)?;
        let of_carrier = packed.iter().filter(|parcel| parcel.carrier == carrier);
        let shipments: Vec<Shipment> = of_carrier
            .filter_map(|parcel| Some(Shipment::of(parcel.order, &order(view, parcel.order)?, parcel)))
            .collect();
        let day = period.map_or_else(|| view.today().to_string(), |period| period.to_string());
        let bytes = address_file(template, Encoding::Utf8, &shipments);
        Some(GivenFile { name: format!("{}-{day}.csv", template.name), bytes })
    });
    files.collect()
}
