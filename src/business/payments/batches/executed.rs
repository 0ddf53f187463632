//! What the bank says of a batch: that it was carried out, whole or transfer by transfer, and what came back.
//!
//! By itself only what a line names exactly is booked: the message identification of the file with its whole sum, or
//! the end-to-end identification of a transfer with its amount. Everything else somebody chooses on the sheet.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::ledger::rules::{Booked, batch_executed, execution_reversed, return_reversed, transfer_returned};
use crate::business::ledger::{self, NewPosting, Personal};
use crate::business::payments::bank::{LINES_PER_PAGE, bank_lines_of_page, bank_statement, each_statement};
use crate::business::payments::batches::events::{BatchConfirmed, BatchExecuted, ExecutionReversed, TransferReturned};
use crate::business::payments::batches::named::{Named, named_batch};
use crate::business::payments::holds::hold_what_came_back;
use crate::business::payments::matched::is_line_posted;
use crate::business::payments::records::{BATCH_ID_TO_BATCH, batch, batches};
use crate::business::payments::{BankLine, Batch, BatchState, LineState, Transfer, batch_number};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::business::view::View;
use crate::store::{Map, Read, Span, Stored, Subject, Table};
use crate::values::{AccountId, BankStatementId, BatchId, Day, Instant, Money, PostingId};

pub(super) const BATCH_AND_LINE_TO_EXECUTION: Map<(BatchId, BankStatementId, u32), Execution> =
    Map::new(284, "BATCH_AND_LINE_TO_EXECUTION");
pub(super) const BANK_LINE_TO_BATCH_ID: Map<(BankStatementId, u32), BatchId> = Map::new(283, "BANK_LINE_TO_BATCH_ID");

pub const BATCH_BANK_TABLES: [Table; 2] = [BATCH_AND_LINE_TO_EXECUTION.table(), BANK_LINE_TO_BATCH_ID.table()];

/// Transfers come back within a few days (SCT rulebook: three bank days); banks tell some later.
const DAYS_OF_RETURNS: i32 = 60;
const DAYS_OF_EXECUTION: i32 = 366;

/// The number of a line in its statement, from 1.
type LinePlace = (BankStatementId, u32);

/// What one line of the bank did with a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execution {
    pub part: ExecutionPart,
    /// Positive, whichever way it went.
    pub amount: Money,
    pub posting: PostingId,
    pub at: Instant,
    pub by: Option<AccountId>,
    /// Found by what the line names, and not by a person.
    pub by_itself: bool,
    /// It was not that batch.
    pub reversed: Option<ReversedExecution>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReversedExecution {
    pub at: Instant,
    pub by: Option<AccountId>,
    pub because: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExecutionPart {
    /// The whole file in one sum.
    Whole,
    /// One transfer, by its place in the batch.
    One(u32),
    /// One transfer that came back, and why, as ISO 20022 writes it; empty where the bank gave no reason.
    Returned(u32, String),
}

/// What lines did with a batch, and was not taken back.
pub fn executions(r: &dyn Read, id: BatchId) -> Vec<(LinePlace, Execution)> {
    let all = r.scan(&BATCH_AND_LINE_TO_EXECUTION, Span::prefix(&(id,)));
    let live = all.into_iter().filter(|(_, execution)| execution.reversed.is_none());
    live.map(|((_, statement, line), execution)| ((statement, line), execution)).collect()
}

/// The money of a transfer that a bank sent back, with the day on which it was on our account again.
pub fn came_back(r: &dyn Read, id: BatchId, place: usize) -> Option<(Day, Money)> {
    let is_it =
        |part: &ExecutionPart| matches!(part, ExecutionPart::Returned(of, _) if usize::try_from(*of) == Ok(place));
    let (_, execution) = executions(r, id).into_iter().find(|(_, execution)| is_it(&execution.part))?;
    Some((ledger::posting(r, execution.posting)?.day, execution.amount))
}

/// The batch that a line was booked for.
pub fn line_of_batch(r: &dyn Read, (statement, line): LinePlace) -> Option<BatchId> {
    r.get(&BANK_LINE_TO_BATCH_ID, &(statement, line))
}

/// Books what lines name exactly; how many were. What does not fit is left for a person.
pub fn book_batch_lines(tx: &mut Tx, places: &[LinePlace]) -> Result<usize, Failure> {
    tx.require(Permission::PaymentsMatch)?;
    let mut booked = 0;
    for place in places {
        let Some(line) = booked_line(tx, *place) else { continue };
        let Some(Named { id, part }) = named_batch(tx, &line) else { continue };
        let Some(before) = batch(tx, id) else { continue };
        if refusal(tx, id, &before, *place, &part).is_none() {
            book(tx, id, before, (*place, &line), part, true)?;
            booked += 1;
        }
    }
    Ok(booked)
}

/// Somebody says that this line is the batch as one sum.
pub fn execute_batch(tx: &mut Tx, id: BatchId, place: LinePlace) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMatch)?;
    let before = batch(tx, id).ok_or_else(Failure::not_found)?;
    let line = booked_line(tx, place).ok_or_else(Failure::not_found)?;
    if let Some(complaint) = refusal(tx, id, &before, place, &ExecutionPart::Whole) {
        return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
    }
    if line.amount != -before.total {
        let complaint = Complaint::new("payments_out.refusal.other_sum").with("batch", batch_number(id));
        return Err(complaint.with("amount", line.amount).with("total", before.total).into());
    }
    book(tx, id, before, (place, &line), ExecutionPart::Whole, false)
}

