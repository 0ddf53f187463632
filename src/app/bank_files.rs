//! Taking a file of a bank in: judged first, then kept in one transaction or not at all. The file is read from its
//! beginning three times (its hash, the judging, the keeping), so that nothing of it has to lie in memory.

use std::fs::File;
use std::io::{BufReader, Cursor, Read as _};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::door::{Batch, Door};
use crate::app::imports::Keep;
use crate::app::line_matching::{post_what_is_safe, take_what_came_back};
use crate::business::actor::Actor;
use crate::business::failure::{Complaint, Failure};
use crate::business::payments::bank::{
    self, BankFile, BankFormat, BankJudging, LINES_PER_PAGE, NewBankFile, StatementPlan, StatementTaking, Verdict,
};
use crate::business::payments::{BankLine, StatementDraft};
use crate::business::permission::Permission;
use crate::exchange::bank::{BankCsvMap, BankFault, BankPiece, BankTrouble, read_bank_file};
use crate::store::Fault;
use crate::values::{Iban, Instant, Money};

/// Where the bytes are.
#[derive(Clone, Debug)]
pub enum BankSource {
    Path(PathBuf),
    Sent(Arc<Vec<u8>>),
}

/// A file and what somebody said about it.
#[derive(Clone, Debug)]
pub struct SentBankFile {
    pub name: String,
    pub source: BankSource,
    /// Where the file does not name its account, or to make sure.
    pub account: Option<Iban>,
    /// For a table that no preset knows.
    pub map: Option<BankCsvMap>,
    /// Why a gap between statements is as it should be.
    pub gap_because: String,
    /// The gaps that the reason is meant for; `None` where nobody has looked.
    pub gaps_seen: Option<Vec<(Money, Money)>>,
}

/// What a file does, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankTaken {
    pub statements: Vec<StatementPlan>,
    /// How many lines were posted as soon as they were there, older ones among them.
    pub posted: u64,
    /// When the same bytes were taken in before; then nothing else was looked at.
    pub known_since: Option<Instant>,
}

/// Why nothing was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankFileTrouble {
    /// The file itself is wrong, at a place.
    File(BankTrouble),
    Failure(Failure),
    /// Nobody waits for it any more.
    Interrupted,
}

/// Is told how many lines were read and how many there are, 0 as long as nobody knows; answers whether to go on.
pub type WatchLines<'w> = &'w mut dyn FnMut(u64, u64) -> bool;

/// So many lines go by between two looks at whether to go on.
const BETWEEN_LOOKS: u64 = 500;

impl BankTaken {
    pub fn kept(&self) -> u64 {
        self.statements.iter().map(|plan| u64::from(plan.kept)).sum()
    }

    /// How many statements are kept. One without lines still tells what is on the account.
    pub fn kept_statements(&self) -> usize {
        self.statements.iter().filter(|plan| is_kept(plan)).count()
    }

    /// What each gap lies between.
    pub fn gaps(&self) -> Vec<(Money, Money)> {
        self.statements.iter().filter_map(|plan| plan.gap).collect()
    }

    pub fn first_gap(&self) -> Option<&StatementPlan> {
        self.statements.iter().find(|plan| plan.gap.is_some())
    }
}

