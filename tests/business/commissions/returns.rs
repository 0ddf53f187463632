//! Goods that come back, from the parcel to the statement of the next month.

use kontor::business::actor::Actor;
use kontor::business::commissions::{self, CommissionLine, shipped_plans};
use kontor::business::orders::{self, Fate, ReturnGoods, ReturnLine};
use kontor::business::partners::{self, ImportedPartner};
use kontor::values::{Language, Money, PartnerId, Period};

use crate::business::shop::{Shop, checkout, day, person};

#[test]
fn what_comes_back_takes_back_its_commission() {
    let shop = Shop::new();
    shop.run(|tx| commissions::adopt_plan(tx, shipped_plans()[0].1)).unwrap();
    let partner = |number: &'static str, sponsor: Option<&'static str>| -> PartnerId {
        let new = ImportedPartner {
            number: number.to_owned(),
            person: person(number),
            joined_on: day("2026-01-01"),
            left_on: None,
            enroller: None,
            sponsor: sponsor.map(str::to_owned),
            terms_version: "1".to_owned(),
        };
        shop.run(move |tx| partners::import_partner(tx, &new)).unwrap();
        shop.read(|view| partners::partner_by_number(view, number).unwrap())
    };
    let (top, seller) = (partner("T", None), partner("S", Some("T")));
    shop.receive(shop.oats, 50, None);
    let order = |key: u8, referral: PartnerId| {
        let command = orders::PlaceOrder { referral: Some(referral), ..checkout(key, &[(shop.oats, 10)]) };
        let id = shop.write(&Actor::visitor(Language::De), move |tx| orders::place_order(tx, &command)).unwrap();
        shop.ship(id);
        id
    };
    let sold = order(1, seller);
    order(2, top);
    let total = |month: &str, partner: PartnerId| {
        let period = Period::parse(month).unwrap();
        let simulated = shop.read(|view| commissions::simulate(view, "unilevel-simple", period)).unwrap();
        let lines = simulated.lines(partner);
        (simulated.sheet(partner).unwrap().total, lines.iter().any(CommissionLine::returned))
    };
    let (june_top, _) = total("2026-06", top);
    let (june_seller, returned) = total("2026-06", seller);
    assert!(june_top.is_positive() && june_seller.is_positive() && !returned);

    shop.on("2026-07-10");
    let back = ReturnGoods {
        order: sold,
        lines: vec![ReturnLine { line: 1, quantity: 10, fate: Fate::Restock }],
        reason: "gefällt nicht".to_owned(),
    };
    shop.run(move |tx| orders::return_goods(tx, &back)).unwrap();
    assert_eq!(total("2026-06", seller), (june_seller, false), "the month of the sale stays as it was");
    assert_eq!(total("2026-07", seller), (-june_seller, true));
    let nobody = total("2026-07", top).0;
    assert!(nobody <= Money::eur(0));
}
