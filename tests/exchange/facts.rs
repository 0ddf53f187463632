//! People, sales and carry from files: what is read, and that everything wrong is named by file, row and column.

use kontor::business::commissions::{EdgePlace, Plan, Standing, read_plan};
use kontor::exchange::facts::{FactFiles, FactProblems, NamedFacts, PROBLEMS_SHOWN, read_facts};
use kontor::values::{Day, Language, Period};
use proptest::prelude::*;

pub const PEOPLE: &str =
    "id,name,joined_on,left_on,kind,country,enroller,sponsor,placement_parent,placement_leg,flags,region\n";
pub const SALES: &str =
    "id,line,date,buyer,credited_to,product,quantity,net,currency,cv,pv,kind,paid_on,refund_of,margin,host\n";

/// A plan that asks for everything that a file can say.
pub const PLAN: &str = r#"
[plan]
name = "asking"
version = 1
title = "Asking"
effective_from = 2026-01-01
period = "month"

[columns]
people = { region = "word" }
sales = { margin = "number", paid_on = "number", host = "person" }

[volumes.own]
of = "self"
counts = "points"
sales = ["own", "retail"]

[volumes.margin]
counts = "points"
formula = "own + 0"

[volumes.seats]
counts = "number"
formula = "children(valid, edge: placement)"

[volumes.team]
of = "team"
counts = "points"
sales = ["own", "retail"]

[predicates.active]
needs = ["own >= 20", "flag('kyc')"]

[predicates.kept]
needs = ["previous(active)", "best(own, 3) >= 20", "country == 'AT'", "region != 'south'"]

[[rank]]
name = "silver"
title = "silver"
needs = ["team >= 100"]

[[rank]]
name = "gold"
title = "gold"
needs = ["team >= 500"]

[[bonus]]
name = "own"
title = "own"
kind = "levels"
sales = ["retail"]
base = "margin"
where = "net > 0 or product == 'cream' or buyer(customer) or paid_on > 0"
edge = "sponsor"
from_level = 0
compression = "none"
receiver = "valid"
rates = ["10 %"]

[[bonus]]
name = "team"
title = "team"
kind = "levels"
sales = ["own", "retail"]
edge = "enroller"
from_level = 1
compression = "skip"
receiver = "active"
rates = ["5 %", "3 %"]

[rounding]
per = "line"
how = "half_up"

[payout]
minimum = "0.00"
"#;

pub fn plan() -> Plan {
    read_plan(PLAN).unwrap_or_else(|troubles| panic!("{troubles:#?}"))
}

fn march() -> Period {
    Period::parse("2026-03").unwrap()
}

fn read(people: &str, sales: &str, carry: Option<&str>) -> Result<NamedFacts, FactProblems> {
    // Rows are written without the host, except where it is what is looked at.
    let hosted = |row: &str| if row.matches(',').count() == 14 { format!("{row},\n") } else { format!("{row}\n") };
    let sales: String = sales.lines().map(hosted).collect();
    let (people, sales) = (format!("{PEOPLE}{people}"), format!("{SALES}{sales}"));
    let files = FactFiles { people: people.as_bytes(), sales: sales.as_bytes(), carry: carry.map(str::as_bytes) };
    read_facts(files, &plan(), march())
}

const THREE: &str = "A,Anna,2020-01-01,,partner,AT,,,,,kyc training-1,north\n\
    B,Ben,2020-01-01,,partner,DE,A,A,A,1,,south\n\
    C,Cora,2020-01-01,,partner,DE,A,B,A,right,kyc,\n";
const ONE: &str = "S1,1,2026-03-02,K9,C,cream,2,24.00,EUR,20.00,10.5,retail,2026-03-05,,7.123456\n";

#[track_caller]
fn check(people: &str, sales: &str, expected: &[&str]) {
    check_all(people, sales, None, expected);
}

#[track_caller]
fn check_all(people: &str, sales: &str, carry: Option<&str>, expected: &[&str]) {
    let problems = read(people, sales, carry).unwrap_err();
    let said: Vec<String> = problems.first.iter().map(|problem| problem.say(Language::En)).collect();
    for words in expected {
        assert!(said.iter().any(|said| said.starts_with(words)), "{words:?} is not among {said:#?}");
    }
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    // Said in every language, with the same places.
    for language in Language::ALL {
        for problem in &problems.first {
            let said = problem.say(language);
            assert!(!said.contains('{') && !said.contains("facts."), "{said}");
        }
    }
}

