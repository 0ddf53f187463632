//! Formulas as parts of sentences. Titles of the plan stand in quotes: they are defined elsewhere in the text.
//!
//! Reckoning is written with its signs and with parentheses where they matter, because a contract must not be read in two
//! ways. What a formula looks at is said in words.

use crate::business::commissions::SaleKind;
use crate::business::commissions::plan::{
    EdgePlace, Formula, Gather, LadderMode, MILLION, Party, PersonValue, Plan, RankOf, Reach, SaleKinds, SaleValue,
    Sign, Sold, Step, Together, plain_number,
};
use crate::text;
use crate::texts::decimal;
use crate::values::Language;

pub(super) struct Words<'w> {
    pub plan: &'w Plan,
    pub language: Language,
}

/// As what a number without a name is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Number,
    /// Money, points, pieces and whatever else is counted: `0.20`.
    Counted,
    /// A share of something: `100 %`.
    Share,
}

/// How closely the parts of a phrase hold together; a looser one stands in parentheses inside a closer one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Choice,
    Or,
    And,
    Condition,
    Sum,
    Product,
    Word,
}

impl Words<'_> {
    /// A number as it is read.
    pub fn plain(&self, millionths: i64) -> String {
        let written = plain_number(millionths);
        let written = match written.split_once('.') {
            Some((_, decimals)) if decimals.len() == 1 => format!("{written}0"),
            _ => written,
        };
        decimal(self.language, &written)
    }

    pub fn percent(&self, millionths: i64) -> String {
        let number = plain_number(millionths.saturating_mul(100));
        format!("{}\u{a0}%", decimal(self.language, &number))
    }

    fn constant(&self, millionths: i64, unit: Unit) -> String {
        if unit == Unit::Share { self.percent(millionths) } else { self.plain(millionths) }
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

    pub fn edge(&self, edge: EdgePlace) -> String {
        match edge.0 {
            0 => text!(self.language, "plan_words.edge.sponsor"),
            1 => text!(self.language, "plan_words.edge.enroller"),
            2 => text!(self.language, "plan_words.edge.placement"),
            made => {
                let place = usize::from(made).saturating_sub(3);
                let title = self.plan.edges.get(place).map_or("", |edge| edge.title.get(self.language));
                text!(self.language, "plan_words.edge.made", title = title)
            }
        }
    }

    /// Whoever walks another edge than the sponsors' says so.
    fn by_edge(&self, what: String, edge: EdgePlace) -> String {
        if edge == EdgePlace::SPONSOR {
            return what;
        }
        text!(self.language, "plan_words.by_edge", what = what, edge = self.edge(edge))
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
        wanted.reduce(|one, two| text!(language, "plan_words.kind.and", one = one, two = two)).unwrap_or_default()
    }

    /// A condition.
    pub fn truth(&self, formula: &Formula) -> String {
        self.condition(formula).0
    }

    /// An amount or a count.
    pub fn number(&self, formula: &Formula) -> String {
        self.phrase(formula, Unit::Counted).0
    }

    /// A rate: every number without a name is a share.
    pub fn rate(&self, formula: &Formula) -> String {
        self.phrase(formula, Unit::Share).0
    }

    fn in_bond(&self, (said, bond): (String, Bond), needed: Bond) -> String {
        if bond < needed { text!(self.language, "plan_words.parentheses", inside = said) } else { said }
    }

    fn condition(&self, formula: &Formula) -> (String, Bond) {
        let language = self.language;
        let said = match formula {
            Formula::Constant(0) => text!(language, "plan_words.never"),
            Formula::Constant(_) | Formula::Person(PersonValue::Valid) => text!(language, "plan_words.is_valid"),
            Formula::Person(PersonValue::Customer) => text!(language, "plan_words.is_customer"),
            Formula::Person(PersonValue::Flag(word)) => text!(language, "plan_words.has_flag", word = word),
            Formula::Person(PersonValue::Predicate(place)) => {
                let predicate = self.plan.predicates.get(usize::from(*place));
                let title = predicate.map_or("", |predicate| predicate.title.get(language));
                text!(language, "plan_words.is_met", title = title)
            }
            Formula::Person(PersonValue::Need(predicate, need)) => {
                let predicate = self.plan.predicates.get(usize::from(*predicate));
                let need = predicate.and_then(|predicate| predicate.needs.get(usize::from(*need)));
                return need.map_or_else(|| (String::new(), Bond::Word), |need| self.condition(&need.formula));
            }
            Formula::Operation(Sign::Equal, pair) if matches!(&**pair, [inner, Formula::Constant(0)] if self.is_truth(inner)) =>
            {
                let [inner, _] = &**pair;
                text!(language, "plan_words.not", one = self.truth(inner))
            }
            Formula::Operation(sign @ (Sign::And | Sign::Or), pair) => return self.joined(*sign, pair),
            Formula::Operation(sign, pair) => {
                let [first, second] = &**pair;
                self.compared(*sign, first, second)
            }
            Formula::People(Reach::Team { any: true, edge, .. }, condition) => {
                let said = text!(language, "plan_words.somebody", condition = self.truth(condition));
                self.by_edge(said, *edge)
            }
            Formula::People(Reach::Above(edge), inner) => {
                self.by_edge(text!(language, "plan_words.above_is", condition = self.truth(inner)), *edge)
            }
            Formula::Earlier(name, back @ 1..) => {
                let title = self.title_of(name);
                text!(language, "plan_words.was_met", title = title, periods = i64::from(*back))
            }
            Formula::Of(Party::Seller, inner) => {
                text!(language, "plan_words.of_seller", value = self.truth(inner))
            }
            Formula::Of(Party::Buyer, inner) => text!(language, "plan_words.of_buyer", value = self.truth(inner)),
            Formula::Choice(three) => {
                let [when, then, otherwise] = &**three;
                let (when, then) = (self.in_bond(self.condition(when), Bond::Or), self.truth(then));
                let otherwise = self.truth(otherwise);
                return (
                    text!(language, "plan_words.choice", when = when, then = then, otherwise = otherwise),
                    Bond::Choice,
                );
            }
            other => return self.phrase(other, Unit::Number),
        };
        (said, Bond::Condition)
    }

    /// `a and (b or c)`: where both stand together, parentheses say which belong to which.
    fn joined(&self, sign: Sign, pair: &[Formula; 2]) -> (String, Bond) {
        let bond = if sign == Sign::And { Bond::And } else { Bond::Or };
        let [one, two] = pair.each_ref().map(|inner| {
            let (said, inside) = self.condition(inner);
            let mixed = matches!(inside, Bond::And | Bond::Or | Bond::Choice) && inside != bond;
            if mixed { text!(self.language, "plan_words.parentheses", inside = said) } else { said }
        });
        let said = if sign == Sign::And {
            text!(self.language, "plan_words.and", one = one, two = two)
        } else {
            text!(self.language, "plan_words.or", one = one, two = two)
        };
        (said, bond)
    }

    fn compared(&self, sign: Sign, first: &Formula, second: &Formula) -> String {
        let language = self.language;
        let rank = |formula: &Formula| matches!(formula, Formula::Person(PersonValue::Rank(_)));
        if rank(first) || rank(second) {
            return self.ranks_compared(sign, first, second);
        }
        let number = |formula: &Formula| self.in_bond(self.phrase(formula, Unit::Number), Bond::Sum);
        // A number always stands behind what it is compared with.
        let behind = matches!(first, Formula::Constant(_));
        let (value, bound) = if behind { (second, first) } else { (first, second) };
        let key = match (sign, behind) {
            (Sign::LessOrEqual, true) => "plan_words.compared.at_least",
            (Sign::LessOrEqual, false) => "plan_words.compared.at_most",
            (Sign::Less, true) => "plan_words.compared.more_than",
            (Sign::Less, false) => "plan_words.compared.less_than",
            (Sign::Unequal, _) => "plan_words.compared.unequal",
            _ => "plan_words.compared.equal",
        };
        if let (Sign::LessOrEqual, true, Formula::Constant(least)) = (sign, behind, bound)
            && let Some(said) = self.counted_at_least(value, *least)
        {
            return said;
        }
        // `a >= b` is read as it was most likely written: the larger one first.
        if !behind && !matches!(bound, Formula::Constant(_)) && matches!(sign, Sign::LessOrEqual | Sign::Less) {
            let key = if sign == Sign::Less { "plan_words.compared.more_than" } else { "plan_words.compared.at_least" };
            return text!(language, key, value = number(second), number = number(first));
        }
        text!(language, key, value = number(value), number = number(bound))
    }

    /// `children(active) >= 2` is said of people, not of a number.
    fn counted_at_least(&self, value: &Formula, least: i64) -> Option<String> {
        let language = self.language;
        let count = self.plain(least);
        match value {
            Formula::Periods(Together::Held, name, _, periods) => {
                let (title, periods) = (self.title_of(name), i64::from(*periods));
                Some(text!(language, "plan_words.held_at_least", title = title, count = count, periods = periods))
            }
            Formula::People(reach, of) => {
                let condition = counted_condition(of)?;
                let (key, edge) = match (reach, condition) {
                    (Reach::Below(edge, Gather::Sum), Formula::People(Reach::Team { any: true, .. }, _)) => {
                        ("plan_words.compared.legs_at_least", *edge)
                    }
                    (Reach::Below(edge, Gather::Sum), _) => ("plan_words.compared.children_at_least", *edge),
                    _ => return None,
                };
                let condition = match condition {
                    Formula::People(Reach::Team { any: true, .. }, inner) => inner,
                    other => other,
                };
                Some(self.by_edge(text!(language, key, count = count, condition = self.truth(condition)), edge))
            }
            _ => None,
        }
    }

    fn ranks_compared(&self, sign: Sign, first: &Formula, second: &Formula) -> String {
        let language = self.language;
        let said = |formula: &Formula| match formula {
            Formula::Constant(rank) => self.rank(*rank),
            Formula::Person(PersonValue::Rank(of)) => self.rank_of(*of),
            other => self.number(other),
        };
        let behind = matches!(first, Formula::Constant(_));
        let (value, bound) = if behind { (said(second), said(first)) } else { (said(first), said(second)) };
        let key = match (sign, behind) {
            (Sign::LessOrEqual, true) => "plan_words.compared.rank_at_least",
            (Sign::LessOrEqual, false) => "plan_words.compared.rank_at_most",
            (Sign::Less, true) => "plan_words.compared.rank_above",
            (Sign::Less, false) => "plan_words.compared.rank_below",
            (Sign::Unequal, _) => "plan_words.compared.unequal",
            _ => "plan_words.compared.equal",
        };
        text!(language, key, value = value, number = bound)
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
    fn phrase(&self, formula: &Formula, unit: Unit) -> (String, Bond) {
        let language = self.language;
        let said = match formula {
            Formula::Constant(value) => self.constant(*value, unit),
            Formula::Text(word) if word.is_empty() => text!(language, "plan_words.no_word"),
            Formula::Text(word) => self.quoted(word),
            Formula::Person(value) => self.of_person(value),
            Formula::Sale(value) => self.of_sale(value),
            Formula::Of(party, inner) => {
                let value = self.phrase(inner, unit).0;
                match party {
                    Party::Seller => text!(language, "plan_words.of_seller", value = value),
                    Party::Buyer => text!(language, "plan_words.of_buyer", value = value),
                }
            }
            Formula::Operation(sign, pair) => {
                let [first, second] = &**pair;
                return self.arithmetic(*sign, first, second, unit);
            }
            Formula::Choice(three) => return self.choice(formula, three, unit),
            Formula::Ladder(of, mode, steps) => self.ladder(of, *mode, steps, unit),
            Formula::People(reach, of) => self.people(reach, of),
            Formula::Earlier(name, 0) => self.carried(name),
            Formula::Earlier(name, back) => {
                text!(language, "plan_words.earlier", name = self.title_of(name), periods = i64::from(*back))
            }
            Formula::Periods(together, name, _, periods) => {
                let (name, periods) = (self.title_of(name), i64::from(*periods));
                match together {
                    Together::Held => text!(language, "plan_words.held", name = name, periods = periods),
                    Together::Best => text!(language, "plan_words.best", name = name, periods = periods),
                    Together::Sum => text!(language, "plan_words.summed", name = name, periods = periods),
                }
            }
        };
        (said, Bond::Word)
    }

    fn choice(&self, formula: &Formula, three: &[Formula; 3], unit: Unit) -> (String, Bond) {
        let language = self.language;
        if let Some(by_rank) = by_rank(formula) {
            let value = |(rank, value): &(i64, &Formula)| {
                let value = self.in_bond(self.phrase(value, unit), Bond::Or);
                text!(language, "plan_words.of_rank", rank = self.rank(*rank), value = value)
            };
            let values = by_rank.iter().rev().map(value).collect::<Vec<_>>().join("; ");
            return (text!(language, "plan_words.by_rank", values = values), Bond::Choice);
        }
        let [when, then, otherwise] = three;
        if let Some(condition) = counted_condition(formula) {
            return (text!(language, "plan_words.one_if", condition = self.truth(condition)), Bond::Choice);
        }
        let when = self.in_bond(self.condition(when), Bond::Or);
        let then = self.in_bond(self.value(then, unit), Bond::Or);
        let otherwise = self.value(otherwise, unit).0;
        (text!(language, "plan_words.choice", when = when, then = then, otherwise = otherwise), Bond::Choice)
    }

    /// Whether a formula says yes or no.
    pub fn is_truth(&self, formula: &Formula) -> bool {
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
            Formula::Earlier(name, 1..) => self.plan.predicates.iter().any(|predicate| predicate.name == *name),
            Formula::People(Reach::Team { any, .. }, _) => *any,
            Formula::People(Reach::Above(_), inner) | Formula::Of(_, inner) => self.is_truth(inner),
            _ => false,
        }
    }

    fn value(&self, formula: &Formula, unit: Unit) -> (String, Bond) {
        if self.is_truth(formula) { self.condition(formula) } else { self.phrase(formula, unit) }
    }

    fn title_of(&self, name: &str) -> String {
        let language = self.language;
        let volume = self.plan.volumes.iter().find(|volume| volume.name == name).map(|volume| &volume.title);
        let predicate = self.plan.predicates.iter().find(|known| known.name == name).map(|known| &known.title);
        self.quoted(volume.or(predicate).map_or(name, |title| title.get(language)))
    }

    /// What the last run left: an entry of the plan, or of the two legs of a bonus.
    fn carried(&self, name: &str) -> String {
        let language = self.language;
        let of_legs = name.rsplit_once('.').and_then(|(bonus, side)| {
            let bonus = self.plan.bonuses.iter().find(|known| known.name == bonus)?;
            Some((self.quoted(bonus.title.get(language)), side))
        });
        match of_legs {
            Some((bonus, "left")) => text!(language, "plan_words.kept_left", bonus = bonus),
            Some((bonus, "right")) => text!(language, "plan_words.kept_right", bonus = bonus),
            _ => text!(language, "plan_words.carried", name = name),
        }
    }

    fn arithmetic(&self, sign: Sign, first: &Formula, second: &Formula, unit: Unit) -> (String, Bond) {
        let language = self.language;
        let said = |formula: &Formula, unit: Unit, bond: Bond| self.in_bond(self.value(formula, unit), bond);
        match sign {
            Sign::Subtract if *first == Formula::Constant(0) => {
                let one = said(second, unit, Bond::Product);
                (text!(language, "plan_words.minus_of", one = one), Bond::Sum)
            }
            Sign::Add => {
                let (one, two) = (said(first, unit, Bond::Sum), said(second, unit, Bond::Sum));
                (text!(language, "plan_words.plus", one = one, two = two), Bond::Sum)
            }
            Sign::Subtract => {
                let (one, two) = (said(first, unit, Bond::Sum), said(second, unit, Bond::Product));
                (text!(language, "plan_words.minus", one = one, two = two), Bond::Sum)
            }
            Sign::Multiply => {
                let factor = |formula: &Formula| said(formula, factor_unit(formula, unit), Bond::Product);
                (text!(language, "plan_words.product", one = factor(first), two = factor(second)), Bond::Product)
            }
            Sign::Divide => {
                let (one, two) = (said(first, unit, Bond::Product), said(second, Unit::Number, Bond::Word));
                (text!(language, "plan_words.quotient", one = one, two = two), Bond::Product)
            }
            Sign::Times => {
                let (one, two) = (said(first, Unit::Number, Bond::Sum), said(second, Unit::Number, Bond::Sum));
                (text!(language, "plan_words.times", one = one, two = two), Bond::Word)
            }
            Sign::Least => {
                let (one, two) = (said(first, unit, Bond::Sum), said(second, unit, Bond::Sum));
                (text!(language, "plan_words.smaller_of", one = one, two = two), Bond::Word)
            }
            Sign::Most => {
                let (one, two) = (said(first, unit, Bond::Sum), said(second, unit, Bond::Sum));
                (text!(language, "plan_words.larger_of", one = one, two = two), Bond::Word)
            }
            _ => self.condition(&Formula::operation(sign, first.clone(), second.clone())),
        }
    }

    fn ladder(&self, of: &Formula, mode: LadderMode, steps: &[Step], unit: Unit) -> String {
        let language = self.language;
        // A marginal ladder multiplies its own values.
        let unit = if mode == LadderMode::Stepped { Unit::Share } else { unit };
        let step = |step: &Step| {
            let (from, value) = (self.plain(step.from), self.constant(step.value, unit));
            text!(language, "plan_words.step", from = from, value = value)
        };
        let mut said: Vec<String> = steps.iter().map(step).collect();
        if let Some(first) = steps.first().filter(|first| first.from > 0) {
            let (below, nothing) = (self.plain(first.from), self.constant(0, unit));
            said.insert(0, text!(language, "plan_words.below_steps", from = below, value = nothing));
        }
        let of = self.in_bond(self.phrase(of, Unit::Number), Bond::Word);
        let steps = said.join("; ");
        match mode {
            LadderMode::Reached => text!(language, "plan_words.ladder", of = of, steps = steps),
            LadderMode::Stepped => text!(language, "plan_words.stepped", of = of, steps = steps),
            LadderMode::Interpolated => text!(language, "plan_words.between", of = of, steps = steps),
        }
    }

    fn people(&self, reach: &Reach, of: &Formula) -> String {
        let language = self.language;
        if let Some(condition) = counted_condition(of) {
            return self.count_of(reach, condition);
        }
        let value = self.value(of, Unit::Counted).0;
        let (said, edge) = match reach {
            Reach::Below(edge, Gather::Largest(1)) => (text!(language, "plan_words.largest", value = value), *edge),
            Reach::Below(edge, Gather::Largest(place)) => {
                (text!(language, "plan_words.nth_largest", place = i64::from(*place), value = value), *edge)
            }
            Reach::Below(edge, _) => (text!(language, "plan_words.children", value = value), *edge),
            Reach::Team { edge, without, with_self, .. } => {
                let said = match with_self {
                    true => text!(language, "plan_words.team", value = value),
                    false => text!(language, "plan_words.below", value = value),
                };
                (self.without(said, without.as_deref()), *edge)
            }
            Reach::Levels(edge, levels) => {
                (text!(language, "plan_words.levels_below", value = value, levels = i64::from(*levels)), *edge)
            }
            Reach::Above(edge) => (text!(language, "plan_words.above", value = value), *edge),
            Reach::Everyone => (text!(language, "plan_words.everyone", value = value), EdgePlace::SPONSOR),
            Reach::Place => (text!(language, "plan_words.place", value = value), EdgePlace::SPONSOR),
        };
        self.by_edge(said, edge)
    }

    /// How many people meet a condition.
    fn count_of(&self, reach: &Reach, condition: &Formula) -> String {
        let language = self.language;
        if let (Reach::Below(edge, Gather::Sum), Formula::People(Reach::Team { any: true, .. }, inner)) =
            (reach, condition)
        {
            return self.by_edge(text!(language, "plan_words.legs", condition = self.truth(inner)), *edge);
        }
        let condition = self.truth(condition);
        let (said, edge) = match reach {
            Reach::Below(edge, _) => (text!(language, "plan_words.count.children", condition = condition), *edge),
            Reach::Team { edge, without, with_self, .. } => {
                let said = match with_self {
                    true => text!(language, "plan_words.count.team", condition = condition),
                    false => text!(language, "plan_words.count.below", condition = condition),
                };
                (self.without(said, without.as_deref()), *edge)
            }
            Reach::Levels(edge, levels) => {
                let levels = i64::from(*levels);
                (text!(language, "plan_words.count.levels", condition = condition, levels = levels), *edge)
            }
            Reach::Above(edge) => (text!(language, "plan_words.above_is", condition = condition), *edge),
            Reach::Everyone | Reach::Place => {
                (text!(language, "plan_words.count.everyone", condition = condition), EdgePlace::SPONSOR)
            }
        };
        self.by_edge(said, edge)
    }

    fn without(&self, team: String, without: Option<&Formula>) -> String {
        match without {
            None => team,
            Some(without) => {
                let condition = self.truth(without);
                text!(self.language, "plan_words.without", team = team, condition = condition)
            }
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
                let title = bonus.map_or("", |bonus| bonus.title.get(language));
                text!(language, "plan_words.pay", title = title)
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

/// A factor without a unit of its own is a share where it is less than the whole: `3 % × 10,000`.
fn factor_unit(formula: &Formula, unit: Unit) -> Unit {
    let mut values = Vec::new();
    match formula {
        Formula::Constant(value) => values.push(*value),
        Formula::Ladder(_, _, steps) => values.extend(steps.iter().map(|step| step.value)),
        Formula::Choice(_) => constants_of(formula, &mut values),
        _ => {}
    }
    let whole = matches!(formula, Formula::Constant(value) if value.abs() == MILLION);
    let share = values.iter().any(|value| *value != 0) && values.iter().all(|value| value.abs() <= MILLION);
    match (share && !whole, unit) {
        (true, _) => Unit::Share,
        (false, Unit::Share) => Unit::Number,
        (false, unit) => unit,
    }
}

/// The numbers that a choice gives.
fn constants_of(formula: &Formula, values: &mut Vec<i64>) {
    match formula {
        Formula::Constant(value) => values.push(*value),
        Formula::Choice(three) => three.iter().skip(1).for_each(|inner| constants_of(inner, values)),
        Formula::Ladder(_, _, steps) => values.extend(steps.iter().map(|step| step.value)),
        _ => values.push(i64::MAX),
    }
}

/// The condition behind a number that is 1 where it holds and 0 otherwise.
fn counted_condition(formula: &Formula) -> Option<&Formula> {
    let Formula::Choice(three) = formula else { return None };
    match &**three {
        [when, Formula::Constant(MILLION), Formula::Constant(0)] if !is_by_rank(when) => Some(when),
        _ => None,
    }
}

fn is_by_rank(when: &Formula) -> bool {
    rank_paid_at_least(when).is_some()
}

/// The rank in `rank_paid >= silver`, by its number.
fn rank_paid_at_least(when: &Formula) -> Option<i64> {
    let Formula::Operation(Sign::LessOrEqual, pair) = when else { return None };
    match &**pair {
        [Formula::Constant(rank), Formula::Person(PersonValue::Rank(RankOf::Paid))] => Some(*rank),
        _ => None,
    }
}

/// A table by rank, from the highest one downwards, with nothing below the last.
fn by_rank(formula: &Formula) -> Option<Vec<(i64, &Formula)>> {
    let mut found = Vec::new();
    let mut rest = formula;
    while let Formula::Choice(three) = rest {
        let [when, then, otherwise] = &**three;
        let rank = rank_paid_at_least(when)?;
        if found.last().is_some_and(|(higher, _)| *higher <= rank) {
            return None;
        }
        found.push((rank, then));
        rest = otherwise;
    }
    (*rest == Formula::Constant(0) && !found.is_empty()).then_some(found)
}
