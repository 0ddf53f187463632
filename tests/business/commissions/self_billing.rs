//! Self-billing credit notes: the right VAT for each partner, in the document, in the books and in what is paid.

use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::checks::CHECKS;
use kontor::business::commissions::{
    self, NewAnswer, NoDocument, SelfBilled, SelfBilledState, answer_objection, issue_self_billed,
    object_to_self_billed, see_self_billed, self_billed_of_statement, tax_of_statement, unbilled_of_run,
};
use kontor::business::failure::Failure;
use kontor::business::ledger::{LedgerAccount, LedgerKey, balance};
use kontor::business::orders::{self, ImportOrder};
use kontor::business::partners;
use kontor::business::payments;
use kontor::business::people::{self, NewTaxStatus, VatStatus, note_tax_status};
use kontor::business::permission::Permission;
use kontor::store::{Map, outbox_newest};
use kontor::values::{Country, Money, ObjectionId, PartnerId, RunId, SelfBilledId, VatId};

use crate::business::commissions::{May, clerk, manager};
use crate::business::stage::{address, day, imported_order, keys, partner_actor, refused, staff};

const SELF_BILLED_ID_TO_SELF_BILLED: Map<SelfBilledId, SelfBilled> = Map::new(170, "SELF_BILLED_ID_TO_SELF_BILLED");

/// What is owed to the partner, the VAT that is deducted, and the VAT that the firm owes itself.
type Books = [i64; 3];
/// Net, VAT and state of a document.
type Written = (i64, i64, SelfBilledState);
/// Before and after, what was sold, the books while nobody has decided and afterwards, and every document.
type Corrected<'c> = (VatStatus, VatStatus, i64, Books, Books, &'c [Written]);

/// Sold in May for 617.25, of which a fifth is earned: 123.45.
const SOLD: i64 = 61_725;
/// Taken back in May: 58.45 are owed.
const TAKEN_BACK: i64 = -29_225;

fn office() -> Actor {
    staff(40, &[Permission::CasesView, Permission::CasesWork, Permission::CommissionsView])
}

/// Somebody beside all the others, who sells or takes back in May.
fn with_seller(base: i64) -> (May, PartnerId) {
    let firm = May::new();
    let seller = firm.stage.partner("D", None);
    firm.stage.sale(seller, "2026-05-04", base, 100);
    (firm, seller)
}

fn told_by(status: VatStatus, agrees: bool) -> (Country, NewTaxStatus) {
    let (country, vat_id, tax_number) = match status {
        VatStatus::Regular => (Country::AT, "ATU00000024", ""),
        VatStatus::SmallBusiness => (Country::AT, "", "91 456/7890"),
        VatStatus::Abroad => (Country::DE, "DE136695976", ""),
        VatStatus::OutsideUnion => (Country::parse("CH").unwrap(), "", "CHE-123.456.788"),
        VatStatus::NoBusiness => (Country::AT, "", ""),
    };
    let (vat_id, tax_number) = (VatId::parse(vat_id), tax_number.to_owned());
    (country, NewTaxStatus { status, from: day("2026-01-01"), vat_id, tax_number, agrees })
}

/// The office was told how somebody stands, who lives where that can be.
fn tell(firm: &May, of: PartnerId, status: VatStatus, agrees: bool) {
    let (country, new) = told_by(status, agrees);
    let change = move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| {
        let id = partners::partner(tx, of).unwrap().person;
        let mut person = people::person(tx, id).unwrap();
        let postcode = if country == Country::DE { "80331" } else { "1070" }.to_owned();
        person.address = Some(kontor::values::Address { country, postcode, ..address("D") });
        people::change_person(tx, id, &person)?;
        note_tax_status(tx, id, &new, "Schreiben vom 1. Mai")
    };
    firm.stage.write(&staff(1, Permission::ALL), change).unwrap();
}

fn documents(firm: &May, run: RunId, of: PartnerId) -> Vec<(SelfBilledId, SelfBilled, SelfBilledState)> {
    let sheets = firm.stage.read(&office(), |view| self_billed_of_statement(view, run, of).unwrap());
    sheets.into_iter().map(|sheet| (sheet.id, sheet.document.clone(), sheet.state())).collect()
}

