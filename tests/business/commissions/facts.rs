//! What cannot be settled is named, and what can is frozen.

use kontor::business::commissions::{FactPerson, FactTrouble, Facts, FactsOf, SaleKind, SoldLine, Standing};
use kontor::business::partners::TreeTrouble;
use kontor::values::{Currency, OrderId, PartnerId};

use crate::business::commissions::may;
use crate::business::stage::day;

fn person(id: u64, sponsor: Option<u64>) -> FactPerson {
    FactPerson::plain(PartnerId::new(id), sponsor.map(PartnerId::new), Standing::Valid)
}

fn sold(seller: u64, on: &str) -> SoldLine {
    SoldLine {
        day: day(on),
        order: OrderId::new(seller),
        line: 1,
        credited_to: PartnerId::new(seller),
        buyer: None,
        kind: SaleKind::Retail,
        returned: false,
        quantity: 1,
        base: 100,
        points: 100,
    }
}

fn facts(people: &[FactPerson], sales: &[SoldLine]) -> Result<Facts, Vec<FactTrouble>> {
    Facts::freeze(FactsOf::plain(may(), Currency::EUR, people.to_vec(), sales.to_vec()))
}

#[test]
fn what_cannot_be_settled_is_named() {
    let id = PartnerId::new;
    let circle = facts(&[person(1, Some(2)), person(2, Some(1))], &[]).unwrap_err();
    assert_eq!(circle, [FactTrouble::Tree(TreeTrouble::Circle(id(1)))]);
    let orphan = facts(&[person(1, Some(9))], &[]).unwrap_err();
    assert_eq!(orphan, [FactTrouble::Tree(TreeTrouble::Orphan { partner: id(1), parent: id(9) })]);
    let troubles = facts(&[person(1, None)], &[sold(7, "2026-05-01"), sold(1, "2026-06-01")]).unwrap_err();
    let unknown = FactTrouble::UnknownSeller { order: OrderId::new(7), line: 1, partner: id(7) };
    let outside = FactTrouble::OutsidePeriod { order: OrderId::new(1), line: 1, day: day("2026-06-01") };
    assert_eq!(troubles, [unknown, outside]);
    let many = facts(&[], &vec![sold(7, "2026-05-01"); 500]).unwrap_err();
    assert_eq!(many.len(), 20);
}

#[test]
fn every_fact_is_in_the_hash() {
    let people = [person(1, None), person(2, Some(1)), person(3, Some(1))];
    let sales = [sold(2, "2026-05-01"), sold(3, "2026-05-02")];
    let hash = |people: &[FactPerson], sales: &[SoldLine]| facts(people, sales).unwrap().hash;
    let first = hash(&people, &sales);
    assert_eq!(first, hash(&[people[2], people[0], people[1]], &[sales[1], sales[0]]));
    let changed = |change: fn(&mut [FactPerson], &mut [SoldLine])| {
        let (mut people, mut sales) = (people, sales);
        change(&mut people, &mut sales);
        hash(&people, &sales)
    };
    let others = [
        changed(|people, _| people[2].sponsor = Some(PartnerId::new(2))),
        changed(|people, _| people[2].standing = Standing::Left),
        changed(|people, _| people[2].enroller = Some(PartnerId::new(2))),
        changed(|people, _| people[2].seat = Some((PartnerId::new(1), 1))),
        changed(|people, _| people[2].seat = Some((PartnerId::new(1), 2))),
        changed(|people, _| people[2].joined_on = day("2026-04-01")),
        changed(|people, _| people[2].customer = true),
        changed(|_, sales| sales[0].buyer = Some(PartnerId::new(3))),
        changed(|_, sales| sales[0].base += 1),
        changed(|_, sales| sales[0].points += 1),
        changed(|_, sales| sales[0].credited_to = PartnerId::new(1)),
        changed(|_, sales| sales[0].kind = SaleKind::Own),
        changed(|_, sales| sales[0].returned = true),
        changed(|_, sales| sales[0].quantity = 2),
        changed(|_, sales| sales[0].day = day("2026-05-03")),
        changed(|_, sales| sales[0].line = 2),
        changed(|_, sales| sales[0].order = OrderId::new(99)),
    ];
    for (number, other) in others.iter().enumerate() {
        assert_ne!(*other, first, "change {number}");
        assert!(!others[..number].contains(other), "change {number}");
    }
}
