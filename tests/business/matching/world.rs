//! The files of `tests/matching`, fed to the matcher as its page tells: line by line, and the truth after each answer.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use kontor::business::payments::matching::{
    Books, Clears, Confidence, Item, ItemNo, MatchKind, Payer, PayerNo, PaymentLine, Proposal, RestOf, Skonto, decide,
};
use kontor::values::{Currency, Day, Money, Rate};

/// A row of a file, cell by cell.
type Row = BTreeMap<String, String>;

struct World {
    books: Books,
    parties: BTreeMap<String, PayerNo>,
    party_numbers: Vec<String>,
    items: BTreeMap<String, ItemNo>,
    item_rows: Vec<Row>,
    /// How many of the rows exist already.
    issued: usize,
}

/// The answers to all lines of a folder, as `judge.py` reads them.
pub fn answers(folder: &Path) -> String {
    let mut world = World::of(folder);
    let truth = rows(&folder.join("truth.csv"));
    let mut answers = "ref,action,clears,skonto,rest,released\n".to_owned();
    for (at, row) in rows(&folder.join("payments.csv")).iter().enumerate() {
        let line = line_of(row);
        world.issue(line.booked_on);
        let proposal = decide(&world.books, &line);
        writeln!(answers, "{},{}", row["ref"], world.answer(&proposal)).unwrap();
        if let Some(truth) = truth.get(at) {
            world.put_right(&line, truth);
        }
    }
    answers
}

impl World {
    fn of(folder: &Path) -> World {
        let mut world = World {
            books: Books::default(),
            parties: BTreeMap::new(),
            party_numbers: Vec::new(),
            items: BTreeMap::new(),
            item_rows: rows(&folder.join("items.csv")),
            issued: 0,
        };
        for row in rows(&folder.join("parties.csv")) {
            let parts = |cell: &str| cell.split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect();
            let ibans: Vec<String> = parts(&row["ibans"]);
            if row["party"] == "own" {
                ibans.iter().for_each(|iban| world.books.add_own_account(iban));
                continue;
            }
            let no = world.books.add_payer(Payer {
                number: row["party"].clone(),
                names: parts(&row["names"]),
                ibans,
                mandate: row["mandate"].clone(),
                credit: row["credit"].parse().unwrap_or(0),
            });
            world.parties.insert(row["party"].clone(), no);
            world.party_numbers.push(row["party"].clone());
        }
        world
    }

    /// Documents exist from their day of issue.
    fn issue(&mut self, day: Day) {
        while let Some(row) = self.item_rows.get(self.issued).filter(|row| Day::parse(&row["issued"]).unwrap() <= day) {
            let currency = Currency::parse(&row["currency"]).unwrap();
            let amount = Money::new(row["amount"].parse().unwrap(), currency);
            let skonto = Rate::parse_percent(&row["skonto_percent"])
                .filter(|rate| !rate.is_zero())
                .map(|rate| Skonto { rate, days: row["skonto_days"].parse().unwrap() })
                .into_iter()
                .collect();
            let no = self.books.add_item(Item {
                kind: match row["kind"].as_str() {
                    "invoice" => MatchKind::Invoice,
                    "order" => MatchKind::Order,
                    "credit" => MatchKind::CreditNote,
                    _ => MatchKind::Fee,
                },
                number: row["number"].clone(),
                of: row["of"].clone(),
                payer: self.parties[&row["party"]],
                amount,
                open: row["open"].parse().map_or(amount, |open| Money::new(open, currency)),
                issued_on: Day::parse(&row["issued"]).unwrap(),
                skonto,
                collected: row["collected"].clone(),
            });
            self.items.insert(row["number"].clone(), no);
            self.issued += 1;
        }
    }

    fn answer(&self, proposal: &Proposal) -> String {
        let action = match proposal.confidence {
            Confidence::Post => "post",
            Confidence::Propose => "propose",
            Confidence::Wait => "wait",
        };
        let number = |clears: &Clears| self.books.item(clears.item).unwrap().number.clone();
        let clears: Vec<String> =
            proposal.clears.iter().map(|row| format!("{}:{}", number(row), row.amount.minor())).collect();
        let skonto: Vec<String> = (proposal.clears.iter())
            .filter_map(|row| Some(format!("{}:{}", number(row), row.let_off?.minor())))
            .collect();
        let rest = proposal.rest.map_or(String::new(), |rest| match rest.of {
            RestOf::Bank => format!("bank:{}", rest.amount.minor()),
            RestOf::Payer(no) => format!("{}:{}", self.party_numbers[no.0 as usize], rest.amount.minor()),
        });
        let goes = |row: &&Clears| {
            let item = self.books.item(row.item).unwrap();
            let left = item.open - row.amount - row.let_off.unwrap_or(Money::zero(row.amount.currency()));
            proposal.confidence == Confidence::Post && item.kind == MatchKind::Order && left.is_zero()
        };
        let released: Vec<String> = proposal.clears.iter().filter(goes).map(number).collect();
        format!("{action},{},{},{rest},{}", clears.join(" "), skonto.join(" "), released.join(" "))
    }

    /// Puts the books as truth has them, and learns what was confirmed.
    fn put_right(&mut self, line: &PaymentLine, truth: &Row) {
        if truth["action"] == "wait" {
            return;
        }
        for column in ["clears", "skonto"] {
            for (number, cents) in pairs(&truth[column]) {
                let no = self.items[&number];
                let item = self.books.item(no).unwrap();
                let (payer, open) = (item.payer, item.open - Money::new(cents, item.open.currency()));
                self.books.set_open(no, open);
                if cents > 0 && column == "clears" {
                    self.books.learn(line, payer);
                }
            }
        }
        for (party, cents) in pairs(&truth["rest"]) {
            if let Some(no) = self.parties.get(&party) {
                self.books.add_credit(*no, cents);
            }
        }
    }
}

fn line_of(row: &Row) -> PaymentLine {
    let money = |amount: &str, currency: &str| Some(Money::new(amount.parse().ok()?, Currency::parse(currency)?));
    let booked_on = Day::parse(&row["booked"]).unwrap();
    PaymentLine {
        amount: money(&row["amount"], &row["currency"]).unwrap(),
        sent: money(&row["foreign_amount"], &row["foreign_currency"]),
        booked_on,
        value_on: Day::parse(&row["value"]).unwrap_or(booked_on),
        name: row["name"].clone(),
        iban: row["iban"].clone(),
        end_to_end: row["end_to_end"].clone(),
        mandate: row["mandate"].clone(),
        reference: row["reference"].clone(),
        text: row["text"].clone(),
    }
}

/// `NUMBER:CENTS NUMBER:CENTS`.
fn pairs(cell: &str) -> Vec<(String, i64)> {
    let pair = |pair: &str| {
        let (name, cents) = pair.rsplit_once(':').unwrap();
        (name.to_owned(), cents.parse().unwrap())
    };
    cell.split_whitespace().map(pair).collect()
}

/// The rows of a file, by the names of its columns. Cells may be quoted and hold line ends.
fn rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).unwrap();
    let (mut table, mut cells, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell));
                table.push(std::mem::take(&mut cells));
            }
            _ => cell.push(sign),
        }
    }
    let mut table = table.into_iter();
    let head: Vec<String> = table.next().unwrap();
    table.map(|cells| head.iter().cloned().zip(cells).collect()).collect()
}
