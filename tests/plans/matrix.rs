//! A forced matrix, filled.

use kontor::business::commissions::{ExampleValue, FactPerson, FactsOf, Standing, calculate, read_plan};
use kontor::values::{Currency, PartnerId, Period};

use crate::plans::sample::{frozen, shipped};

#[test]
fn a_matrix_of_three_by_ten_has_88_572_positions() {
    let plan = read_plan(&shipped("matrix")).unwrap();
    let top = PartnerId::new(1);
    // One more than all positions: whoever comes last sits on the eleventh level.
    let people: Vec<FactPerson> = (1..=88_574)
        .map(|id| FactPerson::plain(PartnerId::new(id), (id > 1).then_some(top), Standing::Valid))
        .collect();
    let facts = frozen(&FactsOf::plain(Period::month(2026, 3).unwrap(), Currency::EUR, people, Vec::new()));
    let outcome = calculate(&plan, &facts).unwrap();
    let seats = plan.volumes.iter().position(|volume| volume.name == "seats").unwrap();
    let of_top = outcome.reckoned.volume(u16::try_from(seats).unwrap(), facts.tree.place(top).unwrap());
    assert_eq!(ExampleValue::Number(of_top).plain(), "88572");
}