fn books(firm: &May, of: PartnerId) -> Books {
    let on = |key: LedgerKey| firm.stage.read(&Actor::system(), |view| balance(view, key));
    let payable = LedgerKey { account: LedgerAccount::CommissionPayable, sub_account: of.number() };
    let whole = |account| LedgerKey { account, sub_account: 0 };
    [-on(payable), on(whole(LedgerAccount::InputVat)), -on(whole(LedgerAccount::ReverseChargeVat))]
}

fn everything_agrees(firm: &May) {
    let reader = firm.stage.door.store().reader().unwrap();
    let rooms = ["ledger.", "commissions.", "payments.", "cases.", "journal.", "outbox."];
    for check in CHECKS.iter().filter(|check| rooms.iter().any(|room| check.name.starts_with(room))) {
        assert_eq!(check.run(&reader), [], "{}", check.name);
    }
}

/// How somebody stands, what was sold, and: category, net, VAT, gross, and what the firm owes itself.
#[test]
fn each_status_has_its_vat_in_a_good_month_and_in_one_below_zero() {
    let cases = [
        (VatStatus::Regular, SOLD, "S", [12_345, 2_469, 14_814, 0]),
        (VatStatus::Regular, TAKEN_BACK, "S", [-5_845, -1_169, -7_014, 0]),
        (VatStatus::SmallBusiness, SOLD, "E", [12_345, 0, 12_345, 0]),
        (VatStatus::SmallBusiness, TAKEN_BACK, "E", [-5_845, 0, -5_845, 0]),
        (VatStatus::Abroad, SOLD, "AE", [12_345, 0, 12_345, 2_469]),
        (VatStatus::Abroad, TAKEN_BACK, "AE", [-5_845, 0, -5_845, -1_169]),
        (VatStatus::OutsideUnion, SOLD, "O", [12_345, 0, 12_345, 2_469]),
        (VatStatus::OutsideUnion, TAKEN_BACK, "O", [-5_845, 0, -5_845, -1_169]),
    ];
    for (status, base, category, figures) in cases {
        let name = format!("{status:?} {base}");
        let (firm, seller) = with_seller(base);
        tell(&firm, seller, status, true);
        let run = firm.posted();
        let all = documents(&firm, run, seller);
        let [(id, document, state)] = all.as_slice() else { panic!("{name}: {all:?}") };
        assert_eq!((document.number.as_str(), *state), ("SB-2026-00001", SelfBilledState::InEffect), "{name}");
        let sums = [document.net, document.tax, document.gross, document.owed_tax].map(Money::minor);
        assert_eq!(sums, figures, "{name}");
        assert_eq!(orders::category(document.tax_reason, document.rate).code(), category, "{name}");
        let [_, tax, gross, owed] = figures;
        assert_eq!(books(&firm, seller), [gross, tax + owed, owed], "{name}");
        let charged = firm.stage.read(&office(), |view| tax_of_statement(view, run, seller));
        assert_eq!(charged, Some(Money::eur(tax)), "{name}");
        // The document is mailed, and announces the statement too.
        let letters = firm.stage.read(&office(), |view| outbox_newest(view, None, 99));
        let own = letters.iter().filter(|(_, letter)| letter.recipient == "d@example.com");
        let own: Vec<_> = own.map(|(_, letter)| (letter.template.as_str(), letter.subject.id)).collect();
        assert_eq!(own, [("self_billed", id.number())], "{name}");
        everything_agrees(&firm);
        if gross > 0 {
            let batch = firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-05")));
            let batch = firm.stage.read(&Actor::system(), |view| payments::batch(view, batch.unwrap())).unwrap();
            let paid = batch.transfers.iter().find(|transfer| transfer.partner == seller).unwrap();
            assert_eq!(paid.amount, Money::eur(gross), "{name}: net and VAT are paid");
            everything_agrees(&firm);
        }
    }
}

