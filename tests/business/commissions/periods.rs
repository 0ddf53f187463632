//! Several kinds of period in one plan: each bonus is settled in its own, every sale once in each.

use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::checks::CHECKS;
use kontor::business::commissions::{self, CommissionLine, Plan, StatementSheet};
use kontor::business::failure::Failure;
use kontor::business::orders;
use kontor::texts;
use kontor::values::{Language, Money, OrderId, PartnerId, Period, RunId};

use crate::business::commissions::{clerk, manager};
use crate::business::shop::{Shop, day};
use crate::business::stage::{Stage, imported_order, refused};

/// A fast start each week and levels each month.
pub const FAST: &str = r#"
[plan]
name = "fast"
version = 1
title = "Fast"
effective_from = 2026-06-01
period = "month"

[[bonus]]
name = "start"
title = "Start"
kind = "sale"
period = "week"
sales = ["retail"]
rate = "20 %"
receiver = "valid"

[[bonus]]
name = "levels"
title = "Levels"
kind = "levels"
sales = ["retail"]
compression = "none"
receiver = "valid"
rates = ["5 %"]

[[example]]
title = "The week pays the seller"
tree = ["Anna > Ben"]
period = "week"
sales = [{ seller = "Ben", kind = "retail", base = "100.00" }]
lines = [{ to = "Ben", bonus = "start", amount = "20.00" }]
breakage = 0

[[example]]
title = "The month pays the one above"
tree = ["Anna > Ben"]
sales = [{ seller = "Ben", kind = "retail", base = "100.00" }]
lines = [{ to = "Anna", bonus = "levels", level = 1, amount = "5.00" }]
breakage = 0
"#;

/// What the weeks paid in advance the month takes off; after twelve months the best have a fund.
const ADVANCE: &str = r#"
[plan]
name = "advance"
version = 1
title = "Advance"
effective_from = 2026-06-01
period = "month"
year_begins = 6

[volumes.own]
of = "self"
counts = "base"
sales = ["retail"]

[predicates.good]
at_least = { own = 500 }

[[bonus]]
name = "advance"
title = "Advance"
kind = "sale"
period = "week"
sales = ["retail"]
rate = "10 %"
receiver = "valid"

[[bonus]]
name = "month"
title = "Month"
kind = "amount"
amount = "30 % * own"
receiver = "valid"

[[bonus]]
name = "advanced"
title = "Less advances"
kind = "amount"
amount = "0 - carried('advances')"
receiver = "valid"

[[bonus]]
name = "year"
title = "Year"
kind = "amount"
period = "year"
amount = "if(own > 0, 100 * held(good, 12), 0)"
receiver = "valid"

[carry]
advances = "carried('advances') + pay(advance) + pay(advanced)"
"#;

struct Firm {
    stage: Stage,
    plan: String,
    top: PartnerId,
    seller: PartnerId,
}

impl Firm {
    fn new(source: &'static str, on: &str) -> Firm {
        let stage = Stage::new();
        let plan: Plan = stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, source)).unwrap();
        let top = stage.partner("A", None);
        let seller = stage.partner("B", Some("A"));
        stage.on(on);
        Firm { stage, plan: plan.name, top, seller }
    }

    fn open(&self, period: &str) -> Result<RunId, Failure> {
        let (plan, period) = (self.plan.clone(), Period::parse(period).unwrap());
        self.stage.write(&clerk(), move |tx| commissions::open_run(tx, &plan, period))
    }

    fn post(&self, run: RunId) -> Result<(), Failure> {
        self.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
        let approval = self.stage.write(&clerk(), move |tx| commissions::submit_run(tx, run)).unwrap();
        self.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
        self.stage.write(&manager(), move |tx| commissions::post_run(tx, run))
    }

    fn settle(&self, period: &str) -> RunId {
        let run = self.open(period).unwrap_or_else(|failure| panic!("{period}: {failure:?}"));
        self.post(run).unwrap_or_else(|failure| panic!("{period}: {failure:?}"));
        run
    }

    fn sheet(&self, run: RunId, partner: PartnerId) -> StatementSheet {
        self.stage.read(&clerk(), |view| commissions::statement(view, run, partner).unwrap())
    }

    fn cents(&self, run: RunId, partner: PartnerId) -> i64 {
        self.sheet(run, partner).total.minor()
    }
}

