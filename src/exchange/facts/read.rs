//! From the bytes of the files to frozen facts with the names beside them.

use crate::business::commissions::{FactTrouble, Facts, FactsOf, Plan, Refunds, asked_of_facts};
use crate::business::failure::Complaint;
use crate::exchange::facts::again::settle_again;
use crate::exchange::facts::carry::read_carry;
use crate::exchange::facts::earlier::{check_refunds, check_settled_before};
use crate::exchange::facts::people::{PeopleAsked, ReadPeople, read_people};
use crate::exchange::facts::sales::{EarlierRefund, ReadSales, SalesAsked, read_sales};
use crate::exchange::facts::words::Words;
use crate::exchange::facts::{FactFile, FactProblem, FactProblems, Names};
use crate::values::{PartnerId, Period};

/// The files of a folder, whole.
#[derive(Clone, Copy)]
pub struct FactFiles<'f> {
    pub people: &'f [u8],
    pub sales: &'f [u8],
    pub carry: Option<&'f [u8]>,
}

/// Facts, and which texts their numbers stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFacts {
    pub facts: Facts,
    pub people: Names,
    /// What people are called, by their numbers from 1; may be empty.
    called: Vec<String>,
    pub sales: Names,
}

impl NamedFacts {
    pub fn id(&self, partner: PartnerId) -> &str {
        self.people.name(partner.number())
    }

    /// The id of whoever stands on a place; empty where nobody does.
    pub fn id_at(&self, place: u32) -> &str {
        self.facts.tree.partner(place).map_or("", |partner| self.id(partner))
    }

    pub fn called(&self, partner: PartnerId) -> &str {
        let place = usize::try_from(partner.number()).ok().and_then(|number| number.checked_sub(1));
        place.and_then(|place| self.called.get(place)).map_or("", String::as_str)
    }

    pub fn place(&self, id: &str) -> Option<u32> {
        self.people.number(id).and_then(|number| self.facts.tree.place(PartnerId::new(number)))
    }
}

/// The files of an earlier period, as they were settled.
#[derive(Clone, Copy)]
pub struct Before<'f> {
    pub period: Period,
    pub files: FactFiles<'f>,
}

/// Facts for a plan and a period, or everything that is wrong with the files.
pub fn read_facts(files: FactFiles<'_>, plan: &Plan, period: Period) -> Result<NamedFacts, FactProblems> {
    read_facts_after(files, plan, period, &[])
}

/// The same with the files of earlier periods, for a plan that reckons them again when goods come back.
pub fn read_facts_after(
    files: FactFiles<'_>,
    plan: &Plan,
    period: Period,
    before: &[Before<'_>],
) -> Result<NamedFacts, FactProblems> {
    let mut problems = FactProblems::default();
    let Some(mut given) = read_given(files, plan, period, &mut problems) else { return Err(problems) };
    check_settled_before(&given, plan, &mut problems);
    match plan.refunds {
        Refunds::Original => check_refunds(&given, plan, &mut problems),
        Refunds::Again(ranks) => settle_again(&mut given, (plan, ranks), before, &mut problems)?,
        Refunds::Present => {}
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let Given { facts, people, called, sales, .. } = given;
    match Facts::freeze(facts) {
        Ok(facts) => Ok(NamedFacts { facts: facts.with_factors(&plan.factors), people, called, sales }),
        Err(troubles) => {
            troubles.iter().for_each(|trouble| problems.note(of_facts(trouble)));
            Err(problems)
        }
    }
}

/// What stands in the files, with the names of people and sales.
pub(super) struct Given {
    pub facts: FactsOf,
    pub people: Names,
    called: Vec<String>,
    pub sales: Names,
    /// The row of each sale.
    pub rows: Vec<u64>,
    /// Refunds of sales that are not in the file.
    pub earlier: Vec<EarlierRefund>,
}

/// Whatever is wrong is noted; nothing is given where a file cannot be read at all.
pub(super) fn read_given(
    files: FactFiles<'_>,
    plan: &Plan,
    period: Period,
    problems: &mut FactProblems,
) -> Option<Given> {
    let asked = asked_of_facts(plan);
    let mut words = Words::default();
    let wanted = PeopleAsked { plan, asked: &asked, period };
    let ReadPeople { people, columns: person_columns, ids, called } =
        read_people(files.people, &wanted, &mut words, problems)?;
    let wanted = SalesAsked { plan, asked: &asked, period, people: &ids };
    let sold = read_sales(files.sales, &wanted, &mut words, problems);
    let carry = files.carry.map(|bytes| read_carry(bytes, plan, &ids, problems)).unwrap_or_default();
    let ReadSales { sales, columns: sale_columns, rows, ids: sale_ids, earlier, currency } = sold?;
    let words = words.into_list();
    let facts = FactsOf { period, currency, people, sales, person_columns, sale_columns, words, carry };
    Some(Given { facts, people: ids, called, sales: sale_ids, rows, earlier })
}

/// The readers find all of this before, with its row; only the number of rows is left to the facts themselves.
fn of_facts(trouble: &FactTrouble) -> FactProblem {
    let (file, key) = match trouble {
        FactTrouble::Tree(_) => (FactFile::People, "facts.problem.no_tree"),
        FactTrouble::UnknownSeller { .. } => (FactFile::Sales, "facts.problem.nobody"),
        FactTrouble::OutsidePeriod { .. } | FactTrouble::TooManySales => (FactFile::Sales, "facts.problem.too_many"),
    };
    FactProblem::of_file(file, Complaint::new(key))
}