#[test]
fn whoever_may_get_none_gets_the_plain_statement_and_finance_reads_why() {
    let cases = [
        (None, NoDocument::NothingTold, "self_billing.missing.nothing_told"),
        (Some((VatStatus::NoBusiness, true)), NoDocument::NoBusiness, "self_billing.missing.no_business"),
        (Some((VatStatus::Regular, false)), NoDocument::NotAgreed, "self_billing.missing.not_agreed"),
    ];
    for (status, why, key) in cases {
        let (firm, seller) = with_seller(SOLD);
        if let Some((status, agrees)) = status {
            tell(&firm, seller, status, agrees);
        }
        let run = firm.posted();
        assert_eq!(documents(&firm, run, seller), []);
        assert_eq!(books(&firm, seller), [12_345, 0, 0]);
        let unbilled = firm.stage.read(&office(), |view| unbilled_of_run(view, run).unwrap());
        let own = unbilled.iter().find(|one| one.partner == seller).unwrap();
        assert_eq!((own.net, own.why), (Money::eur(12_345), Some(why)));
        refused(firm.stage.write(&manager(), move |tx| issue_self_billed(tx, run, seller)), &[key]);
        everything_agrees(&firm);
    }
}

#[test]
fn a_document_is_written_as_soon_as_nothing_stands_in_its_way_and_numbers_have_no_gap() {
    let (firm, seller) = with_seller(SOLD);
    tell(&firm, firm.a, VatStatus::SmallBusiness, true);
    let run = firm.posted();
    tell(&firm, seller, VatStatus::Regular, true);
    let unbilled = firm.stage.read(&office(), |view| unbilled_of_run(view, run).unwrap());
    assert_eq!(unbilled.iter().find(|one| one.partner == seller).unwrap().why, None);
    let id = firm.stage.write(&manager(), move |tx| issue_self_billed(tx, run, seller)).unwrap();
    let sheet = firm.stage.read(&partner_actor(seller), |view| see_self_billed(view, id).unwrap());
    assert_eq!(sheet.document.number, "SB-2026-00002");
    assert_eq!(books(&firm, seller), [14_814, 2_469, 0]);
    refused(
        firm.stage.write(&manager(), move |tx| issue_self_billed(tx, run, seller)),
        &["self_billing.refusal.is_there"],
    );
    refused(
        firm.stage.write(&clerk(), move |tx| issue_self_billed(tx, run, seller)),
        &["business.refusal.not_allowed"],
    );
    // Nobody else sees it.
    let failure = firm.stage.read(&partner_actor(firm.b), |view| see_self_billed(view, id).unwrap_err());
    assert_eq!(keys(&failure), ["business.refusal.not_found"]);
    everything_agrees(&firm);
}

fn object(firm: &May, by: PartnerId, run: RunId, because: &'static str) -> Result<ObjectionId, Failure> {
    firm.stage.write(&partner_actor(by), move |tx| object_to_self_billed(tx, run, because))
}

fn decide(firm: &May, objection: ObjectionId, accepted: bool) {
    let new = NewAnswer { accepted, text: "Wir haben nachgesehen.".to_owned() };
    firm.stage.write(&office(), move |tx| answer_objection(tx, objection, &new)).unwrap();
}

