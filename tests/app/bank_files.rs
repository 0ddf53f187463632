//! Files of banks, taken in: what is known is not kept twice, and what does not follow is refused.

use std::sync::Arc;
use std::time::Duration;

use kontor::app::{
    BankDesk, BankFileBegun, BankFileKey, BankFileStage, BankFileStanding, BankFileTrouble, BankSource, BankTaken,
    Keep, SentBankFile, begin_day, take_bank_file,
};
use kontor::business::access;
use kontor::business::actor::Actor;
use kontor::business::cases;
use kontor::business::checks::CHECKS;
use kontor::business::failure::{Failure, RefusalKind};
use kontor::business::payments::bank::{
    self, BankStatement, HouseAccount, LineWish, NewBankFile, StatementWish, Verdict, find_bank_lines,
    find_bank_statements, house_account_rows,
};
use kontor::business::payments::{BankLine, StatementKind};
use kontor::store::{Fault, Group, Key, Map, Read, Span, Stored, Subject};
use kontor::values::{BankStatementId, Currency, Day, HouseAccountId, Iban, Money};

use serde::{Deserialize, Serialize};

use crate::kit::Firm;

const OURS: &str = "AT611904300234573201";
const OTHER: &str = "DE89370400440532013000";

/// A line as a bank tells it: day of March, cents, text.
type Told<'t> = (u8, i64, &'t str);

/// A camt.053 with balances, written by hand.
struct Statement<'t> {
    iban: &'t str,
    currency: &'t str,
    id: &'t str,
    opening: i64,
    lines: Vec<Told<'t>>,
    to: u8,
}

impl Default for Statement<'_> {
    fn default() -> Self {
        Statement { iban: OURS, currency: "EUR", id: "1", opening: 100_000, lines: Vec::new(), to: 2 }
    }
}

fn amount(cents: i64, currency: &str) -> String {
    let side = if cents < 0 { "DBIT" } else { "CRDT" };
    let (whole, rest) = (cents.abs() / 100, cents.abs() % 100);
    format!("<Amt Ccy=\"{currency}\">{whole}.{rest:02}</Amt><CdtDbtInd>{side}</CdtDbtInd>")
}

impl Statement<'_> {
    fn closing(&self) -> i64 {
        self.opening + self.lines.iter().map(|(_, cents, _)| cents).sum::<i64>()
    }

    fn entries(&self, state: &str) -> String {
        let entry = |(day, cents, text): &Told<'_>| {
            format!(
                "<Ntry>{}<Sts>{state}</Sts><BookgDt><Dt>2026-03-{day:02}</Dt></BookgDt><NtryDtls><TxDtls><RmtInf>\
                 <Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>",
                amount(*cents, self.currency)
            )
        };
        self.lines.iter().map(entry).collect()
    }

    fn balance(&self, code: &str, cents: i64, day: u8) -> String {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{}<Dt><Dt>2026-03-{day:02}</Dt></Dt></Bal>",
            amount(cents, self.currency)
        )
    }

    fn written(&self) -> String {
        let first = self.lines.iter().map(|(day, ..)| *day).min().unwrap_or(self.to);
        let balances = self.balance("OPBD", self.opening, first) + &self.balance("CLBD", self.closing(), self.to);
        self.message("camt.053", ("BkToCstmrStmt", "Stmt"), &(balances + &self.entries("BOOK")))
    }

    fn message(&self, name: &str, (root, part): (&str, &str), inside: &str) -> String {
        format!(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{name}.001.08\"><{root}><GrpHdr><MsgId>M</MsgId></GrpHdr>\
             <{part}><Id>{}</Id><Acct><Id><IBAN>{}</IBAN></Id><Ccy>{}</Ccy></Acct>{inside}</{part}></{root}></Document>",
            self.id, self.iban, self.currency
        )
    }
}

fn sent(text: &str) -> SentBankFile {
    SentBankFile {
        name: "auszug.xml".to_owned(),
        source: BankSource::Sent(Arc::new(text.as_bytes().to_vec())),
        account: None,
        map: None,
        gap_because: String::new(),
        gaps_seen: None,
    }
}

fn take_sent(firm: &Firm, file: &SentBankFile, keep: Keep) -> Result<BankTaken, BankFileTrouble> {
    take_bank_file(firm.app().door(), &Actor::operator(), file, keep, &mut |_, _| true)
}

fn take(firm: &Firm, text: &str) -> BankTaken {
    let taken = take_sent(firm, &sent(text), Keep::Everything).unwrap_or_else(|trouble| panic!("{trouble:?}"));
    sound(firm);
    taken
}

/// The key of the sentence with which a file is refused; nothing of it is kept.
fn refused(firm: &Firm, file: &SentBankFile) -> &'static str {
    let before = (statements(firm).len(), firm.journal_end());
    let trouble = take_sent(firm, file, Keep::Everything).expect_err("it is refused");
    assert_eq!((statements(firm).len(), firm.journal_end()), before, "nothing is kept");
    let BankFileTrouble::Failure(Failure::Refused(refusal)) = trouble else { panic!("{trouble:?}") };
    assert_ne!(refusal.kind, RefusalKind::NotAllowed);
    for language in kontor::values::Language::ALL {
        let said = refusal.complaints[0].say(language);
        assert!(!said.contains("bank_desk.") && !said.contains('{'), "{said}");
    }
    refusal.complaints[0].key
}

fn statements(firm: &Firm) -> Vec<(BankStatementId, BankStatement)> {
    let wish = StatementWish { backwards: true, ..StatementWish::default() };
    let found = firm.read(|view| find_bank_statements(view, &wish, 0, 100)).unwrap();
    found.rows.into_iter().map(|row| (row.id, row.statement)).collect()
}

