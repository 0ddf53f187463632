//! What must hold for every plan and all facts. Each property is checked for every plan file with facts made at
//! random, and once with a calculation in which a fault was planted: then it must fail.
//!
//! `KONTOR_CASES` sets how many firms are made for each property; without it there are few, so that a run is short.

mod faults;
mod rules;

use kontor::business::commissions::{Facts, FactsOf, Outcome, Plan, calculate, read_plan};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};

use crate::plans::properties::rules::Property;
use crate::plans::sample::{every_plan, facts_of_any_firm, fitted, frozen};

/// How something is calculated; a planted fault is another one.
pub type Calculation = fn(&Plan, &Facts) -> Outcome;

pub fn plans() -> Vec<Plan> {
    every_plan().iter().map(|(_, source)| read_plan(source).unwrap()).collect()
}

pub fn truly(plan: &Plan, facts: &Facts) -> Outcome {
    calculate(plan, facts).unwrap()
}

fn cases() -> u32 {
    std::env::var("KONTOR_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200)
}

/// Checks one property for every plan that it speaks of, with as many firms as are wished.
fn hold(property: Property) {
    let plans = plans();
    let mut runner = TestRunner::new(Config { cases: cases(), failure_persistence: None, ..Config::default() });
    let firms = (facts_of_any_firm(), any::<u64>());
    let result = runner.run(&firms, |(given, seed)| {
        for plan in plans.iter().filter(|plan| (property.speaks_of)(plan)) {
            let given = fitted(plan, &given, seed);
            let told = (property.rule)(truly, plan, &given, seed);
            prop_assert!(told.is_ok(), "{}: {}", plan.name, told.unwrap_err());
        }
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(plans.iter().any(|plan| (property.speaks_of)(&plan)), "there is a plan of which it speaks");
}

/// With the fault the property must fail for some plan and some firm.
fn fail(property: Property, fault: Calculation) {
    let plans = plans();
    let mut runner = TestRunner::deterministic();
    for seed in 0..40 {
        let given = facts_of_any_firm().new_tree(&mut runner).unwrap().current();
        for plan in plans.iter().filter(|plan| (property.speaks_of)(plan)) {
            if (property.rule)(fault, plan, &fitted(plan, &given, seed), seed).is_err() {
                return;
            }
        }
    }
    panic!("nobody noticed the fault");
}

fn settle(calculation: Calculation, plan: &Plan, given: &FactsOf) -> (Facts, Outcome) {
    let facts = frozen(given);
    let outcome = calculation(plan, &facts);
    (facts, outcome)
}

macro_rules! properties {
    ($($name:ident: $property:expr, $fault:expr;)*) => { $(
        mod $name {
            #[test]
            fn holds_for_every_plan() {
                super::hold($property);
            }

            #[test]
            fn fails_with_a_planted_fault() {
                super::fail($property, $fault);
            }
        }
    )* };
}

properties! {
    a_sale_and_its_full_refund_are_nothing: super::rules::REFUND, super::faults::refunds_are_forgotten;
    a_refund_in_a_later_period_takes_all_back: super::rules::LATER_REFUND, super::faults::refunds_are_forgotten;
    a_month_reckoned_again_takes_all_back: super::rules::LATER_AGAIN, super::faults::low_numbers_earn_more;
    splitting_orders_changes_nothing: super::rules::SPLITTING, super::faults::the_first_line_of_an_order_counts_twice;
    differences_sum_to_the_highest_rate: super::rules::DIFFERENCE, super::faults::a_difference_is_paid_in_full;
    legs_lose_nothing: super::rules::LEGS, super::faults::carried_volume_shrinks;
    names_and_order_change_nothing: super::rules::NAMES, super::faults::low_numbers_earn_more;
    the_inactive_are_passed_over: super::rules::INACTIVE, super::faults::the_inactive_use_up_a_level;
    the_company_cap_holds_to_the_cent: super::rules::COMPANY_CAP, super::faults::the_cap_forgets_a_cent;
    adjustments_leave_nothing_below_zero: super::rules::ADJUSTMENTS, super::faults::each_adjustment_takes_from_the_whole;
    the_same_facts_replay_bit_by_bit: super::rules::REPLAY, super::faults::a_later_day_counts;
    no_bonus_pays_on_itself: super::rules::ACYCLIC, super::faults::pay_grows_out_of_pay;
    lines_sum_to_the_statement: super::rules::STATEMENT, super::faults::a_line_is_a_cent_more;
    nothing_is_lost: super::rules::DISTRIBUTABLE, super::faults::breakage_is_kept_silently;
}