#[test]
fn people_and_sales_are_read_as_they_stand() {
    let named = read(THREE, ONE, None).unwrap();
    let facts = &named.facts;
    let [a, b, c] = ["A", "B", "C"].map(|id| named.place(id).unwrap());
    assert_eq!(facts.tree.parent(c), Some(b));
    let at = |place: u32| usize::try_from(place).unwrap();
    assert_eq!(
        (facts.above(EdgePlace::ENROLLER, c), facts.above(EdgePlace::PLACEMENT, c), facts.people.legs[at(c)]),
        (a, a, 2)
    );
    assert_eq!(facts.people.column("flag:kyc"), [1, 0, 1]);
    assert_eq!(facts.people.column("country"), ["AT", "DE", "DE"].map(|word| facts.word(word)));
    assert_eq!(facts.people.column("region"), ["north", "south", ""].map(|word| facts.word(word)));
    let sale = facts.sales[0];
    assert_eq!((sale.base, sale.points, sale.quantity, sale.seller), (2000, 1050, 2, c));
    assert_eq!(facts.sale_column("net", 0), 24_000_000);
    assert_eq!(facts.sale_column("margin", 0), 7_123_456);
    assert_eq!(facts.sale_column("product", 0), facts.word("cream"));
    let paid_on = Day::parse("2026-03-05").unwrap();
    assert_eq!(facts.sale_column("paid_on", 0), i64::from(paid_on.number()) * 1_000_000);
    assert_eq!((named.id(facts.tree.partner(b).unwrap()), named.called(facts.tree.partner(b).unwrap())), ("B", "Ben"));
    assert_eq!(named.sales.name(sale.order.number()), "S1");
}

#[test]
fn semicolons_a_mark_and_windows_line_ends_are_read() {
    let people = format!("\u{feff}{PEOPLE}{THREE}").replace(',', ";").replace('\n', "\r\n");
    let sales = format!("{SALES}\n{}", ONE.replace('\n', ",\n")).replace('\n', "\r\n");
    let files = FactFiles { people: people.as_bytes(), sales: sales.as_bytes(), carry: None };
    assert_eq!(read_facts(files, &plan(), march()).unwrap().facts.hash, read(THREE, ONE, None).unwrap().facts.hash);
    let broken = sales.replace(",C,", ",nobody,");
    let files = FactFiles { people: people.as_bytes(), sales: broken.as_bytes(), carry: None };
    let problems = read_facts(files, &plan(), march()).unwrap_err();
    assert_eq!((problems.first[0].row, problems.first[0].column.as_str()), (3, "credited_to"));
}

#[test]
fn whoever_left_or_joins_later_is_not_valid() {
    let people = "A,,2020-01-01,2026-03-31,partner,,,,,,,\n\
        B,,2020-01-01,2026-04-01,partner,,,,,,,\n\
        C,,2026-04-01,,customer,,,,,,,\n\
        D,,2026-03-31,,customer,,,,,,,\n";
    let named = read(people, "", None).unwrap();
    let standing = |id: &str| named.facts.standing(named.place(id).unwrap());
    assert_eq!(
        ["A", "B", "C", "D"].map(standing),
        [Standing::Left, Standing::Valid, Standing::Invited, Standing::Valid]
    );
    assert_eq!(named.facts.people.customers, [false, false, true, true]);
}

