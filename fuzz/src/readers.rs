//! One function a reader. It gives an input to the reader; what is refused must be complained about at a place that
//! exists, and what is accepted must be explained, settled and written without a panic, with sums that agree.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use kontor::business::commissions::{
    Kind, Plan, PlanTrouble, check_examples, distributable, read_plan, say_plan, settles_in_firm, warnings,
};
use kontor::business::failure::Complaint;
use kontor::business::payments::{LineState, StatementKind};
use kontor::exchange::bank::{BankCsvMap, BankPiece, TEXT_SIGNS_MAX, read_bank_file};
use kontor::exchange::einvoice::read_incoming;
use kontor::exchange::facts::{FactFile, FactFiles, FactProblems};
use kontor::exchange::plan_run::{
    CsvFile, Settled, SettledTrouble, explain_person, explained_json, say_explained, say_settled, settle_files,
    write_carry, write_csv, write_json,
};
use kontor::exchange::sepa::read_status_report;
use kontor::values::{Language, Period};

/// A plan that asks for nearly everything that a file of facts can say.
const ASKING: &str = include_str!("../asking.toml");
/// Facts without anything wrong for that plan.
const PEOPLE: &str = include_str!("../asking-people.csv");
const SALES: &str = include_str!("../asking-sales.csv");
const CARRY: &str = include_str!("../asking-carry.csv");
/// A plan in which a formula takes the place of its name in capitals.
const FORMULAS: &str = include_str!("../formulas.toml");

/// A line that stands between two files which are given as one input.
const NEXT_FILE: &[u8] = b"\n====\n";

/// `--period`.
pub fn period(text: &str) {
    let Some(period) = Period::parse(text) else { return };
    assert!(period.first() <= period.last(), "{period:?} ends before it begins");
    assert!(period.contains(period.first()) && period.contains(period.last()));
    assert_eq!(Period::parse(&period.to_string()), Some(period), "{period} is read as it is written");
    let next = period.next();
    assert!(next.first() > period.last() && next.last() >= next.first(), "{next:?} follows {period:?}");
    let previous = period.previous();
    assert!(previous.last() < period.first() && previous.last() >= previous.first(), "{previous:?}");
}

/// A whole plan file.
pub fn plan(source: &str) {
    match read_plan(source) {
        Ok(plan) => use_plan(&plan),
        Err(troubles) => told(&troubles, source),
    }
}

/// The formula language: the text stands in for a number, for a condition on people, and for one on sales.
pub fn formula(text: &str) {
    for (place, usual) in [("NUMBER", "own"), ("CONDITION", "active"), ("SALE", "base > 0")] {
        let others = [("NUMBER", "own + 1"), ("CONDITION", "own >= 20"), ("SALE", "points > 0")];
        let mut source = FORMULAS.replace(place, &quoted(if text.trim().is_empty() { usual } else { text }));
        for (name, formula) in others.into_iter().filter(|(name, _)| *name != place) {
            source = source.replace(&format!("= {name}"), &format!("= {}", quoted(formula)));
        }
        plan(&source);
    }
}

pub fn people(bytes: &[u8]) {
    settle(FactFiles { people: bytes, sales: SALES.as_bytes(), carry: Some(CARRY.as_bytes()) });
    settle(FactFiles { people: bytes, sales: b"id,date,credited_to,currency,cv,kind\n", carry: None });
}

pub fn sales(bytes: &[u8]) {
    settle(FactFiles { people: PEOPLE.as_bytes(), sales: bytes, carry: Some(CARRY.as_bytes()) });
}

pub fn carry(bytes: &[u8]) {
    settle(FactFiles { people: PEOPLE.as_bytes(), sales: SALES.as_bytes(), carry: Some(bytes) });
}

/// All three files, with a line `====` between them.
pub fn facts(bytes: &[u8]) {
    let (people, rest) = cut(bytes);
    let (sales, carry) = cut(rest);
    settle(FactFiles { people, sales, carry: (!carry.is_empty()).then_some(carry) });
}

/// A bank statement in XML.
pub fn camt(bytes: &[u8]) {
    bank(bytes, None);
}