/// The line was another's; the money is on its way again, or did not come back.
pub fn reverse_execution(tx: &mut Tx, id: BatchId, place: LinePlace, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMatch)?;
    let before = batch(tx, id).ok_or_else(Failure::not_found)?;
    let key = (id, place.0, place.1);
    let found = executions(tx, id).into_iter().find(|(known, _)| *known == place);
    let (_, execution) = found.ok_or_else(Failure::not_found)?;
    if reason.trim().is_empty() {
        return Err(Complaint::new("payments_out.refusal.reason_missing").at("reason").into());
    }
    let (statement, line) = place;
    let amount = execution.amount.decimal();
    let told = tx.record(ExecutionReversed { batch: id, statement, line, amount });
    let booked = match &execution.part {
        ExecutionPart::Whole | ExecutionPart::One(_) => execution_reversed(execution.amount),
        ExecutionPart::Returned(index, _) => {
            let transfer = transfer(&before, *index).ok_or_else(Failure::not_found)?;
            return_reversed(transfer.partner, execution.amount)
        }
    };
    post(tx, &told, id, booked, tx.today(), Some(execution.posting))?;
    let (at, by, because) = (tx.now(), tx.actor().account(), reason.trim().to_owned());
    let reversed = Some(ReversedExecution { at, by, because });
    tx.save(&told, &BATCH_AND_LINE_TO_EXECUTION, &key, &Execution { reversed, ..execution });
    tx.remove(&told, &BANK_LINE_TO_BATCH_ID, &place);
    if before.state == BatchState::Confirmed && !is_all_booked(tx, id, &before) {
        tx.save(&told, &BATCH_ID_TO_BATCH, &id, &Batch { state: BatchState::Exported, ..before });
    }
    Ok(())
}

/// Lines that could be the batch as one sum: money that went, of its very amount, not before it was made.
pub fn possible_lines(view: &View<'_>, id: BatchId) -> Result<Vec<(LinePlace, BankLine)>, Failure> {
    view.require(Permission::PaymentsMatch)?;
    let batch = batch(view, id).ok_or_else(Failure::not_found)?;
    if batch.state != BatchState::Exported || !executions(view, id).is_empty() {
        return Ok(Vec::new());
    }
    let made_on = batch.created_at.day_in(view.zone());
    let mut found = Vec::new();
    each_booked_line(view, made_on, |place, line| {
        let fits = line.amount == -batch.total && line.booked_on >= made_on;
        if fits && line_of_batch(view, place).is_none() {
            found.push((place, line));
        }
    });
    Ok(found)
}

/// Lines that name a batch and were not booked for one: of statements since the oldest batch that is on its way.
pub fn lines_naming_batches(view: &View<'_>) -> Result<Vec<LinePlace>, Failure> {
    view.require(Permission::PaymentsMatch)?;
    let left = batches(view).into_iter().filter(|(_, batch)| batch.state.has_left());
    let (today, zone) = (view.today(), view.zone());
    // One that no statement has confirmed for a year is for a person: those from before there were statements are such.
    let days = |state| if state == BatchState::Exported { DAYS_OF_EXECUTION } else { DAYS_OF_RETURNS };
    let oldest = left.filter(|(_, batch)| today.days_since(batch.execute_on) <= days(batch.state));
    let Some(since) = oldest.map(|(_, batch)| batch.created_at.day_in(zone)).min() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    each_booked_line(view, since, |place, line| {
        if line_of_batch(view, place).is_none() && named_batch(view, &line).is_some() {
            found.push(place);
        }
    });
    Ok(found)
}

/// Booked lines of the statements that end on a day or later.
fn each_booked_line(r: &dyn Read, since: Day, mut visit: impl FnMut(LinePlace, BankLine)) {
    let mut statements = Vec::new();
    each_statement(r, |id, statement| {
        if statement.kind.counts() && statement.to >= since {
            statements.push((id, statement.lines));
        }
    });
    for (statement, lines) in statements {
        let pages = usize::try_from(lines).unwrap_or(usize::MAX).div_ceil(LINES_PER_PAGE);
        for page in (0_u32..).take(pages) {
            let of_page = bank_lines_of_page(r, statement, page).into_iter();
            for (number, line) in of_page.filter(|(_, line)| line.state == LineState::Booked) {
                visit((statement, number), line);
            }
        }
    }
}

