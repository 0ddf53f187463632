//! What is kept of a run: that it agrees with itself, and that its case follows it.

use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::cases::{self, TaskState};
use kontor::business::checks::CHECKS;
use kontor::business::commissions::{
    self, BreakageLine, Corrected, Run, SharedLines, SharedStatements, Statement, StatementOrder, StatementWish,
    Unpaid, find_statements, sums_by_bonus,
};
use kontor::business::partners::{self, EdgeKind, ImportedPartner};
use kontor::store::{Fault, Map, Span, Stored, Subject, decode, encode};
use kontor::values::{Day, Money, PartnerId, Points, RunId};

use crate::business::commissions::{May, clerk, manager, may};
use crate::business::stage::{day, person, refused};

const RUN_ID_TO_RUN: Map<RunId, Run> = Map::new(222, "RUN_ID_TO_RUN");
const STATEMENTS: Map<(RunId, PartnerId), SharedStatements> = Map::new(245, "RUN_AND_PARTNER_TO_SHARED_STATEMENTS");
const SHARED_LINES: Map<(RunId, PartnerId, u32), SharedLines> = Map::new(246, "RUN_AND_PARTNER_TO_SHARED_LINES");
const PARTNER_TO_RUN_ID: Map<(PartnerId, RunId), ()> = Map::new(224, "PARTNER_TO_RUN_ID");
const PLAN_AND_DAY_TO_RUN_ID: Map<(String, Day), RunId> = Map::new(227, "PLAN_AND_DAY_TO_RUN_ID");

/// The keys of all that the checks of this room find.
fn found(firm: &May) -> Vec<&'static str> {
    let reader = firm.stage.door.store().reader().unwrap();
    let ours = CHECKS.iter().filter(|check| check.name.starts_with("commissions."));
    ours.flat_map(|check| check.run(&reader)).map(|defect| defect.complaint.key).collect()
}

/// The page that holds all statements of a run.
fn statements(firm: &May, run: RunId) -> ((RunId, PartnerId), SharedStatements) {
    let reader = firm.stage.door.store().reader().unwrap();
    let r: &dyn kontor::store::Read = &reader;
    r.first(&STATEMENTS, Span::prefix(&(run,))).unwrap()
}

fn total_of(page: &mut SharedStatements, partner: PartnerId) -> &mut Money {
    &mut page.0.iter_mut().find(|(whose, _)| *whose == partner).unwrap().1.total
}

/// Takes the page away on which all lines of a run stand.
fn forget_shared_lines(firm: &May, run: RunId) {
    let reader = firm.stage.door.store().reader().unwrap();
    let r: &dyn kontor::store::Read = &reader;
    let keys = r.keys(&SHARED_LINES, Span::prefix(&(run,)));
    assert_eq!(keys.len(), 1);
    harm(firm, |writer| keys.iter().for_each(|key| writer.delete(&SHARED_LINES, key)));
}

fn harm(firm: &May, harm: impl FnOnce(&mut kontor::store::Writer<'_, '_>)) {
    let store = firm.stage.door.store();
    store
        .write(|group| {
            group.command(|writer| {
                harm(writer);
                Ok::<_, Fault>(())
            })
        })
        .unwrap();
}

#[test]
fn what_does_not_agree_any_more_is_found() {
    let firm = May::new();
    let run = firm.posted();
    assert_eq!(found(&firm), [] as [&str; 0]);
    let reader = firm.stage.door.store().reader().unwrap();
    let r: &dyn kontor::store::Read = &reader;
    let (key, mut page) = statements(&firm, run);
    let mut kept = r.get(&RUN_ID_TO_RUN, &run).unwrap();
    *total_of(&mut page, firm.b) += Money::eur(1);
    harm(&firm, |writer| writer.put(&STATEMENTS, &key, &page));
    assert_eq!(found(&firm), ["checks.commissions.statement_sum", "checks.commissions.run_sum"]);
    kept.result.as_mut().unwrap().paid += Money::eur(1);
    harm(&firm, |writer| writer.put(&RUN_ID_TO_RUN, &run, &kept));
    assert_eq!(found(&firm), ["checks.commissions.statement_sum"]);
    *total_of(&mut page, firm.b) -= Money::eur(1);
    kept.result.as_mut().unwrap().paid -= Money::eur(1);
    harm(&firm, |writer| {
        writer.put(&STATEMENTS, &key, &page);
        writer.put(&RUN_ID_TO_RUN, &run, &kept);
        writer.delete(&PARTNER_TO_RUN_ID, &(firm.a, run));
        writer.put(&PLAN_AND_DAY_TO_RUN_ID, &("other".to_owned(), day("2026-05-01")), &run);
    });
    let mut keys = found(&firm);
    keys.sort_unstable();
    assert_eq!(keys, ["checks.row.missing", "checks.row.stale"]);
}