/// A bank statement of SWIFT, from its second field on.
pub fn mt940(bytes: &[u8]) {
    bank(&[b":20:X\n", bytes].concat(), None);
}

/// The table of a bank: of one that is known, and of one that somebody describes by numbers.
pub fn bankcsv(bytes: &[u8]) {
    static NUMBERS: LazyLock<Option<BankCsvMap>> = LazyLock::new(|| {
        let columns = "booked_on = 1\namount = 2\ncurrency = 3\ntext = 4\naccount = 5\niban = 6\n";
        BankCsvMap::read(&format!("name = \"numbers\"\n[columns]\n{columns}")).ok()
    });
    bank(bytes, None);
    bank(bytes, NUMBERS.as_ref());
}

/// What a bank says of a file that it got.
pub fn pain002(bytes: &[u8]) {
    match read_status_report(bytes) {
        Ok(report) => {
            let codes = report.file.iter().chain(report.groups.iter().map(|(_, code)| code));
            let codes = codes.chain(report.debits.iter().map(|(_, code)| code));
            assert!(codes.into_iter().all(|code| !code.is_empty()), "what is rejected has a reason: {report:?}");
        }
        Err(complaint) => said(&complaint),
    }
}

/// An invoice that somebody sends us.
pub fn incoming(bytes: &[u8]) {
    match read_incoming(bytes, "invoice") {
        Ok(read) => {
            assert!(!read.number.trim().is_empty(), "an invoice without a number is refused");
            let sums = [read.net, read.tax, read.gross, read.paid, read.rounding, read.due];
            assert!(sums.iter().all(|sum| sum.currency() == read.currency), "one currency: {sums:?}");
            let fatal: Vec<bool> = read.findings.iter().map(|finding| finding.is_fatal).collect();
            assert!(fatal.is_sorted_by_key(|fatal| !fatal), "the gravest stand first");
        }
        Err(trouble) => said(&trouble.complaint()),
    }
}

fn said(complaint: &Complaint) {
    for language in Language::ALL {
        assert!(!complaint.say(language).is_empty());
    }
}

/// Statements begin and end, lines stand between, and what is booked leads from one balance to the other.
fn bank(bytes: &[u8], map: Option<&BankCsvMap>) {
    let mut open: Option<(i128, u32)> = None;
    let mut take = |piece: BankPiece| {
        match piece {
            BankPiece::Begins(statement) => {
                assert!(open.is_none() && statement.lines.is_empty(), "a statement begins inside another");
                open = Some((0, 0));
            }
            BankPiece::Line(line) => {
                let Some((sum, entry)) = &mut open else { panic!("a line outside of a statement: {line:?}") };
                assert!(line.entry >= *entry, "entries are counted in their order");
                assert!(line.text.chars().count() <= TEXT_SIGNS_MAX && !line.text.contains(char::is_control));
                *entry = line.entry;
                if line.state == LineState::Booked {
                    *sum += i128::from(line.amount.minor());
                }
            }
            BankPiece::Ends(statement) => {
                let Some((sum, _)) = open.take() else { panic!("the end of no statement") };
                let balances = statement.opening.zip(statement.closing);
                if let (StatementKind::Statement, Some((opening, closing))) = (statement.kind, balances) {
                    let expected = i128::from(opening.amount.minor()) + sum;
                    assert_eq!(expected, i128::from(closing.amount.minor()), "it adds up");
                }
            }
        }
        ControlFlow::Continue(())
    };
    let mut input = bytes;
    match read_bank_file(&mut input, map, &mut take) {
        Ok(_) => assert!(open.is_none(), "a statement has no end"),
        Err(trouble) => {
            let rows = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
            assert!(trouble.line <= u64::try_from(rows).unwrap_or(u64::MAX), "no such line: {trouble:?}");
            for language in Language::ALL {
                assert!(!trouble.say(language).is_empty());
            }
        }
    }
}

fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = bytes.windows(NEXT_FILE.len()).position(|piece| piece == NEXT_FILE);
    match at {
        Some(at) => (&bytes[..at + 1], &bytes[at + NEXT_FILE.len()..]),
        None => (bytes, b""),
    }
}

