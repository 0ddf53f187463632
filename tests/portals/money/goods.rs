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
fn an_empty_parcel_is_not_closed_and_the_page_says_what_is_missing() {
    let sold = Sold::new();
    let order = sold.picked(5);
    let path = format!("/office/packing/{order}");
    let mut packer = sold.firm.signed_in("warehouse");
    packer.get(&path).sees("Teilpaket schließen");
    let refused = packer.submit(&path, &[("weight", "1,2")]);
    refused.has_status(422).sees("In diesem Paket liegt noch nichts. Es fehlen: 5 ×").holds("value=\"1,2\"");
    assert!(sold.firm.read(|view| shipping::parcels_of_order(view, order)).is_empty());
}

#[test]
fn what_can_leave_is_ticked_and_what_lacks_its_number_is_not() {
    let sold = Sold::new();
    let mut packer = sold.firm.signed_in("warehouse");
    for (number, carrier) in [("", "gls"), ("GLS 77", "gls"), ("", "pickup")] {
        let order = sold.picked(1);
        let path = format!("/office/packing/{order}");
        let product = sold.firm.read(|view| shipping::unpacked(view, order)[0].product);
        packer.get(&format!("{path}?scanned={product}:1"));
        let fields = [("weight", "1"), ("carrier", carrier), ("tracking_number", number)];
        packer.submit(&path, &fields).goes_to("/office/packing");
    }
    let ticked = |shown: &crate::kit::Shown, id: u32| {
        let mut rows = shown.html.split("<tr").map(|row| row.split("</tr>").next().unwrap());
        let row = rows.find(|row| row.contains(&format!("name=\"parcel\" value=\"{id}\""))).unwrap();
        row.contains(" checked")
    };
    let list = packer.get("/office/handover");
    assert_eq!([1, 2, 3].map(|id| ticked(&list, id)), [false, true, true]);
    // What was unticked stays so when nothing was chosen.
    let none = packer.submit("/office/handover", &[("parcel", "-")]);
    none.has_status(422).sees("Bitte wählen Sie mindestens ein Paket aus");
    assert_eq!([1, 2, 3].map(|id| ticked(&none, id)), [false, false, false]);
    packer.get("/office/handover");
    packer.submit("/office/handover", &[]).goes_to("/office/handover");
    let left = packer.get("/office/handover");
    left.sees("Paket 1").does_not_see("Paket 2").does_not_see("Paket 3");
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