#[test]
fn a_statement_that_was_altered_is_not_posted() {
    let firm = May::new();
    let run = firm.approved();
    let (key, mut page) = statements(&firm, run);
    *total_of(&mut page, firm.b) += Money::eur(1);
    harm(&firm, |writer| writer.put(&STATEMENTS, &key, &page));
    refused(
        firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)),
        &["commissions.refusal.checks_failed"],
    );
}

/// The tasks of the run's case that are done.
fn done(firm: &May, run: RunId) -> Vec<String> {
    firm.stage.read(&Actor::system(), |view| {
        let (_, case) = cases::case_of(view, &Subject::of(run)).unwrap();
        case.tasks.iter().filter(|task| task.state == TaskState::Done).map(|task| task.key.clone()).collect()
    })
}

#[test]
fn the_case_of_a_run_follows_it() {
    let firm = May::new();
    let (run, approval) = firm.submitted();
    assert_eq!(done(&firm, run), ["calculate_run", "submit_run"]);
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Refuse, "zu hoch")).unwrap();
    assert_eq!(done(&firm, run), [] as [&str; 0]);
    firm.stage.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
    let approval = firm.stage.write(&clerk(), move |tx| commissions::submit_run(tx, run)).unwrap();
    firm.stage.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    assert_eq!(done(&firm, run), ["calculate_run", "submit_run", "agree_to_run"]);
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, run)).unwrap();
    firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-05"))).unwrap();
    assert_eq!(done(&firm, run).len(), 5);
    let state =
        |id: RunId| firm.stage.read(&Actor::system(), |view| cases::case_of(view, &Subject::of(id)).unwrap().1.state);
    assert_eq!(state(run), cases::CaseState::Closed);
    let cancelled = May::new();
    let run = cancelled.open();
    cancelled.stage.write(&clerk(), move |tx| commissions::cancel_run(tx, run, "x")).unwrap();
    let case = cancelled.stage.read(&Actor::system(), |view| cases::case_of(view, &Subject::of(run)).unwrap().1);
    assert_eq!(case.state, cases::CaseState::Cancelled);
}

#[test]
fn a_team_has_its_points_of_the_month() {
    let firm = May::new();
    firm.stage.read(&clerk(), |view| {
        let tree = partners::tree_on(view, EdgeKind::Sponsor, may().last());
        let volumes = commissions::volumes_of_period(view, &tree, may());
        let points = |whole: i64| Points::from_hundredths(whole * 100);
        for (partner, own, team, size) in [(firm.a, 20, 70, 3), (firm.b, 20, 50, 2), (firm.c, 30, 30, 1)] {
            let place = tree.place(partner).unwrap();
            assert_eq!((volumes.own(place), volumes.team(place)), (points(own), points(team)));
            assert_eq!(volumes.size(place), size);
        }
    });
}

#[test]
fn nobody_is_taken_over_into_a_settled_period() {
    let firm = May::new();
    firm.posted();
    let late = |joined_on: &str| ImportedPartner {
        number: "L".to_owned(),
        person: person("L"),
        joined_on: day(joined_on),
        left_on: None,
        enroller: None,
        sponsor: None,
        terms_version: "1".to_owned(),
    };
    let import =
        |new: ImportedPartner| firm.stage.write(&Actor::operator(), move |tx| partners::import_partner(tx, &new));
    refused(import(late("2026-05-31")), &["partners.refusal.period_closed@joined_on"]);
    import(late("2026-06-01")).unwrap();
}

#[test]
fn a_long_way_over_inactive_people_is_cut_and_counted() {
    let firm = May::new();
    let mut above = "A".to_owned();
    for number in 0..100 {
        let name = format!("N{number}");
        firm.stage.partner(&name, Some(&above));
        above = name;
    }
    let seller = firm.stage.partner("Z", Some(&above));
    firm.stage.sale(seller, "2026-05-09", 10_000, 100);
    let run = firm.calculated();
    firm.stage.read(&clerk(), |view| {
        let lines = commissions::lines_of_statement(view, run, firm.a, 0).unwrap();
        let line = lines.iter().find(|line| line.origin.partner() == Some(seller)).unwrap();
        // The seller, 62 of the 100, and the receiver.
        assert_eq!((line.path.steps.len(), line.path.left_out), (64, 38));
        let last = line.path.steps.last().unwrap();
        assert_eq!((last.partner, last.level, line.level), (firm.a, Some(1), 1));
    });
}

