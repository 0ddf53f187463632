//! A closed period that is corrected through the pages.

use kontor::business::commissions::{self, Run};
use kontor::business::orders::{self, Fate, ImportOrder, ReturnGoods, ReturnLine};
use kontor::store::{Fault, Map, Writer};
use kontor::values::{OrderId, RunId};

use crate::portals::money::october::{October, RUN, sold};

const CORRECT: &str = "/office/commissions/1/correct";
const SECOND: &str = "/office/commissions/2";

#[test]
fn a_late_sale_waits_on_the_list_and_is_booked_by_a_correction_that_somebody_else_agrees_to() {
    let october = October::new();
    let mut clerk = october.posted();
    clerk.get(RUN).does_not_see("erst nach der Abrechnung bekannt").holds(CORRECT);
    let because = "Beleg kam mit der Post".to_owned();
    let late = ImportOrder { late_because: because, ..sold(october.partners[2], "2026-10-20", 20_000, 10) };
    october.firm.write(move |tx| orders::import_order(tx, &late));
    clerk.get("/office/commissions").sees("Zu korrigieren Oktober 2026").sees("Ein Verkauf dieses Zeitraums");
    clerk.get(RUN).sees("Ein Verkauf dieses Zeitraums ist erst nach der Abrechnung bekannt geworden").sees("verbucht");
    let page = clerk.get(CORRECT);
    page.sees("Später Verkauf von Anna Czerny").sees("Beleg kam mit der Post").sees("200,00 €");
    clerk.submit(CORRECT, &[("reason", "  ")]).has_status(422).sees("Bitte geben Sie einen Grund an");
    clerk.get(CORRECT);
    clerk.submit(CORRECT, &[("reason", "Beleg Nr. 7")]).goes_to(SECOND);
    // Pressed twice it is one.
    clerk.click_again();
    clerk.get("/office/commissions/3").has_status(404);
    clerk.get(SECOND).sees("Korrektur Oktober 2026").sees("Korrigiert L-0001: Beleg Nr. 7").sees("Jetzt berechnen");
    clerk.get(CORRECT);
    clerk.submit(CORRECT, &[("reason", "noch einmal")]).has_status(422).sees("L-0002 noch offen");
    clerk.get(SECOND);
    clerk.submit(&format!("{SECOND}/calculate"), &[]).goes_to(SECOND);
    clerk.get(SECOND).sees("62,00 €").sees("Die Abrechnung, die korrigiert wird, ist verbucht");
    clerk.submit(&format!("{SECOND}/submit"), &[]).goes_to(SECOND);
    clerk.get(SECOND).sees("Freigeben muss sie jemand anderer");
    let mut manager = october.manager();
    manager.get("/office/approvals/2");
    manager.submit("/office/approvals/2/decide", &[("answer", "agree")]).goes_to("/office/approvals/2");
    clerk.get(&format!("{SECOND}/post"));
    clerk.submit(&format!("{SECOND}/post"), &[]).goes_to(SECOND);
    let c = october.partners[2];
    let statement = clerk.get(&format!("{SECOND}/statements/{c}"));
    statement.sees("Korrektur zu Oktober 2026 (L-0001): bisher nicht abgerechnet").sees("40,00 €");
    clerk.get(&format!("{RUN}/statements/{c}")).sees("20,00 €").does_not_see("Korrektur");
    clerk.get(RUN).sees("Korrekturen").sees("Beleg Nr. 7").does_not_see("erst nach der Abrechnung bekannt");
    clerk
        .get(&format!("{SECOND}/files/lines.csv"))
        .holds("corrects_run,corrects_line,amount_before")
        .holds("L-0001,,0.00");
    clerk.get(&format!("{SECOND}/statements/{c}/statement.pdf")).has_status(200);
    clerk.get("/office/commissions.csv").holds("L-0002;2026-10").holds(";L-0001");
    clerk.get("/office/commissions").sees("Korrektur Oktober 2026 L-0002").does_not_see("Zu korrigieren");
    clerk.get(&format!("{SECOND}/pay"));
    clerk.submit(&format!("{SECOND}/pay"), &[("execute_on", "2026-11-05")]).goes_to("/office/payouts/1");
    clerk.get("/office/payouts/1").sees("108,00 €");
}

