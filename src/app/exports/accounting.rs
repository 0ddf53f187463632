//! The books for the tax adviser: one file of bookings for each month.

use std::collections::BTreeMap;

use crate::app::exports::GivenFile;
use crate::app::exports::book_people::book_people;
use crate::business::billing::{Invoice, invoice};
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::firm;
use crate::business::ledger::{
    BooksProgram, BooksSettings, LedgerAccount, LedgerKey, Posting, TaxTag, booked_days, books_settings,
    closed_through, postings_of_days,
};
use crate::business::orders::category;
use crate::business::view::View;
use crate::exchange::accounting::{
    BMD_PEOPLE, Batch, BmdBatch, Chart, ChartError, DATEV_PEOPLE, Entry, EntryKind, Leg, People, batch_file,
    batch_name, bmd_file, bmd_name, bmd_people, datev_people,
};
use crate::store::Fault;
use crate::text;
use crate::values::{Currency, Language, Period};

/// What every file of bookings is written from.
pub(super) struct Books {
    pub settings: BooksSettings,
    pub chart: Chart,
    pub currency: Currency,
}

impl Books {
    pub fn of(view: &View<'_>) -> Result<Books, Failure> {
        let settings = books_settings(view).ok_or_else(|| Complaint::new("books.refusal.no_settings"))?;
        let firm = firm(view).ok_or_else(Failure::not_found)?;
        let chart = Chart::of(&settings, firm.home).map_err(refused)?;
        Ok(Books { settings, chart, currency: firm.currency })
    }
}

pub(super) fn books(view: &View<'_>, program: BooksProgram, period: Option<Period>) -> Result<Books, Failure> {
    let books = Books::of(view)?;
    if books.settings.chart.program() != program {
        let chart = books.settings.chart.word().to_uppercase();
        return Err(Complaint::new("books.refusal.other_program").with("chart", chart).into());
    }
    if period.is_some_and(|period| !is_of_whole_months(period)) {
        return Err(Complaint::new("books.refusal.whole_months").into());
    }
    Ok(books)
}

/// Months without a posting have no file. A month that is closed is marked as one in which nothing changes any more.
/// Whoever has a personal account in them stands in a file of its own.
pub(super) fn datev_files(view: &View<'_>, period: Option<Period>) -> Result<Vec<GivenFile>, Failure> {
    let Books { settings, chart, currency } = books(view, BooksProgram::Datev, period)?;
    let closed = closed_through(view);
    let (settings, chart, made_at) = (&settings, &chart, view.now());
    let months = by_month(view, period, currency);
    let mut files = Vec::new();
    for (month, entries) in &months {
        let (month, is_closed) = (*month, closed.is_some_and(|through| month.last() <= through));
        let batch = Batch { settings, chart, month, currency, made_at, is_closed, entries };
        files.push(GivenFile { name: batch_name(month), bytes: batch_file(&batch).map_err(refused)? });
    }
    if let Some((last, _)) = months.last() {
        let people = book_people(view, chart, &months).map_err(refused)?;
        let people = People { settings, chart, currency, made_at, day: last.first(), people: &people };
        files.push(GivenFile { name: DATEV_PEOPLE.to_owned(), bytes: datev_people(&people) });
    }
    Ok(files)
}

/// The same for BMD NTCS.
pub(super) fn bmd_files(view: &View<'_>, period: Option<Period>) -> Result<Vec<GivenFile>, Failure> {
    let Books { settings, chart, currency } = books(view, BooksProgram::Bmd, period)?;
    let months = by_month(view, period, currency);
    let mut files = Vec::new();
    for (month, entries) in &months {
        let batch = BmdBatch { terms: settings.bmd, chart: &chart, entries };
        files.push(GivenFile { name: bmd_name(*month), bytes: bmd_file(&batch).map_err(refused)? });
    }
    if !months.is_empty() {
        let people = book_people(view, &chart, &months).map_err(refused)?;
        files.push(GivenFile { name: BMD_PEOPLE.to_owned(), bytes: bmd_people(&people) });
    }
    Ok(files)
}

/// The chart and the number of an account in it; nothing while none is agreed on, and no number for personal accounts.
pub(super) fn account_number(view: &View<'_>, account: LedgerAccount) -> (String, String) {
    let (Some(settings), Some(firm)) = (books_settings(view), firm(view)) else { return Default::default() };
    let number = Chart::of(&settings, firm.home).and_then(|chart| chart.number_of(LedgerKey::whole(account)));
    let is_personal = matches!(account, LedgerAccount::Receivables | LedgerAccount::CommissionPayable);
    let number = number.ok().filter(|_| !is_personal).map(|number| number.to_string());
    (settings.chart.word().to_uppercase(), number.unwrap_or_default())
}

fn is_of_whole_months(period: Period) -> bool {
    period.first().day_of_month() == 1 && period.last().plus_days(1).day_of_month() == 1
}

pub(super) fn refused(error: ChartError) -> Failure {
    match error {
        ChartError::Unreadable(why) => Fault::new(why).about("reading a chart of accounts").into(),
        ChartError::Missing(account) => Complaint::new("books.refusal.account").with("account", account.word()).into(),
        ChartError::TooMany => Complaint::new("books.refusal.too_many").into(),
    }
}