#[test]
fn what_is_wrong_with_people_is_named() {
    let person = |row: &str| format!("{THREE}{row}\n");
    let cell = |id: &str, joined: &str, kind: &str, rest: &str| person(&format!("{id},,{joined},,{kind},,{rest}"));
    let day = "2020-01-01";
    check(&cell("A", day, "partner", ",,,,,"), "", &["people.csv, row 5, column id, “A”: This person stands in row 2"]);
    check(&cell("", day, "partner", ",,,,,"), "", &["people.csv, row 5, column id: Something must"]);
    check(&cell("D", "2020-02-30", "partner", ",,,,,"), "", &["people.csv, row 5, column joined_on, “2020-02-30”"]);
    check(&cell("D", "", "partner", ",,,,,"), "", &["people.csv, row 5, column joined_on: Something must"]);
    check(&cell("D", day, "Partner", ",,,,,"), "", &["people.csv, row 5, column kind, “Partner”"]);
    check(&cell("D", day, "", ",,,,,"), "", &["people.csv, row 5, column kind: Known"]);
    check(&cell("D", day, "partner", ",X,,,,"), "", &["people.csv, row 5, column sponsor, “X”: Nobody"]);
    check(&cell("D", day, "partner", "X,,,,,"), "", &["people.csv, row 5, column enroller, “X”: Nobody"]);
    check(&cell("D", day, "partner", ",,X,1,,"), "", &["people.csv, row 5, column placement_parent, “X”: Nobody"]);
    check(
        &cell("D", day, "partner", ",,A,2,,"),
        "",
        &["people.csv, row 5, column placement_leg, “2”: The person of row 4"],
    );
    check(&cell("D", day, "partner", ",,A,,,"), "", &["people.csv, row 5, column placement_leg: "]);
    check(&cell("D", day, "partner", ",,,1,,"), "", &["people.csv, row 5, column placement_parent: "]);
    check(&cell("D", day, "partner", ",,A,256,,"), "", &["people.csv, row 5, column placement_leg, “256”"]);
    let left = person("D,,2020-01-02,2020-01-01,partner,,,,,,,");
    check(&left, "", &["people.csv, row 5, column left_on, “2020-01-01”"]);
    check(&person("D,,2020"), "", &["people.csv, row 5: The line has 3 columns, the header 12"]);
    check(&cell("D", day, "partner", &format!(",,,,,{}", "x".repeat(1001))), "", &["people.csv, row 5, column region"]);
}

#[test]
fn circles_are_named_once_with_their_way() {
    let people = |edges: [(&str, &str, &str); 3]| -> String {
        let row = |(id, enroller, sponsor): (&str, &str, &str)| {
            format!("{id},,2020-01-01,,partner,,{enroller},{sponsor},,,,\n")
        };
        edges.map(row).concat()
    };
    let circle = "people.csv, row 3, column sponsor, “C”: Following this upwards leads back in a circle: B → C → B";
    check(&people([("A", "", "B"), ("B", "", "C"), ("C", "", "B")]), "", &[circle]);
    check(&people([("A", "", "A"), ("B", "", ""), ("C", "", "B")]), "", &["people.csv, row 2, column sponsor, “A”"]);
    // B names C as enroller, and C names nobody, so that the sponsor B counts as one.
    let mixed = people([("A", "", ""), ("B", "C", "A"), ("C", "", "B")]);
    check(&mixed, "", &["people.csv, row 3, column enroller, “C”"]);
    let seats = "A,,2020-01-01,,partner,,,,B,1,,\nB,,2020-01-01,,partner,,,,A,1,,\n";
    check(seats, "", &["people.csv, row 2, column placement_parent, “B”"]);
}

