//! Refunds beside their sales, in the same file and over periods; and that nothing is settled twice.

use kontor::business::commissions::read_plan;
use kontor::exchange::facts::{Before, FactFiles};
use kontor::exchange::plan_run::{Settled, SettledTrouble, settle_files_after, write_carry};
use kontor::values::{Language, Period};

const HEAD: &str =
    "[plan]\nname = \"t\"\nversion = 1\ntitle = \"T\"\neffective_from = 2026-01-01\nperiod = \"month\"\n";
const PEOPLE: &str = "id,joined_on,kind,sponsor\nA,2026-01-01,partner,\nB,2026-01-01,partner,A\n";
const PLAIN: &str = "id,date,credited_to,currency,cv,pv,kind,refund_of\n";

/// 10 % of what somebody sells, and the points of it.
fn levels(more: &str) -> String {
    let volume = "[volumes.own]\nof = \"self\"\ncounts = \"points\"\nsales = [\"own\", \"retail\"]\n";
    format!("{HEAD}{more}{volume}{}", bonus("x", ""))
}

fn bonus(name: &str, more: &str) -> String {
    format!(
        "[[bonus]]\nname = \"{name}\"\ntitle = \"X\"\nkind = \"levels\"\n{more}sales = [\"retail\"]\nfrom_level = 0\n\
        compression = \"none\"\nreceiver = \"valid\"\nrates = [\"10 %\"]\n"
    )
}

const AGAIN: &str = "[refunds]\nhow = \"again\"\n";

/// Sales, and what the period before left.
#[derive(Clone, Copy)]
struct Files<'f> {
    sales: &'f str,
    carry: Option<&'f str>,
}

fn files(sales: &str) -> Files<'_> {
    Files { sales, carry: None }
}

fn settle(
    plan: &str,
    Files { sales, carry }: Files<'_>,
    period: &str,
    before: &[(&str, &str)],
) -> Result<Settled, Vec<String>> {
    let files = |sales, carry| FactFiles { people: PEOPLE.as_bytes(), sales, carry };
    let before: Vec<Before<'_>> = before
        .iter()
        .map(|(period, sales)| Before { period: Period::parse(period).unwrap(), files: files(sales.as_bytes(), None) })
        .collect();
    let plan = read_plan(plan).unwrap_or_else(|troubles| panic!("{troubles:#?}"));
    let period = Period::parse(period).unwrap();
    settle_files_after(plan, files(sales.as_bytes(), carry.map(str::as_bytes)), period, &before).map_err(|trouble| {
        let SettledTrouble::Files(problems) = trouble else { panic!("{trouble:?}") };
        for language in Language::ALL {
            let said: Vec<String> = problems.first.iter().map(|problem| problem.say(language)).collect();
            assert!(said.iter().all(|said| !said.contains('{') && !said.contains("facts.")), "{said:#?}");
        }
        problems.first.iter().map(|problem| problem.say(Language::En)).collect()
    })
}

