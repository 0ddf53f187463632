//! What must hold for every plan and all facts.

use std::collections::BTreeMap;

use kontor::business::commissions::{
    FactPerson, FactsOf, Outcome, Plan, SoldLine, Standing, calculate, check_outcome, distributable, read_plan,
};
use kontor::values::{OrderId, PartnerId};
use proptest::prelude::*;

use crate::plans::sample::{every_plan, facts_of_any_firm, frozen};

fn plans() -> Vec<Plan> {
    every_plan().iter().map(|(_, source)| read_plan(source).unwrap()).collect()
}

/// What every person gets, by id.
fn pay(plan: &Plan, given: &FactsOf) -> BTreeMap<PartnerId, i64> {
    let facts = frozen(given);
    let outcome = calculate(plan, &facts).unwrap();
    facts.tree.partners().iter().copied().zip(outcome.people.iter().map(|person| person.total)).collect()
}

fn outcome(plan: &Plan, given: &FactsOf) -> Outcome {
    calculate(plan, &frozen(given)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn lines_and_breakage_are_what_the_plan_distributes(given in facts_of_any_firm()) {
        for plan in plans() {
            let facts = frozen(&given);
            let outcome = calculate(&plan, &facts).unwrap();
            prop_assert_eq!(outcome.paid + outcome.broken, distributable(&plan, &outcome));
            let totals: i64 = outcome.people.iter().map(|person| person.total).sum();
            prop_assert_eq!(totals, outcome.paid);
            for result in check_outcome(&plan, &facts, &outcome) {
                prop_assert!(result.passed, "{:?}", result);
            }
        }
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(given in facts_of_any_firm(), turn in 0_usize..100) {
        let mut shuffled = given.clone();
        shuffled.people.reverse();
        if !shuffled.sales.is_empty() {
            let turn = turn % shuffled.sales.len();
            shuffled.sales.rotate_left(turn);
        }
        for plan in plans() {
            prop_assert_eq!(outcome(&plan, &given), outcome(&plan, &shuffled));
        }
    }

    #[test]
    fn renaming_people_changes_nobodys_pay(given in facts_of_any_firm(), factor in 1_u64..50) {
        // Not in the same order as before: high numbers come first.
        let rename = |id: PartnerId| PartnerId::new(100_000 - id.number() * factor);
        let renamed = FactsOf {
            people: given.people.iter().map(|person| FactPerson {
                partner: rename(person.partner), sponsor: person.sponsor.map(rename), ..*person
            }).collect(),
            sales: given.sales.iter().map(|sale| SoldLine { credited_to: rename(sale.credited_to), ..*sale }).collect(),
            ..given.clone()
        };
        for plan in plans() {
            let expected: BTreeMap<_, _> =
                pay(&plan, &given).into_iter().map(|(id, amount)| (rename(id), amount)).collect();
            prop_assert_eq!(expected, pay(&plan, &renamed));
        }
    }

    #[test]
    fn splitting_an_order_changes_nothing(given in facts_of_any_firm()) {
        // Every two sales of one seller become two lines of one order.
        let mut joined = given.clone();
        joined.sales.sort_by_key(|sale| sale.credited_to);
        for (number, sale) in (0_u32..).zip(&mut joined.sales) {
            sale.order = OrderId::new(1_000 + u64::from(number / 2));
            sale.line = 1 + number % 2;
        }
        for plan in plans() {
            prop_assert_eq!(pay(&plan, &given), pay(&plan, &joined));
        }
    }

    #[test]
    fn a_sale_and_its_full_return_in_one_period_sum_to_zero(given in facts_of_any_firm()) {
        let mut taken_back = given.clone();
        taken_back.sales.extend(given.sales.iter().map(|sale| SoldLine {
            returned: !sale.returned, base: -sale.base, points: 0, ..*sale
        }));
        for plan in plans() {
            prop_assert!(pay(&plan, &taken_back).values().all(|amount| *amount == 0));
        }
    }

    #[test]
    fn under_skip_an_inactive_person_more_changes_nobodys_pay(given in facts_of_any_firm(), pick in 0_usize..40) {
        let mut with_one_more = given.clone();
        let count = given.people.len();
        let below = &mut with_one_more.people[pick % count];
        let newcomer = FactPerson::plain(PartnerId::new(9_999), below.sponsor, Standing::Valid);
        below.sponsor = Some(newcomer.partner);
        with_one_more.people.push(newcomer);
        for plan in plans().iter().filter(|plan| plan.name != "levels" && plan.name != "compression-none") {
            let mut after = pay(plan, &with_one_more);
            prop_assert_eq!(after.remove(&newcomer.partner), Some(0));
            prop_assert_eq!(pay(plan, &given), after);
        }
    }
}
