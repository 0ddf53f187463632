//! Looking into the books: by account, by sub-account, and line by line.

use kontor::business::ledger::{
    self, AccountMoves, LedgerAccount, LedgerSpan, booked_days, find_lines, moves_of_accounts, moves_of_sub_accounts,
    postings_of_days,
};
use kontor::business::permission::Permission;
use kontor::business::view::View;

use crate::business::shop::{Shop, day, refused, staff};

/// Two orders, one shipped in June and one in July; each is 11.00 with delivery and tax.
fn june_and_july() -> Shop {
    let shop = Shop::new();
    shop.receive(shop.oats, 9, None);
    shop.on("2026-06-10");
    let first = shop.order(1, &[(shop.oats, 1)]);
    shop.ship(first);
    shop.on("2026-07-03");
    let second = shop.order(2, &[(shop.oats, 1)]);
    shop.ship(second);
    shop
}

fn july() -> LedgerSpan {
    LedgerSpan { from: Some(day("2026-07-01")), to: Some(day("2026-07-31")) }
}

fn moves(view: &View<'_>, account: LedgerAccount, span: LedgerSpan) -> AccountMoves {
    let all = moves_of_accounts(view, span).unwrap();
    all.into_iter().find(|(known, _)| *known == account).unwrap().1
}

#[test]
fn what_was_there_before_a_span_is_its_opening_and_what_comes_after_is_left_out() {
    let shop = june_and_july();
    shop.read(|view| {
        let ever = moves(view, LedgerAccount::Bank, LedgerSpan::default());
        let half = ever.debit / 2;
        assert_eq!(ever, AccountMoves { opening: 0, debit: 2 * half, credit: 0 });
        let in_july = moves(view, LedgerAccount::Bank, july());
        assert_eq!(in_july, AccountMoves { opening: half, debit: half, credit: 0 });
        assert_eq!(in_july.closing(), 2 * half);
        let june = LedgerSpan { from: None, to: Some(day("2026-06-30")) };
        assert_eq!(moves(view, LedgerAccount::Bank, june).closing(), half);
        let sums: i64 = moves_of_accounts(view, july()).unwrap().iter().map(|(_, moves)| moves.closing()).sum();
        assert_eq!(sums, 0);
    });
}

#[test]
fn every_line_of_an_account_has_the_balance_after_it() {
    let shop = june_and_july();
    shop.read(|view| {
        let found = find_lines(view, (LedgerAccount::Receivables, None), LedgerSpan::default(), 0, 10).unwrap();
        let amounts: Vec<i64> = found.rows.iter().map(|row| row.amount).collect();
        let one = amounts[0].abs();
        // Paid before it is invoiced: first the money, then the claim.
        assert_eq!(amounts, [-one, one, -one, one]);
        let balances: Vec<i64> = found.rows.iter().map(|row| row.balance).collect();
        assert_eq!(balances, [-one, 0, -one, 0]);
        let page = find_lines(view, (LedgerAccount::Receivables, None), july(), 1, 1).unwrap();
        assert_eq!((page.total, page.rows.len(), page.rows[0].balance), (2, 1, 0));
        let parts = moves_of_sub_accounts(view, LedgerAccount::OutputVat, LedgerSpan::default()).unwrap();
        let vat: i64 = parts.iter().map(|(_, moves)| moves.closing()).sum();
        assert_eq!(vat, moves(view, LedgerAccount::OutputVat, LedgerSpan::default()).closing());
        let rate = parts[0].0;
        let lines = find_lines(view, (LedgerAccount::OutputVat, Some(rate)), LedgerSpan::default(), 0, 10).unwrap();
        assert!(lines.rows.iter().all(|row| row.sub_account == rate) && lines.total > 0);
    });
}

#[test]
fn postings_are_found_by_their_days() {
    let shop = june_and_july();
    shop.read(|view| {
        let (first, last) = booked_days(view).unwrap();
        let count = |from: &str, to: &str| postings_of_days(view, day(from), day(to)).len();
        let all = postings_of_days(view, first, last);
        assert_eq!(all.len(), ledger::postings(view, None, 100).len());
        assert_eq!(count("2026-06-01", "2026-06-30") + count("2026-07-01", "2026-07-31"), all.len());
        assert!(all.iter().map(|(id, _)| id).is_sorted());
        for (_, posting) in &all {
            let of_its_day = postings_of_days(view, posting.day, posting.day);
            assert!(of_its_day.iter().all(|(_, other)| other.day == posting.day) && !of_its_day.is_empty());
        }
        assert_eq!(count("2026-08-01", "2026-12-31"), 0);
    });
}

#[test]
fn the_books_are_for_those_who_may_read_them() {
    let shop = Shop::new();
    let clerk = staff(7, &[Permission::BillingView, Permission::PaymentsView]);
    let asked = shop.door.read(&clerk, |view| moves_of_accounts(view, LedgerSpan::default()));
    refused(asked, &["business.refusal.not_allowed"]);
    let asked = shop.door.read(&clerk, |view| {
        find_lines(view, (LedgerAccount::Bank, None), LedgerSpan::default(), 0, 1).map(|found| found.total)
    });
    refused(asked, &["business.refusal.not_allowed"]);
}
