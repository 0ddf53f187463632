//! From the file to the bank's own word: a second person agrees, somebody fetches the file, the bank books it, or
//! sends a transfer back.

use std::sync::Arc;

use kontor::app::{BankSource, Keep, SentBankFile, take_bank_file};
use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::cases;
use kontor::business::checks::CHECKS;
use kontor::business::commissions;
use kontor::business::failure::Failure;
use kontor::business::ledger::{LedgerAccount, LedgerKey, balance};
use kontor::business::payments::batches::{
    ExecutionPart, FindingKind, execute_batch, executions, findings, possible_lines, reverse_execution,
};
use kontor::business::payments::matched::waiting_lines;
use kontor::business::payments::{self, Batch, BatchState, hold_of};
use kontor::business::people;
use kontor::business::permission::Permission;
use kontor::store::Subject;
use kontor::values::{BankStatementId, BatchId, Iban, PartnerId, Period};

use crate::business::commissions::pay_parts::settled;
use crate::business::commissions::{May, manager};
use crate::business::stage::{agree_to_batch, day, fetch_file, refused, staff};

/// Sees, agrees and books, and makes nothing.
fn head() -> Actor {
    staff(30, &[Permission::PaymentsView, Permission::PaymentsApprove, Permission::PaymentsMatch])
}

fn paid() -> (May, BatchId) {
    let firm = May::new();
    let run = firm.posted();
    let id = firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-05"))).unwrap();
    (firm, id)
}

fn fetched() -> (May, BatchId) {
    let (firm, id) = paid();
    fetch_file(&firm.stage.door, &manager(), id, [7; 32]).unwrap();
    (firm, id)
}

fn batch(firm: &May, id: BatchId) -> Batch {
    firm.stage.read(&Actor::system(), |view| payments::batch(view, id)).unwrap()
}

fn on(firm: &May, account: LedgerAccount, sub_account: u64) -> i64 {
    firm.stage.read(&Actor::system(), |view| balance(view, LedgerKey { account, sub_account }))
}

fn in_transit(firm: &May) -> i64 {
    on(firm, LedgerAccount::CommissionInTransit, 0)
}

fn payable(firm: &May, partner: PartnerId) -> i64 {
    on(firm, LedgerAccount::CommissionPayable, partner.number())
}

/// A movement: cents, and the marks that the bank gives with it.
struct Told<'t> {
    cents: i64,
    end_to_end: &'t str,
    text: &'t str,
    reason: &'t str,
}

fn told<'t>(cents: i64, end_to_end: &'t str, text: &'t str, reason: &'t str) -> Told<'t> {
    Told { cents, end_to_end, text, reason }
}

fn take(firm: &May, name: &str, lines: &[Told<'_>]) {
    let entry = |line: &Told<'_>| {
        let amount = format!("{}.{:02}", line.cents.abs() / 100, line.cents.abs() % 100);
        let direction = if line.cents < 0 { "DBIT" } else { "CRDT" };
        let marks = if line.end_to_end.is_empty() {
            String::new()
        } else {
            format!("<Refs><EndToEndId>{}</EndToEndId></Refs>", line.end_to_end)
        };
        let returned = if line.reason.is_empty() {
            String::new()
        } else {
            format!("<RtrInf><Rsn><Cd>{}</Cd></Rsn></RtrInf>", line.reason)
        };
        format!(
            "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts>BOOK</Sts><BookgDt>\
             <Dt>2026-06-02</Dt></BookgDt><NtryDtls><TxDtls>{marks}<RmtInf><Ustrd>{}</Ustrd></RmtInf>{returned}</TxDtls>\
             </NtryDtls></Ntry>",
            line.text
        )
    };
    let entries: String = lines.iter().map(entry).collect();
    let file = format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>{name}\
         </MsgId></GrpHdr><Stmt><Id>{name}</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>\
         {entries}</Stmt></BkToCstmrStmt></Document>"
    );
    let file = SentBankFile {
        name: format!("{name}.xml"),
        source: BankSource::Sent(Arc::new(file.into_bytes())),
        account: None,
        map: None,
        gap_because: String::new(),
        gaps_seen: None,
    };
    take_bank_file(&firm.stage.door, &Actor::operator(), &file, Keep::Everything, &mut |_, _| true).unwrap();
    sound(firm);
}

fn sound(firm: &May) {
    for check in CHECKS.iter().filter(|check| check.name.starts_with("payments.") || check.name.starts_with("ledger."))
    {
        assert_eq!(firm.stage.read(&Actor::system(), |view| check.run(view)), Vec::new(), "{}", check.name);
    }
}