/// The postings of each month that has some; months and postings oldest first.
fn by_month(view: &View<'_>, period: Option<Period>, currency: Currency) -> Vec<(Period, Vec<Entry>)> {
    let Some((begin, end)) = booked_days(view) else { return Vec::new() };
    let first = period.map_or(begin, |period| period.first().max(begin));
    let last = period.map_or(end, |period| period.last().min(end));
    let months =
        std::iter::successors(Some(Period::month_of(first)), |month| Some(Period::month_of(month.last().plus_days(1))));
    let months = months.take_while(|month| month.first() <= last);
    months.map(|month| (month, entries_of(view, month, currency))).filter(|(_, entries)| !entries.is_empty()).collect()
}

pub(super) fn entries_of(view: &View<'_>, month: Period, currency: Currency) -> Vec<Entry> {
    let postings = postings_of_days(view, month.first(), month.last());
    postings.into_iter().map(|(id, posting)| entry(view, id.number(), posting, currency)).collect()
}

fn entry(view: &View<'_>, id: u64, posting: Posting, currency: Currency) -> Entry {
    let billed = posting.subject.id_of().and_then(|id| invoice(view, id));
    let told = billed.as_ref().filter(|invoice| invoice.number == posting.document);
    let (due_on, vat_id) = told.map_or((None, String::new()), |invoice| {
        (Some(invoice.due_on), invoice.vat_id.as_ref().map(ToString::to_string).unwrap_or_default())
    });
    Entry {
        posting: id,
        kind: kind_of(&posting),
        day: posting.day,
        // Whoever reads the file is a tax adviser who speaks German, whatever language the operator speaks.
        text: text!(Language::De, &format!("office_ledger.rule.{}", posting.rule)),
        service_on: posting.service_on,
        due_on,
        vat_id,
        reverses: posting.reverses.is_some(),
        legs: legs(&posting, billed.as_ref(), currency),
        document: posting.document,
    }
}

fn kind_of(posting: &Posting) -> EntryKind {
    match posting.rule.as_str() {
        "invoice_issued" => EntryKind::Invoice,
        "credit_note_issued" => EntryKind::CreditNote,
        _ if posting.lines.iter().any(|line| line.key.account == LedgerAccount::Bank) => EntryKind::Bank,
        _ => EntryKind::Other,
    }
}

/// What a posting moves in the firm's currency; revenue and its tax are one leg for each tax tag. Postings from before
/// there were tags ask their document.
fn legs(posting: &Posting, billed: Option<&Invoice>, currency: Currency) -> Vec<Leg> {
    if let Some(legs) = billed.filter(|_| is_from_before(posting)).and_then(|invoice| sales(posting, invoice)) {
        return legs;
    }
    let mut sold: BTreeMap<TaxTag, (i64, i64)> = BTreeMap::new();
    let mut legs = Vec::new();
    for line in posting.lines.iter().filter(|line| line.amount.currency() == currency) {
        let (key, amount) = (line.key, line.amount.minor());
        match (key.account, TaxTag::of_sub_account(key.sub_account)) {
            // What is let off lowers the sale that it was for, with its tax.
            (LedgerAccount::Revenue | LedgerAccount::SkontoGiven, Some(tag)) => {
                sold.entry(tag).or_default().0 += amount
            }
            (LedgerAccount::OutputVat, Some(tag)) => sold.entry(tag).or_default().1 += amount,
            _ => legs.push(Leg::Account { key, amount }),
        }
    }
    legs.extend(sold.into_iter().map(|(sold, (net, tax))| Leg::Sale { sold, net, tax }));
    legs
}

fn is_from_before(posting: &Posting) -> bool {
    let mut sales = posting.lines.iter().filter(|line| is_sale(line.key.account));
    sales.any(|line| TaxTag::of_sub_account(line.key.sub_account).is_none())
}

const fn is_sale(account: LedgerAccount) -> bool {
    matches!(account, LedgerAccount::Revenue | LedgerAccount::OutputVat)
}

/// Revenue and tax of a document, one leg for each kind of tax; `None` where the document says something else than
/// the posting.
fn sales(posting: &Posting, invoice: &Invoice) -> Option<Vec<Leg>> {
    let sum_of = |account| -> i64 {
        posting.lines.iter().filter(|line| line.key.account == account).map(|line| line.amount.minor()).sum()
    };
    let (net, tax) = (sum_of(LedgerAccount::Revenue), sum_of(LedgerAccount::OutputVat));
    let sign = [-1, 1].into_iter().find(|sign| {
        let groups = &invoice.totals.groups;
        net == sign * groups.iter().map(|group| group.net.minor()).sum::<i64>()
            && tax == sign * groups.iter().map(|group| group.tax.minor()).sum::<i64>()
    })?;
    let others = posting.lines.iter().filter(|line| !is_sale(line.key.account));
    let mut legs: Vec<Leg> = others.map(|line| Leg::Account { key: line.key, amount: line.amount.minor() }).collect();
    for group in &invoice.totals.groups {
        // Documents from before this was kept were taxed where the goods went.
        let country = invoice.delivery.country;
        let sold = TaxTag { country, category: category(invoice.tax_reason, group.rate), rate: group.rate };
        legs.push(Leg::Sale { sold, net: sign * group.net.minor(), tax: sign * group.tax.minor() });
    }
    Some(legs)
}