#[test]
fn statements_are_found_by_name_and_put_in_order_of_what_they_give() {
    let firm = May::new();
    let run = firm.calculated();
    let partners_of = |wish: StatementWish| -> Vec<PartnerId> {
        let page = firm.stage.read(&clerk(), |view| find_statements(view, run, &wish, 0, 10)).unwrap();
        page.rows.into_iter().map(|row| row.partner).collect()
    };
    assert_eq!(partners_of(StatementWish::default()), [firm.c, firm.b, firm.a]);
    assert_eq!(partners_of(StatementWish { backwards: true, ..StatementWish::default() }), [firm.a, firm.b, firm.c]);
    let by_name = StatementWish { order_by: StatementOrder::Name, ..StatementWish::default() };
    assert_eq!(partners_of(by_name), [firm.a, firm.b, firm.c]);
    assert_eq!(partners_of(StatementWish { words: "anna b".to_owned(), ..StatementWish::default() }), [firm.b]);
    assert!(partners_of(StatementWish { with_pay: Some(false), ..StatementWish::default() }).is_empty());
    let sums = firm.stage.read(&clerk(), |view| {
        let sheet = commissions::run_sheet(view, run).unwrap();
        sums_by_bonus(view, run, &sheet.plan).unwrap()
    });
    let paid: i64 = sums.iter().map(|sum| sum.amount.minor()).sum();
    assert_eq!(paid, 4_600);
}

/// The bytes as they were written before the last fields were there: `None` is one zero at the end.
fn of_former_shape<V: Stored>(kept: &V, version: u8) -> Vec<u8> {
    let mut bytes = encode(kept).unwrap();
    for _ in version..V::VERSION {
        assert_eq!(bytes.pop(), Some(0));
    }
    bytes[0] = version;
    bytes
}

#[test]
fn a_run_of_former_shapes_still_opens() {
    let firm = May::new();
    let id = firm.calculated();
    let run = firm.stage.read(&clerk(), |view| commissions::run(view, id)).unwrap();
    assert!(run.issuer.is_none() && run.result.is_some());
    for version in [1, 2, 3] {
        let mut bytes = of_former_shape(&run, version);
        assert_eq!(decode::<Run>(&bytes).unwrap(), run);
        bytes.push(0);
        assert!(decode::<Run>(&bytes).is_err(), "nothing may be left over");
    }
}

#[test]
fn many_partners_share_pages_and_find_what_is_theirs() {
    let firm = May::new();
    // More statements than one page holds, each with lines of its own, and three partners with more lines than one.
    let small: Vec<PartnerId> = (0..230).map(|i| firm.stage.partner(&format!("S{i}"), None)).collect();
    for partner in &small {
        firm.stage.sale(*partner, "2026-05-09", 700, 20);
    }
    for i in 0..1_100 {
        firm.stage.sale(firm.c, "2026-05-10", 100 + i, 1);
    }
    let run = firm.calculated();
    firm.stage.read(&clerk(), |view| {
        let statements = commissions::statements_of_run(view, run).unwrap();
        assert_eq!(statements.len(), 233);
        for (partner, kept) in &statements {
            let pages = (0..).map(|page| commissions::lines_of_statement(view, run, *partner, page).unwrap());
            let pages: Vec<Vec<_>> = pages.take_while(|page| !page.is_empty()).collect();
            let lines: Vec<_> = pages.concat();
            let sheet = commissions::statement(view, run, *partner).unwrap();
            assert_eq!((sheet.total, sheet.lines, lines.len()), (kept.total, kept.lines, kept.lines as usize));
            assert_eq!(lines.iter().fold(Money::eur(0), |sum, line| sum + line.amount), kept.total);
            for line in &lines {
                let steps = &line.path.steps;
                assert_eq!(steps.first().map(|step| step.partner), line.origin.partner());
                assert_eq!(steps.last().map(|step| (step.partner, step.level)), Some((*partner, Some(line.level))));
                assert_eq!(line.own, line.origin.partner() == Some(*partner));
            }
            let some = commissions::some_lines_of_statement(view, run, *partner, 499, 3).unwrap();
            assert_eq!(some, lines.iter().skip(499).take(3).cloned().collect::<Vec<_>>());
            let is_large = [firm.a, firm.b, firm.c].contains(partner);
            assert_eq!(pages.len(), if is_large { 3 } else { usize::from(!lines.is_empty()) });
        }
        let paid = statements.iter().fold(Money::eur(0), |sum, (_, statement)| sum + statement.total);
        assert_eq!(commissions::run_sheet(view, run).unwrap().run.result.unwrap().paid, paid);
    });
    assert_eq!(found(&firm), [] as [&str; 0]);
}

