//! The tables that an auditor takes along, filled from one snapshot.

use crate::app::exports::accounting::account_number;
use crate::app::exports::book_people::{BookParty, book_party};
use crate::app::exports::{A_PAGE, ExportKind, GivenFile, require_export};
use crate::business::billing::{Invoice, InvoiceLine, invoice, invoices};
use crate::business::commissions::{
    RunState, run_number, runs, self_billed_of_period, self_billed_sheet, statements_of_run,
};
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::ledger::{
    Closing, LedgerAccount, LedgerKey, Posting, PostingLine, TaxTag, balances_of, booked_days, closed_through,
    closings, postings_of_days, rate_of_sub_account,
};
use crate::business::orders::{category, order_number};
use crate::business::partners::partner;
use crate::business::payments::payments;
use crate::business::people::person;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::auditor::{
    self, ACCOUNTS, AuditTable, CLOSINGS, COMMISSIONS, DTD, DTD_NAME, INDEX_NAME, INVOICE_LINES, INVOICE_TAXES,
    INVOICES, PAYMENTS, PERSONAL_ACCOUNTS, POSTINGS, SELF_BILLED, Supplier, number, sheet,
};
use crate::text;
use crate::values::{Address, Currency, Day, InvoiceId, Language, Money, Period, Rate};

/// Whoever reads the folder works for a tax authority in Germany or Austria.
const READER: Language = Language::De;

/// What lies in the folder beside the documents and the journal.
pub struct AuditTables {
    pub files: Vec<GivenFile>,
    /// The last day up to which the books are closed; the days behind it may still change.
    pub closed_through: Option<Day>,
    /// The last day of what was asked for.
    pub last: Day,
}

/// Documents of a period, or all there are; accounts and people are told as they are now.
pub fn audit_tables(view: &View<'_>, period: Option<Period>) -> Result<AuditTables, Failure> {
    require_export(view, ExportKind::Auditor)?;
    for needed in [Permission::BillingView, Permission::CommissionsView, Permission::JournalView] {
        view.require(needed)?;
    }
    let documents = invoices_of(view, period);
    let tables: [(&AuditTable, Vec<Vec<String>>); 10] = [
        (&ACCOUNTS, accounts(view)),
        (&PERSONAL_ACCOUNTS, personal_accounts(view)),
        (&POSTINGS, posting_rows(view, period)),
        (&INVOICES, documents.iter().map(|(id, invoice)| invoice_row(view, *id, invoice)).collect()),
        (&INVOICE_LINES, documents.iter().flat_map(|(_, invoice)| line_rows(invoice)).collect()),
        (&INVOICE_TAXES, documents.iter().flat_map(|(_, invoice)| tax_rows(invoice)).collect()),
        (&PAYMENTS, payment_rows(view, period)),
        (&COMMISSIONS, commission_rows(view, period)?),
        (&SELF_BILLED, self_billed_rows(view, period)?),
        (&CLOSINGS, closing_rows(view)),
    ];
    let file = |name: &str, bytes: Vec<u8>| GivenFile { name: name.to_owned(), bytes };
    let mut files: Vec<GivenFile> = tables.iter().map(|(table, rows)| file(table.file, sheet(table, rows))).collect();
    files.push(file(INDEX_NAME, auditor::index(&supplier(view, period)?).into_bytes()));
    files.push(file(DTD_NAME, DTD.as_bytes().to_vec()));
    let last = period.map_or_else(|| view.today(), Period::last);
    Ok(AuditTables { files, closed_through: closed_through(view), last })
}

fn supplier(view: &View<'_>, period: Option<Period>) -> Result<Supplier, Failure> {
    let firm = firm(view).ok_or_else(Failure::not_found)?;
    let address = &firm.address;
    let location = format!("{} {}, {} {}", address.street, address.house_number, address.postcode, address.town);
    // No time: the same folder comes out with the same bytes, and the journal says when it ends.
    let comment = text!(READER, "auditor.comment");
    let days = period.map(|period| (period.first().to_string(), period.last().to_string()));
    Ok(Supplier { name: firm.legal_name, location, comment, days })
}

fn accounts(view: &View<'_>) -> Vec<Vec<String>> {
    let row = |account: LedgerAccount| {
        let (chart, number) = account_number(view, account);
        vec![account.word().to_owned(), account.say(READER), chart, number]
    };
    LedgerAccount::ALL.into_iter().map(row).collect()
}