fn lines(firm: &Firm, id: BankStatementId) -> Vec<BankLine> {
    let found = firm.read(|view| find_bank_lines(view, id, &LineWish::default(), 0, usize::MAX)).unwrap();
    found.rows.into_iter().map(|(_, line)| line).collect()
}

fn cents(firm: &Firm, id: BankStatementId) -> Vec<i64> {
    lines(firm, id).iter().map(|line| line.amount.minor()).collect()
}

fn balance(firm: &Firm) -> Option<i64> {
    let rows = firm.read(house_account_rows).unwrap();
    rows.into_iter().find(|row| row.is_main).unwrap().balance.map(Money::minor)
}

/// Every check of payments holds.
fn sound(firm: &Firm) {
    for check in CHECKS.iter().filter(|check| check.name.starts_with("payments.")) {
        assert_eq!(firm.read(|view| check.run(view)), [], "{}", check.name);
    }
}

fn day(number: u8) -> Day {
    Day::parse(&format!("2026-03-{number:02}")).unwrap()
}

fn with_other_account(currency: Currency) -> Firm {
    let firm = Firm::new();
    firm.write(move |tx| {
        let (name, column_map) = ("Zweitkonto".to_owned(), String::new());
        let account = HouseAccount { name, iban: Iban::parse(OTHER).unwrap(), bic: None, currency, column_map };
        bank::save_house_account(tx, None, &account)
    });
    firm
}

#[test]
fn the_account_on_our_invoices_is_the_first_house_account() {
    let firm = Firm::new();
    let rows = firm.read(house_account_rows).unwrap();
    let [row] = rows.as_slice() else { panic!("one account") };
    assert_eq!((row.account.iban.as_str(), row.is_main, row.statements), (OURS, true, 0));
    assert_eq!((row.account.name.as_str(), row.balance, row.newest), ("Almgut", None, None));
}

#[test]
fn a_firm_from_before_there_were_house_accounts_gets_its_first_one() {
    const ACCOUNTS: Map<HouseAccountId, HouseAccount> = Map::new(187, "HOUSE_ACCOUNT_ID_TO_HOUSE_ACCOUNT");
    let firm = Firm::new();
    let store = firm.app().door().store();
    let id = firm.read(|view| bank::house_accounts(view)).remove(0).0;
    let forget = |group: &mut Group<'_>| {
        group.command(|writer| {
            writer.delete(&ACCOUNTS, &id);
            Ok::<_, Fault>(())
        })
    };
    store.write(forget).unwrap();
    assert!(firm.read(house_account_rows).unwrap().is_empty());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(begin_day(firm.app().door())).unwrap();
    assert_eq!(firm.read(house_account_rows).unwrap()[0].account.iban.as_str(), OURS);
    let end = firm.journal_end();
    runtime.block_on(begin_day(firm.app().door())).unwrap();
    assert_eq!(firm.journal_end(), end);
    // Whoever takes a file in before Kontor runs has it as well.
    store
        .write(|group| {
            group.command(|writer| {
                let id = HouseAccountId::new(2);
                writer.delete(&ACCOUNTS, &id);
                Ok::<_, Fault>(())
            })
        })
        .unwrap();
    assert_eq!(take(&firm, &Statement { lines: vec![(1, 5, "Tee")], ..Statement::default() }.written()).kept(), 1);
}

#[test]
fn a_statement_is_kept_with_all_its_lines() {
    let firm = Firm::new();
    let text = Statement { lines: vec![(1, 2_500, "Tee"), (2, -1_000, "Miete")], ..Statement::default() }.written();
    let before = firm.journal_end();
    let shown = take_sent(&firm, &sent(&text), Keep::Nothing).unwrap();
    assert_eq!((shown.kept(), firm.journal_end()), (2, before), "a try keeps nothing");
    let taken = take(&firm, &text);
    assert_eq!(taken.statements, shown.statements);
    let [(id, statement)] = statements(&firm).try_into().unwrap();
    assert_eq!((statement.from, statement.to, statement.lines), (day(1), day(2), 2));
    assert_eq!((statement.credits, statement.debits), (Money::eur(2_500), Money::eur(-1_000)));
    assert_eq!((statement.balance_after, balance(&firm)), (Some(101_500), Some(101_500)));
    let texts: Vec<String> = lines(&firm, id).into_iter().map(|line| line.text).collect();
    assert_eq!(texts, ["Tee", "Miete"]);
    let told: Vec<String> = firm.told_since(before).into_iter().map(|entry| entry.event).collect();
    assert_eq!(told, ["bank_file_taken", "bank_statement_taken"]);
    // Who paid, and for what, stands in no entry of the journal.
    assert!(firm.told_since(before).iter().all(|entry| !entry.body.contains("Tee") && !entry.body.contains("AT61")));
}

#[test]
fn the_same_bytes_are_taken_once() {
    let firm = Firm::new();
    let text = Statement { lines: vec![(1, 2_500, "Tee")], ..Statement::default() }.written();
    take(&firm, &text);
    let end = firm.journal_end();
    let again = take(&firm, &text);
    assert!(again.known_since.is_some() && again.statements.is_empty());
    assert_eq!(firm.journal_end(), end);
    // Other bytes that say the same are known by their lines.
    let other = take(&firm, &text.replace("<MsgId>M<", "<MsgId>N<"));
    assert_eq!((other.statements[0].verdict, other.statements[0].known), (Verdict::Known, 1));
    assert_eq!((firm.journal_end(), statements(&firm).len()), (end, 1));
}