/// Every mistake has a line of the file and is said in every language.
fn told(troubles: &[PlanTrouble], source: &str) {
    assert!(!troubles.is_empty(), "a plan is refused and nobody is told why");
    let lines = u32::try_from(source.matches('\n').count()).unwrap_or(u32::MAX - 1) + 1;
    for trouble in troubles {
        assert!((1..=lines).contains(&trouble.line), "no such line: {trouble:?}");
        for language in Language::ALL {
            assert!(!trouble.say("plan.toml", language).is_empty());
        }
    }
}

/// Everything that is done with an accepted plan.
fn use_plan(plan: &Plan) {
    for language in Language::ALL {
        assert!(!say_plan(plan, language).is_empty());
        for warning in warnings(plan) {
            assert!(!warning.complaint.say(language).is_empty());
        }
    }
    // Whether or not: it must only have an answer.
    drop(settles_in_firm(plan));
    for result in check_examples(plan) {
        assert!(result.checks_pass, "{}: the checks fail: {result:?}", result.line);
    }
    let period = plan.period_around(plan.effective_from, plan.period);
    let (people, sales) = small_facts(plan, period);
    let files = FactFiles { people: people.as_bytes(), sales: sales.as_bytes(), carry: None };
    settle_plan(plan.clone(), files, period);
}

/// Three people and three sales with every column that the plan names.
fn small_facts(plan: &Plan, period: Period) -> (String, String) {
    let cells = |columns: &[(String, Kind)], given: &str| {
        let given: Vec<&str> = given.trim_end().split(',').collect();
        let further: Vec<_> = columns.iter().filter(|(name, _)| !given.contains(&name.as_str())).cloned().collect();
        let head: String = further.iter().map(|(name, _)| format!(",\"{}\"", name.replace('"', "\"\""))).collect();
        let values = further.iter().map(|(_, kind)| match kind {
            Kind::Number => ",3.5",
            Kind::Word => ",cream",
            _ => ",A",
        });
        (head, values.collect::<String>())
    };
    let head = "id,joined_on,kind,country,enroller,sponsor,placement_parent,placement_leg,flags";
    let (more, values) = cells(&plan.columns.people, head);
    let mut people = format!("{head}{more}\n");
    for row in
        ["A,2020-01-01,partner,AT,,,,,kyc", "B,2020-01-01,partner,DE,A,A,A,1,kyc", "C,2020-01-01,partner,DE,A,B,A,2,"]
    {
        people.push_str(&format!("{row}{values}\n"));
    }
    people.push_str(&format!("K,2020-01-01,customer,DE,C,C,B,1,{values}\n"));
    let head = "id,line,date,buyer,credited_to,product,quantity,net,currency,cv,pv,kind,paid_on,refund_of";
    let (more, values) = cells(&plan.columns.sales, head);
    let mut sales = format!("{head}{more}\n");
    let day = period.first();
    for row in [
        format!("S1,1,{day},K,C,cream,2,240.00,EUR,200.00,150,retail,{day},"),
        format!("S2,1,{day},B,B,soap,1,1200.00,EUR,1000.00,900,own,{day},"),
        format!("S3,1,{day},A,A,soap,1,60.00,EUR,50.00,40,own,,"),
        format!("R1,1,{day},K,C,cream,1,-120.00,EUR,-100.00,-75,retail,{day},S1"),
    ] {
        sales.push_str(&format!("{row}{values}\n"));
    }
    (people, sales)
}

fn settle(files: FactFiles<'_>) {
    static PLAN: LazyLock<Plan> = LazyLock::new(|| read_plan(ASKING).unwrap_or_else(|troubles| panic!("{troubles:?}")));
    let Some(period) = Period::parse("2026-03") else { panic!("a month") };
    settle_plan(PLAN.clone(), files, period);
}