#[test]
fn each_bonus_settles_every_sale_once_in_periods_of_its_own() {
    let firm = Firm::new(FAST, "2026-08-20");
    let sales = [
        ("2026-06-03", 10_000),
        ("2026-06-24", 20_000),
        // One week in two months.
        ("2026-06-30", 30_000),
        ("2026-07-02", 40_000),
        ("2026-07-31", 50_000),
    ];
    for (on, base) in sales {
        firm.stage.sale(firm.seller, on, base, 0);
    }
    let weeks = ["2026-W23", "2026-W24", "2026-W25", "2026-W26"].map(|week| firm.settle(week));
    assert_eq!(weeks.map(|run| firm.cents(run, firm.seller)), [2_000, 0, 0, 4_000]);
    // Neither waits for the other, for the one asks for nothing that the other leaves.
    let june = firm.settle("2026-06");
    assert_eq!([firm.cents(june, firm.top), firm.cents(june, firm.seller)], [3_000, 0]);
    let crossing = firm.settle("2026-W27");
    assert_eq!([firm.cents(crossing, firm.top), firm.cents(crossing, firm.seller)], [0, 14_000]);
    let july = firm.settle("2026-07");
    assert_eq!(firm.cents(july, firm.top), 4_500);
    let later = ["2026-W28", "2026-W29", "2026-W30", "2026-W31"].map(|week| firm.settle(week));
    assert_eq!(firm.cents(later[3], firm.seller), 10_000);
    // Only what is settled in a period stands on its statement.
    let names = |run: RunId| -> Vec<String> {
        firm.sheet(run, firm.seller).settled_bonuses().map(|bonus| bonus.name.clone()).collect()
    };
    assert_eq!((names(crossing), names(july)), (vec!["start".to_owned()], vec!["levels".to_owned()]));
    // The week that began in June stands in the evidence and in the statements of July.
    let evidence = |month: &str| {
        let month = Period::parse(month).unwrap();
        let found = firm.stage.read(&clerk(), |view| commissions::month_evidence(view, month).unwrap());
        (found.runs.len(), found.total())
    };
    assert_eq!(evidence("2026-06"), (5, Money::eur(9_000)));
    assert_eq!(evidence("2026-07"), (5, Money::eur(18_500)));
    let reader = firm.stage.door.store().reader().unwrap();
    let ours = CHECKS.iter().filter(|check| check.name.starts_with("commissions."));
    let defects: Vec<_> = ours.flat_map(|check| check.run(&reader)).collect();
    assert!(defects.is_empty(), "{defects:?}");
}

#[test]
fn a_deal_of_a_week_in_two_months_is_counted_in_one_of_them() {
    let firm = Firm::new(FAST, "2026-08-20");
    firm.stage.sale(firm.seller, "2026-06-30", 30_000, 0);
    for week in ["2026-W26", "2026-W27"] {
        firm.settle(week);
    }
    firm.settle("2026-06");
    firm.settle("2026-07");
    let sums = |partner: PartnerId, month: &str| {
        let month = Period::parse(month).unwrap();
        firm.stage.read(&clerk(), |view| {
            let extract = commissions::extract(view, partner, month, month).unwrap();
            let deals = extract.deals(month);
            let base: i64 = deals.iter().map(|deal| deal.base.minor()).sum();
            let pay: i64 = deals.iter().map(|deal| deal.commission().minor()).sum();
            (deals.len(), base, pay)
        })
    };
    assert_eq!(sums(firm.top, "2026-06"), (1, 30_000, 1_500));
    assert_eq!(sums(firm.top, "2026-07"), (0, 0, 0));
    // The seller's own deal stands in June, its pay of the week in July.
    assert_eq!(sums(firm.seller, "2026-06"), (1, 30_000, 0));
    assert_eq!(sums(firm.seller, "2026-07"), (1, 0, 6_000));
}