#[test]
fn of_an_overlapping_statement_only_what_is_new_is_kept() {
    let firm = Firm::new();
    let mut statement = Statement { lines: vec![(1, 2_500, "Tee"), (2, 300, "Brot")], ..Statement::default() };
    take(&firm, &statement.written());
    statement.lines.extend([(3, -700, "Porto"), (4, 300, "Brot")]);
    (statement.id, statement.to) = ("2", 4);
    let taken = take(&firm, &statement.written());
    let plan = &taken.statements[0];
    assert_eq!((plan.verdict, plan.lines, plan.known, plan.kept), (Verdict::Take, 4, 2, 2));
    let all = statements(&firm);
    assert_eq!((all.len(), all[1].1.known, cents(&firm, all[1].0)), (2, 2, vec![-700, 300]));
    assert_eq!(balance(&firm), Some(102_400));
}

#[test]
fn two_equal_coffees_are_two() {
    let firm = Firm::new();
    let coffee = (1, -350, "Kaffee");
    let one = Statement { lines: vec![coffee, coffee], to: 1, ..Statement::default() };
    assert_eq!(take(&firm, &one.written()).kept(), 2);
    // The next page of the same day goes on where this one ended: its coffee is a third one.
    let next = Statement { id: "2", opening: one.closing(), lines: vec![coffee], to: 1, ..Statement::default() };
    let taken = take(&firm, &next.written());
    assert_eq!((taken.statements[0].verdict, taken.kept()), (Verdict::TakeAll, 1));
    assert_eq!(balance(&firm), Some(100_000 - 3 * 350));
    // And all three of them are known when the bank tells the day as a whole.
    let whole = Statement { id: "3", lines: vec![coffee, coffee, coffee], to: 1, ..Statement::default() };
    assert_eq!(take(&firm, &whole.written()).statements[0].verdict, Verdict::Known);
}

#[test]
fn what_does_not_follow_is_refused_unless_somebody_says_why() {
    let firm = Firm::new();
    take(&firm, &Statement { lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() }.written());
    let later = Statement { id: "9", opening: 90_000, lines: vec![(5, 100, "Brot")], to: 5, ..Statement::default() };
    let mut file = sent(&later.written());
    let shown = take_sent(&firm, &file, Keep::Nothing).unwrap();
    assert_eq!(shown.first_gap().unwrap().gap, Some((Money::eur(102_500), Money::eur(90_000))));
    assert_eq!(refused(&firm, &file), "bank_desk.refusal.gap");
    file.gap_because = " x ".to_owned();
    assert_eq!(refused(&firm, &file), "bank_desk.refusal.gap");
    file.gap_because = "x".repeat(301);
    assert_eq!(refused(&firm, &file), "bank_desk.refusal.reason_too_long");
    file.gap_because = "Auszug 2 bis 8 gibt die Bank nicht mehr her".to_owned();
    take_sent(&firm, &file, Keep::Everything).unwrap();
    sound(&firm);
    let (id, statement) = statements(&firm).pop().unwrap();
    let gap = statement.gap.unwrap();
    assert_eq!((gap.expected, gap.found, gap.because), (Money::eur(102_500), Money::eur(90_000), file.gap_because));
    let (_, case) = firm.read(|view| cases::case_of(view, &Subject::of(id))).unwrap();
    assert_eq!((case.template.as_str(), case.tasks[0].role.as_str()), ("bank_gap", "finance"));
    // What follows the later one follows; what lies before it is missing no more when it fits.
    let next = Statement { id: "10", opening: 90_100, lines: vec![(6, 5, "Salz")], to: 6, ..Statement::default() };
    take(&firm, &next.written());
    assert_eq!(balance(&firm), Some(90_105));
}

#[test]
fn a_statement_before_the_first_one_leads_to_it() {
    let firm = Firm::new();
    take(&firm, &Statement { id: "2", lines: vec![(10, 100, "Tee")], to: 10, ..Statement::default() }.written());
    let before = |opening| Statement { id: "1", opening, lines: vec![(3, 500, "Brot")], to: 3, ..Statement::default() };
    assert_eq!(refused(&firm, &sent(&before(90_000).written())), "bank_desk.refusal.gap");
    take(&firm, &before(99_500).written());
    assert_eq!(balance(&firm), Some(100_100));
}

#[test]
fn a_day_without_movement_still_tells_what_is_there() {
    let firm = Firm::new();
    let quiet = Statement { to: 1, ..Statement::default() };
    assert_eq!(take(&firm, &quiet.written()).kept_statements(), 1);
    assert_eq!((balance(&firm), statements(&firm).len()), (Some(100_000), 1));
    let again = take(&firm, &quiet.written().replace("<MsgId>M<", "<MsgId>N<"));
    assert_eq!((again.kept_statements(), statements(&firm).len()), (0, 1));
    let next = Statement { id: "2", opening: 90_000, to: 2, ..Statement::default() };
    assert_eq!(refused(&firm, &sent(&next.written())), "bank_desk.refusal.gap");
}

