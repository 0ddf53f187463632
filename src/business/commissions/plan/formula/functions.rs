//! The functions of formulas: choices, ladders, and everything that looks at other people.

use crate::business::commissions::plan::edge::EdgePlace;
use crate::business::commissions::plan::formula::names::{Names, PERSON_NAMES, SALE_NAMES};
use crate::business::commissions::plan::formula::resolve::{Resolver, Typed};
use crate::business::commissions::plan::formula::resolved::MILLION;
use crate::business::commissions::plan::formula::syntax::{Argument, Syntax, SyntaxKind};
use crate::business::commissions::plan::formula::{
    Formula, Gather, Kind, LadderMode, Party, PersonValue, Reach, Scope, Sign, Step, Together,
};
use crate::business::failure::Complaint;

/// Every function with how it is written, for whoever wrote it otherwise.
const FUNCTIONS: [(&str, &str); 28] = [
    ("if", "if(active, 5 %, 0)"),
    ("min", "min(own, 500)"),
    ("max", "max(own, 500)"),
    ("times", "times(own, 200)"),
    ("ladder", "ladder(own, 0: 1 %, 10000: 2 %)"),
    ("stepped", "stepped(own, 0: 1 %, 10000: 2 %)"),
    ("between", "between(own, 0: 1 %, 10000: 2 %)"),
    ("team", "team(own, without: rank >= director)"),
    ("below", "below(own)"),
    ("children", "children(active)"),
    ("legs", "legs(rank >= silver)"),
    ("largest", "largest(group)"),
    ("second", "second(group)"),
    ("third", "third(group)"),
    ("capped", "capped(group, 6000)"),
    ("levels", "levels(own, 3)"),
    ("above", "above(own)"),
    ("everyone", "everyone(own)"),
    ("place", "place(own)"),
    ("carried", "carried('advance')"),
    ("previous", "previous(own)"),
    ("best", "best(own, 3)"),
    ("sum", "sum(own, 3)"),
    ("held", "held(active, 3)"),
    ("flag", "flag('kyc')"),
    ("pay", "pay(team)"),
    ("seller", "seller(active)"),
    ("buyer", "buyer(days_member)"),
];

/// The words of formulas, as the README of the plan language explains them.
pub struct FormulaWords {
    pub person_names: Vec<&'static str>,
    pub sale_names: Vec<&'static str>,
    pub functions: Vec<&'static str>,
}

pub fn formula_words() -> FormulaWords {
    FormulaWords {
        person_names: PERSON_NAMES.to_vec(),
        sale_names: SALE_NAMES.to_vec(),
        functions: FUNCTIONS.iter().map(|(name, _)| *name).collect(),
    }
}

/// More periods are remembered by no plan.
const PERIODS_MAX: u16 = 60;
const LEVELS_MAX: u16 = 50;

pub(super) fn call(
    resolver: &Resolver<'_>,
    syntax: &Syntax,
    function: &str,
    arguments: &[Argument],
) -> Result<Typed, Complaint> {
    let Some((_, example)) = FUNCTIONS.iter().find(|(known, _)| *known == function) else {
        let known = FUNCTIONS.map(|(name, _)| name).join(", ");
        return Err(Complaint::new("commissions.plan.formula_function").with("word", function).with("known", known));
    };
    let call = Call { resolver, function, example, arguments };
    if let Some(found) = call.anywhere()? {
        return Ok(found);
    }
    let found = match resolver.scope {
        Scope::Person => call.of_person()?,
        Scope::Sale => call.of_sale()?,
    };
    found.ok_or_else(|| {
        let key = "commissions.plan.formula_not_here";
        Complaint::new(key).with("word", function).with("at", i64::try_from(syntax.at).unwrap_or(0))
    })
}

struct Call<'c> {
    resolver: &'c Resolver<'c>,
    function: &'c str,
    example: &'static str,
    arguments: &'c [Argument],
}