fn carry(settled: &Settled) -> String {
    let mut bytes = Vec::new();
    write_carry(settled, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn paid(settled: &Settled) -> i64 {
    assert!(settled.passed(), "{:?}", settled.checks);
    settled.outcome.paid
}

#[track_caller]
fn refused(found: Result<Settled, Vec<String>>, expected: &str) {
    let said = found.map(|settled| settled.outcome.paid).unwrap_err();
    assert!(said.len() == 1 && said[0].starts_with(expected), "{expected:?} is not {said:#?}");
}

#[test]
fn refunds_bring_back_no_more_pieces_than_were_sold() {
    let plan = format!(
        "{HEAD}[[bonus]]\nname = \"q\"\ntitle = \"Q\"\nkind = \"sale\"\nsales = [\"retail\"]\n\
        amount = \"30 * quantity\"\nreceiver = \"valid\"\n"
    );
    let rows = |sold: &str, back: &[&str]| {
        let mut rows = format!(
            "id,date,credited_to,currency,cv,kind,refund_of,quantity\nS1,2026-03-02,A,EUR,100,retail,,{sold}\n"
        );
        for (number, pieces) in back.iter().enumerate() {
            rows.push_str(&format!("R{number},2026-03-03,A,EUR,-10,,S1,{pieces}\n"));
        }
        rows
    };
    let march = |sold: &str, back: &[&str]| settle(&plan, files(&rows(sold, back)), "2026-03", &[]);
    assert_eq!(paid(&march("3", &["-1", "1"]).unwrap()), 3_000);
    assert_eq!(paid(&march("1", &[""]).unwrap()), 0, "one piece is meant where nothing is said");
    let over = "column quantity: With this more is taken back than the sale in row 2 had";
    refused(march("1", &["-5"]), &format!("sales.csv, row 3, {over}"));
    refused(march("2", &["-1", "1", "1"]), &format!("sales.csv, row 5, {over}"));
    refused(march("2", &[""]), "sales.csv, row 3, column quantity: The sale “S1 1” has 2 here. Write how much");
}

#[test]
fn refunds_fit_their_sale_in_every_column_that_pays() {
    let plan = format!(
        "{HEAD}[columns]\nsales = {{ margin = \"number\", first = \"number\" }}\n{}",
        bonus("x", "base = \"margin\"\nwhere = \"first >= 1\"\n")
    );
    let rows = |sold: &str, back: &[&str]| {
        let mut rows = format!(
            "id,date,credited_to,currency,cv,kind,refund_of,margin,first\nS1,2026-03-02,A,EUR,100,retail,,{sold}\n"
        );
        for (number, back) in back.iter().enumerate() {
            rows.push_str(&format!("R{number},2026-03-03,A,EUR,-10,,S1,{back}\n"));
        }
        rows
    };
    let march = |sold: &str, back: &[&str]| settle(&plan, files(&rows(sold, back)), "2026-03", &[]);
    assert_eq!(paid(&march("40,1", &["-30,1", "-10,1"]).unwrap()), 0);
    assert_eq!(paid(&march("-40,1", &["30,1"]).unwrap()), -100);
    let at = |row: u32, words: &str| format!("sales.csv, row {row}, column {words}");
    refused(
        march("40,1", &["40,1"]),
        &at(3, "margin: The sale “S1 1” has 40 here; what takes it back has the other sign"),
    );
    refused(
        march("-40,1", &["-1,1"]),
        &at(3, "margin: The sale “S1 1” has -40 here; what takes it back has the other"),
    );
    refused(
        march("40,1", &["-30,1", "-10.01,1"]),
        &at(4, "margin: With this more is taken back than the sale in row 2"),
    );
    refused(march("40,1", &[",1"]), &at(3, "margin: The sale “S1 1” has 40 here. Write how much of it comes back"));
    refused(march("40,1", &["-40,"]), &at(3, "first: The sale “S1 1” has 1 here. Write the same again"));
    refused(march("40,1", &["-40,2"]), &at(3, "first: The sale “S1 1” has 1 here; a refund has the same"));
    refused(march("0,1", &["-1,1"]), &at(3, "margin: With this more is taken back"));
    // The same over periods, and together with what came back before.
    let plan = format!("{plan}{AGAIN}");
    let then = rows("40,1", &[]);
    let later = |back: &[&str], carry: Option<&str>, month: &str| {
        let mut rows = "id,date,credited_to,currency,cv,kind,refund_of,margin,first\n".to_owned();
        for (number, back) in back.iter().enumerate() {
            rows.push_str(&format!("R{month}{number},{month}-03,A,EUR,-10,retail,S1,{back}\n"));
        }
        settle(&plan, Files { sales: &rows, carry }, month, &[("2026-03", &then)])
    };
    refused(
        later(&["-10,1", "-31,1"], None, "2026-04"),
        &at(3, "margin: Not so much is left of the sale “S1 1” here: 30 of 40"),
    );
    refused(later(&["40,1"], None, "2026-04"), &at(2, "margin: The sale “S1 1” has 40 here; what takes"));
    refused(later(&[",1"], None, "2026-04"), &at(2, "margin: The sale “S1 1” has 40 here. Write"));
    let april = carry(&later(&["-10,1"], None, "2026-04").unwrap());
    refused(
        later(&["-31,1"], Some(&april), "2026-05"),
        &at(2, "margin: Not so much is left of the sale “S1 1” here: 30"),
    );
    assert!(later(&["-30,1"], Some(&april), "2026-05").is_ok());
}

#[test]
fn a_refund_leaves_words_and_people_to_its_sale() {
    let plan = format!(
        "{HEAD}[columns]\nsales = {{ host = \"person\", market = \"word\" }}\n[[bonus]]\nname = \"q\"\ntitle = \"Q\"\n\
        kind = \"sale\"\nsales = [\"retail\"]\nwhere = \"market == 'north'\"\nto = \"host\"\nrate = \"10 %\"\nreceiver = \"valid\"\n"
    );
    let rows = "id,date,credited_to,currency,cv,kind,refund_of,host,market\n\
        S1,2026-03-02,A,EUR,100,retail,,B,north\nR1,2026-03-03,A,EUR,-60,,S1,,\n";
    let settled = settle(&plan, files(rows), "2026-03", &[]).unwrap();
    assert_eq!((paid(&settled), settled.outcome.broken), (400, 0));
}

#[test]
fn a_refund_has_the_kind_of_its_sale_in_any_period() {
    let row =
        |id: &str, month: u32, cv: i64, kind: &str, of: &str| format!("{id},2026-0{month}-02,A,EUR,{cv},{kind},{of}\n");
    let head = "id,date,credited_to,currency,cv,kind,refund_of\n";
    let march = format!("{head}{}", row("S1", 3, 100, "retail", ""));
    let volume = "[volumes.own]\nof = \"self\"\ncounts = \"base\"\nsales = [\"own\", \"retail\"]\n";
    let plan = |how: &str| format!("{HEAD}[refunds]\nhow = \"{how}\"\n{volume}{}", bonus("x", ""));
    let april = |how: &str, kind: &str| {
        let then = carry(&settle(&plan(how), files(&march), "2026-03", &[]).unwrap());
        let back = format!("{head}{}", row("R1", 4, -40, kind, "S1"));
        let next = Files { carry: Some(&then), ..files(&back) };
        let before = [("2026-03", march.as_str())];
        settle(&plan(how), next, "2026-04", if how == "again" { &before } else { &[] })
    };
    for how in ["original", "again"] {
        assert_eq!(paid(&april(how, "retail").unwrap()), -400, "{how}");
        refused(april(how, "kit"), "sales.csv, row 2, column kind, “kit”: The sale “S1 1” is of the kind retail");
    }
    // A carry of a former version does not say it.
    let then = carry(&settle(&plan("original"), files(&march), "2026-03", &[]).unwrap());
    assert!(then.contains("A,kind retail S1 1,1\n"), "{then}");
    let then = then.replace("A,kind retail S1 1,1\n", "");
    let back = format!("{head}{}", row("R1", 4, -40, "kit", "S1"));
    let next = Files { carry: Some(&then), ..files(&back) };
    assert_eq!(paid(&settle(&plan("original"), next, "2026-04", &[]).unwrap()), -400);
}

#[test]
fn a_period_is_reckoned_again_without_what_each_refund_says_of_every_amount() {
    let volume = "[volumes.own]\nof = \"self\"\ncounts = \"points\"\nsales = [\"own\", \"retail\"]\n";
    let by_points = bonus("x", "base = \"margin\"\n").replace("[\"10 %\"]", "[\"if(own >= 10, 20 %, 10 %)\"]");
    let plan = format!("{HEAD}{AGAIN}[columns]\nsales = {{ margin = \"number\" }}\n{volume}{by_points}");
    let head = "id,date,credited_to,currency,cv,pv,kind,refund_of,margin\n";
    let march = format!("{head}S1,2026-03-02,A,EUR,100,10,retail,,40\n");
    let april = |row: &str| format!("{head}R1,2026-04-02,A,EUR,{row}\n");
    let settled = |months: &[(&str, &str)], now: &str, period: &str, carry: &str| {
        settle(&plan, Files { carry: Some(carry), ..files(now) }, period, months).unwrap()
    };
    let left = carry(&settle(&plan, files(&march), "2026-03", &[]).unwrap());
    let back = |row: &str| settled(&[("2026-03", &march)], &april(row), "2026-04", &left);
    // 20 % of 40.00 were paid; with 5 points less it is 10 % of what is left.
    assert_eq!(paid(&back("-50,-5,retail,S1,-20")), 200 - 800);
    assert_eq!(paid(&back("-50,-5,retail,S1,-36")), 40 - 800, "less of the margin is left than of the base");
    assert_eq!(paid(&back("-50,0,retail,S1,-20")), 400 - 800, "the points stay");
    assert_eq!(paid(&back("-100,0,retail,S1,-20")), 400 - 800, "half of the margin stays, and all points");
    assert_eq!(paid(&back("-1,-10,retail,S1,-40")), -800);
    // What came back before is remembered by each amount: 4.00 of margin are left, and then nothing.
    let first = april("-50,-5,retail,S1,-36");
    let then = carry(&settled(&[("2026-03", &march)], &first, "2026-04", &left));
    let may = format!("{head}R2,2026-05-02,A,EUR,-10,0,retail,S1,-4\n");
    let months = [("2026-03", march.as_str()), ("2026-04", first.as_str())];
    assert_eq!(paid(&settled(&months, &may, "2026-05", &then)), -40);
}

#[test]
fn points_that_came_back_before_do_not_come_back_again() {
    for (plan, before) in [(levels(""), false), (levels(AGAIN), true)] {
        let february = format!("{PLAIN}S2,2026-02-02,B,EUR,100.00,20,retail,\n");
        let earlier = [("2026-02", february.as_str())];
        let before: &[(&str, &str)] = if before { &earlier } else { &[] };
        let back =
            |id: &str, month: &str, points: &str| format!("{PLAIN}{id},{month}-02,B,EUR,-10.00,-{points},retail,S2\n");
        let first = settle(&plan, files(&february), "2026-02", &[]).unwrap();
        let run =
            |sales: &str, carry: &str, month: &str| settle(&plan, Files { sales, carry: Some(carry) }, month, before);
        let march = carry(&run(&back("R1", "2026-03", "15"), &carry(&first), "2026-03").unwrap());
        refused(
            run(&back("R2", "2026-04", "6"), &march, "2026-04"),
            "sales.csv, row 2, column pv: Not so much is left of the sale “S2 1” here: 5 of 20",
        );
        refused(
            run(&back("R2", "2026-03", "500"), &carry(&first), "2026-03"),
            "sales.csv, row 2, column pv: Not so much is left of the sale “S2 1” here: 20 of 20",
        );
        assert!(run(&back("R2", "2026-04", "5"), &march, "2026-04").is_ok());
    }
}

#[test]
fn a_refund_has_the_currency_and_the_person_of_its_sale() {
    let february = format!("{PLAIN}S2,2026-02-02,B,EUR,100.00,20,retail,\n");
    let march = format!("{PLAIN}R1,2026-03-02,B,EUR,-60.00,-12,retail,S2\n");
    for (plan, again) in [(levels(""), false), (levels(AGAIN), true)] {
        let left = carry(&settle(&plan, files(&february), "2026-02", &[]).unwrap());
        let earlier = [("2026-02", february.as_str())];
        let before: &[(&str, &str)] = if again { &earlier } else { &[] };
        let run = |sales: &str, carry: &str| settle(&plan, Files { sales, carry: Some(carry) }, "2026-03", before);
        assert_eq!(paid(&run(&march, &left).unwrap()), -600);
        refused(
            run(&march.replace("EUR", "USD"), &left),
            "sales.csv, row 2, column currency, “USD”: The sale “S2 1” was settled in EUR",
        );
        refused(
            run(&march.replace(",B,", ",A,"), &left),
            "sales.csv, row 2, column credited_to, “A”: The sale “S2 1” was credited to somebody else: B",
        );
    }
    // A carry of a former version knows neither currency nor points.
    let old = "id,key,value\nB,sold S2 1,100\nB,paid x S2 1,10\n";
    let run = |sales: &str| settle(&levels(""), Files { sales, carry: Some(old) }, "2026-03", &[]);
    assert_eq!(paid(&run(&march).unwrap()), -600);
    assert_eq!(paid(&run(&march.replace("EUR", "USD")).unwrap()), -600);
    refused(run(&march.replace(",B,", ",A,")), "sales.csv, row 2, column credited_to, “A”: ");
    refused(run(&march.replace("-60", "-101")), "sales.csv, row 2, column cv: Not so much is left of the sale “S2 1”");
    let again = settle(&levels(AGAIN), files(&march.replace("retail", "own")), "2026-03", &[("2026-02", &february)]);
    refused(again, "sales.csv, row 2, column kind, “own”: The sale “S2 1” is of the kind retail");
}

#[test]
fn a_sale_without_a_base_is_taken_back_by_what_it_has() {
    let plan = format!("{HEAD}[columns]\nsales = {{ margin = \"number\" }}\n{}", bonus("x", "base = \"margin\"\n"));
    let head = "id,date,credited_to,currency,cv,kind,refund_of,margin\n";
    let february = settle(&plan, files(&format!("{head}S1,2026-02-02,A,EUR,0,retail,,40\n")), "2026-02", &[]).unwrap();
    assert_eq!(paid(&february), 400);
    let march = format!("{head}R1,2026-03-02,A,EUR,0,retail,S1,-10\n");
    let march = settle(&plan, Files { sales: &march, carry: Some(&carry(&february)) }, "2026-03", &[]).unwrap();
    assert_eq!(paid(&march), -100);
}

#[test]
fn nothing_is_settled_twice() {
    let weekly = format!("{}{}", levels(""), bonus("w", "period = \"week\"\n"));
    let sales = format!("{PLAIN}S1,2026-03-03,A,EUR,100.00,20,retail,\n");
    let run = |plan: &str, sales: &str, carry: &str, period: &str| {
        settle(plan, Files { sales, carry: Some(carry) }, period, &[])
    };
    for plan in [levels(""), levels(AGAIN), levels("[refunds]\nhow = \"present\"\n"), weekly.clone()] {
        let march = carry(&settle(&plan, files(&sales), "2026-03", &[]).unwrap());
        for period in ["2026-03", "2026-03-01..2026-03-10"] {
            refused(
                run(&plan, &sales, &march, period),
                "sales.csv, row 2, column id, “S1”: “S1 1” was settled with 2026-03 already",
            );
        }
        // What another kind of period settles is another part of the pay.
        assert!(run(&plan, &sales, &march, "2026-W10").is_ok());
    }
    let week = carry(&settle(&weekly, files(&sales), "2026-W10", &[]).unwrap());
    let both = carry(&run(&weekly, &sales, &week, "2026-03").unwrap());
    for period in ["2026-W10", "2026-03"] {
        refused(run(&weekly, &sales, &both, period), "sales.csv, row 2, column id, “S1”: “S1 1” was settled with");
    }
    // A refund alone is settled once as well.
    let refund = format!("{PLAIN}R1,2026-04-02,A,EUR,-40.00,-4,retail,S1\n");
    let march = carry(&settle(&levels(""), files(&sales), "2026-03", &[]).unwrap());
    let april = carry(&run(&levels(""), &refund, &march, "2026-04").unwrap());
    refused(
        run(&levels(""), &refund, &april, "2026-04"),
        "sales.csv, row 2, column id, “R1”: “R1 1” was settled with 2026-04 already",
    );
    let before = [("2026-03", sales.as_str())];
    let again = |carry: Option<&str>| settle(&levels(AGAIN), Files { sales: &refund, carry }, "2026-04", &before);
    let april = carry(&again(None).unwrap());
    refused(again(Some(&april)), "sales.csv, row 2, column id, “R1”: “R1 1” was settled with 2026-04 already");
    // A carry of a former version says no period.
    let old = "id,key,value\nA,sold S1 1,100\nA,paid x S1 1,10\n";
    refused(
        run(&levels(""), &sales, old, "2026-03"),
        "sales.csv, row 2, column id, “S1”: Something was paid for “S1 1”",
    );
}

#[test]
fn the_number_of_a_sale_is_given_once() {
    let march = format!("{PLAIN}S1,2026-03-03,A,EUR,100.00,20,retail,\n");
    let april = format!("{PLAIN}S1,2026-04-03,B,EUR,10.00,20,retail,\n");
    let taken = "sales.csv, row 2, column id, “S1”: There is a sale “S1 1” of an earlier period already, credited to A";
    for plan in [levels(""), levels(AGAIN)] {
        let left = carry(&settle(&plan, files(&march), "2026-03", &[]).unwrap());
        refused(settle(&plan, Files { sales: &april, carry: Some(&left) }, "2026-04", &[]), taken);
    }
    let old = "id,key,value\nA,sold S1 1,100\n";
    refused(settle(&levels(""), Files { sales: &april, carry: Some(old) }, "2026-04", &[]), taken);
    // One's own number may stand for another sale, but then no return can name either of them.
    let own = april.replace(",B,", ",A,");
    let left = carry(&settle(&levels(""), files(&march), "2026-03", &[]).unwrap());
    let left = carry(&settle(&levels(""), Files { sales: &own, carry: Some(&left) }, "2026-04", &[]).unwrap());
    let back = format!("{PLAIN}R1,2026-05-03,A,EUR,-10.00,-2,retail,S1\n");
    refused(
        settle(&levels(""), Files { sales: &back, carry: Some(&left) }, "2026-05", &[]),
        "sales.csv, row 2, column refund_of, “S1 1”: There is a sale “S1 1” in 2026-03 and in 2026-04",
    );
    // Where no return looks back, numbers may be given again.
    let present = levels("[refunds]\nhow = \"present\"\n");
    let left = carry(&settle(&present, files(&march), "2026-03", &[]).unwrap());
    assert!(settle(&present, Files { sales: &april, carry: Some(&left) }, "2026-04", &[]).is_ok());
    // Two earlier periods with the same number: nobody knows which one is meant.
    let may = format!("{PLAIN}R1,2026-05-03,A,EUR,-10.00,-2,retail,S1\n");
    let before = [("2026-03", march.as_str()), ("2026-04", april.as_str())];
    refused(
        settle(&levels(AGAIN), files(&may), "2026-05", &before),
        "sales.csv, row 2, column refund_of, “S1 1”: There is a sale “S1 1” in 2026-03 and in 2026-04",
    );
}

#[test]
fn what_no_later_run_can_settle_again_is_forgotten_where_returns_count_in_the_present() {
    let months = |more: &str, bonuses: &str| {
        let plan = format!("{}{bonuses}", levels(more));
        let first = settle(
            &plan,
            files("id,date,credited_to,currency,cv,pv,kind,refund_of\nS1,2026-03-02,A,EUR,100,10,retail,\n"),
            "2026-03",
            &[],
        );
        let first = carry(&first.unwrap());
        assert!(first.contains("sold@2026-03@EUR S1 1"), "{first}");
        let next = Files {
            carry: Some(&first),
            ..files("id,date,credited_to,currency,cv,pv,kind,refund_of\nS2,2026-04-02,A,EUR,100,10,retail,\n")
        };
        let next = carry(&settle(&plan, next, "2026-04", &[]).unwrap());
        assert!(next.contains("sold@2026-04@EUR S2 1"), "{next}");
        // March is not settled twice, whether it is forgotten or not.
        let march = files("id,date,credited_to,currency,cv,pv,kind,refund_of\nS1,2026-03-02,A,EUR,100,10,retail,\n");
        let again = settle(&plan, Files { carry: Some(&next), ..march }, "2026-03", &[]).map(drop).unwrap_err();
        let (of_later, of_row) = ("carry.csv: It comes from 2026-04", "sales.csv, row 2, column id, “S1”: “S1 1” was");
        assert!(again[0].starts_with(if more.contains("present") { of_later } else { of_row }), "{again:?}");
        next.contains("sold@2026-03@EUR S1 1")
    };
    let present = "[refunds]\nhow = \"present\"\n";
    assert!(!months(present, ""), "April comes after all days of March");
    assert!(months(present, &bonus("y", "period = \"year\"\n")), "the year is still to come");
    assert!(months("[refunds]\nhow = \"original\"\n", ""), "a return may name it any day");
}