#[test]
fn accounts_that_are_not_ours_or_not_meant_are_refused() {
    let firm = Firm::new();
    let of_other = Statement { iban: OTHER, lines: vec![(1, 5, "Tee")], ..Statement::default() }.written();
    assert_eq!(refused(&firm, &sent(&of_other)), "bank_desk.refusal.unknown_account");
    let firm = with_other_account(Currency::EUR);
    let mut file = sent(&of_other);
    file.account = Iban::parse(OURS);
    assert_eq!(refused(&firm, &file), "bank_desk.refusal.other_account");
    file.account = Iban::parse("DE02120300000000202051");
    assert_eq!(refused(&firm, &file), "bank_desk.refusal.unknown_account");
    file.account = Iban::parse(OTHER);
    assert_eq!(take_sent(&firm, &file, Keep::Everything).unwrap().kept(), 1);
    let nobody = Firm::just_set_up();
    let table = "Booking Date,Value Date,Partner Name,Partner Iban,Type,Payment Reference,Amount (EUR)\n\
                 2026-03-05,2026-03-05,Anna,,x,Tee,16.50\n";
    assert_eq!(refused(&nobody, &sent(table)), "bank_desk.refusal.no_accounts");
    assert_eq!(refused(&firm, &sent(table)), "bank_desk.refusal.which_account");
    let mut file = sent(table);
    file.account = Iban::parse(OTHER);
    assert_eq!(take_sent(&firm, &file, Keep::Everything).unwrap().kept(), 1);
}

#[test]
fn another_currency_than_that_of_the_account_is_refused() {
    let firm = with_other_account(Currency::CHF);
    let text = Statement { iban: OTHER, lines: vec![(1, 5, "Tee")], ..Statement::default() }.written();
    assert_eq!(refused(&firm, &sent(&text)), "bank_desk.refusal.other_currency");
    let francs = Statement { iban: OTHER, currency: "CHF", lines: vec![(1, 5, "Tee")], ..Statement::default() };
    assert_eq!(take(&firm, &francs.written()).statements[0].credits, Money::new(5, Currency::CHF));
}

#[test]
fn notices_and_days_that_are_not_over_never_count() {
    let firm = Firm::new();
    let of_day = Statement { lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() };
    let notice = of_day.message("camt.054", ("BkToCstmrDbtCdtNtfctn", "Ntfctn"), &of_day.entries("BOOK"));
    let so_far = of_day.message("camt.052", ("BkToCstmrAcctRpt", "Rpt"), &of_day.entries("BOOK"));
    let shown = take(&firm, &so_far);
    assert_eq!((shown.statements[0].verdict, shown.statements[0].lines), (Verdict::OnlyShown, 1));
    assert_eq!(statements(&firm).len(), 0);
    assert_eq!(take(&firm, &notice).kept(), 1);
    assert_eq!(balance(&firm), None);
    // The statement of the day books what the notice has told, and the notice may come again.
    assert_eq!(take(&firm, &of_day.written()).kept(), 1);
    assert_eq!(balance(&firm), Some(102_500));
    assert_eq!(take(&firm, &notice.replace("<MsgId>M<", "<MsgId>N<")).statements[0].verdict, Verdict::Known);
    let kinds: Vec<StatementKind> = statements(&firm).iter().map(|(_, statement)| statement.kind).collect();
    assert_eq!(kinds, [StatementKind::Notice, StatementKind::Statement]);
}

#[test]
fn what_the_bank_has_not_booked_is_not_kept() {
    let firm = Firm::new();
    let booked = Statement { lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() };
    let pending = Statement { lines: vec![(1, 100, "Brot")], ..Statement::default() }.entries("PDNG");
    let taken = take(&firm, &booked.written().replace("</Stmt>", &format!("{pending}</Stmt>")));
    assert_eq!((taken.kept(), taken.statements[0].unbooked), (1, 1));
    let (id, statement) = statements(&firm).pop().unwrap();
    assert_eq!((cents(&firm, id), statement.unbooked), (vec![2_500], 1));
}

#[test]
fn the_same_days_from_another_format_are_not_booked_twice() {
    let firm = Firm::new();
    let table = |rows: &str| {
        format!("Booking Date,Value Date,Partner Name,Partner Iban,Type,Payment Reference,Amount (EUR)\n{rows}")
    };
    let (first, second) = ("2026-03-01,2026-03-01,Anna,,x,Tee,25.00\n", "2026-03-02,2026-03-02,Anna,,x,Brot,3.00\n");
    assert_eq!(take(&firm, &table(&[first, second].concat())).kept(), 2);
    assert_eq!(balance(&firm), None, "no bank has said what is there");
    let lines = vec![(1, 2_500, "Rechnung Tee"), (2, 300, "Brot und mehr"), (2, 300, "Noch ein Brot")];
    let statement = Statement { lines, ..Statement::default() };
    let plan = take(&firm, &statement.written()).statements.remove(0);
    assert_eq!((plan.verdict, plan.known, plan.kept), (Verdict::Take, 2, 1));
    assert_eq!(balance(&firm), Some(103_100));
    // What a statement has closed, a table does not open again; what is later is new.
    let later = "2026-03-03,2026-03-03,Anna,,x,Salz,1.00\n";
    let plan = take(&firm, &table(&[second, second, second, later].concat())).statements.remove(0);
    assert_eq!((plan.known, plan.kept, balance(&firm)), (3, 1, Some(103_200)));
    let swift = ":20:X\n:25:19043/00234573201\n:28C:1/1\n:60F:C260301EUR1000,00\n:61:2603010301C25,00NTRFNONREF\n\
                 :86:Tee\n:61:2603020302C3,00NTRFNONREF\n:86:Brot\n:61:2603020302C3,00NTRFNONREF\n:86:Brot\n\
                 :61:2603030303C1,00NTRFNONREF\n:86:Salz\n:61:2603040304D2,00NTRFNONREF\n:86:Porto\n\
                 :62F:C260304EUR1030,00\n-\n";
    let plan = take(&firm, swift).statements.remove(0);
    assert_eq!((plan.verdict, plan.known, plan.kept, balance(&firm)), (Verdict::Take, 4, 1, Some(103_000)));
}