/// A booked line on a statement that counts.
fn booked_line(r: &dyn Read, (statement, number): LinePlace) -> Option<BankLine> {
    bank_statement(r, statement).filter(|statement| statement.kind.counts())?;
    let page = number.checked_sub(1)? / u32::try_from(LINES_PER_PAGE).ok()?;
    let line = bank_lines_of_page(r, statement, page).into_iter().find(|(known, _)| *known == number)?.1;
    Some(line).filter(|line| line.state == LineState::Booked)
}

fn refusal(r: &dyn Read, id: BatchId, batch: &Batch, place: LinePlace, part: &ExecutionPart) -> Option<Complaint> {
    let about = |key| Some(Complaint::new(key).with("batch", batch_number(id)));
    if line_of_batch(r, place).is_some() || is_line_posted(r, place) {
        return about("payments_out.refusal.line_booked");
    }
    if !batch.state.has_left() {
        return about("payments_out.refusal.not_fetched");
    }
    let booked = executions(r, id);
    let is_there = |wanted: fn(&ExecutionPart, u32) -> bool, index: u32| {
        booked.iter().any(|(_, execution)| wanted(&execution.part, index))
    };
    let is_double = match part {
        ExecutionPart::Whole => is_there(|part, _| !matches!(part, ExecutionPart::Returned(..)), 0),
        ExecutionPart::One(index) => {
            is_there(|part, index| *part == ExecutionPart::Whole || *part == ExecutionPart::One(index), *index)
        }
        ExecutionPart::Returned(index, _) => {
            is_there(|part, index| matches!(part, ExecutionPart::Returned(known, _) if *known == index), *index)
        }
    };
    if is_double { about("payments_out.refusal.booked_already") } else { None }
}

fn book(
    tx: &mut Tx,
    id: BatchId,
    before: Batch,
    (place, line): (LinePlace, &BankLine),
    part: ExecutionPart,
    by_itself: bool,
) -> Result<(), Failure> {
    let (statement, number) = place;
    let amount = if line.amount.is_negative() { -line.amount } else { line.amount };
    let (told, posting) = match &part {
        ExecutionPart::Whole | ExecutionPart::One(_) => {
            let decimal = amount.decimal();
            let told = tx.record(BatchExecuted { batch: id, statement, line: number, amount: decimal, by_itself });
            let posting = post(tx, &told, id, batch_executed(amount), line.booked_on, None)?;
            (told, posting)
        }
        ExecutionPart::Returned(index, reason) => {
            let transfer = transfer(&before, *index).ok_or_else(Failure::not_found)?;
            let (partner, decimal, reason) = (transfer.partner, amount.decimal(), reason.clone());
            let returned = TransferReturned {
                batch: id,
                partner,
                statement,
                line: number,
                amount: decimal,
                reason: reason.clone(),
            };
            let told = tx.record(returned);
            let posting = post(tx, &told, id, transfer_returned(partner, amount), line.booked_on, None)?;
            hold_what_came_back(tx, transfer, format!("{} {reason}", batch_number(id)).trim().to_owned());
            (told, posting)
        }
    };
    let (at, by) = (tx.now(), tx.actor().account());
    let execution = Execution { part, amount, posting, at, by, by_itself, reversed: None };
    tx.save(&told, &BATCH_AND_LINE_TO_EXECUTION, &(id, statement, number), &execution);
    tx.save(&told, &BANK_LINE_TO_BATCH_ID, &place, &id);
    if before.state == BatchState::Exported && is_all_booked(tx, id, &before) {
        let told = tx.record(BatchConfirmed { batch: id, total: before.total.decimal() });
        tx.save(&told, &BATCH_ID_TO_BATCH, &id, &Batch { state: BatchState::Confirmed, ..before });
    }
    Ok(())
}

pub(super) fn is_all_booked(r: &dyn Read, id: BatchId, batch: &Batch) -> bool {
    let left = executions(r, id).into_iter().filter(|(_, one)| !matches!(one.part, ExecutionPart::Returned(..)));
    left.map(|(_, one)| one.amount.minor()).sum::<i64>() == batch.total.minor()
}

fn transfer(batch: &Batch, index: u32) -> Option<&Transfer> {
    batch.transfers.get(usize::try_from(index).ok()?)
}

fn post(
    tx: &mut Tx,
    told: &Recorded,
    id: BatchId,
    booked: Booked,
    day: Day,
    reverses: Option<PostingId>,
) -> Result<PostingId, Failure> {
    let (day, personal) = (ledger::open_day(tx, day), Personal::default());
    ledger::book(tx, told, NewPosting { day, booked, subject: Subject::of(id), reverses, personal })
}

impl Stored for Execution {
    const VERSION: u8 = 1;
}
