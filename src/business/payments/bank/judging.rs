//! What a bank file would add to what is kept. It is asked twice: to show it, and again while the lines are kept.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::business::failure::{Complaint, Failure};
use crate::business::payments::bank::chain::BalanceChain;
use crate::business::payments::bank::fingerprint::{Fingerprint, nth, of_line};
use crate::business::payments::bank::records::{
    ACCOUNT_AND_FINGERPRINT_TO_LINE, each_line, each_statement, house_account_of_iban, house_accounts,
};
use crate::business::payments::bank::{BankFormat, HouseAccount};
use crate::business::payments::{BankLine, LineState, StatementDraft, StatementKind};
use crate::store::Read;
use crate::values::{BankStatementId, Day, HouseAccountId, Iban, Money};

/// What becomes of a statement of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// What is not known yet is kept.
    Take,
    /// Everything is kept: it goes on exactly where the last statement ended, so that lines that look known are others.
    TakeAll,
    /// Nothing in it is new.
    Known,
    /// A day that is not over is shown and never kept.
    OnlyShown,
}

/// A statement of the file with all that is decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementPlan {
    pub account: HouseAccountId,
    /// Without its lines.
    pub draft: StatementDraft,
    pub format: BankFormat,
    pub verdict: Verdict,
    pub from: Day,
    pub to: Day,
    /// Booked lines of the file; those of them that are known; and those that are kept.
    pub lines: u32,
    pub known: u32,
    pub kept: u32,
    pub unbooked: u32,
    /// What the kept lines add to the account, and what they take from it.
    pub credits: Money,
    pub debits: Money,
    /// What should have been on the account, and what the file begins with.
    pub gap: Option<(Money, Money)>,
    pub balance_after: Option<i64>,
}

/// One reading of one file.
pub struct BankJudging {
    format: BankFormat,
    account: Option<Iban>,
    of_accounts: BTreeMap<HouseAccountId, OfAccount>,
    open: Option<Open>,
}

/// What is known of one account, and what this file has told of it so far.
#[derive(Default)]
struct OfAccount {
    past: Vec<Past>,
    chain: BalanceChain,
    /// Statements from files of another format, with their last day.
    elsewhere: Vec<(BankStatementId, Day)>,
    seen: BTreeMap<Fingerprint, u32>,
}

/// What matters of a statement that lies before.
struct Past {
    from: Day,
    to: Day,
    opening: Option<i64>,
    closing: Option<i64>,
    name: String,
}

/// The statement that is being read.
struct Open {
    account: HouseAccountId,
    kind: StatementKind,
    /// Days up to here are closed by statements with balances; a table adds nothing to them.
    closed_through: Option<Day>,
    /// Bookings that were told in another format, by day and amount.
    elsewhere: BTreeMap<(Day, i64), u32>,
    lines: u32,
    known: u32,
    unbooked: u32,
    first: Option<Day>,
    last: Option<Day>,
    /// A day of any line, booked or not.
    any_day: Option<Day>,
    all: Sums,
    new: Sums,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    credits: i128,
    debits: i128,
}

impl BankJudging {
    /// `account`: where the file does not say it, or to make sure.
    pub fn of(format: BankFormat, account: Option<Iban>) -> BankJudging {
        BankJudging { format, account, of_accounts: BTreeMap::new(), open: None }
    }

    /// A statement begins; it is told which account it is about.
    pub fn begin(&mut self, r: &dyn Read, draft: &StatementDraft) -> Result<HouseAccountId, Failure> {
        let (id, account) = self.account_of(r, draft)?;
        if account.currency != draft.currency {
            let complaint = Complaint::new("bank_desk.refusal.other_currency").with("account", account.name.clone());
            let complaint = complaint.with("expected", account.currency.code()).with("found", draft.currency.code());
            return Err(complaint.into());
        }
        let format = self.format;
        let of_account = self.of_accounts.entry(id).or_insert_with(|| OfAccount::of(r, id, format));
        let (mut closed_through, mut elsewhere) = (None, BTreeMap::new());
        match (draft.kind, draft.from) {
            (StatementKind::Table, _) => closed_through = of_account.closed_through(),
            (StatementKind::Statement, Some(from)) => elsewhere = of_account.told_elsewhere(r, from),
            _ => {}
        }
        self.open = Some(Open {
            account: id,
            kind: draft.kind,
            closed_through,
            elsewhere,
            lines: 0,
            known: 0,
            unbooked: 0,
            first: None,
            last: None,
            any_day: None,
            all: Sums::default(),
            new: Sums::default(),
        });
        Ok(id)
    }

