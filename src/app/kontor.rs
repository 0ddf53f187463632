//! One running Kontor: the door, the folder, and what only lives in memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::app::backup_work::BackupWork;
use crate::app::bank_desk::BankDesk;
use crate::app::caught_up::catch_up;
use crate::app::clock::Clock;
use crate::app::door::Door;
use crate::app::folder::Folder;
use crate::app::founding::Founding;
use crate::app::import_desk::ImportDesk;
use crate::app::indexer::Indexer;
use crate::app::kept::Kept;
use crate::app::links::Links;
use crate::app::papers::statement_pdf;
use crate::app::passwords::PasswordWork;
use crate::app::presence::Presence;
use crate::app::run_work::RunWork;
use crate::app::sandbox_desk::SandboxDesk;
use crate::app::secrets::Secrets;
use crate::app::sent_forms::SentForms;
use crate::app::shelves::Shelves;
use crate::app::throttle::Throttle;
use crate::business;
use crate::business::catalog::Shelf;
use crate::business::commissions::{
    MonthEvidence, SharedSimulation, is_settled_since, month_evidence, statement, work_out,
};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::print::Document;
use crate::store::{Fault, OpenError, Options, Read, Store};
use crate::values::{Instant, PartnerId, Period, RunId};

/// How long a link that claims a new data folder is good.
const CLAIM_SECONDS: i64 = 30 * 60;

/// One for each period that is running, of each plan; few firms have more.
const SIMULATIONS_KEPT: usize = 4;
/// Months that one looks at, each with those before it.
const EVIDENCE_KEPT: usize = 24;
/// Whoever opens a statement opens it once more soon, or saves it.
const PAPERS_KEPT: usize = 16;

/// What all pages and workers share.
pub struct App {
    door: Arc<Door>,
    folder: Folder,
    claim: Mutex<Option<Claim>>,
    shelves: Shelves,
    indexer: Arc<Indexer>,
    links: OnceLock<Links>,
    throttle: Throttle,
    sent_forms: Arc<SentForms>,
    simulations: Kept<(String, Period), SharedSimulation>,
    evidence: Kept<Period, MonthEvidence>,
    statement_papers: Kept<(RunId, PartnerId), Document>,
    presence: Presence,
    passwords: PasswordWork,
    founding: Founding,
    import_desk: ImportDesk,
    bank_desk: BankDesk,
    backup_work: BackupWork,
    run_work: RunWork,
    sandbox_desk: SandboxDesk,
}

/// The one-time right to set up a new data folder; it is printed and opened on this machine only.
struct Claim {
    token: String,
    made_at: Instant,
}

impl App {
    /// Opens the door over a store, with the search index beside it, and notes that this program writes here.
    pub fn open(folder: Folder, store: Store, clock: Clock) -> Result<App, Fault> {
        let door = Arc::new(Door::open(store, clock)?);
        catch_up(&door)?;
        folder.note_program().map_err(|trouble| Fault::new(format!("{trouble:?}")))?;
        let index = folder.layout().index();
        let indexer = Indexer::open(Arc::clone(&door), &index).map_err(|fault| Fault::new(fault.to_string()))?;
        Ok(App {
            door,
            folder,
            claim: Mutex::new(None),
            shelves: Shelves::default(),
            indexer: Arc::new(indexer),
            links: OnceLock::new(),
            throttle: Throttle::default(),
            sent_forms: Arc::default(),
            simulations: Kept::at_most(SIMULATIONS_KEPT),
            evidence: Kept::at_most(EVIDENCE_KEPT),
            statement_papers: Kept::at_most(PAPERS_KEPT),
            presence: Presence::default(),
            passwords: PasswordWork::default(),
            founding: Founding::default(),
            import_desk: ImportDesk::default(),
            bank_desk: BankDesk::default(),
            backup_work: BackupWork::default(),
            run_work: RunWork::default(),
            sandbox_desk: SandboxDesk::default(),
        })
    }

    /// Waits for the last commands and closes the file, so that it needs no repair when it is opened again.
    pub fn close(self) -> Result<(), Fault> {
        self.door.close()?;
        drop(self.indexer);
        let held = || Fault::new("somebody still reads").about("closing the data");
        let door = Arc::into_inner(self.door).ok_or_else(held)?;
        door.into_store().ok_or_else(held)?.close()
    }

    /// The search index, and the worker that keeps it.
    pub fn indexer(&self) -> Arc<Indexer> {
        Arc::clone(&self.indexer)
    }

    pub fn door(&self) -> &Door {
        &self.door
    }

