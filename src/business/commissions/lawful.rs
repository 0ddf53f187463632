//! What the law may object to in a plan. Points for whoever writes one, to be confirmed by a lawyer.
//!
//! AT § 27 UWG (Schneeballsysteme), DE § 16 (2) UWG (progressive Kundenwerbung), ECJ C-515/12: pay that stems almost
//! only from bringing people is void. So pay on kits and fees is refused unless the plan allows it in so many words,
//! pay for people or seats is refused always, and a plan that can pay without end customers is warned of.

use crate::business::commissions::SaleKind;
use crate::business::commissions::plan::{
    Bonus, BonusKind, Formula, LadderMode, LegPay, PersonValue, Plan, PlanTrouble, SaleKinds, SalePay, SaleValue, Sign,
    Sold, Source,
};
use crate::business::failure::Complaint;

/// Deeper than any plan leads from one value to the next.
const DEPTH_MAX: u16 = 40;

/// What a plan must not do.
pub(super) fn unlawful(plan: &Plan) -> Vec<PlanTrouble> {
    let mut troubles = Vec::new();
    for bonus in &plan.bonuses {
        if !plan.allow_pay_on_kits && pays_on_kits(plan, bonus) {
            troubles.push(trouble(bonus, "commissions.plan.pay_on_kits"));
        }
        if asks_for_no_goods(plan, bonus) && counts_people(plan, bonus) {
            troubles.push(trouble(bonus, "commissions.plan.board"));
        }
    }
    troubles
}

/// What a plan may do, and what somebody should look at.
pub fn warnings(plan: &Plan) -> Vec<PlanTrouble> {
    let mut warnings = Vec::new();
    if !customers_matter(plan) {
        warnings.push(PlanTrouble { line: 1, complaint: Complaint::new("commissions.plan.warn_no_customers") });
    }
    for bonus in &plan.bonuses {
        if pays_on_kits(plan, bonus) {
            warnings.push(trouble(bonus, "commissions.plan.warn_kits"));
        }
        if asks_for_no_goods(plan, bonus) && !counts_people(plan, bonus) {
            warnings.push(trouble(bonus, "commissions.plan.warn_no_goods"));
        }
    }
    warnings
}

fn trouble(bonus: &Bonus, key: &'static str) -> PlanTrouble {
    PlanTrouble { line: bonus.line, complaint: Complaint::new(key).with("name", bonus.name.clone()) }
}

fn has_kits(kinds: SaleKinds) -> bool {
    kinds.include(SaleKind::Kit) || kinds.include(SaleKind::Fee)
}

/// The sales of a bonus that looks at them one by one.
fn sale_kinds(bonus: &Bonus) -> Option<SaleKinds> {
    match (&bonus.kind, bonus.source()) {
        (BonusKind::Sale(sale), _) => Some(sale.source.kinds),
        (_, Some(Source::Sales(sales))) => Some(sales.kinds),
        _ => None,
    }
}

/// The formulas whose value becomes money.
fn paying(bonus: &Bonus) -> Vec<&Formula> {
    match &bonus.kind {
        BonusKind::Amount(amount) => vec![&amount.amount],
        BonusKind::Pool(pool) => vec![&pool.amount],
        BonusKind::Legs(legs) => vec![&legs.volume],
        BonusKind::Levels(_)
        | BonusKind::Difference(_)
        | BonusKind::Generations(_)
        | BonusKind::Sale(_)
        | BonusKind::Cap(_)
        | BonusKind::LargerOf(_)
        | BonusKind::Guarantee(_) => match bonus.source() {
            Some(Source::Volume { what, .. }) => vec![what],
            _ => Vec::new(),
        },
    }
}

fn pays_on_kits(plan: &Plan, bonus: &Bonus) -> bool {
    let mut found = sale_kinds(bonus).is_some_and(has_kits);
    for formula in paying(bonus) {
        money_in(plan, formula, DEPTH_MAX, &mut |sold| found |= sold.is_some_and(|sold| has_kits(sold.kinds)));
    }
    found
}

/// The sums of sales that a value grows with, and pay of other bonuses as nothing in particular; conditions and the number at which a ladder is read are none.
fn money_in(plan: &Plan, formula: &Formula, depth: u16, see: &mut dyn FnMut(Option<&Sold>)) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match formula {
        Formula::Person(PersonValue::Sold(sold)) => see(Some(sold)),
        Formula::Person(PersonValue::Pay(_)) => see(None),
        Formula::Earlier(name, _) if is_of_legs(plan, name) => see(None),
        Formula::Earlier(name, _) | Formula::Periods(_, name, ..) => {
            remembered(plan, name).into_iter().for_each(|formula| money_in(plan, formula, depth / 2, see));
        }
        Formula::Person(PersonValue::Volume(place)) => {
            if let Some(volume) = plan.volumes.get(usize::from(*place)) {
                money_in(plan, &volume.formula, depth, see);
            }
        }
        Formula::Operation(
            Sign::Add | Sign::Subtract | Sign::Multiply | Sign::Divide | Sign::Times | Sign::Least | Sign::Most,
            pair,
        ) => pair.iter().for_each(|inner| money_in(plan, inner, depth, see)),
        Formula::Choice(three) => three.iter().skip(1).for_each(|inner| money_in(plan, inner, depth, see)),
        Formula::Ladder(of, LadderMode::Stepped, _) | Formula::People(_, of) => money_in(plan, of, depth, see),
        _ => {}
    }
}