    /// The fingerprint under which the line is to be kept; `None` when it is known, or not booked. With `all` a line
    /// that looks known gets the next fingerprint that is free.
    pub fn line(&mut self, r: &dyn Read, line: &BankLine, all: bool) -> Option<Fingerprint> {
        let open = self.open.as_mut()?;
        open.any_day = Some(line.booked_on);
        if line.state != LineState::Booked {
            open.unbooked += 1;
            return None;
        }
        open.lines += 1;
        open.all.add(line.amount);
        open.first = Some(open.first.map_or(line.booked_on, |day| day.min(line.booked_on)));
        open.last = Some(open.last.map_or(line.booked_on, |day| day.max(line.booked_on)));
        let of_all = of_line(open.account, open.kind.counts(), line);
        let seen = &mut self.of_accounts.entry(open.account).or_default().seen;
        let number = seen.entry(of_all).or_default();
        let mut print;
        loop {
            *number += 1;
            print = nth(&of_all, *number);
            if !r.has(&ACCOUNT_AND_FINGERPRINT_TO_LINE, &(open.account, print)) {
                break;
            }
            if !all {
                open.known += 1;
                return None;
            }
        }
        let is_told_elsewhere = !all && open.is_told_elsewhere(line);
        if is_told_elsewhere {
            open.known += 1;
            return None;
        }
        open.new.add(line.amount);
        Some(print)
    }

    /// The statement ends; what is to be done with it is decided.
    pub fn end(&mut self, draft: StatementDraft) -> Result<Option<StatementPlan>, Failure> {
        let Some(open) = self.open.take() else { return Ok(None) };
        let of_account = self.of_accounts.entry(open.account).or_default();
        let days = [draft.from, open.first, draft.to, open.last];
        // Neither a day nor a line: that says nothing.
        let Some(from) = draft.from.or(open.first).or(draft.to).or(open.any_day) else { return Ok(None) };
        let to = days.into_iter().flatten().fold(from, Day::max);
        let before = of_account.chain.end(to);
        let (verdict, gap) = match open.kind {
            StatementKind::DuringDay => (Verdict::OnlyShown, None),
            StatementKind::Notice | StatementKind::Table if open.lines == open.known => (Verdict::Known, None),
            StatementKind::Notice | StatementKind::Table => (Verdict::Take, None),
            StatementKind::Statement => open.verdict(&draft, of_account, (from, to)),
        };
        let sums = match verdict {
            Verdict::Take => open.new,
            Verdict::TakeAll => open.all,
            Verdict::Known | Verdict::OnlyShown => Sums::default(),
        };
        let kept = match verdict {
            Verdict::Take => open.lines - open.known,
            Verdict::TakeAll => open.lines,
            Verdict::Known | Verdict::OnlyShown => 0,
        };
        let known = if verdict == Verdict::TakeAll { 0 } else { open.known };
        let money = |minor: i128| match i64::try_from(minor) {
            Ok(minor) => Ok(Money::new(minor, draft.currency)),
            Err(_) => Err(Failure::from(Complaint::new("bank_desk.refusal.too_much"))),
        };
        let (credits, debits) = (money(sums.credits)?, money(sums.debits)?);
        let closing = draft.closing.map(|balance| balance.amount.minor());
        let moved = || i64::try_from(i128::from(before?) + sums.moved()).ok();
        let balance_after = if open.kind.counts() { closing.or_else(moved) } else { None };
        if open.kind.counts() && matches!(verdict, Verdict::Take | Verdict::TakeAll) {
            let opening = draft.opening.map(|balance| balance.amount.minor());
            of_account.past.push(Past { from, to, opening, closing, name: draft.id.clone() });
            if let Some(after) = balance_after {
                of_account.chain.note(to, opening, after);
            }
        }
        Ok(Some(StatementPlan {
            account: open.account,
            format: self.format,
            draft,
            verdict,
            from,
            to,
            lines: open.lines,
            known,
            kept,
            unbooked: open.unbooked,
            credits,
            debits,
            gap,
            balance_after,
        }))
    }

    fn account_of(&self, r: &dyn Read, draft: &StatementDraft) -> Result<(HouseAccountId, HouseAccount), Failure> {
        let wanted = match &self.account {
            None => None,
            Some(iban) => Some(house_account_of_iban(r, iban).ok_or_else(|| unknown(&iban.grouped()))?),
        };
        let all = house_accounts(r);
        if draft.account.is_empty() {
            return match (wanted, all.as_slice()) {
                (Some(wanted), _) => Ok(wanted),
                (None, [only]) => Ok(only.clone()),
                (None, []) => Err(Complaint::new("bank_desk.refusal.no_accounts").into()),
                (None, _) => Err(Complaint::new("bank_desk.refusal.which_account").at("account").into()),
            };
        }
        let told = draft.iban.as_ref().map_or_else(|| draft.account.clone(), Iban::grouped);
        let found = all.into_iter().find(|(_, account)| account.is_named(&draft.account));
        let found = found.ok_or_else(|| unknown(&told))?;
        match wanted {
            Some((id, wanted)) if id != found.0 => {
                let complaint = Complaint::new("bank_desk.refusal.other_account").at("account").with("found", told);
                Err(complaint.with("wanted", wanted.iban.grouped()).into())
            }
            _ => Ok(found),
        }
    }
}