#[test]
fn a_foreign_amount_is_kept_beside_what_was_booked() {
    let firm = Firm::new();
    let foreign = "<TxDtls><AmtDtls><InstdAmt><Amt Ccy=\"USD\">30.00</Amt></InstdAmt></AmtDtls><RmtInf>";
    let text = Statement { lines: vec![(1, 2_500, "Tee")], ..Statement::default() }.written();
    take(&firm, &text.replace("<TxDtls><RmtInf>", foreign));
    let line = lines(&firm, statements(&firm)[0].0).remove(0);
    assert_eq!((line.amount, line.original), (Money::eur(2_500), Some(Money::new(3_000, Currency::USD))));
}

#[test]
fn thousands_of_lines_stand_on_pages_and_are_found() {
    let firm = Firm::new();
    let texts: Vec<String> = (0..1_250).map(|number| format!("Rechnung {number:04}")).collect();
    let lines = texts.iter().map(|text| (1, 100, text.as_str())).collect();
    take(&firm, &Statement { lines, to: 1, ..Statement::default() }.written());
    let (id, statement) = statements(&firm).pop().unwrap();
    assert_eq!((statement.lines, cents(&firm, id).len()), (1_250, 1_250));
    let page = |number| firm.read(|view| bank::bank_lines_of_page(view, id, number).len());
    assert_eq!([page(0), page(1), page(2), page(3)], [500, 500, 250, 0]);
    let wish = LineWish { words: "rechnung 1249".to_owned(), came: Some(true) };
    let found = firm.read(|view| find_bank_lines(view, id, &wish, 0, 10)).unwrap();
    assert_eq!((found.total, found.rows[0].0), (1, 1_250));
}

#[test]
fn a_file_that_breaks_in_the_middle_leaves_nothing() {
    let firm = Firm::new();
    let text = Statement { lines: vec![(1, 2_500, "Tee")], ..Statement::default() }.written();
    let broken = text.replace("</Stmt>", "<Ntry></Ntry></Stmt>");
    let before = firm.journal_end();
    let trouble = take_sent(&firm, &sent(&broken), Keep::Everything).unwrap_err();
    assert!(matches!(trouble, BankFileTrouble::File(_)), "{trouble:?}");
    let mut stopped = |_, _| false;
    let many: Vec<String> = (0..600).map(|number| number.to_string()).collect();
    let lines = many.iter().map(|text| (1, 1, text.as_str())).collect();
    let file = sent(&Statement { lines, ..Statement::default() }.written());
    let door = firm.app().door();
    let ended = take_bank_file(door, &Actor::operator(), &file, Keep::Everything, &mut stopped).unwrap_err();
    assert_eq!((ended, firm.journal_end(), statements(&firm).len()), (BankFileTrouble::Interrupted, before, 0));
}

#[test]
fn whoever_may_not_take_statements_in_takes_none() {
    let firm = Firm::new();
    let text = Statement { lines: vec![(1, 2_500, "Tee")], ..Statement::default() }.written();
    let role = firm.role("office");
    let actor = firm.read(|view| access::role(view, role).map(|role| role.permissions)).unwrap();
    let actor = Actor { permissions: actor, ..Actor::operator() };
    let trouble = take_bank_file(firm.app().door(), &actor, &sent(&text), Keep::Everything, &mut |_, _| true);
    let Err(BankFileTrouble::Failure(Failure::Refused(refusal))) = trouble else { panic!("{trouble:?}") };
    assert_eq!(refusal.kind, RefusalKind::NotAllowed);
}

#[test]
fn a_house_account_is_named_and_known_once_and_stays_what_it_is() {
    let firm = Firm::new();
    let good = HouseAccount {
        name: "Sparbuch".to_owned(),
        iban: Iban::parse(OTHER).unwrap(),
        bic: None,
        currency: Currency::EUR,
        column_map: String::new(),
    };
    let save = |id, account: &HouseAccount| {
        let account = account.clone();
        let outcome = firm.try_write(&Actor::operator(), move |tx| bank::save_house_account(tx, id, &account));
        outcome.map_err(|failure| match failure {
            Failure::Refused(refusal) => refusal.complaints.iter().map(|complaint| complaint.key).collect(),
            Failure::Fault(fault) => panic!("{fault}"),
        })
    };
    let of = |name: &str| HouseAccount { name: name.to_owned(), ..good.clone() };
    let wrong: [(HouseAccount, &str); 4] = [
        (of(" "), "bank_desk.refusal.name_missing"),
        (of(&"x".repeat(61)), "bank_desk.refusal.name_too_long"),
        (HouseAccount { column_map: "x".repeat(20_000), ..good.clone() }, "bank_desk.refusal.map_too_long"),
        (HouseAccount { iban: Iban::parse(OURS).unwrap(), ..good.clone() }, "bank_desk.refusal.iban_known"),
    ];
    for (account, key) in wrong {
        let keys: Result<_, Vec<&str>> = save(None, &account);
        assert_eq!(keys.unwrap_err(), [key]);
    }
    let id = save(None, &good).unwrap();
    let renamed = save(Some(id), &of("Rücklage")).unwrap();
    assert_eq!(firm.read(|view| bank::house_account(view, renamed)).unwrap().name, "Rücklage");
    let text = Statement { iban: OTHER, lines: vec![(1, 5, "Tee")], ..Statement::default() }.written();
    take(&firm, &text);
    let moved = HouseAccount { currency: Currency::CHF, ..of("Rücklage") };
    assert_eq!(save(Some(id), &moved).unwrap_err(), ["bank_desk.refusal.has_statements"]);
}

