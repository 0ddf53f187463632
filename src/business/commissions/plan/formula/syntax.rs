//! A formula as it is written, before anybody knows what its names mean.

/// A piece of a formula with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Syntax {
    pub what: SyntaxKind,
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SyntaxKind {
    /// Millionths.
    Number(i64),
    Word(String),
    Name(String),
    /// A function with its arguments; an argument may be a step `from: value`.
    Call(String, Vec<Argument>),
    Not(Box<Syntax>),
    Negative(Box<Syntax>),
    /// The sign as it is written.
    Pair(&'static str, Box<Syntax>, Box<Syntax>),
    /// `x in [a, b]`.
    In(Box<Syntax>, Vec<Syntax>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Argument {
    pub first: Syntax,
    /// What stands behind the colon of a step.
    pub second: Option<Syntax>,
}