#[test]
fn every_kind_of_period_follows_its_own_calendar() {
    let firm = Firm::new(FAST, "2026-08-20");
    firm.settle("2026-W23");
    refused(firm.open("2026-W25"), &["commissions.refusal.earlier_period_open@period"]);
    refused(firm.open("2026-W23"), &["commissions.refusal.period_settled@period"]);
    refused(firm.open("2026-07-D1"), &["commissions.refusal.other_kind_of_period@period"]);
    refused(
        firm.open("2026-W34"),
        &["commissions.refusal.period_not_ended@period", "commissions.refusal.earlier_period_open@period"],
    );
    // A week and its month may be on their way together; two runs of one week may not.
    let week = firm.open("2026-W24").unwrap();
    let june = firm.open("2026-06").unwrap();
    refused(firm.open("2026-W24"), &["commissions.refusal.run_open@period"]);
    firm.post(june).unwrap();
    firm.post(week).unwrap();
    refused(
        firm.open("2026-08"),
        &["commissions.refusal.period_not_ended@period", "commissions.refusal.earlier_period_open@period"],
    );
    firm.settle("2026-07");
}

#[test]
fn who_looks_at_what_the_other_leaves_waits_for_it() {
    let firm = Firm::new(ADVANCE, "2026-08-20");
    for (on, base) in [("2026-06-03", 10_000), ("2026-06-30", 60_000), ("2026-07-01", 20_000)] {
        firm.stage.sale(firm.seller, on, base, 0);
    }
    refused(firm.open("2026-06"), &["commissions.refusal.earlier_period_open@period"]);
    let weeks = ["2026-W23", "2026-W24", "2026-W25", "2026-W26"].map(|week| firm.settle(week));
    assert_eq!(weeks.map(|run| firm.cents(run, firm.seller)), [1_000, 0, 0, 0]);
    // The week that ends in July comes after June; its advance is taken off in July.
    refused(firm.open("2026-W27"), &["commissions.refusal.earlier_period_open@period"]);
    let june = firm.settle("2026-06");
    assert_eq!(firm.cents(june, firm.seller), 30 * 700 - 1_000);
    let weeks = ["2026-W27", "2026-W28", "2026-W29", "2026-W30"].map(|week| firm.settle(week));
    assert_eq!(weeks.map(|run| firm.cents(run, firm.seller)), [8_000, 0, 0, 0]);
    let july = firm.settle("2026-07");
    assert_eq!(firm.cents(july, firm.seller), 30 * 200 - 8_000);
    // What belongs before it comes too late now.
    let late = firm.settle("2026-W31");
    assert_eq!(firm.cents(late, firm.seller), 0);
}

#[test]
fn a_business_year_counts_the_months_that_it_holds() {
    let firm = Firm::new(ADVANCE, "2027-06-20");
    firm.stage.sale(firm.seller, "2026-06-03", 60_000, 0);
    firm.stage.sale(firm.seller, "2027-05-31", 50_000, 0);
    refused(firm.open("2026"), &["commissions.refusal.earlier_period_open@period"]);
    let mut week = Period::parse("2026-W23").unwrap();
    let mut month = Period::parse("2026-06").unwrap();
    while month.first() < day("2027-06-01") {
        while week.settles_before(month) {
            firm.settle(&week.to_string());
            week = week.next();
        }
        firm.settle(&month.to_string());
        month = month.next();
    }
    let year = firm.settle("2026");
    let period = firm.stage.read(&clerk(), |view| commissions::run(view, year).unwrap().period);
    assert_eq!((period.first(), period.last()), (day("2026-06-01"), day("2027-05-31")));
    // June and May were good months; the months themselves are left as they are.
    assert_eq!(firm.cents(year, firm.seller), 20_000);
    assert_eq!(firm.cents(year, firm.top), 0);
    refused(firm.open("2026"), &["commissions.refusal.period_settled@period"]);
}

