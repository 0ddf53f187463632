//! A formula after its names were found: a tree of operations on values of one person or one sale.

use crate::business::commissions::plan::edge::EdgePlace;
use crate::business::commissions::plan::volume::SaleKinds;
use crate::values::Rate;

/// What a formula gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Number,
    Truth,
    Word,
    Rank,
    /// Somebody among the people; only bonuses ask for it.
    Person,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Formula {
    /// Numbers in millionths, truths as 0 and 1, ranks by their place.
    Constant(i64),
    Text(String),
    Person(PersonValue),
    Sale(SaleValue),
    /// What a formula gives for one of the people of a sale.
    Of(Party, Box<Formula>),
    Operation(Sign, Box<[Formula; 2]>),
    /// When, then, otherwise.
    Choice(Box<[Formula; 3]>),
    /// The value that a ladder of steps gives for a number.
    Ladder(Box<Formula>, LadderMode, Vec<Step>),
    /// Something gathered over other people.
    People(Reach, Box<Formula>),
    /// What a formula was so many periods ago, as the carry remembers it by this name; 0 for an entry of the
    /// carry itself.
    Earlier(String, u16),
    /// What a formula is now and was in the periods before, by its name, over so many periods together.
    Periods(Together, String, Box<Formula>, u16),
}

/// What is made of the values of several periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Together {
    /// In how many of them a predicate was met.
    Held,
    /// The largest of them.
    Best,
    /// All of them added up.
    Sum,
}

/// In which periods a run settles: that decides what counts as the present for everything that looks back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looking {
    /// In a period of the plan: the present is this run.
    FromPeriodOfPlan,
    /// In a period of another kind, such as the year of a monthly plan: the present is the last period of the plan
    /// that was settled.
    FromAnotherPeriod,
}

/// Signs between two formulas; truths are numbers here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    Add,
    Subtract,
    /// Rounded to millionths, half away from zero.
    Multiply,
    /// Rounded likewise; a division by nothing gives nothing.
    Divide,
    /// The whole number of times that the second goes into the first.
    Times,
    Least,
    Most,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    And,
    Or,
}

/// One step of a ladder: from this number on, this value. Millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    pub from: i64,
    pub value: i64,
}

/// How a ladder is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LadderMode {
    /// The value of the highest step that is reached; it holds for the whole number.
    Reached,
    /// Each part of the number times the value of its own step, added up.
    Stepped,
    /// Between two steps the value lies on the straight line from one to the other.
    Interpolated,
}

/// Values of one person in the period.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonValue {
    /// By its place in the plan.
    Volume(u16),
    /// Whether a predicate is met.
    Predicate(u16),
    /// One condition of a predicate.
    Need(u16, u16),
    Rank(RankOf),
    /// What is paid under a bonus, by its place; known after the bonus was calculated.
    Pay(u16),
    /// A sum over the sales that are credited to the person, or over what the person bought.
    Sold(Box<Sold>),
    /// Whether the contract is valid on the last day.
    Valid,
    Customer,
    /// Whole days from joining to the last day of the period.
    DaysMember,
    /// Begun periods of the plan since joining; 1 in the first.
    PeriodsMember,
    Country,
    /// One of the free words of a person.
    Flag(String),
    /// A further column of the facts.
    Column(String),
}

/// Which of the ranks of a person is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RankOf {
    /// Reached in this period.
    Qualified,
    /// The highest ever.
    Achieved,
    /// By which the person is paid.
    Paid,
    /// As it was paid in the period before.
    Before,
}

/// Which sales are added up, and what of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sold {
    /// Whose sales: those of the seller, or what the buyer bought.
    pub of: Party,
    pub kinds: SaleKinds,
    pub what: SaleValue,
    /// Sales that do not meet it are left out.
    pub condition: Option<Formula>,
}

/// Values of one sold line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SaleValue {
    /// Commission base.
    Base,
    Points,
    Net,
    Quantity,
    /// 1 for every line.
    Lines,
    Product,
    /// The kind of sale as a word.
    Kind,
    /// Whole days from the seller's joining to the sale.
    SellerDays,
    /// A further column of the facts.
    Column(String),
}

