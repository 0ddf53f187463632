//! What a period gave, in few lines.

use crate::business::commissions::distributable;
use crate::exchange::plan_run::Settled;
use crate::values::{Language, PartnerId};
use crate::{text, texts};
use console::measure_text_width;

/// So many payees are shown, and so many forgone amounts of a bonus are told one by one.
const PAYEES_SHOWN: usize = 10;

/// Sums, the largest payees, breakage and checks.
pub fn say_settled(settled: &Settled, language: Language) -> Vec<String> {
    let Settled { plan, named, outcome, checks, .. } = settled;
    let money = |minor: i64| texts::money(language, settled.money(minor));
    let period = texts::period(language, named.facts.period);
    let title = plan.title.get(language);
    let mut said = vec![text!(language, "plan_run.said.head", title = title, version = plan.version, period = period)];
    let payees = outcome.people.lines.iter().filter(|lines| **lines > 0).count();
    let given = distributable(plan, outcome);
    said.push(text!(
        language,
        "plan_run.said.sums",
        distributable = money(given),
        paid = money(outcome.paid),
        lines = outcome.lines.len() + outcome.clawed_back.len(),
        payees = payees,
        breakage = money(outcome.broken)
    ));
    // What came back of earlier periods makes what is paid less than what the plan gives.
    let back = outcome.paid + outcome.broken - given;
    said.extend((back != 0).then(|| text!(language, "plan_run.said.taken_back", amount = money(back))));
    said.push(String::new());
    let paid = |place: u16| outcome.people.by_bonus.get(usize::from(place)).map_or(0, |pay| pay.iter().sum::<i64>());
    let broken = |place: u16| {
        outcome.breakage.iter().filter(|broken| broken.bonus == place).map(|broken| broken.amount).sum::<i64>()
    };
    let heads = ["plan_run.column.bonus", "plan_run.column.paid", "plan_run.column.breakage"];
    let mut rows = vec![heads.map(|key| text!(language, key))];
    for (place, bonus) in (0_u16..).zip(&plan.bonuses) {
        rows.push([bonus.title.get(language).to_owned(), money(paid(place)), money(broken(place))]);
    }
    said.extend(aligned(&rows, 1));
    said.push(String::new());
    let mut largest: Vec<(i64, PartnerId)> = outcome
        .people
        .totals
        .iter()
        .zip(named.facts.tree.partners())
        .filter(|(total, _)| **total != 0)
        .map(|(total, partner)| (-total, *partner))
        .collect();
    largest.sort_unstable();
    let heads = ["plan_run.column.person", "plan_run.column.name", "plan_run.column.total"];
    let mut rows = vec![heads.map(|key| text!(language, key))];
    for (total, partner) in largest.iter().take(PAYEES_SHOWN) {
        rows.push([named.id(*partner).to_owned(), named.called(*partner).to_owned(), money(-total)]);
    }
    match largest.len().saturating_sub(PAYEES_SHOWN) {
        _ if largest.is_empty() => said.push(text!(language, "plan_run.said.nobody")),
        0 => said.extend(aligned(&rows, 2)),
        more => {
            said.extend(aligned(&rows, 2));
            said.push(format!("  {}", text!(language, "plan_run.said.more_payees", count = more)));
        }
    }
    said.push(String::new());
    for result in checks {
        let key = if result.passed { "plan_run.said.check_good" } else { "plan_run.said.check_bad" };
        said.push(text!(language, key, check = result.check.say(language)));
    }
    said
}

/// Columns below one another: first so many of words, then amounts, which stand on the right.
fn aligned(rows: &[[String; 3]], words: usize) -> Vec<String> {
    let mut widths = [0; 3];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = measure_text_width(cell).max(*width);
        }
    }
    let of_row = |row: &[String; 3]| {
        let cells = row.iter().zip(widths).enumerate().map(|(place, (cell, width))| {
            let space = " ".repeat(width.saturating_sub(measure_text_width(cell)));
            if place < words { format!("{cell}{space}") } else { format!("{space}{cell}") }
        });
        format!("  {}", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(of_row).collect()
}
