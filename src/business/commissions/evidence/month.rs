//! Where the pay of a month stems from: what end customers bought, or what partners bought themselves.
//!
//! A system is held to be lawful as long as its pay stems from sales to end customers (AT § 27 UWG, DE § 16 (2) UWG,
//! ECJ C-515/12). The figures are points for a lawyer, not a verdict.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::business::commissions::SaleKind;
use crate::business::commissions::records::{plan, posted_firsts, runs};
use crate::business::commissions::runs::{CommissionLine, Run, RunState, each_line_of_all};
use crate::business::commissions::sales::each_sale;
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::orders::{Placement, order};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{Currency, LocalText, Money, PartnerId, Period, Rate, RunId};

/// Who bought what the pay stems from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaySource {
    /// Somebody who is no partner.
    EndCustomers,
    /// The one who is paid, for the own household.
    OwnPurchases,
    /// Another partner, for the own household.
    TeamPurchases,
    /// Starter kits, fees and goods that were given away.
    KitsAndFees,
    /// No single sale: pools, sums over a period, adjustments.
    NoSale,
}

/// By the place of each source in `PaySource::ALL`.
pub type BySource = [Money; 5];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthEvidence {
    pub month: Period,
    /// Posted runs whose period ends in the month.
    pub runs: Vec<(RunId, Period)>,
    pub pay: BySource,
    /// How many lines stand behind each.
    pub lines: [u64; 5],
    pub bonuses: Vec<BonusEvidence>,
    /// By receiver.
    pub people: Vec<(PartnerId, BySource)>,
    /// Commission base that was sold in the month, what came back already taken off: to end customers, to partners for
    /// their own households, kits and fees.
    pub sold: SoldSums,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BonusEvidence {
    pub name: String,
    pub title: LocalText,
    pub pay: BySource,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoldSums {
    pub end_customers: Money,
    pub partners: Money,
    pub kits_and_fees: Money,
}

impl PaySource {
    pub const ALL: [PaySource; 5] = [
        PaySource::EndCustomers,
        PaySource::OwnPurchases,
        PaySource::TeamPurchases,
        PaySource::KitsAndFees,
        PaySource::NoSale,
    ];

    /// A stable word for files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            PaySource::EndCustomers => "end_customers",
            PaySource::OwnPurchases => "own_purchases",
            PaySource::TeamPurchases => "team_purchases",
            PaySource::KitsAndFees => "kits_and_fees",
            PaySource::NoSale => "no_sale",
        }
    }

    /// The source of a line. A return takes back what its sale gave, so that it stands where the sale stood.
    fn of(line: &CommissionLine, receiver: PartnerId) -> PaySource {
        let Some(sale) = line.origin.sale() else { return PaySource::NoSale };
        match sale.kind {
            SaleKind::Retail | SaleKind::Return => PaySource::EndCustomers,
            SaleKind::Own if sale.seller == receiver => PaySource::OwnPurchases,
            SaleKind::Own => PaySource::TeamPurchases,
            SaleKind::Kit | SaleKind::Fee | SaleKind::Free => PaySource::KitsAndFees,
        }
    }
}

/// What the posted runs of a month show.
pub fn month_evidence(view: &View<'_>, month: Period) -> Result<MonthEvidence, Failure> {
    view.require(Permission::CommissionsView)?;
    let month = Period::month_of(month.first());
    let nothing = Money::zero(firm(view).map_or(Currency::EUR, |firm| firm.currency));
    let mut evidence = MonthEvidence {
        month,
        runs: Vec::new(),
        pay: [nothing; 5],
        lines: [0; 5],
        bonuses: Vec::new(),
        people: Vec::new(),
        sold: sold(view, month, nothing),
    };
    let mut people: BTreeMap<PartnerId, BySource> = BTreeMap::new();
    for (id, run) in posted_in(view, month) {
        let Some(plan) = plan(view, &run.plan, run.plan_version) else { continue };
        let mut by_bonus: Vec<BySource> = plan.bonuses.iter().map(|_| [nothing; 5]).collect();
        each_line_of_all(view, id, |receiver, line| {
            let source = PaySource::of(line, receiver);
            add(&mut evidence.pay, source, line.amount);
            add(people.entry(receiver).or_insert([nothing; 5]), source, line.amount);
            if let Some(lines) = evidence.lines.get_mut(place(source)) {
                *lines += 1;
            }
            if let Some(of_bonus) = by_bonus.get_mut(usize::from(line.bonus)) {
                add(of_bonus, source, line.amount);
            }
        });
        for (bonus, pay) in plan.bonuses.iter().zip(by_bonus) {
            evidence.add_bonus(BonusEvidence { name: bonus.name.clone(), title: bonus.title.clone(), pay });
        }
        evidence.runs.push((id, run.period));
    }
    evidence.people = people.into_iter().collect();
    Ok(evidence)
}

