//! How a command can fail: a rule says no (*refusal*), or the world is broken (*fault*).

use crate::store::Fault;
use crate::texts;
use crate::values::{Day, Instant, Language, Money};

/// The outcome of every command that does not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    Refused(Refusal),
    Fault(Fault),
}

/// What kind of no it is; `web` turns it into a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// What was asked breaks a rule; the complaints say which.
    Rule,
    /// This person may not do or see this.
    NotAllowed,
    /// There is no such thing, or none that this person may know of.
    NotFound,
    /// Somebody else changed it meanwhile.
    Conflict,
}

/// A named no, with everything that is wrong at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub kind: RefusalKind,
    pub complaints: Vec<Complaint>,
}

/// One sentence by its key, and the field beside which it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub field: Option<String>,
    pub key: &'static str,
    pub arguments: Vec<(&'static str, Argument)>,
}

/// A value inside a sentence, written out only when the language is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    Text(String),
    /// A sentence or word of our own, by its key.
    Key(String),
    Number(i64),
    Money(Money),
    Day(Day),
    Instant(Instant),
}

impl Complaint {
    pub fn new(key: &'static str) -> Complaint {
        Complaint { field: None, key, arguments: Vec::new() }
    }

    /// Places the complaint beside a field of the form.
    pub fn at(mut self, field: impl Into<String>) -> Complaint {
        self.field = Some(field.into());
        self
    }

    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Complaint {
        self.arguments.push((name, value.into()));
        self
    }

    pub fn say(&self, language: Language) -> String {
        let written: Vec<(&str, String)> =
            self.arguments.iter().map(|(name, argument)| (*name, argument.say(language))).collect();
        let arguments: Vec<(&str, &dyn std::fmt::Display)> =
            written.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        texts::say(language, self.key, &arguments)
    }
}

impl Argument {
    fn say(&self, language: Language) -> String {
        match self {
            Argument::Text(text) => text.clone(),
            Argument::Key(key) => crate::text!(language, key),
            Argument::Number(number) => number.to_string(),
            Argument::Money(money) => texts::money(language, *money),
            Argument::Day(day) => texts::day(language, *day),
            Argument::Instant(instant) => texts::instant_exact(language, *instant, &jiff::tz::TimeZone::UTC),
        }
    }
}

impl Refusal {
    pub fn of(kind: RefusalKind, complaint: Complaint) -> Refusal {
        Refusal { kind, complaints: vec![complaint] }
    }

    pub fn not_found() -> Refusal {
        Refusal::of(RefusalKind::NotFound, Complaint::new("business.refusal.not_found"))
    }

    pub fn not_allowed() -> Refusal {
        Refusal::of(RefusalKind::NotAllowed, Complaint::new("business.refusal.not_allowed"))
    }
}

impl Failure {
    /// Several complaints at once; `Ok` when there are none.
    pub fn unless_empty(complaints: Vec<Complaint>) -> Result<(), Failure> {
        if complaints.is_empty() {
            Ok(())
        } else {
            Err(Failure::Refused(Refusal { kind: RefusalKind::Rule, complaints }))
        }
    }

    pub fn not_found() -> Failure {
        Failure::Refused(Refusal::not_found())
    }

    /// Somebody else was faster.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Failure::Refused(refusal) if refusal.kind == RefusalKind::Conflict)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::Fault(fault)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::Refused(refusal)
    }
}

impl From<Complaint> for Failure {
    fn from(complaint: Complaint) -> Self {
        Failure::Refused(Refusal::of(RefusalKind::Rule, complaint))
    }
}

/// Everything that is wrong at once; the one who found nothing wrong makes no failure of it.
impl From<Vec<Complaint>> for Failure {
    fn from(complaints: Vec<Complaint>) -> Self {
        Failure::Refused(Refusal { kind: RefusalKind::Rule, complaints })
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Argument::Text(text)
    }
}
impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Argument::Text(text.to_owned())
    }
}
impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Argument::Number(number)
    }
}
impl From<u64> for Argument {
    fn from(number: u64) -> Self {
        Argument::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Argument::Number(i64::from(number))
    }
}
impl From<Money> for Argument {
    fn from(money: Money) -> Self {
        Argument::Money(money)
    }
}
impl From<Day> for Argument {
    fn from(day: Day) -> Self {
        Argument::Day(day)
    }
}
impl From<Instant> for Argument {
    fn from(instant: Instant) -> Self {
        Argument::Instant(instant)
    }
}
