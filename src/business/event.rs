//! The union of the rooms' events: the language of the journal. A joint: it knows all rooms, none knows it
//! but through `Tx::record`.

use crate::business::tx::Happening;
use crate::business::{
    access, approvals, billing, cases, catalog, commissions, customers, firm, ledger, messages, orders, pages,
    partners, payments, people, shipping, stock,
};
use crate::store::Entry;

macro_rules! events {
    ($($name:ident from $room:ident;)*) => {
        /// Anything that can happen in the firm.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            $($name($room::$name),)*
        }

        impl Event {
            /// Every event as the journal names it: its room and its name.
            pub const NAMES: &'static [(&'static str, &'static str)] =
                &[$((<$room::$name as Happening>::ROOM, <$room::$name as Happening>::NAME)),*];
        }

        $(impl From<$room::$name> for Event {
            fn from(event: $room::$name) -> Event {
                Event::$name(event)
            }
        })*
    };
}

events! {
    FirmChanged from firm;
    FirmPartChanged from firm;
    MailServerTried from firm;
    BackupBegun from firm;
    BackupTaken from firm;
    BackupDeleted from firm;
    PersonCreated from people;
    PersonChanged from people;
    ConsentRecorded from people;
    PersonNoted from people;
    TaxParticularsNoted from people;
    VatIdChecked from people;
    TaxStatusTold from people;
    RoleCreated from access;
    RolePermissionsChanged from access;
    RoleRenamed from access;
    RoleRetired from access;
    RoleRestored from access;
    AccountCreated from access;
    AccountRegistered from access;
    AccountInvited from access;
    PasswordResetAsked from access;
    PasswordChosen from access;
    EmailChangeAsked from access;
    EmailChangeWithdrawn from access;
    EmailChanged from access;
    AccountLocked from access;
    AccountReset from access;
    AccountUnlocked from access;
    RoleGiven from access;
    RoleTaken from access;
    PartnerAttached from access;
    PartnerDetached from access;
    SessionOpened from access;
    SessionContinued from access;
    SessionsEnded from access;
    RoleSwitched from access;
    ProductSaved from catalog;
    CategorySaved from catalog;
    PictureSaved from catalog;
    PricesPlanned from catalog;
    PlannedPricesDropped from catalog;
    LegalTextPublished from pages;
    NewsSaved from pages;
    LetterSent from messages;
    LetterTroubled from messages;
    LetterResent from messages;
    LetterCancelled from messages;
    SentWithoutData from billing;
    IncomingReceived from billing;
    IncomingChecked from billing;
    IncomingRejected from billing;
    IncomingReopened from billing;
    ReminderSent from billing;
    ReminderChargesWaived from billing;
    RemindersStopped from billing;
    RemindersResumed from billing;
    CustomerOpened from customers;
    EinvoiceTermsSet from customers;
    PaymentTermsSet from customers;
    CreditLineSet from customers;
    CreditReleased from customers;
    CustomerChanged from customers;
    CustomerClosed from customers;
    PartnerRegistered from partners;
    InvitationRenewed from partners;
    InvitationWithdrawn from partners;
    PartnerActivated from partners;
    PartnerLeft from partners;
    SponsorChanged from partners;
    PositionInherited from partners;
    PartnerPlaced from partners;
    PlacementRulesSet from partners;
    TreeRequestAsked from partners;
    TreeRequestDated from partners;
    TreeRequestDecided from partners;
    TreeRequestWithdrawn from partners;
    TreeRequestCarriedOut from partners;
    PartnerImported from partners;
    PlaceSaved from stock;
    GoodsReceived from stock;
    StockCorrected from stock;
    StockTransferred from stock;
    StockWrittenOff from stock;
    OrderPlaced from orders;
    OrderCorrected from orders;
    OrderCredited from orders;
    OrderCancelled from orders;
    OrderImported from orders;
    WithdrawalReceived from orders;
    GoodsReturned from orders;
    TariffsChanged from orders;
    CaseOpened from cases;
    TaskDone from cases;
    TaskAssigned from cases;
    TaskSkipped from cases;
    TaskReopened from cases;
    TaskPostponed from cases;
    TaskAdded from cases;
    TaskNoted from cases;
    CaseCancelled from cases;
    OrderPicked from shipping;
    PickingUndone from shipping;
    ParcelPacked from shipping;
    ParcelTracked from shipping;
    ParcelHandedOver from shipping;
    InvoiceIssued from billing;
    CreditNoteIssued from billing;
    DocumentIssued from billing;
    InvoiceCancelled from billing;
    PaperKept from billing;
    PaymentRecorded from payments;
    PaymentReversed from payments;
    BatchMade from payments;
    BatchConfirmed from payments;
    BatchDecided from payments;
    BatchExecuted from payments;
    BatchExported from payments;
    BatchFetchedAgain from payments;
    BatchSubmitted from payments;
    ExecutionReversed from payments;
    TransferReturned from payments;
    BatchCancelled from payments;
    PayHeld from payments;
    PayHoldLifted from payments;
    ReserveFreed from payments;
    ReserveForfeited from payments;
    ShopCreditPaidOut from payments;
    HouseAccountSaved from payments;
    BankFileTaken from payments;
    BankStatementTaken from payments;
    BankLinePosted from payments;
    BankLinePutOff from payments;
    MatchSettingsChanged from payments;
    MandateSigned from payments;
    MandateChanged from payments;
    MandateConfirmed from payments;
    MandateResumed from payments;
    MandateRevoked from payments;
    CollectionPrepared from payments;
    CollectionDecided from payments;
    CollectionExported from payments;
    CollectionCancelled from payments;
    DebitLeftOut from payments;
    DebitReturned from payments;
    DebitRejected from payments;
    StatusReportTaken from payments;
    CollectSettingsChanged from payments;
    ApprovalAsked from approvals;
    AgreementGiven from approvals;
    ApprovalDecided from approvals;
    ApprovalWithdrawn from approvals;
    DeputyNamed from approvals;
    DeputyEnded from approvals;
    ApproversSet from approvals;
    PeriodClosed from ledger;
    ReopeningAsked from ledger;
    ReopeningOvertaken from ledger;
    PeriodReopened from ledger;
    ReopeningRefused from ledger;
    BooksCaughtUp from ledger;
    BooksSettingsChanged from ledger;
    PlanAdopted from commissions;
    RunOpened from commissions;
    RunCalculated from commissions;
    RunSubmitted from commissions;
    RunDecided from commissions;
    RunPosted from commissions;
    RunCancelled from commissions;
    ObjectionRaised from commissions;
    ObjectionAnswered from commissions;
    SelfBilledIssued from commissions;
    SelfBilledCancelled from commissions;
    SelfBilledObjected from commissions;
}

/// The key of the sentence by which a timeline tells an entry of the journal.
pub fn told_as(entry: &Entry) -> String {
    let event = &entry.event;
    match entry.room.as_str() {
        "access" => format!("access.event.{event}"),
        "billing" => format!("billing.event.{event}"),
        "approvals" => format!("approvals.event.{event}"),
        "cases" => format!("cases.event.{event}"),
        "commissions" => format!("commissions.event.{event}"),
        "catalog" => format!("catalog.event.{event}"),
        "customers" => format!("customers.event.{event}"),
        "firm" => format!("firm.event.{event}"),
        "ledger" => format!("ledger.event.{event}"),
        "messages" => format!("messages.event.{event}"),
        "orders" => format!("orders.event.{event}"),
        "partners" => format!("partners.event.{event}"),
        "pages" => format!("pages.event.{event}"),
        "payments" => format!("payments.event.{event}"),
        "people" => format!("people.event.{event}"),
        "shipping" => format!("shipping.event.{event}"),
        "stock" => format!("stock.event.{event}"),
        room => format!("{room}.event.{event}"),
    }
}
