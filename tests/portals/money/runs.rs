//! A commission run through the pages.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use kontor::app::{RunDeed, RunProgress, RunWork};
use kontor::business::access;
use kontor::business::actor::Actor;
use kontor::business::commissions::{self, Run, RunState};
use kontor::business::failure::Failure;
use kontor::store::{Fault, Map, Read, Writer};
use kontor::values::{Language, RunId};

use crate::business::commissions::periods::FAST;
use crate::kit::Browser;
use crate::portals::money::october::{October, RUN};

const RUN_ID_TO_RUN: Map<RunId, Run> = Map::new(222, "RUN_ID_TO_RUN");

#[test]
fn a_month_goes_its_whole_way_with_two_people() {
    let october = October::new();
    let mut clerk = october.clerk();
    let list = clerk.get("/office/commissions");
    list.sees("November 2026, bisher").sees("Wartet auf die Abrechnung Oktober 2026").sees("Noch wurde kein Monat");
    clerk.get("/office/commissions/new").sees("Stufenplan mit sieben Ebenen, Fassung 1, gilt ab 01.01.1990");
    clerk.submit("/office/commissions/new", &[("period", "2026-10")]).goes_to(RUN);
    clerk.get(RUN).sees("Abrechnung Oktober 2026").sees("eröffnet").sees("Jetzt berechnen").does_not_see("Verbuchen …");
    clerk.submit(&format!("{RUN}/calculate"), &[]).goes_to(RUN);
    let sheet = clerk.get(RUN);
    sheet.sees("46,00 €").sees("Kundenprovision 32,00 €").sees("Teamprovision 14,00 €").sees("bestanden");
    sheet.sees("Anna Auer P-Auer").sees("Zur Freigabe vorlegen").does_not_see("Jetzt berechnen");
    clerk.submit(&format!("{RUN}/submit"), &[]).goes_to(RUN);
    // Whoever submitted may not agree, and the sheet says so.
    let waits = clerk.get(RUN);
    waits.sees("Freigeben muss sie jemand anderer").does_not_see("Ansehen und entscheiden").does_not_see("Verbuchen …");

    let mut manager = october.manager();
    manager.get("/office").sees("Wartet auf Ihre Freigabe").holds("/office/approvals/1");
    manager.get(RUN).sees("Ansehen und entscheiden").holds("/office/approvals/1");
    manager.get("/office/approvals/1").sees("46,00 €").sees("Ihre Entscheidung");
    manager.submit("/office/approvals/1/decide", &[("answer", "agree")]).goes_to("/office/approvals/1");
    manager.get("/office/approvals/1").sees("Freigegeben von Anna Muster").does_not_see("Ihre Entscheidung");
    manager.get(RUN).sees("Ihre Rolle darf das nicht; zuständig: Administration, Finanz").does_not_see("Endgültig");

    clerk.get(RUN).sees("freigegeben").holds(&format!("{RUN}/post"));
    clerk.get(&format!("{RUN}/post")).sees("Das lässt sich nicht rückgängig machen").sees("46,00 €");
    clerk.submit(&format!("{RUN}/post"), &[]).goes_to(RUN);
    clerk.get(RUN).sees("verbucht").sees("Auszahlung vorbereiten").does_not_see("verwerfen …");
    clerk.get(&format!("{RUN}/pay")).sees("46,00 €").holds("value=\"2026-11-03\"");
    clerk.submit(&format!("{RUN}/pay"), &[("execute_on", "2026-11-05")]).goes_to("/office/payouts/1");
    clerk.get("/office/payouts/1").sees("5. November 2026").sees("zur Freigabe").does_not_see("Datei herunterladen");
    // Whoever agreed to the run may agree to the money too: she has prepared neither.
    manager.get("/office/payouts/1").sees("Ansehen und freigeben").holds("/office/approvals/2");
    manager.get("/office/approvals/2").sees("46,00 €").sees("Prüfung vor der Freigabe");
    manager.submit("/office/approvals/2/decide", &[("answer", "agree")]).goes_to("/office/approvals/2");
    clerk.get("/office/payouts/1").sees("Freigegeben.").sees("Datei herunterladen");
    let file = clerk.submit("/office/payouts/1/file", &[]);
    file.has_status(200).holds("pain.001.001.09").holds("<CtrlSum>46.00</CtrlSum>");
    clerk.get(RUN).sees("Datei geholt").does_not_see("Auszahlung vorbereiten");
    clerk.get("/office/commissions").sees("verbucht").does_not_see("Wartet auf die Abrechnung");
}

