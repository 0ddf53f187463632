//! Who is paid, who is not and why, and what is held back, through the pages.

use kontor::business::commissions::{adopt_plan, shipped_plans};
use kontor::business::payments::hold_of;
use kontor::values::{BatchId, Iban};

use crate::portals::money::october::{October, RUN};

const PAY: &str = "/office/commissions/1/pay";

/// October under a plan that holds back a tenth, gives a fifth as credit, and takes 1.50 for a transfer.
fn dividing() -> October {
    let october = October::new();
    let terms = "minimum = \"10.00\"\nfee = \"1.50\"\nreserve = \"10 %\"\nreserve_months = 6\ncredit = \"20 %\"";
    let plan = shipped_plans()[0].1.replace("minimum = \"10.00\"", terms).replace("version = 1\n", "version = 2\n");
    october.firm.write(move |tx| adopt_plan(tx, &plan));
    october
}

#[test]
fn the_pay_page_lists_everybody_with_a_balance_and_adds_up() {
    let october = dividing();
    october.change_person(1, |person| person.iban = None);
    let mut clerk = october.posted();
    let page = clerk.get(PAY);
    page.sees("Alle Guthaben 46,00 €").sees("Bleibt stehen 16,00 €").sees("keine Bankverbindung (1)");
    page.sees("10 % als Rücklage").sees("nach 6 Monaten").sees("Jede Überweisung kostet 1,50 €");
    // 10.00 and 20.00 are paid: 3.00 reserve, 5.40 credit, 3.00 fees, 18.60 to the bank.
    page.sees("Rücklage 3,00 €").sees("Guthaben im Shop 5,40 €").sees("Gebühren 3,00 €").sees("Überweisungen 18,60 €");
    clerk.get(&format!("{PAY}?who=not_paid")).sees("Anna Bauer").does_not_see("Anna Czerny · P-Czerny 20,00");
    let paid = clerk.get(&format!("{PAY}?who=paid"));
    paid.sees("Anna Czerny").sees("12,90 €");
    assert!(!paid.text().contains("Anna Bauer"), "{}", paid.text());
    clerk.get(&format!("{PAY}?who=on_hold")).sees("Dazu gibt es kein Guthaben");
    clerk.get(&format!("{PAY}?who=nonsense")).has_status(200).sees("Dazu gibt es kein Guthaben");
    let file = clerk.get(&format!("{PAY}/balances.csv"));
    file.has_status(200).holds("Anna Bauer").holds("keine Bankverbindung").holds("12,90");
    let one = clerk.get(&format!("{PAY}/balances.csv?who=no_iban"));
    one.holds("Anna Bauer");
    assert!(!one.html.contains("Anna Czerny"), "{}", one.html);
    october.manager().get(PAY).has_status(403);
    october.manager().get(&format!("{PAY}/balances.csv")).has_status(403);
    clerk.get(PAY);
    clerk.submit(PAY, &[("execute_on", "gestern")]).has_status(422).sees("Alle Guthaben");
    clerk.get(PAY);
    clerk.submit(PAY, &[("execute_on", "2026-11-05")]).goes_to("/office/payouts/1");
    clerk.get("/office/payouts/1").sees("18,60 €").sees("Rücklage 3,00 €").sees("keine Bankverbindung");
    // What is not paid stays.
    clerk.get(PAY).sees("Alle Guthaben 16,00 €");
    let c = october.partners[2];
    let statement = clerk.get(&format!("{RUN}/statements/{c}"));
    statement.sees("Rücklage").sees("−2,00 €").sees("Guthaben im Shop").sees("−3,60 €").sees("12,90 €");
    clerk.get(&format!("{RUN}/statements/{c}/statement.pdf")).has_status(200);
}

