//! Everything that is known before a line, found by digits, amount, payer, account and name.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::payments::matching::names::folded;
use crate::business::payments::matching::neighbours::Digits;
use crate::business::payments::matching::{Item, ItemNo, MatchKind, Payer, PayerNo, PaymentLine};
use crate::values::Money;

/// Items that one look finds at most.
pub(super) const FOUND_MAX: usize = 200;

#[derive(Clone, Debug, Default)]
pub struct Books {
    items: Vec<Item>,
    payers: Vec<Payer>,
    /// Our own accounts.
    own: BTreeSet<String>,
    digits_to_items: BTreeMap<Digits, Vec<ItemNo>>,
    /// By what stands after the year.
    serial_to_items: BTreeMap<Digits, Vec<ItemNo>>,
    lengths: BTreeSet<usize>,
    serial_lengths: BTreeSet<usize>,
    number_to_items: BTreeMap<String, Vec<ItemNo>>,
    invoice_to_belonging: BTreeMap<String, Vec<ItemNo>>,
    /// Open items by what is open of them, also less their Skonto.
    amount_to_open: BTreeSet<(i64, ItemNo)>,
    payer_to_open: BTreeSet<(PayerNo, ItemNo)>,
    payer_and_amount_to_open: BTreeSet<(PayerNo, i64, ItemNo)>,
    collected_to_item: BTreeMap<String, ItemNo>,
    iban_to_payers: BTreeMap<String, BTreeSet<PayerNo>>,
    name_to_payers: BTreeMap<String, BTreeSet<PayerNo>>,
    customer_to_payer: BTreeMap<Digits, PayerNo>,
    mandate_to_payer: BTreeMap<String, PayerNo>,
}

impl Books {
    pub fn add_own_account(&mut self, iban: &str) {
        self.own.insert(plain(iban));
    }

    pub fn add_payer(&mut self, payer: Payer) -> PayerNo {
        let no = PayerNo(u32::try_from(self.payers.len()).unwrap_or(u32::MAX));
        for iban in payer.ibans.iter().filter(|iban| !iban.is_empty()) {
            self.iban_to_payers.entry(plain(iban)).or_default().insert(no);
        }
        for name in payer.names.iter().map(|name| folded(name)).filter(|name| !name.is_empty()) {
            self.name_to_payers.entry(name).or_default().insert(no);
        }
        if let Some(digits) = Digits::of(&digits_in(&payer.number)) {
            self.customer_to_payer.insert(digits, no);
        }
        if !payer.mandate.is_empty() {
            self.mandate_to_payer.insert(payer.mandate.clone(), no);
        }
        self.payers.push(payer);
        no
    }