#[test]
fn an_account_is_known_by_bank_code_and_number_too() {
    let account = |iban: &str| HouseAccount {
        name: "x".to_owned(),
        iban: Iban::parse(iban).unwrap(),
        bic: None,
        currency: Currency::EUR,
        column_map: String::new(),
    };
    for (iban, named, is_named) in [
        (OURS, "AT61 1904 3002 3457 3201", true),
        (OURS, "19043/00234573201", true),
        (OURS, "19043/234573201EUR", true),
        (OURS, "19043/234573202", false),
        (OURS, "234573201", false),
        (OTHER, "37040044/0532013000", true),
        (OTHER, "37040044/532013000", true),
        (OTHER, "37040045/532013000", false),
        (OTHER, "", false),
    ] {
        assert_eq!(account(iban).is_named(named), is_named, "{named}");
    }
}

#[test]
fn sums_that_no_amount_can_hold_are_refused() {
    let firm = Firm::new();
    let row = "2026-03-01,2026-03-01,Anna,,x,Tee,9999999999999.99\n";
    let table = "Booking Date,Value Date,Partner Name,Partner Iban,Type,Payment Reference,Amount (EUR)\n";
    assert_eq!(refused(&firm, &sent(&format!("{table}{}", row.repeat(10_000)))), "bank_desk.refusal.too_much");
}

#[test]
fn a_map_that_cannot_be_read_is_told_and_a_good_one_reads_the_tables_of_its_account() {
    let firm = Firm::new();
    let map = |text: &str| {
        let text = text.to_owned();
        firm.write(move |tx| {
            let (id, account) = bank::house_accounts(tx).remove(0);
            bank::save_house_account(tx, Some(id), &HouseAccount { column_map: text.clone(), ..account })
        });
    };
    let table = "Tag,Worte,Summe\n2026-03-01,Tee,1.50\n";
    map("x = ");
    assert_eq!(refused(&firm, &sent(table)), "bank_desk.refusal.map_wrong");
    map("name = \"x\"\ndays = \"year-month-day\"\ndecimal = \"point\"\ncurrency = \"EUR\"\n[columns]\n\
         booked_on = \"Tag\"\namount = \"Summe\"\ntext = \"Worte\"\n");
    assert_eq!(take(&firm, table).kept(), 1);
}

#[test]
fn what_is_kept_otherwise_than_it_was_judged_is_not_kept() {
    let firm = Firm::new();
    let text = Statement { lines: vec![(1, 2_500, "Tee")], ..Statement::default() }.written();
    let plan = take_sent(&firm, &sent(&text), Keep::Nothing).unwrap().statements.remove(0);
    let file = NewBankFile { hash: [7; 32], name: "x".to_owned(), bytes: 1, statements: 1 };
    let half = firm.try_write(&Actor::operator(), move |tx| {
        bank::begin_bank_file(tx, &file)?;
        let taking = bank::begin_statement(tx, &file, &plan, "")?;
        bank::end_statement(tx, &taking)
    });
    let Err(Failure::Refused(refusal)) = half else { panic!("{half:?}") };
    assert_eq!(
        (refusal.kind, refusal.complaints[0].key),
        (RefusalKind::Conflict, "bank_desk.refusal.changed_meanwhile")
    );
    assert_eq!(statements(&firm).len(), 0);
    // The file itself is known once, also when two send it at the same time.
    let file = NewBankFile { hash: [8; 32], name: "x".to_owned(), bytes: 1, statements: 0 };
    let twice = firm.try_write(&Actor::operator(), move |tx| {
        bank::begin_bank_file(tx, &file)?;
        bank::begin_bank_file(tx, &file)
    });
    let Err(Failure::Refused(refusal)) = twice else { panic!("{twice:?}") };
    assert_eq!(refusal.complaints[0].key, "bank_desk.refusal.file_known");
}

/// What the check says after a row was laid hands on.
fn harmed<K: Key, V: Stored>(map: &Map<K, V>, key: &K, change: impl Fn(&mut V)) -> Vec<&'static str> {
    let firm = Firm::new();
    let mut statement = Statement { lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() };
    take(&firm, &statement.written());
    statement.opening = statement.closing();
    (statement.id, statement.to, statement.lines) = ("2", 2, vec![(2, 100, "Brot")]);
    take(&firm, &statement.written());
    let store = firm.app().door().store();
    let mut value = (&store.reader().unwrap() as &dyn Read).get(map, key).expect("the row");
    change(&mut value);
    store
        .write(|group| {
            group.command(|writer| {
                writer.put(map, key, &value);
                Ok::<_, Fault>(())
            })
        })
        .unwrap();
    let check = CHECKS.iter().find(|check| check.name == "payments.statements").unwrap();
    firm.read(|view| check.run(view)).into_iter().map(|defect| defect.complaint.key).collect()
}

#[test]
fn statements_that_were_laid_hands_on_are_named() {
    const STATEMENTS: Map<BankStatementId, BankStatement> = Map::new(188, "BANK_STATEMENT_ID_TO_BANK_STATEMENT");
    let second = BankStatementId::new(2);
    let of = |change: fn(&mut BankStatement)| harmed(&STATEMENTS, &second, change);
    assert_eq!(of(|_| {}), <[&str; 0]>::default());
    assert_eq!(of(|statement| statement.file = [0; 32]), ["checks.payments.statement_origin"]);
    assert_eq!(
        of(|statement| statement.lines = 2),
        ["checks.payments.statement_lines", "checks.payments.statement_fingerprints"]
    );
    assert_eq!(
        of(|statement| statement.credits = Money::eur(99)),
        ["checks.payments.statement_lines", "checks.payments.statement_balance"]
    );
    assert_eq!(of(|statement| statement.balance_after = Some(1)), ["checks.payments.statement_balance"]);
}