/// Takes a file in, or only says what it would do.
pub fn take_bank_file(
    door: &Door,
    actor: &Actor,
    file: &SentBankFile,
    keep: Keep,
    watch: WatchLines<'_>,
) -> Result<BankTaken, BankFileTrouble> {
    door.read(actor, |view| view.require(Permission::PaymentsMatch))?;
    if door.read(actor, |view| Ok(bank::lacks_house_account(view)))? {
        door.write_and_wait(actor, bank::ensure_house_account)?;
    }
    let (hash, bytes) = hash_of(&file.source)?;
    if let Some(known) = door.read(actor, |view| Ok(bank::bank_file(view, &hash)))? {
        return Ok(known_already(&known));
    }
    let map = file.map.clone().or(map_of_account(door, actor, file.account.as_ref())?);
    let work = Work { door, actor, file, map };
    let statements = work.judge(watch)?;
    let mut taken = BankTaken { statements, posted: 0, known_since: None };
    if keep == Keep::Nothing || taken.kept_statements() == 0 {
        return Ok(taken);
    }
    // Somebody else may have taken a file in since, and the reason would stand for another gap.
    if file.gaps_seen.as_ref().is_some_and(|seen| *seen != taken.gaps()) {
        return Err(changed());
    }
    let statements = u32::try_from(taken.kept_statements()).unwrap_or(u32::MAX);
    let new = NewBankFile { hash, name: file.name.clone(), bytes, statements };
    work.keep(&new, &taken, watch)?;
    // The statement is kept, whatever becomes of its lines: those that were not posted wait on their page.
    if let Err(failure) = post_what_is_safe(door, actor, &mut taken.posted, watch) {
        tracing::warn!(?failure, "safe bank lines were not posted");
    }
    if let Err(failure) = take_what_came_back(door, actor, &mut taken.posted) {
        tracing::warn!(?failure, "returned debits were not booked");
    }
    Ok(taken)
}

fn known_already(known: &BankFile) -> BankTaken {
    BankTaken { statements: Vec::new(), posted: 0, known_since: Some(known.taken_at) }
}

const fn is_kept(plan: &StatementPlan) -> bool {
    matches!(plan.verdict, Verdict::Take | Verdict::TakeAll)
}

/// How the tables of the account name their columns: of the one that is meant, or of the only one.
fn map_of_account(door: &Door, actor: &Actor, iban: Option<&Iban>) -> Result<Option<BankCsvMap>, Failure> {
    let accounts = door.read(actor, |view| Ok(bank::house_accounts(view)))?;
    let own = match (iban, accounts.as_slice()) {
        (Some(iban), all) => all.iter().find(|(_, account)| account.iban == *iban),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let Some((_, account)) = own.filter(|(_, account)| !account.column_map.trim().is_empty()) else { return Ok(None) };
    let wrong = |why: String| Failure::from(Complaint::new("bank_desk.refusal.map_wrong").with("why", why));
    BankCsvMap::read(&account.column_map).map(Some).map_err(|error| wrong(error.0))
}

struct Work<'w> {
    door: &'w Door,
    actor: &'w Actor,
    file: &'w SentBankFile,
    map: Option<BankCsvMap>,
}

impl Work<'_> {
    /// Reads the file once and says what is to be done with each statement.
    fn judge(&self, watch: WatchLines<'_>) -> Result<Vec<StatementPlan>, BankFileTrouble> {
        self.door.read(self.actor, |view| {
            let mut judging: Option<BankJudging> = None;
            let mut plans = Vec::new();
            let mut done = 0_u64;
            Ok(self
                .each_piece(|format, piece| {
                    let judging = judging.get_or_insert_with(|| BankJudging::of(format, self.file.account.clone()));
                    match piece {
                        BankPiece::Begins(draft) => drop(judging.begin(view, &draft)?),
                        BankPiece::Line(line) => {
                            judging.line(view, &line, false);
                            done += 1;
                            if done.is_multiple_of(BETWEEN_LOOKS) && !watch(done, 0) {
                                return Err(BankFileTrouble::Interrupted);
                            }
                        }
                        BankPiece::Ends(draft) => plans.extend(judging.end(*draft)?),
                    }
                    Ok(())
                })
                .map(|()| plans))
        })?
    }

    /// Reads it again and keeps what was judged to be new.
    fn keep(&self, new: &NewBankFile, taken: &BankTaken, watch: WatchLines<'_>) -> Result<(), BankFileTrouble> {
        let mut trouble = None;
        let done = self.door.write_all(|batch| {
            batch.command(self.actor, |tx| bank::begin_bank_file(tx, new))?;
            let mut keeping = Keeping::of(self, new, taken);
            let read = self.each_piece(|format, piece| keeping.piece(batch, format, piece, watch));
            read.map_err(|found| {
                let failure = match &found {
                    BankFileTrouble::Failure(failure) => failure.clone(),
                    // What was written is thrown away; the trouble itself is told below.
                    _ => Fault::new("the bank file was not kept").into(),
                };
                trouble = Some(found);
                failure
            })
        });
        match (done, trouble) {
            (_, Some(trouble)) => Err(trouble),
            (done, None) => Ok(done?),
        }
    }

    fn each_piece(
        &self,
        mut take: impl FnMut(BankFormat, BankPiece) -> Result<(), BankFileTrouble>,
    ) -> Result<(), BankFileTrouble> {
        let mut input = self.file.source.open()?;
        let mut trouble = None;
        let format = sniffed(&self.file.source)?;
        let read = read_bank_file(&mut *input, self.map.as_ref(), &mut |piece| match take(format, piece) {
            Ok(()) => ControlFlow::Continue(()),
            Err(found) => {
                trouble = Some(found);
                ControlFlow::Break(())
            }
        });
        match (trouble, read) {
            (Some(trouble), _) => Err(trouble),
            (None, read) => read.map(drop).map_err(BankFileTrouble::File),
        }
    }
}

