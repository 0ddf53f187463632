//! Formulas as parts of sentences. Titles of the plan stand in quotes: they are defined elsewhere in the text.

use crate::business::commissions::SaleKind;
use crate::business::commissions::plan::{
    Formula, Gather, LadderMode, MILLION, Party, PersonValue, Plan, RankOf, Reach, SaleKinds, SaleValue, Sign, Sold,
    Step, plain_number,
};
use crate::text;
use crate::texts::decimal;
use crate::values::Language;

pub(super) struct Words<'w> {
    pub plan: &'w Plan,
    pub language: Language,
}

impl Words<'_> {
    /// Shares below one are said as per cent.
    pub fn plain(&self, millionths: i64) -> String {
        if millionths != 0 && millionths.abs() < MILLION {
            return self.percent(millionths);
        }
        decimal(self.language, &plain_number(millionths))
    }

    pub fn percent(&self, millionths: i64) -> String {
        let number = plain_number(millionths.saturating_mul(100));
        format!("{}\u{a0}%", decimal(self.language, &number))
    }

    fn quoted(&self, title: &str) -> String {
        text!(self.language, "plan_words.quoted", title = title)
    }

    pub fn rank(&self, number: i64) -> String {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let rank = place.and_then(|place| self.plan.ranks.ranks.get(place));
        rank.map_or_else(
            || text!(self.language, "plan_words.no_rank"),
            |rank| self.quoted(rank.title.get(self.language)),
        )
    }

    pub fn edge(&self, edge: crate::business::commissions::plan::EdgePlace) -> String {
        match edge.0 {
            0 => text!(self.language, "plan_words.edge.sponsor"),
            1 => text!(self.language, "plan_words.edge.enroller"),
            2 => text!(self.language, "plan_words.edge.placement"),
            made => {
                let place = usize::from(made).saturating_sub(3);
                self.plan.edges.get(place).map_or_else(String::new, |edge| self.quoted(edge.title.get(self.language)))
            }
        }
    }

    pub fn kinds(&self, kinds: SaleKinds) -> String {
        let language = self.language;
        let all = [
            (SaleKind::Own, text!(language, "plan_words.kind.own")),
            (SaleKind::Retail, text!(language, "plan_words.kind.retail")),
            (SaleKind::Kit, text!(language, "plan_words.kind.kit")),
            (SaleKind::Fee, text!(language, "plan_words.kind.fee")),
            (SaleKind::Free, text!(language, "plan_words.kind.free")),
        ];
        let wanted = all.into_iter().filter(|(kind, _)| kinds.include(*kind)).map(|(_, word)| word);
        wanted.reduce(|one, two| text!(language, "plan_words.and", one = one, two = two)).unwrap_or_default()
    }

    /// A condition.
    pub fn truth(&self, formula: &Formula) -> String {
        let language = self.language;
        match formula {
            Formula::Constant(0) => text!(language, "plan_words.never"),
            Formula::Constant(_) | Formula::Person(PersonValue::Valid) => text!(language, "plan_words.is_valid"),
            Formula::Person(PersonValue::Customer) => text!(language, "plan_words.is_customer"),
            Formula::Person(PersonValue::Flag(word)) => text!(language, "plan_words.has_flag", word = word),
            Formula::Person(PersonValue::Predicate(place)) => {
                let predicate = self.plan.predicates.get(usize::from(*place));
                predicate.map_or_else(String::new, |predicate| self.quoted(predicate.title.get(language)))
            }
            Formula::Operation(sign, pair) => {
                let [first, second] = &**pair;
                self.pair(*sign, first, second)
            }
            Formula::Choice(three) => {
                let [when, then, otherwise] = &**three;
                let (when, then, otherwise) = (self.truth(when), self.truth(then), self.truth(otherwise));
                text!(language, "plan_words.choice", when = when, then = then, otherwise = otherwise)
            }
            other => self.number(other),
        }
    }

    fn pair(&self, sign: Sign, first: &Formula, second: &Formula) -> String {
        let language = self.language;
        match (sign, first, second) {
            (Sign::And, ..) => {
                text!(language, "plan_words.and", one = self.truth(first), two = self.truth(second))
            }
            (Sign::Or, ..) => text!(language, "plan_words.or", one = self.truth(first), two = self.truth(second)),
            (Sign::Equal, inner, Formula::Constant(0)) if is_truth(inner) => {
                text!(language, "plan_words.not", one = self.truth(inner))
            }
            (_, Formula::Constant(rank), Formula::Person(PersonValue::Rank(of))) => {
                let rank = self.rank(if sign == Sign::Less { rank + 1 } else { *rank });
                text!(language, "plan_words.rank_at_least", of = self.rank_of(*of), rank = rank)
            }
            (Sign::Equal, Formula::Person(PersonValue::Rank(of)), Formula::Constant(rank)) => {
                text!(language, "plan_words.equal", one = self.rank_of(*of), two = self.rank(*rank))
            }
            (Sign::LessOrEqual, Formula::Constant(least), value) => {
                text!(language, "plan_words.at_least", number = self.plain(*least), value = self.number(value))
            }
            (Sign::Less, Formula::Constant(below), value) => {
                text!(language, "plan_words.more_than", number = self.plain(*below), value = self.number(value))
            }
            (Sign::LessOrEqual, value, Formula::Constant(most)) => {
                text!(language, "plan_words.at_most", number = self.plain(*most), value = self.number(value))
            }
            (Sign::Less, value, Formula::Constant(above)) => {
                text!(language, "plan_words.less_than", number = self.plain(*above), value = self.number(value))
            }
            (Sign::LessOrEqual, ..) => {
                text!(language, "plan_words.not_more", one = self.number(first), two = self.number(second))
            }
            (Sign::Less, ..) => {
                text!(language, "plan_words.smaller", one = self.number(first), two = self.number(second))
            }
            (Sign::Unequal, ..) => {
                text!(language, "plan_words.unequal", one = self.number(first), two = self.number(second))
            }
            _ => text!(language, "plan_words.equal", one = self.number(first), two = self.number(second)),
        }
    }

    fn rank_of(&self, of: RankOf) -> String {
        match of {
            RankOf::Qualified => text!(self.language, "plan_words.rank.qualified"),
            RankOf::Achieved => text!(self.language, "plan_words.rank.achieved"),
            RankOf::Paid => text!(self.language, "plan_words.rank.paid"),
            RankOf::Before => text!(self.language, "plan_words.rank.before"),
        }
    }

    /// A number, or whatever else is no condition.
    pub fn number(&self, formula: &Formula) -> String {
        let language = self.language;
        match formula {
            Formula::Constant(value) => self.plain(*value),
            Formula::Text(word) => self.quoted(word),
            Formula::Person(value) => self.of_person(value),
            Formula::Sale(value) => self.of_sale(value),
            Formula::Of(Party::Seller, inner) => text!(language, "plan_words.of_seller", value = self.value(inner)),
            Formula::Of(Party::Buyer, inner) => text!(language, "plan_words.of_buyer", value = self.value(inner)),
            Formula::Operation(sign, pair) => {
                let [first, second] = &**pair;
                self.arithmetic(*sign, first, second)
            }
            Formula::Choice(three) => match &**three {
                [when, Formula::Constant(MILLION), Formula::Constant(0)] => {
                    text!(language, "plan_words.those_with", condition = self.truth(when))
                }
                [when, then, otherwise] => {
                    let (when, then, otherwise) = (self.truth(when), self.value(then), self.value(otherwise));
                    text!(language, "plan_words.choice", when = when, then = then, otherwise = otherwise)
                }
            },
            Formula::Ladder(of, mode, steps) => self.ladder(of, *mode, steps),
            Formula::People(reach, of) => self.people(reach, of),
            Formula::Earlier(name, 0) => text!(language, "plan_words.carried", name = name),
            Formula::Earlier(name, back) => {
                text!(language, "plan_words.earlier", name = self.title_of(name), periods = i64::from(*back))
            }
        }
    }

    fn value(&self, formula: &Formula) -> String {
        if is_truth(formula) { self.truth(formula) } else { self.number(formula) }
    }

    fn title_of(&self, name: &str) -> String {
        let language = self.language;
        let volume = self.plan.volumes.iter().find(|volume| volume.name == name).map(|volume| &volume.title);
        let predicate = self.plan.predicates.iter().find(|known| known.name == name).map(|known| &known.title);
        self.quoted(volume.or(predicate).map_or(name, |title| title.get(language)))
    }

    fn arithmetic(&self, sign: Sign, first: &Formula, second: &Formula) -> String {
        let language = self.language;
        let (one, two) = (self.value(first), self.value(second));
        match sign {
            Sign::Add => text!(language, "plan_words.plus", one = one, two = two),
            Sign::Subtract if *first == Formula::Constant(0) => text!(language, "plan_words.minus_of", one = two),
            Sign::Subtract => text!(language, "plan_words.minus", one = one, two = two),
            Sign::Multiply => match (first, second) {
                (Formula::Constant(share), _) if share.abs() < MILLION => {
                    text!(language, "plan_words.share_of", share = one, value = two)
                }
                (_, Formula::Constant(share)) if share.abs() < MILLION => {
                    text!(language, "plan_words.share_of", share = two, value = one)
                }
                _ => text!(language, "plan_words.product", one = one, two = two),
            },
            Sign::Divide => text!(language, "plan_words.quotient", one = one, two = two),
            Sign::Times => text!(language, "plan_words.times", one = one, two = two),
            Sign::Least => text!(language, "plan_words.smaller_of", one = one, two = two),
            Sign::Most => text!(language, "plan_words.larger_of", one = one, two = two),
            _ => self.pair(sign, first, second),
        }
    }

    fn ladder(&self, of: &Formula, mode: LadderMode, steps: &[Step]) -> String {
        let language = self.language;
        let step = |step: &Step| {
            text!(language, "plan_words.step", from = self.plain(step.from), value = self.plain(step.value))
        };
        let steps = steps.iter().map(step).collect::<Vec<_>>().join(", ");
        let of = self.number(of);
        match mode {
            LadderMode::Reached => text!(language, "plan_words.ladder", of = of, steps = steps),
            LadderMode::Stepped => text!(language, "plan_words.stepped", of = of, steps = steps),
            LadderMode::Interpolated => text!(language, "plan_words.between", of = of, steps = steps),
        }
    }

    fn people(&self, reach: &Reach, of: &Formula) -> String {
        let language = self.language;
        if let (Reach::Below(_, Gather::Sum), Formula::Choice(three)) = (reach, of)
            && let [Formula::People(Reach::Team { any: true, .. }, condition), ..] = &**three
        {
            return text!(language, "plan_words.legs", condition = self.truth(condition));
        }
        let value = self.value(of);
        match reach {
            Reach::Below(_, Gather::Largest(1)) => text!(language, "plan_words.largest", value = value),
            Reach::Below(_, Gather::Largest(place)) => {
                text!(language, "plan_words.nth_largest", place = i64::from(*place), value = value)
            }
            Reach::Below(..) => text!(language, "plan_words.children", value = value),
            Reach::Team { without, with_self, .. } => {
                let team = if *with_self {
                    text!(language, "plan_words.team", value = value)
                } else {
                    text!(language, "plan_words.below", value = value)
                };
                match without {
                    None => team,
                    Some(without) => {
                        text!(language, "plan_words.without", team = team, condition = self.truth(without))
                    }
                }
            }
            Reach::Levels(_, levels) => {
                text!(language, "plan_words.levels_below", value = value, levels = i64::from(*levels))
            }
            Reach::Above(_) => text!(language, "plan_words.above", value = value),
            Reach::Everyone => text!(language, "plan_words.everyone", value = value),
        }
    }

    fn of_person(&self, value: &PersonValue) -> String {
        let (language, plan) = (self.language, self.plan);
        match value {
            PersonValue::Volume(place) => {
                let volume = plan.volumes.get(usize::from(*place));
                volume.map_or_else(String::new, |volume| self.quoted(volume.title.get(language)))
            }
            PersonValue::Pay(place) => {
                let bonus = plan.bonuses.get(usize::from(*place));
                bonus.map_or_else(String::new, |bonus| self.quoted(bonus.title.get(language)))
            }
            PersonValue::Sold(sold) => self.sold(sold),
            PersonValue::Rank(of) => self.rank_of(*of),
            PersonValue::DaysMember => text!(language, "plan_words.days_member"),
            PersonValue::PeriodsMember => text!(language, "plan_words.periods_member"),
            PersonValue::Country => text!(language, "plan_words.country"),
            PersonValue::Column(name) => self.quoted(name),
            PersonValue::Predicate(_)
            | PersonValue::Need(..)
            | PersonValue::Valid
            | PersonValue::Customer
            | PersonValue::Flag(_) => self.truth(&Formula::Person(value.clone())),
        }
    }

    fn sold(&self, sold: &Sold) -> String {
        let language = self.language;
        let (what, kinds) = (self.of_sale(&sold.what), self.kinds(sold.kinds));
        let sum = match sold.of {
            Party::Seller => text!(language, "plan_words.sold", what = what, kinds = kinds),
            Party::Buyer => text!(language, "plan_words.bought", what = what, kinds = kinds),
        };
        match &sold.condition {
            None => sum,
            Some(condition) => text!(language, "plan_words.only_where", what = sum, condition = self.truth(condition)),
        }
    }

    fn of_sale(&self, value: &SaleValue) -> String {
        let language = self.language;
        match value {
            SaleValue::Base => text!(language, "plan_words.sale.base"),
            SaleValue::Points => text!(language, "plan_words.sale.points"),
            SaleValue::Net => text!(language, "plan_words.sale.net"),
            SaleValue::Quantity => text!(language, "plan_words.sale.quantity"),
            SaleValue::Lines => text!(language, "plan_words.sale.lines"),
            SaleValue::Product => text!(language, "plan_words.sale.product"),
            SaleValue::Kind => text!(language, "plan_words.sale.kind"),
            SaleValue::SellerDays => text!(language, "plan_words.sale.seller_days"),
            SaleValue::Column(name) => self.quoted(name),
        }
    }
}

/// Whether a formula says yes or no.
fn is_truth(formula: &Formula) -> bool {
    match formula {
        Formula::Person(
            PersonValue::Valid
            | PersonValue::Customer
            | PersonValue::Flag(_)
            | PersonValue::Predicate(_)
            | PersonValue::Need(..),
        ) => true,
        Formula::Operation(sign, _) => {
            matches!(sign, Sign::Equal | Sign::Unequal | Sign::Less | Sign::LessOrEqual | Sign::And | Sign::Or)
        }
        Formula::People(Reach::Team { any, .. }, _) => *any,
        Formula::Of(_, inner) => is_truth(inner),
        _ => false,
    }
}
