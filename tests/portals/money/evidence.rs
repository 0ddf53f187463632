//! What the office shows to lawyers and the tax office, through its pages.

use kontor::business::partners::partner;

use crate::portals::money::october::October;

const MONTH: &str = "/office/commissions/evidence?month=2026-10";

#[test]
fn the_month_says_where_its_pay_stems_from_and_gives_it_out() {
    let october = October::new();
    let mut clerk = october.posted();
    clerk.get("/office/commissions").holds("href=\"/office/commissions/evidence\"");
    let page = clerk.get(MONTH);
    page.sees("Herkunft der Provision Oktober 2026").sees("Endkunden 100 % 46,00 €").sees("Eigene Einkäufe 0 %");
    page.sees("Oktober 2026: 100 % der Provision stammen von Endkunden").sees("kein Urteil").sees("Rechtsanwalt");
    page.sees("L-0001").sees("160,00 €");
    let file = clerk.get("/office/commissions/evidence.csv?month=2026-10");
    file.holds("Provisionsart;Endkunden;Eigene Einkäufe").holds("Summe;46,00;0,00;0,00;0,00;0,00;46,00;EUR");
    clerk
        .get("/office/commissions/evidence?month=2026-11")
        .sees("Für November 2026 ist noch keine Abrechnung verbucht");
    clerk.get("/office/commissions/evidence?month=morgen").has_status(200).sees("Oktober 2026");
}

#[test]
fn without_a_month_it_is_the_last_that_is_posted() {
    let october = October::new();
    drop(october.posted());
    october.firm.set_clock("2027-01-10T09:00:00");
    let mut later = october.clerk();
    for path in ["/office/commissions/evidence", "/office/commissions/evidence/people"] {
        later.get(path).sees("Oktober 2026");
    }
}

#[test]
fn it_is_told_by_partner_with_the_way_to_the_deals() {
    let october = October::new();
    let mut clerk = october.posted();
    let path = "/office/commissions/evidence/people";
    let page = clerk.get(&format!("{path}?month=2026-10"));
    page.sees("3 Partner").sees("20,00 €").sees("100 %");
    page.holds(&format!("/office/commissions/partners/{}/extract?first=2026-10&amp;last=2026-10", october.partners[2]));
    clerk.get(&format!("{path}?month=2026-10&share=low")).sees("0 Partner");
    clerk.get(&format!("{path}?month=2026-10&q=bauer")).sees("ein Partner").sees("16,00 €");
    clerk.get(&format!("{path}.csv?month=2026-10")).holds(";16,00;100\u{a0}%;EUR");
}

#[test]
fn end_customers_are_counted_and_named() {
    let october = October::new();
    let mut clerk = october.clerk();
    let path = "/office/commissions/evidence/customers";
    let page = clerk.get(&format!("{path}?month=2026-10"));
    page.sees("Endkunden je Partner, Oktober 2026").sees("100,00 €").sees("Rechtsanwalt");
    let of_one = format!("{path}/{}?month=2026-10", october.partners[2]);
    page.holds(&format!("href=\"{of_one}\""));
    clerk.get(&of_one).sees("Oktober 2026: ein Endkunde").sees("Gast").sees("Anna Berger").sees("100,00 €");
    clerk.get(&format!("{path}?month=2026-09&has=none")).sees("3 Partner").sees("keine");
    clerk.get(&format!("{path}?month=2026-09&has=some")).sees("Kein Partner passt");
    clerk.get(&format!("{path}.csv?month=2026-10")).holds(";1;1;100,00;EUR");
    clerk.get(&format!("{path}/999?month=2026-10")).has_status(404);
}

#[test]
fn whoever_was_paid_much_is_listed_and_what_is_missing_is_written_down() {
    let october = October::new();
    october.sale(1, "2026-10-20", 1_000_000, 50);
    let mut clerk = october.agreed();
    clerk.get("/office/payouts/1");
    clerk.submit("/office/payouts/1/file", &[]).has_status(200);
    october.firm.set_clock("2026-11-06T09:00:00");
    // Whoever was signed in yesterday signs in again.
    let mut clerk = october.clerk();
    let path = "/office/commissions/evidence/payees";
    let page = clerk.get(path);
    page.sees("Zahlungen an Partner 2026")
        .sees("2.016,00 €")
        .sees("im Jahr über 900,00 €")
        .sees("eine Zahlung über 450,00 €");
    page.sees("Versicherungsnummer oder Geburtsdatum").sees("§ 109a EStG").sees("Rechtsanwalt oder Steuerberater");
    clerk.get(&format!("{path}.csv?year=2026")).holds(";2016,00;1;2016,00;2026-11-05;EUR;");
    clerk.get(&format!("{path}?year=2025")).sees("In diesem Jahr wurde niemandem so viel ausgezahlt");

    let payee = october.firm.read(|view| partner(view, october.partners[1]).expect("a partner").person);
    let form = format!("{path}/{}?year=2026&person={payee}", october.partners[1]);
    let mut office = october.firm.signed_in("administrator");
    office.get(&format!("{path}?year=2026")).holds(&format!("href=\"{}\"", form.replace('&', "&amp;")));
    // Nobody else has ever held this position.
    office.get(&format!("{path}/{}?year=2026&person=999", october.partners[1])).has_status(404);
    office.get(&form).sees("Angaben für das Finanzamt");
    office.submit(&form, &[("insurance_number", "1234 010180"), ("born_on", "gestern")]).has_status(422);
    office.get(&form);
    let wrong = office.submit(&form, &[("insurance_number", "1234 010180")]);
    wrong.has_status(422).sees("stimmen nicht mit der Prüfziffer überein").holds("value=\"1234 010180\"");
    office.get(&form);
    office.submit(&form, &[("insurance_number", "1237 010180")]).goes_to(&format!("{path}?year=2026"));
    office.click_again().goes_to(&format!("{path}?year=2026"));
    office.get(&format!("{path}?year=2026")).sees("vollständig");
    office.get(&format!("{path}?year=2026&missing=some")).sees("P-Auer").does_not_see("P-Bauer");
    office.get(&format!("{path}.csv?year=2026")).holds("1237010180");
    // The form is for those who edit partners.
    clerk.get(&form).has_status(403);
}

#[test]
fn nobody_without_the_right_opens_the_evidence() {
    let october = October::new();
    let mut warehouse = october.firm.signed_in("warehouse");
    for end in ["", "/people", "/customers", "/payees", ".csv", "/people.csv", "/customers.csv", "/payees.csv"] {
        warehouse.get(&format!("/office/commissions/evidence{end}")).has_status(403);
    }
}