fn unknown(told: &str) -> Failure {
    Complaint::new("bank_desk.refusal.unknown_account").with("account", told).into()
}

impl Open {
    fn is_told_elsewhere(&mut self, line: &BankLine) -> bool {
        if self.kind == StatementKind::Table {
            return self.closed_through.is_some_and(|day| line.booked_on <= day);
        }
        match self.elsewhere.get_mut(&(line.booked_on, line.amount.minor())) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    /// A statement with balances: what is new must lead from what was there to what is there.
    fn verdict(
        &self,
        draft: &StatementDraft,
        of_account: &OfAccount,
        (from, to): (Day, Day),
    ) -> (Verdict, Option<(Money, Money)>) {
        let opening = draft.opening.map(|balance| balance.amount.minor());
        let closing = draft.closing.map(|balance| balance.amount.minor());
        let nothing_new = self.lines == self.known;
        let is_same = |past: &Past| {
            let days = (past.from, past.to) == (from, to);
            days && past.opening == opening && past.closing == closing && past.name == draft.id
        };
        if nothing_new && of_account.past.iter().any(is_same) {
            return (Verdict::Known, None);
        }
        let (Some(opening), Some(closing)) = (opening, closing) else {
            return (if nothing_new && self.lines > 0 { Verdict::Known } else { Verdict::Take }, None);
        };
        let money = |minor: i64| Money::new(minor, draft.currency);
        let Some(before) = of_account.chain.end(to) else {
            let gap = of_account.after(to).filter(|after| *after != closing);
            let verdict = if nothing_new && self.lines > 0 { Verdict::Known } else { Verdict::Take };
            return (verdict, gap.map(|after| (money(after), money(closing))));
        };
        let leads_there = |sums: Sums| i128::from(before) + sums.moved() == i128::from(closing);
        if nothing_new && self.lines > 0 && !(opening == before && leads_there(self.all)) {
            return (Verdict::Known, None);
        }
        if leads_there(self.new) {
            return (Verdict::Take, None);
        }
        if opening == before {
            return (Verdict::TakeAll, None);
        }
        // Another statement of the same day that came too late, or too early: nothing of it is known.
        let is_between = self.known == 0 && of_account.chain.may_begin(to, opening);
        if is_between && i128::from(opening) + self.all.moved() == i128::from(closing) {
            return (Verdict::Take, None);
        }
        (Verdict::Take, Some((money(before), money(opening))))
    }
}

impl OfAccount {
    fn of(r: &dyn Read, id: HouseAccountId, format: BankFormat) -> OfAccount {
        let (mut past, mut elsewhere, mut chain) = (Vec::new(), Vec::new(), BalanceChain::default());
        each_statement(r, |kept, statement| {
            if statement.account == id && statement.kind.counts() {
                if statement.format != format {
                    elsewhere.push((kept, statement.to));
                }
                let opening = statement.opening.map(|balance| balance.amount.minor());
                if let Some(after) = statement.balance_after {
                    chain.note(statement.to, opening, after);
                }
                past.push(Past {
                    from: statement.from,
                    to: statement.to,
                    opening,
                    closing: statement.closing.map(|balance| balance.amount.minor()),
                    name: statement.name,
                });
            }
        });
        OfAccount { past, chain, elsewhere, seen: BTreeMap::new() }
    }

    /// The last day of which a statement with balances told.
    fn closed_through(&self) -> Option<Day> {
        self.past.iter().filter(|past| past.closing.is_some()).map(|past| past.to).max()
    }

    /// Bookings since a day that are kept from files of another format.
    fn told_elsewhere(&self, r: &dyn Read, from: Day) -> BTreeMap<(Day, i64), u32> {
        let mut found = BTreeMap::new();
        for (statement, _) in self.elsewhere.iter().filter(|(_, to)| *to >= from) {
            each_line(r, *statement, |_, line| {
                *found.entry((line.booked_on, line.amount.minor())).or_default() += 1;
                ControlFlow::Continue(())
            });
        }
        found
    }

    /// What the first statement behind this day begins with.
    fn after(&self, to: Day) -> Option<i64> {
        let later = self.past.iter().filter(|past| past.from >= to && past.opening.is_some());
        later.min_by_key(|past| past.from).and_then(|past| past.opening)
    }
}

impl Sums {
    fn add(&mut self, amount: Money) {
        let minor = i128::from(amount.minor());
        if minor < 0 { self.debits += minor } else { self.credits += minor }
    }

    fn moved(self) -> i128 {
        self.credits + self.debits
    }
}
