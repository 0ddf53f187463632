//! What a line says, read once: numbers, who pays, and what that payer owes.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::business::payments::matching::amounts::exact;
use crate::business::payments::matching::books::FOUND_MAX;
use crate::business::payments::matching::numbers::{Numbers, read};
use crate::business::payments::matching::{Books, Clears, Item, ItemNo, PayerNo, PaymentLine};

/// Banks cut texts after 140 signs; blanks at the end of what was cut are lost.
const CUT_FROM: usize = 135;

pub struct Evidence<'b> {
    pub books: &'b Books,
    pub line: &'b PaymentLine,
    /// Items whose number stands in the line as a whole, open or not.
    pub whole: Vec<ItemNo>,
    /// What stands in the text, the reference and the end-to-end id.
    numbers: Vec<Numbers>,
    near: OnceCell<BTreeSet<ItemNo>>,
    /// Ends of numbers.
    pub ends: Vec<String>,
    /// Known by an account or by a customer number.
    pub sure: BTreeSet<PayerNo>,
    /// Known in any way.
    pub known: BTreeSet<PayerNo>,
    pub by_account: BTreeSet<PayerNo>,
    pub by_name: BTreeSet<PayerNo>,
    /// The end of the text is lost.
    pub is_cut: bool,
}

impl<'b> Evidence<'b> {
    pub fn of(books: &'b Books, line: &'b PaymentLine) -> Evidence<'b> {
        let (reference, is_broken) = body_of_reference(&line.reference);
        let fields = [line.text.as_str(), reference, line.end_to_end.as_str()];
        let mut all: Vec<Numbers> = fields.iter().map(|field| read(books, field)).collect();
        if is_broken && let Some(broken) = all.get_mut(1) {
            broken.whole.clear();
        }
        let by_account = books.of_iban(&line.iban);
        let by_number: BTreeSet<PayerNo> = all.iter().flat_map(|numbers| numbers.customers.iter().copied()).collect();
        let by_name = books.of_name(&line.name);
        let sure: BTreeSet<PayerNo> = by_account.union(&by_number).copied().collect();
        let known: BTreeSet<PayerNo> = sure.union(&by_name).copied().collect();
        let mut seen = Evidence {
            books,
            line,
            whole: Vec::new(),
            numbers: Vec::new(),
            near: OnceCell::new(),
            ends: all.iter().flat_map(|numbers| numbers.ends.iter().cloned()).collect(),
            sure,
            known,
            by_account,
            by_name,
            is_cut: line.text.chars().count() >= CUT_FROM,
        };
        for items in all.iter().flat_map(|numbers| &numbers.whole) {
            if let Some(no) = seen.one_of(items)
                && !seen.whole.contains(&no)
            {
                seen.whole.push(no);
            }
        }
        seen.numbers = all;
        seen
    }

    /// Open items one slip beside what is written: those of the payer, and those that the line pays exactly.
    pub fn near(&self) -> &BTreeSet<ItemNo> {
        self.near.get_or_init(|| {
            let amounts = std::iter::once(self.line.amount).chain(self.line.sent);
            let exact: Vec<Vec<ItemNo>> = amounts.map(|amount| self.books.open_with(amount.minor())).collect();
            let is_crowded = exact.iter().any(|found| found.len() >= FOUND_MAX);
            let owed = self.known.iter().flat_map(|payer| self.books.owed_by(*payer));
            let items: BTreeSet<ItemNo> = exact.into_iter().flatten().chain(owed).collect();
            let mut near: BTreeSet<ItemNo> =
                self.numbers.iter().flat_map(|numbers| numbers.near_among(self.books, &items)).collect();
            if is_crowded {
                near.extend(self.numbers.iter().flat_map(|numbers| numbers.near_of_all(self.books)));
            }
            near
        })
    }

    /// An order can have several invoices: the one that is paid exactly is meant, else the oldest that is open.
    fn one_of(&self, items: &[ItemNo]) -> Option<ItemNo> {
        let open = || items.iter().copied().filter(|no| self.item(*no).is_some_and(Item::is_open));
        open().find(|no| self.exact(*no).is_some()).or_else(|| open().next()).or_else(|| items.first().copied())
    }

    pub fn item(&self, no: ItemNo) -> Option<&'b Item> {
        self.books.item(no)
    }

    pub fn is_open(&self, no: ItemNo) -> bool {
        self.item(no).is_some_and(Item::is_open)
    }

    /// How the line settles this item and nothing else.
    pub fn exact(&self, no: ItemNo) -> Option<Clears> {
        exact(no, self.item(no)?, self.line)
    }

    /// What one payer owes that the line pays exactly.
    pub fn owed_exactly(&self, payer: PayerNo) -> Vec<Clears> {
        let line = self.line;
        let amounts = std::iter::once(line.amount).chain(line.sent);
        let found: BTreeSet<ItemNo> =
            amounts.flat_map(|amount| self.books.owed_exactly(payer, amount.minor())).collect();
        found.into_iter().filter_map(|no| self.exact(no)).collect()
    }

    /// The same of all who may be the payer.
    pub fn owed_exactly_by(&self, payers: &BTreeSet<PayerNo>) -> Vec<Clears> {
        payers.iter().flat_map(|payer| self.owed_exactly(*payer)).collect()
    }

    /// Whether the line tells the end of its number.
    pub fn ends_name(&self, no: ItemNo) -> bool {
        let Some(item) = self.item(no).filter(|_| !self.ends.is_empty()) else { return false };
        let digits: String = item.number.chars().filter(char::is_ascii_digit).collect();
        self.ends.iter().any(|end| digits.ends_with(end.as_str()))
    }

    pub fn is_of(&self, no: ItemNo, payers: &BTreeSet<PayerNo>) -> bool {
        self.item(no).is_some_and(|item| payers.contains(&item.payer))
    }
}

/// What of a structured reference is our number, and whether its check digits are wrong (ISO 11649).
fn body_of_reference(reference: &str) -> (&str, bool) {
    let plain: String = reference.chars().filter(|sign| !sign.is_whitespace()).collect();
    if !plain.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("RF")) {
        return (reference, false);
    }
    let moved = format!("{}{}", plain.get(4..).unwrap_or_default(), plain.get(..4).unwrap_or_default());
    let rest = moved.chars().try_fold(0_u32, |rest, sign| {
        let value = sign.to_digit(36)?;
        Some((rest * if value > 9 { 100 } else { 10 } + value) % 97)
    });
    let body = reference.char_indices().filter(|(_, sign)| !sign.is_whitespace()).nth(4);
    (body.and_then(|(at, _)| reference.get(at..)).unwrap_or_default(), rest != Some(1))
}