#[test]
fn whoever_corrects_is_told_that_the_program_reckons_otherwise_than_then() {
    const RUN_ID_TO_RUN: Map<RunId, Run> = Map::new(222, "RUN_ID_TO_RUN");
    let october = October::new();
    let mut clerk = october.posted();
    let (first, notice) = (RunId::new(1), "ist das Programm geändert worden und rechnet anders");
    let open = |clerk: &mut crate::kit::Browser<'_>| {
        clerk.get(CORRECT);
        clerk.submit(CORRECT, &[("reason", "Beleg Nr. 7")]).goes_to(SECOND);
    };
    open(&mut clerk);
    clerk.get(SECOND).does_not_see(notice);
    // As it is where a former version of the program has posted it, with other amounts.
    let mut run = october.firm.read(|view| commissions::run(view, first).unwrap());
    run.reckoned_by = 0;
    run.result.as_mut().unwrap().outcome_hash = [7; 32];
    let put = |writer: &mut Writer<'_, '_>| {
        writer.put(&RUN_ID_TO_RUN, &first, &run);
        Ok::<_, Fault>(())
    };
    october.firm.app().door().store().write(|group| group.command(put)).unwrap();
    clerk.get(SECOND).sees(notice);
    let refused = clerk.submit(&format!("{SECOND}/calculate"), &[]);
    refused.has_status(422).sees("Seit L-0001 hat sich an diesem Zeitraum nichts geändert");
}

#[test]
fn an_order_is_credited_to_another_partner_with_a_number_and_a_reason() {
    let october = October::new();
    drop(october.posted());
    let sheet = "/office/orders/1";
    let credit = "/office/orders/1/credit";
    let mut office = october.firm.signed_in("office");
    office.get(sheet).holds(credit);
    office.get(credit).sees("Bisher gutgeschrieben: Anna Czerny").sees("schon abgerechnet ist (bis 31. Oktober 2026)");
    let empty = office.submit(credit, &[("partner", " "), ("reason", "")]);
    empty.has_status(422).sees("Bitte geben Sie einen Grund an");
    office.get(credit);
    let unknown = office.submit(credit, &[("partner", "P-Niemand"), ("reason", "verschrieben")]);
    unknown.has_status(422).sees("Diese Partnernummer gibt es nicht").holds("value=\"P-Niemand\"").sees("verschrieben");
    office.get(credit);
    office.submit(credit, &[("partner", "P-Czerny"), ("reason", "x")]).has_status(422).sees("P-Czerny schon");
    // Somebody else was quicker.
    let mut other = october.firm.signed_in("office");
    other.get(credit);
    office.get(credit);
    office.submit(credit, &[("partner", "P-Auer"), ("reason", "falsche Nummer")]).goes_to(sheet);
    other.submit(credit, &[("partner", "P-Bauer"), ("reason", "x")]).has_status(422);
    office.get(sheet).sees("Anna Auer");
    let order = october.firm.read(|view| orders::order(view, OrderId::new(1)).expect("an order"));
    assert_eq!(order.credited_to, Some(october.partners[0]));
    october.clerk().get(CORRECT).sees("statt für Anna Czerny").sees("falsche Nummer");
    october.firm.signed_in("warehouse").post(credit, &[("partner", "P-Auer"), ("reason", "x")]).has_status(403);
}

#[test]
fn the_list_says_which_runs_rest_on_figures_that_were_corrected_since() {
    let october = October::new();
    october.posted();
    let sold_by_b = october.firm.read(|view| orders::orders_of_partner(view, october.partners[1], 9))[0];
    october.firm.set_clock("2026-11-10T09:00:00");
    let lines = vec![ReturnLine { line: 1, quantity: 1, fate: Fate::WriteOff }];
    let back = ReturnGoods { order: sold_by_b, lines, reason: "gefällt nicht".to_owned() };
    october.firm.write(move |tx| orders::return_goods(tx, &back));
    october.firm.set_clock("2026-12-02T09:00:00");
    october.settle("2026-11");
    let hint = "baut auf seither korrigierten Zahlen auf";
    october.clerk().get("/office/commissions").does_not_see(hint);
    let because = "Beleg kam mit der Post".to_owned();
    let late = ImportOrder { late_because: because, ..sold(october.partners[2], "2026-10-20", 20_000, 10) };
    october.firm.write(move |tx| orders::import_order(tx, &late));
    let first = RunId::new(1);
    let correction = october.firm.write(move |tx| commissions::open_correction(tx, first, "Beleg Nr. 7"));
    october.clerk().get("/office/commissions").does_not_see(hint);
    october.firm.set_clock("2026-12-03T09:00:00");
    october.finish(correction);
    let mut clerk = october.clerk();
    let list = clerk.get("/office/commissions");
    list.sees(hint);
    assert_eq!(list.html.matches(hint).count(), 1, "November alone");
    clerk.get(SECOND).sees("der wurde seither korrigiert");
    let next = RunId::new(2);
    let again = october.firm.write(move |tx| commissions::open_correction(tx, next, "wegen Oktober"));
    october.finish(again);
    clerk.get("/office/commissions").does_not_see(hint);
}