/// Whether a bonus pays, as far as the plan says, without anything being sold.
fn asks_for_no_goods(plan: &Plan, bonus: &Bonus) -> bool {
    if sale_kinds(bonus).is_some() || matches!(bonus.source(), Some(Source::Pay { .. })) {
        return false;
    }
    let formulas = paying(bonus);
    // Legs and volumes are counted themselves, so that a condition on goods does not make seats into turnover.
    if matches!(bonus.kind, BonusKind::Legs(_)) || bonus.source().is_some() {
        let mut grows = false;
        formulas.iter().for_each(|formula| money_in(plan, formula, DEPTH_MAX, &mut |_| grows = true));
        return !formulas.is_empty() && !grows;
    }
    let asked = formulas.iter().copied().chain([bonus.receiver()]);
    !formulas.is_empty() && !asked.into_iter().any(|formula| any(plan, formula, &|inner| is_goods(plan, inner)))
}

fn is_goods(plan: &Plan, formula: &Formula) -> bool {
    match formula {
        Formula::Person(PersonValue::Sold(_) | PersonValue::Pay(_)) | Formula::Sale(_) => true,
        Formula::Earlier(name, _) => is_of_legs(plan, name),
        _ => false,
    }
}

/// What two legs left is turnover that was not matched yet.
fn is_of_legs(plan: &Plan, name: &str) -> bool {
    let legs = plan.bonuses.iter().filter(|bonus| matches!(bonus.kind, BonusKind::Legs(_)));
    legs.into_iter().any(|bonus| name.strip_prefix(&bonus.name).is_some_and(|rest| rest.starts_with('.')))
}

/// The formulas whose values the carry remembers by a name; none for what the plan does not say.
fn remembered<'p>(plan: &'p Plan, name: &str) -> Vec<&'p Formula> {
    let volumes = plan.volumes.iter().filter(|volume| volume.name == name).map(|volume| &volume.formula);
    let predicates = plan.predicates.iter().filter(|predicate| predicate.name == name);
    let needs = predicates.flat_map(|predicate| &predicate.needs).map(|need| &need.formula);
    let carried = plan.carry.iter().filter(|(key, _)| key == name).map(|(_, formula)| formula);
    volumes.chain(needs).chain(carried).collect()
}

/// Whether the money of a bonus grows with people who are counted.
fn counts_people(plan: &Plan, bonus: &Bonus) -> bool {
    let is_legs = matches!(bonus.kind, BonusKind::Legs(_));
    is_legs
        || paying(bonus).into_iter().any(|formula| any(plan, formula, &|inner| matches!(inner, Formula::People(..))))
}

/// Whether some bonus is limited to customers, or some condition asks for them.
fn customers_matter(plan: &Plan) -> bool {
    let asks = |formula: &Formula| match formula {
        Formula::Person(PersonValue::Customer) | Formula::Sale(SaleValue::Kind) => true,
        Formula::Person(PersonValue::Sold(sold)) => sold.kinds == SaleKinds::RETAIL,
        _ => false,
    };
    let of_bonus = |bonus: &Bonus| {
        let mut formulas = vec![bonus.receiver()];
        formulas.extend(paying(bonus));
        let condition = match (&bonus.kind, bonus.source()) {
            (BonusKind::Sale(sale), _) => sale.source.condition.as_ref(),
            (_, Some(Source::Sales(sales))) => sales.condition.as_ref(),
            (_, Some(Source::Volume { when, .. })) => when.as_ref(),
            _ => None,
        };
        formulas.extend(condition);
        match &bonus.kind {
            BonusKind::Sale(sale) => match &sale.pays {
                SalePay::Rate(formula) | SalePay::Amount(formula) => formulas.push(formula),
            },
            BonusKind::Legs(legs) => match &legs.pays {
                LegPay::Rate { rate, .. } => formulas.push(rate),
                LegPay::Cycle { amount } => formulas.push(amount),
            },
            _ => {}
        }
        sale_kinds(bonus) == Some(SaleKinds::RETAIL) || formulas.into_iter().any(|formula| any(plan, formula, &asks))
    };
    plan.bonuses.iter().any(of_bonus)
}

/// Whether something holds for any part of a formula, also behind volumes, predicates and ranks.
fn any(plan: &Plan, formula: &Formula, holds: &dyn Fn(&Formula) -> bool) -> bool {
    any_within(plan, formula, holds, DEPTH_MAX)
}

fn any_within(plan: &Plan, formula: &Formula, holds: &dyn Fn(&Formula) -> bool, depth: u16) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    if holds(formula) {
        return true;
    }
    let within = |inner: &Formula| any_within(plan, inner, holds, depth);
    match formula {
        Formula::Of(_, inner) | Formula::Ladder(inner, ..) | Formula::People(_, inner) => within(inner),
        Formula::Earlier(name, _) | Formula::Periods(_, name, ..) => {
            remembered(plan, name).into_iter().any(|inner| any_within(plan, inner, holds, depth / 2))
        }
        Formula::Operation(_, pair) => pair.iter().any(within),
        Formula::Choice(three) => three.iter().any(within),
        Formula::Person(PersonValue::Volume(place)) => {
            plan.volumes.get(usize::from(*place)).is_some_and(|volume| within(&volume.formula))
        }
        Formula::Person(PersonValue::Predicate(place) | PersonValue::Need(place, _)) => {
            let predicate = plan.predicates.get(usize::from(*place));
            predicate.is_some_and(|predicate| predicate.needs.iter().any(|need| within(&need.formula)))
        }
        Formula::Person(PersonValue::Rank(_)) => plan
            .ranks
            .ranks
            .iter()
            .flat_map(|rank| &rank.needs)
            .any(|need| depth > 4 && any_within(plan, &need.formula, holds, depth / 2)),
        Formula::Person(PersonValue::Sold(sold)) => sold.condition.as_ref().is_some_and(within),
        _ => false,
    }
}