    pub fn shared_door(&self) -> Arc<Door> {
        Arc::clone(&self.door)
    }

    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// What the shop shows, kept in memory.
    pub fn shelf(&self, r: &dyn Read) -> Arc<Shelf> {
        self.shelves.of(r)
    }

    /// What a period would pay as it is known now, kept in memory. Takes its time when it is not there yet.
    pub fn simulation(&self, view: &View<'_>, plan: &str, period: Period) -> Result<Arc<SharedSimulation>, Failure> {
        let key = (plan.to_owned(), period);
        let still = |kept: &SharedSimulation, number| kept.still_holds(view, number);
        self.simulations.of_still(view, key, still, || work_out(view, plan, period))
    }

    /// Where the pay of a month stems from, kept in memory, for whoever may see it. Takes its time.
    pub fn month_evidence(&self, view: &View<'_>, month: Period) -> Result<Arc<MonthEvidence>, Failure> {
        view.require(Permission::CommissionsView)?;
        let still = |_: &MonthEvidence, number| is_settled_since(view, number);
        self.evidence.of_still(view, month, still, || month_evidence(view, month))
    }

    /// A partner's statement as a document, for whoever may see it. Takes its time.
    pub fn statement_paper(&self, view: &View<'_>, run: RunId, partner: PartnerId) -> Result<Arc<Document>, Failure> {
        // Asked each time: the document that is kept may have been made for somebody else.
        statement(view, run, partner)?;
        self.statement_papers.of(view, (run, partner), || statement_pdf(view, run, partner))
    }

    /// What keeps a second click from doing the same again.
    pub fn sent_forms(&self) -> &Arc<SentForms> {
        &self.sent_forms
    }

    /// Who tries to sign in too often.
    pub fn throttle(&self) -> &Throttle {
        &self.throttle
    }

    /// When each session was last seen.
    pub fn presence(&self) -> &Presence {
        &self.presence
    }

    /// Where passwords are judged.
    pub fn passwords(&self) -> &PasswordWork {
        &self.passwords
    }

    /// How far the filling of an empty data folder has come.
    pub fn founding(&self) -> &Founding {
        &self.founding
    }

    /// Bank files that were sent on pages.
    pub fn bank_desk(&self) -> &BankDesk {
        &self.bank_desk
    }

    /// Imports that were asked for on a page.
    pub fn import_desk(&self) -> &ImportDesk {
        &self.import_desk
    }

    /// How far the backup is that somebody asked for on a page.
    pub fn backup_work(&self) -> &BackupWork {
        &self.backup_work
    }

    /// How far the run is that somebody calculates or posts on a page.
    pub fn run_work(&self) -> &RunWork {
        &self.run_work
    }

    /// Comparisons of plans that were asked for on a page.
    pub fn sandbox_desk(&self) -> &SandboxDesk {
        &self.sandbox_desk
    }

    /// Makes a new claim token out of random bytes; the one before is worth nothing from now on.
    pub fn renew_claim(&self, secret: [u8; 16]) -> String {
        let token = blake3::Hash::from_bytes(*blake3::hash(&secret).as_bytes()).to_hex().to_string();
        *self.lock() = Some(Claim { token: token.clone(), made_at: self.door.now() });
        token
    }

    /// Where letters lead that are read here before they leave.
    pub fn links(&self) -> Links {
        self.links.get().cloned().unwrap_or_else(|| Links::new(""))
    }

    /// The key to the secrets in the store.
    pub fn secrets(&self) -> Secrets {
        Secrets::of(self.folder.layout())
    }

    /// Notes the address under which these pages are served; it stays the same until Kontor ends.
    pub fn serve_at(&self, address: &str) {
        // A second server on the same folder is not to be: the first address stays.
        let _ = self.links.set(Links::new(address));
    }

    /// Is this the token that was given out, and still in time?
    pub fn claim_holds(&self, token: &str) -> bool {
        let now = self.door.now();
        self.lock().as_ref().is_some_and(|claim| {
            let same = blake3::hash(claim.token.as_bytes()) == blake3::hash(token.as_bytes());
            same && now.seconds_since(claim.made_at) < CLAIM_SECONDS
        })
    }

    /// Uses the claim up.
    pub fn end_claim(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Claim>> {
        self.claim.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens the store of a folder. A file so damaged that the library gives up counts as a fault, not as a bug of ours.
pub fn open_store(folder: &Folder, options: &Options) -> Result<Store, OpenError> {
    let path = folder.layout().store();
    catch_unwind(AssertUnwindSafe(|| Store::open(&path, &business::tables(), options)))
        .unwrap_or_else(|_| Err(Fault::new("the file contradicts itself").about("opening the store").into()))
}
