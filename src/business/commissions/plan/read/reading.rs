//! Reading TOML entry by entry. Every mistake is noted with its line and an example of what is meant, and
//! reading goes on, so that a person mends all of them at once.

use std::marker::PhantomData;

use toml::de::DeValue;

use crate::business::commissions::plan::formula::{Formula, Kind, MILLION, Names, Scope, read_formula};
use crate::business::failure::Complaint;
use crate::values::{Day, Language, Points, Rate};

/// One mistake in a plan file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTrouble {
    pub line: u32,
    pub complaint: Complaint,
}

impl PlanTrouble {
    /// `plans/mine.toml:12: …`, as compilers say it.
    pub fn say(&self, file: &str, language: Language) -> String {
        format!("{file}:{}: {}", self.line, self.complaint.say(language))
    }
}

/// To which rules a text is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    ToAllRules,
    /// It was adopted before: rules that only forbid may have come since, and are left out.
    ToThoseOfThen,
}

/// The file while it is read.
pub(super) struct Reading<'s> {
    /// The byte after each end of a line, so that a place is found without counting through the file again.
    line_starts: Vec<usize>,
    troubles: Vec<PlanTrouble>,
    held: Held,
    values: PhantomData<&'s DeValue<'s>>,
}

/// A list or table with more entries is a mistake, and everything in it may be compared with everything else.
pub(super) const ENTRIES_MAX: usize = 1_000;

/// One value with the place where it stands.
#[derive(Clone, Copy)]
pub(super) struct Item<'s> {
    pub name: &'static str,
    pub example: &'static str,
    pub line: u32,
    pub value: &'s DeValue<'s>,
}

impl<'s> Reading<'s> {
    pub fn new(source: &'s str, held: Held) -> Reading<'s> {
        let ends = source.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n');
        let line_starts = ends.map(|(_, next)| next).collect();
        Reading { line_starts, troubles: Vec::new(), held, values: PhantomData }
    }

    pub fn note(&mut self, line: u32, complaint: Complaint) {
        self.troubles.push(PlanTrouble { line, complaint });
    }

    /// All mistakes in the order of the file.
    pub fn into_troubles(mut self) -> Vec<PlanTrouble> {
        self.troubles.sort_by_key(|trouble| trouble.line);
        self.troubles
    }

    pub fn is_clean(&self) -> bool {
        self.troubles.is_empty()
    }

    /// The line of a byte of the file, from 1.
    pub fn line_at(&self, offset: usize) -> u32 {
        let before = self.line_starts.partition_point(|start| *start <= offset);
        u32::try_from(before).unwrap_or(u32::MAX - 1) + 1
    }

    /// Notes that a value is of another kind than it must be.
    pub fn wrong<T>(&mut self, item: Item<'s>) -> Option<T> {
        let complaint =
            Complaint::new("commissions.plan.wrong_value").with("entry", item.name).with("example", item.example);
        self.note(item.line, complaint);
        None
    }

    pub fn text(&mut self, item: Item<'s>) -> Option<String> {
        let text = item.value.as_str().map(str::trim).filter(|text| !text.is_empty());
        text.map(str::to_owned).or_else(|| self.wrong(item))
    }

    /// A name that others in the file refer to: small letters, digits, dashes.
    pub fn word(&mut self, item: Item<'s>) -> Option<String> {
        let text = self.text(item)?;
        let plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-' || sign == '_';
        if text.chars().all(plain) {
            return Some(text);
        }
        let complaint = Complaint::new("commissions.plan.not_a_word").with("entry", item.name).with("word", text);
        self.note(item.line, complaint);
        None
    }

    pub fn whole(&mut self, item: Item<'s>) -> Option<u32> {
        let number = item.value.as_integer().filter(|number| number.radix() == 10);
        number.and_then(|number| number.as_str().parse().ok()).or_else(|| self.wrong(item))
    }

    /// A whole number within limits, which are named where it is outside.
    pub fn whole_within(&mut self, item: Item<'s>, least: u16, most: u16) -> Option<u16> {
        let number = self.whole(item)?;
        let within = u16::try_from(number).ok().filter(|number| (least..=most).contains(number));
        if within.is_none() {
            let complaint = Complaint::new("commissions.plan.number_outside").with("entry", item.name);
            self.note(item.line, complaint.with("least", u32::from(least)).with("most", u32::from(most)));
        }
        within
    }

    pub fn truth(&mut self, item: Item<'s>) -> Option<bool> {
        item.value.as_bool().or_else(|| self.wrong(item))
    }

    pub fn day(&mut self, item: Item<'s>) -> Option<Day> {
        let written = item.value.as_datetime().filter(|written| written.time.is_none());
        let date = written.and_then(|written| written.date);
        let day = date.and_then(|date| {
            Day::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?)
        });
        day.or_else(|| self.wrong(item))
    }

    /// Per cent as text, so that `5` is never taken for five times the amount: `"2.5 %"`.
    pub fn rate(&mut self, item: Item<'s>) -> Option<Rate> {
        let written = item.value.as_str().and_then(|text| text.trim().strip_suffix('%'));
        let Some(rate) = written.and_then(|number| Rate::parse_percent(number.trim())) else {
            return self.wrong(item);
        };
        if rate < Rate::ZERO || rate > Rate::WHOLE {
            return self.rate_outside(item, rate);
        }
        Some(rate)
    }