fn fetch(firm: &May, id: BatchId, because: &'static str) -> Result<usize, Failure> {
    firm.stage.write(&manager(), move |tx| payments::record_fetch(tx, id, [7; 32], because))
}

#[test]
fn no_file_leaves_before_somebody_else_has_agreed() {
    let (firm, id) = paid();
    assert_eq!(batch(&firm, id).state, BatchState::Submitted);
    refused(fetch(&firm, id, ""), &["payments_out.refusal.not_agreed"]);
    let asked = batch(&firm, id).approval().unwrap();
    let own = Actor { permissions: head().permissions, ..manager() };
    let decide = move |who: &Actor, answer: Answer| {
        firm.stage.write(who, move |tx| approvals::decide(tx, asked, answer, "Konto prüfen")).map(|_| firm)
    };
    let (again, _) = paid();
    let barred = again.stage.write(&own, move |tx| approvals::decide(tx, asked, Answer::Agree, ""));
    refused(barred, &["approvals.refusal.own_work"]);
    let firm = decide(&head(), Answer::Refuse).unwrap();
    assert_eq!(batch(&firm, id).state, BatchState::Refused);
    refused(fetch(&firm, id, ""), &["payments_out.refusal.agreement_refused"]);
    // Laid before somebody once more, and agreed to.
    firm.stage.write(&manager(), move |tx| payments::submit_batch(tx, id)).unwrap();
    refused(
        firm.stage.write(&manager(), move |tx| payments::submit_batch(tx, id)),
        &["payments_out.refusal.not_to_submit"],
    );
    agree_to_batch(&firm.stage.door, id);
    assert_eq!((batch(&firm, id).state, batch(&firm, id).approvals.len()), (BatchState::Agreed, 2));
    assert_eq!(fetch(&firm, id, "").unwrap(), 1);
}

#[test]
fn taking_a_batch_back_takes_the_request_back_too() {
    let (firm, id) = paid();
    firm.stage.write(&manager(), move |tx| payments::cancel_batch(tx, id, "falscher Tag")).unwrap();
    let asked = batch(&firm, id).approval().unwrap();
    let late = firm.stage.write(&head(), move |tx| approvals::decide(tx, asked, Answer::Agree, ""));
    refused(late, &["approvals.refusal.already_decided"]);
    assert_eq!((batch(&firm, id).state, in_transit(&firm)), (BatchState::Cancelled, 0));
}

#[test]
fn the_same_file_again_needs_a_reason_and_each_time_is_kept() {
    let (firm, id) = fetched();
    refused(fetch(&firm, id, ""), &["payments_out.refusal.fetched_already@reason"]);
    refused(fetch(&firm, id, "weg "), &["payments_out.refusal.fetched_already@reason"]);
    assert_eq!(fetch(&firm, id, "Hochladen abgebrochen").unwrap(), 2);
    let kept = batch(&firm, id);
    let because: Vec<_> = kept.fetches.iter().map(|fetch| fetch.because.as_str()).collect();
    assert_eq!((because, kept.exports.len()), (vec!["", "Hochladen abgebrochen"], 1));
}

#[test]
fn a_file_that_the_bank_did_not_carry_out_is_taken_back_by_a_second_person() {
    let (firm, id) = fetched();
    let cancel = |who: &Actor| firm.stage.write(who, move |tx| payments::cancel_batch(tx, id, "abgelehnt"));
    refused(cancel(&manager()), &["payments_out.refusal.batch_exported"]);
    cancel(&head()).unwrap();
    assert_eq!((batch(&firm, id).state, in_transit(&firm), payable(&firm, firm.a)), (BatchState::Cancelled, 0, -1_000));
    sound(&firm);
}

#[test]
fn the_sum_with_the_name_of_the_file_confirms_it_by_itself() {
    let (firm, id) = fetched();
    take(&firm, "K-1", &[told(-4_599, "", "20260602-Z-0001", ""), told(-4_600, "", "Sammler 20260602-Z-0001", "")]);
    let kept = batch(&firm, id);
    assert_eq!((kept.state, in_transit(&firm)), (BatchState::Confirmed, 0));
    assert_eq!(on(&firm, LedgerAccount::Bank, 0), -4_600);
    let booked = firm.stage.read(&head(), |view| executions(view, id));
    assert_eq!(booked.len(), 1);
    assert_eq!((&booked[0].1.part, booked[0].1.by_itself), (&ExecutionPart::Whole, true));
    refused(
        firm.stage.write(&head(), move |tx| payments::cancel_batch(tx, id, "zu spät")),
        &["payments_out.refusal.batch_confirmed"],
    );
    // The same booking in a file that overlaps changes nothing.
    take(&firm, "K-2", &[told(-4_600, "", "Sammler 20260602-Z-0001", "")]);
    assert_eq!((in_transit(&firm), on(&firm, LedgerAccount::Bank, 0)), (0, -4_600));
}