#[test]
fn a_period_that_is_wrong_is_refused_with_its_reason_and_kept_as_typed() {
    let october = October::new();
    let mut clerk = october.clerk();
    let new = "/office/commissions/new";
    let mut check = |plan: &str, period: &str, sentence: &str| {
        clerk.get(new);
        clerk.post(new, &[("plan", plan), ("period", period)]).has_status(422).sees(sentence);
    };
    check("unilevel-simple", "2026-11", "Dieser Zeitraum endet erst am 30. November 2026");
    check("unilevel-simple", "2026-Q3", "Dieser Plan rechnet über andere Zeiträume ab");
    check("unilevel-simple", "morgen", "Bitte wählen Sie");
    check("gibt-es-nicht", "2026-10", "Einen Plan „gibt-es-nicht“");
    clerk.get(new);
    clerk.submit(new, &[("period", "2026-10")]).goes_to(RUN);
    // September is from before the first sale, and October is on its way.
    let page = clerk.get(new);
    page.sees("Die Abrechnung Oktober 2026 ist schon eröffnet; Stand: eröffnet.").holds(&format!("href=\"{RUN}\""));
    page.sees("Alle Zeiträume, die zu Ende sind").does_not_see("September 2026");
    let again = clerk.post(new, &[("plan", "unilevel-simple"), ("period", "2026-10")]);
    again.has_status(422).sees("ist L-0001 noch offen").holds("value=\"2026-10\" selected");
    let mut english = october.firm.signed_in("finance").in_language("en");
    english.get(new);
    english.post(new, &[("plan", "unilevel-simple"), ("period", "2026-11")]).has_status(422).sees("30 November 2026");
}

#[test]
fn the_weeks_and_the_months_of_one_plan_stand_side_by_side() {
    let october = October::without_plan();
    let source = FAST.replacen("2026-06-01", "2026-10-01", 1);
    october.firm.write(move |tx| commissions::adopt_plan(tx, &source));
    let mut clerk = october.clerk();
    let list = clerk.get("/office/commissions");
    list.sees("Wartet auf die Abrechnung KW 41/2026 05.10.2026 – 11.10.2026 · Fast: Start");
    list.sees("Wartet auf die Abrechnung Oktober 2026 Fast: Levels");
    list.sees("KW 45/2026, bisher").sees("November 2026, bisher");
    let new = "/office/commissions/new";
    clerk.get(new).sees("KW 44/2026 (26.10.2026 – 01.11.2026) · Start").sees("Oktober 2026 · Levels");
    clerk.get("/office/commissions/simulation?period=2026-W44").sees("Start").does_not_see("Levels");
    clerk.get(new);
    clerk.submit(new, &[("period", "2026-W41")]).goes_to(RUN);
    clerk.get(RUN).sees("Rechnet ab Start");
    clerk.submit(&format!("{RUN}/calculate"), &[]).goes_to(RUN);
    clerk.get(RUN).sees("20,00 €").sees("KW 41/2026").does_not_see("Levels");
    clerk.get(&format!("{RUN}/statements/3")).has_status(200).sees("Start 1 100,00 € 20,00 €").does_not_see("Levels");
    clerk.get(new);
    clerk.post(new, &[("plan", "fast"), ("period", "2026-10-D1")]).has_status(422).sees("über andere Zeiträume");
    clerk.get(new);
    clerk.submit(new, &[("period", "2026-10")]).goes_to("/office/commissions/2");
    clerk.get("/office/commissions").sees("Fast: Levels").sees("Fast: Start");
}