    fn rate_outside<T>(&mut self, item: Item<'s>, rate: Rate) -> Option<T> {
        let complaint = Complaint::new("commissions.plan.rate_outside").with("entry", item.name);
        self.note(item.line, complaint.with("rate", rate.to_string()));
        None
    }

    /// A formula that gives a rate: where it can be told beforehand, no more than the whole.
    pub fn formula_of_rate(&mut self, item: Item<'s>, names: &Names, scope: Scope) -> Option<Formula> {
        let formula = self.formula(item, names, scope, Kind::Number)?;
        match formula.outside_whole().filter(|_| self.held == Held::ToAllRules) {
            Some(rate) => self.rate_outside(item, Rate::from_millionths(rate)),
            None => Some(formula),
        }
    }

    /// A formula as text: `"own >= 100 and legs(active) >= 3"`.
    pub fn formula(&mut self, item: Item<'s>, names: &Names, scope: Scope, needed: Kind) -> Option<Formula> {
        let Some(text) = item.value.as_str() else {
            // A bare number is a formula too.
            let number = if needed == Kind::Number { self.hundredths(item)? } else { return self.wrong(item) };
            return number.checked_mul(MILLION / 100).map(Formula::Constant);
        };
        match read_formula(text, names, scope, needed) {
            Ok(formula) => Some(formula),
            Err(complaint) => {
                self.note(item.line, complaint.with("entry", item.name));
                None
            }
        }
    }

    /// A rate as per cent, or a formula that gives one.
    pub fn rate_or_formula(&mut self, item: Item<'s>, names: &Names) -> Option<Formula> {
        match item.value.as_str() {
            Some(text) if text.contains(|sign: char| sign.is_alphabetic()) => {
                self.formula_of_rate(item, names, Scope::Person)
            }
            _ => self.rate(item).map(|rate| Formula::Constant(rate.millionths())),
        }
    }

    /// Hundredths of a point or of a currency: `40`, `12.5` or `"12.50"`. Read from its digits, never by a float.
    pub fn hundredths(&mut self, item: Item<'s>) -> Option<i64> {
        let written = match item.value {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            DeValue::String(text) => text.as_ref(),
            _ => return self.wrong(item),
        };
        let plain = written.trim().trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        // Three digits behind the point would be read as thousands by people, so they are refused.
        let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.trim().len());
        match Points::parse(written) {
            Ok(points) if plain && decimals <= 2 => Some(points.hundredths()),
            _ => self.wrong(item),
        }
    }

    /// Whether a list or table has more entries than can be meant; that is noted.
    pub fn is_too_long(&mut self, line: u32, entry: &str, entries: usize) -> bool {
        if entries > ENTRIES_MAX {
            let most = i64::try_from(ENTRIES_MAX).unwrap_or(i64::MAX);
            let complaint = Complaint::new("commissions.plan.too_many_entries").with("entry", entry);
            self.note(line, complaint.with("most", most));
        }
        entries > ENTRIES_MAX
    }

    pub fn list<T>(&mut self, item: Item<'s>, read: fn(&mut Self, Item<'s>) -> Option<T>) -> Option<Vec<T>> {
        let Some(array) = item.value.as_array() else { return self.wrong(item) };
        if self.is_too_long(item.line, item.name, array.len()) {
            return None;
        }
        let mut read_all = Vec::with_capacity(array.len());
        for value in array.iter() {
            let line = self.line_at(value.span().start);
            read_all.extend(read(self, Item { line, value: value.get_ref(), ..item }));
        }
        Some(read_all)
    }

    /// One of the words that the language has here.
    pub fn choice<T: Copy>(&mut self, item: Item<'s>, choices: &[(&'static str, T)]) -> Option<T> {
        let Some(word) = item.value.as_str() else { return self.wrong(item) };
        if let Some((_, chosen)) = choices.iter().find(|(known, _)| *known == word.trim()) {
            return Some(*chosen);
        }
        let complaint = Complaint::new("commissions.plan.unknown_choice")
            .with("entry", item.name)
            .with("word", word)
            .with("known", words(choices.iter().map(|(known, _)| *known)));
        self.note(item.line, complaint);
        None
    }

    /// The place of something that is defined elsewhere in the file.
    pub fn reference(&mut self, item: Item<'s>, defined: &[String]) -> Option<usize> {
        match item.value.as_str() {
            Some(word) => self.place_of(item.line, item.name, word.trim(), defined),
            None => self.wrong(item),
        }
    }

    /// The same for a word that was read already.
    pub fn place_of(&mut self, line: u32, entry: &str, word: &str, defined: &[String]) -> Option<usize> {
        let found = defined.iter().position(|known| known == word);
        if found.is_none() {
            let known = if defined.is_empty() { "–".to_owned() } else { defined.join(", ") };
            let complaint = Complaint::new("commissions.plan.unknown_name").with("entry", entry);
            self.note(line, complaint.with("word", word).with("known", known));
        }
        found
    }
}

/// Words one after another, as a sentence lists them.
pub(super) fn words<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