#[test]
fn transfers_that_are_booked_one_by_one_confirm_it_with_the_last() {
    let (firm, id) = fetched();
    let ends: Vec<String> = batch(&firm, id).transfers.iter().map(|one| one.end_to_end_id.clone()).collect();
    take(&firm, "K-1", &[told(-1_000, &ends[0], "", ""), told(-1_600, &ends[1], "", "")]);
    assert_eq!((batch(&firm, id).state, in_transit(&firm)), (BatchState::Exported, -2_000));
    // Partly booked, it is not taken back; and one sum would be the same money twice.
    refused(
        firm.stage.write(&head(), move |tx| payments::cancel_batch(tx, id, "x")),
        &["payments_out.refusal.batch_booked"],
    );
    take(&firm, "K-2", &[told(-4_600, "", "20260602-Z-0001", ""), told(-2_000, &ends[2], "", "")]);
    assert_eq!((batch(&firm, id).state, in_transit(&firm)), (BatchState::Confirmed, 0));
}

#[test]
fn money_that_comes_back_is_owed_again_and_waits_for_the_right_account() {
    let (firm, id) = fetched();
    let end = batch(&firm, id).transfers[2].end_to_end_id.clone();
    take(&firm, "K-1", &[told(-4_600, "", "20260602-Z-0001", "")]);
    take(&firm, "K-2", &[told(2_000, &end, "Konto erloschen", "AC04")]);
    let c = firm.c;
    assert_eq!((payable(&firm, c), on(&firm, LedgerAccount::Bank, 0)), (-2_000, -2_600));
    // It waits for nobody among the payments of customers.
    let waiting = firm.stage.read(&Actor::operator(), |view| waiting_lines(view, 10)).unwrap();
    assert!(waiting.lines.is_empty(), "{waiting:?}");
    let hold = firm.stage.read(&head(), |view| hold_of(view, c)).unwrap();
    assert_eq!(hold.because, "Z-0001 AC04");
    let case = firm.stage.read(&head(), |view| cases::case_of(view, &Subject::of(c))).unwrap().1;
    assert!(case.unfinished("ask_for_account").is_some());
    assert_eq!(batch(&firm, id).state, BatchState::Confirmed);
    // A new account, and it goes out with the next one.
    firm.stage
        .write(&Actor::operator(), move |tx| {
            let person = kontor::business::partners::partner(tx, c).unwrap().person;
            let mut changed = people::person(tx, person).unwrap();
            changed.iban = Iban::parse("AT483200000012345864");
            people::change_person(tx, person, &changed)
        })
        .unwrap();
    let run = batch(&firm, id).run.unwrap();
    firm.stage.write(&manager(), move |tx| payments::lift_hold(tx, c, "neues Konto")).unwrap();
    let next = firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-08"))).unwrap();
    assert_eq!(batch(&firm, next).total.minor(), 2_000);
    let found = firm.stage.read(&head(), |view| findings(view, next)).unwrap();
    let kinds: Vec<_> = found.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::OtherAccount]);
    sound(&firm);
}

#[test]
fn what_came_back_is_no_pay_of_the_year() {
    let firm = May::new();
    // 466.00, which is more than may be paid at once without being told.
    firm.stage.sale(firm.b, "2026-05-20", 225_000, 500);
    let run = firm.posted();
    let id = firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-05"))).unwrap();
    fetch_file(&firm.stage.door, &manager(), id, [7; 32]).unwrap();
    firm.stage.on("2026-06-06");
    let year = Period::parse("2026").unwrap();
    let payees = || firm.stage.read(&head(), |view| commissions::payees_of_year(view, year)).unwrap();
    let money = || {
        let looking = staff(31, &[Permission::PaymentsView, Permission::CommissionsView]);
        firm.stage.read(&looking, |view| commissions::year_sheet(view, firm.b, year)).unwrap().money.unwrap()
    };
    assert_eq!(payees().iter().map(|row| (row.partner, row.paid.minor())).collect::<Vec<_>>(), [(firm.b, 46_600)]);
    assert_eq!((money().paid.minor(), money().owed_after.minor()), (46_600, 0));
    let paid = batch(&firm, id);
    let transfer = paid.transfers.iter().find(|one| one.partner == firm.b).unwrap();
    take(&firm, "K-1", &[told(-paid.total.minor(), "", "20260602-Z-0001", "")]);
    take(&firm, "K-2", &[told(46_600, &transfer.end_to_end_id, "Konto erloschen", "AC04")]);
    assert!(payees().is_empty(), "{:?}", payees());
    assert_eq!((money().paid.minor(), money().owed_after.minor()), (0, 46_600));
    assert_eq!(money().payouts.iter().map(|(_, amount)| amount.minor()).collect::<Vec<_>>(), [-46_600, 46_600]);
}

