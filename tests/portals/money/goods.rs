//! Goods into a parcel and back again, through the pages: a second click moves nothing twice.

use kontor::business::orders::returns_of_order;
use kontor::business::shipping;

use crate::portals::money::sold::Sold;

#[test]
fn a_parcel_is_closed_once_however_often_it_is_clicked() {
    let sold = Sold::new();
    let order = sold.picked(5);
    let path = format!("/office/packing/{order}");
    let product = sold.firm.read(|view| shipping::unpacked(view, order)[0].product);
    let mut packer = sold.firm.signed_in("warehouse");
    let parcels = || sold.firm.read(|view| shipping::parcels_of_order(view, order).len());
    packer.get(&format!("{path}?scanned={product}:2")).sees("Paket 1");
    packer.submit(&path, &[("weight", "viel")]).has_status(422);
    packer.submit(&path, &[("weight", "1,2")]).goes_to(&path);
    packer.click_again().goes_to(&path);
    assert_eq!(parcels(), 1);
    packer.get(&format!("{path}?scanned={product}:3")).sees("Paket 2");
    packer.submit(&path, &[("weight", "1,2")]).goes_to("/office/packing");
    packer.click_again().goes_to("/office/packing");
    assert_eq!(parcels(), 2);
}

#[test]
fn goods_come_back_once_however_often_it_is_clicked() {
    let sold = Sold::new();
    let (order, _, _) = sold.shipped(3);
    let (path, sheet) = (format!("/office/orders/{order}/return"), format!("/office/orders/{order}"));
    let mut clerk = sold.firm.signed_in("office");
    clerk.get(&path).sees("Haferflocken");
    clerk.submit(&path, &[("quantity.1", "9"), ("reason", "Beschädigt")]).has_status(422).holds("Beschädigt");
    clerk.submit(&path, &[("quantity.1", "1"), ("reason", "Beschädigt")]).goes_to(&sheet);
    clerk.click_again().goes_to(&sheet);
    let returned = sold.firm.read(|view| returns_of_order(view, order));
    assert_eq!(returned.len(), 1);
}