#[test]
fn what_is_wrong_with_sales_is_named() {
    let sale = |row: &str| format!("{ONE}{row}\n");
    let of = |id: &str, day: &str, to: &str, rest: &str| sale(&format!("{id},1,{day},,{to},,1,{rest}"));
    let good = "0,EUR,10,0,retail,,,0";
    let at = |column: &str| format!("sales.csv, row 3, column {column}");
    let named = |rows: &str, column: &str| check(THREE, rows, &[&at(column)]);
    named(&of("", "2026-03-02", "A", good), "id: Something must");
    named(&of("S2", "2026-03-02", "", good), "credited_to: Something must");
    named(&of("S2", "2026-03-02", "X", good), "credited_to, “X”: Nobody");
    named(&of("S2", "2026-02-28", "A", good), "date, “2026-02-28”: This is not in the period 2026-03");
    named(&of("S2", "2026-04-01", "A", good), "date, “2026-04-01”");
    named(&of("S2", "2026-13-01", "A", good), "date, “2026-13-01”: There is no such day");
    named(&of("S1", "2026-03-02", "A", good), "id, “S1”: Line 1 of this sale stands in row 2");
    named(
        &of("S2", "2026-03-02", "A", "0,EURO,10,0,retail,,,0"),
        "currency, “EURO”: ISO 4217 has no currency of this name",
    );
    named(&of("S2", "2026-03-02", "A", "0,CHF,10,0,retail,,,0"), "currency, “CHF”: Row 2 is in EUR");
    named(&of("S2", "2026-03-02", "A", "0,,10,0,retail,,,0"), "currency: Something must");
    named(&of("S2", "2026-03-02", "A", "0,EUR,10.001,0,retail,,,0"), "cv, “10.001”: At most 2 decimals");
    named(&of("S2", "2026-03-02", "A", "0,EUR,1e3,0,retail,,,0"), "cv, “1e3”: This is not an amount");
    named(&of("S2", "2026-03-02", "A", "0,EUR,1000000000001,0,retail,,,0"), "cv, “1000000000001”: This is too large");
    let beyond = "99999999999999999999999999999999999999999999999999999";
    named(&of("S2", "2026-03-02", "A", &format!("0,EUR,{beyond},0,retail,,,0")), "cv, “9999");
    named(&of("S2", "2026-03-02", "A", "0,EUR,10,0.005,retail,,,0"), "pv, “0.005”: At most 2 decimals");
    named(&of("S2", "2026-03-02", "A", "0,EUR,10,0,gift,,,0"), "kind, “gift”");
    named(&of("S2", "2026-03-02", "A", "0,EUR,10,0,,,,0"), "kind: Known");
    named(&of("S2", "2026-03-02", "A", "0,EUR,-10,0,retail,,,0"), "cv, “-10”: Only what takes back");
    named(&of("S2", "2026-03-02", "A", "0,EUR,10,0,retail,soon,,0"), "paid_on, “soon”");
    named(&of("S2", "2026-03-02", "A", "0,EUR,10,0,retail,,,0.0000001"), "margin, “0.0000001”: At most 6 decimals");
    named(&sale("S2,1,2026-03-02,,A,,1.5,0,EUR,10,0,retail,,,0"), "quantity, “1.5”");
    named(&sale("S2,0,2026-03-02,,A,,1,0,EUR,10,0,retail,,,0"), "line, “0”");
    check(THREE, &sale("S2,1,2026-03-02"), &["sales.csv, row 3: The line has 3 columns"]);
    named(&of("S2", "2026-03-02", "A", &format!("{good},X")), "host, “X”: Nobody");
    let hosted = read(THREE, &of("S2", "2026-03-02", "A", &format!("{good},B")), None).unwrap().facts;
    assert_eq!(hosted.sale_column("host", 1), i64::from(hosted.sales[1].seller) + 1, "B stands right below A");
}

#[test]
fn amounts_at_the_limit_are_exact_and_their_sum_has_a_limit() {
    let row = |id: &str, cv: &str| format!("{id},1,2026-03-02,,A,,1,0,EUR,{cv},0,retail,,,0\n");
    let named = read(THREE, &row("S1", "1000000000000.00"), None).unwrap();
    assert_eq!(named.facts.sales[0].base, 100_000_000_000_000);
    assert_eq!(read(THREE, &row("S1", "00000000000000000000000.10"), None).unwrap().facts.sales[0].base, 10);
    let ten: String = (0..10).map(|number| row(&format!("S{number}"), "1000000000000")).collect();
    check(THREE, &ten, &["sales.csv, column cv: All amounts together are too large"]);
}

