//! Every page that shows parts and their total: the parts add up to it, also where something was taken back.

use kontor::business::orders::{self, Fate, ReturnGoods, ReturnLine};

use crate::kit::Shown;
use crate::portals::money::october::{October, RUN};
use crate::portals::partner::account;

const SECOND: &str = "/office/commissions/2";
const LINES: &str = "Zeile für Zeile";

/// October is posted; in November B's customer gives goods of October back, and C sells.
fn november() -> October {
    let october = October::new();
    october.posted();
    let sold_by_b = october.firm.read(|view| orders::orders_of_partner(view, october.partners[1], 9))[0];
    october.firm.set_clock("2026-11-10T09:00:00");
    let lines = vec![ReturnLine { line: 1, quantity: 1, fate: Fate::WriteOff }];
    let back = ReturnGoods { order: sold_by_b, lines, reason: "gefällt nicht".to_owned() };
    october.firm.write(move |tx| orders::return_goods(tx, &back));
    october.firm.set_clock("2026-12-02T09:00:00");
    october
}

#[test]
fn the_parts_of_a_run_a_simulation_and_a_request_add_up_with_what_is_taken_back() {
    let october = november();
    let simulation = "/office/commissions/simulation?plan=unilevel-simple&period=2026-11";
    check_run(&october.clerk().get(simulation));
    october.settle("2026-11");
    check_run(&october.clerk().get(SECOND));
    check_run(&october.manager().get("/office/approvals/2"));
    // A run that takes nothing back does not speak of it.
    let first = october.clerk().get(RUN);
    first.does_not_see("Zurückgenommen");
    adds_up(&amounts_of_sums(&first, "Wie sich die Provision ergibt"), 3);
    let file = october.clerk().get("/office/commissions.csv");
    file.holds("Vom Plan verteilt;Nicht zugeteilt;Zurückgenommen;Provision");
    for row in file.html.lines().skip(1) {
        let cells: Vec<&str> = row.split(';').collect();
        let [given, broken, back, paid] = [6, 7, 8, 9].map(|place| cents(cells[place]));
        assert_eq!(given - broken + back, paid, "{row}");
    }
}

fn check_run(page: &Shown) {
    page.sees("Zurückgenommen für Ware aus früheren Zeiträumen");
    adds_up(&amounts_of_sums(page, "Wie sich die Provision ergibt"), 4);
    adds_up(&last_amounts(page, "Summen nach Bonus"), 3);
}

#[test]
fn the_parts_of_a_statement_add_up_for_the_office_and_for_the_partner() {
    let october = november();
    let b = october.partners[1];
    let of_simulation = format!("/office/commissions/simulation/{b}?plan=unilevel-simple&period=2026-11");
    adds_up(&last_amounts(&october.clerk().get(&of_simulation), "Zusammensetzung"), 4);
    october.settle("2026-11");
    let statement = october.clerk().get(&format!("{SECOND}/statements/{b}"));
    statement.sees("Zurückgenommen für Ware aus früheren Zeiträumen");
    adds_up(&last_amounts(&statement, "Zusammensetzung"), 4);
    let partner = october.firm.browser_of(account(&october.firm, b)).get("/partner/statements/2");
    partner.sees("Zurückgenommen für Ware aus früheren Zeiträumen");
    adds_up(&amounts_of_sums(&partner, "Zusammensetzung"), 4);
}

#[test]
fn the_office_looks_through_the_lines_of_a_statement_by_bonus_words_and_order() {
    let october = november();
    october.settle("2026-11");
    let [a, b, _] = october.partners;
    let mut clerk = october.clerk();
    let back = clerk.get(&format!("{SECOND}/statements/{b}")).holds("?bonus=.back").clone();
    assert_eq!(last_amounts(&back, LINES), [-1_000]);
    clerk.get(&format!("{RUN}/statements/{b}?bonus=.back")).sees("Dazu gibt es keine Zeile");
    let path = format!("{RUN}/statements/{a}");
    let all = last_amounts(&clerk.get(&path), LINES);
    assert!(all.len() > 2, "{all:?}");
    let team = clerk.get(&format!("{path}?bonus=team"));
    team.sees("Anna Czerny");
    assert!((1..all.len()).contains(&last_amounts(&team, LINES).len()));
    let words = clerk.get(&format!("{path}?q=czerny"));
    assert!((1..all.len()).contains(&last_amounts(&words, LINES).len()));
    let nothing = clerk.get(&format!("{path}?q=gibt+es+nicht"));
    nothing.sees("Dazu gibt es keine Zeile").sees("Alle zeigen");
    let rising = last_amounts(&clerk.get(&format!("{path}?sort=amount")), LINES);
    let mut falling = last_amounts(&clerk.get(&format!("{path}?sort=-amount")), LINES);
    falling.reverse();
    assert!(rising.is_sorted() && rising.len() == all.len(), "{rising:?}");
    assert_eq!(rising, falling);
    let file = clerk.get(&format!("{path}/lines.csv"));
    file.has_status(200).holds("Datum;Bestellung;Wofür");
    assert_eq!(file.html.lines().count(), 1 + all.len());
}

/// The last amount is that of the rows before it together.
#[track_caller]
fn adds_up(amounts: &[i64], rows: usize) {
    assert_eq!(amounts.len(), rows, "{amounts:?}");
    let (total, parts) = amounts.split_last().expect("a total");
    assert_eq!(parts.iter().sum::<i64>(), *total, "{amounts:?}");
    assert_ne!(*total, 0, "nothing is no proof");
}

/// What stands in the list of sums below a heading.
fn amounts_of_sums(shown: &Shown, heading: &str) -> Vec<i64> {
    let html = &shown.html;
    let at = html.find(&format!("{heading}</h2>")).expect("the heading");
    let list = html[at..].split("</dl>").next().expect("a list");
    list.split("<dd>").skip(1).map(|rest| cents(rest.split('<').next().expect("an amount"))).collect()
}

/// The last figure of every row of a table, its sum last.
fn last_amounts(shown: &Shown, caption: &str) -> Vec<i64> {
    let html = &shown.html;
    let at = html.find(&format!("{caption}</caption>")).expect("the table");
    let table = html[at..].split("</table>").next().expect("a table");
    let last =
        |row: &str| row.split("class=\"money\">").skip(1).last().map(|rest| cents(rest.split('<').next().unwrap()));
    table.split("<tr").filter_map(last).collect()
}

/// "−1.234,56 €" in cents.
fn cents(written: &str) -> i64 {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let amount: i64 = digits.parse().expect("an amount");
    if written.contains(['−', '-']) { -amount } else { amount }
}