#[test]
fn a_reason_stands_for_the_gap_that_somebody_saw() {
    let firm = Firm::new();
    take(&firm, &Statement { lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() }.written());
    let later = Statement { id: "9", opening: 90_000, lines: vec![(5, 100, "Brot")], to: 5, ..Statement::default() };
    let shown = take_sent(&firm, &sent(&later.written()), Keep::Nothing).unwrap();
    // Somebody else takes in what lies between, so that another sum is missing.
    let between = Statement { id: "2", opening: 102_500, lines: vec![(3, -500, "Öl")], to: 3, ..Statement::default() };
    take(&firm, &between.written());
    let because = "Auszug 3 kommt nach".to_owned();
    let file = SentBankFile { gap_because: because, gaps_seen: Some(shown.gaps()), ..sent(&later.written()) };
    assert_eq!(refused(&firm, &file), "bank_desk.refusal.changed_meanwhile");
    let again = take_sent(&firm, &file, Keep::Nothing).unwrap();
    assert_eq!(again.gaps(), [(Money::eur(102_000), Money::eur(90_000))]);
    take_sent(&firm, &SentBankFile { gaps_seen: Some(again.gaps()), ..file }, Keep::Everything).unwrap();
}

#[test]
fn the_newest_day_is_that_of_the_newest_statement_in_whichever_order_they_came() {
    let firm = Firm::new();
    let newest = || firm.read(house_account_rows).unwrap().into_iter().find(|row| row.is_main).unwrap();
    assert_eq!((newest().newest, newest().balance, newest().statements), (None, None, 0));
    let notice = Statement { lines: vec![(9, 700, "Salz")], to: 9, ..Statement::default() };
    let notice = notice.message("camt.054", ("BkToCstmrDbtCdtNtfctn", "Ntfctn"), &notice.entries("BOOK"));
    take(&firm, &notice);
    assert_eq!((newest().newest, newest().statements), (None, 1), "a notice is no statement");
    take(
        &firm,
        &Statement { id: "2", opening: 102_500, lines: vec![(5, 100, "Brot")], to: 5, ..Statement::default() }
            .written(),
    );
    take(&firm, &Statement { id: "1", lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() }.written());
    assert_eq!((newest().newest, newest().balance, newest().statements), (Some(day(5)), Some(Money::eur(102_600)), 3));
}