/// Settles a period, and the next one with what this one left.
fn settle_plan(plan: Plan, files: FactFiles<'_>, period: Period) {
    let settled = match settle_files(plan.clone(), files, period) {
        Ok(settled) => settled,
        Err(SettledTrouble::Files(problems)) => return named(&problems, files),
        // A number or a rate that grows too large ends the run; the reader refuses everything else.
        Err(SettledTrouble::Calculation(_) | SettledTrouble::RateOverWhole { .. }) => return,
    };
    agrees(&settled);
    let carry = written(&settled);
    let no_sales = "id,line,date,buyer,credited_to,product,quantity,net,currency,cv,pv,kind,paid_on,refund_of";
    let columns: String = plan
        .columns
        .sales
        .iter()
        .filter(|(name, _)| !no_sales.split(',').any(|known| known == name))
        .map(|(name, _)| format!(",\"{}\"", name.replace('"', "\"\"")))
        .collect();
    let sales = format!("{no_sales}{columns}\n");
    let files = FactFiles { sales: sales.as_bytes(), carry: Some(&carry), ..files };
    match settle_files(plan, files, period.next()) {
        Ok(next) => agrees(&next),
        Err(SettledTrouble::Calculation(_) | SettledTrouble::RateOverWhole { .. }) => {}
        Err(SettledTrouble::Files(problems)) => {
            named(&problems, files);
            let of_carry = problems.first.iter().find(|problem| problem.file == FactFile::Carry);
            assert!(of_carry.is_none(), "a run writes a carry that the next one refuses: {of_carry:?}");
        }
    }
}

/// Every problem has a row of its file and is said in every language.
fn named(problems: &FactProblems, files: FactFiles<'_>) {
    assert!(!problems.is_empty(), "facts are refused and nobody is told why");
    for problem in &problems.first {
        let bytes = match problem.file {
            FactFile::People => files.people,
            FactFile::Sales => files.sales,
            FactFile::Carry => files.carry.unwrap_or_default(),
        };
        // The reader of tables takes a lone carriage return for the end of a line too.
        let rows = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
        assert!(problem.row <= u64::try_from(rows).unwrap_or(u64::MAX), "no such row: {problem:?}");
        for language in Language::ALL {
            assert!(!problem.say(language).is_empty());
        }
    }
}

/// What is paid and what nobody was entitled to are together what the plan gives; every person's lines sum to the
/// person's total.
fn agrees(settled: &Settled) {
    assert!(settled.passed(), "the checks fail: {:?}", settled.checks);
    let outcome = &settled.outcome;
    let taken_back: i128 = outcome.clawed_back.iter().map(|back| i128::from(back.amount)).sum();
    let lines: i128 = outcome.lines.iter().map(|line| i128::from(line.amount)).sum();
    let broken: i128 = outcome.breakage.iter().map(|broken| i128::from(broken.amount)).sum();
    assert_eq!(i128::from(outcome.paid), lines + taken_back, "paid is what the lines say");
    assert_eq!(i128::from(outcome.broken), broken, "breakage is what its rows say");
    assert_eq!(i128::from(distributable(&settled.plan, outcome)), lines + broken, "nothing is lost");
    for place in settled.places() {
        let explained = explain_person(settled, place, None);
        assert_eq!(
            explained.total,
            outcome.people.total(place),
            "{}: the lines are the total",
            settled.named.id_at(place)
        );
        for language in Language::ALL {
            assert!(!say_explained(settled, &explained, language).is_empty());
        }
        assert!(explained_json(settled, &explained, Language::En).is_object() || place < u32::MAX);
    }
}

/// Everything that a run writes; gives the next carry.
fn written(settled: &Settled) -> Vec<u8> {
    for language in Language::ALL {
        assert!(!say_settled(settled, language).is_empty());
    }
    let mut json = Vec::new();
    let mut written = write_json(settled, &mut json);
    for file in CsvFile::ALL {
        let mut csv = Vec::new();
        written = written.and_then(|()| write_csv(settled, file, &mut csv));
        assert!(csv.ends_with(b"\n"));
    }
    let mut carry = Vec::new();
    written = written.and_then(|()| write_carry(settled, &mut carry));
    assert!(written.is_ok(), "memory takes everything");
    assert!(json.starts_with(b"{") && json.ends_with(b"}\n"));
    carry
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            _ if sign.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(sign))),
            _ => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}