#[test]
fn without_a_plan_the_page_leads_to_the_one_that_comes_with_kontor() {
    let october = October::without_plan();
    let mut clerk = october.clerk();
    clerk.get("/office/commissions").sees("muss ein Provisionsplan gelten").does_not_see("Monat abrechnen");
    clerk.get("/office/commissions/new").sees("muss ein Provisionsplan gelten");
    clerk.get("/office/commissions/simulation").sees("muss ein Provisionsplan gelten");
    let offered = clerk.get("/office/commissions/plans");
    offered.sees("Noch ist kein Plan übernommen").sees("Vorlagen").sees("Stufenplan mit sieben Ebenen");
    offered.sees("Zwei Linien nach Plätzen").sees("nur mit Dateien").sees("wöchentlich");
    let template = clerk.get("/office/commissions/templates/unilevel-simple");
    template.sees("1. Januar 1990").sees("sieben Ebenen").sees("Teamprovision").sees("Auf einen Blick");
    let form = [("plan", "plans/unilevel-simple.toml")];
    clerk.submit("/office/commissions/plans/adopt", &form).goes_to("/office/commissions/plans");
    let adopted = clerk.get("/office/commissions/plans");
    adopted.sees("übernommen").holds("/office/commissions/plans/unilevel-simple/1");
    let sheet = clerk.get("/office/commissions/plans/unilevel-simple/1");
    sheet.sees("6 %").sees("Aktiv").does_not_see("Plan übernehmen");
    clerk.get("/office/commissions/plans/unilevel-simple/1/plan.toml").holds("name = \"unilevel-simple\"");
    clerk.get("/office/commissions/templates/unilevel-simple").does_not_see("Plan übernehmen");
    clerk.get("/office/commissions").sees("Monat abrechnen");
    // Management looks and does not adopt.
    october.manager().post("/office/commissions/plans/adopt", &form).has_status(403);
}

#[test]
fn a_run_is_given_up_with_a_reason_and_the_period_can_be_opened_anew() {
    let october = October::new();
    let mut clerk = october.submitted();
    let cancel = format!("{RUN}/cancel");
    clerk.get(&cancel).sees("Abrechnung Oktober 2026 verwerfen");
    clerk.submit(&cancel, &[("reason", "  ")]).has_status(422).sees("Bitte geben Sie einen Grund an");
    clerk.submit(&cancel, &[("reason", "Eine Rücksendung fehlt")]).goes_to(RUN);
    clerk.get(RUN).sees("Diese Abrechnung wurde verworfen: Eine Rücksendung fehlt").does_not_see("Jetzt berechnen");
    // What was asked is taken back with it.
    october.manager().get("/office/approvals").sees("Zurzeit wartet nichts");
    october.manager().get("/office/approvals/1").sees("zurückgezogen").does_not_see("Ihre Entscheidung");
    clerk.get("/office/commissions/new");
    clerk.submit("/office/commissions/new", &[("period", "2026-10")]).goes_to("/office/commissions/2");
    clerk.get("/office/commissions?state=cancelled").sees("L-0001").does_not_see("L-0002");
}

#[test]
fn a_posted_run_cannot_be_given_up_and_one_that_is_not_agreed_to_cannot_be_posted() {
    let october = October::new();
    let mut clerk = october.submitted();
    clerk.get(&format!("{RUN}/post")).has_status(422).sees("braucht zuerst die Zustimmung einer zweiten Person");
    clerk.get(&format!("{RUN}/pay")).has_status(422).sees("Ausgezahlt wird erst");
    let october = October::new();
    let mut clerk = october.posted();
    clerk.get(&format!("{RUN}/cancel"));
    clerk.submit(&format!("{RUN}/cancel"), &[("reason", "zu spät")]).has_status(422).sees("ist verbucht");
}

