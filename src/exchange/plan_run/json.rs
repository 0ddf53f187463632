//! An outcome as one JSON object, one entry a line, so that it can be written while it is made.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::business::commissions::distributable;
use crate::exchange::plan_run::rows::CheckRow;
use crate::exchange::plan_run::{Explained, Settled, say};
use crate::values::Language;

pub fn write_json(settled: &Settled, out: &mut dyn Write) -> io::Result<()> {
    let Settled { plan, named, outcome, checks, .. } = settled;
    writeln!(out, "{{")?;
    let head = json!({ "name": plan.name, "version": plan.version, "hash": hex(&plan.hash) });
    writeln!(out, "\"plan\": {head},")?;
    let period = json!(named.facts.period.to_string());
    writeln!(out, "\"period\": {period}, \"currency\": {},", json!(named.facts.currency.code()))?;
    writeln!(out, "\"facts\": {}, \"hash\": {},", json!(hex(&named.facts.hash)), json!(hex(&outcome.hash)))?;
    let amount = |minor| settled.money(minor).decimal();
    let (paid, broken) = (amount(outcome.paid), amount(outcome.broken));
    let given = distributable(plan, outcome);
    let back = amount(outcome.paid + outcome.broken - given);
    let sums = json!({ "distributable": amount(given), "taken_back": back, "paid": paid, "breakage": broken });
    writeln!(out, "\"sums\": {sums},")?;
    list(out, "lines", settled.line_rows())?;
    writeln!(out, ",")?;
    let carry = settled.carry_by_place();
    let people = settled.places().into_iter().map(|place| {
        let of_person = carry.get(&place).map_or(&[][..], Vec::as_slice);
        settled.person_row(place, of_person)
    });
    list(out, "people", people)?;
    writeln!(out, ",")?;
    list(out, "breakage", outcome.breakage.iter().map(|broken| settled.breakage_row(broken)))?;
    writeln!(out, ",")?;
    list(out, "checks", checks.iter().map(CheckRow::of))?;
    writeln!(out, "\n}}")
}

fn list<T: Serialize>(out: &mut dyn Write, name: &str, rows: impl Iterator<Item = T>) -> io::Result<()> {
    write!(out, "\"{name}\": [")?;
    for (number, row) in rows.enumerate() {
        writeln!(out, "{}", if number == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut *out, &row)?;
    }
    write!(out, "]")
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One person's bonuses: every line, and every reason why there is not more.
pub fn explained_json(settled: &Settled, explained: &Explained, language: Language) -> Value {
    let bonuses = explained.bonuses.iter().map(|of| {
        let taken_back = of.clawed_back.iter().map(|back| settled.clawed_back_row(back));
        let lines: Vec<_> = of.lines.iter().map(|line| settled.line_row(line)).chain(taken_back).collect();
        let why_not: Vec<Value> = of
            .absences
            .iter()
            .map(|absence| {
                let sentence = say::say_absence(settled, explained.place, of.bonus, absence, language);
                json!({ "reason": say::word_of(absence), "sentence": sentence })
            })
            .collect();
        json!({
            "bonus": settled.bonus_name(of.bonus),
            "amount": settled.money(of.total).decimal(),
            "currency": settled.named.facts.currency.code(),
            "lines": lines,
            "why_not": why_not,
        })
    });
    json!({
        "person": settled.named.id_at(explained.place),
        "period": settled.named.facts.period.to_string(),
        "amount": settled.money(explained.total).decimal(),
        "currency": settled.named.facts.currency.code(),
        "bonuses": bonuses.collect::<Vec<_>>(),
    })
}