    pub fn add_item(&mut self, item: Item) -> ItemNo {
        let no = ItemNo(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
        self.index_number(&item.number, no);
        self.number_to_items.entry(item.number.clone()).or_default().push(no);
        if !item.of.is_empty() && item.kind == MatchKind::Invoice {
            self.index_number(&item.of, no);
        } else if !item.of.is_empty() {
            self.invoice_to_belonging.entry(item.of.clone()).or_default().push(no);
        }
        if !item.collected.is_empty() {
            self.collected_to_item.insert(item.collected.clone(), no);
        }
        self.items.push(item);
        self.index_open(no, true);
        no
    }

    /// What of an item is open from now on.
    pub fn set_open(&mut self, no: ItemNo, open: Money) {
        self.index_open(no, false);
        if let Some(item) = self.items.get_mut(at(no.0)) {
            item.open = open;
        }
        self.index_open(no, true);
    }

    /// Adds to what stands to a payer's credit; negative takes from it.
    pub fn add_credit(&mut self, no: PayerNo, minor: i64) {
        if let Some(payer) = self.payers.get_mut(at(no.0)) {
            payer.credit = payer.credit.saturating_add(minor);
        }
    }

    /// Somebody confirmed that this line was money of this payer: its account is known from now on.
    pub fn learn(&mut self, line: &PaymentLine, payer: PayerNo) {
        if !line.iban.is_empty() {
            self.iban_to_payers.entry(plain(&line.iban)).or_default().insert(payer);
        }
    }

    pub fn item(&self, no: ItemNo) -> Option<&Item> {
        self.items.get(at(no.0))
    }

    pub fn payer(&self, no: PayerNo) -> Option<&Payer> {
        self.payers.get(at(no.0))
    }

    pub fn is_own(&self, iban: &str) -> bool {
        self.own.contains(&plain(iban))
    }

    pub fn of_iban(&self, iban: &str) -> BTreeSet<PayerNo> {
        self.iban_to_payers.get(&plain(iban)).cloned().unwrap_or_default()
    }

    pub fn of_name(&self, name: &str) -> BTreeSet<PayerNo> {
        self.name_to_payers.get(&folded(name)).cloned().unwrap_or_default()
    }

    pub fn of_mandate(&self, mandate: &str) -> Option<PayerNo> {
        self.mandate_to_payer.get(mandate).copied()
    }

    pub fn collected(&self, end_to_end: &str) -> Option<ItemNo> {
        self.collected_to_item.get(end_to_end).copied()
    }

    /// Credit notes and fees of an invoice that are open.
    pub fn belonging(&self, number: &str) -> Vec<ItemNo> {
        let found = self.invoice_to_belonging.get(number).into_iter().flatten().copied();
        found.filter(|no| self.item(*no).is_some_and(Item::is_open)).collect()
    }

    /// What a payer owes, oldest first, and no more than can be looked at.
    pub fn owed_by(&self, payer: PayerNo) -> Vec<ItemNo> {
        let span = (payer, ItemNo(0))..=(payer, ItemNo(u32::MAX));
        self.payer_to_open.range(span).map(|(_, no)| *no).take(FOUND_MAX).collect()
    }

    /// What of a payer may be paid by exactly so much, in minor units of any currency.
    pub fn owed_exactly(&self, payer: PayerNo, minor: i64) -> Vec<ItemNo> {
        let span = (payer, minor, ItemNo(0))..=(payer, minor, ItemNo(u32::MAX));
        self.payer_and_amount_to_open.range(span).map(|(_, _, no)| *no).take(FOUND_MAX).collect()
    }

    /// Open items of everybody that may be paid by exactly so much; some of them only, where they are too many.
    pub fn open_with(&self, minor: i64) -> Vec<ItemNo> {
        let span = (minor, ItemNo(0))..=(minor, ItemNo(u32::MAX));
        self.amount_to_open.range(span).map(|(_, no)| *no).take(FOUND_MAX).collect()
    }

    /// The customer with this number.
    pub(super) fn customer(&self, digits: Digits) -> Option<PayerNo> {
        self.customer_to_payer.get(&digits).copied()
    }

    /// The longest number of an item.
    pub(super) fn longest(&self) -> usize {
        self.lengths.last().copied().unwrap_or_default()
    }

    /// Whether a number with one slip, or without its year, can have so many digits.
    pub(super) fn may_be_slip(&self, length: usize) -> bool {
        let lengths = [length.saturating_sub(1), length, length + 1];
        let without_year = [length, length.saturating_sub(2), length.saturating_sub(4)];
        lengths.iter().any(|length| self.has_length(*length))
            || without_year.iter().any(|length| self.serial_lengths.contains(length))
    }

    /// The numbers by which an item is named, each with how many digits stand behind its year.
    pub(super) fn numbers_of(&self, no: ItemNo) -> Vec<(Digits, usize)> {
        let Some(item) = self.item(no) else { return Vec::new() };
        let of = Some(item.of.as_str()).filter(|_| item.kind == MatchKind::Invoice);
        let numbers = std::iter::once(item.number.as_str()).chain(of);
        numbers.filter_map(|number| Some((Digits::of(&digits_in(number))?, serial_length(number)))).collect()
    }

    pub(super) fn has_length(&self, length: usize) -> bool {
        self.lengths.contains(&length)
    }

    /// Whether a number of these digits exists, and words may stand at these places of it.
    pub(super) fn knows(&self, digits: Digits, loose_at: &[usize]) -> bool {
        let Some(no) = self.digits_to_items.get(&digits).and_then(|items| items.first()) else { return false };
        let between = |no: &ItemNo| self.item(*no).map(|item| digits_in(year_of(&item.number)).len());
        loose_at.is_empty() || loose_at.iter().all(|place| between(no) == Some(*place))
    }

    pub(super) fn with_digits(&self, digits: Digits) -> &[ItemNo] {
        self.digits_to_items.get(&digits).map_or(&[], Vec::as_slice)
    }

    /// The items that a written number means: those with its letter; without one no credit note and no fee.
    pub(super) fn bearing(&self, digits: Digits, letter: Option<char>) -> Vec<ItemNo> {
        let all = self.with_digits(digits);
        let with = |wanted: &dyn Fn(&Item) -> bool| -> Vec<ItemNo> {
            all.iter().copied().filter(|no| self.item(*no).is_some_and(wanted)).collect()
        };
        let lettered = with(&|item| letter.is_some() && item.number.chars().next() == letter);
        if !lettered.is_empty() {
            return lettered;
        }
        let debts = with(&|item| matches!(item.kind, MatchKind::Invoice | MatchKind::Order));
        if debts.is_empty() { all.to_vec() } else { debts }
    }

    /// Items with the same number in another year, or whose year is missing in what is written.
    pub(super) fn of_other_years(&self, written: Digits) -> Vec<ItemNo> {
        let mut found = Vec::new();
        for length in self.serial_lengths.iter().copied() {
            let fits = written.length() == length || written.length() == length + 4 || written.length() == length + 2;
            let items = written.end(length).filter(|_| fits).and_then(|serial| self.serial_to_items.get(&serial));
            found.extend(items.into_iter().flatten().copied());
        }
        found.retain(|no| !self.with_digits(written).contains(no));
        found
    }

    fn index_number(&mut self, number: &str, no: ItemNo) {
        let all = digits_in(number);
        let Some(digits) = Digits::of(&all) else { return };
        self.digits_to_items.entry(digits).or_default().push(no);
        self.lengths.insert(digits.length());
        if let Some(serial) = digits.end(serial_length(number)).filter(|serial| serial.length() > 0) {
            self.serial_to_items.entry(serial).or_default().push(no);
            self.serial_lengths.insert(serial.length());
        }
    }

    fn index_open(&mut self, no: ItemNo, is_there: bool) {
        let Some(item) = self.items.get(at(no.0)).filter(|item| item.is_open()) else { return };
        let payer = item.payer;
        let open = item.open.minor();
        let less: Vec<i64> = item.let_offs(item.issued_on).iter().map(|let_off| open - let_off.minor()).collect();
        for amount in std::iter::once(open).chain(less) {
            if is_there {
                self.amount_to_open.insert((amount, no));
                self.payer_and_amount_to_open.insert((payer, amount, no));
            } else {
                self.amount_to_open.remove(&(amount, no));
                self.payer_and_amount_to_open.remove(&(payer, amount, no));
            }
        }
        if is_there {
            self.payer_to_open.insert((payer, no));
        } else {
            self.payer_to_open.remove(&(payer, no));
        }
    }
}

/// What of a number stands before its last hyphen: letters and the year.
fn year_of(number: &str) -> &str {
    number.rsplit_once('-').map_or("", |(before, _)| before)
}

/// How many digits stand behind the year; 0 where there is no year.
fn serial_length(number: &str) -> usize {
    let (before, after) = number.rsplit_once('-').unwrap_or(("", number));
    if digits_in(before).len() == 4 { digits_in(after).len() } else { 0 }
}

fn digits_in(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// An account without blanks, in capitals.
fn plain(iban: &str) -> String {
    iban.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

fn at(no: u32) -> usize {
    usize::try_from(no).unwrap_or(usize::MAX)
}