impl Call<'_> {
    fn wrong<T>(&self) -> Result<T, Complaint> {
        let complaint = Complaint::new("commissions.plan.formula_arguments");
        Err(complaint.with("word", self.function).with("example", self.example))
    }

    /// A plain argument, without a colon.
    fn argument(&self, place: usize) -> Result<&Syntax, Complaint> {
        match self.arguments.get(place) {
            Some(Argument { first, second: None }) => Ok(first),
            _ => self.wrong(),
        }
    }

    fn count(&self, needed: usize) -> Result<(), Complaint> {
        if self.arguments.len() == needed { Ok(()) } else { self.wrong() }
    }

    /// A named argument such as `edge: enroller`.
    fn named(&self, name: &str) -> Option<&Syntax> {
        let is_name = |argument: &&Argument| matches!(&argument.first.what, SyntaxKind::Name(found) if found == name);
        self.arguments.iter().find(is_name)?.second.as_ref()
    }

    /// Refuses arguments beyond the plain ones and the named ones that this function knows.
    fn only(&self, plain: usize, named: &[&str]) -> Result<(), Complaint> {
        let surplus =
            self.arguments.iter().skip(plain).find(|argument| match (&argument.first.what, &argument.second) {
                (SyntaxKind::Name(found), Some(_)) => !named.contains(&found.as_str()),
                _ => true,
            });
        if surplus.is_none() && self.arguments.len() >= plain { Ok(()) } else { self.wrong() }
    }

    /// A small whole number that is written out.
    fn whole(&self, place: usize, most: u16) -> Result<u16, Complaint> {
        let SyntaxKind::Number(millionths) = &self.argument(place)?.what else { return self.wrong() };
        let whole = u16::try_from(millionths / MILLION).ok().filter(|whole| (1..=most).contains(whole));
        match whole {
            Some(whole) if millionths % MILLION == 0 => Ok(whole),
            _ => {
                let complaint = Complaint::new("commissions.plan.formula_outside").with("word", self.function);
                Err(complaint.with("most", u32::from(most)))
            }
        }
    }

    fn edge(&self) -> Result<EdgePlace, Complaint> {
        let Some(written) = self.named("edge") else { return Ok(EdgePlace::SPONSOR) };
        let (SyntaxKind::Name(name) | SyntaxKind::Word(name)) = &written.what else { return self.wrong() };
        let edges = &self.resolver.names.edges;
        let unknown = || {
            let complaint = Complaint::new("commissions.plan.unknown_name").with("entry", "edge");
            complaint.with("word", name.clone()).with("known", edges.join(", "))
        };
        Names::place(edges, name).map(EdgePlace).ok_or_else(unknown)
    }

    /// Functions that need nobody else.
    fn anywhere(&self) -> Result<Option<Typed>, Complaint> {
        let resolver = self.resolver;
        let number = |formula| Ok(Some((formula, Kind::Number)));
        match self.function {
            "if" => {
                self.count(3)?;
                let when = resolver.truth(self.argument(0)?)?;
                let (then, kind) = resolver.any(self.argument(1)?)?;
                let otherwise = resolver.of_kind(self.argument(2)?, kind)?;
                Ok(Some((Formula::choice(when, then, otherwise), kind)))
            }
            "min" | "max" => {
                let sign = if self.function == "min" { Sign::Least } else { Sign::Most };
                let mut joined = resolver.number(self.argument(0)?)?;
                for place in 1..self.arguments.len() {
                    joined = Formula::operation(sign, joined, resolver.number(self.argument(place)?)?);
                }
                number(joined)
            }
            "times" => {
                self.count(2)?;
                let (first, second) = (self.argument(0)?, self.argument(1)?);
                number(Formula::operation(Sign::Times, resolver.number(first)?, resolver.number(second)?))
            }
            "ladder" => number(self.ladder(LadderMode::Reached)?),
            "stepped" => number(self.ladder(LadderMode::Stepped)?),
            "between" => number(self.ladder(LadderMode::Interpolated)?),
            _ => Ok(None),
        }
    }

    fn ladder(&self, mode: LadderMode) -> Result<Formula, Complaint> {
        let of = self.resolver.number(self.argument(0)?)?;
        let mut steps: Vec<Step> = Vec::new();
        for argument in self.arguments.iter().skip(1) {
            let Some(second) = &argument.second else { return self.wrong() };
            let (Formula::Constant(from), Formula::Constant(value)) =
                (self.resolver.number(&argument.first)?, self.resolver.number(second)?)
            else {
                return self.wrong();
            };
            if steps.last().is_some_and(|last| last.from >= from) {
                return Err(Complaint::new("commissions.plan.ladder_not_rising").with("word", self.function));
            }
            steps.push(Step { from, value });
        }
        if steps.is_empty() { self.wrong() } else { Ok(Formula::Ladder(Box::new(of), mode, steps)) }
    }

    fn of_sale(&self) -> Result<Option<Typed>, Complaint> {
        let party = match self.function {
            "seller" => Party::Seller,
            "buyer" => Party::Buyer,
            _ => return Ok(None),
        };
        self.count(1)?;
        let person = Resolver { names: self.resolver.names, scope: Scope::Person };
        let (inner, kind) = person.any(self.argument(0)?)?;
        Ok(Some((Formula::Of(party, Box::new(inner)), kind)))
    }

    /// Functions that look at other people, other periods, or free words.
    fn of_person(&self) -> Result<Option<Typed>, Complaint> {
        match self.function {
            "team" | "below" | "children" | "legs" | "above" | "everyone" | "levels" | "place" => {
                self.people().map(Some)
            }
            "largest" | "second" | "third" | "capped" => self.legs().map(Some),
            "previous" | "best" | "sum" | "held" => self.earlier().map(Some),
            "carried" => {
                self.count(1)?;
                let SyntaxKind::Word(word) = &self.argument(0)?.what else { return self.wrong() };
                Ok(Some((Formula::Earlier(word.clone(), 0), Kind::Number)))
            }
            "flag" => {
                self.count(1)?;
                let SyntaxKind::Word(word) = &self.argument(0)?.what else { return self.wrong() };
                Ok(Some((Formula::Person(PersonValue::Flag(word.clone())), Kind::Truth)))
            }
            "pay" => {
                self.count(1)?;
                let SyntaxKind::Name(name) = &self.argument(0)?.what else { return self.wrong() };
                match Names::place(&self.resolver.names.bonuses, name) {
                    Some(place) => Ok(Some((Formula::Person(PersonValue::Pay(place)), Kind::Number))),
                    None => self.wrong(),
                }
            }
            _ => Ok(None),
        }
    }

    fn people(&self) -> Result<Typed, Complaint> {
        let edge = self.edge()?;
        let (of, kind) = self.resolver.any(self.argument(0)?)?;
        let of = if self.function == "above" || self.function == "legs" { of } else { self.counted(of, kind)? };
        let over = |reach| Formula::People(reach, Box::new(of.clone()));
        let team = |with_self, any, without| Reach::Team { edge, with_self, any, without };
        let found = match self.function {
            "children" => {
                self.only(1, &["edge"])?;
                over(Reach::Below(edge, Gather::Sum))
            }
            "above" => {
                self.only(1, &["edge"])?;
                return Ok((over(Reach::Above(edge)), kind));
            }
            "everyone" => {
                self.only(1, &[])?;
                over(Reach::Everyone)
            }
            "place" => {
                self.only(1, &[])?;
                if kind != Kind::Number {
                    return self.wrong();
                }
                over(Reach::Place)
            }
            "levels" => {
                self.only(2, &["edge"])?;
                over(Reach::Levels(edge, self.whole(1, LEVELS_MAX)?))
            }
            "legs" => {
                self.only(1, &["edge"])?;
                if kind != Kind::Truth {
                    return self.wrong();
                }
                let somebody = counting(over(team(true, true, None)));
                Formula::People(Reach::Below(edge, Gather::Sum), Box::new(somebody))
            }
            _ => {
                self.only(1, &["edge", "without"])?;
                let without = self.named("without").map(|syntax| self.resolver.truth(syntax)).transpose()?;
                over(team(self.function == "team", false, without.map(Box::new)))
            }
        };
        Ok((found, Kind::Number))
    }

    /// Numbers are added up, truths are counted.
    fn counted(&self, of: Formula, kind: Kind) -> Result<Formula, Complaint> {
        match kind {
            Kind::Number => Ok(of),
            Kind::Truth => Ok(counting(of)),
            Kind::Word | Kind::Rank | Kind::Person => self.wrong(),
        }
    }

    fn legs(&self) -> Result<Typed, Complaint> {
        let edge = self.edge()?;
        let of = self.resolver.number(self.argument(0)?)?;
        if self.function == "capped" {
            self.only(2, &["edge"])?;
            let most = self.resolver.number(self.argument(1)?)?;
            let capped = Formula::operation(Sign::Least, of, most);
            return Ok((Formula::People(Reach::Below(edge, Gather::Sum), Box::new(capped)), Kind::Number));
        }
        self.only(1, &["edge"])?;
        let place = match self.function {
            "largest" => 1,
            "second" => 2,
            _ => 3,
        };
        Ok((Formula::People(Reach::Below(edge, Gather::Largest(place)), Box::new(of)), Kind::Number))
    }

    /// Volumes and predicates of earlier periods; the carry remembers them by name.
    fn earlier(&self) -> Result<Typed, Complaint> {
        let SyntaxKind::Name(name) = &self.argument(0)?.what else { return self.wrong() };
        let (now, kind) = self.resolver.any(self.argument(0)?)?;
        let remembered = matches!(now, Formula::Person(PersonValue::Volume(_) | PersonValue::Predicate(_)));
        if !remembered
            || (matches!(self.function, "best" | "sum") && kind != Kind::Number)
            || (self.function == "held" && kind != Kind::Truth)
        {
            return self.wrong();
        }
        if self.function == "previous" {
            let back = if self.arguments.len() == 1 { 1 } else { self.whole(1, PERIODS_MAX)? };
            return Ok((Formula::Earlier(name.clone(), back), kind));
        }
        self.count(2)?;
        let together = match self.function {
            "best" => Together::Best,
            "sum" => Together::Sum,
            _ => Together::Held,
        };
        let periods = self.whole(1, PERIODS_MAX)?;
        Ok((Formula::Periods(together, name.clone(), Box::new(now), periods), Kind::Number))
    }
}

/// A truth as the number 1 or 0.
fn counting(truth: Formula) -> Formula {
    Formula::choice(truth, Formula::Constant(MILLION), Formula::Constant(0))
}