#[test]
fn a_refund_takes_back_what_its_sale_gave_and_no_more() {
    let back =
        |id: &str, line: &str, amounts: &str, of: &str| format!("{id},{line},2026-03-20,,C,,-1,{amounts},{of},0\n");
    let rows = format!("{ONE}{}", back("R1", "1", "-12,EUR,-10,-5.25,,", "S1"));
    let named = read(THREE, &rows, None).unwrap();
    let refund = named.facts.sales.iter().find(|sale| sale.returned).unwrap();
    assert_eq!((refund.kind.word(), refund.base, refund.points, refund.quantity), ("retail", -1000, -525, 1));
    let twice = format!("{rows}{}", back("R2", "1", "-12,EUR,-10,-5.25,,", "S1"));
    assert!(read(THREE, &twice, None).is_ok());
    let thrice = format!("{twice}{}", back("R3", "1", "0,EUR,-0.01,0,,", "S1"));
    check(THREE, &thrice, &["sales.csv, row 5, column cv: With this more is taken back than the sale in row 2"]);
    let points = format!("{ONE}{}", back("R1", "1", "0,EUR,0,-10.51,,", "S1"));
    check(THREE, &points, &["sales.csv, row 3, column pv: With this more"]);
    let net = format!("{ONE}{}", back("R1", "1", "-24.01,EUR,0,0,,", "S1"));
    check(THREE, &net, &["sales.csv, row 3, column net: With this more"]);
    let again = format!("{rows}{}", back("R2", "1", "0,EUR,-1,0,,", "R1"));
    check(THREE, &again, &["sales.csv, row 4, column refund_of, “R1”: Row 3 is a refund itself"]);
    let itself = format!("{ONE}{}", back("R1", "1", "0,EUR,-1,0,,", "R1"));
    check(THREE, &itself, &["sales.csv, row 3, column refund_of, “R1”"]);
    let positive = format!("{ONE}{}", back("R1", "1", "0,EUR,1,0,,", "S1"));
    check(THREE, &positive, &["sales.csv, row 3, column cv, “1”: A refund has negative amounts"]);
    let kind = format!("{ONE}{}", back("R1", "1", "0,EUR,-1,0,own,", "S1"));
    check(THREE, &kind, &["sales.csv, row 3, column kind, “own”: The sale in row 2 is of the kind retail"]);
    let other = format!("{ONE}{}", back("R1", "1", "0,EUR,-1,0,,", "S1").replace(",C,", ",A,"));
    check(THREE, &other, &["sales.csv, row 3, column credited_to: The sale in row 2 is credited"]);
    let before = format!("{ONE}{}", back("R1", "1", "0,EUR,-1,0,,", "S1").replace("03-20", "03-01"));
    check(THREE, &before, &["sales.csv, row 3, column date, “2026-03-01”: This is before the sale in row 2"]);
    // Of a sale with several lines the one with the same number is meant.
    let second = ONE.replace("S1,1", "S1,2").replace(",20.00,", ",5.00,");
    let lines = format!("{ONE}{second}{}", back("R1", "2", "0,EUR,-5.01,0,,", "S1"));
    check(THREE, &lines, &["sales.csv, row 4, column cv: With this more is taken back than the sale in row 3"]);
    let nowhere = format!("{ONE}{second}{}", back("R1", "3", "0,EUR,-1,0,,", "S1"));
    check(THREE, &nowhere, &["sales.csv, row 4, column refund_of, “S1”: This sale has several lines, but no line 3"]);
    // The sale was in an earlier period: the carry knows of it, and how much is left.
    let earlier = back("R1", "1", "-12,EUR,-10,-5,own,", "S0");
    let named = read(THREE, &earlier, Some("id,key,value\nC,sold S0 1,30\nC,refunded S0 1,20\n")).unwrap();
    assert_eq!((named.facts.sales[0].kind.word(), named.facts.sales[0].returned), ("own", true));
    check(
        THREE,
        &back("R1", "1", "-12,EUR,-10,-5,,", "S0"),
        &[
            "sales.csv, row 2, column kind: Known",
            "sales.csv, row 2, column refund_of, “S0 1”: The sale “S0 1” stands neither",
        ],
    );
}

#[test]
fn carry_is_read_as_the_plan_means_its_keys() {
    let carry = "id,key,value\nA,own@1,12.5\nB,active@1,1\nC,rank_paid@1,gold\nC,anything,-3\n";
    let named = read(THREE, "", Some(carry)).unwrap();
    let column = |key: &str| named.facts.carry.column(key, 3);
    assert_eq!(column("own@1"), [12_500_000, 0, 0]);
    assert_eq!(column("active@1"), [0, 1, 0]);
    assert_eq!(column("rank_paid@1"), [0, 0, 2]);
    assert_eq!(column("anything"), [0, 0, -3_000_000]);
    let wrong = |row: &str, words: &str| check_all(THREE, "", Some(&format!("id,key,value\n{row}\n")), &[words]);
    wrong("X,own@1,1", "carry.csv, row 2, column id, “X”: Nobody");
    wrong("A,,1", "carry.csv, row 2, column key: Something must");
    wrong("A,own@1,", "carry.csv, row 2, column value: Something must");
    wrong("A,own@1,much", "carry.csv, row 2, column value, “much”");
    wrong("A,active@1,2", "carry.csv, row 2, column value, “2”");
    wrong("A,rank_paid@1,platinum", "carry.csv, row 2, column value, “platinum”: The plan has no such rank");
    wrong("A,own@1,1\nA,own@1,1", "carry.csv, row 3, column key, “own@1”: This person has this key in row 2");
    check_all(THREE, "", Some("id,key\n"), &["carry.csv, column value: This column is missing"]);
}

