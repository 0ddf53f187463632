//! Goods that come back, from the parcel to the statement of the next month.

use kontor::business::commissions::{self, CommissionLine, shipped_plans};
use kontor::values::{Money, PartnerId, Period};

use crate::business::shop::Shop;

#[test]
fn what_comes_back_takes_back_its_commission() {
    let shop = Shop::new();
    shop.run(|tx| commissions::adopt_plan(tx, shipped_plans()[0].1)).unwrap();
    let (top, seller) = (shop.joined("T", None), shop.joined("S", Some("T")));
    shop.receive(shop.oats, 50, None);
    let sold = shop.sold(1, seller, 10);
    shop.sold(2, top, 10);
    let total = |month: &str, partner: PartnerId| {
        let period = Period::parse(month).unwrap();
        let simulated = shop.read(|view| commissions::simulate(view, "unilevel-simple", period)).unwrap();
        let lines = simulated.lines(partner);
        (simulated.sheet(partner).unwrap().total, lines.iter().any(CommissionLine::returned))
    };
    let (june_top, _) = total("2026-06", top);
    let (june_seller, returned) = total("2026-06", seller);
    assert!(june_top.is_positive() && june_seller.is_positive() && !returned);

    shop.comes_back("2026-07-10", sold, 10);
    assert_eq!(total("2026-06", seller), (june_seller, false), "the month of the sale stays as it was");
    assert_eq!(total("2026-07", seller), (-june_seller, true));
    let nobody = total("2026-07", top).0;
    assert!(nobody <= Money::eur(0));
}
