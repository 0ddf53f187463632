//! From syntax to formula: every name is found, every value is of the kind that its place needs.

use crate::business::commissions::plan::example::plain_number;
use crate::business::commissions::plan::formula::functions::call;
use crate::business::commissions::plan::formula::parse::{DEPTH_MAX, JOINED_MAX, LETTERS_MAX, ParseTrouble, parse};
use crate::business::commissions::plan::formula::syntax::{Syntax, SyntaxKind};
use crate::business::commissions::plan::formula::{Formula, Kind, Names, PersonValue, RankOf, SaleValue, Scope, Sign};
use crate::business::failure::{Argument, Complaint};

/// A mistake in a formula, ready to be said.
pub(in crate::business::commissions::plan) type FormulaTrouble = Complaint;

/// A formula with what it gives.
pub(super) type Typed = (Formula, Kind);

/// Reads a formula that must give a certain kind of value.
pub(in crate::business::commissions::plan) fn read_formula(
    text: &str,
    names: &Names,
    scope: Scope,
    needed: Kind,
) -> Result<Formula, FormulaTrouble> {
    let syntax = parse(text).map_err(|trouble| say(text, &trouble))?;
    let formula = Resolver { names, scope }.of_kind(&syntax, needed)?;
    if formula.parts() > PARTS_MAX { Err(say(text, &ParseTrouble::TooLong)) } else { Ok(formula) }
}

/// A formula of more parts is a mistake: it would be looked through at great depth, many times.
const PARTS_MAX: usize = 500;

fn too_long() -> Complaint {
    let limit = |most: usize| i64::try_from(most).unwrap_or(i64::MAX);
    Complaint::new("commissions.plan.formula_too_long")
        .with("letters", limit(LETTERS_MAX))
        .with("parts", limit(PARTS_MAX))
        .with("joined", u32::from(JOINED_MAX))
        .with("depth", u32::from(DEPTH_MAX))
}

fn say(text: &str, trouble: &ParseTrouble) -> Complaint {
    let found = |at: usize| text.chars().skip(at.saturating_sub(1)).take(12).collect::<String>();
    match trouble {
        ParseTrouble::UnknownSign(at) => Complaint::new("commissions.plan.formula_sign").with("found", found(*at)),
        ParseTrouble::Thousands(at) => {
            let written: String = found(*at).chars().take_while(|sign| sign.is_ascii_digit() || *sign == '.').collect();
            let together = written.replace('.', "");
            Complaint::new("commissions.plan.formula_thousands").with("written", written).with("together", together)
        }
        ParseTrouble::Unexpected(Some(at)) => {
            Complaint::new("commissions.plan.formula_unexpected").with("found", found(*at))
        }
        ParseTrouble::Unexpected(None) => Complaint::new("commissions.plan.formula_ends").with("formula", text),
        ParseTrouble::TooLong => too_long(),
    }
}

pub(super) struct Resolver<'n> {
    pub names: &'n Names,
    pub scope: Scope,
}