#[test]
fn statements_are_searched_sorted_and_explained_line_by_line() {
    let october = October::new();
    let mut clerk = october.posted();
    let all = format!("{RUN}/statements");
    clerk.get(&all).sees("3 Partnerabrechnungen").sees("Anna Auer").sees("Anna Czerny");
    clerk.get(&format!("{all}?q=czer")).sees("Anna Czerny").does_not_see("Anna Auer");
    clerk.get(&format!("{all}?q=niemand")).sees("Dazu gibt es keine Partnerabrechnung");
    let sorted = clerk.get(&format!("{all}?sort=total")).text();
    assert!(
        sorted.find("Anna Auer") < sorted.find("Anna Bauer") && sorted.find("Anna Bauer") < sorted.find("Anna Czerny")
    );
    let [a, _, c] = october.partners;
    let sheet = clerk.get(&format!("{all}/{a}"));
    sheet.sees("Teamprovision, Ebene 2: Anna Czerny · P-Czerny hat an Kunden verkauft");
    sheet.sees("100,00 € × 5 % = 5,00 €");
    sheet.sees("P-Czerny → P-Bauer (Ebene 1) → P-Auer (Ebene 2)").sees("Eigene Punkte: 20 von 20");
    clerk.get(&format!("{all}/{c}")).sees("Kundenprovision auf den eigenen Verkauf an Kunden").sees("20,00 €");
    let pdf = clerk.get(&format!("{all}/{a}/statement.pdf"));
    pdf.has_status(200);
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(pdf.html.starts_with("%PDF"));
    clerk.get(&format!("{all}/99")).has_status(404);
}

#[test]
fn a_run_is_kept_as_files() {
    let october = October::new();
    let mut clerk = october.submitted();
    let lines = clerk.get(&format!("{RUN}/files/lines.csv"));
    lines.has_status(200).holds("run,period,partner,name,order").holds("P-Auer,Anna Auer").holds("L-0001,2026-10");
    clerk.get(&format!("{RUN}/files/statements.csv")).holds("bonus_retail,bonus_team");
    clerk.get(&format!("{RUN}/files/breakage.csv")).holds("nobody_above");
    clerk.get(&format!("{RUN}/files/other.csv")).has_status(404);
    clerk.get(&format!("{RUN}/breakage")).sees("darüber steht niemand").sees("Ebenen");
    clerk.get("/office/commissions.csv").holds("L-0001;2026-10;Stufenplan mit sieben Ebenen;wartet auf Freigabe");
}

#[test]
fn the_running_month_is_simulated_and_nothing_of_it_is_kept() {
    let october = October::new();
    let mut clerk = october.clerk();
    let end = october.firm.journal_end();
    let page = clerk.get("/office/commissions/simulation");
    page.sees("Simulation November 2026").sees("40,00 €").sees("Nichts davon ist gespeichert");
    let c = october.partners[2];
    let own = clerk.get(&format!("/office/commissions/simulation/{c}"));
    own.sees("Anna Czerny").sees("Kundenprovision auf den eigenen Verkauf").sees("Simulation");
    clerk.get("/office/commissions/simulation?period=2026-10").sees("46,00 €");
    assert_eq!(october.firm.journal_end(), end);
    assert!(october.firm.read(|view| commissions::runs(view).is_empty()));
}

#[test]
fn what_happened_since_the_calculation_stops_the_posting_and_says_why() {
    let october = October::new();
    let mut clerk = october.submitted();
    let mut manager = october.manager();
    manager.get("/office/approvals/1");
    manager.submit("/office/approvals/1/decide", &[("answer", "agree")]);
    october.sale(0, "2026-10-20", 3_000, 10);
    clerk.get(&format!("{RUN}/post"));
    clerk.submit(&format!("{RUN}/post"), &[]).has_status(422).sees("Seit der Berechnung von L-0001");
    clerk.get(RUN);
    october.calculate_and_submit(&mut clerk);
    clerk.get(RUN).sees("Freigeben muss sie jemand anderer");
}