/// A version of the plan that pays both bonuses by the month, from a day on.
fn as_month(source: &str, version: u32, from: &str) -> String {
    let both = "lines = [{ to = \"Ben\", bonus = \"start\", amount = \"20.00\" }, \
                { to = \"Anna\", bonus = \"levels\", level = 1, amount = \"5.00\" }]";
    let week = "lines = [{ to = \"Ben\", bonus = \"start\", amount = \"20.00\" }]";
    let month = "lines = [{ to = \"Anna\", bonus = \"levels\", level = 1, amount = \"5.00\" }]";
    let source = source.replace("period = \"week\"\n", "").replace(week, "lines = [1]").replace(month, "lines = [1]");
    from_day(&source.replace("lines = [1]", both), version, from)
}

/// The same plan as another version, from a day on.
fn from_day(source: &str, version: u32, from: &str) -> String {
    source.replace("version = 1", &format!("version = {version}")).replace("2026-06-01", from)
}

impl Firm {
    fn adopt(&self, source: String) -> Result<Plan, Failure> {
        self.stage.write(&clerk(), move |tx| commissions::adopt_plan(tx, &source))
    }
}

#[test]
fn a_bonus_that_moves_to_other_periods_settles_no_day_twice_and_leaves_none_out() {
    let firm = Firm::new(FAST, "2027-02-20");
    firm.stage.sale(firm.seller, "2026-06-17", 10_000, 0);
    firm.adopt(as_month(FAST, 2, "2026-06-01")).unwrap();
    let june = firm.settle("2026-06");
    assert_eq!(firm.cents(june, firm.seller), 2_000, "by the second version, which pays both by the month");
    // Weeks that begin within a month would leave its last days to nobody, or pay them twice.
    let within = &["commissions.refusal.bonus_moves@effective_from"];
    refused(firm.adopt(from_day(FAST, 3, "2026-06-08")), within);
    refused(firm.adopt(from_day(FAST, 3, "2026-07-01")), within);
    refused(firm.adopt(from_day(FAST, 3, "2026-08-03")), within);
    // The 1st of February is a Monday.
    firm.adopt(from_day(FAST, 3, "2027-02-01")).unwrap();
    for month in ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"] {
        firm.settle(month);
    }
    // What lies between is told.
    refused(firm.open("2027-W05"), &["commissions.refusal.earlier_period_open@period"]);
    firm.settle("2027-01");
    refused(firm.open("2027-W04"), &["commissions.refusal.other_kind_of_period@period"]);
    firm.settle("2027-W05");
    // A version is looked at beside the one that follows it, too.
    refused(firm.adopt(as_month(FAST, 4, "2027-02-08")), within);
}

#[test]
fn a_bonus_does_not_move_to_periods_of_which_a_part_is_settled() {
    let firm = Firm::new(FAST, "2026-08-20");
    firm.settle("2026-W23");
    let refusal = firm.adopt(as_month(FAST, 2, "2026-06-01"));
    let Err(Failure::Refused(refusal)) = &refusal else { panic!("{refusal:?}") };
    let said = refusal.complaints[0].say(Language::De);
    assert!(said.contains("„start“") && said.contains("frühestens am 1. Februar 2027"), "{said}");
    // Where nothing of it was settled otherwise, the day on which both begin is free.
    let firm = Firm::new(FAST, "2026-08-20");
    firm.adopt(as_month(FAST, 2, "2026-06-01")).unwrap();
    // A version that changes no period may begin on any day.
    firm.adopt(as_month(FAST, 3, "2026-07-08")).unwrap();
}