#[test]
fn an_objection_takes_the_vat_out_and_a_correction_settles_anew() {
    use SelfBilledState::{Cancellation, Cancelled, InEffect};
    use VatStatus::{Abroad, NoBusiness, OutsideUnion, Regular, SmallBusiness};
    let cases: [Corrected; 7] = [
        (
            Regular,
            SmallBusiness,
            SOLD,
            [12_345, 0, 0],
            [12_345, 0, 0],
            &[(12_345, 2_469, Cancelled), (-12_345, -2_469, Cancellation), (12_345, 0, InEffect)],
        ),
        (
            Regular,
            Abroad,
            SOLD,
            [12_345, 0, 0],
            [12_345, 2_469, 2_469],
            &[(12_345, 2_469, Cancelled), (-12_345, -2_469, Cancellation), (12_345, 0, InEffect)],
        ),
        (
            Regular,
            NoBusiness,
            SOLD,
            [12_345, 0, 0],
            [12_345, 0, 0],
            &[(12_345, 2_469, Cancelled), (-12_345, -2_469, Cancellation)],
        ),
        (
            SmallBusiness,
            Regular,
            SOLD,
            [12_345, 0, 0],
            [14_814, 2_469, 0],
            &[(12_345, 0, Cancelled), (-12_345, 0, Cancellation), (12_345, 2_469, InEffect)],
        ),
        // What the firm owes in the partner's place it owes until the document is taken back.
        (
            Abroad,
            Regular,
            SOLD,
            [12_345, 2_469, 2_469],
            [14_814, 2_469, 0],
            &[(12_345, 0, Cancelled), (-12_345, 0, Cancellation), (12_345, 2_469, InEffect)],
        ),
        (
            OutsideUnion,
            SmallBusiness,
            SOLD,
            [12_345, 2_469, 2_469],
            [12_345, 0, 0],
            &[(12_345, 0, Cancelled), (-12_345, 0, Cancellation), (12_345, 0, InEffect)],
        ),
        (
            Regular,
            SmallBusiness,
            TAKEN_BACK,
            [-5_845, 0, 0],
            [-5_845, 0, 0],
            &[(-5_845, -1_169, Cancelled), (5_845, 1_169, Cancellation), (-5_845, 0, InEffect)],
        ),
    ];
    for (before, after, base, undecided, corrected, expected) in cases {
        let name = format!("{before:?} to {after:?}, {base}");
        let (firm, seller) = with_seller(base);
        tell(&firm, seller, before, true);
        let run = firm.posted();
        let objection = object(&firm, seller, run, "Der Status stimmt nicht.").unwrap();
        assert_eq!(documents(&firm, run, seller)[0].2, SelfBilledState::Objected, "{name}");
        assert_eq!(books(&firm, seller), undecided, "{name}");
        everything_agrees(&firm);
        tell(&firm, seller, after, true);
        firm.stage.on("2026-06-09");
        decide(&firm, objection, true);
        let all = documents(&firm, run, seller);
        let told: Vec<_> =
            all.iter().map(|(_, document, state)| (document.net.minor(), document.tax.minor(), *state)).collect();
        assert_eq!(told, expected, "{name}");
        let numbers: Vec<_> = all.iter().map(|(_, document, _)| document.number.clone()).collect();
        assert_eq!(numbers, ["SB-2026-00001", "SB-2026-00002", "SB-2026-00003"][..expected.len()], "{name}");
        assert_eq!(all[1].1.cancels, Some(all[0].0), "{name}: it names what it takes back");
        assert_eq!(books(&firm, seller), corrected, "{name}");
        let vat = firm.stage.read(&office(), |view| tax_of_statement(view, run, seller)).unwrap();
        let net = Money::eur(if base == SOLD { 12_345 } else { -5_845 });
        assert_eq!((net + vat).minor(), corrected[0], "{name}: the statement and its VAT are what is owed");
        everything_agrees(&firm);
    }
}

#[test]
fn a_rejected_objection_leaves_the_document_without_effect() {
    let (firm, seller) = with_seller(SOLD);
    tell(&firm, seller, VatStatus::Regular, true);
    let run = firm.posted();
    let objection = object(&firm, seller, run, "Das ist zu wenig.").unwrap();
    let (_, case) = firm.stage.read(&office(), |view| {
        kontor::business::cases::case_of(view, &kontor::store::Subject::of(objection)).unwrap()
    });
    assert_eq!((case.template.as_str(), case.tasks[0].role.as_str()), ("objection", "finance"));
    decide(&firm, objection, false);
    let all = documents(&firm, run, seller);
    assert_eq!(all.iter().map(|(_, _, state)| *state).collect::<Vec<_>>(), [SelfBilledState::Objected]);
    assert_eq!(books(&firm, seller), [12_345, 0, 0], "its VAT is neither deducted nor paid");
    refused(object(&firm, seller, run, "Noch einmal."), &["self_billing.refusal.objected"]);
    everything_agrees(&firm);
}

#[test]
fn one_objects_with_a_reason_to_the_own_document_and_not_for_ever() {
    let (firm, seller) = with_seller(SOLD);
    tell(&firm, seller, VatStatus::Regular, true);
    let run = firm.posted();
    refused(object(&firm, seller, run, "  "), &["objections.refusal.no_words@text"]);
    refused(object(&firm, firm.b, run, "Ich auch."), &["business.refusal.not_found"]);
    refused(
        firm.stage.write(&office(), move |tx| object_to_self_billed(tx, run, "Im Büro.")),
        &["business.refusal.not_allowed"],
    );
    assert_eq!(books(&firm, seller), [14_814, 2_469, 0]);
    firm.stage.on("2026-08-02");
    refused(object(&firm, seller, run, "Zu spät."), &["self_billing.refusal.too_late@text"]);
    firm.stage.on("2026-08-01");
    object(&firm, seller, run, "Gerade noch.").unwrap();
}

