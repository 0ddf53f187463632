//! Keeping a bank file: all of it in one transaction, command by command, so that no file is too long for the memory.

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::payments::BankLine;
use crate::business::payments::bank::events::{BankFileTaken, BankStatementTaken};
use crate::business::payments::bank::fingerprint::Fingerprint;
use crate::business::payments::bank::kept::{BankLinePlace, BankLinesPage};
use crate::business::payments::bank::records::{
    ACCOUNT_AND_FINGERPRINT_TO_LINE, BANK_STATEMENT_ID_TO_BANK_STATEMENT, HASH_TO_BANK_FILE,
    STATEMENT_AND_PAGE_TO_BANK_LINES, bank_file,
};
use crate::business::payments::bank::{BankFile, BankGap, BankStatement, LINES_PER_PAGE, StatementPlan};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::values::{BankStatementId, Money};

/// A file that is about to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBankFile {
    pub hash: [u8; 32],
    pub name: String,
    pub bytes: u64,
    /// How many statements of it are kept.
    pub statements: u32,
}

/// A gap is explained by somebody, in words that say something.
const REASON_SIGNS_MIN: usize = 3;
const REASON_SIGNS_MAX: usize = 300;

/// A statement whose lines are being kept.
#[derive(Clone, Debug)]
pub struct StatementTaking {
    told: Recorded,
    pub id: BankStatementId,
    statement: BankStatement,
    lines: u32,
    moved: i64,
}

/// Notes the file itself; the same bytes are not taken twice.
pub fn begin_bank_file(tx: &mut Tx, file: &NewBankFile) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMatch)?;
    if let Some(known) = bank_file(tx, &file.hash) {
        return Err(Complaint::new("bank_desk.refusal.file_known").with("on", known.taken_at.day_in(tx.zone())).into());
    }
    let hash = blake3::Hash::from_bytes(file.hash).to_hex().to_string();
    let told = tx.record(BankFileTaken { hash, bytes: file.bytes, statements: file.statements });
    let (taken_at, taken_by) = (tx.now(), tx.actor().account());
    let kept = BankFile { name: file.name.chars().take(200).collect(), bytes: file.bytes, taken_at, taken_by };
    tx.save(&told, &HASH_TO_BANK_FILE, &file.hash, &kept);
    Ok(())
}

/// Keeps a statement as it was judged; its lines follow. A gap needs a reason.
pub fn begin_statement(
    tx: &mut Tx,
    file: &NewBankFile,
    plan: &StatementPlan,
    gap_because: &str,
) -> Result<StatementTaking, Failure> {
    tx.require(Permission::PaymentsMatch)?;
    let because = gap_because.trim();
    if let Some((expected, found)) = plan.gap.filter(|_| because.chars().count() < REASON_SIGNS_MIN) {
        let complaint = Complaint::new("bank_desk.refusal.gap").at("gap_because").with("day", plan.from);
        return Err(complaint.with("expected", expected).with("found", found).into());
    }
    if because.chars().count() > REASON_SIGNS_MAX {
        return Err(Complaint::new("bank_desk.refusal.reason_too_long").at("gap_because").into());
    }
    let id = tx.next_id();
    let gap = plan.gap.map(|(expected, found)| BankGap { expected, found, because: because.to_owned() });
    let statement = BankStatement {
        account: plan.account,
        kind: plan.draft.kind,
        format: plan.format,
        file: file.hash,
        name: plan.draft.id.clone(),
        sequence: plan.draft.sequence,
        from: plan.from,
        to: plan.to,
        currency: plan.draft.currency,
        opening: plan.draft.opening,
        closing: plan.draft.closing,
        balance_after: plan.balance_after,
        lines: plan.kept,
        credits: plan.credits,
        debits: plan.debits,
        known: plan.known,
        unbooked: plan.unbooked,
        gap,
        taken_at: tx.now(),
        taken_by: tx.actor().account(),
    };
    let told = tx.record(BankStatementTaken {
        statement: id,
        account: plan.account,
        through: plan.to,
        lines: plan.kept,
        amount: statement.moved().decimal(),
        currency: plan.draft.currency.code().to_owned(),
        has_gap: statement.gap.is_some(),
    });
    tx.save(&told, &BANK_STATEMENT_ID_TO_BANK_STATEMENT, &id, &statement);
    Ok(StatementTaking { told, id, statement, lines: 0, moved: 0 })
}

/// Keeps the next page of lines; every page but the last is full.
pub fn keep_lines(
    tx: &mut Tx,
    taking: &StatementTaking,
    lines: &[(BankLine, Fingerprint)],
) -> Result<StatementTaking, Failure> {
    tx.require(Permission::PaymentsMatch)?;
    let per_page = u32::try_from(LINES_PER_PAGE).unwrap_or(u32::MAX);
    let page = taking.lines / per_page;
    assert!(
        taking.lines.is_multiple_of(per_page) && lines.len() <= LINES_PER_PAGE,
        "pages are filled one after the other"
    );
    let mut after = taking.clone();
    for (line, print) in lines {
        after.lines += 1;
        after.moved = after.moved.saturating_add(line.amount.minor());
        let place = BankLinePlace { statement: taking.id, line: after.lines };
        tx.save(&taking.told, &ACCOUNT_AND_FINGERPRINT_TO_LINE, &(taking.statement.account, *print), &place);
    }
    let kept = BankLinesPage { lines: lines.iter().map(|(line, _)| line.clone()).collect() };
    tx.save(&taking.told, &STATEMENT_AND_PAGE_TO_BANK_LINES, &(taking.id, page), &kept);
    Ok(after)
}

/// Makes sure that what was kept is what was judged: between the two somebody else may have taken a file in.
pub fn end_statement(tx: &mut Tx, taking: &StatementTaking) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMatch)?;
    let moved = Money::new(taking.moved, taking.statement.currency);
    if taking.lines == taking.statement.lines && moved == taking.statement.moved() {
        return Ok(());
    }
    Err(Refusal::of(RefusalKind::Conflict, Complaint::new("bank_desk.refusal.changed_meanwhile")).into())
}
