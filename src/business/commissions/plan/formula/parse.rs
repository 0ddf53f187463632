//! From tokens to syntax: `or` binds least, then `and`, `not`, comparisons, sums, products, a leading minus.

use crate::business::commissions::plan::formula::syntax::{Argument, Syntax, SyntaxKind};
use crate::business::commissions::plan::formula::token::{Token, TokenKind, tokens};

/// Formulas are written by people; a deeper one is a mistake, and would need a deep stack.
pub(super) const DEPTH_MAX: u16 = 60;
pub(super) const LETTERS_MAX: usize = 4_000;
/// Each sign and each argument may stand inside the one before: more of them would need a deep stack too.
pub(super) const JOINED_MAX: u16 = 200;

/// Why a text is no formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ParseTrouble {
    /// Nothing begins like this.
    UnknownSign(usize),
    /// A number that one reader takes for thousands and another for a fraction.
    Thousands(usize),
    /// Something else was expected here; `None` at the end of the text.
    Unexpected(Option<usize>),
    TooLong,
}

/// Parses a whole text.
pub(super) fn parse(text: &str) -> Result<Syntax, ParseTrouble> {
    if text.len() > LETTERS_MAX {
        return Err(ParseTrouble::TooLong);
    }
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, depth: 0, joined: 0 };
    let syntax = parser.either()?;
    match parser.tokens.first() {
        None => Ok(syntax),
        Some(token) => Err(ParseTrouble::Unexpected(Some(token.at))),
    }
}

struct Parser<'t> {
    tokens: &'t [Token],
    depth: u16,
    joined: u16,
}

type Parsed = Result<Syntax, ParseTrouble>;

impl Parser<'_> {
    fn unexpected<T>(&self) -> Result<T, ParseTrouble> {
        Err(ParseTrouble::Unexpected(self.tokens.first().map(|token| token.at)))
    }

    fn at(&self) -> usize {
        self.tokens.first().map_or(0, |token| token.at)
    }

    fn next(&mut self) -> Option<&Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let here = matches!(self.tokens.first(), Some(Token { what: TokenKind::Sign(found), .. }) if *found == sign);
        if here {
            self.next();
        }
        here
    }

    fn takes_name(&mut self, name: &str) -> bool {
        let here = matches!(self.tokens.first(), Some(Token { what: TokenKind::Name(found), .. }) if found == name);
        if here {
            self.next();
        }
        here
    }

    fn takes_one_of(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        signs.iter().copied().find(|sign| self.takes(sign))
    }

    fn needs(&mut self, sign: &str) -> Result<(), ParseTrouble> {
        if self.takes(sign) { Ok(()) } else { self.unexpected() }
    }

    /// Counts what is joined to something before it.
    fn join(&mut self) -> Result<(), ParseTrouble> {
        self.joined += 1;
        if self.joined > JOINED_MAX { Err(ParseTrouble::TooLong) } else { Ok(()) }
    }

    fn either(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(ParseTrouble::TooLong);
        }
        let mut left = self.both()?;
        while self.takes_name("or") {
            self.join()?;
            left = pair("or", left, self.both()?);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn both(&mut self) -> Parsed {
        let mut left = self.negated()?;
        while self.takes_name("and") {
            self.join()?;
            left = pair("and", left, self.negated()?);
        }
        Ok(left)
    }

    fn negated(&mut self) -> Parsed {
        let at = self.at();
        let mut negated = false;
        while self.takes_name("not") {
            negated = !negated;
        }
        let inner = self.compared()?;
        Ok(if negated { Syntax { what: SyntaxKind::Not(Box::new(inner)), at } } else { inner })
    }

    fn compared(&mut self) -> Parsed {
        let left = self.sum()?;
        if self.takes_name("in") {
            let at = left.at;
            self.needs("[")?;
            let mut among = vec![self.sum()?];
            while self.takes(",") {
                self.join()?;
                among.push(self.sum()?);
            }
            self.needs("]")?;
            return Ok(Syntax { what: SyntaxKind::In(Box::new(left), among), at });
        }
        match self.takes_one_of(&["<=", ">=", "==", "!=", "<", ">"]) {
            Some(sign) => Ok(pair(sign, left, self.sum()?)),
            None => Ok(left),
        }
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        while let Some(sign) = self.takes_one_of(&["+", "-"]) {
            self.join()?;
            left = pair(sign, left, self.product()?);
        }
        Ok(left)
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.signed()?;
        while let Some(sign) = self.takes_one_of(&["*", "/"]) {
            self.join()?;
            left = pair(sign, left, self.signed()?);
        }
        Ok(left)
    }

    fn signed(&mut self) -> Parsed {
        let at = self.at();
        if self.takes("-") {
            let inner = self.single()?;
            return Ok(Syntax { what: SyntaxKind::Negative(Box::new(inner)), at });
        }
        self.single()
    }

    fn single(&mut self) -> Parsed {
        if self.takes("(") {
            let inner = self.either()?;
            self.needs(")")?;
            return Ok(inner);
        }
        let Some(Token { what, at }) = self.tokens.first().cloned() else { return self.unexpected() };
        let what = match what {
            TokenKind::Number(number) => SyntaxKind::Number(number),
            TokenKind::Word(word) => SyntaxKind::Word(word),
            TokenKind::Name(name) if !matches!(name.as_str(), "and" | "or" | "not" | "in") => {
                self.next();
                let what =
                    if self.takes("(") { SyntaxKind::Call(name, self.arguments()?) } else { SyntaxKind::Name(name) };
                return Ok(Syntax { what, at });
            }
            TokenKind::Name(_) | TokenKind::Sign(_) => return self.unexpected(),
        };
        self.next();
        Ok(Syntax { what, at })
    }

    fn arguments(&mut self) -> Result<Vec<Argument>, ParseTrouble> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Ok(arguments);
        }
        loop {
            self.join()?;
            let first = self.either()?;
            let second = if self.takes(":") { Some(self.either()?) } else { None };
            arguments.push(Argument { first, second });
            if self.takes(")") {
                return Ok(arguments);
            }
            self.needs(",")?;
        }
    }
}

fn pair(sign: &'static str, left: Syntax, right: Syntax) -> Syntax {
    let at = left.at;
    Syntax { what: SyntaxKind::Pair(sign, Box::new(left), Box::new(right)), at }
}