#[test]
fn a_bonus_does_not_move_while_a_period_of_it_is_on_its_way() {
    let firm = Firm::new(FAST, "2026-07-03");
    firm.adopt(as_month(FAST, 2, "2026-06-01")).unwrap();
    let june = firm.open("2026-06").unwrap();
    let weekly = || firm.adopt(from_day(FAST, 3, "2026-06-01"));
    let refused_until = |day: &str| {
        let refusal = weekly();
        let Err(Failure::Refused(refusal)) = &refusal else { panic!("{refusal:?}") };
        let said = refusal.complaints[0].say(Language::De);
        assert!(said.contains("„start“") && said.contains(&format!("frühestens am {day}")), "{said}");
    };
    // Posted by the months, June would leave the first days of July to nobody.
    refused_until("1. Februar 2027");
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, june)).unwrap();
    refused_until("1. Februar 2027");
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, june)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    refused_until("1. Februar 2027");
    // Cancelled, it settles nothing, and the weeks take its place.
    firm.stage.write(&clerk(), move |tx| commissions::cancel_run(tx, june, "anders")).unwrap();
    weekly().unwrap();
    firm.settle("2026-W23");
}

#[test]
fn a_week_is_corrected_by_itself_and_its_month_by_itself() {
    let firm = Firm::new(FAST, "2026-07-20");
    firm.stage.sale(firm.seller, "2026-06-03", 10_000, 0);
    let (week, next) = (firm.settle("2026-W23"), firm.settle("2026-W24"));
    let june = firm.settle("2026-06");
    let late = orders::ImportOrder {
        late_because: "Beleg kam mit der Post".to_owned(),
        ..imported_order("L-1", firm.seller, day("2026-06-05"), 5_000, 0)
    };
    firm.stage.write(&Actor::operator(), move |tx| orders::import_order(tx, &late)).unwrap();
    let waiting = || -> Vec<RunId> {
        let all = firm.stage.read(&clerk(), |view| commissions::periods_to_correct(view).unwrap());
        all.into_iter().map(|(id, ..)| id).collect()
    };
    assert_eq!(waiting(), [week, june]);
    let correct = |run: RunId| {
        let open = move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| commissions::open_correction(tx, run, "spät");
        let correction = firm.stage.write(&clerk(), open).unwrap();
        firm.post(correction).unwrap();
        correction
    };
    let of_week = correct(week);
    assert_eq!(waiting(), [june], "the month waits by itself");
    assert_eq!(firm.cents(of_week, firm.seller), 1_000);
    let period = |run: RunId| firm.stage.read(&clerk(), |view| commissions::run(view, run).unwrap().period);
    assert_eq!(period(of_week), Period::parse("2026-W23").unwrap());
    let lines = |run: RunId, partner: PartnerId| {
        firm.stage.read(&clerk(), |view| commissions::lines_of_statement(view, run, partner, 0).unwrap())
    };
    let [line] = &lines(of_week, firm.seller)[..] else { panic!("one line") };
    assert_eq!(line.corrects.map(|corrects| corrects.period), Some(period(week)));
    assert!(lines(of_week, firm.top).is_empty(), "levels are of the month");
    // Neither the other week nor the month rests on what the week left: it leaves nothing.
    for run in [next, june] {
        assert_eq!(firm.stage.read(&clerk(), |view| commissions::rests_on_corrected(view, run).unwrap()), None);
    }
    let of_june = correct(june);
    assert_eq!((firm.cents(of_june, firm.top), waiting()), (250, Vec::new()));
    assert!(lines(of_june, firm.seller).is_empty(), "the start is of the week");
    // The week goes on by its calendar as if nothing had been corrected.
    firm.settle("2026-W25");
    refused(firm.open("2026-W23"), &["commissions.refusal.period_settled@period"]);
    let reader = firm.stage.door.store().reader().unwrap();
    let defects: Vec<_> = CHECKS.iter().flat_map(|check| check.run(&reader)).collect();
    assert!(defects.is_empty(), "{defects:?}");
}