/// The second reading: lines are gathered to pages, and each page is a command of its own.
struct Keeping<'k> {
    work: &'k Work<'k>,
    new: &'k NewBankFile,
    plans: std::slice::Iter<'k, StatementPlan>,
    judging: Option<BankJudging>,
    /// What was decided about the statement that is open, and where it is kept if it is.
    plan: Option<&'k StatementPlan>,
    open: Option<StatementTaking>,
    read: Vec<BankLine>,
    fresh: Vec<(BankLine, [u8; 16])>,
    done: u64,
    total: u64,
}

impl<'k> Keeping<'k> {
    fn of(work: &'k Work<'k>, new: &'k NewBankFile, taken: &'k BankTaken) -> Keeping<'k> {
        Keeping {
            work,
            new,
            plans: taken.statements.iter(),
            judging: None,
            plan: None,
            open: None,
            read: Vec::new(),
            fresh: Vec::new(),
            done: 0,
            total: taken.statements.iter().map(|plan| u64::from(plan.lines) + u64::from(plan.unbooked)).sum(),
        }
    }

    fn piece(
        &mut self,
        batch: &mut Batch<'_, '_>,
        format: BankFormat,
        piece: BankPiece,
        watch: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<(), BankFileTrouble> {
        match piece {
            BankPiece::Begins(draft) => self.begin(batch, format, &draft),
            BankPiece::Line(line) => {
                self.done += 1;
                if self.done.is_multiple_of(BETWEEN_LOOKS) && !watch(self.done, self.total) {
                    return Err(BankFileTrouble::Interrupted);
                }
                self.read.push(*line);
                if self.read.len() >= LINES_PER_PAGE { self.look_through(batch) } else { Ok(()) }
            }
            BankPiece::Ends(draft) => self.end(batch, *draft),
        }
    }

    fn begin(
        &mut self,
        batch: &mut Batch<'_, '_>,
        format: BankFormat,
        draft: &StatementDraft,
    ) -> Result<(), BankFileTrouble> {
        let account = self.work.file.account.clone();
        let judging = self.judging.get_or_insert_with(|| BankJudging::of(format, account));
        batch.ask(|r| judging.begin(r, draft))??;
        Ok(())
    }

    /// The plan of the open statement; asked for at its first line, for one without days and lines has none.
    fn plan(&mut self, batch: &mut Batch<'_, '_>) -> Result<&'k StatementPlan, BankFileTrouble> {
        if let Some(plan) = self.plan {
            return Ok(plan);
        }
        let plan = self.plans.next().ok_or_else(changed)?;
        self.plan = Some(plan);
        if is_kept(plan) {
            let (new, because) = (self.new, self.work.file.gap_because.as_str());
            self.open = Some(batch.command(self.work.actor, |tx| bank::begin_statement(tx, new, plan, because))?);
        }
        Ok(plan)
    }

    /// Finds out which of the lines that were read are to be kept.
    fn look_through(&mut self, batch: &mut Batch<'_, '_>) -> Result<(), BankFileTrouble> {
        let plan = self.plan(batch)?;
        let Some(judging) = self.judging.as_mut() else { return Ok(()) };
        let (read, fresh) = (std::mem::take(&mut self.read), &mut self.fresh);
        batch.ask(|r| {
            for line in read {
                let print = judging.line(r, &line, plan.verdict == Verdict::TakeAll);
                if let Some(print) = print.filter(|_| is_kept(plan)) {
                    fresh.push((line, print));
                }
            }
        })?;
        while self.fresh.len() >= LINES_PER_PAGE {
            let rest = self.fresh.split_off(LINES_PER_PAGE);
            let page = std::mem::replace(&mut self.fresh, rest);
            self.write(batch, &page)?;
        }
        Ok(())
    }

    fn write(&mut self, batch: &mut Batch<'_, '_>, page: &[(BankLine, [u8; 16])]) -> Result<(), BankFileTrouble> {
        if let Some(taking) = &mut self.open {
            *taking = batch.command(self.work.actor, |tx| bank::keep_lines(tx, taking, page))?;
        }
        Ok(())
    }

    fn end(&mut self, batch: &mut Batch<'_, '_>, draft: StatementDraft) -> Result<(), BankFileTrouble> {
        let has_days = draft.from.is_some() || draft.to.is_some();
        if has_days || self.plan.is_some() || !self.read.is_empty() {
            self.look_through(batch)?;
            let page = std::mem::take(&mut self.fresh);
            if !page.is_empty() {
                self.write(batch, &page)?;
            }
        }
        if let Some(judging) = self.judging.as_mut() {
            drop(judging.end(draft)?);
        }
        self.plan = None;
        if let Some(taking) = self.open.take() {
            batch.command(self.work.actor, |tx| bank::end_statement(tx, &taking))?;
        }
        Ok(())
    }
}