/// The people of a sold line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// To whom the sale is credited.
    Seller,
    Buyer,
}

/// Over whom something is gathered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Those who stand directly below.
    Below(EdgePlace, Gather),
    /// The whole team: oneself if wished, and everybody below; legs whose head meets the condition stay out.
    Team { edge: EdgePlace, with_self: bool, any: bool, without: Option<Box<Formula>> },
    /// So many levels below, without oneself.
    Levels(EdgePlace, u16),
    /// The one who stands directly above; nothing where nobody does.
    Above(EdgePlace),
    /// The sum over all people.
    Everyone,
    /// The place among all people by what they have, 1 for the most; 0 for whoever has nothing or no valid contract.
    Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gather {
    Sum,
    /// Whether one of them meets it.
    Any,
    /// The first, second, third … largest; nothing where there are fewer.
    Largest(u16),
}

impl Formula {
    pub fn operation(sign: Sign, first: Formula, second: Formula) -> Formula {
        Formula::Operation(sign, Box::new([first, second]))
    }

    pub fn choice(when: Formula, then: Formula, otherwise: Formula) -> Formula {
        Formula::Choice(Box::new([when, then, otherwise]))
    }

    /// Several periods together, said by each of them.
    pub fn of_periods(together: Together, name: &str, now: &Formula, periods: u16, looking: Looking) -> Formula {
        let one = |formula: Formula| match together {
            Together::Held => Formula::choice(formula, Formula::Constant(MILLION), Formula::Constant(0)),
            Together::Best | Together::Sum => formula,
        };
        let sign = if together == Together::Best { Sign::Most } else { Sign::Add };
        let earlier = |back| one(Formula::Earlier(name.to_owned(), back));
        let (first, more) = match looking {
            Looking::FromPeriodOfPlan => (one(now.clone()), 1..periods),
            Looking::FromAnotherPeriod => (earlier(1), 2..periods.saturating_add(1)),
        };
        more.fold(first, |joined, back| Formula::operation(sign, joined, earlier(back)))
    }

    /// The values of a sale of which part of the sale has part. A value that is only compared, or that an amount is
    /// multiplied by, such as the price of one piece, is none.
    pub fn amounts_of_sale(&self) -> Vec<&SaleValue> {
        let is_amount = |value: &&SaleValue| {
            matches!(value, SaleValue::Base | SaleValue::Points | SaleValue::Net | SaleValue::Quantity)
        };
        match self {
            Formula::Sale(value) => vec![value],
            Formula::Operation(Sign::Multiply, pair) => {
                let [first, second] = &**pair;
                let (first, second) = (first.amounts_of_sale(), second.amounts_of_sale());
                match (first.iter().any(is_amount), second.iter().any(is_amount)) {
                    (true, false) => first,
                    (false, true) => second,
                    _ => [first, second].concat(),
                }
            }
            Formula::Operation(Sign::Divide | Sign::Times, pair) => {
                let [divided, _] = &**pair;
                divided.amounts_of_sale()
            }
            Formula::Operation(Sign::Add | Sign::Subtract | Sign::Least | Sign::Most, pair) => {
                pair.iter().flat_map(Formula::amounts_of_sale).collect()
            }
            Formula::Choice(three) => three.iter().skip(1).flat_map(Formula::amounts_of_sale).collect(),
            Formula::Ladder(of, LadderMode::Stepped, _) => of.amounts_of_sale(),
            _ => Vec::new(),
        }
    }