#[test]
fn thirds_and_halves_of_months_follow_one_another() {
    let period = |text: &str| Period::parse(text).unwrap();
    let cases = [
        ("2026-02-D1", "2026-02-01", "2026-02-10", "2026-02-D2"),
        ("2026-02-D2", "2026-02-11", "2026-02-20", "2026-02-D3"),
        ("2026-02-D3", "2026-02-21", "2026-02-28", "2026-03-D1"),
        ("2026-12-D3", "2026-12-21", "2026-12-31", "2027-01-D1"),
        ("2028-02-H1", "2028-02-01", "2028-02-15", "2028-02-H2"),
        ("2028-02-H2", "2028-02-16", "2028-02-29", "2028-03-H1"),
    ];
    for (text, first, last, next) in cases {
        let parsed = period(text);
        assert_eq!((parsed.first(), parsed.last(), parsed.to_string()), (day(first), day(last), text.to_owned()));
        assert_eq!((parsed.next(), period(next).previous()), (period(next), parsed));
        for on in [first, last] {
            assert_eq!(Period::around(day(on), parsed.kind()), parsed);
        }
    }
    for wrong in
        ["2026-02-D0", "2026-02-D4", "2026-02-H3", "2026-13-D1", "2026-02-X1", "2026-02-", "2026-02-D", "2026-02-ä1"]
    {
        assert_eq!(Period::parse(wrong), None, "{wrong}");
    }
    // What ends on one day is settled from the short to the long.
    let order = ["2026-05-D3", "2026-05-H2", "2026-05", "2026-W23"].map(period);
    assert!(order.windows(2).all(|pair| pair[0].settles_before(pair[1])));
    assert_eq!(texts::period(Language::De, period("2026-05-D3")), "21.–31. Mai 2026");
    assert_eq!(texts::period(Language::En, period("2026-05-H1")), "1–15 May 2026");
    assert_eq!(texts::period(Language::De, period("2026-W27")), "KW 27/2026");
    assert_eq!(texts::period_in_full(Language::De, period("2026-W27")), "KW 27/2026 (29.06.2026 – 05.07.2026)");
    assert_eq!(texts::period_in_full(Language::De, period("2026-05-H2")), "16.–31. Mai 2026");
}

#[test]
fn the_firm_settles_every_ten_days_and_every_half_month() {
    let firm = Firm::new(include_str!("../../plans/ten-days.toml"), "2026-06-02");
    for (on, base) in [("2026-04-10", 10_000), ("2026-04-11", 20_000), ("2026-04-30", 30_000)] {
        firm.stage.sale(firm.seller, on, base, 0);
    }
    let cents = |period: &str| firm.cents(firm.settle(period), firm.seller);
    assert_eq!(["2026-04-D1", "2026-04-D2", "2026-04-D3"].map(cents), [1_000, 2_000, 3_000]);
    assert_eq!(["2026-04-H1", "2026-04-H2"].map(cents), [6_000, 6_000]);
    assert_eq!(cents("2026-04"), 600);
    refused(firm.open("2026-05-D2"), &["commissions.refusal.earlier_period_open@period"]);
    refused(firm.open("2026-W20"), &["commissions.refusal.other_kind_of_period@period"]);
}

/// Orders that are shipped and come back.
struct Counter {
    shop: Shop,
    top: PartnerId,
    seller: PartnerId,
}

impl Counter {
    fn new() -> Counter {
        let shop = Shop::new();
        shop.run(|tx| commissions::adopt_plan(tx, FAST)).unwrap();
        let (top, seller) = (shop.joined("T", None), shop.joined("S", Some("T")));
        shop.receive(shop.oats, 500, None);
        Counter { shop, top, seller }
    }

    fn sale(&self, on: &str, key: u8) -> OrderId {
        self.shop.on(on);
        self.shop.sold(key, self.seller, 10)
    }

    fn back(&self, on: &str, order: OrderId, quantity: u32) {
        self.shop.comes_back(on, order, quantity);
    }

    fn settle(&self, period: &str) -> RunId {
        self.shop.settle("fast", period)
    }