fn changed() -> BankFileTrouble {
    BankFileTrouble::Failure(Complaint::new("bank_desk.refusal.changed_meanwhile").into())
}

impl BankSource {
    fn open(&self) -> Result<Box<dyn std::io::Read + '_>, BankFileTrouble> {
        match self {
            BankSource::Path(path) => {
                let file = File::open(path).map_err(|_| unreadable())?;
                Ok(Box::new(BufReader::new(file)))
            }
            BankSource::Sent(bytes) => Ok(Box::new(Cursor::new(bytes.as_slice()))),
        }
    }
}

fn unreadable() -> BankFileTrouble {
    BankFileTrouble::File(BankTrouble { line: 0, entry: 0, fault: BankFault::Unreadable })
}

/// So much of a file says what it is.
const HEAD_BYTES: u64 = 8 * 1024;

fn sniffed(source: &BankSource) -> Result<BankFormat, BankFileTrouble> {
    let mut head = Vec::new();
    source.open()?.take(HEAD_BYTES).read_to_end(&mut head).map_err(|_| unreadable())?;
    match crate::exchange::bank::sniff(&head) {
        Ok(crate::exchange::bank::BankFile::Camt) => Ok(BankFormat::Camt),
        Ok(crate::exchange::bank::BankFile::Mt940) => Ok(BankFormat::Mt940),
        Ok(crate::exchange::bank::BankFile::Table) => Ok(BankFormat::Table),
        Err(fault) => Err(BankFileTrouble::File(BankTrouble { line: 0, entry: 0, fault })),
    }
}

fn hash_of(source: &BankSource) -> Result<([u8; 32], u64), BankFileTrouble> {
    let mut hasher = blake3::Hasher::new();
    let mut input = source.open()?;
    let mut bytes = 0_u64;
    let mut piece = vec![0; 64 * 1024];
    loop {
        let count = input.read(&mut piece).map_err(|_| unreadable())?;
        if count == 0 {
            return Ok((*hasher.finalize().as_bytes(), bytes));
        }
        hasher.update(piece.get(..count).unwrap_or_default());
        bytes = bytes.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
    }
}

impl From<Failure> for BankFileTrouble {
    fn from(failure: Failure) -> Self {
        BankFileTrouble::Failure(failure)
    }
}