/// The last month for which something is posted.
pub fn last_posted_month(r: &dyn Read) -> Option<Period> {
    let last = posted_firsts(r).into_iter().map(|(_, run)| run.period.last()).max()?;
    Some(Period::month_of(last))
}

impl MonthEvidence {
    /// Several runs of a month pay by bonuses of the same name.
    fn add_bonus(&mut self, bonus: BonusEvidence) {
        match self.bonuses.iter_mut().find(|known| known.name == bonus.name) {
            Some(known) => known.pay.iter_mut().zip(bonus.pay).for_each(|(sum, amount)| *sum += amount),
            None => self.bonuses.push(bonus),
        }
    }

    pub fn total(&self) -> Money {
        total(&self.pay)
    }

    pub fn pay_from(&self, source: PaySource) -> Money {
        from(&self.pay, source)
    }

    /// The share of the pay of a month that stems from a source; `None` where nothing was paid.
    pub fn share(&self, source: PaySource) -> Option<Rate> {
        share(self.pay_from(source), self.total())
    }
}

pub fn total(pay: &BySource) -> Money {
    let [first, rest @ ..] = pay;
    rest.iter().fold(*first, |sum, amount| sum + *amount)
}

pub fn from(pay: &BySource, source: PaySource) -> Money {
    let [first, ..] = pay;
    pay.get(place(source)).copied().unwrap_or(Money::zero(first.currency()))
}

/// A part of a positive whole, rounded to a tenth of a percent.
pub fn share(part: Money, whole: Money) -> Option<Rate> {
    const THOUSANDTH: i64 = 1_000;
    let thousandths = whole.is_positive().then(|| Money::new(THOUSANDTH, part.currency()))?;
    let rounded = thousandths.share(part.minor(), whole.minor());
    Some(Rate::from_millionths(rounded.minor() * THOUSANDTH))
}

fn place(source: PaySource) -> usize {
    PaySource::ALL.iter().position(|known| *known == source).unwrap_or(0)
}

fn add(pay: &mut BySource, source: PaySource, amount: Money) {
    if let Some(sum) = pay.get_mut(place(source)) {
        *sum += amount;
    }
}

/// Posted runs by the end of their periods.
pub(super) fn posted_in(r: &dyn Read, month: Period) -> Vec<(RunId, Run)> {
    let mut found: Vec<(RunId, Run)> = runs(r)
        .into_iter()
        .filter(|(_, run)| run.state == RunState::Posted && month.contains(run.period.last()))
        .collect();
    found.sort_by_key(|(id, run)| (run.period.last(), *id));
    found
}

fn sold(r: &dyn Read, month: Period, nothing: Money) -> SoldSums {
    let mut sums = SoldSums { end_customers: nothing, partners: nothing, kits_and_fees: nothing };
    each_sale(r, month, |sale| {
        let kind = match sale.kind {
            // A return counts where its sale counted.
            SaleKind::Return => match order(r, sale.order).map(|order| order.placement) {
                Some(Placement::PartnerOwn) => SaleKind::Own,
                _ => SaleKind::Retail,
            },
            kind => kind,
        };
        let sum = match kind {
            SaleKind::Own => &mut sums.partners,
            SaleKind::Retail | SaleKind::Return => &mut sums.end_customers,
            SaleKind::Kit | SaleKind::Fee | SaleKind::Free => &mut sums.kits_and_fees,
        };
        if sale.base.currency() == nothing.currency() {
            *sum += sale.base;
        }
        ControlFlow::Continue(())
    });
    sums
}