    /// Every amount of somebody in a run, with whether it was taken back.
    fn amounts(&self, run: RunId, partner: PartnerId) -> Vec<(i64, bool)> {
        let lines = self.shop.read(|view| commissions::lines_of_statement(view, run, partner, 0).unwrap());
        lines.iter().map(|line: &CommissionLine| (line.amount.minor(), line.returned())).collect()
    }
}

#[test]
fn a_return_takes_back_from_each_run_what_that_run_paid() {
    let counter = Counter::new();
    let Counter { shop, top, seller } = &counter;
    let sold = counter.sale("2026-06-30", 1);
    counter.back("2026-07-03", sold, 2);
    shop.on("2026-07-07");
    let (june, crossing) = (counter.settle("2026-06"), counter.settle("2026-W27"));
    let june_paid = counter.amounts(june, *top)[0].0;
    let week_paid: Vec<i64> = counter.amounts(crossing, *seller).iter().map(|(amount, _)| *amount).collect();
    // The week has seen two of ten pieces come back already, June has not.
    assert_eq!(week_paid.iter().sum::<i64>(), 4 * june_paid * 8 / 10);
    counter.back("2026-07-08", sold, 4);
    shop.on("2026-08-20");
    let (week, july) = (counter.settle("2026-W28"), counter.settle("2026-07"));
    assert_eq!(counter.amounts(week, *seller), [(-4 * june_paid * 4 / 10, true)]);
    assert_eq!(counter.amounts(week, *top), []);
    assert_eq!(counter.amounts(july, *top).iter().map(|(amount, _)| amount).sum::<i64>(), -june_paid * 6 / 10);
    assert!(counter.amounts(july, *top).iter().all(|(_, returned)| *returned));
    assert_eq!(counter.amounts(july, *seller), []);
    // What is left comes back too, and nothing more is taken than was paid.
    counter.back("2026-08-21", sold, 4);
    shop.on("2026-09-10");
    for week in ["2026-W29", "2026-W30", "2026-W31", "2026-W32", "2026-W33"] {
        counter.settle(week);
    }
    let (last_week, august) = (counter.settle("2026-W34"), counter.settle("2026-08"));
    let sum = |runs: &[RunId], partner: PartnerId| -> i64 {
        runs.iter().flat_map(|run| counter.amounts(*run, partner)).map(|(amount, _)| amount).sum()
    };
    assert_eq!(sum(&[crossing, week, last_week], *seller), 0);
    assert_eq!(sum(&[june, july, august], *top), 0);
}

#[test]
fn what_comes_back_of_a_bonus_that_has_moved_since_is_reckoned_again_where_it_was_settled() {
    let counter = Counter::new();
    let Counter { shop, top, seller } = &counter;
    let weekly = format!("{FAST}\n[refunds]\nhow = \"again\"\n");
    let monthly = as_month(&weekly, 2, "2027-02-01");
    shop.write(&clerk(), move |tx| commissions::adopt_plan(tx, &weekly)).unwrap();
    shop.write(&clerk(), move |tx| commissions::adopt_plan(tx, &monthly)).unwrap();
    // Ten pieces of 5.00: 10.00 for the seller by the week, 2.50 above by the month.
    let sold = counter.sale("2027-01-27", 1);
    shop.on("2027-02-02");
    let sum = |run: RunId, partner: PartnerId| -> i64 {
        counter.amounts(run, partner).iter().map(|(amount, _)| amount).sum()
    };
    let (week, january) = (counter.settle("2027-W04"), counter.settle("2027-01"));
    assert_eq!((sum(week, *seller), sum(january, *top)), (1_000, 250));
    counter.back("2027-02-10", sold, 4);
    shop.on("2027-03-02");
    let february = counter.settle("2027-02");
    assert_eq!((sum(february, *seller), sum(february, *top)), (-400, -100));
    counter.back("2027-03-10", sold, 6);
    shop.on("2027-04-02");
    let march = counter.settle("2027-03");
    assert_eq!((sum(march, *seller), sum(march, *top)), (-600, -150));
}