    /// How many formulas stand in it, itself among them.
    pub fn parts(&self) -> usize {
        let inner: usize = match self {
            Formula::Constant(_) | Formula::Text(_) | Formula::Sale(_) | Formula::Earlier(..) => 0,
            Formula::Person(PersonValue::Sold(sold)) => sold.condition.as_ref().map_or(0, Formula::parts),
            Formula::Person(_) => 0,
            Formula::Operation(_, pair) => pair.iter().map(Formula::parts).sum(),
            Formula::Choice(three) => three.iter().map(Formula::parts).sum(),
            Formula::Ladder(of, _, steps) => of.parts() + steps.len(),
            Formula::People(Reach::Team { without: Some(without), .. }, of) => of.parts() + without.parts(),
            Formula::People(_, of) | Formula::Of(_, of) => of.parts(),
            Formula::Periods(_, _, of, periods) => of.parts() + usize::from(*periods),
        };
        inner + 1
    }

    /// Whether it is the same for everybody: fixed numbers and sums over all people.
    pub fn is_common(&self) -> bool {
        match self {
            Formula::Constant(_) | Formula::People(Reach::Everyone, _) => true,
            Formula::Operation(_, pair) => pair.iter().all(Formula::is_common),
            Formula::Choice(three) => three.iter().all(Formula::is_common),
            Formula::Ladder(of, ..) => of.is_common(),
            _ => false,
        }
    }

    /// The rate, where it is the same for everybody.
    pub const fn constant_rate(&self) -> Option<Rate> {
        match self {
            Formula::Constant(millionths) => Some(Rate::from_millionths(*millionths)),
            _ => None,
        }
    }

    /// The place of the predicate, where the formula is nothing else.
    pub fn predicate(&self) -> Option<usize> {
        match self {
            Formula::Person(PersonValue::Predicate(place)) => Some(usize::from(*place)),
            _ => None,
        }
    }

    /// What a formula of a sale asks about the people of the sale.
    pub fn of_people(&self) -> Vec<&Formula> {
        match self {
            Formula::Of(_, inner) => vec![inner],
            Formula::Operation(_, pair) => pair.iter().flat_map(Formula::of_people).collect(),
            Formula::Choice(three) => three.iter().flat_map(Formula::of_people).collect(),
            Formula::Ladder(of, ..) => of.of_people(),
            Formula::Constant(_)
            | Formula::Text(_)
            | Formula::Person(_)
            | Formula::Sale(_)
            | Formula::People(..)
            | Formula::Earlier(..)
            | Formula::Periods(..) => Vec::new(),
        }
    }

    /// `first >= second`.
    pub fn at_least(first: Formula, second: Formula) -> Formula {
        Formula::operation(Sign::LessOrEqual, second, first)
    }

    pub fn negated(truth: Formula) -> Formula {
        Formula::operation(Sign::Equal, truth, Formula::Constant(0))
    }

    /// All of them; true where there are none.
    pub fn all(truths: impl IntoIterator<Item = Formula>) -> Formula {
        let both = |first, second| Formula::operation(Sign::And, first, second);
        truths.into_iter().reduce(both).unwrap_or(Formula::Constant(1))
    }
}

impl Kind {
    pub const fn text_key(self) -> &'static str {
        match self {
            Kind::Number => "commissions.plan.kind.number",
            Kind::Truth => "commissions.plan.kind.truth",
            Kind::Word => "commissions.plan.kind.word",
            Kind::Rank => "commissions.plan.kind.rank",
            Kind::Person => "commissions.plan.kind.person",
        }
    }
}

impl Sign {
    /// The value of an operation; `None` where it is too large for a number.
    pub fn apply(self, first: i64, second: i64) -> Option<i64> {
        match self {
            Sign::Add => first.checked_add(second),
            Sign::Subtract => first.checked_sub(second),
            Sign::Multiply => divided(i128::from(first) * i128::from(second), i128::from(MILLION)),
            Sign::Divide if second == 0 => Some(0),
            Sign::Divide => divided(i128::from(first) * i128::from(MILLION), i128::from(second)),
            Sign::Times if second == 0 => Some(0),
            Sign::Times => first.checked_div_euclid(second)?.checked_mul(MILLION),
            Sign::Least => Some(first.min(second)),
            Sign::Most => Some(first.max(second)),
            Sign::Equal => Some(i64::from(first == second)),
            Sign::Unequal => Some(i64::from(first != second)),
            Sign::Less => Some(i64::from(first < second)),
            Sign::LessOrEqual => Some(i64::from(first <= second)),
            Sign::And => Some(i64::from(first != 0 && second != 0)),
            Sign::Or => Some(i64::from(first != 0 || second != 0)),
        }
    }
}