#[test]
fn whoever_has_nothing_to_do_with_commission_sees_nothing_of_it() {
    let october = October::new();
    drop(october.posted());
    for role in ["office", "warehouse"] {
        let mut other = october.firm.signed_in(role);
        for path in [RUN.to_owned(), "/office/commissions".to_owned(), format!("{RUN}/files/lines.csv")] {
            other.get(&path).has_status(403);
        }
        other.post(&format!("{RUN}/calculate"), &[]).has_status(403);
        other.get("/office").does_not_see("Provisionen");
    }
}

#[test]
fn work_that_takes_long_goes_on_without_the_click_and_is_told_on_its_page() {
    let october = October::new();
    let mut clerk = october.clerk();
    clerk.get("/office/commissions/new");
    clerk.submit("/office/commissions/new", &[("period", "2026-10")]).goes_to(RUN);
    let app = october.firm.app();
    // Somebody takes a large table in, and everybody who wants to save waits.
    let (release, released) = channel::<()>();
    let (holds, held) = channel::<()>();
    let holding = Arc::clone(app);
    let table = std::thread::spawn(move || {
        holding.door().write_all(|_| {
            holds.send(()).expect("somebody waits");
            released.recv().expect("a word");
            Ok(())
        })
    });
    held.recv_timeout(Duration::from_secs(10)).expect("the table is taken in");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (operator, run) = (Actor::operator(), RunId::new(1));
    let calculate = || RunWork::work(app, &operator, run, RunDeed::Calculate);
    assert_eq!(runtime.block_on(calculate()), Ok(RunProgress::UnderWay));
    let shown = clerk.get(RUN);
    shown.sees("Das Ergebnis wird gespeichert").does_not_see("Jetzt berechnen").holds("http-equiv=\"refresh\"");
    let refused = runtime.block_on(calculate()).expect_err("one at a time");
    assert!(format!("{refused:?}").contains("office_commissions.refusal.work_runs"), "{refused:?}");
    release.send(()).expect("it waits");
    table.join().expect("a thread").expect("the table");
    for _ in 0..500 {
        if app.run_work().under_way(run).is_none() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    clerk.get(RUN).sees("Zur Freigabe vorlegen").sees("46,00 €").does_not_see("Das Ergebnis wird gespeichert");
}

/// A clerk of the finance, and who she is where work is asked for.
fn acting_clerk(october: &October) -> (Browser<'_>, Actor) {
    let account = october.firm.account(&["finance"]);
    let role = october.firm.role("finance");
    let actor = october.firm.read(|view| access::actor_of(view, account, role, Language::De).expect("an actor"));
    (october.firm.browser_of(account), actor)
}

/// Everybody who wants to save waits until the word is given; then there is what was laid down.
fn held(october: &October, lay_down: impl FnOnce(&mut Writer<'_, '_>) + Send + 'static) -> impl FnOnce() {
    let (release, released) = channel::<()>();
    let (holds, held) = channel::<()>();
    let app = Arc::clone(october.firm.app());
    let holding = std::thread::spawn(move || {
        app.door().store().write(|group| {
            holds.send(()).expect("somebody waits");
            released.recv().expect("a word");
            group.command(|writer| {
                lay_down(writer);
                Ok::<_, Fault>(())
            })
        })
    });
    held.recv_timeout(Duration::from_secs(10)).expect("it is held");
    move || {
        release.send(()).expect("it waits");
        holding.join().expect("a thread").expect("written");
    }
}

fn opened_run(r: &dyn Read) -> Run {
    r.get(&RUN_ID_TO_RUN, &RunId::new(1)).expect("opened")
}

fn worked(october: &October, actor: &Actor, deed: RunDeed) -> Result<RunProgress, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let outcome = runtime.block_on(RunWork::work(october.firm.app(), actor, RunId::new(1), deed));
    // Work that waits is not waited for.
    runtime.shutdown_background();
    outcome
}