fn personal_accounts(view: &View<'_>) -> Vec<Vec<String>> {
    let currency = firm(view).map_or(Currency::EUR, |firm| firm.currency);
    let rows = LedgerAccount::PERSONAL.into_iter().flat_map(|account| {
        balances_of(view, account).into_iter().map(move |(sub_account, balance)| {
            let BookParty { number: printed, name, address, vat_id, .. } =
                book_party(view, LedgerKey { account, sub_account });
            let of = |field: &dyn Fn(&Address) -> String| address.as_ref().map(field).unwrap_or_default();
            vec![
                account.word().to_owned(),
                sub_account.to_string(),
                printed,
                name.whole(),
                of(&|address| format!("{} {}", address.street, address.house_number).trim().to_owned()),
                of(&|address| address.postcode.clone()),
                of(&|address| address.town.clone()),
                of(&|address| address.country.to_string()),
                vat_id,
                plain(Money::new(balance, currency)),
            ]
        })
    });
    rows.collect()
}

fn posting_rows(view: &View<'_>, period: Option<Period>) -> Vec<Vec<String>> {
    let Some(all) = booked_days(view) else { return Vec::new() };
    let (first, last) = period.map_or(all, |period| (period.first(), period.last()));
    let postings = postings_of_days(view, first, last);
    let rows = postings.iter().flat_map(|(id, posting)| {
        let lines = posting.lines.iter().enumerate();
        lines.map(move |(i, line)| posting_row(id.number(), i + 1, posting, line))
    });
    rows.collect()
}

fn posting_row(id: u64, place: usize, posting: &Posting, line: &PostingLine) -> Vec<String> {
    let key = line.key;
    let (debit, credit) = match line.amount.is_negative() {
        true => (String::new(), plain(-line.amount)),
        false => (plain(line.amount), String::new()),
    };
    let is_sale = matches!(key.account, LedgerAccount::Revenue | LedgerAccount::OutputVat | LedgerAccount::SkontoGiven);
    let tag = TaxTag::of_sub_account(key.sub_account).filter(|_| is_sale);
    let before =
        (tag.is_none() && key.account == LedgerAccount::OutputVat).then(|| rate_of_sub_account(key.sub_account));
    vec![
        id.to_string(),
        place.to_string(),
        posting.day.to_string(),
        posting.at.to_string(),
        posting.rule.clone(),
        text!(READER, &format!("office_ledger.rule.{}", posting.rule)),
        posting.document.clone(),
        format!("{}:{}", posting.subject.kind, posting.subject.id),
        key.account.word().to_owned(),
        if key.sub_account == 0 { String::new() } else { key.sub_account.to_string() },
        debit,
        credit,
        line.amount.currency().to_string(),
        tag.map(|tag| tag.country.to_string()).unwrap_or_default(),
        tag.map(|tag| tag.category.code().to_owned()).unwrap_or_default(),
        tag.map(|tag| tag.rate).or(before).map(percent).unwrap_or_default(),
        posting.service_on.map(|day| day.to_string()).unwrap_or_default(),
        posting.reverses.map(|id| id.to_string()).unwrap_or_default(),
    ]
}

/// Oldest first.
fn invoices_of(view: &View<'_>, period: Option<Period>) -> Vec<(InvoiceId, Invoice)> {
    let mut found = Vec::new();
    let mut last = None;
    loop {
        let page = invoices(view, last, A_PAGE);
        let Some((oldest, _)) = page.last() else { break };
        last = Some(*oldest);
        found.extend(page.into_iter().filter(|(_, invoice)| is_in(period, invoice.day)));
    }
    found.reverse();
    found
}

fn is_in(period: Option<Period>, day: Day) -> bool {
    period.is_none_or(|period| period.contains(day))
}

fn invoice_row(view: &View<'_>, id: InvoiceId, document: &Invoice) -> Vec<String> {
    let Invoice { kind, number, day, delivered_on, due_on, customer, billing, totals, .. } = document;
    vec![
        number.clone(),
        kind.word().to_owned(),
        id.to_string(),
        day.to_string(),
        delivered_on.to_string(),
        due_on.to_string(),
        customer.map(|id| id.to_string()).unwrap_or_default(),
        billing.name.clone(),
        billing.country.to_string(),
        document.vat_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        plain(totals.net),
        plain(totals.tax),
        plain(totals.gross),
        totals.gross.currency().to_string(),
        document.credits.and_then(|id| invoice(view, id)).map(|credited| credited.number).unwrap_or_default(),
        document.tax_reason.map(|reason| text!(READER, &reason.text_key())).unwrap_or_default(),
    ]
}