#[test]
fn a_statement_of_the_first_shape_still_opens() {
    let firm = May::new();
    let id = firm.calculated();
    let (_, page) = statements(&firm, id);
    let (_, statement) = page.0.into_iter().find(|(whose, _)| *whose == firm.b).unwrap();
    assert!(statement.payee.is_none() && statement.total.is_positive());
    let mut bytes = of_former_shape(&statement, 1);
    assert_eq!(decode::<Statement>(&bytes).unwrap(), statement);
    bytes.push(0);
    assert!(decode::<Statement>(&bytes).is_err(), "nothing may be left over");
}

#[test]
fn runs_from_before_partners_shared_a_page_still_open() {
    const OWN: Map<(RunId, PartnerId), Statement> = Map::new(223, "RUN_AND_PARTNER_TO_STATEMENT");
    const OWN_LINES: Map<(RunId, PartnerId, u32), SharedLines> = Map::new(225, "RUN_AND_PARTNER_TO_LINES");
    let firm = May::new();
    let id = firm.approved();
    let shown = || {
        firm.stage.read(&clerk(), |view| {
            let partners = [firm.a, firm.b, firm.c];
            let of = |partner| commissions::lines_of_statement(view, id, partner, 0).unwrap();
            (commissions::statements_of_run(view, id).unwrap(), partners.map(of))
        })
    };
    let before = shown();
    let (key, page) = statements(&firm, id);
    harm(&firm, |writer| {
        writer.delete(&STATEMENTS, &key);
        page.0.iter().for_each(|(partner, statement)| writer.put(&OWN, &(id, *partner), statement));
    });
    assert_eq!(shown(), before);
    // Their posting puts them onto pages.
    firm.stage.write(&manager(), move |tx| commissions::post_run(tx, id)).unwrap();
    let reader = firm.stage.door.store().reader().unwrap();
    let r: &dyn kontor::store::Read = &reader;
    assert_eq!(r.count(&OWN, Span::all()), 0);
    assert_eq!(r.count(&OWN_LINES, Span::all()), 0);
    assert_eq!(statements(&firm, id).1.0.len(), page.0.len());
    assert_eq!(found(&firm), [] as [&str; 0]);
}

/// Lines as they were kept before there were corrections.
mod uncorrected {
    use kontor::business::commissions::{CommissionLine, LineOrigin, Path};
    use kontor::store::Stored;
    use kontor::values::{Money, Rate};
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    pub struct Lines(pub Vec<Line>);

    #[derive(Serialize, Deserialize)]
    pub struct Line {
        pub origin: LineOrigin,
        pub own: bool,
        pub bonus: u16,
        pub level: u16,
        pub is_generation: bool,
        pub base: Money,
        pub base_share: Rate,
        pub rate: Option<Rate>,
        pub part: Rate,
        pub amount: Money,
        pub path: Path,
    }

    impl Line {
        pub fn of(line: &CommissionLine) -> Line {
            Line {
                origin: line.origin,
                own: line.own,
                bonus: line.bonus,
                level: line.level,
                is_generation: line.is_generation,
                base: line.base,
                base_share: line.base_share,
                rate: line.rate,
                part: line.part,
                amount: line.amount,
                path: line.path.clone(),
            }
        }
    }

    impl Stored for Lines {
        const VERSION: u8 = 2;
    }
}

#[test]
fn lines_from_before_there_were_corrections_still_open() {
    const LINES: Map<(RunId, PartnerId, u32), uncorrected::Lines> = Map::new(225, "RUN_AND_PARTNER_TO_LINES");
    let firm = May::new();
    let run = firm.calculated();
    let lines = || firm.stage.read(&clerk(), |view| commissions::lines_of_statement(view, run, firm.a, 0).unwrap());
    let now = lines();
    let page = uncorrected::Lines(now.iter().map(uncorrected::Line::of).collect());
    forget_shared_lines(&firm, run);
    harm(&firm, |writer| writer.put(&LINES, &(run, firm.a, 0), &page));
    assert!(now.len() > 1);
    assert_eq!(lines(), now);
}

/// Lines as they were kept before they told of factors.
mod unfactored {
    use kontor::business::commissions::Corrected;
    use kontor::store::Stored;
    use serde::{Deserialize, Serialize};

    use super::uncorrected::Line;

    #[derive(Serialize, Deserialize)]
    pub struct Lines(pub Vec<(Line, Option<Corrected>)>);

    impl Stored for Lines {
        const VERSION: u8 = 3;
    }
}