#[test]
fn pay_is_held_and_lifted_with_a_reason_on_the_page_of_the_partner() {
    let october = October::new();
    let mut clerk = october.posted();
    let c = october.partners[2];
    let pay = format!("/office/partners/{c}/pay");
    clerk.get(&pay).sees("Anna Czerny").sees("Offenes Guthaben 20,00 €").sees("Auszahlung sperren");
    let hold = format!("{pay}/hold");
    clerk.get(&hold).sees("20,00 €");
    let nothing = clerk.submit(&hold, &[("reason", "  ")]);
    nothing.has_status(422).sees("Bitte geben Sie einen Grund an").holds("id=\"field-told-error\"");
    clerk.get(&hold);
    clerk.submit(&hold, &[("told", "goods"), ("reason", " ")]).has_status(422).sees("Bitte geben Sie einen Grund an");
    clerk.get(&hold);
    clerk.submit(&hold, &[("told", "nonsense"), ("reason", "x")]).has_status(422);
    clerk.get(&hold);
    clerk.submit(&hold, &[("told", "goods"), ("reason", "Ware wird geprüft")]).goes_to(&pay);
    clerk.get(&pay).sees("Auszahlung gesperrt seit").sees("Ware wird geprüft").sees("Sperre aufheben");
    clerk.get(&pay).sees("Der Partner liest: Auszahlung gesperrt: Bestellungen oder Rücksendungen werden geprüft");
    // Pressed by somebody who had the page open already.
    clerk.get(&hold);
    clerk
        .submit(&hold, &[("told", "question"), ("reason", "noch einmal")])
        .has_status(422)
        .sees("schon gesperrt")
        .sees("noch einmal");
    clerk.get(&format!("/office/partners/{c}")).sees("Auszahlung gesperrt seit");
    clerk.get(PAY).sees("Auszahlung gesperrt (1)").sees("Bleibt stehen 20,00 €");
    october.manager().post(&hold, &[("told", "question"), ("reason", "x")]).has_status(403);
    let lift = format!("{pay}/lift");
    clerk.get(&lift);
    clerk.submit(&lift, &[("reason", "")]).has_status(422);
    clerk.get(&lift);
    clerk.submit(&lift, &[("reason", "alles in Ordnung")]).goes_to(&pay);
    assert!(october.firm.read(|view| hold_of(view, c)).is_none());
    clerk.get("/office/partners/99/pay").has_status(404);
}

#[test]
fn a_reserve_is_freed_or_forfeited_with_a_reason() {
    let october = dividing();
    let mut clerk = october.posted();
    clerk.get(PAY);
    clerk.submit(PAY, &[("execute_on", "2026-11-05")]).goes_to("/office/payouts/1");
    let c = october.partners[2];
    let pay = format!("/office/partners/{c}/pay");
    clerk.get(&pay).sees("Rücklage 2,00 €").sees("02.05.2027").sees("einbehalten");
    let free = format!("{pay}/1/free");
    clerk.get(&free).sees("2,00 €");
    clerk.submit(&free, &[("reason", "x")]).has_status(422).sees("Die Datei von Z-0001 hat noch niemand geholt");
    october.firm.agree_to_batch(BatchId::new(1));
    clerk.get("/office/payouts/1");
    clerk.submit("/office/payouts/1/file", &[]).has_status(200);
    clerk.get(&free);
    clerk.submit(&free, &[("reason", " ")]).has_status(422).sees("Bitte geben Sie einen Grund an");
    clerk.get(&free);
    clerk.submit(&free, &[("reason", "hört auf")]).goes_to(&pay);
    clerk.get(&pay).sees("freigegeben").sees("hört auf").sees("Offenes Guthaben 2,00 €");
    clerk.get(&free);
    clerk.submit(&free, &[("reason", "x")]).has_status(422).sees("nicht mehr einbehalten");
    let other = format!("/office/partners/{}/pay", october.partners[1]);
    let forfeit = format!("{other}/1/forfeit");
    clerk.get(&forfeit).sees("lässt sich nicht rückgängig machen");
    clerk.submit(&forfeit, &[("reason", "Ware fehlt")]).goes_to(&other);
    clerk.get(&other).sees("verfallen").sees("Ware fehlt").sees("Rücklage 0,00 €");
    clerk.get(&format!("{other}/99/free")).has_status(404);
    october.manager().post(&forfeit, &[("reason", "x")]).has_status(403);
}