/// Numbers are held in millionths.
pub const MILLION: i64 = 1_000_000;

/// Rounded half away from zero.
fn divided(numerator: i128, denominator: i128) -> Option<i64> {
    let (numerator, denominator) = if denominator < 0 { (-numerator, -denominator) } else { (numerator, denominator) };
    let half = denominator / 2;
    let rounded = if numerator < 0 { (numerator - half) / denominator } else { (numerator + half) / denominator };
    i64::try_from(rounded).ok()
}

impl LadderMode {
    /// Reads a ladder at a number; nothing below the first step. `None` where the value is too large.
    pub fn read(self, steps: &[Step], number: i64) -> Option<i64> {
        // Steps stand in order, and are few: counting all is faster than searching.
        let reached = steps.iter().filter(|step| step.from <= number).count();
        let Some(step) = reached.checked_sub(1).and_then(|place| steps.get(place)) else { return Some(0) };
        match self {
            LadderMode::Reached => Some(step.value),
            LadderMode::Stepped => {
                let mut sum = 0_i128;
                let ends = steps.iter().skip(1).map(|next| next.from).chain([i64::MAX]);
                for (step, end) in steps.iter().zip(ends).take(reached) {
                    sum += (i128::from(number.min(end)) - i128::from(step.from)) * i128::from(step.value);
                }
                divided(sum, i128::from(MILLION))
            }
            LadderMode::Interpolated => {
                let Some(next) = steps.get(reached) else { return Some(step.value) };
                let part = i128::from(number) - i128::from(step.from);
                let rise = i128::from(next.value) - i128::from(step.value);
                let above = divided(part * rise, i128::from(next.from) - i128::from(step.from))?;
                step.value.checked_add(above)
            }
        }
    }
}

impl Formula {
    /// The highest value that it can give, where that can be told without facts.
    pub fn highest(&self) -> Option<i64> {
        match self {
            Formula::Constant(value) => Some(*value),
            Formula::Choice(three) => {
                let [_, then, otherwise] = &**three;
                Some(then.highest()?.max(otherwise.highest()?))
            }
            Formula::Ladder(_, LadderMode::Reached | LadderMode::Interpolated, steps) => {
                steps.iter().map(|step| step.value).max().map(|highest| highest.max(0))
            }
            Formula::Operation(Sign::Most, pair) => {
                let [first, second] = &**pair;
                Some(first.highest()?.max(second.highest()?))
            }
            Formula::Operation(Sign::Add, pair) => {
                let [first, second] = &**pair;
                first.highest()?.checked_add(second.highest()?)
            }
            Formula::Operation(Sign::Least, pair) => {
                let [first, second] = &**pair;
                match (first.highest(), second.highest()) {
                    (Some(first), Some(second)) => Some(first.min(second)),
                    (first, second) => first.or(second),
                }
            }
            _ => None,
        }
    }

    /// A number that it gives in some case and that is no part of a whole, where that can be told without facts.
    pub fn outside_whole(&self) -> Option<i64> {
        match self {
            Formula::Constant(value) => Some(*value).filter(|value| !(0..=MILLION).contains(value)),
            Formula::Choice(three) => {
                let [_, then, otherwise] = &**three;
                then.outside_whole().or_else(|| otherwise.outside_whole())
            }
            Formula::Ladder(_, LadderMode::Reached | LadderMode::Interpolated, steps) => {
                steps.iter().map(|step| step.value).find(|value| !(0..=MILLION).contains(value))
            }
            Formula::Operation(Sign::Most, pair) => pair.iter().find_map(Formula::outside_whole),
            _ => self.highest().filter(|highest| *highest > MILLION),
        }
    }
}
