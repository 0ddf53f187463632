//! The books for DATEV: one file of bookings for each month.

use std::collections::BTreeMap;

use crate::app::exports::{A_PAGE, GivenFile};
use crate::business::billing::{Invoice, invoice};
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::firm;
use crate::business::ledger::{LedgerAccount, Posting, books_settings, closed_through, postings};
use crate::business::view::View;
use crate::exchange::accounting::{Batch, Chart, ChartError, Entry, Leg, SaleTax, batch_file, batch_name};
use crate::store::Fault;
use crate::text;
use crate::values::{Currency, Language, Period};

/// Months without a posting have no file. A month that is closed is marked as one in which nothing changes any more.
pub(super) fn datev_files(view: &View<'_>, period: Option<Period>) -> Result<Vec<GivenFile>, Failure> {
    let settings = books_settings(view).ok_or_else(|| Complaint::new("books.refusal.no_settings"))?;
    if period.is_some_and(|period| !is_of_whole_months(period)) {
        return Err(Complaint::new("books.refusal.whole_months").into());
    }
    let chart = Chart::of(&settings).map_err(refused)?;
    let currency = firm(view).map_or(Currency::EUR, |firm| firm.currency);
    let closed = closed_through(view);
    let mut files = Vec::new();
    for (month, entries) in by_month(view, period, currency) {
        let is_closed = closed.is_some_and(|through| month.last() <= through);
        let (settings, chart, made_at) = (&settings, &chart, view.now());
        let batch = Batch { settings, chart, month, currency, made_at, is_closed, entries: &entries };
        files.push(GivenFile { name: batch_name(month), bytes: batch_file(&batch).map_err(refused)? });
    }
    Ok(files)
}

fn is_of_whole_months(period: Period) -> bool {
    period.first().day_of_month() == 1 && period.last().plus_days(1).day_of_month() == 1
}

fn refused(error: ChartError) -> Failure {
    match error {
        ChartError::Unreadable(why) => Fault::new(why).about("reading a chart of accounts").into(),
        ChartError::Missing(account) => Complaint::new("books.refusal.account").with("account", account.word()).into(),
        ChartError::TooMany => Complaint::new("books.refusal.too_many").into(),
    }
}

/// The postings in the firm's currency, months and postings oldest first.
fn by_month(view: &View<'_>, period: Option<Period>, currency: Currency) -> Vec<(Period, Vec<Entry>)> {
    let mut months: BTreeMap<_, Vec<Entry>> = BTreeMap::new();
    let mut last = None;
    loop {
        let page = postings(view, last, A_PAGE);
        let Some((oldest, _)) = page.last() else { break };
        last = Some(*oldest);
        for (id, posting) in page {
            if period.is_none_or(|period| period.contains(posting.day)) {
                let entry = entry(view, id.number(), posting, currency);
                months.entry(Period::month_of(entry.day).first()).or_default().push(entry);
            }
        }
    }
    let in_order = |entries: Vec<Entry>| entries.into_iter().rev().collect();
    months.into_iter().map(|(first, entries)| (Period::month_of(first), in_order(entries))).collect()
}

fn entry(view: &View<'_>, id: u64, posting: Posting, currency: Currency) -> Entry {
    let billed = posting.subject.id_of().and_then(|id| invoice(view, id));
    let legs = billed.and_then(|invoice| sales(&posting, &invoice)).unwrap_or_else(|| {
        let of_firm = posting.lines.iter().filter(|line| line.amount.currency() == currency);
        of_firm.map(|line| Leg::Account { key: line.key, amount: line.amount.minor() }).collect()
    });
    Entry {
        posting: id,
        day: posting.day,
        // Whoever reads the file is a tax adviser in Germany, whatever language the operator speaks.
        text: text!(Language::De, &format!("office_ledger.rule.{}", posting.rule)),
        document: posting.document,
        service_on: posting.service_on,
        reverses: posting.reverses.is_some(),
        legs,
    }
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
    let is_sale = |account| matches!(account, LedgerAccount::Revenue | LedgerAccount::OutputVat);
    let others = posting.lines.iter().filter(|line| !is_sale(line.key.account));
    let mut legs: Vec<Leg> = others.map(|line| Leg::Account { key: line.key, amount: line.amount.minor() }).collect();
    let taxes = posting.lines.iter().filter(|line| line.key.account == LedgerAccount::OutputVat);
    let kinds: Vec<SaleTax> = taxes.map(|line| SaleTax::of_sub_account(line.key.sub_account)).collect();
    for group in &invoice.totals.groups {
        let kept = kinds.iter().find(|kind| kind.rate == group.rate).cloned();
        let category = if group.rate.is_zero() { "Z" } else { "S" };
        let mut sold = kept.unwrap_or(SaleTax { country: None, category, rate: group.rate });
        // Documents from before this was kept were taxed where the goods went.
        sold.country = sold.country.or(Some(invoice.delivery.country));
        legs.push(Leg::Sale { sold, net: sign * group.net.minor(), tax: sign * group.tax.minor() });
    }
    Some(legs)
}
