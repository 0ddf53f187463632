//! A formula after its names were found: a tree of operations on values of one person or one sale.

use crate::business::commissions::plan::edge::EdgePlace;
use crate::business::commissions::plan::volume::SaleKinds;

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

/// Numbers are held in millionths.
pub const MILLION: i64 = 1_000_000;

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
