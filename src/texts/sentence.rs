//! One sentence, read once into pieces, filled with arguments many times.

use std::fmt::{Display, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Plain(String),
    Argument(String),
    /// One form for exactly one, another for every other number.
    Plural {
        argument: String,
        one: String,
        other: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence(Vec<Piece>);

impl Sentence {
    /// Reads the written form; a brace that is never closed stands for itself.
    pub fn read(written: &str) -> Sentence {
        let mut pieces = Vec::new();
        let mut rest = written;
        while let Some((before, opened)) = rest.split_once('{') {
            let Some((inside, after)) = opened.split_once('}') else { break };
            if !before.is_empty() {
                pieces.push(Piece::Plain(before.to_owned()));
            }
            pieces.push(placeholder(inside));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Plain(rest.to_owned()));
        }
        Sentence(pieces)
    }

    pub fn fill(&self, arguments: &[(&str, &dyn Display)]) -> String {
        let mut filled = String::new();
        let value = |name: &str| arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string());
        for piece in &self.0 {
            match piece {
                Piece::Plain(text) => filled.push_str(text),
                Piece::Argument(name) => match value(name) {
                    Some(value) => filled.push_str(&value),
                    // Shown as written, so that a forgotten argument is seen at once.
                    None => drop(write!(filled, "{{{name}}}")),
                },
                Piece::Plural { argument, one, other } => {
                    let number = value(argument).unwrap_or_default();
                    let form = if number == "1" { one } else { other };
                    filled.push_str(&form.replace('#', &number));
                }
            }
        }
        filled
    }
}

fn placeholder(inside: &str) -> Piece {
    let Some((argument, forms)) = inside.split_once(", one:") else { return Piece::Argument(inside.trim().to_owned()) };
    let (one, other) = forms.split_once(", other:").unwrap_or((forms, forms));
    Piece::Plural { argument: argument.trim().to_owned(), one: one.trim().to_owned(), other: other.trim().to_owned() }
}