fn line_rows(document: &Invoice) -> Vec<Vec<String>> {
    let row = |(i, line): (usize, &InvoiceLine)| {
        vec![
            document.number.clone(),
            (i + 1).to_string(),
            line.sku.clone(),
            line.name.clone(),
            line.quantity.to_string(),
            plain(line.unit_price),
            percent(line.vat_rate),
            plain(line.net),
        ]
    };
    document.lines.iter().enumerate().map(row).collect()
}

fn tax_rows(document: &Invoice) -> Vec<Vec<String>> {
    let groups = document.totals.groups.iter().map(|group| {
        let category = category(document.tax_reason, group.rate).code().to_owned();
        vec![document.number.clone(), category, percent(group.rate), plain(group.net), plain(group.tax)]
    });
    groups.collect()
}

fn payment_rows(view: &View<'_>, period: Option<Period>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut last = None;
    loop {
        let page = payments(view, last, A_PAGE);
        let Some((oldest, _)) = page.last() else { break };
        last = Some(*oldest);
        for (id, payment) in page.iter().filter(|(_, payment)| is_in(period, payment.received_on)) {
            rows.push(vec![
                id.to_string(),
                payment.received_on.to_string(),
                order_number(payment.order),
                plain(payment.amount),
                payment.amount.currency().to_string(),
                payment.purpose(READER),
                payment.posting.to_string(),
                payment.reversed.as_ref().map(|reversal| reversal.reason.clone()).unwrap_or_default(),
            ]);
        }
    }
    rows.reverse();
    rows
}

/// By the day on which they were issued, oldest first.
fn self_billed_rows(view: &View<'_>, period: Option<Period>) -> Result<Vec<Vec<String>>, Failure> {
    let ids = self_billed_of_period(view, period)?.into_iter();
    let rows = ids.filter_map(|id| self_billed_sheet(view, id)).map(|sheet| {
        let state = sheet.state().say(READER);
        let (document, cancelled) = (sheet.document, sheet.cancelled);
        let (supplier, period) = (document.supplier, document.period);
        vec![
            document.number,
            document.day.to_string(),
            run_number(document.run),
            period.first().to_string(),
            period.last().to_string(),
            supplier.number,
            supplier.address.name,
            supplier.address.country.to_string(),
            supplier.vat_id.map(|number| number.to_string()).unwrap_or_default(),
            supplier.tax_number,
            category(document.tax_reason, document.rate).code().to_owned(),
            percent(document.rate),
            plain(document.net),
            plain(document.tax),
            plain(document.gross),
            plain(document.owed_tax),
            document.gross.currency().to_string(),
            cancelled.map(|(number, _)| number).unwrap_or_default(),
            state,
        ]
    });
    Ok(rows.collect())
}

/// Runs that were posted, by the days that they settle.
fn commission_rows(view: &View<'_>, period: Option<Period>) -> Result<Vec<Vec<String>>, Failure> {
    let mut rows = Vec::new();
    let posted = runs(view).into_iter().rev().filter(|(_, run)| run.state == RunState::Posted);
    for (id, run) in posted.filter(|(_, run)| is_in(period, run.period.last())) {
        for (earner, statement) in statements_of_run(view, id)? {
            let known = partner(view, earner);
            rows.push(vec![
                run_number(id),
                format!("{} {}", run.plan, run.plan_version),
                run.period.first().to_string(),
                run.period.last().to_string(),
                known.as_ref().map(|known| known.number.clone()).unwrap_or_default(),
                known.and_then(|known| person(view, known.person)).map(|person| person.name()).unwrap_or_default(),
                statement.lines.to_string(),
                plain(statement.total),
                statement.total.currency().to_string(),
            ]);
        }
    }
    Ok(rows)
}

fn closing_rows(view: &View<'_>) -> Vec<Vec<String>> {
    let row = |closing: Closing| {
        let state = match closing.is_open_again {
            true => text!(READER, "auditor.open_again"),
            false => text!(READER, "auditor.closed"),
        };
        let reasons: Vec<String> = closing.reopened.iter().map(|reopening| reopening.because.clone()).collect();
        vec![
            closing.through.to_string(),
            closing.at.to_string(),
            blake3::Hash::from_bytes(closing.trial_hash).to_hex().to_string(),
            state,
            reasons.join("; "),
        ]
    };
    closings(view).into_iter().rev().map(|(_, closing)| row(closing)).collect()
}

fn plain(amount: Money) -> String {
    number(&amount.decimal())
}

fn percent(rate: Rate) -> String {
    number(&rate.percent())
}