#[test]
fn lines_from_before_they_told_of_factors_still_open() {
    const LINES: Map<(RunId, PartnerId, u32), unfactored::Lines> = Map::new(225, "RUN_AND_PARTNER_TO_LINES");
    let firm = May::new();
    let run = firm.calculated();
    let lines = || firm.stage.read(&clerk(), |view| commissions::lines_of_statement(view, run, firm.a, 0).unwrap());
    let mut now = lines();
    now[0].corrects = Some(Corrected { period: may(), run, line: Some(1), before: Money::eur(1) });
    let page = unfactored::Lines(now.iter().map(|line| (uncorrected::Line::of(line), line.corrects)).collect());
    forget_shared_lines(&firm, run);
    harm(&firm, |writer| writer.put(&LINES, &(run, firm.a, 0), &page));
    assert!(now.len() > 1);
    assert_eq!(lines(), now);
}

/// Lines and breakage as they were kept while each of them came from one order line.
mod former {
    use kontor::business::commissions::{Path, SaleKind, Verdict};
    use kontor::store::Stored;
    use kontor::values::{Day, Money, OrderId, PartnerId, Rate};
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    pub struct Lines(pub Vec<Line>);

    #[derive(Serialize, Deserialize)]
    pub struct Line {
        pub order: OrderId,
        pub line: u32,
        pub sold_on: Day,
        pub seller: PartnerId,
        pub kind: SaleKind,
        pub returned: bool,
        pub bonus: u16,
        pub level: u16,
        pub base: Money,
        pub base_share: Rate,
        pub rate: Rate,
        pub amount: Money,
        pub path: Path,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Breakage(pub Vec<Broken>);

    #[derive(Serialize, Deserialize)]
    pub struct Broken {
        pub order: OrderId,
        pub line: u32,
        pub seller: PartnerId,
        pub bonus: u16,
        pub level: u16,
        pub levels: u16,
        pub person: Option<PartnerId>,
        pub verdict: Option<Verdict>,
        pub amount: Money,
    }

    impl Stored for Lines {
        const VERSION: u8 = 1;
    }
    impl Stored for Breakage {
        const VERSION: u8 = 1;
    }
}

#[test]
fn lines_and_breakage_of_the_first_shape_still_open() {
    const LINES: Map<(RunId, PartnerId, u32), former::Lines> = Map::new(225, "RUN_AND_PARTNER_TO_LINES");
    const BREAKAGE: Map<(RunId, u32), former::Breakage> = Map::new(226, "RUN_TO_BREAKAGE");
    let firm = May::new();
    let run = firm.calculated();
    let as_now = |r: &kontor::business::view::View| {
        let lines = commissions::lines_of_statement(r, run, firm.a, 0).unwrap();
        (lines, commissions::breakage_of_run(r, run, 0).unwrap())
    };
    let (lines, broken) = firm.stage.read(&clerk(), as_now);
    assert!(!lines.is_empty() && !broken.is_empty());
    let former_lines = lines.iter().map(|line| {
        let sale = *line.origin.sale().unwrap();
        former::Line {
            order: sale.order,
            line: sale.line,
            sold_on: sale.on,
            seller: sale.seller,
            kind: sale.kind,
            returned: sale.returned,
            bonus: line.bonus,
            level: line.level,
            base: line.base,
            base_share: line.base_share,
            rate: line.rate.unwrap(),
            amount: line.amount,
            path: line.path.clone(),
        }
    });
    let former_breakage = broken.iter().map(|broken| {
        let sale = broken.origin.sale().unwrap();
        former::Broken {
            order: sale.order,
            line: sale.line,
            seller: sale.seller,
            bonus: broken.bonus,
            level: broken.level,
            levels: broken.levels,
            person: broken.person,
            verdict: match broken.why {
                Unpaid::NotMet(verdict) => Some(verdict),
                _ => None,
            },
            amount: broken.amount,
        }
    });
    let (page, breakage) = (former::Lines(former_lines.collect()), former::Breakage(former_breakage.collect()));
    forget_shared_lines(&firm, run);
    harm(&firm, |writer| {
        writer.put(&LINES, &(run, firm.a, 0), &page);
        writer.put(&BREAKAGE, &(run, 0), &breakage);
    });
    let (lines_before, broken_before) = (lines, broken);
    let (lines, broken) = firm.stage.read(&clerk(), as_now);
    assert_eq!(lines, lines_before);
    let told = |all: &[BreakageLine]| -> Vec<_> {
        all.iter().map(|line| (line.origin.partner(), line.level, line.why, line.amount)).collect()
    };
    assert_eq!(told(&broken), told(&broken_before));
}