#[test]
fn an_objection_to_the_statement_alone_leaves_the_document_as_it_is() {
    let (firm, seller) = with_seller(SOLD);
    tell(&firm, seller, VatStatus::Regular, true);
    let run = firm.posted();
    let new = commissions::NewObjection { run, line: Some(0), text: "Die Zeile.".to_owned() };
    let id = firm.stage.write(&partner_actor(seller), move |tx| commissions::raise_objection(tx, &new)).unwrap();
    decide(&firm, id, true);
    let all = documents(&firm, run, seller);
    assert_eq!(all.iter().map(|(_, _, state)| *state).collect::<Vec<_>>(), [SelfBilledState::InEffect]);
    assert_eq!(books(&firm, seller), [14_814, 2_469, 0]);
}

#[test]
fn what_is_paid_already_is_taken_from_the_next_pay_when_the_vat_falls_away() {
    let (firm, seller) = with_seller(SOLD);
    tell(&firm, seller, VatStatus::Regular, true);
    let run = firm.posted();
    firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-05"))).unwrap();
    let objection = object(&firm, seller, run, "Ich bin Kleinunternehmerin.").unwrap();
    tell(&firm, seller, VatStatus::SmallBusiness, true);
    decide(&firm, objection, true);
    assert_eq!(books(&firm, seller), [-2_469, 0, 0]);
    everything_agrees(&firm);
}

#[test]
fn the_correction_of_a_run_has_a_document_of_its_own_over_the_difference() {
    let (firm, seller) = with_seller(SOLD);
    tell(&firm, seller, VatStatus::Regular, true);
    let run = firm.posted();
    let late_because = "Beleg kam mit der Post".to_owned();
    let order = ImportOrder { late_because, ..imported_order("L-1", seller, day("2026-05-20"), -10_000, 0) };
    firm.stage.write(&Actor::operator(), move |tx| orders::import_order(tx, &order)).unwrap();
    let id = firm.stage.write(&clerk(), move |tx| commissions::open_correction(tx, run, "später Beleg")).unwrap();
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, id)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, id)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, id)).unwrap();
    let all = documents(&firm, id, seller);
    let told: Vec<_> = all.iter().map(|(_, one, _)| (one.number.as_str(), one.net.minor(), one.tax.minor())).collect();
    assert_eq!(told, [("SB-2026-00002", -2_000, -400)]);
    assert_eq!(books(&firm, seller), [12_414, 2_069, 0]);
    everything_agrees(&firm);
}

#[test]
fn documents_that_do_not_fit_numbers_books_or_statements_are_named() {
    let (firm, seller) = with_seller(SOLD);
    tell(&firm, seller, VatStatus::Regular, true);
    let run = firm.posted();
    let (id, document, _) = documents(&firm, run, seller).remove(0);
    let check = CHECKS.iter().find(|check| check.name == "commissions.self_billed").unwrap();
    let found = || {
        let defects = check.run(&firm.stage.door.store().reader().unwrap());
        defects.iter().map(|defect| defect.complaint.key).collect::<Vec<_>>()
    };
    let put = |changed: SelfBilled| firm.put(&SELF_BILLED_ID_TO_SELF_BILLED, &id, &changed);
    put(SelfBilled { number: "SB-2026-00003".to_owned(), ..document.clone() });
    assert_eq!(found(), ["checks.billing.number_missing", "checks.billing.number_missing"]);
    put(SelfBilled { number: "SB".to_owned(), ..document.clone() });
    assert_eq!(found(), ["checks.self_billing.number"]);
    put(SelfBilled { tax: Money::eur(2_468), gross: Money::eur(14_813), ..document.clone() });
    assert_eq!(found(), ["checks.self_billing.tax"]);
    put(SelfBilled { posting: None, ..document.clone() });
    assert_eq!(found(), ["checks.self_billing.tax"]);
    put(SelfBilled { net: Money::eur(12_344), gross: Money::eur(14_813), ..document.clone() });
    assert_eq!(found(), ["checks.self_billing.sum"]);
    put(SelfBilled { run: RunId::new(99), ..document.clone() });
    assert_eq!(found(), ["checks.row.missing", "checks.row.stale", "checks.self_billing.sum"]);
    put(document);
    assert_eq!(found(), Vec::<&str>::new());
}