/// Waits until the desk has an answer for a file.
async fn answer(firm: &Firm, key: &BankFileKey) -> BankFileStanding {
    for _ in 0..500 {
        let standing = firm.app().bank_desk().standing(&Actor::operator(), key).expect("the file");
        if !standing.stage.is_under_way() {
            return standing;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the desk has no answer within ten seconds");
}

#[test]
fn a_file_that_was_refused_is_still_there_and_is_taken_in_afterwards() {
    let firm = Firm::new();
    take(&firm, &Statement { lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() }.written());
    let later = Statement { id: "9", opening: 90_000, lines: vec![(5, 100, "Brot")], to: 5, ..Statement::default() };
    let (key, actor) = ([7; 16], Actor::operator());
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(async {
        assert_eq!(BankDesk::judge(firm.app(), &actor, key, sent(&later.written())), BankFileBegun::Yes);
        let judged = answer(&firm, &key).await;
        assert!(matches!(judged.stage, BankFileStage::Judged(Ok(_))) && !judged.may_be_judged_again);
        assert_eq!(BankDesk::judge_again(firm.app(), &actor, key), BankFileBegun::NotReady);
        assert_eq!(BankDesk::take_in(firm.app(), &actor, key, ""), BankFileBegun::Yes);
        let refused = answer(&firm, &key).await;
        assert!(matches!(refused.stage, BankFileStage::Taken(Err(_))) && refused.may_be_judged_again);
        assert_eq!(BankDesk::judge_again(firm.app(), &actor, key), BankFileBegun::Yes);
        assert!(matches!(answer(&firm, &key).await.stage, BankFileStage::Judged(Ok(_))));
        assert_eq!(BankDesk::take_in(firm.app(), &actor, key, "Die Bank gibt nicht mehr her"), BankFileBegun::Yes);
        let taken = answer(&firm, &key).await;
        assert!(matches!(taken.stage, BankFileStage::Taken(Ok(_))) && !taken.may_be_judged_again);
        assert_eq!(BankDesk::judge_again(firm.app(), &actor, key), BankFileBegun::NotReady);
    });
    assert_eq!(statements(&firm).len(), 2);
}

/// As the store keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Place {
    statement: BankStatementId,
    line: u32,
}

impl Stored for Place {
    const VERSION: u8 = 1;
}

#[test]
fn a_line_whose_fingerprint_leads_elsewhere_is_named() {
    const PLACES: Map<(HouseAccountId, [u8; 16]), Place> = Map::new(190, "ACCOUNT_AND_FINGERPRINT_TO_LINE");
    let firm = Firm::new();
    take(
        &firm,
        &Statement { lines: vec![(1, 2_500, "Tee"), (1, 100, "Brot")], to: 1, ..Statement::default() }.written(),
    );
    let store = firm.app().door().store();
    let rows = (&store.reader().unwrap() as &dyn Read).scan(&PLACES, Span::all());
    let [(one, first), (other, second)] = rows.as_slice() else { panic!("{rows:?}") };
    // Each leads to the other: as many as before, and none of them right.
    store
        .write(|group| {
            group.command(|writer| {
                writer.put(&PLACES, one, second);
                writer.put(&PLACES, other, first);
                Ok::<_, Fault>(())
            })
        })
        .unwrap();
    let check = CHECKS.iter().find(|check| check.name == "payments.statements").unwrap();
    let keys: Vec<_> = firm.read(|view| check.run(view)).into_iter().map(|defect| defect.complaint.key).collect();
    assert_eq!(keys, ["checks.payments.statement_fingerprints"]);
}

/// Takes a statement in, with a reason if there is a gap; whether there was one.
fn take_with_reason(firm: &Firm, statement: &Statement<'_>) -> bool {
    let file = SentBankFile { gap_because: "kommt noch".to_owned(), ..sent(&statement.written()) };
    let taken = take_sent(firm, &file, Keep::Everything).unwrap_or_else(|trouble| panic!("{trouble:?}"));
    sound(firm);
    taken.first_gap().is_some()
}

/// Three pages of one day, and what follows on the next.
fn pages_of_a_day() -> [Statement<'static>; 4] {
    let page = |id, opening, line| Statement { id, opening, lines: vec![line], to: 5, ..Statement::default() };
    [
        page("2", 102_500, (5, 5_000, "Holz")),
        page("3", 107_500, (5, -3_000, "Miete")),
        page("4", 104_500, (5, 100, "Brot")),
        Statement { id: "5", opening: 104_600, lines: vec![(6, 5, "Salz")], to: 6, ..Statement::default() },
    ]
}

#[test]
fn statements_of_one_day_may_come_in_any_order() {
    // Only what comes before its forerunner leaves a gap; whatever fills one has none, nor has what follows the day.
    let orders = [
        ([0, 1, 2], [false, false, false]),
        ([0, 2, 1], [false, true, false]),
        ([1, 0, 2], [true, false, false]),
        ([1, 2, 0], [true, false, false]),
        ([2, 1, 0], [true, true, false]),
    ];
    for (order, gaps) in orders {
        let firm = Firm::new();
        take(&firm, &Statement { lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() }.written());
        let pages = pages_of_a_day();
        let found = order.map(|page| take_with_reason(&firm, &pages[page]));
        assert_eq!(found, gaps, "{order:?}");
        assert_eq!(balance(&firm), Some(104_600), "{order:?}");
        assert!(!take_with_reason(&firm, &pages[3]), "{order:?}");
        assert_eq!(statements(&firm).iter().map(|(_, statement)| statement.lines).sum::<u32>(), 5, "{order:?}");
    }
}

#[test]
fn a_statement_of_a_day_that_is_told_again_with_more_brings_only_what_is_new() {
    let firm = Firm::new();
    take(&firm, &Statement { lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() }.written());
    let mut day = Statement { id: "2", opening: 102_500, lines: vec![(5, 100, "Brot")], to: 5, ..Statement::default() };
    take(&firm, &day.written());
    day.lines.push((5, 200, "Salz"));
    let taken = take(&firm, &day.written());
    assert_eq!((taken.statements[0].verdict, taken.statements[0].gap, taken.kept()), (Verdict::Take, None, 1));
    assert_eq!(balance(&firm), Some(102_800));
}

#[test]
fn a_day_that_ends_as_it_began_is_followed_by_the_next() {
    for order in [[0, 1], [1, 0]] {
        let firm = Firm::new();
        take(&firm, &Statement { lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() }.written());
        let page = |id, opening, line| Statement { id, opening, lines: vec![line], to: 5, ..Statement::default() };
        let pages = [page("2", 102_500, (5, 5_000, "Holz")), page("3", 107_500, (5, -5_000, "Miete"))];
        for number in order {
            take_with_reason(&firm, &pages[number]);
        }
        assert_eq!(balance(&firm), Some(102_500), "{order:?}");
        let next = Statement { id: "4", opening: 102_500, lines: vec![(6, 5, "Salz")], to: 6, ..Statement::default() };
        assert!(!take_with_reason(&firm, &next), "{order:?}");
    }
}

#[test]
fn a_cancelled_look_does_not_cancel_the_taking_in() {
    let firm = Firm::new();
    let (key, actor) = ([8; 16], Actor::operator());
    let text = Statement { lines: vec![(1, 2_500, "Tee")], to: 1, ..Statement::default() }.written();
    let (go_on, held_up) = std::sync::mpsc::channel::<()>();
    let mut one_thread = tokio::runtime::Builder::new_multi_thread();
    let runtime = one_thread.worker_threads(1).max_blocking_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        // The one thread for long work is taken, so that the file waits and is cancelled before anybody looks at it.
        let before = tokio::task::spawn_blocking(move || held_up.recv());
        assert_eq!(BankDesk::judge(firm.app(), &actor, key, sent(&text)), BankFileBegun::Yes);
        firm.app().bank_desk().cancel(&actor, &key);
        go_on.send(()).unwrap();
        before.await.unwrap().unwrap();
        let judged = answer(&firm, &key).await;
        assert!(judged.is_cancelled && matches!(judged.stage, BankFileStage::Judged(Ok(_))));
        assert_eq!(BankDesk::take_in(firm.app(), &actor, key, ""), BankFileBegun::Yes);
        let taken = answer(&firm, &key).await;
        assert!(!taken.is_cancelled && matches!(taken.stage, BankFileStage::Taken(Ok(_))));
    });
}
