//! An outcome and its reasons in sentences.

mod absence;
mod line;
mod settled;

pub use absence::{say_absence, word_of};
pub use settled::say_settled;

use crate::business::commissions::{
    BackBecause, Formula, is_condition, named_values, plain_number, say_condition, say_part,
};
use crate::exchange::plan_run::rows::SourceOf;
use crate::exchange::plan_run::say::absence::say_absences;
use crate::exchange::plan_run::say::line::{say_factors_of, say_line, say_way};
use crate::exchange::plan_run::{Explained, Settled};
use crate::values::Language;
use crate::{text, texts};

/// Every amount with its reckoning, and why there is not more.
pub fn say_explained(settled: &Settled, explained: &Explained, language: Language) -> Vec<String> {
    let Settled { plan, named, .. } = settled;
    let money = |minor: i64| texts::money(language, settled.money(minor));
    let mut said = vec![text!(
        language,
        "plan_run.said.person",
        person = who(settled, explained.place),
        title = plan.title.get(language),
        version = plan.version,
        period = texts::period(language, named.facts.period),
        amount = money(explained.total)
    )];
    for of in &explained.bonuses {
        said.push(String::new());
        let title = plan.bonuses.get(usize::from(of.bonus)).map_or("", |bonus| bonus.title.get(language));
        let (name, amount) = (settled.bonus_name(of.bonus), money(of.total));
        said.push(text!(language, "plan_run.said.bonus", title = title, name = name, amount = amount));
        for line in &of.lines {
            said.push(format!("  {}", say_line(settled, line, language)));
            said.extend(say_factors_of(settled, line, language).map(|told| format!("    {told}")));
            let row = settled.line_row(line);
            if row.path.len() > 1 {
                said.push(format!("    {}", say_way(settled, &row, language)));
            }
        }
        for back in &of.clawed_back {
            let row = settled.clawed_back_row(back);
            let (sale, refund_of) = (row.sale.unwrap_or_default(), row.refund_of.unwrap_or_default());
            let amount = money(back.amount);
            let told = match back.because {
                BackBecause::Refund(_) => {
                    text!(language, "plan_run.said.clawed_back", amount = amount, sale = sale, of = refund_of)
                }
                BackBecause::Again(period) => {
                    let period = texts::period(language, period);
                    text!(language, "plan_run.said.reckoned_again", amount = amount, period = period)
                }
            };
            said.push(format!("  {told}"));
        }
        said.extend(say_absences(settled, explained.place, of, language).into_iter().map(|line| format!("  {line}")));
    }
    said
}

/// A sentence with the values of somebody that went into formulas.
fn with_values(settled: &Settled, place: u32, formulas: &[&Formula], said: String, language: Language) -> String {
    let plan = &settled.plan;
    let mut values: Vec<String> = Vec::new();
    for formula in formulas.iter().flat_map(|formula| named_values(formula)) {
        let value = settled.outcome.reckoned.value(formula, place);
        let told = if is_condition(plan, formula) {
            let name = say_condition(plan, formula, language);
            let key = if value == 0 { "plan_run.said.value_no" } else { "plan_run.said.value_yes" };
            text!(language, key, name = name)
        } else {
            let value = texts::decimal(language, &plain_number(value));
            text!(language, "plan_run.said.value", name = say_part(plan, formula, language), value = value)
        };
        if !values.contains(&told) {
            values.push(told);
        }
    }
    if values.is_empty() {
        return said;
    }
    text!(language, "plan_run.said.with_values", said = said, values = values.join("; "))
}

fn say_source(settled: &Settled, source: &SourceOf<'_>, language: Language) -> String {
    let from = source.from.and_then(|id| settled.named.place(id)).map(|place| who(settled, place)).unwrap_or_default();
    match (source.sale, source.line) {
        (Some(sale), Some(line)) => {
            text!(language, "plan_run.said.source_sale", sale = sale, line = line, from = from)
        }
        _ if source.from.is_some() => text!(language, "plan_run.said.source_person", from = from),
        _ => text!(language, "plan_run.said.source_firm"),
    }
}

/// The name with the id, or the id alone.
pub fn who(settled: &Settled, place: u32) -> String {
    let id = settled.named.id_at(place);
    let called = settled.named.facts.tree.partner(place).map_or("", |partner| settled.named.called(partner));
    if called.is_empty() { id.to_owned() } else { format!("{called} ({id})") }
}