#[test]
fn a_column_that_the_plan_asks_for_must_be_there() {
    let without = |file: &str, column: &str, words: &str| {
        let rename = |head: &str| head.replace(&format!("{column},"), "x,").replace(&format!(",{column}\n"), ",x\n");
        let people = if file == "people.csv" { rename(PEOPLE) } else { PEOPLE.to_owned() };
        let sales = if file == "sales.csv" { rename(SALES) } else { SALES.to_owned() };
        let files = FactFiles { people: people.as_bytes(), sales: sales.as_bytes(), carry: None };
        let problems = read_facts(files, &plan(), march()).unwrap_err();
        let said: Vec<String> = problems.first.iter().map(|problem| problem.say(Language::En)).collect();
        assert_eq!(said.len(), 1, "{said:#?}");
        assert!(said[0].starts_with(&format!("{file}, column {column}: {words}")), "{said:?}");
    };
    for column in ["joined_on", "kind", "sponsor"] {
        without("people.csv", column, "This column is missing");
    }
    for column in ["country", "enroller", "placement_parent", "placement_leg", "flags", "region"] {
        without("people.csv", column, "The plan asks for");
    }
    for column in ["date", "credited_to", "currency", "cv"] {
        without("sales.csv", column, "This column is missing");
    }
    for column in ["buyer", "product", "net", "pv", "margin", "paid_on", "host"] {
        without("sales.csv", column, "The plan asks for");
    }
    let twice = format!("id,{PEOPLE}");
    let files = FactFiles { people: twice.as_bytes(), sales: SALES.as_bytes(), carry: None };
    assert_eq!(read_facts(files, &plan(), march()).unwrap_err().first[0].column, "id");
    let files = FactFiles { people: b"", sales: SALES.as_bytes(), carry: None };
    assert!(!read_facts(files, &plan(), march()).unwrap_err().is_empty());
    let latin = FactFiles { people: b"id,na\xefve\n", sales: SALES.as_bytes(), carry: None };
    assert_eq!(read_facts(latin, &plan(), march()).unwrap_err().first[0].row, 1);
}

#[test]
fn the_first_problems_are_named_and_all_are_counted() {
    let many: String = (0..50).map(|number| format!("S{number},1,2026-03-02,,nobody,,1,0,EUR,1,0,own,,,0\n")).collect();
    let problems = read(THREE, &many, None).unwrap_err();
    assert_eq!((problems.first.len(), problems.count()), (PROBLEMS_SHOWN, 50));
    // One broken row among very many is found.
    let mut rows: Vec<String> =
        (0..20_000).map(|number| format!("S{number},1,2026-03-02,,A,,1,0,EUR,1,0,own,,,0\n")).collect();
    rows[12_345] = rows[12_345].replace("EUR,1,", "EUR,one,");
    check(THREE, &rows.concat(), &["sales.csv, row 12347, column cv, “one”"]);
}

#[test]
fn what_would_steer_a_terminal_is_not_repeated() {
    let problems = read(&format!("{THREE}D,,2020-01-01,,\x1b[2Jpartner,,,,,,,\n"), "", None).unwrap_err();
    assert!(!problems.first[0].say(Language::En).contains('\x1b'));
}

fn garbage() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![
        Just("A".to_owned()),
        Just("B".to_owned()),
        Just("2026-03-02".to_owned()),
        Just("partner".to_owned()),
        Just("retail".to_owned()),
        Just("EUR".to_owned()),
        Just("-9223372036854775808".to_owned()),
        Just("999999999999.99".to_owned()),
        Just("\"".to_owned()),
        Just("A\n".to_owned()),
        "[-0-9.]{0,24}",
        "\\PC{0,12}",
    ];
    let row = proptest::collection::vec(cell, 0..16).prop_map(|cells| cells.join(","));
    let rows = proptest::collection::vec(row, 0..12).prop_map(|rows| rows.join("\n").into_bytes());
    prop_oneof![rows, proptest::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn garbage_is_refused_or_read_and_never_stops_the_program(
        people in garbage(), sales in garbage(), carry in garbage(), with_heads in any::<bool>()
    ) {
        let head = |head: &str, bytes: Vec<u8>| if with_heads { [head.as_bytes(), &bytes].concat() } else { bytes };
        let people = head(&format!("{PEOPLE}A,,2020-01-01,,partner,,,,,,,\n"), people);
        let (sales, carry) = (head(SALES, sales), head("id,key,value\n", carry));
        let files = FactFiles { people: &people, sales: &sales, carry: Some(&carry) };
        if let Err(problems) = read_facts(files, &plan(), march()) {
            prop_assert!(problems.first.iter().all(|problem| !problem.say(Language::De).is_empty()));
        }
    }
}