impl Resolver<'_> {
    pub fn of_kind(&self, syntax: &Syntax, needed: Kind) -> Result<Formula, Complaint> {
        let (formula, kind) = self.any(syntax)?;
        if kind == needed { Ok(formula) } else { Err(wrong_kind(syntax, kind, needed)) }
    }

    pub fn number(&self, syntax: &Syntax) -> Result<Formula, Complaint> {
        self.of_kind(syntax, Kind::Number)
    }

    pub fn truth(&self, syntax: &Syntax) -> Result<Formula, Complaint> {
        self.of_kind(syntax, Kind::Truth)
    }

    pub fn any(&self, syntax: &Syntax) -> Result<Typed, Complaint> {
        match &syntax.what {
            SyntaxKind::Number(number) => Ok((Formula::Constant(*number), Kind::Number)),
            SyntaxKind::Word(word) => Ok((Formula::Text(word.clone()), Kind::Word)),
            SyntaxKind::Name(name) => self.name(name),
            SyntaxKind::Call(function, arguments) => call(self, syntax, function, arguments),
            SyntaxKind::Not(inner) => Ok((Formula::negated(self.truth(inner)?), Kind::Truth)),
            SyntaxKind::Negative(inner) => {
                let negative = Formula::operation(Sign::Subtract, Formula::Constant(0), self.number(inner)?);
                Ok((negative, Kind::Number))
            }
            SyntaxKind::Pair(sign, left, right) => self.pair(sign, left, right),
            SyntaxKind::In(left, among) => {
                let (value, kind) = self.any(left)?;
                // The value is asked again for each of them; such lists inside each other would grow without end.
                if value.parts().saturating_mul(among.len()) > PARTS_MAX {
                    return Err(too_long());
                }
                let mut found = Vec::new();
                for one in among {
                    found.push(Formula::operation(Sign::Equal, value.clone(), self.of_kind(one, kind)?));
                }
                let either = |first, second| Formula::operation(Sign::Or, first, second);
                Ok((found.into_iter().reduce(either).unwrap_or(Formula::Constant(0)), Kind::Truth))
            }
        }
    }

    fn pair(&self, sign: &str, left: &Syntax, right: &Syntax) -> Result<Typed, Complaint> {
        let arithmetic = match sign {
            "+" => Some(Sign::Add),
            "-" => Some(Sign::Subtract),
            "*" => Some(Sign::Multiply),
            "/" => Some(Sign::Divide),
            _ => None,
        };
        if let Some(arithmetic) = arithmetic {
            let (left, right) = (self.number(left)?, self.number(right)?);
            return Ok((folded(arithmetic, left, right), Kind::Number));
        }
        if matches!(sign, "and" | "or") {
            let joined = if sign == "and" { Sign::And } else { Sign::Or };
            return Ok((Formula::operation(joined, self.truth(left)?, self.truth(right)?), Kind::Truth));
        }
        let (first, kind) = self.any(left)?;
        let second = self.of_kind(right, kind)?;
        let ordered = matches!(kind, Kind::Number | Kind::Rank);
        let comparison = match sign {
            "==" => Formula::operation(Sign::Equal, first, second),
            "!=" => Formula::operation(Sign::Unequal, first, second),
            _ if !ordered => return Err(wrong_kind(left, kind, Kind::Number)),
            "<" => Formula::operation(Sign::Less, first, second),
            "<=" => Formula::operation(Sign::LessOrEqual, first, second),
            ">" => Formula::operation(Sign::Less, second, first),
            _ => Formula::operation(Sign::LessOrEqual, second, first),
        };
        Ok((comparison, Kind::Truth))
    }

    fn name(&self, name: &str) -> Result<Typed, Complaint> {
        let found = match self.scope {
            Scope::Person => self.person_name(name),
            Scope::Sale => self.sale_name(name),
        };
        found.ok_or_else(|| {
            Complaint::new("commissions.plan.formula_name")
                .with("word", name)
                .with("known", self.names.known(self.scope))
        })
    }

    fn person_name(&self, name: &str) -> Option<Typed> {
        let names = self.names;
        if let Some(place) = Names::place(&names.volumes, name) {
            return Some((Formula::Person(PersonValue::Volume(place)), Kind::Number));
        }
        if let Some(place) = Names::place(&names.predicates, name) {
            return Some((Formula::Person(PersonValue::Predicate(place)), Kind::Truth));
        }
        if let Some(place) = Names::place(&names.ranks, name) {
            return Some((Formula::Constant(i64::from(place) + 1), Kind::Rank));
        }
        if let Some((_, kind)) = names.columns.people.iter().find(|(known, _)| known == name) {
            return Some((Formula::Person(PersonValue::Column(name.to_owned())), *kind));
        }
        let (value, kind) = match name {
            "rank" => (PersonValue::Rank(RankOf::Qualified), Kind::Rank),
            "rank_achieved" => (PersonValue::Rank(RankOf::Achieved), Kind::Rank),
            "rank_paid" => (PersonValue::Rank(RankOf::Paid), Kind::Rank),
            "rank_before" => (PersonValue::Rank(RankOf::Before), Kind::Rank),
            "valid" => (PersonValue::Valid, Kind::Truth),
            "customer" => (PersonValue::Customer, Kind::Truth),
            "days_member" => (PersonValue::DaysMember, Kind::Number),
            "periods_member" => (PersonValue::PeriodsMember, Kind::Number),
            "country" => (PersonValue::Country, Kind::Word),
            _ => return None,
        };
        Some((Formula::Person(value), kind))
    }

    fn sale_name(&self, name: &str) -> Option<Typed> {
        if let Some((_, kind)) = self.names.columns.sales.iter().find(|(known, _)| known == name) {
            return Some((Formula::Sale(SaleValue::Column(name.to_owned())), *kind));
        }
        let (value, kind) = match name {
            "base" => (SaleValue::Base, Kind::Number),
            "points" => (SaleValue::Points, Kind::Number),
            "net" => (SaleValue::Net, Kind::Number),
            "quantity" => (SaleValue::Quantity, Kind::Number),
            "product" => (SaleValue::Product, Kind::Word),
            "kind" => (SaleValue::Kind, Kind::Word),
            "seller_days" => (SaleValue::SellerDays, Kind::Number),
            _ => return None,
        };
        Some((Formula::Sale(value), kind))
    }
}

/// `60 % * 10000` is reckoned once, when the plan is read; where it is too large, the calculation says so.
fn folded(sign: Sign, left: Formula, right: Formula) -> Formula {
    if let (Formula::Constant(first), Formula::Constant(second)) = (&left, &right)
        && let Some(value) = sign.apply(*first, *second)
    {
        return Formula::Constant(value);
    }
    Formula::operation(sign, left, right)
}

pub(super) fn wrong_kind(syntax: &Syntax, found: Kind, needed: Kind) -> Complaint {
    Complaint::new("commissions.plan.formula_kind")
        .with("written", written(syntax))
        .with("found", Argument::Key(found.text_key().to_owned()))
        .with("needed", Argument::Key(needed.text_key().to_owned()))
}

/// A piece of a formula, about as it was written.
fn written(syntax: &Syntax) -> String {
    match &syntax.what {
        SyntaxKind::Number(millionths) => plain_number(*millionths),
        SyntaxKind::Word(word) => format!("'{word}'"),
        SyntaxKind::Name(name) => name.clone(),
        SyntaxKind::Call(name, _) => format!("{name}(…)"),
        SyntaxKind::Not(inner) => format!("not {}", written(inner)),
        SyntaxKind::Negative(inner) => format!("-{}", written(inner)),
        SyntaxKind::Pair(sign, left, right) => format!("{} {sign} {}", written(left), written(right)),
        SyntaxKind::In(left, _) => format!("{} in […]", written(left)),
    }
}