#[test]
fn where_nobody_can_be_paid_the_page_says_why_instead_of_a_button() {
    let october = October::new();
    let mut clerk = october.posted();
    clerk.get(PAY).sees("Auszahlung vorbereiten").does_not_see("Zurzeit kann niemand");
    for partner in 0..3 {
        october.change_person(partner, |person| person.iban = None);
    }
    // Sent from a page that stood open, it is refused there.
    clerk.submit(PAY, &[("execute_on", "2026-11-05")]).has_status(422).sees("Es gibt nichts auszuzahlen");
    let page = clerk.get(PAY);
    page.sees("Zurzeit kann niemand ausgezahlt werden: keine Bankverbindung (3)")
        .does_not_see("Auszahlung vorbereiten");
    // With everything paid there is no balance at all.
    for partner in 0..3 {
        october.change_person(partner, |person| person.iban = Iban::parse("DE89 3704 0044 0532 0130 00"));
    }
    clerk.get(PAY);
    clerk.submit(PAY, &[("execute_on", "2026-11-05")]).goes_to("/office/payouts/1");
    clerk.get(PAY).sees("Niemand hat ein Guthaben").does_not_see("Auszahlung vorbereiten");
}

#[test]
fn a_reserve_whose_time_is_over_stands_there_as_due_and_comes_into_the_next_payment() {
    let october = dividing();
    let mut clerk = october.posted();
    clerk.get(PAY);
    clerk.submit(PAY, &[("execute_on", "2026-11-05")]).goes_to("/office/payouts/1");
    october.firm.agree_to_batch(BatchId::new(1));
    clerk.get("/office/payouts/1");
    clerk.submit("/office/payouts/1/file", &[]).has_status(200);
    let c = october.partners[2];
    let pay = format!("/office/partners/{c}/pay");
    // Nobody stays signed in for so long.
    october.firm.set_clock("2027-05-01T09:00:00");
    october.clerk().get(&pay).sees("einbehalten").does_not_see("fällig");
    october.firm.set_clock("2027-05-02T09:00:00");
    let mut clerk = october.clerk();
    clerk.get(&pay).sees("2,00 € sind fällig und werden mit der nächsten Auszahlung frei").does_not_see("einbehalten");
    // With the pay of November, that nobody has prepared yet, it leaves in one payment.
    october.settle("2026-11");
    clerk.get("/office/commissions/2/pay");
    clerk.submit("/office/commissions/2/pay", &[("execute_on", "2027-05-05")]).goes_to("/office/payouts/2");
    clerk.get(&pay).sees("freigegeben").does_not_see("sind fällig").sees("Offenes Guthaben 0,00 €");
}

#[test]
fn credit_is_paid_out_with_a_reason_on_the_page_of_the_partner() {
    let october = dividing();
    let mut clerk = october.posted();
    let c = october.partners[2];
    let pay = format!("/office/partners/{c}/pay");
    clerk.get(&pay).does_not_see("Guthaben im Shop auszahlen");
    clerk.get(PAY);
    clerk.submit(PAY, &[("execute_on", "2026-11-05")]).goes_to("/office/payouts/1");
    // It waits until the payment that gives it has been carried out.
    clerk.get(&pay).sees("Guthaben im Shop 3,60 €").does_not_see("Guthaben im Shop auszahlen");
    october.firm.agree_to_batch(BatchId::new(1));
    clerk.get("/office/payouts/1");
    clerk.submit("/office/payouts/1/file", &[]).has_status(200);
    clerk.get(&pay).does_not_see("Guthaben im Shop auszahlen");
    october.firm.set_clock("2026-11-05T09:00:00");
    let mut clerk = october.clerk();
    clerk.get(&pay).sees("Guthaben im Shop auszahlen");
    let credit = format!("{pay}/credit");
    clerk.get(&credit).sees("3,60 €");
    clerk.submit(&credit, &[("reason", "")]).has_status(422).sees("Bitte geben Sie einen Grund an");
    clerk.get(&credit);
    clerk.submit(&credit, &[("reason", "hört auf")]).goes_to(&pay);
    clerk
        .get(&pay)
        .sees("Offenes Guthaben 3,60 €")
        .sees("Guthaben im Shop 0,00 €")
        .does_not_see("Guthaben im Shop auszahlen");
    clerk.get(&credit);
    clerk.submit(&credit, &[("reason", "noch einmal")]).has_status(422).sees("kein Guthaben im Shop");
    october.manager().post(&credit, &[("reason", "x")]).has_status(403);
}
