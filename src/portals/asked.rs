//! What somebody asked of a list: everything stands in the address, so that it can be kept and sent on.

use crate::texts;
use crate::values::{Day, Language};
use crate::web::parts::{Chip, Column, Filter, ListSearch, Pager, ROWS_PER_PAGE, SortOrder};
use crate::web::{Visit, encoded};

/// Nobody turns more pages than this; whoever wants more takes the file.
const PAGE_MAX: usize = 10_000;
const WORDS_MAX: usize = 120;

/// The names that every list knows beside its own.
const QUERY: &str = "q";
const SORT: &str = "sort";
const PAGE: &str = "page";

/// The path of a list and the parameters of its address.
#[derive(Clone, Debug)]
pub struct Asked {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Asked {
    /// Reads the address; parameters that the list does not know are left out.
    pub fn of(visit: &Visit, path: impl Into<String>, known: &[&str]) -> Asked {
        let is_known = |name: &str| known.contains(&name) || [QUERY, SORT, PAGE].contains(&name);
        let pairs = visit.queries().into_iter().filter(|(name, value)| is_known(name) && !value.trim().is_empty());
        let pairs = pairs.map(|(name, value)| (name, value.trim().chars().take(WORDS_MAX).collect()));
        Asked { path: path.into(), pairs: pairs.collect() }
    }

    /// The list itself, without what it is narrowed by.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// One parameter; empty when it was not asked for.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// What was typed into the search field.
    pub fn words(&self) -> &str {
        self.get(QUERY)
    }

    pub fn day(&self, name: &str) -> Option<Day> {
        Day::parse(self.get(name))
    }

    /// By what it is sorted, and whether the largest comes first.
    pub fn sort(&self) -> (&str, bool) {
        let asked = self.get(SORT);
        asked.strip_prefix('-').map_or((asked, false), |name| (name, true))
    }

    /// Is the list narrowed at all?
    pub fn is_narrowed(&self) -> bool {
        self.pairs.iter().any(|(name, _)| ![SORT, PAGE].contains(&name.as_str()))
    }

    /// How many rows come before this page.
    pub fn skipped(&self) -> usize {
        (self.page() - 1) * ROWS_PER_PAGE
    }

    fn page(&self) -> usize {
        self.get(PAGE).parse().ok().filter(|page| (1..=PAGE_MAX).contains(page)).unwrap_or(1)
    }

    /// The same list, otherwise narrowed; an empty value takes the parameter away. It begins at the first page.
    pub fn href(&self, name: &str, value: &str) -> String {
        let kept = self.pairs.iter().filter(|(known, _)| known != name && known != PAGE);
        let mut pairs: Vec<(&str, &str)> = kept.map(|(known, value)| (known.as_str(), value.as_str())).collect();
        if !value.is_empty() {
            pairs.push((name, value));
        }
        address(&self.path, &pairs)
    }

    /// The list with everything that it is narrowed by, under another path: as a file.
    pub fn under(&self, path: &str) -> String {
        let kept = self.pairs.iter().filter(|(known, _)| known != PAGE);
        let pairs: Vec<(&str, &str)> = kept.map(|(known, value)| (known.as_str(), value.as_str())).collect();
        address(path, &pairs)
    }

    /// The whole list without any narrowing.
    pub fn everything(&self) -> String {
        self.path.clone()
    }

    /// A column by which the list can be sorted; a second click turns the order around.
    pub fn sorted(&self, column: Column, name: &str) -> Column {
        let (by, backwards) = self.sort();
        let (next, order) = match (by == name, backwards) {
            (true, false) => (format!("-{name}"), SortOrder::Ascending),
            (true, true) => (String::new(), SortOrder::Descending),
            (false, _) => (name.to_owned(), SortOrder::None),
        };
        column.sorted_by(self.href(SORT, &next), order)
    }

    /// Chips for one parameter; the choice with the empty value is "all".
    pub fn filter(&self, heading: String, name: &str, choices: Vec<(String, String)>) -> Filter {
        let chip = |(value, label): (String, String)| Chip {
            href: self.href(name, &value),
            chosen: self.get(name) == value,
            label,
            count: None,
        };
        Filter { name: heading, chips: choices.into_iter().map(chip).collect() }
    }

    /// The search field; all other parameters travel along.
    pub fn search(&self, label: String) -> ListSearch<'_> {
        ListSearch { action: &self.path, label, query: self.words(), hidden: self.hidden(&[QUERY]) }
    }

    /// Everything that a form over this list takes along, without the fields that it has itself.
    pub fn hidden(&self, without: &[&str]) -> Vec<(&str, String)> {
        let kept = self.pairs.iter().filter(|(name, _)| !without.contains(&name.as_str()) && name != PAGE);
        kept.map(|(name, value)| (name.as_str(), value.clone())).collect()
    }

    /// The pages of so many rows; `None` while they fit on one.
    pub fn pager(&self, language: Language, total: usize) -> Option<Pager> {
        if total <= ROWS_PER_PAGE {
            return None;
        }
        let page = self.page();
        let written = |number: usize| texts::number(language, i64::try_from(number).unwrap_or(i64::MAX));
        let turned = |page: usize| {
            let mut turned = self.clone();
            turned.pairs.retain(|(name, _)| name != PAGE);
            turned.pairs.push((PAGE.to_owned(), page.to_string()));
            turned.under_this_page()
        };
        Some(Pager {
            from: written((self.skipped() + 1).min(total)),
            to: written((self.skipped() + ROWS_PER_PAGE).min(total)),
            total: written(total),
            previous: (page > 1).then(|| turned(page - 1)),
            next: (self.skipped() + ROWS_PER_PAGE < total).then(|| turned(page + 1)),
        })
    }

    fn under_this_page(&self) -> String {
        let pairs: Vec<(&str, &str)> =
            self.pairs.iter().map(|(known, value)| (known.as_str(), value.as_str())).collect();
        address(&self.path, &pairs)
    }
}

fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}