#[test]
fn a_line_of_the_same_sum_is_given_by_hand_and_taken_back_with_a_reason() {
    let (firm, id) = fetched();
    take(&firm, "K-1", &[told(-4_600, "", "Miete", ""), told(-4_599, "", "Strom", "")]);
    assert_eq!((batch(&firm, id).state, in_transit(&firm)), (BatchState::Exported, -4_600));
    let possible = firm.stage.read(&head(), |view| possible_lines(view, id)).unwrap();
    let places: Vec<_> = possible.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [(BankStatementId::new(1), 1)]);
    let give = |line: u32| firm.stage.write(&head(), move |tx| execute_batch(tx, id, (BankStatementId::new(1), line)));
    refused(give(2), &["payments_out.refusal.other_sum"]);
    refused(give(9), &["business.refusal.not_found"]);
    give(1).unwrap();
    assert_eq!((batch(&firm, id).state, in_transit(&firm)), (BatchState::Confirmed, 0));
    refused(give(1), &["payments_out.refusal.line_booked"]);
    sound(&firm);
    let take_back = |because: &'static str| {
        firm.stage.write(&head(), move |tx| reverse_execution(tx, id, (BankStatementId::new(1), 1), because))
    };
    refused(take_back(" "), &["payments_out.refusal.reason_missing@reason"]);
    take_back("Das war die Miete").unwrap();
    assert_eq!((batch(&firm, id).state, in_transit(&firm)), (BatchState::Exported, -4_600));
    refused(take_back("Das war die Miete"), &["business.refusal.not_found"]);
    sound(&firm);
}

#[test]
fn what_whoever_agrees_should_know_is_found() {
    let firm = May::new();
    let new = firm.stage.partner("D", None);
    let run = firm.posted();
    let first = firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-05"))).unwrap();
    fetch_file(&firm.stage.door, &manager(), first, [7; 32]).unwrap();
    let (b, c) = (firm.b, firm.c);
    let none = firm.stage.read(&head(), |view| findings(view, first)).unwrap();
    assert!(none.iter().all(|finding| finding.kind == FindingKind::SharedAccount), "{none:?}");
    // A month later: the same sum for one, ten times as much for another, an account of ours for the third.
    firm.stage.sale(firm.a, "2026-06-03", 5_000, 100);
    firm.stage.sale(c, "2026-06-04", 1_000_000, 100);
    firm.stage.sale(new, "2026-06-04", 50_000, 100);
    firm.stage
        .write(&Actor::operator(), move |tx| {
            let person = kontor::business::partners::partner(tx, b).unwrap().person;
            let mut changed = people::person(tx, person).unwrap();
            changed.iban = Iban::parse("DE89370400440532013000");
            people::change_person(tx, person, &changed)
        })
        .unwrap();
    firm.stage.sale(b, "2026-06-04", 20_000, 100);
    firm.stage.on("2026-07-02");
    let june = settled(&firm, Period::parse("2026-06").unwrap());
    let next = firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, june, day("2026-07-03"))).unwrap();
    let found = firm.stage.read(&head(), |view| findings(view, next)).unwrap();
    let kinds: Vec<_> = found.iter().map(|finding| finding.kind).collect();
    for expected in [FindingKind::OwnAccount, FindingKind::Unusual, FindingKind::First] {
        assert!(kinds.contains(&expected), "{expected:?} of {kinds:?}");
    }
    assert!(kinds.is_sorted(), "the most serious first");
    let stranger = staff(99, &[]);
    let hidden = firm.stage.read(&stranger, |view| findings(view, next));
    refused(hidden, &["business.refusal.not_allowed"]);
}