/// A run of October, and work on it that takes longer than the click waits and meets in the end what was laid down.
fn long_work(
    october: &October,
    clerk: &mut Browser<'_>,
    actor: &Actor,
    met: impl Fn(&mut Writer<'_, '_>) + Send + 'static,
) {
    clerk.get("/office/commissions/new");
    clerk.submit("/office/commissions/new", &[("period", "2026-10")]).goes_to(RUN);
    // Dropped last, so that a claim that does not hold ends the test.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let release = held(october, met);
    let run = RunId::new(1);
    let work = RunWork::work(october.firm.app(), actor, run, RunDeed::Calculate);
    assert_eq!(runtime.block_on(work), Ok(RunProgress::UnderWay));
    // Nothing that is told on a page which looks again by itself in a moment.
    clerk.get(RUN).sees("Das Ergebnis wird gespeichert");
    release();
    for _ in 0..500 {
        if october.firm.app().run_work().under_way(run).is_none() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    unreachable!("the work does not end");
}

#[test]
fn what_speaks_against_long_work_is_told_once_to_whoever_asked_on_the_page_of_the_run() {
    let october = October::new();
    let (mut clerk, actor) = acting_clerk(&october);
    // Meanwhile somebody has given the run up.
    long_work(&october, &mut clerk, &actor, |writer| {
        let before = opened_run(writer);
        writer.put(&RUN_ID_TO_RUN, &RunId::new(1), &Run { state: RunState::Cancelled, ..before });
    });
    october.manager().get(RUN).has_status(200).does_not_see("L-0001 wurde verworfen.");
    clerk.get(RUN).has_status(200).sees("L-0001 wurde verworfen.");
    clerk.get(RUN).has_status(200).does_not_see("L-0001 wurde verworfen.");
}

#[test]
fn a_fault_in_long_work_is_told_once_and_leaves_the_page_of_the_run_as_it_was() {
    let october = October::new();
    let (mut clerk, actor) = acting_clerk(&october);
    let damaged: Map<RunId, u64> = Map::new(222, "RUN_ID_TO_RUN");
    let (keeps, kept) = channel();
    long_work(&october, &mut clerk, &actor, move |writer| {
        keeps.send(opened_run(writer)).expect("somebody keeps it");
        writer.put(&damaged, &RunId::new(1), &7);
    });
    // The disk reads well again.
    let whole = kept.recv().expect("kept");
    held(&october, move |writer| writer.put(&RUN_ID_TO_RUN, &RunId::new(1), &whole))();
    clerk.get(RUN).has_status(200).sees("an einer Störung gescheitert").sees("Jetzt berechnen");
    clerk.get(RUN).has_status(200).does_not_see("Störung").sees("Jetzt berechnen");
}

#[test]
fn what_nobody_agreed_to_or_has_changed_since_is_refused_before_anybody_waits_for_it() {
    let october = October::new();
    let mut clerk = october.submitted();
    let refused = |sentence: &str| {
        let release = held(&october, |_| ());
        let posted = worked(&october, &Actor::operator(), RunDeed::Post);
        release();
        assert!(format!("{:?}", posted.expect_err("it must not be posted")).contains(sentence), "{sentence}");
    };
    refused("commissions.refusal.not_approved");
    let mut manager = october.manager();
    manager.get("/office/approvals/1");
    manager.submit("/office/approvals/1/decide", &[("answer", "agree")]).goes_to("/office/approvals/1");
    october.sale(0, "2026-10-20", 3_000, 10);
    refused("commissions.refusal.facts_changed");
    clerk.get(RUN).sees("freigegeben").does_not_see("verbucht");
}

#[test]
fn every_template_is_told_in_every_language_and_what_the_firm_cannot_settle_is_not_offered() {
    let october = October::new();
    for language in ["de", "en", "zh"] {
        let mut clerk = october.clerk().in_language(language);
        for (file, source) in commissions::shipped_plans() {
            let stem = file.trim_start_matches("plans/").trim_end_matches(".toml");
            let plan = commissions::read_plan(source).expect("a plan");
            let sheet = clerk.get(&format!("/office/commissions/templates/{stem}"));
            sheet.has_status(200);
            // Every paragraph of the explanation stands there, and all its sentences.
            let language = kontor::values::Language::parse(language).expect("a language");
            for paragraph in commissions::say_plan(&plan, language) {
                for sentence in &paragraph.sentences {
                    sheet.sees(&sentence.replace('\u{a0}', " "));
                }
            }
            let offers = sheet.html.contains("/office/commissions/plans/adopt");
            let held = stem == "unilevel-simple";
            assert_eq!(offers, commissions::settles_in_firm(&plan).is_ok() && !held, "{stem}");
            clerk.get(&format!("/office/commissions/templates/{stem}/plan.toml")).has_status(200).holds("[plan]");
        }
        clerk.get("/office/commissions/templates/nothing").has_status(404);
        clerk.get("/office/commissions/plans/nothing/1").has_status(404);
        clerk.get("/office/commissions/plans/unilevel-simple/x").has_status(404);
    }
    let mut clerk = october.clerk();
    clerk.get("/office/commissions/templates/binary");
    let form = [("plan", "plans/referral.toml")];
    clerk.post("/office/commissions/plans/adopt", &form).has_status(422).sees("Brotkorb");
}

#[test]
fn a_change_of_sponsor_back_in_a_settled_month_is_told_the_earliest_day() {
    let october = October::new();
    let mut office = october.firm.signed_in("office");
    let path = format!("/office/partners/{}/sponsor", october.partners[2]);
    office.get(&path).does_not_see("Frühester Tag");
    let early = [("from", "2026-10-15"), ("sponsor", "P-Auer"), ("reason", "Umzug")];
    let request = office.submit(&path, &early).has_status(303).location.clone().expect("a request");
    office.get(&request).does_not_see("Frühester Tag");
    // The month is settled before anybody has agreed.
    let mut clerk = october.clerk();
    clerk.get("/office/commissions/new");
    clerk.submit("/office/commissions/new", &[("period", "2026-10")]).goes_to(RUN);
    october.calculate_and_submit(&mut clerk);
    let mut manager = october.manager();
    manager.get("/office/approvals/2");
    manager.submit("/office/approvals/2/decide", &[("answer", "agree")]).goes_to("/office/approvals/2");
    clerk.get(&format!("{RUN}/post"));
    clerk.submit(&format!("{RUN}/post"), &[]).goes_to(RUN);
    office.get(&request).sees("Der gewünschte Tag ist nicht mehr möglich. Frühester Tag: 1. November 2026");
    let path = format!("/office/partners/{}/sponsor", october.partners[1]);
    office.get(&path).sees("Bis 31. Oktober 2026 ist abgerechnet").sees("Frühester Tag: 1. November 2026");
    let again = [("from", "2026-10-31"), ("sponsor", ""), ("reason", "Umzug")];
    office.submit(&path, &again).has_status(422).sees("frühestens am 1. November 2026");
    office.get(&path);
    let fits = [("from", "2026-11-01"), ("sponsor", ""), ("reason", "Umzug")];
    office.submit(&path, &fits).has_status(303);
}

#[test]
fn a_simulation_that_is_kept_is_made_anew_when_something_is_sold() {
    let october = October::new();
    let mut clerk = october.clerk();
    let path = "/office/commissions/simulation?plan=unilevel-simple&period=2026-11";
    clerk.get(path).sees("40,00 €").does_not_see("60,00 €");
    // Somebody's new address counts for nothing in this plan.
    october.change_person(0, |person| person.last_name = "Auer-Neu".to_owned());
    clerk.get(path).sees("40,00 €").sees("Auer-Neu");
    october.sale(2, "2026-11-02", 10_000, 30);
    clerk.get(path).sees("60,00 €");
    clerk.get(&path.replace("2026-11", "2027-01")).has_status(422);
}
